package web

import (
	"bytes"
	"context"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/danchieu/danchieu/index/table"
	"github.com/danchieu/danchieu/pipeline/legal"
)

const (
	maxTable = 100_000          // rows of a table
	maxMade  = 2                // tables and bundles that are made at a time
	fileTime = 10 * time.Minute // for one
)

// isFile reports whether a request asks for what is made to be filed, which may take long: a list as a table, a bundle.
func isFile(r *http.Request) bool {
	return r.Method == http.MethodGet && (wantsTable(r) || strings.HasSuffix(r.URL.Path, "/bundle.zip"))
}

// make waits for one of the places of those that are made, and leaves the one among the requests at work. The server
// must be told to write for as long as it may take.
func (r *request) make() (leave func(), err error) {
	waiting, cancel := context.WithTimeout(r.ctx, patience)
	defer cancel()
	r.w.leave()
	leave, ok := take(waiting, r.server.made)
	if !ok {
		r.w.Header().Set("Retry-After", "60")
		return nil, errBusy
	}
	http.NewResponseController(r.w).SetWriteDeadline(time.Now().Add(fileTime)) // not every connection has one
	return leave, nil
}

// tables are the addresses at which a list is to be had as a table.
type tables struct{ CSV, XLSX string }

// tables are those of the list that a request asks for, with some values changed.
func (r *request) tables(pairs ...string) tables {
	return tables{r.with(append(pairs, "format", "csv")...), r.with(append(pairs, "format", "xlsx")...)}
}

// wantsTable reports whether a list is asked for as a table.
func (r *request) wantsTable() bool { return wantsTable(r.Request) }

func wantsTable(r *http.Request) bool {
	return slices.Contains([]string{"csv", "xlsx"}, r.URL.Query().Get("format"))
}

// sendTable answers with a table in the format asked for, as a file so called: CSV in UTF-8
// with the mark by which Excel knows it, or a workbook.
func (r *request) sendTable(name string, t table.Table) error {
	leave, err := r.make()
	if err != nil {
		return err
	}
	defer leave()
	look, err := r.look()
	if err != nil {
		return err
	}
	t = t.First(maxTable, legal.Say(legal.TableFull, maxTable))
	var b bytes.Buffer
	kind, ending := "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"
	if r.URL.Query().Get("format") == "csv" {
		kind, ending = "text/csv; charset=utf-8", ".csv"
		b.WriteString("\ufeff")
		err = t.WriteCSV(&b, look)
	} else {
		err = t.WriteXLSX(&b, look)
	}
	if err != nil {
		return err
	}
	r.w.Header().Set("Content-Disposition", attachment(name+ending))
	return r.send(http.StatusOK, kind, b.Bytes())
}

// look shows a table to the reader: links lead here, and files are named from the ingested
// folder on.
func (r *request) look() (table.Look, error) {
	s := r.server
	seq, err := s.state(r.ctx)
	if err != nil {
		return table.Look{}, err
	}
	roots, err := s.roots.get(seq, s.catalog.Roots)
	return table.Look{
		Lang:    legal.Lang(r.lang),
		Path:    func(p table.Path) string { return belowOne(roots, string(p)) },
		Address: func(p table.Place) string { return r.placeAddress(p) },
	}, err
}

// belowOne names a path from the deepest folder that it lies in on.
func belowOne(roots []string, path string) string {
	for _, root := range slices.Backward(roots) {
		if rest, ok := strings.CutPrefix(path, root); ok && strings.HasPrefix(rest, "/") {
			return rest[1:]
		}
	}
	return lastPart(path)
}

// placeAddress is the whole address of a place, "" for none.
func (r *request) placeAddress(p table.Place) string {
	switch {
	case p.SHA256 != "" && p.Citation > 0 && p.Words != "":
		return r.absolute(citationAddress(p.SHA256, p.Page, p.Citation, p.Words))
	case p.SHA256 != "" && p.Citation > 0:
		return r.absolute(fmt.Sprintf("/f/%s/%d?c=%d#c%[3]d", p.SHA256, max(1, p.Page), p.Citation))
	case p.SHA256 != "":
		return r.absolute(fmt.Sprintf("/f/%s/%d", p.SHA256, max(1, p.Page)))
	case p.Document != "":
		return r.absolute("/d/" + url.PathEscape(p.Document))
	}
	return ""
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
