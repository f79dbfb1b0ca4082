package graph

import (
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Way is the direction in which a chain is followed.
type Way int

// The ways. The arrows of the graph go up: from a plan to the decree it carries
// out.
const (
	Up   Way = iota // to what a document rests on
	Down            // to the documents that rest on it
)

// Node is a document in a chain. Link says how it hangs on the node above; that
// of the first node has no steps.
type Node struct {
	Link
	// Cycle is true where the document is among the nodes above: the chain has
	// come round and is not followed.
	Cycle bool `json:"cycle,omitempty"`
	// Repeat is true where another node of the same document carries what is
	// below, because it is nearer to the first node.
	Repeat bool `json:"repeat,omitempty"`
	// Cut is how many documents lie below that the depth keeps from being shown.
	Cut  int     `json:"cut,omitempty"`
	Next []*Node `json:"next,omitempty"`
}

// Trace follows the chains from a document, up or down, along the given relations
// (none given: all), at most depth steps far (0: as far as they go). Each
// document is followed once, where it is nearest to the first one. The result is
// nil for an unknown ID.
func (g *Graph) Trace(id string, way Way, only []legal.Relation, depth int) *Node {
	start, ok := g.find(id)
	if !ok {
		return nil
	}
	t := tracer{g: g, way: way, only: relationSet(only), seen: map[int32]bool{start: true}}
	first := &step{node: start, shown: &Node{Link: g.link(neighbour{node: start})}}
	row := []*step{first}
	for d := 0; len(row) > 0; d++ {
		if depth > 0 && d == depth {
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
	g    *Graph
	way  Way
	only relations
	seen map[int32]bool
}

// next hangs one row of nodes below the last one and returns those to go on from.
func (t *tracer) next(row []*step) []*step {
	var below []*step
	for _, s := range row {
		for _, nb := range t.g.neighbours(s.node, t.way, t.only) {
			n := &Node{Link: t.g.link(nb), Cycle: s.under(nb.node)}
			n.Repeat = !n.Cycle && t.seen[nb.node]
			s.shown.Next = append(s.shown.Next, n)
			if !n.Cycle && !n.Repeat {
				t.seen[nb.node] = true
				below = append(below, &step{nb.node, s, n})
			}
		}
	}
	return below
}

// cut counts what lies below the last row.
func (t *tracer) cut(row []*step) {
	for _, s := range row {
		s.shown.Cut = len(t.g.neighbours(s.node, t.way, t.only))
	}
}

// Path returns one shortest chain from a document up to another, both included,
// nil where there is none. Of equally short ones it is the first in the order of
// [Graph.Cites].
func (g *Graph) Path(from, to string, only []legal.Relation) []Link {
	start, ok := g.find(from)
	end, ok2 := g.find(to)
	if !ok || !ok2 {
		return nil
	}
	t := tracer{g: g, way: Up, only: relationSet(only), seen: map[int32]bool{start: true}}
	row := []*step{{node: start, shown: &Node{Link: g.link(neighbour{node: start})}}}
	for len(row) > 0 {
		for _, s := range row {
			if s.node == end {
				return s.links()
			}
		}
		row = t.next(row)
	}
	return nil
}

// links returns the chain that leads to a step.
func (s *step) links() []Link {
	var out []Link
	for ; s != nil; s = s.above {
		out = append(out, s.shown.Link)
	}
	slices.Reverse(out)
	return out
}
