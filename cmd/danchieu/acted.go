package main

import (
	"context"
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
		return a.noResult(ctx, c, out, say("no body is known here that has acted on it or could have"), say("danchieu trace --down shows who rests on it"))
	case a.json:
		return writeJSONLine(a.stdout, out)
	}
	a.printActed(out, limit)
	return nil
}

func (a *app) printActed(p answer.Acted, limit int) {
	w := a.stdout
	w.printf("%v\n", p.Document)
	w.printf("\nacted: %s\n", bodiesOf(len(p.Acted)))
	a.printActors(p.Acted, limit)
	if len(p.Citing) > 0 {
		w.printf("\nonly cites it, or what rests on it: %s\n", bodiesOf(len(p.Citing)))
		a.printActors(p.Citing, limit)
	}
	w.printf("\nno document known here that acts on it: %s\n", bodiesOf(len(p.Silent)))
	a.printActors(p.Silent, limit)
	if len(p.Open) > 0 {
		w.printf("\nnot counted, for level, place or the place above is not known: %s\n", bodiesOf(len(p.Open)))
		named, unnamed := p.Named()
		a.printActors(named, limit)
		if unnamed > 0 {
			w.printf("  %s of which no body is known\n", nouns(unnamed, "document"))
		}
	}
}

func bodiesOf(n int) text {
	if n == 1 {
		return say("1 body")
	}
	return say("%d bodies", n)
}

// printActors prints bodies below the level and place they have in common.
func (a *app) printActors(list []answer.Actor, limit int) {
	title := ""
	for i, j := range list {
		if limit > 0 && i == limit {
			a.stdout.printf("  … %d more: --limit 0 shows all\n", len(list)-limit)
			return
		}
		if t := placeTitle(j.Actor).In(a.lang); t != title {
			a.stdout.printf("  %s\n", t)
			title = t
		}
		if j.ID == "" {
			a.stdout.printf("    %s, %s\n", j.Name, nouns(j.Documents, "document"))
			continue
		}
		var note text
		if !j.Held {
			note = say("  (only cited)")
		}
		a.stdout.printf("    %s%s\n", j.Document, note)
		for _, e := range j.Evidence {
			a.stdout.printf("        %s %s, %s p.%d\n", called{"relation", string(e.Relation)}, j.Next, filepath.Base(e.File), e.Page)
		}
	}
}

// placeTitle names the level of a body and what it lies below.
func placeTitle(a graph.Actor) text {
	level := called{"level", string(a.Place.Level)}
	switch {
	case a.Place.Level == legal.LevelUnknown:
		return say("level or place not known")
	case !a.Known:
		return say("%s, place above not known", level)
	case a.Place.Parent == "":
		return say("%s", level)
	}
	return say("%s in %s", level, a.Place.Parent)
}
