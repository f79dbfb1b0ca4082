package answer

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/export"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Table is an answer for a spreadsheet: lines of cells, the first of them the names of
// the columns.
type Table [][]string

// Write writes the table as CSV. No spreadsheet takes its cells for formulas
// ([export.Inert]).
func (t Table) Write(w io.Writer) error {
	c := csv.NewWriter(w)
	for _, row := range t {
		cells := make([]string, len(row))
		for i, s := range row {
			cells[i] = export.Inert(s)
		}
		c.Write(cells)
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}

// Table has a line for every place of every document found, and one for a document
// without any.
func (s Search) Table() Table {
	t := Table{{"rank", "id", "document", "file", "page", "ocr", "excerpt", "type", "number", "date", "issuer", "title",
		"printed", "held", "sha256"}}
	for i, h := range s.Hits {
		d := h.About
		head := []string{strconv.Itoa(s.Offset + i + 1), h.ID, h.Document, h.File}
		tail := []string{string(d.Type), d.Number, d.Date.String(), authority.Name(d.Body), d.Title, h.Printed,
			strconv.FormatBool(h.Held()), h.SHA256}
		for _, p := range h.Places {
			t = append(t, slices.Concat(head, []string{export.Number(p.Page), strconv.FormatBool(p.OCR), p.Excerpt},
				tail))
		}
		if len(h.Places) == 0 {
			t = append(t, slices.Concat(head, []string{"", "", ""}, tail))
		}
	}
	return t
}

// CitersTable has a line for every citation of the document.
func (s Shown) CitersTable() Table {
	t := Table{{"document", "relation", "citing", "file", "page", "date", "issuer", "raw", "sentence", "sha256"}}
	for _, m := range s.CitedBy {
		t = append(t, []string{s.ID, string(m.Relation), m.By, m.File, export.Number(m.Page), m.Date.String(), m.Issuer,
			m.Raw, folded(m.Sentence), m.SHA256})
	}
	return t
}

// FindingsTable has a line for every witness of every finding; say words a finding.
func FindingsTable(fs []audit.Finding, say func(audit.Finding) string) Table {
	t := Table{{"finding", "rule", "severity", "message", "documents", "file", "page", "speaker", "value", "wrong",
		"confidence", "sentence", "boxes", "sha256"}}
	for i, f := range fs {
		for _, w := range f.Witnesses {
			t = append(t, []string{strconv.Itoa(i + 1), f.Rule, string(f.Severity), say(f),
				strings.Join(f.Documents, " "), cmp.Or(w.By, w.File), export.Number(w.Page), w.Document, w.Value,
				strconv.FormatBool(w.Wrong), strconv.FormatFloat(w.Confidence, 'f', 3, 64), folded(w.Sentence),
				boxes(w.Boxes), w.SHA256})
		}
	}
	return t
}

// boxes writes boxes as "page:x0,y0,x1,y1", in points.
func boxes(all []legal.PageBox) string {
	var out []string
	for _, b := range all {
		out = append(out, fmt.Sprintf("%d:%.1f,%.1f,%.1f,%.1f", b.Page, b.X0, b.Y0, b.X1, b.Y1))
	}
	return strings.Join(out, " ")
}

// WantedTable has a line for every wanted document.
func WantedTable(ws []audit.Want) Table {
	t := Table{{"id", "type", "number", "name", "date", "body", "title", "partial", "citing", "chains", "mentions",
		"needed_by", "perhaps"}}
	for _, w := range ws {
		d := w.Document
		var perhaps []string
		for _, p := range w.Perhaps {
			perhaps = append(perhaps, p.Self)
		}
		t = append(t, []string{d.ID, string(d.Type), d.Number, d.Name, d.Date.String(), authority.Name(d.Body), d.Title,
			strconv.FormatBool(w.Partial), strconv.Itoa(w.Citing), strconv.Itoa(w.Chains), strconv.Itoa(w.Mentions),
			strings.Join(w.NeededBy, " "), strings.Join(perhaps, " ")})
	}
	return t
}

func folded(s string) string { return strings.Join(strings.Fields(s), " ") }
