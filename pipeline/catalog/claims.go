package catalog

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Unresolved is what has changed since the catalogue was last resolved.
type Unresolved struct {
	// Whole says that everything is to be resolved again: the rules, a registry or a
	// correction has changed, or much of the rest. Nothing else is filled in then.
	Whole    bool
	Files    []string        // SHA-256 of the files that have changed, deleted ones too, and of those that corrections point into
	Readings []legal.Reading // of those of them that can be read
	Claims   []legal.Claim   // what they said before
}

// Empty reports whether nothing has changed.
func (n Unresolved) Empty() bool { return !n.Whole && len(n.Files) == 0 }

// largeShare is the part of the files, 1 of so many, above which resolving them by
// themselves is no gain.
const largeShare = 4

// Unresolved returns what has changed since the last resolution by rules, which are named
// by a text of the caller's.
func (c *Catalog) Unresolved(ctx context.Context, rules string) (n Unresolved, err error) {
	err = c.read(ctx, func(tx *sql.Tx) error {
		before, now, err := readMarks(ctx, tx, rules)
		if err != nil {
			return err
		}
		var changed, all int
		if err := tx.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM changed), (SELECT count(*) FROM files)").Scan(&changed, &all); err != nil {
			return err
		}
		if n.Whole = before != now || changed > 0 && changed*largeShare > all; n.Whole || changed == 0 {
			return nil
		}
		return n.read(ctx, tx)
	})
	if err != nil {
		return Unresolved{}, fmt.Errorf("read what has changed: %w", err)
	}
	return n, nil
}

func (n *Unresolved) read(ctx context.Context, tx *sql.Tx) error {
	var ns []int64
	err := each(ctx, tx, `SELECT n, sha256 FROM files WHERE n IN (SELECT file FROM changed)
		OR sha256 IN (SELECT file FROM corrections WHERE undone_at = '' AND file <> '') ORDER BY sha256`, nil, func(rows *sql.Rows) error {
		var file int64
		var sha string
		err := rows.Scan(&file, &sha)
		ns, n.Files = append(ns, file), append(n.Files, sha)
		return err
	})
	if err != nil {
		return err
	}
	for i, file := range ns {
		readings, err := readReadings(ctx, tx, "n = ?", file)
		if err != nil {
			return err
		}
		n.Readings = append(n.Readings, readings...)
		if n.Claims, err = readClaims(ctx, tx, n.Files[i], file, n.Claims); err != nil {
			return err
		}
	}
	return nil
}

// readClaims adds the claims of one file to a list.
func readClaims(ctx context.Context, tx *sql.Tx, sha string, n int64, to []legal.Claim) ([]legal.Claim, error) {
	err := each(ctx, tx, "SELECT key, reach, links, data FROM claims WHERE file = ? ORDER BY key", []any{n}, func(rows *sql.Rows) error {
		k := legal.Claim{File: sha}
		var links string
		err := rows.Scan(&k.Key, &k.Reach, &links, &k.Data)
		k.Links = splitLinks(links)
		to = append(to, k)
		return err
	})
	return to, err
}

func splitLinks(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '\n' })
}

// readMarks returns by what the catalogue was last resolved and by what it would be
// now.
func readMarks(ctx context.Context, tx *sql.Tx, rules string) (before, now string, err error) {
	err = tx.QueryRowContext(ctx, `SELECT (SELECT value FROM meta WHERE key = 'resolved'),
		(SELECT coalesce(json_group_array(json_array(name, sha256, imported)), '') FROM (SELECT * FROM registries ORDER BY name)) ||
		(SELECT coalesce(json_group_array(json_array(n, undone_at)), '') FROM (SELECT * FROM corrections ORDER BY n))`).Scan(&before, &now)
	return before, rules + now, err
}

func setMark(ctx context.Context, tx *sql.Tx, mark string) error {
	_, err := tx.ExecContext(ctx, "UPDATE meta SET value = ? WHERE key = 'resolved' AND value <> ?", mark, mark)
	return err
}

// Restated is what some files say now in the place of what they said before.
type Restated struct {
	Files      []string // SHA-256
	Old, New   []legal.Claim
	Gone, Come map[legal.Tally]int // what settled claims said before and say now
}

// StartWhole writes down that everything is to be resolved. It returns the files
// whose claims are not those of the rules, and a mark for [Catalog.EndWhole]; key
// tells the keys of a record.
func (c *Catalog) StartWhole(ctx context.Context, rules string, key func(legal.Record) (part, link string)) (files []string, mark string, err error) {
	err = c.write(ctx, func(tx *sql.Tx) error {
		before, now, err := readMarks(ctx, tx, rules)
		if err != nil {
			return err
		}
		mark = now
		if err := setMark(ctx, tx, ""); err != nil {
			return err
		}
		if rules == "" || !strings.HasPrefix(before, rules) {
			if err := forgetClaims(ctx, tx); err != nil {
				return err
			}
		}
		if err := keyRecords(ctx, tx, key); err != nil {
			return err
		}
		return each(ctx, tx, "SELECT sha256 FROM changed JOIN files ON n = file ORDER BY sha256", nil, func(rows *sql.Rows) error {
			var sha string
			err := rows.Scan(&sha)
			files = append(files, sha)
			return err
		})
	})
	if err != nil {
		return nil, "", fmt.Errorf("begin to resolve: %w", err)
	}
	return files, mark, nil
}

// forgetClaims makes all files ones that have changed.
func forgetClaims(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM claims; DELETE FROM tallies; DELETE FROM ties;
		INSERT OR IGNORE INTO changed SELECT n FROM files`)
	return err
}

func keyRecords(ctx context.Context, tx *sql.Tx, key func(legal.Record) (part, link string)) error {
	type row struct {
		registry   string
		line       int
		part, link string
	}
	var put []row
	err := each(ctx, tx, "SELECT registry, line, part, link, type, number, date, issuer, title FROM records", nil, func(rows *sql.Rows) error {
		var r row
		var k legal.Record
		var date string
		if err := rows.Scan(&r.registry, &r.line, &r.part, &r.link, &k.Type, &k.Number, &date, &k.Issuer, &k.Title); err != nil {
			return err
		}
		var err error
		k.Registry = r.registry
		k.Date, err = parseDate(date)
		if part, link := key(k); part != r.part || link != r.link {
			put = append(put, row{r.registry, r.line, part, link})
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, r := range put {
		_, err := tx.ExecContext(ctx, "UPDATE records SET part = ?, link = ? WHERE registry = ? AND line = ?", r.part, r.link, r.registry, r.line)
		if err != nil {
			return err
		}
	}
	return nil
}

// Claims returns what files say, as it is stored.
func (c *Catalog) Claims(ctx context.Context, files []string) ([]legal.Claim, error) {
	var out []legal.Claim
	err := c.read(ctx, func(tx *sql.Tx) error {
		for _, sha := range files {
			var n int64
			err := tx.QueryRowContext(ctx, "SELECT n FROM files WHERE sha256 = ?", sha).Scan(&n)
			if err != nil {
				return err
			}
			if out, err = readClaims(ctx, tx, sha, n, out); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what files say: %w", err)
	}
	return out, nil
}

// PutClaims stores what files say now. They still count as changed.
func (c *Catalog) PutClaims(ctx context.Context, r Restated) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		s := newSaver(ctx, tx)
		if err := s.dropClaims(r); err != nil {
			return err
		}
		if err := s.tie(r.New, 1); err != nil {
			return err
		}
		return s.putClaims(r)
	})
	if err != nil {
		return fmt.Errorf("store what files say: %w", err)
	}
	return nil
}

// EndWhole writes down that everything is resolved.
func (c *Catalog) EndWhole(ctx context.Context, mark string) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM changed"); err != nil {
			return err
		}
		var again bool
		err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'again')").Scan(&again)
		if err != nil || again {
			return err
		}
		return setMark(ctx, tx, mark)
	})
	if err != nil {
		return fmt.Errorf("end resolving: %w", err)
	}
	return nil
}

// dropClaims takes out what files said before.
func (s *saver) dropClaims(r Restated) error {
	for _, sha := range r.Files {
		n, err := s.fileNumber(sha)
		if err != nil {
			return err
		}
		if err := s.exec("DELETE FROM claims WHERE file = ?", n); err != nil {
			return err
		}
	}
	if err := s.tally(r.Gone, -1); err != nil {
		return err
	}
	return s.tie(r.Old, -1)
}

// putClaims adds what files say now, all but the ties between keys.
func (s *saver) putClaims(r Restated) error {
	claims := slices.Clone(r.New)
	slices.SortFunc(claims, func(a, b legal.Claim) int {
		return cmp.Or(strings.Compare(a.Key, b.Key), cmp.Compare(a.Reach, b.Reach), strings.Compare(a.File, b.File))
	})
	for _, k := range claims {
		n, err := s.fileNumber(k.File)
		if err != nil {
			return err
		}
		err = s.exec("INSERT INTO claims (key, reach, file, links, data) VALUES (?, ?, ?, ?, ?)", k.Key, k.Reach, n, strings.Join(k.Links, "\n"), string(k.Data))
		if err != nil {
			return err
		}
	}
	return s.tally(r.Come, 1)
}

func (s *saver) tally(sums map[legal.Tally]int, sign int) error {
	list := make([]legal.Tally, 0, len(sums))
	for t, n := range sums {
		t.N = n * sign
		list = append(list, t)
	}
	slices.SortFunc(list, func(a, b legal.Tally) int {
		return cmp.Or(strings.Compare(a.Key, b.Key), strings.Compare(a.What, b.What))
	})
	for _, t := range list {
		if err := s.count("tallies", "what", t.Key, t.What, t.N); err != nil {
			return err
		}
	}
	return nil
}

func (s *saver) tie(claims []legal.Claim, n int) error {
	for _, k := range claims {
		for _, other := range k.Links {
			if err := s.count("ties", "other", k.Key, other, n); err != nil {
				return err
			}
			if err := s.count("ties", "other", other, k.Key, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// count adds to a row of tallies or ties.
func (s *saver) count(table, column, key, value string, n int) error {
	err := s.exec("INSERT INTO "+table+" (key, "+column+", n) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n", key, value, n)
	if err != nil || n > 0 {
		return err
	}
	return s.exec("DELETE FROM "+table+" WHERE key = ? AND "+column+" = ? AND n = 0", key, value)
}

// fileNumber returns the number of a file, a deleted one too.
func (s *saver) fileNumber(sha string) (int64, error) {
	if n, ok := s.files[sha]; ok {
		return n, nil
	}
	stmt, err := s.stmt("SELECT n FROM files WHERE sha256 = ?")
	if err != nil {
		return 0, err
	}
	var n int64
	if err := stmt.QueryRowContext(s.ctx, sha).Scan(&n); err != nil {
		return 0, fmt.Errorf("find file %s: %w", sha, err)
	}
	s.files[sha] = n
	return n, nil
}

// askAgain notes that all is to be resolved once more where IDs have gone that a
// correction may speak of: it finds its document under the new one.
func (s *saver) askAgain() error {
	if err := s.exec("DELETE FROM meta WHERE key = 'again'"); err != nil || len(s.dying) == 0 {
		return err
	}
	return s.exec("INSERT INTO meta SELECT 'again', '1' WHERE EXISTS (SELECT 1 FROM corrections WHERE undone_at = '')")
}

// asJSON writes keys for json_each.
func asJSON(keys []string) string {
	b, _ := json.Marshal(keys) // of strings: no error
	return string(b)
}
