package web

import (
	"context"
	"errors"
	"net/http"
	"os"
	"time"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// This file goes over to another catalogue where the one that was opened is replaced, as
// by a restore, or where there was none yet. Nothing that was made from the old one stays:
// a new server of the same users takes the place of this one.

// openData opens what is in the data folder. A folder in which nothing was ingested yet is
// served too.
func (s *Server) openData() (err error) {
	s.opened.file, _ = catalog.Stat(s.cfg.Data) // of what is not there nothing
	if s.catalog, err = catalog.OpenReader(s.cfg.Data); err == nil && s.catalog.Shared() {
		s.opened.id, _, err = s.catalog.Identity(context.Background())
	}
	if errors.Is(err, catalog.ErrNoData) {
		if info, statErr := os.Stat(s.cfg.Data); statErr == nil && info.IsDir() {
			return nil
		}
	}
	return err
}

// opened is which catalogue was opened.
type opened struct {
	file os.FileInfo
	id   string // of one in a database
}

// replaced reports whether another catalogue is where the one lay that was opened, or one where
// there was none.
func (s *Server) replaced() bool {
	now, err := catalog.Stat(s.cfg.Data)
	switch {
	case err != nil:
		return false
	case s.catalog == nil:
		return isThere(s.cfg.Data)
	case s.catalog.Shared():
		return s.gone()
	}
	return !os.SameFile(s.opened.file, now)
}

func isThere(data string) bool {
	c, err := catalog.OpenReader(data)
	if err == nil {
		c.Close()
	}
	return err == nil
}

// gone reports whether the catalogue that was opened has no name any more, or its database another
// catalogue. One that does not answer is not gone.
func (s *Server) gone() bool {
	if s.catalog.Shared() {
		ctx, cancel := context.WithTimeout(context.Background(), freshPatience)
		defer cancel()
		id, _, err := s.catalog.Identity(ctx)
		return err == nil && id != s.opened.id
	}
	now, err := catalog.Stat(s.cfg.Data)
	return err != nil || !os.SameFile(s.opened.file, now)
}

// now returns who answers.
func (s *Server) now() *Server {
	if h := s.heir.Load(); h != nil {
		return h
	}
	return s
}

// changeOver lets another server answer where the catalogue of the one that does is
// replaced, and reports whether it did. The old one is closed when nothing it was asked
// can be at work any more.
func (s *Server) changeOver() bool {
	old := s.now()
	if !old.replaced() {
		return false
	}
	next, err := New(s.cfg)
	if err != nil || next.catalog == nil {
		return false // it is not whole yet
	}
	next.sessions, next.gate, next.metrics, next.slots = s.sessions, s.gate, s.metrics, s.slots
	next.downloads, next.made = s.downloads, s.made
	next.wrote, next.pictures = s.wrote, s.pictures
	next.handler = next.routes()
	s.heir.Store(next)
	time.AfterFunc(fileTime+patience, func() { old.closeData() })
	return true
}

// fits reports whether an index is of the catalogue that is open: one made from another, or
// from a later state than this, is to be made anew.
func (s *Server) fits(at index.Catalogue) bool {
	ctx, cancel := context.WithTimeout(context.Background(), freshPatience)
	defer cancel()
	uuid, seq, err := s.catalog.Identity(ctx)
	return err == nil && uuid == at.UUID && at.Seq <= seq
}

// nothingYet answers while there is no catalogue: people with the page of the first run.
func (s *Server) nothingYet(r *request) error {
	says := problem{http.StatusServiceUnavailable, legal.Say(legal.NothingYet), nil}
	if r.Method != http.MethodGet && r.Method != http.MethodHead || r.forProgram() {
		return says
	}
	r.w.Header().Set("Retry-After", "10")
	return r.showAs(says.status, "first", r.say("Bắt đầu", "How to begin"), nil)
}

// waiting returns the handler of the pages while there is no catalogue.
func (s *Server) waiting() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /healthz", s.handle("/healthz", s.healthz))
	mux.Handle("GET /readyz", s.handle("/readyz", func(r *request) error {
		return r.sendJSON(http.StatusServiceUnavailable, notReady{Says: "nothing was ingested yet"})
	}))
	mux.Handle("GET /a/{sum}/{name}", s.handle("/a", s.asset))
	mux.Handle("GET /login", s.handle("/login", s.loginPage))
	mux.Handle("POST /login", s.handle("POST /login", s.login))
	mux.Handle("/", s.handle("none", s.nothingYet))
	return s.guard(http.NewCrossOriginProtection().Handler(mux))
}
