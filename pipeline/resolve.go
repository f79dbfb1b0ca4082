package pipeline

import (
	"context"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/resolve"
)

// Resolve works out what all citations mean and stores what has changed. Run does
// so itself; it is called after a registry or a correction has changed.
func Resolve(ctx context.Context, c *catalog.Catalog) error {
	facts, err := c.Facts(ctx)
	if err != nil {
		return err
	}
	return c.SaveResolved(ctx, resolve.Documents(facts))
}
