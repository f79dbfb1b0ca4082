package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/danchieu/danchieu/index/export"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/pgtest"
)

// network is some hosts, each a network namespace, on a bridge in another one.
type network struct {
	t      *testing.T
	name   string
	bridge string
}

// newNetwork makes hosts that reach each other, host n under address(n). What it makes goes with the
// test. Where that may not be done the test is skipped: the same by processes of one machine is
// TestFleet of the package queue.
func newNetwork(t *testing.T, hosts int) network {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root makes network namespaces")
	}
	n := network{t: t, name: "dc" + strconv.Itoa(os.Getpid())}
	n.bridge = n.name + "-b"
	if out, err := exec.Command("ip", "netns", "add", n.bridge).CombinedOutput(); err != nil {
		t.Skipf("no network namespace can be made here: %v: %s", err, out)
	}
	t.Cleanup(func() { n.drop(n.bridge) })
	n.ip("-n", n.bridge, "link", "add", "bridge0", "type", "bridge")
	n.ip("-n", n.bridge, "link", "set", "bridge0", "up")
	for i := range hosts {
		n.addHost(i)
	}
	return n
}

func (n network) addHost(i int) {
	n.t.Helper()
	at, port := n.host(i), "p"+strconv.Itoa(i)
	n.ip("netns", "add", at)
	n.t.Cleanup(func() { n.drop(at) })
	n.ip("-n", n.bridge, "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", at)
	n.ip("-n", n.bridge, "link", "set", port, "master", "bridge0", "up")
	n.ip("-n", at, "addr", "add", address(i)+"/24", "dev", "eth0")
	n.ip("-n", at, "link", "set", "eth0", "up")
	n.ip("-n", at, "link", "set", "lo", "up")
}

// drop ends what runs in a namespace, and the namespace.
func (n network) drop(name string) {
	out, _ := exec.Command("ip", "netns", "pids", name).Output() // where there are none, nothing is left
	for _, s := range strings.Fields(string(out)) {
		if pid, err := strconv.Atoi(s); err == nil {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
	}
	if out, err := exec.Command("ip", "netns", "del", name).CombinedOutput(); err != nil {
		n.t.Errorf("ip netns del %s: %v: %s", name, err, out)
	}
}

func (n network) ip(args ...string) {
	n.t.Helper()
	if out, err := exec.Command("ip", args...).CombinedOutput(); err != nil {
		n.t.Fatalf("ip %s: %v: %s", strings.Join(args, " "), err, out)
	}
}

func (n network) host(i int) string { return n.name + "-" + strconv.Itoa(i) }

func address(host int) string { return "10.213.77." + strconv.Itoa(host+1) }

// in returns a command at a host.
func (n network) in(host int, args ...string) *exec.Cmd {
	return exec.Command("ip", append([]string{"netns", "exec", n.host(host)}, args...)...)
}

// start starts the program at a host and returns it with what it says.
func (n network) start(host int, path string, args ...string) *running {
	n.t.Helper()
	r := &running{Cmd: n.in(host, append([]string{"danchieu"}, args...)...)}
	r.Stdout, r.Stderr = &r.says, &r.says
	if path != "" {
		r.Env = append(os.Environ(), "PATH="+path)
	}
	must(n.t, r.Start())
	n.t.Cleanup(r.kill)
	return r
}

// link takes the link of a host down or up.
func (n network) link(host int, to string) { n.ip("-n", n.host(host), "link", "set", "eth0", to) }

// running is a program of a host.
type running struct {
	*exec.Cmd
	says bytes.Buffer // to be read when it has ended
}

func (r *running) kill() {
	_ = r.Process.Kill()
	_ = r.Wait()
}

// Hosts of the test.
const (
	ofDatabase = iota
	ofIngest
	ofWorker // and the two behind it
)

// trouble is what befalls the hosts while they work, and how long it lasts.
type trouble struct {
	files   string // to be ingested
	pages   int    // at the least
	rescue  time.Duration
	cut     time.Duration // of a link
	told    bool          // waits until status tells of a worker that is silent, and of a database that is gone
	patient time.Duration // for all of it
}

// TestHosts has pages read by five hosts, a database, an ingest and three workers, while a worker, the ingest and the
// database are killed, a link is down, one worker has another engine and one no poppler: every page is
// read once, and all that is known in the end is what one node finds. With DANCHIEU_CORPUS, 200 pages of
// it are read and a link is down for a minute.
func TestHosts(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads pages by OCR")
	}
	needsOCR(t)
	if corpus := os.Getenv("DANCHIEU_CORPUS"); corpus != "" {
		files, pages := scansOf(t, corpus, 200)
		survive(t, trouble{files, pages, 3 * time.Minute, time.Minute, true, 90 * time.Minute})
		return
	}
	files := notices(t, 7)
	survive(t, trouble{files, 7, 15 * time.Second, 2 * time.Second, false, 3 * time.Minute})
}

// survive makes the hosts and what befalls them.
func survive(t *testing.T, w trouble) {
	n := newNetwork(t, 5)
	server := pgtest.StartIn(t, address(ofDatabase), "ip", "netns", "exec", n.host(ofDatabase))
	local := server.Database(t)
	queue, data := pgtest.At(local, address(ofDatabase)), filepath.Join(t.TempDir(), "data")
	began := time.Now()
	worker := func(host int, path string) *running {
		return n.start(host, path, "worker", "--queue", queue, "--workers", "1", "--rescue", w.rescue.String())
	}
	ingest := func() *running {
		return n.start(ofIngest, "", "ingest", "--queue", queue, "--data", data, w.files)
	}
	until := func(what string, is func() bool) {
		t.Helper()
		for end := time.Now().Add(w.patient); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			if is() {
				t.Logf("%4.0f s: %s", time.Since(began).Seconds(), what)
				return
			}
		}
		t.Fatalf("waited in vain: %s", what)
	}
	asked := func(query string) int { return askQueue(local, query) }
	tells := func(sentence string) {
		t.Helper()
		var out []byte
		until("status: "+sentence, func() bool {
			out, _ = exec.Command("danchieu", "status", "--data", data).CombinedOutput()
			return bytes.Contains(out, []byte(sentence))
		})
		said, _, _ := bytes.Cut(out, []byte(" files, at"))
		t.Logf("%s", said)
	}
	const (
		read   = "SELECT count(*)::int FROM danchieu_queue.pages WHERE done IS NOT NULL"
		kept   = "SELECT count(*)::int FROM danchieu_queue.pages WHERE kept IS NOT NULL"
		atWork = "SELECT count(*)::int FROM danchieu_queue.river_job WHERE state = 'running'"
	)

	ingesting := ingest()
	other := worker(ofWorker+1, otherEngine(t))
	bare := worker(ofWorker+2, pathWith(t, "pdftoppm", "#!/bin/sh\nexit 127\n"))
	if err := bare.Wait(); bare.ProcessState.ExitCode() != exitUsage || !strings.Contains(bare.says.String(), "no page can be read here") {
		t.Errorf("a worker without poppler: %v: %s", err, &bare.says)
	}
	tells("worker of another engine")
	first := worker(ofWorker, "")
	until("the first worker reads", func() bool { return asked(atWork) > 0 })
	must(t, first.Process.Kill())
	killed := time.Now()
	if w.told {
		tells("with a worker that is not heard of")
	}
	second, third := worker(ofWorker+1, ""), worker(ofWorker+2, "")
	count := asked(read)
	until("the others read", func() bool { return asked(read) > count })
	n.link(ofWorker+1, "down")
	down := time.Now()
	ingesting.kill()
	if out := danchieu(t, exitDone, "status", "--data", data); !strings.Contains(out, "was cut off") {
		t.Errorf("status after the ingest was killed: %s", out)
	}
	ingesting = ingest()
	until("the next ingest takes in what was read", func() bool { return asked(kept) > 0 || asked(read) >= w.pages })
	time.Sleep(w.cut - time.Since(down))
	n.link(ofWorker+1, "up")
	t.Logf("%4.0f s: the link was down for %s", time.Since(began).Seconds(), time.Since(down).Round(time.Second))
	one := filepath.Join(t.TempDir(), "one")
	if !w.told { // River looks for pages of dead workers when it begins, and each half minute
		aloneInto(t, one, w.files)
		time.Sleep(w.rescue - time.Since(killed))
	}
	server.Kill(t)
	if w.told {
		tells("the database of the queue does not answer")
	} else {
		time.Sleep(time.Second)
	}
	server.Restart(t)
	worker(ofWorker, "")
	if err := ingesting.Wait(); err != nil && ingesting.ProcessState.ExitCode() != exitFailures {
		t.Fatalf("the ingest after all that: %v: %s", err, &ingesting.says)
	}
	t.Logf("%4.0f s: done: %s", time.Since(began).Seconds(), &ingesting.says)
	for _, r := range []*running{second, third, other} {
		must(t, r.Process.Signal(syscall.SIGTERM))
		if err := r.Wait(); err != nil {
			t.Errorf("a worker ended with %v: %s", err, &r.says)
		}
		t.Logf("a worker: %s", &r.says)
	}
	if !strings.Contains(other.says.String(), "0 pages read") {
		t.Errorf("the worker of another engine: %s", &other.says)
	}
	danchieu(t, exitDone, "verify", "--data", data)
	// One that was read may stay for a while: the ingest or the database was killed before it was noted that the catalogue has it.
	if left := asked("SELECT count(*)::int FROM danchieu_queue.pages WHERE done IS NULL"); left != 0 {
		t.Errorf("%d pages are left to be read", left)
	}

	if w.told {
		aloneInto(t, one, w.files)
	}
	if diff := cmp.Diff(exportedAll(t, one), exportedAll(t, data)); diff != "" {
		t.Errorf("what is known differs from what one node finds (-one node +fleet):\n%.2000s", diff)
	}
	if alone, fleet := recognised(t, one), recognised(t, data); alone != fleet || fleet < w.pages*9/10 {
		t.Errorf("pages read by OCR: %d by the fleet, %d by one node", fleet, alone)
	}
}

// aloneInto lets one node do all.
func aloneInto(t *testing.T, data, files string) {
	t.Helper()
	began := time.Now()
	c := exec.Command("danchieu", "ingest", "--data", data, files)
	if out, err := c.CombinedOutput(); err != nil && c.ProcessState.ExitCode() != exitFailures {
		t.Fatalf("one node: %v: %s", err, out)
	}
	t.Logf("one node takes %.0f s", time.Since(began).Seconds())
}

// askQueue asks the database of a queue for a number, -1 where it does not answer.
func askQueue(address, query string) (n int) {
	conn, err := pgx.Connect(context.Background(), address)
	if err != nil {
		return -1
	}
	defer conn.Close(context.Background())
	if conn.QueryRow(context.Background(), query).Scan(&n) != nil {
		return -1
	}
	return n
}

// needsOCR skips a test where no page can be read.
func needsOCR(t *testing.T) {
	t.Helper()
	if err := exec.Command("sh", "-c", "tesseract --list-langs | grep -qx vie && pdftoppm -v").Run(); err != nil {
		t.Skip("poppler and tesseract with vie are not installed")
	}
}

// otherEngine is a PATH with a Tesseract that says it is another.
func otherEngine(t *testing.T) string {
	t.Helper()
	real, err := exec.LookPath("tesseract")
	must(t, err)
	return pathWith(t, "tesseract", "#!/bin/sh\n[ \"$1\" = --version ] && { echo tesseract 9.9.9; echo ' leptonica-9.9'; exit; }\nexec "+real+" \"$@\"\n")
}

// pathWith is a PATH with another program of a name before all others.
func pathWith(t *testing.T, name, script string) string {
	t.Helper()
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755))
	return dir + string(filepath.ListSeparator) + os.Getenv("PATH")
}

// exportedAll is all that is known in a data folder, in every format.
func exportedAll(t *testing.T, data string) map[string]string {
	t.Helper()
	c, err := catalog.OpenReader(data)
	must(t, err)
	defer c.Close()
	out := map[string]string{}
	for _, f := range export.Formats {
		parts := map[export.What]*bytes.Buffer{}
		must(t, export.WriteAll(t.Context(), c, f, func(what export.What) (io.Writer, error) {
			parts[what] = &bytes.Buffer{}
			return parts[what], nil
		}))
		for what, b := range parts {
			out[fmt.Sprint(f, " ", what)] = b.String()
		}
	}
	return out
}

// recognised is how many pages were read by OCR.
func recognised(t *testing.T, data string) int {
	t.Helper()
	c, err := catalog.OpenReader(data)
	must(t, err)
	defer c.Close()
	counts, err := c.Counts(t.Context())
	must(t, err)
	return counts.Pages["ocr"]
}

// notices makes pictures of short notices, each of which shows something else.
func notices(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	out := filepath.Join(t.TempDir(), "page")
	scan := exec.Command("pdftoppm", "-png", "-gray", "-r", "120", "-f", "1", "-l", "1", "-singlefile", "../../testdata/plans/scan-kh-23-ben-tam.pdf", out)
	if said, err := scan.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	f, err := os.Open(out + ".png")
	must(t, err)
	defer f.Close()
	page, err := png.Decode(f)
	must(t, err)
	for i := range n {
		part := image.NewGray(image.Rect(0, 0, page.Bounds().Dx(), page.Bounds().Dy()*2/5))
		draw.Draw(part, part.Bounds(), page, image.Point{}, draw.Src)
		for y := range 5 {
			part.SetGray(5+3*i, y, color.Gray{})
		}
		file, err := os.Create(filepath.Join(dir, fmt.Sprintf("%02d.png", i)))
		must(t, err)
		must(t, png.Encode(file, part))
		must(t, file.Close())
	}
	return dir
}

// scansOf lays links to scanned files of the corpus into a folder, with so many pages in all.
func scansOf(t *testing.T, corpus string, most int) (dir string, pages int) {
	t.Helper()
	f, err := os.Open(filepath.Join(corpus, "MANIFEST.tsv"))
	must(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	must(t, err)
	dir = t.TempDir()
	for i, row := range rows[1:] {
		n, err := strconv.Atoi(row[3])
		if err != nil || row[5] != "scanned-no-text" || pages+n > most {
			continue
		}
		b, err := os.ReadFile(filepath.Join(corpus, row[0]))
		must(t, err)
		must(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.pdf", i)), b, 0o644))
		pages += n
	}
	t.Logf("%d pages", pages)
	return dir, pages
}

// TestRetryElsewhere has a page read again by workers of another engine than the one that has read it.
func TestRetryElsewhere(t *testing.T) {
	needsOCR(t)
	queue, data, files := pgtest.Database(t), t.TempDir(), notices(t, 1)
	danchieu(t, exitDone, "ingest", "--data", data, files)
	danchieu(t, exitNothing, "retry", "--read-by-other-engine", "--data", data)
	worker := exec.Command("danchieu", "worker", "--queue", queue, "--workers", "1")
	worker.Env = append(os.Environ(), "PATH="+otherEngine(t))
	says, err := worker.StderrPipe()
	must(t, err)
	must(t, worker.Start())
	t.Cleanup(func() {
		_ = worker.Process.Kill()
		_ = worker.Wait()
	})
	line, err := bufio.NewReader(says).ReadString('\n')
	must(t, err)
	words := strings.Fields(line)
	engine := words[len(words)-1]
	again := []string{"retry", "--read-by-other-engine", "--queue", queue, "--engine", engine, "--data", data}
	if out := danchieu(t, exitDone, again...); !strings.Contains(out, "1 page read by OCR") {
		t.Errorf("read by another engine: %s", out)
	}
	danchieu(t, exitNothing, again...)
	c, err := catalog.OpenReader(data)
	must(t, err)
	defer c.Close()
	if others, err := c.ReadByOthers(t.Context(), engine); err != nil || len(others) != 0 {
		t.Errorf("read by other engines: %v, %v", others, err)
	}
}
