package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
)

// store is what differs between the databases that a catalogue may lie in: all other
// statements are the same in both.
type store interface {
	// words puts a statement into the words of the database.
	words(query string) string
	// values makes the arguments of a statement such as the columns take.
	values(args []any) []any
	// read makes of what was read what was written.
	read(into []any)
	// classify turns what the database says into the errors a caller may act on.
	classify(err error) error
	// prepares reports whether statements are prepared by us.
	prepares() bool
	// valuesAtOnce is about how many values one statement is best given at most.
	valuesAtOnce() int
	// begin begins a transaction, one that writes or one that sees one state.
	begin(ctx context.Context, db beginner, writes bool) (*sql.Tx, error)
	// held reports whether somebody holds a lock of the catalogue, on whatever machine.
	held(ctx context.Context, c *Catalog, lock string) (bool, error)
	// hold takes the lock of a run, for as long as that of who writes.
	hold(ctx context.Context, c *Catalog, run int64) error
	// queue is where statements of one who writes wait, nil where they do not.
	queue(c *Catalog) *queue
	// among are conditions on a column, with their values, that hold together for all of some files: as the database
	// takes them into a view.
	among(files []int64) iter.Seq2[string, []any]
	// check reads what the database itself can check, and returns [ErrDamaged] where that does not
	// hold together.
	check(ctx context.Context, db *sql.DB) error
	// create makes the tables.
	create(t *Tx) error
	// goOn numbers the rows of a table on from those that were written with their numbers.
	goOn(t *Tx, table string) error
	// isEmpty reports whether there are no tables.
	isEmpty(ctx context.Context, db *sql.DB) (bool, error)
	// version returns that of the schema.
	version(ctx context.Context, db *sql.DB) (int, error)
}

// beginner is a database, or one connection to it.
type beginner interface {
	BeginTx(ctx context.Context, o *sql.TxOptions) (*sql.Tx, error)
}

// sqliteStore is the catalogue as one file. The statements are in its words.
type sqliteStore struct{}

func (sqliteStore) words(query string) string { return query }
func (sqliteStore) values(args []any) []any   { return args }
func (sqliteStore) read([]any)                {}
func (sqliteStore) classify(err error) error  { return classify(err) }
func (sqliteStore) goOn(*Tx, string) error    { return nil }
func (sqliteStore) prepares() bool            { return true }
func (sqliteStore) queue(*Catalog) *queue     { return nil }

// valuesAtOnce is bounded by the driver, which looks for every value among all of them.
func (sqliteStore) valuesAtOnce() int { return 256 }

// begin relies on how the file was opened: a transaction that writes keeps out all others
// from its beginning.
func (sqliteStore) begin(ctx context.Context, db beginner, writes bool) (*sql.Tx, error) {
	return db.BeginTx(ctx, &sql.TxOptions{ReadOnly: !writes})
}

// among gives the files one by one: a list SQLite does not take into a view.
func (sqliteStore) among(files []int64) iter.Seq2[string, []any] {
	return func(yield func(string, []any) bool) {
		for some := range batches(files, rowsAtOnce) {
			args := make([]any, len(some))
			for i, n := range some {
				args[i] = n
			}
			if !yield(" IN ("+marks(len(some), "?")+")", args) {
				return
			}
		}
	}
}

func (sqliteStore) create(t *Tx) error {
	return t.exec(schema + fmt.Sprintf("PRAGMA user_version = %d;", version))
}

func (sqliteStore) isEmpty(ctx context.Context, db *sql.DB) (bool, error) {
	var objects int
	err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&objects)
	return objects == 0, classify(err)
}

func (sqliteStore) version(ctx context.Context, db *sql.DB) (v int, err error) {
	return v, classify(db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v))
}

// ask reads the one row of a query outside of a transaction.
func (c *Catalog) ask(ctx context.Context, query string, args []any, into ...any) error {
	return c.store.classify(c.db.QueryRowContext(ctx, c.store.words(query), c.store.values(args)...).Scan(into...))
}

func (sqliteStore) check(ctx context.Context, db *sql.DB) error {
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return classify(err)
	}
	if verdict != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, verdict)
	}
	var table sql.NullString
	err := db.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table)
	if err == nil {
		return fmt.Errorf("%w: a row of %s points nowhere", ErrDamaged, table.String)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return classify(err)
	}
	return nil
}
