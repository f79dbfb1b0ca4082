package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
)

// Settled reports whether the last run came to its end, and all that is stored has
// been worked out to its meaning. An empty catalogue is settled.
func (c *Catalog) Settled(ctx context.Context) (done bool, err error) {
	err = c.db.QueryRowContext(ctx, `SELECT coalesce((SELECT ended <> '' FROM runs ORDER BY n DESC LIMIT 1), 1)
		AND coalesce((SELECT value FROM meta WHERE key = 'settled'), '0') = (SELECT value FROM meta WHERE key = 'seq')`).Scan(&done)
	if err != nil {
		return false, fmt.Errorf("read what is settled: %w", mark(err))
	}
	return done, nil
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
		_, err := tx.ExecContext(ctx, `INSERT INTO meta VALUES ('settled', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value
			WHERE value <> excluded.value`, value)
		return err
	})
	if err != nil {
		return fmt.Errorf("write what is resolved: %w", err)
	}
	return nil
}
