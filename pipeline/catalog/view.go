package catalog

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// View is one state of the catalogue, whatever is written meanwhile. It is good
// until the function it was given to returns, and for one goroutine.
type View struct{ tx *Tx }

// View calls f with the catalogue as it is now.
func (c *Catalog) View(ctx context.Context, f func(*View) error) error {
	return c.view(ctx, func(t *Tx) error { return f(&View{t}) })
}

// Content is a file as it is named where the folders do not matter: by its path
// below the folder that was ingested, with slashes.
type Content struct {
	SHA256   string
	Name     string   // the first of its names, in byte order
	Others   []string // the other names, in byte order
	Document string   // ID of the document it is, "" before resolving
}

// Contents returns all files but the deleted ones, by name, then by hash.
func (v *View) Contents() ([]Content, error) {
	type row struct {
		n          int64
		root, path string
		Content
	}
	at := map[int64]int{}
	var out []Content
	const contents = `SELECT f.n, f.sha256, coalesce(d.id, '')
		FROM files f LEFT JOIN documents d ON d.n = f.document WHERE f.deleted = 0`
	named := func(r *row) []any { return []any{&r.n, &r.SHA256, &r.Document} }
	err := eachRow(v.tx, contents, nil, named, func(r row) error {
		at[r.n] = len(out)
		out = append(out, r.Content)
		return nil
	})
	if err == nil {
		const paths = "SELECT file, root, path FROM paths WHERE file IS NOT NULL"
		err = eachRow(v.tx, paths, nil, func(r *row) []any { return []any{&r.n, &r.root, &r.path} }, func(r row) error {
			if i, ok := at[r.n]; ok {
				out[i].Others = append(out[i].Others, below(r.root, r.path))
			}
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("read files: %w", err)
	}
	for i := range out {
		out[i].nameFirst()
	}
	slices.SortFunc(out, func(a, b Content) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.SHA256,
			b.SHA256))
	})
	return out, nil
}

// nameFirst takes the name from the names found.
func (c *Content) nameFirst() {
	slices.Sort(c.Others)
	c.Others = slices.Compact(c.Others)
	if len(c.Others) > 0 {
		c.Name, c.Others = c.Others[0], c.Others[1:]
	}
}

// below returns a path as seen from the folder given to ingest; a file given by
// itself has its own name.
func below(root, path string) string {
	name, err := filepath.Rel(root, path)
	if err != nil || name == "." {
		name = filepath.Base(path)
	}
	return filepath.ToSlash(name)
}

// Mentions returns the citations of one file, in reading order.
func (v *View) Mentions(sha256 string) (out []Mention, err error) {
	err = v.tx.eachMention(func(m Mention) error { out = append(out, m); return nil }, noLimit, "f.sha256 = ?", sha256)
	return out, while("read citations of "+sha256, err)
}

// Text is [Catalog.Text] of this state.
func (v *View) Text(sha256 string) (legal.Text, bool, error) {
	text, ok, err := v.tx.text(sha256)
	return text, ok, while("read text of "+sha256, err)
}

// EachDocument calls f for every document, by ID. An error of f ends it.
func (v *View) EachDocument(f func(legal.Document) error) error {
	return while("read documents", v.tx.eachDocument(func(_ int64, d legal.Document) error { return f(d) }, "1 = 1"))
}

// EachEdge calls f for every edge, by source, target and relation, with its evidence in
// no certain order. The slice is good until f returns. An error of f ends it.
func (v *View) EachEdge(f func(e legal.Edge) error) error {
	var now legal.Edge
	flush := func() error {
		if len(now.Evidence) == 0 {
			return nil
		}
		return f(now)
	}
	const query = "SELECT " + statedColumns + " FROM edges e" + statedJoins + " ORDER BY s.id, t.id, e.relation"
	err := eachRow(v.tx, query, nil, (*statedEdge).places, func(e statedEdge) error {
		if !e.same(now) {
			if err := flush(); err != nil {
				return err
			}
			e.Evidence = now.Evidence[:0]
			now = e.Edge
		}
		now.Evidence = append(now.Evidence, e.says)
		return nil
	})
	if err == nil {
		err = flush()
	}
	return while("read edges", err)
}
