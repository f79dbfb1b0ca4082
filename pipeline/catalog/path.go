package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Path is a place where a content lies.
type Path struct {
	Path    string // absolute
	Root    string // the folder given to ingest
	SHA256  string // "" where the file could not be opened
	Size    int64
	ModTime int64 // nanoseconds since 1970
	// Reason and Sentence say why the file could not be opened.
	Reason   string
	Sentence legal.Message
	// Run and What say which run found the path thus and what had become of it;
	// with 0 its history is not written.
	Run  int64
	What Outcome
}

// PutPath stores that a known content, or a file that cannot be opened, lies at a path.
func (t *Tx) PutPath(at Path) error {
	known, err := t.contentOf(at)
	if err == nil {
		err = t.putPath(at, known)
	}
	return while("store "+at.Path, err)
}

// PutPath is [Tx.PutPath] in a transaction of its own.
func (c *Catalog) PutPath(ctx context.Context, at Path) error {
	return c.Update(ctx, func(t *Tx) error { return t.PutPath(at) })
}

// Tombstone forgets paths that have vanished. Contents that have no path now are
// deleted, all but their row, which takes the next change number. Until it is
// called they stay, as a content that has lost one path may be found at another.
func (c *Catalog) Tombstone(ctx context.Context, run int64, paths ...string) error {
	return c.update(ctx, "forget vanished files", func(t *Tx) error {
		for _, p := range paths {
			if err := t.putVanished(run, p); err != nil {
				return err
			}
			if err := t.dropPath(p); err != nil {
				return err
			}
		}
		return t.markDeleted()
	})
}

// content is what is stored of a file, as far as a path needs it. Its number is null for none.
type content struct {
	n      sql.NullInt64
	status Status
	reason string
}

// contentOf finds what lies at a path.
func (t *Tx) contentOf(at Path) (c content, err error) {
	if at.SHA256 == "" {
		return content{status: Failed, reason: at.Reason}, nil
	}
	was, err := t.storedAs(at.SHA256)
	if err == nil && (!was.n.Valid || was.deleted) {
		err = sql.ErrNoRows
	}
	if err != nil {
		return c, fmt.Errorf("find content %s: %w", at.SHA256, err)
	}
	return was.content, nil
}

// putPath writes where a content lies, unless it is known to.
func (t *Tx) putPath(at Path, lies content) error {
	old, err := t.lyingAt(at.Path)
	if err == nil {
		err = t.putHistory(at, old.SHA256, lies)
	}
	before := old.file
	old.Path.Path, old.Run, old.What = at.Path, at.Run, at.What
	if err != nil || old.ok && reflect.DeepEqual(old.Path, at) {
		return err
	}
	err = t.exec(upsertInto("paths", "path", "path, root, file, size, mtime_ns, reason, sentence"),
		at.Path, at.Root, lies.n, at.Size, at.ModTime, at.Reason, at.Sentence)
	if err != nil || before == lies.n {
		return err
	}
	if err := t.touchFile(lies.n); err != nil {
		return err
	}
	return t.touchFile(before)
}

func (t *Tx) dropPath(path string) error {
	var file sql.NullInt64
	if _, err := t.find("DELETE FROM paths WHERE path = ? RETURNING file", []any{path}, &file); err != nil {
		return err
	}
	return t.touchFile(file)
}

// markDeleted makes tombstones of the contents without a path.
func (t *Tx) markDeleted() error {
	const orphaned = `SELECT n FROM files
		WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM paths WHERE file = files.n) ORDER BY sha256`
	orphans, err := all(t, orphaned, nil, one[int64])
	if err != nil {
		return err
	}
	for _, n := range orphans {
		if err := errors.Join(t.clearFile(n), t.unsettleSelves([]int64{n})); err != nil {
			return err
		}
		err := t.exec(`UPDATE files SET deleted = 1, pages = 0, text = '', layout = ?, head_type = '', head_number =
			'', head_date = '',
			head_issuer = '', head_superior = '', head_place = '', head_title = '', head_written = 'null', document = NULL, digest = ''
			WHERE n = ?`, []byte{}, n)
		if err != nil {
			return err
		}
		if err := t.exec(putChanged, n); err != nil {
			return err
		}
		if err := t.touchFile(sql.NullInt64{Int64: n, Valid: true}); err != nil {
			return err
		}
	}
	return nil
}
