package index

import (
	"context"
	"iter"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Sync brings the index under dir to the state of the catalogue. A file is an
// entry under its SHA-256, with its running text and what it says of itself; a
// document of which we hold no file is one under its ID.
func Sync(ctx context.Context, dir string, c *catalog.Catalog) (Report, error) {
	uuid, seq, err := c.Identity(ctx)
	if err != nil {
		return Report{}, err
	}
	return Update(ctx, dir, Catalogue{UUID: uuid, Seq: seq}, func(since int64) iter.Seq2[Entry, error] {
		return func(yield func(Entry, error) bool) {
			changes, err := c.Changes(ctx, since, 0)
			if err != nil {
				yield(Entry{}, err)
				return
			}
			for _, ch := range changes {
				if e, err := entryOf(ctx, c, ch); !yield(e, err) || err != nil {
					return
				}
			}
		}
	})
}

// entryOf makes the entry of what has changed.
func entryOf(ctx context.Context, c *catalog.Catalog, ch catalog.Change) (Entry, error) {
	e := Entry{ID: ch.File + ch.ID, Seq: ch.Seq, Deleted: ch.Deleted}
	switch {
	case ch.Deleted:
		return e, nil
	case ch.File != "":
		return e, e.fromFile(ctx, c, ch.File)
	}
	d, ok, err := c.Document(ctx, ch.ID)
	if err != nil || !ok || d.Held != "" {
		e.Deleted = true // the entry of its file stands for it
		return e, err
	}
	e.fromDocument(d)
	return e, nil
}

func (e *Entry) fromFile(ctx context.Context, c *catalog.Catalog, sha256 string) error {
	t, ok, err := c.Text(ctx, sha256)
	if err != nil || !ok {
		e.Deleted = true
		return err
	}
	mentions, err := c.Mentions(ctx, sha256)
	if err != nil {
		return err
	}
	e.Held, e.Text, e.Title, e.Type = true, t.Content, t.Head.Title, string(t.Head.Type)
	e.Number, e.Issuer, e.Date = t.Head.Number, t.Head.Issuer, t.Head.Date.String()
	if own, ok := legal.ParseSymbol(t.Head.Number); ok {
		e.Key = own.FoldKey()
	}
	for _, m := range mentions {
		if sym, ok := legal.ParseSymbol(m.Number); ok {
			e.Cites = append(e.Cites, sym.FoldKey())
		}
	}
	return nil
}

func (e *Entry) fromDocument(d legal.Document) {
	e.Title, e.Type, e.Number, e.Issuer, e.Date = d.Title, string(d.Type), d.Number, d.Body.Name, d.Date.String()
	if !d.Symbol.IsZero() {
		e.Key = d.Symbol.FoldKey()
	}
	if d.Name != "" {
		e.Names = []string{string(d.Type) + " " + d.Name}
	}
}
