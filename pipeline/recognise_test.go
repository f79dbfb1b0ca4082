package pipeline

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/gob"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

const scanned = "scan-kh-23-ben-tam"

// withOCR ingests and returns how many pages OCR was asked to read.
func withOCR(t *testing.T, ctx context.Context, c *catalog.Catalog, o Options) (Summary, int, error) {
	t.Helper()
	pages := 0
	o.Workers, o.Version, o.Reader = 2, "test", newReader
	then := o.Progress
	o.Progress = func(e Event) {
		if e.Stage == StageOCR && e.Path == "" {
			pages = e.Total
		}
		if then != nil {
			then(e)
		}
	}
	sum, err := Run(ctx, c, o)
	return sum, pages, err
}

func needOCR(t *testing.T) {
	if err := ocr.Check(t.Context()); errors.Is(err, pdf.ErrMissing) {
		t.Skip("poppler and Tesseract are not installed:", err)
	}
}

// Pages wait where OCR is not to be had, and a later run reads just those.
func TestOCRLater(t *testing.T) {
	needOCR(t)
	dir, c := folder(t), openCatalog(t)
	put(t, dir, scanned, "kh-52-ubnd")
	if sum := ingest(t, c, 1, dir); sum.Waiting != 1 || sum.Read != 1 {
		t.Fatalf("without OCR: %+v", sum)
	}
	sum, pages, err := withOCR(t, t.Context(), c, Options{Paths: []string{dir}})
	if err != nil || pages != 1 || sum.Recognised != 1 || sum.Unchanged != 2 {
		t.Errorf("later: %+v, %d pages, %v", sum, pages, err)
	}
	if n, err := c.Counts(t.Context()); err != nil || n.Pages["ocr"] != 1 || n.Files[catalog.Waiting] != 0 {
		t.Errorf("catalogue after OCR: %+v, %v", n, err)
	}
	_, seq, _ := c.Identity(t.Context())
	sum, pages, err = withOCR(t, t.Context(), c, Options{Paths: []string{dir}})
	if err != nil || pages != 0 || sum.Changed() {
		t.Errorf("again: %+v, %d pages, %v", sum, pages, err)
	}
	if _, after, _ := c.Identity(t.Context()); after != seq {
		t.Errorf("a run with nothing to do wrote change %d", after)
	}
}

// A page whose result was stored is not read again after a crash, nor in another
// file that shows the same.
func TestOCRAfterCrash(t *testing.T) {
	needOCR(t)
	dir, c := folder(t), openCatalog(t)
	put(t, dir, scanned)
	ctx, cancel := context.WithCancel(t.Context())
	_, _, err := withOCR(t, ctx, c, Options{Paths: []string{dir}, Progress: func(e Event) {
		if e.Stage == StageOCR && e.Path != "" {
			cancel() // the page is stored, the file is not
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled run ended with %v", err)
	}
	sum, pages, err := withOCR(t, t.Context(), c, Options{Paths: []string{dir}})
	if err != nil || pages != 0 || sum.Recognised != 1 {
		t.Errorf("after the crash: %+v, %d pages read again, %v", sum, pages, err)
	}
}

// What another engine has read is taken as it is, until it is asked to be read again.
func TestOtherEngine(t *testing.T) {
	needOCR(t)
	dir, c := folder(t), openCatalog(t)
	put(t, dir, scanned)
	ingest(t, c, 1, dir)
	waiting, err := c.Waiting(t.Context())
	check(t, err)
	sha := waiting[0].SHA256
	at := catalog.OCRPage{SHA256: sha, Page: 1, Key: "shown", Engine: "another", ReadBy: "test"}
	check(t, c.PutOCR(t.Context(), at, ocr.Encode(ocr.Page{Page: pdf.Page{Width: 595, Height: 842}})))
	if sum, pages, err := withOCR(t, t.Context(), c, Options{Paths: []string{dir}}); err != nil || pages != 0 || sum.Recognised != 1 {
		t.Errorf("with a reading of another engine: %d pages read, %+v, %v", pages, sum, err)
	}
	text, _, err := c.Text(t.Context(), sha)
	check(t, err)
	if text.Content != "" {
		t.Errorf("the page has %q, not what the other engine read", text.Content)
	}
	sum, err := Retry(t.Context(), c, Options{Workers: 1, Version: "test", Reader: newReader, OtherEngine: true},
		func(catalog.Known) bool { return true })
	if err != nil || sum.OCRPages != 1 {
		t.Errorf("asked to read again: %+v, %v", sum, err)
	}
	engine, err := ocr.ThisEngine(t.Context())
	check(t, err)
	pages, err := c.OCRPages(t.Context(), sha)
	if text, _, _ := c.Text(t.Context(), sha); err != nil || pages[1].Engine != engine.ID() || text.Content == "" {
		t.Errorf("read again: %+v %q %v", pages[1], text.Content, err)
	}
	if _, ok, err := c.OCR(t.Context(), "shown", "another"); !ok || err != nil {
		t.Errorf("what the other engine read is lost: %v", err)
	}
}

// A catalogue of before readings had a form of their own has them in that after a run, the
// same for every process, and reads them as before.
func TestRecode(t *testing.T) {
	dir, data := folder(t), t.TempDir()
	schema, err := os.ReadFile("catalog/testdata/v17.sql")
	check(t, err)
	db, err := sql.Open("sqlite", filepath.Join(data, catalog.FileName))
	check(t, err)
	_, err = db.Exec(string(schema) + "INSERT INTO meta VALUES ('uuid', 'u'), ('seq', '0'), ('rules', '')")
	check(t, err)
	page := func(i int) ocr.Page {
		return ocr.Page{Page: pdf.Page{Width: float64(i), Lines: []pdf.Line{{Words: []pdf.Word{{Text: "số", Doubt: .25}}}}}}
	}
	const pages = 230 // more than go into one transaction
	for i := range pages {
		var b bytes.Buffer
		check(t, gob.NewEncoder(&b).Encode(page(i)))
		_, err := db.Exec("INSERT INTO ocr VALUES (?1, ?2); INSERT INTO ocr_sums VALUES (?1, ?3)", fmt.Sprintf("%04d", i), b.Bytes(),
			fmt.Sprintf("%x", sha256.Sum256(b.Bytes())))
		check(t, err)
	}
	check(t, db.Close())
	c, err := catalog.Open(data)
	check(t, err)
	defer c.Close()
	check(t, os.WriteFile(filepath.Join(dir, "a.txt"), []byte("Căn cứ Nghị quyết số 30/NQ-CP"), 0o600))
	ingest(t, c, 1, dir)
	for i := range pages {
		got, _, err := c.OCR(t.Context(), fmt.Sprintf("%04d", i), "")
		check(t, err)
		if !bytes.Equal(got, ocr.Encode(page(i))) {
			t.Fatalf("page %d is stored as %q", i, got)
		}
	}
	check(t, c.CheckContent(t.Context()))
}

// Out of time, no file and no page is begun, and nothing is lost.
func TestOCROutOfTime(t *testing.T) {
	needOCR(t)
	dir, c := folder(t), openCatalog(t)
	put(t, dir, scanned)
	sum, _, err := withOCR(t, t.Context(), c, Options{Paths: []string{dir}, MaxDuration: time.Nanosecond})
	if err != nil || sum.Deferred != 1 || sum.Changed() {
		t.Errorf("out of time before reading: %+v, %v", sum, err)
	}
	sum, _, err = withOCR(t, t.Context(), c,
		Options{Paths: []string{dir}, MaxDuration: time.Second, Readable: func(context.Context) error {
			time.Sleep(time.Second)
			return nil
		}})
	if err != nil || sum.Waiting != 1 || sum.Recognised != 0 {
		t.Errorf("out of time before OCR: %+v, %v", sum, err)
	}
	if sum, _, err = withOCR(t, t.Context(), c, Options{Paths: []string{dir}}); err != nil || sum.Recognised != 1 {
		t.Errorf("with time: %+v, %v", sum, err)
	}
}

// A page on which OCR failed for want of a program or of time is tried again by the
// next run, one that is damaged is not.
func TestOCRTriedAgain(t *testing.T) {
	needOCR(t)
	for reason, again := range map[pdf.Reason]int{pdf.ErrMissing: 1, pdf.ErrTimeLimit: 1, pdf.ErrMemoryLimit: 1,
		pdf.ErrDamaged: 0} {
		dir, c := folder(t), openCatalog(t)
		put(t, dir, scanned)
		ingest(t, c, 1, dir)
		waiting, err := c.Waiting(t.Context())
		check(t, err)
		check(t, c.PutOCR(t.Context(),
			catalog.OCRPage{SHA256: waiting[0].SHA256, Page: 1, Reason: string(reason), ReadBy: "test"}, nil))
		sum, pages, err := withOCR(t, t.Context(), c, Options{Paths: []string{dir}})
		if err != nil || pages != again || sum.Recognised != again {
			t.Errorf("%s: %d pages tried again, %+v, %v", reason, pages, sum, err)
		}
	}
}

// A number that OCR read in two ways is kept with both, and means neither document for
// certain.
func TestReadTwice(t *testing.T) {
	var line pdf.Line
	for i, w := range strings.Fields("Căn cứ Nghị quyết số 30/NQ-CP ngày 16 tháng 5 năm 2025 của Chính phủ;") {
		box := legal.Box{X0: float64(50 + 40*i), Y0: 100, X1: float64(85 + 40*i), Y1: 112}
		line.Words = append(line.Words, pdf.Word{Text: w, Box: box, Size: 13, Baseline: 110, Doubt: .04})
		line.Box = line.Box.Union(box)
	}
	line.Words[5].Doubt, line.Words[5].Other = .5, "50/NQ-CP"
	var r FileReading
	own := ownPages{pages: []pdf.Page{{Width: 800, Height: 842}}, sources: []legal.PageSource{legal.SourceWaiting}}
	r.assemble(own, map[int]ocr.Page{1: {Page: pdf.Page{Width: 800, Height: 842, Lines: []pdf.Line{line}},
		View: ocr.View{Width: 800, Height: 842}}})
	c, sha := openCatalog(t), strings.Repeat("a", 64)
	f := catalog.File{SHA256: sha, Size: 1, Status: catalog.Read, Text: r.Text, Citations: r.Citations}
	check(t, c.PutFile(t.Context(), f, catalog.Path{SHA256: sha, Path: "/a.pdf", Root: "/"}))
	check(t, Resolve(t.Context(), c))
	ms, err := c.Mentions(t.Context(), sha)
	if err != nil || len(ms) != 1 {
		t.Fatalf("%d citations, %v", len(ms), err)
	}
	m := ms[0]
	if m.Number != "30/NQ-CP" || m.Other != "50/NQ-CP" || m.Document != "" ||
		!slices.Equal(m.Candidates, []string{"nq-30-cp-2025", "nq-50-cp-2025"}) {
		t.Errorf("%s or %s: %q %q", m.Number, m.Other, m.Document, m.Candidates)
	}
	if want := legal.Say(legal.ReasonReadTwice, "30/NQ-CP", "50/NQ-CP"); !reflect.DeepEqual(m.Reason, want) {
		t.Errorf("because %s, want %s", m.Reason, want)
	}
}

// What OCR has read is resolved and can be searched while it goes on.
func TestOCRInSteps(t *testing.T) {
	needOCR(t)
	dir, c := folder(t), openCatalog(t)
	put(t, dir, scanned)
	waited, read := 0, 0 // times it was readable with the page waiting, and read
	_, _, err := withOCR(t, t.Context(), c, Options{Paths: []string{dir}, Readable: func(ctx context.Context) error {
		n, err := c.Counts(ctx)
		if n.Files[catalog.Waiting] > 0 {
			waited++
		} else if n.Edges > 0 {
			read++
		}
		return err
	}})
	if err != nil || waited != 1 || read != 1 {
		t.Errorf("made readable %d times before OCR and %d times while it went on, %v", waited, read, err)
	}
}
