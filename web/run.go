package web

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

const (
	filesEach = 50
	newsShown = 20  // of a kind, beside the others
	newsEach  = 100 // of a kind alone
)

// runBody is what the page of one ingest shows.
type runBody struct {
	Run      catalog.Run
	State    runState
	Took     string
	Before   string // addresses of the runs around it
	After    string
	Figures  []answer.Counted
	SoFar    soFar
	Outcomes []choice // of its files
	Reasons  []choice
	Files    []runFile
	Pager    pager
	News     []newsBody
	Tables   tables
	Alone    bool // the news of one kind are shown
	All      string
}

// runState says whether a run has ended.
type runState struct {
	Ended bool
	Live  bool // it is at work; else, not ended, it was cut off
	Wrote time.Time
}

// soFar is what a run that has not ended has stored.
type soFar struct {
	Files, Pages, Read, Waiting, Failed int
	Bytes                               int64
}

// runFile is a path that a run had to do with.
type runFile struct {
	catalog.RunFile
	Name    string
	Address string // of its content, "" where there is nothing to see
}

// newsBody is the news of one kind.
type newsBody struct {
	What  string
	Total int
	News  []newsLine
	More  string // the address of all
	Pager pager
}

type newsLine struct {
	Relation     legal.Relation // of an edge
	About, Other newsEnd
}

// newsEnd is a document that news are of; Gone where there is no such one any more,
// and all that is left is its ID.
type newsEnd struct {
	legal.Document
	Gone bool
}

func (s *Server) run(r *request) error {
	n, err := strconv.ParseInt(r.PathValue("run"), 10, 64)
	if err != nil {
		return errNotFound
	}
	run, ok, err := s.catalog.Run(r.ctx, n)
	if err != nil {
		return err
	}
	if !ok {
		return problem{http.StatusNotFound, legal.Say(legal.NoRun), nil}
	}
	if r.wantsTable() {
		return s.sendRun(r, run)
	}
	b := runBody{Run: run, Tables: r.tables("news", "", "status", "", "reason", "")}
	if b.State, err = s.stateOf(r.ctx, run); err != nil {
		return err
	}
	if b.Before, err = s.runAddress(r, n-1); err != nil {
		return err
	}
	if b.After, err = s.runAddress(r, n+1); err != nil {
		return err
	}
	b.Figures = answer.Figures(run.Counts)
	if b.State.Ended {
		b.Took = tookText(run.Ended.Sub(run.Started), r.lang)
	}
	if what := r.URL.Query().Get("news"); what != "" {
		if !slices.Contains(answer.NewsKinds, what) {
			return errBad
		}
		b.Alone, b.All = true, r.URL.Path
		k, err := s.newsOf(r, run, what, newsEach)
		if err != nil {
			return err
		}
		b.News = []newsBody{k}
		return r.show("run", runTitle(r, n), b)
	}
	if err := s.addFiles(r, &b); err != nil {
		return err
	}
	for _, what := range answer.NewsKinds {
		if run.Counts[what] == 0 {
			continue
		}
		k, err := s.newsOf(r, run, what, newsShown)
		if err != nil {
			return err
		}
		b.News = append(b.News, k)
	}
	return r.show("run", runTitle(r, n), b)
}

// sendRun answers with a table of all that a run found and changed.
func (s *Server) sendRun(r *request, run catalog.Run) error {
	known := answer.New(r.ctx, s.catalog, legal.Date.Printed)
	report, err := known.Report(run, s.cfg.Data)
	if err != nil {
		return err
	}
	t, err := known.ReportTable(report)
	if err != nil {
		return err
	}
	return r.sendTable(fmt.Sprintf("lan-nap-%d", run.N), t)
}

func runTitle(r *request, n int64) string {
	return fmt.Sprintf("%s %d", r.say("Lần nạp", "Run"), n)
}

func (s *Server) stateOf(ctx context.Context, run catalog.Run) (runState, error) {
	st := runState{Ended: !run.Ended.IsZero()}
	if st.Ended {
		return st, nil
	}
	var err error
	if st.Live, err = s.catalog.AtWork(ctx, run.N); err != nil {
		return st, err
	}
	st.Wrote, err = s.catalog.LastWrite(ctx)
	return st, err
}

// runAddress is the address of a run, "" where there is none of that number.
func (s *Server) runAddress(r *request, n int64) (string, error) {
	_, ok, err := s.catalog.Run(r.ctx, n)
	if err != nil || !ok {
		return "", err
	}
	return fmt.Sprintf("/runs/%d", n), nil
}

// addFiles fills in what became of the files: how many by outcome and reason, and
// one page of those asked for.
func (s *Server) addFiles(r *request, b *runBody) error {
	form := r.URL.Query()
	status, reason := catalog.Status(form.Get("status")), form.Get("reason")
	tallies, err := s.catalog.Tallies(r.ctx, b.Run.N)
	if err != nil {
		return err
	}
	outcomes, reasons, total := map[catalog.Status]int{}, map[string]int{}, 0
	for _, t := range tallies {
		b.SoFar.Files += t.Paths
		b.SoFar.Pages += t.Pages
		b.SoFar.Bytes += t.Bytes
		outcomes[t.Status] += t.Paths
		if t.Reason != "" {
			reasons[t.Reason] += t.Paths
		}
		if (status == "" || status == t.Status) && (reason == "" || reason == t.Reason) {
			total += t.Paths
		}
	}
	b.SoFar.Read, b.SoFar.Waiting, b.SoFar.Failed = outcomes[catalog.Read], outcomes[catalog.Waiting],
		outcomes[catalog.Failed]
	for _, st := range []catalog.Status{catalog.Failed, catalog.Waiting, catalog.Read} {
		if outcomes[st] > 0 {
			b.Outcomes = append(b.Outcomes, r.switched(st == status, "status", string(st), outcomes[st], "reason"))
		}
	}
	for _, code := range slices.Sorted(maps.Keys(reasons)) {
		b.Reasons = append(b.Reasons, r.switched(code == reason, "reason", code, reasons[code], "status"))
	}
	b.Pager = r.pager(total, filesEach)
	found, err := s.catalog.RunFilesOf(r.ctx, b.Run.N, status, reason, filesEach, max(0, b.Pager.First-1))
	if err != nil {
		return err
	}
	for _, f := range found {
		x := runFile{RunFile: f, Name: below(f.Root, f.Path)}
		if f.There && f.Pages > 0 {
			x.Address = "/f/" + f.SHA256 + "/1"
		}
		b.Files = append(b.Files, x)
	}
	return nil
}

// switched is a choice that a second click takes back; it puts others off.
func (r *request) switched(on bool, key, value string, count int, off ...string) choice {
	pairs := []string{key, value}
	if on {
		pairs[1] = ""
	}
	for _, other := range off {
		pairs = append(pairs, other, "")
	}
	return choice{Name: value, Count: count, Address: r.with(pairs...), On: on}
}

// newsOf returns one page of the news of a kind.
func (s *Server) newsOf(r *request, run catalog.Run, what string, each int) (newsBody, error) {
	b := newsBody{What: what, Total: run.Counts[what]}
	offset := 0
	if each == newsEach {
		b.Pager = r.pager(b.Total, each)
		offset = max(0, b.Pager.First-1)
	} else if b.Total > each {
		b.More = r.URL.Path + queryString(map[string][]string{"news": {what}})
	}
	found, err := s.catalog.NewsOf(r.ctx, run.N, what, each, offset)
	if err != nil {
		return b, err
	}
	known := answer.New(r.ctx, s.catalog, legal.Date.Printed)
	for _, n := range found {
		l := newsLine{Relation: n.Relation}
		for end, id := range map[*newsEnd]string{&l.About: n.Document, &l.Other: n.Target} {
			if end.Document, err = known.Document(id); err != nil {
				return b, err
			}
			if end.ID == "" {
				end.ID, end.Gone = id, true
			}
		}
		b.News = append(b.News, l)
	}
	return b, nil
}

// tookText says how long something took.
func tookText(d time.Duration, lang string) string {
	unit := func(n int, vi, en string) string {
		if lang == "en" {
			return fmt.Sprintf("%d %s", n, en)
		}
		return fmt.Sprintf("%d %s", n, vi)
	}
	s := int(d.Round(time.Second) / time.Second)
	switch {
	case s < 60:
		return unit(s, "giây", "s")
	case s < 3600:
		return unit(s/60, "phút", "min") + " " + unit(s%60, "giây", "s")
	}
	return unit(s/3600, "giờ", "h") + " " + unit(s%3600/60, "phút", "min")
}

// sizeText writes a number of bytes for people.
func sizeText(n int64, mark string) string {
	units := []string{"B", "KB", "MB", "GB", "TB"}
	v, i := float64(n), 0
	for v >= 1000 && i+1 < len(units) {
		v, i = v/1000, i+1
	}
	if i == 0 || v >= 100 {
		return fmt.Sprintf("%.0f %s", v, units[i])
	}
	s := fmt.Sprintf("%.1f", v)
	return s[:len(s)-2] + mark + s[len(s)-1:] + " " + units[i]
}
