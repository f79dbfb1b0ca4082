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
	return c.counts(ctx, "count citing documents", "SELECT t.id, e.times FROM "+timesCited+" JOIN documents t ON t.n = e.target")
}

// timesCited counts the others that cite a document. Each pair is taken once in the order of the sources, which
// is that of an index: to tell the sources of every target apart takes six times as long.
const timesCited = `(SELECT target, count(*) AS times FROM (SELECT DISTINCT source, target FROM edges
	WHERE source <> target) AS pairs GROUP BY target) AS e`

// MostCited returns the documents that most others cite, those cited as often by ID, at most so many.
func (c *Catalog) MostCited(ctx context.Context, most int) ([]legal.Document, error) {
	const query = "SELECT t.id FROM " + timesCited + ` JOIN documents t ON t.n = e.target
		ORDER BY e.times DESC, t.id LIMIT ?`
	ids, err := readAll(ctx, c, "find the documents most cited", query, []any{most}, one[string])
	if err != nil {
		return nil, err
	}
	found, err := c.DocumentsOf(ctx, ids)
	var out []legal.Document
	for _, id := range ids {
		if d, ok := found[id]; ok {
			out = append(out, d)
		}
	}
	return out, err
}
