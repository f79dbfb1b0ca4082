package resolve

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// pair is two IDs, the lower one first.
type pair [2]string

func pairOf(a, b string) pair { return pair{min(a, b), max(a, b)} }

// apartIn returns the documents that persons say are two.
func apartIn(cs []legal.Correction) map[pair]bool {
	apart := map[pair]bool{}
	for _, c := range cs {
		if c.Holds() && c.Kind == legal.Differ && c.Other != "" {
			apart[pairOf(c.Document, c.Other)] = true
		}
	}
	return apart
}

// verdict is a field of a document as a person decided it.
type verdict struct{ field, value, by string }

// apply writes the verdict into a document.
func (v verdict) apply(d *legal.Document) {
	switch v.field {
	case legal.ConflictDate:
		date, err := legal.ParseDate(v.value)
		if err != nil {
			return
		}
		d.Date = date
	case legal.ConflictIssuer:
		d.Body.Name = v.value
	case legal.ConflictType:
		d.Type = legal.Type(v.value)
	case legal.FieldTitle:
		d.Title = v.value
	case legal.FieldNumber: // the head bears it: see Claims
	default:
		return
	}
	decide(d, v.field, v.by)
}

// told returns what a verdict says of the force of a document; ok is false for one of another
// field.
func (v verdict) told() (t legal.ForceTold, ok bool) {
	t.By = v.by
	day, err := legal.ParseDate(v.value)
	switch v.field {
	case legal.FieldFrom:
		t.From = day
	case legal.FieldTo:
		t.To, t.Endless = day, v.value == ""
	default:
		return t, false
	}
	return t, err == nil
}

// fixer applies what persons know better to what was resolved.
type fixer struct {
	files     []*file // by hash
	byID      map[string]*cluster
	redirects map[string][]string
	merged    map[*cluster]*cluster // into which another one went
	idle      []int
}

func newFixer(files []*file, clusters []*cluster, redirects map[string][]string) *fixer {
	x := &fixer{files: files, byID: map[string]*cluster{}, redirects: redirects, merged: map[*cluster]*cluster{}}
	for _, c := range clusters {
		x.byID[c.id] = c
	}
	return x
}

// all applies the corrections that hold, by number.
func (x *fixer) all(cs []legal.Correction) {
	cs = slices.Clone(cs)
	slices.SortFunc(cs, func(a, b legal.Correction) int { return a.N - b.N })
	for _, c := range cs {
		if c.Holds() && !x.apply(c) {
			x.idle = append(x.idle, c.N)
		}
	}
	x.closeCandidates()
}

// apply applies one correction; false where what it speaks of is not there.
func (x *fixer) apply(c legal.Correction) bool {
	d := x.speaksOf(c)
	if d == nil {
		return false
	}
	switch {
	case c.Kind == legal.Decide:
		d.verdicts = append(d.verdicts, verdict{c.Field, c.Value, c.By})
		return true
	case c.Citation == nil:
		other := x.document(c.Other)
		if other != nil && c.Kind == legal.Same {
			x.merge(d, other)
		}
		return other != nil
	}
	m := x.citation(*c.Citation)
	switch {
	case m == nil:
		return false
	case c.Kind == legal.Same:
		m.leave()
		m.in, m.among, m.reason = d, nil, legal.Say(legal.ReasonDecided, c.By, c.Why)
		d.add(m)
	case m.in == d:
		m.leave()
		m.in, m.among, m.reason = nil, nil, legal.Say(legal.ReasonNot, d.id, c.By, c.Why)
	case !slices.Contains(m.among, d):
		return false
	default:
		m.among = slices.DeleteFunc(slices.Clone(m.among), func(o *cluster) bool { return o == d })
		m.reason = legal.Say(legal.ReasonNot, d.id, c.By, c.Why)
	}
	return true
}

// speaksOf returns the document that a correction speaks of, nil where it is not there.
func (x *fixer) speaksOf(c legal.Correction) *cluster {
	if c.File == "" {
		return x.document(c.Document)
	}
	f := x.file(c.File)
	if f == nil || f.own == nil {
		return nil
	}
	return x.survivor(f.own.in)
}

// file returns the file of a hash, nil where it says nothing here.
func (x *fixer) file(sha string) *file {
	i, ok := slices.BinarySearchFunc(x.files, sha, func(f *file, sha string) int {
		return strings.Compare(f.File, sha)
	})
	if !ok {
		return nil
	}
	return x.files[i]
}

// leave takes a mention out of the document it was tied to.
func (m *mention) leave() {
	if m.in == nil {
		return
	}
	left := slices.DeleteFunc(slices.Clone(m.in.members), func(o *mention) bool { return o == m })
	m.in.clear()
	for _, o := range left {
		m.in.add(o)
	}
}

// document returns the document with an ID, or the one that an old ID leads to.
func (x *fixer) document(id string) *cluster {
	for range len(x.redirects) + 1 {
		if c := x.byID[id]; c != nil {
			return x.survivor(c)
		}
		if len(x.redirects[id]) != 1 {
			break
		}
		id = x.redirects[id][0]
	}
	return nil
}

// survivor returns the document that a cluster went into, itself where into none.
func (x *fixer) survivor(c *cluster) *cluster {
	for x.merged[c] != nil {
		c = x.merged[c]
	}
	return c
}

// citation returns what stands at a place, nil where nothing does.
func (x *fixer) citation(ref legal.CitationRef) *mention {
	f := x.file(ref.File)
	if f == nil || ref.Index < 0 {
		return nil
	}
	m := f.mention(ref.Index)
	if m != nil {
		m.standFor()
	}
	return m
}

// Locate returns the place of the citation that a correction speaks of among those of
// its file, given as they read: the one where it was, else the only one that reads the
// same; -1 for none.
func Locate(c legal.Correction, raws []string) int {
	if i := c.Citation.Index; i < len(raws) && raws[i] == c.Raw {
		return i
	}
	at := slices.Index(raws, c.Raw)
	if at >= 0 && slices.Contains(raws[at+1:], c.Raw) {
		return -1
	}
	return at
}

// merge makes one document of two. It keeps the identity that says more.
func (x *fixer) merge(a, b *cluster) {
	if a == b {
		return
	}
	if better(b, a) {
		a, b = b, a
	}
	for _, m := range b.members {
		m.in = a
		a.add(m)
	}
	b.clear()
	a.verdicts = append(a.verdicts, b.verdicts...)
	x.merged[b] = a
}

// better reports whether a's identity says more than b's: all that it can, or that
// of a file held; else the lower key.
func better(a, b *cluster) bool {
	says := func(c *cluster) int {
		n := 0
		if c.seat.Known() && c.period.known() {
			n += 2
		}
		if c.head() != nil {
			n++
		}
		return n
	}
	if says(a) != says(b) {
		return says(a) > says(b)
	}
	return a.key < b.key
}

// closeCandidates replaces candidates that were merged. Where one is left of
// several, it is what is meant.
func (x *fixer) closeCandidates() {
	if len(x.merged) == 0 {
		return
	}
	for _, f := range x.files {
		for _, m := range f.cited {
			x.closeOne(m)
		}
	}
}

func (x *fixer) closeOne(m *mention) {
	if !slices.ContainsFunc(m.among, func(c *cluster) bool { return x.merged[c] != nil }) {
		return
	}
	var left []*cluster
	for _, c := range m.among {
		if c = x.survivor(c); !slices.Contains(left, c) {
			left = append(left, c)
		}
	}
	sortClusters(left)
	m.among = left
	if len(left) == 1 {
		m.in, m.among, m.reason = left[0], nil, legal.Say(legal.ReasonTold)
		m.in.add(m)
		return
	}
	m.reason = legal.Say(legal.ReasonCandidates, len(left))
}
