package web

import (
	"context"
	"path/filepath"
	"sync"
	"time"

	"github.com/danchieu/danchieu/index"
)

// This file brings the index of this machine up to date where the catalogue lies in a database and
// other machines write it. Where it is a file, who writes it makes the index too.

const (
	// unsettledFor is for how long what an ingest has stored and not resolved yet may be missing.
	unsettledFor = time.Minute
	// restAfter is how much longer than an update the time to the next one is.
	restAfter = 3
	// usersEvery is how often is looked who may log in.
	usersEvery = 10 * time.Second
)

// behind is why the index could not be brought up to date.
type behind struct {
	mu   sync.Mutex
	says string
}

func (b *behind) why() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.says
}

func (b *behind) note(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.says = ""; err != nil {
		b.says = "the index cannot be brought up to date: " + err.Error()
	}
}

// keepUp brings the index up to date as others write, until the context ends, and takes up who may
// log in.
func (s *Server) keepUp(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var next, users time.Time // not before
	for updated := time.Now(); ; {
		now := time.Now()
		if n := s.now(); now.After(next) && n.catalog != nil && n.catalog.Shared() {
			did, err := n.catchUp(ctx, now.Sub(updated) > unsettledFor)
			if ctx.Err() == nil {
				n.behind.note(err)
			}
			if did || err != nil {
				updated = time.Now()
				next = updated.Add(restAfter * updated.Sub(now))
			}
		}
		if now.After(users) {
			users = now.Add(usersEvery)
			_ = s.cfg.Users.Refresh(ctx) // of a database that does not answer those who may stay
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// catchUp brings the index up to date and reports whether it was behind. Unless late it waits until
// all is resolved that an ingest has stored.
func (s *Server) catchUp(ctx context.Context, late bool) (did bool, err error) {
	uuid, seq, err := s.catalog.Identity(ctx)
	x := s.index()
	if err != nil || x != nil && x.Catalogue() == (index.Catalogue{UUID: uuid, Seq: seq}) {
		return false, err
	}
	if !late {
		settled, err := s.catalog.Settled(ctx)
		if err != nil || !settled {
			return false, err
		}
	}
	_, err = index.Sync(ctx, filepath.Join(s.cfg.Data, "index"), s.catalog)
	s.tellFollow()
	return true, err
}

// tellFollow lets Follow look for a new generation now.
func (s *Server) tellFollow() {
	select {
	case s.wrote <- struct{}{}:
	default: // it has yet to look
	}
}
