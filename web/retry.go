package web

import (
	"net/http"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// retries reports whether who asks may let files be read again.
func (r *request) retries() bool { return r.server.cfg.Retry != nil && r.corrects() }

// retry begins to read a file again that was not read in full, or all with one reason. The
// page of runs tells how far that is.
func (s *Server) retry(r *request) error {
	if err := r.correcting(); err != nil {
		return err
	}
	if s.cfg.Retry == nil {
		return errNotFound
	}
	failed, err := answer.New(r.ctx, s.catalog, legal.Date.Printed).Unread()
	if err != nil {
		return err
	}
	reason, path := r.PostForm.Get("reason"), r.PostForm.Get("path")
	held, err := s.catalog.Held(r.ctx)
	if err != nil {
		return err
	}
	known := false
	for _, u := range failed {
		known = known || path == u.Path || path == "" && reason == u.Reason
	}
	switch {
	case !known:
		return errNoFile
	case held:
		return problem{http.StatusServiceUnavailable, legal.Say(legal.IngestAtWork), nil}
	}
	if path != "" {
		reason = ""
	}
	if err := s.cfg.Retry(reason, path); err != nil {
		return err
	}
	r.redirect("/runs")
	return nil
}
