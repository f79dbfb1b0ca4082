package pdf

import (
	"bufio"
	"cmp"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync/atomic"
	"time"
)

// Child reads files in a child process and replaces the process when a file takes
// it down. It is for one goroutine at a time.
type Child struct {
	ctx     context.Context // ends the process, whatever it is doing
	command []string
	limits  Limits
	process *process // nil when the last one is gone
}

// Start starts a child. The command is one that runs [Serve] on its standard input
// and output. The child lives until Close or until the context ends.
func Start(ctx context.Context, command []string, limits Limits) (*Child, error) {
	c := &Child{ctx: ctx, command: command, limits: limits}
	return c, c.start()
}

func (c *Child) start() (err error) {
	if c.process != nil {
		return nil
	}
	c.process, err = startProcess(c.ctx, c.command)
	return err
}

// Read reads a file as the function [Read] does, within the limits. When the
// context ends, so does the process, and Read returns the context's error; every
// other error wraps a [Reason].
func (c *Child) Read(ctx context.Context, path string) ([]Page, error) {
	a, err := c.ask(ctx, request{Path: path, Limits: c.limits})
	return a.pages, err
}

// ReadOther has a file read that is no PDF, as the child's command knows how (see
// [Serve]), within the limits. Its errors are those of Read.
func (c *Child) ReadOther(ctx context.Context, path string) ([]byte, error) {
	a, err := c.ask(ctx, request{Path: path, Limits: c.limits, Other: true})
	return a.other, err
}

// answered is all that was answered to a request.
type answered struct {
	pages []Page
	other []byte
}

func (c *Child) ask(ctx context.Context, q request) (answered, error) {
	if err := cmp.Or(ctx.Err(), c.ctx.Err()); err != nil {
		return answered{}, err
	}
	if err := c.start(); err != nil {
		return answered{}, err
	}
	p := c.process
	var late atomic.Bool
	clock := time.AfterFunc(c.limits.Wall, func() {
		late.Store(true)
		p.kill()
	})
	unhook := context.AfterFunc(ctx, p.kill)
	got, err := p.exchange(q)
	inTime, unhooked := clock.Stop(), unhook()

	var said *failure
	ended := err == nil || errors.As(err, &said)
	if ended && inTime && unhooked {
		return got, err
	}
	c.process = nil
	p.kill()
	p.wait()
	switch stopped := cmp.Or(ctx.Err(), c.ctx.Err()); {
	case ended: // before it was killed
		return got, err
	case stopped != nil:
		return answered{}, stopped
	case late.Load():
		return answered{}, fmt.Errorf("%w: no answer within %v", ErrTimeLimit, c.limits.Wall)
	}
	return answered{}, p.cause(err, c.limits)
}

// Close ends the child.
func (c *Child) Close() error {
	p := c.process
	if p == nil {
		return nil
	}
	c.process = nil
	_ = p.in.Close() // Serve returns at the end of its input
	clock := time.AfterFunc(grace, p.kill)
	defer clock.Stop()
	p.wait()
	return nil
}

// grace is how long a child may take to end by itself.
const grace = 2 * time.Second

// process is one running child.
type process struct {
	cmd      *exec.Cmd
	in       io.WriteCloser
	out      io.ReadCloser
	stderr   headTail
	requests *gob.Encoder
	messages messageReader
	answers  *gob.Decoder
}

func startProcess(ctx context.Context, command []string) (*process, error) {
	if len(command) == 0 {
		return nil, fmt.Errorf("%w: no command for the reader", ErrCrashed)
	}
	p := &process{cmd: exec.CommandContext(ctx, command[0], command[1:]...)}
	p.cmd.Stderr = &p.stderr
	p.cmd.WaitDelay = grace
	var err error
	if p.in, err = p.cmd.StdinPipe(); err == nil {
		p.out, err = p.cmd.StdoutPipe()
	}
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: start: %w", ErrCrashed, err)
	}
	p.requests = gob.NewEncoder(p.in)
	p.messages.r = bufio.NewReaderSize(p.out, 64<<10)
	p.answers = gob.NewDecoder(&p.messages)
	return p, nil
}

// kill ends the process and every read from it, at any time and more than once.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.out.Close()
}

// wait collects the process.
func (p *process) wait() { _ = p.cmd.Wait() }

// exchange sends a request and collects its answers. An error that is no *failure
// means that the process is of no more use.
func (p *process) exchange(q request) (got answered, err error) {
	if err := p.requests.Encode(q); err != nil {
		return answered{}, fmt.Errorf("send request: %w", err)
	}
	var a answer
	for {
		a = answer{Page: a.Page[:0]} // whose room serves for the next one
		p.messages.next()
		if err := p.answers.Decode(&a); err != nil {
			return answered{}, fmt.Errorf("read answer: %w", err)
		}
		switch {
		case a.Done && a.Reason != "":
			return answered{}, &failure{a.Reason, a.Sentence}
		case a.Done:
			return got, nil
		case q.Other && got.other == nil && a.Other != nil:
			got.other = a.Other
		case q.Other || len(a.Page) == 0 || len(got.pages) >= q.Limits.Pages:
			return answered{}, errors.New("read answer: more than was asked for")
		default:
			page, err := unpack(a.Page)
			if err != nil {
				return answered{}, fmt.Errorf("read answer: %w", err)
			}
			got.pages = append(got.pages, *page)
		}
	}
}

// cause says why a process that has ended did so.
func (p *process) cause(err error, l Limits) error {
	said := p.stderr.String()
	switch {
	case p.cmd.ProcessState != nil && p.cmd.ProcessState.ExitCode() == exitCPU:
		return fmt.Errorf("%w: more than %v of processor time", ErrTimeLimit, l.CPU)
	case containsAny(said, "out of memory", "cannot allocate memory", "address space"):
		return fmt.Errorf("%w: more than %d MiB", ErrMemoryLimit, l.Memory>>20)
	}
	detail := err.Error()
	if p.cmd.ProcessState != nil {
		detail += ": " + p.cmd.ProcessState.String()
	}
	if line := tellingLine(said); line != "" {
		detail += ": " + line
	}
	return fmt.Errorf("%w: %s", ErrCrashed, detail)
}

// tellingLine returns the line that says most of what a process wrote before its
// end: that of the Go runtime's message, else the last one.
func tellingLine(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	for _, l := range lines {
		if strings.HasPrefix(l, "panic: ") || strings.HasPrefix(l, "fatal error: ") {
			return l
		}
	}
	return lines[len(lines)-1]
}

// headTail keeps the beginning and the end of what is written to it.
type headTail struct{ head, tail []byte }

const kept = 4 << 10 // bytes of each end

func (h *headTail) Write(b []byte) (int, error) {
	n := min(len(b), kept-len(h.head))
	h.head = append(h.head, b[:n]...)
	h.tail = append(h.tail, b[n:]...)
	h.tail = h.tail[max(0, len(h.tail)-kept):]
	return len(b), nil
}

// String returns what was kept; it is safe after the process was waited for.
func (h *headTail) String() string { return string(h.head) + string(h.tail) }
