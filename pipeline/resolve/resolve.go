package resolve

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Documents decides what a set of facts means: the documents they name, what
// each citation means and why, and the relations between documents. The result
// depends on the facts alone, not on their order; of readings with one File only
// the first counts.
func Documents(facts legal.Facts) legal.Resolved {
	files := readFiles(facts.Readings)
	clusters := resolveNumbers(files, readRecords(facts.Records), apartIn(facts.Corrections))
	list, lawMentions := shelves(files, clusters)
	for _, s := range list {
		s.resolve()
		clusters = append(clusters, slices.Collect(maps.Values(s.named))...)
	}
	self := map[*file]*cluster{}
	for _, f := range files {
		if f.own == nil {
			clusters = append(clusters, unnumbered(f))
		}
		self[f] = f.own.in
	}
	clusters = named(clusters, files, lawMentions)
	sortClusters(clusters)
	name(clusters)
	fix := newFixer(files, lawMentions, clusters, facts)
	fix.all(facts.Corrections)
	for f, c := range self {
		self[f] = fix.survivor(c)
	}
	r := result(files, named(clusters, files, lawMentions), fix, self)
	r.Idle = fix.idle
	return r
}

// named leaves out the documents that only a registry knows: nothing here is one of
// them, means one or may mean one.
func named(clusters []*cluster, files []*file, laws map[*file][]*mention) []*cluster {
	possible := map[*cluster]bool{}
	for _, f := range files {
		for _, ms := range [][]*mention{f.said, laws[f]} {
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
func resolveNumbers(files []*file, records []*mention, apart map[pair]bool) []*cluster {
	buckets := map[string]*bucket{}
	put := func(m *mention) {
		if m == nil {
			return
		}
		b := buckets[m.series]
		if b == nil {
			b = &bucket{clusters: map[string]*cluster{}, apart: apart}
			buckets[m.series] = b
		}
		b.mentions = append(b.mentions, m)
	}
	for _, f := range files {
		put(f.own)
		for _, m := range f.said {
			put(m)
		}
	}
	for _, m := range records {
		put(m)
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
	h := f.Head
	m := &mention{file: f, index: own, page: 1, typ: h.Type, date: h.Date, issuer: h.Issuer, title: h.Title,
		seat: seatOf("", h.Issuer, f.home)}
	c := &cluster{key: "file|" + f.File, file: f.File, seat: m.seat}
	c.clear()
	c.add(m)
	m.in, f.own = c, m
	return c
}

// result writes down what was decided.
func result(files []*file, clusters []*cluster, fix *fixer, self map[*file]*cluster) legal.Resolved {
	r := legal.Resolved{Self: map[string]string{}}
	for _, c := range clusters {
		c.says, c.held = c.document(), c.head()
		r.Documents = append(r.Documents, c.says)
	}
	slices.SortFunc(r.Documents, func(a, b legal.Document) int { return strings.Compare(a.ID, b.ID) })
	edges := edgeSet{}
	for _, f := range files {
		r.Self[f.File] = self[f].id
		ms := meanings(f, fix)
		edges.add(f, self[f].id, ms)
		r.Meanings = append(r.Meanings, ms...)
	}
	r.Edges = edges.sorted()
	return r
}

// meanings returns what each citation of a file means, in order.
func meanings(f *file, fix *fixer) []legal.Meaning {
	out := make([]legal.Meaning, len(f.Citations))
	for i := range f.Citations {
		ref := legal.CitationRef{File: f.File, Index: i}
		m := fix.meaning(f, ref)
		out[i] = legal.Meaning{CitationRef: ref, Reason: strings.Join(append([]string{m.reason}, softly(f.Citations[i], m)...), "; ")}
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
