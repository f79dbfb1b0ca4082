package pipeline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/word"
)

// TestMain makes the test binary the child that reads PDFs when it starts itself.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == readChild {
		if err := pdf.Serve(os.Stdin, os.Stdout, word.Answer); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

const readChild = "read-child"

// newReader starts a child that reads PDFs, as [Options] wants it.
func newReader(ctx context.Context) (*pdf.Child, error) {
	return pdf.Start(ctx, []string{os.Args[0], readChild}, pdf.DefaultLimits())
}

func startReader(t *testing.T) *pdf.Child {
	t.Helper()
	c, err := newReader(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// left returns the running processes that this one has started since some others were. They may
// take a moment to go.
func left(t *testing.T, before []string) (now []string) {
	t.Helper()
	for range 50 {
		now = children(t)
		now = slices.DeleteFunc(now, func(p string) bool { return slices.Contains(before, p) })
		if len(now) == 0 {
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return now
}

// children returns the running processes that this one has started.
func children(t *testing.T) (out []string) {
	t.Helper()
	if runtime.GOOS != "linux" {
		return nil
	}
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	check(t, err)
	for _, path := range stats {
		b, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		_, rest, _ := strings.Cut(string(b), ") ") // state, parent, …
		f := strings.Fields(rest)
		if len(f) > 1 && f[0] != "Z" && f[1] == strconv.Itoa(os.Getpid()) {
			out = append(out, path)
		}
	}
	return out
}
