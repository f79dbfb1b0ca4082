package main

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/spf13/pflag"

	"github.com/danchieu/danchieu/pipeline/catalog"
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
	workers, err := out.db.Workers(ctx)
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

// coordinate begins to hand out pages for a catalogue.
func (a *app) coordinate(ctx context.Context, c *catalog.Catalog, f *fleet) (*queue.Coordinator, error) {
	identity, _, err := c.Identity(ctx)
	if err != nil {
		return nil, dataFailure(err, a.data)
	}
	o := queue.CoordinatorOptions{Catalogue: identity, Engine: f.id, Patience: f.flags.patience, Told: func(present bool) {
		if present {
			a.stderr.printf("workers of the engine %s are there\n", f.id)
		} else {
			a.stderr.printf("no worker of the engine %s is left: pages wait until one comes\n", f.id)
		}
	}}
	if f.flags.originals != "" {
		o.Originals = f.store
	}
	out, err := queue.Coordinate(ctx, f.db, o)
	if errors.Is(err, queue.ErrTaken) {
		return nil, exitError{exitUsage, say("%v", err), say("every catalogue has a database of its own; of one that is gone or restored, DROP SCHEMA danchieu_queue CASCADE")}
	}
	if err != nil {
		return nil, exitError{code: exitData, err: say("%v", err)}
	}
	return out, nil
}
