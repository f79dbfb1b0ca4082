package catalog

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Claim is what a file says under a group key, and the other keys that it ties to it.
type Claim struct {
	File  string // SHA-256
	Key   string
	Links []string
	Data  []byte
}

// A claimKey says which claim it is; a tie is two keys that a file ties, in one direction.
type (
	claimKey struct {
		file int64
		key  string
	}
	tie struct {
		file       int64
		key, other string
	}
)

// Restated says that the claims of files are those of what was read. Corrections of their citations are
// pending then.
func (t *Tx) Restated(files []string) error {
	return t.execEach([]string{
		`INSERT INTO unsettled SELECT document FROM files WHERE sha256 IN (SELECT value FROM json_each(?))
			AND (deleted = 1 OR status = 'failed') AND document IS NOT NULL ON CONFLICT DO NOTHING`,
		`UPDATE files SET document = NULL WHERE sha256 IN (SELECT value FROM json_each(?))
			AND (deleted = 1 OR status = 'failed') AND document IS NOT NULL`,
		`DELETE FROM changed WHERE file IN (SELECT n FROM files WHERE sha256 IN (SELECT value FROM json_each(?)))`,
		`UPDATE corrections SET pending = 1 WHERE file IN (SELECT value FROM json_each(?)) AND undone_at = ''`,
	}, list(files))
}

// PutClaims puts what some files say now in the place of what they said before, and writes
// only what differs. All group keys under which they speak, or spoke, are pending then.
func (t *Tx) PutClaims(files []string, claims []Claim) error {
	said, tied, err := t.said(list(files))
	if err != nil {
		return err
	}
	keys, ties := map[string]bool{}, map[tie]bool{}
	for p := range said {
		keys[p.key] = true
	}
	for o := range tied {
		keys[o.key] = true
	}
	var rows [][]any
	for _, c := range claims {
		n, err := t.fileNumber(c.File)
		if err != nil {
			return err
		}
		keys[c.Key] = true
		for _, other := range c.Links {
			ties[tie{n, c.Key, other}], ties[tie{n, other, c.Key}] = true, true
		}
		at := claimKey{n, c.Key}
		old, ok := said[at]
		delete(said, at)
		if data := string(c.Data); !ok || old != data {
			rows = append(rows, []any{c.Key, n, data})
		}
	}
	if err := t.addRows("claims", "key, file, data", "ON CONFLICT (key, file) DO UPDATE SET data = excluded.data", rows); err != nil {
		return fmt.Errorf("write down what files say: %w", err)
	}
	for p := range said {
		if err := t.exec("DELETE FROM claims WHERE key = ? AND file = ?", p.key, p.file); err != nil {
			return err
		}
	}
	if err := t.putTies(tied, ties); err != nil {
		return err
	}
	pending := list(slices.Sorted(maps.Keys(keys)))
	return t.exec("INSERT INTO pending SELECT value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING", pending)
}

// putTies writes the ties that are new, and takes out those that are no more.
func (t *Tx) putTies(old, now map[tie]bool) error {
	var rows [][]any
	for o := range now {
		if !old[o] {
			rows = append(rows, []any{o.key, o.other, o.file})
		}
	}
	if err := t.addRows("ties", "key, other, file", "", rows); err != nil {
		return err
	}
	for o := range old {
		if now[o] {
			continue
		}
		if err := t.exec("DELETE FROM ties WHERE key = ? AND other = ? AND file = ?", o.key, o.other, o.file); err != nil {
			return err
		}
	}
	return nil
}

// said returns what some files said last, and what they tied.
func (t *Tx) said(files string) (said map[claimKey]string, tied map[tie]bool, err error) {
	said, tied = map[claimKey]string{}, map[tie]bool{}
	const from = " FROM json_each(?) k CROSS JOIN files f ON f.sha256 = k.value CROSS JOIN "
	err = t.each("SELECT f.n, f.sha256, c.key, c.data"+from+"claims c ON c.file = f.n", []any{files},
		func(rows *sql.Rows) error {
			var p claimKey
			var sha, data string
			err := rows.Scan(&p.file, &sha, &p.key, &data)
			t.files[sha], said[p] = p.file, data
			return err
		})
	if err != nil {
		return nil, nil, err
	}
	err = t.each("SELECT f.n, t.key, t.other"+from+"ties t ON t.file = f.n", []any{files}, func(rows *sql.Rows) error {
		var o tie
		err := rows.Scan(&o.file, &o.key, &o.other)
		tied[o] = true
		return err
	})
	return said, tied, err
}

// EachClaimOf calls f for what a file says, by key.
func (t *Tx) EachClaimOf(file string, f func(key string, data []byte)) error {
	const query = "SELECT key, data FROM claims WHERE file = (SELECT n FROM files WHERE sha256 = ?) ORDER BY key"
	return t.each(query, []any{file}, func(rows *sql.Rows) error {
		var key string
		var data []byte
		err := rows.Scan(&key, &data)
		f(key, data)
		return err
	})
}

// CountClaims returns how many files say something under each of some group keys.
func (t *Tx) CountClaims(keys []string) (map[string]int, error) {
	return t.counts(`SELECT k.value, count(*) FROM json_each(?) k CROSS JOIN claims c ON c.key = k.value GROUP BY k.value`, list(keys))
}

// EachTestimony calls f for what files say under some group keys.
func (t *Tx) EachTestimony(keys []string, f func(file, key string, data []byte)) error {
	const query = `SELECT f.n, f.sha256, c.key, c.data
		FROM json_each(?) k CROSS JOIN claims c ON c.key = k.value CROSS JOIN files f ON f.n = c.file`
	return t.each(query, []any{list(keys)}, func(rows *sql.Rows) error {
		var n int64
		var file, key string
		var data []byte
		err := rows.Scan(&n, &file, &key, &data)
		t.files[file] = n
		f(file, key, data)
		return err
	})
}

// SetAside says that a file which has been read cannot be made sense of, and why.
func (t *Tx) SetAside(sha256, reason string, sentence legal.Message) error {
	return t.exec("UPDATE files SET status = 'failed', reason = ?, sentence = ? WHERE sha256 = ?", reason, sentence.Stored(),
		sha256)
}
