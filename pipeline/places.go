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
	before, err := placesOf(ctx, c)
	if err != nil {
		return 0, err
	}
	after, n, err := before.With(r)
	if err != nil {
		return 0, err
	}
	return n, c.Update(ctx, func(tx *catalog.Tx) error { return tx.PutPlaces(after.Units()) })
}

// placesOf returns the places that are built in with those of a catalogue over them.
func placesOf(ctx context.Context, c *catalog.Catalog) (*authority.Gazetteer, error) {
	units, err := c.Places(ctx)
	if err != nil {
		return nil, err
	}
	return authority.Provinces().Over(units), nil
}
