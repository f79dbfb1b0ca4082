package pipeline

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Recognise is a [Recogniser] that keeps nothing: it reads the pages of one file
// with all cores.
func Recognise(ctx context.Context, path string, requests []ocr.Request) (Recognised, error) {
	out := Recognised{map[int]ocr.Page{}, map[int]error{}}
	if len(requests) == 0 {
		return out, nil
	}
	if err := ocr.Check(ctx); err != nil {
		for _, q := range requests {
			out.Failed[q.Page] = err
		}
		return out, ctx.Err()
	}
	var mu sync.Mutex
	var reader ocr.Reader
	defer reader.Close()
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.NumCPU())
	for _, q := range requests {
		g.Go(func() error {
			page, err := drawAndRead(ctx, &reader, q)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				out.Failed[q.Page] = err
				return ctx.Err()
			}
			out.Pages[q.Page] = page
			return nil
		})
	}
	return out, g.Wait()
}

func drawAndRead(ctx context.Context, reader *ocr.Reader, q ocr.Request) (ocr.Page, error) {
	picture, err := ocr.Draw(ctx, q)
	if err != nil {
		return ocr.Page{}, err
	}
	return reader.Read(ctx, picture)
}

// recognise reads the pages of all files that wait for OCR, those of this run and
// of earlier ones, and stores every file again when its pages are read. The pages
// of all files go through one pool, in order, so that all cores stay busy; what
// was read on a page is stored at once, so that no page is ever read twice.
func (r *run) recognise(ctx context.Context) error {
	if r.options.NoOCR {
		return ctx.Err()
	}
	waiting, err := r.catalog.Waiting(ctx)
	if err != nil || len(waiting) == 0 {
		return err
	}
	if err := r.know(ctx); err != nil {
		return ctx.Err() // they go on waiting
	}
	files, err := r.waitingFiles(ctx, waiting)
	if err != nil || len(files) == 0 {
		return err
	}
	if err := r.begin(ctx); err != nil {
		return err
	}
	total := 0
	for _, f := range files {
		total += len(f.todo)
	}
	r.tell(Event{Stage: StageOCR, Total: total})
	g, ctx := errgroup.WithContext(ctx)
	pages := make(chan *pageJob)
	g.Go(func() error {
		defer close(pages)
		return r.handOut(ctx, files, pages)
	})
	var reader ocr.Reader
	defer reader.Close()
	at, recognise := r.workers(), func(ctx context.Context, job *pageJob) error { return r.recognisePage(ctx, &reader, job) }
	if r.options.Fleet != nil {
		at, recognise = r.options.Fleet.Window(), r.readElsewhere
	}
	for range at {
		g.Go(func() error {
			for p := range pages {
				if err := recognise(ctx, p); err != nil {
					return err
				}
				r.tell(Event{Stage: StageOCR, Total: total, Path: p.file.Path, Pages: 1})
				p.file.unread.Done()
			}
			return nil
		})
	}
	g.Go(func() error { return r.finish(ctx, files) })
	err = g.Wait()
	r.sum.OCRPages = int(r.pagesRead.Load())
	return err
}

// know finds out which engine reads pages here.
func (r *run) know(ctx context.Context) error {
	if r.options.Fleet != nil {
		r.engine = r.options.Fleet.Engine()
		return nil
	}
	engine, err := ocr.ThisEngine(ctx)
	r.engine = engine.ID()
	return err
}

// waitingFile is a file whose pages are being read.
type waitingFile struct {
	catalog.WaitingFile
	todo    []catalog.WaitingPage // those that OCR has not tried yet
	unread  sync.WaitGroup        // counts the pages of todo not yet read
	skipped atomic.Bool           // time was over before all its pages were read
}

type pageJob struct {
	file *waitingFile
	page catalog.WaitingPage
}

func (p *pageJob) request() ocr.Request {
	return ocr.Request{Path: p.file.Path, Page: p.page.Page, Width: p.page.Width, Height: p.page.Height}
}

// passing are the reasons for which OCR may fail on one machine or day and not on
// another: a program that is not there, a limit.
var passing = map[string]bool{
	string(pdf.ErrMissing): true, string(pdf.ErrTimeLimit): true, string(pdf.ErrMemoryLimit): true,
	string(pdf.ErrIO): true,
}

// waitingFiles returns the files with pages that wait and that OCR can do
// something for: a page that it failed on for its own sake is tried again by
// another version of the program only, one for the machine's sake by every run. What
// another engine has read is read again only where that is asked for.
func (r *run) waitingFiles(ctx context.Context, all []catalog.WaitingFile) ([]*waitingFile, error) {
	var out []*waitingFile
	for _, f := range all {
		tried, err := r.catalog.OCRPages(ctx, f.SHA256)
		if err != nil {
			return nil, err
		}
		w := &waitingFile{WaitingFile: f}
		read := false
		for _, p := range f.Pages {
			switch t, ok := tried[p.Page]; {
			case ok && r.taken(t):
				read = true
			case !ok || t.Key != "" || t.ReadBy != r.options.Version || passing[t.Reason]:
				w.todo = append(w.todo, p)
			}
		}
		if read || len(w.todo) > 0 {
			w.unread.Add(len(w.todo))
			out = append(out, w)
		}
	}
	return out, nil
}

// taken reports whether the reading of a page is taken as it is.
func (r *run) taken(p catalog.OCRPage) bool {
	return p.Key != "" && (p.Engine == r.engine || !r.options.OtherEngine)
}

// handOut gives the pages to the pool, in order, until the time is over.
func (r *run) handOut(ctx context.Context, files []*waitingFile, pages chan<- *pageJob) error {
	for _, f := range files {
		for i, p := range f.todo {
			if r.deadlinePassed() {
				f.skipped.Store(true)
				f.unread.Add(i - len(f.todo))
				break
			}
			select {
			case pages <- &pageJob{f, p}:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return nil
}

// deadlinePassed reports whether the run has used up its time.
func (r *run) deadlinePassed() bool {
	return r.options.MaxDuration > 0 && time.Since(r.started) > r.options.MaxDuration
}

// recognisePage reads one page, unless a page that shows the same was read before,
// and stores the result. A page that cannot be read is stored with its reason.
func (r *run) recognisePage(ctx context.Context, reader *ocr.Reader, job *pageJob) error {
	at := catalog.OCRPage{SHA256: job.file.SHA256, Page: job.page.Page, Engine: r.engine, ReadBy: r.options.Version}
	key, reading, err := r.pageReading(ctx, reader, job.request())
	if ctx.Err() != nil {
		return ctx.Err()
	}
	at.Key = key
	if err != nil {
		at.Key = ""
		at.Reason, at.Sentence = Reason(err)
	}
	if err := r.catalog.PutOCR(ctx, at, reading); err != nil {
		return err
	}
	r.pagesRead.Add(1)
	r.step("recognised " + at.Key)
	return nil
}

// pageReading returns what is read on a page, encoded; nil where that is stored
// already under the key.
func (r *run) pageReading(ctx context.Context, reader *ocr.Reader, q ocr.Request) (key string, reading []byte, err error) {
	stored := false
	key, reading, err = DrawAndRead(ctx, reader, q, func(key string) (known []byte, err error) {
		if known, stored, err = r.catalog.OCR(ctx, key, r.engine); !stored && err == nil {
			r.step("recognise " + key)
		}
		return known, err
	})
	if stored {
		reading = nil
	}
	return key, reading, err
}

// finish stores the files again, in order, each when all its pages have been read.
func (r *run) finish(ctx context.Context, files []*waitingFile) error {
	child, err := r.options.Reader(ctx)
	if err != nil {
		return err
	}
	defer child.Close()
	var pace pace
	for _, f := range files {
		done := make(chan struct{})
		go func() { f.unread.Wait(); close(done) }()
		select {
		case <-done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if f.skipped.Load() {
			return nil // and so are those behind it
		}
		if err := r.storeAgain(ctx, child, f); err != nil {
			return err
		}
		if err := pace.do(func() error { return errors.Join(r.resolveStored(ctx), r.readable(ctx)) }); err != nil {
			return err
		}
	}
	return nil
}

// pace lets something be done again and again, so that it takes a small share of the time.
type pace struct{ next time.Time }

// rest is how many times as long as the last time took nothing is done.
const rest = 20

func (p *pace) do(f func() error) error {
	began := time.Now()
	if began.Before(p.next) {
		return nil
	}
	err := f()
	p.next = time.Now().Add(rest * time.Since(began))
	return err
}

// whyWaiting says that pages of a file could not be read, and why the first of them: an original that is not to be had
// is cured otherwise than a picture that is damaged.
func (r *run) whyWaiting(ctx context.Context, f catalog.File) (legal.Message, error) {
	tried, err := r.catalog.OCRPages(ctx, f.SHA256)
	if err != nil {
		return legal.Message{}, err
	}
	n, of := waitingPages(f.Text), len(f.Text.Pages)
	for i, p := range f.Text.Pages {
		if why := tried[i+1]; p.Source == legal.SourceWaiting && why.Reason != "" {
			return legal.Say(legal.PagesNotRead, n, of, i+1, why.Sentence), nil
		}
	}
	return legal.Say(legal.PagesUnreadable, n, of), nil
}

// storeAgain reads a file with the stored results of OCR and stores it.
func (r *run) storeAgain(ctx context.Context, child *pdf.Child, f *waitingFile) error {
	var reading FileReading
	var err error
	r.hands.read(f.SHA256, func() { reading, err = Read(ctx, child, f.Path, r.fromStore(f.SHA256)) })
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if reading.SHA256 != f.SHA256 {
		return nil // the file has changed since: the next run reads it
	}
	known, _, err2 := r.catalog.FileInfo(ctx, f.SHA256)
	if err2 != nil {
		return err2
	}
	file := r.file(known.Size, outcome{reading: reading, err: err})
	if file.Reason == ReasonOCR {
		if file.Sentence, err = r.whyWaiting(ctx, file); err != nil {
			return err
		}
	}
	r.sum.Recognised++
	before, ok := r.stored[f.SHA256]
	r.sum.Citations += len(file.Citations) - before.citations
	if !ok {
		r.sum.Pages += len(file.Text.Pages)
	} else if file.Status == catalog.Read {
		r.sum.Waiting--
		r.sum.Read++
	}
	r.step("put again")
	if err := r.catalog.PutAgain(ctx, file, r.number); err != nil {
		return err
	}
	r.step("put again " + file.SHA256)
	return nil
}

// fromStore is a [Recogniser] that takes pages from the catalogue.
func (r *run) fromStore(sha256 string) Recogniser {
	return func(ctx context.Context, _ string, requests []ocr.Request) (Recognised, error) {
		tried, err := r.catalog.OCRPages(ctx, sha256)
		if err != nil {
			return Recognised{}, err
		}
		out := Recognised{Pages: map[int]ocr.Page{}}
		for _, q := range requests {
			p := tried[q.Page]
			if !r.taken(p) {
				continue
			}
			b, _, err := r.catalog.OCR(ctx, p.Key, p.Engine)
			if err != nil {
				return Recognised{}, err
			}
			if out.Pages[q.Page], err = ocr.Decode(b); err != nil {
				return Recognised{}, fmt.Errorf("%w: OCR result of page %d of %s: %w", catalog.ErrDamaged, q.Page, sha256, err)
			}
		}
		return out, nil
	}
}
