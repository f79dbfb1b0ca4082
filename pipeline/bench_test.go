package pipeline

import (
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/danchieu/danchieu/pipeline/ocr"
)

// corpus returns the PDFs to measure on: those under the folder DANCHIEU_CORPUS
// names, else the samples.
func corpus(b *testing.B) []string {
	dir := os.Getenv("DANCHIEU_CORPUS")
	if dir == "" {
		dir = "../testdata/plans"
	}
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".pdf") && !strings.HasPrefix(d.Name(), "damaged-") {
			out = append(out, path)
		}
		return err
	})
	if err != nil || len(out) == 0 {
		b.Fatal("no PDFs under ", dir, ": ", err)
	}
	return out
}

// sortOut parts files by whether OCR is needed for most of their pages.
func sortOut(b *testing.B, files []string) (native []string, scans map[string][]ocr.Request) {
	child, err := newReader(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer child.Close()
	scans = map[string][]ocr.Request{}
	for _, f := range files {
		own, err := readOwn(b.Context(), child, f, kindPDF)
		if err != nil {
			continue
		}
		if w := own.waiting(); len(w) > 0 {
			scans[f] = w
		} else {
			native = append(native, f)
		}
	}
	return native, scans
}

func childTime() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_CHILDREN, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkReading compares the processor time of our reading, through the
// long-lived child, with that of pdftotext -layout on the same native files.
func BenchmarkReading(b *testing.B) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		b.Skip("pdftotext is not installed")
	}
	native, _ := sortOut(b, corpus(b))
	var ours, theirs time.Duration
	for b.Loop() {
		at := childTime()
		child, err := newReader(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range native {
			if _, err := child.Read(b.Context(), f); err != nil {
				b.Fatal(err)
			}
		}
		child.Close()
		between := childTime()
		for _, f := range native {
			if err := exec.Command("pdftotext", "-layout", f, os.DevNull).Run(); err != nil {
				b.Fatal(err)
			}
		}
		ours, theirs = ours+between-at, theirs+childTime()-between
	}
	b.ReportMetric(float64(ours)/float64(theirs), "x-pdftotext")
	b.ReportMetric(float64(len(native)), "files")
}

// BenchmarkOCR compares the time that pages take through our pool with the bare
// programs, both with all cores busy.
func BenchmarkOCR(b *testing.B) {
	if err := ocr.Check(b.Context()); err != nil {
		b.Skip("OCR is not installed: ", err)
	}
	_, scans := sortOut(b, corpus(b))
	var pages []ocr.Request
	for _, w := range scans {
		pages = append(pages, w...)
	}
	pages = pages[:min(len(pages), 40)]
	var ours, theirs time.Duration
	for b.Loop() {
		at := time.Now()
		each(b, pages, func(ctx context.Context, q ocr.Request) error {
			_, err := Recognise(ctx, q.Path, []ocr.Request{q})
			return err
		})
		between := time.Now()
		each(b, pages, bare)
		ours, theirs = ours+between.Sub(at), theirs+time.Since(between)
	}
	b.ReportMetric(float64(ours)/float64(theirs), "x-bare")
	b.ReportMetric(float64(len(pages)), "pages")
}

func each(b *testing.B, pages []ocr.Request, f func(context.Context, ocr.Request) error) {
	g, ctx := errgroup.WithContext(b.Context())
	g.SetLimit(runtime.NumCPU())
	for _, q := range pages {
		g.Go(func() error { return f(ctx, q) })
	}
	if err := g.Wait(); err != nil {
		b.Fatal(err)
	}
}

// bare reads a page with the programs alone.
func bare(ctx context.Context, q ocr.Request) error {
	n := strconv.Itoa(q.Page)
	draw := exec.CommandContext(ctx, "pdftoppm", "-r", "200", "-gray", "-f", n, "-l", n, q.Path)
	read := exec.CommandContext(ctx, "tesseract", "stdin", "stdout", "--dpi", "200", "-l", "vie", "--psm", "3", "--oem",
		"1")
	read.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	pipe, err := draw.StdoutPipe()
	if err != nil {
		return err
	}
	read.Stdin = pipe
	if err := draw.Start(); err != nil {
		return err
	}
	if err := read.Run(); err != nil {
		return err
	}
	return draw.Wait()
}
