package pipeline

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// This file keeps a file with which a run is killed from outside, as by want of memory, from
// ending every run after that too: what is worked on for a while is noted in the data folder. A file
// at which a run was cut off is read alone by the next one, and set aside by the one after, if that one
// was cut off at it too.

// a while: a run that reads its files faster notes nothing.
const while = 3 * time.Second

// cutAtMost is how many runs may be cut off at work on one file before it is set aside.
const cutAtMost = 2

// errCutOff says why a file is set aside.
var errCutOff = fmt.Errorf("%w: %d runs were cut off while it was being read", pdf.ErrCrashed, cutAtMost)

// hands are the contents that a run works on. Nil hands note nothing.
type hands struct {
	dir   string
	while time.Duration
	alone sync.RWMutex // held for writing by a file at which a run was cut off

	mu    sync.Mutex
	known map[string]datadir.Hand // noted, by hash
}

// newHands reads what was in hand when the run before was cut off.
func newHands(dir string, while time.Duration) *hands {
	h := &hands{dir: dir, while: while, known: map[string]datadir.Hand{}}
	for _, k := range datadir.LastHands(dir) {
		if k.AtWork {
			k.AtWork, k.Cut = false, k.Cut+1
		}
		h.known[k.SHA256] = k
	}
	if len(h.known) > 0 {
		h.note()
	}
	return h
}

// cut returns how many runs were cut off at work on a content.
func (h *hands) cut(sha string) int {
	if h == nil {
		return 0
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.known[sha].Cut
}

// read reads a file, alone where a run was cut off at it.
func (h *hands) read(sha string, f func()) {
	if h.cut(sha) > 0 {
		h.alone.Lock()
		defer h.alone.Unlock()
	} else {
		h.alone.RLock()
		defer h.alone.RUnlock()
	}
	h.hold(sha, f)
}

// hold does something with a content, and notes that where it takes a while.
func (h *hands) hold(sha string, f func()) {
	if h == nil {
		f()
		return
	}
	clock := time.AfterFunc(h.while, func() { h.set(sha, true) })
	defer func() {
		if !clock.Stop() || h.cut(sha) > 0 {
			h.set(sha, false)
		}
	}()
	if h.cut(sha) > 0 {
		h.set(sha, true)
	}
	f()
}

func (h *hands) set(sha string, atWork bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	k := h.known[sha]
	k.SHA256, k.AtWork = sha, atWork
	if h.known[sha] = k; !atWork && k.Cut == 0 {
		delete(h.known, sha)
	}
	h.note()
}

// forget lets go of a content that is stored.
func (h *hands) forget(sha string) {
	if h == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, ok := h.known[sha]; ok {
		delete(h.known, sha)
		h.note()
	}
}

// note writes down what is known. Where there is no room for it the run goes on without.
func (h *hands) note() {
	var all []datadir.Hand
	for _, sha := range slices.Sorted(maps.Keys(h.known)) {
		all = append(all, h.known[sha])
	}
	_ = datadir.NoteHands(h.dir, all)
}
