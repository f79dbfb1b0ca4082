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
	Tables   tables
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
	unread, err := answer.New(r.ctx, s.catalog, legal.Date.Printed).Unread()
	if err != nil {
		return err
	}
	asked := r.URL.Query().Get("reason")
	if asked != "" {
		unread = slices.DeleteFunc(unread, func(u answer.Unread) bool { return u.Reason != asked })
	}
	if r.wantsTable() {
		return r.sendTable("khong-doc-duoc", answer.UnreadTable(unread))
	}
	b := runsBody{Counts: counts, Tables: r.tables(), Retry: r.retries()}
	if b.Retry {
		b.Token = s.sessions.FormToken(r.session())
	}
	for _, run := range runs[:min(runsShown, len(runs))] {
		b.Runs = append(b.Runs, runLine{run, answer.Figures(run.Counts)})
	}
	if len(runs) > 0 {
		if b.State, err = s.stateOf(r.ctx, runs[0]); err != nil {
			return err
		}
	}
	b.Read, b.Waiting, b.Failed = counts.Files[catalog.Read], counts.Files[catalog.Waiting],
		counts.Files[catalog.Failed]
	for _, reason := range slices.Sorted(maps.Keys(counts.Reasons)) {
		on := reason == asked
		to := r.with("reason", reason)
		if on {
			to = r.with("reason", "")
		}
		b.Reasons = append(b.Reasons, choice{Name: reason, Count: counts.Reasons[reason], Address: to, On: on})
	}
	b.Reason = asked
	b.Pager = r.pager(len(unread), failuresEach)
	b.Failures = r.failures(unread[max(0, b.Pager.First-1):b.Pager.Last])
	return r.show("runs", r.say("Các lần nạp", "Runs"), b)
}

// failures shows files that were not read in full.
func (r *request) failures(all []answer.Unread) []failure {
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
	return out
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
