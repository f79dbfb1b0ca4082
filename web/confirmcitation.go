package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// confirmNextCitation shows the first citation that was left open between documents, or
// the first after one.
func (s *Server) confirmNextCitation(r *request) error {
	if err := r.mayCorrect(); err != nil {
		return err
	}
	open, err := s.catalog.OpenQuestions(r.ctx)
	if err != nil {
		return err
	}
	if file, place, ok := strings.Cut(r.URL.Query().Get("after"), "-"); ok {
		n, _ := strconv.Atoi(place)
		i, found := slices.BinarySearchFunc(open, legal.CitationRef{File: file, Index: n - 1},
			func(q catalog.OpenQuestion, at legal.CitationRef) int {
				return cmp.Or(strings.Compare(q.File, at.File), cmp.Compare(q.Index, at.Index))
			})
		if found {
			i++
		}
		open = open[i:]
	}
	b := confirmBody{Left: len(open), List: "/confirm/c"}
	if len(open) > 0 {
		at := open[0].CitationRef
		b.Skip = fmt.Sprintf("/confirm/c?after=%s-%d", at.File, at.Index+1)
		if b.Citation, err = s.askCitation(r, at); err != nil {
			return err
		}
	}
	return r.showQuestion(http.StatusOK, b)
}

// confirmCitation asks about one citation.
func (s *Server) confirmCitation(r *request) error {
	if err := r.mayCorrect(); err != nil {
		return err
	}
	at, err := r.citationAsked()
	if err != nil {
		return err
	}
	o, err := s.askCitation(r, at)
	if err != nil {
		return err
	}
	return r.showQuestion(http.StatusOK, confirmBody{Citation: o, Typed: r.URL.Query()})
}

// citationAsked reads the citation that an address names.
func (r *request) citationAsked() (legal.CitationRef, error) {
	n, err := strconv.Atoi(r.PathValue("place"))
	if err != nil || n < 1 || !hash.MatchString(r.PathValue("sha")) {
		return legal.CitationRef{}, errNotFound
	}
	return legal.CitationRef{File: r.PathValue("sha"), Index: n - 1}, nil
}

func (s *Server) askCitation(r *request, at legal.CitationRef) (*answer.Open, error) {
	o, ok, err := s.service(r.ctx, legal.Date.Printed).Open(at)
	if err == nil && !ok {
		err = errNotFound
	}
	return &o, err
}

// sayCitation stores which document a citation means: one of its candidates, none of
// them, or another that is named.
func (s *Server) sayCitation(r *request) error {
	if err := r.correcting(); err != nil {
		return err
	}
	at, err := r.citationAsked()
	if err != nil {
		return err
	}
	f := r.PostForm
	said := pipeline.MeaningSaid{Citation: at, State: f.Get("state"), By: r.by(), Why: f.Get("why")}
	return s.say(r, func(ctx context.Context, c *catalog.Catalog) (_ []legal.Correction, err error) {
		if said.Document, err = documentSaid(ctx, c, f.Get("say"), f.Get("ref")); err != nil {
			return nil, err
		}
		return pipeline.ConfirmMeaning(ctx, c, said)
	}, func(b *confirmBody) (err error) { b.Citation, err = s.askCitation(r, at); return err })
}

// The buttons beside those of the candidates, which say their IDs.
const (
	sayNone  = "none"
	sayOther = "other" // the one that is typed
)

// documentSaid returns the ID of the document that a button says, "" for none.
func documentSaid(ctx context.Context, c *catalog.Catalog, say, ref string) (string, error) {
	switch say {
	case sayNone:
		return "", nil
	case sayOther:
		found, err := answer.Documents(ctx, c, ref, nil)
		if err == nil && len(found) != 1 {
			err = problem{http.StatusConflict, legal.Say(legal.NotOne, ref, len(found)), nil}
		}
		if err != nil {
			return "", err
		}
		return found[0].ID, nil
	}
	d, ok, err := c.Document(ctx, say)
	if err == nil && !ok {
		err = problem{http.StatusConflict, legal.Say(legal.NotOne, say, 0), nil}
	}
	return d.ID, err
}
