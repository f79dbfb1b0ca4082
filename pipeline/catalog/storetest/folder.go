// Package storetest gives tests a data folder whose catalogue lies in a file of the folder or, with
// DANCHIEU_TEST_STORE=postgres, in a schema of its own of a database.
package storetest

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver pgx
	_ "modernc.org/sqlite"             // the driver sqlite

	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/pgtest"
)

// Folder returns a new data folder, which goes with the test.
func Folder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	Attach(t, dir)
	return dir
}

// OnFile ends a test of what only a catalogue in a file has, where it is in a database.
func OnFile(t testing.TB) {
	t.Helper()
	if onPostgres() {
		t.Skip("of a catalogue in a file")
	}
}

// Attach makes a folder the data folder of a catalogue where the surroundings say.
func Attach(t testing.TB, dir string) {
	t.Helper()
	if !onPostgres() {
		return
	}
	schema := fmt.Sprintf("t%x", sha256.Sum256([]byte(dir)))[:32]
	change(t, "CREATE SCHEMA "+schema)
	t.Cleanup(func() { change(t, "DROP SCHEMA "+schema+" CASCADE") })
	address, err := url.Parse(database(t))
	if err != nil {
		t.Fatal(err)
	}
	query := address.Query()
	query.Set("search_path", schema)
	address.RawQuery = query.Encode()
	if err := datadir.Attach(dir, address.String()); err != nil {
		t.Fatal(err)
	}
}

// Database opens the tables of the catalogue of a data folder, for reading.
func Database(t testing.TB, dir string) *sql.DB {
	t.Helper()
	driver, address := "sqlite", filepath.Join(dir, "catalog.db")
	if known, err := datadir.Database(dir); err != nil {
		t.Fatal(err)
	} else if known != "" {
		driver, address = "pgx", known
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func onPostgres() bool { return os.Getenv("DANCHIEU_TEST_STORE") == "postgres" }

// shared is the address of the database of this process.
var shared struct {
	sync.Mutex
	address string
}

func database(t testing.TB) string {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if shared.address == "" {
		shared.address = pgtest.Database(t)
	}
	return shared.address
}

func change(t testing.TB, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", database(t))
	if err == nil {
		defer db.Close()
		_, err = db.Exec(statement)
	}
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
