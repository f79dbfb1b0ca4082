package catalog

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Known is what the catalogue knows of a path, for deciding whether to read it.
type Known struct {
	Path
	Status Status // of the content; Failed where the path could not be opened
	ReadBy string // version of the program that read it
}

// KnownPaths returns all paths, by path. Those under other roots are the caller's
// to leave alone.
func (c *Catalog) KnownPaths(ctx context.Context) (map[string]Known, error) {
	out := map[string]Known{}
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT p.path, p.root, coalesce(f.sha256, ''), p.size, p.mtime_ns,
			coalesce(nullif(p.reason, ''), f.reason, ''),
			coalesce(nullif(p.sentence, ''), f.sentence, ''), coalesce(f.status, 'failed'), coalesce(f.read_by, '')
			FROM paths p LEFT JOIN files f ON f.n = p.file`, nil, func(rows *sql.Rows) error {
			var k Known
			err := rows.Scan(&k.Path.Path, &k.Root, &k.SHA256, &k.Size, &k.ModTime, &k.Reason, &k.Sentence, &k.Status,
				&k.ReadBy)
			out[k.Path.Path] = k
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read known paths: %w", err)
	}
	return out, nil
}

// FileInfo is what is known of a content beside its text.
type FileInfo struct {
	SHA256   string
	Size     int64
	Status   Status
	Reason   string
	Sentence legal.Message
	ReadBy   string
	Pages    int
	Paths    []string // in byte order
	Document string   // ID of the document it is, "" before resolving
	Seq      int64
	Deleted  bool
}

// FileInfo returns what is known of a content; ok is false where nothing is.
func (c *Catalog) FileInfo(ctx context.Context, sha256 string) (info FileInfo, ok bool, err error) {
	found, err := c.files(ctx, "f.sha256 = ?", sha256)
	if err != nil || len(found) == 0 {
		return FileInfo{}, false, err
	}
	return found[0], true, nil
}

// Files returns all contents but the deleted ones, by hash.
func (c *Catalog) Files(ctx context.Context) ([]FileInfo, error) {
	return c.files(ctx, "f.deleted = 0")
}

func (c *Catalog) files(ctx context.Context, where string, args ...any) ([]FileInfo, error) {
	var out []FileInfo
	err := c.read(ctx, func(tx *sql.Tx) error {
		at := map[int64]int{}
		err := each(ctx, tx, `SELECT f.n, f.sha256, f.size, f.status, f.reason, f.sentence, f.read_by, f.pages,
			coalesce(d.id, ''), f.seq, f.deleted
			FROM files f LEFT JOIN documents d ON d.n = f.document WHERE `+where+" ORDER BY f.sha256", args,
			func(rows *sql.Rows) error {
				var n int64
				var i FileInfo
				err := rows.Scan(&n, &i.SHA256, &i.Size, &i.Status, &i.Reason, &i.Sentence, &i.ReadBy, &i.Pages,
					&i.Document, &i.Seq, &i.Deleted)
				at[n] = len(out)
				out = append(out, i)
				return err
			})
		if err != nil {
			return err
		}
		return each(ctx, tx, "SELECT p.file, p.path FROM paths p JOIN files f ON f.n = p.file WHERE "+where+
			" ORDER BY p.path", args, func(rows *sql.Rows) error {
			var n int64
			var path string
			err := rows.Scan(&n, &path)
			out[at[n]].Paths = append(out[at[n]].Paths, path)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read files: %w", err)
	}
	return out, nil
}

// Change is one thing that differs from an earlier state of the catalogue.
type Change struct {
	Seq     int64
	File    string // SHA-256, or
	ID      string // of a document
	Deleted bool
}

// Changes returns what has changed after a number, oldest first, each thing once
// with its last change; limit 0 means all.
func (c *Catalog) Changes(ctx context.Context, since int64, limit int) ([]Change, error) {
	if limit == 0 {
		limit = -1
	}
	var out []Change
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT seq, sha256, '', deleted FROM files WHERE seq > ? UNION ALL
			SELECT seq, '', id, deleted FROM documents WHERE seq > ? ORDER BY 1 LIMIT ?`, []any{since, since, limit},
			func(rows *sql.Rows) error {
				var ch Change
				err := rows.Scan(&ch.Seq, &ch.File, &ch.ID, &ch.Deleted)
				out = append(out, ch)
				return err
			})
	})
	if err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	return out, nil
}

// Counts sums up the catalogue.
type Counts struct {
	Files     map[Status]int `json:"files"`   // contents by outcome
	Reasons   map[string]int `json:"reasons"` // files not read in full, and paths that could not be opened, by reason
	Paths     int            `json:"paths"`
	Pages     map[string]int `json:"pages"` // by source of the text
	Citations int            `json:"citations"`
	Uncertain int            `json:"uncertain"` // citations whose document is not certain
	Documents int            `json:"documents"`
	Held      int            `json:"held"`      // documents we have a file of
	Conflicts int            `json:"conflicts"` // documents whose citations disagree
	Edges     int            `json:"edges"`
}

// Counts returns how much of everything there is.
func (c *Catalog) Counts(ctx context.Context) (Counts, error) {
	n := Counts{Files: map[Status]int{}, Reasons: map[string]int{}, Pages: map[string]int{}}
	err := c.read(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM paths), (SELECT count(*) FROM citations),
			(SELECT count(*) FROM meanings WHERE document IS NULL), (SELECT count(*) FROM documents WHERE deleted = 0),
			(SELECT count(*) FROM documents WHERE deleted = 0 AND held <> ''), (SELECT count(*) FROM documents
			WHERE deleted = 0 AND conflict = 1),
			(SELECT count(*) FROM edges)`).Scan(&n.Paths, &n.Citations, &n.Uncertain, &n.Documents, &n.Held,
			&n.Conflicts, &n.Edges)
		if err != nil {
			return err
		}
		return n.group(ctx, tx)
	})
	if err != nil {
		return Counts{}, fmt.Errorf("count: %w", err)
	}
	return n, nil
}

func (n *Counts) group(ctx context.Context, tx *sql.Tx) error {
	for query, put := range map[string]func(string, int){
		"SELECT status, count(*) FROM files WHERE deleted = 0 GROUP BY status": func(k string, v int) {
			n.Files[Status(k)] = v
		},
		"SELECT source, count(*) FROM pages GROUP BY source": func(k string, v int) { n.Pages[k] = v },
		`SELECT reason, count(*) FROM (SELECT reason FROM files WHERE deleted = 0 UNION ALL SELECT reason FROM paths)
			WHERE reason <> '' GROUP BY reason`: func(k string, v int) { n.Reasons[k] = v },
	} {
		err := each(ctx, tx, query, nil, func(rows *sql.Rows) error {
			var k string
			var v int
			err := rows.Scan(&k, &v)
			put(k, v)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
