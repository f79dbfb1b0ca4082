package catalog

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// orphan is a document that nothing names any more, with the citations and files that
// meant it: what they mean then is where its ID leads.
type orphan struct {
	row       docRow
	n         int64
	citations []fileIndex
	files     []int64
}

type fileIndex struct {
	file int64
	idx  int
}

// orphan remembers who meant a document, before they are told otherwise.
func (t *Tx) orphan(row docRow, n int64) (err error) {
	if _, ok := t.orphaned[row.ID]; ok {
		return nil
	}
	o := orphan{row: row, n: n}
	o.citations, err = all(t, "SELECT file, idx FROM meanings WHERE document = ? ORDER BY file, idx", []any{n},
		func(at *fileIndex) []any { return []any{&at.file, &at.idx} })
	if err == nil {
		o.files, err = all(t, "SELECT n FROM files WHERE document = ?", []any{n}, one[int64])
	}
	t.orphaned[row.ID] = o
	return err
}

// retire makes tombstones of the orphaned documents, each with the IDs of the documents
// that its citations and files belong to, or may belong to, now. It returns their IDs.
func (t *Tx) retire() ([]string, error) {
	retired := slices.Sorted(maps.Keys(t.orphaned))
	var rows []docRow
	for _, id := range retired {
		o := t.orphaned[id]
		leads, err := t.redirects(o)
		if err != nil {
			return nil, err
		}
		rows = append(rows, docRow{
			ID: id, Deleted: true, Dates: "[]", Issuers: "[]", DecidedBy: "{}",
			GroupKey: o.row.GroupKey, Base: o.row.Base, Redirects: strings.Join(leads, " "),
		})
	}
	if err := t.putDocuments(rows, map[string]int64{}); err != nil {
		return nil, fmt.Errorf("documents that nothing names: %w", err)
	}
	clear(t.orphaned)
	return retired, t.exec("DELETE FROM former")
}

// redirects returns where the ID of an orphaned document leads.
func (t *Tx) redirects(o orphan) ([]string, error) {
	heirs := map[string]bool{}
	inherit := func(query string, args ...any) error {
		found, err := t.texts(query, args...)
		for _, ids := range found {
			for _, id := range strings.Fields(ids) {
				heirs[id] = true
			}
		}
		return err
	}
	const meant = `SELECT coalesce(d.id, m.candidates) FROM meanings m LEFT JOIN documents d ON d.n = m.document
		WHERE m.file = ? AND m.idx = ?`
	const self = "SELECT d.id FROM files f JOIN documents d ON d.n = f.document WHERE f.n = ? AND f.deleted = 0"
	for _, at := range o.citations {
		if err := inherit(meant, at.file, at.idx); err != nil {
			return nil, err
		}
	}
	for _, n := range o.files {
		if err := inherit(self, n); err != nil {
			return nil, err
		}
	}
	err := inherit(`SELECT coalesce(d.id, m.candidates) FROM former o JOIN citations c ON c.file = o.file
		AND c.raw = o.raw
		JOIN meanings m ON m.file = c.file AND m.idx = c.idx LEFT JOIN documents d ON d.n = m.document
		WHERE o.document = ?`, o.n)
	delete(heirs, o.row.ID)
	return slices.Sorted(maps.Keys(heirs)), err
}

// Leads returns the IDs of the documents that an ID means: itself where a document
// has it, else those that it leads to, by ID; none for one never given.
func (c *Catalog) Leads(ctx context.Context, id string) ([]string, error) {
	return readAll(ctx, c, "follow ID "+id, `WITH RECURSIVE old (id, deleted, redirects) AS (
			SELECT id, deleted, redirects FROM documents WHERE id = ?
			UNION SELECT d.id, d.deleted, d.redirects FROM old
				CROSS JOIN json_each('["' || replace(old.redirects, ' ', '","') || '"]') r
				CROSS JOIN documents d ON d.id = r.value
			WHERE old.deleted = 1)
		SELECT id FROM old WHERE deleted = 0 ORDER BY id`, []any{id}, one[string])
}
