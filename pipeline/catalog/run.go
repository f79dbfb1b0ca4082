package catalog

import (
	"context"
	"encoding/json"
	"maps"
	"time"
)

// Run is one ingest that changed something.
type Run struct {
	N       int64          `json:"run"`
	Started time.Time      `json:"started"`
	Ended   time.Time      `json:"ended,omitzero"` // zero for one at work or cut off, see [Catalog.AtWork]
	Counts  map[string]int `json:"counts"`
}

// StartRun writes down that an ingest begins to change things. A run that finds
// nothing to do calls it not.
func (c *Catalog) StartRun(ctx context.Context, started time.Time) (n int64, err error) {
	err = c.Update(ctx, func(t *Tx) error {
		if n, err = t.nextNumber("runs"); err != nil {
			return err
		}
		return t.exec("INSERT INTO runs (n, started) VALUES (?, ?)", n, stamp(started))
	})
	if err == nil {
		err = c.store.hold(ctx, c, n)
	}
	return n, while("start run", err)
}

// FinishRun writes down how a run ended, and what is known now that was not when
// the last one ended, in one transaction. The counts are completed with those of
// the news.
func (c *Catalog) FinishRun(ctx context.Context, n int64, ended time.Time, counts map[string]int) error {
	return c.update(ctx, "finish run", func(t *Tx) error {
		if err := t.putNews(n); err != nil {
			return err
		}
		news, err := t.counts("SELECT what, count(*) FROM news WHERE run = ? GROUP BY what", n)
		if err != nil {
			return err
		}
		maps.Copy(counts, news)
		b, err := json.Marshal(counts)
		if err != nil {
			return err
		}
		return t.exec("UPDATE runs SET ended = ?, counts = ? WHERE n = ?", stamp(ended), string(b), n)
	})
}

// Runs returns the runs, the newest first.
func (c *Catalog) Runs(ctx context.Context) ([]Run, error) {
	return c.runs(ctx, "ORDER BY n DESC")
}

func (c *Catalog) runs(ctx context.Context, which string, args ...any) ([]Run, error) {
	return readAll(ctx, c, "read runs", "SELECT n, started, ended, counts FROM runs "+which, args, func(r *Run) []any {
		return []any{&r.N, timeAt{&r.Started}, timeAt{&r.Ended}, jsonAt{&r.Counts}}
	})
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
