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
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Environment of a program under test: the file to which it adds the steps it takes,
// and the step at which it kills itself, as "step:3" for the third time. An "…" at
// the end of a step stands for anything.
const (
	stepsFile = "DANCHIEU_TEST_STEPS"
	killStep  = "DANCHIEU_TEST_KILL"
	versionOf = "DANCHIEU_TEST_VERSION" // the version that it says it is
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
	"locked", "begin", "begun", "put", "put …", "tell", "told", "forget", "forgotten", "resolve", "resolved", "index", "indexed",
	"recognise …", "recognised …",
	"put again", "put again …", "record", "recorded",
}

// namedStepsOf are those of the other verbs that are killed.
var namedStepsOf = map[string][]string{
	"retry":   {"locked", "begun", "put", "put …", "tell", "told", "resolve", "resolved", "index", "indexed", "recorded"},
	"rebuild": {"locked", "rebuild", "rebuilt"},
	"restore": {"restore", "prepared", "replaced", "restored"},
}

// TestKill kills ingests, half of them at named steps and half at random moments,
// each gone on with until it is killed again or done, and in between runs in which another
// version reads everything again, restores and rebuilds of the index. Nothing that was acknowledged
// may be lost, no page that was read may be read again, at no moment may less be found and
// shown than before (a reader beside looks), and in the end all that is
// known must be what an undisturbed ingest knows, byte for byte. DANCHIEU_KILLS is the
// number of kills.
func TestKill(t *testing.T) {
	kills, files := 24, 40
	if s := os.Getenv("DANCHIEU_KILLS"); s != "" {
		n, err := strconv.Atoi(s)
		must(t, err)
		kills, files = n, 100
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	must(t, err)
	k := killing{t: t, in: filepath.Join(dir, "in"), data: filepath.Join(dir, "data"),
		steps: filepath.Join(dir, "steps"), random: rand.New(rand.NewPCG(7, 11)), next: map[string]int{}, kinds: map[string]int{}}
	k.makeFiles(files)
	k.makeYesterday(filepath.Join(dir, "yesterday"))
	undisturbed := killing{t: t, in: k.in, data: filepath.Join(dir, "undisturbed"),
		steps: filepath.Join(dir, "undisturbed-steps")}
	began := time.Now()
	undisturbed.goOn()
	k.span = time.Since(began)
	k.want = undisturbed.export()
	undisturbed.tookAll()
	k.final = k.lookAt(undisturbed.data)
	if before := k.lookAt(k.yesterday).common(k.final); len(before.certain) < 5 || len(before.found) < 20 || len(before.told) < 20 {
		t.Fatalf("yesterday and today have only this in common: %v", before)
	}
	t.Logf("an undisturbed ingest of %d files takes %s", files, k.span.Round(time.Millisecond))
	for k.killed < kills {
		if done := k.round(); done && k.killed < kills {
			k.compare()
			k.beginAgain()
		}
	}
	k.goOn()
	k.compare()
	t.Logf("%d kills %v, %d of them at named steps; %d ingests came to their end; looked %d times beside", k.killed, k.kinds,
		k.named, k.done, k.looked.Load())
}

// killing is a data folder and what is done to it.
type killing struct {
	t                   *testing.T
	in, data, steps     string
	random              *rand.Rand
	span                time.Duration // of an undisturbed ingest
	want                map[string]string
	killed, named, done int
	next                map[string]int // of the named steps, by verb
	kinds               map[string]int // kills, by verb
	yesterday           string         // a data folder of what the files were before
	backup              string         // of some earlier state, "" for none
	ofBackup            sight          // what is in that
	version             int            // of the program
	final, least        sight          // in the end, and at every moment of what is at work
	looked              atomic.Int64
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
	if k.backup = ""; k.done%2 == 1 {
		must(k.t, os.CopyFS(k.data, os.DirFS(k.yesterday)))
	}
}

// round runs something until it is killed or done, and reports whether an ingest was done.
func (k *killing) round() (done bool) {
	verb, args := "ingest", []string{"ingest", "--workers", "3", k.in}
	if _, err := os.Stat(filepath.Join(k.data, "index", "CURRENT")); err == nil {
		switch k.random.IntN(8) {
		case 0:
			verb, args = "rebuild", []string{"index", "rebuild"}
		case 1:
			verb, args = "restore", []string{"restore", k.kept()}
		case 2, 3:
			verb, args = "retry", []string{"retry", "--read-by-older", "--no-ocr", "--workers", "3"}
		}
	}
	k.least = k.lookAt(k.data).common(k.final)
	if verb == "restore" {
		k.least = k.least.common(k.ofBackup)
		must(k.t, os.Truncate(k.steps, 0)) // what came after the backup is given up
	}
	if k.random.IntN(2) == 0 {
		return k.kill(verb, "", time.Duration(k.random.Int64N(int64(k.span/2))), args)
	}
	steps := namedSteps
	if of, ok := namedStepsOf[verb]; ok {
		steps = of
	}
	step := steps[k.next[verb]%len(steps)]
	k.next[verb]++
	times := 1
	if strings.HasPrefix(step, "put") || strings.HasPrefix(step, "recognise") {
		times += k.random.IntN(4)
	}
	return k.kill(verb, fmt.Sprintf("%s:%d", step, times), time.Minute, args)
}

// kept returns a backup, of now or of some time before.
func (k *killing) kept() string {
	if k.backup == "" || k.random.IntN(2) == 0 {
		k.backup = k.data + ".kept"
		if out, err := k.command("", "backup", k.backup).CombinedOutput(); err != nil {
			k.t.Fatalf("backup: %v\n%s", err, out)
		}
		k.ofBackup = k.lookAt(k.data)
	}
	return k.backup
}

// kill runs the program and kills it after a time, unless it does so itself.
func (k *killing) kill(verb, step string, after time.Duration, args []string) (done bool) {
	if verb == "retry" {
		k.version++
	}
	cmd := k.command(step, args...)
	must(k.t, cmd.Start())
	stop, looked := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(looked)
		k.lookBeside(stop)
	}()
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	err := cmd.Wait()
	timer.Stop()
	close(stop)
	<-looked
	if cmd.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		k.end(verb, err, cmd)
		return verb == "ingest"
	}
	if k.killed++; k.killed%50 == 0 {
		k.t.Logf("%d kills", k.killed)
	}
	k.kinds[verb]++
	if step != "" {
		k.named++
	}
	k.look()
	return false
}

// goOn runs the program to its end.
func (k *killing) goOn() {
	cmd := k.command("", "ingest", "--workers", "3", k.in)
	k.end("ingest", cmd.Run(), cmd)
}

// end checks what came to its end.
func (k *killing) end(verb string, err error, cmd *exec.Cmd) {
	k.t.Helper()
	var ended *exec.ExitError
	if err != nil && !(errors.As(err, &ended) && (ended.ExitCode() == exitFailures || verb == "retry" && ended.ExitCode() == exitNothing)) {
		k.t.Fatalf("%s: %v\n%s", verb, err, cmd.Stderr)
	}
	if verb == "ingest" {
		k.done++
	}
	k.look()
	out, err := k.command("", "verify").CombinedOutput()
	if err != nil {
		k.t.Fatalf("verify: %v\n%s", err, out)
	}
}

func (k *killing) command(step string, args ...string) *exec.Cmd {
	cmd := exec.Command("danchieu", append(args, "--data", k.data)...)
	cmd.Env = append(os.Environ(), stepsFile+"="+k.steps, killStep+"="+step, fmt.Sprintf("%s=0.%d", versionOf, k.version))
	if args[0] != "backup" && args[0] != "verify" && args[0] != "export" {
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
	must(k.t, k.acknowledged(c, strings.Split(string(log), "\n")))
	r, err := index.Open(filepath.Join(k.data, "index"))
	if err != nil {
		if bytes.Contains(log, []byte("indexed")) {
			k.t.Fatal(err)
		}
		return
	}
	r.Close()
	k.compareSeen(k.lookAt(k.data))
}

// acknowledged checks the steps that were taken, in their order, against what is
// stored.
func (k *killing) acknowledged(c *catalog.Catalog, steps []string) error {
	engine, err := ocr.ThisEngine(k.t.Context())
	if err != nil && !errors.Is(err, pdf.ErrMissing) {
		return err
	}
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
			if _, ok, err := c.OCR(k.t.Context(), key, engine.ID()); err != nil || !ok {
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
