package web

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"time"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// writePatience is how long a correction waits for who else is writing.
const writePatience = 10 * time.Second

// corrects reports whether who asks may correct: a user with the role, or without users
// everybody, where the server was started so.
func (r *request) corrects() bool {
	if r.server.cfg.Users != nil {
		return r.server.cfg.Users.Corrects(r.user)
	}
	return r.server.cfg.Corrections
}

// mayCorrect refuses those who may only read.
func (r *request) mayCorrect() error {
	switch {
	case r.corrects():
		return nil
	case r.server.cfg.Users == nil:
		return problem{http.StatusForbidden, legal.Say(legal.NoCorrecting), nil}
	}
	return problem{http.StatusForbidden, legal.Say(legal.NoCorrector, r.user), nil}
}

// session returns the token of the session, "" where nobody logs in.
func (r *request) session() string {
	if r.server.cfg.Users == nil {
		return ""
	}
	c, err := r.Cookie(r.server.cookieName(r))
	if err != nil {
		return ""
	}
	return c.Value
}

// correcting reads the form of one who may correct. It must have been shown by us, in the
// same session.
func (r *request) correcting() error {
	if err := r.mayCorrect(); err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return errBad
	}
	if !r.server.sessions.ValidForm(r.session(), r.PostForm.Get("token")) {
		return problem{http.StatusForbidden, legal.Say(legal.OldForm), nil}
	}
	return nil
}

// write lets f change what persons say, alone in the data folder, and works out what
// follows. It waits a while for an ingest at work, and tells of it where that goes on. What
// has begun is done to its end, also where nobody waits for it any more.
func (s *Server) write(ctx context.Context, f func(context.Context, *catalog.Catalog) error) error {
	patience := s.cfg.Patience
	if patience == 0 {
		patience = writePatience
	}
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	release, err := datadir.LockWait(waiting, s.cfg.Data)
	if errors.Is(err, datadir.ErrLocked) {
		return problem{http.StatusServiceUnavailable, legal.Say(legal.IngestAtWork), nil}
	}
	if err != nil {
		return err
	}
	defer release()
	if s.gone() { // another is restored in its place, and another server goes over to that
		return errBusy
	}
	ctx = context.WithoutCancel(ctx)
	c, err := openWaiting(waiting, s.cfg.Data)
	if errors.Is(err, datadir.ErrLocked) {
		return problem{http.StatusServiceUnavailable, legal.Say(legal.IngestAtWork), nil}
	}
	if err != nil {
		return err
	}
	dir := filepath.Join(s.cfg.Data, "index")
	err = pipeline.Change(ctx, c, func() error { return f(ctx, c) }, func() error {
		_, err := index.Sync(ctx, dir, c)
		return err
	})
	if closeErr := c.Close(); err == nil && closeErr != nil {
		err = errors.Join(pipeline.ErrHalfDone, closeErr)
	}
	s.tellFollow()
	if errors.Is(err, pipeline.ErrHalfDone) {
		return problem{http.StatusInternalServerError, legal.Say(legal.HalfDone), err}
	}
	return refused(err)
}

// openWaiting opens a catalogue for writing. It waits until the context ends for who writes it on
// another machine.
func openWaiting(ctx context.Context, data string) (*catalog.Catalog, error) {
	for {
		c, err := catalog.Open(data)
		if !errors.Is(err, datadir.ErrLocked) {
			return c, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(openPause):
		}
	}
}

// openPause is the time between two tries.
const openPause = 100 * time.Millisecond

// refused makes an answer of a correction that is not taken.
func refused(err error) error {
	var r *pipeline.Refusal
	switch {
	case errors.As(err, &r):
		return problem{http.StatusConflict, r.Message, nil}
	case errors.Is(err, catalog.ErrNoCorrection):
		return problem{http.StatusConflict, legal.Say(legal.UndoneBefore), nil}
	}
	return err
}
