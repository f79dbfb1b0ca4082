package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"slices"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func newPath(a *app) *cobra.Command {
	var relations []string
	limit := 20
	cmd := &cobra.Command{
		Use:   "path REF REF",
		Short: "The ways between two documents: all shortest chains, or what both rest on",
		Long: `Path prints all shortest chains of relations between two documents, with the file,
the page and the sentence of every step: those by which the first rests on the
second, else those by which the second rests on the first. Where there are neither it
prints the nearest documents on which both rest. Documents that are merely cited are
left out unless asked for with --relation all.`,
		Example: `  danchieu path 19/KH-THCSBT 93-NQ/TW
  danchieu path "64/KH-UBND Quảng Ninh 2023" 126/2024/NĐ-CP --relation all`,
		Args: usageArgs(cobra.ExactArgs(2), "two documents, each a number, name, ID or file (in quotes, where it has spaces)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			only, err := traceOptions{relations: relations}.only()
			if err == nil {
				err = checkLimit(limit)
			}
			if err != nil {
				return err
			}
			return a.path(cmd.Context(), [2]string{args[0], args[1]}, only, limit)
		},
	}
	f := cmd.Flags()
	f.StringSliceVar(&relations, "relation", nil, "follow only these relations, or all (default: all but cites)")
	f.IntVar(&limit, "limit", limit, "how many chains, or common documents, to print, 0 for all")
	return cmd
}

// pathJSON is what path --json prints: chains, where one document rests on the
// other, else what both rest on.
type pathJSON struct {
	From   string       `json:"from"` // ID of the document that rests on the other; where neither does, of the first
	To     string       `json:"to"`
	Steps  int          `json:"steps,omitempty"`
	Count  *big.Int     `json:"count,omitempty"` // of the chains, all of Steps steps
	Chains [][]pathStep `json:"chains,omitempty"`
	Common []commonJSON `json:"common,omitempty"`
	// CommonCount is how many documents both rest on.
	CommonCount int `json:"common_count,omitempty"`

	documents [2]legal.Document
}

// pathStep is a document on a chain and what is stated of it in the one before.
type pathStep struct {
	ID       string     `json:"id"`
	Document string     `json:"document"` // in a line
	Held     bool       `json:"held"`
	Evidence []evidence `json:"evidence,omitempty"`
}

// commonJSON is a document on which two others rest.
type commonJSON struct {
	ID       string        `json:"id"`
	Document string        `json:"document"`
	Steps    int           `json:"steps"`  // from the first and from the second together
	Chains   [2][]pathStep `json:"chains"` // from the first and from the second
}

func (a *app) path(ctx context.Context, refs [2]string, only []legal.Relation, limit int) error {
	c, err := a.openCatalog()
	if err != nil {
		return err
	}
	defer c.Close()
	var ends [2]legal.Document
	for i, ref := range refs {
		if ends[i], err = a.theDocument(ctx, c, ref); err != nil {
			return err
		}
	}
	if ends[0].ID == ends[1].ID {
		return failure{exitUsage, fmt.Errorf("%s and %s are one document, %s", refs[0], refs[1], ends[0].ID), "path wants two"}
	}
	g, err := graph.Load(ctx, c)
	if err != nil {
		return dataFailure(err, a.data)
	}
	w := walker{app: a, ctx: ctx, c: c, known: map[string]legal.Document{}}
	out, err := w.between(g, ends, only, limit)
	if err != nil {
		return dataFailure(err, a.data)
	}
	switch {
	case out.Count == nil && out.CommonCount == 0:
		hint := ""
		if len(only) < len(legal.Relations) {
			hint = "--relation all follows documents that are merely cited as well"
		}
		return a.nothing(ctx, c, out, errors.New("nothing connects them: neither rests on the other, and no document is known on which both rest"), hint)
	case a.json:
		return writeJSONLine(a.stdout, out)
	case out.Count != nil:
		w.printChains(out)
	default:
		w.printCommon(out)
	}
	return nil
}

// walker describes chains; a document is read once.
type walker struct {
	*app
	ctx   context.Context
	c     *catalog.Catalog
	known map[string]legal.Document
}

func (w *walker) between(g *graph.Graph, ends [2]legal.Document, only []legal.Relation, limit int) (pathJSON, error) {
	for _, e := range [][2]legal.Document{ends, {ends[1], ends[0]}} {
		p := g.Paths(e[0].ID, e[1].ID, only)
		if p == nil {
			continue
		}
		out := pathJSON{From: e[0].ID, To: e[1].ID, Steps: p.Steps, Count: p.Count, documents: e}
		for _, links := range p.First(limit) {
			chain, err := w.chain(links)
			if err != nil {
				return out, err
			}
			out.Chains = append(out.Chains, chain)
		}
		return out, nil
	}
	found, total := g.Common(ends[0].ID, ends[1].ID, only, limit)
	out := pathJSON{From: ends[0].ID, To: ends[1].ID, CommonCount: total, documents: ends}
	for _, f := range found {
		d, err := w.document(f.ID)
		if err != nil {
			return out, err
		}
		j := commonJSON{ID: f.ID, Document: w.describe(d), Steps: f.Steps}
		for i, links := range f.Chains {
			if j.Chains[i], err = w.chain(links); err != nil {
				return out, err
			}
		}
		out.Common = append(out.Common, j)
	}
	return out, nil
}

func (w *walker) document(id string) (legal.Document, error) {
	d, ok := w.known[id]
	if ok {
		return d, nil
	}
	d, _, err := w.c.Document(w.ctx, id)
	w.known[id] = d
	return d, err
}

// chain describes a chain, from its lower end on.
func (w *walker) chain(links []graph.Link) ([]pathStep, error) {
	var out []pathStep
	var before legal.Document
	for i, l := range links {
		d, err := w.document(l.ID)
		if err != nil {
			return nil, err
		}
		s := pathStep{ID: l.ID, Document: w.describe(d), Held: l.Held}
		if i > 0 {
			if s.Evidence, _, err = evidenceOf(w.ctx, w.c, before, d, l.Relations); err != nil {
				return nil, err
			}
		}
		out, before = append(out, s), d
	}
	return out, nil
}

func (w *walker) printChains(p pathJSON) {
	fmt.Fprintf(w.stdout, "%s\nrests in %s on\n%s\n", w.describe(p.documents[0]), nouns(p.Steps, "step"), w.describe(p.documents[1]))
	if p.Count.Cmp(big.NewInt(1)) > 0 {
		fmt.Fprintf(w.stdout, "by %s chains of this length\n", p.Count)
	}
	told := map[[2]string]bool{}
	for i, chain := range p.Chains {
		title := ""
		if len(p.Chains) > 1 {
			title = fmt.Sprintf("%d. ", i+1)
		}
		fmt.Fprintf(w.stdout, "\n%s%s\n", title, chain[0].Document)
		printSteps(w.stdout, chain, told)
	}
	if more := new(big.Int).Sub(p.Count, big.NewInt(int64(len(p.Chains)))); more.Sign() > 0 {
		fmt.Fprintf(w.stdout, "\n… %s more: --limit 0 shows all\n", more)
	}
}

// printSteps prints a chain below its first document. A step that has been told
// already is not told again.
func printSteps(w io.Writer, chain []pathStep, told map[[2]string]bool) {
	for i, s := range chain[1:] {
		step := [2]string{chain[i].ID, s.ID}
		note := ""
		if !s.Held {
			note = "  (only cited)"
		}
		if told[step] {
			note += "  (step as above)"
		}
		fmt.Fprintf(w, "   → %s%s\n", s.Document, note)
		if !told[step] {
			printEvidence(w, "        ", s.Evidence)
		}
		told[step] = true
	}
}

// printCommon prints the common documents that are the nearest, and names those
// farther off.
func (w *walker) printCommon(p pathJSON) {
	fmt.Fprintf(w.stdout, "%s\nand\n%s\ndo not rest on each other; both rest on %s:\n", w.describe(p.documents[0]), w.describe(p.documents[1]),
		nouns(p.CommonCount, "document"))
	told := map[[2]string]bool{}
	nearest := slices.IndexFunc(p.Common, func(c commonJSON) bool { return c.Steps > p.Common[0].Steps })
	if nearest < 0 {
		nearest = len(p.Common)
	}
	for _, c := range p.Common[:nearest] {
		fmt.Fprintf(w.stdout, "\n%s\n", c.Document)
		for _, chain := range c.Chains {
			fmt.Fprintf(w.stdout, "  %s\n", chain[0].Document)
			printSteps(w.stdout, chain, told)
		}
	}
	if nearest < len(p.Common) {
		fmt.Fprintln(w.stdout, "\nfarther off:")
	}
	for _, c := range p.Common[nearest:] {
		fmt.Fprintf(w.stdout, "  %s, in %d and %s\n", c.Document, len(c.Chains[0])-1, nouns(len(c.Chains[1])-1, "step"))
	}
	if more := p.CommonCount - len(p.Common); more > 0 {
		fmt.Fprintf(w.stdout, "  … %d more: --limit 0 shows all\n", more)
	}
}
