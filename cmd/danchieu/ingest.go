package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

func newIngest(a *app) *cobra.Command {
	o := pipeline.Options{Workers: runtime.NumCPU(), Version: version(), Reader: startReader}
	cmd := &cobra.Command{
		Use:   "ingest PATH...",
		Short: "Read what is new or changed under the paths",
		Long: `Ingest reads the .pdf and .txt files under the paths that are new or have changed,
works out which documents they cite, and brings the index up to date. Files that
cannot be read are kept with their reason and stop nothing. A second ingest of
unchanged files writes nothing. Only files under the paths given can be found
vanished; where none at all is left, ingest refuses and asks for --allow-empty.

Pages that are pictures, or whose text is not to be relied on, are read by OCR
after all files are stored and can be searched; what has been read of them is kept
whatever happens. Without poppler and Tesseract they wait for a later run.`,
		Example: `  danchieu ingest ~/vanban
  danchieu ingest --data /srv/danchieu /mnt/vanban/2025 /mnt/vanban/2026
  danchieu ingest --max-duration 6h /mnt/vanban`,
		Args: usageArgs(cobra.MinimumNArgs(1), "a folder or a file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.Workers < 1 {
				return failure{code: exitUsage, err: errors.New("--workers must be at least 1")}
			}
			o.Paths = args
			return a.ingest(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.IntVar(&o.Workers, "workers", o.Workers, "files, or pages for OCR, read at the same time")
	f.BoolVar(&o.NoOCR, "no-ocr", false, "leave pages that only OCR can read waiting")
	f.BoolVar(&o.AllowEmpty, "allow-empty", false, "let go of all files known under a path where none is left")
	f.DurationVar(&o.MaxDuration, "max-duration", 0, "begin no more pages for OCR after this time, as 90m or 6h; 0 for no limit")
	return cmd
}

func (a *app) ingest(ctx context.Context, o pipeline.Options) error {
	for _, p := range o.Paths {
		if _, err := os.Stat(p); errors.Is(err, os.ErrNotExist) {
			return failure{code: exitUsage, err: fmt.Errorf("no such file or folder: %s", p)}
		}
	}
	if err := a.worthBeginning(o.Paths); err != nil {
		return err
	}
	release, err := catalog.Lock(a.data)
	if err != nil {
		return dataFailure(err, a.data)
	}
	defer release()
	c, err := catalog.Open(a.data)
	if err != nil {
		return dataFailure(err, a.data)
	}
	defer c.Close()

	bar := newProgress(a.stderr)
	began := time.Now()
	o.Progress = bar.event
	o.Readable = func(ctx context.Context) error {
		_, err := index.Sync(ctx, a.indexDir(), c)
		return err
	}
	sum, err := pipeline.Run(ctx, c, o)
	bar.finish()
	if err != nil {
		return runFailure(ctx, err, a.data)
	}
	if sum.Found == 0 && !sum.Changed() {
		return noFiles(o.Paths, sum)
	}
	report, err := index.Sync(ctx, a.indexDir(), c)
	if ctx.Err() != nil {
		return stopped()
	}
	if err != nil {
		return failure{exitData, fmt.Errorf("bring the index up to date: %w", err), "what was read is kept; run ingest again"}
	}
	if err := a.printSummary(ctx, c, sum, report, time.Since(began)); err != nil {
		return err
	}
	if sum.Failed > 0 || len(sum.Closed) > 0 {
		return failure{exitFailures, unread(sum), "danchieu status --failed says why"}
	}
	return nil
}

// worthBeginning looks for files before a new data folder is made for them.
func (a *app) worthBeginning(paths []string) error {
	if _, err := os.Stat(filepath.Join(a.data, catalog.FileName)); !errors.Is(err, os.ErrNotExist) {
		return nil
	}
	sum, err := pipeline.Look(paths)
	if err != nil {
		return failure{code: exitUsage, err: err}
	}
	if sum.Found == 0 {
		return noFiles(paths, sum)
	}
	return nil
}

// noFiles says that nothing to ingest was found.
func noFiles(paths []string, s pipeline.Summary) error {
	if len(s.Closed) > 0 {
		return failure{exitFailures, fmt.Errorf("could not look into %s", strings.Join(s.Closed, ", ")), "whoever ingests must be let read it"}
	}
	return failure{exitNothing, fmt.Errorf("no .pdf or .txt file under %s", strings.Join(paths, ", ")), "give the folder that holds the documents"}
}

func stopped() error {
	return failure{exitFailures, fmt.Errorf("%w; what was read is kept", errStopped), "run ingest again to go on"}
}

// unread says how much of what was found could not be read.
func unread(s pipeline.Summary) error {
	var parts []string
	if s.Failed > 0 {
		parts = append(parts, nouns(s.Failed, "file"))
	}
	if len(s.Closed) > 0 {
		parts = append(parts, nouns(len(s.Closed), "folder"))
	}
	return fmt.Errorf("%s could not be read", strings.Join(parts, " and "))
}

// runFailure says what to do about an ingest that could not go on.
func runFailure(ctx context.Context, err error, dir string) error {
	switch {
	case ctx.Err() != nil:
		return stopped()
	case errors.Is(err, pipeline.ErrEmptied):
		return failure{exitUsage, err, "is the share mounted? --allow-empty lets go of them"}
	case errors.Is(err, catalog.ErrDamaged), errors.Is(err, catalog.ErrVersion):
		return dataFailure(err, dir)
	case errors.Is(err, pipeline.ErrNoSuchPath):
		return failure{code: exitUsage, err: err}
	}
	return failure{exitData, fmt.Errorf("ingest: %w", err), "what was read is kept; run ingest again"}
}

// ingestJSON is the summary of a run.
type ingestJSON struct {
	pipeline.Summary
	Totals  catalog.Counts `json:"totals"`
	Index   string         `json:"index"`
	Seconds float64        `json:"seconds"`
}

func (a *app) printSummary(ctx context.Context, c *catalog.Catalog, s pipeline.Summary, r index.Report, took time.Duration) error {
	totals, err := c.Counts(ctx)
	if err != nil {
		return dataFailure(err, a.data)
	}
	if a.json {
		return writeJSONLine(a.stdout, ingestJSON{s, totals, r.Generation, took.Seconds()})
	}
	w := a.stdout
	if !s.Changed() {
		fmt.Fprintf(w, "nothing new: %s, as before\n", nouns(s.Found, "file"))
		return nil
	}
	fmt.Fprintf(w, "%6d %s found\n", s.Found, noun(s.Found, "file"))
	for _, row := range []struct {
		n    int
		what string
	}{
		{s.Unchanged, "as they were"}, {s.Known, "known by their content, at another place"}, {s.Read, "read"},
		{s.Waiting, "read in part: pages wait for OCR"}, {s.Recognised, "with pages read by OCR"}, {s.Failed, "not read"}, {s.Vanished, "vanished"},
	} {
		if row.n > 0 {
			fmt.Fprintf(w, "%6d   %s\n", row.n, row.what)
		}
	}
	fmt.Fprintf(w, "%6d %s and %s in what was read, %s\n", s.Pages, noun(s.Pages, "page"), nouns(s.Citations, "citation"), rate(s.Pages, took))
	fmt.Fprintf(w, "\nnow: %s (%d held, %d only cited), %s between them, %s of which %d uncertain, %s with a conflict\n",
		nouns(totals.Documents, "document"), totals.Held, totals.Documents-totals.Held, nouns(totals.Edges, "relation"),
		nouns(totals.Citations, "citation"), totals.Uncertain, nouns(totals.Conflicts, "document"))
	for _, dir := range s.Closed {
		fmt.Fprintf(a.stderr, "danchieu: could not look into %s\n", dir)
	}
	return nil
}

func rate(pages int, took time.Duration) string {
	return fmt.Sprintf("%.1f pages a second", float64(pages)/max(took.Seconds(), 0.001))
}

// progress shows on a terminal how far an ingest is, and nothing elsewhere.
type progress struct {
	mu    sync.Mutex
	w     io.Writer // nil where there is no terminal
	bar   *progressbar.ProgressBar
	pages int
	began time.Time
}

func newProgress(w io.Writer) *progress {
	p := &progress{began: time.Now()}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.w = w
	}
	return p
}

func (p *progress) event(e pipeline.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.w == nil {
		return
	}
	if e.Path == "" {
		p.begin(e)
		return
	}
	p.pages += e.Pages
	p.bar.Describe(fmt.Sprintf("%s  %s", rate(p.pages, time.Since(p.began)), shorten(filepath.Base(e.Path), 32)))
	p.bar.Add(1)
}

// begin starts the bar of a stage.
func (p *progress) begin(e pipeline.Event) {
	if p.bar != nil {
		p.bar.Finish()
	}
	what := map[pipeline.Stage]string{pipeline.StageRead: "files", pipeline.StageOCR: "pages for OCR"}[e.Stage]
	p.pages, p.began = 0, time.Now()
	p.bar = progressbar.NewOptions(e.Total, progressbar.OptionSetWriter(p.w), progressbar.OptionSetWidth(24), progressbar.OptionShowCount(),
		progressbar.OptionSetItsString(what), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetPredictTime(true), progressbar.OptionUseANSICodes(os.Getenv("NO_COLOR") == ""))
	p.bar.Describe(what)
}

func (p *progress) finish() {
	if p.bar != nil {
		p.bar.Finish()
	}
}

// shorten cuts a name in the middle to at most n letters.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n/2]) + "…" + string(r[len(r)-(n-n/2-1):])
}
