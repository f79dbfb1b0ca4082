package catalog

import (
	"context"
	"time"
)

// Watch is a document of which a person wants to hear when something new cites it.
type Watch struct {
	Document string    `json:"document"` // ID
	By       string    `json:"by"`
	At       time.Time `json:"at"`
}

// PutWatch begins to watch a document; one that is watched stays as it is.
func (c *Catalog) PutWatch(ctx context.Context, w Watch) error {
	return c.update(ctx, "watch "+w.Document, func(t *Tx) error {
		return t.exec("INSERT INTO watches VALUES (?, ?, ?) ON CONFLICT DO NOTHING", w.Document, w.By, stamp(w.At))
	})
}

// DropWatch ends a watch; ok is false where there was none.
func (c *Catalog) DropWatch(ctx context.Context, document string) (ok bool, err error) {
	err = c.update(ctx, "end watch of "+document, func(t *Tx) error {
		ok, err = t.changes("DELETE FROM watches WHERE document = ?", document)
		return err
	})
	return ok, err
}

// Watches returns what is watched, by ID.
func (c *Catalog) Watches(ctx context.Context) ([]Watch, error) {
	return readAll(ctx, c, "read watches", "SELECT document, by, at FROM watches ORDER BY document", nil,
		func(w *Watch) []any {
			return []any{&w.Document, &w.By, timeAt{&w.At}}
		})
}
