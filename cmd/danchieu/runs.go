package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/pipeline/catalog"
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
				return a.listRuns(cmd.Context())
			}
			return a.showRun(cmd.Context(), args[0], html)
		},
	}
	cmd.Flags().BoolVar(&html, "html", false, "print a page that can be mailed")
	return cmd
}

func (a *app) listRuns(ctx context.Context) error {
	c, err := a.openCatalog()
	if err != nil {
		return err
	}
	defer c.Close()
	runs, err := c.Runs(ctx)
	if err != nil {
		return dataFailure(err, a.data)
	}
	atWork := catalog.AtWork(a.data)
	for _, r := range runs {
		if a.json {
			if err := writeJSONLine(a.stdout, r); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintln(a.stdout, describeRun(r, atWork == r.N))
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
		return 0, failure{exitUsage, fmt.Errorf("%s is no number of a run", s), "danchieu runs lists them"}
	}
	return n, nil
}

func (a *app) showRun(ctx context.Context, which string, html bool) error {
	n, err := runNumber(which)
	if err != nil {
		return err
	}
	c, err := a.openCatalog()
	if err != nil {
		return err
	}
	defer c.Close()
	run, err := a.theRun(ctx, c, n)
	if err != nil {
		return err
	}
	r, err := a.readReport(ctx, c, run)
	if err != nil {
		return dataFailure(err, a.data)
	}
	switch {
	case html:
		return r.writeHTML(a.stdout)
	case a.json:
		return writeJSONLine(a.stdout, r)
	}
	r.writeText(a.stdout)
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
			return a.diff(cmd.Context(), args[0], args[1])
		},
	}
}

// diffJSON is what lies between two runs. What came and went between them is not in
// it.
type diffJSON struct {
	From  int64               `json:"from"`
	To    int64               `json:"to"`
	Files []catalog.PathEvent `json:"files"` // with what was there before and is there after
	News  []newsJSON          `json:"news"`
}

func (a *app) diff(ctx context.Context, from, to string) error {
	c, err := a.openCatalog()
	if err != nil {
		return err
	}
	defer c.Close()
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
		return failure{exitUsage, errors.New("the first run must be the earlier one"), fmt.Sprintf("danchieu diff %d %d", runs[1].N, runs[0].N)}
	}
	d, err := a.readDiff(ctx, c, runs[0].N, runs[1].N)
	if err != nil {
		return dataFailure(err, a.data)
	}
	if a.json {
		return writeJSONLine(a.stdout, d)
	}
	for _, f := range d.Files {
		fmt.Fprintf(a.stdout, "%-10s %-8s %s\n", f.What, f.Status, oneLine(f.Path))
	}
	printNews(a.stdout, d.News)
	if len(d.Files)+len(d.News) == 0 {
		fmt.Fprintln(a.stdout, "no difference")
	}
	return nil
}

func (a *app) readDiff(ctx context.Context, c *catalog.Catalog, from, to int64) (diffJSON, error) {
	d := diffJSON{From: from, To: to, Files: []catalog.PathEvent{}, News: []newsJSON{}}
	events, err := c.FilesBetween(ctx, from, to)
	if err != nil {
		return d, err
	}
	d.Files = netFiles(events)
	news, _, err := a.readNews(ctx, c, from, to)
	d.News = netNews(news)
	return d, err
}

// netFiles makes one event of all those of a path, which come in order. A path that
// holds in the end what it held before is left out.
func netFiles(events []catalog.PathEvent) []catalog.PathEvent {
	out := []catalog.PathEvent{}
	for i := 0; i < len(events); {
		first := events[i]
		last := first
		for ; i < len(events) && events[i].Path == first.Path; i++ {
			last = events[i]
		}
		if last.Run != first.Run {
			last.Before = first.Before
			switch {
			case last.SHA256 == first.Before && last.SHA256 != "":
				continue
			case last.SHA256 == "" && first.Before == "" && last.Status == "":
				continue
			case first.Before == "" && last.SHA256 != "":
				last.What = first.What
			case last.SHA256 != "":
				last.What = catalog.Replaced
			}
		}
		out = append(out, last)
	}
	return out
}

// opposite is the news that takes another back.
var opposite = map[string]string{
	catalog.NewsDocument: catalog.NewsNoDocument, catalog.NewsNoDocument: catalog.NewsDocument,
	catalog.NewsEdge: catalog.NewsNoEdge, catalog.NewsNoEdge: catalog.NewsEdge,
	catalog.NewsConflict: catalog.NewsNoConflict, catalog.NewsNoConflict: catalog.NewsConflict,
}

// netNews leaves out the news that later ones take back, and these.
func netNews(news []newsJSON) []newsJSON {
	key := func(n catalog.News, what string) string {
		return what + "\x00" + n.Document + "\x00" + n.Target + "\x00" + string(n.Relation)
	}
	open := map[string]int{} // place in out of the news that stand
	var out []newsJSON
	dropped := map[int]bool{}
	for _, n := range news {
		back := key(n.News, opposite[n.What])
		if i, ok := open[back]; ok {
			delete(open, back)
			dropped[i] = true
			continue
		}
		open[key(n.News, n.What)] = len(out)
		out = append(out, n)
	}
	kept := []newsJSON{}
	for i, n := range out {
		if !dropped[i] {
			kept = append(kept, n)
		}
	}
	return kept
}
