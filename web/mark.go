package web

import (
	"cmp"
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// markForm is what the forms of marks on a page have in common.
type markForm struct {
	May         bool // who asks may mark
	Token, Here string
	NeedsName   bool // there are no users
	Hidden      choice
}

// oneMark is the form of what has a key, with its mark, nil for none.
type oneMark struct {
	Form markForm
	Key  string
	*audit.Mark
}

// When is when it was marked.
func (m oneMark) When() string {
	at, err := time.Parse(time.RFC3339, m.At)
	if err != nil {
		return m.At
	}
	return moment(at)
}

// marksHere tells the forms of a page, on which so many are marked.
func (r *request) marksHere(marked int) markForm {
	on := r.showsMarked()
	f := markForm{Here: r.URL.RequestURI(), Hidden: choice{On: on, Count: marked, Address: r.with("marked", "1")}}
	if on {
		f.Hidden.Address = r.with("marked", "")
	}
	if f.May = r.corrects(); f.May {
		f.Token, f.NeedsName = r.server.sessions.FormToken(r.session()), r.server.cfg.Users == nil
	}
	return f
}

// showsMarked reports whether what is marked is to be shown too.
func (r *request) showsMarked() bool { return r.URL.Query().Get("marked") == "1" }

// marked returns the findings with their marks; those are read for every request, for nothing else
// follows from them.
func (s *Server) marked(ctx context.Context, fs []audit.Finding) ([]audit.Finding, error) {
	marks, err := audit.ReadMarks(ctx, s.catalog)
	return marks.Of(fs), err
}

// markedWants returns the wanted documents with their marks.
func (s *Server) markedWants(ctx context.Context, ws []audit.Want) ([]audit.Want, error) {
	marks, err := audit.ReadMarks(ctx, s.catalog)
	return marks.OfWants(ws), err
}

// mark marks a finding or a wanted document, or takes a mark back.
func (s *Server) mark(r *request) error {
	if err := r.correcting(); err != nil {
		return err
	}
	is, key := r.PostForm.Get("is"), r.PostForm.Get("key")
	if is != legal.MarkSeen && is != legal.MarkRight {
		return errBad
	}
	by, why, err := pipeline.Sign(r.by(), cmp.Or(strings.TrimSpace(r.PostForm.Get("why")),
		legal.NameOf("mark", is).In(legal.Lang(r.lang))))
	if err != nil {
		return refused(err)
	}
	k, err := s.marking(r, key, is)
	if err != nil {
		return err
	}
	k.By, k.Why = by, why
	err = s.write(r.ctx, func(ctx context.Context, c *catalog.Catalog) error {
		_, err := pipeline.Correct(ctx, c, k)
		return err
	})
	if err != nil {
		return err
	}
	r.redirect(cmp.Or(r.nextAsked(), "/audit"))
	return nil
}

// marking is the correction that marks what has a key now.
func (s *Server) marking(r *request, key, is string) (k legal.Correction, err error) {
	found, err := s.audit(r.ctx)
	if err != nil {
		return k, err
	}
	wanted, err := s.wanted(r.ctx)
	if err != nil {
		return k, err
	}
	k, ok := audit.Marking(found, wanted, key, is)
	if !ok {
		return k, problem{http.StatusConflict, legal.Say(legal.NothingMarked, key), nil}
	}
	return k, nil
}
