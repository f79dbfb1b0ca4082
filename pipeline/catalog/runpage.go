package catalog

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// This file reads runs page by page, for a first run may have found a million things.

// Run returns the run with a number; ok is false where there is none.
func (c *Catalog) Run(ctx context.Context, n int64) (r Run, ok bool, err error) {
	return c.oneRun(ctx, "WHERE n = ?", n)
}

// LastRun returns the latest run; ok is false where there was none.
func (c *Catalog) LastRun(ctx context.Context) (r Run, ok bool, err error) {
	return c.oneRun(ctx, "ORDER BY n DESC LIMIT 1")
}

func (c *Catalog) oneRun(ctx context.Context, which string, args ...any) (r Run, ok bool, err error) {
	return first(c.runs(ctx, which, args...))
}

// Tally is how many paths a run left alike: with the same outcome, for the same
// reason.
type Tally struct {
	What   Outcome
	Status Status // "" for what has vanished
	Reason string
	Paths  int
	Bytes  int64 // of their contents
	Pages  int
}

// Tallies sums up what became of the paths that a run has had to do with, also while
// it is at work.
func (c *Catalog) Tallies(ctx context.Context, run int64) ([]Tally, error) {
	const query = `SELECT r.what, r.status, r.reason, count(*), coalesce(sum(f.size), 0), coalesce(sum(f.pages), 0)
		FROM run_files r LEFT JOIN files f ON f.sha256 = r.sha256 WHERE r.run = ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
	return readAll(ctx, c, fmt.Sprintf("sum up run %d", run), query, []any{run}, func(k *Tally) []any {
		return []any{&k.What, &k.Status, &k.Reason, &k.Paths, &k.Bytes, &k.Pages}
	})
}

// RunFile is what became of a path in a run, with what is known of it now.
type RunFile struct {
	PathEvent
	Root     string        // the ingested folder, "" where the path is gone
	Sentence legal.Message // why it was not read, where that is so still
	Pages    int
	There    bool // its content is held still
}

// RunFilesOf returns some of the paths that a run had to do with: those with an
// outcome and a reason, "" for any; those not read in full first, then by path.
func (c *Catalog) RunFilesOf(
	ctx context.Context, run int64, status Status, reason string, limit, offset int,
) ([]RunFile, error) {
	const query = `SELECT r.run, r.path, r.what, r.sha256_before, r.sha256, r.status, r.reason, coalesce(p.root, ''),
			CASE WHEN f.reason = r.reason THEN f.sentence WHEN p.reason = r.reason THEN p.sentence ELSE '' END,
			coalesce(f.pages, 0), coalesce(1 - f.deleted, 0)
		FROM run_files r LEFT JOIN files f ON f.sha256 = r.sha256 AND r.sha256 <> ''
		LEFT JOIN paths p ON p.path = r.path
		WHERE r.run = ?1 AND (?2 = '' OR r.status = ?2) AND (?3 = '' OR r.reason = ?3)
		ORDER BY CASE r.status WHEN 'failed' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END, r.path LIMIT ?4 OFFSET ?5`
	args := []any{run, status, reason, most(limit), offset}
	return readAll(ctx, c, fmt.Sprintf("read files of run %d", run), query, args, func(f *RunFile) []any {
		return append(f.PathEvent.places(), &f.Root, &f.Sentence, &f.Pages, &f.There)
	})
}

// LastWrite returns when a catalogue was last written to; in a database, when the ingest that is
// at work there told of itself last.
func (c *Catalog) LastWrite(ctx context.Context) (time.Time, error) {
	if c.Shared() {
		night, _, err := c.LastNight(ctx)
		return night.Told, err
	}
	var last time.Time
	for _, name := range []string{FileName, FileName + "-wal"} {
		info, err := os.Stat(filepath.Join(c.dir, name))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return last, fmt.Errorf("look at catalogue: %w", err)
		}
		if info.ModTime().After(last) {
			last = info.ModTime()
		}
	}
	return last, nil
}
