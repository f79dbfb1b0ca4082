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
	turns    *turns
	hashing  chan struct{} // comparing takes a tenth of a second of a processor
}

// NewGate returns a gate for users.
func NewGate(u *Users) *Gate {
	return &Gate{users: u, throttle: newThrottle(), turns: newTurns(), hashing: make(chan struct{}, 2)}
}

// Enter returns nil for a user's password, ErrWrong for another, and a WaitError where too many
// wrong ones came from the address or for the name. Tries from one address take turns, so
// that each knows how the one before it ended.
func (g *Gate) Enter(ctx context.Context, from netip.Addr, name, password string) error {
	if from.Is6() { // a house has a whole network of them
		if p, err := from.Prefix(64); err == nil {
			from = p.Addr()
		}
	}
	leave, err := g.turns.take(ctx, from.String())
	if err != nil {
		return err
	}
	defer leave()
	t := try{from: from.String(), name: name[:min(len(name), 64)]}
	if wait := g.throttle.wait(t); wait > 0 {
		return WaitError{wait}
	}
	select {
	case g.hashing <- struct{}{}:
		defer func() { <-g.hashing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if !g.users.knows(name, password) {
		g.throttle.fail(t)
		return ErrWrong
	}
	g.throttle.succeed(t)
	return nil
}
