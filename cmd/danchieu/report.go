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

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

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
	counts := map[string]int{"found": s.Found, "unchanged": s.Unchanged, "left": s.Deferred}
	r := answer.EmptyReport(catalog.Run{Started: now, Ended: now, Counts: counts}, a.data)
	if s.Run != 0 {
		run, err := a.theRun(ctx, c, s.Run)
		if err != nil {
			return err
		}
		if r, err = answer.From(ctx, c, a.day).Report(run, a.data); err != nil {
			return dataFailure(err, a.data)
		}
	}
	for _, path := range paths {
		write := func(w io.Writer) error {
			e := json.NewEncoder(w)
			e.SetEscapeHTML(false)
			e.SetIndent("", "  ")
			return e.Encode(r)
		}
		if filepath.Ext(path) == ".html" {
			write = func(w io.Writer) error { return writeReportPage(w, r) }
		}
		if err := toFile(path, write); err != nil {
			return err
		}
	}
	return nil
}

//go:embed report.html
var reportPage string

var reportTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"when":    func(t time.Time) string { return t.Local().Format("02/01/2006 15:04:05") },
	"title":   reportTitle,
	"kinds":   answer.GroupNews,
	"figures": answer.Figures,
}).Parse(reportPage))

func writeReportPage(w io.Writer, r answer.Report) error { return reportTemplate.Execute(w, r) }

func reportTitle(r answer.Report) string {
	if r.N == 0 {
		return "Nothing new"
	}
	return fmt.Sprintf("Run %d", r.N)
}

// text is a piece of news in one line.
func newsText(n answer.News) string {
	if n.Target == "" {
		return n.Says
	}
	return fmt.Sprintf("%s %s %s", n.Says, relationWord(n.Relation), n.TargetSays)
}

func relationWord(r legal.Relation) string { return "—" + string(r) + "→" }

// printReport prints a report for people.
func printReport(w io.Writer, r answer.Report) {
	fmt.Fprintln(w, describeRun(r.Run, r.AtWork))
	for _, f := range answer.Figures(r.Counts) {
		fmt.Fprintf(w, "%6d %s\n", f.Count, f.Figure.Says())
	}
	if len(r.Watch) > 0 {
		fmt.Fprintln(w, "\nwatched documents that something new cites:")
		for _, n := range r.Watch {
			fmt.Fprintf(w, "  %s\n", newsText(n))
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

func printNews(w io.Writer, news []answer.News) {
	for _, g := range answer.GroupNews(news) {
		fmt.Fprintf(w, "\n%s:\n", g.Kind.Says())
		for _, n := range g.News {
			fmt.Fprintf(w, "  %s\n", newsText(n))
		}
	}
}
