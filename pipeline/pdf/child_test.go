package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// childMode is the environment variable that turns the test binary into a child.
const childMode = "DANCHIEU_TEST_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(childMode) {
	case "":
		os.Exit(m.Run())
	case "serve":
		if err := Serve(os.Stdin, os.Stdout, nil); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case "panic":
		fmt.Fprintln(os.Stderr, strings.Repeat("noise\n", 5000))
		awaitRequest()
		panic("out of luck")
	case "exit":
		os.Exit(7)
	case "silent":
		awaitRequest()
		_ = os.Stdout.Close()
		time.Sleep(time.Hour)
	case "garbage":
		awaitRequest()
		fmt.Println(strings.Repeat("this is no gob\n", 100))
		time.Sleep(time.Hour)
	case "huge":
		awaitRequest()
		// A gob message begins with its length: 4 bytes, 0x3fffffff.
		_, _ = os.Stdout.Write([]byte{0xfc, 0x3f, 0xff, 0xff, 0xff})
		for {
			_, _ = os.Stdout.Write(make([]byte, 1<<20))
		}
	}
}

func awaitRequest() { _, _ = os.Stdin.Read(make([]byte, 1)) }

// startChild starts the test binary as a child.
func startChild(t *testing.T, ctx context.Context, mode string, limits Limits) *Child {
	t.Helper()
	t.Setenv(childMode, mode)
	c, err := Start(ctx, []string{os.Args[0]}, limits)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func writeFile(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// endless is a file whose only object stream ends in an open hexadecimal string,
// which the object layer reads for ever.
func endless() []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	compressed := b.Len()
	b.WriteString("2 0 obj\n" + streamOf("/Type/ObjStm/N 1/First 4", "1 0 <41") + "\nendobj\n")
	start := b.Len()
	table := []byte{0, 0, 0, 0, 2, 0, 2, 0, 1, byte(compressed >> 8), byte(compressed), 0, 1, byte(start >> 8),
		byte(start), 0}
	b.WriteString("3 0 obj\n" + streamOf("/Type/XRef/Size 4/W[1 2 1]/Root 1 0 R", string(table)) + "\nendobj\n")
	fmt.Fprintf(&b, "startxref\n%d\n%%%%EOF\n", start)
	return []byte(b.String())
}

// bigTable is a file whose cross references want 28 GB.
func bigTable() []byte {
	return []byte("%PDF-1.7\n%" + strings.Repeat("-", 90) +
		"\nxref\n900000000 1\n0000000000 00000 n \ntrailer\n<</Size 1>>\nstartxref\n101\n%%EOF\n")
}

// TestChild sends files of every kind through one child and looks whether the good
// one among them is read each time.
func TestChild(t *testing.T) {
	limits := DefaultLimits()
	limits.CPU = time.Second
	c := startChild(t, t.Context(), "serve", limits)
	good := writeFile(t, pageOf(painted))
	tests := []struct {
		name   string
		path   string
		reason Reason
	}{
		{"not a PDF", writeFile(t, []byte("hello")), ErrNotPDF},
		{"empty", writeFile(t, nil), ErrEmpty},
		{"damaged", writeFile(t, []byte("%PDF-1.7\n")), ErrDamaged},
		{"no such file", good + "x", ErrIO},
		{"folder", filepath.Dir(good), ErrIO},
		{"processor time", writeFile(t, endless()), ErrTimeLimit},
		{"memory", writeFile(t, bigTable()), ErrMemoryLimit},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if runtime.GOOS != "linux" && (tt.reason == ErrTimeLimit || tt.reason == ErrMemoryLimit) {
				t.Skip("this limit needs Linux")
			}
			pages, err := c.Read(t.Context(), tt.path)
			if ReasonOf(err) != tt.reason || !errors.Is(err, tt.reason) || pages != nil {
				t.Errorf("got %d pages, %v; want %q", len(pages), err, tt.reason)
			}
			pages, err = c.Read(t.Context(), good)
			if err != nil || len(pages) != 1 || textOf(pages[0]) != "ok" {
				t.Errorf("the next file: got %+v, %v", pages, err)
			}
		})
	}
}

// TestChildLittleMemory reads a file that takes more memory than there is, bit by
// bit, and then one that does not.
func TestChildLittleMemory(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("this limit needs Linux")
	}
	limits := DefaultLimits()
	limits.Memory = 128 << 20 // a child of a busy machine has some for its threads
	limits.Stream = 1 << 30
	c := startChild(t, t.Context(), "serve", limits)
	big := pdfOf(catalog, tree, "<</Contents 4 0 R>>",
		streamOf("/Filter/FlateDecode", deflated(strings.Repeat(" ", 200<<20))))
	if _, err := c.Read(t.Context(), writeFile(t, big)); !errors.Is(err, ErrMemoryLimit) {
		t.Errorf("got %v, want %v", err, ErrMemoryLimit)
	}
	if pages, err := c.Read(t.Context(), writeFile(t, pageOf(painted))); err != nil || len(pages) != 1 {
		t.Errorf("the next file: got %d pages, %v", len(pages), err)
	}
}

// TestChildSameAsRead checks that a page survives the way between processes.
func TestChildSameAsRead(t *testing.T) {
	data := signed("70 698 90 708", "", "BT /F1 10 Tf 0 1 Td (464) Tj ET")
	want := fmt.Sprintf("%+v", readOne(t, data))
	c := startChild(t, t.Context(), "serve", DefaultLimits())
	pages, err := c.Read(t.Context(), writeFile(t, data))
	if err != nil || len(pages) != 1 || fmt.Sprintf("%+v", pages[0]) != want {
		t.Errorf("got %+v, %v; want %s", pages, err, want)
	}
}

func TestChildWallTime(t *testing.T) {
	limits := DefaultLimits()
	limits.Wall = 300 * time.Millisecond
	c := startChild(t, t.Context(), "serve", limits)
	for range 2 {
		_, err := c.Read(t.Context(), writeFile(t, endless()))
		if !errors.Is(err, ErrTimeLimit) {
			t.Errorf("got %v, want %v", err, ErrTimeLimit)
		}
	}
	c.limits = DefaultLimits() // a busy machine takes longer
	if pages, err := c.Read(t.Context(), writeFile(t, pageOf(painted))); err != nil || len(pages) != 1 {
		t.Errorf("the next file: got %d pages, %v", len(pages), err)
	}
}

// TestChildMisbehaves has children that do everything but answer.
func TestChildMisbehaves(t *testing.T) {
	for mode, want := range map[string]string{"panic": "out of luck", "exit": "exit status 7", "silent": "EOF",
		"garbage": "read answer", "huge": errMessage.Error()} {
		t.Run(mode, func(t *testing.T) {
			c := startChild(t, t.Context(), mode, DefaultLimits())
			begin := time.Now()
			_, err := c.Read(t.Context(), "any.pdf")
			if !errors.Is(err, ErrCrashed) || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want %v with %q", err, ErrCrashed, want)
			}
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			if c.process != nil {
				t.Error("the process is kept")
			}
		})
	}
}

func TestChildCancel(t *testing.T) {
	t.Run("of a file", func(t *testing.T) {
		c := startChild(t, t.Context(), "serve", DefaultLimits())
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		if _, err := c.Read(ctx, writeFile(t, endless())); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if pages, err := c.Read(t.Context(), writeFile(t, pageOf(painted))); err != nil || len(pages) != 1 {
			t.Errorf("the next file: got %d pages, %v", len(pages), err)
		}
	})
	t.Run("of the child", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		c := startChild(t, ctx, "serve", DefaultLimits())
		time.AfterFunc(200*time.Millisecond, cancel)
		if _, err := c.Read(t.Context(), writeFile(t, endless())); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if _, err := c.Read(t.Context(), "any.pdf"); !errors.Is(err, context.Canceled) {
			t.Errorf("afterwards: got %v", err)
		}
	})
}

func TestStartFails(t *testing.T) {
	for _, command := range [][]string{nil, {"/no/such/program"}} {
		if _, err := Start(t.Context(), command, DefaultLimits()); !errors.Is(err, ErrCrashed) {
			t.Errorf("%q: got %v", command, err)
		}
	}
}

// TestNoZombies closes a child and looks whether it is gone.
func TestNoZombies(t *testing.T) {
	c := startChild(t, t.Context(), "serve", DefaultLimits())
	cmd := c.process.cmd
	if err := c.Close(); err != nil || cmd.ProcessState == nil || !cmd.ProcessState.Success() {
		t.Errorf("got %v, state %v", err, cmd.ProcessState)
	}
}

func TestServeEnds(t *testing.T) {
	defer signal.Reset(os.Interrupt, syscall.SIGTERM)
	if err := Serve(strings.NewReader(""), io.Discard, nil); err != nil {
		t.Errorf("at the end of input: %v", err)
	}
	if err := Serve(strings.NewReader("\x03abc"), io.Discard, nil); err == nil {
		t.Error("no error for garbage")
	}
}

func TestReasons(t *testing.T) {
	for _, r := range []Reason{ErrNotPDF, ErrEmpty, ErrEncrypted, ErrUnsupported, ErrDamaged, ErrTimeLimit,
		ErrMemoryLimit, ErrCrashed, ErrIO} {
		if r.Error() == string(r) {
			t.Errorf("%s has no sentence", string(r))
		}
		if got := ReasonOf(fmt.Errorf("read a.pdf: %w", fmt.Errorf("%w: detail", r))); got != r {
			t.Errorf("got %q, want %q", got, r)
		}
	}
	if ReasonOf(nil) != "" || ReasonOf(io.EOF) != ErrIO {
		t.Error("nil or a foreign error has the wrong reason")
	}
}
