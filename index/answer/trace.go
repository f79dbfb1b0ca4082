package answer

import (
	"slices"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Chain is what a document rests on, and what rests on it; nil for a way that was
// not asked for.
type Chain struct {
	Up   *Node `json:"up,omitempty"`
	Down *Node `json:"down,omitempty"`
}

// Node is a document in a chain with the citations that hang it there.
type Node struct {
	ID       string     `json:"id"`
	Document string     `json:"document"` // in a line
	Held     bool       `json:"held"`
	Evidence []Evidence `json:"evidence,omitempty"` // the strongest relation first
	Mentions int        `json:"mentions,omitempty"` // how many citations state them
	Cycle    bool       `json:"cycle,omitempty"`
	Repeat   bool       `json:"repeat,omitempty"`
	Cut      int        `json:"cut,omitempty"`
	LeftOut  int        `json:"left_out,omitempty"` // neighbours without a relation that was followed
	Next     []*Node    `json:"next,omitempty"`

	About     legal.Document   `json:"-"`
	Relations []legal.Relation `json:"-"`
}

// Trace tells the chains of a document in the given ways; only, depth and limit
// are those of [graph.Graph.Trace].
func (t *Teller) Trace(g *graph.Graph, id string, ways []graph.Way, only []legal.Relation, depth, limit int) (Chain, error) {
	var out Chain
	for _, way := range ways {
		n, err := t.node(g.Trace(id, way, only, depth, limit), way, nil)
		if err != nil {
			return out, err
		}
		n.LeftOut = leftOut(g, id, way, only)
		if way == graph.Up {
			out.Up = n
		} else {
			out.Down = n
		}
	}
	return out, nil
}

// node describes a node of the chain; above is the document it hangs on.
func (t *Teller) node(n *graph.Node, way graph.Way, above *legal.Document) (*Node, error) {
	if n == nil {
		return &Node{}, nil
	}
	d, err := t.Document(n.ID)
	if err != nil {
		return nil, err
	}
	out := &Node{ID: n.ID, Document: t.line(d), Held: n.Held, Cycle: n.Cycle, Repeat: n.Repeat, Cut: n.Cut, About: d, Relations: n.Relations}
	if above != nil {
		from, to := d, *above
		if way == graph.Up {
			from, to = to, from
		}
		if out.Evidence, out.Mentions, err = t.evidence(from, to, n.Relations); err != nil {
			return nil, err
		}
	}
	for _, next := range n.Next {
		below, err := t.node(next, way, &d)
		if err != nil {
			return nil, err
		}
		out.Next = append(out.Next, below)
	}
	return out, nil
}

// leftOut counts the neighbours of a document with whom only relations not
// followed are stated.
func leftOut(g *graph.Graph, id string, way graph.Way, only []legal.Relation) int {
	n := 0
	if len(only) == 0 { // all are followed
		return 0
	}
	for _, l := range Links(g, id, way) {
		if !slices.ContainsFunc(l.Relations, func(r legal.Relation) bool { return slices.Contains(only, r) }) {
			n++
		}
	}
	return n
}
