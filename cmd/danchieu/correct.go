package main

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

const correctionHelp = `
A document is a number, name or ID. A citation is FILE#N, the N-th one of a file as
"danchieu show FILE" lists them. What is said is kept with name, day and reason,
holds through every ingest, and can be taken back: danchieu corrections.`

func newSame(a *app) *cobra.Command {
	return newPair(a, legal.Same, &cobra.Command{
		Use:   "same A B",
		Short: "Say that two documents are one, or what a citation means",
		Long:  "Same says that two documents are one, or that a citation means a document." + correctionHelp,
		Example: `  danchieu same kh-64-ubnd-x-2023 kh-64-ubnd-quang-ninh-2023 --by "Nguyễn Văn A" --why "cùng một kế hoạch: hai nơi trích cùng trích yếu"
  danchieu same ke-hoach-12.pdf#3 nq-13-tu-quang-ninh-2020-2025 --by "Nguyễn Văn A" --why "đã hỏi văn phòng"`,
	})
}

func newDiffer(a *app) *cobra.Command {
	return newPair(a, legal.Differ, &cobra.Command{
		Use:   "differ A B",
		Short: "Say that two documents are two, or what a citation does not mean",
		Long:  "Differ says that two documents are two, or that a citation does not mean a document." + correctionHelp,
		Example: `  danchieu differ nq-10-hdnd-lam-dong-2022 nq-10-hdnd-lam-dong-2023 --by "Nguyễn Văn A" --why "hai kỳ họp"
  danchieu differ ke-hoach-12.pdf#3 nq-13-tu-quang-ninh-2020-2025 --by "Nguyễn Văn A" --why "của thành phố, không phải của tỉnh"`,
	})
}

// newPair makes a verb that says how two things stand to each other of one that has its words.
func newPair(a *app, kind legal.CorrectionKind, cmd *cobra.Command) *cobra.Command {
	var s said
	cmd.Args = usageArgs(cobra.ExactArgs(2), "two documents, or a citation and a document")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.pair(cmd.Context(), kind, args[0], args[1], s)
	}
	s.flags(cmd)
	return cmd
}

func newDecide(a *app) *cobra.Command {
	var s said
	cmd := &cobra.Command{
		Use:   "decide REF FIELD=VALUE...",
		Short: "Say what the number, date, issuer, type, title or days of force of a document are",
		Long: `Decide settles the date, issuer, type or title of a document, and from when it is in force
(effective_from=) or no longer (effective_to=, the first day without it; with nothing behind
it, nothing has ended the document). Its word counts before any other; what citations say
stays as it was read. With number= it says which document a
held file is: REF may be the file's name, its path or the beginning of its SHA-256, and
what else is given completes the head of that file. With nothing behind it, number= says
that the file bears none.` + correctionHelp,
		Example: `  danchieu decide 30-NQ/TW date=23/11/2022 --by "Nguyễn Văn A" --why "theo bản giấy"
  danchieu decide 30-NQ/TW effective_to=01/7/2025 --by "Nguyễn Văn A" --why "bị 05-NQ/TW bãi bỏ"
  danchieu decide scan-12.pdf number=144/KH-SNV date=12/5/2026 --by "Nguyễn Văn A" --why "số viết tay"`,
		Args: usageArgs(cobra.MinimumNArgs(2), "a document and some of number=, date=, issuer=, type=, title=, effective_from=, effective_to="),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.decide(cmd.Context(), args[0], args[1:], s)
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

// sign brings name and reason into the form in which they are kept.
func (s *said) sign() (err error) {
	s.by, s.why, err = pipeline.Sign(s.by, s.why)
	return refused(err)
}

// pair stores that two things are the same or differ.
func (a *app) pair(ctx context.Context, kind legal.CorrectionKind, x, y string, s said) error {
	if err := s.sign(); err != nil {
		return err
	}
	if isCitation(y) {
		x, y = y, x
	}
	if isCitation(y) {
		return exitError{exitUsage, say("both are citations"),
			say("say of each which document it means, or does not mean")}
	}
	k := legal.Correction{Kind: kind, By: s.by, Why: s.why}
	return a.correct(ctx, k, func(c *catalog.Catalog, k *legal.Correction) error {
		if isCitation(x) {
			m, err := a.theCitation(ctx, c, x)
			if err != nil {
				return err
			}
			k.Citation = &legal.CitationRef{File: m.File, Index: m.Index}
		} else {
			d, err := a.theDocument(ctx, c, x)
			if err != nil {
				return err
			}
			k.Other = d.ID
		}
		d, err := a.theDocument(ctx, c, y)
		k.Document = d.ID
		return err
	})
}

func (a *app) decide(ctx context.Context, ref string, assignments []string, s said) error {
	if err := s.sign(); err != nil {
		return err
	}
	var ks []legal.Correction
	named := false
	for _, assignment := range assignments {
		field, value, _ := strings.Cut(assignment, "=")
		field, value, err := pipeline.Decided(field, value)
		if err != nil {
			return refused(err)
		}
		named = named || field == legal.FieldNumber
		ks = append(ks, legal.Correction{Kind: legal.Decide, Field: field, Value: value, By: s.by, Why: s.why})
	}
	return a.correctAll(ctx, ks, func(c *catalog.Catalog) error {
		var file, document string
		var err error
		if named {
			file, document, err = a.theFile(ctx, c, ref)
		} else {
			var d legal.Document
			d, err = a.theDocument(ctx, c, ref)
			document = d.ID
		}
		for i := range ks {
			ks[i].File, ks[i].Document = file, document
		}
		return err
	})
}

// correct stores a correction and says what became of it. What it speaks of is
// looked up by find.
func (a *app) correct(ctx context.Context, k legal.Correction,
	find func(*catalog.Catalog, *legal.Correction) error) error {
	ks := []legal.Correction{k}
	return a.correctAll(ctx, ks, func(c *catalog.Catalog) error { return find(c, &ks[0]) })
}

// correctAll stores corrections, all or none, once find has looked up what they speak of.
func (a *app) correctAll(ctx context.Context, ks []legal.Correction, find func(*catalog.Catalog) error) error {
	err := a.change(ctx, func(c *catalog.Catalog) error {
		err := find(c)
		if err == nil {
			ks, err = pipeline.CorrectAll(ctx, c, ks)
		}
		return refused(err)
	})
	if err != nil {
		return err
	}
	var value any = map[string]any{"corrections": ks}
	if len(ks) == 1 {
		value = ks[0]
	}
	return a.tell(value, func(w printer) {
		for _, k := range ks {
			w.printf("%s\n", correctionLine(k))
			a.stderr.printf("danchieu corrections undo %d takes it back\n", k.N)
		}
	})
}

// refusalHints say what to do about a correction that is not taken.
var refusalHints = map[legal.MessageCode]text{
	legal.RefusedUnsigned: say(`--by "Nguyễn Văn A" --why "the paper original"`),
	legal.RefusedDay:      say("date=23/11/2022"),
	legal.RefusedType:     say(`type="Kế hoạch"`),
	legal.RefusedNumber:   say("number=144/KH-SNV"),
	legal.RefusedHeld:     say("danchieu same A B says that both files are one document"),
	legal.RefusedTyped:    say(`give the type too where the file's is wrong: type="Kế hoạch"`),
	legal.RefusedField:    say("number=, date=, issuer=, type=, title=, effective_from= or effective_to= and a value"),
	legal.RefusedNotMeant: say("danchieu show FILE says what each means"),
	legal.RefusedOne:      say("danchieu differ FILE#N REF says of a citation that it does not mean a document"),
}

// refused says what to do about a correction that is not taken; other errors stay.
func refused(err error) error {
	var r *pipeline.Refusal
	if !errors.As(err, &r) {
		return err
	}
	if r.Before != 0 {
		return exitError{exitUsage, r, say("danchieu corrections undo %d takes that back", r.Before)}
	}
	return exitError{exitUsage, r, refusalHints[r.Code]}
}

func isCitation(s string) bool {
	_, n, ok := strings.Cut(s, "#")
	_, err := strconv.Atoi(n)
	return ok && err == nil
}

// theFile finds the one file that a reference means, by its name, path or SHA-256, or as
// the only one of a document, and the document that it is.
func (a *app) theFile(ctx context.Context, c *catalog.Catalog, ref string) (file, document string, err error) {
	files, err := answer.Contents(ctx, c, ref, realPath)
	if err == nil && len(files) == 0 {
		files, err = answer.ContentsOf(ctx, c, ref)
	}
	if err != nil {
		return "", "", dataFailure(err, a.data)
	}
	if len(files) == 0 {
		d, err := a.theDocument(ctx, c, ref)
		if err != nil {
			return "", "", err
		}
		if files, err = c.FilesOf(ctx, d.ID); err != nil {
			return "", "", dataFailure(err, a.data)
		}
	}
	switch {
	case len(files) == 0:
		return "", "", exitError{exitNothing, say("no file of %s is held", ref), say("give the name or path of a file")}
	case len(files) > 1:
		return "", "", exitError{exitNothing, say("%d files are called %s", len(files), ref), say("give more of its path")}
	}
	document, err = c.SelfOf(ctx, files[0])
	if err != nil {
		return "", "", dataFailure(err, a.data)
	}
	return files[0], document, nil
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
		return catalog.Mention{}, exitError{exitNothing, say("no file %s here", name), say("give its name or its path")}
	case len(contents) > 1:
		return catalog.Mention{}, exitError{exitNothing, say("%d files are called %s", len(contents), name),
			say("give more of its path")}
	}
	m, ok, err := c.Mention(ctx, legal.CitationRef{File: contents[0], Index: n - 1})
	if err != nil {
		return catalog.Mention{}, dataFailure(err, a.data)
	}
	if !ok {
		return catalog.Mention{}, exitError{exitNothing, say("%s has no citation %d", name, n),
			say("danchieu show %s lists them", name)}
	}
	return m, nil
}

func correctionLine(k legal.Correction) text {
	return say("%d  %v (%s, %s: %s)", k.N, k.Says(), k.By, k.At, k.Why)
}
