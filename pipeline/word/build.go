package word

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// builder gathers a paragraph.
type builder struct {
	file       *file
	format     paragraphFormat
	letters    format // of its style
	atoms      []atom
	boxes      []Paragraph
	markGone   bool // its mark was deleted: the next one goes on it
	turnBehind bool // a page ends with it
}

// atom is what a paragraph is made of: a letter as the file has it, the mark of a note, or
// what parts words.
type atom struct {
	r        rune // 0 for what is no letter
	page     int32
	note     int32 // 1 + the index of the note whose mark it is
	parts    part
	bold     bool
	raised   bool
	capitals bool
	size     float32
	encoding viet.Encoding // of its font, "" for Unicode
	at       place
}

// part is what stands between words.
type part int8

const (
	noPart part = iota
	bySpace
	byGap  // a tab, or several spaces
	byLine // a line ends
)

func (f *file) builder() *builder {
	b := &builder{file: f}
	b.style(&f.styles, f.styles.standard, paragraphFormat{})
	return b
}

// style sets the format of the paragraph: its own, over that of its style.
func (b *builder) style(all *styles, id string, own paragraphFormat) {
	st := all.get(id)
	b.format = own.over(st.paragraph).over(all.paragraph)
	b.letters = st.letters.over(all.letters)
}

// manySpaces is how many spaces in a row are a gap as a tab is.
const manySpaces = 3

func (b *builder) space() {
	n := 0
	for i := len(b.atoms) - 1; i >= 0 && b.atoms[i].parts == bySpace; i-- {
		n++
	}
	if n+1 == manySpaces {
		b.atoms = b.atoms[:len(b.atoms)-n]
		b.gap()
		return
	}
	b.atoms = append(b.atoms, atom{parts: bySpace})
}

func (b *builder) gap()  { b.atoms = append(b.atoms, atom{parts: byGap}) }
func (b *builder) line() { b.atoms = append(b.atoms, atom{parts: byLine}) }

// paragraph returns the paragraph, fonts of some encodings decoded.
func (b *builder) paragraph(decoded map[viet.Encoding]bool) Paragraph {
	b.try()
	p := Paragraph{Indent: b.format.indent, FirstIndent: b.format.first, Before: b.format.before, After: b.format.after,
		Size: b.letters.size}
	switch b.format.align {
	case "center":
		p.Align = AlignCentre
	case "right", "end":
		p.Align = AlignRight
	}
	w := worder{decoded: decoded, traced: b.file.trace != nil}
	for _, a := range b.atoms {
		w.add(a)
	}
	w.end()
	p.Words = w.words
	b.atoms = nil
	return p
}

// try adds what stands in fonts of before Unicode to the trial of their encodings.
func (b *builder) try() {
	texts := map[viet.Encoding]*strings.Builder{}
	last := viet.Encoding("")
	for _, a := range b.atoms {
		if a.encoding != "" && texts[a.encoding] == nil {
			texts[a.encoding] = &strings.Builder{}
		}
		if a.r == 0 {
			if last != "" {
				texts[last].WriteByte(' ')
			}
			continue
		}
		if last = a.encoding; last != "" {
			texts[last].WriteRune(a.r)
		}
	}
	for e, text := range texts {
		t := b.file.trials[e]
		t.before.Add(text.String())
		t.after.Add(e.Decode(text.String()))
		b.file.trials[e] = t
	}
}

// worder makes words of atoms.
type worder struct {
	decoded map[viet.Encoding]bool
	traced  bool
	words   []Word
	next    Word // what is known of the word to come
	text    strings.Builder
	cluster string // the last letters, which marks may still change
	raised  bool
	begun   bool
	at      place // of the cluster
	places  []place
}

// add adds an atom.
func (w *worder) add(a atom) {
	switch {
	case a.note > 0:
		glued := w.begun || w.next.Glued
		w.end()
		w.words = append(w.words, Word{Note: int(a.note), Page: int(a.page), Glued: glued && len(w.words) > 0,
			at: w.traceOf(a.at)})
		w.next = Word{Glued: true}
	case a.r == 0:
		w.end()
		w.next.Glued = false
		w.next.Gap = w.next.Gap || a.parts == byGap
		w.next.Break = w.next.Break || a.parts == byLine
	default:
		w.letter(a)
	}
}

func (w *worder) traceOf(at place) []place {
	if !w.traced {
		return nil
	}
	return []place{at}
}

// letter adds a letter. A word ends where letters begin to be raised, or cease to be.
func (w *worder) letter(a atom) {
	s := string(a.r)
	if w.decoded[a.encoding] {
		s = a.encoding.Decode(s)
	}
	if a.capitals {
		s = strings.ToUpper(s)
	}
	if s = viet.Normalize(s); strings.TrimSpace(s) == "" {
		return
	}
	if w.begun && a.raised != w.raised {
		w.end()
		w.next.Glued = true
	}
	if !w.begun {
		w.begun, w.raised = true, a.raised
		w.next.Page, w.next.Bold, w.next.Size = int(a.page), a.bold, float64(a.size)
	}
	if w.cluster != "" && !norm.NFC.PropertiesString(s).BoundaryBefore() {
		w.cluster += s
		w.at.to = max(w.at.to, a.at.to)
		return
	}
	w.endCluster()
	w.cluster, w.at = s, a.at
}

// endCluster writes the last letters with their marks.
func (w *worder) endCluster() {
	if w.cluster == "" {
		return
	}
	w.text.WriteString(norm.NFC.String(w.cluster))
	if w.traced {
		for range len(norm.NFC.String(w.cluster)) {
			w.places = append(w.places, w.at)
		}
	}
	w.cluster = ""
}

// end ends a word. Raised letters that are no mark belong to the word that they touch.
func (w *worder) end() {
	if !w.begun {
		return
	}
	w.endCluster()
	v := w.next
	v.Text, v.at = w.text.String(), w.places
	n := len(w.words) - 1
	if w.raised {
		beside := ""
		if n >= 0 {
			beside = w.words[n].Text
		}
		v.Raised = pdf.IsNoteMark(beside, v.Text, v.Glued)
		if !v.Raised && v.Glued && n >= 0 && w.words[n].Note == 0 {
			w.words[n].Text += v.Text
			w.words[n].at = append(w.words[n].at, v.at...)
			w.reset()
			return
		}
	}
	w.words = append(w.words, v)
	w.reset()
}

func (w *worder) reset() {
	w.next, w.begun, w.raised, w.places = Word{}, false, false, nil
	w.text.Reset()
}
