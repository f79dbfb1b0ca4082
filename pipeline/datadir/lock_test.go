package datadir

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestLock(t *testing.T) {
	dir := t.TempDir()
	release, err := Lock(dir)
	must(t, err)
	_, err = Lock(dir)
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Errorf("second lock: %v, want %v with our process number", err, ErrLocked)
	}
	if n := AtWork(dir); n != 0 {
		t.Errorf("run %d seems to be at work", n) // the lock is held for something else
	}
	must(t, NoteRun(t.TempDir(), 7))
	must(t, NoteRun(dir, 7))
	if n := AtWork(dir); n != 7 {
		t.Errorf("run %d at work, want 7", n)
	}
	release()
	if AtWork(dir) != 0 || AtWork(t.TempDir()) != 0 {
		t.Error("a run seems to be at work")
	}
	release, err = Lock(dir) // to verify, after a run that was cut off
	must(t, err)
	if n := AtWork(dir); n != 0 {
		t.Errorf("run %d seems to be at work", n)
	}
	release()
	release, err = Lock(dir)
	must(t, err)
	release()
}

// One who waits gets the lock when it is free, and is told who has it when it is not in time.
func TestLockWait(t *testing.T) {
	dir := t.TempDir()
	release, err := Lock(dir)
	must(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err = LockWait(ctx, dir)
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Errorf("a lock that is held: %v", err)
	}
	time.AfterFunc(150*time.Millisecond, release)
	release, err = LockWait(t.Context(), dir)
	must(t, err)
	if n := AtWork(dir); n != 0 {
		t.Errorf("run %d seems to be at work", n)
	}
	time.AfterFunc(300*time.Millisecond, release) // an ingest that begins meanwhile waits
	release, err = Lock(dir)
	must(t, err)
	release()
}

// TestLockOfDeadProcess lets another process take the lock and kills it.
func TestLockOfDeadProcess(t *testing.T) {
	if dir := os.Getenv("DATADIR_TEST_LOCK"); dir != "" {
		if _, err := Lock(dir); err != nil {
			os.Exit(1)
		}
		fmt.Println("locked")
		time.Sleep(time.Hour) // select {} is a deadlock to the runtime of a build without cgo
	}
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run=^TestLockOfDeadProcess$")
	cmd.Env = append(os.Environ(), "DATADIR_TEST_LOCK="+dir)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	buf := make([]byte, 6)
	_, err = out.Read(buf)
	must(t, err)
	if _, err := Lock(dir); !errors.Is(err, ErrLocked) {
		t.Errorf("while it lives: %v, want %v", err, ErrLocked)
	}
	must(t, cmd.Process.Kill())
	cmd.Wait()
	release, err := Lock(dir)
	must(t, err)
	release()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
