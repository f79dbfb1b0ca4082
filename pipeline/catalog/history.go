package catalog

import (
	"context"
)

// Outcome is what a run found to have become of a path.
type Outcome string

// What can become of a path between two runs.
const (
	New        Outcome = "new"
	Replaced   Outcome = "replaced" // another content under the same name
	Moved      Outcome = "moved"    // a known content that has left its place
	Copied     Outcome = "copied"   // a known content that has kept its place
	Touched    Outcome = "touched"  // the same content under a new time
	Back       Outcome = "back"     // a content that had vanished
	Again      Outcome = "again"    // the same content, read once more
	MovedAway  Outcome = "moved away"
	Vanished   Outcome = "vanished"
	Recognised Outcome = "recognised" // pages of it were read by OCR
)

// PathEvent is what became of a path in a run.
type PathEvent struct {
	Run    int64   `json:"run"`
	Path   string  `json:"path"`
	What   Outcome `json:"what"`
	Before string  `json:"sha256_before,omitempty"`
	SHA256 string  `json:"sha256,omitempty"`
	Status Status  `json:"status,omitempty"`
	Reason string  `json:"reason,omitempty"`
}

const runFileColumns = "run, path, what, sha256_before, sha256, status, reason"

// putHistory writes what a run found at a path, and which content lay there before.
func (t *Tx) putHistory(at Path, before string, lies content) error {
	if at.Run == 0 {
		return nil
	}
	return t.exec(upsertInto("run_files", "run, path", runFileColumns), at.Run, at.Path, at.What, before, at.SHA256, lies.status,
		lies.reason)
}

func (t *Tx) putVanished(run int64, path string) error {
	if run == 0 {
		return nil
	}
	before, err := t.contentAt(path)
	if err != nil {
		return err
	}
	var moved bool
	const query = "SELECT EXISTS (SELECT 1 FROM run_files WHERE run = ? AND sha256 = ? AND what = ?)"
	if err := t.row(query, []any{run, before, Moved}, &moved); err != nil {
		return err
	}
	what := Vanished
	if moved {
		what = MovedAway
	}
	return t.exec(upsertInto("run_files", "run, path", runFileColumns), run, path, what, before, "", "", "")
}

// putRecognised writes that OCR read pages of a file, at the paths of which the run
// has nothing else to say.
func (t *Tx) putRecognised(f *File, run int64) error {
	if run == 0 {
		return nil
	}
	return t.exec(`INSERT INTO run_files SELECT CAST(? AS bigint), path, ?, ?, ?, ?, ? FROM paths
		WHERE file = (SELECT n FROM files WHERE sha256 = ?)
		ON CONFLICT (run, path) DO UPDATE SET status = excluded.status, reason = excluded.reason`,
		run, Recognised, f.SHA256, f.SHA256, f.Status, f.Reason, f.SHA256)
}

func (t *Tx) contentAt(path string) (sha256 string, err error) {
	_, err = t.find("SELECT f.sha256 FROM paths p JOIN files f ON f.n = p.file WHERE p.path = ?", []any{path}, &sha256)
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
	const query = "SELECT " + runFileColumns + " FROM run_files WHERE "
	return readAll(ctx, c, "read history of files", query+where, args, (*PathEvent).places)
}

func (e *PathEvent) places() []any {
	return []any{&e.Run, &e.Path, &e.What, &e.Before, &e.SHA256, &e.Status, &e.Reason}
}
