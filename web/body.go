package web

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// bodyPage is what the page of a body shows.
type bodyPage struct {
	answer.Body
	Tables tables
	More   struct{ Issued, Cites, Silent, Nothing int } // that are not shown
	Shown  int
	Search string // address of the search for what it issued
}

const bodyShown = 100 // documents of each list

// bodyAsked tells of the body with an ID.
func (s *Server) bodyAsked(
	r *request, w graphs, is graph.Known, day func(legal.Date) string, limit int,
) (answer.Body, error) {
	today, err := r.today()
	if err != nil {
		return answer.Body{}, err
	}
	return s.service(r.ctx, day).Body(w.Graph, w.bodies, is, answer.BodyQuestion{Today: today, Limit: limit})
}

// bodyFound finds the one body that a reference means; where several fit they are returned
// instead.
func (s *Server) bodyFound(r *request, ref string) (w graphs, is graph.Known, several []graph.Known, err error) {
	today, err := r.today()
	if err != nil {
		return w, is, nil, err
	}
	if w, err = s.graphs(r.ctx); err != nil {
		return w, is, nil, err
	}
	found := answer.FindBodies(w.bodies, ref, today)
	switch len(found) {
	case 0:
		return w, is, nil, problem{http.StatusNotFound, legal.Say(legal.NoBody), nil}
	case 1:
		return w, found[0], nil, nil
	}
	return w, is, found, nil
}

// body answers with the page of a body. A name in the place of its ID leads there.
func (s *Server) body(r *request) error {
	ref := r.PathValue("id")
	w, is, several, err := s.bodyFound(r, ref)
	switch {
	case err != nil:
		return err
	case several != nil:
		found := map[string]any{"Ref": ref, "Bodies": answer.BodyRefs(several)}
		return r.show("bodies", r.say("Nhiều cơ quan", "Several bodies"), found)
	case is.ID != ref:
		r.redirect("/body/" + url.PathEscape(is.ID))
		return nil
	case r.wantsTable():
		all, err := s.bodyAsked(r, w, is, legal.Date.String, 0)
		if err != nil {
			return err
		}
		return r.sendTable(is.ID, all.Table())
	}
	b := bodyPage{Tables: r.tables(), Shown: bodyShown}
	if b.Body, err = s.bodyAsked(r, w, is, legal.Date.Printed, bodyShown); err != nil {
		return err
	}
	b.More.Issued, b.More.Cites = b.IssuedTotal-len(b.Issued), b.CitesTotal-len(b.Cites)
	b.More.Silent, b.More.Nothing = max(0, len(b.Silent)-bodyShown), max(0, len(b.Nothing)-bodyShown)
	b.Silent, b.Nothing = b.Silent[:len(b.Silent)-b.More.Silent], b.Nothing[:len(b.Nothing)-b.More.Nothing]
	b.Search = "/search?q=" + url.QueryEscape("coquan:\""+b.Name+"\"")
	return r.show("body", b.Name, b)
}

func (s *Server) apiBody(r *request) error {
	ref := r.URL.Query().Get("ref")
	if ref == "" {
		return missing("ref")
	}
	w, is, several, err := s.bodyFound(r, ref)
	var p problem
	switch {
	case several != nil:
		found := map[string]any{"ambiguous": ref, "candidates": answer.BodyRefs(several)}
		return r.sendJSON(http.StatusMultipleChoices, found)
	case errors.As(err, &p) && p.status == http.StatusNotFound:
		return r.sendJSON(http.StatusNotFound, map[string]any{"candidates": []answer.BodyRef{}})
	case err != nil:
		return err
	}
	out, err := s.bodyAsked(r, w, is, legal.Date.String, r.limit(0))
	if err != nil {
		return err
	}
	return r.sendJSON(http.StatusOK, out)
}
