package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

// lastSuccess is the figure that outlives a run that failed.
var lastSuccess = regexp.MustCompile(`(?m)^danchieu_last_success_timestamp_seconds ([0-9]+)$`)

// writeMetrics writes the figures of a run in the text format of Prometheus, for
// the textfile collector of the node exporter. A run that only could not read some
// files is a success.
func (a *app) writeMetrics(path string, s pipeline.Summary, code int, began time.Time) error {
	var success int64
	if b, err := os.ReadFile(path); err == nil {
		if m := lastSuccess.FindSubmatch(b); m != nil {
			success, _ = strconv.ParseInt(string(m[1]), 10, 64) // digits alone
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return say("read metrics: %v", err)
	}
	if code == exitDone || code == exitFailures && s.Failed+s.Damaged+len(s.Unreadable) > 0 {
		success = time.Now().Unix()
	}
	totals := a.totals()
	return toFile(path, func(w io.Writer) error {
		var b bytes.Buffer
		runMetrics(s, totals, code, began, success).WritePrometheus(&b)
		_, err := b.WriteTo(w)
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

// runMetrics returns the figures of a run. INTERFACES.md says what each is.
func runMetrics(s pipeline.Summary, n catalog.Counts, code int, began time.Time, success int64) *metrics.Set {
	set := metrics.NewSet()
	gauge := func(name string, value float64) { set.NewGauge("danchieu_"+name, nil).Set(value) }
	gauge("last_success_timestamp_seconds", float64(success))
	gauge("last_run_timestamp_seconds", float64(began.Unix()))
	gauge("last_run_duration_seconds", time.Since(began).Round(time.Millisecond).Seconds())
	gauge("last_run_exit_code", float64(code))
	gauge("last_run", float64(s.Run))
	gauge("last_run_files_found", float64(s.Found))
	gauge("last_run_files_left", float64(s.Deferred))
	gauge("last_run_pages", float64(s.Pages))
	gauge("last_run_ocr_pages", float64(s.OCRPages))
	gauge("last_run_folders_closed", float64(len(s.Unreadable)))
	for _, status := range []catalog.Status{catalog.Read, catalog.Waiting, catalog.Failed} {
		gauge(fmt.Sprintf("files{status=%q}", status), float64(n.Files[status]))
	}
	for reason, count := range n.Reasons {
		gauge(fmt.Sprintf("unread{reason=%q}", reason), float64(count))
	}
	gauge("citations", float64(n.Citations))
	gauge("documents", float64(n.Documents))
	gauge("edges", float64(n.Edges))
	gauge("conflicts", float64(n.Conflicts))
	return set
}
