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

// runOf returns a run by its number, 0 for the last one.
func (a *app) runOf(ctx context.Context, c *catalog.Catalog, n int64) (catalog.Run, error) {
	runs, err := c.Runs(ctx)
	if err != nil {
		return catalog.Run{}, dataFailure(err, a.data)
	}
	for _, r := range runs {
		if r.N == n || n == 0 {
			return r, nil
		}
	}
	return catalog.Run{}, exitError{exitNothing, say("there is no run %d", n), say("danchieu runs lists them")}
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
		run, err := a.runOf(ctx, c, s.Run)
		if err != nil {
			return err
		}
		if r, err = a.service(ctx, c).Report(run, a.data); err != nil {
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
			write = func(w io.Writer) error { return writeReportPage(w, r, a.lang) }
		}
		if err := toFile(path, func(w io.Writer) error { return write(&tamed{w: w}) }); err != nil {
			return err
		}
	}
	return nil
}

//go:embed report.html
var reportPage string

func writeReportPage(w io.Writer, r answer.Report, lang legal.Lang) error {
	t, err := template.New("report").Funcs(template.FuncMap{
		"when":    func(t time.Time) string { return t.Local().Format("02/01/2006 15:04:05") },
		"title":   reportTitle,
		"kinds":   answer.GroupNews,
		"figures": answer.Figures,
		"lang":    func() legal.Lang { return lang },
		"say":     func(w legal.Words) string { return w.In(lang) },
		"t":       func(form string) string { return say(form).In(lang) },
		"called":  func(kind string, value any) string { return called{kind, fmt.Sprint(value)}.In(lang) },
	}).Parse(reportPage)
	if err != nil {
		return err
	}
	return t.Execute(w, r)
}

func reportTitle(r answer.Report) text {
	if r.N == 0 {
		return say("Nothing new")
	}
	return say("Run %d", r.N)
}

// text is a piece of news in one line.
func newsText(n answer.News) text {
	if n.Target == "" {
		return say("%s", n.Says)
	}
	return say("%s —%s→ %s", n.Says, called{"relation", string(n.Relation)}, n.TargetSays)
}

// printReport prints a report for people.
func printReport(w printer, r answer.Report) {
	w.printf("%v\n", describeRun(r.Run, r.AtWork))
	for _, f := range answer.Figures(r.Counts) {
		w.printf("%6d %s\n", f.Count, f.Figure.Says())
	}
	printWatched(w, r.Watch)
	if len(r.Unread) > 0 {
		w.printf("\nnot read in full:\n")
		printFailed(w, r.Unread)
	}
	if len(r.Files) > 0 {
		w.printf("\nfiles:\n")
	}
	for _, f := range r.Files {
		w.printf("  %-10s %-8s %s\n", called{"counted", string(f.What)}, called{"status", string(f.Status)},
			oneLine(f.Path))
	}
	printNews(w, r.News)
}

func printWatched(w printer, news []answer.News) {
	if len(news) > 0 {
		w.printf("\nwatched documents that something new cites:\n")
	}
	for _, n := range news {
		w.printf("  %s\n", newsText(n))
	}
}

func printNews(w printer, news []answer.News) {
	for _, g := range answer.GroupNews(news) {
		w.printf("\n%s:\n", g.Kind.Says())
		for _, n := range g.News {
			w.printf("  %s\n", newsText(n))
		}
	}
}
