package catalog

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
)

// Tx is one transaction. What it changes is all kept, or nothing of it; one that only
// reads sees one state of the catalogue.
type Tx struct {
	ctx          context.Context
	tx           *sql.Tx
	on           runner // the transaction, or the database for one statement alone
	store        store
	kept         *statements
	stmts        map[string]*sql.Stmt // prepared, by their text; closed with the transaction
	files        map[string]int64     // SHA-256 → n
	touched      map[int64]bool       // files whose meaning differs
	numbered     map[int64]bool       // files that have taken their change number
	seq          int64                // the last change number given out, 0 for none
	orphaned     map[string]orphan    // documents that nothing names any more, by ID
	inconclusive bool                 // something was saved since [Tx.Conclude]
	pended       string               // the group key that was made pending last
	ahead        ahead
	lastFile     int64  // the number of a new file that was given out last, 0 for none
	queue        *queue // nil where statements do not wait
}

// runner runs statements that are not prepared by us.
type runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func (c *Catalog) newTx(ctx context.Context, tx *sql.Tx) *Tx {
	return &Tx{
		ctx: ctx, tx: tx, on: tx, store: c.store, kept: c.statements, stmts: map[string]*sql.Stmt{}, files: map[string]int64{}, touched: map[int64]bool{},
		numbered: map[int64]bool{}, orphaned: map[string]orphan{},
	}
}

// Update runs f in one transaction. An error of f undoes all that it did.
func (c *Catalog) Update(ctx context.Context, f func(*Tx) error) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	if c.sums == nil && c.path != "" {
		if err := c.beginSums(); err != nil {
			return err
		}
	}
	c.statements.prepare(ctx, c.db)
	tx, err := c.beginWriting(ctx)
	if err != nil {
		return c.store.classify(err)
	}
	t := c.newTx(ctx, tx)
	t.queue = c.store.queue(c)
	if err = f(t); err == nil {
		err = t.end()
	}
	if err == nil {
		err = t.queue.send(ctx)
	}
	if err != nil {
		tx.Rollback()
		return c.store.classify(err)
	}
	if c.sums == nil {
		err = tx.Commit()
		if err == nil && t.seq > 0 {
			c.seq = t.seq
		}
		return c.store.classify(err)
	}
	if c.sums.say(aboutToCommit) != nil {
		err = c.sums.giveUp()
	}
	if err == nil {
		err = tx.Commit()
	} else {
		tx.Rollback()
	}
	if err != nil {
		return c.store.classify(err)
	}
	return c.followSums()
}

// beginWriting begins a transaction that writes, after a connection that was cut over a new one.
func (c *Catalog) beginWriting(ctx context.Context) (*sql.Tx, error) {
	tx, err := c.store.begin(ctx, c.writer(), true)
	if c.lock == nil || !errors.Is(c.store.classify(err), ErrUnreachable) {
		return tx, err
	}
	if err := c.lockAgain(ctx); err != nil {
		return nil, err
	}
	return c.store.begin(ctx, c.writer(), true)
}

// writer is what writes: of PostgreSQL the connection that holds the lock, so that nothing is
// written when that is lost.
func (c *Catalog) writer() beginner {
	if c.lock != nil {
		return c.lock
	}
	return c.db
}

// followSums adds up what a transaction has written, and empties the WAL where it is long.
// That this fails, as on a full disk, undoes nothing: it is done again after the next.
func (c *Catalog) followSums() error {
	full, err := c.sums.follow()
	if err == nil && full && c.sums.log.sync() == nil {
		_, _ = c.db.Exec("PRAGMA wal_checkpoint(PASSIVE)")
	}
	return err
}

// update is [Catalog.Update]; an error says what was being done.
func (c *Catalog) update(ctx context.Context, doing string, f func(*Tx) error) error {
	return while(doing, c.Update(ctx, f))
}

// read runs f on one state of the catalogue, whatever is written meanwhile. An error says
// what was being done.
func (c *Catalog) read(ctx context.Context, doing string, f func(*Tx) error) error {
	return while(doing, c.view(ctx, f))
}

// readOne is [Catalog.read] of f that runs one statement, which sees one state by itself: to begin
// and end a transaction for it would take two more ways to a server and back.
func (c *Catalog) readOne(ctx context.Context, doing string, f func(*Tx) error) error {
	if c.store.prepares() {
		return c.read(ctx, doing, f)
	}
	t := c.newTx(ctx, nil)
	t.on = c.db
	return while(doing, c.store.classify(f(t)))
}

func (c *Catalog) view(ctx context.Context, f func(*Tx) error) error {
	c.statements.prepare(ctx, c.db)
	tx, err := c.store.begin(ctx, c.db, false)
	if err != nil {
		return c.store.classify(err)
	}
	defer tx.Rollback()
	return c.store.classify(f(c.newTx(ctx, tx)))
}

// find is [Tx.find] on one state of the catalogue. An error says what was being done.
func (c *Catalog) find(ctx context.Context, doing, query string, args []any, into ...any) (ok bool, err error) {
	err = c.readOne(ctx, doing, func(t *Tx) error {
		ok, err = t.find(query, args, into...)
		return err
	})
	return ok, err
}

// first returns the first of what was found; ok is false where nothing was.
func first[T any](found []T, err error) (one T, ok bool, _ error) {
	if err != nil || len(found) == 0 {
		return one, false, err
	}
	return found[0], true, nil
}

func while(doing string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

func (t *Tx) stmt(query string) (*sql.Stmt, error) {
	if stmt := t.stmts[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := t.kept.in(t.ctx, t.tx, query)
	if err == nil {
		t.stmts[query] = stmt
	}
	return stmt, err
}

// exec runs a statement, which may be put off until something is asked.
func (t *Tx) exec(query string, args ...any) error {
	if t.queue != nil {
		return t.queue.add(t.ctx, t.store.words(query), t.store.values(args))
	}
	_, err := t.run(query, args)
	return err
}

// execEach runs several statements with the same arguments.
func (t *Tx) execEach(queries []string, args ...any) error {
	for _, query := range queries {
		if err := t.exec(query, args...); err != nil {
			return err
		}
	}
	return nil
}

// changes runs a statement and reports whether it changed a row.
func (t *Tx) changes(query string, args ...any) (bool, error) {
	r, err := t.run(query, args)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

func (t *Tx) run(query string, args []any) (sql.Result, error) {
	if err := t.queue.send(t.ctx); err != nil {
		return nil, err
	}
	if !t.store.prepares() {
		return t.on.ExecContext(t.ctx, t.store.words(query), t.store.values(args)...)
	}
	stmt, err := t.stmt(query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(t.ctx, args...)
}

func (t *Tx) query(query string, args []any) (*sql.Rows, error) {
	if err := t.queue.send(t.ctx); err != nil {
		return nil, err
	}
	if !t.store.prepares() {
		return t.on.QueryContext(t.ctx, t.store.words(query), t.store.values(args)...)
	}
	stmt, err := t.stmt(query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(t.ctx, args...)
}

// row reads the one row of a query.
func (t *Tx) row(query string, args []any, into ...any) error {
	rows, err := t.query(query, args)
	if err != nil {
		return err
	}
	defer rows.Close()
	if !rows.Next() {
		return cmp.Or(rows.Err(), sql.ErrNoRows)
	}
	if err := rows.Scan(into...); err != nil {
		return err
	}
	t.store.read(into)
	return rows.Close()
}

// find reads the row of a query; ok is false where there is none.
func (t *Tx) find(query string, args []any, into ...any) (ok bool, err error) {
	err = t.row(query, args, into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// each runs a query and f on each of its rows. f runs other queries only.
func (t *Tx) each(query string, args []any, f func(*sql.Rows) error) error {
	rows, err := t.query(query, args)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// end makes good what waits for the end of a transaction that writes.
func (t *Tx) end() error {
	if t.inconclusive {
		if _, err := t.Conclude(); err != nil {
			return err
		}
	}
	if t.seq == 0 {
		return nil
	}
	return t.exec("UPDATE meta SET value = ? WHERE key = 'seq'", strconv.FormatInt(t.seq, 10))
}

// nextSeq gives out the next change number. The first writes the number and so keeps every other
// transaction from giving out any; the last is written in the end.
func (t *Tx) nextSeq() (seq int64, err error) {
	if t.seq > 0 {
		t.seq++
		return t.seq, nil
	}
	const take = `UPDATE meta SET value = CAST(CAST(value AS bigint) + 1 AS TEXT) WHERE key = 'seq'
		RETURNING CAST(value AS bigint)`
	err = t.row(take, nil, &t.seq)
	return t.seq, err
}

// nextNumber is the one after the last of a table whose numbers people see: without a gap.
func (t *Tx) nextNumber(table string) (n int64, err error) {
	return n, t.row("SELECT coalesce(max(n), 0) + 1 FROM "+table, nil, &n)
}

// texts returns the one column of a query.
func (t *Tx) texts(query string, args ...any) ([]string, error) {
	return all(t, query, args, one[string])
}

// fileNumber returns the number of a file, a deleted one too.
func (t *Tx) fileNumber(sha string) (int64, error) {
	if n, ok := t.files[sha]; ok {
		return n, nil
	}
	var n int64
	if err := t.row("SELECT n FROM files WHERE sha256 = ?", []any{sha}, &n); err != nil {
		return 0, fmt.Errorf("find file %s: %w", sha, err)
	}
	t.files[sha] = n
	return n, nil
}
