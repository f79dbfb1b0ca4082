package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Options say what to ingest and how.
type Options struct {
	Paths   []string // files and folders
	Workers int      // files read at the same time, at least 1
	Version string   // of the program, kept with what it read
	// Reader starts a child that reads PDFs; every worker has one of its own.
	Reader func(context.Context) (*pdf.Child, error)
	// NoOCR leaves pages that only OCR can read waiting, as happens where its
	// programs are not installed.
	NoOCR bool
	// MaxDuration is how long the run may go on handing out work, 0 for as long as
	// it takes. What is left is for the next run.
	MaxDuration time.Duration
	// AllowEmpty lets go of all files known under a path where none is left.
	AllowEmpty bool
	// Readable is called when all files have been read and resolved and before OCR
	// begins, which may take hours; nil for nothing to do then.
	Readable func(context.Context) error
	// Progress is told what happens, from several goroutines; nil for none.
	Progress func(Event)
}

// Stage is a part of a run.
type Stage string

// The stages a run goes through.
const (
	StageRead Stage = "read" // files
	StageOCR  Stage = "ocr"  // pages of all files
)

// Event is a step of a run.
type Event struct {
	Stage   Stage
	Total   int    // files or pages to be done in the stage
	Path    string // the file that is done, or of which a page is; "" where the stage begins
	Pages   int    // done with this step
	Outcome catalog.Status
}

// Summary says what became of the files a run found.
type Summary struct {
	Found     int `json:"found"`     // files under the paths
	Unchanged int `json:"unchanged"` // known and not read again
	Known     int `json:"known"`     // another path or a new place of a known content
	Read      int `json:"read"`      // read in full
	Waiting   int `json:"waiting"`   // read, but some pages wait for OCR
	Failed    int `json:"failed"`    // not read, each with a reason in the catalogue
	Vanished  int `json:"vanished"`  // paths that are gone
	// Recognised are files of which pages were read by OCR, of this run or of
	// earlier ones.
	Recognised int `json:"recognised"`
	Pages      int `json:"pages"`     // of the files read now
	Citations  int `json:"citations"` // in the files read now
	// Closed are folders that could not be looked into.
	Closed []string `json:"closed,omitempty"`
}

// Changed reports whether the run had anything to store about files.
func (s Summary) Changed() bool {
	return s.Known+s.Read+s.Waiting+s.Failed+s.Vanished+s.Recognised > 0
}

// ErrEmptied says that a path holds no file, though files are known there: more
// likely a share that is not mounted than files that are gone.
var ErrEmptied = errors.New("no file is left where files are known")

// Run ingests. A file that cannot be read is stored with its reason and stops
// nothing; an error means that the run itself could not go on. What was stored
// until then is kept, and the next run continues. Where nothing has changed,
// nothing is written.
func Run(ctx context.Context, c *catalog.Catalog, o Options) (Summary, error) {
	found, err := look(o.Paths)
	if err != nil {
		return Summary{}, err
	}
	known, err := c.KnownPaths(ctx)
	if err != nil {
		return Summary{}, err
	}
	r := run{catalog: c, options: o, started: time.Now(), stored: map[string]stored{}}
	r.sum = found.summary()
	todo := r.todo(found, known)
	gone := vanished(found, known)
	if root, ok := found.emptied(gone); ok && !o.AllowEmpty {
		return r.sum, fmt.Errorf("%w: %s", ErrEmptied, root)
	}
	if err := r.store(ctx, todo, gone); err != nil {
		return r.sum, err
	}
	if err := Resolve(ctx, c); err != nil {
		return r.sum, err
	}
	if err := r.ocr(ctx); err != nil {
		return r.sum, err
	}
	return r.sum, r.record(ctx)
}

// ocr reads the pages that wait and resolves again what they say.
func (r *run) ocr(ctx context.Context) error {
	if r.options.NoOCR {
		return nil
	}
	if r.sum.Changed() && r.options.Readable != nil {
		if err := r.options.Readable(ctx); err != nil {
			return err
		}
	}
	if err := r.recognise(ctx); err != nil {
		return err
	}
	if r.sum.Recognised == 0 {
		return nil
	}
	return Resolve(ctx, r.catalog)
}

// begin writes down that the run changes something, once.
func (r *run) begin(ctx context.Context) (err error) {
	if r.number == 0 {
		r.number, err = r.catalog.StartRun(ctx, r.started)
	}
	return err
}

func (r *run) workers() int { return max(1, r.options.Workers) }

// run is one ingest at work.
type run struct {
	catalog *catalog.Catalog
	options Options
	started time.Time
	number  int64             // of the row in runs, 0 while nothing has changed
	stored  map[string]stored // contents stored by this run
	sum     Summary
}

// stored is what a run has stored of a content.
type stored struct {
	status    catalog.Status
	citations int
}

// todo returns the files that are new or seem to have changed, by size and time.
func (r *run) todo(found scan, known map[string]catalog.Known) []candidate {
	var out []candidate
	for _, f := range found.files {
		if k, ok := known[f.path]; ok && unchanged(k, f) {
			r.sum.Unchanged++
			continue
		}
		out = append(out, f)
	}
	return out
}

// unchanged reports whether a known file needs no reading: size and time are the
// same, and one that could not be opened still cannot be.
func unchanged(k catalog.Known, f candidate) bool {
	if k.Size != f.info.Size() || k.ModTime != f.info.ModTime().UnixNano() {
		return false
	}
	if k.SHA256 != "" {
		return true
	}
	file, err := os.Open(f.path)
	if err == nil {
		file.Close()
	}
	return err != nil
}

// vanished returns the known paths under those given that are no longer there.
func vanished(found scan, known map[string]catalog.Known) []string {
	there := map[string]bool{}
	for _, f := range found.files {
		there[f.path] = true
	}
	var out []string
	for path := range known {
		if !there[path] && found.holds(path) {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

// store reads the files with several workers and stores them one by one, in the
// order given; then it forgets the vanished ones.
func (r *run) store(ctx context.Context, todo []candidate, gone []string) error {
	if len(todo)+len(gone) > 0 {
		if err := r.begin(ctx); err != nil {
			return err
		}
		r.tell(Event{Stage: StageRead, Total: len(todo)})
		if err := r.readAll(ctx, todo); err != nil {
			return err
		}
	}
	r.sum.Vanished = len(gone)
	return r.catalog.Tombstone(ctx, gone...)
}

// readAhead is how many files may be read and wait to be stored, for each worker.
const readAhead = 4

// readAll reads files in parallel; one slot for each keeps their order.
func (r *run) readAll(ctx context.Context, todo []candidate) error {
	workers := min(r.workers(), max(1, len(todo)))
	slots := make([]chan outcome, len(todo))
	for i := range slots {
		slots[i] = make(chan outcome, 1)
	}
	next := make(chan int)
	window := make(chan struct{}, workers*readAhead)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(next)
		for i := range todo {
			select {
			case window <- struct{}{}:
			case <-ctx.Done():
				return ctx.Err()
			}
			select {
			case next <- i:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range workers {
		g.Go(func() error { return r.work(ctx, todo, next, slots) })
	}
	g.Go(func() error {
		for i := range todo {
			select {
			case o := <-slots[i]:
				if err := r.keep(ctx, todo[i], o, len(todo)); err != nil {
					return err
				}
				<-window
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return g.Wait()
}

// outcome is what reading a file came to.
type outcome struct {
	reading Reading
	err     error // why it could not be read
	// known says what became of this content earlier, "" where it is new.
	known catalog.Status
}

// work reads the files it is given with a child of its own.
func (r *run) work(ctx context.Context, todo []candidate, next <-chan int, slots []chan outcome) error {
	child, err := r.options.Reader(ctx)
	if err != nil {
		return err
	}
	defer child.Close()
	for i := range next {
		o, err := r.read(ctx, child, todo[i].path)
		if err != nil {
			return err
		}
		slots[i] <- o
	}
	return nil
}

// read reads one file unless its content is known. The error is one of the run,
// not of the file.
func (r *run) read(ctx context.Context, child *pdf.Child, path string) (outcome, error) {
	sum, err := hashFile(path)
	if err != nil {
		return outcome{err: err}, nil
	}
	info, ok, err := r.catalog.FileInfo(ctx, sum)
	if err != nil {
		return outcome{}, err
	}
	if ok && !info.Deleted {
		return outcome{reading: Reading{SHA256: sum}, known: info.Status}, nil
	}
	reading, err := Read(ctx, child, path, nil)
	if ctx.Err() != nil {
		return outcome{}, ctx.Err()
	}
	return outcome{reading: reading, err: err}, nil
}

// keep stores the outcome of one file.
func (r *run) keep(ctx context.Context, f candidate, o outcome, files int) error {
	at := catalog.Path{Path: f.path, Root: f.root, SHA256: o.reading.SHA256, Size: f.info.Size(), ModTime: f.info.ModTime().UnixNano()}
	e := Event{Stage: StageRead, Total: files, Path: f.path, Pages: len(o.reading.Text.Pages), Outcome: catalog.Failed}
	if s, ok := r.stored[at.SHA256]; ok && at.SHA256 != "" {
		o.known = s.status // a copy, read at the same time
	}
	switch {
	case o.known != "":
		if o.known == catalog.Failed {
			r.sum.Failed++
		} else {
			r.sum.Known++
		}
		e.Outcome, e.Pages = o.known, 0
		defer r.tell(e)
		return r.catalog.PutPath(ctx, at)
	case o.reading.SHA256 == "":
		r.sum.Failed++
		at.Reason, at.Sentence = Reason(o.err)
		defer r.tell(e)
		return r.catalog.PutPath(ctx, at)
	}
	file := r.file(f.info.Size(), o)
	r.count(file)
	r.stored[file.SHA256] = stored{file.Status, len(file.Citations)}
	e.Outcome = file.Status
	defer r.tell(e)
	return r.catalog.PutFile(ctx, file, at)
}

// file makes the catalogue's row of a file.
func (r *run) file(size int64, o outcome) catalog.File {
	file := catalog.File{
		SHA256: o.reading.SHA256, Size: size, Status: catalog.Read, ReadBy: r.options.Version,
		Text: o.reading.Text, Citations: o.reading.Citations,
	}
	if o.err != nil {
		file.Status = catalog.Failed
		file.Reason, file.Sentence = Reason(o.err)
		return file
	}
	if n := waitingPages(o.reading.Text); n > 0 {
		file.Status, file.Reason = catalog.Waiting, "ocr"
		file.Sentence = fmt.Sprintf("%d of %d pages have no text to rely on and wait for OCR", n, len(o.reading.Text.Pages))
	}
	return file
}

func (r *run) count(f catalog.File) {
	switch f.Status {
	case catalog.Read:
		r.sum.Read++
	case catalog.Waiting:
		r.sum.Waiting++
	case catalog.Failed:
		r.sum.Failed++
	}
	r.sum.Pages += len(f.Text.Pages)
	r.sum.Citations += len(f.Citations)
}

func waitingPages(t legal.Text) int {
	n := 0
	for _, p := range t.Pages {
		if p.Source == legal.SourceWaiting {
			n++
		}
	}
	return n
}

func (r *run) tell(e Event) {
	if r.options.Progress != nil {
		r.options.Progress(e)
	}
}

// record writes down how the run ended, if it changed anything.
func (r *run) record(ctx context.Context) error {
	if r.number == 0 {
		return nil
	}
	return r.catalog.FinishRun(ctx, r.number, time.Now(), map[string]int{
		"found": r.sum.Found, "unchanged": r.sum.Unchanged, "known": r.sum.Known, "read": r.sum.Read, "waiting": r.sum.Waiting,
		"recognised": r.sum.Recognised, "failed": r.sum.Failed, "vanished": r.sum.Vanished, "pages": r.sum.Pages, "citations": r.sum.Citations,
	})
}
