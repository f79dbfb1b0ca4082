package table

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"github.com/danchieu/danchieu/index/export"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// WriteCSV writes the table as CSV (RFC 4180). Dates are as in data, which every
// spreadsheet takes for dates. No spreadsheet takes a cell for a formula ([export.Inert]).
func (t Table) WriteCSV(w io.Writer, l Look) error {
	c := csv.NewWriter(w)
	head := t.headings(l)
	for i, s := range head {
		head[i] = export.Inert(s)
	}
	c.Write(head)
	cells := make([]string, len(t.Columns))
	for row := range t.Rows {
		for i, v := range row {
			cells[i] = l.csvCell(v)
		}
		if err := c.Write(cells); err != nil {
			return fmt.Errorf("write table: %w", err)
		}
	}
	c.Flush()
	if err := cmp.Or(t.failed(), c.Error()); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}

func (l Look) csvCell(v any) string {
	switch v := v.(type) {
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case legal.Date:
		return v.String()
	}
	return export.Inert(l.text(v))
}
