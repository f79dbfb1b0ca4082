package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/layout"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/office"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/picture"
	"github.com/danchieu/danchieu/pipeline/word"
)

// FileReading is what one file says: its running text and the citations in it.
type FileReading struct {
	SHA256    string // of the file's bytes, in hex
	Text      legal.Text
	Citations []legal.Citation
	Failed    []FailedPage // those that wait for OCR because OCR failed on them, by their numbers
	// Damaged are pages that could not be read, or of which a part may be missing,
	// whatever pdftotext and OCR made of them. By their numbers.
	Damaged []FailedPage
}

// FailedPage is a page and what failed on it.
type FailedPage struct {
	Page int // from 1
	Err  error
}

// Read reads one file from its bytes to its citations: stages in a row, each a
// function from value to value. What is in the file, then its name, tells how it is
// read: the child reads PDFs, Word files and what LibreOffice turns into one. recognise
// reads the pages that only OCR can read; nil leaves them waiting.
func Read(ctx context.Context, child *pdf.Child, path string, recognise Recogniser) (FileReading, error) {
	sum, err := datadir.Hash(path)
	if err != nil {
		return FileReading{}, err
	}
	return readHashed(ctx, child, path, sum, recognise)
}

// readHashed is [Read] of a file whose hash is known.
func readHashed(ctx context.Context, child *pdf.Child, path, sum string, recognise Recogniser) (FileReading, error) {
	return ofKind(ctx, child, path, sum, func(r *FileReading, k kind) error {
		own, err := readOwn(ctx, child, path, k)
		if err != nil {
			return err
		}
		var read Recognised
		if recognise != nil {
			if read, err = recognise(ctx, path, own.waiting()); err != nil {
				return err
			}
		}
		for _, page := range slices.Sorted(maps.Keys(read.Failed)) {
			r.Failed = append(r.Failed, FailedPage{page, read.Failed[page]})
		}
		return r.within(ctx, func(r *FileReading) { r.assemble(own, read.Pages) })
	})
}

// ofKind reads a file by what it is; printed reads one of pages, a PDF or a picture.
func ofKind(ctx context.Context, child *pdf.Child, path, sum string, printed func(*FileReading, kind) error) (FileReading, error) {
	return guard(sum, func(r *FileReading) error {
		k, err := kindOf(path)
		if err != nil {
			return err
		}
		switch k {
		case kindPlain:
			return r.plain(ctx, path)
		case kindPDF, kindPicture:
			return printed(r, k)
		}
		return r.document(ctx, child, path, k)
	})
}

// Recogniser reads the pages of a file that wait for OCR. The error is one that ends
// the work.
type Recogniser func(ctx context.Context, path string, pages []ocr.Request) (Recognised, error)

// Recognised is what OCR made of the pages of a file, by their numbers: what it read,
// and why it failed where it is known.
type Recognised struct {
	Pages  map[int]ocr.Page
	Failed map[int]error
}

// ReadAsIs reads one file by our own reading alone and takes the text of its pages
// as it is, also where it is not to be relied on.
func ReadAsIs(ctx context.Context, child *pdf.Child, path string) (FileReading, error) {
	sum, err := datadir.Hash(path)
	if err != nil {
		return FileReading{}, err
	}
	return ofKind(ctx, child, path, sum, func(r *FileReading, k kind) error {
		pages, err := readPages(ctx, child, path, k)
		if err != nil {
			return err
		}
		own := ownPages{pages: pages, sources: make([]legal.PageSource, len(pages))}
		for i := range own.sources {
			own.sources[i] = legal.SourceText
		}
		return r.within(ctx, func(r *FileReading) { r.assemble(own, nil) })
	})
}

// maxSense is how long making sense of the text of one file may take. The slowest that the
// limits of reading let through takes a minute.
const maxSense = 5 * time.Minute

// within adds to a reading what work makes of the text.
func (r *FileReading) within(ctx context.Context, work func(*FileReading)) error {
	made := *r
	made, err := inTime(ctx, func() (FileReading, error) {
		made := made
		work(&made)
		return made, nil
	})
	if err == nil {
		*r = made
	}
	return err
}

// inTime makes something of the text of one file. Work that is not done when the context ends,
// or after maxSense, is left to itself and counts for nothing.
func inTime[T any](ctx context.Context, work func() (T, error)) (made T, err error) {
	type result struct {
		made T
		err  error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		r.err = guarded(func() (err error) {
			r.made, err = work()
			return err
		})
		done <- r
	}()
	clock := time.NewTimer(maxSense)
	defer clock.Stop()
	select {
	case r := <-done:
		return r.made, r.err
	case <-ctx.Done():
		return made, ctx.Err()
	case <-clock.C:
		return made, fmt.Errorf("%w: no sense was made of the text within %v", pdf.ErrTimeLimit, maxSense)
	}
}

// guarded turns a fault of ours on one file into its error.
func guarded(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", pdf.ErrCrashed, p)
		}
	}()
	return f()
}

// guard reads a file of a hash; a fault of ours on one file is not to stop the others.
func guard(sum string, read func(*FileReading) error) (FileReading, error) {
	r := FileReading{SHA256: sum}
	err := guarded(func() error { return read(&r) })
	return r, err
}

// maxPlain is the size in bytes up to which a .txt file is read: running text of over fifteen
// thousand pages. Half of that takes some 700 MB of memory, more where it is citations alone.
const maxPlain = 64 << 20

func (r *FileReading) plain(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("read text: %w", err)
	}
	if info.Size() > maxPlain {
		return fmt.Errorf("%w: a text of %d MB, at most %d are read", pdf.ErrMemoryLimit, info.Size()>>20, maxPlain>>20)
	}
	s, err := readText(path, info.Size())
	if err != nil {
		return fmt.Errorf("read text: %w", err)
	}
	return r.text(ctx, s)
}

// readText returns what is in a text file of a size, once in memory.
func readText(path string, size int64) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var b strings.Builder
	b.Grow(int(size))
	_, err = io.Copy(&b, f)
	return b.String(), err
}

// text reads running text.
func (r *FileReading) text(ctx context.Context, s string) error {
	err := r.within(ctx, func(r *FileReading) {
		r.Text = layout.Plain(strings.ToValidUTF8(s, string(utf8.RuneError)))
		r.Citations = cite.Find(r.Text)
	})
	if len(s) > longText {
		debug.FreeOSMemory()
	}
	return err
}

// longText is how long a text is whose reading leaves so much behind that it is given back before
// the text is stored, in bytes.
const longText = 8 << 20

// document reads a document of a word processor. What is no Word file is turned into one.
func (r *FileReading) document(ctx context.Context, child *pdf.Child, path string, k kind) error {
	if k == kindWord {
		return r.word(ctx, child, path, path)
	}
	return office.Convert(ctx, path, office.Form(k), func(docx string) error { return r.word(ctx, child, docx, path) })
}

// word reads a Word file, which was made of the one at path where it is not that itself.
// What of it was lost is damage of its first page.
func (r *FileReading) word(ctx context.Context, child *pdf.Child, docx, path string) error {
	doc, err := word.In(ctx, child, docx)
	if err != nil {
		return err
	}
	for _, lost := range doc.Lost {
		r.Damaged = append(r.Damaged, FailedPage{1, fmt.Errorf("%w: not read: %s", pdf.ErrDamaged, lost)})
	}
	return r.within(ctx, func(r *FileReading) {
		r.Text = layout.WordFile(doc)
		r.printedHead(ownPages{path: path})
		r.Citations = cite.Find(r.Text)
	})
}

// ReadText reads running text that lies in no file, at most as much as of one.
func ReadText(ctx context.Context, from io.Reader) (r FileReading, err error) {
	sum := sha256.New()
	var b strings.Builder
	if _, err := io.Copy(&b, io.TeeReader(io.LimitReader(from, maxPlain+1), sum)); err != nil {
		return r, fmt.Errorf("read text: %w", err)
	}
	if b.Len() > maxPlain {
		return r, fmt.Errorf("%w: a text of more than %d MB", pdf.ErrMemoryLimit, maxPlain>>20)
	}
	r.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return r, r.text(ctx, b.String())
}

// ownPages are the pages of a file without OCR, and where their text comes from.
type ownPages struct {
	path    string
	pages   []pdf.Page
	sources []legal.PageSource
}

// readPages reads the pages of a PDF or of pictures by our own reading.
func readPages(ctx context.Context, child *pdf.Child, path string, k kind) ([]pdf.Page, error) {
	if k == kindPicture {
		return picture.Pages(path)
	}
	return child.Read(ctx, path)
}

// readOwn reads a file by our own reading, and of a PDF by pdftotext what that cannot
// read: a file it does not open, pages whose letters it makes no sense of.
func readOwn(ctx context.Context, child *pdf.Child, path string, k kind) (ownPages, error) {
	own := ownPages{path: path}
	pages, err := readPages(ctx, child, path, k)
	if k == kindPDF && (errors.Is(err, pdf.ErrUnsupported) || errors.Is(err, pdf.ErrDamaged)) {
		rescued, rescueErr := pdf.Rescue(ctx, path)
		if rescueErr != nil {
			return own, err
		}
		own.takeAll(rescued)
		if errors.Is(err, pdf.ErrDamaged) {
			own.spoil(err.Error())
		}
		return own, nil
	}
	if err != nil {
		return own, err
	}
	own.pages = pages
	for i, p := range pages {
		pages[i] = layout.DoubtCaseless(layout.Joined(p))
		own.sources = append(own.sources, layout.Source(pages[i]))
	}
	if k == kindPDF {
		own.rescueGarbled(ctx)
	}
	return own, ctx.Err()
}

func rescuedSource(p pdf.Page) legal.PageSource {
	if s := layout.Source(p); s != legal.SourceText {
		return s
	}
	return legal.SourceRescued
}

// takeAll takes all pages from pdftotext.
func (o *ownPages) takeAll(rescued []pdf.Page) {
	o.pages, o.sources = rescued, nil
	for _, p := range rescued {
		o.sources = append(o.sources, rescuedSource(p))
	}
}

// spoil says of all pages why a part of them may be missing.
func (o *ownPages) spoil(says string) {
	for i := range o.pages {
		o.pages[i].Err = says
	}
}

// muchText is how many letters a page that waits must have for pdftotext to be
// asked: with fewer it is a picture.
const muchText = 100

// rescuable reports whether pdftotext may make more of page i than we do.
func (o *ownPages) rescuable(i int) bool {
	p := o.pages[i]
	return p.Err != "" || o.sources[i] == legal.SourceWaiting && p.Letters >= muchText && !layout.Misleads(p)
}

// take takes page i from pdftotext where that makes more of it than we do. What of it is
// painted invisibly, or damaged, we know alone.
func (o *ownPages) take(i int, q pdf.Page) {
	p := o.pages[i]
	q.Err, q.Covered, q.Hidden, q.Visible = p.Err, p.Covered, p.Hidden, max(0, q.Letters-p.Hidden)
	more := o.sources[i] == legal.SourceWaiting || q.Letters > p.Letters
	if more && rescuedSource(q) == legal.SourceRescued {
		o.pages[i], o.sources[i] = q, legal.SourceRescued
	}
}

// rescueGarbled takes from pdftotext the pages that have text but none to rely on, and
// those that are damaged. Where it makes no more of them, or is not installed, they stay
// as they are or wait for OCR.
func (o *ownPages) rescueGarbled(ctx context.Context) {
	garbled := false
	for i := range o.pages {
		garbled = garbled || o.rescuable(i)
	}
	if !garbled {
		return
	}
	rescued, err := pdf.Rescue(ctx, o.path)
	if err != nil {
		return
	}
	if says := o.pages[0].Err; says != "" && len(rescued) > len(o.pages) { // it finds pages that we do not
		o.takeAll(rescued)
		o.spoil(says)
	}
	if len(rescued) != len(o.pages) {
		return
	}
	for i := range o.pages {
		if o.rescuable(i) {
			o.take(i, rescued[i])
		}
	}
}

// waiting returns the pages that wait for OCR.
func (o *ownPages) waiting() []ocr.Request {
	var out []ocr.Request
	for i, s := range o.sources {
		if s == legal.SourceWaiting {
			out = append(out, ocr.Request{Path: o.path, Page: i + 1, Width: o.pages[i].Width,
				Height: o.pages[i].Height})
		}
	}
	return out
}

// assemble makes running text and citations of a file's own pages and those that
// OCR read.
func (r *FileReading) assemble(own ownPages, read map[int]ocr.Page) {
	pages := append([]pdf.Page(nil), own.pages...)
	sources := append([]legal.PageSource(nil), own.sources...)
	views := map[int]ocr.View{}
	var numbers []int
	var scanned []pdf.Page
	var written legal.Written
	for n := range pages {
		if p, ok := read[n+1]; ok {
			filled, told := p.Filled()
			if n == 0 {
				written = told
			}
			scan := filled.Without(layout.Overprint(own.pages[n]))
			numbers, scanned, views[n+1] = append(numbers, n), append(scanned, scan), p.View
		}
	}
	for i, p := range ocr.Repair(scanned) {
		pages[numbers[i]], sources[numbers[i]] = p, legal.SourceOCR
	}
	for i, p := range own.pages {
		if p.Err != "" {
			r.Damaged = append(r.Damaged, FailedPage{i + 1, fmt.Errorf("%w: %s", pdf.ErrDamaged,
				strings.TrimPrefix(p.Err, pdf.ErrDamaged.Error()+": "))})
		}
	}
	r.Text = layout.TextFrom(pages, sources)
	for _, n := range numbers {
		layout.KeepOverprint(&r.Text.Pages[n], own.pages[n])
	}
	if _, ok := read[1]; ok {
		r.scannedHead(own, written)
	} else {
		r.printedHead(own)
	}
	ocr.Place(&r.Text, views)
	r.Citations = cite.Find(r.Text)
	ocr.Grade(r.Text, r.Citations)
}
