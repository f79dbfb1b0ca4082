package datadir

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// BlockSize is how many bytes one checksum is of. A page of the catalogue has as many,
// so that a page is written anew whole or not at all.
const BlockSize = 4096

var (
	// ErrNoSums says that no checksums are there: what they are of is being written, or
	// the last to write it was cut off.
	ErrNoSums = errors.New("no checksums")
	// ErrDiffers says that bytes are not those that were written.
	ErrDiffers = errors.New("not as it was written")
)

// Sum is what the bytes of a file add up to: the CRC-32C of every block.
type Sum struct {
	Size   int64    `json:"size"`
	Blocks []uint32 `json:"crc32c"`
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// SumFile adds up a file.
func SumFile(path string) (Sum, error) {
	f, err := os.Open(path)
	if err != nil {
		return Sum{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Sum{}, err
	}
	out := Sum{Size: info.Size(), Blocks: make([]uint32, (info.Size()+BlockSize-1)/BlockSize)}
	r := bufio.NewReaderSize(f, 256<<10)
	var b [BlockSize]byte
	for i := range out.Blocks {
		n := min(BlockSize, out.Size-int64(i)*BlockSize)
		if _, err := io.ReadFull(r, b[:n]); err != nil {
			return Sum{}, err
		}
		out.Blocks[i] = SumBlock(b[:n])
	}
	return out, nil
}

// SumBlock adds up a block.
func SumBlock(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// Sums are the sums of files by name, with slashes.
type Sums map[string]Sum

// SumDir adds up all files below a folder. A file that is one with that of an earlier
// folder, linked and never written again, keeps the sum it has there.
func SumDir(dir, earlier string, known Sums) (Sums, error) {
	sums := Sums{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		if sum, ok := known[name]; ok && SameFile(path, filepath.Join(earlier, rel)) {
			sums[name] = sum
			return nil
		}
		sums[name], err = SumFile(path)
		return err
	})
	return sums, err
}

// SameFile reports whether two names are of one file.
func SameFile(a, b string) bool {
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(x, y)
}

// SamePlace reports whether two names are of one place, where a file may be or not.
func SamePlace(a, b string) bool {
	x, err := os.Stat(filepath.Dir(a))
	y, err2 := os.Stat(filepath.Dir(b))
	return err == nil && err2 == nil && os.SameFile(x, y) && filepath.Base(a) == filepath.Base(b)
}

// Check compares files as they were written with files as they are. The error wraps
// [ErrDiffers] and says where.
func (s Sums) Check(now Sums) error {
	for _, name := range slices.Sorted(maps.Keys(s)) {
		want, have := s[name], now[name]
		for i := range min(len(want.Blocks), len(have.Blocks)) {
			if have.Blocks[i] != want.Blocks[i] {
				return fmt.Errorf("%s: bytes from %d on: %w", name, i*BlockSize, ErrDiffers)
			}
		}
		if _, ok := now[name]; !ok || want.Size != have.Size {
			return fmt.Errorf("%s: %d bytes of %d: %w", name, have.Size, want.Size, ErrDiffers)
		}
	}
	if len(now) > len(s) {
		return fmt.Errorf("%d files of %d: %w", len(now), len(s), ErrDiffers)
	}
	return nil
}

// Write writes the sums to a file: a line with the SHA-256 of what follows, and they
// as JSON.
func (s Sums) Write(path string) error {
	b, err := json.Marshal(s)
	if err == nil {
		err = Replace(path, strings.NewReader(fmt.Sprintf("%x\n%s", sha256.Sum256(b), b)))
	}
	if err != nil {
		return fmt.Errorf("write checksums: %w", err)
	}
	return nil
}

// ReadSums reads the sums in a file. The error wraps [ErrNoSums] where there is none, and
// [ErrDiffers] where the file of sums itself is damaged.
func ReadSums(path string) (Sums, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoSums
	}
	if err != nil {
		return nil, fmt.Errorf("read checksums: %w", err)
	}
	hash, b, _ := bytes.Cut(b, []byte("\n"))
	var sums Sums
	if fmt.Sprintf("%x", sha256.Sum256(b)) != string(hash) || json.Unmarshal(b, &sums) != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), ErrDiffers)
	}
	return sums, nil
}
