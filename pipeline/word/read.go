package word

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Read returns the text of a Word file. The error wraps a [pdf.Reason].
//
// Read bounds what it unfolds, but for time and memory; see [In].
func Read(r io.ReaderAt, size int64) (Document, error) {
	f, err := openFile(r, size)
	if err != nil {
		return Document{}, err
	}
	if err := f.walk(); err != nil {
		return Document{}, err
	}
	return f.doc, nil
}

// file is a Word file being read.
type file struct {
	archive   *archive
	main      string // the name of the part that is the document
	document  []byte
	relations []relation // of the document
	styles    styles
	numbering numbering
	notes     map[noteKey][]Paragraph
	doc       Document
	size      int // letters read
	trials    map[viet.Encoding]trial
	decoded   map[viet.Encoding]bool
	trace     *trace // nil where nobody asks for places
}

type noteKey struct {
	end bool
	id  string
}

// trial is how the words of fonts of an encoding are spelt, as they are and decoded.
type trial struct{ before, after viet.Spelling }

// Proof that fonts draw what their names say and not Unicode.
const (
	provenRight = .8
	provenGain  = .15
)

func (t trial) proven() bool {
	return t.after.Words > 0 && t.after.Right() >= provenRight && t.after.Right() >= t.before.Right()+provenGain
}

func openFile(r io.ReaderAt, size int64) (*file, error) {
	f := &file{}
	var err error
	if f.archive, err = openArchive(r, size); err != nil {
		return nil, err
	}
	if f.main, err = f.archive.mainPart(); err != nil {
		return nil, err
	}
	if f.document, err = f.archive.part(f.main); err != nil {
		return nil, err
	}
	if f.relations, err = f.archive.relations(f.main); err != nil {
		f.lose(err.Error())
	}
	f.readTables()
	return f, nil
}

// readTables reads the parts that say how text is shown; without them it is still text.
func (f *file) readTables() {
	if raw := f.related("styles"); raw != nil {
		var err error
		if f.styles, err = readStyles(raw); err != nil {
			f.lose(err.Error())
		}
	}
	if raw := f.related("numbering"); raw != nil {
		var err error
		if f.numbering, err = readNumbering(raw); err != nil {
			f.lose(err.Error())
		}
	}
}

// lose notes that something of the file is not read.
func (f *file) lose(what string) {
	const enough = 20
	if !slices.Contains(f.doc.Lost, what) && len(f.doc.Lost) < enough {
		f.doc.Lost = append(f.doc.Lost, what)
	}
}

// related returns the part of the document of a kind, nil for none.
func (f *file) related(kind string) []byte {
	for _, r := range f.relations {
		if r.kind != kind {
			continue
		}
		raw, err := f.archive.part(r.target)
		if err != nil {
			f.lose(err.Error())
			return nil
		}
		return raw
	}
	return nil
}

// walk reads all stories, and once more where fonts of before Unicode have proven.
func (f *file) walk() error {
	lost := f.doc.Lost
	for {
		f.doc, f.size, f.notes = Document{Lost: slices.Clone(lost)}, 0, map[noteKey][]Paragraph{}
		f.trials = map[viet.Encoding]trial{}
		f.numbering.reset()
		if err := f.stories(); err != nil {
			return err
		}
		proven := map[viet.Encoding]bool{}
		for e, t := range f.trials {
			if t.proven() {
				proven[e] = true
			}
		}
		if f.decoded != nil || len(proven) == 0 {
			break
		}
		f.decoded = proven
	}
	for _, e := range slices.Sorted(maps.Keys(f.decoded)) {
		f.doc.Recoded = append(f.doc.Recoded, string(e))
	}
	return nil
}

func (f *file) stories() error {
	for _, end := range []bool{false, true} {
		if err := f.readNotes(end); err != nil {
			f.lose(err.Error())
		}
	}
	if err := f.body(); err != nil {
		return err
	}
	f.margins()
	return nil
}

// body reads the document itself.
func (f *file) body() error {
	w := f.walker(f.document, f.main)
	if f.trace != nil {
		f.trace.restart()
		w.trace = f.trace
	}
	err := w.root(func(e element) error {
		if e.name != "w:document" {
			return fmt.Errorf("%w: its document is of another kind", pdf.ErrNotWord)
		}
		return w.children(func(e element) error {
			if e.name != "w:body" {
				return nil
			}
			return w.story()
		})
	})
	f.doc.Paragraphs = w.out
	if w.paged {
		f.doc.Pages = w.page
	}
	return err
}

func (f *file) walker(raw []byte, part string) *walker {
	return &walker{scanner: newScanner(raw), file: f, part: part, page: 1, fresh: true}
}

// readNotes reads the footnotes, or the endnotes.
func (f *file) readNotes(end bool) error {
	kind, name := "footnotes", "w:footnote"
	if end {
		kind, name = "endnotes", "w:endnote"
	}
	raw := f.related(kind)
	if raw == nil {
		return nil
	}
	w := f.walker(raw, kind)
	w.anchor = &place{run: noRun}
	return w.root(func(element) error {
		return w.children(func(e element) error {
			if e.name != name {
				return nil
			}
			if t := e.get("type"); t != "" && t != "normal" {
				return nil // the rules above notes
			}
			w.out, w.fields = nil, nil
			err := w.story()
			f.notes[noteKey{end, e.get("id")}] = w.out
			return err
		})
	})
}

// margins reads headers and footers, each part of them once.
func (f *file) margins() {
	read := map[string]bool{}
	for _, r := range f.relations {
		if r.kind != "header" && r.kind != "footer" || read[r.target] {
			continue
		}
		read[r.target] = true
		raw, err := f.archive.part(r.target)
		if err != nil {
			f.lose(err.Error())
			continue
		}
		w := f.walker(raw, r.target)
		w.anchor = &place{run: noRun}
		if err := w.root(func(element) error { return w.story() }); err != nil {
			f.lose(err.Error())
		}
		lines := &f.doc.Headers
		if r.kind == "footer" {
			lines = &f.doc.Footers
		}
		for _, p := range w.out {
			if s := p.text(); s != "" {
				*lines = append(*lines, s)
			}
		}
	}
}

// text returns the words of a paragraph parted by spaces, for looking at.
func (p Paragraph) text() string {
	var b strings.Builder
	for _, w := range p.Words {
		if b.Len() > 0 && !w.Glued {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}
