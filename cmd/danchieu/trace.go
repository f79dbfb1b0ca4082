package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/web/sheet"
)

func newTrace(a *app) *cobra.Command {
	var o traceOptions
	var on string
	cmd := &cobra.Command{
		Use:   "trace REF",
		Short: "The chain of a document: what it rests on, and who rests on it",
		Long: `Trace follows the relations between documents from one document on, up to what it
rests on and down to the documents that rest on it, and prints for every step the
relation, the file, the page and the sentence that states it. What it amends, replaces
or repeals, and by what it is amended, replaced or repealed, stands apart, with how much
of a document is meant; "derived" is what a page says in the passive. Documents that are
merely cited, with no relation stated, are left out unless asked for with
--relation all. A chain that comes round to itself is shown and not followed. Documents that
had ended by today, or by the day of --on, are marked so; with --on also what else is known
of their force on that day.`,
		Example: `  danchieu trace 30-NQ/TW --down
  danchieu trace kh-64-ubnd-quang-ninh-2023 --up
  danchieu trace 126/2024/NĐ-CP --down --relation implements,based_on --depth 2
  danchieu trace 30-NQ/TW --down --sheet 30-nq-tw.html
  danchieu trace 30-NQ/TW --down --bundle 30-nq-tw.zip --with-files`,
		Args: usageArgs(cobra.MinimumNArgs(1), "a document's number, name or ID"),
		RunE: a.asks(func(q asked, args []string) (err error) {
			if o.on, err = readToday(on); err != nil {
				return err
			}
			o.all = on != ""
			return q.trace(strings.Join(args, " "), o)
		}),
	}
	f := cmd.Flags()
	f.BoolVar(&o.up, "up", false, "only what it rests on")
	f.BoolVar(&o.down, "down", false, "only who rests on it")
	f.StringSliceVar(&o.relations, "relation", nil, "follow only these relations, or all (default: all but cites)")
	f.IntVar(&o.depth, "depth", 0, "how many steps far, 0 for as far as they go")
	f.StringVar(&on, "on", "", "whether the documents were in force on this day (default: today)")
	f.IntVar(&o.limit, "limit", 1000, "how many documents to print each way, the nearest, 0 for all; a table has all unless this is given")
	f.StringVar(&o.sheet, "sheet", "", "write an evidence sheet, for printing, to this HTML file")
	f.StringVar(&o.bundle, "bundle", "", "write the sheet, its pictures and a sum of each to this ZIP file")
	f.BoolVar(&o.withFiles, "with-files", false, "put the files into the bundle too")
	o.add(f, "print a table, a line for every step and relation")
	return cmd
}

type traceOptions struct {
	up, down  bool
	relations []string
	depth     int
	limit     int
	on        legal.Date
	all       bool   // tell the force of every document
	sheet     string // file for the evidence sheet, "" for none
	bundle    string // file for a bundle, "" for none
	withFiles bool
	listFlags
}

// asked is the question as it is typed.
func (o traceOptions) asked(ref string) string {
	out := "danchieu trace " + ref
	if o.up != o.down {
		out += map[bool]string{true: " --up", false: " --down"}[o.up]
	}
	if len(o.relations) > 0 {
		out += " --relation " + strings.Join(o.relations, ",")
	}
	if o.depth > 0 {
		out += fmt.Sprint(" --depth ", o.depth)
	}
	return out
}

// ways returns the ways to follow.
func (o traceOptions) ways() []graph.Way {
	var out []graph.Way
	if o.up || !o.down {
		out = append(out, graph.Up)
	}
	if o.down || !o.up {
		out = append(out, graph.Down)
	}
	return out
}

func (q asked) trace(ref string, o traceOptions) error {
	only, err := answer.ReadRelations(o.relations)
	if err != nil {
		return badValue(err)
	}
	if o.depth < 0 {
		return exitError{code: exitUsage, err: say("--depth cannot be negative")}
	}
	d, err := q.theDocument(q.ctx, q.c, ref)
	if err != nil {
		return err
	}
	g, err := graph.Load(q.ctx, q.c)
	if err != nil {
		return err
	}
	if o.listFlags.asked() && !q.cmd.Flags().Changed("limit") {
		o.limit = 0
	}
	out, err := q.known.On(o.on).Trace(g, d.ID, o.ways(), only, o.depth, o.limit)
	if err != nil {
		return err
	}
	if o.sheet != "" || o.bundle != "" {
		runs, err := q.c.Runs(q.ctx)
		if err != nil {
			return err
		}
		return q.evidence(sheet.Question{Document: d, Chain: out, Only: only, Depth: o.depth, Asked: o.asked(ref),
			Version: version(), Data: sheet.StateOf(runs), Picture: q.drawn}, o)
	}
	if o.listFlags.asked() {
		return q.list(out.Table(), o.listFlags)
	}
	return q.tell(out, func(w printer) { printTrace(w, out, o) })
}

func printTrace(w printer, t answer.Chain, o traceOptions) {
	for i, tree := range t.Trees() {
		if i > 0 {
			w.printf("\n")
		}
		title, none, merely := say("rests on"), "nothing that is stated", "cited"
		switch {
		case tree.Up() && tree.Change:
			title = say("changes or ends")
		case tree.Change:
			title, none, merely = say("is changed or ended by"), "no document that states it", "citing it"
		case !tree.Up():
			title, none, merely = say("is what these rest on"), "no document that states it", "citing it"
		}
		w.printf("%s\n%s:\n", tree.Document, title)
		printChain(w, tree.Node, o, none, merely)
	}
}

func printChain(w printer, n *answer.Node, o traceOptions, none, merely string) {
	if len(n.Next) == 0 && n.Cut == 0 {
		w.printf("  %s\n", say(none))
	}
	if o.depth == 0 {
		o.depth = -1
	}
	printNodes(w, n, o, "")
	if n.LeftOut > 0 {
		w.printf("%s more, merely %s; --relation all shows them\n", nouns(n.LeftOut, "document"), say(merely))
	}
}

// printNodes prints what lies below a node; the depth is how many more steps may be
// shown, below 0 where that is not bounded.
func printNodes(w printer, above *answer.Node, o traceOptions, indent string) {
	below := o
	below.depth--
	for i, n := range above.Next {
		branch, under := "├─ ", "│  "
		if i == len(above.Next)-1 && above.Cut == 0 {
			branch, under = "└─ ", "   "
		}
		w.printf("%s%s%s%s\n", indent, branch, n.Document, note(n))
		if n.Force == legal.ForceEnded || o.all && n.Force != "" {
			w.printf("%s%s   %s\n", indent, under, n.Standing)
		}
		printEvidence(w, indent+under+"   ", n.Evidence)
		printNodes(w, n, below, indent+under)
		if o.depth == 1 && n.Cut > 0 {
			w.printf("%s%s└─ … %s beyond --depth\n", indent, under, nouns(n.Cut, "document"))
		}
	}
	if above.Cut > 0 && o.depth != 0 {
		w.printf("%s└─ … %s beyond --limit\n", indent, nouns(above.Cut, "document"))
	}
}

func note(n *answer.Node) text {
	switch {
	case n.Cycle:
		return say("  (comes round: not followed)")
	case n.Repeat:
		return say("  (see elsewhere in this tree)")
	case !n.Held:
		return say("  (only cited)")
	}
	return text{}
}
