package main

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func newShow(a *app) *cobra.Command {
	o := showOptions{limit: 20}
	var on string
	var cmd *cobra.Command
	cmd = &cobra.Command{
		Use:   "show REF",
		Short: "A document: what is known of it, who cites it and where, what it cites",
		Long: `Show tells what is known of a document: who cites it, with which relation, how often,
on which page and in which sentence, and what it cites itself. With --provision,
--relation, --year, --type, --issuer or --province it tells only of the citations that
name this place in it (or one within: khoản 2 Điều 5 lies within Điều 5), that state this
relation, or that stand in such documents. It begins with what is known of its force, today or
on the day of --on: what amended or ended it, and who says so. A document of which
nothing says that it has ended has no end known, which is not to say that it is in force.`,
		Example: `  danchieu show 126/2024/NĐ-CP
  danchieu show 126/2024/NĐ-CP --provision "Điều 5" --year 2025
  danchieu show "kế hoạch 64/KH-UBND Quảng Ninh 2023"
  danchieu show nq-30-tw-k13 --on 2025-06-30
  danchieu show ke-hoach-64.pdf`,
		Args: usageArgs(cobra.MinimumNArgs(1), "a document's number, name, ID or file"),
		RunE: a.asks(func(q asked, args []string) (err error) {
			if o.only.Filter, err = answer.ReadFilter(typedIn(cmd.Flags())); err != nil {
				return badValue(err)
			}
			if o.on, err = readToday(on); err != nil {
				return err
			}
			return q.show(strings.Join(args, " "), o)
		}),
	}
	f := cmd.Flags()
	f.IntVar(&o.limit, "limit", o.limit, "how many documents and how many citations to print, 0 for all")
	f.StringVar(&o.only.provision, "provision", "",
		"only citations of this place in it: \"Điều 5\", \"khoản 2 Điều 5\"")
	f.String("year", "", "only citations in documents of this year")
	f.String("type", "", "only citations in documents of this type: \"kế hoạch\", KH")
	f.String("issuer", "", "only citations in documents of the body with this ID")
	f.String("province", "", "only citations in documents of bodies of this province or in it")
	f.StringVar(&on, "on", "", "whether it was in force on this day (default: today)")
	f.String("relation", "", "only citations that state this relation")
	f.BoolVar(&o.cites, "cites", false, "the table is of what it cites, not of what cites it")
	o.add(f, "print a table, a line for every citation of it")
	return cmd
}

// typedIn returns what was typed for a flag, "" for one that there is not.
func typedIn(f *pflag.FlagSet) func(name string) string {
	return func(name string) string {
		if flag := f.Lookup(name); flag != nil {
			return flag.Value.String()
		}
		return ""
	}
}

type showOptions struct {
	limit int
	only  citedFilter
	cites bool // what it cites, in a table
	listFlags
	on legal.Date
}

func (q asked) show(ref string, o showOptions) error {
	d, err := q.theDocument(q.ctx, q.c, ref)
	if err != nil {
		return err
	}
	if o.asked() {
		side := answer.Citers
		if o.cites {
			side = answer.Cited
		}
		t, err := q.known.LinkTable(d, side, o.only.Filter)
		if err != nil {
			return err
		}
		return q.list(t, o.listFlags)
	}
	s, err := q.known.On(o.on).Show(d, o.only.Filter)
	if err != nil {
		return err
	}
	return q.tell(s, func(printer) { q.printShown(s, o) })
}

func (a *app) printShown(s answer.Shown, o showOptions) {
	w := a.stdout
	w.printf("%v\n", a.describe(s.Document))
	printStanding(w, s.History)
	w.printf("  id       %s\n", s.ID)
	if s.BodyID != "" {
		w.printf("  issuer   %s  (%s)\n", s.Today(authority.Name(s.Body), w.lang), s.BodyID)
	}
	if s.Title != "" {
		w.printf("  title    %s\n", s.Title)
	}
	for _, as := range s.Printed {
		w.printf("  printed as %s\n", as)
	}
	if len(s.Aliases) > 0 {
		w.printf("  also     %s\n", seen(w.lang, s.Aliases, func(s string) string { return s }))
	}
	if len(s.Files) == 0 {
		w.printf("  file     none: only cited\n")
	}
	for _, f := range s.Files {
		w.printf("  file     %s\n", f)
	}
	a.printPerhaps(s)
	if len(s.Dates) > 1 || s.Conflict || len(s.DecidedBy) > 0 {
		w.printf("  dates    %s\n", seen(w.lang, s.Dates, answer.StoredDay))
	}
	fields := s.DecidedFields()
	for _, by := range slices.Sorted(maps.Keys(fields)) {
		w.printf("  settled  %s: %s\n", legal.DeciderName(by), strings.Join(named(w.lang, "field", fields[by]), ", "))
	}
	if len(s.Issuers) > 1 {
		w.printf("  issuers  %s\n", seen(w.lang, s.Issuers, func(s string) string { return s }))
	}
	printHistory(w, s.History)
	w.printf("\ncited %s in %s%s\n", nouns(len(s.CitedBy), "time"), nouns(distinctFiles(s.CitedBy), "file"),
		o.only.chosen(w.lang))
	printSummary(w, s)
	printLinks(w, "by document", s.Citers, o.limit)
	printMentions(w, s.CitedBy, o.limit, false)
	for _, l := range []struct {
		title text
		links []answer.Link
	}{{say("changed or ended, as others say, by"), s.ChangedBy}, {say("changes or ends, as others say"), s.Changed}} {
		if len(l.links) > 0 {
			w.printf("\n")
			listLinks(w, l.title, l.links, o.limit)
		}
	}
	if len(s.Files) > 0 && !o.only.Active() {
		w.printf("\ncites, on its own pages: %s\n", nouns(len(s.Cites), "mention"))
		printLinks(w, "by document", s.Cited, o.limit)
		printMentions(w, s.Cites, o.limit, true)
	}
}

// printPerhaps prints why a file is the document, or what it may be, or which files may be
// the document.
func (a *app) printPerhaps(s answer.Shown) {
	w := a.stdout
	if s.Tied != nil {
		w.printf("  known by %s\n", s.Tied)
	}
	for _, p := range s.Perhaps {
		reasons := inWords(w.lang, p.Reasons)
		if len(s.Files) == 0 {
			w.printf("  perhaps held as %s (%s): %s\n", p.File, p.Self, reasons)
			continue
		}
		w.printf("  perhaps  %s (%s): %s\n", a.describe(p.About), p.Document, reasons)
	}
}

// inWords writes messages with commas between them.
func inWords(lang legal.Lang, ms []legal.Message) string {
	out := make([]string, len(ms))
	for i, m := range ms {
		out[i] = m.In(lang)
	}
	return strings.Join(out, ", ")
}

// printMentions prints citations with their places. With meanings, what each one
// means is answer.Shown in the place of the file. After an arrow stands who does the
// citing where that is not the file itself.
func printMentions(w printer, ms []answer.Mention, limit int, meanings bool) {
	for i, m := range ms {
		if limit > 0 && i == limit {
			w.printf("  … %d more: --limit 0 shows all\n", len(ms)-limit)
			return
		}
		what := filepath.Base(m.File)
		if meanings {
			what = fmt.Sprintf("#%d %s", m.Place, meaning(m).In(w.lang))
			if m.Document != "" && (m.Reason.Has(legal.Noted) || m.Reason.Has(legal.ReasonDecided) ||
				m.Reason.Has(legal.ReasonNot)) {
				what += "  (" + m.Reason.In(w.lang) + ")"
			}
		}
		if m.Nested {
			what += " ← " + cmp.Or(m.By, legal.Say(legal.Uncertain).In(w.lang))
		}
		provision := ""
		if m.Provision != "" {
			provision = "  " + m.Provision
		}
		w.printf("  %-5s %-10s %s%s\n        %s\n", legal.At(m.Page, m.Paragraph), stated{m.Relation, m.Reach()}, what, provision, m.Excerpt)
	}
}

func meaning(m answer.Mention) text {
	switch {
	case m.Document != "":
		return say("%s", m.Document)
	case len(m.Candidates) > 0:
		return say("one of %s", strings.Join(m.Candidates, ", "))
	}
	return say("unknown: %s", m.Reason)
}

func seen(lang legal.Lang, values []legal.Seen, as func(string) string) string {
	var parts []string
	for _, v := range values {
		if v.By != "" {
			parts = append(parts, fmt.Sprintf("%s (%s)", as(v.Value), legal.DeciderName(v.By).In(lang)))
			continue
		}
		parts = append(parts, fmt.Sprintf("%s ×%d", as(v.Value), v.Count))
	}
	return strings.Join(parts, ", ")
}

func distinctFiles(ms []answer.Mention) int {
	files := map[string]bool{}
	for _, m := range ms {
		files[m.SHA256] = true
	}
	return len(files)
}

// named names values of a kind.
func named(lang legal.Lang, kind string, values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = called{kind, v}.In(lang)
	}
	return out
}
