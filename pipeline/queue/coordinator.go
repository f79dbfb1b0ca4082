package queue

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/originals"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// window is how many pages are handed out at a time: enough for a hundred workers, and
// few enough that a coordinator that is killed leaves little behind.
const window = 256

// Priorities of jobs, as River counts them: a person waits for the first.
const (
	priorityPerson = 1
	priorityNight  = 2
)

// attempts is how many workers try a page that fails for the sake of a machine.
const attempts = 3

// CoordinatorOptions say for whom a coordinator hands out pages, and to whom.
type CoordinatorOptions struct {
	Catalogue string // its identity: a queue serves one
	Engine    string // ID of the engine that is to read
	// Originals is where workers get the files, nil where they find them at the same paths.
	Originals originals.Store
	// Patience is how long pages may wait with no worker of the engine about.
	Patience time.Duration
	// Told is told every few seconds how the queue is; nil for nobody.
	Told func(State)
}

// Coordinator hands out pages and takes in what was read. It is a [pipeline.Fleet].
type Coordinator struct {
	db      *DB
	o       CoordinatorOptions
	client  *river.Client[pgx.Tx]
	stop    context.CancelFunc
	stopped sync.WaitGroup
	lock    *pgxpool.Conn // holds the lock that lets one coordinator work

	mu      sync.Mutex
	waiting map[place]chan answer
	seen    time.Time // when a worker was there last
	sent    map[string]bool
}

type place struct {
	sha256 string
	page   int
}

type answer struct {
	read pipeline.FleetReading
	err  error
}

// coordinating is the lock that a coordinator holds.
const coordinating = making + 1

// Coordinate begins to hand out pages. The error wraps [ErrTaken] where another does, or
// where the queue serves another catalogue.
func Coordinate(ctx context.Context, db *DB, o CoordinatorOptions) (*Coordinator, error) {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return nil, plain(err)
	}
	c := &Coordinator{db: db, o: o, lock: conn, waiting: map[place]chan answer{}, seen: time.Now(), sent: map[string]bool{}}
	if err := c.claim(ctx); err != nil {
		c.release()
		return nil, err
	}
	c.client, err = river.NewClient(riverpgxv5.New(db.pool), &river.Config{Schema: schemaName, Logger: db.log})
	if err != nil {
		c.release()
		return nil, err
	}
	ctx, c.stop = context.WithCancel(context.WithoutCancel(ctx))
	c.stopped.Go(func() { c.follow(ctx) })
	return c, nil
}

// Free returns an error that wraps [ErrTaken] where the queue is at another ingest's service or at another catalogue's, by
// its identity, "" for one that is yet to be made. Another may take it a moment later: [Coordinate] tells.
func (db *DB) Free(ctx context.Context, catalogue string) error {
	var held bool
	var of string
	const asked = `SELECT catalogue, EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted
		AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
		AND (CAST(classid AS bigint) << 32 | CAST(objid AS bigint)) = $1) FROM about`
	if err := db.pool.QueryRow(ctx, asked, int64(coordinating)).Scan(&of, &held); err != nil {
		return plain(err)
	}
	if held {
		return errBesides
	}
	if of != "" && of != catalogue {
		return errOther
	}
	return nil
}

// What keeps a coordinator from a queue.
var (
	errBesides = fmt.Errorf("%w: another ingest hands out pages there", ErrTaken)
	errOther   = fmt.Errorf("%w: it is that of another catalogue", ErrTaken)
)

// claim takes the lock and says whose the queue is.
func (c *Coordinator) claim(ctx context.Context) error {
	var free bool
	if err := c.lock.QueryRow(ctx, "SELECT pg_try_advisory_lock($1)", coordinating).Scan(&free); err != nil {
		return plain(err)
	}
	if !free {
		return errBesides
	}
	tag, err := c.lock.Exec(ctx, "UPDATE about SET catalogue = $1 WHERE catalogue IN ('', $1)", c.o.Catalogue)
	if err != nil {
		return plain(err)
	}
	if tag.RowsAffected() == 0 {
		return errOther
	}
	return nil
}

// release gives the lock back, with the connection that holds it.
func (c *Coordinator) release() {
	limited, cancel := context.WithTimeout(context.Background(), countEvery)
	defer cancel()
	conn := c.lock.Hijack()
	_, _ = conn.Exec(limited, "SELECT pg_advisory_unlock($1)", coordinating) // at once; else when the server sees it closed
	_ = conn.Close(limited)
}

// Close ends the coordinator. What is handed out stays so.
func (c *Coordinator) Close() {
	c.stop()
	c.stopped.Wait()
	limited, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	// What is done and not kept may be of a coordinator that was killed between the two, or wait for the next one.
	const sweep = "DELETE FROM pages WHERE kept IS NOT NULL OR done < now() - interval '30 days'"
	_, _ = c.db.pool.Exec(limited, sweep) // the next one does it otherwise
	c.release()
}

// Engine is the ID of the engine that reads.
func (c *Coordinator) Engine() string { return c.o.Engine }

// Window is how many pages may be handed out at a time.
func (c *Coordinator) Window() int { return window }

// again is how long to wait before a database is asked again that could not be.
const again = time.Second

// Read hands out a page and waits for what comes of it, also where the database is gone
// for a while.
func (c *Coordinator) Read(ctx context.Context, p pipeline.FleetPage) (pipeline.FleetReading, error) {
	if err := c.send(ctx, p); errors.Is(err, pdf.ErrIO) { // the file's failure, as on one machine
		var read pipeline.FleetReading
		read.Reason, read.Sentence = pipeline.Reason(err)
		return read, nil
	} else if err != nil {
		return pipeline.FleetReading{}, err
	}
	at := place{p.SHA256, p.Page}
	waits := make(chan answer, 1)
	c.mu.Lock()
	c.waiting[at] = waits
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		delete(c.waiting, at)
		c.mu.Unlock()
	}()
	for {
		err := c.handOut(ctx, p)
		if err == nil {
			break
		}
		if !lost(err) {
			return pipeline.FleetReading{}, plain(err)
		}
		select {
		case a := <-waits:
			return a.read, a.err
		case <-ctx.Done():
			return pipeline.FleetReading{}, ctx.Err()
		case <-time.After(again):
		}
	}
	select {
	case a := <-waits:
		return a.read, a.err
	case <-ctx.Done():
		return pipeline.FleetReading{}, ctx.Err()
	}
}

// send lays a file where workers get it from, once.
func (c *Coordinator) send(ctx context.Context, p pipeline.FleetPage) error {
	if c.o.Originals == nil {
		return nil
	}
	c.mu.Lock()
	done := c.sent[p.SHA256]
	c.mu.Unlock()
	if done {
		return nil
	}
	if err := c.o.Originals.Put(ctx, p.SHA256, p.Path); err != nil {
		return err
	}
	c.mu.Lock()
	c.sent[p.SHA256] = true
	c.mu.Unlock()
	return nil
}

// lost reports whether an error is one of the way to the database, or of its being down:
// what PostgreSQL answers about a statement is not.
func lost(err error) bool {
	var said *pgconn.PgError
	if !errors.As(err, &said) {
		return true
	}
	const shutdown, connection = "57P", "08"
	return said.Code[:2] == connection || said.Code[:3] == shutdown
}

// handOut makes a job of a page, unless there is one.
func (c *Coordinator) handOut(ctx context.Context, p pipeline.FleetPage) error {
	return pgx.BeginFunc(ctx, c.db.pool, func(tx pgx.Tx) error {
		const put = "INSERT INTO pages (sha256, page, engine) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
		if _, err := tx.Exec(ctx, put, p.SHA256, p.Page, c.o.Engine); err != nil {
			return err
		}
		var read, working bool
		const asked = `SELECT p.done IS NOT NULL AND p.reason = '', coalesce(j.state NOT IN ('cancelled', 'discarded', 'completed'), false)
			FROM pages p LEFT JOIN river_job j ON j.id = p.job WHERE sha256 = $1 AND page = $2 AND engine = $3 FOR UPDATE OF p`
		if err := tx.QueryRow(ctx, asked, p.SHA256, p.Page, c.o.Engine).Scan(&read, &working); err != nil {
			return err
		}
		if read || working {
			return nil
		}
		priority := priorityNight
		if p.Urgent {
			priority = priorityPerson
		}
		args := pageArgs{SHA256: p.SHA256, Page: p.Page, Path: p.Path, Width: p.Width, Height: p.Height}
		job, err := c.client.InsertTx(ctx, tx, args,
			&river.InsertOpts{Queue: c.o.Engine, Priority: priority, MaxAttempts: 2 * attempts})
		if err != nil {
			return err
		}
		const noted = `UPDATE pages SET job = $4, tried = '{}', reason = '', sentence = '', key = '', reading = NULL, done = NULL, kept = NULL
			WHERE sha256 = $1 AND page = $2 AND engine = $3`
		_, err = tx.Exec(ctx, noted, p.SHA256, p.Page, c.o.Engine, job.Job.ID)
		return err
	})
}

// Kept says that the catalogue has what was read of a page. It is let go of when the
// coordinator ends, or after a while: until then a page that shows the same needs no reading.
func (c *Coordinator) Kept(ctx context.Context, p pipeline.FleetPage) error {
	_, err := c.db.pool.Exec(ctx, "UPDATE pages SET kept = now() WHERE sha256 = $1 AND page = $2 AND engine = $3",
		p.SHA256, p.Page, c.o.Engine)
	if err != nil && !lost(err) {
		return plain(err)
	}
	return ctx.Err() // one that stays marked as not kept is taken again, or overwritten
}

// How often the coordinator looks for what was read, and at the workers.
const (
	lookEvery  = 200 * time.Millisecond
	countEvery = 5 * time.Second
	sweepEvery = time.Hour
)

// follow takes in what was read until the coordinator ends.
func (c *Coordinator) follow(ctx context.Context) {
	var counted, swept time.Time
	for ctx.Err() == nil {
		began := time.Now()
		// What fails here is tried again soon; a database that is gone for good ends by the patience.
		if err := c.take(ctx); err != nil && ctx.Err() == nil {
			c.db.log.Warn("look for what was read", "error", err)
		}
		if began.Sub(counted) >= countEvery {
			counted = began
			c.hold(ctx)
			c.count(ctx)
		}
		if began.Sub(swept) >= sweepEvery {
			swept = began
			_, _ = c.db.pool.Exec(ctx, "DELETE FROM pages WHERE kept < now() - interval '1 hour'")
		}
		select {
		case <-ctx.Done():
		case <-time.After(lookEvery):
		}
	}
}

// take takes in what was read of the pages that are waited for.
func (c *Coordinator) take(ctx context.Context) error {
	var shas []string
	var pages []int32
	c.mu.Lock()
	for at := range c.waiting {
		shas, pages = append(shas, at.sha256), append(pages, int32(at.page))
	}
	c.mu.Unlock()
	if len(shas) == 0 {
		return nil
	}
	const query = `SELECT p.sha256, p.page, p.key, p.reading, p.reason, p.sentence, p.done IS NULL
		FROM pages p JOIN unnest($2::text[], $3::int[]) AS w(sha256, page) ON w.sha256 = p.sha256 AND w.page = p.page
		LEFT JOIN river_job j ON j.id = p.job
		WHERE p.engine = $1 AND (p.done IS NOT NULL OR j.state = 'discarded')`
	rows, err := c.db.pool.Query(ctx, query, c.o.Engine, shas, pages)
	if err != nil {
		return err
	}
	var at place
	var a answer
	var dead bool
	_, err = pgx.ForEachRow(rows, []any{&at.sha256, &at.page, &a.read.Key, &a.read.Reading, &a.read.Reason, &a.read.Sentence, &dead},
		func() error {
			if dead {
				a.read.Reason, a.read.Sentence = pipeline.Reason(fmt.Errorf("%w: no worker lived to read it", pdf.ErrCrashed))
			}
			c.deliver(at, a)
			return nil
		})
	return err
}

func (c *Coordinator) deliver(at place, a answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if waits, ok := c.waiting[at]; ok {
		select {
		case waits <- a:
		default: // it has one
		}
	}
}

// hold takes the lock again where its connection was lost. Who has taken it in the meantime goes on, not we.
func (c *Coordinator) hold(ctx context.Context) {
	limited, cancel := context.WithTimeout(ctx, countEvery)
	defer cancel()
	if c.lock.Ping(limited) == nil {
		return
	}
	conn, err := c.db.pool.Acquire(limited)
	if err != nil {
		return // it is tried again
	}
	c.release()
	c.lock = conn
	if err := c.claim(limited); errors.Is(err, ErrTaken) {
		c.giveUp(err)
	}
}

// count looks whether workers of the engine are there, and gives up where none has been for long.
func (c *Coordinator) count(ctx context.Context) {
	limited, cancel := context.WithTimeout(ctx, countEvery)
	defer cancel()
	now, err := c.db.State(limited, c.o.Engine)
	if ctx.Err() != nil {
		return
	}
	now.Away = err != nil
	c.mu.Lock()
	if now.Workers > 0 {
		c.seen = time.Now()
	}
	lonely := time.Since(c.seen) > c.o.Patience
	c.mu.Unlock()
	if c.o.Told != nil {
		c.o.Told(now)
	}
	if lonely {
		c.giveUp(pipeline.ErrNobodyReads)
	}
}

// giveUp tells all who wait for a page that they wait in vain.
func (c *Coordinator) giveUp(why error) {
	c.mu.Lock()
	all := slices.Collect(maps.Keys(c.waiting))
	c.mu.Unlock()
	for _, at := range all {
		c.deliver(at, answer{err: why})
	}
}
