package catalog

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Targets returns the IDs of the documents that a document acts on or cites, in
// order, each once; a relation narrows them, "" takes all.
func (c *Catalog) Targets(ctx context.Context, id string, r legal.Relation) ([]string, error) {
	var out []string
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT DISTINCT t.id FROM edges e JOIN documents s ON s.n = e.source
			JOIN documents t ON t.n = e.target
			WHERE s.id = ? AND (? = '' OR e.relation = ?) ORDER BY t.id`, []any{id, r, r}, func(rows *sql.Rows) error {
			var t string
			err := rows.Scan(&t)
			out = append(out, t)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read what %s cites: %w", id, err)
	}
	return out, nil
}

// TimesCited returns how many other documents cite a document, by ID; what none
// cites is left out.
func (c *Catalog) TimesCited(ctx context.Context) (map[string]int, error) {
	out := map[string]int{}
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT t.id, count(DISTINCT e.source) FROM edges e JOIN documents t ON t.n = e.target
			WHERE e.source <> e.target GROUP BY t.n`, nil,
			func(rows *sql.Rows) error {
				var id string
				var n int
				err := rows.Scan(&id, &n)
				out[id] = n
				return err
			})
	})
	if err != nil {
		return nil, fmt.Errorf("count citing documents: %w", err)
	}
	return out, nil
}
