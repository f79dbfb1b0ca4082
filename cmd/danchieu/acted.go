package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func newActed(a *app) *cobra.Command {
	var relations, levels []string
	limit := 50
	cmd := &cobra.Command{
		Use:   "acted REF",
		Short: "Which bodies have acted on a document, and which of their siblings have not",
		Long: `Acted lists the bodies that have a document which rests on this one, directly or
through a chain, with the relation and the page, and then their siblings that have
none: bodies of the same level below the same place that this catalogue knows from
any document. It can only speak of what has been ingested: that no document is known
is no proof that there is none.

The catalogue does not say in which province a district lies, or below which body a
school. The place above a body is taken from the bodies above it that its documents
cite, where these are all of one place. Bodies for which that, their level or their
place is not known are listed apart and not counted as not having acted.`,
		Example: `  danchieu acted 30-NQ/TW
  danchieu acted 36-CTr/TU --level district,commune`,
		Args: usageArgs(cobra.MinimumNArgs(1), "a document's number, name or ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			only, err := answer.ReadRelations(relations)
			if err != nil {
				return badValue(err)
			}
			at, err := answer.ReadLevels(levels)
			if err != nil {
				return badValue(err)
			}
			if err := checkLimit(limit); err != nil {
				return err
			}
			return a.ask(cmd.Context(), func(c *catalog.Catalog, known *answer.Teller) error {
				return a.acted(cmd.Context(), c, known, strings.Join(args, " "), only, at, limit)
			})
		},
	}
	f := cmd.Flags()
	f.StringSliceVar(&levels, "level", nil, "only bodies of these levels: province, district, commune, unit (default: those on which somebody acted, and the next)")
	f.StringSliceVar(&relations, "relation", nil, "what counts as acting: these relations, or all (default: all but cites)")
	f.IntVar(&limit, "limit", limit, "how many bodies of each list to print, 0 for all")
	return cmd
}

func (a *app) acted(ctx context.Context, c *catalog.Catalog, known *answer.Teller, ref string, only []legal.Relation, levels []legal.Level, limit int) error {
	d, err := a.theDocument(ctx, c, ref)
	if err != nil {
		return err
	}
	describe := limit
	if a.json {
		describe = 0
	}
	g, err := graph.Load(ctx, c)
	if err != nil {
		return err
	}
	bodies, err := graph.LoadBodies(ctx, c, g)
	if err != nil {
		return err
	}
	out, err := known.Acted(g, bodies, d, only, levels, describe)
	if err != nil {
		return err
	}
	switch {
	case !out.Found():
		return a.noResult(ctx, c, out, errors.New("no body is known here that has acted on it or could have"), "danchieu trace --down shows who rests on it")
	case a.json:
		return writeJSONLine(a.stdout, out)
	}
	a.printActed(out, limit)
	return nil
}

func (a *app) printActed(p answer.Acted, limit int) {
	w := a.stdout
	fmt.Fprintln(w, p.Document)
	fmt.Fprintf(w, "\nacted: %s\n", bodiesOf(len(p.Acted)))
	a.printActors(p.Acted, limit)
	if len(p.Citing) > 0 {
		fmt.Fprintf(w, "\nonly cites it, or what rests on it: %s\n", bodiesOf(len(p.Citing)))
		a.printActors(p.Citing, limit)
	}
	fmt.Fprintf(w, "\nno document known here that acts on it: %s\n", bodiesOf(len(p.Silent)))
	a.printActors(p.Silent, limit)
	if len(p.Open) > 0 {
		fmt.Fprintf(w, "\nnot counted, for level, place or the place above is not known: %s\n", bodiesOf(len(p.Open)))
		named, unnamed := p.Named()
		a.printActors(named, limit)
		if unnamed > 0 {
			fmt.Fprintf(w, "  %s of which no body is known\n", nouns(unnamed, "document"))
		}
	}
}

func bodiesOf(n int) string {
	if n == 1 {
		return "1 body"
	}
	return fmt.Sprintf("%d bodies", n)
}

// printActors prints bodies below the level and place they have in common.
func (a *app) printActors(list []answer.Actor, limit int) {
	title := ""
	for i, j := range list {
		if limit > 0 && i == limit {
			fmt.Fprintf(a.stdout, "  … %d more: --limit 0 shows all\n", len(list)-limit)
			return
		}
		if t := placeTitle(j.Actor); t != title {
			fmt.Fprintf(a.stdout, "  %s\n", t)
			title = t
		}
		if j.ID == "" {
			fmt.Fprintf(a.stdout, "    %s, %s\n", j.Name, nouns(j.Documents, "document"))
			continue
		}
		note := ""
		if !j.Held {
			note = "  (only cited)"
		}
		fmt.Fprintf(a.stdout, "    %s%s\n", j.Document, note)
		for _, e := range j.Evidence {
			fmt.Fprintf(a.stdout, "        %s %s, %s p.%d\n", e.Relation, j.Next, filepath.Base(e.File), e.Page)
		}
	}
}

// placeTitle names the level of a body and what it lies below.
func placeTitle(a graph.Actor) string {
	switch {
	case a.Place.Level == legal.LevelUnknown:
		return "level or place not known"
	case !a.Known:
		return string(a.Place.Level) + ", place above not known"
	case a.Place.Parent == "":
		return string(a.Place.Level)
	}
	return string(a.Place.Level) + " in " + a.Place.Parent
}
