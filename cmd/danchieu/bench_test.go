package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// BenchmarkIngest compares a whole ingest of native files (text, citations, graph,
// index) with pdftotext -layout alone on the same files by two processes at a time,
// and where it is installed with the indexer of Recoll. The files are those under the
// folder DANCHIEU_CORPUS names, else the samples.
func BenchmarkIngest(b *testing.B) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		b.Skip("pdftotext is not installed")
	}
	folder, n := nativeFiles(b)
	var ours, theirs, recolls time.Duration
	for b.Loop() {
		theirs += timed(b, "sh", "-c",
			"find -L "+folder+" -name '*.pdf' -print0 | xargs -0 -P2 -I{} pdftotext -layout {} /dev/null")
		ours += timed(b, "danchieu", "ingest", "--follow", "--no-ocr", "--data", b.TempDir(), folder)
		if _, err := exec.LookPath("recollindex"); err == nil {
			recolls += recollTime(b, folder)
		}
	}
	b.ReportMetric(float64(ours)/float64(theirs), "x-pdftotext")
	b.ReportMetric(ours.Seconds()/float64(b.N), "s-ours")
	b.ReportMetric(theirs.Seconds()/float64(b.N), "s-pdftotext")
	b.ReportMetric(float64(n), "files")
	if recolls > 0 {
		b.ReportMetric(float64(ours)/float64(recolls), "x-recoll")
	}
}

func timed(b *testing.B, name string, args ...string) time.Duration {
	b.Helper()
	began := time.Now()
	cmd := exec.Command(name, args...)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", name, err, out)
	}
	return time.Since(began)
}

func recollTime(b *testing.B, folder string) time.Duration {
	b.Helper()
	dir := b.TempDir()
	config := "topdirs = " + folder + "\nfollowLinks = 1\n"
	if err := os.WriteFile(filepath.Join(dir, "recoll.conf"), []byte(config), 0o644); err != nil {
		b.Fatal(err)
	}
	return timed(b, "recollindex", "-c", dir, "-z")
}

// nativeFiles makes a folder of links to the files that need no OCR.
func nativeFiles(b *testing.B) (folder string, n int) {
	b.Helper()
	from := os.Getenv("DANCHIEU_CORPUS")
	if from == "" {
		from = "../../testdata/plans"
	}
	data := b.TempDir()
	out, err := exec.Command("danchieu", "ingest", "--follow", "--no-ocr", "--data", data, from).CombinedOutput()
	c, openErr := catalog.OpenReader(data)
	if openErr != nil {
		b.Fatalf("%v, %v\n%s", err, openErr, out)
	}
	defer c.Close()
	files, err := c.Files(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	folder = b.TempDir()
	for _, f := range files {
		if f.Status != catalog.Read || !strings.HasSuffix(f.Paths[0], ".pdf") {
			continue
		}
		if err := os.Symlink(f.Paths[0], filepath.Join(folder, f.SHA256+".pdf")); err != nil {
			b.Fatal(err)
		}
		n++
	}
	return folder, n
}
