package web

import (
	_ "embed"
	"errors"
	"net/http"
	"slices"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/legal"
)

//go:embed openapi.json
var openapi []byte

// registerAPI adds the addresses for programs. Each verb answers with the JSON that the
// program prints for it: 200 for what was found, 404 with the empty answer for
// nothing, 300 with the candidates for an ambiguous reference.
func (s *Server) registerAPI(page func(string, func(*request) error)) {
	page("/api/v1/openapi.json", func(r *request) error {
		return r.send(http.StatusOK, "application/json; charset=utf-8", openapi)
	})
	page("/api/v1/search", s.apiSearch)
	page("/api/v1/show", s.apiShow)
	page("/api/v1/trace", s.apiTrace)
	page("/api/v1/path", s.apiPath)
	page("/api/v1/acted", s.apiActed)
	page("/api/v1/body", s.apiBody)
	page("/api/v1/audit", s.apiAudit)
	page("/api/v1/wanted", s.apiWanted)
	page("/api/v1/runs", s.apiRuns)
	page("/healthz", s.healthz)
	page("/readyz", s.readyz)
	page("/metrics", s.metricsPage)
}

// errAnswered says that a request has its answer already.
var errAnswered = problem{status: http.StatusOK}

// apiDocument returns the document that a parameter names; where there is none, or
// several, it answers itself with errAnswered.
func (s *Server) apiDocument(r *request, parameter string) (legal.Document, error) {
	ref := r.URL.Query().Get(parameter)
	if ref == "" {
		return legal.Document{}, missing(parameter)
	}
	d, several, err := s.theDocument(r.ctx, ref)
	var p problem
	switch {
	case several != nil:
		r.sendJSON(http.StatusMultipleChoices, map[string]any{"ambiguous": ref, "candidates": several})
		return d, errAnswered
	case errors.As(err, &p) && p.status == http.StatusNotFound:
		r.sendJSON(http.StatusNotFound, map[string]any{"candidates": []legal.Document{}})
		return d, errAnswered
	}
	return d, err
}

func missing(parameter string) error {
	return problem{http.StatusBadRequest, legal.Say(legal.Missing, parameter), nil}
}

// limit reads how many things are asked for; as in the program, 0 means all, as far
// as one answer may go.
func (r *request) limit(otherwise int) int {
	n := r.number("limit", otherwise, 0, maxTable)
	if n == 0 {
		return maxTable
	}
	return n
}

func (s *Server) apiSearch(r *request) error {
	if r.URL.Query().Get("q") == "" {
		return missing("q")
	}
	q, err := r.params()
	if err != nil {
		return err
	}
	q.options.Facets = false
	q.options.Limit, q.options.Offset = r.limit(10), r.number("offset", 0, 0, maxOffset)
	found, err := s.find(r, q)
	if err != nil {
		return asBadQuery(err)
	}
	out, err := s.service(r.ctx, legal.Date.String).Search(r.URL.Query().Get("q"), found, q.options.Offset, 1)
	if err != nil {
		return err
	}
	return r.sendFound(found.Total > 0, out)
}

// asBadQuery makes a problem of what is wrong with a query.
func asBadQuery(err error) error {
	var bad *index.QueryError
	switch {
	case errors.Is(err, index.ErrEmptyQuery):
		return problem{http.StatusBadRequest, legal.Say(legal.QueryEmpty), nil}
	case errors.As(err, &bad):
		return problem{http.StatusBadRequest, bad.Message(), nil}
	}
	return err
}

// sendFound answers with 404 where nothing was found, as the program ends with 1.
func (r *request) sendFound(found bool, v any) error {
	if !found {
		return r.sendJSON(http.StatusNotFound, v)
	}
	return r.sendJSON(http.StatusOK, v)
}

func (s *Server) apiShow(r *request) error {
	only, err := r.filter()
	if err != nil {
		return err
	}
	on, err := r.dayAsked("on")
	if err != nil {
		return err
	}
	d, err := s.apiDocument(r, "ref")
	if err != nil {
		return done(err)
	}
	shown, err := s.service(r.ctx, legal.Date.String).On(on).Show(d, only)
	if err != nil {
		return err
	}
	return r.sendJSON(http.StatusOK, shown)
}

// done lets pass what has been answered.
func done(err error) error {
	if p, ok := err.(problem); ok && p.status == http.StatusOK {
		return nil
	}
	return err
}

func (s *Server) apiTrace(r *request) error {
	d, err := s.apiDocument(r, "ref")
	if err != nil {
		return done(err)
	}
	q, err := s.chainOf(r, answer.New(r.ctx, s.catalog, legal.Date.String), d, r.limit(1000))
	if err != nil {
		return err
	}
	return r.sendJSON(http.StatusOK, q.Chain)
}

func (s *Server) apiPath(r *request) error {
	only, err := r.only()
	if err != nil {
		return err
	}
	var ends [2]legal.Document
	for i, parameter := range []string{"from", "to"} {
		if ends[i], err = s.apiDocument(r, parameter); err != nil {
			return done(err)
		}
	}
	if ends[0].ID == ends[1].ID {
		return problem{http.StatusBadRequest, legal.Say(legal.BothOne, ends[0].ID), nil}
	}
	w, err := s.graphs(r.ctx)
	if err != nil {
		return err
	}
	limit := min(r.limit(pathLimit), 1000) // of chains, each with its evidence
	p, err := answer.New(r.ctx, s.catalog, legal.Date.String).Between(w.Graph, ends, only, limit)
	if err != nil {
		return err
	}
	return r.sendFound(p.Found(), p)
}

func (s *Server) apiActed(r *request) error {
	d, err := s.apiDocument(r, "ref")
	if err != nil {
		return done(err)
	}
	a, err := s.actedOn(r, d, legal.Date.String, 0)
	if err != nil {
		return err
	}
	return r.sendFound(a.Found(), a)
}

func (s *Server) apiAudit(r *request) error {
	f, err := r.filterAsked()
	if err != nil {
		return err
	}
	for range r.URL.Query()["ref"] {
		d, err := s.apiDocument(r, "ref")
		if err != nil {
			return done(err)
		}
		f.Documents = []string{d.ID}
	}
	all, err := s.audit(r.ctx)
	if err == nil {
		all, err = s.marked(r.ctx, all)
	}
	if err != nil {
		return err
	}
	found := slices.DeleteFunc(slices.Clone(all), func(x audit.Finding) bool { return !f.Wants(x) })
	shown, err := s.located(r, found[:min(len(found), r.limit(0))])
	if err != nil {
		return err
	}
	return r.sendFound(len(found) > 0, audit.Report{
		Findings: append([]audit.Finding{}, shown...), Total: len(found), Counts: audit.CountRules(found),
	})
}

func (s *Server) apiWanted(r *request) error {
	kind, err := answer.ReadType(r.URL.Query().Get("type"))
	if err != nil {
		return problem{http.StatusBadRequest, legal.Say(legal.NoType), nil}
	}
	all, err := s.wanted(r.ctx)
	if err == nil {
		all, err = s.markedWants(r.ctx, all)
	}
	if err != nil {
		return err
	}
	found := slices.DeleteFunc(slices.Clone(all), func(w audit.Want) bool {
		return kind != "" && w.Document.Type != kind
	})
	shown := found[:min(len(found), r.limit(0))]
	out := audit.WantedReport{Wanted: append([]audit.Want{}, shown...), Total: len(found)}
	return r.sendFound(len(found) > 0, out)
}

func (s *Server) apiRuns(r *request) error {
	out, err := answer.New(r.ctx, s.catalog, legal.Date.String).Runs(r.limit(0))
	if err != nil {
		return err
	}
	return r.sendJSON(http.StatusOK, out)
}
