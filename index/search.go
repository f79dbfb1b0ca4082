package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	api "github.com/blevesearch/bleve_index_api"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Sort is an order of results.
type Sort int

// The orders. Equal documents follow each other by ID.
const (
	ByRelevance Sort = iota
	ByDate           // latest first, those without a date last
	ByCited          // most often cited first
)

// Options say how much of what is found is wanted.
type Options struct {
	Limit  int // at most so many documents
	Offset int // after so many of them
	Sort   Sort
	Facets bool // count the values of all documents found
	// WithPredecessors finds under the name of a place what those issued that became part
	// of it. [Find] reads it.
	WithPredecessors bool
	// Cited tells how often a document is cited, by ID. ByCited needs it.
	Cited map[string]int
}

// Results is one page of what a query found.
type Results struct {
	Total int // documents found in all
	Hits  []Hit
	// Partial is true where no document has all words of the query and those with
	// at least half of them are given instead.
	Partial   bool
	DStroke   bool          // d was read as đ, because nothing has what was typed
	Replaced  []Replacement // words that stand for others, because nothing has what was typed
	Effective Query         // the query that found it, which Replaced and DStroke may have changed
	Unmet     []FieldValue  // of the query, that no document has, where nothing was found
	Facets    []Facet       // of all documents found
	Seq       int64         // of the catalogue, up to which the index is complete
}

// FieldValue is a value of a field as typed, under its name.
type FieldValue struct{ Field, Value string }

// Facet counts a field of the documents found.
type Facet struct {
	Field  string // its name in the query language, in Vietnamese
	Counts []Count
}

// Count is how many of the documents found have a value.
type Count struct {
	Value string
	Count int
}

// Hit is a document found.
type Hit struct {
	ID       string
	Document string  // ID of the document it is, "" where that is open
	Score    float64 // comparable within one search only
	Own      bool    // the query names this document by its number
}

// facetSize bounds the values counted in each facet.
const facetSize = 50

// facetField is a field that is counted: its name in the query language, and in the index.
type facetField struct{ name, field string }

// facetFields are the fields that are counted, in the order in which people read them.
var facetFields = []facetField{
	{"loai", fieldType}, {"coquan", fieldIssuer}, {"cap", fieldLevel}, {"tinh", fieldProvince}, {"nam", fieldYear},
	{"giu", fieldHeld}, {"hieuluc", fieldForce}, {"nguon", fieldSource},
}

// Search returns the documents that meet the query. A document we hold has a word
// where its running text has it, one only cited where its title, type, number,
// issuer or names have it. The best come first: a document the query names by its
// number before those citing it, without a number those we hold before those only
// cited, and documents with words of the query side by side before others.
//
// Files are found by their names too, where these tell or no text has the words: see
// filename.go.
//
// Where no document meets the query, d is read as đ (DStroke), then words are replaced by
// others one edit away (Replaced), then half of the words are enough (Partial); phrases
// and fields never give way. The error is [ErrEmptyQuery] for a query that asks for nothing.
func (r *Reader) Search(ctx context.Context, q Query, o Options) (Results, error) {
	if q.isEmpty() {
		return Results{}, ErrEmptyQuery
	}
	g, end := r.begin()
	defer end()
	reader, err := g.store.reader()
	if err != nil {
		return Results{}, err
	}
	defer reader.Close()
	e, err := newEval(ctx, reader)
	if err != nil {
		return Results{}, err
	}
	e.held, e.typed = g.held, q.Text
	res := Results{Seq: g.at.Seq}
	found, err := e.query(q, false)
	if err == nil && len(found) == 0 {
		if other, ok := q.withDStroke(); ok {
			if found, err = e.query(other, false); len(found) > 0 {
				q, res.DStroke = other, true
			}
		}
	}
	if err == nil {
		found, err = e.withNamed(found, q)
	}
	if err == nil && len(found) == 0 {
		found, err = e.named(q, false)
	}
	if err == nil && len(found) == 0 {
		if q, err = e.fuzzy(q); err == nil && len(q.replaced) > 0 {
			res.Replaced = q.replaced
			found, err = e.query(q, false)
		}
	}
	if err == nil && len(found) == 0 && q.plainWords() > 1 {
		found, err = e.query(q, true)
		res.Partial = len(found) > 0
	}
	if err == nil && len(found) == 0 {
		res.Unmet, err = e.unmet(q)
	}
	if err != nil {
		return Results{}, fmt.Errorf("search: %w", err)
	}
	res.Total, res.Effective = len(found), q
	if o.Facets {
		facets, err := g.facets()
		if err != nil {
			return Results{}, fmt.Errorf("search: read columns: %w", err)
		}
		res.Facets = facets.count(found, q.forceDay())
	}
	if res.Hits, err = e.page(found, o); err != nil {
		return Results{}, fmt.Errorf("search: %w", err)
	}
	return res, nil
}

// unmet returns the values of fields that no document has.
func (e *eval) unmet(q Query) ([]FieldValue, error) {
	e.among = nil
	var out []FieldValue
	for _, g := range q.groups {
		p := g.any[0]
		if g.not || len(g.any) > 1 || p.field == "" {
			continue
		}
		l, err := e.part(p)
		if err != nil {
			return nil, err
		}
		if len(l) == 0 {
			out = append(out, FieldValue{p.field, p.value})
		}
	}
	return out, nil
}

// plainWords returns the number of words of which some may be missing.
func (q Query) plainWords() int {
	n := 0
	for _, g := range q.groups {
		if _, ok := g.word(); ok {
			n++
		}
	}
	return n
}

// isWord reports whether a part is one word: an expression is.
func (p part) isWord() bool { return p.kind == aWord || p.kind == expressed }

// ranked is a document with what decides its place.
type ranked struct {
	match
	by  string // what it is sorted by before its score, greatest first
	cnt int
	id  string
}

// page sorts what was found and returns the part that is wanted.
func (e *eval) page(found postings, o Options) ([]Hit, error) {
	if o.Limit <= 0 || o.Offset >= len(found) {
		return nil, nil
	}
	want := min(len(found), o.Offset+o.Limit)
	if want < 0 { // so many that their number is too large
		want = len(found)
	}
	var all []ranked
	if o.Sort == ByRelevance {
		found = best(found, want)
	}
	for _, m := range found {
		id, err := e.r.ExternalID(api.NewIndexInternalID(nil, m.doc))
		if err != nil {
			return nil, fmt.Errorf("read ID: %w", err)
		}
		all = append(all, ranked{match: m, id: id})
	}
	if o.Sort != ByRelevance {
		if err := e.sortKeys(all, o); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.cnt, a.cnt), cmp.Compare(b.by, a.by), cmp.Compare(b.score, a.score),
			cmp.Compare(a.id, b.id))
	})
	var hits []Hit
	for _, r := range all[min(o.Offset, want):want] {
		h := Hit{ID: r.id, Score: r.score, Own: r.score >= ownScore}
		values, err := e.columns(r.doc, fieldDocument)
		if err != nil {
			return nil, err
		}
		h.Document = values[fieldDocument]
		hits = append(hits, h)
	}
	return hits, nil
}

// best returns the documents with the n highest scores, and those that score as the
// last of them does.
func best(found postings, n int) postings {
	if n >= len(found) {
		return found
	}
	top := make([]float64, 0, n+1) // a heap would do, but n is small: sorted, lowest first
	for _, m := range found {
		if len(top) == n && m.score <= top[0] {
			continue
		}
		at, _ := slices.BinarySearch(top, m.score)
		top = slices.Insert(top, at, m.score)
		if len(top) > n {
			top = top[1:]
		}
	}
	var out postings
	for _, m := range found {
		if m.score >= top[0] {
			out = append(out, m)
		}
	}
	return out
}

// sortKeys reads what documents are sorted by.
func (e *eval) sortKeys(all []ranked, o Options) error {
	for i := range all {
		values, err := e.columns(all[i].doc, fieldDate, fieldDocument)
		if err != nil {
			return err
		}
		if o.Sort == ByDate {
			all[i].by = values[fieldDate]
		} else {
			all[i].cnt = o.Cited[values[fieldDocument]]
		}
	}
	return nil
}

// columns returns column values of one document.
func (e *eval) columns(doc uint64, fields ...string) (map[string]string, error) {
	out := map[string]string{}
	reader, err := e.values(fields)
	if err == nil {
		err = reader.VisitDocValues(api.NewIndexInternalID(nil, doc),
			func(field string, term []byte) { out[field] = string(term) })
	}
	if err != nil {
		return nil, fmt.Errorf("read columns: %w", err)
	}
	return out, nil
}

// values returns a reader of columns, the same for the same fields: it keeps the
// last piece it unpacked.
func (e *eval) values(fields []string) (api.DocValueReader, error) {
	key := fmt.Sprint(fields)
	if v, ok := e.readers[key]; ok {
		return v, nil
	}
	v, err := e.r.DocValueReader(fields)
	if err == nil {
		e.readers[key] = v
	}
	return v, err
}

// typeOfCode returns the type a code typed without marks stands for.
func typeOfCode(code string) (string, bool) {
	canonical, ok := legal.KnownCode(code)
	if !ok {
		return "", false
	}
	t, ok := legal.TypeOfCode(canonical)
	return string(t), ok
}
