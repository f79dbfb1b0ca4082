package pdf

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Program is one call of an outside program (poppler, Tesseract), which is
// trusted no more than our own reading of a file is.
type Program struct {
	Name   string // looked up in PATH
	Args   []string
	Stdin  io.Reader  // nil for none
	Files  []*os.File // it inherits, as file descriptors from 3 on
	Room   int        // bytes of output to make room for from the start; it may write more or less
	Limits ProgramLimits
	Dir    string   // to run in, "" for where we are
	Env    []string // what is set beside our own environment
	// Offline takes the network away where the kernel lets us, which is on Linux alone.
	Offline bool
}

// ProgramLimits bound what one call may cost.
type ProgramLimits struct {
	Wall   time.Duration
	CPU    time.Duration // in whole seconds
	Memory uint64        // bytes of address space
	Output int64         // bytes on its standard output
}

// limited sets the limits and becomes the program. A shell has the only portable
// way to do so for a process that is not ours.
const limited = `ulimit -c 0; ulimit -t "$1" && ulimit -v "$2" && shift 2 && exec "$@"`

// Run runs the program and returns its standard output. Every error wraps a
// [Reason], save that of a context that has ended: [ErrMissing] where the program
// is not installed, [ErrTimeLimit], [ErrMemoryLimit], and [ErrDamaged] where it
// gave up on its input.
func (p Program) Run(ctx context.Context) ([]byte, error) {
	path, err := p.find()
	if err != nil {
		return nil, err
	}
	limit, cancel := context.WithTimeout(ctx, p.Limits.Wall)
	defer cancel()
	out := &capped{most: p.Limits.Output}
	out.kept.Grow(p.Room)
	var said headTail
	cmd := p.command(limit, path, out, &said)
	if p.Offline {
		takeNetwork(cmd)
	}
	if err = cmd.Start(); err != nil && p.Offline { // it is not ours to take
		cmd = p.command(limit, path, out, &said)
		err = cmd.Start()
	}
	if err == nil {
		err = cmd.Wait()
		endGroup(cmd)
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case out.over:
		return nil, fmt.Errorf("%w: %s wrote more than %d MiB", ErrMemoryLimit, p.Name, p.Limits.Output>>20)
	case limit.Err() != nil:
		return nil, fmt.Errorf("%w: %s did not end within %v", ErrTimeLimit, p.Name, p.Limits.Wall)
	case err != nil:
		return nil, p.failed(err, said.String())
	}
	return out.kept.Bytes(), nil
}

func (p Program) find() (path string, err error) {
	if path, err = exec.LookPath(p.Name); err != nil {
		return "", fmt.Errorf("%w: %s", ErrMissing, p.Name)
	}
	return path, nil
}

// Installed tells with an error that wraps [ErrMissing] where a program is not.
func Installed(name string) error {
	_, err := Program{Name: name}.find()
	return err
}

// command is one call, in a process group of its own: with it ends what it has started.
func (p Program) command(ctx context.Context, path string, stdout, stderr io.Writer) *exec.Cmd {
	seconds := strconv.FormatInt(int64(max(1, p.Limits.CPU/time.Second)), 10)
	kilobytes := strconv.FormatUint(p.Limits.Memory>>10, 10)
	cmd := exec.CommandContext(ctx, "/bin/sh",
		append([]string{"-c", limited, "sh", seconds, kilobytes, path}, p.Args...)...)
	cmd.Dir = p.Dir
	cmd.Env = slices.Concat(cmd.Environ(), []string{"LC_ALL=C", "OMP_THREAD_LIMIT=1"}, p.Env)
	cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.ExtraFiles = p.Stdin, stdout, stderr, p.Files
	cmd.WaitDelay = grace
	group(cmd)
	return cmd
}

// failed says why the program ended badly, from its end and its last words.
func (p Program) failed(err error, said string) error {
	reason := ErrDamaged
	var exit *exec.ExitError
	switch status, ok := syscall.WaitStatus(0), errors.As(err, &exit); {
	case !ok:
		return fmt.Errorf("%w: %s: %w", ErrCrashed, p.Name, err)
	case containsAny(said, "Incorrect password"):
		reason = ErrEncrypted
	case containsAny(said, "Out of memory", "out of memory", "bad_alloc", "annot allocate"):
		reason = ErrMemoryLimit
	default:
		// A program that it has started met the limit, which the kernel counts in ticks: on a busy machine
		// it may be far from what was spent, and a shell says that it was killed.
		spent, killed := exit.UserTime()+exit.SystemTime(), containsAny(said, "Killed", "CPU time limit exceeded")
		if spent+spent/20 >= p.Limits.CPU || killed && 2*spent >= p.Limits.CPU {
			reason = ErrTimeLimit
			break
		}
		if status, ok = exit.Sys().(syscall.WaitStatus); !ok || !status.Signaled() {
			break
		}
		reason = ErrCrashed
		if s := status.Signal(); s == syscall.SIGXCPU || s == syscall.SIGKILL { // the hard limit of time kills
			reason = ErrTimeLimit
		}
	}
	lines := strings.Split(strings.TrimSpace(said), "\n")
	return fmt.Errorf("%w: %s: %s", reason, p.Name, cmp.Or(lines[len(lines)-1], err.Error()))
}

// capped keeps what is written to it up to most bytes and then refuses, which
// ends the program that writes.
type capped struct {
	kept bytes.Buffer // no embedding: io.Copy would go around Write
	most int64
	over bool
}

func (c *capped) Write(b []byte) (int, error) {
	if int64(c.kept.Len()+len(b)) > c.most {
		c.over = true
		return 0, errors.New("too much output")
	}
	return c.kept.Write(b)
}
