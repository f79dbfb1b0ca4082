package pipeline

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/resolve"
)

// spoil turns a bit in the checksum at the end of every compressed stream of a file.
func spoil(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	check(t, err)
	for at := 0; ; at += len("endstream") {
		n := bytes.Index(data[at:], []byte("\nendstream"))
		if n < 0 {
			break
		}
		at += n
		data[at-1] ^= 1
	}
	check(t, os.WriteFile(path, data, 0o644))
}

// A file of which pages are damaged is read in part, says so, and is read again by retry alone;
// what could be read of it is kept.
func TestDamagedPages(t *testing.T) {
	dir := folder(t)
	put(t, dir, "ctr-36-tu", "kh-33-ubnd")
	spoil(t, filepath.Join(dir, "kh-33-ubnd.pdf"))
	c := openCatalog(t)
	if sum := ingest(t, c, 1, dir); sum.Damaged != 1 || sum.Read != 1 || sum.Failed+sum.Waiting != 0 {
		t.Fatalf("%+v", sum)
	}
	known, err := c.KnownPaths(t.Context())
	check(t, err)
	k := known[filepath.Join(dir, "kh-33-ubnd.pdf")]
	if k.Status != catalog.Waiting || k.Reason != ReasonPages || k.Sentence.Code != legal.PagesDamaged {
		t.Errorf("%+v", k)
	}
	text, _, err := c.Text(t.Context(), k.SHA256)
	check(t, err)
	if text.Head.Number != "33/KH-UBND" {
		t.Errorf("head %+v", text.Head)
	}
	if sum := ingest(t, c, 1, dir); sum.Changed() {
		t.Errorf("once more: %+v", sum)
	}
	sum, err := Retry(t.Context(), c, Options{Workers: 1, Version: "test", Reader: newReader, NoOCR: true},
		func(k catalog.Known) bool { return k.Status != catalog.Read })
	if err != nil || sum.Found != 1 || sum.Damaged != 1 {
		t.Errorf("retry: %+v, %v", sum, err)
	}
}

// Work on the text of a file that goes on and on ends with the run, and a fault in it is one
// of the file.
func TestWithin(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var r FileReading
	hold := make(chan struct{})
	defer close(hold)
	err := r.within(ctx, func(r *FileReading) {
		r.SHA256 = "changed"
		cancel()
		<-hold
	})
	if !errors.Is(err, context.Canceled) || r.SHA256 != "" {
		t.Errorf("cut off: %v, %+v", err, r)
	}
	if err := r.within(t.Context(), func(*FileReading) { panic("odd") }); !errors.Is(err, pdf.ErrCrashed) {
		t.Errorf("a fault: %v", err)
	}
	if err := r.within(t.Context(), func(r *FileReading) { r.SHA256 = "done" }); err != nil || r.SHA256 != "done" {
		t.Errorf("done: %v, %+v", err, r)
	}
}

// A reading with which resolving breaks is set aside, and the others say what they say.
func TestClaimsOfBrokenReading(t *testing.T) {
	readings := []legal.Reading{{File: "a", Head: legal.Head{Number: "1/KH-UBND"}}, {File: "b", Head: legal.Head{Number: "2/KH-UBND"}}}
	claims, broken, err := claimsOf(t.Context(), readings, nil, func(r legal.Reading) ([]resolve.Claim, error) {
		if r.Head.Number == "1/KH-UBND" {
			panic("odd")
		}
		return resolve.Claims(nil, r)
	})
	check(t, err)
	if len(broken) != 1 || !errors.Is(broken["a"], pdf.ErrCrashed) || len(claims) != 2 {
		t.Errorf("%d claims, broken %v", len(claims), broken)
	}
	dir := folder(t)
	put(t, dir, "ctr-36-tu")
	c := openCatalog(t)
	ingest(t, c, 1, dir)
	known, err := c.KnownPaths(t.Context())
	check(t, err)
	path := filepath.Join(dir, "ctr-36-tu.pdf")
	code, sentence := Reason(broken["a"])
	check(t, c.Update(t.Context(), func(tx *catalog.Tx) error { return tx.SetAside(known[path].SHA256, code, sentence) }))
	known, err = c.KnownPaths(t.Context())
	if k := known[path]; err != nil || k.Status != catalog.Failed || k.Reason != string(pdf.ErrCrashed) {
		t.Errorf("%+v, %v", k, err)
	}
}

// What a file says that takes for ever to tell ends with the run, and is noted while it is told; a
// file at which two runs were cut off is told of no more.
func TestClaimsOfSlowReading(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	release := make(chan struct{})
	defer close(release)
	slow := func(legal.Reading) ([]resolve.Claim, error) {
		for datadir.LastHands(dir) == nil {
			time.Sleep(time.Millisecond)
		}
		cancel()
		<-release
		return nil, nil
	}
	_, _, err := claimsOf(ctx, []legal.Reading{{File: "a"}}, newHands(dir, time.Millisecond), slow)
	if left := datadir.LastHands(dir); !errors.Is(err, context.Canceled) || left != nil {
		t.Errorf("stopped in peace: %v, noted are %v", err, left)
	}
	check(t, datadir.NoteHands(dir, []datadir.Hand{{SHA256: "a", AtWork: true, Cut: 1}}))
	tell := func(r legal.Reading) ([]resolve.Claim, error) { return resolve.Claims(nil, r) }
	readings := []legal.Reading{{File: "a", Head: legal.Head{Number: "1/KH-UBND"}}, {File: "b"}}
	claims, broken, err := claimsOf(t.Context(), readings, newHands(dir, time.Hour), tell)
	if err != nil || !errors.Is(broken["a"], errCutOff) || len(broken) != 1 || len(claims) != 2 {
		t.Errorf("cut off twice: %v, broken %v, %d claims", err, broken, len(claims))
	}
}
