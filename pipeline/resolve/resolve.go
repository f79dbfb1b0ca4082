package resolve

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Documents decides what a set of facts means: the documents they name, what
// each citation means and why, and the relations between documents. The result
// depends on the facts alone, not on their order; of readings with one File only
// the first counts.
func Documents(facts legal.Facts) legal.Resolved {
	files := readFiles(facts.Readings)
	r := resolveFiles(files, nil, facts)
	r.Edges = edges(files, r)
	return r
}

// resolveFiles resolves files beside mentions of others that stand for themselves.
func resolveFiles(files []*file, others []*mention, facts legal.Facts) legal.Resolved {
	numbered, laws := mentionsOf(files, others)
	clusters := resolveNumbers(append(numbered, readRecords(facts.Records)...), apartIn(facts.Corrections))
	for _, s := range shelves(laws, clusters) {
		s.resolve()
		clusters = append(clusters, slices.Collect(maps.Values(s.named))...)
	}
	self := map[*file]*cluster{}
	for _, f := range files {
		if f.own == nil && !f.part || f.own != nil && f.own.series == "" {
			clusters = append(clusters, unnumbered(f))
		}
		if f.own != nil {
			self[f] = f.own.in
		}
	}
	clusters = named(clusters, files)
	sortClusters(clusters)
	name(clusters)
	fix := newFixer(files, clusters, facts)
	fix.all(facts.Corrections)
	for f, c := range self {
		self[f] = fix.survivor(c)
	}
	r := result(files, named(clusters, files), fix, self)
	for _, c := range clusters {
		r.Bases = append(r.Bases, c.base)
	}
	r.Idle = fix.idle
	return r
}

// mentionsOf returns the mentions with a number and those of laws by name, in the
// order of the files, and then the others.
func mentionsOf(files []*file, others []*mention) (numbered, laws []*mention) {
	put := func(m *mention) {
		switch {
		case m == nil:
		case m.series != "":
			numbered = append(numbered, m)
		case m.shelf != "":
			laws = append(laws, m)
		}
	}
	for _, f := range files {
		put(f.own)
		for _, m := range f.said {
			put(m)
		}
		laws = append(laws, f.laws...)
	}
	for _, m := range others {
		put(m)
	}
	return numbered, laws
}

// named leaves out the documents that only a registry knows: nothing here is one of
// them, means one or may mean one.
func named(clusters []*cluster, files []*file) []*cluster {
	possible := map[*cluster]bool{}
	for _, f := range files {
		for _, ms := range [][]*mention{f.said, f.laws} {
			for _, m := range ms {
				for _, c := range m.candidates() {
					possible[c] = true
				}
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(clusters), func(c *cluster) bool {
		return !possible[c] && !slices.ContainsFunc(c.members, func(m *mention) bool { return m.index != listed })
	})
}

// candidates returns the clusters a mention is open to; m may be nil.
func (m *mention) candidates() []*cluster {
	if m == nil {
		return nil
	}
	return m.among
}

// readFiles returns the readings prepared, by file.
func readFiles(readings []legal.Reading) []*file {
	sorted := slices.SortedStableFunc(slices.Values(readings), func(a, b legal.Reading) int { return strings.Compare(a.File, b.File) })
	sorted = slices.CompactFunc(sorted, func(a, b legal.Reading) bool { return a.File == b.File })
	files := make([]*file, len(sorted))
	for i, r := range sorted {
		files[i] = readFile(r)
	}
	return files
}

// resolveNumbers puts all numbered mentions into buckets and resolves each.
func resolveNumbers(mentions []*mention, apart map[pair]bool) []*cluster {
	buckets := map[string]*bucket{}
	for _, m := range mentions {
		b := buckets[m.series]
		if b == nil {
			b = &bucket{clusters: map[string]*cluster{}, apart: apart}
			buckets[m.series] = b
		}
		b.mentions = append(b.mentions, m)
	}
	var clusters []*cluster
	for _, key := range slices.Sorted(maps.Keys(buckets)) {
		buckets[key].resolve()
		clusters = append(clusters, buckets[key].order...)
	}
	return clusters
}

// unnumbered is the document of a file whose head has no number we can read.
func unnumbered(f *file) *cluster {
	if f.own == nil {
		f.own = plainHead(f)
	}
	c := &cluster{key: fileKey(f.File), part: fileKey(f.File), file: f.File, seat: f.own.seat}
	c.clear()
	c.add(f.own)
	f.own.in = c
	return c
}

// plainHead returns what a head without a number says.
func plainHead(f *file) *mention {
	h := f.Head
	return &mention{file: f, index: own, page: 1, typ: h.Type, date: h.Date, issuer: h.Issuer, title: h.Title, seat: authority.Read("", h.Issuer, f.origin)}
}

// result writes down what was decided.
func result(files []*file, clusters []*cluster, fix *fixer, self map[*file]*cluster) legal.Resolved {
	r := legal.Resolved{Self: map[string]string{}, Places: map[string]legal.Place{}}
	for _, c := range clusters {
		r.Documents = append(r.Documents, c.document())
		r.Places[c.id] = legal.Place{Key: c.part, Base: c.base}
	}
	slices.SortFunc(r.Documents, func(a, b legal.Document) int { return strings.Compare(a.ID, b.ID) })
	for _, f := range files {
		if c := self[f]; c != nil {
			r.Self[f.File] = c.id
		}
		r.Meanings = append(r.Meanings, meanings(f, fix)...)
	}
	return r
}

// edges returns the edges that whole files state, with what their citations mean.
func edges(files []*file, r legal.Resolved) []legal.Edge {
	set, at := edgeSet{}, 0
	for _, f := range files {
		set.add(f, r.Self[f.File], r.Meanings[at:at+len(f.Citations)])
		at += len(f.Citations)
	}
	return set.sorted()
}

// cited returns the places of the citations that a file is here with, in order.
func (f *file) cited() []int {
	var out []int
	for i := range f.Citations {
		out = append(out, i)
	}
	if !f.part {
		return out
	}
	for i, m := range f.said {
		if m != nil {
			out = append(out, i)
		}
	}
	for _, m := range f.laws {
		out = append(out, m.index)
	}
	for _, s := range f.shorts {
		out = append(out, s.index)
	}
	slices.Sort(out)
	return out
}

// meanings returns what the citations of a file mean, in order.
func meanings(f *file, fix *fixer) []legal.Meaning {
	cited := f.cited()
	out := make([]legal.Meaning, len(cited))
	for i, at := range cited {
		ref := legal.CitationRef{File: f.File, Index: at}
		m := fix.meaning(f, ref)
		out[i] = legal.Meaning{CitationRef: ref, Reason: m.reason}
		if m.note != "" {
			out[i].Reason += "; " + m.note
		}
		if m.in != nil {
			out[i].Document = m.in.id
		}
		for _, c := range m.among {
			out[i].Candidates = append(out[i].Candidates, c.id)
		}
		slices.Sort(out[i].Candidates)
	}
	return out
}

// edgeSet gathers the citations behind each edge.
type edgeSet map[edgeKey][]legal.CitationRef

type edgeKey struct {
	from, to string
	relation legal.Relation
}

// add takes the edges one file states. There is none where either end is open,
// and none from a document to itself.
func (e edgeSet) add(f *file, self string, ms []legal.Meaning) {
	for i, c := range f.Citations {
		from := self
		if c.From >= 0 && c.From < len(ms) {
			from = ms[c.From].Document
		}
		to := ms[i].Document
		if from == "" || to == "" || from == to {
			continue
		}
		k := edgeKey{from, to, c.Relation}
		e[k] = append(e[k], ms[i].CitationRef)
	}
}

func (e edgeSet) sorted() []legal.Edge {
	var out []legal.Edge
	for k, refs := range e {
		out = append(out, legal.Edge{From: k.from, To: k.to, Relation: k.relation, Evidence: refs})
	}
	slices.SortFunc(out, func(a, b legal.Edge) int {
		return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.To, b.To), strings.Compare(string(a.Relation), string(b.Relation)))
	})
	return out
}
