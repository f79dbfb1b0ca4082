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
	// Put lays the file at path into the store, unless it is there.
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
	return folder(address), nil
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
type folder string

func (f folder) path(sha256 string) string { return filepath.Join(string(f), sha256[:2], sha256) }

// Put copies the file, which has its name only when it is whole.
func (f folder) Put(_ context.Context, sha256, path string) error {
	at := f.path(sha256)
	if _, err := os.Stat(at); err == nil || !errors.Is(err, fs.ErrNotExist) {
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

// Get returns where the file lies.
func (f folder) Get(_ context.Context, sha256, _ string) (string, func(), error) {
	at := f.path(sha256)
	if _, err := os.Stat(at); err != nil {
		return "", nil, fmt.Errorf("%w: %w", pdf.ErrIO, err)
	}
	return at, func() {}, nil
}
