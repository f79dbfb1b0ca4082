package catalog

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// View is one state of the catalogue, whatever is written meanwhile. It is good
// until the function it was given to returns, and for one goroutine.
type View struct {
	ctx context.Context
	tx  *sql.Tx
}

// View calls f with the catalogue as it is now.
func (c *Catalog) View(ctx context.Context, f func(*View) error) error {
	return c.read(ctx, func(tx *sql.Tx) error { return f(&View{ctx, tx}) })
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
	at := map[int64]int{}
	var out []Content
	err := each(v.ctx, v.tx, `SELECT f.n, f.sha256, coalesce(d.id, '') FROM files f
		LEFT JOIN documents d ON d.n = f.document WHERE f.deleted = 0`, nil,
		func(rows *sql.Rows) error {
			var n int64
			var c Content
			err := rows.Scan(&n, &c.SHA256, &c.Document)
			at[n] = len(out)
			out = append(out, c)
			return err
		})
	if err == nil {
		err = each(v.ctx, v.tx, "SELECT file, root, path FROM paths WHERE file IS NOT NULL", nil,
			func(rows *sql.Rows) error {
				var n int64
				var root, path string
				err := rows.Scan(&n, &root, &path)
				if i, ok := at[n]; ok {
					out[i].Others = append(out[i].Others, below(root, path))
				}
				return err
			})
	}
	if err != nil {
		return nil, fmt.Errorf("read files: %w", err)
	}
	for i := range out {
		out[i].nameFirst()
	}
	slices.SortFunc(out, func(a, b Content) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.SHA256, b.SHA256))
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
func (v *View) Mentions(sha256 string) ([]Mention, error) {
	var out []Mention
	err := each(v.ctx, v.tx, mentionQuery+"f.sha256 = ?"+mentionOrder, []any{sha256, -1}, func(rows *sql.Rows) error {
		m, err := scanMention(rows)
		out = append(out, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read citations of %s: %w", sha256, err)
	}
	return out, nil
}

// Text is [Catalog.Text] of this state.
func (v *View) Text(sha256 string) (legal.Text, bool, error) {
	t, ok, err := readText(v.ctx, v.tx, sha256)
	if err != nil {
		return legal.Text{}, false, fmt.Errorf("read text of %s: %w", sha256, err)
	}
	return t, ok, nil
}

// EachDocument calls f for every document, by ID. An error of f ends it.
func (v *View) EachDocument(f func(legal.Document) error) error {
	err := each(v.ctx, v.tx, "SELECT "+docColumns+" FROM documents WHERE deleted = 0 ORDER BY id", nil,
		func(rows *sql.Rows) error {
			row, err := scanDocument(rows)
			if err != nil {
				return err
			}
			d, err := row.document()
			if err != nil {
				return err
			}
			return f(d)
		})
	if err != nil {
		return fmt.Errorf("read documents: %w", err)
	}
	return nil
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
	err := each(v.ctx, v.tx, `SELECT s.id, t.id, e.relation, `+statementColumns+` FROM edges e
		JOIN documents s ON s.n = e.source JOIN documents t ON t.n = e.target JOIN evidence v ON v.edge = e.n
		JOIN files f ON f.n = v.file
		JOIN citations c ON c.file = v.file AND c.idx = v.idx ORDER BY s.id, t.id, e.relation`, nil,
		func(rows *sql.Rows) error {
			var e legal.Edge
			p, err := scanStatement(rows, &e.From, &e.To, &e.Relation)
			if err != nil {
				return err
			}
			if e.From != now.From || e.To != now.To || e.Relation != now.Relation {
				if err := flush(); err != nil {
					return err
				}
				e.Evidence = now.Evidence[:0]
				now = e
			}
			now.Evidence = append(now.Evidence, p)
			return nil
		})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return fmt.Errorf("read edges: %w", err)
	}
	return nil
}
