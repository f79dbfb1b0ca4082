package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/ocr"
)

// Environment of a program under test: the file to which it adds the steps it takes,
// and the step at which it kills itself, as "step:3" for the third time. An "…" at
// the end of a step stands for anything.
const (
	stepsFile = "DANCHIEU_TEST_STEPS"
	killStep  = "DANCHIEU_TEST_KILL"
)

// killer returns what a program under test does at every step, nil for nothing.
func killer() func(string) {
	name := os.Getenv(stepsFile)
	if name == "" {
		return nil
	}
	steps, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		panic(err)
	}
	at, times, _ := strings.Cut(os.Getenv(killStep), ":")
	left, _ := strconv.Atoi(times)
	die := make(chan bool, 1)
	die <- true
	return func(step string) {
		<-die
		fmt.Fprintln(steps, step)
		prefix, open := strings.CutSuffix(at, "…")
		if step == at || open && strings.HasPrefix(step, prefix) {
			if left--; left == 0 {
				syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
		}
		die <- true
	}
}

// namedSteps are the places where an ingest is killed by name: before and after
// everything that is kept for good.
var namedSteps = []string{
	"locked", "begin", "begun", "put", "put …", "forget", "forgotten", "resolve", "resolved", "index", "indexed", "recognise …", "recognised …",
	"put again", "put again …", "record", "recorded",
}

// TestKill kills ingests, half of them at named steps and half at random moments,
// each gone on with until it is killed again or done. Nothing that was acknowledged
// may be lost, no page that was read may be read again, and in the end all that is
// known must be what an undisturbed ingest knows, byte for byte. DANCHIEU_KILLS is the
// number of kills.
func TestKill(t *testing.T) {
	kills, files := 24, 40
	if s := os.Getenv("DANCHIEU_KILLS"); s != "" {
		n, err := strconv.Atoi(s)
		must(t, err)
		kills, files = n, 150
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	must(t, err)
	k := killing{t: t, in: filepath.Join(dir, "in"), data: filepath.Join(dir, "data"),
		steps: filepath.Join(dir, "steps"), random: rand.New(rand.NewPCG(7, 11))}
	k.makeFiles(files)
	k.makeYesterday(filepath.Join(dir, "yesterday"))
	undisturbed := killing{t: t, in: k.in, data: filepath.Join(dir, "undisturbed"),
		steps: filepath.Join(dir, "undisturbed-steps")}
	began := time.Now()
	undisturbed.goOn()
	k.span = time.Since(began)
	k.want = undisturbed.export()
	undisturbed.tookAll()
	k.least = k.leastOf(k.yesterday, undisturbed.data)
	t.Logf("an undisturbed ingest of %d files takes %s", files, k.span.Round(time.Millisecond))
	for k.killed < kills {
		if done := k.round(); done && k.killed < kills {
			k.compare()
			k.beginAgain()
		}
	}
	k.goOn()
	k.compare()
	t.Logf("%d kills, %d of them at named steps; %d ingests came to their end", k.killed, k.named, k.done)
}

// killing is a data folder and what is done to it.
type killing struct {
	t                   *testing.T
	in, data, steps     string
	random              *rand.Rand
	span                time.Duration // of an undisturbed ingest
	want                map[string]string
	killed, named, done int
	next                int    // of namedSteps
	yesterday           string // a data folder of what the files were before
	// least is how many citations of a file of yesterday and today mean something for certain
	// then and now, by hash: at no moment of a run that began with yesterday's they are fewer.
	least         map[string]int
	fromYesterday bool
}

// certain counts the citations of files whose document is certain, by hash.
func (k *killing) certain(c *catalog.Catalog) map[string]int {
	out := map[string]int{}
	must(k.t, c.EachMention(k.t.Context(), func(m catalog.Mention) error {
		if m.Document != "" {
			out[m.File]++
		}
		return nil
	}))
	return out
}

func (k *killing) leastOf(before, after string) map[string]int {
	var both [2]map[string]int
	for i, data := range []string{before, after} {
		c, err := catalog.OpenReader(data)
		must(k.t, err)
		both[i] = k.certain(c)
		must(k.t, c.Close())
	}
	out := map[string]int{}
	for sha, n := range both[0] {
		if m := min(n, both[1][sha]); m > 0 {
			out[sha] = m
		}
	}
	if len(out) < 5 {
		k.t.Fatalf("only %d files have citations yesterday and today", len(out))
	}
	return out
}

// told checks that files of yesterday tell as much as then, or as in the end.
func (k *killing) told(c *catalog.Catalog) {
	k.t.Helper()
	if !k.fromYesterday {
		return
	}
	now := k.certain(c)
	for sha, n := range k.least {
		if now[sha] < n {
			k.t.Errorf("%d citations of %s mean something for certain in between, %d before and after", now[sha], sha, n)
		}
	}
}

// lookBeside looks again and again while a run goes on.
func (k *killing) lookBeside(stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		case <-time.After(50 * time.Millisecond):
		}
		if c, err := catalog.OpenReader(k.data); err == nil {
			k.told(c)
			c.Close()
		}
	}
}

// makeYesterday ingests the files as they were the day before: some had another name,
// some another content, some are gone since.
func (k *killing) makeYesterday(data string) {
	files, err := filepath.Glob(filepath.Join(k.in, "*"))
	must(k.t, err)
	for i, name := range files {
		switch i % 8 {
		case 1:
			must(k.t, os.Rename(name, name+".old.pdf"))
			defer os.Rename(name+".old.pdf", name)
		case 3:
			b, err := os.ReadFile(name)
			must(k.t, err)
			must(k.t, os.WriteFile(name, append([]byte("Theo Luật Giáo dục năm 2019 "), b...), 0o644))
			defer os.WriteFile(name, b, 0o644)
		case 5:
			must(k.t, os.WriteFile(name+".gone.txt", fmt.Appendf(nil, "Số: %d/QĐ-BXD\nCăn cứ Luật Nhà ở %d", i, i),
				0o644))
			defer os.Remove(name + ".gone.txt")
		case 7:
			must(k.t, os.Rename(name, name+".hidden"))
			defer os.Rename(name+".hidden", name)
		}
	}
	k.yesterday = data
	before := killing{t: k.t, in: k.in, data: data, steps: data + "-steps"}
	before.goOn()
}

// beginAgain begins with nothing, or with what was known yesterday.
func (k *killing) beginAgain() {
	must(k.t, os.RemoveAll(k.data))
	must(k.t, os.Remove(k.steps))
	if k.fromYesterday = k.done%2 == 1; k.fromYesterday {
		must(k.t, os.CopyFS(k.data, os.DirFS(k.yesterday)))
	}
}

// round runs one ingest until it is killed or done.
func (k *killing) round() (done bool) {
	if k.random.IntN(2) == 0 {
		return k.ingest("", time.Duration(k.random.Int64N(int64(k.span/2))))
	}
	step := namedSteps[k.next%len(namedSteps)]
	k.next++
	times := 1
	if strings.HasPrefix(step, "put") || strings.HasPrefix(step, "recognise") {
		times += k.random.IntN(4)
	}
	return k.ingest(fmt.Sprintf("%s:%d", step, times), time.Minute)
}

// ingest runs the program and kills it after a time, unless it does so itself.
func (k *killing) ingest(step string, after time.Duration) (done bool) {
	cmd := k.command(step, "ingest", "--workers", "3", k.in)
	must(k.t, cmd.Start())
	stop, looked := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(looked)
		if k.fromYesterday {
			k.lookBeside(stop)
		}
	}()
	defer func() { close(stop); <-looked }()
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	err := cmd.Wait()
	timer.Stop()
	if cmd.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		k.end(err, cmd)
		return true
	}
	k.killed++
	if step != "" {
		k.named++
	}
	k.look()
	return false
}

// goOn runs the program to its end.
func (k *killing) goOn() {
	cmd := k.command("", "ingest", "--workers", "3", k.in)
	k.end(cmd.Run(), cmd)
}

// end checks an ingest that came to its end.
func (k *killing) end(err error, cmd *exec.Cmd) {
	k.t.Helper()
	var ended *exec.ExitError
	if err != nil && !(errors.As(err, &ended) && ended.ExitCode() == exitFailures) {
		k.t.Fatalf("ingest: %v\n%s", err, cmd.Stderr)
	}
	k.done++
	k.look()
	out, err := k.command("", "verify").CombinedOutput()
	if err != nil {
		k.t.Fatalf("verify: %v\n%s", err, out)
	}
}

func (k *killing) command(step string, args ...string) *exec.Cmd {
	cmd := exec.Command("danchieu", append(args, "--data", k.data)...)
	cmd.Env = append(os.Environ(), stepsFile+"="+k.steps, killStep+"="+step)
	if args[0] == "ingest" {
		cmd.Stderr = new(bytes.Buffer)
	}
	return cmd
}

// look checks that what is there can be used, and that nothing acknowledged is lost
// or was done twice.
func (k *killing) look() {
	k.t.Helper()
	log, err := os.ReadFile(k.steps)
	if errors.Is(err, os.ErrNotExist) {
		return // killed before its first step
	}
	must(k.t, err)
	c, err := catalog.OpenReader(k.data)
	if errors.Is(err, catalog.ErrNoData) && !bytes.Contains(log, []byte("begun")) {
		return
	}
	must(k.t, err)
	defer c.Close()
	must(k.t, c.Check(k.t.Context()))
	must(k.t, c.CheckContent(k.t.Context()))
	k.told(c)
	must(k.t, k.acknowledged(c, strings.Split(string(log), "\n")))
	r, err := index.Open(filepath.Join(k.data, "index"))
	if err != nil {
		if bytes.Contains(log, []byte("indexed")) {
			k.t.Fatal(err)
		}
		return
	}
	r.Close()
}

// acknowledged checks the steps that were taken, in their order, against what is
// stored.
func (k *killing) acknowledged(c *catalog.Catalog, steps []string) error {
	read := map[string]bool{}
	for _, step := range steps {
		sha, put := strings.CutPrefix(strings.TrimPrefix(step, "put again "), "put ")
		if put = put || strings.HasPrefix(step, "put again "); put && len(sha) == 64 {
			if info, ok, err := c.FileInfo(k.t.Context(), sha); err != nil || !ok || info.Deleted {
				return fmt.Errorf("the file %s was stored and is lost: %v", sha, err)
			}
		}
		if key, ok := strings.CutPrefix(step, "recognised "); ok {
			read[key] = true
			if _, ok, err := c.OCR(k.t.Context(), key); err != nil || !ok {
				return fmt.Errorf("the page %s was read and is lost: %v", key, err)
			}
		}
		if key, ok := strings.CutPrefix(step, "recognise "); ok && read[key] {
			return fmt.Errorf("the page %s was stored and is read again", key)
		}
	}
	return nil
}

// export returns all that is known, as export writes it.
func (k *killing) export() map[string]string {
	k.t.Helper()
	dir := k.t.TempDir()
	if out, err := k.command("", "export", "--out", dir).CombinedOutput(); err != nil {
		k.t.Fatalf("export: %v\n%s", err, out)
	}
	files := map[string]string{}
	for _, name := range []string{"citations.jsonl", "documents.jsonl", "edges.jsonl"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		must(k.t, err)
		files[name] = string(b)
	}
	return files
}

// tookAll checks that an undisturbed ingest comes by all named steps.
func (k *killing) tookAll() {
	log, err := os.ReadFile(k.steps)
	must(k.t, err)
	for _, step := range namedSteps {
		prefix, open := strings.CutSuffix(step, "…")
		if !open {
			prefix += "\n"
		}
		if needs := strings.HasPrefix(step, "recognise") ||
			strings.HasPrefix(step, "put again"); needs && ocr.Check(k.t.Context()) != nil {
			continue
		}
		if !strings.Contains("\n"+string(log), "\n"+prefix) {
			k.t.Errorf("no ingest comes by the step %q", step)
		}
	}
}

func (k *killing) compare() {
	k.t.Helper()
	if diff := cmp.Diff(k.want, k.export()); diff != "" {
		k.t.Fatalf("after %d kills (-undisturbed +this):\n%s", k.killed, diff)
	}
}

// makeFiles makes a folder of files, all of different content: the samples in several
// editions, texts, and small scans where OCR is installed.
func (k *killing) makeFiles(n int) {
	plans, err := filepath.Glob("../../testdata/plans/*.pdf")
	must(k.t, err)
	must(k.t, os.MkdirAll(k.in, 0o755))
	scans := k.makeScans(plans, n/12)
	for i := range n - scans {
		name := filepath.Join(k.in, fmt.Sprintf("%03d", i))
		if i%2 == 0 {
			text := fmt.Sprintf("Số: %d/KH-UBND\nKẾ HOẠCH\nThực hiện Nghị quyết số %d-NQ/TW ngày 24/11/2022 của Bộ Chính trị", i+1, i%7+1)
			must(k.t, os.WriteFile(name+".txt", []byte(text), 0o644))
			continue
		}
		plan := plans[i/2%len(plans)]
		if strings.Contains(plan, "scan-") {
			plan = plans[0]
		}
		b, err := os.ReadFile(plan)
		must(k.t, err)
		must(k.t, os.WriteFile(name+".pdf", fmt.Appendf(b, "\n%% edition %d\n", i), 0o644))
	}
}

// makeScans makes scans of a few lines each and returns how many.
func (k *killing) makeScans(plans []string, n int) int {
	if ocr.Check(context.Background()) != nil {
		k.t.Log("OCR is not installed: there are no scans")
		return 0
	}
	made := 0
	for i := 0; made < n; i++ {
		plan := plans[i%len(plans)]
		if strings.Contains(plan, "damaged") || strings.Contains(plan, "scan-") {
			continue
		}
		const width, height = 1100, 260
		top := strconv.Itoa(300 + 260*(i/len(plans)))
		out, err := exec.Command("pdftoppm", "-r", "150", "-gray", "-f", "1", "-l", "1", "-x", "80", "-y", top, "-W",
			strconv.Itoa(width), "-H", strconv.Itoa(height), plan).Output()
		must(k.t, err)
		pixels := out[len(out)-width*height:]
		must(k.t, os.WriteFile(filepath.Join(k.in, fmt.Sprintf("scan-%02d.pdf", made)),
			scanPDF(width, height, 150, pixels), 0o644))
		made++
	}
	return made
}

// scanPDF makes a page that is a picture in shades of grey.
func scanPDF(width, height, dpi int, pixels []byte) []byte {
	w, h := float64(width)*72/float64(dpi), float64(height)*72/float64(dpi)
	content := fmt.Sprintf("%.2f 0 0 %.2f 0 0 cm /P Do", w, h)
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents 4 0 R /Resources << /XObject << /P 5 0 R >> >> >>", w, h),
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		fmt.Sprintf("<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Length %d >>\nstream\n%s\nendstream",
			width, height, len(pixels), pixels),
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var places []int
	for i, o := range objects {
		places = append(places, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, p := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return b.Bytes()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
