package graph

import "github.com/danchieu/danchieu/pipeline/legal"

// Way is the direction in which a chain is followed.
type Way int

// The ways. The arrows of the graph go up: from a plan to the decree it carries
// out, and to the one it replaces.
const (
	Up   Way = iota // to what a document rests on, or changes
	Down            // to the documents that rest on it, or change it
)

// Node is a document in a chain. Link says how it hangs on the node above; that
// of the first node has no relations.
type Node struct {
	Link
	// Cycle is true where the document is among the nodes above: the chain has
	// come round and is not followed.
	Cycle bool `json:"cycle,omitempty"`
	// Repeat is true where another node of the same document carries what is
	// below, because it is nearer to the first node.
	Repeat bool `json:"repeat,omitempty"`
	// Cut is how many documents lie below that the depth or the limit keeps from
	// being shown.
	Cut  int     `json:"cut,omitempty"`
	Next []*Node `json:"next,omitempty"`
}

// Trace follows the chains from a document, up or down, along the given relations
// (none given: all), at most depth steps far (0: as far as they go). Each
// document is followed once, where it is nearest to the first one, so that there
// are at most as many nodes as relations; with a limit other than 0 there are at
// most that many below the first one, the nearest. The result is nil for an
// unknown ID.
func (g *Graph) Trace(id string, way Way, only []legal.Relation, depth, limit int) *Node {
	start, ok := g.find(id)
	if !ok {
		return nil
	}
	t := tracer{g: g, way: way, only: relationSet(only), seen: newNodeSet(g), left: limit, limited: limit > 0}
	t.seen.add(start)
	first := &step{node: start, shown: &Node{Link: g.link(arc{to: start})}}
	row := []*step{first}
	for d := 0; len(row) > 0; d++ {
		if depth > 0 && d == depth || t.limited && t.left == 0 {
			t.cut(row)
			break
		}
		row = t.next(row)
	}
	return first.shown
}

// step is a node with what is needed to go on from it.
type step struct {
	node  int32
	above *step
	shown *Node
}

// under reports whether a document is the step's own or above it.
func (s *step) under(node int32) bool {
	for ; s != nil; s = s.above {
		if s.node == node {
			return true
		}
	}
	return false
}

type tracer struct {
	g       *Graph
	way     Way
	only    relations
	seen    nodeSet
	left    int // nodes that may still be shown, where limited
	limited bool
}

// next hangs one row of nodes below the last one and returns those to go on from.
func (t *tracer) next(row []*step) []*step {
	var below []*step
	for _, s := range row {
		near := t.g.near(nil, s.node, t.way, t.only)
		if t.limited {
			s.shown.Cut = max(0, len(near)-t.left)
			near = near[:len(near)-s.shown.Cut]
			t.left -= len(near)
		}
		nodes := make([]Node, len(near))
		s.shown.Next = make([]*Node, len(near))
		for i, a := range near {
			n := &nodes[i]
			n.Link, n.Cycle = t.g.link(a), s.under(a.to)
			n.Repeat = !n.Cycle && t.seen.has(a.to)
			s.shown.Next[i] = n
			if !n.Cycle && !n.Repeat {
				t.seen.add(a.to)
				below = append(below, &step{a.to, s, n})
			}
		}
	}
	return below
}

// cut counts what lies below the last row.
func (t *tracer) cut(row []*step) {
	var near []arc
	for _, s := range row {
		near = t.g.near(near[:0], s.node, t.way, t.only)
		s.shown.Cut = len(near)
	}
}

// nodeSet is a set of documents, a bit each.
type nodeSet []uint64

func newNodeSet(g *Graph) nodeSet { return make(nodeSet, (len(g.nodes)+63)/64) }

func (s nodeSet) has(n int32) bool { return s[n/64]&(1<<(n%64)) != 0 }
func (s nodeSet) add(n int32)      { s[n/64] |= 1 << (n % 64) }

// Hop is a document that a chain leads to.
type Hop struct {
	ID    string
	Steps int    // how many steps away, at the least
	Via   string // ID of the document one step nearer, "" for the first one
	// Relation is the strongest one stated between the two.
	Relation legal.Relation
}

// Reach returns the documents that chains from a document lead to, itself first,
// each once and the nearest first; way, relations and depth are those of
// [Graph.Trace]. It is nil for an unknown ID.
func (g *Graph) Reach(id string, way Way, only []legal.Relation, depth int) []Hop {
	start, ok := g.find(id)
	if !ok {
		return nil
	}
	found := g.reach(start, way, relationSet(only), depth)
	out := make([]Hop, len(found))
	for i, h := range found {
		out[i] = Hop{ID: g.nodes[h.node].ID, Steps: int(h.steps)}
		if i > 0 {
			out[i].Via, out[i].Relation = g.nodes[found[h.via].node].ID, h.all.list()[0]
		}
	}
	return out
}

// hop is a document found on the way; via is the place of the one before it.
type hop struct {
	node, via, steps int32
	all              relations
}

// reach finds the documents that chains lead to, the nearest first and of those
// of one step those first whose chain comes first in the order of [Graph.Cites].
func (g *Graph) reach(start int32, way Way, only relations, depth int) []hop {
	seen := newNodeSet(g)
	seen.add(start)
	found := []hop{{node: start}}
	var near []arc
	for i := 0; i < len(found); i++ {
		at := found[i]
		if depth > 0 && int(at.steps) == depth {
			break
		}
		near = g.near(near[:0], at.node, way, only)
		for _, a := range near {
			if !seen.has(a.to) {
				seen.add(a.to)
				found = append(found, hop{a.to, int32(i), at.steps + 1, a.all})
			}
		}
	}
	return found
}
