package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"

	"github.com/spf13/pflag"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

// nightly is what the verbs that ingest have in common beside what they read.
type nightly struct {
	paths   []string
	log     bool     // records instead of lines on standard error
	metrics string   // file for the node exporter, "" for none
	reports []string // files, .json or .html, for the report of a run
	nice    int
	memory  int // MiB
	night   *night
}

func (n *nightly) addFlags(f *pflag.FlagSet, o *pipeline.Options) {
	f.IntVar(&o.Workers, "workers", runtime.NumCPU(), "files, or pages for OCR, read at the same time")
	f.BoolVar(&o.NoOCR, "no-ocr", false, "leave pages that only OCR can read waiting")
	f.DurationVar(&o.MaxDuration, "max-duration", 0,
		"begin no more files or pages after this time, as 90m or 6h; 0 for no limit")
	f.BoolVar(&n.log, "log", false, "write what happens to standard error as records, one JSON object a line")
	f.StringVar(&n.metrics, "metrics", "",
		"keep figures for Prometheus in this file: a .prom in the node exporter's folder")
	f.StringSliceVar(&n.reports, "report", nil,
		"write the report of the run to this file, .json or .html; may be repeated")
	f.IntVar(&n.nice, "nice", 0, "be this much nicer to other programs, 0 to 19")
	f.IntVar(&n.memory, "memory", usualMemory, "MiB of memory to keep within by collecting garbage more often")
}

func (n *nightly) check(o pipeline.Options) error {
	usage := func(err text) error { return exitError{code: exitUsage, err: err} }
	for _, path := range n.reports {
		if ext := filepath.Ext(path); ext != ".json" && ext != ".html" {
			return usage(say("--report %s: a report is .json or .html", path))
		}
	}
	switch {
	case o.Workers < 1:
		return usage(say("--workers must be at least 1"))
	case n.nice < 0 || n.nice > 19:
		return usage(say("--nice must be 0 to 19"))
	case n.memory < 1:
		return usage(say("--memory must be at least 1"))
	}
	return nil
}

// garbagePercent lets garbage grow to one and a half times what is in use before it is collected,
// within the memory limit: collecting is an eighth of the work otherwise.
const garbagePercent = 150

// usualMemory is the memory limit in MiB unless another one is asked for.
const usualMemory = 400

// collectLess collects garbage less often, within a limit of memory in MiB.
func collectLess(memory int) {
	debug.SetMemoryLimit(int64(memory) << 20)
	debug.SetGCPercent(garbagePercent)
}

// makeRoom makes this process as nice, and as sparing of memory, as is asked for.
func (n *nightly) makeRoom() error {
	collectLess(n.memory)
	if n.nice == 0 {
		return nil
	}
	// Linux keeps the priority of each thread; those to come take that of their maker.
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return setNice(0, n.nice)
	}
	for _, t := range threads {
		id, err := strconv.Atoi(t.Name())
		if err == nil {
			err = setNice(id, n.nice)
		}
		if err != nil && !errors.Is(err, syscall.ESRCH) {
			return err
		}
	}
	return nil
}

func setNice(id, nice int) error {
	if err := syscall.Setpriority(syscall.PRIO_PROCESS, id, nice); err != nil {
		return say("become nicer: %v", err)
	}
	return nil
}

// job is an ingest of some kind: [pipeline.Run], or a retry.
type job func(context.Context, *catalog.Catalog, pipeline.Options) (pipeline.Summary, error)

// work does an ingest from lock to report. Whatever comes of it is in the metrics.
func (a *app) work(ctx context.Context, n nightly, o pipeline.Options, do job) error {
	if err := n.check(o); err != nil {
		return err
	}
	if err := n.makeRoom(); err != nil {
		return err
	}
	var log *slog.Logger
	if n.log {
		log = slog.New(slog.NewJSONHandler(&tamed{w: a.stderr}, nil))
	}
	began := time.Now()
	var sum pipeline.Summary
	var err error
	locked := a.underLock(func(c *catalog.Catalog) error {
		sum, err = a.ingestInto(ctx, c, n, o, do, log)
		return nil
	})
	if err == nil {
		err = locked
	}
	code := a.exitCode(ctx, err)
	if log != nil {
		log.Info("ended", "run", sum.Run, "code", code, "found", sum.Found, "unchanged", sum.Unchanged, "read",
			sum.Read, "failed", sum.Failed, "seconds", time.Since(began).Seconds())
	}
	if n.metrics == "" || code == exitLocked {
		return err // the ingest at work keeps its own
	}
	if failed := a.writeMetrics(n.metrics, sum, code, began); failed != nil {
		return errors.Join(err, failed)
	}
	return err
}

// exitCode is the code the program will end with.
func (a *app) exitCode(ctx context.Context, err error) int {
	if err == nil {
		return exitDone
	}
	return a.asExitError(ctx, err, nil).code
}

func (a *app) ingestInto(ctx context.Context, c *catalog.Catalog, n nightly, o pipeline.Options, do job,
	log *slog.Logger) (pipeline.Summary, error) {
	bar := newProgress(a.stderr, log)
	began := time.Now()
	o.Progress, o.Step = bar.event, a.killAt
	defer n.night.follow(a.data, bar)()
	o.Readable = func(ctx context.Context) error {
		_, err := a.syncIndex(ctx, c)
		return err
	}
	sum, err := do(ctx, c, o)
	bar.finish()
	if err != nil {
		return sum, runFailure(ctx, err, a.data)
	}
	if sum.Found == 0 && !sum.Changed() {
		return sum, noFiles(o.Paths, sum)
	}
	report, err := a.syncIndex(ctx, c)
	if ctx.Err() != nil {
		return sum, stopped()
	}
	if isFull(err) {
		return sum, dataFailure(err, a.data)
	}
	if err != nil {
		return sum, exitError{exitData, say("bring the index up to date: %v", err),
			say("what was read is kept; run ingest again")}
	}
	if err := a.noteFound(ctx, c); err != nil {
		return sum, err
	}
	if err := a.writeReports(ctx, c, n.reports, sum); err != nil {
		return sum, err
	}
	if err := a.printSummary(ctx, c, sum, report, time.Since(began)); err != nil {
		return sum, err
	}
	if sum.Failed+sum.Damaged+len(sum.Unreadable) > 0 {
		return sum, exitError{exitFailures, unread(sum), say("danchieu status --failed says why")}
	}
	return sum, nil
}

// syncIndex brings the index up to date.
func (a *app) syncIndex(ctx context.Context, c *catalog.Catalog) (index.Report, error) {
	a.step("index")
	report, err := index.Sync(ctx, a.indexDir(), c)
	if err == nil {
		a.step("indexed")
	}
	return report, err
}

// step tells a test where the program is.
func (a *app) step(name string) {
	if a.killAt != nil {
		a.killAt(name)
	}
}
