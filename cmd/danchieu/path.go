package main

import (
	"fmt"
	"math/big"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func newPath(a *app) *cobra.Command {
	var relations []string
	limit := 20
	var l listFlags
	cmd := &cobra.Command{
		Use:   "path REF REF",
		Short: "The ways between two documents: all shortest chains, or what both rest on",
		Long: `Path prints all shortest chains of relations between two documents, with the file,
the page and the sentence of every step: those by which the first rests on the
second, else those by which the second rests on the first; those by which one changes
or ends the other, where they are shorter. Where there are none it
prints the nearest documents on which both rest. Documents that are merely cited are
left out unless asked for with --relation all.`,
		Example: `  danchieu path 19/KH-THCSBT 93-NQ/TW
  danchieu path "64/KH-UBND Quảng Ninh 2023" 126/2024/NĐ-CP --relation all`,
		Args: usageArgs(cobra.ExactArgs(2),
			"two documents, each a number, name, ID or file (in quotes, where it has spaces)"),
		RunE: a.asks(func(q asked, args []string) error {
			only, err := answer.ReadRelations(relations)
			if err != nil {
				return badValue(err)
			}
			return q.path([2]string(args), only, limit, l)
		}),
	}
	f := cmd.Flags()
	f.StringSliceVar(&relations, "relation", nil, "follow only these relations, or all (default: all but cites)")
	f.IntVar(&limit, "limit", limit, "how many chains, or common documents, to print, 0 for all")
	l.add(f, "print a table, a line for every step and relation")
	return cmd
}

func (q asked) path(refs [2]string, only []legal.Relation, limit int, l listFlags) (err error) {
	var ends [2]legal.Document
	for i, ref := range refs {
		if ends[i], err = q.theDocument(q.ctx, q.c, ref); err != nil {
			return err
		}
	}
	if ends[0].ID == ends[1].ID {
		return exitError{exitUsage, say("%s and %s are one document, %s", refs[0], refs[1], ends[0].ID),
			say("path wants two")}
	}
	g, err := graph.Load(q.ctx, q.c)
	if err != nil {
		return err
	}
	out, err := q.known.Between(g, ends, only, limit)
	if err != nil {
		return err
	}
	switch {
	case !out.Found():
		var hint legal.Words
		if len(only) < len(legal.Relations) {
			hint = say("--relation all follows documents that are merely cited as well")
		}
		return q.noResult(q.ctx, q.c, out,
			say("nothing connects them: neither rests on the other, and no document is known on which both rest"), hint)
	case l.asked():
		return q.list(out.Table(), l)
	case q.json:
		return writeJSONLine(q.stdout, out)
	case out.Count != nil:
		q.printChains(out)
	default:
		q.printCommon(out)
	}
	return nil
}

func (a *app) printChains(p answer.Path) {
	a.stdout.printf("%s\n%s\n%s\n", a.describe(p.Ends[0]), leads(p), a.describe(p.Ends[1]))
	if p.Count.Cmp(big.NewInt(1)) > 0 {
		a.stdout.printf("by %s chains of this length\n", p.Count)
	}
	told := map[[2]string]bool{}
	for i, chain := range p.Chains {
		title := ""
		if len(p.Chains) > 1 {
			title = fmt.Sprintf("%d. ", i+1)
		}
		a.stdout.printf("\n%s%s\n", title, chain[0].Document)
		printSteps(a.stdout, chain, told)
	}
	if more := p.More(); more != nil {
		a.stdout.printf("\n… %s more: --limit 0 shows all\n", more)
	}
}

// leads says how the one end leads to the other.
func leads(p answer.Path) text {
	steps := nouns(p.Steps, "step")
	switch p.Kind {
	case answer.Change:
		return say("changes or ends, in %s,", steps)
	case answer.Mixed:
		return say("leads in %s, some of which change or end, to", steps)
	}
	return say("rests in %s on", steps)
}

// printSteps prints a chain below its first document. A step that has been told
// already is not told again.
func printSteps(w printer, chain []answer.Step, told map[[2]string]bool) {
	for i, s := range chain[1:] {
		step := [2]string{chain[i].ID, s.ID}
		note := ""
		if !s.Held {
			note = say("  (only cited)").In(w.lang)
		}
		if told[step] {
			note += say("  (step as above)").In(w.lang)
		}
		w.printf("   → %s%s\n", s.Document, note)
		if !told[step] {
			printEvidence(w, "        ", s.Evidence)
		}
		told[step] = true
	}
}

// printCommon prints the common documents that are the nearest, and names those
// farther off.
func (a *app) printCommon(p answer.Path) {
	a.stdout.printf("%s\nand\n%s\ndo not rest on each other; both rest on %s:\n", a.describe(p.Ends[0]),
		a.describe(p.Ends[1]), nouns(p.CommonCount, "document"))
	told := map[[2]string]bool{}
	nearest, farther := p.Nearest()
	for _, c := range nearest {
		a.stdout.printf("\n%s\n", c.Document)
		for _, chain := range c.Chains {
			a.stdout.printf("  %s\n", chain[0].Document)
			printSteps(a.stdout, chain, told)
		}
	}
	if len(farther) > 0 {
		a.stdout.printf("\nfarther off:\n")
	}
	for _, c := range farther {
		a.stdout.printf("  %s, in %d and %s\n", c.Document, len(c.Chains[0])-1, nouns(len(c.Chains[1])-1, "step"))
	}
	if more := p.CommonCount - len(p.Common); more > 0 {
		a.stdout.printf("  … %d more: --limit 0 shows all\n", more)
	}
}
