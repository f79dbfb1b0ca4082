package catalog

import (
	"context"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Targets returns the IDs of the documents that a document acts on or cites, in
// order, each once; a relation narrows them, "" takes all.
func (c *Catalog) Targets(ctx context.Context, id string, r legal.Relation) ([]string, error) {
	const query = `SELECT DISTINCT t.id FROM edges e JOIN documents s ON s.n = e.source
		JOIN documents t ON t.n = e.target WHERE s.id = ? AND (? = '' OR e.relation = ?) ORDER BY t.id`
	return readAll(ctx, c, "read what "+id+" cites", query, []any{id, r, r}, one[string])
}

// TimesCited returns how many other documents cite a document, by ID; what none
// cites is left out.
func (c *Catalog) TimesCited(ctx context.Context) (map[string]int, error) {
	return c.counts(ctx, "count citing documents", `SELECT t.id, count(DISTINCT e.source)
		FROM edges e JOIN documents t ON t.n = e.target WHERE e.source <> e.target GROUP BY t.n`)
}
