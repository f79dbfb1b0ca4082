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
		for _, e := range r.g.byTarget[r.g.in[n]:r.g.in[n+1]] {
			from := r.g.edges[e].from
			if r.only&(1<<r.g.edges[e].relation) == 0 || r.seen[from] == r.call {
				continue
			}
			r.seen[from] = r.call
			r.row = append(r.row, from)
			if r.g.nodes[from].Held {
				held++
			}
		}
	}
	return held
}
