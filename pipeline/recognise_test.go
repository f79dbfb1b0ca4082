package pipeline

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

const scanned = "scan-kh-23-ben-tam"

// withOCR ingests and returns how many pages OCR was asked to read.
func withOCR(t *testing.T, ctx context.Context, c *catalog.Catalog, o Options) (Summary, int, error) {
	t.Helper()
	pages := 0
	o.Workers, o.Version, o.Reader = 2, "test", newReader
	then := o.Progress
	o.Progress = func(e Event) {
		if e.Stage == StageOCR && e.Path == "" {
			pages = e.Total
		}
		if then != nil {
			then(e)
		}
	}
	sum, err := Run(ctx, c, o)
	return sum, pages, err
}

func needOCR(t *testing.T) {
	if err := ocr.Check(t.Context()); errors.Is(err, pdf.ErrMissing) {
		t.Skip("poppler and Tesseract are not installed:", err)
	}
}

// Pages wait where OCR is not to be had, and a later run reads just those.
func TestOCRLater(t *testing.T) {
	needOCR(t)
	dir, c := folder(t), openCatalog(t)
	put(t, dir, scanned, "kh-52-ubnd")
	if sum := ingest(t, c, 1, dir); sum.Waiting != 1 || sum.Read != 1 {
		t.Fatalf("without OCR: %+v", sum)
	}
	sum, pages, err := withOCR(t, t.Context(), c, Options{Paths: []string{dir}})
	if err != nil || pages != 1 || sum.Recognised != 1 || sum.Unchanged != 2 {
		t.Errorf("later: %+v, %d pages, %v", sum, pages, err)
	}
	if n, err := c.Counts(t.Context()); err != nil || n.Pages["ocr"] != 1 || n.Files[catalog.Waiting] != 0 {
		t.Errorf("catalogue after OCR: %+v, %v", n, err)
	}
	_, seq, _ := c.Identity(t.Context())
	if sum, pages, err = withOCR(t, t.Context(), c, Options{Paths: []string{dir}}); err != nil || pages != 0 || sum.Changed() {
		t.Errorf("again: %+v, %d pages, %v", sum, pages, err)
	}
	if _, after, _ := c.Identity(t.Context()); after != seq {
		t.Errorf("a run with nothing to do wrote change %d", after)
	}
}

// A page whose result was stored is not read again after a crash, nor in another
// file that shows the same.
func TestOCRAfterCrash(t *testing.T) {
	needOCR(t)
	dir, c := folder(t), openCatalog(t)
	put(t, dir, scanned)
	ctx, cancel := context.WithCancel(t.Context())
	_, _, err := withOCR(t, ctx, c, Options{Paths: []string{dir}, Progress: func(e Event) {
		if e.Stage == StageOCR && e.Path != "" {
			cancel() // the page is stored, the file is not
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled run ended with %v", err)
	}
	sum, pages, err := withOCR(t, t.Context(), c, Options{Paths: []string{dir}})
	if err != nil || pages != 0 || sum.Recognised != 1 {
		t.Errorf("after the crash: %+v, %d pages read again, %v", sum, pages, err)
	}
}

// Out of time, no file and no page is begun, and nothing is lost.
func TestOCROutOfTime(t *testing.T) {
	needOCR(t)
	dir, c := folder(t), openCatalog(t)
	put(t, dir, scanned)
	sum, _, err := withOCR(t, t.Context(), c, Options{Paths: []string{dir}, MaxDuration: time.Nanosecond})
	if err != nil || sum.Deferred != 1 || sum.Changed() {
		t.Errorf("out of time before reading: %+v, %v", sum, err)
	}
	sum, _, err = withOCR(t, t.Context(), c, Options{Paths: []string{dir}, MaxDuration: time.Second, Readable: func(context.Context) error {
		time.Sleep(time.Second)
		return nil
	}})
	if err != nil || sum.Waiting != 1 || sum.Recognised != 0 {
		t.Errorf("out of time before OCR: %+v, %v", sum, err)
	}
	if sum, _, err = withOCR(t, t.Context(), c, Options{Paths: []string{dir}}); err != nil || sum.Recognised != 1 {
		t.Errorf("with time: %+v, %v", sum, err)
	}
}

// A page on which OCR failed for want of a program or of time is tried again by the
// next run, one that is damaged is not.
func TestOCRTriedAgain(t *testing.T) {
	needOCR(t)
	for reason, again := range map[pdf.Reason]int{pdf.ErrMissing: 1, pdf.ErrTimeLimit: 1, pdf.ErrMemoryLimit: 1, pdf.ErrDamaged: 0} {
		dir, c := folder(t), openCatalog(t)
		put(t, dir, scanned)
		ingest(t, c, 1, dir)
		waiting, err := c.Waiting(t.Context())
		check(t, err)
		check(t, c.PutOCR(t.Context(), catalog.OCRPage{SHA256: waiting[0].SHA256, Page: 1, Reason: string(reason), ReadBy: "test"}, nil))
		sum, pages, err := withOCR(t, t.Context(), c, Options{Paths: []string{dir}})
		if err != nil || pages != again || sum.Recognised != again {
			t.Errorf("%s: %d pages tried again, %+v, %v", reason, pages, sum, err)
		}
	}
}
