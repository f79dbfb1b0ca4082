package catalog

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/danchieu/danchieu/pipeline/datadir"
)

// Run is one ingest that changed something.
type Run struct {
	N       int64          `json:"run"`
	Started time.Time      `json:"started"`
	Ended   time.Time      `json:"ended,omitzero"` // zero for one at work or cut off, see [datadir.AtWork]
	Counts  map[string]int `json:"counts"`
}

// StartRun writes down that an ingest begins to change things. A run that finds
// nothing to do calls it not.
func (c *Catalog) StartRun(ctx context.Context, started time.Time) (n int64, err error) {
	err = c.write(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "INSERT INTO runs (started) VALUES (?) RETURNING n", stamp(started)).Scan(&n)
	})
	if err == nil {
		err = datadir.NoteRun(filepath.Dir(c.path), n)
	}
	if err != nil {
		return 0, fmt.Errorf("start run: %w", err)
	}
	return n, nil
}

// FinishRun writes down how a run ended, and what is known now that was not when
// the last one ended, in one transaction. The counts are completed with those of
// the news.
func (c *Catalog) FinishRun(ctx context.Context, n int64, ended time.Time, counts map[string]int) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		if err := putNews(ctx, tx, n); err != nil {
			return err
		}
		if err := countNews(ctx, tx, n, counts); err != nil {
			return err
		}
		b, err := json.Marshal(counts)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE runs SET ended = ?, counts = ? WHERE n = ?", stamp(ended), string(b), n)
		return err
	})
	if err != nil {
		return fmt.Errorf("finish run: %w", err)
	}
	return nil
}

// Runs returns the runs, the newest first.
func (c *Catalog) Runs(ctx context.Context) ([]Run, error) {
	var out []Run
	err := c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, "SELECT n, started, ended, counts FROM runs ORDER BY n DESC", nil,
			func(rows *sql.Rows) error {
				r, err := scanRun(rows)
				out = append(out, r)
				return err
			})
	})
	if err != nil {
		return nil, fmt.Errorf("read runs: %w", err)
	}
	return out, nil
}

func scanRun(rows *sql.Rows) (Run, error) {
	var r Run
	var started, ended, counts string
	if err := rows.Scan(&r.N, &started, &ended, &counts); err != nil {
		return r, err
	}
	var errs [3]error
	r.Started, errs[0] = time.Parse(time.RFC3339, started)
	if ended != "" {
		r.Ended, errs[1] = time.Parse(time.RFC3339, ended)
	}
	errs[2] = json.Unmarshal([]byte(counts), &r.Counts)
	if err := errors.Join(errs[:]...); err != nil {
		return r, fmt.Errorf("%w: run %d: %w", ErrDamaged, r.N, err)
	}
	return r, nil
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
