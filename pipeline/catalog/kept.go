package catalog

import (
	"database/sql"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// What a file says is read again when OCR has read more of its pages, or by a newer
// program. Until that is resolved, a citation that reads as it did on its page means what
// it meant: nobody who asks meanwhile is told less than before.

// meant is what a citation meant before its file was read again.
type meant struct {
	printed
	document           sql.NullInt64
	candidates, reason string
}

// printed is a page and how a citation reads on it.
type printed struct {
	page int
	raw  string
}

// meantBefore returns what the citations of a file mean, in order.
func (t *Tx) meantBefore(file int64) ([]meant, error) {
	const query = `SELECT c.page, c.raw, m.document, m.candidates, m.reason FROM meanings m
		JOIN citations c ON c.file = m.file AND c.idx = m.idx WHERE m.file = ? ORDER BY m.idx`
	return all(t, query, []any{file}, func(m *meant) []any {
		return []any{&m.page, &m.raw, &m.document, &m.candidates, &m.reason}
	})
}

// keepMeanings gives the citations of a file that read as others did before what those
// meant, each to one, in order, and makes the edges they state.
func (t *Tx) keepMeanings(file int64, citations []legal.Citation, before []meant) error {
	if len(before) == 0 {
		return nil
	}
	left := map[printed][]meant{}
	for _, m := range before {
		left[m.printed] = append(left[m.printed], m)
	}
	var rows [][]any
	for i, c := range citations {
		at := printed{c.Page, c.Raw}
		if len(left[at]) == 0 {
			continue
		}
		m := left[at][0]
		left[at] = left[at][1:]
		rows = append(rows, []any{file, i, m.document, m.candidates, m.reason})
	}
	if err := t.addRows("meanings", "file, idx, document, candidates, reason", "", rows); err != nil {
		return err
	}
	return t.relate([]int64{file})
}
