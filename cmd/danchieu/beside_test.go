package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
)

// BenchmarkBesideIngest measures what people wait who search, and ask for the state,
// while files are ingested: the longest waits with and without an ingest beside, which
// is as nice as a nightly one. The files are those of BenchmarkIngest; each round one
// half of them takes the place of the other, so that catalogue and index change all
// the time.
func BenchmarkBesideIngest(b *testing.B) {
	folder, n := nativeFiles(b)
	in, data := b.TempDir(), b.TempDir()
	half := func(which int) {
		files, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
		if err != nil {
			b.Fatal(err)
		}
		for i, f := range files {
			link := filepath.Join(in, filepath.Base(f))
			if i%2 == which {
				err = os.Symlink(f, link)
			} else if err = os.Remove(link); os.IsNotExist(err) {
				err = nil
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	ingest := func() *exec.Cmd {
		return exec.Command("danchieu", "ingest", "--follow", "--no-ocr", "--nice", "19", "--data", data, in)
	}
	half(0)
	if out, err := ingest().CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	var alone, beside []time.Duration
	for i := 0; b.Loop(); i++ {
		for range 20 {
			alone = append(alone, waits(b, data)...)
		}
		half((i + 1) % 2)
		cmd, done := ingest(), make(chan error, 1)
		go func() { done <- cmd.Run() }()
		for ended := false; !ended; {
			beside = append(beside, waits(b, data)...)
			select {
			case err := <-done:
				if ended = true; err != nil {
					b.Fatal(err)
				}
			default:
			}
		}
	}
	slices.Sort(alone)
	slices.Sort(beside)
	b.ReportMetric(alone[len(alone)/2].Seconds()*1000, "ms-alone")
	b.ReportMetric(alone[len(alone)-1].Seconds()*1000, "ms-alone-most")
	b.ReportMetric(beside[len(beside)/2].Seconds()*1000, "ms-beside")
	b.ReportMetric(beside[len(beside)-1].Seconds()*1000, "ms-beside-most")
	b.ReportMetric(float64(len(beside)), "asked")
	b.ReportMetric(float64(n), "files")
}

// waits opens catalogue and index anew, searches, asks for the state and returns how long
// each of the two took.
func waits(b *testing.B, data string) []time.Duration {
	b.Helper()
	ask := func(ask func(context.Context, *catalog.Catalog) error) time.Duration {
		began := time.Now()
		c, err := catalog.OpenReader(data)
		if err != nil {
			b.Fatal(err)
		}
		defer c.Close()
		if err := ask(b.Context(), c); err != nil {
			b.Fatal(err)
		}
		return time.Since(began)
	}
	return []time.Duration{
		ask(func(ctx context.Context, c *catalog.Catalog) error {
			r, err := index.Open(filepath.Join(data, "index"))
			if err != nil {
				return err
			}
			defer r.Close()
			_, err = index.Find(ctx, c, r, "chuyển đổi số", index.Options{Limit: 10})
			return err
		}),
		ask(func(ctx context.Context, c *catalog.Catalog) error {
			_, err := c.Counts(ctx)
			return err
		}),
	}
}
