package main

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/pgtest"
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
	_, noRecoll := exec.LookPath("recollindex")
	var ours, theirs, recolls []time.Duration
	var peak int64
	for b.Loop() {
		t, _ := timed(b, "sh", "-c",
			"find -L "+folder+" -name '*.pdf' -print0 | xargs -0 -P2 -I{} pdftotext -layout {} /dev/null")
		theirs = append(theirs, t)
		t, most := timed(b, "danchieu", "ingest", "--follow", "--no-ocr", "--data", b.TempDir(), folder)
		ours, peak = append(ours, t), max(peak, most)
		if noRecoll == nil {
			recolls = append(recolls, recollTime(b, folder))
		}
	}
	b.ReportMetric(median(ours).Seconds(), "s-ours")
	b.ReportMetric(median(theirs).Seconds(), "s-pdftotext")
	b.ReportMetric(median(ours).Seconds()/median(theirs).Seconds(), "x-pdftotext")
	b.ReportMetric(float64(peak)/(1<<20), "MiB-main")
	b.ReportMetric(float64(n), "files")
	if noRecoll == nil {
		b.ReportMetric(median(ours).Seconds()/median(recolls).Seconds(), "x-recoll")
	}
}

func median(ds []time.Duration) time.Duration {
	slices.Sort(ds)
	return ds[len(ds)/2]
}

// BenchmarkServe measures from the start of a server to the end of its first page, over as many short documents as
// DANCHIEU_SCALE says. Each cites a law and two others.
func BenchmarkServe(b *testing.B) {
	folder, data := b.TempDir(), b.TempDir()
	n := scale(b)
	for i := range n {
		if err := os.WriteFile(filepath.Join(folder, strconv.Itoa(i)+".txt"), shortPlan(i, n), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	timed(b, "danchieu", "ingest", "--data", data, folder)
	var firsts []time.Duration
	for b.Loop() {
		firsts = append(firsts, firstPage(b, data))
	}
	b.ReportMetric(median(firsts).Seconds(), "s-first-page")
}

// shortPlan is the i-th of n plans: 5,000 a year.
func shortPlan(i, n int) []byte {
	number := func(i int) string { return fmt.Sprintf("%d/KH-UBND ngày 20/02/%d", i%5000+1, 2001+i/5000) }
	return fmt.Appendf(nil, `ỦY BAN NHÂN DÂN
TỈNH HẢI DƯƠNG
Số: %d/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hải Dương, ngày 20 tháng 02 năm %d
KẾ HOẠCH
Thực hiện công tác số %d năm %d của tỉnh
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Thực hiện Kế hoạch số %s của Ủy ban nhân dân tỉnh, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
Các sở, ngành tiếp tục thực hiện Kế hoạch số %s của Ủy ban nhân dân tỉnh.
`, i%5000+1, 2001+i/5000, i, 2001+i/5000, number(i*7919%n), number(i*31%n))
}

// firstPage starts a server, and returns how long it took until its first page was there.
func firstPage(b *testing.B, data string) time.Duration {
	b.Helper()
	began := time.Now()
	cmd := exec.Command("danchieu", "serve", "--no-access-log", "--listen", "127.0.0.1:0", "--data", data)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	resp, err := http.Get(strings.TrimSpace(address))
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != http.StatusOK {
		b.Fatal(resp.Status, err)
	}
	return time.Since(began)
}

// BenchmarkTexts ingests text files of 7 KB, as many as DANCHIEU_SCALE says, and answers from a new process about what they
// hold. They are one plan under many numbers.
func BenchmarkTexts(b *testing.B) {
	folder, n := textFiles(b)
	var ingests, searches, shows []time.Duration
	var peak int64
	for b.Loop() {
		data := b.TempDir()
		t, most := timed(b, "danchieu", "ingest", "--data", data, folder)
		ingests, peak = append(ingests, t), max(peak, most)
		for range 5 {
			t, _ = timed(b, "danchieu", "search", "--data", data, "phát triển giáo dục")
			searches = append(searches, t)
			t, _ = timed(b, "danchieu", "show", "--data", data, "1007/KH-UBND")
			shows = append(shows, t)
		}
	}
	b.ReportMetric(float64(n)/median(ingests).Seconds(), "files/s")
	b.ReportMetric(float64(peak)/(1<<20), "MiB-main")
	b.ReportMetric(median(searches).Seconds()*1000, "ms-search")
	b.ReportMetric(median(shows).Seconds()*1000, "ms-show")
}

// BenchmarkTextsPostgres ingests the same into PostgreSQL on this machine, over a way on which every answer comes so much later.
func BenchmarkTextsPostgres(b *testing.B) {
	for _, delay := range []time.Duration{0, 500 * time.Microsecond} {
		b.Run(delay.String(), func(b *testing.B) {
			folder, n := textFiles(b)
			var ingests []time.Duration
			var trips, peak int64
			for b.Loop() {
				way := pgtest.Slowly(b, pgtest.Database(b), delay)
				t, most := timed(b, "danchieu", "ingest", "--data", way.Address, "--local", b.TempDir(), folder)
				ingests, peak, trips = append(ingests, t), max(peak, most), way.Trips()
			}
			b.ReportMetric(float64(n)/median(ingests).Seconds(), "files/s")
			b.ReportMetric(float64(trips)/float64(n), "trips/file")
			b.ReportMetric(float64(peak)/(1<<20), "MiB-main")
		})
	}
}

// scale is how many files to make.
func scale(b *testing.B) int {
	b.Helper()
	n, err := strconv.Atoi(cmp.Or(os.Getenv("DANCHIEU_SCALE"), "1000"))
	if err != nil {
		b.Fatal(err)
	}
	return n
}

func textFiles(b *testing.B) (folder string, n int) {
	b.Helper()
	n = scale(b)
	plan, err := exec.Command("danchieu", "extract", "--text", "../../testdata/plans/kh-52-ubnd.pdf").Output()
	if err != nil {
		b.Fatal(err)
	}
	const size = 7 << 10
	folder, plan = b.TempDir(), bytes.Repeat(plan, 1+size/len(plan))[:size]
	for i := range n {
		text := bytes.Replace(plan, []byte("52/KH-UBND"), fmt.Appendf(nil, "%d/KH-UBND", 1000+i), 1)
		if err := os.WriteFile(filepath.Join(folder, strconv.Itoa(i)+".txt"), text, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return folder, n
}

// timed runs a program, and returns how long it took and the most memory it held, in bytes.
func timed(b *testing.B, name string, args ...string) (took time.Duration, most int64) {
	b.Helper()
	began := time.Now()
	cmd := exec.Command(name, args...)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", name, err, out)
	}
	return time.Since(began), cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
}

func recollTime(b *testing.B, folder string) time.Duration {
	b.Helper()
	dir := b.TempDir()
	config := "topdirs = " + folder + "\nfollowLinks = 1\n"
	if err := os.WriteFile(filepath.Join(dir, "recoll.conf"), []byte(config), 0o644); err != nil {
		b.Fatal(err)
	}
	took, _ := timed(b, "recollindex", "-c", dir, "-z")
	return took
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
