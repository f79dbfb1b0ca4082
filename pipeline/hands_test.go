package pipeline

import (
	"slices"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// A file at which two runs were cut off is set aside by the third, which goes on with the others;
// retry takes it again. What one run was cut off at is read.
func TestSetsAside(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "Căn cứ Kế hoạch số 6/KH-UBND")
	write(t, dir, "b.txt", "Căn cứ Kế hoạch số 7/KH-UBND")
	bad, err := datadir.Hash(dir + "/a.txt")
	check(t, err)
	c, err := catalog.Open(storetest.Folder(t))
	check(t, err)
	defer c.Close()
	once, err := datadir.Hash(dir + "/b.txt")
	check(t, err)
	check(t, datadir.NoteHands(c.Dir(), []datadir.Hand{{SHA256: bad, AtWork: true, Cut: 1}, {SHA256: once, AtWork: true}}))
	o := Options{Paths: []string{dir}, Workers: 1, Version: "test", Reader: newReader, NoOCR: true}
	sum, err := Run(t.Context(), c, o)
	if err != nil || sum.Failed != 1 || sum.Read != 1 {
		t.Fatalf("%+v: %v", sum, err)
	}
	known, err := c.KnownPaths(t.Context())
	check(t, err)
	for path, k := range known {
		if k.Status == catalog.Failed != (k.SHA256 == bad) || k.SHA256 == bad && k.Reason != string(pdf.ErrCrashed) {
			t.Errorf("%s is %s: %v", path, k.Status, k.Sentence)
		}
	}
	if left := datadir.LastHands(c.Dir()); left != nil {
		t.Errorf("noted are still %v", left)
	}
	if sum, err = Run(t.Context(), c, o); err != nil || sum.Unchanged != 2 {
		t.Errorf("again: %+v: %v", sum, err)
	}
	sum, err = Retry(t.Context(), c, o, func(k catalog.Known) bool { return k.Status == catalog.Failed })
	if err != nil || sum.Read != 1 {
		t.Errorf("retried: %+v: %v", sum, err)
	}
}

// What takes a while is noted while it is at work; what was cut off counts, once a run, and what was
// stopped in peace does not.
func TestHands(t *testing.T) {
	dir := t.TempDir()
	h := newHands(dir, time.Millisecond)
	h.read("slow", func() {
		for datadir.LastHands(dir) == nil {
			time.Sleep(time.Millisecond)
		}
		again := newHands(dir, time.Hour) // as of a run that begins when this one was killed
		if again.cut("slow") != 1 || newHands(dir, time.Hour).cut("slow") != 1 {
			t.Error("a run cut off counts otherwise than once")
		}
		again.read("slow", func() {
			if want := []datadir.Hand{{SHA256: "slow", AtWork: true, Cut: 1}}; !slices.Equal(datadir.LastHands(dir), want) {
				t.Errorf("noted are %v", datadir.LastHands(dir))
			}
		})
		if newHands(dir, time.Hour).cut("slow") != 1 {
			t.Error("what ended in peace counts")
		}
		again.forget("slow")
	})
	if left := datadir.LastHands(dir); left != nil {
		t.Errorf("noted are still %v", left)
	}
	newHands(dir, time.Hour).read("fast", func() {
		if left := datadir.LastHands(dir); left != nil {
			t.Errorf("noted are %v", left)
		}
	})
}
