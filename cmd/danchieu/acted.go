package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func newActed(a *app) *cobra.Command {
	var relations, levels []string
	var on string
	o := actedOptions{limit: 50}
	cmd := &cobra.Command{
		Use:   "acted REF",
		Short: "Who has acted on a document, and which of those that had to have not",
		Long: `Acted lists the bodies that have a document which rests on this one, directly or
through a chain, with the relation and the page. Of the others it asks those that had to
act: the ones of a list (--roster), or the heads of the provinces or communes right below
on the day of the document, as far as the administrative units are known (danchieu places
import), and the bodies right below or beside one that acted of which files are held.

A body has not acted where files of it are held that are dated after the document, and
none of them rests on it. Of a body without such a file nothing is said: it stands in a
list of its own. Whether a body is named among the recipients of the document is said
beside it, where the list can be read. Bodies that have ended stand under their successors.

A list has a body a line, and behind a tab the place above it where the name leaves that
out: UBND xã Mường Bú, Sở Nội vụ, Trường THCS Bến Tắm.`,
		Example: `  danchieu acted 30-NQ/TW
  danchieu acted 36-CTr/TU --level district,commune
  danchieu acted 310/KH-UBND --roster xa-phuong.txt --csv > ai-da-lam.csv`,
		Args: usageArgs(cobra.MinimumNArgs(1), "a document's number, name or ID"),
		RunE: a.asks(func(q asked, args []string) (err error) {
			if o.Only, err = answer.ReadActs(relations); err != nil {
				return badValue(err)
			}
			if o.Levels, err = answer.ReadLevels(levels); err != nil {
				return badValue(err)
			}
			if o.Today, err = readToday(on); err != nil {
				return err
			}
			return q.acted(strings.Join(args, " "), o)
		}),
	}
	f := cmd.Flags()
	f.StringSliceVar(&levels, "level", nil,
		"only bodies of these levels: province, district, commune, unit "+
			"(default: those on which somebody acted, and the next)")
	f.StringSliceVar(&relations, "relation", nil,
		"what counts as acting: these of based_on, implements, guides, issues and cites, or all "+
			"(default: all but cites)")
	f.StringVar(&o.roster, "roster", "", "a file with the bodies that had to act, one a line")
	f.StringVar(&on, "as-of", "", "name bodies as on this day (default: today)")
	o.add(f, "print a table, a line for every body and citation")
	f.IntVar(&o.limit, "limit", o.limit, "how many bodies of each list to print, 0 for all")
	return cmd
}

type actedOptions struct {
	answer.ActedQuestion
	roster string
	limit  int
	listFlags
}

// readToday reads the day on which is asked, "" for that of the clock.
func readToday(s string) (legal.Date, error) {
	if s == "" {
		return legal.DateOf(time.Now()), nil
	}
	d, ok := legal.ReadDay(s)
	if !ok {
		return d, exitError{exitUsage, say("%q is no day", s), say("write it 2025-07-01 or 01/7/2025")}
	}
	return d, nil
}

func (q asked) acted(ref string, o actedOptions) error {
	d, err := q.theDocument(q.ctx, q.c, ref)
	if err != nil {
		return err
	}
	if o.Limit = o.limit; q.json || o.asked() {
		o.Limit = 0
	}
	g, err := graph.Load(q.ctx, q.c)
	if err != nil {
		return err
	}
	bodies, err := graph.LoadBodies(q.ctx, q.c)
	if err != nil {
		return err
	}
	if o.roster != "" {
		if o.Roster, err = readRoster(o.roster, bodies.Places, d); err != nil {
			return err
		}
	}
	out, err := q.known.Acted(g, bodies, d, o.ActedQuestion)
	if err != nil {
		return err
	}
	switch {
	case o.asked():
		if err := q.list(out.Table(), o.listFlags); err != nil || out.Found() {
			return err
		}
		return exitError{code: exitNothing, err: errors.New("")}
	case !out.Found():
		return q.noResult(q.ctx, q.c, out, say("no body is known here that has acted on it or could have"),
			say("danchieu trace --down shows who rests on it"))
	}
	return q.tell(out, func(printer) { q.printActed(out, o.limit) })
}

// readRoster reads the bodies that had to act on a document; those without a place above
// lie in the province of its own.
func readRoster(file string, places *authority.Gazetteer, d legal.Document) ([]legal.Body, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, exitError{code: exitUsage, err: say("read roster: %v", err)}
	}
	defer f.Close()
	bodies, err := authority.ReadRoster(f, places, d.Body.Province, d.Date)
	if err != nil {
		return nil, exitError{exitUsage, say("%s is refused:\n%v", file, err),
			say("danchieu help acted shows the form")}
	}
	return bodies, nil
}

// actedTitle names a list by its kind, with how many bodies are in it.
func actedTitle(kind string, n int) text {
	bodies := bodiesOf(n)
	switch kind {
	case "acted":
		return say("acted: %s", bodies)
	case "citing":
		return say("only cites it, or what rests on it: %s", bodies)
	case "silent":
		return say("not acted, by the files held of it from after this document: %s", bodies)
	case "nothing":
		return say("nothing held from after this document: %s", bodies)
	case "ended":
		return say("not acted, and ended without a successor: %s", bodies)
	}
	return say("not counted, for level, place or the place above is not known: %s", bodies)
}

// baseText says of which bodies it is asked whether they acted.
func baseText(b graph.Base) text {
	switch b {
	case graph.BaseGiven:
		return say("asked of: the roster")
	case graph.BasePlaces:
		return say("asked of: the administrative units right below, and bodies of which files are held")
	}
	return say("asked of: bodies of which files are held")
}

func (a *app) printActed(p answer.Acted, limit int) {
	w := a.stdout
	w.printf("%v\n", p.Document)
	w.printf("%s\n", baseText(p.Base))
	for _, l := range p.Lists() {
		n := len(l.Actors)
		if l.Kind == "open" {
			n = len(p.Open)
		}
		if n == 0 && l.Kind != "acted" && l.Kind != "silent" {
			continue
		}
		w.printf("\n%s\n", actedTitle(l.Kind, n))
		a.printActors(l.Actors, limit, p.Base)
	}
	if _, unnamed := p.Named(); unnamed > 0 {
		w.printf("  %s of which no body is known\n", nouns(unnamed, "document"))
	}
	a.printActedCounts(p)
}

// printActedCounts prints how many bodies of each level and place there are.
func (a *app) printActedCounts(p answer.Acted) {
	if len(p.Counts) == 0 {
		return
	}
	a.stdout.printf("\nby level and place: acted, only citing, not acted, nothing held, ended\n")
	var rest answer.ActedCount // places of which nothing is known
	for _, n := range p.Counts {
		if n.Place.Level == legal.LevelProvince && n.Acted+n.Citing+n.Silent == 0 && len(p.Counts) > 10 {
			rest.Nothing, rest.Ended = rest.Nothing+n.Nothing, rest.Ended+n.Ended
			continue
		}
		place := say("%s", called{"level", string(n.Place.Level)})
		if n.Place.Parent != "" {
			place = say("%s in %s", called{"level", string(n.Place.Level)}, n.Place.Parent)
		}
		a.printActedCount(place, n)
	}
	if rest.Nothing+rest.Ended > 0 {
		a.printActedCount(say("other provinces"), rest)
	}
}

func (a *app) printActedCount(place text, n answer.ActedCount) {
	a.stdout.printf("  %-40s %4d %4d %4d %4d %4d\n", place, n.Acted, n.Citing, n.Silent, n.Nothing, n.Ended)
}

func bodiesOf(n int) text {
	if n == 1 {
		return say("1 body")
	}
	return say("%d bodies", n)
}

// printActors prints bodies below the level and place they have in common.
func (a *app) printActors(list []answer.Actor, limit int, base graph.Base) {
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
			a.stdout.printf("    %s, %s%s\n", j.Name, nouns(j.Documents, "document"), actorNote(j, base))
			continue
		}
		var note text
		if !j.Held {
			note = say("  (only cited)")
		}
		a.stdout.printf("    %s%s%s\n", j.Document, note, actorNote(j, base))
		if j.As != "" {
			a.stdout.printf("        today: %s\n", j.Name)
		}
		for _, e := range j.Evidence {
			a.stdout.printf("        %s %s, %s %s\n", called{"relation", string(e.Relation)}, j.NextName(),
				filepath.Base(e.File), legal.At(e.Page, e.Paragraph))
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

// actorNote says of a body what else is known, in brackets.
func actorNote(j answer.Actor, base graph.Base) notes {
	var out notes
	if base == graph.BaseGiven && !j.OnRoster {
		out = append(out, say("not on the roster"))
	}
	if j.HeldAfter > 0 && j.ID == "" {
		out = append(out, say("%s held from after it", nouns(j.HeldAfter, "file")))
	}
	switch j.Named {
	case authority.NamedYes:
		out = append(out, say("among the recipients"))
	case authority.NamedNo:
		out = append(out, say("not among the recipients"))
	}
	if j.Ended && j.HeldAfter == 0 && j.ID == "" {
		out = append(out, say("ended since"))
	}
	if len(j.Formerly) > 0 && j.ID == "" {
		out = append(out, say("formerly %s", strings.Join(j.Formerly, ", ")))
	}
	return out
}

// notes are texts in brackets behind a line, parted by semicolons.
type notes []text

// In puts them into a language.
func (ns notes) In(lang legal.Lang) string {
	if len(ns) == 0 {
		return ""
	}
	words := make([]string, len(ns))
	for i, n := range ns {
		words[i] = n.In(lang)
	}
	return "  (" + strings.Join(words, "; ") + ")"
}

// MarshalText writes them in English.
func (ns notes) MarshalText() ([]byte, error) { return []byte(ns.In(legal.English)), nil }
