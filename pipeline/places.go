package pipeline

import (
	"context"
	"io"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

// ImportPlaces lays a table of administrative units over those that are known, and
// returns how many it holds. A table with a wrong line changes nothing; the error joins
// an [authority.RowError] for each. What citations mean changes with the next resolution.
func ImportPlaces(ctx context.Context, c *catalog.Catalog, r io.Reader) (int, error) {
	known, err := c.Places(ctx)
	if err != nil {
		return 0, err
	}
	before := authority.Provinces().Over(known)
	after, n, err := before.With(r)
	if err != nil {
		return 0, err
	}
	return n, c.Update(ctx, func(tx *catalog.Tx) error { return tx.PutPlaces(after.Units()) })
}
