// Package originals gets files by their SHA-256 to those who read their pages: from the
// path at which they were found, from a folder of files named by their hash, or from a
// bucket of S3.
package originals

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Store holds originals.
type Store interface {
	// Put lays the file at path into the store, unless it is there. The error wraps [pdf.ErrIO] where it is
	// the file's: it is gone, or its content is another.
	Put(ctx context.Context, sha256, path string) error
	// Get returns where the content lies in a file, and what to call when it is needed no
	// more; found is where the coordinator found it. The error wraps [pdf.ErrIO].
	Get(ctx context.Context, sha256, found string) (path string, done func(), err error)
}

// Open opens the store that an address names: s3://bucket/prefix, a folder, or "" for the
// files where they were found. It fails where nothing may be written there though it should.
func Open(ctx context.Context, address string, write bool) (Store, error) {
	if rest, ok := strings.CutPrefix(address, "s3://"); ok {
		return openS3(ctx, rest, write)
	}
	if address == "" {
		return &asFound{}, nil
	}
	info, err := os.Stat(address)
	if err == nil && !info.IsDir() {
		err = errors.New("it is no folder")
	}
	if err == nil && write {
		err = tryWriting(address)
	}
	if err != nil {
		return nil, fmt.Errorf("originals in %s: %w", address, err)
	}
	return &folder{dir: address}, nil
}

func tryWriting(dir string) error {
	f, err := os.CreateTemp(dir, ".danchieu")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// asFound takes files from where they were found: a folder that all machines share.
type asFound struct {
	mu    sync.Mutex
	known map[string]state // by path
}

// state is what tells whether a file may have changed, and its content.
type state struct {
	size, modified int64
	sha256         string
}

// Put does nothing.
func (*asFound) Put(context.Context, string, string) error { return nil }

// Get returns the path, if the file there has the content.
func (a *asFound) Get(_ context.Context, sha256, found string) (string, func(), error) {
	info, err := os.Stat(found)
	if err != nil {
		return "", nil, fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	now := state{size: info.Size(), modified: info.ModTime().UnixNano()}
	a.mu.Lock()
	defer a.mu.Unlock()
	if known := a.known[found]; known.size != now.size || known.modified != now.modified {
		if now.sha256, err = datadir.Hash(found); err != nil {
			return "", nil, fmt.Errorf("%w: %w", pdf.ErrIO, err)
		}
		if a.known == nil || len(a.known) > mostKnown {
			a.known = map[string]state{}
		}
		a.known[found] = now
	}
	if a.known[found].sha256 != sha256 {
		return "", nil, fmt.Errorf("%w: %s has changed", pdf.ErrIO, found)
	}
	return found, func() {}, nil
}

// mostKnown is of how many files the content is remembered.
const mostKnown = 10_000

// folder holds files named by their hash, in folders of its first two digits.
type folder struct {
	dir     string
	asFound // there
}

func (f *folder) path(sha256 string) string { return filepath.Join(f.dir, sha256[:2], sha256) }

// sizeOf is the size of a file that is to be put.
func sizeOf(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	return info.Size(), nil
}

// unchanged fails where a file has not the content that it had when it was read.
func unchanged(sha256, path string) error {
	got, err := datadir.Hash(path)
	if err == nil && got != sha256 {
		err = fmt.Errorf("%s has changed", path)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	return nil
}

// Put copies the file, which has its name only when it is whole.
func (f *folder) Put(_ context.Context, sha256, path string) error {
	size, err := sizeOf(path)
	if err != nil {
		return err
	}
	at := f.path(sha256)
	if there, err := os.Stat(at); err == nil && there.Size() == size {
		return nil
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := unchanged(sha256, path); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(at), 0o750); err != nil {
		return err
	}
	from, err := os.Open(path)
	if err != nil {
		return err
	}
	defer from.Close()
	part, err := os.CreateTemp(filepath.Dir(at), ".part")
	if err != nil {
		return err
	}
	_, err = io.Copy(part, from)
	err = errors.Join(err, part.Chmod(0o640), part.Close())
	if err == nil {
		err = os.Rename(part.Name(), at)
	}
	if err != nil {
		os.Remove(part.Name())
	}
	return err
}

// Get returns where the file lies, if it has the content.
func (f *folder) Get(ctx context.Context, sha256, _ string) (string, func(), error) {
	return f.asFound.Get(ctx, sha256, f.path(sha256))
}
