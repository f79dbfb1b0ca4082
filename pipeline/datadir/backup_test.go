package datadir

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	return string(b)
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestBackup(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "b.db")
	put := func(s string) func(string) error {
		return func(part string) error { return os.WriteFile(part, []byte(s), 0o644) }
	}
	must(t, Backup(path, put("one")))
	must(t, CheckBackup(path))
	must(t, Backup(path, put("two")))
	must(t, CheckBackup(path))
	stop := errors.New("stop")
	if err := Backup(path, func(part string) error { return errors.Join(put("half")(part), stop) }); !errors.Is(err,
		stop) {
		t.Error(err)
	}
	must(t, CheckBackup(path))
	if got := read(t, path); got != "two" {
		t.Errorf("the backup holds %q", got)
	}
	if got, want := names(t, dir), []string{"b.db", "b.db.sha256"}; !slices.Equal(got, want) {
		t.Errorf("left are %v, want %v", got, want)
	}
	must(t, os.WriteFile(path, []byte("twp"), 0o644))
	if err := CheckBackup(path); !errors.Is(err, ErrDiffers) {
		t.Errorf("damaged: %v", err)
	}
	must(t, os.Remove(path+hashSuffix))
	must(t, CheckBackup(path))
}

func TestRestore(t *testing.T) {
	dir := t.TempDir()
	from, path := filepath.Join(dir, "from"), filepath.Join(dir, "data", "c.db")
	must(t, os.MkdirAll(filepath.Dir(path), 0o755))
	must(t, os.WriteFile(from, []byte("new"), 0o644))
	fine := func(string) error { return nil }
	kept, err := Restore(from, path, fine, "-wal")
	if must(t, err); kept != "" || read(t, path) != "new" {
		t.Errorf("where nothing was: kept %q", kept)
	}
	must(t, os.WriteFile(path+"-wal", []byte("log"), 0o644))
	stop := errors.New("stop")
	if _, err := Restore(from, path, func(string) error { return stop }, "-wal"); !errors.Is(err, stop) {
		t.Error(err)
	}
	for i, want := range []string{path + ".old-1", path + ".old-2"} {
		kept, err := Restore(from, path, fine, "-wal")
		if must(t, err); kept != want {
			t.Errorf("kept %q, want %q", kept, want)
		}
		if i == 0 && read(t, kept+"-wal") != "log" {
			t.Error("what lay beside it is gone")
		}
	}
	if got, want := names(t, filepath.Dir(path)), []string{"c.db", "c.db.old-1", "c.db.old-1-wal",
		"c.db.old-2"}; !slices.Equal(got, want) {
		t.Errorf("left are %v, want %v", got, want)
	}
}

// Whoever looks while a file is restored finds one.
func TestRestoreWithoutGap(t *testing.T) {
	dir := t.TempDir()
	from, path := filepath.Join(dir, "from"), filepath.Join(dir, "c.db")
	must(t, os.WriteFile(from, []byte("new"), 0o644))
	must(t, os.WriteFile(path, []byte("old"), 0o644))
	stop, gaps := make(chan bool), make(chan int)
	go func() {
		n := 0
		for {
			select {
			case <-stop:
				gaps <- n
				return
			default:
			}
			if _, err := os.Stat(path); err != nil {
				n++
			}
		}
	}()
	for range 100 {
		_, err := Restore(from, path, func(string) error { return nil }, "-wal")
		must(t, err)
	}
	close(stop)
	if n := <-gaps; n > 0 {
		t.Errorf("%d times there was none", n)
	}
}
