package catalog

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	sqlite "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/danchieu/danchieu/pipeline/datadir"
)

// OpenReader opens an existing catalogue for reading, also while another process
// writes it, and also where nothing may be written. The error is [ErrNoData]
// where there is none, [ErrLost] where there was one, [ErrNotFolder] where the path is no folder's, and
// [ErrUnreadable] where the catalogue may not be read.
func OpenReader(dir string) (*Catalog, error) {
	if address, err := datadir.Database(dir); err != nil || address != "" {
		return openAttached(dir, address, err, false)
	}
	path := filepath.Join(dir, FileName)
	if err := checkThere(path); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, asLost(dir, err))
	}
	c, err := openChecked(path, "rw")
	if notWritable(err) {
		c, err = openChecked(path, "ro", frozen(path)...)
	}
	if err != nil {
		return nil, fmt.Errorf("open catalogue: %w", markUnreadable(asLost(dir, err)))
	}
	return c, nil
}

// asLost turns [ErrNoData] into [ErrLost] where there was a catalogue.
func asLost(dir string, err error) error {
	if errors.Is(err, ErrNoData) && wasThere(dir) {
		return ErrLost
	}
	return err
}

// wasThere reports whether something in a data folder tells that it had a catalogue.
func wasThere(dir string) bool {
	for _, name := range append(slices.Clone(traces), FileName+"-wal") {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil && info.Size() > 0 {
			return true
		}
	}
	return false
}

// liveIndex names the live generation of the index.
var liveIndex = filepath.Join("index", "CURRENT")

// traces are what a catalogue has beside it.
var traces = []string{SumsName, sumsBefore, sumsSince, liveIndex}

// GiveUp lets a new catalogue begin in a data folder whose own is gone. Where it is there
// nothing is changed. Whoever calls it holds the lock.
func GiveUp(dir string) error {
	path := filepath.Join(dir, FileName)
	if !errors.Is(checkThere(path), ErrNoData) {
		return nil
	}
	for _, name := range append(slices.Clone(traces), FileName+"-wal", FileName+"-shm", FileName) {
		if err := datadir.Remove(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("begin a new catalogue: %w", err)
		}
	}
	return nil
}

// Stat looks at the file that another takes the place of where another catalogue takes that of the
// one in a data folder.
func Stat(dir string) (os.FileInfo, error) {
	if address, err := datadir.Database(dir); err == nil && address != "" {
		return os.Stat(datadir.DatabaseFile(dir))
	}
	return os.Stat(filepath.Join(dir, FileName))
}

// checkThere tells a catalogue from a place that has none.
func checkThere(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist) || err == nil && info.Size() == 0:
		return ErrNoData
	case errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("%s: %w", filepath.Dir(path), ErrNotFolder)
	case err != nil:
		return fmt.Errorf("%w: %w", ErrUnreadable, err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%w: it is no regular file", ErrUnreadable)
	}
	return nil
}

// openChecked opens a catalogue that only answers, and reads enough of it to
// know that it can.
func openChecked(path, mode string, options ...string) (*Catalog, error) {
	c, err := open(path, mode, append(options, "_pragma=query_only(1)")...)
	if err != nil {
		return nil, err
	}
	empty, err := c.store.isEmpty(context.Background(), c.db)
	if err == nil && empty {
		err = ErrNoData
	}
	if err == nil {
		err = c.checkVersion(context.Background())
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// frozen returns how to read a catalogue in whose folder nothing may be written.
// In WAL mode SQLite makes two files beside it even to read, unless it is told
// that nobody writes. A WAL left there may hold changes: then the catalogue is
// not frozen, and its files are read as they are.
func frozen(path string) []string {
	if _, err := os.Lstat(path + "-wal"); errors.Is(err, os.ErrNotExist) {
		return []string{"immutable=1"}
	}
	return nil
}

// notWritable reports whether SQLite failed for want of the right to write.
func notWritable(err error) bool {
	code, ok := primaryCode(err)
	return ok && (code == sqlite3.SQLITE_READONLY || code == sqlite3.SQLITE_CANTOPEN)
}

// markUnreadable turns what SQLite says of a file it may not open into
// [ErrUnreadable].
func markUnreadable(err error) error {
	if code, ok := primaryCode(err); notWritable(err) || ok && code == sqlite3.SQLITE_PERM {
		return fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return err
}

// primaryCode returns the result code in an error of SQLite, without its details.
func primaryCode(err error) (code int, ok bool) {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0, false
	}
	return e.Code() & 0xff, true
}
