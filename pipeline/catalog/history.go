package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// What says what a run found to have become of a path.
type What string

// What can become of a path between two runs.
const (
	New        What = "new"
	Replaced   What = "replaced" // another content under the same name
	Moved      What = "moved"    // a known content that has left its place
	Copied     What = "copied"   // a known content that has kept its place
	Touched    What = "touched"  // the same content under a new time
	Back       What = "back"     // a content that had vanished
	Again      What = "again"    // the same content, read once more
	MovedAway  What = "moved away"
	Vanished   What = "vanished"
	Recognised What = "recognised" // pages of it were read by OCR
)

// PathEvent is what became of a path in a run.
type PathEvent struct {
	Run    int64  `json:"run"`
	Path   string `json:"path"`
	What   What   `json:"what"`
	Before string `json:"sha256_before,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
	Status Status `json:"status,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// putHistory writes what a run found at a path, before the path itself is written.
func putHistory(ctx context.Context, tx *sql.Tx, at Path) error {
	if at.Run == 0 {
		return nil
	}
	before, err := contentAt(ctx, tx, at.Path)
	if err != nil {
		return err
	}
	status, reason := Failed, at.Reason
	if at.SHA256 != "" {
		if err := tx.QueryRowContext(ctx, "SELECT status, reason FROM files WHERE sha256 = ?", at.SHA256).
			Scan(&status, &reason); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO run_files VALUES (?, ?, ?, ?, ?, ?, ?)",
		at.Run, at.Path, at.What, before, at.SHA256, status, reason)
	return err
}

func putVanished(ctx context.Context, tx *sql.Tx, run int64, path string) error {
	if run == 0 {
		return nil
	}
	before, err := contentAt(ctx, tx, path)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO run_files (run, path, what, sha256_before)
		SELECT ?, ?, iif(EXISTS (SELECT 1 FROM run_files WHERE run = ? AND sha256 = ? AND what = ?), ?, ?), ?`,
		run, path, run, before, Moved, MovedAway, Vanished, before)
	return err
}

// putRecognised writes that OCR read pages of a file, at the paths of which the run
// has nothing else to say.
func putRecognised(ctx context.Context, tx *sql.Tx, f *File, run int64) error {
	if run == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO run_files SELECT ?, path, ?, ?, ?, ?, ? FROM paths
		WHERE file = (SELECT n FROM files WHERE sha256 = ?)
		ON CONFLICT (run, path) DO UPDATE SET status = excluded.status, reason = excluded.reason`,
		run, Recognised, f.SHA256, f.SHA256, f.Status, f.Reason, f.SHA256)
	return err
}

func contentAt(ctx context.Context, tx *sql.Tx, path string) (sha256 string, err error) {
	err = tx.QueryRowContext(ctx, "SELECT f.sha256 FROM paths p JOIN files f ON f.n = p.file WHERE p.path = ?", path).
		Scan(&sha256)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return sha256, err
}

// RunFiles returns what became of the paths that a run had to do with, by path.
func (c *Catalog) RunFiles(ctx context.Context, run int64) ([]PathEvent, error) {
	return c.pathEvents(ctx, "run = ? ORDER BY path", run)
}

// History returns what the runs found at a path, the oldest first.
func (c *Catalog) History(ctx context.Context, path string) ([]PathEvent, error) {
	return c.pathEvents(ctx, "path = ? ORDER BY run", path)
}

// FilesBetween returns what the runs after one up to another found, by path, the
// oldest first.
func (c *Catalog) FilesBetween(ctx context.Context, after, upTo int64) ([]PathEvent, error) {
	return c.pathEvents(ctx, "run > ? AND run <= ? ORDER BY path, run", after, upTo)
}

func (c *Catalog) pathEvents(ctx context.Context, where string, args ...any) ([]PathEvent, error) {
	var out []PathEvent
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, "SELECT run, path, what, sha256_before, sha256, status, reason FROM run_files WHERE "+
			where, args, func(rows *sql.Rows) error {
			var e PathEvent
			err := rows.Scan(&e.Run, &e.Path, &e.What, &e.Before, &e.SHA256, &e.Status, &e.Reason)
			out = append(out, e)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read history of files: %w", err)
	}
	return out, nil
}
