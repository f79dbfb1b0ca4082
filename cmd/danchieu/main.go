// Danchieu reads folders of official Vietnamese PDFs, finds every document they
// cite and answers: who cites this, what does this rest on, through which chain,
// on which page.
//
// Run "danchieu help" for its verbs.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// Exit codes. A run cut short or with pages waiting for OCR is done.
const (
	exitDone     = 0
	exitNothing  = 1 // nothing found, or the reference is ambiguous
	exitUsage    = 2 // wrong flags, a path that does not exist
	exitFailures = 3 // done, some files failed
	exitLocked   = 4 // another ingest is at work
	exitData     = 5 // data folder damaged or of another version
)

// failure is an error that a person reads: what went wrong, what to do, and the
// exit code.
type failure struct {
	code int
	err  error
	hint string
}

func (f failure) Error() string { return f.err.Error() }
func (f failure) Unwrap() error { return f.err }

// run is the program as a function of its surroundings. It returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot(stdin, stdout, stderr)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	var f failure
	if !errors.As(err, &f) {
		f = failure{code: exitUsage, err: err, hint: "danchieu help shows the verbs and their flags"}
	}
	if msg := f.Error(); msg != "" {
		fmt.Fprintf(stderr, "danchieu: %s\n", msg)
	}
	if f.hint != "" {
		fmt.Fprintf(stderr, "hint: %s\n", f.hint)
	}
	return f.code
}
