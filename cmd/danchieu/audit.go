package main

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func newAudit(a *app) *cobra.Command {
	o := auditOptions{limit: 50}
	cmd := &cobra.Command{
		Use:   "audit [REF...]",
		Short: "What does not add up, with all witnesses",
		Long: a.long("audit", `Audit lists what cannot be true as it stands: dates, bodies, types and titles that
contradict each other, citations of later documents, of documents that had been
replaced, numbers out of order, missing links, open references. Every finding has a
rule, a severity and all its witnesses: file, page and sentence. With references,
only findings that touch these documents.

The rules:`) + "\n" + rulesIn(audit.Rules, a.lang),
		Example: `  danchieu audit
  danchieu audit 30-NQ/TW
  danchieu audit --rule date-conflict,cites-later --severity error
  danchieu audit --limit 0 --format sarif > audit.sarif`,
		Args: cobra.ArbitraryArgs,
		RunE: a.asks(func(q asked, args []string) error { return q.audit(args, o) }),
	}
	f := cmd.Flags()
	f.StringSliceVar(&o.rules, "rule", nil, "only findings of these rules")
	f.StringVar(&o.severity, "severity", "", "only findings at least this heavy: error, warning, note")
	f.IntVar(&o.limit, "limit", o.limit,
		"how many findings to print as text, 0 for all; csv, json and sarif have all unless this is given")
	f.StringVar(&o.format, "format", "text", "text, json, csv or sarif")
	f.BoolVar(&o.marked, "marked", false, "print as text also what a person marked; csv, json and sarif have it anyway")
	o.add(f, "print a table, a line for every witness of every finding")
	return cmd
}

type auditOptions struct {
	rules            []string
	severity, format string
	limit            int
	marked           bool
	listFlags
}

// text reports whether findings are printed for people to read here.
func (o auditOptions) text() bool { return o.format == "text" && o.xlsx == "" }

func (o auditOptions) check() error {
	for _, r := range o.rules {
		if !slices.ContainsFunc(audit.Rules, func(known audit.Rule) bool { return known.Code == r }) {
			return exitError{exitUsage, say("no rule %s", r), say("danchieu help audit lists the rules")}
		}
	}
	if o.severity != "" && !slices.Contains(audit.Severities, audit.Severity(o.severity)) {
		return exitError{exitUsage, say("no severity %s", o.severity), say("severities are error, warning, note")}
	}
	if !slices.Contains([]string{"text", "json", "csv", "sarif"}, o.format) {
		return exitError{exitUsage, say("no format %s", o.format), say("formats are text, json, csv, sarif")}
	}
	return nil
}

func (q asked) audit(refs []string, o auditOptions) error {
	if o.csv {
		o.format = "csv"
	}
	if err := o.check(); err != nil {
		return err
	}
	if q.json {
		o.format = "json"
	}
	var ids []string
	for _, ref := range refs {
		d, err := q.theDocument(q.ctx, q.c, ref)
		if err != nil {
			return err
		}
		ids = append(ids, d.ID)
	}
	all, err := audit.Find(q.ctx, q.c)
	if err != nil {
		return err
	}
	asked := audit.Filter{Rules: o.rules, AtLeast: audit.Severity(o.severity), Documents: ids}
	marks, err := audit.ReadMarks(q.ctx, q.c)
	if err != nil {
		return err
	}
	all = marks.Of(slices.DeleteFunc(all, func(f audit.Finding) bool { return !asked.Wants(f) }))
	hidden := 0
	if o.text() && !o.marked {
		all, hidden = unmarked(all, markOf)
	}
	shown := limited(q, all, o.limit, o.text())
	if err := audit.Locate(q.ctx, q.c, shown); err != nil {
		return err
	}
	out := audit.Report{Findings: append([]audit.Finding{}, shown...), Total: len(all), Counts: audit.CountRules(all)}
	if err := q.writeAudit(o, out); err != nil {
		return err
	}
	if printHidden(q.stdout, hidden); len(all)+hidden > 0 {
		return nil
	}
	if o.format != "text" {
		return exitError{exitNothing, errors.New(""), cutOff(q.ctx, q.c, nil)}
	}
	return exitError{exitNothing, say("nothing found that does not add up"), cutOff(q.ctx, q.c, nil)}
}

// limited cuts a list to so many, 0 for all. Other formats than text have all, unless a limit
// was asked for.
func limited[T any](q asked, all []T, limit int, text bool) []T {
	if limit > 0 && (text || q.cmd.Flags().Changed("limit")) {
		return all[:min(limit, len(all))]
	}
	return all
}

func (q asked) writeAudit(o auditOptions, out audit.Report) error {
	if o.csv = o.format == "csv"; o.asked() {
		t, err := q.known.FindingsTable(out.Findings)
		if err != nil {
			return err
		}
		return q.list(t, o.listFlags)
	}
	switch o.format {
	case "json":
		return writeJSONLine(q.stdout, out)
	case "sarif":
		roots, err := q.c.Roots(q.ctx)
		if err != nil {
			return err
		}
		return writeSARIF(q.stdout, out.Findings, roots)
	}
	printAudit(q.stdout, out)
	return nil
}

// witnessLimit is how many witnesses of a finding are printed as text.
const witnessLimit = 6

func printAudit(w printer, out audit.Report) {
	for i, f := range out.Findings {
		if i == 0 || f.Severity != out.Findings[i-1].Severity || f.Rule != out.Findings[i-1].Rule {
			w.printf("%s %s\n", strings.ToUpper(called{"severity", string(f.Severity)}.In(w.lang)),
				called{"rule", f.Rule})
		}
		w.printf("  %s\n      %s\n", f.Message, strings.Join(f.Documents, ", "))
		for j, s := range audit.WrongFirst(f.Witnesses) {
			if j == witnessLimit {
				w.printf("      … %d more: --json shows all\n", len(f.Witnesses)-j)
				break
			}
			printWitness(w, s)
		}
		printMark(w, f.Key, f.Mark)
	}
	if len(out.Counts) == 0 {
		return
	}
	w.printf("\n")
	if more := out.Total - len(out.Findings); more > 0 {
		w.printf("%s, of which %d not shown: --limit 0 shows all\n", nouns(out.Total, "finding"), more)
	} else {
		w.printf("%v\n", nouns(out.Total, "finding"))
	}
	for _, n := range out.Counts {
		w.printf("%6d  %-8s %s\n", n.Count, called{"severity", string(n.Severity)}, called{"rule", n.Rule})
	}
}

func printWitness(w printer, s audit.Witness) {
	mark := "-"
	if s.Wrong {
		mark = "✗"
	}
	if s.By != "" {
		w.printf("    %s %s: %s\n", mark, legal.DeciderName(s.By), answer.StoredDay(s.Value))
		return
	}
	said := ""
	switch {
	case s.Relation != "":
		said = strings.TrimSpace(called{"relation", string(s.Relation)}.In(w.lang)+" "+s.Other) + ": "
	case s.Value != "":
		said = answer.StoredDay(s.Value) + ": "
	}
	if s.Index == audit.Head {
		said = say("its own head, ").In(w.lang) + said
	}
	var sure text
	if s.Confidence < 1 {
		sure = say(" (OCR, %.0f %% sure)", 100*s.Confidence)
	}
	w.printf("    %s %s %s%s: %s%s\n", mark, filepath.Base(s.File), legal.At(s.Page, s.Paragraph), sure, said, excerpt.Begin(s.Sentence, 200))
}
