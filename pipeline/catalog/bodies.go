package catalog

import (
	"context"

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
	type row struct {
		Issued
		year int
	}
	const query = `SELECT id, body_code, body_level, body_place, body_name, body_above, body_province, date, year,
		held <> '' FROM documents WHERE deleted = 0 ORDER BY id`
	return readEach(ctx, c, "read who issued what", query, nil, func(d *row) []any {
		return append(append([]any{&d.ID}, bodyPlaces(&d.Body)...), dateAt{&d.Date}, &d.year, &d.Held)
	}, func(d row) error {
		if d.Date.IsZero() {
			d.Date.Year = d.year
		}
		return f(d.Issued)
	})
}

func bodyPlaces(b *legal.Body) []any {
	return []any{&b.Code, &b.Level, &b.Place, &b.Name, &b.Above, &b.Province}
}
