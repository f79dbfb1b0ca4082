// Package catalog keeps the facts on disk: files, pages, citations, and the
// documents and edges they mean. It is one SQLite file in WAL mode, the contract
// between the half that finds facts and the half that shows them: one process
// writes, any number read at the same time.
//
// Every change has a number. Files are stored whole, several in a transaction, and so is a resolution;
// what is equal to what is stored is not written at all, so that a run over
// unchanged files leaves the catalogue as it was, byte for byte.
package catalog

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"

	sqlite3 "modernc.org/sqlite/lib"

	"github.com/danchieu/danchieu/pipeline/datadir"
)

// Errors a caller may act on.
var (
	ErrNoData  = errors.New("no catalogue there")
	ErrVersion = errors.New("catalogue of another version")
	ErrDamaged = errors.New("catalogue damaged")
	ErrFull    = errors.New("no room left on the disk")
	// ErrNotFolder says that the path of the data folder is that of a file.
	ErrNotFolder = errors.New("not a folder")
	// ErrUnreadable says that there is a catalogue and it cannot be opened: it may
	// be another user's.
	ErrUnreadable = errors.New("catalogue cannot be opened for reading")
	// ErrLost says that there is no catalogue, or an empty file, where its checksums or its
	// index tell that there was one: what persons decided was in it.
	ErrLost = errors.New("the catalogue is gone")
)

// FileName is the name of the catalogue inside the data folder.
const FileName = "catalog.db"

// Catalog is an open catalogue. Its methods may be called from several
// goroutines; writing ones wait for each other.
type Catalog struct {
	db         *sql.DB
	store      store
	statements *statements
	dir        string     // the data folder
	path       string     // of the file, "" for one that only answers or is none
	lock       *sql.Conn  // of one who writes into PostgreSQL: all is written over it
	seq        int64      // the number of the last change, where that is in PostgreSQL
	run        int64      // whose lock is held there
	writing    sync.Mutex // one transaction at a time
	sums       *sums      // nil while nothing has been written
}

// Open opens the catalogue in a data folder for writing, and makes both where
// they do not exist. It takes no lock: see [datadir.Lock].
func Open(dir string) (*Catalog, error) {
	if err := os.MkdirAll(dir, 0o755); errors.Is(err, syscall.ENOTDIR) {
		return nil, fmt.Errorf("make data folder %s: %w", dir, ErrNotFolder)
	} else if err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	if address, err := datadir.Database(dir); err != nil || address != "" {
		return openAttached(dir, address, err, true)
	}
	path := filepath.Join(dir, FileName)
	if errors.Is(checkThere(path), ErrNoData) && wasThere(dir) {
		return nil, fmt.Errorf("open %s: %w", path, ErrLost)
	}
	makePrivate(path)
	c, err := open(path, "rwc", "_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)",
		"_txlock=immediate", "_pragma=cache_size(-32768)", "_pragma=wal_autocheckpoint(0)")
	if err != nil {
		return nil, err
	}
	c.path = path
	if err := c.prepare(); err != nil {
		c.Close()
		return nil, fmt.Errorf("open catalogue: %w", err)
	}
	return c, nil
}

// makePrivate makes an empty file that its owner alone may read, unless there is one. SQLite
// fills it, gives what it lays beside it the same mode, and tells where that cannot be.
func makePrivate(path string) {
	if f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600); err == nil {
		f.Close()
	}
}

func open(path, mode string, options ...string) (*Catalog, error) {
	dsn := (&url.URL{Scheme: "file", OmitHost: true, Path: path}).String() + "?mode=" + mode +
		"&_pragma=busy_timeout(30000)&_pragma=foreign_keys(1)"
	for _, o := range options {
		dsn += "&" + o
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("open catalogue: %w", err)
	}
	db.SetMaxIdleConns(32) // opening one reads the whole schema again
	return &Catalog{db: db, store: sqliteStore{}, statements: newStatements(), dir: filepath.Dir(path)}, nil
}

// Close closes the catalogue, and writes its checksums where something was written.
func (c *Catalog) Close() error {
	if c.lock != nil {
		c.lock.Close()
	}
	if c.sums == nil {
		return c.db.Close()
	}
	if err := c.sums.log.sync(); err != nil {
		return errors.Join(err, c.db.Close())
	}
	// SQLite does not empty the WAL on closing while others have the catalogue open, so
	// it is emptied first. That fails only where somebody reads at this very moment; then
	// the checksums stay in what was noted.
	_, _ = c.db.Exec("PRAGMA busy_timeout = 1000; PRAGMA wal_checkpoint(TRUNCATE)")
	if err := c.db.Close(); err != nil {
		return err
	}
	return c.sums.write()
}

// prepare makes the schema in an empty file and checks the version of any other.
func (c *Catalog) prepare() error {
	ctx := context.Background()
	empty, err := c.store.isEmpty(ctx, c.db)
	if err != nil {
		return err
	}
	if !empty {
		if err := c.upgrade(ctx); err != nil {
			return err
		}
		return c.checkVersion(ctx)
	}
	if wasThere(filepath.Dir(c.path)) {
		return ErrLost
	}
	c.sums = &sums{path: c.path, fresh: true, kept: map[int64]bool{}}
	return c.Update(ctx, (*Tx).begin)
}

// begin makes the tables of a new catalogue.
func (t *Tx) begin() error {
	if err := t.store.create(t); err != nil {
		return err
	}
	return t.exec("INSERT INTO meta VALUES ('uuid', ?), ('seq', '0'), ('rules', '')", newID())
}

// newID returns an identity that no other catalogue has.
func newID() string {
	id := make([]byte, 16)
	rand.Read(id)
	return hex.EncodeToString(id)
}

func (c *Catalog) checkVersion(ctx context.Context) error {
	v, err := c.store.version(ctx, c.db)
	if err != nil {
		return err
	}
	if v < version && v >= oldest {
		return fmt.Errorf("%w: it has version %d, this program reads version %d, "+
			"and brings it up to date when it ingests", ErrVersion, v, version)
	}
	if v != version {
		return fmt.Errorf("%w: it has version %d, this program reads version %d", ErrVersion, v, version)
	}
	return nil
}

// Check reads the whole catalogue and returns [ErrDamaged] where it does not
// hold together.
func (c *Catalog) Check(ctx context.Context) error {
	return while("check catalogue", c.store.check(ctx, c.db))
}

// Dir returns the data folder of the catalogue.
func (c *Catalog) Dir() string { return c.dir }

// Identity returns which catalogue this is and the number of its last change. A catalogue
// that was restored is another than the one it is a copy of, which begins with the same word.
func (c *Catalog) Identity(ctx context.Context) (uuid string, seq int64, err error) {
	var s string
	err = c.ask(ctx,
		`SELECT (SELECT value FROM meta WHERE key = 'uuid') || coalesce((SELECT '.' || value FROM meta WHERE key = 'copy'), ''),
			(SELECT value FROM meta WHERE key = 'seq')`, nil, &uuid, &s)
	if err != nil {
		return "", 0, fmt.Errorf("read catalogue identity: %w", err)
	}
	seq, err = strconv.ParseInt(s, 10, 64)
	if err != nil {
		return "", 0, fmt.Errorf("read catalogue identity: %w: seq %q", ErrDamaged, s)
	}
	return uuid, seq, nil
}

// Backup writes a copy of the catalogue as it is now into a new file, also while
// it is being written.
func (c *Catalog) Backup(ctx context.Context, path string) error {
	makePrivate(path)
	if _, err := c.db.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return fmt.Errorf("back up catalogue: %w", classify(err))
	}
	return nil
}

// classify turns what SQLite says of a broken file into [ErrDamaged], and of a full disk
// into [ErrFull].
func classify(err error) error {
	switch code, ok := primaryCode(err); {
	case ok && (code == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_NOTADB):
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	case ok && code == sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}
