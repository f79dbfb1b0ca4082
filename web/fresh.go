package web

import (
	"context"
	"sync"
	"time"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// fresh is how new the data is.
type fresh struct {
	Run        catalog.Run
	There      bool // a run
	State      runState
	Generation int64
	Behind     bool // the index is behind the catalogue
	Coming     bool // who writes is at work, or has made a generation that is not gone over to yet
	Night      answer.Night
	seq        int64
}

// freshFor is how long the freshness is cached. While an ingest writes, every question to
// the catalogue can be slow: one request asks it, and the others get the cached answer.
const freshFor = 250 * time.Millisecond

// freshPatience is how long the request that asks waits for the answer.
const freshPatience = 2 * time.Second

// freshCache is what was found last, and when.
type freshCache struct {
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
	f := s.fresh.get(func() (fresh, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), freshPatience)
		defer cancel()
		return s.askFresh(ctx)
	})
	if x := s.index(); x != nil {
		f.Generation = x.Seq()
		f.Behind = f.seq > f.Generation
	}
	return f
}

// get returns what was found last, asking again where that is too long ago and nobody
// else is asking. After an error it stays.
func (l *freshCache) get(ask func() (fresh, error)) fresh {
	f, until := l.last()
	if time.Now().Before(until) {
		return f
	}
	if until.IsZero() {
		l.asking.Lock() // there is nothing to tell yet
	} else if !l.asking.TryLock() {
		return f
	}
	defer l.asking.Unlock()
	if now, err := ask(); err == nil {
		l.keep(now)
		return now
	}
	return f
}

func (l *freshCache) last() (fresh, time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.found, l.until
}

func (l *freshCache) keep(f fresh) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.found, l.until = f, time.Now().Add(freshFor)
}

func (s *Server) askFresh(ctx context.Context) (f fresh, err error) {
	if _, f.seq, err = s.catalog.Identity(ctx); err != nil {
		return f, err
	}
	if f.Night, err = answer.New(ctx, s.catalog, legal.Date.Printed).LastNight(time.Now()); err != nil {
		return f, err
	}
	held, err := s.catalog.Held(ctx)
	if err != nil {
		return f, err
	}
	f.Coming = held || s.stale()
	f.Run, f.There, err = s.catalog.LastRun(ctx)
	if err != nil || !f.There {
		return f, err
	}
	if f.State, err = s.stateOf(ctx, f.Run); err != nil {
		f.State.Live = true // what is not known is not told as an accident
	}
	return f, nil
}

// stale reports whether there is a generation that is not gone over to yet.
func (s *Server) stale() bool {
	x := s.index()
	if x == nil {
		return false
	}
	stale, _ := x.Stale() // an index without a live generation is made anew by the next ingest
	return stale
}
