package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

// lastSuccess is the figure that outlives a run that failed.
var lastSuccess = regexp.MustCompile(`(?m)^danchieu_last_success_timestamp_seconds ([0-9]+)$`)

// writeMetrics writes the figures of a run in the text format of Prometheus, for
// the textfile collector of the node exporter. A run that only could not read some
// files is a success.
func (a *app) writeMetrics(path string, s pipeline.Summary, code int, began time.Time) error {
	success := "0"
	if b, err := os.ReadFile(path); err == nil {
		if m := lastSuccess.FindSubmatch(b); m != nil {
			success = string(m[1])
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read metrics: %w", err)
	}
	if code == exitDone || code == exitFailures && s.Failed+len(s.Closed) > 0 {
		success = fmt.Sprint(time.Now().Unix())
	}
	totals := a.totals()
	return toFile(path, func(w io.Writer) error {
		_, err := io.WriteString(w, metricsText(s, totals, code, began, success))
		return err
	})
}

// totals counts what is in the data folder, if it can be read.
func (a *app) totals() catalog.Counts {
	c, err := catalog.OpenReader(a.data)
	if err != nil {
		return catalog.Counts{}
	}
	defer c.Close()
	n, _ := c.Counts(context.Background()) // none where it is damaged: the exit code says so
	return n
}

func metricsText(s pipeline.Summary, n catalog.Counts, code int, began time.Time, success string) string {
	var b strings.Builder
	gauge := func(name, help string, value any) {
		fmt.Fprintf(&b, "# HELP danchieu_%s %s\n# TYPE danchieu_%s gauge\ndanchieu_%s %v\n", name, help, name, name, value)
	}
	gauge("last_success_timestamp_seconds", "When an ingest last came to its end.", success)
	gauge("last_run_timestamp_seconds", "When the last ingest began.", began.Unix())
	gauge("last_run_duration_seconds", "How long it took.", fmt.Sprintf("%.3f", time.Since(began).Seconds()))
	gauge("last_run_exit_code", "Its exit code.", code)
	gauge("last_run", "Its number, 0 where it changed nothing.", s.Run)
	gauge("last_run_files_found", "Files it found.", s.Found)
	gauge("last_run_files_left", "Files it left for the next run.", s.Left)
	gauge("last_run_pages", "Pages of the files it read.", s.Pages)
	gauge("last_run_ocr_pages", "Pages it read by OCR.", s.OCRPages)
	gauge("last_run_folders_closed", "Folders it could not look into.", len(s.Closed))
	fmt.Fprint(&b, "# HELP danchieu_files Files held, by outcome.\n# TYPE danchieu_files gauge\n")
	for _, status := range []catalog.Status{catalog.Read, catalog.Waiting, catalog.Failed} {
		fmt.Fprintf(&b, "danchieu_files{status=%q} %d\n", status, n.Files[status])
	}
	fmt.Fprint(&b, "# HELP danchieu_unread Files and paths not read in full, by reason.\n# TYPE danchieu_unread gauge\n")
	for _, reason := range sortedKeys(n.Reasons) {
		fmt.Fprintf(&b, "danchieu_unread{reason=%q} %d\n", reason, n.Reasons[reason])
	}
	gauge("citations", "Citations held.", n.Citations)
	gauge("documents", "Documents held or cited.", n.Documents)
	gauge("edges", "Relations between documents.", n.Edges)
	gauge("conflicts", "Documents whose citations disagree.", n.Conflicts)
	return b.String()
}
