package datadir

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

var errStop = errors.New("stop")

// Whatever fails while a file is replaced, the old one stays and nothing is left beside it.
func TestReplaceFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	write(t, path, []byte("old"))
	for name, r := range map[string]io.Reader{
		"at once": iotest.ErrReader(errStop), "in between": io.MultiReader(strings.NewReader("half"),
			iotest.ErrReader(errStop)),
	} {
		if err := Replace(path, r); !errors.Is(err, errStop) {
			t.Errorf("%s: %v", name, err)
		}
		if got := read(t, path); got != "old" {
			t.Errorf("%s: the file holds %q", name, got)
		}
		if got := names(t, dir); !slices.Equal(got, []string{"f"}) {
			t.Errorf("%s: left are %v", name, got)
		}
	}
	must(t, Replace(path, strings.NewReader("")))
	if got := read(t, path); got != "" {
		t.Errorf("replaced by nothing: %q", got)
	}
	if err := Replace(filepath.Join(dir, "no folder", "f"), strings.NewReader("x")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("into no folder: %v", err)
	}
	must(t, os.Mkdir(filepath.Join(dir, "d"), 0o755))
	write(t, filepath.Join(dir, "d", "inside"), nil)
	if err := Replace(filepath.Join(dir, "d"), strings.NewReader("x")); err == nil {
		t.Error("a folder is replaced by a file")
	}
	if got := names(t, dir); !slices.Equal(got, []string{"d", "f"}) {
		t.Errorf("left are %v", got)
	}
}

func TestRemove(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	must(t, Remove(path))
	write(t, path, nil)
	must(t, Remove(path))
	write(t, filepath.Join(path, "inside"), nil)
	if err := Remove(path); err == nil {
		t.Error("a folder with something in it is removed")
	}
}

// A backup whose hash is not its own is refused, whatever lies in its place; the hash is
// written as sha256sum reads it.
func TestCheckBackupRefuses(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "b.db")
	make := func(part string) error { return os.WriteFile(part, []byte("data"), 0o644) }
	must(t, Backup(path, make))
	hash := strings.Fields(read(t, path+hashSuffix))
	if len(hash) != 2 || len(hash[0]) != 64 || hash[1] != "b.db" {
		t.Errorf("hash %q", hash)
	}
	for name, beside := range map[string]string{
		"empty": "", "cut": hash[0][:63], "cut before the name": hash[0],
		"another": strings.Repeat("0", 64) + "  b.db\n", "shifted": " " + hash[0] + "  b.db\n",
		"of two files": strings.Repeat("0", 64) + "  a.db\n" + hash[0] + "  b.db\n",
	} {
		write(t, path+hashSuffix, []byte(beside))
		if err := CheckBackup(path); !errors.Is(err, ErrDiffers) {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, Backup(path, make)) // over a hash that is wrong
	must(t, CheckBackup(path))
	must(t, os.Remove(path))
	if err := CheckBackup(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a hash without its backup: %v", err)
	}
	if err := Backup(filepath.Join(dir, "none", "b.db"), make); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("into no folder: %v", err)
	}
}

// Where a check refuses the copy, what is there stays as it is: bytes, names and what lies beside.
func TestRestoreRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		from  string
		check func(string) error
	}{
		"no backup":       {"none", func(string) error { return nil }},
		"refused":         {"from", func(string) error { return errStop }},
		"taken by check":  {"from", func(copied string) error { return os.Remove(copied) }},
		"a folder for it": {".", func(string) error { return nil }},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "data", "c.db")
		write(t, filepath.Join(dir, "from"), []byte("new"))
		write(t, path, []byte("old"))
		write(t, path+"-wal", []byte("log"))
		kept, err := Restore(filepath.Join(dir, tt.from), path, tt.check, "-wal", "-shm")
		if err == nil {
			t.Errorf("%s: restored", name)
		}
		at := path
		if kept != "" {
			at = kept
		}
		if read(t, at) != "old" || read(t, at+"-wal") != "log" {
			t.Errorf("%s: the old one is lost", name)
		}
		if kept == "" && !slices.Equal(names(t, filepath.Dir(path)), []string{"c.db", "c.db-wal"}) {
			t.Errorf("%s: left are %v", name, names(t, filepath.Dir(path)))
		}
	}
}

// The check sees what will have the name, not what it was copied from.
func TestRestoreChecksTheCopy(t *testing.T) {
	dir := t.TempDir()
	from, path := filepath.Join(dir, "from"), filepath.Join(dir, "c.db")
	write(t, from, []byte("new"))
	kept, err := Restore(from, path, func(copied string) error {
		if copied == from || read(t, copied) != "new" {
			return fmt.Errorf("checked is %s", copied)
		}
		write(t, from, []byte("changed meanwhile"))
		return nil
	})
	if must(t, err); kept != "" || read(t, path) != "new" {
		t.Errorf("kept %q, restored %q", kept, read(t, path))
	}
}

// The log of a database that somebody took away must not be read as that of the one restored.
func TestRestoreOverALogAlone(t *testing.T) {
	dir := t.TempDir()
	from, path := filepath.Join(dir, "from"), filepath.Join(dir, "data", "c.db")
	write(t, from, []byte("new"))
	write(t, path+"-wal", []byte("log of another"))
	write(t, path+"-shm", []byte("its index"))
	_, err := Restore(from, path, func(string) error { return nil }, "-wal", "-shm")
	must(t, err)
	if got := names(t, filepath.Dir(path)); slices.Contains(got, "c.db-wal") || slices.Contains(got, "c.db-shm") {
		t.Errorf("beside what was restored lies %v", got)
	}
	if got := read(t, path); got != "new" {
		t.Errorf("restored %q", got)
	}
}

// A lock names its holder; what is no number there names nobody.
func TestHolderOfOddLocks(t *testing.T) {
	for text, want := range map[string]string{
		"": "0 0", "12 7\n": "12 7", "12\n": "12 0", "x 7\n": "0 0", "12 x": "12 0", strings.Repeat("9", 200): "0 0",
		"\x00\x00": "0 0", " 5\t6 7 8": "5 6",
	} {
		path := filepath.Join(t.TempDir(), "lock")
		write(t, path, []byte(text))
		f, err := os.Open(path)
		must(t, err)
		pid, run := holding(f)
		f.Close()
		if got := fmt.Sprint(pid, " ", run); got != want && got != strings.ReplaceAll(want, " ", "  ") {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "lock"), []byte(strings.Repeat("9", 200)))
	release, err := Lock(dir)
	must(t, err)
	must(t, NoteRun(dir, 1<<40))
	if n := AtWork(dir); n != 1<<40 {
		t.Errorf("run %d at work", n)
	}
	must(t, NoteRun(dir, 3)) // shorter than what was there
	if n := AtWork(dir); n != 3 {
		t.Errorf("run %d at work", n)
	}
	release()
	write(t, filepath.Join(dir, "a file"), nil)
	if _, err := Lock(filepath.Join(dir, "a file")); err == nil || errors.Is(err, ErrLocked) {
		t.Errorf("a file as data folder: %v", err)
	}
}

// Sums of odd files: none, and a block to the byte.
func TestSumsAtBlockBorders(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	for _, size := range []int{0, 1, BlockSize - 1, BlockSize, BlockSize + 1, 2 * BlockSize} {
		write(t, path, slices.Repeat([]byte{7}, size))
		sum, err := SumFile(path)
		must(t, err)
		if want := (size + BlockSize - 1) / BlockSize; len(sum.Blocks) != want || sum.Size != int64(size) {
			t.Errorf("%d bytes: %d blocks, want %d", size, len(sum.Blocks), want)
		}
	}
	if _, err := SumFile(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if _, err := SumDir(filepath.Join(t.TempDir(), "none"), "", nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
}

// What is in a file of sums is what was written, or it is refused.
func FuzzReadSums(f *testing.F) {
	path := filepath.Join(f.TempDir(), "x.sums")
	if err := (Sums{"a": {Size: 5, Blocks: []uint32{9}}}).Write(path); err != nil {
		f.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"))
	f.Add([]byte("\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(t.TempDir(), "x.sums")
		write(t, path, b)
		sums, err := ReadSums(path)
		if err != nil {
			if sums != nil || !errors.Is(err, ErrDiffers) {
				t.Errorf("%v, %v", sums, err)
			}
			return
		}
		again := path + "2"
		must(t, sums.Write(again))
		back, err := ReadSums(again)
		must(t, err)
		if err := sums.Check(back); err != nil || len(back) != len(sums) {
			t.Errorf("%v was read, %v is written: %v", sums, back, err)
		}
	})
}
