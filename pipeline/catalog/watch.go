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
	Told     int64     `json:"told"` // the run up to which was told what newly cites it
}

// PutWatch begins to watch a document; one that is watched stays as it is. What the runs so far
// have found is no news.
func (c *Catalog) PutWatch(ctx context.Context, w Watch) error {
	return c.update(ctx, "watch "+w.Document, func(t *Tx) error {
		return t.exec(`INSERT INTO watches (document, by, at, told)
			SELECT ?, ?, ?, coalesce(max(n), 0) FROM runs WHERE ended <> '' ON CONFLICT DO NOTHING`,
			w.Document, w.By, stamp(w.At))
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
	return readAll(ctx, c, "read watches", "SELECT document, by, at, told FROM watches ORDER BY document", nil,
		func(w *Watch) []any {
			return []any{&w.Document, &w.By, timeAt{&w.At}, &w.Told}
		})
}

// Told notes that was told what the runs up to one have found that newly cites the watched
// documents, and that saved searches have found some files.
func (c *Catalog) Told(ctx context.Context, upTo int64, found []FoundFile) error {
	return c.update(ctx, "note what was told", func(t *Tx) error {
		for _, f := range found {
			err := t.exec("UPDATE searched SET told = 1 WHERE search = ? AND sha256 = ?", f.Search, f.SHA256)
			if err != nil {
				return err
			}
		}
		return t.exec("UPDATE watches SET told = ? WHERE told < ?", upTo, upTo)
	})
}
