package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
)

func newRuns(a *app) *cobra.Command {
	var html bool
	cmd := &cobra.Command{
		Use:   "runs [RUN]",
		Short: "What the ingests have changed, and what one of them found",
		Long: `Runs lists the ingests that changed something. With the number of one, or "last",
it tells what became of every file, which documents, relations and conflicts are new
or gone since the run before, and what cites the documents that are watched.`,
		Example: `  danchieu runs
  danchieu runs last
  danchieu runs 12 --html > run.html`,
		Args: usageArgs(cobra.MaximumNArgs(1), "the number of a run, or none"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.ask(cmd.Context(), func(_ *catalog.Catalog, known *answer.Teller) error {
					return a.listRuns(known)
				})
			}
			return a.ask(cmd.Context(), func(c *catalog.Catalog, known *answer.Teller) error {
				return a.showRun(cmd.Context(), c, known, args[0], html)
			})
		},
	}
	cmd.Flags().BoolVar(&html, "html", false, "print a page that can be mailed")
	return cmd
}

func (a *app) listRuns(known *answer.Teller) error {
	out, err := known.Runs(0)
	if err != nil {
		return err
	}
	if a.json {
		return writeJSONLine(a.stdout, out)
	}
	atWork := datadir.AtWork(a.data)
	for _, r := range out.Runs {
		a.stdout.printf("%v\n", describeRun(r, atWork == r.N))
	}
	return nil
}

// runNumber reads the number of a run; "last" is 0.
func runNumber(s string) (int64, error) {
	if s == "last" {
		return 0, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 1 {
		return 0, exitError{exitUsage, say("%s is no number of a run", s), say("danchieu runs lists them")}
	}
	return n, nil
}

func (a *app) showRun(ctx context.Context, c *catalog.Catalog, known *answer.Teller, which string, html bool) error {
	n, err := runNumber(which)
	if err != nil {
		return err
	}
	run, err := a.theRun(ctx, c, n)
	if err != nil {
		return err
	}
	r, err := known.Report(run, a.data)
	if err != nil {
		return err
	}
	switch {
	case html:
		return writeReportPage(a.stdout, r, a.lang)
	case a.json:
		return writeJSONLine(a.stdout, r)
	}
	printReport(a.stdout, r)
	return nil
}

func newDiff(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "diff RUN RUN",
		Short: "What has changed from the end of one run to the end of another",
		Example: `  danchieu diff 12 19
  danchieu diff 12 last`,
		Args: usageArgs(cobra.ExactArgs(2), "the numbers of two runs"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.ask(cmd.Context(), func(c *catalog.Catalog, known *answer.Teller) error {
				return a.diff(cmd.Context(), c, known, args[0], args[1])
			})
		},
	}
}

func (a *app) diff(ctx context.Context, c *catalog.Catalog, known *answer.Teller, from, to string) error {
	var runs [2]catalog.Run
	for i, which := range []string{from, to} {
		n, err := runNumber(which)
		if err == nil {
			runs[i], err = a.theRun(ctx, c, n)
		}
		if err != nil {
			return err
		}
	}
	if runs[0].N > runs[1].N {
		return exitError{exitUsage, say("the first run must be the earlier one"),
			say("danchieu diff %d %d", runs[1].N, runs[0].N)}
	}
	d, err := known.Diff(runs[0].N, runs[1].N)
	if err != nil {
		return err
	}
	if a.json {
		return writeJSONLine(a.stdout, d)
	}
	for _, f := range d.Files {
		a.stdout.printf("%-10s %-8s %s\n", called{"counted", string(f.What)}, called{"status", string(f.Status)},
			oneLine(f.Path))
	}
	printNews(a.stdout, d.News)
	if len(d.Files)+len(d.News) == 0 {
		a.stdout.printf("no difference\n")
	}
	return nil
}
