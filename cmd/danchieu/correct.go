package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

const correctionHelp = `
A document is a number, name or ID. A citation is FILE#N, the N-th one of a file as
"danchieu show FILE" lists them. What is said is kept with name, day and reason,
holds through every ingest, and can be taken back: danchieu corrections.`

func newSame(a *app) *cobra.Command {
	var s said
	cmd := &cobra.Command{
		Use:   "same A B",
		Short: "Say that two documents are one, or what a citation means",
		Long:  "Same says that two documents are one, or that a citation means a document." + correctionHelp,
		Example: `  danchieu same kh-64-ubnd-x-2023 kh-64-ubnd-quang-ninh-2023 --by "Nguyễn Văn A" --why "one plan: both quote its title"
  danchieu same ke-hoach-12.pdf#3 nq-13-tu-quang-ninh-2020-2025 --by "Nguyễn Văn A" --why "asked the office"`,
		Args: usageArgs(cobra.ExactArgs(2), "two documents, or a citation and a document"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.pair(cmd.Context(), legal.Same, args[0], args[1], s)
		},
	}
	s.flags(cmd)
	return cmd
}

func newDiffer(a *app) *cobra.Command {
	var s said
	cmd := &cobra.Command{
		Use:   "differ A B",
		Short: "Say that two documents are two, or what a citation does not mean",
		Long:  "Differ says that two documents are two, or that a citation does not mean a document." + correctionHelp,
		Example: `  danchieu differ nq-10-hdnd-lam-dong-2022 nq-10-hdnd-lam-dong-2023 --by "Nguyễn Văn A" --why "two sessions"
  danchieu differ ke-hoach-12.pdf#3 nq-13-tu-quang-ninh-2020-2025 --by "Nguyễn Văn A" --why "the city's, not the province's"`,
		Args: usageArgs(cobra.ExactArgs(2), "two documents, or a citation and a document"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.pair(cmd.Context(), legal.Differ, args[0], args[1], s)
		},
	}
	s.flags(cmd)
	return cmd
}

func newDecide(a *app) *cobra.Command {
	var s said
	cmd := &cobra.Command{
		Use:   "decide REF FIELD=VALUE",
		Short: "Say what the date, issuer, type or title of a document is",
		Long: `Decide settles the date, issuer, type or title of a document. Its word counts before
any other; what citations say stays as it was read.` + correctionHelp,
		Example: `  danchieu decide 30-NQ/TW date=23/11/2022 --by "Nguyễn Văn A" --why "the paper original"`,
		Args:    usageArgs(cobra.ExactArgs(2), "a document and one of date=, issuer=, type=, title="),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.decide(cmd.Context(), args[0], args[1], s)
		},
	}
	s.flags(cmd)
	return cmd
}

// said is who says something and why.
type said struct{ by, why string }

func (s *said) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.by, "by", "", "name of the person who says so")
	cmd.Flags().StringVar(&s.why, "why", "", "the reason")
}

func (s *said) check() error {
	s.by, s.why = folded(s.by), folded(s.why)
	if s.by == "" || s.why == "" {
		return failure{exitUsage, errors.New("who says so, and why?"), `--by "Nguyễn Văn A" --why "the paper original"`}
	}
	return nil
}

// folded folds white space and drops control characters.
func folded(s string) string {
	return strings.Join(strings.FieldsFunc(viet.Normalize(s), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

func now() string { return time.Now().UTC().Format(time.RFC3339) }

// pair stores that two things are the same or differ.
func (a *app) pair(ctx context.Context, kind legal.CorrectionKind, x, y string, s said) error {
	if err := s.check(); err != nil {
		return err
	}
	k := legal.Correction{Kind: kind, By: s.by, Why: s.why, At: now()}
	return a.correct(ctx, k, func(c *catalog.Catalog, k *legal.Correction) error {
		if isCitation(y) {
			x, y = y, x
		}
		if isCitation(y) {
			return failure{exitUsage, errors.New("both are citations"), "say of each which document it means, or does not mean"}
		}
		var m catalog.Mention
		if isCitation(x) {
			var err error
			if m, err = a.theCitation(ctx, c, x); err != nil {
				return err
			}
			k.Citation, k.Raw = &legal.CitationRef{File: m.File, Index: m.Index}, m.Raw
		} else {
			d, err := a.theDocument(ctx, c, x)
			if err != nil {
				return err
			}
			k.Other = d.ID
		}
		d, err := a.theDocument(ctx, c, y)
		if err != nil {
			return err
		}
		k.Document = d.ID
		if k.Document == k.Other {
			return alreadyOne(ctx, c, d.ID)
		}
		if k.Citation != nil && k.Kind == legal.Differ && m.Document != d.ID && !slices.Contains(m.Candidates, d.ID) {
			return failure{exitUsage, fmt.Errorf("citation %s does not mean %s as it is", x, d.ID), "danchieu show FILE says what each means"}
		}
		return nil
	})
}

func (a *app) decide(ctx context.Context, ref, assignment string, s said) error {
	if err := s.check(); err != nil {
		return err
	}
	field, value, _ := strings.Cut(assignment, "=")
	k := legal.Correction{Kind: legal.Decide, Field: strings.ToLower(strings.TrimSpace(field)), By: s.by, Why: s.why, At: now()}
	var err error
	if k.Value, err = decidedValue(k.Field, strings.TrimSpace(viet.Normalize(value))); err != nil {
		return err
	}
	return a.correct(ctx, k, func(c *catalog.Catalog, k *legal.Correction) error {
		d, err := a.theDocument(ctx, c, ref)
		k.Document = d.ID
		return err
	})
}

// decidedValue returns a value in the form in which it is kept.
func decidedValue(field, value string) (string, error) {
	switch field {
	case legal.ConflictDate:
		d, ok := legal.ReadDay(value)
		if !ok {
			return "", failure{exitUsage, fmt.Errorf("no such day: %q", value), "date=23/11/2022"}
		}
		return d.String(), nil
	case legal.ConflictType:
		t, ok := legal.TypeOfWord(value)
		if !ok {
			return "", failure{exitUsage, fmt.Errorf("no type of document: %q", value), `type="Kế hoạch"`}
		}
		return string(t), nil
	case legal.ConflictIssuer, legal.FieldTitle:
		if value != "" {
			return value, nil
		}
	}
	return "", failure{exitUsage, fmt.Errorf("cannot decide %q", field), "date=, issuer=, type= or title= and a value"}
}

// correct stores a correction and says what became of it. What it speaks of is
// looked up by find.
func (a *app) correct(ctx context.Context, k legal.Correction, find func(*catalog.Catalog, *legal.Correction) error) error {
	var n int
	err := a.change(ctx, func(c *catalog.Catalog) error {
		if err := find(c, &k); err != nil {
			return err
		}
		if err := contradicted(ctx, c, k); err != nil {
			return err
		}
		var err error
		n, err = c.AddCorrection(ctx, k)
		return err
	})
	if err != nil {
		return err
	}
	k.N = n
	if a.json {
		return writeJSONLine(a.stdout, k)
	}
	fmt.Fprintf(a.stdout, "%s\n", correctionLine(k))
	fmt.Fprintf(a.stderr, "danchieu corrections undo %d takes it back\n", n)
	return nil
}

// alreadyOne says why two references are one document.
func alreadyOne(ctx context.Context, c *catalog.Catalog, id string) error {
	kept, err := c.Corrections(ctx)
	if err != nil {
		return err
	}
	for _, k := range kept {
		if k.Kind == legal.Same && k.Holds() && k.Other != "" && (k.Document == id || k.Other == id) {
			return failure{exitUsage, fmt.Errorf("both are %s, for %s has said so", id, k.By), fmt.Sprintf("danchieu corrections undo %d takes that back", k.N)}
		}
	}
	return failure{exitUsage, fmt.Errorf("both are %s", id), "danchieu differ FILE#N REF says of a citation that it does not mean a document"}
}

// contradicted refuses what speaks against something said before: of two documents
// that are the same and differ, of one citation that it means two, of one field that
// it has two values.
func contradicted(ctx context.Context, c *catalog.Catalog, k legal.Correction) error {
	kept, err := c.Corrections(ctx)
	if err != nil {
		return err
	}
	decided := map[string]catalog.KeptCorrection{} // field of one of the two documents
	for _, o := range kept {
		if !o.Holds() || o.Idle {
			continue
		}
		now, err := asOfNow(ctx, c, o.Correction)
		if err != nil {
			return err
		}
		if against(now, k) {
			return saidBefore(o)
		}
		if k.Kind == legal.Same && k.Citation == nil && o.Kind == legal.Decide && (now.Document == k.Document || now.Document == k.Other) {
			if p, ok := decided[o.Field]; ok && p.Value != o.Value {
				return saidBefore(o)
			}
			decided[o.Field] = o
		}
	}
	return nil
}

func saidBefore(o catalog.KeptCorrection) error {
	return failure{exitUsage, fmt.Errorf("%s has already said: %s", o.By, correctionLine(o.Correction)), fmt.Sprintf("danchieu corrections undo %d takes that back", o.N)}
}

// asOfNow returns a correction with the IDs that its documents have now.
func asOfNow(ctx context.Context, c *catalog.Catalog, k legal.Correction) (legal.Correction, error) {
	for _, id := range []*string{&k.Document, &k.Other} {
		leads, err := c.Leads(ctx, *id)
		if err != nil {
			return k, err
		}
		if len(leads) == 1 {
			*id = leads[0]
		}
	}
	return k, nil
}

// against reports whether two corrections cannot both hold, or say the same.
func against(a, b legal.Correction) bool {
	switch {
	case a.Kind == legal.Decide || b.Kind == legal.Decide:
		return a.Kind == b.Kind && a.Document == b.Document && a.Field == b.Field
	case (a.Citation == nil) != (b.Citation == nil):
		return false
	case a.Citation == nil:
		return a.Document == b.Document && a.Other == b.Other || a.Document == b.Other && a.Other == b.Document
	}
	return *a.Citation == *b.Citation && (a.Document == b.Document || a.Kind == legal.Same && b.Kind == legal.Same)
}

func isCitation(s string) bool {
	_, n, ok := strings.Cut(s, "#")
	_, err := strconv.Atoi(n)
	return ok && err == nil
}

// theCitation finds the N-th citation of a file.
func (a *app) theCitation(ctx context.Context, c *catalog.Catalog, ref string) (catalog.Mention, error) {
	name, place, _ := strings.Cut(ref, "#")
	n, _ := strconv.Atoi(place)
	contents, err := answer.Contents(ctx, c, name, realPath)
	if err != nil {
		return catalog.Mention{}, dataFailure(err, a.data)
	}
	switch {
	case len(contents) == 0:
		return catalog.Mention{}, failure{exitNothing, fmt.Errorf("no file %s here", name), "give its name or its path"}
	case len(contents) > 1:
		return catalog.Mention{}, failure{exitNothing, fmt.Errorf("%d files are called %s", len(contents), name), "give more of its path"}
	}
	m, ok, err := c.Mention(ctx, legal.CitationRef{File: contents[0], Index: n - 1})
	if err != nil {
		return catalog.Mention{}, dataFailure(err, a.data)
	}
	if !ok {
		return catalog.Mention{}, failure{exitNothing, fmt.Errorf("%s has no citation %d", name, n), "danchieu show " + name + " lists them"}
	}
	return m, nil
}

func correctionLine(k legal.Correction) string {
	what := ""
	switch {
	case k.Kind == legal.Decide:
		value := k.Value
		if k.Field == legal.ConflictDate {
			value = answer.StoredDay(value)
		}
		what = fmt.Sprintf("the %s of %s is %s", k.Field, k.Document, value)
	case k.Citation != nil && k.Kind == legal.Same:
		what = fmt.Sprintf("citation %d of file %.12s (%s) means %s", k.Citation.Index+1, k.Citation.File, k.Raw, k.Document)
	case k.Citation != nil:
		what = fmt.Sprintf("citation %d of file %.12s (%s) does not mean %s", k.Citation.Index+1, k.Citation.File, k.Raw, k.Document)
	case k.Kind == legal.Same:
		what = fmt.Sprintf("%s and %s are one document", k.Other, k.Document)
	default:
		what = fmt.Sprintf("%s and %s are two documents", k.Other, k.Document)
	}
	return fmt.Sprintf("%d  %s (%s, %s: %s)", k.N, what, k.By, k.At, k.Why)
}
