package resolve

import (
	"maps"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// resolveFiles decides what files say, with what registries and persons know.
func resolveFiles(
	files []*file, records []legal.Record, corrections []legal.Correction, redirects map[string][]string,
) legal.Resolved {
	numbered, laws := mentionsOf(files)
	clusters := resolveNumbers(append(numbered, readRecords(records)...), apartIn(corrections))
	for _, s := range shelves(laws, clusters) {
		s.resolve()
		clusters = append(clusters, slices.Collect(maps.Values(s.named))...)
	}
	for _, f := range files {
		if f.own != nil && f.own.series == "" {
			clusters = append(clusters, unnumbered(f))
		}
	}
	doubtTwins(files)
	doubtNear(clusters)
	doubtUnsure(clusters)
	doubtAgainstRecords(clusters)
	clusters = named(clusters, files)
	sortClusters(clusters)
	name(clusters)
	fix := newFixer(files, clusters, redirects)
	fix.all(corrections)
	r := result(files, named(clusters, files), fix)
	for _, c := range clusters {
		r.Groups[c.id] = legal.Group{Key: c.part, Base: c.base, Near: c.near, Weak: c.weak}
	}
	r.Idle = fix.idle
	return r
}

// mentionsOf returns the mentions with a number and those of laws by name, in the
// order of the files.
func mentionsOf(files []*file) (numbered, laws []*mention) {
	for _, f := range files {
		if f.own != nil && f.own.series != "" {
			numbered = append(numbered, f.own)
		}
		for _, m := range f.cited {
			switch {
			case m.series != "":
				numbered = append(numbered, m)
			case m.shelf != "":
				laws = append(laws, m)
			}
		}
	}
	return numbered, laws
}

// named leaves out the documents that only a registry knows: nothing here is one of
// them, means one or may mean one.
func named(clusters []*cluster, files []*file) []*cluster {
	possible := map[*cluster]bool{}
	for _, f := range files {
		for _, m := range f.cited {
			for _, c := range m.among {
				possible[c] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(clusters), func(c *cluster) bool {
		return !possible[c] && !slices.ContainsFunc(c.members, func(m *mention) bool { return m.index != listed })
	})
}

// resolveNumbers puts all numbered mentions into buckets and resolves each.
func resolveNumbers(mentions []*mention, apart map[pair]bool) []*cluster {
	buckets := map[string]*bucket{}
	of := func(series string) *bucket {
		b := buckets[series]
		if b == nil {
			b = &bucket{clusters: map[string]*cluster{}, apart: apart}
			buckets[series] = b
		}
		return b
	}
	for _, m := range mentions {
		b := of(m.series)
		b.mentions = append(b.mentions, m)
		if m.twin != nil {
			b = of(m.twin.series)
			b.twins = append(b.twins, m.twin)
		}
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
	c := &cluster{key: fileKey(f.File), part: fileKey(f.File), file: f.File, seat: f.own.seat}
	c.clear()
	c.add(f.own)
	f.own.in = c
	return c
}

// plainHead returns what a head without a number says.
func plainHead(f *file) *mention {
	h := f.Head
	return &mention{
		file: f, index: own, page: 1, typ: h.Type, date: h.Date, issuer: h.Issuer, title: h.Title,
		part: h.PartOfNumber(), seat: authority.Read(authority.CodeOfName(h.Issuer), h.Issuer, h.Date, f.origin),
	}
}

// result writes down what was decided.
func result(files []*file, clusters []*cluster, fix *fixer) legal.Resolved {
	r := legal.Resolved{Self: map[string]string{}, Groups: map[string]legal.Group{}}
	for _, c := range clusters {
		r.Documents = append(r.Documents, c.document())
	}
	slices.SortFunc(r.Documents, func(a, b legal.Document) int { return strings.Compare(a.ID, b.ID) })
	cited := 0
	for _, f := range files {
		cited += len(f.cited)
	}
	r.Meanings = slices.Grow(r.Meanings, cited)
	for _, f := range files {
		if f.own != nil {
			r.Self[f.File] = fix.survivor(f.own.in).id
		}
		for _, m := range f.cited {
			m.standFor()
			m.in = fix.survivor(m.in)
			r.Meanings = append(r.Meanings, m.meaning())
		}
	}
	return r
}

// meaning writes down what a citation means.
func (m *mention) meaning() legal.Meaning {
	out := legal.Meaning{CitationRef: legal.CitationRef{File: m.file.File, Index: m.index}, Reason: m.reason}
	if !m.note.IsZero() {
		out.Reason = legal.Say(legal.Noted, m.reason, m.note)
	}
	if m.in != nil {
		out.Document = m.in.id
	}
	for _, c := range m.among {
		out.Candidates = append(out.Candidates, c.id)
	}
	slices.Sort(out.Candidates)
	return out
}
