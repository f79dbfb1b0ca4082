package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/graph"
)

func newBody(a *app) *cobra.Command {
	var on string
	o := bodyOptions{BodyQuestion: answer.BodyQuestion{Limit: 20}}
	cmd := &cobra.Command{
		Use:   "body REF",
		Short: "A body: who it is, what it issued, what it cites and has not acted on",
		Long: `Body tells of an issuing body: what its place is and was, what lies above it, what it
succeeded and what succeeded it; what it issued, and what its documents cite. Of the
documents of bodies above it that name it among their recipients it tells those on which
none of its documents rests: where files of it are held that are dated after them, it has
not acted; otherwise nothing can be said. REF is its name, with its province where others
have one like it, or its ID.`,
		Example: `  danchieu body "UBND xã Mường Bú"
  danchieu body "Sở Nội vụ tỉnh Sơn La" --csv
  danchieu body ubnd.province.kien-giang`,
		Args: usageArgs(cobra.MinimumNArgs(1), "a body's name or ID"),
		RunE: a.asks(func(q asked, args []string) (err error) {
			if o.Today, err = readToday(on); err != nil {
				return err
			}
			return q.body(strings.Join(args, " "), o)
		}),
	}
	f := cmd.Flags()
	f.StringVar(&on, "as-of", "", "name bodies as on this day (default: today)")
	o.add(f, "print a table, a line for every document")
	f.IntVar(&o.Limit, "limit", o.Limit, "how many documents of each list to print, 0 for all")
	return cmd
}

type bodyOptions struct {
	answer.BodyQuestion
	listFlags
}

func (q asked) body(ref string, o bodyOptions) error {
	g, err := graph.Load(q.ctx, q.c)
	if err != nil {
		return err
	}
	bodies, err := graph.LoadBodies(q.ctx, q.c)
	if err != nil {
		return err
	}
	is, err := q.theBody(bodies, ref, o)
	if err != nil {
		return err
	}
	if q.json || o.asked() {
		o.Limit = 0
	}
	out, err := q.known.Body(g, bodies, is, o.BodyQuestion)
	switch {
	case err != nil:
		return err
	case o.asked():
		return q.list(out.Table(), o.listFlags)
	}
	return q.tell(out, func(printer) { q.printBody(out, o.Limit) })
}

// theBody finds the one body a person means. Where several fit it lists them and decides
// nothing.
func (q asked) theBody(bodies *graph.Bodies, ref string, o bodyOptions) (graph.Known, error) {
	found := answer.FindBodies(bodies, ref, o.Today)
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) == 0:
		empty := map[string]any{"candidates": []answer.BodyRef{}}
		return graph.Known{}, q.noResult(q.ctx, q.c, empty, say("no body %s is known here", ref),
			say("danchieu search coquan:NAME looks for what a body issued"))
	}
	refs := answer.BodyRefs(found)
	return graph.Known{}, q.ambiguous(ref, refs, say("name one by its ID"), func(w printer) {
		w.printf("%d bodies are called %s:\n", len(refs), ref)
		for _, b := range refs {
			w.printf("  %-44s %s, %s\n", b.ID, b.Name, nouns(b.Documents, "document"))
		}
	})
}

func (a *app) printBody(b answer.Body, limit int) {
	w := a.stdout
	w.printf("%s  (%s)\n", b.Name, b.ID)
	for _, p := range b.Periods {
		w.printf("  place    %s\n", a.period(p))
	}
	for _, r := range b.Above {
		w.printf("  above    %s\n", refLine(r))
	}
	for _, r := range b.Successors {
		w.printf("  now      %s\n", refLine(r))
	}
	if b.Ended {
		w.printf("  now      ended, without a successor\n")
	}
	for _, r := range b.Predecessors {
		w.printf("  formerly %s\n", refLine(r))
	}
	w.printf(
		"\naddressed to it and not acted on, by the files held of it from after them: %s\n",
		nouns(len(b.Silent), "document"),
	)
	a.printIssued(b.Silent, len(b.Silent), limit)
	if len(b.Nothing) > 0 {
		w.printf("\naddressed to it, and nothing held from after them: %s\n", nouns(len(b.Nothing), "document"))
		a.printIssued(b.Nothing, len(b.Nothing), limit)
	}
	w.printf("the recipients of %s from above were read", nouns(b.Read, "document"))
	if b.Unread > 0 {
		w.printf("; ")
		w.printf("%d older ones were not looked at", b.Unread)
	}
	w.printf("\n\nissued: %s\n", nouns(b.IssuedTotal, "document"))
	a.printIssued(b.Issued, b.IssuedTotal, limit)
	w.printf("\ncites: %s\n", nouns(b.CitesTotal, "document"))
	for _, d := range b.Cites {
		w.printf("  %s  (in %s)\n", d.Document, nouns(d.By, "document"))
	}
	a.printMore(b.CitesTotal - len(b.Cites))
}

// period writes what a place was: "tỉnh Kiên Giang, to 30/06/2025".
func (a *app) period(p answer.Period) string {
	parts := []string{p.Kind + " " + p.Name}
	if p.In != "" {
		parts = append(parts, p.In)
	}
	if !p.From.IsZero() {
		parts = append(parts, say("from %s", p.From.Printed()).In(a.lang))
	}
	if !p.To.IsZero() {
		parts = append(parts, say("to %s", p.To.Printed()).In(a.lang))
	}
	return strings.Join(parts, ", ")
}

// refLine names a body with its ID.
func refLine(r answer.BodyRef) string {
	if r.ID == "" {
		return r.Name
	}
	return r.Name + "  (" + r.ID + ")"
}

func (a *app) printIssued(list []answer.Issued, total, limit int) {
	for i, d := range list {
		if limit > 0 && i == limit {
			break
		}
		var note text
		if !d.Held {
			note = say("  (only cited)")
		}
		a.stdout.printf("  %s%s\n", d.Document, note)
	}
	if limit > 0 {
		a.printMore(total - limit)
	}
}

func (a *app) printMore(n int) {
	if n > 0 {
		a.stdout.printf("  … %d more: --limit 0 shows all\n", n)
	}
}
