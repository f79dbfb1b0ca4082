package catalog

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/danchieu/danchieu/pipeline/datadir"
)

// SumsName is the name of the file beside the catalogue with the checksums of its pages.
// It is there from when the catalogue is closed in peace until it is written again, so
// that a bit that has changed by itself is found wherever it stands.
const SumsName = "catalog.sums"

// Names of what is there while the catalogue is written, and stays where that is cut off.
const (
	sumsBefore = "catalog.sums.before" // the checksums as they were before
	sumsSince  = "catalog.sums.since"  // those of the pages written since: see [sumsLog]
)

// sums keeps the checksums of a catalogue that is being written. They are those of what
// SQLite was told to write: every change goes through the WAL, and after each transaction
// its new frames are added up. What changes by itself elsewhere is never taken for right:
// a page that was no more as it was written keeps its old checksum when it is written
// again, for nobody knows what of it was right.
//
// A catalogue without checksums is read whole when it is closed. What another program has
// written differs from them until [Catalog.Vacuum].
type sums struct {
	path   string
	whole  bool // nothing is known of the pages
	spoilt bool // the checksums are damaged themselves; they stay, so that it goes on being told
	fresh  bool // the catalogue has just been made, and nothing of it is written yet
	known  datadir.Sum
	kept   map[int64]bool // blocks that keep their old checksum
	log    *sumsLog       // nil until something is written
	wal    wal
	inWAL  []written // what the WAL held when it was opened after a cut-off
}

// Rewritten makes Close read the whole catalogue for its checksums: other hands have
// written it, or it is about to be written anew.
func (c *Catalog) Rewritten() error {
	if c.path == "" {
		return nil // no file
	}
	c.writing.Lock()
	defer c.writing.Unlock()
	if c.sums != nil {
		c.sums.log.close()
	}
	c.sums = &sums{path: c.path, whole: true}
	return removeSums(filepath.Dir(c.path))
}

// beginSums makes ready for changes: from now on the checksums of before are no longer
// those of the catalogue.
func (c *Catalog) beginSums() error {
	dir := filepath.Dir(c.path)
	s, cut, err := lastSums(c.path)
	c.sums = s
	switch {
	case errors.Is(err, datadir.ErrDiffers):
		s.spoilt = true
		return nil
	case errors.Is(err, datadir.ErrNoSums):
		s.whole = true
		return removeSums(dir)
	case err != nil:
		c.sums = nil
		return fmt.Errorf("read checksums: %w", err)
	}
	if !cut {
		err = errors.Join(datadir.Remove(filepath.Join(dir, sumsSince)), datadir.Remove(filepath.Join(dir, oldSums)))
		if err == nil {
			err = datadir.Publish(filepath.Join(dir, SumsName), filepath.Join(dir, sumsBefore))
		}
	}
	if err == nil {
		s.log, err = openSumsLog(filepath.Join(dir, sumsSince))
	}
	for _, w := range s.inWAL { // it may not be noted yet
		if err == nil {
			err = s.log.add(w)
		}
	}
	s.inWAL = nil
	if err != nil {
		c.sums = nil
		return fmt.Errorf("take checksums away: %w", err)
	}
	return nil
}

// lastSums returns what the pages of a catalogue add up to by what was last written, also
// where that was cut off. The error is [datadir.ErrNoSums] or [datadir.ErrDiffers] where
// that cannot be told.
func lastSums(path string) (s *sums, cut bool, err error) {
	dir := filepath.Dir(path)
	s = &sums{path: path, kept: map[int64]bool{}}
	all, err := datadir.ReadSums(filepath.Join(dir, SumsName))
	if errors.Is(err, datadir.ErrNoSums) {
		cut = true
		all, err = datadir.ReadSums(filepath.Join(dir, sumsBefore))
	}
	if err != nil {
		return s, cut, err
	}
	s.known = all[FileName]
	if !cut {
		return s, false, nil
	}
	committing := false
	err = readSumsLog(filepath.Join(dir, sumsSince), func(w written) {
		if committing = w.size == aboutToCommit; w.size < settled {
			s.take(w)
		}
	})
	if err == nil && committing && !walLeft(path) {
		return s, true, datadir.ErrNoSums // a reader has emptied the WAL with what was not noted yet
	}
	if err == nil {
		err = s.wal.read(path, func(w written) {
			s.take(w)
			s.inWAL = append(s.inWAL, w)
		})
	}
	return s, true, err
}

// oldSums is the name of the checksums until version 4.
const oldSums = "catalog.seal"

func removeSums(dir string) error {
	for _, name := range []string{SumsName, sumsBefore, sumsSince, oldSums} {
		if err := datadir.Remove(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("take checksums away: %w", err)
		}
	}
	return nil
}

// take notes what a transaction has written.
func (s *sums) take(w written) {
	for _, b := range w.blocks {
		if b.keeps {
			s.kept[b.n] = true
		}
		if !s.kept[b.n] {
			s.set(b.n, b.sum)
		}
	}
	s.resize(w.size)
}

// ofNothing is the checksum of a block that was never written: SQLite leaves out pages
// that it does not use.
var ofNothing = datadir.SumBlock(make([]byte, datadir.BlockSize))

func (s *sums) resize(blocks int64) {
	for int64(len(s.known.Blocks)) < blocks {
		s.known.Blocks = append(s.known.Blocks, ofNothing)
	}
	s.known.Blocks = s.known.Blocks[:blocks]
	s.known.Size = blocks * datadir.BlockSize
}

func (s *sums) set(block int64, sum uint32) {
	if block >= int64(len(s.known.Blocks)) {
		s.resize(block + 1)
	}
	s.known.Blocks[block] = sum
}

// follow adds up the pages that a transaction has written, and reports whether the WAL is
// so long that it is to be emptied. Where they cannot be told, all are read in the end.
func (s *sums) follow() (full bool, err error) {
	var noted error
	none := true
	err = s.wal.read(s.path, func(w written) {
		none = false
		if s.whole || s.spoilt || noted != nil {
			return
		}
		s.find(&w)
		s.take(w)
		noted = s.note(w)
	})
	if err = errors.Join(err, noted); err == nil && none {
		err = s.say(settled)
	}
	if err != nil {
		return true, s.giveUp()
	}
	return s.wal.next >= walFrames, nil
}

// giveUp makes the catalogue one without checksums.
func (s *sums) giveUp() error {
	s.whole = true
	return removeSums(filepath.Dir(s.path))
}

// say notes that a transaction is about to be committed, or that it has come to nothing.
func (s *sums) say(mark int64) error {
	if s.log == nil || s.whole || s.spoilt {
		return nil
	}
	return s.log.add(written{size: mark})
}

// find marks the blocks of which what was there before was not what had been written.
func (s *sums) find(w *written) {
	f, err := os.Open(s.path)
	if err != nil {
		return
	}
	defer f.Close()
	var old [datadir.BlockSize]byte
	for i, b := range w.blocks {
		if b.again || b.n >= int64(len(s.known.Blocks)) {
			continue // what was there before is in the WAL, or nothing was
		}
		if _, err := f.ReadAt(old[:], b.n*datadir.BlockSize); err != nil {
			continue
		}
		sum := datadir.SumBlock(old[:])
		w.blocks[i].keeps = sum != s.known.Blocks[b.n] && sum != b.sum
	}
}

// note adds what was written to the log.
func (s *sums) note(w written) error {
	if s.log == nil {
		dir := filepath.Dir(s.path)
		err := datadir.Sums{}.Write(filepath.Join(dir, sumsBefore))
		if err == nil {
			s.log, err = openSumsLog(filepath.Join(dir, sumsSince))
		}
		if err != nil {
			return err
		}
		s.fresh = false
	}
	return s.log.add(w)
}

// write writes the checksums of a catalogue that has just been closed. Where its last
// changes are still in the WAL, because somebody reads, what is noted stays as it is.
func (s *sums) write() error {
	if err := s.log.close(); err != nil {
		return err
	}
	if s.spoilt || s.fresh || walLeft(s.path) {
		return nil
	}
	if s.whole {
		var err error
		if s.known, err = datadir.SumFile(s.path); err != nil {
			return fmt.Errorf("add up catalogue: %w", err)
		}
	}
	dir := filepath.Dir(s.path)
	if err := (datadir.Sums{FileName: s.known}).Write(filepath.Join(dir, SumsName)); err != nil {
		return err
	}
	return errors.Join(datadir.Remove(filepath.Join(dir, sumsBefore)), datadir.Remove(filepath.Join(dir, sumsSince)))
}

// CheckSums compares the catalogue in a data folder with its checksums. The error is
// [datadir.ErrNoSums] where there are none, [ErrDamaged] where they differ. Whoever calls
// it holds the lock, or knows that nobody writes.
func CheckSums(dir string) error {
	if address, err := datadir.Database(dir); err != nil || address != "" {
		return err // its pages are the server's to check
	}
	path := filepath.Join(dir, FileName)
	s, cut, err := lastSums(path)
	if err == nil && !cut && walLeft(path) {
		err = datadir.ErrNoSums // another program has written
	}
	if err == nil {
		var have datadir.Sum
		if have, err = datadir.SumFile(path); err == nil {
			now := sums{known: have, kept: s.kept}
			for b := range s.wal.blocks { // the WAL has what is right
				now.take(written{[]block{{n: b, sum: s.known.Blocks[b]}}, int64(len(s.known.Blocks))})
			}
			err = datadir.Sums{FileName: s.known}.Check(datadir.Sums{FileName: now.known})
		}
	}
	switch {
	case errors.Is(err, datadir.ErrDiffers):
		return fmt.Errorf("check catalogue: %w: %w", ErrDamaged, err)
	case err != nil:
		return fmt.Errorf("check catalogue: %w", err)
	}
	return nil
}
