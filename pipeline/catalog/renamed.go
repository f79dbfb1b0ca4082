package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// dying is a document that nothing names any more, with the citations and files
// that meant it: where they go, its ID leads.
type dying struct {
	id, part  string
	citations []fileIndex
	files     []int64
}

// readDying finds the documents that are stored and no longer named, before their
// citations are given away.
func (s *saver) readDying(docs []legal.Document) error {
	alive := map[string]bool{}
	for _, d := range docs {
		alive[d.ID] = true
	}
	at := map[int64]int{}
	where, args := s.stored()
	err := each(s.ctx, s.tx, "SELECT n, id, part FROM documents WHERE deleted = 0 AND "+where+" ORDER BY id", args, func(rows *sql.Rows) error {
		var n int64
		var id, part string
		if err := rows.Scan(&n, &id, &part); err != nil {
			return err
		}
		if !alive[id] {
			at[n] = len(s.dying)
			s.dying = append(s.dying, dying{id: id, part: part})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for n, i := range at {
		d := &s.dying[i]
		err := each(s.ctx, s.tx, "SELECT file, idx FROM meanings WHERE document = ? ORDER BY file, idx", []any{n}, func(rows *sql.Rows) error {
			var at fileIndex
			err := rows.Scan(&at.file, &at.idx)
			d.citations = append(d.citations, at)
			return err
		})
		if err != nil {
			return err
		}
		err = each(s.ctx, s.tx, "SELECT n FROM files WHERE document = ?", []any{n}, func(rows *sql.Rows) error {
			var file int64
			err := rows.Scan(&file)
			d.files = append(d.files, file)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// bury makes tombstones of the dying documents, each with the IDs of the documents
// that its citations and files belong to, or may belong to, now.
func (s *saver) bury() error {
	for _, d := range s.dying {
		heirs := map[string]bool{}
		inherit := func(query string, args ...any) error {
			return each(s.ctx, s.tx, query, args, func(rows *sql.Rows) error {
				var ids string
				err := rows.Scan(&ids)
				for _, id := range strings.Fields(ids) {
					heirs[id] = true
				}
				return err
			})
		}
		for _, at := range d.citations {
			err := inherit("SELECT coalesce(d.id, m.candidates) FROM meanings m LEFT JOIN documents d ON d.n = m.document WHERE m.file = ? AND m.idx = ?", at.file, at.idx)
			if err != nil {
				return err
			}
		}
		err := inherit(`SELECT coalesce(d.id, m.candidates) FROM former o JOIN citations c ON c.file = o.file AND c.raw = o.raw
			JOIN meanings m ON m.file = c.file AND m.idx = c.idx LEFT JOIN documents d ON d.n = m.document WHERE o.document = ?`, s.docs[d.id])
		if err != nil {
			return err
		}
		for _, n := range d.files {
			if err := inherit("SELECT d.id FROM files f JOIN documents d ON d.n = f.document WHERE f.n = ? AND f.deleted = 0", n); err != nil {
				return err
			}
		}
		delete(heirs, d.id)
		leads := make([]string, 0, len(heirs))
		for id := range heirs {
			leads = append(leads, id)
		}
		slices.Sort(leads)
		row := docRow{ID: d.id, Deleted: true, Dates: "[]", Issuers: "[]", Settled: "{}", Part: d.part, Leads: strings.Join(leads, " ")}
		if err := s.putDocument(row); err != nil {
			return fmt.Errorf("document %s: %w", d.id, err)
		}
	}
	return s.exec("DELETE FROM former")
}

// Renamed returns, for every ID that a document had once and has no more, the IDs
// of those that it leads to; none where nothing is left of it.
func (c *Catalog) Renamed(ctx context.Context) (map[string][]string, error) {
	out := map[string][]string{}
	err := c.read(ctx, func(tx *sql.Tx) error { return readRenamed(ctx, tx, out) })
	if err != nil {
		return nil, fmt.Errorf("read old IDs: %w", err)
	}
	return out, nil
}

func readRenamed(ctx context.Context, tx *sql.Tx, into map[string][]string) error {
	return each(ctx, tx, "SELECT id, leads FROM documents WHERE deleted = 1", nil, func(rows *sql.Rows) error {
		var id, leads string
		err := rows.Scan(&id, &leads)
		into[id] = strings.Fields(leads)
		return err
	})
}

// Leads returns the IDs of the documents that an ID means: itself where a document
// has it, else those that it leads to, by ID; none for one never given.
func (c *Catalog) Leads(ctx context.Context, id string) ([]string, error) {
	var out []string
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `WITH RECURSIVE old (id, deleted, leads) AS (
				SELECT id, deleted, leads FROM documents WHERE id = ?
				UNION SELECT d.id, d.deleted, d.leads FROM old, documents d
				WHERE old.deleted = 1 AND ' ' || old.leads || ' ' LIKE '% ' || d.id || ' %')
			SELECT id FROM old WHERE deleted = 0 ORDER BY id`, []any{id}, func(rows *sql.Rows) error {
			var id string
			err := rows.Scan(&id)
			out = append(out, id)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("follow ID %s: %w", id, err)
	}
	return out, nil
}
