package graph

import "github.com/danchieu/danchieu/pipeline/legal"

// Reach counts how many held documents rest on others, directly or through
// chains. It keeps its buffers from one call to the next and serves one goroutine.
type Reach struct {
	g    *Graph
	only relations
	seen []int32 // the call in which a document was last met
	call int32
	row  []int32
	arcs []arc
}

// NewReach returns a counter that follows the given relations (none given: all).
func (g *Graph) NewReach(only []legal.Relation) *Reach {
	return &Reach{g: g, only: relationSet(only), seen: make([]int32, len(g.nodes))}
}

// Down returns how many held documents lie below one, itself not counted; 0 for
// an unknown ID.
func (r *Reach) Down(id string) int {
	start, ok := r.g.find(id)
	if !ok {
		return 0
	}
	r.call++
	r.seen[start] = r.call
	r.row = append(r.row[:0], start)
	held := 0
	for i := 0; i < len(r.row); i++ {
		n := r.row[i]
		r.arcs = r.g.near(r.arcs[:0], n, Down, r.only)
		for _, a := range r.arcs {
			if r.seen[a.to] == r.call {
				continue
			}
			r.seen[a.to] = r.call
			r.row = append(r.row, a.to)
			if r.g.nodes[a.to].Held {
				held++
			}
		}
	}
	return held
}
