package auth

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"time"
)

// ErrWrong is the error for a wrong name or password.
var ErrWrong = errors.New("wrong name or password")

// WaitError is the error for one who has guessed too often.
type WaitError struct{ For time.Duration } // until the next try

func (e WaitError) Error() string { return fmt.Sprintf("too many tries: wait for %v", e.For) }

// Gate compares passwords, slowly for those who guess.
type Gate struct {
	users    *Users
	throttle *throttle
	hashing  chan struct{} // comparing takes a tenth of a second of a processor
}

// NewGate returns a gate for users.
func NewGate(u *Users) *Gate {
	return &Gate{users: u, throttle: newThrottle(), hashing: make(chan struct{}, 2)}
}

// Enter returns nil for a user's password, ErrWrong for another, and a WaitError where too many
// wrong ones came from the address or for the name.
func (g *Gate) Enter(ctx context.Context, from netip.Addr, name, password string) error {
	if from.Is6() { // a house has a whole network of them
		if p, err := from.Prefix(64); err == nil {
			from = p.Addr()
		}
	}
	keys := []string{"from " + from.String(), "user " + name[:min(len(name), 64)]}
	if wait := g.throttle.wait(keys...); wait > 0 {
		return WaitError{wait}
	}
	g.throttle.fail(keys...)
	select {
	case g.hashing <- struct{}{}:
		defer func() { <-g.hashing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if !g.users.knows(name, password) {
		return ErrWrong
	}
	g.throttle.succeed(keys...)
	return nil
}
