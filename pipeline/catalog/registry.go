package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// ErrNoRegistry says that no registry was imported under a name.
var ErrNoRegistry = errors.New("no such registry")

// Registry is a list of documents known for sure, as it was imported.
type Registry struct {
	Name     string `json:"name"`
	Source   string `json:"source"`   // the file it was imported from
	SHA256   string `json:"sha256"`   // of that file
	Imported string `json:"imported"` // RFC 3339
	Records  int    `json:"records"`
}

// PutRegistry stores a registry in the place of one with its name. Nothing changes
// before the next resolution; records that were there before are not pending.
func (c *Catalog) PutRegistry(ctx context.Context, r Registry, records []legal.Record) error {
	err := c.Update(ctx, func(t *Tx) error {
		known, err := t.keysOfRecords(r.Name)
		if err != nil {
			return err
		}
		if _, err := t.dropRegistry(r.Name); err != nil {
			return err
		}
		err = t.exec("INSERT INTO registries (name, source, sha256, imported) VALUES (?, ?, ?, ?)",
			r.Name, r.Source, r.SHA256, r.Imported)
		if err != nil {
			return err
		}
		for i, k := range records {
			k.Registry = r.Name
			keys, ok := known[k]
			err := t.exec(`INSERT INTO records (registry, line, type, number, date, issuer, title, group_key, tied_key,
				pending)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				r.Name, i+1, k.Type, k.Number, k.Date.String(), k.Issuer, k.Title, keys.key, keys.tied, !ok)
			if err != nil {
				return err
			}
			delete(known, k)
		}
		return t.pendKeys(known)
	})
	if err != nil {
		return fmt.Errorf("store registry: %w", err)
	}
	return nil
}

// DropRegistry takes a registry out again.
func (c *Catalog) DropRegistry(ctx context.Context, name string) error {
	err := c.Update(ctx, func(t *Tx) error {
		known, err := t.keysOfRecords(name)
		if err != nil {
			return err
		}
		if ok, err := t.dropRegistry(name); err != nil || !ok {
			return errors.Join(err, ErrNoRegistry)
		}
		return t.pendKeys(known)
	})
	if err != nil {
		return fmt.Errorf("take out registry %s: %w", name, err)
	}
	return nil
}

func (t *Tx) dropRegistry(name string) (ok bool, err error) {
	return t.changes("DELETE FROM registries WHERE name = ?", name)
}

// recordKeys are the group key of a record, and one that it is tied to.
type recordKeys struct{ key, tied string }

// keysOfRecords returns the keys of the records of a registry that are not pending.
func (t *Tx) keysOfRecords(registry string) (map[legal.Record]recordKeys, error) {
	out := map[legal.Record]recordKeys{}
	const query = "SELECT group_key, tied_key, " + recordColumns + " FROM records WHERE registry = ? AND pending = 0"
	err := t.each(query, []any{registry}, func(rows *sql.Rows) error {
		var k recordKeys
		r, err := scanRecord(rows, &k.key, &k.tied)
		out[r] = k
		return err
	})
	return out, err
}

// pendKeys makes the keys pending under which a registry no longer says something.
func (t *Tx) pendKeys(gone map[legal.Record]recordKeys) error {
	for _, k := range gone {
		for _, key := range []string{k.key, k.tied} {
			if err := t.pend(key); err != nil {
				return err
			}
		}
	}
	return nil
}

// Registries returns the registries, by name.
func (c *Catalog) Registries(ctx context.Context) ([]Registry, error) {
	var out []Registry
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT name, source, sha256, imported, (SELECT count(*) FROM records
			WHERE registry = name)
			FROM registries ORDER BY name`, nil,
			func(rows *sql.Rows) error {
				var r Registry
				err := rows.Scan(&r.Name, &r.Source, &r.SHA256, &r.Imported, &r.Records)
				out = append(out, r)
				return err
			})
	})
	if err != nil {
		return nil, fmt.Errorf("read registries: %w", err)
	}
	return out, nil
}

const recordColumns = "registry, type, number, date, issuer, title"

// scanRecord reads a row selected as "first…, recordColumns".
func scanRecord(rows *sql.Rows, first ...any) (legal.Record, error) {
	var r legal.Record
	var date string
	err := rows.Scan(append(first, &r.Registry, &r.Type, &r.Number, &date, &r.Issuer, &r.Title)...)
	if err != nil {
		return r, err
	}
	r.Date, err = parseDate(date)
	return r, err
}

// readRecords reads the records for which a condition holds.
func readRecords(ctx context.Context, tx *sql.Tx, where string, args ...any) ([]legal.Record, error) {
	var out []legal.Record
	query := "SELECT " + recordColumns + " FROM records WHERE " + where + " ORDER BY registry, line"
	err := each(ctx, tx, query, args, func(rows *sql.Rows) error {
		r, err := scanRecord(rows)
		out = append(out, r)
		return err
	})
	return out, err
}
