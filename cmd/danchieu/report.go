package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"path/filepath"
	"time"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// runReport is all that is told of a run.
type runReport struct {
	catalog.Run
	Data   string              `json:"data"`
	CutOff bool                `json:"cut_off,omitempty"` // it did not come to its end
	AtWork bool                `json:"at_work,omitempty"` // it has not come to its end yet
	Files  []catalog.PathEvent `json:"files"`
	News   []newsJSON          `json:"news"`
	Watch  []newsJSON          `json:"watched"` // of the news: something new cites what is watched
	Unread []failedJSON        `json:"unread"`  // of its files
}

// newsJSON is one piece of news with the documents in words.
type newsJSON struct {
	catalog.News
	Says       string `json:"says"`
	TargetSays string `json:"target_says,omitempty"`
}

// readReport gathers what is known of a run.
func (a *app) readReport(ctx context.Context, c *catalog.Catalog, run catalog.Run) (runReport, error) {
	r := runReport{Run: run, Data: a.data, Files: []catalog.PathEvent{}, Unread: []failedJSON{}}
	if run.Ended.IsZero() {
		r.AtWork = catalog.AtWork(a.data) == run.N
		r.CutOff = !r.AtWork
	}
	files, err := c.RunFiles(ctx, run.N)
	if err != nil {
		return r, err
	}
	r.Files = append(r.Files, files...)
	if run.Ended.IsZero() {
		r.Counts = countFiles(files)
	}
	known, err := c.KnownPaths(ctx)
	if err != nil {
		return r, err
	}
	for _, f := range r.Files {
		if k, ok := known[f.Path]; ok && k.Status != catalog.Read {
			r.Unread = append(r.Unread, newFailed(k))
		}
	}
	r.News, r.Watch, err = a.readNews(ctx, c, run.N-1, run.N)
	return r, err
}

// readNews returns the news of the runs after one up to another, and those of them
// that tell of something new citing what is watched.
func (a *app) readNews(ctx context.Context, c *catalog.Catalog, after, upTo int64) (news, watched []newsJSON, err error) {
	found, err := c.News(ctx, after, upTo)
	if err != nil {
		return nil, nil, err
	}
	ids, err := watchedIDs(ctx, c)
	if err != nil {
		return nil, nil, err
	}
	says := map[string]string{"": ""}
	describe := func(id string) error {
		if _, ok := says[id]; ok {
			return nil
		}
		d, ok, err := c.Document(ctx, id)
		if says[id] = id; ok {
			says[id] = a.describe(d)
		}
		return err
	}
	news, watched = []newsJSON{}, []newsJSON{}
	for _, n := range found {
		for _, id := range []string{n.Document, n.Target} {
			if err := describe(id); err != nil {
				return nil, nil, err
			}
		}
		news = append(news, newsJSON{n, says[n.Document], says[n.Target]})
		if n.What == catalog.NewsEdge && ids[n.Target] {
			watched = append(watched, news[len(news)-1])
		}
	}
	return news, watched, nil
}

// watchedIDs returns the documents watched, by the IDs they have now.
func watchedIDs(ctx context.Context, c *catalog.Catalog) (map[string]bool, error) {
	watches, err := c.Watches(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for _, w := range watches {
		ids, err := c.Leads(ctx, w.Document)
		if err != nil {
			return nil, err
		}
		for _, id := range append(ids, w.Document) {
			out[id] = true
		}
	}
	return out, nil
}

// theRun returns a run by its number, 0 for the last one.
func (a *app) theRun(ctx context.Context, c *catalog.Catalog, n int64) (catalog.Run, error) {
	runs, err := c.Runs(ctx)
	if err != nil {
		return catalog.Run{}, dataFailure(err, a.data)
	}
	for _, r := range runs {
		if r.N == n || n == 0 {
			return r, nil
		}
	}
	return catalog.Run{}, failure{exitNothing, fmt.Errorf("there is no run %d", n), "danchieu runs lists them"}
}

// writeReports writes the report of a run to files. A run that changed nothing has
// one too: of itself.
func (a *app) writeReports(ctx context.Context, c *catalog.Catalog, paths []string, s pipeline.Summary) error {
	if len(paths) == 0 {
		return nil
	}
	now := time.Now()
	r := runReport{
		Run:  catalog.Run{Started: now, Ended: now, Counts: map[string]int{"found": s.Found, "unchanged": s.Unchanged, "left": s.Left}},
		Data: a.data, Files: []catalog.PathEvent{}, News: []newsJSON{}, Watch: []newsJSON{}, Unread: []failedJSON{},
	}
	if s.Run != 0 {
		run, err := a.theRun(ctx, c, s.Run)
		if err != nil {
			return err
		}
		if r, err = a.readReport(ctx, c, run); err != nil {
			return dataFailure(err, a.data)
		}
	}
	for _, path := range paths {
		write := r.writeJSON
		if filepath.Ext(path) == ".html" {
			write = r.writeHTML
		}
		if err := toFile(path, write); err != nil {
			return err
		}
	}
	return nil
}

func (r runReport) writeJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

//go:embed report.html
var reportPage string

var reportTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"when":  func(t time.Time) string { return t.Local().Format("02/01/2006 15:04:05") },
	"title": reportTitle,
	"kinds": groupNews,
}).Parse(reportPage))

func (r runReport) writeHTML(w io.Writer) error { return reportTemplate.Execute(w, r) }

func reportTitle(r runReport) string {
	if r.N == 0 {
		return "Nothing new"
	}
	return fmt.Sprintf("Run %d", r.N)
}

// newsGroup is the news of one kind.
type newsGroup struct {
	What string
	News []newsJSON
}

// newsKinds are the kinds of news in the order in which they are told, and how.
var newsKinds = []struct{ what, says string }{
	{catalog.NewsConflict, "new conflicts"}, {catalog.NewsNoConflict, "conflicts that have ended"},
	{catalog.NewsDocument, "new documents"}, {catalog.NewsNoDocument, "documents no longer named"},
	{catalog.NewsEdge, "new relations"}, {catalog.NewsNoEdge, "lost relations"},
}

func groupNews(news []newsJSON) []newsGroup {
	var out []newsGroup
	for _, k := range newsKinds {
		g := newsGroup{What: k.says}
		for _, n := range news {
			if n.What == k.what {
				g.News = append(g.News, n)
			}
		}
		if len(g.News) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// countLine is one figure of a report.
type countLine struct {
	N    int
	Says string
}

// countWords are the figures of a run in the order in which they are told, and how.
var countWords = []struct{ name, says string }{
	{"found", "files found"}, {"unchanged", "as they were"}, {string(catalog.New), "new"}, {string(catalog.Replaced), "replaced"},
	{string(catalog.Moved), "moved"}, {string(catalog.Copied), "copies of known ones"}, {string(catalog.Touched), "touched"},
	{string(catalog.Back), "back"}, {string(catalog.Again), "read again"}, {"vanished", "vanished"}, {"left", "left for the next run"},
	{"read", "read"}, {"waiting", "read in part"}, {"recognised", "with pages read by OCR"}, {"failed", "not read"},
	{"pages", "pages read"}, {"ocr_pages", "pages read by OCR"}, {"citations", "citations in what was read"},
	{catalog.NewsDocument, "new documents"}, {catalog.NewsNoDocument, "documents no longer named"}, {catalog.NewsEdge, "new relations"},
	{catalog.NewsNoEdge, "lost relations"}, {catalog.NewsConflict, "new conflicts"}, {catalog.NewsNoConflict, "conflicts that have ended"},
}

// Lines are the figures of a report that are not 0.
func (r runReport) Lines() []countLine {
	var out []countLine
	for _, k := range countWords {
		if n := r.Counts[k.name]; n > 0 {
			out = append(out, countLine{n, k.says})
		}
	}
	return out
}

// countFiles makes the figures of a run that was cut off, from what it has stored.
func countFiles(files []catalog.PathEvent) map[string]int {
	counts := map[string]int{}
	for _, f := range files {
		counts[string(f.What)]++
		if f.Status != "" {
			counts[string(f.Status)]++
		}
	}
	return counts
}

// text is a piece of news in one line.
func (n newsJSON) text() string {
	if n.Target == "" {
		return n.Says
	}
	return fmt.Sprintf("%s %s %s", n.Says, relationWord(n.Relation), n.TargetSays)
}

func relationWord(r legal.Relation) string { return "—" + string(r) + "→" }

// writeText prints a report for people.
func (r runReport) writeText(w io.Writer) {
	fmt.Fprintln(w, describeRun(r.Run, r.AtWork))
	for _, l := range r.Lines() {
		fmt.Fprintf(w, "%6d %s\n", l.N, l.Says)
	}
	if len(r.Watch) > 0 {
		fmt.Fprintln(w, "\nwatched documents that something new cites:")
		for _, n := range r.Watch {
			fmt.Fprintf(w, "  %s\n", n.text())
		}
	}
	if len(r.Unread) > 0 {
		fmt.Fprintln(w, "\nnot read in full:")
		printFailed(w, r.Unread)
	}
	if len(r.Files) > 0 {
		fmt.Fprintln(w, "\nfiles:")
	}
	for _, f := range r.Files {
		fmt.Fprintf(w, "  %-10s %-8s %s\n", f.What, f.Status, oneLine(f.Path))
	}
	printNews(w, r.News)
}

func printNews(w io.Writer, news []newsJSON) {
	for _, g := range groupNews(news) {
		fmt.Fprintf(w, "\n%s:\n", g.What)
		for _, n := range g.News {
			fmt.Fprintf(w, "  %s\n", n.text())
		}
	}
}
