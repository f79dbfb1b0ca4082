package web

import (
	"context"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// How many main parts of result pages are kept, and how large one may be, in bytes: the same is
// asked for by many, and paged through to and fro.
const (
	maxResults = 512
	maxResult  = 64 << 10
)

// resultKey is what was asked for, of which generation of the index, and on which day, as what is
// in force changes with it. Whatever else a page shows has a change number, so a generation that is
// not behind the catalogue names a state of it. Pages rendered while another one is coming are of
// this one and dropped with it, because they may mix two states.
type resultKey struct {
	lang, question string
	generation     int64
	day            legal.Date
}

// resultKey is ok where a page may be kept. Behind a catalogue after which no generation comes,
// as after an ingest that was cut off, none is: what that took away is still in the index.
func (r *request) resultKey(now time.Time) (key resultKey, ok bool) {
	f := r.freshness()
	return resultKey{r.lang, r.URL.RawQuery, f.Generation, legal.DateOf(now)}, f.Generation > 0 && (!f.Behind || f.Coming)
}

func (s *Server) keepResult(key resultKey, page mainPart) {
	if len(page.html) <= maxResult {
		s.results.Add(key, page)
	}
}

// How many pages are made ahead of a new generation, and for how long at most.
const (
	aheadPages = 256
	aheadTime  = 3 * time.Second
)

// ahead makes the pages that were asked for last from a generation that is about to be gone over
// to, so that nobody waits for them then. A page that cannot be made is left to who asks for it.
func (s *Server) ahead(ctx context.Context, next *index.Reader) {
	ctx, cancel := context.WithTimeout(ctx, aheadTime)
	defer cancel()
	today := legal.DateOf(time.Now())
	now, known := s.index().Seq(), answer.New(ctx, s.catalog, legal.Date.Printed).With(s.passage)
	keys := slices.DeleteFunc(s.results.Keys(), func(k resultKey) bool { return k.generation != now })
	keys = keys[max(0, len(keys)-aheadPages):]
	pages := make([]mainPart, len(keys))
	for i, key := range slices.Backward(keys) { // the last first, for as long as there is time
		pages[i], _ = s.pageAhead(s.asked(ctx, key), next, known)
	}
	for i, key := range keys { // kept in the order in which they were asked for
		if pages[i].html != "" {
			s.keepResult(resultKey{key.lang, key.question, next.Seq(), today}, pages[i])
		}
	}
}

// proposed makes the pages of results that the first page leads to.
func (s *Server) proposed(ctx context.Context, x *index.Reader) {
	ctx, cancel := context.WithTimeout(ctx, aheadTime)
	defer cancel()
	examples, err := s.examples(ctx)
	if err != nil {
		return
	}
	known := s.service(ctx, legal.Date.Printed)
	for _, q := range examples {
		key := resultKey{languages[0], "q=" + url.QueryEscape(q), x.Seq(), legal.DateOf(time.Now())}
		if page, err := s.pageAhead(s.asked(ctx, key), x, known); err == nil {
			s.keepResult(key, page)
		}
	}
}

// asked is a request that nobody has made.
func (s *Server) asked(ctx context.Context, key resultKey) *request {
	asked := &http.Request{Method: http.MethodGet, URL: &url.URL{Path: "/search", RawQuery: key.question}}
	return &request{Request: asked, server: s, lang: key.lang, ctx: ctx}
}

// pageAhead makes one. A fault of ours shows again, and is told, when somebody asks for the page.
func (s *Server) pageAhead(r *request, next *index.Reader, known *answer.Service) (page mainPart, err error) {
	defer func() {
		if p := recover(); p != nil {
			page, err = mainPart{}, errPanic{p, debug.Stack()}
		}
	}()
	q, err := r.params()
	if err != nil {
		return page, err
	}
	found, err := index.Find(r.ctx, s.catalog, next, q.text, q.options)
	if err != nil {
		return page, err
	}
	return s.resultPage(r, known, q, found)
}

// newLRU returns a cache of the most recently used.
func newLRU[K comparable, V any](size int) *lru.Cache[K, V] {
	c, _ := lru.New[K, V](size) // the error is for sizes below 1
	return c
}
