package index

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
)

// Reader answers searches from one generation, opened read-only. It may be used
// by several goroutines at once.
type Reader struct {
	dir string
	of  string // the identity of the catalogue it is to be of, "" for any

	mu     sync.RWMutex // held for reading while a search runs
	store  store
	name   string
	at     Catalogue
	facets *facetColumns
	closed bool
}

// ErrVersion is returned for an index that another version of the program made;
// the next update builds it anew.
var ErrVersion = errors.New("index made by another version")

// Open opens the live generation under dir. The error is [ErrNoIndex] where there
// is none yet, [ErrVersion] where it must be built anew first.
func Open(dir string) (*Reader, error) { return OpenOf(dir, "") }

// OpenOf opens the live generation, or where that is of another catalogue the newest that is of
// this one: a restore that is at work, or was cut off, has put it there. Where there is none, it
// opens the live one.
func OpenOf(dir, uuid string) (*Reader, error) {
	r := &Reader{dir: dir, of: uuid}
	if err := r.open(); err != nil {
		return nil, err
	}
	return r, nil
}

// open opens what CURRENT names. A generation may be pruned between the reading of
// its name and its opening, by which time CURRENT names another.
func (r *Reader) open() error {
	name, err := current(r.dir)
	for err == nil {
		var s store
		if s, err = openStore(filepath.Join(r.dir, name), true); err == nil {
			if err = r.use(s, name); err == nil && r.of != "" && r.at.UUID != r.of {
				return r.openOther()
			}
			return err
		}
		again, currentErr := current(r.dir)
		if currentErr != nil || again == name {
			break
		}
		name, err = again, nil
	}
	return err
}

// openOther goes over from the live generation to the newest of the catalogue it is to be of.
func (r *Reader) openOther() error {
	name := ofCatalogue(r.dir, r.of)
	if name == "" {
		return nil
	}
	s, err := openStore(filepath.Join(r.dir, name), true)
	if err != nil {
		return nil // it is no more: the live one stays
	}
	live := r.store
	return errors.Join(r.use(s, name), live.Close())
}

// ofCatalogue returns the newest finished generation of a catalogue, "" for none.
func ofCatalogue(dir, uuid string) string {
	names, err := generations(dir)
	if err != nil {
		return ""
	}
	for _, name := range slices.Backward(names) {
		s, err := openStore(filepath.Join(dir, name), true)
		if err != nil {
			continue
		}
		at, _, err := s.state()
		if errors.Join(err, s.Close()) == nil && at.UUID == uuid {
			return name
		}
	}
	return ""
}

func (r *Reader) use(s store, name string) error {
	at, have, err := s.state()
	if err != nil {
		return errors.Join(err, s.Close())
	}
	if have != version() {
		return errors.Join(fmt.Errorf("open generation %s: %w", name, ErrVersion), s.Close())
	}
	facets, err := s.facetColumns()
	if err != nil {
		return errors.Join(fmt.Errorf("read columns of generation %s: %w", name, err), s.Close())
	}
	r.store, r.name, r.at, r.facets = s, name, at, facets
	return nil
}

// Seq returns the catalogue's sequence number up to which the generation is
// complete.
func (r *Reader) Seq() int64 { return r.Catalogue().Seq }

// Catalogue returns the state of the catalogue the generation was made from.
func (r *Reader) Catalogue() Catalogue {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.at
}

// Stale reports whether another generation has become the live one since.
func (r *Reader) Stale() (bool, error) {
	live, err := current(r.dir)
	if err != nil {
		return false, err
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	return live != r.name, nil
}

// Refresh goes over to the live generation where that is another one, and reports
// whether it did. Searches that run are finished first; after an error the reader
// keeps the generation it had.
func (r *Reader) Refresh() (bool, error) {
	if stale, err := r.Stale(); err != nil || !stale {
		return false, err
	}
	next := Reader{dir: r.dir, of: r.of}
	if err := next.open(); err != nil {
		return false, err
	}
	r.mu.Lock()
	closed, old := r.closed, r.store
	if closed {
		old = next.store // too late: nobody will close it
	} else {
		r.store, r.name, r.at, r.facets = next.store, next.name, next.at, next.facets
	}
	r.mu.Unlock()
	if err := old.Close(); err != nil {
		return !closed, fmt.Errorf("close old generation: %w", err)
	}
	return !closed, nil
}

// Close lets go of the generation, after the searches that run. A second Close
// does nothing.
func (r *Reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil
	}
	r.closed = true
	if err := r.store.Close(); err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	return nil
}
