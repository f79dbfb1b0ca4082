package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/VictoriaMetrics/metrics"
	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/originals"
	"github.com/danchieu/danchieu/pipeline/queue"
)

// workerOptions are the flags of worker.
type workerOptions struct {
	queue, originals, listen string
	slots                    int
	once                     bool
	rescue                   time.Duration
}

func newWorker(a *app) *cobra.Command {
	var o workerOptions
	cmd := &cobra.Command{
		Use:   "worker --queue ADDRESS",
		Short: "Read scanned pages that an ingest elsewhere hands out",
		Long: `Worker reads pages for an ingest on another machine that has the same --queue, a database
of PostgreSQL. It needs poppler and Tesseract, and the files: under the same paths as
there, in a shared folder, or with --originals where the ingest lays them, a folder or
s3://bucket/prefix. It takes pages for its own engine alone: versions of the programs,
models and processor must be those that the ingest asks for. When it is ended it
finishes the pages it has begun; the page of a worker that died is read by another.

A password stands in the address only where nobody sees it: better in PGPASSFILE, or the
address in a config file. Keys of S3 are taken from the environment (AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL_S3).`,
		Example: `  danchieu worker --queue postgres://danchieu@db/danchieu
  danchieu worker --queue postgres://danchieu@db/danchieu --originals s3://vanban/goc
  danchieu worker --queue postgres://danchieu@db/danchieu --once`,
		Args: usageArgs(cobra.NoArgs, "no argument"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.runWorker(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.queue, "queue", "", "address of the database with the pages: postgres://user@host/database")
	f.StringVar(&o.originals, "originals", "", "where the files are, by their hash: a folder or s3://bucket/prefix")
	f.StringVar(&o.listen, "listen", "", "address for /healthz, /readyz and /metrics; none without it")
	f.IntVar(&o.slots, "workers", runtime.NumCPU(), "pages read at the same time")
	f.BoolVar(&o.once, "once", false, "end when no page is left")
	f.DurationVar(&o.rescue, "rescue", 15*time.Minute, "after this time the page of a worker that died is given to another")
	return cmd
}

// leastRescue is the shortest time after which a page is given to another.
const leastRescue = 3 * time.Second

func (a *app) runWorker(ctx context.Context, o workerOptions) error {
	switch {
	case o.queue == "":
		return exitError{exitUsage, say("worker wants --queue"), say("danchieu help worker shows examples")}
	case o.slots < 1:
		return exitError{code: exitUsage, err: say("--workers must be at least 1")}
	case o.rescue < leastRescue:
		return exitError{code: exitUsage, err: say("--rescue must be at least %v", leastRescue)}
	}
	engine, err := ocr.ThisEngine(ctx)
	if err != nil {
		return exitError{exitUsage, say("no page can be read here: %v", err), say("danchieu doctor says what is wanting")}
	}
	store, err := originals.Open(ctx, o.originals, false)
	if err != nil {
		return exitError{code: exitUsage, err: say("%v", err)}
	}
	if c, ok := store.(io.Closer); ok {
		defer c.Close()
	}
	db, err := a.openQueue(ctx, o.queue)
	if err != nil {
		return err
	}
	defer db.Close()
	var reader ocr.Reader
	defer reader.Close()
	host, _ := os.Hostname()
	w, err := queue.NewWorker(db, queue.WorkerOptions{
		Name: host, Engine: engine.ID(), Says: engine.String(), Slots: o.slots, Originals: store,
		Rescue: o.rescue, Once: o.once,
		Read: func(ctx context.Context, q ocr.Request, known func(string) ([]byte, error)) (string, []byte, error) {
			return pipeline.DrawAndRead(ctx, &reader, q, known)
		},
	})
	if err != nil {
		return exitError{code: exitData, err: say("%v", err)}
	}
	if o.listen != "" {
		end, err := a.tellHealth(o.listen, w)
		if err != nil {
			return exitError{code: exitUsage, err: say("listen: %v", err)}
		}
		defer end()
	}
	a.stderr.printf("reading %s at a time for the engine %s\n", nouns(o.slots, "page"), engine.ID())
	if err := w.Run(ctx); err != nil {
		return exitError{code: exitData, err: say("%v", err)}
	}
	a.stdout.printf("%s read, %d not readable, %d left to others\n", nouns(int(w.Read.Load()), "page"), w.Failed.Load(), w.Returned.Load())
	return nil
}

// openQueue opens the database of a queue. River's own words of what it cannot do go to standard error.
func (a *app) openQueue(ctx context.Context, address string) (*queue.DB, error) {
	db, err := queue.Open(ctx, address, slog.New(&queueLog{a: a}))
	switch {
	case err == nil:
		return db, nil
	case errors.Is(err, queue.ErrVersion):
		return nil, exitError{exitData, say("%v", err), say("let all machines have the same version of danchieu")}
	case errors.Is(err, queue.ErrForeign):
		return nil, exitError{exitUsage, say("%v", err), say("give danchieu a database of its own: createdb danchieu")}
	}
	return nil, exitError{code: exitData, err: say("%v", err)}
}

// queueLog is what River says of what it cannot do: a line a minute, for it says so several times a second
// while a database is gone.
type queueLog struct {
	a     *app
	mu    sync.Mutex
	until time.Time // says nothing before
}

// queueSays is how often something is said of a queue.
const queueSays = time.Minute

// Enabled leaves out what is no error.
func (*queueLog) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelError }

// Handle says what went wrong, in a line.
func (l *queueLog) Handle(_ context.Context, r slog.Record) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r.Time.Before(l.until) {
		return nil
	}
	l.until = r.Time.Add(queueSays)
	cause := r.Message
	r.Attrs(func(attr slog.Attr) bool {
		if strings.HasPrefix(attr.Key, "err") {
			lines := strings.Split(strings.TrimSpace(attr.Value.String()), "\n")
			cause = strings.TrimSpace(lines[len(lines)-1])
		}
		return true
	})
	l.a.stderr.printf("the queue cannot be asked; it is tried again: %s\n", cause)
	return nil
}

// WithAttrs returns the same log: who says it is of no use to people.
func (l *queueLog) WithAttrs([]slog.Attr) slog.Handler { return l }

// WithGroup returns the same log.
func (l *queueLog) WithGroup(string) slog.Handler { return l }

// tellHealth answers for whoever watches a worker.
func (a *app) tellHealth(address string, w *queue.Worker) (end func(), err error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(rw http.ResponseWriter, _ *http.Request) { fmt.Fprintln(rw, "ok") })
	mux.HandleFunc("GET /readyz", func(rw http.ResponseWriter, _ *http.Request) {
		if !w.Ready() {
			http.Error(rw, "the database does not answer", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(rw, "ok")
	})
	mux.HandleFunc("GET /metrics", func(rw http.ResponseWriter, _ *http.Request) {
		metrics.WriteCounterUint64(rw, "danchieu_worker_pages_read_total", uint64(w.Read.Load()))
		metrics.WriteCounterUint64(rw, "danchieu_worker_pages_failed_total", uint64(w.Failed.Load()))
		metrics.WriteCounterUint64(rw, "danchieu_worker_pages_returned_total", uint64(w.Returned.Load()))
		metrics.WriteGaugeUint64(rw, "danchieu_worker_pages_at_work", uint64(w.AtWork()))
	})
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(listener)
	return func() { server.Close() }, nil
}
