package catalog

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestLock(t *testing.T) {
	dir := t.TempDir()
	release, err := Lock(dir)
	must(t, err)
	_, err = Lock(dir)
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Errorf("second lock: %v, want %v with our process number", err, ErrLocked)
	}
	if !AtWork(dir) {
		t.Error("nobody seems to be at work")
	}
	release()
	if AtWork(dir) || AtWork(t.TempDir()) {
		t.Error("somebody seems to be at work")
	}
	release, err = Lock(dir)
	must(t, err)
	release()
}

// TestLockOfDeadProcess lets another process take the lock and kills it.
func TestLockOfDeadProcess(t *testing.T) {
	if dir := os.Getenv("CATALOG_TEST_LOCK"); dir != "" {
		if _, err := Lock(dir); err != nil {
			os.Exit(1)
		}
		fmt.Println("locked")
		select {}
	}
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run=^TestLockOfDeadProcess$")
	cmd.Env = append(os.Environ(), "CATALOG_TEST_LOCK="+dir)
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
