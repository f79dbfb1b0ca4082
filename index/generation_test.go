package index

import (
	"context"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// TestVerify gives verify generations that are not what they should be.
func TestVerify(t *testing.T) {
	dir := t.TempDir()
	mustUpdate(t, dir, source{text("a", "một"), text("b", "hai")})
	good := func() update {
		return update{dir: dir, at: Catalogue{"one", 2}, version: version(),
			report: Report{Rebuilt: "yes", Seq: 2}, present: map[string]bool{"a": true, "b": true}}
	}
	tests := []struct {
		name   string
		change func(*update)
		want   string
	}{
		{"as it should be", func(*update) {}, ""},
		{"another number", func(u *update) { u.report.Seq = 3 }, "state"},
		{"another catalogue", func(u *update) { u.at.UUID = "two" }, "state"},
		{"another version", func(u *update) { u.version = "old" }, "state"},
		{"a document missing", func(u *update) { u.present["c"] = true }, "2 of 3 changed documents found"},
		{"a document too many", func(u *update) { delete(u.present, "b") }, "2 documents, want 1"},
		{"a deleted document there", func(u *update) { u.present["b"] = false }, "2 documents, want 1"},
	}
	for _, tt := range tests {
		u := good()
		tt.change(&u)
		err := u.verify(context.Background(), filepath.Join(dir, "000001"))
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.want)
		}
	}
}

// TestLeftovers puts beside a live generation what crashes leave.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	s := source{text("a", "một")}
	mustUpdate(t, dir, s)
	// half-built; never made live; not ours
	for _, name := range []string{"000002" + building + "/store", "000002", "notes"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir, currentFile+building, "0000")
	mustUpdate(t, dir, s)
	if got := files(t, dir); got != "000001 000001.sums CURRENT notes" {
		t.Errorf("after an update: %s", got)
	}
	s = append(s, text("b", "hai"))
	if rep := mustUpdate(t, dir, s); rep.Generation != "000002" || rep.Rebuilt != "" {
		t.Errorf("report %+v", rep)
	}
}

func TestReaderDuringUpdates(t *testing.T) {
	dir := t.TempDir()
	s := source{text("a", "một")}
	mustUpdate(t, dir, s)
	r := mustOpen(t, dir)
	for seq := 2; seq < 6; seq++ { // by then the reader's generation is deleted
		s = append(s, text(fmt.Sprint(seq), "một"))
		mustUpdate(t, dir, s)
	}
	if got := found(t, r, "một"); len(got) != 1 || r.Seq() != 1 {
		t.Errorf("before Refresh: %v up to %d", got, r.Seq())
	}
	if stale, err := r.Stale(); err != nil || !stale {
		t.Errorf("Stale() = %v, %v", stale, err)
	}
	done := make(chan error)
	go func() { // searches go on while the reader goes over
		for range 200 {
			if _, err := r.Search(context.Background(), mustParse(t, "một"), Options{Limit: 10}); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	if changed, err := r.Refresh(nil); err != nil || !changed {
		t.Errorf("Refresh() = %v, %v", changed, err)
	}
	if err := <-done; err != nil {
		t.Errorf("search during Refresh: %v", err)
	}
	if got := found(t, r, "một"); len(got) != 5 || r.Seq() != 5 {
		t.Errorf("after Refresh: %v up to %d", got, r.Seq())
	}
	if changed, err := r.Refresh(nil); err != nil || changed {
		t.Errorf("second Refresh() = %v, %v", changed, err)
	}
	mustUpdate(t, dir, append(s, text("last", "một")))
	for range 2 {
		if err := r.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
	}
	if changed, err := r.Refresh(nil); err != nil || changed {
		t.Errorf("Refresh() after Close() = %v, %v", changed, err)
	}
	if _, err := r.Search(context.Background(), mustParse(t, "một"), Options{Limit: 1}); err == nil {
		t.Error("Search() after Close(): no error")
	}
}

// TestNoWaste holds that a published generation keeps no state but its last one, and with that no segment
// that was merged into another.
func TestNoWaste(t *testing.T) {
	dir := t.TempDir()
	for n := killStep; n <= 15*killStep; n += killStep {
		mustUpdate(t, dir, growing(n))
		if kept := statesOf(t, dir); kept != 1 {
			t.Errorf("after number %d: %d states are kept", n, kept)
		}
	}
}

// statesOf returns how many states of itself the live generation keeps.
func statesOf(t *testing.T, dir string) int {
	t.Helper()
	r := mustOpen(t, dir)
	defer r.Close()
	advanced, err := r.live.Load().store.Advanced()
	if err != nil {
		t.Fatal(err)
	}
	epochs, err := advanced.(*scorch.Scorch).RootBoltSnapshotEpochs()
	if err != nil {
		t.Fatal(err)
	}
	return len(epochs)
}

// growing is a catalogue of n numbers: each brings in a document, every fifth one
// takes out the document before it.
func growing(n int) source {
	var s source
	for i := 1; i <= n; i++ {
		e := text(fmt.Sprint(i), fmt.Sprintf("văn bản số %d %s", i, strings.Repeat("chuyển đổi số ", 50)))
		if i%5 == 0 {
			e = Entry{ID: fmt.Sprint(i - 1), Deleted: true}
		}
		s = append(s, e)
	}
	return s
}

const killStep = 40 // numbers between two updates of the process that is killed

// TestKilled kills a process that updates the index again and again. After each
// kill the index must open, be whole up to the number it states, and catch up.
func TestKilled(t *testing.T) {
	const variable = "INDEX_TEST_KILLED"
	if dir := os.Getenv(variable); dir != "" {
		for n := killStep; ; n += killStep {
			mustUpdate(t, dir, growing(max(n, seqOf(dir)+killStep)))
		}
	}
	if testing.Short() {
		t.Skip("starts processes")
	}
	dir := t.TempDir()
	rnd := rand.New(rand.NewSource(1))
	deadline := time.Now().Add(time.Minute)
	for kills := 0; kills < 10 || seqOf(dir) < 5*killStep; kills++ {
		if time.Now().After(deadline) {
			t.Fatalf("%d kills, no further than number %d", kills, seqOf(dir))
		}
		c := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		c.Env = append(os.Environ(), variable+"="+dir)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(50+rnd.Intn(250)+20*kills) * time.Millisecond) // longer where the machine is slow
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := c.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("the process ended by itself: %v", err)
		}
		checkWhole(t, dir)
	}
	all := growing(seqOf(dir) + 1)
	if rep := mustUpdate(t, dir, all); rep.Rebuilt != "" || rep.Changed != 1 {
		t.Errorf("catching up: %+v", rep)
	}
	checkWhole(t, dir)
}

func seqOf(dir string) int {
	r, err := Open(dir)
	if err != nil {
		return 0
	}
	defer r.Close()
	return int(r.Seq())
}

// checkWhole compares the index with the catalogue at the number it states.
func checkWhole(t *testing.T, dir string) {
	t.Helper()
	n := seqOf(dir)
	if n == 0 {
		return // killed before the first generation
	}
	present := make(map[string]bool)
	for _, e := range growing(n) {
		present[e.ID] = !e.Deleted
	}
	r := mustOpen(t, dir)
	defer r.Close()
	for id, want := range present {
		res := mustSearch(t, r, mustParse(t, `"van ban so `+id+`"`))
		if got := res.Total == 1 && res.Hits[0].ID == id; got != want || res.Total > 1 {
			t.Fatalf("document %s at number %d: found %+v, want %v", id, n, res.Hits, want)
		}
	}
}
