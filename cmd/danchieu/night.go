package main

import (
	"context"
	"errors"
	"os"
	"sync/atomic"
	"time"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
)

// night keeps what is noted of an ingest; nil for none. That it cannot be noted, as where
// there is no room, stops nothing.
type night struct {
	datadir.Night
	fleet atomic.Pointer[datadir.Fleet]
}

// nightPause is the time between two notes of how far an ingest is.
const nightPause = 5 * time.Second

// follow notes every few seconds how far the ingest is, until what it returns is called.
func (n *night) follow(data string, bar *progress) (stop func()) {
	if n == nil {
		return func() {}
	}
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(nightPause)
		defer tick.Stop()
		for {
			bar.into(&n.Night)
			n.Fleet = n.fleet.Load()
			_ = catalog.NoteNight(data, n.Night)
			select {
			case <-tick.C:
			case <-done:
				return
			}
		}
	}()
	return func() { close(done); <-ended }
}

// end notes how the ingest ended. One that another has kept from beginning leaves that
// one's note.
func (a *app) endNight(ctx context.Context, n *night, sum pipeline.Summary, err error) {
	if info, statErr := os.Stat(a.data); statErr != nil || !info.IsDir() {
		return
	}
	code := a.exitCode(ctx, err)
	if code == exitLocked {
		return
	}
	n.Ended, n.Run, n.Found, n.Failed = time.Now(), sum.Run, sum.Found, sum.Failed+sum.Damaged
	n.Percent, n.Left, n.Stage, n.Fleet = 0, 0, "", nil
	switch {
	case ctx.Err() != nil || errors.Is(err, errStopped):
		n.End = datadir.NightStopped
	case code == exitDone:
		n.End = datadir.NightGood
	case code == exitFailures && sum.Found > 0:
		n.End = datadir.NightFailures
	default:
		n.End = datadir.NightBroken
	}
	_ = catalog.NoteNight(a.data, n.Night)
}
