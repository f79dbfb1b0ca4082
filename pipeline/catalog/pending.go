package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// This file keeps what is still to be resolved. Files and records whose claims and keys
// are not told yet, corrections that are new or were taken back, and the group keys of
// all that has changed wait in the catalogue, so that a run cut off is made good by the
// next. What hangs together and what it means is for others to say.

// Pending reports whether anything is to be resolved, by rules that have a number.
func (c *Catalog) Pending(ctx context.Context, rules int) (pending bool, err error) {
	err = c.ask(ctx, `SELECT EXISTS (SELECT 1 FROM changed) OR EXISTS (SELECT 1 FROM pending)
		OR EXISTS (SELECT 1 FROM records WHERE pending = 1) OR EXISTS (SELECT 1 FROM corrections WHERE pending = 1)
		OR EXISTS (SELECT 1 FROM files) AND (SELECT value FROM meta WHERE key = 'rules') <> ?`,
		[]any{strconv.Itoa(rules)}, &pending)
	if err != nil {
		return false, fmt.Errorf("read what has changed: %w", err)
	}
	return pending, nil
}

// UseRules makes everything pending where the catalogue was resolved by other rules.
func (t *Tx) UseRules(rules int) error {
	changed, err := t.changes("UPDATE meta SET value = ?1 WHERE key = 'rules' AND value <> ?1", strconv.Itoa(rules))
	if err != nil || !changed {
		return err
	}
	return t.pendAll()
}

// pendAll makes everything pending.
func (t *Tx) pendAll() error {
	return t.execEach([]string{
		"INSERT INTO changed SELECT n FROM files WHERE true ON CONFLICT DO NOTHING",
		"INSERT INTO pending SELECT group_key FROM documents WHERE deleted = 0 ON CONFLICT DO NOTHING",
		"UPDATE records SET pending = 1", "UPDATE corrections SET pending = CASE kind WHEN 'mark' THEN 0 ELSE 1 END",
	})
}

// ChangedFiles returns files whose claims are not told yet, at most so many, by hash;
// deleted ones are among them.
func (t *Tx) ChangedFiles(limit int) ([]string, error) {
	return t.texts("SELECT sha256 FROM changed JOIN files ON n = file ORDER BY sha256 LIMIT ?", limit)
}

// StillChanged returns those of some files whose claims are not told yet, by hash.
func (t *Tx) StillChanged(files []string) ([]string, error) {
	return t.texts(`SELECT sha256 FROM changed JOIN files ON n = file
		WHERE sha256 IN (SELECT value FROM json_each(?)) ORDER BY sha256`, list(files))
}

// Readings returns what was read from files, by hash; those from which nothing was, and
// deleted ones, are left out.
func (t *Tx) Readings(files []string) ([]legal.Reading, error) {
	return t.readings("sha256 IN (SELECT value FROM json_each(?))", list(files))
}

// pend makes a group key pending. Keys come in order, so that the last one is often the same.
func (t *Tx) pend(key string) error {
	if key == "" || key == t.pended {
		return nil
	}
	t.pended = key
	return t.exec("INSERT INTO pending VALUES (?) ON CONFLICT DO NOTHING", key)
}

// KeyRecords tells the group key of every record that is pending, and one that it is
// tied to. The keys are pending then in the place of the records.
func (t *Tx) KeyRecords(key func(legal.Record) (key, tied string)) error {
	type row struct {
		legal.Record
		line int
	}
	records, err := all(t, "SELECT "+recordColumns+", line FROM records WHERE pending = 1", nil,
		func(r *row) []any { return append(recordPlaces(&r.Record), &r.line) })
	if err != nil {
		return err
	}
	const keyed = "UPDATE records SET group_key = ?, tied_key = ?, pending = 0 WHERE registry = ? AND line = ?"
	for _, r := range records {
		k, tied := key(r.Record)
		if err := t.exec(keyed, k, tied, r.Registry, r.line); err != nil {
			return err
		}
		if err := t.pend(k); err != nil {
			return err
		}
	}
	return nil
}

// Records returns the records of registries under some group keys.
func (t *Tx) Records(keys []string) ([]legal.Record, error) {
	const under = " FROM records WHERE group_key IN (SELECT value FROM json_each(?)) ORDER BY registry, line"
	return all(t, "SELECT "+recordColumns+under, []any{list(keys)}, recordPlaces)
}

// PendingKeys returns the group keys under which something has changed.
func (t *Tx) PendingKeys() ([]string, error) { return t.texts("SELECT key FROM pending") }

// ClearPending says that all pending keys have been resolved.
func (t *Tx) ClearPending() error {
	t.pended = ""
	return t.exec("DELETE FROM pending")
}

// EachTie calls f for all that files and records tie some group keys to, each pair once
// or more.
func (t *Tx) EachTie(keys []string, f func(key, other string)) error {
	return t.each(`WITH k AS (SELECT value FROM json_each(?))
		SELECT DISTINCT t.key, t.other FROM k CROSS JOIN ties t ON t.key = k.value
		UNION ALL SELECT r.group_key, r.tied_key FROM k CROSS JOIN records r ON r.group_key = k.value
		WHERE r.tied_key <> ''
		UNION ALL SELECT r.tied_key, r.group_key FROM k CROSS JOIN records r ON r.tied_key = k.value
			WHERE r.tied_key <> '' AND r.group_key <> ''`,
		[]any{list(keys)}, func(rows *sql.Rows) error {
			var key, other string
			err := rows.Scan(&key, &other)
			f(key, other)
			return err
		})
}

// KeysOfBases returns the other group keys that documents have, or had, whose ID reads
// like one of those given, or like one that a document under these keys has: they are
// told apart together.
func (t *Tx) KeysOfBases(bases, keys []string) ([]string, error) {
	return t.texts(`SELECT DISTINCT group_key FROM documents
		WHERE group_key <> '' AND group_key NOT IN (SELECT value FROM json_each(?2)) AND base IN (
			SELECT value FROM json_each(?1) UNION SELECT base FROM documents
			WHERE deleted = 0 AND base <> '' AND group_key IN (SELECT value FROM json_each(?2)))`,
		list(bases), list(keys))
}

// EachNear calls f for the documents stored under some group keys that have others near.
func (t *Tx) EachNear(keys []string, f func(near, key string, weak bool)) error {
	return t.each(`SELECT near, group_key, weak FROM documents
		WHERE deleted = 0 AND near <> '' AND group_key IN (SELECT value FROM json_each(?))`, []any{list(keys)},
		func(rows *sql.Rows) error {
			var near, key string
			var weak bool
			err := rows.Scan(&near, &key, &weak)
			f(near, key, weak)
			return err
		})
}

// EachNearTo calls f for the weak documents that share one of all, and for every document,
// and every record of that day, that shares one of weak.
func (t *Tx) EachNearTo(all, weak []string, f func(near, key string)) error {
	scan := func(rows *sql.Rows) error {
		var near, key string
		err := rows.Scan(&near, &key)
		f(near, key)
		return err
	}
	const documents = `SELECT DISTINCT near, group_key FROM documents
		WHERE deleted = 0 AND near <> '' AND near IN (SELECT value FROM json_each(?))`
	if err := t.each(documents+" AND weak = 1", []any{list(all)}, scan); err != nil || len(weak) == 0 {
		return err
	}
	if err := t.each(documents, []any{list(weak)}, scan); err != nil {
		return err
	}
	return t.each(`SELECT DISTINCT k.value, r.group_key FROM json_each(?) k CROSS JOIN records r
		ON r.date = substr(k.value, length(k.value) - 9) WHERE r.group_key <> ''`, []any{list(weak)}, scan)
}

// GroupKey returns the group key that a document has, or had, and where its ID leads if
// it is gone; ok is false where no document ever had it.
func (t *Tx) GroupKey(id string) (key string, redirects []string, ok bool, err error) {
	const query = "SELECT group_key, redirects FROM documents WHERE id = ?"
	ok, err = t.find(query, []any{id}, &key, listAt{&redirects, " "})
	return key, redirects, ok, err
}

// Raws returns how the citations of a file read, in order.
func (t *Tx) Raws(file string) ([]string, error) {
	return t.texts("SELECT c.raw FROM citations c JOIN files f ON f.n = c.file WHERE f.sha256 = ? ORDER BY c.idx", file)
}
