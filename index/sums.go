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

// ErrBehind says that the catalogue has changed since the index was made: an ingest was cut
// off, or is at work.
var ErrBehind = errors.New("index is behind the catalogue")

// writeSums writes the checksums of a generation that is built at path and not live yet.
// Segments that it shares with the generation before are not read again.
func writeSums(dir, generation, path, before string) error {
	known, _ := datadir.ReadSums(sumsOf(dir, before)) // without them all is read
	sums, err := datadir.SumDir(path, filepath.Join(dir, before), known)
	if err == nil {
		err = sums.Write(sumsOf(dir, generation))
	}
	if err != nil {
		return fmt.Errorf("add up index: %w", err)
	}
	return nil
}

// checkUsed compares what a generation was made from, and does not share, with its
// checksums, where there are any: what is damaged must not go on under new ones.
func checkUsed(dir, live, path string) error {
	want, err := datadir.ReadSums(sumsOf(dir, live))
	if errors.Is(err, datadir.ErrNoSums) {
		return nil
	}
	for name, sum := range want {
		old := filepath.Join(dir, live, filepath.FromSlash(name))
		if err != nil || datadir.SameFile(old, filepath.Join(path, filepath.FromSlash(name))) {
			continue
		}
		var have datadir.Sum
		if have, err = datadir.SumFile(old); err == nil {
			err = datadir.Sums{name: sum}.Check(datadir.Sums{name: have})
		}
	}
	if err != nil {
		return fmt.Errorf("%w: generation %s: %w", ErrSpoilt, live, err)
	}
	return nil
}

func sumsOf(dir, generation string) string { return filepath.Join(dir, generation+sumsSuffix) }

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
// differs or a file is missing. Where nothing is damaged it is [ErrNoIndex] where there is no
// generation, [ErrVersion], [ErrBehind] where it is of an earlier state or of another
// catalogue, and [datadir.ErrNoSums] where it has no checksums.
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
	if errors.Is(err, ErrVersion) {
		return err
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrSpoilt, err)
	}
	defer r.Close()
	if have := r.Catalogue(); have != at {
		return fmt.Errorf("%w: %d of %d", ErrBehind, have.Seq, at.Seq)
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
