package datadir

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// nightName is the file with what became of the last ingest, also of one that found nothing
// new and of one that could not begin. It is a trace for people: without it nothing is lost.
const nightName = "night.json"

// NightEnd is how an ingest ended.
type NightEnd string

// The ways in which an ingest ends.
const (
	NightGood     NightEnd = "good"
	NightFailures NightEnd = "failures" // some files could not be read
	NightStopped  NightEnd = "stopped"  // by a person or the system
	NightBroken   NightEnd = "broken"   // it could not go on, or not begin
)

// Night is what became of the last ingest.
type Night struct {
	Began  time.Time `json:"began"`
	Ended  time.Time `json:"ended,omitzero"` // zero while it is at work, and where it was cut off
	End    NightEnd  `json:"end,omitempty"`
	Run    int64     `json:"run,omitempty"` // its number, 0 where nothing was changed
	Found  int       `json:"found"`
	Failed int       `json:"failed"`
	// Percent is how much of its stage is done, and Left how long that may take yet, 0 where
	// it cannot be told; both as of Told.
	Stage   string        `json:"stage,omitempty"`
	Percent int           `json:"percent"`
	Left    time.Duration `json:"left_ns,omitempty"`
	Told    time.Time     `json:"told,omitzero"`
	Fleet   *Fleet        `json:"fleet,omitempty"` // while other machines read its pages
}

// Fleet is how those are who read pages for an ingest on other machines.
type Fleet struct {
	Engine  string `json:"engine"`
	Workers int    `json:"workers"`
	Slots   int    `json:"slots"`   // pages that they read at once
	Others  int    `json:"others"`  // workers of other engines, which read nothing
	Waiting int    `json:"waiting"` // pages that nobody reads yet
	AtWork  int    `json:"at_work"` // pages that are being read
	Silent  int    `json:"silent"`  // of these, with a worker that is not heard of
	Away    bool   `json:"away"`    // the database of the queue does not answer
}

// NoteNight writes down how an ingest is.
func NoteNight(dir string, n Night) error {
	b, err := json.Marshal(n)
	if err == nil {
		err = Replace(filepath.Join(dir, nightName), bytes.NewReader(append(b, '\n')))
	}
	if err != nil {
		return fmt.Errorf("note night: %w", err)
	}
	return nil
}

// LastNight returns what became of the last ingest; ok is false where none has left a trace.
func LastNight(dir string) (n Night, ok bool, err error) {
	b, err := os.ReadFile(filepath.Join(dir, nightName))
	if errors.Is(err, fs.ErrNotExist) {
		return n, false, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &n)
	}
	if err != nil {
		return n, false, fmt.Errorf("read night: %w", err)
	}
	return n, true, nil
}
