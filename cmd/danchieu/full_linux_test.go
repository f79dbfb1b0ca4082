package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// disk mounts a small disk of its own; only root may.
func disk(t *testing.T, kib int) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dk", kib)); err != nil {
		t.Skip("no disk can be mounted: ", err)
	}
	t.Cleanup(func() { must(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
	return dir
}

func danchieu(t *testing.T, wantCode int, args ...string) string {
	t.Helper()
	cmd := exec.Command("danchieu", args...)
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != wantCode {
		t.Fatalf("danchieu %s: %v, want exit code %d\n%s", strings.Join(args, " "), err, wantCode, out)
	}
	return string(out)
}

func exported(t *testing.T, data string) string {
	t.Helper()
	dir := t.TempDir()
	danchieu(t, exitDone, "export", "--data", data, "--out", dir)
	var all string
	for _, what := range []string{"citations", "documents", "edges"} {
		b, err := os.ReadFile(filepath.Join(dir, what+".jsonl"))
		must(t, err)
		all += string(b)
	}
	return all
}

// TestDiskFull fills the disk at every part of an ingest: it says so, and once there
// is room the next one comes to what it would have come to.
func TestDiskFull(t *testing.T) {
	plans, err := filepath.Abs("../../testdata/plans")
	must(t, err)
	ingest := func(data string) []string { return []string{"ingest", "--no-ocr", "--data", data, plans} }
	undisturbed := filepath.Join(t.TempDir(), "data")
	danchieu(t, exitFailures, ingest(undisturbed)...)
	want := exported(t, undisturbed)
	stopped := map[string]bool{}
	for kib := 100; kib < 2500; kib += 300 {
		dir := disk(t, kib)
		data := filepath.Join(dir, "data")
		cmd := exec.Command("danchieu", ingest(data)...)
		out, err := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code == exitFailures {
			continue // there was room enough
		} else if code != exitData || !strings.Contains(string(out), "is full: ") ||
			!strings.Contains(string(out), "hint: make room") {
			t.Fatalf("%d KiB: %v\n%s", kib, err, out)
		}
		_, part, _ := strings.Cut(string(out), "is full: ")
		part, _, _ = strings.Cut(part, " ")
		stopped[part] = true
		must(t, syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=50m"))
		again := exec.Command("danchieu", ingest(data)...)
		if out, err := again.CombinedOutput(); again.ProcessState.ExitCode()&^exitFailures != 0 {
			t.Fatalf("%d KiB, with room: %v\n%s", kib, err, out)
		}
		danchieu(t, exitDone, "verify", "--data", data)
		if diff := cmp.Diff(want, exported(t, data)); diff != "" {
			t.Errorf("%d KiB, with room (-undisturbed +this):\n%s", kib, diff)
		}
	}
	if len(stopped) < 2 {
		t.Errorf("the disk was full at one part of an ingest only: %v", stopped)
	}

	small := disk(t, 100)
	kept := filepath.Join(small, "kept.db")
	must(t, os.WriteFile(kept, []byte("the backup of yesterday"), 0o644))
	danchieu(t, exitData, "backup", "--data", undisturbed, kept)
	if b, err := os.ReadFile(kept); err != nil || string(b) != "the backup of yesterday" {
		t.Errorf("the backup of yesterday is now %q, %v", b, err)
	}
	if left, _ := filepath.Glob(kept + ".*"); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

// TestReadOnly asks a data folder on a disk that cannot be written, and tries to
// ingest into it.
func TestReadOnly(t *testing.T) {
	plans, err := filepath.Abs("../../testdata/plans")
	must(t, err)
	dir := disk(t, 50<<10)
	data := filepath.Join(dir, "data")
	danchieu(t, exitFailures, "ingest", "--no-ocr", "--data", data, plans)
	must(t, syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	out := danchieu(t, exitData, "ingest", "--no-ocr", "--data", data, plans)
	if !strings.Contains(out, "cannot be used: read-only file system") {
		t.Errorf("ingest says:\n%s", out)
	}
	danchieu(t, exitDone, "status", "--data", data)
	danchieu(t, exitDone, "search", "--data", data, "93-NQ/TW")
	danchieu(t, exitDone, "verify", "--data", data)
	danchieu(t, exitDone, "backup", "--data", data, filepath.Join(t.TempDir(), "kept.db"))
}

// TestDamage changes one bit at places all over the data folder: verify finds every
// one, and the cure it names brings back what was known.
func TestDamage(t *testing.T) {
	plans, err := filepath.Abs("../../testdata/plans")
	must(t, err)
	data, kept := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "kept.db")
	danchieu(t, exitFailures, "ingest", "--no-ocr", "--data", data, plans)
	danchieu(t, exitDone, "backup", "--data", data, kept)
	want := exported(t, data)
	var files []string
	must(t, filepath.WalkDir(filepath.Join(data, "index"), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasSuffix(path, "CURRENT") {
			files = append(files, path)
		}
		return err
	}))
	catalogue := filepath.Join(data, catalog.FileName)
	for _, name := range append(files, catalogue) { // the catalogue last: its cure makes the index anew

		b, err := os.ReadFile(name)
		must(t, err)
		places := []int{0, len(b) / 4, len(b) / 2, len(b) - 1}
		if name == catalogue {
			for i := range 8 {
				places = append(places, len(b)*i/8+100)
			}
		}
		for _, at := range places {
			damaged := append([]byte(nil), b...)
			damaged[at] ^= 4
			must(t, os.WriteFile(name, damaged, 0o644))
			danchieu(t, exitData, "verify", "--data", data)
		}
		if name == catalogue {
			danchieu(t, exitDone, "restore", "--data", data, kept)
			danchieu(t, exitDone, "verify", "--data", data)
			if exported(t, data) != want {
				t.Error("what was restored is not what was backed up")
			}
			break
		}
		must(t, os.WriteFile(name, b, 0o644))
	}
	danchieu(t, exitDone, "verify", "--data", data)
}

// TestReadersGoOn asks while an ingest is at work, and a second ingest is tried: no
// answer takes longer for it than a person notices.
func TestReadersGoOn(t *testing.T) {
	plans, err := filepath.Abs("../../testdata/plans")
	must(t, err)
	in, data := filepath.Join(t.TempDir(), "in"), filepath.Join(t.TempDir(), "data")
	k := killing{t: t, in: in}
	k.makeFiles(60)
	danchieu(t, exitFailures, "ingest", "--no-ocr", "--data", data, plans)
	cmd := exec.Command("danchieu", "ingest", "--no-ocr", "--data", data, in)
	must(t, cmd.Start())
	defer cmd.Wait()
	waitForLock(t, data, cmd.Process.Pid)
	danchieu(t, exitLocked, "ingest", "--data", data, in)
	c, err := catalog.OpenReader(data)
	must(t, err)
	defer c.Close()
	var slowest time.Duration
	asked := 0
	for ; syscall.Kill(cmd.Process.Pid, 0) == nil && asked < 5000; asked++ {
		began := time.Now()
		_, err := c.Runs(t.Context())
		must(t, err)
		_, _, err = c.Document(t.Context(), "nq-93-tw-k13")
		must(t, err)
		slowest = max(slowest, time.Since(began))
		if exited(cmd) {
			break
		}
	}
	t.Logf("%d questions, the slowest took %s", asked, slowest)
	if asked < 5 || slowest > time.Second {
		t.Errorf("%d questions, the slowest took %s", asked, slowest)
	}
}

// waitForLock waits until a process holds the lock of a data folder.
func waitForLock(t *testing.T, data string, pid int) {
	t.Helper()
	for range 1000 {
		b, err := os.ReadFile(filepath.Join(data, "lock"))
		must(t, err)
		if slices.Contains(strings.Fields(string(b)), fmt.Sprint(pid)) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("process %d does not take the lock", pid)
}

// exited reports whether a process has ended and waits to be asked for.
func exited(cmd *exec.Cmd) bool {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", cmd.Process.Pid))
	return err != nil || strings.Contains(string(b), ") Z ")
}
