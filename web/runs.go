package web

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

const (
	runsShown    = 30
	failuresEach = 50
)

// runsBody is what the page of ingests shows.
type runsBody struct {
	Counts   catalog.Counts
	Read     int
	Waiting  int
	Failed   int
	Runs     []runLine
	State    runState // of the last run
	Reasons  []choice
	Failures []failure
	Pager    pager
	CSV      string
	Retry    bool   // who sees the page may let files be read again
	Token    string // of the form for that
	Reason   string // of the files that are shown, "" for all
}

// runLine is a run with its figures.
type runLine struct {
	catalog.Run
	Figures []answer.Counted
}

// failure is a file that was not read in full.
type failure struct {
	Path, Name string
	Status     catalog.Status
	Reason     string
	Sentence   legal.Message
	Do         legal.Message
	Whole      string // the path on the server, for those who may let it be read again
	Address    string // of the file, "" where nothing of it was read
}

func (s *Server) runs(r *request) error {
	counts, err := s.catalog.Counts(r.ctx)
	if err != nil {
		return err
	}
	runs, err := s.catalog.Runs(r.ctx)
	if err != nil {
		return err
	}
	failures, err := s.failures(r)
	if err != nil {
		return err
	}
	b := runsBody{Counts: counts, CSV: r.with("format", "csv"), Retry: r.retries()}
	if b.Retry {
		b.Token = s.sessions.FormToken(r.session())
	}
	for _, run := range runs[:min(runsShown, len(runs))] {
		b.Runs = append(b.Runs, runLine{run, answer.Figures(run.Counts)})
	}
	if len(runs) > 0 {
		if b.State, err = s.stateOf(runs[0]); err != nil {
			return err
		}
	}
	b.Read, b.Waiting, b.Failed = counts.Files[catalog.Read], counts.Files[catalog.Waiting],
		counts.Files[catalog.Failed]
	asked := r.URL.Query().Get("reason")
	for _, reason := range slices.Sorted(maps.Keys(counts.Reasons)) {
		on := reason == asked
		to := r.with("reason", reason)
		if on {
			to = r.with("reason", "")
		}
		b.Reasons = append(b.Reasons, choice{Name: reason, Count: counts.Reasons[reason], Address: to, On: on})
	}
	b.Reason = asked
	if asked != "" {
		failures = slices.DeleteFunc(failures, func(f failure) bool { return f.Reason != asked })
	}
	if r.URL.Query().Get("format") == "csv" {
		rows := [][]string{{"file", "status", "reason", "sentence"}}
		for _, f := range failures[:min(maxTable, len(failures))] {
			rows = append(rows, []string{f.Path, string(f.Status), f.Reason, r.tell(f.Sentence)})
		}
		return r.sendTable("khong-doc-duoc.csv", rows)
	}
	b.Pager = r.pager(len(failures), failuresEach)
	b.Failures = failures[max(0, b.Pager.First-1):b.Pager.Last]
	return r.show("runs", r.say("Các lần nạp", "Runs"), b)
}

// failures returns the files that were not read in full, by status and path.
func (s *Server) failures(r *request) ([]failure, error) {
	all, err := answer.New(r.ctx, s.catalog, legal.Date.Printed).Unread()
	if err != nil {
		return nil, err
	}
	var out []failure
	for _, u := range all {
		f := failure{Path: below(u.Root, u.Path), Name: lastPart(u.Path), Status: u.Status, Reason: u.Reason,
			Sentence: u.Sentence, Do: u.Do}
		if r.corrects() {
			f.Whole = u.Path
		}
		if u.SHA256 != "" {
			f.Address = "/f/" + u.SHA256 + "/1"
		}
		out = append(out, f)
	}
	return out, nil
}

// below names a path from the ingested folder on.
func below(root, path string) string {
	if root == "" {
		return lastPart(path)
	}
	return cmp.Or(strings.TrimPrefix(strings.TrimPrefix(path, root), "/"), lastPart(path))
}

// fieldHelp tells of a field of the query language.
type fieldHelp struct{ Vi, En, Takes string }

func (r *request) fieldsHelp() []fieldHelp {
	var out []fieldHelp
	for _, f := range index.Fields() {
		out = append(out, fieldHelp{f.Names[0], f.Names[len(f.Names)-1], r.tell(f.Takes())})
	}
	return out
}

func (s *Server) help(r *request) error {
	return r.show("help", r.say("Trợ giúp", "Help"), map[string]any{"Fields": r.fieldsHelp()})
}
