package catalog

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/danchieu/danchieu/pipeline/datadir"
)

// SumsName is the name of the file beside the catalogue with the checksums of its pages.
// It is there from when the catalogue is closed in peace until it is written again, so
// that a bit that has changed by itself is found wherever it stands.
const SumsName = "catalog.sums"

// sums keeps the checksums of a catalogue that is being written. Those of pages that
// nobody writes are never made anew: what has changed by itself in one of them does not
// come to be taken for right. Every change goes through the WAL, and a frame stands in it
// until the next transaction at least; after each transaction the new frames say which
// pages it has written. When the catalogue is closed only these are read again.
//
// A catalogue without checksums, or cut off while it was written, is read whole when it
// is closed. What another program has written differs from them until [Catalog.Vacuum].
type sums struct {
	known   datadir.Sums   // as they were read before the first change; nil for none
	changed map[int64]bool // blocks written since
	salts   [8]byte        // of the WAL, which have changed where SQLite has begun it anew
	next    int64          // frame of the WAL not yet looked at
}

// Rewritten makes Close read the whole catalogue for its checksums: other hands have
// written it, or it is about to be written anew.
func (c *Catalog) Rewritten() error {
	c.writing.Lock()
	defer c.writing.Unlock()
	err := c.dropSums()
	c.sums = &sums{}
	return err
}

// dropSums takes the checksums away: from now on there may be changes.
func (c *Catalog) dropSums() error {
	dir := filepath.Dir(c.path)
	known, err := datadir.ReadSums(filepath.Join(dir, SumsName))
	if err != nil {
		known = nil // they are made anew
	}
	c.sums = &sums{known: known, changed: map[int64]bool{}}
	return removeSums(dir)
}

func removeSums(dir string) error {
	for _, name := range []string{SumsName, "catalog.seal"} { // its name until version 4
		if err := datadir.Remove(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("take checksums away: %w", err)
		}
	}
	return nil
}

// follow notes the pages that a transaction has written. Where they cannot be told, all
// are read in the end.
func (s *sums) follow(path string) {
	if s.known != nil && s.readWAL(path) != nil {
		s.known = nil
	}
}

// readWAL notes the pages of the frames in the WAL that are new, those of a transaction
// rolled back too.
func (s *sums) readWAL(path string) error {
	if !walLeft(path) {
		return nil // nothing has been written
	}
	f, err := os.Open(path + "-wal")
	if err != nil {
		return err
	}
	defer f.Close()
	// https://sqlite.org/fileformat2.html#the_write_ahead_log
	var head [32]byte
	if _, err := f.ReadAt(head[:], 0); err != nil {
		return err
	}
	if salts := [8]byte(head[16:24]); salts != s.salts {
		s.salts, s.next = salts, 0
	}
	size := int64(binary.BigEndian.Uint32(head[8:]))
	for i := s.next; ; i++ {
		var frame [24]byte
		if _, err := f.ReadAt(frame[:], 32+i*(24+size)); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if !bytes.Equal(frame[8:16], s.salts[:]) {
			return nil
		}
		page := int64(binary.BigEndian.Uint32(frame[:]))
		for b := (page - 1) * size / datadir.BlockSize; b*datadir.BlockSize < page*size; b++ {
			s.changed[b] = true
		}
		if commit := binary.BigEndian.Uint32(frame[4:]); commit != 0 {
			s.next = i + 1
		}
	}
}

// write writes the checksums of a catalogue that has just been closed. Where its last
// changes are still in the WAL, because somebody reads, it stays without.
func (s *sums) write(path string) error {
	if walLeft(path) {
		return nil
	}
	sum, err := s.known[FileName].Renew(path, s.changed)
	if err != nil {
		return fmt.Errorf("add up catalogue: %w", err)
	}
	return datadir.Sums{FileName: sum}.Write(filepath.Join(filepath.Dir(path), SumsName))
}

func walLeft(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

// CheckSums compares the catalogue in a data folder with its checksums. The error is
// [datadir.ErrNoSums] where there are none, [ErrDamaged] where they differ. Whoever calls
// it holds the lock, or knows that nobody writes.
func CheckSums(dir string) error {
	path := filepath.Join(dir, FileName)
	want, err := datadir.ReadSums(filepath.Join(dir, SumsName))
	if err == nil && walLeft(path) {
		err = datadir.ErrNoSums
	}
	if err == nil {
		var have datadir.Sum
		if have, err = datadir.SumFile(path); err == nil {
			err = want.Check(datadir.Sums{FileName: have})
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
