package catalog

import (
	"context"
	"fmt"
)

// CountMentions returns how many citations [Catalog.MentionsOf] would return.
func (c *Catalog) CountMentions(ctx context.Context, id string) (int, error) {
	var n int
	err := c.db.QueryRowContext(ctx, `SELECT count(*) FROM documents d JOIN meanings m ON m.document = d.n JOIN files f ON f.n = m.file
		WHERE d.id = ? AND (f.document IS NULL OR f.document <> d.n)`, id).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count mentions of %s: %w", id, mark(err))
	}
	return n, nil
}
