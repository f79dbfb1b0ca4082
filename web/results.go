package web

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/danchieu/danchieu/index"
)

// results keeps the main parts of result pages of one state of the data: the same is
// asked for by many, and paged through to and fro.
type results struct {
	mu    sync.Mutex
	of    resultState
	pages map[resultKey]*keptResult
	bytes int
}

// resultState is what results depend on: the generation of the index, and for what the
// index does not know, as the names of files, the last ingest that came to its end. While
// one is at work that of before stays.
type resultState struct{ generation, run int64 }

// resultKey is what was asked for.
type resultKey struct{ lang, question string }

type keptResult struct {
	page  mainPart
	asked int // how often since it was made
}

// maxResults bounds the pages kept, in bytes.
const maxResults = 32 << 20

func (r *request) resultKey() resultKey { return resultKey{r.lang, r.URL.RawQuery} }

func (c *results) get(r *request) (page mainPart, ok bool) {
	f := r.freshness()
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.isOf(f) {
		return page, false
	}
	k, ok := c.pages[r.resultKey()]
	if !ok {
		return page, false
	}
	k.asked++
	return k.page, true
}

// put keeps a page, unless what it was made from may have been an earlier state than that
// of the others: one made while an ingest was at work is let go of at the end of that.
func (c *results) put(r *request, page mainPart) {
	f := r.freshness()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.isOf(f) && (f.Run.N == c.of.run && f.settled() || f.Run.N > c.of.run) {
		c.add(r.resultKey(), page)
	}
}

func (c *results) add(key resultKey, page mainPart) {
	if c.bytes += len(page.html); c.bytes > maxResults {
		clear(c.pages)
		c.bytes = len(page.html)
	}
	c.pages[key] = &keptResult{page: page}
}

// isOf reports whether the pages are of the generation that a request found. It lets go
// of those of an earlier ingest; a generation is gone over to by replace alone. After an
// ingest that was cut off nothing is kept: what it took away is still in the index.
func (c *results) isOf(f fresh) bool {
	if f.Generation != c.of.generation || c.pages == nil || f.There && !f.State.Ended && !f.State.Live {
		return false
	}
	if f.settled() && f.Run.N > c.of.run {
		c.of.run, c.pages, c.bytes = f.Run.N, map[resultKey]*keptResult{}, 0
	}
	return true
}

// replace puts pages made ahead in the place of those of the generation before.
func (c *results) replace(by *results) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.of, c.pages, c.bytes = by.of, by.pages, by.bytes
}

// often returns what was asked for most, at most n of it.
func (c *results) often(n int) []resultKey {
	c.mu.Lock()
	defer c.mu.Unlock()
	var keys []resultKey
	for k, kept := range c.pages {
		if kept.asked > 0 {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b resultKey) int {
		return cmp.Or(cmp.Compare(c.pages[b].asked, c.pages[a].asked), cmp.Compare(a.question, b.question), cmp.Compare(a.lang, b.lang))
	})
	return keys[:min(n, len(keys))]
}

// How many pages are made ahead of a new generation, and for how long at most.
const (
	aheadPages = 256
	aheadTime  = 5 * time.Second
)

// ahead makes the pages that are asked for most from the generation to come, so that
// nobody waits for them when it is there. A page that cannot be made is left to those
// who ask.
func (s *Server) ahead(next *index.Reader) *results {
	ctx, cancel := context.WithTimeout(context.Background(), aheadTime)
	defer cancel()
	f := s.freshness(ctx)
	f.Generation, f.Behind = next.Seq(), false
	out := &results{of: resultState{f.Generation, f.Run.N}, pages: map[resultKey]*keptResult{}}
	for _, key := range s.results.often(aheadPages) {
		asked := (&http.Request{Method: http.MethodGet, URL: &url.URL{Path: "/search", RawQuery: key.question}}).WithContext(ctx)
		r := &request{Request: asked, server: s, lang: key.lang, ctx: ctx, fresh: &f, next: next}
		q, err := r.asked()
		if err != nil {
			continue
		}
		found, err := s.find(r, q)
		if err != nil {
			continue
		}
		if page, err := s.resultPage(r, r.searchBody(), q, found); err == nil {
			out.add(key, page)
		}
	}
	return out
}
