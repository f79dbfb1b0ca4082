package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Results is one page of what a query found.
type Results struct {
	Total int // documents found in all
	Hits  []Hit
	// Partial is true where no document has all words of the query and those with
	// at least half of them are given instead.
	Partial bool
	// Types, Issuers and Years count all documents found, most frequent first.
	Types, Issuers, Years []Count
}

// Count is how many of the documents found have a value.
type Count struct {
	Value string
	Count int
}

// Hit is a document found. Its spans are offsets into Entry.Text, one for each
// matched word, in order.
type Hit struct {
	ID    string
	Score float64 // comparable within one search only
	Own   bool    // the query names this document by its number
	Spans []legal.Span
	Title []legal.Span // the same in Entry.Title
	// Best is the place to show: from the first to the last word of the shortest
	// passage with as many different words of the query as any passage has. It is
	// empty where nothing in the running text matched.
	Best legal.Span
}

// Search returns the documents that meet the query, from offset on and at most
// limit of them. A document has a word where its running text, title, names, type,
// number or issuer has it. The best come first: a document the query names by its
// number before those citing it, without a number those we hold before those only
// cited, and documents with words of the query side by side before others; equal
// ones by ID. Where no document has all the words, those
// with at least half of them are found instead (Partial); phrases and numbers
// never give way. The error is [ErrEmptyQuery] for a query that asks for nothing.
func (r *Reader) Search(ctx context.Context, q Query, limit, offset int) (Results, error) {
	if q.isEmpty() {
		return Results{}, ErrEmptyQuery
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	res, err := r.store.search(ctx, q, false, limit, offset)
	if err == nil && res.Total == 0 && len(q.Words) > 1 {
		res, err = r.store.search(ctx, q, true, limit, offset)
		res.Partial = res.Total > 0
	}
	return res, err
}

// SearchKey finds the document of that number (legal.Symbol.FoldKey) and those
// citing it.
func (r *Reader) SearchKey(ctx context.Context, key string, limit, offset int) (Results, error) {
	return r.Search(ctx, Query{Text: key, Keys: []string{key}}, limit, offset)
}

// facetSize bounds the values counted in each facet.
const facetSize = 50

func (s store) search(ctx context.Context, q Query, loose bool, limit, offset int) (Results, error) {
	req := bleve.NewSearchRequestOptions(q.build(loose), limit, offset, false)
	req.IncludeLocations = true
	req.SortBy([]string{"-_score", "_id"})
	if q.Newest {
		req.SortBy([]string{"-" + fieldDate, "-_score", "_id"})
	}
	for _, field := range []string{fieldType, fieldIssuer, fieldYear} {
		req.AddFacet(field, bleve.NewFacetRequest(field, facetSize))
	}
	res, err := s.SearchInContext(ctx, req)
	if err != nil {
		return Results{}, fmt.Errorf("search: %w", err)
	}
	out := Results{
		Total: int(res.Total),
		Types: counts(res.Facets[fieldType]), Issuers: counts(res.Facets[fieldIssuer]), Years: counts(res.Facets[fieldYear]),
	}
	for _, match := range res.Hits {
		out.Hits = append(out.Hits, newHit(match))
	}
	return out, nil
}

func counts(f *search.FacetResult) []Count {
	if f == nil {
		return nil
	}
	var out []Count
	for _, t := range f.Terms.Terms() {
		out = append(out, Count{t.Term, t.Count})
	}
	slices.SortFunc(out, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return out
}

func newHit(m *search.DocumentMatch) Hit {
	text := places(m.Locations[fieldText], func(search.ArrayPositions) bool { return true })
	title := places(m.Locations[fieldHead], func(at search.ArrayPositions) bool { return len(at) == 1 && at[0] == titleAt })
	return Hit{
		ID:    m.ID,
		Score: m.Score,
		Own:   len(m.Locations[fieldKey]) > 0,
		Spans: spans(text),
		Title: spans(title),
		Best:  best(text),
	}
}

// place is where a term of the query stands.
type place struct {
	legal.Span
	term string
}

// places lists where terms stand, in order and each place once: a word that
// matches by itself and in a phrase is reported twice.
func places(found search.TermLocationMap, want func(search.ArrayPositions) bool) []place {
	var out []place
	for term, locations := range found {
		for _, l := range locations {
			if want(l.ArrayPositions) {
				out = append(out, place{legal.Span{Start: int(l.Start), End: int(l.End)}, term})
			}
		}
	}
	slices.SortFunc(out, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.term, b.term))
	})
	return slices.CompactFunc(out, func(a, b place) bool { return a.Span == b.Span })
}

func spans(places []place) []legal.Span {
	var out []legal.Span
	for _, p := range places {
		out = append(out, p.Span)
	}
	return out
}

// passage is the length in bytes within which words count as standing together:
// about two lines of print.
const passage = 240

// best finds the passage to show: most different terms, then shortest, then first.
func best(places []place) legal.Span {
	var (
		found legal.Span
		most  int
		left  int
		in    = make(map[string]int) // terms between left and here
	)
	for i, p := range places {
		in[p.term]++
		for ; left < i && (p.End-places[left].Start > passage || in[places[left].term] > 1); left++ {
			if in[places[left].term]--; in[places[left].term] == 0 {
				delete(in, places[left].term)
			}
		}
		here := legal.Span{Start: places[left].Start, End: p.End}
		if n := len(in); n > most || n == most && here.End-here.Start < found.End-found.Start {
			found, most = here, n
		}
	}
	return found
}
