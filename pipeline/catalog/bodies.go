package catalog

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Issued is a document with what tells who issued it and when.
type Issued struct {
	ID   string
	Body legal.Body
	Date legal.Date // its year alone where no more is known, zero where nothing is
	Held bool       // there is a file of it
}

// EachIssued calls f for every document, by ID. An error of f ends it.
func (c *Catalog) EachIssued(ctx context.Context, f func(Issued) error) error {
	const query = `SELECT id, body_code, body_level, body_place, body_name, body_above, body_province, date, year,
		held <> ''
		FROM documents WHERE deleted = 0 ORDER BY id`
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, query, nil, func(rows *sql.Rows) error {
			var d Issued
			var date string
			var year int
			b := &d.Body
			err := rows.Scan(&d.ID, &b.Code, &b.Level, &b.Place, &b.Name, &b.Above, &b.Province, &date, &year, &d.Held)
			if err != nil {
				return err
			}
			if d.Date, err = legal.ParseDate(date); err != nil {
				return fmt.Errorf("%w: document %s: %w", ErrDamaged, d.ID, err)
			}
			if d.Date.IsZero() {
				d.Date.Year = year
			}
			return f(d)
		})
	})
	if err != nil {
		return fmt.Errorf("read who issued what: %w", err)
	}
	return nil
}
