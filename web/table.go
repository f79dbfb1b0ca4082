package web

import (
	"bytes"
	"mime"
	"net/http"
	"path"
	"path/filepath"

	"github.com/danchieu/danchieu/index/answer"
)

// maxTable is how many rows a table has at most.
const maxTable = 5000

// sendTable answers with a table for a spreadsheet: CSV in UTF-8 with the mark by
// which Excel knows it.
func (r *request) sendTable(name string, t answer.Table) error {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	if err := t.Write(&b); err != nil {
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

// attachment writes the header that names a download (RFC 6266).
func attachment(name string) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}
