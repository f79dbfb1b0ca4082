package index

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/danchieu/danchieu/pipeline/datadir"
)

// sumsSuffix ends the name of the file beside a generation with the checksums of the files
// in it. A published generation is never written again.
const sumsSuffix = ".sums"

// ErrSpoilt says that a generation is not as it was published.
var ErrSpoilt = errors.New("index damaged")

// WriteSums writes the checksums of the live generation under dir, where it has none, and
// takes away those of generations that are gone. Segments that it shares with the
// generation before are not read again.
func WriteSums(dir string) error {
	live, err := current(dir)
	if err != nil {
		return err
	}
	if _, err := datadir.ReadSums(sumsOf(dir, live)); err == nil {
		return nil
	}
	before, known := earlierSums(dir, live)
	sums, err := datadir.SumDir(filepath.Join(dir, live), filepath.Join(dir, before), known)
	if err == nil {
		err = sums.Write(sumsOf(dir, live))
	}
	if err == nil {
		err = dropSums(dir)
	}
	if err != nil {
		return fmt.Errorf("add up index: %w", err)
	}
	return nil
}

func sumsOf(dir, generation string) string { return filepath.Join(dir, generation+sumsSuffix) }

// earlierSums returns the youngest generation before the live one that has checksums, nil
// where there is none.
func earlierSums(dir, live string) (name string, sums datadir.Sums) {
	names, _ := generations(dir)
	for _, n := range names {
		if s, err := datadir.ReadSums(sumsOf(dir, n)); err == nil && n < live {
			name, sums = n, s
		}
	}
	return name, sums
}

// dropSums removes what lies beside generations that are gone.
func dropSums(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		generation := name[:len(name)-len(filepath.Ext(name))]
		if e.IsDir() || !generationName.MatchString(generation) {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, generation)); errors.Is(err, fs.ErrNotExist) {
			if err := datadir.Remove(filepath.Join(dir, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Check reads the whole live generation under dir and compares it with its checksums and
// with the catalogue it should be made from. The error is [ErrSpoilt] where a byte
// differs or a file is missing, [ErrNoIndex] where there is no generation, and
// [datadir.ErrNoSums] where a crash has left it without checksums and nothing else is wrong.
func Check(dir string, at Catalogue) error {
	live, err := current(dir)
	if err != nil {
		return err
	}
	want, noSums := datadir.ReadSums(sumsOf(dir, live))
	if noSums == nil {
		noSums = checkSums(filepath.Join(dir, live), want)
	}
	if noSums != nil && !errors.Is(noSums, datadir.ErrNoSums) {
		return fmt.Errorf("%w: generation %s: %w", ErrSpoilt, live, noSums)
	}
	r, err := Open(dir)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrSpoilt, err)
	}
	defer r.Close()
	if have := r.Catalogue(); have != at {
		return fmt.Errorf("index is behind the catalogue: %d of %d", have.Seq, at.Seq)
	}
	return noSums
}

func checkSums(dir string, want datadir.Sums) error {
	have, err := datadir.SumDir(dir, "", nil)
	if err != nil {
		return err
	}
	return want.Check(have)
}

// Forget takes the live generation's name away, so that the next update builds the
// index anew.
func Forget(dir string) error {
	if err := datadir.Remove(filepath.Join(dir, currentFile)); err != nil {
		return fmt.Errorf("forget index: %w", err)
	}
	return nil
}
