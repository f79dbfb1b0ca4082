package auth

import (
	"context"
	"sync"
	"time"
)

// turns lets those of one address in one after the other.
type turns struct {
	mu    sync.Mutex
	lines map[string]*line
}

// line is who waits for one address: the place at its head holds one.
type line struct {
	head    chan struct{}
	waiting int
}

// longestLine is how many may wait for their turn; more are sent away.
const longestLine = 32

func newTurns() *turns { return &turns{lines: map[string]*line{}} }

// take waits for one's turn and returns how to end it.
func (t *turns) take(ctx context.Context, address string) (leave func(), err error) {
	t.mu.Lock()
	l := t.lines[address]
	if l == nil {
		l = &line{head: make(chan struct{}, 1)}
		t.lines[address] = l
	}
	if l.waiting >= longestLine {
		t.mu.Unlock()
		return nil, WaitError{time.Second}
	}
	l.waiting++
	t.mu.Unlock()
	gone := func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if l.waiting--; l.waiting == 0 {
			delete(t.lines, address)
		}
	}
	select {
	case l.head <- struct{}{}:
		return func() { <-l.head; gone() }, nil
	case <-ctx.Done():
		gone()
		return nil, ctx.Err()
	}
}
