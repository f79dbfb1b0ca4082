package graph

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Paths are all shortest chains from a document up to another. There can be more
// of them than can be listed, so that what is kept is what they are made of: for
// every document on one of them the steps that lead on.
type Paths struct {
	Steps int      // how long each chain is
	Count *big.Int // how many there are

	g    *Graph
	from int32
	next map[int32][]arc // in the order of [Graph.Cites]
}

// Paths returns the shortest chains from a document up to another along the given
// relations (none given: all); nil where there is none or an ID is unknown. From a
// document to itself there is one, without a step.
func (g *Graph) Paths(from, to string, only []legal.Relation) *Paths {
	start, ok := g.find(from)
	end, ok2 := g.find(to)
	if !ok || !ok2 {
		return nil
	}
	set := relationSet(only)
	far := g.distances(end, Down, set, start)
	steps, ok := far[start]
	if !ok {
		return nil
	}
	p := &Paths{Steps: int(steps), g: g, from: start, next: map[int32][]arc{}}
	p.lay(start, far, set)
	p.Count = p.count(start, map[int32]*big.Int{end: big.NewInt(1)})
	return p
}

// distances returns how far from a document others are, as far as the one named
// last is, or all where it is not met.
func (g *Graph) distances(from int32, way Way, only relations, to int32) map[int32]int32 {
	far := map[int32]int32{from: 0}
	row := []int32{from}
	var near []arc
	for d := int32(1); len(row) > 0; d++ {
		if _, ok := far[to]; ok {
			break
		}
		var next []int32
		for _, n := range row {
			near = g.near(near[:0], n, way, only)
			for _, a := range near {
				if _, ok := far[a.to]; !ok {
					far[a.to] = d
					next = append(next, a.to)
				}
			}
		}
		row = next
	}
	return far
}

// lay notes for every document on a shortest chain the steps that bring it nearer
// to the end.
func (p *Paths) lay(start int32, far map[int32]int32, only relations) {
	todo := []int32{start}
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if _, done := p.next[n]; done || far[n] == 0 {
			continue
		}
		p.next[n] = slices.DeleteFunc(p.g.near(nil, n, Up, only), func(a arc) bool {
			d, ok := far[a.to]
			return !ok || d != far[n]-1
		})
		for _, a := range p.next[n] {
			todo = append(todo, a.to)
		}
	}
}

// count returns how many chains lead on from a document, given those counted.
func (p *Paths) count(n int32, counted map[int32]*big.Int) *big.Int {
	if c, ok := counted[n]; ok {
		return c
	}
	sum := new(big.Int)
	for _, a := range p.next[n] {
		sum.Add(sum, p.count(a.to, counted))
	}
	counted[n] = sum
	return sum
}

// First returns the first chains in the order of [Graph.Cites], both ends
// included, at most so many (0: all of them, so mind [Paths.Count]). The link of
// the document a chain begins with has no relations.
func (p *Paths) First(limit int) [][]Link {
	var out [][]Link
	chain := []Link{p.g.link(arc{to: p.from})}
	var follow func(n int32)
	follow = func(n int32) {
		if limit > 0 && len(out) == limit {
			return
		}
		if len(chain) == p.Steps+1 {
			out = append(out, slices.Clone(chain))
			return
		}
		for _, a := range p.next[n] {
			chain = append(chain, p.g.link(a))
			follow(a.to)
			chain = chain[:len(chain)-1]
		}
	}
	follow(p.from)
	return out
}

// Common is a document that two others rest on.
type Common struct {
	ID     string
	Steps  int // from the first and from the second document together
	Chains [2][]Link
}

// Common returns the documents on which two others both rest, along the given
// relations (none given: all), each with a shortest chain from either: first those
// with the fewest steps together, then those whose longer chain is the shorter,
// then the older ones, undated ones last. With a limit other than 0 only so many
// of them are returned; total is how many there are.
func (g *Graph) Common(a, b string, only []legal.Relation, limit int) (first []Common, total int) {
	starts := [2]int32{}
	for i, id := range []string{a, b} {
		n, ok := g.find(id)
		if !ok {
			return nil, 0
		}
		starts[i] = n
	}
	set := relationSet(only)
	fromA, fromB := g.reach(starts[0], Up, set, 0), g.reach(starts[1], Up, set, 0)
	inB := make(map[int32]int32, len(fromB)) // place in fromB
	for i, h := range fromB {
		inB[h.node] = int32(i)
	}
	var met [][2]int32 // places in fromA and fromB
	for i, h := range fromA {
		if j, ok := inB[h.node]; ok {
			met = append(met, [2]int32{int32(i), j})
		}
	}
	slices.SortFunc(met, func(x, y [2]int32) int {
		xa, xb, ya, yb := fromA[x[0]].steps, fromB[x[1]].steps, fromA[y[0]].steps, fromB[y[1]].steps
		return cmp.Or(cmp.Compare(xa+xb, ya+yb), cmp.Compare(max(xa, xb), max(ya, yb)),
			cmp.Compare(fromA[x[0]].node, fromA[y[0]].node))
	})
	for i, m := range met {
		if limit > 0 && i == limit {
			break
		}
		ha, hb := fromA[m[0]], fromB[m[1]]
		first = append(first, Common{g.nodes[ha.node].ID, int(ha.steps + hb.steps),
			[2][]Link{g.chain(fromA, m[0]), g.chain(fromB, m[1])}})
	}
	return first, len(met)
}

// chain returns the chain that leads to a document found, from the first one on.
func (g *Graph) chain(found []hop, i int32) []Link {
	var out []Link
	for ; i > 0; i = found[i].via {
		out = append(out, g.link(arc{found[i].node, found[i].all}))
	}
	out = append(out, g.link(arc{to: found[0].node}))
	slices.Reverse(out)
	return out
}
