package catalog

import (
	"context"
	"fmt"
	"strconv"
)

// Complete reports whether the last run came to its end, and all that is stored has
// been worked out to its meaning. An empty catalogue is complete.
func (c *Catalog) Complete(ctx context.Context) (done bool, err error) {
	err = c.ask(ctx, `SELECT NOT EXISTS (SELECT 1 FROM runs WHERE n = (SELECT max(n) FROM runs) AND ended = '')
		AND coalesce((SELECT value FROM meta WHERE key = 'complete'), '0')
			= (SELECT value FROM meta WHERE key = 'seq')`, nil, &done)
	if err != nil {
		return false, fmt.Errorf("read whether all is worked out: %w", err)
	}
	return done, nil
}

// MarkComplete says that all that is stored until now has been worked out.
func (c *Catalog) MarkComplete(ctx context.Context) error {
	_, seq, err := c.Identity(ctx)
	if err == nil {
		err = c.putComplete(ctx, strconv.FormatInt(seq, 10))
	}
	return err
}

// MarkIncomplete says that something is about to change which has to be worked out.
func (c *Catalog) MarkIncomplete(ctx context.Context) error { return c.putComplete(ctx, "") }

func (c *Catalog) putComplete(ctx context.Context, value string) error {
	return c.update(ctx, "write whether all is worked out", func(t *Tx) error {
		return t.exec(`INSERT INTO meta VALUES ('complete', ?)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE meta.value <> excluded.value`, value)
	})
}
