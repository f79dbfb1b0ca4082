package index

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// sealSuffix ends the name of the file beside a generation that holds the checksum
// (CRC-32C) of every file in it. A published generation is never written again.
const sealSuffix = ".seal"

// ErrSpoilt says that a generation is not as it was published.
var ErrSpoilt = errors.New("index damaged")

// Seal writes the seal of the live generation under dir, where it has none, and
// takes away those of generations that are gone.
func Seal(dir string) error {
	live, err := current(dir)
	if err != nil {
		return err
	}
	name := filepath.Join(dir, live+sealSuffix)
	if _, err := os.Stat(name); err == nil {
		return nil
	}
	sums, err := sums(filepath.Join(dir, live))
	if err != nil {
		return fmt.Errorf("seal index: %w", err)
	}
	if err := writeSynced(name+building, strings.NewReader(sums)); err != nil {
		return fmt.Errorf("seal index: %w", err)
	}
	if err := os.Rename(name+building, name); err != nil {
		return fmt.Errorf("seal index: %w", err)
	}
	return dropSeals(dir)
}

func dropSeals(dir string) error {
	names, err := filepath.Glob(filepath.Join(dir, "*"+sealSuffix))
	if err != nil {
		return fmt.Errorf("seal index: %w", err)
	}
	for _, name := range names {
		if _, err := os.Stat(strings.TrimSuffix(name, sealSuffix)); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := os.Remove(name); err != nil {
			return fmt.Errorf("seal index: %w", err)
		}
	}
	return nil
}

// Check reads the whole live generation under dir and compares it with its seal and
// with the catalogue it should be made from. The error is [ErrSpoilt] where a byte
// differs or a file is missing, [ErrNoIndex] where there is none.
func Check(dir string, at Catalogue) error {
	live, err := current(dir)
	if err != nil {
		return err
	}
	want, err := os.ReadFile(filepath.Join(dir, live+sealSuffix))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: generation %s has no seal", ErrSpoilt, live)
	case err != nil:
		return fmt.Errorf("check index: %w", err)
	}
	have, err := sums(filepath.Join(dir, live))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrSpoilt, err)
	}
	if have != string(want) {
		return fmt.Errorf("%w: generation %s is not as it was published", ErrSpoilt, live)
	}
	r, err := Open(dir)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrSpoilt, err)
	}
	defer r.Close()
	if have := r.Catalogue(); have != at {
		return fmt.Errorf("index is behind the catalogue: %d of %d", have.Seq, at.Seq)
	}
	return nil
}

// Forget takes the live generation's name away, so that the next update builds the
// index anew.
func Forget(dir string) error {
	if err := os.Remove(filepath.Join(dir, currentFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forget index: %w", err)
	}
	return nil
}

// sums returns a line with checksum and name for every file of a generation, the
// names in order, and a line with the hash of them all.
func sums(dir string) (string, error) {
	var b strings.Builder
	table := crc32.MakeTable(crc32.Castagnoli)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		sum := crc32.New(table)
		if _, err := io.Copy(sum, f); err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		fmt.Fprintf(&b, "%08x %s\n", sum.Sum32(), filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s%x\n", b.String(), sha256.Sum256([]byte(b.String()))), nil
}
