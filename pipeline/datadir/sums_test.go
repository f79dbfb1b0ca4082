package datadir

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(path), 0o755))
	must(t, os.WriteFile(path, b, 0o644))
}

// TestSumsFindEveryByte flips bits at random places, of the files and of the file of sums.
func TestSumsFindEveryByte(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	dir, beside := t.TempDir(), filepath.Join(t.TempDir(), "x.sums")
	files := map[string][]byte{"a": make([]byte, 3*BlockSize+17), "b/c d": make([]byte, 2*BlockSize), "empty": nil,
		beside: nil}
	for name, b := range files {
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		if name != beside {
			write(t, filepath.Join(dir, name), b)
		}
	}
	written, err := SumDir(dir, "", nil)
	must(t, err)
	must(t, written.Write(beside))
	files[beside], err = os.ReadFile(beside)
	must(t, err)
	check := func() error {
		want, err := ReadSums(beside)
		if err != nil {
			return err
		}
		now, err := SumDir(dir, "", nil)
		must(t, err)
		return want.Check(now)
	}
	must(t, check())
	for name, b := range files {
		path := name
		if name != beside {
			path = filepath.Join(dir, name)
		}
		for range min(200, len(b)) {
			i, bit := r.IntN(len(b)), byte(1)<<r.IntN(8)
			b[i] ^= bit
			write(t, path, b)
			if err := check(); !errors.Is(err, ErrDiffers) ||
				!strings.HasPrefix(err.Error(), filepath.Base(path)) && !strings.HasPrefix(err.Error(), name) {
				t.Errorf("%s, bit %d of byte %d: %v", name, bit, i, err)
			}
			b[i] ^= bit
		}
		write(t, path, b)
	}
	must(t, check())
}

func TestCheck(t *testing.T) {
	sum := func(s string) Sum {
		path := filepath.Join(t.TempDir(), "f")
		write(t, path, []byte(s))
		sum, err := SumFile(path)
		must(t, err)
		return sum
	}
	long := strings.Repeat("x", 2*BlockSize)
	want := Sums{"a": sum("a"), "l": sum(long)}
	for says, now := range map[string]Sums{
		"":                       {"a": sum("a"), "l": sum(long)},
		"a: 0 bytes of 1: not":   {"l": sum(long)},
		"a: bytes from 0":        {"a": sum("b"), "l": sum(long)},
		"3 files of 2: not":      {"a": sum("a"), "b": sum(""), "l": sum(long)},
		"l: bytes from 4096":     {"a": sum("a"), "l": sum(long[1:] + "y")},
		"l: 4096 bytes of 8192":  {"a": sum("a"), "l": sum(long[:BlockSize])},
		"l: 12288 bytes of 8192": {"a": sum("a"), "l": sum(long + long[:BlockSize])},
	} {
		if err := want.Check(now); says == "" && err != nil ||
			says != "" && (err == nil || !strings.HasPrefix(err.Error(), says)) {
			t.Errorf("%q: %v", says, err)
		}
	}
}

// TestSumDirKnown takes the sums of linked files from the folder before, and of no others.
func TestSumDirKnown(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	write(t, at("1/linked"), []byte("a"))
	write(t, at("1/copied"), []byte("a"))
	known, err := SumDir(at("1"), "", nil)
	must(t, err)
	must(t, os.MkdirAll(at("2"), 0o755))
	must(t, os.Link(at("1/linked"), at("2/linked")))
	write(t, at("2/copied"), []byte("b"))
	write(t, at("2/new"), []byte("c"))
	write(t, at("1/linked"), []byte("x")) // as nobody does
	sums, err := SumDir(at("2"), at("1"), known)
	must(t, err)
	whole, err := SumDir(at("2"), "", nil)
	must(t, err)
	if err := sums.Check(whole); err == nil || !strings.HasPrefix(err.Error(), "linked:") {
		t.Error(err)
	}
	whole["linked"] = known["linked"]
	must(t, sums.Check(whole))
}

func TestReadSums(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.sums")
	if _, err := ReadSums(path); !errors.Is(err, ErrNoSums) {
		t.Errorf("none: %v", err)
	}
	want := Sums{"a b": {Size: 5, Blocks: []uint32{1 << 31}}, "c": {Size: 2 * BlockSize, Blocks: []uint32{0, 7}},
		"d": {Blocks: []uint32{}}}
	must(t, want.Write(path))
	got, err := ReadSums(path)
	must(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	write(t, path, []byte("something else"))
	if _, err := ReadSums(path); !errors.Is(err, ErrDiffers) {
		t.Errorf("damaged: %v", err)
	}
}
