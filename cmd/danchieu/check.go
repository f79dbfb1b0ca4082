package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/check"
	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

func newCheck(a *app) *cobra.Command {
	o := checkOptions{format: "text"}
	cmd := &cobra.Command{
		Use:   "check FILE...",
		Short: "Hold a draft against what is known, before it is signed",
		Long: a.long("check", `Check reads drafts (as extract does; - for text that is pasted, or a column of numbers)
and holds every citation against what the data folder knows: number, date, issuer, type
and title as the document itself, a registry or those who cite it have them, and the
provision where the document is held. It also holds the draft against itself: one
document in two ways, a number against its type word or body, the order of the
grounds, the form of numbers and days. Nothing of the draft is stored. The program ends
with 3 where there are findings.

The rules:`) + "\n" + rulesIn(check.Rules, a.lang),
		Example: `  danchieu check du-thao.pdf
  danchieu check --on 2026-07-01 du-thao.pdf --html du-thao.html
  danchieu check du-thao.docx --annotate du-thao-gop-y.docx
  danchieu check --format sarif du-thao-*.pdf > check.sarif
  echo "Nghị quyết số 30-NQ/TW ngày 23/11/2022" | danchieu check -`,
		Args: usageArgs(cobra.MinimumNArgs(1), "a draft, or - for text"),
		RunE: a.asks(func(q asked, args []string) (err error) {
			if o.day, err = readToday(o.on); err != nil {
				return err
			}
			return q.check(args, o)
		}),
	}
	f := cmd.Flags()
	f.StringVar(&o.on, "on", "", "the day on which the draft is to hold (default: its own, else today)")
	f.StringVar(&o.format, "format", o.format, "text, json, csv or sarif")
	o.add(f, "print a table, a line for every citation and finding")
	f.StringVar(&o.annotate, "annotate", "", "write the Word file again, here, with a comment at each finding")
	f.StringVar(&o.html, "html", "", "write a page of the findings, here, with pictures of a PDF's pages")
	f.BoolVar(&o.all, "all", false, "print also the citations that agree or are not known")
	return cmd
}

type checkOptions struct {
	on, format     string
	annotate, html string
	day            legal.Date
	all            bool
	listFlags
}

// formatOf returns the format that is asked for.
func (o checkOptions) formatOf(json bool) (string, error) {
	switch {
	case json:
		return "json", nil
	case o.asked():
		return "csv", nil
	case !slices.Contains([]string{"text", "json", "csv", "sarif"}, o.format):
		return "", exitError{exitUsage, say("no format %s", o.format), say("formats are text, json, csv, sarif")}
	}
	return o.format, nil
}

// check checks every draft in the order given; one that cannot be read does not keep the
// others back.
func (q asked) check(files []string, o checkOptions) error {
	format, err := o.formatOf(q.json)
	if err != nil {
		return err
	}
	for _, f := range files {
		if _, err := os.Stat(f); err != nil && f != "-" {
			return exitError{code: exitUsage, err: say("no such file: %s", f)}
		}
	}
	if err := o.notesFor(files); err != nil {
		return err
	}
	reader, err := startReader(q.ctx)
	if err != nil {
		return err
	}
	defer reader.Close()
	var drafts []checkedDraft
	var reports []check.Report
	unread, found := 0, 0
	for _, f := range files {
		d, err := q.checkOne(reader, f, o)
		if q.ctx.Err() != nil {
			return q.ctx.Err()
		}
		if err != nil {
			_, sentence := pipeline.Reason(err)
			q.stderr.printf("%s: %s\n", f, sentence)
			unread++
			continue
		}
		found += len(d.report.Findings)
		drafts, reports = append(drafts, d), append(reports, d.report)
		if format == "text" {
			printChecked(q.stdout, d.report, o.all)
		}
	}
	if err := q.writeChecked(format, o.listFlags, reports); err != nil {
		return err
	}
	if err := q.writeNotes(drafts, o); err != nil {
		return err
	}
	switch {
	case unread > 0:
		return exitError{code: exitFailures, err: say("%d of %s could not be read in full", unread, nouns(len(files), "file"))}
	case found > 0:
		return exitError{code: exitFailures, err: errors.New("")}
	}
	return nil
}

// checkOne reads a draft and checks it.
func (q asked) checkOne(reader *pdf.Child, file string, o checkOptions) (out checkedDraft, err error) {
	var read pipeline.FileReading
	if file == "-" {
		read, err = pipeline.ReadText(q.ctx, q.stdin)
	} else {
		read, err = pipeline.Read(q.ctx, reader, file, pipeline.Recognise)
	}
	if err != nil {
		return out, err
	}
	q.printFailed(file, read)
	meant, err := pipeline.Suppose(q.ctx, q.c, legal.Reading{File: read.SHA256, Head: read.Text.Head, Citations: read.Citations})
	if err != nil {
		return out, err
	}
	d := check.Draft{Name: file, File: read.SHA256, Text: read.Text, Citations: read.Citations, Meant: meant,
		Today: legal.DateOf(time.Now())}
	if o.on != "" {
		d.On = o.day
	}
	out = checkedDraft{file: file, text: read.Text}
	out.report, err = check.Find(q.ctx, q.c, d)
	return out, err
}

func (q asked) writeChecked(format string, l listFlags, reports []check.Report) error {
	switch format {
	case "json":
		for _, r := range reports {
			if err := writeJSONLine(q.stdout, r); err != nil {
				return err
			}
		}
	case "csv":
		l.csv = l.csv || l.xlsx == ""
		return q.list(answer.CheckTable(reports), l)
	case "sarif":
		return writeCheckSARIF(q.stdout, reports)
	}
	return nil
}

func rulesIn(rules []audit.Rule, lang legal.Lang) string {
	var b strings.Builder
	for _, r := range rules {
		fmt.Fprintf(&b, "  %-16s %s\n", r.Code, r.Means.In(lang))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// printChecked prints what was found in a draft, in reading order: every citation with findings, and
// what they say.
func printChecked(w printer, r check.Report, all bool) {
	w.printf("%s: %s\n", r.Draft, answer.HeadLine(r.Head, legal.Date.Printed))
	for _, c := range r.Citations {
		if len(c.Findings) == 0 && !all {
			continue
		}
		w.printf("  %-9s %-12s %s\n", legal.At(c.Page, c.Paragraph), called{"verdict", string(c.Verdict)}, excerpt.Begin(c.Raw, 120))
		for _, n := range c.Findings {
			printDraftFinding(w, r.Findings[n])
		}
	}
	w.printf("  %s", nouns(len(r.Citations), "citation"))
	if !r.WithoutPages() {
		w.printf(" on %s", nouns(r.Pages, "page"))
	}
	for _, v := range check.Verdicts {
		if n := r.Verdicts[string(v)]; n > 0 {
			w.printf(", %s %d", called{"verdict", string(v)}, n)
		}
	}
	w.printf("; %s\n", nouns(len(r.Findings), "finding"))
}

func printDraftFinding(w printer, f check.Finding) {
	w.printf("        %s %s: %s\n", called{"severity", string(f.Severity)}, called{"rule", f.Rule}, f.Message)
	for _, s := range f.Witnesses {
		switch {
		case s.By != "":
			w.printf("          - %s\n", legal.DeciderName(s.By))
		case s.Index == audit.Head:
			w.printf("          - %s %s: its own head\n", filepath.Base(s.File), legal.At(s.Page, s.Paragraph))
		default:
			w.printf("          - %s %s: %s\n", filepath.Base(s.File), legal.At(s.Page, s.Paragraph), excerpt.Begin(s.Sentence, 160))
		}
	}
}
