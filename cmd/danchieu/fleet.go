package main

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/spf13/pflag"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/originals"
	"github.com/danchieu/danchieu/pipeline/queue"
)

// fleetFlags say who else reads pages.
type fleetFlags struct {
	queue, engine, originals string
	patience                 time.Duration
}

func (f *fleetFlags) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&f.queue, "queue", "", "have scanned pages read by danchieu worker, through this database: postgres://user@host/database")
	flags.StringVar(&f.engine, "engine", "", "with --queue: the engine that reads, where it is not that of this machine")
	flags.StringVar(&f.originals, "originals", "", "with --queue: lay files here for the workers, a folder or s3://bucket/prefix")
	flags.DurationVar(&f.patience, "patience", 15*time.Minute, "with --queue: leave pages to the next run when no worker is there for so long")
}

// fleet is the way to the workers while an ingest is at work.
type fleet struct {
	db    *queue.DB
	store originals.Store
	flags fleetFlags
	id    string // of the engine
}

// openFleet looks for the database, the place of the originals, and an engine, before anything is written.
// It returns nil where pages are read here.
func (a *app) openFleet(ctx context.Context, f fleetFlags) (*fleet, error) {
	if f.queue == "" {
		if f.engine != "" || f.originals != "" {
			return nil, exitError{code: exitUsage, err: say("--engine and --originals go with --queue")}
		}
		return nil, nil
	}
	store, err := originals.Open(ctx, f.originals, true)
	if err != nil {
		return nil, exitError{code: exitUsage, err: say("%v", err)}
	}
	out := &fleet{store: store, flags: f}
	if out.db, err = a.openQueue(ctx, f.queue); err != nil {
		out.close()
		return nil, err
	}
	identity, err := a.identity(ctx)
	if err == nil {
		err = queueFailure(out.db.Free(ctx, identity))
	}
	var workers []queue.Workers
	if err == nil {
		workers, err = out.db.Workers(ctx)
	}
	if err == nil {
		out.id, err = chooseEngine(ctx, f.engine, workers)
	}
	if err != nil {
		out.close()
		return nil, err
	}
	a.tellWorkers(out.id, workers)
	return out, nil
}

func (f *fleet) close() {
	if f == nil {
		return
	}
	if c, ok := f.store.(io.Closer); ok {
		c.Close()
	}
	if f.db != nil {
		f.db.Close()
	}
}

// chooseEngine returns the engine that is asked for, else that of this machine, else the only one
// that workers have.
func chooseEngine(ctx context.Context, asked string, workers []queue.Workers) (string, error) {
	if asked != "" {
		return asked, nil
	}
	if engine, err := ocr.ThisEngine(ctx); err == nil {
		return engine.ID(), nil
	}
	if len(workers) == 1 {
		return workers[0].Engine, nil
	}
	return "", exitError{exitUsage, say("no page can be read here, and workers have %s", nouns(len(workers), "engine")),
		say("start a worker, or name the engine with --engine")}
}

// tellWorkers says who is there to read.
func (a *app) tellWorkers(engine string, workers []queue.Workers) {
	found := false
	for _, w := range workers {
		if w.Engine == engine {
			found = true
			a.stderr.printf("%s of the engine %s, %s at a time\n", nouns(w.Count, "worker"), engine, nouns(w.Slots, "page"))
		} else {
			a.stderr.printf("%s of another engine, %s: they read nothing here (%s)\n", nouns(w.Count, "worker"), w.Engine, w.Says)
		}
	}
	if !found {
		a.stderr.printf("no worker of the engine %s: pages wait until one comes\n", engine)
	}
}

// workWith is [app.work], with the pages read by a fleet where there is one.
func (a *app) workWith(ctx context.Context, f *fleet, n nightly, o pipeline.Options, do job) error {
	if f == nil {
		return a.work(ctx, n, o, do)
	}
	return a.work(ctx, n, o, func(ctx context.Context, c *catalog.Catalog, o pipeline.Options) (pipeline.Summary, error) {
		coordinator, err := a.coordinate(ctx, c, f, n.night)
		if err != nil {
			return pipeline.Summary{}, err
		}
		defer coordinator.Close()
		o.Fleet = coordinator
		return do(ctx, c, o)
	})
}

// teller says when something has changed about those who read, and notes it for status.
func (a *app) teller(engine string, n *night) func(queue.State) {
	var before queue.State
	return func(now queue.State) {
		if n != nil {
			n.fleet.Store(&datadir.Fleet{Engine: engine, Workers: now.Workers, Slots: now.Slots, Others: now.Others,
				Waiting: now.Waiting, AtWork: now.AtWork, Silent: now.Silent, Away: now.Away})
		}
		switch {
		case now.Away && !before.Away:
			a.stderr.printf("the database of the queue does not answer: it is asked again each second\n")
		case now.Away:
		case before.Away:
			a.stderr.printf("the database of the queue answers again\n")
		case now.Workers > 0 && before.Workers == 0:
			a.stderr.printf("workers of the engine %s are there\n", engine)
		case now.Workers == 0 && before.Workers > 0:
			a.stderr.printf("no worker of the engine %s is left: pages wait until one comes\n", engine)
		case now.Silent > before.Silent:
			a.stderr.printf("a worker is not heard of any more: others get what it had begun (%s), after the --rescue of the workers, 15 minutes unless set\n", nouns(now.Silent, "page"))
		}
		if now.Away {
			now.Workers, now.Silent = before.Workers, before.Silent
		}
		before = now
	}
}

// coordinate begins to hand out pages for a catalogue.
func (a *app) coordinate(ctx context.Context, c *catalog.Catalog, f *fleet, n *night) (*queue.Coordinator, error) {
	identity, _, err := c.Identity(ctx)
	if err != nil {
		return nil, dataFailure(err, a.data)
	}
	o := queue.CoordinatorOptions{Catalogue: identity, Engine: f.id, Patience: f.flags.patience, Told: a.teller(f.id, n)}
	if f.flags.originals != "" {
		o.Originals = f.store
	}
	out, err := queue.Coordinate(ctx, f.db, o)
	return out, queueFailure(err)
}

// queueFailure says what to do about a queue that cannot be used.
func queueFailure(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, queue.ErrTaken):
		return exitError{exitUsage, say("%v", err), say("every catalogue has a database of its own; of one that is gone or restored, DROP SCHEMA danchieu_queue CASCADE")}
	}
	return exitError{code: exitData, err: say("%v", err)}
}

// identity is that of the catalogue, "" where there is none yet.
func (a *app) identity(ctx context.Context) (string, error) {
	c, err := catalog.OpenReader(a.data)
	if err != nil {
		return "", nil // what is wrong with it is told when it is opened for writing
	}
	defer c.Close()
	id, _, err := c.Identity(ctx)
	return id, err
}
