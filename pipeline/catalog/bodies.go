package catalog

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// EachBody calls f for every document with the body it is of, by ID. An error of f
// ends it.
func (c *Catalog) EachBody(ctx context.Context, f func(id string, b legal.Body) error) error {
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, "SELECT id, body_code, body_level, body_place, body_name FROM documents WHERE deleted = 0 ORDER BY id", nil, func(rows *sql.Rows) error {
			var id string
			var b legal.Body
			if err := rows.Scan(&id, &b.Code, &b.Level, &b.Place, &b.Name); err != nil {
				return err
			}
			return f(id, b)
		})
	})
	if err != nil {
		return fmt.Errorf("read bodies: %w", err)
	}
	return nil
}
