package catalog

import (
	"context"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// This file answers for many at once, which takes little longer than for one.

// CountMentions returns how many citations [Catalog.MentionsOf] would return for each
// of the documents, by ID; those without any are left out.
func (c *Catalog) CountMentions(ctx context.Context, ids []string) (map[string]int, error) {
	return c.counts(ctx, "count mentions", `SELECT d.id, count(*)
		FROM documents d JOIN meanings m ON m.document = d.n
		WHERE d.id IN (SELECT value FROM json_each(?)) AND m.file NOT IN (SELECT n FROM files WHERE document = d.n)
		GROUP BY d.n`, list(ids))
}

// FileInfos is [Catalog.FileInfo] of several contents, by hash.
func (c *Catalog) FileInfos(ctx context.Context, hashes []string) (map[string]FileInfo, error) {
	found, err := c.files(ctx, "f.sha256 IN (SELECT value FROM json_each(?))", list(hashes))
	out := make(map[string]FileInfo, len(found))
	for _, f := range found {
		out[f.SHA256] = f
	}
	return out, err
}

// DocumentsOf is [Catalog.Document] of several IDs, by the IDs given.
func (c *Catalog) DocumentsOf(ctx context.Context, ids []string) (map[string]legal.Document, error) {
	found, err := c.documents(ctx, "id IN (SELECT value FROM json_each(?))", list(ids))
	out := make(map[string]legal.Document, len(found))
	for _, d := range found {
		out[d.ID] = d
	}
	return out, err
}
