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
	users   *Users
	brake   brake
	turns   *turns
	hashing chan struct{} // comparing takes a tenth of a second of a processor
}

// brake remembers who has failed.
type brake interface {
	// wait returns how long to wait before the next try.
	wait(context.Context, try) (time.Duration, error)
	// fail counts a wrong password.
	fail(context.Context, try) error
	// succeed forgets the failures that a try counts under, and remembers that it was right.
	succeed(context.Context, try) error
}

// NewGate returns a gate for users, which knows of the tries at this server alone.
func NewGate(u *Users) *Gate { return newGate(u, newThrottle()) }

func newGate(u *Users, b brake) *Gate {
	return &Gate{users: u, brake: b, turns: newTurns(), hashing: make(chan struct{}, 2)}
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
	if wait, err := g.brake.wait(ctx, t); err != nil {
		return err
	} else if wait > 0 {
		return WaitError{wait}
	}
	select {
	case g.hashing <- struct{}{}:
		defer func() { <-g.hashing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	known := g.users.knows(name, password)
	ctx = context.WithoutCancel(ctx) // a try counts though nobody waits for what comes of it
	if known {
		return g.brake.succeed(ctx, t)
	}
	if err := g.brake.fail(ctx, t); err != nil {
		return err
	}
	return ErrWrong
}
