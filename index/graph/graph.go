// Package graph answers who cites whom, in memory: what a document rests on, who
// rests on it, and through which chain. It is read from the catalogue as a whole
// and never changes. The citations behind a relation stay in the catalogue
// ([catalog.Catalog.Evidence]): few of them are ever shown.
package graph

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Graph holds all documents and what is stated between any two of them. Documents
// are numbered by age, the undated last; the arcs of each stand side by side in
// one row, once for each way.
type Graph struct {
	nodes []catalog.GraphNode // by date, then by ID
	byID  []int32             // their numbers, by ID
	rows  [2]rows             // for Up and Down
}

// rows are the arcs of all documents: those of document n are
// arcs[first[n]:first[n+1]], the strongest first, then by document.
type rows struct {
	first []int32
	arcs  []arc
}

// arc leads to a document with which relations are stated.
type arc struct {
	to  int32
	all relations
}

// Load reads the graph from the catalogue.
func Load(ctx context.Context, c *catalog.Catalog) (*Graph, error) {
	g := &Graph{}
	var at []int32
	var edges []edge
	err := c.Graph(ctx, func(n catalog.GraphNode) error {
		g.nodes = append(g.nodes, n)
		return nil
	}, func(e catalog.GraphEdge) error {
		if at == nil {
			at = g.number()
		}
		if !known(at, e.From) || !known(at, e.To) {
			return fmt.Errorf("%w: a relation from or to no document", catalog.ErrDamaged)
		}
		edges = append(edges, edge{at[e.From], at[e.To], bitsOf(e)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	if at == nil {
		g.number()
	}
	g.rows[Up] = layRows(len(g.nodes), edges)
	for i, e := range edges {
		edges[i].from, edges[i].to = e.to, e.from
	}
	g.rows[Down] = layRows(len(g.nodes), edges)
	return g, nil
}

// number puts the documents in their order and returns the place of each by its
// number in the catalogue, -1 for a number that none has.
func (g *Graph) number() []int32 {
	type aged struct {
		age, at int32
	}
	order := make([]aged, len(g.nodes))
	most := int64(0)
	for i, n := range g.nodes {
		order[i] = aged{age(n.Date), int32(i)}
		most = max(most, n.N)
	}
	slices.SortFunc(order, func(a, b aged) int {
		if a.age != b.age {
			return cmp.Compare(a.age, b.age)
		}
		return strings.Compare(g.nodes[a.at].ID, g.nodes[b.at].ID)
	})
	nodes := make([]catalog.GraphNode, len(g.nodes))
	at := slices.Repeat([]int32{-1}, int(most)+1)
	g.byID = make([]int32, len(g.nodes))
	for i, o := range order {
		nodes[i], g.byID[i] = g.nodes[o.at], int32(i)
		at[nodes[i].N] = int32(i)
	}
	g.nodes = nodes
	slices.SortFunc(g.byID, func(a, b int32) int { return strings.Compare(g.nodes[a].ID, g.nodes[b].ID) })
	return at
}

func known(at []int32, n int64) bool { return n >= 0 && n < int64(len(at)) && at[n] >= 0 }

// age orders dates: the older first and the unknown last.
func age(d legal.Date) int32 {
	if d.IsZero() {
		return math.MaxInt32
	}
	return int32(d.Year)<<9 | int32(d.Month)<<5 | int32(d.Day)
}

// edge is one relation between two documents.
type edge struct {
	from, to int32
	relation relations
}

// layRows gathers the edges of each source in a row, makes one arc of those to the
// same document, and sorts the row, for a row is short.
func layRows(nodes int, edges []edge) rows {
	next := make([]int32, nodes+1)
	for _, e := range edges {
		next[e.from+1]++
	}
	for i := range nodes {
		next[i+1] += next[i]
	}
	ends := next[1:] // where each row ends, once it is filled from where the last one ends
	arcs := make([]arc, len(edges))
	at := slices.Clone(next)
	for _, e := range edges {
		arcs[at[e.from]] = arc{e.to, e.relation}
		at[e.from]++
	}
	r := rows{first: make([]int32, nodes+1), arcs: arcs[:0]}
	for n, begin := 0, int32(0); n < nodes; n++ {
		row := merge(arcs[begin:ends[n]])
		begin = ends[n]
		r.arcs = append(r.arcs, row...) // never past what is read
		r.first[n+1] = int32(len(r.arcs))
	}
	return r
}

// merge makes one arc of all that lead to the same document and puts them in order.
func merge(row []arc) []arc {
	slices.SortFunc(row, func(a, b arc) int { return cmp.Compare(a.to, b.to) })
	k := 0
	for i, a := range row {
		if i > 0 && row[k-1].to == a.to {
			row[k-1].all |= a.all
			continue
		}
		row[k] = a
		k++
	}
	sortArcs(row[:k])
	return row[:k]
}

// sortArcs puts the strongest relation first, then the oldest document.
func sortArcs(row []arc) {
	slices.SortFunc(row, func(a, b arc) int {
		return cmp.Or(cmp.Compare(a.all.strongest(), b.all.strongest()), cmp.Compare(a.to, b.to))
	})
}

// strength returns the place of a relation in the order of strength; one that is
// not listed counts as the weakest.
func strength(r legal.Relation) int {
	if i := slices.Index(legal.Relations, r); i >= 0 {
		return i
	}
	return len(legal.Relations) - 1
}

// Finer stands, among the relations to follow, for [legal.Cites] with a
// [legal.Subtype]: what suspends a document or corrects it does not merely cite it.
const Finer legal.Relation = "finer"

// finer is the bit of [Finer], behind those of the eight.
const finer = relations(1) << 8

// bitsOf returns what an edge states.
func bitsOf(e catalog.GraphEdge) relations {
	var set relations
	if e.Plain || e.Relation != legal.Cites {
		set = 1 << strength(e.Relation)
	}
	if e.Fine && e.Relation == legal.Cites {
		set |= finer
	}
	return set
}

// find returns the number of a document.
func (g *Graph) find(id string) (int32, bool) {
	i, ok := slices.BinarySearchFunc(g.byID, id, func(n int32, id string) int {
		return strings.Compare(g.nodes[n].ID, id)
	})
	if !ok {
		return 0, false
	}
	return g.byID[i], true
}

// Link is a neighbour of a document with all that is stated between the two.
type Link struct {
	ID        string           `json:"id"`
	Held      bool             `json:"held"`      // we have a file of it
	Relations []legal.Relation `json:"relations"` // the strongest first
}

// Cites returns what a document cites: the strongest relation first, then the
// oldest document, undated ones last. An unknown ID cites nothing.
func (g *Graph) Cites(id string) []Link { return g.linksOf(id, Up) }

// CitedBy returns the documents that cite one, in the order of [Graph.Cites].
func (g *Graph) CitedBy(id string) []Link { return g.linksOf(id, Down) }

func (g *Graph) linksOf(id string, way Way) []Link {
	n, ok := g.find(id)
	if !ok {
		return nil
	}
	var out []Link
	for _, a := range g.near(nil, n, way, every) {
		out = append(out, g.link(a))
	}
	return out
}

// relations is a set of relations, a bit each.
type relations uint16

const every relations = 1<<16 - 1

func relationSet(rs []legal.Relation) relations {
	if len(rs) == 0 {
		return every
	}
	var set relations
	for _, r := range rs {
		if i := slices.Index(legal.Relations, r); i >= 0 {
			set |= 1 << i
		}
		if r == Finer {
			set |= finer
		}
	}
	return set
}

// strongest returns the place of the strongest relation in [legal.Relations], one more
// than the last for [Finer].
func (s relations) strongest() int { return bits.TrailingZeros16(uint16(s)) }

// list returns the relations in a set, the strongest first.
func (s relations) list() []legal.Relation {
	if s == 0 {
		return nil
	}
	out := make([]legal.Relation, 0, bits.OnesCount16(uint16(s)))
	if s&finer != 0 {
		s = s&^finer | 1<<strength(legal.Cites)
	}
	for i, r := range legal.Relations {
		if s&(1<<i) != 0 {
			out = append(out, r)
		}
	}
	return out
}

// LeftOut counts the neighbours of a document with whom only relations are stated that
// are not followed (none given: all are).
func (g *Graph) LeftOut(id string, way Way, only []legal.Relation) int {
	n, ok := g.find(id)
	if !ok {
		return 0
	}
	return len(g.near(nil, n, way, every)) - len(g.near(nil, n, way, relationSet(only)))
}

// near appends to a list the arcs of a document with the relations that are
// followed, in the order of [Graph.Cites].
func (g *Graph) near(list []arc, n int32, way Way, only relations) []arc {
	r := &g.rows[way]
	row := r.arcs[r.first[n]:r.first[n+1]]
	if only == every {
		return append(list, row...)
	}
	from := len(list)
	for _, a := range row {
		if a.all &= only; a.all != 0 {
			list = append(list, a)
		}
	}
	sortArcs(list[from:]) // what made one strong may not be followed
	return list
}

func (g *Graph) link(a arc) Link {
	return Link{ID: g.nodes[a.to].ID, Held: g.nodes[a.to].Held, Relations: a.all.list()}
}
