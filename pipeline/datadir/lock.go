package datadir

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// ErrLocked says that another process holds the lock of a data folder.
var ErrLocked = errors.New("another ingest is at work")

// Lock takes the one writer's lock of a data folder, which it makes where it does
// not exist, waiting no longer than [AtWork] may hold it, or one who said that it takes a
// moment. The lock belongs to the process: it ends with release or with the process,
// however that dies. The lock file names the holder's process number; the file itself stays.
func Lock(dir string) (release func(), err error) { return lock(dir, 0) }

// A moment is what stands in the place of a run where the lock is held for no longer than a
// correction takes.
const (
	aMoment      = -1
	aMomentLasts = 10 * time.Second // at the most
)

func lock(dir string, run int64) (release func(), err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	began := time.Now()
	for i := 0; errors.Is(err, syscall.EWOULDBLOCK); i++ {
		if _, held := holding(f); i >= 10 && (held != aMoment || time.Since(began) > aMomentLasts) {
			break
		}
		time.Sleep(10 * time.Millisecond)
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	}
	if err != nil {
		defer f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("%w%s", ErrLocked, holder(f))
		}
		return nil, fmt.Errorf("take lock: %w", err)
	}
	if err := writeHolder(f, run); err != nil {
		f.Close()
		return nil, fmt.Errorf("write lock: %w", err)
	}
	return func() { f.Close() }, nil
}

// LockWait takes the lock for a moment: whoever wants it meanwhile waits. It waits itself
// for who holds it until the context ends; the error is then that of [Lock].
func LockWait(ctx context.Context, dir string) (release func(), err error) {
	for {
		release, err = lock(dir, aMoment)
		if !errors.Is(err, ErrLocked) {
			return release, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(lockPause):
		}
	}
}

// lockPause is the time between two tries to take the lock.
const lockPause = 100 * time.Millisecond

// AtWork returns the number of the run that is at work in a data folder, 0 for none: who
// holds the lock may be doing something else. To find out it shares the lock for a moment.
func AtWork(dir string) (run int64) {
	f, err := os.Open(filepath.Join(dir, "lock"))
	if err != nil {
		return 0 // nobody has ever taken it
	}
	defer f.Close()
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB); !errors.Is(err, syscall.EWOULDBLOCK) {
		return 0
	}
	_, run = holding(f)
	return max(run, 0)
}

// Held reports whether somebody holds the lock. To find out it shares it for a moment.
func Held(dir string) bool {
	f, err := os.Open(filepath.Join(dir, "lock"))
	if err != nil {
		return false
	}
	defer f.Close()
	return errors.Is(syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB), syscall.EWOULDBLOCK)
}

// NoteRun writes the number of its run into the lock that this process holds; without a
// lock, as in tests, it does nothing.
func NoteRun(dir string, run int64) error {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_WRONLY, 0)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	return writeHolder(f, run)
}

// writeHolder writes who holds the lock: its process number, and that of its run, 0 for
// none or [aMoment].
func writeHolder(f *os.File, run int64) error {
	b := fmt.Appendln(nil, os.Getpid(), run)
	if _, err := f.WriteAt(b, 0); err != nil { // first, so that nobody reads an empty file
		return err
	}
	return f.Truncate(int64(len(b)))
}

// holding reads who holds the lock; what cannot be read is 0.
func holding(f *os.File) (pid int, run int64) {
	buf := make([]byte, 64)
	n, _ := f.ReadAt(buf, 0)
	fmt.Sscan(string(buf[:n]), &pid, &run)
	return pid, run
}

func holder(f *os.File) string {
	if pid, _ := holding(f); pid != 0 {
		return fmt.Sprintf(" (process %d)", pid)
	}
	return ""
}
