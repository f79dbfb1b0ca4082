package auth

import (
	"context"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// throttle slows guessing. Whoever has failed too often waits, twice as long after each
// further failure. An address and a name are counted apart, so that neither many names
// from one address nor many addresses for one name get far. A name may fail more often
// than an address, and where its user has come in from an address before, others elsewhere
// do not keep them out there.
type throttle struct {
	mu     sync.Mutex
	failed *simplelru.LRU[string, *failures]
	proven *simplelru.LRU[try, struct{}] // that were right once
	now    func() time.Time
}

// try is an address that gives a name.
type try struct{ from, name string }

type failures struct {
	count int
	until time.Time // no try before
	last  time.Time
}

const (
	freeTries     = 5  // of an address
	freeNameTries = 50 // of a name, from everywhere
	longestWait   = 15 * time.Minute
	forgotten     = time.Hour
	maxFailures   = 100_000
)

func newThrottle() *throttle {
	failed, _ := simplelru.NewLRU[string, *failures](maxFailures, nil) // the error is for sizes below 1
	proven, _ := simplelru.NewLRU[try, struct{}](maxFailures, nil)
	return &throttle{failed: failed, proven: proven, now: time.Now}
}

// keys are what a try counts under, with how often each may fail.
func (t *throttle) keys(w try) map[string]int {
	out := map[string]int{"from " + w.from: freeTries}
	if !t.proven.Contains(w) {
		out["name "+w.name] = freeNameTries
	}
	return out
}

func (t *throttle) wait(_ context.Context, w try) (time.Duration, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	longest := time.Duration(0)
	for k := range t.keys(w) {
		if f, ok := t.failed.Get(k); ok {
			longest = max(longest, f.until.Sub(t.now()))
		}
	}
	return longest, nil
}

func (t *throttle) fail(_ context.Context, w try) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	for k, free := range t.keys(w) {
		f, ok := t.failed.Get(k)
		if !ok || now.Sub(f.last) > forgotten {
			f = &failures{}
			t.failed.Add(k, f)
		}
		f.count++
		f.last = now
		if f.count >= free {
			f.until = now.Add(min(longestWait, time.Second<<min(f.count-free, 20)))
		}
	}
	return nil
}

func (t *throttle) succeed(_ context.Context, w try) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	for k := range t.keys(w) {
		t.failed.Remove(k)
	}
	t.proven.Add(w, struct{}{})
	return nil
}
