package auth

import (
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// throttle slows guessing. Whoever has failed freeTries times waits, twice as long
// after each further failure; an address and a user are counted apart, so that
// neither many names from one address nor many addresses for one name get far.
type throttle struct {
	mu     sync.Mutex
	failed *simplelru.LRU[string, *failures]
	now    func() time.Time
}

type failures struct {
	count int
	until time.Time // no try before
	last  time.Time
}

const (
	freeTries   = 5
	longestWait = 15 * time.Minute
	forgotten   = time.Hour
	maxFailures = 100_000
)

func newThrottle() *throttle {
	failed, _ := simplelru.NewLRU[string, *failures](maxFailures, nil) // the error is for sizes below 1
	return &throttle{failed: failed, now: time.Now}
}

// wait returns how long to wait before the next try under any of the keys.
func (t *throttle) wait(keys ...string) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	longest := time.Duration(0)
	for _, k := range keys {
		if f, ok := t.failed.Get(k); ok {
			longest = max(longest, f.until.Sub(t.now()))
		}
	}
	return longest
}

// fail counts a wrong password. It is counted before the password is looked at, so
// that a thousand tries at once are not free, and taken back by succeed.
func (t *throttle) fail(keys ...string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	for _, k := range keys {
		f, ok := t.failed.Get(k)
		if !ok || now.Sub(f.last) > forgotten {
			f = &failures{}
			t.failed.Add(k, f)
		}
		f.count++
		f.last = now
		if f.count >= freeTries {
			f.until = now.Add(min(longestWait, time.Second<<min(f.count-freeTries, 20)))
		}
	}
}

func (t *throttle) succeed(keys ...string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, k := range keys {
		t.failed.Remove(k)
	}
}
