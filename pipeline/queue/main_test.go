package queue

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/originals"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/word"
)

// engine is the name of the engine of the tests, whose readings are made up, but the same
// for the same page.
const engine = "stub"

// TestMain makes the test binary the hosts of a test: the child that reads PDFs, a worker,
// or an ingest.
func TestMain(m *testing.M) {
	roles := map[string]func(context.Context, []string) error{"read-child": serveChild, "worker": beWorker, "ingest": beIngest}
	if len(os.Args) < 2 || roles[os.Args[1]] == nil {
		os.Exit(m.Run())
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if err := roles[os.Args[1]](ctx, os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serveChild(context.Context, []string) error { return pdf.Serve(os.Stdin, os.Stdout, word.Answer) }

// quiet is a log of nothing.
var quiet = slog.New(slog.DiscardHandler)

// beWorker is a worker: address, milliseconds that a page takes, "once" or "on".
func beWorker(ctx context.Context, args []string) error {
	takes, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	w, err := newTestWorker(ctx, args[0], time.Duration(takes)*time.Millisecond, args[2] == "once")
	if err != nil {
		return err
	}
	return w.Run(ctx)
}

func newTestWorker(ctx context.Context, address string, takes time.Duration, once bool) (*Worker, error) {
	db, err := Open(ctx, address, quiet)
	if err != nil {
		return nil, err
	}
	store, err := originals.Open(ctx, "", false)
	if err != nil {
		return nil, err
	}
	return NewWorker(db, WorkerOptions{
		Name: "host", Engine: engine, Says: "made up", Slots: 2, Originals: store, Rescue: 4 * time.Second, Once: once,
		Read: func(ctx context.Context, q ocr.Request, known func(string) ([]byte, error)) (string, []byte, error) {
			select {
			case <-time.After(takes):
			case <-ctx.Done():
				return "", nil, ctx.Err()
			}
			return madeUp(ctx, q, known)
		},
	})
}

// madeUp reads a page as a plan that cites two documents, which differ from file to file.
func madeUp(_ context.Context, q ocr.Request, known func(string) ([]byte, error)) (string, []byte, error) {
	b, err := os.ReadFile(q.Path)
	if err != nil {
		return "", nil, err
	}
	sum := sha256.Sum256(append(b, byte(q.Page)))
	key := fmt.Sprintf("%x", sum)
	if reading, err := known(key); reading != nil || err != nil {
		return key, reading, err
	}
	p := ocr.Page{View: ocr.View{Width: q.Width, Height: q.Height}}
	p.Width, p.Height = q.Width, q.Height
	for i, text := range []string{
		"Số: " + strconv.Itoa(int(sum[0])) + "/KH-UBND", "KẾ HOẠCH",
		"Thực hiện Nghị quyết số " + strconv.Itoa(1+int(sum[1])) + "/NQ-CP ngày 5 tháng 3 năm 2021 của Chính phủ",
		"và Quyết định số " + strconv.Itoa(1+int(sum[2])) + "/QĐ-TTg ngày 7 tháng 3 năm 2021 của Thủ tướng Chính phủ.",
	} {
		line := pdf.Line{}
		for k, w := range strings.Fields(text) {
			y := float64(100 + 20*i)
			word := pdf.Word{Text: w, Size: 13, Baseline: y + 10, Doubt: .04,
				Box: legal.Box{X0: float64(60 + 30*k), Y0: y, X1: float64(85 + 30*k), Y1: y + 12}}
			line.Words, line.Box = append(line.Words, word), line.Box.Union(word.Box)
		}
		p.Lines = append(p.Lines, line)
	}
	return key, ocr.Encode(p), nil
}

func newReader(ctx context.Context) (*pdf.Child, error) {
	return pdf.Start(ctx, []string{os.Args[0], "read-child"}, pdf.DefaultLimits())
}

// beIngest is a coordinator: address, data folder, folder of files.
func beIngest(ctx context.Context, args []string) error {
	_, err := ingest(ctx, args[0], args[1], args[2], time.Minute)
	return err
}

func ingest(ctx context.Context, address, data, files string, patience time.Duration) (sum pipeline.Summary, err error) {
	db, err := Open(ctx, address, quiet)
	if err != nil {
		return sum, err
	}
	defer db.Close()
	c, err := catalog.Open(data)
	if err != nil {
		return sum, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	identity, _, err := c.Identity(ctx)
	if err != nil {
		return sum, err
	}
	coordinator, err := Coordinate(ctx, db, CoordinatorOptions{Catalogue: identity, Engine: engine, Patience: patience})
	if err != nil {
		return sum, err
	}
	defer coordinator.Close()
	return pipeline.Run(ctx, c, pipeline.Options{
		Paths: []string{files}, Workers: 2, Version: "test", Reader: newReader, Fleet: coordinator,
	})
}

// here is a fleet of one: this process.
type here struct{}

func (here) Engine() string { return engine }
func (here) Window() int    { return 1 }

func (here) Read(ctx context.Context, p pipeline.FleetPage) (r pipeline.FleetReading, err error) {
	r.Key, r.Reading, err = madeUp(ctx, p.Request, func(string) ([]byte, error) { return nil, nil })
	return r, err
}

func (here) Kept(context.Context, pipeline.FleetPage) error { return nil }
