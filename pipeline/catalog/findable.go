package catalog

import (
	"context"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Findable is a file as it is found: what it says without the layout, and what that means.
type Findable struct {
	SHA256  string
	Head    legal.Head // as printed
	Content string     // running text
	Sources []legal.PageSource
	Paths   []string       // in byte order
	Meant   legal.Document // the document it is, zero before resolving
	Cited   []Cited        // in reading order
}

// Cited is a citation by what it can be found by.
type Cited struct {
	Number   string
	From     int            // as in [legal.Citation]
	Relation legal.Relation // as in [legal.Citation]
	Document string         // ID of the document meant, "" where it is not certain
}

// EachFindable calls f for the files with some hashes, in the order of their numbers, but for
// deleted ones. All are of one state of the catalogue. An error of f ends it.
func (c *Catalog) EachFindable(ctx context.Context, hashes []string, f func(Findable) error) error {
	return c.read(ctx, "read files", func(t *Tx) error {
		meant := map[int64]legal.Document{}
		err := t.eachDocument(func(n int64, d legal.Document) error { meant[n] = d; return nil },
			"n IN (SELECT document FROM files WHERE sha256 IN (SELECT value FROM json_each(?)))", list(hashes))
		if err != nil {
			return err
		}
		beside, err := t.findables(list(hashes))
		if err != nil {
			return err
		}
		type row struct {
			n, document int64
			Findable
		}
		const query = "SELECT n, coalesce(document, 0), sha256, text, " + headColumns + ` FROM files
			WHERE deleted = 0 AND sha256 IN (SELECT value FROM json_each(?)) ORDER BY n`
		return eachRow(t, query, []any{list(hashes)}, func(r *row) []any {
			return append([]any{&r.n, &r.document, &r.SHA256, &r.Content}, headPlaces(&r.Head)...)
		}, func(r row) error {
			if b := beside[r.n]; b != nil {
				r.Sources, r.Paths, r.Cited = b.Sources, b.Paths, b.Cited
			}
			r.Meant = meant[r.document]
			return f(r.Findable)
		})
	})
}

// findables reads of files with some hashes what stands beside their rows, by their numbers.
func (t *Tx) findables(hashes string) (map[int64]*Findable, error) {
	out := map[int64]*Findable{}
	of := func(n int64) *Findable {
		if out[n] == nil {
			out[n] = &Findable{}
		}
		return out[n]
	}
	const among = " IN (SELECT n FROM files WHERE sha256 IN (SELECT value FROM json_each(?)))"
	type row struct {
		n int64
		Cited
		value string
	}
	valued := func(r *row) []any { return []any{&r.n, &r.value} }
	for _, read := range []struct {
		query  string
		places func(*row) []any
		take   func(*Findable, row)
	}{
		{"SELECT DISTINCT file, source FROM pages WHERE file" + among, valued,
			func(f *Findable, r row) { f.Sources = append(f.Sources, legal.PageSource(r.value)) }},
		{"SELECT file, path FROM paths WHERE file" + among + " ORDER BY path", valued,
			func(f *Findable, r row) { f.Paths = append(f.Paths, r.value) }},
		{`SELECT c.file, c.number, c.source, c.relation, coalesce(d.id, '') FROM citations c
			LEFT JOIN meanings m ON m.file = c.file AND m.idx = c.idx LEFT JOIN documents d ON d.n = m.document
			WHERE c.file` + among + " ORDER BY c.file, c.idx",
			func(r *row) []any { return []any{&r.n, &r.Number, &r.From, &r.Relation, &r.Document} },
			func(f *Findable, r row) { f.Cited = append(f.Cited, r.Cited) }},
	} {
		err := eachRow(t, read.query, []any{hashes}, read.places, func(r row) error {
			read.take(of(r.n), r)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// FilesOfAll returns the hashes of all files that are one of the documents, in order.
func (c *Catalog) FilesOfAll(ctx context.Context, ids []string) ([]string, error) {
	const query = `SELECT f.sha256 FROM files f JOIN documents d ON d.n = f.document
		WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY f.sha256`
	return readAll(ctx, c, "read files of documents", query, []any{list(ids)}, one[string])
}
