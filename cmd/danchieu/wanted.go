package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/excerpt"
)

func newWanted(a *app) *cobra.Command {
	o := wantedOptions{limit: 20, format: "text"}
	cmd := &cobra.Command{
		Use:   "wanted",
		Short: "Documents that are cited and not held, the most needed first",
		Long: `Wanted lists the documents that are cited and not held: first by how many held
documents cite them, then by how many rest on them through chains, then by mentions.
What is only amended, replaced or repealed is no basis of anything and is left out.
Where a held file without a known number may be one of them, it is named with what
speaks for it.
Those of which the body or the year is not known stand at the end.`,
		Example: `  danchieu wanted
  danchieu wanted --type "kế hoạch" --limit 0
  danchieu wanted --csv > wanted.csv`,
		Args: usageArgs(cobra.NoArgs, "no argument"),
		RunE: a.asks(func(q asked, _ []string) error { return q.wanted(o) }),
	}
	f := cmd.Flags()
	f.IntVar(&o.limit, "limit", o.limit,
		"how many documents to print as text, 0 for all; csv and json have all unless this is given")
	f.StringVar(&o.kind, "type", "", `only documents of this type: "kế hoạch", KH`)
	f.StringVar(&o.format, "format", o.format, "text, json or csv")
	f.BoolVar(&o.marked, "marked", false, "print as text also what a person marked; csv and json have it anyway")
	o.add(f, "print a table, a line for every document")
	return cmd
}

type wantedOptions struct {
	limit        int
	kind, format string
	marked       bool
	listFlags
}

// text reports whether the documents are printed for people to read here.
func (o wantedOptions) text() bool { return o.format == "text" && o.xlsx == "" }

func (q asked) wanted(o wantedOptions) error {
	if o.csv {
		o.format = "csv"
	}
	kind, err := answer.ReadType(o.kind)
	if err != nil {
		return badValue(err)
	}
	if o.format != "text" && o.format != "json" && o.format != "csv" {
		return exitError{exitUsage, say("no format %s", o.format), say("formats are text, json, csv")}
	}
	if q.json {
		o.format = "json"
	}
	all, err := audit.Wanted(q.ctx, q.c, kind)
	if err != nil {
		return err
	}
	marks, err := audit.ReadMarks(q.ctx, q.c)
	if err != nil {
		return err
	}
	all = marks.OfWants(all)
	hidden := 0
	if o.text() && !o.marked {
		all, hidden = unmarked(all, markOfWant)
	}
	shown := limited(q, all, o.limit, o.text())
	o.csv = o.format == "csv"
	switch {
	case o.asked():
		err = q.list(answer.WantedTable(shown), o.listFlags)
	case o.format == "json":
		err = writeJSONLine(q.stdout, audit.WantedReport{Wanted: append([]audit.Want{}, shown...), Total: len(all)})
	default:
		q.printWanted(q.stdout, shown, len(all))
		printHidden(q.stdout, hidden)
	}
	if err != nil || len(all)+hidden > 0 {
		return err
	}
	if o.format != "text" {
		return exitError{exitNothing, errors.New(""), cutOff(q.ctx, q.c, nil)}
	}
	return exitError{exitNothing, say("nothing is cited that is not held"), cutOff(q.ctx, q.c, nil)}
}

func (a *app) printWanted(w printer, ws []audit.Want, total int) {
	for i, x := range ws {
		if x.Partial && (i == 0 || !ws[i-1].Partial) {
			w.printf("known only in part:\n")
		}
		w.printf("%3d. %s\n", i+1, a.describe(x.Document))
		w.printf("     %s\n", x.Document.ID)
		if x.Document.Title != "" {
			w.printf("     %s\n", excerpt.Begin(x.Document.Title, 120))
		}
		w.printf("     cited by %s (%s), %d below it; needed by %s\n", nouns(x.Citing, "held document"),
			nouns(x.Mentions, "mention"), x.Chains, strings.Join(x.NeededBy, ", "))
		for _, p := range x.Perhaps {
			w.printf("     perhaps held as %s (%s): %s\n", p.File, p.Self, inWords(w.lang, p.Reasons))
		}
		printMark(w, x.Key, x.Mark)
	}
	if total > len(ws) {
		w.printf("%d more: --limit 0 shows all\n", total-len(ws))
	}
}
