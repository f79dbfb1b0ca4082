package ocr

import (
	"context"
	"errors"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// upper is the head of a picture.
func upper(gray *image.Gray) *image.Gray {
	return gray.SubImage(image.Rect(0, 0, gray.Rect.Dx(), gray.Rect.Dy()/4)).(*image.Gray)
}

// alone reads a picture by a call of its own.
func alone(t *testing.T, gray *image.Gray, segmentation string) []row {
	t.Helper()
	out, err := tesseract(t.Context(), gray, reading(segmentation)...)
	if err != nil {
		t.Fatal(err)
	}
	return parseTSV(out)
}

// A Tesseract that stays reads every picture as a call of its own does, whatever it read
// before, and where it dies the next takes its place.
func TestStreamReadsAlike(t *testing.T) {
	needPrograms(t)
	page := drawScan(t).gray
	head := upper(page)
	want := map[*image.Gray][]row{page: alone(t, page, oneBlock), head: alone(t, head, oneBlock)}
	var r Reader
	defer r.Close()
	for i, gray := range []*image.Gray{head, page, head, head} {
		got, err := r.recognize(t.Context(), gray, oneBlock)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[gray], got, cmp.AllowUnexported(token{})); diff != "" {
			t.Errorf("picture %d (-alone +stream):\n%s", i, diff)
		}
		if i == 2 && r.wanted.IsZero() {
			r.idle[oneBlock][0].End()
		}
	}
	if f, err := memoryFile(nil); err != nil {
		return
	} else {
		f.Close()
	}
	if _, err := exec.LookPath("stdbuf"); err == nil && !r.wanted.IsZero() {
		t.Error("no Tesseract stays")
	}
}

// fakeTesseract puts a program in the place of Tesseract.
func fakeTesseract(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "tesseract"), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
}

// readRow is a word in the TSV.
const readRow = `printf '5\t1\t1\t1\t1\t1\t10\t10\t30\t12\t96\talone\n'`

// A page that a Tesseract which stays cannot read is read by a call of its own, and what
// keeps that from reading is told.
func TestReadAlone(t *testing.T) {
	const stays = `case "$*" in *stream_filelist*) `
	for name, tt := range map[string]struct {
		script string
		reason pdf.Reason // "" where the page is read
	}{
		"none stays":               {stays + `exit 1;; esac; ` + readRow, ""},
		"it dies at the page":      {stays + `read a; printf '1\t1\n'; read a; exit 1;; esac; ` + readRow, ""},
		"it says too much":         {stays + `read a; printf '1\t1\n'; read a; yes;; esac; ` + readRow, ""},
		"its rows have no end":     {stays + `read a; printf '1\t1\n'; read a; tr '\0' x </dev/zero;; esac; ` + readRow, ""},
		"both need too much time":  {stays + `read a; printf '1\t1\n';; esac; kill -XCPU $$`, pdf.ErrTimeLimit},
		"alone it gives up":        {stays + `exit 1;; esac; exit 1`, pdf.ErrDamaged},
		"none is left at the page": {stays + `read a; printf '1\t1\n'; rm "$0"; exit 1;; esac`, pdf.ErrMissing},
	} {
		t.Run(name, func(t *testing.T) {
			fakeTesseract(t, tt.script)
			if tt.reason == pdf.ErrMissing { // and no other is in PATH
				t.Setenv("PATH", filepath.SplitList(os.Getenv("PATH"))[0]+":"+withoutTesseract(t))
			}
			var r Reader
			defer r.Close()
			rows, err := r.recognize(t.Context(), drawn(40, 40), wholePage)
			switch {
			case tt.reason != "" && !errors.Is(err, tt.reason):
				t.Errorf("ended with %v, want %v", err, tt.reason)
			case tt.reason == "" && (err != nil || len(rows) != 1 || rows[0][0].text != "alone"):
				t.Errorf("read %v, %v", rows, err)
			}
		})
	}
}

// withoutTesseract is a folder with the few programs that a call needs.
func withoutTesseract(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"sh", "rm", "stdbuf", "printf"} {
		if path, err := exec.LookPath(name); err == nil {
			if err := os.Symlink(path, filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// What a reader no longer needs ends: what has worked for long, what is unused when it
// is closed, and what was at work then.
func TestReaderEnds(t *testing.T) {
	fakeTesseract(t, `while read a; do printf '1\t1\n'; done`)
	var r Reader
	take := func() *stream {
		s := r.take(t.Context(), wholePage)
		if s == nil {
			t.Skip("no program stays here")
		}
		return s
	}
	old, idle, atWork := take(), take(), take()
	old.busy = mostBusy + time.Second
	r.giveBack(old, wholePage)
	r.giveBack(idle, wholePage)
	if n := len(r.idle[wholePage]); n != 1 {
		t.Fatalf("%d are kept", n)
	}
	r.Close()
	r.giveBack(atWork, wholePage)
	for name, s := range map[string]*stream{"old": old, "idle": idle, "at work": atWork} {
		if _, err := s.Out.Read(make([]byte, 1)); err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("the %s one goes on", name)
		}
	}
}

// A stream that does not answer is given up when its time is over, and when its reader
// is not wanted any more.
func TestStreamSilent(t *testing.T) {
	fakeTesseract(t, `read a; printf '1\t1\n'; sleep 100`)
	for name, limit := range map[string]time.Duration{"late": 50 * time.Millisecond, "cancelled": time.Minute} {
		s, err := startStream(t.Context(), wholePage)
		if err != nil {
			t.Skip("no program stays here: ", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		if name == "cancelled" {
			time.AfterFunc(50*time.Millisecond, cancel)
		}
		began := time.Now()
		if _, err := s.rows(ctx, limit, pictureName, emptyName); err == nil || time.Since(began) > 30*time.Second {
			t.Errorf("%s: %v after %v", name, err, time.Since(began))
		}
		cancel()
		s.close()
	}
}
