package web

import (
	"context"
	"sync"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// fresh is how new the data is.
type fresh struct {
	Run        catalog.Run
	There      bool // a run
	State      runState
	Generation int64
	Behind     bool // the index is behind the catalogue
	seq        int64
}

// freshFor is how long what was found of the freshness is told again. While an ingest
// writes, every question to the catalogue can be slow: one request in a while asks it,
// and the others do not wait.
const freshFor = 250 * time.Millisecond

// lately is what was found last, and when.
type lately struct {
	asking sync.Mutex // held by who asks
	mu     sync.Mutex
	found  fresh
	until  time.Time
}

// freshness is asked once for a request.
func (r *request) freshness() fresh {
	if r.fresh == nil {
		f := r.server.freshness(r.ctx)
		r.fresh = &f
	}
	return *r.fresh
}

func (s *Server) freshness(ctx context.Context) fresh {
	l := &s.lately
	f, until := l.last()
	if first := until.IsZero(); first || time.Now().After(until) && l.asking.TryLock() {
		f = s.askFresh(ctx)
		l.keep(f)
		if !first {
			l.asking.Unlock()
		}
	}
	if x := s.index(); x != nil {
		f.Generation = x.Seq()
		f.Behind = f.seq > f.Generation
	}
	return f
}

func (l *lately) last() (fresh, time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.found, l.until
}

func (l *lately) keep(f fresh) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.found, l.until = f, time.Now().Add(freshFor)
}

// askFresh asks the catalogue. What cannot be told stays as if it were not.
func (s *Server) askFresh(ctx context.Context) fresh {
	var f fresh
	run, ok, err := s.catalog.LastRun(ctx)
	if err == nil && ok {
		f.Run, f.There = run, true
		if f.State, err = s.stateOf(run); err != nil {
			f.State.Live = true // what is not known is not told as an accident
		}
	}
	_, f.seq, _ = s.catalog.Identity(ctx)
	return f
}
