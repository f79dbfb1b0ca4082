package catalog

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/danchieu/danchieu/pipeline/datadir"
)

// This file is about what machines that share a catalogue ask about each other. Where it is a file,
// its folder knows: see [datadir.Lock] and [datadir.LastNight].

// Shared reports whether the catalogue lies in a database, where other machines may write it.
func (c *Catalog) Shared() bool { return c.path == "" && c.store != store(sqliteStore{}) }

// Held reports whether somebody writes the catalogue, or may do so at any moment.
func (c *Catalog) Held(ctx context.Context) (bool, error) {
	held, err := c.store.held(ctx, c, forRun)
	return held, while("ask who is at work", err)
}

// AtWork reports whether a run is at work, on this machine or another.
func (c *Catalog) AtWork(ctx context.Context, run int64) (bool, error) {
	held, err := c.store.held(ctx, c, lockOf(run))
	return held, while("ask who is at work", err)
}

// Settled reports whether all that is stored is resolved, or nobody is at work who would do that.
func (c *Catalog) Settled(ctx context.Context) (bool, error) {
	var pending bool
	if err := c.ask(ctx, "SELECT EXISTS (SELECT 1 FROM changed) OR EXISTS (SELECT 1 FROM pending)", nil, &pending); err != nil {
		return false, while("ask what is to be resolved", err)
	}
	if !pending {
		return true, nil
	}
	held, err := c.Held(ctx)
	return !held, err
}

// Names of locks.
const forRun = "run" // of who writes

func lockOf(run int64) string { return fmt.Sprint(forRun, " ", run) }

// held asks the folder, where who writes holds the lock of all that is in it.
func (sqliteStore) held(_ context.Context, c *Catalog, lock string) (bool, error) {
	if lock == forRun {
		return datadir.Held(c.dir), nil
	}
	run := datadir.AtWork(c.dir)
	return run > 0 && lock == lockOf(run), nil
}

func (sqliteStore) hold(_ context.Context, c *Catalog, run int64) error {
	return datadir.NoteRun(c.dir, run)
}

// held asks the server. It shows each machine the locks of all.
func (s *postgresStore) held(ctx context.Context, c *Catalog, lock string) (held bool, err error) {
	const query = `SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted
		AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
		AND (CAST(classid AS bigint) << 32 | CAST(objid AS bigint)) = ` + advisory + `)`
	return held, c.ask(ctx, query, []any{lock}, &held)
}

// hold takes the lock of a run. It ends with the connection that holds that of who writes.
func (s *postgresStore) hold(ctx context.Context, c *Catalog, run int64) error {
	c.run = run
	_, err := c.lock.ExecContext(ctx, s.words("SELECT pg_advisory_lock("+advisory+")"), lockOf(run))
	return classifyPostgres(err)
}

// nightPatience is how long a database may take to write a note down.
const nightPatience = 3 * time.Second

// NoteNight writes down how an ingest into a data folder is, and where other machines ask for that.
func NoteNight(dir string, n datadir.Night) error {
	if address, err := datadir.Database(dir); err == nil && address != "" {
		err = noteNight(dir, address, n)
		return errors.Join(err, datadir.NoteNight(dir, n))
	}
	return datadir.NoteNight(dir, n)
}

// noteNight writes beside whatever the ingest writes. Without a catalogue there is nobody to tell.
func noteNight(dir, address string, n datadir.Night) error {
	ctx, cancel := context.WithTimeout(context.Background(), nightPatience)
	defer cancel()
	b, err := json.Marshal(n)
	if err != nil {
		return err
	}
	c, err := openPostgres(ctx, dir, address, false)
	if err != nil {
		return while("note night", err)
	}
	defer c.Close()
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return while("note night", classifyPostgres(err))
	}
	defer tx.Rollback()
	t := c.newTx(ctx, tx)
	if err = t.exec("SET TRANSACTION READ WRITE"); err == nil {
		err = t.exec(upsertInto("meta", "key", "key, value"), nightKey, string(b))
	}
	if err == nil {
		err = tx.Commit()
	}
	return while("note night", classifyPostgres(err))
}

const nightKey = "night"

// LastNight returns what became of the last ingest, on whatever machine that was; ok is false where
// none has left a trace.
func (c *Catalog) LastNight(ctx context.Context) (n datadir.Night, ok bool, err error) {
	if !c.Shared() {
		return datadir.LastNight(c.dir)
	}
	var value string
	ok, err = c.find(ctx, "read night", "SELECT value FROM meta WHERE key = ?", []any{nightKey}, &value)
	if err == nil && ok {
		err = while("read night", json.Unmarshal([]byte(value), &n))
	}
	return n, ok && err == nil, err
}
