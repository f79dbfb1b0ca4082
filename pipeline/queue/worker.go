package queue

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/originals"
)

// Reader reads a page, as [pipeline.DrawAndRead] does.
type Reader func(ctx context.Context, q ocr.Request, known func(key string) ([]byte, error)) (key string, reading []byte,
	err error)

// WorkerOptions say what a worker reads, and how.
type WorkerOptions struct {
	Name      string // of the host, for people
	Engine    string // ID: the queue that it works on
	Says      string // what makes the engine
	Slots     int    // pages at the same time, at least 1
	Originals originals.Store
	Read      Reader
	// Rescue is after what time the page of a worker that died is given to another. No page
	// may take as long.
	Rescue time.Duration
	// Once ends the worker when nothing is left to read.
	Once bool
}

// limit is how long a page may take: a worker gives up well before its page is given to another.
func (o WorkerOptions) limit() time.Duration { return o.Rescue * 13 / 15 }

// Worker reads pages that a coordinator hands out.
type Worker struct {
	river.WorkerDefaults[pageArgs]
	db     *DB
	o      WorkerOptions
	id     string
	atWork atomic.Int64
	heard  atomic.Int64 // when the database answered last, in Unix seconds
	// Read, Failed and Returned count pages: read, found not to be readable, and left to
	// another worker.
	Read, Failed, Returned atomic.Int64
	client                 *river.Client[pgx.Tx]
}

// NewWorker makes a worker that does not work yet.
func NewWorker(db *DB, o WorkerOptions) (*Worker, error) {
	w := &Worker{db: db, o: o, id: o.Name + "-" + newID()}
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, w); err != nil {
		return nil, err
	}
	var err error
	w.client, err = river.NewClient(riverpgxv5.New(db.pool), &river.Config{
		ID: w.id, Schema: schemaName, Logger: db.log, PollOnly: true, FetchPollInterval: lookEvery, Workers: workers,
		Queues:               map[string]river.QueueConfig{o.Engine: {MaxWorkers: o.Slots}},
		JobTimeout:           o.limit(),
		RescueStuckJobsAfter: o.Rescue,
		RetryPolicy:          soon{},
	})
	return w, err
}

// soon gives a page that failed back after a few seconds.
type soon struct{}

// NextRetry is when the page is tried again.
func (soon) NextRetry(*rivertype.JobRow) time.Time { return time.Now().Add(elsewhere) }

// elsewhere is for how long a page is left for other workers.
const elsewhere = 3 * time.Second

// Ready reports whether the database has answered of late.
func (w *Worker) Ready() bool { return time.Since(time.Unix(w.heard.Load(), 0)) < alive }

// AtWork returns how many pages are being read.
func (w *Worker) AtWork() int { return int(w.atWork.Load()) }

// Run works until the context ends, or nothing is left where that is asked for, and then
// finishes the pages it has begun.
func (w *Worker) Run(ctx context.Context) error {
	if err := w.beat(ctx); err != nil {
		return plain(err)
	}
	if err := w.client.Start(context.WithoutCancel(ctx)); err != nil {
		return plain(err)
	}
	working, done := context.WithCancel(context.WithoutCancel(ctx))
	defer done()
	go w.beatOn(working)
	if w.o.Once {
		w.untilEmpty(ctx)
	} else {
		<-ctx.Done()
	}
	limited, cancel := context.WithTimeout(working, w.o.Rescue)
	defer cancel()
	err := w.client.Stop(limited)
	_, _ = w.db.pool.Exec(limited, "DELETE FROM workers WHERE id = $1", w.id) // it is forgotten soon otherwise
	return err
}

// beatEvery is how often a worker says that it is there.
const beatEvery = 5 * time.Second

func (w *Worker) beatOn(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(beatEvery):
			if err := w.beat(ctx); err != nil && ctx.Err() == nil {
				w.db.log.Warn("say that we are there", "error", err)
			}
		}
	}
}

func (w *Worker) beat(ctx context.Context) error {
	const said = `INSERT INTO workers VALUES ($1, $2, $3, $4, now())
		ON CONFLICT (id) DO UPDATE SET seen = excluded.seen`
	_, err := w.db.pool.Exec(ctx, said, w.id, w.o.Engine, w.o.Says, w.o.Slots)
	if err == nil {
		w.heard.Store(time.Now().Unix())
		_, err = w.db.pool.Exec(ctx, "DELETE FROM workers WHERE seen < now() - interval '1 day'")
	}
	return err
}

// untilEmpty waits until no page is left to be read by this engine, and none is at work here.
func (w *Worker) untilEmpty(ctx context.Context) {
	for ctx.Err() == nil {
		var left int
		// What became of a page that was at work here is told a moment later: it may come back.
		const asked = `SELECT count(*)::int FROM river_job WHERE queue = $1 AND (state IN ('available', 'scheduled', 'retryable')
			OR state = 'running' AND attempted_by[cardinality(attempted_by)] = $2)`
		if err := w.db.pool.QueryRow(ctx, asked, w.o.Engine, w.id).Scan(&left); err == nil && left == 0 {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(2 * lookEvery):
		}
	}
}

// Timeout is how long a page may take.
func (w *Worker) Timeout(*river.Job[pageArgs]) time.Duration { return w.o.limit() }

// Work reads one page.
func (w *Worker) Work(ctx context.Context, job *river.Job[pageArgs]) error {
	w.atWork.Add(1)
	defer w.atWork.Add(-1)
	tried, wanted, err := w.triedBy(ctx, job)
	if err != nil || !wanted {
		return err
	}
	if slices.Contains(tried, w.id) && w.others(ctx, tried) {
		return river.JobSnooze(elsewhere)
	}
	key, reading, err := w.read(ctx, job.Args)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil {
		w.Read.Add(1)
		return w.put(ctx, job, result{key: key, reading: reading})
	}
	reason, sentence := pipeline.Reason(err)
	if pipeline.Passing(reason) && len(tried)+1 < attempts {
		w.Returned.Add(1)
		const noted = "UPDATE pages SET tried = tried || $4::text WHERE sha256 = $1 AND page = $2 AND engine = $3"
		if _, failed := w.db.pool.Exec(ctx, noted, job.Args.SHA256, job.Args.Page, w.o.Engine, w.id); failed != nil {
			return errors.Join(err, failed)
		}
		return err
	}
	w.Failed.Add(1)
	return w.put(ctx, job, result{reason: reason, sentence: sentence.Stored()})
}

// triedBy returns which workers could not read the page, and whether it is still to be read.
func (w *Worker) triedBy(ctx context.Context, job *river.Job[pageArgs]) (tried []string, wanted bool, err error) {
	const asked = "SELECT tried FROM pages WHERE sha256 = $1 AND page = $2 AND engine = $3 AND done IS NULL"
	err = w.db.pool.QueryRow(ctx, asked, job.Args.SHA256, job.Args.Page, w.o.Engine).Scan(&tried)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, false, nil
	}
	return tried, err == nil, err
}

// others reports whether a worker of the engine is there that has not tried.
func (w *Worker) others(ctx context.Context, tried []string) (there bool) {
	const asked = `SELECT EXISTS (SELECT 1 FROM workers WHERE engine = $1 AND seen > now() - make_interval(secs => $2)
		AND NOT id = ANY($3))`
	err := w.db.pool.QueryRow(ctx, asked, w.o.Engine, alive.Seconds(), tried).Scan(&there)
	return err == nil && there
}

func (w *Worker) read(ctx context.Context, a pageArgs) (key string, reading []byte, err error) {
	path, done, err := w.o.Originals.Get(ctx, a.SHA256, a.Path)
	if err != nil {
		return "", nil, err
	}
	defer done()
	q := ocr.Request{Path: path, Page: a.Page, Width: a.Width, Height: a.Height}
	return w.o.Read(ctx, q, func(key string) (reading []byte, err error) {
		const asked = "SELECT reading FROM pages WHERE key = $1 AND engine = $2 AND reading IS NOT NULL LIMIT 1"
		err = w.db.pool.QueryRow(ctx, asked, key, w.o.Engine).Scan(&reading)
		if err != nil {
			return nil, nil // it is read, then
		}
		return reading, nil
	})
}

// result is what came of a page.
type result struct {
	key, reason, sentence string
	reading               []byte
}

// put stores the result and ends the job, in one transaction. Where the database is gone it
// tries again: reading takes longer than most cuts last.
func (w *Worker) put(ctx context.Context, job *river.Job[pageArgs], r result) error {
	for {
		err := pgx.BeginFunc(ctx, w.db.pool, func(tx pgx.Tx) error { return w.putIn(ctx, tx, job, r) })
		if err == nil || !lost(err) {
			return err
		}
		w.db.log.Warn("store what was read", "error", err)
		select {
		case <-ctx.Done():
			return fmt.Errorf("store what was read: %w", err)
		case <-time.After(again):
		}
	}
}

// putIn stores the result once, whoever else may have read the page in the meantime.
func (w *Worker) putIn(ctx context.Context, tx pgx.Tx, job *river.Job[pageArgs], r result) error {
	const put = `UPDATE pages SET key = $4, reading = $5, reason = $6, sentence = $7, by = $8, done = now()
		WHERE sha256 = $1 AND page = $2 AND engine = $3 AND done IS NULL`
	_, err := tx.Exec(ctx, put, job.Args.SHA256, job.Args.Page, w.o.Engine, r.key, r.reading, r.reason, r.sentence, w.id)
	if err != nil {
		return err
	}
	_, err = river.JobCompleteTx[*riverpgxv5.Driver](ctx, tx, job)
	return err
}
