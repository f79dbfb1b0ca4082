package pipeline

import (
	"context"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/resolve"
)

// Resolve works out what citations mean and stores what has changed. Run does so
// itself; it is called after a registry or a correction has changed. No more is
// resolved than hangs on what has changed: the result is that of resolving everything.
func Resolve(ctx context.Context, c *catalog.Catalog) error { return resolvePending(ctx, c, nil, nil) }

// resolvePending is [Resolve] by a run that notes at which file it is at work, and has told what some
// files say; nil for none.
func resolvePending(ctx context.Context, c *catalog.Catalog, h *hands, told map[string]bool) error {
	pending, err := c.Pending(ctx, resolve.Rules)
	if err == nil && pending {
		err = resolveBy(ctx, c, resolve.Rules, h, told)
	}
	if err != nil {
		return fmt.Errorf("resolve what has changed: %w", err)
	}
	return nil
}
