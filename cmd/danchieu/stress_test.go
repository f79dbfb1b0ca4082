package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestSearchDuringIngest lets eight processes search while others ingest: two files
// come and go together, and every search must see both or none. DANCHIEU_STRESS is
// how long, three seconds without it.
func TestSearchDuringIngest(t *testing.T) {
	long, err := time.ParseDuration(os.Getenv("DANCHIEU_STRESS"))
	if err != nil {
		long = 3 * time.Second
	}
	bin := filepath.Join(t.TempDir(), "danchieu")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	dir, in := t.TempDir(), t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(in, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("always.txt", "Căn cứ Nghị quyết số 30-NQ/TW về chuyển đổi số")
	run := func(args ...string) (string, int) {
		var out, says bytes.Buffer
		cmd := exec.Command(bin, append([]string{"--data", dir}, args...)...)
		cmd.Stdout, cmd.Stderr = &out, &says
		err := cmd.Run()
		if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
			t.Error(err)
		}
		if code := cmd.ProcessState.ExitCode(); code > 1 {
			t.Errorf("%v: exit code %d\n%s", args, code, says.String())
		}
		return out.String(), cmd.ProcessState.ExitCode()
	}
	run("ingest", in)
	end := time.Now().Add(long)
	var searches, ingests, both, none atomic.Int64
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for time.Now().Before(end) && !t.Failed() {
				out, code := run("--json", "search", "thủy triều")
				var found struct {
					Total int
					Hits  []struct{ Document string }
				}
				if err := json.Unmarshal([]byte(out), &found); err != nil {
					t.Errorf("%v in %q", err, out)
				}
				switch {
				case found.Total == 2 && len(found.Hits) == 2 && code == 0:
					both.Add(1)
				case found.Total == 0 && code == 1:
					none.Add(1)
				default:
					t.Errorf("half an update, exit code %d: %s", code, out)
				}
				searches.Add(1)
			}
		})
	}
	for i := 0; time.Now().Before(end) && !t.Failed(); i++ {
		if i%2 == 0 {
			write("one.txt", "Một: thủy triều lên")
			write("two.txt", "Hai: thủy triều xuống")
		} else {
			os.Remove(filepath.Join(in, "one.txt"))
			os.Remove(filepath.Join(in, "two.txt"))
		}
		run("ingest", in)
		ingests.Add(1)
	}
	all.Wait()
	t.Logf("%d searches during %d ingests: %d saw both files, %d none", searches.Load(), ingests.Load(), both.Load(),
		none.Load())
}
