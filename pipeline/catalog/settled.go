package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
)

// Resolved reports whether all that is stored has been worked out to its meaning:
// no crash came between.
func (c *Catalog) Resolved(ctx context.Context) (bool, error) {
	var there bool
	err := c.db.QueryRowContext(ctx, "SELECT value = (SELECT value FROM meta WHERE key = 'seq') FROM meta WHERE key = 'resolved'").Scan(&there)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read what is resolved: %w", mark(err))
	}
	return there, nil
}

// SetResolved says that all that is stored until now has been worked out.
func (c *Catalog) SetResolved(ctx context.Context) error {
	_, seq, err := c.Identity(ctx)
	if err == nil {
		err = c.putResolved(ctx, strconv.FormatInt(seq, 10))
	}
	return err
}

// SetUnresolved says that something is about to change which has to be worked out.
func (c *Catalog) SetUnresolved(ctx context.Context) error { return c.putResolved(ctx, "") }

func (c *Catalog) putResolved(ctx context.Context, value string) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO meta VALUES ('resolved', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value
			WHERE value <> excluded.value`, value)
		return err
	})
	if err != nil {
		return fmt.Errorf("write what is resolved: %w", err)
	}
	return nil
}
