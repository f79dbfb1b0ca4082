package datadir

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
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
	Size   int64
	blocks []uint32
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// SumFile adds up a whole file.
func SumFile(path string) (Sum, error) { return Sum{}.Renew(path, nil) }

// Renew returns the sum of a file of which s was the sum, reading no more of it than
// the blocks that have changed, by their number from 0, and those that are new.
func (s Sum) Renew(path string, changed map[int64]bool) (Sum, error) {
	f, err := os.Open(path)
	if err != nil {
		return Sum{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Sum{}, err
	}
	out := Sum{Size: info.Size(), blocks: make([]uint32, (info.Size()+BlockSize-1)/BlockSize)}
	known := min(s.Size, out.Size) / BlockSize
	copy(out.blocks[:known], s.blocks)
	for i := range changed {
		if i < known {
			err = errors.Join(err, out.read(f, i))
		}
	}
	for i := known; i < int64(len(out.blocks)); i++ {
		err = errors.Join(err, out.read(f, i))
	}
	return out, err
}

// read adds up block i.
func (s *Sum) read(f io.ReaderAt, i int64) error {
	var b [BlockSize]byte
	n, err := f.ReadAt(b[:min(BlockSize, s.Size-i*BlockSize)], i*BlockSize)
	s.blocks[i] = crc32.Checksum(b[:n], castagnoli)
	return err
}

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
		if sum, ok := known[name]; ok && sameFile(path, filepath.Join(earlier, rel)) {
			sums[name] = sum
			return nil
		}
		sums[name], err = SumFile(path)
		return err
	})
	return sums, err
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(x, y)
}

// Check compares files as they were written with files as they are. The error wraps
// [ErrDiffers] and says where.
func (s Sums) Check(now Sums) error {
	for _, name := range slices.Sorted(maps.Keys(s)) {
		want, have := s[name], now[name]
		for i, sum := range want.blocks {
			if i < len(have.blocks) && have.blocks[i] != sum {
				return fmt.Errorf("%s: bytes from %d on: %w", name, i*BlockSize, ErrDiffers)
			}
		}
		if _, ok := now[name]; !ok {
			return fmt.Errorf("%s: missing: %w", name, ErrDiffers)
		}
		if want.Size != have.Size {
			return fmt.Errorf("%s: %d bytes, not %d: %w", name, have.Size, want.Size, ErrDiffers)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if _, ok := s[name]; !ok {
			return fmt.Errorf("%s: was not there: %w", name, ErrDiffers)
		}
	}
	return nil
}

// sumsHead begins a file of sums. A file takes two lines: size and name, and the sums of
// its blocks, eight digits each. The last line is the SHA-256 of all before it.
const sumsHead = "danchieu checksums: CRC-32C of every 4096 bytes\n"

// Write writes the sums to a file.
func (s Sums) Write(path string) error {
	var b bytes.Buffer
	b.WriteString(sumsHead)
	for _, name := range slices.Sorted(maps.Keys(s)) {
		fmt.Fprintf(&b, "%d %s\n", s[name].Size, name)
		for _, sum := range s[name].blocks {
			fmt.Fprintf(&b, "%08x", sum)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "%x\n", sha256.Sum256(b.Bytes()))
	if err := Replace(path, &b); err != nil {
		return fmt.Errorf("write checksums: %w", err)
	}
	return nil
}

// ReadSums reads the sums in a file. The error wraps [ErrNoSums] where there is none, and
// [ErrDiffers] where the file of sums itself is damaged.
func ReadSums(path string) (Sums, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read %s: %w", filepath.Base(path), ErrNoSums)
	}
	if err != nil {
		return nil, fmt.Errorf("read checksums: %w", err)
	}
	sums, ok := parseSums(b)
	if !ok {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), ErrDiffers)
	}
	return sums, nil
}

func parseSums(b []byte) (Sums, bool) {
	at := len(b) - 2*sha256.Size - 1
	if at < 0 || !bytes.HasPrefix(b, []byte(sumsHead)) || fmt.Sprintf("%x\n", sha256.Sum256(b[:at])) != string(b[at:]) {
		return nil, false
	}
	sums := Sums{}
	lines := strings.Split(string(b[len(sumsHead):at]), "\n")
	for i := 0; i+1 < len(lines); i += 2 {
		size, name, _ := strings.Cut(lines[i], " ")
		n, err := strconv.ParseInt(size, 10, 64)
		digits, err2 := hex.DecodeString(lines[i+1])
		if err != nil || err2 != nil || len(digits)%4 != 0 {
			return nil, false
		}
		sum := Sum{Size: n, blocks: make([]uint32, len(digits)/4)}
		for k := range sum.blocks {
			sum.blocks[k] = binary.BigEndian.Uint32(digits[4*k:])
		}
		sums[name] = sum
	}
	return sums, true
}
