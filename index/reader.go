package index

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
)

// Reader answers searches from one generation, opened read-only. It may be used
// by several goroutines at once.
type Reader struct {
	dir  string
	of   string // the identity of the catalogue it is to be of, "" for any
	live atomic.Pointer[opened]

	closing sync.Mutex // held to change what is open
	closed  bool
}

// opened is a generation that is open. A search that has begun in one ends in it.
type opened struct {
	store store
	name  string
	at    Catalogue
	// Both are read when they are first asked for.
	facets func() (*facetColumns, error)
	held   func() ([]bool, error)

	searching sync.RWMutex // held for reading while a search runs
	closed    bool
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
	g, err := openLive(dir, uuid)
	if err != nil {
		return nil, err
	}
	return newReader(dir, uuid, g), nil
}

func newReader(dir, of string, g *opened) *Reader {
	r := &Reader{dir: dir, of: of}
	r.live.Store(g)
	return r
}

// openLive opens what CURRENT names, or what [OpenOf] opens in its place. A generation may be
// pruned between the reading of its name and its opening, by which time CURRENT names another.
func openLive(dir, of string) (*opened, error) {
	name, err := current(dir)
	for err == nil {
		var s store
		if s, err = openStore(filepath.Join(dir, name), true); err == nil {
			g, err := use(s, name)
			if err != nil || of == "" || g.at.UUID == of {
				return g, err
			}
			return g.orOther(dir, of)
		}
		again, currentErr := current(dir)
		if currentErr != nil || again == name {
			break
		}
		name, err = again, nil
	}
	return nil, err
}

// orOther returns the newest generation of a catalogue in the place of a live one that is of another.
func (g *opened) orOther(dir, of string) (*opened, error) {
	name := ofCatalogue(dir, of)
	if name == "" {
		return g, nil
	}
	s, err := openStore(filepath.Join(dir, name), true)
	if err != nil {
		return g, nil // it is no more: the live one stays
	}
	other, err := use(s, name)
	return other, errors.Join(err, g.close())
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

func use(s store, name string) (*opened, error) {
	at, have, err := s.state()
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if have != version() {
		return nil, errors.Join(fmt.Errorf("open generation %s: %w", name, ErrVersion), s.Close())
	}
	return &opened{store: s, name: name, at: at,
		facets: sync.OnceValues(s.facetColumns), held: sync.OnceValues(s.held)}, nil
}

// begin returns the generation for a search, which calls end when it is done.
func (r *Reader) begin() (g *opened, end func()) {
	for {
		g = r.live.Load()
		g.searching.RLock()
		if !g.closed || r.live.Load() == g {
			return g, g.searching.RUnlock
		}
		g.searching.RUnlock() // another has taken its place meanwhile
	}
}

// Seq returns the catalogue's sequence number up to which the generation is
// complete.
func (r *Reader) Seq() int64 { return r.Catalogue().Seq }

// Catalogue returns the state of the catalogue the generation was made from.
func (r *Reader) Catalogue() Catalogue { return r.live.Load().at }

// Stale reports whether another generation has become the live one since.
func (r *Reader) Stale() (bool, error) {
	live, err := current(r.dir)
	if err != nil {
		return false, err
	}
	return live != r.live.Load().name, nil
}

// Refresh goes over to the live generation where that is another one, and reports
// whether it did. Before that it gives the new generation to ready, for as long as that
// takes; nil for nothing to be made ready. Searches that have begun end in the old
// generation; after an error the reader keeps the one it had.
func (r *Reader) Refresh(ready func(next *Reader)) (bool, error) {
	if stale, err := r.Stale(); err != nil || !stale {
		return false, err
	}
	next, err := openLive(r.dir, r.of)
	if err != nil {
		return false, err
	}
	if ready != nil {
		ready(newReader(r.dir, r.of, next))
	}
	r.closing.Lock()
	closed, old := r.closed, next // too late where it is closed: nobody would close this one
	if !closed {
		old = r.live.Swap(next)
	}
	r.closing.Unlock()
	if err := old.close(); err != nil {
		return !closed, fmt.Errorf("close old generation: %w", err)
	}
	return !closed, nil
}

// Close lets go of the generation, after the searches that run. A second Close
// does nothing.
func (r *Reader) Close() error {
	r.closing.Lock()
	defer r.closing.Unlock()
	if r.closed {
		return nil
	}
	r.closed = true
	if err := r.live.Load().close(); err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	return nil
}

// close lets go of a generation, after the searches that run in it.
func (g *opened) close() error {
	g.searching.Lock()
	defer g.searching.Unlock()
	g.closed = true
	return g.store.Close()
}
