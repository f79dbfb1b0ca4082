// Package table writes lists for people to file and to work on: as CSV, and as a workbook
// for Excel and LibreOffice. A list is made once, in the place that answers; here it is put
// into cells.
package table

import (
	"iter"

	"github.com/danchieu/danchieu/index/export"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Table is a list. A cell of a row is a string, an int, a float64, a [legal.Date],
// [legal.Words], a [Path], a [Place], or nil for nothing; a row has as many as there are
// columns.
type Table struct {
	Name    legal.Words // of the sheet in a workbook
	Columns []Column
	Rows    iter.Seq[[]any]
	Err     func() error // why the rows that were gone through are not all; nil where nothing can go wrong
}

// failed is why the rows that were gone through are not all.
func (t Table) failed() error {
	if t.Err == nil {
		return nil
	}
	return t.Err()
}

// Column is a column with its heading.
type Column struct {
	Heading legal.Words
	Width   int // in letters
}

// Path is where a file lies.
type Path string

// Place is what a link leads to: a citation on a page of a file, the page, or a document.
type Place struct {
	Document string // ID, where there is no file
	SHA256   string
	Path     string // of the file
	Page     int
	Citation int    // from 1, 0 for none
	Words    string // of the citation
}

// Look is how a table is shown: the language, and where files and places are to be found
// from where it will be read.
type Look struct {
	Lang    legal.Lang
	Path    func(Path) string
	Address func(Place) string // "" for none
}

// text is a cell in letters.
func (l Look) text(cell any) string {
	switch v := cell.(type) {
	case string:
		return export.Plain(v)
	case legal.Words:
		return export.Plain(v.In(l.Lang))
	case Path:
		return export.Plain(l.Path(v))
	case Place:
		return export.Plain(l.Address(v))
	}
	return ""
}

// First cuts a table to its first rows. Where there are more, a last one says so in its first cell.
func (t Table) First(n int, says legal.Words) Table {
	all := t.Rows
	t.Rows = func(yield func([]any) bool) {
		left := n
		for row := range all {
			if left--; left < 0 {
				yield(t.saying(says))
				return
			}
			if !yield(row) {
				return
			}
		}
	}
	return t
}

func (t Table) saying(says legal.Words) []any {
	row := make([]any, len(t.Columns))
	row[0] = says
	return row
}

// headings are the names of the columns as cells.
func (t Table) headings(l Look) []string {
	var out []string
	for _, c := range t.Columns {
		out = append(out, l.text(c.Heading))
	}
	return out
}
