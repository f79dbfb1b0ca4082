package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/check"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/word"
)

// checkedDraft is a draft with what was found in it.
type checkedDraft struct {
	file   string
	text   legal.Text
	report check.Report
}

// writeNotes writes what was found beside the draft: as comments in a copy of the Word file, as a page
// with pictures.
func (q asked) writeNotes(drafts []checkedDraft, o checkOptions) error {
	for _, d := range drafts {
		if o.annotate != "" {
			if err := toFile(o.annotate, func(w io.Writer) error { return annotate(d, w, q.lang) }); err != nil {
				return err
			}
		}
	}
	if o.html == "" || len(drafts) == 0 {
		return nil
	}
	return toFile(o.html, func(w io.Writer) error { return writeCheckPage(q.ctx, w, drafts, q.lang) })
}

// annotate writes a Word file again with a comment at the words of every finding.
func annotate(d checkedDraft, w io.Writer, lang legal.Lang) error {
	f, err := os.Open(d.file)
	if err != nil {
		return fmt.Errorf("annotate draft: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("annotate draft: %w", err)
	}
	return writeAnnotated(f, info.Size(), d.text, d.report, lang, w)
}

func writeAnnotated(f io.ReaderAt, size int64, text legal.Text, r check.Report, lang legal.Lang, w io.Writer) error {
	var comments []word.Comment
	for _, x := range r.Findings {
		comments = append(comments, word.Comment{Span: x.Span, Author: "danchieu", Text: check.Says(x, lang)})
	}
	return word.Annotate(f, size, text, comments, w)
}

// notesFor says why notes of some kind cannot be written for the drafts.
func (o checkOptions) notesFor(files []string) error {
	if o.annotate == "" {
		return nil
	}
	if len(files) != 1 || !isWordFile(files[0]) {
		return exitError{exitUsage, say("--annotate wants one Word file (.docx)"), say("for other drafts --html makes a page")}
	}
	if sameFile(files[0], o.annotate) {
		return exitError{code: exitUsage, err: say("--annotate writes another file than the draft")}
	}
	return nil
}

// isWordFile reports whether a file is one of Word by its name.
func isWordFile(path string) bool {
	return slices.Contains([]string{".docx", ".docm", ".dotx", ".dotm"}, strings.ToLower(filepath.Ext(path)))
}

// sameFile reports whether two paths are of one file.
func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

//go:embed check.html
var checkPage string

// drawnPage is a page of a draft with the findings on it.
type drawnPage struct {
	N, Width, Height int // points
	Findings         []check.Finding
}

// drawnDPI is how fine the pictures of pages are.
const drawnDPI = 100

func writeCheckPage(ctx context.Context, w io.Writer, drafts []checkedDraft, lang legal.Lang) error {
	t, err := template.New("check").Funcs(template.FuncMap{
		"lang":    func() legal.Lang { return lang },
		"say":     func(m legal.Words) string { return m.In(lang) },
		"says":    func(f check.Finding) string { return check.Says(f, lang) },
		"t":       func(form string) string { return say(form).In(lang) },
		"called":  func(kind string, value any) string { return called{kind, fmt.Sprint(value)}.In(lang) },
		"head":    func(h legal.Head) string { return answer.HeadLine(h, legal.Date.Printed) },
		"name":    filepath.Base,
		"own":     func(w audit.Witness) bool { return w.Index == audit.Head },
		"pages":   pagesOf,
		"picture": func(d checkedDraft, p drawnPage) (template.URL, error) { return picture(ctx, d, p) },
		"at":      legal.At,
		"by":      legal.DeciderName,
		"report":  func(d checkedDraft) check.Report { return d.report },
		"minus":   func(a, b float64) float64 { return a - b },
	}).Parse(checkPage)
	if err != nil {
		return err
	}
	return t.Execute(w, drafts)
}

// pagesOf returns the pages of a draft on which something was found.
func pagesOf(d checkedDraft) []drawnPage {
	found := map[int][]check.Finding{}
	for _, f := range d.report.Findings {
		found[f.Page] = append(found[f.Page], f)
	}
	var out []drawnPage
	for n, p := range d.text.Pages {
		if found[n+1] != nil {
			out = append(out, drawnPage{n + 1, int(p.Width), int(p.Height), found[n+1]})
		}
	}
	return out
}

// picture draws a page of a draft that is a PDF, where poppler is there; else it returns "".
func picture(ctx context.Context, d checkedDraft, p drawnPage) (template.URL, error) {
	if p.Width == 0 || filepath.Ext(d.file) == ".txt" {
		return "", nil
	}
	drawn, err := pdf.Picture(ctx, d.file, p.N, pdf.FittingDPI(float64(p.Width), float64(p.Height), drawnDPI))
	if err != nil {
		return "", ctx.Err()
	}
	var b bytes.Buffer
	if err := png.Encode(&b, drawn.RGBA()); err != nil {
		return "", err
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())), nil
}
