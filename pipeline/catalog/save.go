package catalog

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Save stores what the readings mean under some group keys, and writes only what
// differs from what is stored. Documents that differ take new change numbers. [Tx.Conclude]
// comes after all that is saved, at the latest when the transaction ends.
func (t *Tx) Save(r legal.Resolved, keys []string) error {
	t.inconclusive = true
	docs, err := t.saveDocuments(r, keys)
	if err != nil {
		return err
	}
	if err := t.putMeanings(r.Meanings, docs); err != nil {
		return fmt.Errorf("meanings of citations: %w", err)
	}
	return t.putSelves(r.Self, docs)
}

// putSelves writes which documents files are, where that is not stored. Those files take new
// change numbers.
func (t *Tx) putSelves(self map[string]string, docs map[string]int64) error {
	now := map[int64]sql.NullInt64{}
	for sha, id := range self {
		n, err := t.fileNumber(sha)
		if err != nil {
			return err
		}
		now[n] = number(id, docs)
	}
	files := slices.Sorted(maps.Keys(now))
	was, err := t.selves(files)
	if err != nil {
		return err
	}
	var rows [][]any
	var unsettled []int64
	for _, n := range files {
		if was[n] == now[n] {
			continue
		}
		seq, err := t.nextSeq()
		if err != nil {
			return err
		}
		t.touched[n], t.numbered[n] = true, true
		rows = append(rows, []any{n, now[n], seq})
		for _, d := range []sql.NullInt64{was[n], now[n]} {
			if d.Valid {
				unsettled = append(unsettled, d.Int64)
			}
		}
	}
	if err := t.setRows("files", []string{"document", "seq"}, []string{"bigint", "bigint"}, rows); err != nil {
		return err
	}
	return t.unsettleDocuments(unsettled)
}

// selves returns which documents files are.
func (t *Tx) selves(files []int64) (map[int64]sql.NullInt64, error) {
	type row struct {
		n        int64
		document sql.NullInt64
	}
	out := map[int64]sql.NullInt64{}
	return out, eachRow(t, "SELECT n, document FROM files WHERE n IN "+numbers, []any{list(files)},
		func(r *row) []any { return []any{&r.n, &r.document} },
		func(r row) error {
			out[r.n] = r.document
			return nil
		})
}

// saveDocuments writes new and changed documents, and returns the numbers of all by ID.
// Those that are stored under the keys and not named any more are orphaned.
func (t *Tx) saveDocuments(r legal.Resolved, keys []string) (map[string]int64, error) {
	stored, docs := map[string]docRow{}, map[string]int64{}
	type row struct {
		docRow
		n int64
	}
	const under = ", n FROM documents WHERE deleted = 0 AND group_key IN (SELECT value FROM json_each(?))"
	err := eachRow(t, "SELECT "+docColumns+under, []any{list(keys)},
		func(r *row) []any { return append(r.places(), &r.n) },
		func(r row) error {
			stored[r.ID], docs[r.ID] = r.docRow, r.n
			return nil
		})
	if err != nil {
		return nil, err
	}
	var changed []docRow
	for _, d := range r.Documents {
		row, err := newDocRow(d)
		if err != nil {
			return nil, err
		}
		g := r.Groups[d.ID]
		row.GroupKey, row.Base, row.Near, row.Weak = g.Key, g.Base, g.Near, g.Weak
		old, ok := stored[d.ID]
		delete(stored, d.ID)
		delete(t.orphaned, d.ID)
		if ok && old == row {
			continue
		}
		changed = append(changed, row)
	}
	if err := t.putDocuments(changed, docs); err != nil {
		return nil, fmt.Errorf("documents: %w", err)
	}
	for id, row := range stored {
		if err := t.orphan(row, docs[id]); err != nil {
			return nil, err
		}
	}
	return docs, nil
}

// putDocuments writes documents with new change numbers, and their own numbers into docs.
func (t *Tx) putDocuments(documents []docRow, docs map[string]int64) error {
	const columns = docColumns + ", seq"
	var rows [][]any
	for i := range documents {
		seq, err := t.nextSeq()
		if err != nil {
			return err
		}
		rows = append(rows, append(documents[i].places(), seq))
	}
	var written []int64
	err := t.eachAdded("documents", columns, overwriting("id", columns)+" RETURNING id, n", rows, func(r *sql.Rows) error {
		var id string
		var n int64
		err := r.Scan(&id, &n)
		docs[id], written = n, append(written, n)
		return err
	})
	if err != nil {
		return err
	}
	return t.unsettleDocuments(written)
}

// putMeanings writes what citations mean, where that is not stored.
func (t *Tx) putMeanings(meanings []legal.Meaning, docs map[string]int64) error {
	const differs = `ON CONFLICT (file, idx) DO UPDATE
		SET document = excluded.document, candidates = excluded.candidates, reason = excluded.reason
		WHERE meanings.document IS DISTINCT FROM excluded.document OR meanings.candidates <> excluded.candidates
			OR meanings.reason <> excluded.reason
		RETURNING file`
	var rows [][]any
	for _, m := range meanings {
		n, err := t.fileNumber(m.File)
		if err != nil {
			return err
		}
		rows = append(rows, []any{n, m.Index, number(m.Document, docs), strings.Join(m.Candidates, " "), m.Reason})
	}
	return t.eachAdded("meanings", "file, idx, document, candidates, reason", differs, rows, func(r *sql.Rows) error {
		var n int64
		err := r.Scan(&n)
		t.touched[n] = true
		return err
	})
}

// number returns the number of a document, null for none.
func number(id string, docs map[string]int64) sql.NullInt64 {
	return sql.NullInt64{Int64: docs[id], Valid: id != ""}
}

// Conclude brings what follows from the saved meanings in line with them: edges, where old
// IDs lead, and the change numbers of the files whose own document or meanings differ.
// It returns the IDs that documents no longer have.
func (t *Tx) Conclude() (retired []string, err error) {
	t.inconclusive = false
	touched := slices.Sorted(maps.Keys(t.touched))
	if err := t.relate(touched); err != nil {
		return nil, err
	}
	if retired, err = t.retire(); err != nil {
		return nil, err
	}
	touched = slices.DeleteFunc(touched, func(n int64) bool { return t.numbered[n] })
	if err := t.touchFiles(touched); err != nil {
		return nil, err
	}
	clear(t.touched)
	return retired, nil
}

// relate makes the edges that files state agree with what their citations mean, as the
// view stated has it.
func (t *Tx) relate(files []int64) error {
	before, err := all(t, "SELECT DISTINCT edge FROM evidence WHERE file IN "+numbers, []any{list(files)}, one[int64])
	if err != nil {
		return err
	}
	if len(before) > 0 {
		if err := t.unsettle(files); err != nil {
			return err
		}
		if err := t.exec("DELETE FROM evidence WHERE file IN "+numbers, list(files)); err != nil {
			return err
		}
	}
	if err := t.state(files); err != nil {
		return err
	}
	const unstated = "DELETE FROM edges WHERE n IN " + numbers + " AND NOT EXISTS (SELECT 1 FROM evidence WHERE edge = edges.n)"
	if len(before) > 0 {
		if err := t.exec(unstated, list(before)); err != nil {
			return err
		}
	}
	return t.unsettle(files)
}

// state writes the edges that files state, with the citations that do.
func (t *Tx) state(files []int64) error {
	for of, args := range t.store.among(files) {
		err := t.execEach([]string{
			`INSERT INTO edges (source, target, relation)
				SELECT source, target, relation FROM stated s WHERE s.file` + of + ` ORDER BY file, idx ON CONFLICT DO NOTHING`,
			`INSERT INTO evidence (edge, file, idx, scope, subtype, provision, derived)
				SELECT e.n, s.file, s.idx, s.scope, s.subtype, s.provision, s.derived FROM stated s
				JOIN edges e USING (source, target, relation) WHERE s.file` + of,
		}, args...)
		if err != nil {
			return err
		}
	}
	return nil
}
