package catalog

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// stored makes a catalogue with one file and closes it.
func stored(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	c, err := Open(dir)
	must(t, err)
	must(t, c.PutFile(ctx, sample(shaA), at("/in/a.pdf")))
	must(t, save(c, meaning()))
	must(t, c.Close())
	return dir
}

func checkReads(t *testing.T, c *Catalog) {
	t.Helper()
	if _, ok, err := c.Text(ctx, shaA); !ok || err != nil {
		t.Errorf("the file is not there: %v", err)
	}
}

// TestReadOnlyFolder reads where nothing may be written.
func TestReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := stored(t)
	path := filepath.Join(dir, FileName)
	must(t, os.Chmod(path, 0o444))
	must(t, os.Chmod(dir, 0o555))
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
	c, err := OpenReader(dir)
	must(t, err)
	defer c.Close()
	checkReads(t, c)

	must(t, os.Chmod(path, 0))
	if _, err := OpenReader(dir); !errors.Is(err, ErrUnreadable) {
		t.Errorf("got %v, want %v", err, ErrUnreadable)
	}
}

// TestFrozen opens a catalogue as for a folder where nothing may be written:
// without a WAL no file appears beside it, and what a WAL holds is not passed by.
func TestFrozen(t *testing.T) {
	dir := stored(t)
	path := filepath.Join(dir, FileName)
	if diff := cmp.Diff([]string{"immutable=1"}, frozen(path)); diff != "" {
		t.Error(diff)
	}
	c, err := openChecked(path, "ro", frozen(path)...)
	must(t, err)
	checkReads(t, c)
	if beside, err := filepath.Glob(path + "-*"); len(beside) > 0 || err != nil {
		t.Errorf("reading made %v, %v", beside, err)
	}
	must(t, c.Close())

	w, err := Open(dir)
	must(t, err)
	defer w.Close()
	must(t, w.PutFile(ctx, sample(shaB), at("/in/b.pdf")))
	if options := frozen(path); options != nil {
		t.Errorf("with a WAL: %v", options)
	}
	r, err := openChecked(path, "ro", frozen(path)...)
	must(t, err)
	defer r.Close()
	if _, ok, err := r.Text(ctx, shaB); !ok || err != nil {
		t.Errorf("what the WAL holds is not read: %v", err)
	}
}

func TestNotWritable(t *testing.T) {
	dir := stored(t)
	c, err := openChecked(filepath.Join(dir, FileName), "ro")
	must(t, err)
	defer c.Close()
	_, refused := c.db.Exec("DELETE FROM meta")
	_, missing := openChecked(filepath.Join(dir, "none.db"), "rw")
	_, syntax := c.db.Exec("no SQL")
	for name, test := range map[string]struct {
		err  error
		want bool
	}{
		"a refused write": {refused, true}, "no file": {missing, true}, "another error": {syntax, false}, "none": {nil, false}, "another version": {ErrVersion, false},
	} {
		if got := notWritable(test.err); got != test.want {
			t.Errorf("%s: %v of %v", name, got, test.err)
		}
	}
}

func TestNoFolder(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.txt")
	must(t, os.WriteFile(file, []byte("a"), 0o644))
	if _, err := OpenReader(file); !errors.Is(err, ErrNotFolder) {
		t.Errorf("reader: %v, want %v", err, ErrNotFolder)
	}
	if _, err := Open(file); !errors.Is(err, ErrNotFolder) {
		t.Errorf("got %v, want %v", err, ErrNotFolder)
	}
	must(t, os.Mkdir(filepath.Join(dir, FileName), 0o755))
	if _, err := OpenReader(dir); !errors.Is(err, ErrUnreadable) {
		t.Errorf("a folder for a catalogue: %v, want %v", err, ErrUnreadable)
	}
}
