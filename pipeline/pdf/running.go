package pdf

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"sync"
)

// Running is a program that stays, to be asked again and again.
type Running struct {
	In  io.Writer // its standard input
	Out io.Reader // its standard output
	// End ends the program and every read from it. It may be called at any time, more than once.
	End func()
}

// Start starts the program. The limits of processor time and memory hold for the whole of
// its life; those of time and output are the caller's business. Every error wraps a
// [Reason].
func (p Program) Start() (*Running, error) {
	path, err := p.find()
	if err != nil {
		return nil, err
	}
	cmd := p.command(context.Background(), path, nil, nil)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("%w: start %s: %w", ErrCrashed, p.Name, err)
	}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: start %s: %w", ErrCrashed, p.Name, err)
	}
	return &Running{In: in, Out: out, End: sync.OnceFunc(func() { end(cmd) })}, nil
}

// end kills a command with all that it has started, and collects it.
func end(cmd *exec.Cmd) {
	endGroup(cmd)
	_ = cmd.Process.Kill() // where there are no groups
	_ = cmd.Wait()
}
