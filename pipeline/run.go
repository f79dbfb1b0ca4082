package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/office"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/resolve"
)

// Options say what to ingest and how.
type Options struct {
	Paths   []string // files and folders
	Workers int      // files, or pages for OCR, read at the same time, at least 1; of several files one more
	Version string   // of the program, kept with what it read
	// Reader starts a child that reads PDFs; every worker has one of its own.
	Reader func(context.Context) (*pdf.Child, error)
	// NoOCR leaves pages that only OCR can read waiting, as happens where its
	// programs are not installed.
	NoOCR bool
	// OtherEngine has pages read again that another engine has read, of the files that
	// are read.
	OtherEngine bool
	// Fleet has pages read on other machines; nil to read them here.
	Fleet Fleet
	// MaxDuration is how long the run may go on handing out work, 0 for as long as
	// it takes. What is left is for the next run.
	MaxDuration time.Duration
	// Verify hashes all files, also those whose size and time are as they were.
	Verify bool
	// AllowEmpty lets go of all files known under a path where none is left.
	AllowEmpty bool
	// Follow reads files to which links lead that lie outside the paths.
	Follow bool
	// Readable is called when all files have been read and resolved and before OCR
	// begins, which may take hours, and again and again while that goes on, each time
	// when what it has read so far is resolved; nil for nothing to do then.
	Readable func(context.Context) error
	// Progress is told what happens, from several goroutines; nil for none.
	Progress func(Event)
	// Step is told the name of every step when it is about to be done and when what
	// it did is kept for good, from several goroutines; nil for none. It is for tests
	// that end the process there.
	Step func(name string)
}

// Stage is a part of a run.
type Stage string

// The stages a run goes through.
const (
	StageRead    Stage = "read"    // files
	StageResolve Stage = "resolve" // all that is stored, as one
	StageOCR     Stage = "ocr"     // pages of all files
)

// Event is a step of a run.
type Event struct {
	Stage   Stage
	Run     int64  // the number of the run, 0 while it has changed nothing
	Total   int    // files or pages to be done in the stage
	Size    int64  // bytes of the files to be done in the stage
	Path    string // the file that is done, or of which a page is; "" where the stage begins
	Pages   int    // done with this step
	Bytes   int64  // done with this step
	Outcome catalog.Status
	Reason  string // why the file was not read in full
}

// Summary says what became of the files a run found.
type Summary struct {
	Found     int `json:"found"`     // files under the paths
	Unchanged int `json:"unchanged"` // known and not read again
	Deferred  int `json:"left"`      // for the next run: being written, out of reach, or past the time
	Known     int `json:"known"`     // another path or a new place of a known content
	Read      int `json:"read"`      // read in full
	Waiting   int `json:"waiting"`   // read, but some pages wait for OCR
	// Unconverted are files that wait for LibreOffice.
	Unconverted int `json:"unconverted,omitempty"`
	Damaged     int `json:"damaged"`  // read, but for parts of pages that are damaged
	Failed      int `json:"failed"`   // not read, each with a reason in the catalogue
	Vanished    int `json:"vanished"` // paths that are gone, but for those of moved files
	// Recognised are files of which pages were read by OCR, of this run or of
	// earlier ones.
	Recognised int `json:"recognised"`
	Pages      int `json:"pages"`     // of the files read now
	Citations  int `json:"citations"` // in the files read now
	// OCRPages are the pages that this run has read by OCR.
	OCRPages int `json:"ocr_pages"`
	// What says what had become of the paths that were not as they were.
	What map[catalog.Outcome]int `json:"what,omitempty"`
	// Unreadable are folders that could not be looked into.
	Unreadable []string `json:"closed,omitempty"`
	// LeftOut are files of kinds that are not ingested, by their ending.
	LeftOut map[string]int `json:"left_out,omitempty"`
	// Outside are links that lead out of the paths, which were not followed.
	Outside []string `json:"outside,omitempty"`
	// Run is the number of the run, 0 where nothing was changed.
	Run int64 `json:"run"`
}

// Changed reports whether the run had anything to store about files.
func (s Summary) Changed() bool {
	return s.Run != 0
}

// NotTaken is how many files were left out, for their kind or as links that lead out.
func (s Summary) NotTaken() int {
	n := len(s.Outside)
	for _, k := range s.LeftOut {
		n += k
	}
	return n
}

// ErrEmptied says that a path holds no file, though files are known there: more
// likely a share that is not mounted than files that are gone.
var ErrEmptied = errors.New("no file is left where files are known")

// Run ingests. A file that cannot be read is stored with its reason and stops
// nothing; an error means that the run itself could not go on. What was stored
// until then is kept, and the next run continues. Where nothing has changed,
// nothing is written.
func Run(ctx context.Context, c *catalog.Catalog, o Options) (Summary, error) {
	found, err := newScan(o.Paths, o.Follow)
	if err != nil {
		return Summary{}, err
	}
	known, err := c.KnownPaths(ctx)
	if err != nil {
		return Summary{}, err
	}
	r := newRun(c, o, known)
	r.sum = found.summary()
	todo := r.todo(found)
	gone := vanished(found, known)
	if root, ok := found.emptied(gone); ok && !o.AllowEmpty {
		return r.sum, fmt.Errorf("%w: %s", ErrEmptied, root)
	}
	return r.all(ctx, todo, gone)
}

// all does the stages in their order.
func (r *run) all(ctx context.Context, todo []candidate, gone []string) (Summary, error) {
	for _, stage := range []func() error{
		func() error { return r.recode(ctx) },
		func() error { return r.resume(ctx) },
		func() error { return r.store(ctx, todo, gone) },
		func() error { return r.resolve(ctx) },
		func() error { return r.ocr(ctx) },
		func() error { return r.record(ctx) },
	} {
		if err := stage(); err != nil {
			return r.sum, err
		}
	}
	return r.sum, nil
}

// resume begins at once where the last run was cut off, which may have left things
// undone wherever it was, and where something is still to be resolved, by other rules.
func (r *run) resume(ctx context.Context) error {
	done, err := r.catalog.Complete(ctx)
	if err != nil {
		return err
	}
	pending, err := r.catalog.Pending(ctx, resolve.Rules)
	if done && !pending || err != nil {
		return err
	}
	return r.begin(ctx)
}

// resolve works out what all citations mean, unless nothing has changed since that
// was done.
func (r *run) resolve(ctx context.Context) error {
	if r.number == 0 {
		return nil
	}
	r.tell(Event{Stage: StageResolve})
	if err := r.resolveStored(ctx); err != nil {
		return err
	}
	if r.cut {
		return nil // what has vanished is not forgotten yet: the next run must begin
	}
	return r.catalog.MarkComplete(ctx)
}

func (r *run) resolveStored(ctx context.Context) error {
	r.step("resolve")
	if err := resolvePending(ctx, r.catalog, r.hands, r.told); err != nil {
		return err
	}
	clear(r.told)
	r.step("resolved")
	return nil
}

// readable makes what is resolved ready to be searched.
func (r *run) readable(ctx context.Context) error {
	if r.options.Readable == nil {
		return nil
	}
	return r.options.Readable(ctx)
}

// ocr reads the pages that wait and resolves again what they say.
func (r *run) ocr(ctx context.Context) error {
	if r.options.NoOCR {
		return nil
	}
	if r.number != 0 {
		if err := r.readable(ctx); err != nil {
			return err
		}
	}
	if err := r.recognise(ctx); err != nil {
		return err
	}
	if r.sum.Recognised == 0 {
		return nil
	}
	return r.resolve(ctx)
}

// begin writes down that the run changes something, once.
func (r *run) begin(ctx context.Context) (err error) {
	if r.number == 0 {
		r.step("begin")
		r.number, err = r.catalog.StartRun(ctx, r.started)
		r.sum.Run = r.number
		r.step("begun")
	}
	return err
}

func (r *run) step(name string) {
	if r.options.Step != nil {
		r.options.Step(name)
	}
}

func (r *run) workers() int { return max(1, r.options.Workers) }

// run is one ingest at work.
type run struct {
	catalog   *catalog.Catalog
	options   Options
	started   time.Time
	number    int64             // of the row in runs, 0 while nothing has changed
	stored    map[string]stored // contents stored by this run
	known     map[string]catalog.Known
	followed  map[string]bool // contents that were found at another place
	gone      map[string]bool // paths that have vanished
	cut       bool            // time was over before all files were read
	reread    bool            // files are read though their content is known
	converts  bool            // there is LibreOffice for files that wait for it
	hands     *hands
	engine    string          // that reads pages, by its ID
	pagesRead atomic.Int64    // pages that were read
	named     map[string]bool // files that were named themselves
	places    *authority.Gazetteer
	foretold  foretold        // by files that were read
	told      map[string]bool // files that count as changed, though what they say is stored
	sum       Summary
}

func newRun(c *catalog.Catalog, o Options, known map[string]catalog.Known) *run {
	return &run{
		catalog: c, options: o, started: time.Now(), stored: map[string]stored{}, known: known,
		gone: map[string]bool{}, followed: map[string]bool{}, converts: office.Check() == nil,
		hands: newHands(c.Dir(), while), named: namedFiles(o.Paths), told: map[string]bool{},
	}
}

// namedFiles returns the paths as the catalogue has them; those of folders are of no file.
func namedFiles(paths []string) map[string]bool {
	out := map[string]bool{}
	for _, p := range paths {
		if real, err := filepath.EvalSymlinks(p); err == nil {
			p = real
		}
		if whole, err := filepath.Abs(p); err == nil {
			out[whole] = true
		}
	}
	return out
}

// stored is what a run has stored of a content.
type stored struct {
	status    catalog.Status
	citations int
}

// store reads the files with several workers and stores them in the order given; then it forgets the vanished ones.
func (r *run) store(ctx context.Context, todo []candidate, gone []string) (err error) {
	for _, path := range gone {
		r.gone[path] = true
	}
	if len(todo) > 0 {
		if r.places, err = placesOf(ctx, r.catalog); err != nil {
			return err
		}
		r.tell(Event{Stage: StageRead, Total: len(todo), Size: sizeOf(todo)})
		if err := r.readAll(ctx, todo); err != nil {
			return err
		}
	}
	if len(gone) == 0 && r.number == 0 || r.cut {
		return nil // out of time, a content that has moved may not have been found yet
	}
	return r.forget(ctx, gone)
}

// forget makes tombstones of what has vanished.
func (r *run) forget(ctx context.Context, gone []string) error {
	if err := r.begin(ctx); err != nil {
		return err
	}
	r.step("forget")
	if err := r.catalog.Tombstone(ctx, r.number, gone...); err != nil {
		return err
	}
	r.step("forgotten")
	r.sum.Vanished = len(gone) - r.sum.What[catalog.MovedAway]
	return nil
}

func sizeOf(files []candidate) int64 {
	var n int64
	for _, f := range files {
		n += f.info.Size()
	}
	return n
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
		if file.Reason == ReasonOffice {
			file.Status = catalog.Waiting
		}
		return file
	}
	pages := len(o.reading.Text.Pages)
	if damaged := o.reading.Damaged; len(damaged) > 0 {
		file.Status, file.Reason = catalog.Waiting, ReasonPages
		_, why := Reason(damaged[0].Err)
		file.Sentence = legal.Say(legal.PagesDamaged, len(damaged), pages, why)
	} else if n := waitingPages(o.reading.Text); n > 0 {
		file.Status, file.Reason = catalog.Waiting, ReasonOCR
		file.Sentence = legal.Say(legal.PagesWait, n, pages)
	}
	return file
}

func (r *run) count(f *catalog.File) {
	switch f.Status {
	case catalog.Read:
		r.sum.Read++
	case catalog.Waiting:
		switch f.Reason {
		case ReasonPages:
			r.sum.Damaged++
		case ReasonOffice:
			r.sum.Unconverted++
		default:
			r.sum.Waiting++
		}
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
		e.Run = r.number
		r.options.Progress(e)
	}
}

// record writes down how the run ended, if it changed anything.
func (r *run) record(ctx context.Context) error {
	if r.number == 0 {
		return nil
	}
	counts := map[string]int{
		"found": r.sum.Found, "unchanged": r.sum.Unchanged, "known": r.sum.Known, "read": r.sum.Read,
		"waiting": r.sum.Waiting, "damaged": r.sum.Damaged, "recognised": r.sum.Recognised, "failed": r.sum.Failed, "vanished": r.sum.Vanished,
		"pages": r.sum.Pages, "citations": r.sum.Citations, "left": r.sum.Deferred, "ocr_pages": r.sum.OCRPages,
		"left_out": r.sum.NotTaken(), "unconverted": r.sum.Unconverted,
	}
	for what, n := range r.sum.What {
		counts[string(what)] = n
	}
	r.step("record")
	if err := r.catalog.FinishRun(ctx, r.number, time.Now(), counts); err != nil {
		return err
	}
	r.step("recorded")
	return nil
}
