package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/export"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

func newExtract(a *app) *cobra.Command {
	var text, noRescue, explain bool
	cmd := &cobra.Command{
		Use:   "extract FILE...",
		Short: "Print what one file says and cites, without a data folder",
		Long: `Extract reads files of the kinds that ingest reads (a .txt as running text with form feeds
between pages) and prints the citations as written: it inherits nothing and decides nothing.`,
		Example: `  danchieu extract ke-hoach.pdf
  danchieu extract --json *.pdf > citations.jsonl
  danchieu extract --text ke-hoach.pdf
  danchieu extract --explain ke-hoach.pdf`,
		Args: usageArgs(cobra.MinimumNArgs(1), "a file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.extract(cmd.Context(), args, extractOptions{text, noRescue, explain})
		},
	}
	cmd.Flags().BoolVar(&text, "text", false,
		"print the running text between the heads and numbers of its pages, a form feed between pages")
	cmd.Flags().BoolVar(&explain, "explain", false, "print for every citation which words gave which field")
	cmd.Flags().BoolVar(&noRescue, "no-rescue", false,
		"own reading alone, no outside program but LibreOffice; pages without reliable text are printed as they are")
	return cmd
}

type extractOptions struct{ text, asIs, explain bool }

// extract prints every file in the order given; one that cannot be read does not
// keep the others back.
func (a *app) extract(ctx context.Context, files []string, o extractOptions) error {
	for _, f := range files {
		if _, err := os.Stat(f); err != nil {
			return exitError{code: exitUsage, err: say("no such file: %s", f)}
		}
	}
	reader, err := startReader(ctx)
	if err != nil {
		return err
	}
	defer reader.Close()
	collectLess(usualMemory)
	failed := 0
	for _, f := range files {
		r, err := readOne(ctx, reader, f, o.asIs)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil || len(r.Damaged) > 0 {
			failed++
		}
		if err := a.printReading(f, r, err, o); err != nil {
			return err
		}
	}
	if failed > 0 {
		return exitError{code: exitFailures, err: say("%d of %s could not be read in full", failed, nouns(len(files), "file"))}
	}
	return nil
}

func readOne(ctx context.Context, reader *pdf.Child, file string, asIs bool) (pipeline.FileReading, error) {
	if asIs {
		return pipeline.ReadAsIs(ctx, reader, file)
	}
	return pipeline.Read(ctx, reader, file, pipeline.Recognise)
}

func (a *app) printReading(file string, r pipeline.FileReading, readErr error, o extractOptions) error {
	switch {
	case a.json:
		return writeJSONLine(a.stdout, extracted(file, r, readErr))
	case readErr != nil:
		_, sentence := pipeline.Reason(readErr)
		a.stderr.printf("%s: %s\n", file, sentence)
		return nil
	case o.text:
		a.printFailed(file, r)
		return printText(a.stdout, r.Text)
	}
	a.printFailed(file, r)
	return a.printCitations(file, r, o.explain)
}

// printFailed says which pages are damaged, and which OCR could not read.
func (a *app) printFailed(file string, r pipeline.FileReading) {
	for _, p := range r.Damaged {
		_, sentence := pipeline.Reason(p.Err)
		a.stderr.printf("%s: page %d is damaged: %s\n", file, p.Page, sentence)
	}
	for _, p := range r.Failed {
		_, sentence := pipeline.Reason(p.Err)
		a.stderr.printf("%s: page %d waits for OCR, which failed: %s\n", file, p.Page, sentence)
	}
}

// extraction is the JSON of one file.
type extraction struct {
	File        string             `json:"file"`
	SHA256      string             `json:"sha256,omitempty"`
	Pages       int                `json:"pages"`
	PageSources []legal.PageSource `json:"page_sources"`
	Failed      []pageFailureJSON  `json:"ocr_failed,omitempty"` // pages that OCR could not read
	Damaged     []pageFailureJSON  `json:"damaged,omitempty"`    // pages that may have lost text
	Self        *selfJSON          `json:"self"`
	Citations   []citationJSON     `json:"citations"`
	Unnumbered  []citationJSON     `json:"unnumbered"` // cited by title alone
	Standards   []citationJSON     `json:"standards"`  // QCVN, TCVN: no documents of the administration
	Error       *errorJSON         `json:"error"`
}

type selfJSON struct {
	Type   *string `json:"type"`
	Number *string `json:"number"`
	Date   *string `json:"date"`
	Issuer *string `json:"issuer"`
	Title  *string `json:"title"`
}

type citationJSON struct {
	Page       int             `json:"page"`
	Paragraph  int             `json:"paragraph,omitempty"` // from 1, in a file that has no pages
	Type       *string         `json:"type"`
	Number     *string         `json:"number"`
	Other      string          `json:"other,omitempty"` // the number, as OCR read it in a second way
	Date       *string         `json:"date"`
	Issuer     *string         `json:"issuer"`
	Title      *string         `json:"title"`
	Source     string          `json:"source"`
	Relation   legal.Relation  `json:"relation"`
	Scope      legal.Scope     `json:"scope,omitempty"`
	Subtype    legal.Subtype   `json:"subtype,omitempty"`
	Deed       *deedJSON       `json:"deed,omitempty"`
	Name       *string         `json:"name"`
	Provision  *string         `json:"provision"`
	Raw        string          `json:"raw"`
	Footnote   bool            `json:"footnote"`
	Confidence float64         `json:"confidence"`
	Boxes      []legal.PageBox `json:"boxes"`
}

// deedJSON is what the passive says that a document did to another.
type deedJSON struct {
	To        string         `json:"to"` // as a source is named
	Relation  legal.Relation `json:"relation"`
	Scope     legal.Scope    `json:"scope,omitempty"`
	Subtype   legal.Subtype  `json:"subtype,omitempty"`
	Provision string         `json:"provision,omitempty"`
}

type pageFailureJSON struct {
	Page int `json:"page"`
	errorJSON
}

type errorJSON struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func pageFailures(pages []pipeline.FailedPage) (out []pageFailureJSON) {
	for _, p := range pages {
		code, sentence := pipeline.Reason(p.Err)
		out = append(out, pageFailureJSON{p.Page, errorJSON{code, sentence.String()}})
	}
	return out
}

func extracted(file string, r pipeline.FileReading, err error) extraction {
	out := extraction{
		File: file, SHA256: r.SHA256, Pages: len(r.Text.Pages),
		PageSources: []legal.PageSource{}, Citations: []citationJSON{}, Unnumbered: []citationJSON{},
		Standards: []citationJSON{},
	}
	if err != nil {
		code, sentence := pipeline.Reason(err)
		out.Error = &errorJSON{code, sentence.String()}
		return out
	}
	for _, p := range r.Text.Pages {
		out.PageSources = append(out.PageSources, p.Source)
	}
	out.Failed, out.Damaged = pageFailures(r.Failed), pageFailures(r.Damaged)
	h := r.Text.Head
	out.Self = &selfJSON{export.OrNull(string(h.Type)), export.OrNull(h.Number), export.OrNull(h.Date.String()),
		export.OrNull(h.Issuer), export.OrNull(h.Title)}
	for _, c := range r.Citations {
		j := newCitationJSON(r.Text, c, numberAt(r.Citations, c.From))
		if d := c.Deed; d.Relation != "" {
			j.Deed = &deedJSON{numberAt(r.Citations, d.To), d.Relation, d.Scope, d.Subtype, d.Provision}
		}
		if c.Type.IsStandard() {
			out.Standards = append(out.Standards, j)
		} else {
			out.Citations = append(out.Citations, j)
		}
	}
	for _, u := range cite.FindUnnumbered(r.Text) {
		source := u.Source
		if source == "" {
			source = "."
		}
		out.Unnumbered = append(out.Unnumbered, newCitationJSON(r.Text, u.Citation, source))
	}
	return out
}

func newCitationJSON(t legal.Text, c legal.Citation, source string) citationJSON {
	return citationJSON{
		Page: c.Page, Paragraph: c.Paragraph, Type: export.OrNull(string(c.Type)), Number: export.OrNull(c.Number), Other: c.Other,
		Date: export.OrNull(c.Date.String()), Issuer: export.OrNull(c.Issuer), Title: export.OrNull(c.Title),
		Source: source, Relation: c.Relation, Scope: c.Scope, Subtype: c.Subtype, Name: export.OrNull(c.Name),
		Provision: export.OrNull(c.Provision), Raw: c.Raw, Footnote: c.Zone == legal.ZoneFootnote,
		Confidence: c.Confidence, Boxes: export.Boxes(t, c.Span),
	}
}

// numberAt returns the number of a cited document, "." for the file's own and for one
// without a number.
func numberAt(all []legal.Citation, i int) string {
	if i < 0 || all[i].Number == "" {
		return "."
	}
	return all[i].Number
}

func writeJSONLine(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// printText prints the running text page by page: of every block the words that
// stand on the page, a line a block, between what stands in the page's margins.
func printText(w printer, t legal.Text) error {
	pages := make([][]string, len(t.Pages))
	for i, p := range t.Pages {
		pages[i] = append(pages[i], p.Above...)
	}
	i := 0
	for _, b := range t.Blocks {
		page, end := 0, 0
		for ; i < len(t.Words) && t.Words[i].Start < b.End; i++ {
			word := t.Words[i]
			lines := &pages[word.Page-1]
			if page != word.Page {
				*lines = append(*lines, "")
				end = word.Start
			}
			(*lines)[len(*lines)-1] += t.Content[end:word.End]
			page, end = word.Page, word.End
		}
	}
	out := bufio.NewWriter(w)
	for i, p := range t.Pages {
		if i > 0 {
			out.WriteByte('\f')
		}
		out.WriteString(strings.Join(append(pages[i], p.Below...), "\n") + "\n")
	}
	return out.Flush()
}

func (a *app) printCitations(file string, r pipeline.FileReading, explain bool) error {
	w := a.stdout
	var reasons [][]cite.Reason
	if explain {
		reasons = cite.Explain(r.Text)
	}
	w.printf("%s: %s\n", file, a.headLine(r.Text.Head))
	for i, c := range r.Citations {
		w.printf("  %-5s %-10s %s\n", legal.At(c.Page, c.Paragraph), called{"relation", string(c.Relation)}, citationLine(r.Citations, c))
		if explain {
			printReasons(w, reasons[i])
		}
	}
	w.printf("  %s on %s\n", nouns(len(r.Citations), "citation"), nouns(len(r.Text.Pages), "page"))
	return nil
}

func printReasons(w printer, reasons []cite.Reason) {
	for _, r := range reasons {
		if r.Field == "date" {
			r.Value = answer.StoredDay(r.Value)
		}
		w.printf("          %-10s %s: %s", r.Field, r.Value, r.Rule)
		if r.Words != "" {
			w.printf(" (%s)", r.Words)
		}
		w.printf("\n")
	}
}

func (a *app) headLine(h legal.Head) string { return answer.HeadLine(h, a.day) }

func citationLine(all []legal.Citation, c legal.Citation) string {
	line := c.Raw
	if c.Provision != "" {
		line = c.Provision + " " + line
	}
	if c.From >= 0 {
		line += " ← " + string(all[c.From].Type) + " " + numberAt(all, c.From)
	}
	if d := c.Deed; d.Relation != "" {
		line += " → " + string(d.Relation) + " " + numberAt(all, d.To)
	}
	return line
}
