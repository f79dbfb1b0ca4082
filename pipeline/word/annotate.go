package word

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"time"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Comment is a comment to be put beside words of a Word file.
type Comment struct {
	Span   legal.Span // of the running text of the file
	Author string
	Text   string    // its paragraphs parted by line feeds
	Date   time.Time // zero for none
}

// ErrOtherText is returned by Annotate for a text that was not read from the file.
var ErrOtherText = errors.New("the text is not that of the file")

// maxAnnotated is the size in bytes up to which the document of a file is annotated, which
// is done without a child process: that of a book.
const maxAnnotated = 24 << 20

// Annotate writes a Word file again with comments, each on the very words of its span. The
// text is what layout.WordFile made of the file. Words of a note are commented at its mark
// in the body, words of a text box at the box, for Word keeps no comments there.
//
// Of the document only runs are split, and marks of the comments put between them; what
// tells of the comments is added to the parts that must know of them. All other parts
// are copied as they are, so a signature of the file holds no longer.
func Annotate(in io.ReaderAt, size int64, t legal.Text, comments []Comment, out io.Writer) error {
	f, err := openFile(in, size)
	if err != nil {
		return err
	}
	if len(f.document) > maxAnnotated {
		return fmt.Errorf("%w: a document of %d MB", pdf.ErrMemoryLimit, len(f.document)>>20)
	}
	f.trace = &trace{}
	if err := f.walk(); err != nil {
		return err
	}
	marks, err := f.place(t, comments)
	if err != nil {
		return err
	}
	parts, err := f.annotated(marks)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := f.archive.write(&b, parts); err != nil {
		return err
	}
	if err := f.sameText(b.Bytes()); err != nil {
		return err
	}
	_, err = b.WriteTo(out)
	return err
}

// sameText holds that the file written says what the one read says.
func (f *file) sameText(written []byte) error {
	d, err := Read(bytes.NewReader(written), int64(len(written)))
	if err != nil {
		return fmt.Errorf("read the annotated file: %w", err)
	}
	same := func(v, w Word) bool { return v.Text == w.Text && v.Note == w.Note && v.Glued == w.Glued }
	if !slices.EqualFunc(f.doc.words(), d.words(), same) {
		return fmt.Errorf("%w: annotating would change the text", pdf.ErrDamaged)
	}
	return nil
}

// words returns all words in the order in which [legal.Word].Source counts them: those of
// the paragraphs, then those of the notes.
func (d Document) words() []Word {
	var out []Word
	for _, p := range d.Paragraphs {
		out = append(out, p.Words...)
	}
	for _, n := range d.Notes {
		for _, p := range n.Paragraphs {
			out = append(out, p.Words...)
		}
	}
	return out
}

// marked is a comment with the places where it begins and ends.
type marked struct {
	Comment
	from, to place
}

// place finds the places of comments, in their order. A comment on nothing that stands in
// the document is put at its first run; where it has none there are no comments.
func (f *file) place(t legal.Text, comments []Comment) ([]marked, error) {
	words := f.placed()
	var out []marked
	for _, c := range comments {
		m := marked{c, nowhere, nowhere}
		for _, v := range t.WordsIn(c.Span) {
			if v.Source < 1 || v.Source > len(words) || words[v.Source-1].Text != t.Content[v.Start:v.End] {
				return nil, ErrOtherText
			}
			at := words[v.Source-1].at
			from, to := max(0, c.Span.Start-v.Start), min(len(at), c.Span.End-v.Start)
			m.take(at[from:to])
		}
		if m.from == nowhere {
			first := sort.Search(len(t.Words), func(i int) bool { return t.Words[i].End > c.Span.Start })
			near := nearest(words, t, first)
			m.from, m.to = near, near
		}
		if m.from != nowhere {
			out = append(out, m)
		}
	}
	return out, nil
}

// placed returns all words with their places in the body: those of notes have the place of
// the note's mark.
func (f *file) placed() []Word {
	words := f.doc.words()
	n := len(words)
	for i := len(f.doc.Notes) - 1; i >= 0; i-- {
		for _, p := range slices.Backward(f.doc.Notes[i].Paragraphs) {
			for range p.Words {
				n--
				words[n].at = slices.Repeat([]place{f.trace.notes[i]}, len(words[n].Text))
			}
		}
	}
	return words
}

// take widens a comment to places.
func (m *marked) take(places []place) {
	for _, p := range places {
		if p.run == noRun {
			continue
		}
		if m.from == nowhere || p.compare(m.from) < 0 {
			m.from = p
		}
		if m.to == nowhere || p.compare(m.to) > 0 {
			m.to = p
		}
	}
}

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.run, q.run), cmp.Compare(p.item, q.item), cmp.Compare(p.from, q.from))
}

// nearest returns the place of the word of the text nearest to the one at an index that
// stands in a run, those behind it first.
func nearest(words []Word, t legal.Text, at int) place {
	find := func(i int) place {
		if s := t.Words[i].Source; s >= 1 && s <= len(words) {
			for _, p := range words[s-1].at {
				if p.run != noRun {
					return p
				}
			}
		}
		return nowhere
	}
	for i := at; i < len(t.Words); i++ {
		if p := find(i); p != nowhere {
			return p
		}
	}
	for i := min(at, len(t.Words)) - 1; i >= 0; i-- {
		if p := find(i); p != nowhere {
			return p
		}
	}
	return nowhere
}
