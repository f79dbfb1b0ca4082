package pipeline

import (
	"context"
	"errors"
	"fmt"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Fleet has pages read on other machines.
type Fleet interface {
	// Engine is the ID of the engine that reads them.
	Engine() string
	// Window is how many pages it may have at a time, at least 1.
	Window() int
	// Read has a page read, and waits for it. The error wraps [ErrNobodyReads] where nobody
	// is there to read it.
	Read(ctx context.Context, page FleetPage) (FleetReading, error)
	// Kept says that the catalogue has what was read.
	Kept(ctx context.Context, page FleetPage) error
}

// FleetPage is a page to be read elsewhere.
type FleetPage struct {
	ocr.Request
	SHA256 string // of the file
	Urgent bool   // a person named the file
}

// FleetReading is what came of a page.
type FleetReading struct {
	Key     string // what it shows, "" where it could not be read
	Reading []byte // as [ocr.Encode] packs it
	// Reason and Sentence say why it could not be read.
	Reason   string
	Sentence legal.Message
}

// ErrNobodyReads says that pages were handed out and that no worker has been there for them
// for long. They wait for a later run.
var ErrNobodyReads = errors.New("no worker reads the pages")

// readElsewhere has a page read by the fleet and stores the result.
func (r *run) readElsewhere(ctx context.Context, job *pageJob) error {
	page := FleetPage{SHA256: job.file.SHA256, Urgent: r.named[job.file.Path], Request: job.request()}
	limited := ctx
	if r.options.MaxDuration > 0 {
		var cancel context.CancelFunc
		limited, cancel = context.WithDeadline(ctx, r.started.Add(r.options.MaxDuration))
		defer cancel()
	}
	read, err := r.options.Fleet.Read(limited, page)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, ErrNobodyReads), limited.Err() != nil:
		job.file.skipped.Store(true)
		return nil
	case err != nil:
		return err
	}
	if _, err := ocr.Decode(read.Reading); err != nil && read.Reason == "" { // the next run asks for it again
		read = FleetReading{}
		read.Reason, read.Sentence = Reason(fmt.Errorf("%w: what a worker sent is %w", pdf.ErrIO, err))
	}
	at := catalog.OCRPage{
		SHA256: page.SHA256, Page: page.Page, Key: read.Key, Engine: r.engine, Reason: read.Reason, Sentence: read.Sentence,
		ReadBy: r.options.Version,
	}
	if err := r.catalog.PutOCR(ctx, at, read.Reading); err != nil {
		return err
	}
	r.pagesRead.Add(1)
	r.step("recognised " + at.Key)
	return r.options.Fleet.Kept(ctx, page)
}

// DrawAndRead reads a page here, as a worker does: it returns what the page shows, and what
// is read on it, packed. known returns what was read of a page that shows the same, nil for
// none. Errors are those of [ocr.Draw] and [ocr.Reader.Read].
func DrawAndRead(ctx context.Context, reader *ocr.Reader, q ocr.Request, known func(key string) ([]byte, error)) (key string,
	reading []byte, err error) {
	picture, err := ocr.Draw(ctx, q)
	if err != nil {
		return "", nil, err
	}
	key = picture.Key()
	if reading, err = known(key); reading != nil || err != nil {
		return key, reading, err
	}
	page, err := reader.Read(ctx, picture)
	if err != nil {
		return "", nil, err
	}
	return key, ocr.Encode(page), nil
}

// Passing reports whether a page may be read on another machine or day though it could not
// be read on this one, for this reason.
func Passing(reason string) bool { return passing[reason] }
