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
// before the next resolution.
func (c *Catalog) PutRegistry(ctx context.Context, r Registry, records []legal.Record) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM registries WHERE name = ?", r.Name); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO registries (name, source, sha256, imported) VALUES (?, ?, ?, ?)", r.Name, r.Source, r.SHA256, r.Imported); err != nil {
			return err
		}
		put, err := tx.PrepareContext(ctx, "INSERT INTO records (registry, line, type, number, date, issuer, title) VALUES (?, ?, ?, ?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer put.Close()
		if err := setMark(ctx, tx, ""); err != nil { // its records have no keys yet, not even those of before
			return err
		}
		for i, k := range records {
			if _, err := put.ExecContext(ctx, r.Name, i+1, k.Type, k.Number, k.Date.String(), k.Issuer, k.Title); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store registry: %w", err)
	}
	return nil
}

// DropRegistry takes a registry out again.
func (c *Catalog) DropRegistry(ctx context.Context, name string) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, "DELETE FROM registries WHERE name = ?", name)
		if err != nil {
			return err
		}
		if rows, err := r.RowsAffected(); err != nil || rows == 0 {
			return errors.Join(err, ErrNoRegistry)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("take out registry %s: %w", name, err)
	}
	return nil
}

// Registries returns the registries, by name.
func (c *Catalog) Registries(ctx context.Context) ([]Registry, error) {
	var out []Registry
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT name, source, sha256, imported, (SELECT count(*) FROM records WHERE registry = name) FROM registries ORDER BY name`, nil,
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

// readRecords reads the records for which a condition holds.
func readRecords(ctx context.Context, tx *sql.Tx, where string, args ...any) ([]legal.Record, error) {
	var out []legal.Record
	err := each(ctx, tx, "SELECT registry, type, number, date, issuer, title FROM records WHERE "+where+" ORDER BY registry, line", args, func(rows *sql.Rows) error {
		var r legal.Record
		var date string
		if err := rows.Scan(&r.Registry, &r.Type, &r.Number, &date, &r.Issuer, &r.Title); err != nil {
			return err
		}
		var err error
		r.Date, err = parseDate(date)
		out = append(out, r)
		return err
	})
	return out, err
}
