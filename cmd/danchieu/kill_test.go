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
	k := killing{t: t, in: filepath.Join(dir, "in"), data: filepath.Join(dir, "data"), steps: filepath.Join(dir, "steps"), random: rand.New(rand.NewPCG(7, 11))}
	k.makeFiles(files)
	undisturbed := killing{t: t, in: k.in, data: filepath.Join(dir, "undisturbed"), steps: filepath.Join(dir, "undisturbed-steps")}
	began := time.Now()
	undisturbed.goOn()
	k.span = time.Since(began)
	k.want = undisturbed.export()
	t.Logf("an undisturbed ingest of %d files takes %s", files, k.span.Round(time.Millisecond))
	for k.killed < kills {
		k.round()
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
	next                int // of namedSteps
}

// round runs one ingest until it is killed or done.
func (k *killing) round() {
	if k.random.IntN(2) == 0 {
		step := namedSteps[k.next%len(namedSteps)]
		k.next++
		if strings.HasPrefix(step, "put") || strings.HasPrefix(step, "recognise") {
			step += ":" + strconv.Itoa(1+k.random.IntN(4))
		} else {
			step += ":1"
		}
		k.ingest(step, time.Minute)
		return
	}
	k.ingest("", time.Duration(k.random.Int64N(int64(k.span/3))))
}

// ingest runs the program and kills it after a time, unless it does so itself.
func (k *killing) ingest(step string, after time.Duration) {
	cmd := k.command(step, "ingest", "--workers", "3", k.in)
	must(k.t, cmd.Start())
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	err := cmd.Wait()
	timer.Stop()
	if cmd.ProcessState.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL {
		k.killed++
		if step != "" {
			k.named++
		}
		k.look()
		return
	}
	k.end(err, cmd)
}

// goOn runs the program to its end.
func (k *killing) goOn() {
	cmd := k.command("", "ingest", "--workers", "3", k.in)
	k.end(cmd.Run(), cmd)
}

// end checks an ingest that came to its end, and makes room for another.
func (k *killing) end(err error, cmd *exec.Cmd) {
	k.t.Helper()
	var ended *exec.ExitError
	if err != nil && !(errors.As(err, &ended) && ended.ExitCode() == exitFailures) {
		k.t.Fatalf("ingest: %v\n%s", err, cmd.Stderr)
	}
	k.done++
	k.look()
	if out, err := k.command("", "verify").CombinedOutput(); err != nil {
		k.t.Fatalf("verify: %v\n%s", err, out)
	}
	if k.want == nil || k.killed == 0 {
		return
	}
	k.compare()
	must(k.t, os.RemoveAll(k.data))
	must(k.t, os.Remove(k.steps))
	k.goOnFresh()
}

// goOnFresh begins again with nothing, for the kills to come.
func (k *killing) goOnFresh() { k.killedBefore() }

func (k *killing) killedBefore() {}

func (k *killing) command(step string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], append(args, "--data", k.data)...)
	cmd.Args[0] = "danchieu"
	cmd.Env = append(os.Environ(), stepsFile+"="+k.steps, killStep+"="+step)
	cmd.Stderr = new(bytes.Buffer)
	return cmd
}
