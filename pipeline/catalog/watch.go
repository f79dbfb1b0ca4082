package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Watch is a document of which a person wants to hear when something new cites it.
type Watch struct {
	Document string    `json:"document"` // ID
	By       string    `json:"by"`
	At       time.Time `json:"at"`
}

// PutWatch begins to watch a document; one that is watched stays as it is.
func (c *Catalog) PutWatch(ctx context.Context, w Watch) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO watches VALUES (?, ?, ?) ON CONFLICT DO NOTHING", w.Document, w.By,
			stamp(w.At))
		return err
	})
	if err != nil {
		return fmt.Errorf("watch %s: %w", w.Document, err)
	}
	return nil
}

// DropWatch ends a watch; ok is false where there was none.
func (c *Catalog) DropWatch(ctx context.Context, document string) (ok bool, err error) {
	err = c.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "DELETE FROM watches WHERE document = ?", document)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		ok = n > 0
		return err
	})
	if err != nil {
		return false, fmt.Errorf("end watch of %s: %w", document, err)
	}
	return ok, nil
}

// Watches returns what is watched, by ID.
func (c *Catalog) Watches(ctx context.Context) ([]Watch, error) {
	var out []Watch
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, "SELECT document, by, at FROM watches ORDER BY document", nil, func(rows *sql.Rows) error {
			var w Watch
			var at string
			if err := rows.Scan(&w.Document, &w.By, &at); err != nil {
				return err
			}
			var err error
			if w.At, err = time.Parse(time.RFC3339, at); err != nil {
				err = fmt.Errorf("%w: watch of %s: %w", ErrDamaged, w.Document, err)
			}
			out = append(out, w)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read watches: %w", err)
	}
	return out, nil
}
