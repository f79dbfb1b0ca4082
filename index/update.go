package index

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
)

// Changes yields the catalogue's entries whose sequence number is greater than
// since, each ID once, in its last state, deletions included; after 0 all of them.
// An error ends the update.
type Changes func(since int64) iter.Seq2[Entry, error]

// Report says what an update did.
type Report struct {
	Generation string // the live one now
	Rebuilt    string // why the index was built anew, "" where it was caught up
	Changed    int    // entries applied, deletions included
	Documents  int    // in the index now
	Seq        int64  // of the catalogue, up to which the index is complete
}

// runUpdate brings the index under dir to the state at of the catalogue and returns
// what it did; with a reason it builds the index anew whatever its state. The new
// generation becomes the live one only when it is complete and verified; after any error
// the old one stays. An index of another catalogue, another version, ahead of the
// catalogue or damaged is built anew. The caller sees to it that one update runs at a time.
func runUpdate(ctx context.Context, dir string, at Catalogue, changes Changes, reason string) (Report, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Report{}, fmt.Errorf("make index folder: %w", err)
	}
	u := update{dir: dir, at: at, version: version(), present: make(map[string]bool)}
	if err := u.takeUp(); err != nil {
		return Report{}, err
	}
	u.survey()
	if reason != "" {
		u.restart(errors.New(reason))
	}
	if u.live != "" {
		if err := prune(dir, u.live); err != nil {
			return Report{}, err
		}
	}
	if u.report.Rebuilt == "" && u.since == at.Seq {
		return Report{Generation: u.live, Seq: at.Seq, Documents: u.before}, nil
	}
	err := u.make(ctx, changes)
	if err == nil {
		err = u.publish()
	}
	if err != nil {
		return Report{}, err
	}
	return u.report, nil
}

// runPrepare makes a new generation of a catalogue that is to take the place of another, and
// returns what makes it the live one. Until that is called, the old one stays.
func runPrepare(ctx context.Context, dir string, at Catalogue, changes Changes) (publish func() error, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make index folder: %w", err)
	}
	u := update{dir: dir, at: at, version: version(), present: make(map[string]bool)}
	u.survey()
	if u.live != "" {
		if err := prune(dir, u.live); err != nil {
			return nil, err
		}
	}
	u.restart(errors.New("of another catalogue"))
	if err = u.make(ctx, changes); err == nil {
		err = u.finish()
	}
	return u.goLive, err
}

// takeUp makes that generation the live one which is of the catalogue, where the live one is of
// another: what puts it there was cut off.
func (u *update) takeUp() error {
	live, err := current(u.dir)
	if err != nil {
		return nil // survey tells
	}
	s, err := openStore(filepath.Join(u.dir, live), true)
	if err != nil {
		return nil
	}
	have, _, err := s.state()
	if err = errors.Join(err, s.Close()); err != nil || have.UUID == u.at.UUID {
		return nil
	}
	if name := ofCatalogue(u.dir, u.at.UUID); name != "" {
		return makeLive(u.dir, name)
	}
	return nil
}

// make makes the next generation, anew where the live one cannot be caught up.
func (u *update) make(ctx context.Context, changes Changes) (err error) {
	if u.report.Generation, err = nextGeneration(u.dir, u.live); err != nil {
		return err
	}
	err = u.prepare(ctx, changes)
	if err != nil && u.report.Rebuilt == "" && !u.stopped {
		u.restart(err)
		err = u.prepare(ctx, changes)
	}
	return err
}

// update is one run of Update.
type update struct {
	dir     string
	at      Catalogue
	version string
	report  Report

	live   string // name of the live generation, "" for none
	since  int64  // its sequence number, 0 for a rebuild
	before int    // its number of documents

	// present holds every ID that came by, with whether it is in the index in
	// its last state.
	present map[string]bool
	// stopped is true where the caller ended the run: it has nothing to do with
	// the state of the index.
	stopped bool
}

// restart makes ready for building anew what could not be caught up: the live
// generation may be damaged in a way that opening it did not show.
func (u *update) restart(reason error) {
	u.report = Report{Generation: u.report.Generation, Rebuilt: reason.Error()}
	u.since, u.before = 0, 0
	clear(u.present)
}

// survey looks at the live generation and decides whether it can be caught up.
func (u *update) survey() {
	live, err := current(u.dir)
	if err != nil {
		u.report.Rebuilt = err.Error()
		return
	}
	u.live = live
	s, err := openStore(filepath.Join(u.dir, live), true)
	if err != nil {
		u.report.Rebuilt = err.Error()
		return
	}
	defer s.Close()
	have, version, err := s.state()
	documents, countErr := s.DocCount()
	switch err = errors.Join(err, countErr); {
	case err != nil:
		u.report.Rebuilt = err.Error()
	case have.UUID != u.at.UUID:
		u.report.Rebuilt = "made from another catalogue"
	case version != u.version:
		u.report.Rebuilt = "made by another version"
	case have.Seq > u.at.Seq:
		u.report.Rebuilt = fmt.Sprintf("ahead of the catalogue: %d after %d", have.Seq, u.at.Seq)
	default:
		u.since, u.before = have.Seq, int(documents)
	}
}

// path returns where the next generation is built.
func (u *update) path() string { return filepath.Join(u.dir, u.report.Generation+building) }

// prepare builds the next generation beside the live one and verifies it; after
// an error nothing of it is left.
func (u *update) prepare(ctx context.Context, changes Changes) error {
	path := u.path()
	if err := os.RemoveAll(path); err != nil {
		return fmt.Errorf("clear leftovers: %w", err)
	}
	err := u.build(ctx, path, changes)
	if err == nil {
		err = tidy(ctx, path)
	}
	if err == nil && u.report.Rebuilt == "" {
		err = checkUsed(u.dir, u.live, path)
	}
	if err == nil {
		err = u.verify(ctx, path)
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(path))
	}
	return nil
}

// publish makes the verified generation the live one. What an error leaves behind
// the next update takes away, for only then it is certain what CURRENT names.
func (u *update) publish() error {
	if err := u.finish(); err != nil {
		return err
	}
	return u.goLive()
}

// finish gives the verified generation its name.
func (u *update) finish() error {
	name := u.report.Generation
	if err := writeSums(u.dir, name, u.path(), u.live); err != nil {
		return err
	}
	if err := os.Rename(u.path(), filepath.Join(u.dir, name)); err != nil {
		return fmt.Errorf("publish generation: %w", err)
	}
	return nil
}

func (u *update) goLive() error {
	if err := makeLive(u.dir, u.report.Generation); err != nil {
		return err
	}
	return prune(u.dir, u.report.Generation)
}

func (u *update) build(ctx context.Context, path string, changes Changes) (err error) {
	s, err := u.newStore(path)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := s.Close(); closeErr != nil {
			err = errors.Join(err, fmt.Errorf("close index: %w", closeErr))
		}
	}()
	if err := u.fill(ctx, s, changes); err != nil {
		return err
	}
	if err := s.settle(ctx); err != nil {
		u.stopped = ctx.Err() != nil
		return err
	}
	u.report.Seq = u.at.Seq
	return s.setState(u.at, u.version)
}

// fill writes what has changed into a generation.
func (u *update) fill(ctx context.Context, s store, changes Changes) error {
	w := newWriter(ctx, s)
	for e, err := range changes(u.since) {
		if err = errors.Join(err, ctx.Err()); err != nil {
			u.stopped = true
			return errors.Join(fmt.Errorf("read changes: %w", err), w.wait())
		}
		if _, twice := u.present[e.ID]; twice || e.ID == "" {
			return errors.Join(fmt.Errorf("read changes: entry %q is told twice, or has no ID", e.ID), w.wait())
		}
		u.present[e.ID] = !e.Deleted
		u.report.Changed++
		if err := w.add(e); err != nil {
			return err
		}
	}
	return w.finish()
}

// tidy makes Bleve delete the segments that were merged into others: it may be closed with as much waste
// as content, and cleans up some time after it opens an index.
func tidy(ctx context.Context, path string) error {
	s, err := openStore(path, false)
	if err != nil {
		return fmt.Errorf("tidy index: %w", err)
	}
	if err := errors.Join(s.cleaned(ctx), s.Close()); err != nil {
		return fmt.Errorf("tidy index: %w", err)
	}
	return nil
}

func (u *update) newStore(path string) (store, error) {
	if u.report.Rebuilt != "" {
		return createStore(path)
	}
	if err := clone(filepath.Join(u.dir, u.live), path); err != nil {
		return store{}, err
	}
	return openStore(path, false)
}

// verify opens the finished generation as a reader will and compares it with what
// it should hold: its state, every ID that came by, and the number of documents.
func (u *update) verify(ctx context.Context, path string) error {
	s, err := openStore(path, true)
	if err != nil {
		return fmt.Errorf("verify generation: %w", err)
	}
	defer s.Close()
	have, version, err := s.state()
	if err != nil {
		return fmt.Errorf("verify generation: %w", err)
	}
	if want := (Catalogue{u.at.UUID, u.report.Seq}); have != want || version != u.version {
		return fmt.Errorf("verify generation: state %v %s, want %v %s", have, version, want, u.version)
	}
	documents, err := s.DocCount()
	if err != nil {
		return fmt.Errorf("verify generation: %w", err)
	}
	want, err := u.expected(ctx, s)
	if err != nil {
		return fmt.Errorf("verify generation: %w", err)
	}
	if int(documents) != want {
		return fmt.Errorf("verify generation: %d documents, want %d", documents, want)
	}
	u.report.Documents = want
	return nil
}

// expected returns how many documents the new generation must hold: those of the
// old one that did not change, and the changed ones, which it makes sure are there.
func (u *update) expected(ctx context.Context, s store) (int, error) {
	var there, touched []string
	for id, present := range u.present {
		touched = append(touched, id)
		if present {
			there = append(there, id)
		}
	}
	found, err := s.count(ctx, there)
	if err != nil {
		return 0, err
	}
	if found != len(there) {
		return 0, fmt.Errorf("%d of %d changed documents found", found, len(there))
	}
	if u.report.Rebuilt != "" {
		return len(there), nil
	}
	old, err := openStore(filepath.Join(u.dir, u.live), true)
	if err != nil {
		return 0, err
	}
	defer old.Close()
	replaced, err := old.count(ctx, touched)
	return u.before - replaced + len(there), err
}
