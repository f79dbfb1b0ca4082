package pipeline

import (
	"context"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/pdf"
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

// spent is the processor time of this process and of the children that have ended.
func spent() (sum time.Duration) {
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		syscall.Getrusage(who, &u)
		sum += time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	return sum
}

// BenchmarkReading compares the processor time of our reading, through the long-lived
// child, and of reading, layout and citations, with that of pdftotext -layout on the same
// native files.
func BenchmarkReading(b *testing.B) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		b.Skip("pdftotext is not installed")
	}
	native, _ := sortOut(b, corpus(b))
	var reading, whole, theirs time.Duration
	for b.Loop() {
		reading += readAll(b, native, func(child *pdf.Child, f string) error {
			_, err := child.Read(b.Context(), f)
			return err
		})
		whole += readAll(b, native, func(child *pdf.Child, f string) error {
			_, err := Read(b.Context(), child, f, nil)
			return err
		})
		at := spent()
		for _, f := range native {
			if err := exec.Command("pdftotext", "-layout", f, os.DevNull).Run(); err != nil {
				b.Fatal(err)
			}
		}
		theirs += spent() - at
	}
	b.ReportMetric(float64(reading)/float64(theirs), "x-pdftotext")
	b.ReportMetric(float64(whole)/float64(theirs), "cited-x-pdftotext")
	b.ReportMetric(float64(len(native)), "files")
}

// readAll returns the time that it takes to read files with one child.
func readAll(b *testing.B, files []string, read func(child *pdf.Child, file string) error) time.Duration {
	at := spent()
	child, err := newReader(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range files {
		if err := read(child, f); err != nil {
			b.Fatal(err)
		}
	}
	child.Close()
	return spent() - at
}

// BenchmarkOCR compares the time that pages take through our pool with the bare programs,
// both with all cores busy.
func BenchmarkOCR(b *testing.B) {
	if err := ocr.Check(b.Context()); err != nil {
		b.Skip("OCR is not installed: ", err)
	}
	pages := somePages(b, 60)
	var ours, theirs cost
	for b.Loop() {
		ours.add(func() {
			var reader ocr.Reader
			defer reader.Close()
			each(b, pages, func(ctx context.Context, q ocr.Request) error {
				_, _, err := DrawAndRead(ctx, &reader, q, func(string) ([]byte, error) { return nil, nil })
				return err
			})
		})
		theirs.add(func() { each(b, pages, bare) })
	}
	b.ReportMetric(float64(ours.cpu)/float64(theirs.cpu), "cpu-x-bare")
	b.ReportMetric(float64(ours.wall)/float64(theirs.wall), "wall-x-bare")
	b.ReportMetric(ours.cpu.Seconds()/float64(b.N*len(pages)), "cpu-s/page")
	b.ReportMetric(float64(len(pages)), "pages")
}

// somePages picks pages of the scans of the corpus, always the same.
func somePages(b *testing.B, most int) []ocr.Request {
	_, scans := sortOut(b, corpus(b))
	var pages []ocr.Request
	for _, path := range slices.Sorted(maps.Keys(scans)) {
		pages = append(pages, scans[path]...)
	}
	rand.New(rand.NewPCG(20, 0)).Shuffle(len(pages), func(i, j int) { pages[i], pages[j] = pages[j], pages[i] })
	return pages[:min(len(pages), most)]
}

// cost is what something took.
type cost struct{ wall, cpu time.Duration }

func (c *cost) add(f func()) {
	at, began := spent(), time.Now()
	f()
	c.cpu += spent() - at
	c.wall += time.Since(began)
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
	draw := exec.CommandContext(ctx, "pdftoppm", "-r", "200", "-gray", "-cropbox", "-f", n, "-l", n, q.Path)
	read := exec.CommandContext(ctx, "tesseract", "stdin", "stdout", "--dpi", "200", "-l", "vie", "--psm", "3", "--oem",
		"1", "tsv")
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
