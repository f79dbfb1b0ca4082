package main

import (
	"strconv"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

func newRuns(a *app) *cobra.Command {
	var html bool
	var l listFlags
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
		RunE: a.asks(func(q asked, args []string) error {
			if len(args) == 0 && l.asked() {
				return exitError{exitUsage, say("a table is of one run"), say("danchieu runs last --csv")}
			}
			if len(args) == 0 {
				return q.listRuns()
			}
			return q.showRun(args[0], html, l)
		}),
	}
	cmd.Flags().BoolVar(&html, "html", false, "print a page that can be mailed")
	l.add(cmd.Flags(), "print a table of a run, a line for every file and piece of news")
	return cmd
}

func (q asked) listRuns() error {
	out, err := q.known.Runs(0)
	if err != nil {
		return err
	}
	atWork := false // none but the last can be
	if len(out.Runs) > 0 {
		if atWork, err = q.c.AtWork(q.ctx, out.Runs[0].N); err != nil {
			return err
		}
	}
	return q.tell(out, func(w printer) {
		w.printf("%s\n", out.Night.Says)
		for i, r := range out.Runs {
			w.printf("%v\n", describeRun(r, atWork && i == 0))
		}
	})
}

func (q asked) showRun(which string, html bool, l listFlags) error {
	run, err := q.theRun(which)
	if err != nil {
		return err
	}
	r, err := q.known.Report(run, q.data)
	switch {
	case err != nil:
		return err
	case l.asked():
		t, err := q.known.ReportTable(r)
		if err != nil {
			return err
		}
		return q.list(t, l)
	case html:
		return writeReportPage(q.stdout, r, q.lang)
	}
	return q.tell(r, func(w printer) { printReport(w, r) })
}

// theRun returns the run that a person names by its number, or as the last.
func (q asked) theRun(which string) (catalog.Run, error) {
	n, err := strconv.ParseInt(which, 10, 64)
	if which != "last" && (err != nil || n < 1) {
		return catalog.Run{}, exitError{exitUsage, say("%s is no number of a run", which),
			say("danchieu runs lists them")}
	}
	return q.runOf(q.ctx, q.c, n)
}

func newDiff(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "diff RUN RUN",
		Short: "What has changed from the end of one run to the end of another",
		Example: `  danchieu diff 12 19
  danchieu diff 12 last`,
		Args: usageArgs(cobra.ExactArgs(2), "the numbers of two runs"),
		RunE: a.asks(func(q asked, args []string) error { return q.diff([2]string(args)) }),
	}
}

func (q asked) diff(which [2]string) (err error) {
	var runs [2]catalog.Run
	for i := range which {
		if runs[i], err = q.theRun(which[i]); err != nil {
			return err
		}
	}
	if runs[0].N > runs[1].N {
		return exitError{exitUsage, say("the first run must be the earlier one"),
			say("danchieu diff %d %d", runs[1].N, runs[0].N)}
	}
	d, err := q.known.Diff(runs[0].N, runs[1].N)
	if err != nil {
		return err
	}
	return q.tell(d, func(w printer) {
		for _, f := range d.Files {
			w.printf("%-10s %-8s %s\n", called{"counted", string(f.What)}, called{"status", string(f.Status)},
				oneLine(f.Path))
		}
		printNews(w, d.News)
		if len(d.Files)+len(d.News) == 0 {
			w.printf("no difference\n")
		}
	})
}
