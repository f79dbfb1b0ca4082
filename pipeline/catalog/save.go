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
	for _, m := range r.Meanings {
		if err := t.putMeaning(m, docs); err != nil {
			return fmt.Errorf("meaning of a citation: %w", err)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(r.Self)) {
		n, err := t.fileNumber(file)
		if err != nil {
			return err
		}
		if err := t.putSelf(n, number(r.Self[file], docs)); err != nil {
			return err
		}
	}
	return nil
}

// putSelf writes which document a file is, unless it is stored so.
func (t *Tx) putSelf(file int64, self sql.NullInt64) error {
	const was = "INSERT OR IGNORE INTO unsettled SELECT document FROM files WHERE n = ?1 AND document <> ?2"
	if err := t.exec(was, file, self); err != nil {
		return err
	}
	changed, err := t.changes("UPDATE files SET document = ?1 WHERE n = ?2 AND document IS NOT ?1", self, file)
	if err != nil || !changed {
		return err
	}
	t.touched[file] = true
	return t.unsettleSelf(file)
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
		if docs[d.ID], err = t.putDocument(row); err != nil {
			return nil, fmt.Errorf("document %s: %w", d.ID, err)
		}
	}
	for id, row := range stored {
		if err := t.orphan(row, docs[id]); err != nil {
			return nil, err
		}
	}
	return docs, nil
}

func (t *Tx) putDocument(r docRow) (n int64, err error) {
	seq, err := t.nextSeq()
	if err != nil {
		return 0, err
	}
	query := upsertInto("documents", "id", docColumns+", seq") + " RETURNING n"
	if err = t.row(query, append(r.places(), seq), &n); err != nil {
		return 0, err
	}
	return n, t.exec("INSERT OR IGNORE INTO unsettled VALUES (?)", n)
}

// putMeaning writes what a citation means, unless it is stored so.
func (t *Tx) putMeaning(m legal.Meaning, docs map[string]int64) error {
	n, err := t.fileNumber(m.File)
	if err != nil {
		return err
	}
	changed, err := t.changes(`INSERT INTO meanings (file, idx, document, candidates, reason) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET document = excluded.document, candidates = excluded.candidates,
		reason = excluded.reason
		WHERE document IS NOT excluded.document OR candidates <> excluded.candidates OR reason <> excluded.reason`,
		n, m.Index, number(m.Document, docs), strings.Join(m.Candidates, " "), m.Reason)
	if changed {
		t.touched[n] = true
	}
	return err
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
	for _, n := range touched {
		if err := t.relate(n); err != nil {
			return nil, err
		}
	}
	if retired, err = t.retire(); err != nil {
		return nil, err
	}
	for _, n := range touched {
		if err := t.touchFile(sql.NullInt64{Int64: n, Valid: true}); err != nil {
			return nil, err
		}
	}
	clear(t.touched)
	return retired, nil
}

// relate makes the edges that a file states agree with what its citations mean, as the
// view stated has it.
func (t *Tx) relate(file int64) error {
	if err := t.unsettle(file); err != nil {
		return err
	}
	before, err := t.texts("SELECT DISTINCT edge FROM evidence WHERE file = ?", file)
	if err != nil {
		return err
	}
	err = t.execEach([]string{
		`INSERT OR IGNORE INTO edges (source, target, relation)
			SELECT source, target, relation FROM stated WHERE file = ? ORDER BY idx`,
		"DELETE FROM evidence WHERE file = ?",
		`INSERT INTO evidence (edge, file, idx, scope, subtype, provision, derived)
			SELECT e.n, s.file, s.idx, s.scope, s.subtype, s.provision, s.derived FROM stated s
			JOIN edges e USING (source, target, relation) WHERE s.file = ?`,
	}, file)
	if err != nil {
		return err
	}
	const unstated = "DELETE FROM edges WHERE n = ?1 AND NOT EXISTS (SELECT 1 FROM evidence WHERE edge = ?1)"
	for _, edge := range before {
		if err := t.exec(unstated, edge); err != nil {
			return err
		}
	}
	return t.unsettle(file)
}
