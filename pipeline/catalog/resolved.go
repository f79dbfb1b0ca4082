package catalog

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// SaveResolved stores what the readings mean, in one transaction, and writes only
// what differs from what is stored. Documents that differ take new change
// numbers, and so do files whose own document or whose meanings differ; documents
// no longer named become tombstones.
func (c *Catalog) SaveResolved(ctx context.Context, r legal.Resolved) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		return newSaver(ctx, tx).save(r)
	})
	if err != nil {
		return fmt.Errorf("store what citations mean: %w", err)
	}
	return nil
}

// saver writes one resolution.
type saver struct {
	ctx     context.Context
	tx      *sql.Tx
	stmts   map[string]*sql.Stmt // prepared, by their text; closed with the transaction
	files   map[string]int64     // SHA-256 → n
	docs    map[string]int64     // ID → n
	touched map[int64]bool       // files whose meaning differs
	dying   []dying              // documents that nothing names any more
	keys    string               // JSON: those whose documents are saved, "" for all
}

func newSaver(ctx context.Context, tx *sql.Tx) *saver {
	return &saver{ctx: ctx, tx: tx, stmts: map[string]*sql.Stmt{}, files: map[string]int64{}, touched: map[int64]bool{}}
}

// stored returns a condition for the documents that the saved ones replace.
func (s *saver) stored() (where string, args []any) {
	if s.keys == "" {
		return "1 = 1", nil
	}
	return "deleted = 0 AND part IN (SELECT value FROM json_each(?))", []any{s.keys}
}

func (s *saver) save(r legal.Resolved) error {
	for _, step := range []func() error{
		s.loadFiles,
		func() error { return s.saveDocuments(r) },
		func() error { return s.readDying(r.Documents) },
		func() error { return s.saveMeanings(r.Meanings) },
		func() error { return s.saveEdges(r.Edges) },
		func() error { return s.saveSelf(r.Self) },
		s.bury,
		func() error { return s.saveIdle(r.Idle) },
		s.askAgain,
		s.touch,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (s *saver) exec(query string, args ...any) error {
	stmt, err := s.stmt(query)
	if err == nil {
		_, err = stmt.ExecContext(s.ctx, args...)
	}
	return err
}

// insert runs a statement that returns the number of its row.
func (s *saver) insert(query string, args ...any) (n int64, err error) {
	stmt, err := s.stmt(query)
	if err == nil {
		err = stmt.QueryRowContext(s.ctx, args...).Scan(&n)
	}
	return n, err
}

func (s *saver) stmt(query string) (*sql.Stmt, error) {
	if stmt := s.stmts[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := s.tx.PrepareContext(s.ctx, query)
	s.stmts[query] = stmt
	return stmt, err
}

func (s *saver) loadFiles() error {
	s.files = map[string]int64{}
	return each(s.ctx, s.tx, "SELECT sha256, n FROM files WHERE deleted = 0", nil, func(rows *sql.Rows) error {
		var sha string
		var n int64
		err := rows.Scan(&sha, &n)
		s.files[sha] = n
		return err
	})
}

// saveDocuments writes new and changed documents.
func (s *saver) saveDocuments(r legal.Resolved) error {
	stored := map[string]docRow{}
	s.docs = map[string]int64{}
	where, args := s.stored()
	err := each(s.ctx, s.tx, "SELECT n, "+docColumns+" FROM documents WHERE "+where, args, func(rows *sql.Rows) error {
		var n int64
		row, err := scanDocument(rows, &n)
		stored[row.ID], s.docs[row.ID] = row, n
		return err
	})
	if err != nil {
		return err
	}
	for _, d := range r.Documents {
		row, err := newDocRow(d)
		if err != nil {
			return err
		}
		row.Part, row.Base = r.Places[d.ID].Key, r.Places[d.ID].Base
		if old, ok := stored[d.ID]; ok && old == row {
			continue
		}
		if err := s.putDocument(row); err != nil {
			return fmt.Errorf("document %s: %w", d.ID, err)
		}
	}
	return nil
}

func (s *saver) putDocument(r docRow) error {
	seq, err := nextSeq(s.ctx, s.tx)
	if err != nil {
		return err
	}
	n, err := s.insert(`
		INSERT INTO documents (`+docColumns+`, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET type = excluded.type, number = excluded.number, name = excluded.name, key = excluded.key,
			fold_key = excluded.fold_key, body_code = excluded.body_code, body_level = excluded.body_level, body_place = excluded.body_place,
			body_name = excluded.body_name, year = excluded.year, term = excluded.term, date = excluded.date, title = excluded.title,
			held = excluded.held, dates = excluded.dates, issuers = excluded.issuers, conflict = excluded.conflict,
			conflicts = excluded.conflicts, settled = excluded.settled, leads = excluded.leads, deleted = excluded.deleted,
			part = excluded.part, base = excluded.base, seq = excluded.seq
		RETURNING n`, append(r.values(), seq)...)
	s.docs[r.ID] = n
	return err
}

// meaningRow is a row of meanings.
type meaningRow struct {
	file       int64
	idx        int
	document   sql.NullInt64
	candidates string
	reason     string
}

func (m meaningRow) order(o meaningRow) int {
	return cmp.Or(cmp.Compare(m.file, o.file), cmp.Compare(m.idx, o.idx))
}

// saveMeanings compares the stored meanings with the new ones, row by row.
func (s *saver) saveMeanings(ms []legal.Meaning) error {
	want, err := s.meaningRows(ms)
	if err != nil {
		return err
	}
	put, drop, err := s.diffMeanings(want)
	if err != nil {
		return err
	}
	for _, m := range drop {
		s.touched[m.file] = true
		if err := s.exec("DELETE FROM meanings WHERE file = ? AND idx = ?", m.file, m.idx); err != nil {
			return err
		}
	}
	for _, m := range put {
		if err := s.putMeaning(m); err != nil {
			return err
		}
	}
	return nil
}

// meaningRows makes the rows of meanings, in order.
func (s *saver) meaningRows(ms []legal.Meaning) ([]meaningRow, error) {
	rows := make([]meaningRow, 0, len(ms))
	for _, m := range ms {
		n, err := s.fileNumber(m.File)
		if err != nil {
			return nil, fmt.Errorf("meaning of a citation: %w", err)
		}
		row := meaningRow{file: n, idx: m.Index, candidates: strings.Join(m.Candidates, " "), reason: m.Reason}
		if m.Document != "" {
			row.document = sql.NullInt64{Int64: s.docs[m.Document], Valid: true}
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, meaningRow.order)
	return rows, nil
}

func (s *saver) putMeaning(m meaningRow) error {
	s.touched[m.file] = true
	return s.exec("INSERT OR REPLACE INTO meanings (file, idx, document, candidates, reason) VALUES (?, ?, ?, ?, ?)",
		m.file, m.idx, m.document, m.candidates, m.reason)
}

// diffMeanings walks through the stored rows beside the wanted ones, both sorted.
func (s *saver) diffMeanings(want []meaningRow) (put, drop []meaningRow, err error) {
	i := 0
	err = each(s.ctx, s.tx, "SELECT file, idx, document, candidates, reason FROM meanings ORDER BY file, idx", nil, func(rows *sql.Rows) error {
		var have meaningRow
		if err := rows.Scan(&have.file, &have.idx, &have.document, &have.candidates, &have.reason); err != nil {
			return err
		}
		for i < len(want) && want[i].order(have) < 0 {
			put = append(put, want[i])
			i++
		}
		switch {
		case i == len(want) || want[i].order(have) > 0:
			drop = append(drop, have)
			return nil
		case want[i] != have:
			put = append(put, want[i])
		}
		i++
		return nil
	})
	return append(put, want[i:]...), drop, err
}

type edgeKey struct {
	source, target int64
	relation       legal.Relation
}

// saveEdges writes new edges, drops old ones, and makes their evidence agree.
func (s *saver) saveEdges(edges []legal.Edge) error {
	stored, err := s.loadEdges()
	if err != nil {
		return err
	}
	for _, e := range edges {
		k := edgeKey{s.docs[e.From], s.docs[e.To], e.Relation}
		old, known := stored[k]
		delete(stored, k)
		refs, err := s.refs(e.Evidence)
		if err != nil {
			return err
		}
		if known && slices.Equal(old.refs, refs) {
			continue
		}
		if err := s.putEdge(k, old, known, refs); err != nil {
			return fmt.Errorf("edge %s → %s: %w", e.From, e.To, err)
		}
	}
	for _, old := range stored {
		if err := s.exec("DELETE FROM edges WHERE n = ?", old.n); err != nil {
			return err
		}
	}
	return nil
}

type edgeRow struct {
	n    int64
	refs []fileIndex // sorted
}

type fileIndex struct {
	file int64
	idx  int
}

func (s *saver) loadEdges() (map[edgeKey]edgeRow, error) {
	stored := map[edgeKey]edgeRow{}
	err := each(s.ctx, s.tx, `SELECT e.n, e.source, e.target, e.relation, v.file, v.idx FROM edges e LEFT JOIN evidence v ON v.edge = e.n
		ORDER BY e.n, v.file, v.idx`, nil, func(rows *sql.Rows) error {
		var k edgeKey
		var n int64
		var file, idx sql.NullInt64
		if err := rows.Scan(&n, &k.source, &k.target, &k.relation, &file, &idx); err != nil {
			return err
		}
		row := stored[k]
		row.n = n
		if file.Valid {
			row.refs = append(row.refs, fileIndex{file.Int64, int(idx.Int64)})
		}
		stored[k] = row
		return nil
	})
	return stored, err
}

func (s *saver) refs(evidence []legal.CitationRef) ([]fileIndex, error) {
	out := make([]fileIndex, len(evidence))
	for i, v := range evidence {
		out[i] = fileIndex{s.files[v.File], v.Index}
		if out[i].file == 0 {
			return nil, fmt.Errorf("evidence in %s: no such file", v.File)
		}
	}
	slices.SortFunc(out, func(a, b fileIndex) int { return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.idx, b.idx)) })
	return out, nil
}

func (s *saver) putEdge(k edgeKey, old edgeRow, known bool, refs []fileIndex) error {
	n := old.n
	if !known {
		var err error
		if n, err = s.insert("INSERT INTO edges (source, target, relation) VALUES (?, ?, ?) RETURNING n", k.source, k.target, k.relation); err != nil {
			return err
		}
	}
	for _, v := range old.refs {
		if !slices.Contains(refs, v) {
			if err := s.exec("DELETE FROM evidence WHERE edge = ? AND file = ? AND idx = ?", n, v.file, v.idx); err != nil {
				return err
			}
		}
	}
	for _, v := range refs {
		if !slices.Contains(old.refs, v) {
			if err := s.exec("INSERT INTO evidence (edge, file, idx) VALUES (?, ?, ?)", n, v.file, v.idx); err != nil {
				return err
			}
		}
	}
	return nil
}

// saveSelf writes which document each file is.
func (s *saver) saveSelf(self map[string]string) error {
	have := map[string]int64{}
	err := each(s.ctx, s.tx, "SELECT sha256, coalesce(document, 0) FROM files WHERE deleted = 0", nil, func(rows *sql.Rows) error {
		var sha string
		var n int64
		err := rows.Scan(&sha, &n)
		have[sha] = n
		return err
	})
	if err != nil {
		return err
	}
	for sha, old := range have {
		want := s.docs[self[sha]]
		if want == old {
			continue
		}
		s.touched[s.files[sha]] = true
		if err := s.exec("UPDATE files SET document = ? WHERE n = ?", sql.NullInt64{Int64: want, Valid: want != 0}, s.files[sha]); err != nil {
			return err
		}
	}
	return nil
}

// touch gives new change numbers to the files whose meaning differs.
func (s *saver) touch() error {
	ns := make([]int64, 0, len(s.touched))
	for n := range s.touched {
		ns = append(ns, n)
	}
	slices.Sort(ns)
	for _, n := range ns {
		if err := touchFile(s.ctx, s.tx, n); err != nil {
			return err
		}
	}
	return nil
}
