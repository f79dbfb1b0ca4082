// Package queue has pages read on other machines. The coordinator, an ingest, hands out
// pages by River on PostgreSQL; workers draw and read them. What a worker reads and that
// its job is done go into one transaction, so that a page counts once, whoever dies.
// The queue of a job is named by the engine that is to read it.
//
// Everything lies in a schema of its own, beside whatever else the database holds.
package queue

import (
	"context"
	"crypto/rand"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// schemaName is the schema in which everything lies, River's tables too.
const schemaName = "danchieu_queue"

// version is the version of the tables.
const version = 1

//go:embed schema.sql
var tables string

// ErrForeign says that a database is another program's, [ErrVersion] that its tables are
// of another version of this program, and [ErrTaken] that the queue is at another
// catalogue's service, or at another ingest's.
var (
	ErrForeign = errors.New("the database holds tables of another program and none of danchieu")
	ErrVersion = errors.New("the queue is of another version of danchieu")
	ErrTaken   = errors.New("the queue is in use")
)

// DB is a database with a queue.
type DB struct {
	pool *pgxpool.Pool
	log  *slog.Logger
}

// pageArgs is the job: one page of a file.
type pageArgs struct {
	SHA256 string  `json:"sha256"`
	Page   int     `json:"page"`
	Path   string  `json:"path"`  // where the coordinator found the file
	Width  float64 `json:"width"` // points
	Height float64 `json:"height"`
}

// Kind is the name that River keeps jobs under.
func (pageArgs) Kind() string { return "page" }

// patience is how long a database may take to answer for the first time.
const patience = 15 * time.Second

// Open opens the queue at an address, as postgres://user@host/database, and makes it where
// there is none. A password is taken from the places that PostgreSQL's own programs look in.
// Errors wrap [ErrForeign] or [ErrVersion], or tell what keeps the database from answering.
func Open(ctx context.Context, address string, log *slog.Logger) (*DB, error) {
	if !strings.HasPrefix(address, "postgres://") && !strings.HasPrefix(address, "postgresql://") {
		return nil, errors.New("the address of a queue begins with postgres://")
	}
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, errors.New("the address of the queue cannot be understood") // the error may show a password
	}
	config.MaxConns = max(config.MaxConns, 8)
	config.ConnConfig.RuntimeParams["search_path"] = schemaName
	catalog.KeepAlive(config.ConnConfig.RuntimeParams)
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	db := &DB{pool, log}
	if err := db.prepare(limited); err != nil {
		pool.Close()
		return nil, err
	}
	return db, nil
}

// Close lets go of the database.
func (db *DB) Close() { db.pool.Close() }

// making is the lock under which the tables are made.
const making = 0x64616e6368696575

// prepare makes the tables where there are none, and refuses those of others.
func (db *DB) prepare(ctx context.Context) error {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return plain(err)
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", making); err != nil {
		return plain(err)
	}
	defer conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", making)
	var there bool
	if err := conn.QueryRow(ctx, "SELECT to_regclass($1) IS NOT NULL", schemaName+".about").Scan(&there); err != nil {
		return plain(err)
	}
	if !there {
		if err := db.create(ctx, conn.Conn()); err != nil {
			return err
		}
	}
	var v int
	if err := conn.QueryRow(ctx, "SELECT version FROM about").Scan(&v); err != nil {
		return plain(err)
	}
	if v != version {
		return fmt.Errorf("%w: it has version %d, this program %d", ErrVersion, v, version)
	}
	return nil
}

// foreign asks whether there are tables, but those of a catalogue of ours.
const foreign = `SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'danchieu_web', '` + schemaName + `'))
	AND NOT EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'ocr_pages')`

// create makes the tables: River's a version at a time, as it must be, ours when those are there.
func (db *DB) create(ctx context.Context, conn *pgx.Conn) error {
	var isForeign bool
	if err := conn.QueryRow(ctx, foreign).Scan(&isForeign); err != nil {
		return plain(err)
	}
	if isForeign {
		return ErrForeign
	}
	migrator, err := rivermigrate.New(riverpgxv5.New(db.pool), &rivermigrate.Config{Schema: schemaName, Logger: db.log})
	if err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+schemaName); err != nil {
		return plain(err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return plain(err)
	}
	return plain(pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, tables); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "INSERT INTO about VALUES ($1, '')", version)
		return err
	}))
}

// plain makes one line of what the driver says, without the address.
func plain(err error) error {
	if err == nil {
		return nil
	}
	var refused *pgconn.ConnectError
	if !errors.As(err, &refused) {
		return fmt.Errorf("the database of the queue: %w", err)
	}
	last := strings.TrimSpace(err.Error())
	if i := strings.LastIndexByte(last, '\n'); i >= 0 {
		last = strings.TrimSpace(last[i+1:])
	}
	return fmt.Errorf("the database of the queue cannot be reached: %s", last)
}

// Workers are those of one engine.
type Workers struct {
	Engine string // ID
	Says   string // what makes it
	Count  int
	Slots  int // pages that they read at once
}

// alive is for how long a worker that is not heard of counts.
const alive = 15 * time.Second

// Workers returns how many workers there are of each engine.
func (db *DB) Workers(ctx context.Context) ([]Workers, error) {
	rows, err := db.pool.Query(ctx, `SELECT engine, min(says), count(*)::int, sum(slots)::int FROM workers
		WHERE seen > now() - make_interval(secs => $1) GROUP BY engine ORDER BY 4 DESC, 1`, alive.Seconds())
	if err != nil {
		return nil, plain(err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Workers])
	if err != nil {
		return nil, plain(err)
	}
	return out, nil
}

// State is how the queue of an engine is.
type State struct {
	Workers int `json:"workers"` // of the engine
	Slots   int `json:"slots"`   // pages that they read at once
	Others  int `json:"others"`  // workers of other engines
	Waiting int `json:"waiting"` // pages handed out that nobody reads yet
	AtWork  int `json:"at_work"` // pages that are being read
	// Silent are those of AtWork whose worker is not heard of: it is dead, or cut off.
	Silent int  `json:"silent"`
	Away   bool `json:"away"` // the database does not answer
}

// State returns how the queue of an engine is.
func (db *DB) State(ctx context.Context, engine string) (s State, err error) {
	all, err := db.Workers(ctx)
	if err != nil {
		return s, err
	}
	for _, w := range all {
		if w.Engine == engine {
			s.Workers, s.Slots = w.Count, w.Slots
		} else {
			s.Others += w.Count
		}
	}
	const asked = `SELECT count(*) FILTER (WHERE state <> 'running')::int, count(*) FILTER (WHERE state = 'running')::int,
		count(*) FILTER (WHERE state = 'running' AND NOT EXISTS (SELECT 1 FROM workers w
			WHERE w.id = j.attempted_by[array_upper(j.attempted_by, 1)] AND w.seen > now() - make_interval(secs => $2)))::int
		FROM river_job j WHERE queue = $1 AND state IN ('available', 'scheduled', 'retryable', 'pending', 'running')`
	err = db.pool.QueryRow(ctx, asked, engine, alive.Seconds()).Scan(&s.Waiting, &s.AtWork, &s.Silent)
	return s, plain(err)
}

// newID returns some hexadecimal digits that nobody else has.
func newID() string {
	var b [6]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
