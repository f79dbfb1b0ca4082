package answer

import (
	"slices"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Chain is what a document rests on, and what rests on it; nil for a way that was
// not asked for. What it changes or ends, with what that had changed or ended, and what
// changes or ends it stand apart, nil where there is none.
type Chain struct {
	Up        *Node `json:"up,omitempty"`
	Changes   *Node `json:"changes,omitempty"`
	Down      *Node `json:"down,omitempty"`
	ChangedBy *Node `json:"changed_by,omitempty"`
}

// Tree is one of the trees of a chain.
type Tree struct {
	*Node
	Way    graph.Way
	Change bool
}

// Up reports whether the tree leads to what is cited.
func (t Tree) Up() bool { return t.Way == graph.Up }

// Trees returns the trees there are, each change behind the support of its way.
func (c Chain) Trees() []Tree {
	return slices.DeleteFunc([]Tree{{c.Up, graph.Up, false}, {c.Changes, graph.Up, true}, {c.Down, graph.Down, false},
		{c.ChangedBy, graph.Down, true}},
		func(t Tree) bool { return t.Node == nil })
}

// Node is a document in a chain with the citations that hang it there.
type Node struct {
	ID       string     `json:"id"`
	Document string     `json:"document"` // in a line
	Held     bool       `json:"held"`
	Evidence []Evidence `json:"evidence,omitempty"` // the strongest relation first
	Mentions int        `json:"mentions,omitempty"` // how many citations state them
	Cycle    bool       `json:"cycle,omitempty"`
	// Force is what is known of its force on the day that is asked about, Standing that in words.
	Force    legal.ForceState `json:"force,omitempty"`
	Standing string           `json:"standing,omitempty"`
	Repeat   bool             `json:"repeat,omitempty"`
	Cut      int              `json:"cut,omitempty"`
	// neighbours without a relation that was followed, here or among the changes
	LeftOut int     `json:"left_out,omitempty"`
	Next    []*Node `json:"next,omitempty"`

	About     legal.Document   `json:"-"`
	Relations []legal.Relation `json:"-"`
}

// Trace tells the chains of a document in the given ways; only, depth and limit
// are those of [graph.Graph.Trace], for each tree.
func (t *Service) Trace(g *graph.Graph, id string, ways []graph.Way, only []legal.Relation,
	depth, limit int) (out Chain, err error) {
	if len(only) == 0 {
		only = legal.Relations
	}
	supports, changes := Supporting(only), Changing(only)
	for _, way := range ways {
		support, change := &out.Up, &out.Changes
		if way == graph.Down {
			support, change = &out.Down, &out.ChangedBy
		}
		if len(supports) > 0 {
			if *support, err = t.node(g.Trace(id, way, supports, depth, limit), way, nil, resting); err != nil {
				return out, err
			}
			(*support).LeftOut = g.LeftOut(id, way, slices.Concat(supports, changes))
		}
		if len(changes) > 0 {
			n, err := t.node(g.Trace(id, way, changes, depth, limit), way, nil, changing)
			if err != nil {
				return out, err
			}
			if len(n.Next) > 0 || n.Cut > 0 || len(supports) == 0 {
				*change = n
			}
		}
	}
	return out, nil
}

// node describes a node of the chain; above is the document it hangs on, by what is
// stated of those that are told.
func (t *Service) node(n *graph.Node, way graph.Way, above *legal.Document, told telling) (*Node, error) {
	if n == nil {
		return &Node{}, nil
	}
	d, err := t.Document(n.ID)
	if err != nil {
		return nil, err
	}
	out := &Node{ID: n.ID, Document: t.line(d), Held: n.Held, Cycle: n.Cycle, Repeat: n.Repeat, Cut: n.Cut, About: d,
		Relations: n.Relations}
	if !t.on.IsZero() {
		standing, says, err := t.InForce(d, t.on)
		if err != nil {
			return nil, err
		}
		out.Force, out.Standing = standing.State, says
	}
	if above != nil {
		from, to := d, *above
		if way == graph.Up {
			from, to = to, from
		}
		if out.Evidence, out.Mentions, err = t.evidence(from, to, n.Relations, told); err != nil {
			return nil, err
		}
	}
	for _, next := range n.Next {
		below, err := t.node(next, way, &d, told)
		if err != nil {
			return nil, err
		}
		out.Next = append(out.Next, below)
	}
	return out, nil
}
