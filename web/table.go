package web

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"path"
	"path/filepath"

	"github.com/danchieu/danchieu/index/export"
)

// maxTable is how many rows a table has at most.
const maxTable = 5000

// sendTable answers with a table for a spreadsheet: CSV in UTF-8 with the mark by
// which Excel knows it. A cell that a spreadsheet would run as a formula gets an
// apostrophe before it.
func (r *request) sendTable(name string, rows [][]string) error {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = export.Inert(c)
		}
		w.Write(cells)
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return err
	}
	r.w.Header().Set("Content-Disposition", attachment(name))
	return r.send(http.StatusOK, "text/csv; charset=utf-8", bytes.ToValidUTF8(b.Bytes(), []byte("\uFFFD")))
}

// lastPart returns the name of a file without its folders.
func lastPart(p string) string {
	if p == "" {
		return ""
	}
	return path.Base(filepath.ToSlash(p))
}
