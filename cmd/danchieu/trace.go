package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func newTrace(a *app) *cobra.Command {
	var o traceOptions
	cmd := &cobra.Command{
		Use:   "trace REF",
		Short: "The chain of a document: what it rests on, and who rests on it",
		Long: `Trace follows the relations between documents from one document on, up to what it
rests on and down to the documents that rest on it, and prints for every step the
relation, the file, the page and the sentence that states it. Documents that are
merely cited, with no relation stated, are left out unless asked for with
--relation all. A chain that comes round to itself is shown and not followed.`,
		Example: `  danchieu trace 30-NQ/TW --down
  danchieu trace kh-64-ubnd-quang-ninh-2023 --up
  danchieu trace 126/2024/NĐ-CP --down --relation implements,based_on --depth 2
  danchieu trace 30-NQ/TW --down --sheet 30-nq-tw.html`,
		Args: usageArgs(cobra.MinimumNArgs(1), "a document's number, name or ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.trace(cmd.Context(), strings.Join(args, " "), o)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.up, "up", false, "only what it rests on")
	f.BoolVar(&o.down, "down", false, "only who rests on it")
	f.StringSliceVar(&o.relations, "relation", nil, "follow only these relations, or all (default: all but cites)")
	f.IntVar(&o.depth, "depth", 0, "how many steps far, 0 for as far as they go")
	f.IntVar(&o.limit, "limit", 1000, "how many documents to print each way, the nearest, 0 for all")
	f.StringVar(&o.sheet, "sheet", "", "write an evidence sheet, for printing, to this HTML file")
	return cmd
}

type traceOptions struct {
	up, down  bool
	relations []string
	depth     int
	limit     int
	sheet     string // file for the evidence sheet, "" for none
}

// only returns the relations to follow.
func (o traceOptions) only() ([]legal.Relation, error) {
	if len(o.relations) == 0 {
		return slices.DeleteFunc(slices.Clone(legal.Relations), func(r legal.Relation) bool { return r == legal.Cites }), nil
	}
	var out []legal.Relation
	for _, r := range o.relations {
		if r == "all" {
			return legal.Relations, nil
		}
		if !slices.Contains(legal.Relations, legal.Relation(r)) {
			return nil, failure{code: exitUsage, err: fmt.Errorf("no relation %s", r), hint: "relations are " + relationList() + ", or all"}
		}
		out = append(out, legal.Relation(r))
	}
	return out, nil
}

func relationList() string {
	var names []string
	for _, r := range legal.Relations {
		names = append(names, string(r))
	}
	return strings.Join(names, ", ")
}

func (a *app) trace(ctx context.Context, ref string, o traceOptions) error {
	only, err := o.only()
	if err != nil {
		return err
	}
	if o.depth < 0 {
		return failure{code: exitUsage, err: errors.New("--depth cannot be negative")}
	}
	if err := checkLimit(o.limit); err != nil {
		return err
	}
	c, err := a.openCatalog()
	if err != nil {
		return err
	}
	defer c.Close()
	d, err := a.theDocument(ctx, c, ref)
	if err != nil {
		return err
	}
	g, err := graph.Load(ctx, c)
	if err != nil {
		return dataFailure(err, a.data)
	}
	if o.sheet != "" {
		return a.sheet(ctx, c, g, d, only, o)
	}
	t := tracePrinter{app: a, ctx: ctx, c: c, way: graph.Up}
	out := traceJSON{}
	for _, w := range []struct {
		way   graph.Way
		asked bool
		into  **traceNode
	}{{graph.Up, o.up, &out.Up}, {graph.Down, o.down, &out.Down}} {
		if (o.up || o.down) && !w.asked {
			continue
		}
		t.way = w.way
		if *w.into, err = t.node(g.Trace(d.ID, w.way, only, o.depth, o.limit), nil); err != nil {
			return dataFailure(err, a.data)
		}
		(*w.into).LeftOut = leftOut(g, d.ID, w.way, only)
	}
	if a.json {
		return writeJSONLine(a.stdout, out)
	}
	printTrace(a.stdout, out, o.depth)
	return nil
}

// leftOut counts the neighbours of a document with whom only relations not
// followed are stated.
func leftOut(g *graph.Graph, id string, way graph.Way, only []legal.Relation) int {
	links := g.Cites(id)
	if way == graph.Down {
		links = g.CitedBy(id)
	}
	n := 0
	for _, l := range links {
		if !slices.ContainsFunc(l.Relations, func(r legal.Relation) bool { return slices.Contains(only, r) }) {
			n++
		}
	}
	return n
}

type traceJSON struct {
	Up   *traceNode `json:"up,omitempty"`
	Down *traceNode `json:"down,omitempty"`
}

// traceNode is a document in a chain with the citations that hang it there.
type traceNode struct {
	ID       string       `json:"id"`
	Document string       `json:"document"` // in a line
	Held     bool         `json:"held"`
	Evidence []evidence   `json:"evidence,omitempty"` // the strongest relation first
	Mentions int          `json:"mentions,omitempty"` // how many citations state them
	Cycle    bool         `json:"cycle,omitempty"`
	Repeat   bool         `json:"repeat,omitempty"`
	Cut      int          `json:"cut,omitempty"`
	LeftOut  int          `json:"left_out,omitempty"` // neighbours without a relation that was followed
	Next     []*traceNode `json:"next,omitempty"`
}

// tracePrinter turns the nodes of a chain into what is printed.
type tracePrinter struct {
	*app
	ctx context.Context
	c   *catalog.Catalog
	way graph.Way
}

// node describes a node of the chain; above is the document it hangs on.
func (t *tracePrinter) node(n *graph.Node, above *legal.Document) (*traceNode, error) {
	if n == nil {
		return &traceNode{}, nil
	}
	d, _, err := t.c.Document(t.ctx, n.ID)
	if err != nil {
		return nil, err
	}
	out := &traceNode{ID: n.ID, Document: t.describe(d), Held: n.Held, Cycle: n.Cycle, Repeat: n.Repeat, Cut: n.Cut}
	if above != nil {
		from, to := d, *above
		if t.way == graph.Up {
			from, to = to, from
		}
		if out.Evidence, out.Mentions, err = evidenceOf(t.ctx, t.c, from, to, n.Relations); err != nil {
			return nil, err
		}
	}
	for _, next := range n.Next {
		below, err := t.node(next, &d)
		if err != nil {
			return nil, err
		}
		out.Next = append(out.Next, below)
	}
	return out, nil
}

func printTrace(w io.Writer, t traceJSON, depth int) {
	if t.Up != nil {
		fmt.Fprintf(w, "%s\nrests on:\n", t.Up.Document)
		printChain(w, t.Up, depth, "nothing that is stated", "cited")
	}
	if t.Up != nil && t.Down != nil {
		fmt.Fprintln(w)
	}
	if t.Down != nil {
		fmt.Fprintf(w, "%s\nis what these rest on:\n", t.Down.Document)
		printChain(w, t.Down, depth, "no document that states it", "citing it")
	}
}

func printChain(w io.Writer, n *traceNode, depth int, none, merely string) {
	if len(n.Next) == 0 && n.Cut == 0 {
		fmt.Fprintf(w, "  %s\n", none)
	}
	if depth == 0 {
		depth = -1
	}
	printNodes(w, n, depth, "")
	if n.LeftOut > 0 {
		fmt.Fprintf(w, "%s more, merely %s; --relation all shows them\n", nouns(n.LeftOut, "document"), merely)
	}
}

// printNodes prints what lies below a node; depth is how many more steps may be
// shown, below 0 where that is not bounded.
func printNodes(w io.Writer, above *traceNode, depth int, indent string) {
	for i, n := range above.Next {
		branch, below := "├─ ", "│  "
		if i == len(above.Next)-1 && above.Cut == 0 {
			branch, below = "└─ ", "   "
		}
		fmt.Fprintf(w, "%s%s%s%s\n", indent, branch, n.Document, note(n))
		printEvidence(w, indent+below+"   ", n.Evidence)
		printNodes(w, n, depth-1, indent+below)
		if depth == 1 && n.Cut > 0 {
			fmt.Fprintf(w, "%s%s└─ … %s beyond --depth\n", indent, below, nouns(n.Cut, "document"))
		}
	}
	if above.Cut > 0 && depth != 0 {
		fmt.Fprintf(w, "%s└─ … %s beyond --limit\n", indent, nouns(above.Cut, "document"))
	}
}

func note(n *traceNode) string {
	switch {
	case n.Cycle:
		return "  (comes round: not followed)"
	case n.Repeat:
		return "  (see elsewhere in this tree)"
	case !n.Held:
		return "  (only cited)"
	}
	return ""
}
