package web

import lru "github.com/hashicorp/golang-lru/v2"

// How many main parts of result pages are kept, and how large one may be, in bytes: the same is
// asked for by many, and paged through to and fro.
const (
	maxResults = 512
	maxResult  = 64 << 10
)

// resultKey is what was asked for, and of which state of the data: the generation of the index, and
// for what the index does not know, as the names of files, the last ingest that came to its end.
// Pages rendered during an ingest are those of the one before and dropped when it ends, because
// they may mix two states.
type resultKey struct {
	lang, question  string
	generation, run int64
}

// resultKey is ok where a page may be kept. After an ingest that was cut off none is: what that
// took away is still in the index.
func (r *request) resultKey() (key resultKey, ok bool) {
	f := r.freshness()
	key = resultKey{r.lang, r.URL.RawQuery, f.Generation, f.Run.N}
	if f.There && f.State.Live {
		key.run--
	}
	return key, f.Generation > 0 && (!f.There || f.State.Ended || f.State.Live)
}

func (s *Server) keepResult(r *request, page mainPart) {
	if key, ok := r.resultKey(); ok && len(page.html) <= maxResult {
		s.results.Add(key, page)
	}
}

func (s *Server) keptResult(r *request) (page mainPart, ok bool) {
	key, ok := r.resultKey()
	if !ok {
		return page, false
	}
	return s.results.Get(key)
}

// newLRU returns a cache of the most recently used.
func newLRU[K comparable, V any](size int) *lru.Cache[K, V] {
	c, _ := lru.New[K, V](size) // the error is for sizes below 1
	return c
}
