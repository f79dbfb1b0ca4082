// Danchieu reads folders of official Vietnamese PDFs, finds every document they
// cite and answers: who cites this, what does this rest on, through which chain,
// on which page.
//
// Run "danchieu help" for its verbs.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/VictoriaMetrics/metrics"
	"golang.org/x/term"

	"github.com/danchieu/danchieu/pipeline/legal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	metrics.ExposeMetadata(true) // the type of each figure beside it
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// Exit codes. A run cut short or with pages waiting for OCR is done.
const (
	exitDone     = 0
	exitNothing  = 1 // nothing found, or the reference is ambiguous
	exitUsage    = 2 // wrong flags, a path that does not exist
	exitFailures = 3 // done, some files failed or are damaged; or stopped before the end, or the output could not be written
	exitLocked   = 4 // another ingest is at work
	exitData     = 5 // data folder damaged or of another version
)

// exitError is an error that a person reads: what went wrong, what to do, and the
// exit code.
type exitError struct {
	code int
	err  error
	hint legal.Words // nil for none
}

func (e exitError) Error() string { return e.err.Error() }
func (e exitError) Unwrap() error { return e.err }

// In puts what went wrong into a language.
func (e exitError) In(lang legal.Lang) string { return errorIn(e.err, lang) }

// MarshalText writes it in English.
func (e exitError) MarshalText() ([]byte, error) { return []byte(e.Error()), nil }

// run is the program as a function of its surroundings. It returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return runStepwise(ctx, args, stdin, stdout, stderr, nil)
}

// runStepwise tells killAt the steps of an ingest.
func runStepwise(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer,
	killAt func(step string)) int {
	out := &output{w: stdout}
	if isTerminal(stdout) {
		out.w = &tamed{w: stdout}
	}
	lang := languageOf(args)
	a := &app{stdin: stdin, stdout: printer{out, lang}, stderr: printer{stderr, lang}, lang: lang,
		terminal: isTerminal(stdout), killAt: killAt}
	root := newRoot(a)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil && out.err == nil {
		return exitDone
	}
	f := a.asExitError(ctx, err, out.err)
	if f.Error() != "" {
		a.stderr.printf("danchieu: %s\n", f)
	}
	if f.hint != nil {
		a.stderr.printf("hint: %s\n", f.hint)
	}
	return f.code
}

// errStopped says that a person or the system ended the program.
var errStopped = errors.New("stopped")

// asExitError returns what to tell of an error, or of the first write to standard
// output that failed.
func (a *app) asExitError(ctx context.Context, err, writeErr error) exitError {
	var f exitError
	switch {
	case writeErr != nil:
		return exitError{code: exitFailures, err: say("cannot write the output: %v", writeErr)}
	case errors.Is(err, errStopped) && errors.As(err, &f):
		return f
	case ctx.Err() != nil: // whatever the error says of it
		return exitError{code: exitFailures, err: errStopped}
	case errors.As(err, &f):
		return f
	case !a.started: // nothing has run but the reading of the command line
		return exitError{exitUsage, err, say("danchieu help shows the verbs and their flags")}
	}
	return exitError{code: exitFailures, err: err}
}

// output remembers the first error of writing and writes nothing after it.
type output struct {
	w   io.Writer
	err error
}

func (o *output) Write(p []byte) (n int, err error) {
	if o.err == nil {
		n, o.err = o.w.Write(p)
	}
	return n, o.err
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
