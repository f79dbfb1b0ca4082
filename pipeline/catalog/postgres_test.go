package catalog

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/pgtest"
)

func TestWords(t *testing.T) {
	s := &postgresStore{}
	for given, want := range map[string]string{
		"SELECT a FROM t WHERE b = ? AND c = ?":                        "SELECT a FROM t WHERE b = $1 AND c = $2",
		"SELECT ?2, ?1, ?12":                                           "SELECT $2, $1, $12",
		`SELECT '?', "a?" FROM t WHERE b = ?`:                          `SELECT '?', "a?" FROM t WHERE b = $1`,
		"a IN (SELECT value FROM json_each(?))":                        "a IN (SELECT value FROM list_of($1))",
		"FROM json_each(?) k CROSS JOIN t ON t.a = k.value":            "FROM list_of($1) k JOIN t ON t.a = k.value",
		"FROM a CROSS JOIN b x ON b.c = a.c CROSS JOIN json_each(d) e": "FROM a JOIN b x ON b.c = a.c CROSS JOIN list_of(d) e",
	} {
		if got := s.words(given); got != want {
			t.Errorf("%s: %s, want %s", given, got, want)
		}
	}
}

// What cannot hold a catalogue is refused, and nothing is made of it.
func TestPostgresRefuses(t *testing.T) {
	address := pgtest.Database(t)
	schema := func(name, statements string) string {
		change(t, address, "CREATE SCHEMA "+name+"; SET search_path = "+name+";"+statements)
		return address + "&search_path=" + name
	}
	foreign := schema("foreign_tables", "CREATE TABLE x (a int)")
	older := schema("other_version", "")
	dir := t.TempDir()
	must(t, Attach(ctx, dir, older))
	c, err := Open(dir)
	must(t, err)
	must(t, c.Close())
	change(t, older, "UPDATE meta SET value = '1000' WHERE key = 'version'")
	for given, want := range map[string]error{
		"postgres://%%": ErrAddress, "postgres://a:secret@127.0.0.1:1/none": ErrUnreachable,
		address + "&search_path=none": ErrForeign, foreign: ErrForeign, older: ErrVersion,
	} {
		dir := t.TempDir()
		err := Attach(ctx, dir, given)
		if !errors.Is(err, want) || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %v", given, err, want)
		}
		if made, err := os.ReadDir(dir); len(made) > 0 || err != nil {
			t.Errorf("%s: %v was made, %v", given, made, err)
		}
	}
	empty := schema("nothing_yet", "")
	at := t.TempDir()
	must(t, Attach(ctx, at, empty))
	if _, err := OpenReader(at); !errors.Is(err, ErrNoData) {
		t.Errorf("nothing yet: %v", err)
	}
	if err := Attach(ctx, at, older); !errors.Is(err, ErrTaken) {
		t.Errorf("of another: %v", err)
	}
}

// What a server says is turned into what a caller may act on.
func TestClassifyPostgres(t *testing.T) {
	for code, want := range map[string]error{"53100": ErrFull, "53200": ErrFull, "XX001": ErrDamaged, "57P01": ErrUnreachable, "08006": ErrUnreachable} {
		if err := classifyPostgres(fmt.Errorf("store: %w", &pgconn.PgError{Code: code, Message: "m"})); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", code, err, want)
		}
	}
	for _, cut := range []error{driver.ErrBadConn, sql.ErrConnDone, io.ErrUnexpectedEOF} {
		if err := classifyPostgres(cut); !errors.Is(err, ErrUnreachable) {
			t.Errorf("%v: %v", cut, err)
		}
	}
	if err := classifyPostgres(&pgconn.PgError{Code: "23505"}); errors.Is(err, ErrUnreachable) || errors.Is(err, ErrFull) {
		t.Errorf("a key there twice: %v", err)
	}
}

// Of all machines one writes.
func TestPostgresLock(t *testing.T) {
	address := pgtest.Database(t)
	one, two := t.TempDir(), t.TempDir()
	must(t, Attach(ctx, one, address))
	must(t, Attach(ctx, two, address))
	first, err := Open(one)
	must(t, err)
	if _, err := Open(two); !errors.Is(err, datadir.ErrLocked) {
		t.Errorf("two write: %v", err)
	}
	reader, err := OpenReader(two)
	must(t, err)
	defer reader.Close()
	must(t, first.Close())
	second, err := Open(two)
	must(t, err)
	must(t, second.Close())
}

// Who has lost the lock with the connection writes on when nobody else has written, and nothing more otherwise.
func TestPostgresLockLost(t *testing.T) {
	address := pgtest.Database(t)
	one, two := t.TempDir(), t.TempDir()
	must(t, Attach(ctx, one, address))
	must(t, Attach(ctx, two, address))
	cut := func() {
		change(t, address, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'danchieu'`)
	}
	first, err := Open(one)
	must(t, err)
	defer first.Close()
	must(t, first.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	err = first.Update(ctx, func(tx *Tx) error {
		cut()
		return tx.PutPath(at("/in/b.pdf"))
	})
	if !errors.Is(err, ErrUnreachable) {
		t.Errorf("cut in a transaction: %v", err)
	}
	must(t, first.PutFile(ctx, sample(shaB), at("/in/b.pdf")))
	cut()
	second, err := Open(two)
	must(t, err)
	if err := first.PutFile(ctx, sample(shaA), at("/in/c.pdf")); !errors.Is(err, datadir.ErrLocked) {
		t.Errorf("another has the lock: %v", err)
	}
	must(t, second.PutFile(ctx, sample(shaA), at("/in/d.pdf")))
	must(t, second.Close())
	for range 2 {
		if err := first.PutFile(ctx, sample(shaA), at("/in/e.pdf")); !errors.Is(err, datadir.ErrLocked) {
			t.Errorf("another has written: %v", err)
		}
	}
}

// A catalogue goes from a file into a database and back, and nothing of it is lost.
func TestCopyTo(t *testing.T) {
	file, err := Open(t.TempDir())
	must(t, err)
	defer file.Close()
	_, err = file.StartRun(ctx, time.Unix(5, 0))
	must(t, err)
	must(t, file.PutFile(ctx, sample(shaA), at("/in/k\xea.pdf")))
	must(t, save(file, meaning()))
	must(t, file.PutOCR(ctx, OCRPage{SHA256: shaA, Page: 1, Key: "k"}, []byte{0, 1, 0xff}))
	must(t, file.FinishRun(ctx, 1, time.Unix(6, 0), map[string]int{}))
	dir := t.TempDir()
	must(t, Attach(ctx, dir, pgtest.Database(t)))
	database, err := Open(dir)
	must(t, err)
	defer database.Close()
	must(t, file.CopyTo(ctx, database))
	back, err := Open(t.TempDir())
	must(t, err)
	defer back.Close()
	must(t, database.CopyTo(ctx, back))
	want := contents(t, file)
	for name, c := range map[string]*Catalog{"database": database, "back": back} {
		if diff := cmp.Diff(want, contents(t, c)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		must(t, c.CheckContent(ctx))
		if err := file.CopyTo(ctx, c); !errors.Is(err, ErrNotEmpty) {
			t.Errorf("into %s again: %v", name, err)
		}
		must(t, c.PutFile(ctx, sample(shaB), at("/in/b.pdf"))) // numbers go on
	}
	if diff := cmp.Diff(contents(t, database), contents(t, back)); diff != "" {
		t.Errorf("gone on with: %s", diff)
	}
}

// contents returns the rows of all tables as text, in order.
func contents(t *testing.T, c *Catalog) (out []string) {
	t.Helper()
	all, err := tables(ctx)
	must(t, err)
	must(t, c.view(ctx, func(tx *Tx) error {
		for _, of := range all {
			err := tx.each("SELECT "+strings.Join(of.columns, ", ")+" FROM "+of.name+of.ofAnyStore(), nil, func(rows *sql.Rows) error {
				row, into := make([]any, len(of.columns)), make([]any, len(of.columns))
				for i := range row {
					into[i] = &row[i]
				}
				err := rows.Scan(into...)
				tx.store.read(into)
				out = append(out, fmt.Sprintf("%s %q", of.name, row))
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	slices.Sort(out)
	return out
}

func change(t *testing.T, address, statements string) {
	t.Helper()
	db, err := sql.Open("pgx", address)
	must(t, err)
	defer db.Close()
	_, err = db.Exec(statements)
	must(t, err)
}
