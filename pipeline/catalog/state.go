package catalog

import (
	"context"

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
	const query = `SELECT p.path, p.root, coalesce(f.sha256, ''), p.size, p.mtime_ns,
			coalesce(nullif(p.reason, ''), f.reason, ''), coalesce(nullif(p.sentence, ''), f.sentence, ''),
			coalesce(f.status, 'failed'), coalesce(f.read_by, '')
		FROM paths p LEFT JOIN files f ON f.n = p.file`
	out := map[string]Known{}
	return out, readEach(ctx, c, "read known paths", query, nil, func(k *Known) []any {
		p := &k.Path
		return []any{&p.Path, &p.Root, &p.SHA256, &p.Size, &p.ModTime, &p.Reason, &p.Sentence, &k.Status, &k.ReadBy}
	}, func(k Known) error {
		out[k.Path.Path] = k
		return nil
	})
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
	var n int64
	ok, err = c.find(ctx, "read file "+sha256, "SELECT n FROM files WHERE sha256 = ?", []any{sha256}, &n)
	if err != nil || !ok {
		return info, false, err // that nothing is known of a new file is said by one question
	}
	return first(c.files(ctx, "f.n = ?", n))
}

// Files returns all contents but the deleted ones, by hash.
func (c *Catalog) Files(ctx context.Context) ([]FileInfo, error) {
	return c.files(ctx, "f.deleted = 0")
}

func (c *Catalog) files(ctx context.Context, where string, args ...any) (out []FileInfo, err error) {
	type row struct {
		n    int64
		path string
		FileInfo
	}
	contents := `SELECT f.n, f.sha256, f.size, f.status, f.reason, f.sentence, f.read_by, f.pages, coalesce(d.id, ''),
		f.seq, f.deleted FROM files f LEFT JOIN documents d ON d.n = f.document WHERE ` + where + " ORDER BY f.sha256"
	paths := "SELECT p.file, p.path FROM paths p JOIN files f ON f.n = p.file WHERE " + where + " ORDER BY p.path"
	err = c.read(ctx, "read files", func(t *Tx) error {
		at := map[int64]int{}
		err := eachRow(t, contents, args, func(i *row) []any {
			return []any{
				&i.n, &i.SHA256, &i.Size, &i.Status, &i.Reason, &i.Sentence, &i.ReadBy, &i.Pages, &i.Document,
				&i.Seq, &i.Deleted,
			}
		}, func(i row) error {
			at[i.n] = len(out)
			out = append(out, i.FileInfo)
			return nil
		})
		if err != nil || len(out) == 0 {
			return err
		}
		return eachRow(t, paths, args, func(p *row) []any { return []any{&p.n, &p.path} }, func(p row) error {
			out[at[p.n]].Paths = append(out[at[p.n]].Paths, p.path)
			return nil
		})
	})
	return out, err
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
		limit = noLimit
	}
	const query = `SELECT seq, sha256, '', deleted FROM files WHERE seq > ? UNION ALL
		SELECT seq, '', id, deleted FROM documents WHERE seq > ? ORDER BY 1 LIMIT ?`
	return readAll(ctx, c, "read changes", query, []any{since, since, limit}, func(k *Change) []any {
		return []any{&k.Seq, &k.File, &k.ID, &k.Deleted}
	})
}

// Counts sums up the catalogue.
type Counts struct {
	Files      map[Status]int `json:"files"`   // contents by outcome
	Reasons    map[string]int `json:"reasons"` // files not read in full, and paths that could not be opened, by reason
	Paths      int            `json:"paths"`
	Pages      map[string]int `json:"pages"` // by source of the text
	Citations  int            `json:"citations"`
	Uncertain  int            `json:"uncertain"`  // citations whose document is not certain
	Unresolved int            `json:"unresolved"` // those among them that are read and not resolved yet
	Documents  int            `json:"documents"`
	Held       int            `json:"held"`      // documents we have a file of
	Conflicts  int            `json:"conflicts"` // documents whose citations disagree
	Edges      int            `json:"edges"`
}

// Counts returns how much of everything there is.
func (c *Catalog) Counts(ctx context.Context) (Counts, error) {
	n := Counts{Files: map[Status]int{}}
	resolved := 0
	err := c.read(ctx, "count", func(t *Tx) error {
		err := t.row(`SELECT (SELECT count(*) FROM paths), (SELECT count(*) FROM citations),
			(SELECT count(*) FROM meanings), (SELECT count(*) FROM meanings WHERE document IS NULL), count(*),
			count(CASE WHEN held <> '' THEN 1 END), count(CASE WHEN conflict = 1 THEN 1 END), (SELECT count(*) FROM edges)
			FROM documents WHERE deleted = 0`, nil, &n.Paths, &n.Citations, &resolved, &n.Uncertain, &n.Documents, &n.Held,
			&n.Conflicts, &n.Edges)
		if err != nil {
			return err
		}
		n.Unresolved = n.Citations - resolved
		n.Uncertain += n.Unresolved
		files, err := t.counts("SELECT status, count(*) FROM files WHERE deleted = 0 GROUP BY status")
		if err != nil {
			return err
		}
		for status, k := range files {
			n.Files[Status(status)] = k
		}
		if n.Pages, err = t.counts("SELECT source, count(*) FROM pages GROUP BY source"); err != nil {
			return err
		}
		n.Reasons, err = t.counts(`SELECT reason, count(*) FROM (SELECT reason FROM files WHERE deleted = 0
			UNION ALL SELECT reason FROM paths) AS r
			WHERE reason <> '' GROUP BY reason`)
		return err
	})
	return n, err
}
