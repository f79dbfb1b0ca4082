package catalog

import (
	"context"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// HeldHead is what a file says of itself, with where it lies and on what the witnesses of
// its document disagree.
type HeldHead struct {
	OwnHead
	Path      string // the first in byte order
	Conflicts []string
}

// UnsureHeads returns the heads that may leave something open: without a number or a whole
// day, read from handwriting, or of a document whose day is contradicted. Of files that
// could not be read there is nothing to look at.
func (c *Catalog) UnsureHeads(ctx context.Context) ([]HeldHead, error) {
	return c.heldHeads(ctx, `f.status <> 'failed' AND (f.head_number = '' OR length(f.head_date) < 10
		OR f.head_written <> 'null' OR d.conflicts LIKE '%date%')`)
}

// HeldHead returns the head of one file; ok is false where it is not held.
func (c *Catalog) HeldHead(ctx context.Context, sha256 string) (h HeldHead, ok bool, err error) {
	return first(c.heldHeads(ctx, "f.sha256 = ?", sha256))
}

func (c *Catalog) heldHeads(ctx context.Context, where string, args ...any) ([]HeldHead, error) {
	query := "SELECT " + headColumns + `, f.sha256, d.id, coalesce(p.source, ''), d.conflicts,
			(SELECT min(path) FROM paths WHERE file = f.n)
		FROM files f JOIN documents d ON d.n = f.document LEFT JOIN pages p ON p.file = f.n AND p.page = 1
		WHERE f.deleted = 0 AND EXISTS (SELECT 1 FROM paths WHERE file = f.n) AND ` + where
	return readAll(ctx, c, "read heads", query, args, func(h *HeldHead) []any {
		return append(headPlaces(&h.Head), &h.File, &h.Document, &h.Source, listAt{&h.Conflicts, " "}, &h.Path)
	})
}

// Contradicted reports whether others give a file that was read from a picture another day.
func (h HeldHead) Contradicted() bool {
	for _, k := range h.Conflicts {
		if k == legal.ConflictDate {
			return h.Source == legal.SourceOCR
		}
	}
	return false
}
