package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// ErrWhole says that a part cannot be resolved by itself: what it comes to would
// change documents of other parts.
var ErrWhole = errors.New("everything must be resolved")

// ResolvePart resolves, in one transaction, what hangs on the files that were
// restated: f is given the part and returns what it means. The result is that of
// resolving everything. The error is [ErrWhole] where that cannot be had, and then
// nothing is stored.
func (c *Catalog) ResolvePart(ctx context.Context, r Restated, readings []legal.Reading, f func(legal.Part) (legal.Resolved, error)) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		s := newSaver(ctx, tx)
		if err := s.dropClaims(r); err != nil {
			return err
		}
		if err := s.tie(r.New, 1); err != nil {
			return err
		}
		groups, err := s.groups(r)
		if err != nil {
			return err
		}
		part, err := s.readPart(groups)
		if err != nil {
			return err
		}
		part.Readings = readings
		resolved, err := f(part)
		if err != nil {
			return err
		}
		s.keys = asJSON(slices.Concat(groups...))
		if err := s.savePart(r.Files, resolved); err != nil {
			return err
		}
		return s.putClaims(r)
	})
	if err != nil {
		return fmt.Errorf("resolve what has changed: %w", err)
	}
	return nil
}

// groups returns the keys to be resolved, those that are linked together: all that
// the restated files speak of or spoke of, and those that corrections do.
func (s *saver) groups(r Restated) ([][]string, error) {
	start, err := s.correctedKeys()
	if err != nil {
		return nil, err
	}
	for _, k := range slices.Concat(r.Old, r.New) {
		start = append(append(start, k.Key), k.Links...)
	}
	seen := map[string]bool{}
	var out [][]string
	for _, key := range start {
		if seen[key] {
			continue
		}
		group, err := s.linked(key)
		if err != nil {
			return nil, err
		}
		for _, k := range group {
			seen[k] = true
		}
		out = append(out, group)
	}
	return out, nil
}

func (s *saver) linked(key string) ([]string, error) {
	return s.texts(`WITH RECURSIVE part (key) AS (SELECT ?
		UNION SELECT t.other FROM part CROSS JOIN ties t WHERE t.key = part.key
		UNION SELECT r.link FROM part CROSS JOIN records r WHERE r.part = part.key AND r.link <> ''
		UNION SELECT r.part FROM part CROSS JOIN records r WHERE r.link = part.key AND r.link <> '')
		SELECT key FROM part`, key)
}

// correctedKeys returns the keys of the documents that corrections speak of. Those of
// old IDs are among them: what was made one with another document is still there
// under its key.
func (s *saver) correctedKeys() ([]string, error) {
	ids, err := s.texts("SELECT document FROM corrections WHERE undone_at = '' UNION SELECT other FROM corrections WHERE undone_at = '' AND other <> ''")
	if err != nil {
		return nil, err
	}
	var out []string
	seen := map[string]bool{}
	for len(ids) > 0 {
		id := ids[0]
		ids = ids[1:]
		if seen[id] {
			continue
		}
		seen[id] = true
		var part, leads string
		err := s.tx.QueryRowContext(s.ctx, "SELECT part, leads FROM documents WHERE id = ?", id).Scan(&part, &leads)
		switch {
		case errors.Is(err, sql.ErrNoRows):
		case err != nil:
			return nil, err
		case part != "":
			out = append(out, part)
		}
		ids = append(ids, strings.Fields(leads)...)
	}
	return out, nil
}

// texts returns the one column of a query.
func (s *saver) texts(query string, args ...any) ([]string, error) {
	stmt, err := s.stmt(query)
	if err != nil {
		return nil, err
	}
	rows, err := stmt.QueryContext(s.ctx, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, rows.Err()
}

// readPart reads what files say under groups of keys, and what registries and
// persons know.
func (s *saver) readPart(groups [][]string) (part legal.Part, err error) {
	for _, group := range groups {
		keys := asJSON(group)
		if err := s.readOpen(keys, &part); err != nil {
			return part, err
		}
		err := each(s.ctx, s.tx, "SELECT key, what, n FROM tallies WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key, what", []any{keys},
			func(rows *sql.Rows) error {
				var t legal.Tally
				err := rows.Scan(&t.Key, &t.What, &t.N)
				part.Tallies = append(part.Tallies, t)
				return err
			})
		if err != nil {
			return part, err
		}
		records, err := readRecords(s.ctx, s.tx, "part IN (SELECT value FROM json_each(?))", keys)
		if err != nil {
			return part, err
		}
		part.Records = append(part.Records, records...)
	}
	err = readWhatPersonsKnow(s.ctx, s.tx, &part.Facts)
	return part, err
}

// readOpen reads the open claims of a group of keys, and for the wide ones the
// settled claims of their files.
func (s *saver) readOpen(keys string, part *legal.Part) error {
	read := func(rows *sql.Rows) error {
		var k legal.Claim
		var n int64
		err := rows.Scan(&n, &k.File, &k.Key, &k.Reach, &k.Data)
		s.files[k.File] = n
		part.Claims = append(part.Claims, k)
		return err
	}
	err := each(s.ctx, s.tx, `SELECT f.n, f.sha256, c.key, c.reach, c.data FROM claims c JOIN files f ON f.n = c.file
		WHERE c.key IN (SELECT value FROM json_each(?)) AND c.reach > 0`, []any{keys}, read)
	if err != nil {
		return err
	}
	return each(s.ctx, s.tx, `SELECT f.n, f.sha256, c.key, c.reach, c.data
		FROM (SELECT DISTINCT file FROM claims WHERE key IN (SELECT value FROM json_each(?)) AND reach = 2) w
		CROSS JOIN json_each(?) k CROSS JOIN claims c CROSS JOIN files f
		WHERE c.key = k.value AND c.reach = 0 AND c.file = w.file AND f.n = c.file`, []any{keys, keys}, read)
}

// savePart stores what a part means.
func (s *saver) savePart(changed []string, r legal.Resolved) error {
	for _, step := range []func() error{
		func() error { return s.checkBases(r.Bases) },
		func() error { return s.saveDocuments(r) },
		func() error { return s.readDying(r.Documents) },
		func() error { return s.putMeanings(r.Meanings) },
		func() error { return s.putSelf(changed, r.Self) },
		s.checkDying,
		func() error { return s.linkFiles(changed) },
		s.bury,
		func() error { return s.saveIdle(r.Idle) },
		s.askAgain,
		s.touch,
		s.endPart,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// checkBases returns ErrWhole where a document of another part has the ID that one
// of this part would have alone, or had.
func (s *saver) checkBases(bases []string) error {
	var clash bool
	err := s.tx.QueryRowContext(s.ctx, `SELECT EXISTS (SELECT 1 FROM documents d
		WHERE d.deleted = 0 AND d.part NOT IN (SELECT value FROM json_each(?2)) AND d.base IN (SELECT value FROM json_each(?1)
			UNION SELECT base FROM documents WHERE deleted = 0 AND part IN (SELECT value FROM json_each(?2))))`, asJSON(bases), s.keys).Scan(&clash)
	if err == nil && clash {
		err = ErrWhole
	}
	return err
}

// checkDying returns ErrWhole where a document that is no more is still meant: it has
// another ID now, and who means it was not looked at.
func (s *saver) checkDying() error {
	for _, d := range s.dying {
		var meant bool
		err := s.tx.QueryRowContext(s.ctx, `SELECT EXISTS (SELECT 1 FROM meanings WHERE document = ?1) OR EXISTS (SELECT 1 FROM files WHERE document = ?1)`,
			s.docs[d.id]).Scan(&meant)
		if err != nil {
			return err
		}
		if meant {
			return ErrWhole
		}
	}
	return nil
}

// putMeanings writes the meanings that differ from those stored.
func (s *saver) putMeanings(ms []legal.Meaning) error {
	want, err := s.meaningRows(ms)
	if err != nil {
		return err
	}
	read, err := s.stmt("SELECT document, candidates, reason FROM meanings WHERE file = ? AND idx = ?")
	if err != nil {
		return err
	}
	for _, m := range want {
		have := meaningRow{file: m.file, idx: m.idx}
		err := read.QueryRowContext(s.ctx, m.file, m.idx).Scan(&have.document, &have.candidates, &have.reason)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err == nil && have == m {
			continue
		}
		if err := s.putMeaning(m); err != nil {
			return err
		}
	}
	return nil
}

// putSelf writes which documents files are; a changed one may be none any more.
func (s *saver) putSelf(changed []string, self map[string]string) error {
	for _, sha := range changed {
		if _, ok := self[sha]; !ok {
			self[sha] = ""
		}
	}
	for sha, id := range self {
		n, err := s.fileNumber(sha)
		if err != nil {
			return err
		}
		want := sql.NullInt64{Int64: s.docs[id], Valid: id != ""}
		var have sql.NullInt64
		if err := s.tx.QueryRowContext(s.ctx, "SELECT document FROM files WHERE n = ?", n).Scan(&have); err != nil {
			return err
		}
		if have == want {
			continue
		}
		s.touched[n] = true
		if err := s.exec("UPDATE files SET document = ? WHERE n = ?", want, n); err != nil {
			return err
		}
	}
	return nil
}

// endPart writes down that nothing waits to be resolved.
func (s *saver) endPart() error {
	if err := s.exec("DELETE FROM changed"); err != nil {
		return err
	}
	return s.exec("UPDATE meta SET value = '' WHERE key = 'resolved' AND EXISTS (SELECT 1 FROM meta WHERE key = 'again')")
}

// linkFiles makes the edges of the changed files, and of those whose meaning differs,
// agree with what their citations mean now.
func (s *saver) linkFiles(changed []string) error {
	files := map[int64]bool{}
	for n := range s.touched {
		files[n] = true
	}
	for _, sha := range changed {
		n, err := s.fileNumber(sha)
		if err != nil {
			return err
		}
		files[n] = true
	}
	for n := range files {
		if err := s.linkFile(n); err != nil {
			return err
		}
	}
	return nil
}

// stated is an edge that one citation states.
type stated struct {
	idx int
	edgeKey
}

// linkFile does so for one file. As in resolving, there is no edge where either end
// is open, and none from a document to itself.
func (s *saver) linkFile(n int64) error {
	want, err := s.readStated(`SELECT c.idx, CASE WHEN o.idx IS NULL THEN f.document ELSE o.document END AS acting, m.document, c.relation
		FROM files f JOIN citations c ON c.file = f.n JOIN meanings m ON m.file = c.file AND m.idx = c.idx
		LEFT JOIN meanings o ON o.file = c.file AND o.idx = c.source
		WHERE f.n = ? AND f.deleted = 0 AND f.status <> 'failed' AND acting <> m.document`, n)
	if err != nil {
		return err
	}
	have, err := s.readStated("SELECT v.idx, e.source, e.target, e.relation FROM evidence v JOIN edges e ON e.n = v.edge WHERE v.file = ?", n)
	if err != nil {
		return err
	}
	for k := range have {
		if want[k] {
			continue
		}
		const edge = "(SELECT n FROM edges WHERE source = ? AND target = ? AND relation = ?)"
		if err := s.exec("DELETE FROM evidence WHERE file = ? AND idx = ? AND edge = "+edge, n, k.idx, k.source, k.target, k.relation); err != nil {
			return err
		}
		err := s.exec("DELETE FROM edges WHERE n = "+edge+" AND NOT EXISTS (SELECT 1 FROM evidence WHERE edge = edges.n)", k.source, k.target, k.relation)
		if err != nil {
			return err
		}
	}
	for k := range want {
		if have[k] {
			continue
		}
		edge, err := s.insert("INSERT INTO edges (source, target, relation) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET relation = excluded.relation RETURNING n",
			k.source, k.target, k.relation)
		if err != nil {
			return err
		}
		if err := s.exec("INSERT INTO evidence (edge, file, idx) VALUES (?, ?, ?)", edge, n, k.idx); err != nil {
			return err
		}
	}
	return nil
}

func (s *saver) readStated(query string, n int64) (map[stated]bool, error) {
	out := map[stated]bool{}
	err := each(s.ctx, s.tx, query, []any{n}, func(rows *sql.Rows) error {
		var k stated
		err := rows.Scan(&k.idx, &k.source, &k.target, &k.relation)
		out[k] = true
		return err
	})
	return out, err
}
