// Package graph answers who cites whom, in memory: what a document rests on, who
// rests on it, and through which chain. It is read from the catalogue as a whole
// and never changes.
package graph

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Graph holds all documents and edges. Documents are numbered by ID; the edges of
// each stand side by side in one row, sorted, once by source and once by target,
// and so does the evidence of each edge.
type Graph struct {
	nodes []catalog.GraphNode // by ID
	files []string            // hashes, by value

	edges    []edge     // by source, target, relation
	out      []int32    // edges[out[n]:out[n+1]] leave node n
	in       []int32    // byTarget[in[n]:in[n+1]] are edges that reach node n
	byTarget []int32    // indices of edges, by target, source, relation
	evidence []citation // evidence[e.first:e.first+e.count] is that of edge e
}

type edge struct {
	from, to     int32
	relation     uint8 // index in legal.Relations
	first, count int32
}

type citation struct{ file, index int32 }

// Load reads the graph from the catalogue.
func Load(ctx context.Context, c *catalog.Catalog) (*Graph, error) {
	g := &Graph{}
	var links []link
	b := builder{g: g, nodes: map[string]int32{}, files: map[string]int32{}}
	err := c.Graph(ctx, b.node, func(l catalog.GraphLink) error {
		links = append(links, b.link(l))
		return nil
	})
	if err != nil {
		return nil, err
	}
	b.rankFiles(links)
	slices.SortFunc(links, link.compare)
	g.build(links)
	return g, nil
}

// link is one citation behind an edge, in numbers.
type link struct {
	from, to, file, index int32
	relation              uint8
}

func (a link) compare(b link) int {
	return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.relation, b.relation),
		cmp.Compare(a.file, b.file), cmp.Compare(a.index, b.index))
}

type builder struct {
	g            *Graph
	nodes, files map[string]int32
}

func (b *builder) node(n catalog.GraphNode) error {
	b.nodes[n.ID] = int32(len(b.g.nodes))
	b.g.nodes = append(b.g.nodes, n)
	return nil
}

func (b *builder) link(l catalog.GraphLink) link {
	file, ok := b.files[l.File]
	if !ok {
		file = int32(len(b.g.files))
		b.files[l.File] = file
		b.g.files = append(b.g.files, l.File)
	}
	return link{b.nodes[l.From], b.nodes[l.To], file, int32(l.Index), uint8(strength(l.Relation))}
}

// rankFiles numbers the files by their hash instead of by their arrival.
func (b *builder) rankFiles(links []link) {
	sorted := slices.Sorted(slices.Values(b.g.files))
	rank := make([]int32, len(sorted))
	for i, sha := range sorted {
		rank[b.files[sha]] = int32(i)
	}
	for i := range links {
		links[i].file = rank[links[i].file]
	}
	b.g.files = sorted
}

// strength returns the place of a relation in the order of strength; one that is
// not listed counts as the weakest.
func strength(r legal.Relation) int {
	if i := slices.Index(legal.Relations, r); i >= 0 {
		return i
	}
	return len(legal.Relations) - 1
}

// build lays out sorted links in rows.
func (g *Graph) build(links []link) {
	for i, l := range links {
		if n := len(g.edges); n == 0 || g.edges[n-1].from != l.from || g.edges[n-1].to != l.to || g.edges[n-1].relation != l.relation {
			g.edges = append(g.edges, edge{from: l.from, to: l.to, relation: l.relation, first: int32(i)})
		}
		g.edges[len(g.edges)-1].count++
		g.evidence = append(g.evidence, citation{l.file, l.index})
	}
	g.byTarget = make([]int32, len(g.edges))
	for i := range g.byTarget {
		g.byTarget[i] = int32(i)
	}
	sort.SliceStable(g.byTarget, func(i, j int) bool { return g.edges[g.byTarget[i]].to < g.edges[g.byTarget[j]].to })
	g.out, g.in = make([]int32, len(g.nodes)+1), make([]int32, len(g.nodes)+1)
	for _, e := range g.edges {
		g.out[e.from+1]++
		g.in[e.to+1]++
	}
	for i := range g.nodes {
		g.out[i+1] += g.out[i]
		g.in[i+1] += g.in[i]
	}
}

// find returns the number of a document.
func (g *Graph) find(id string) (int32, bool) {
	i, ok := slices.BinarySearchFunc(g.nodes, id, func(n catalog.GraphNode, id string) int { return cmp.Compare(n.ID, id) })
	return int32(i), ok
}

// Step is a relation between two documents, as their citations state it.
type Step struct {
	Relation legal.Relation      `json:"relation"`
	Evidence []legal.CitationRef `json:"evidence"` // by file and place
}

// Link is a neighbour of a document with all that is stated between the two.
type Link struct {
	ID    string `json:"id"`
	Held  bool   `json:"held"`  // we have a file of it
	Steps []Step `json:"steps"` // the strongest relation first
}

// Mentions returns how many citations state the link.
func (l Link) Mentions() int {
	n := 0
	for _, s := range l.Steps {
		n += len(s.Evidence)
	}
	return n
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
	for _, nb := range g.neighbours(n, way, every) {
		out = append(out, g.link(nb))
	}
	return out
}

// neighbour is a document with the edges to it.
type neighbour struct {
	node  int32
	edges []int32 // the strongest first
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
	}
	return set
}

// neighbours returns the documents one step away, in the order of [Graph.Cites].
func (g *Graph) neighbours(n int32, way Way, only relations) []neighbour {
	var out []neighbour
	add := func(to, e int32) {
		if only&(1<<g.edges[e].relation) == 0 {
			return
		}
		if k := len(out); k == 0 || out[k-1].node != to {
			out = append(out, neighbour{node: to})
		}
		out[len(out)-1].edges = append(out[len(out)-1].edges, e)
	}
	if way == Up {
		for e := g.out[n]; e < g.out[n+1]; e++ {
			add(g.edges[e].to, e)
		}
	} else {
		for _, e := range g.byTarget[g.in[n]:g.in[n+1]] {
			add(g.edges[e].from, e)
		}
	}
	slices.SortFunc(out, g.byStrength)
	return out
}

func (g *Graph) byStrength(a, b neighbour) int {
	x, y := g.nodes[a.node], g.nodes[b.node]
	return cmp.Or(cmp.Compare(g.edges[a.edges[0]].relation, g.edges[b.edges[0]].relation), compareDates(x.Date, y.Date), cmp.Compare(a.node, b.node))
}

// compareDates puts the older first and the unknown last.
func compareDates(a, b legal.Date) int {
	if a.IsZero() || b.IsZero() {
		return cmp.Compare(b.Year, a.Year)
	}
	return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Day, b.Day))
}

func (g *Graph) link(nb neighbour) Link {
	l := Link{ID: g.nodes[nb.node].ID, Held: g.nodes[nb.node].Held}
	for _, i := range nb.edges {
		e := g.edges[i]
		s := Step{Relation: legal.Relations[e.relation]}
		for _, c := range g.evidence[e.first : e.first+e.count] {
			s.Evidence = append(s.Evidence, legal.CitationRef{File: g.files[c.file], Index: int(c.index)})
		}
		l.Steps = append(l.Steps, s)
	}
	return l
}
