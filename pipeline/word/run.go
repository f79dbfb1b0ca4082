package word

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// run reads a w:r: letters of one format, and what stands among them.
func (w *walker) run(e element) error {
	f := w.open.letters
	r := runReader{walker: w, format: &f, at: nowhere}
	if w.trace != nil && w.anchor == nil {
		r.at = w.trace.begin(e)
	}
	err := w.children(r.item)
	if r.at != nowhere {
		w.trace.end(w.start, w.end)
	}
	return err
}

// runReader reads the items of one run.
type runReader struct {
	*walker
	format *format
	at     place // the last item
	begun  bool  // an item has come
	marked bool  // the text of the run is the mark of a note
}

func (r *runReader) item(e element) error {
	if e.name == "w:rPr" && !r.begun { // elsewhere it says nothing
		return r.properties(e)
	}
	r.begun = true
	if r.at == nowhere {
		return r.read(e)
	}
	r.at.item = int32(r.trace.beginItem(e))
	depth := r.depth
	err := r.read(e)
	if err == nil {
		err = r.leave(depth)
	}
	r.trace.endItem(r.end)
	return err
}

func (r *runReader) properties(e element) error {
	own, styleID, err := r.readFormat()
	*r.format = own.over(r.file.styles.get(styleID).letters).over(r.open.letters)
	if r.at != nowhere {
		r.trace.properties(e.start, r.end)
	}
	return err
}

// read reads one item. Text before the result of a field, deleted or hidden is left out.
func (r *runReader) read(e element) error {
	switch e.name {
	case "w:fldChar":
		return r.field(e.get("fldCharType"))
	case "w:lastRenderedPageBreak":
		r.turn()
	case "w:t":
		return r.text(e)
	case "w:drawing", "w:pict", "w:object":
		return r.boxes(e)
	case "mc:AlternateContent":
		return r.alternate(r.read)
	case "w:ruby":
		return r.ruby()
	}
	if !r.shown() || r.format.hidden == on {
		return nil
	}
	switch e.name {
	case "w:tab", "w:ptab":
		r.open.gap()
	case "w:br":
		r.open.line()
		if e.get("type") == "page" {
			r.turn()
		}
	case "w:cr":
		r.open.line()
	case "w:noBreakHyphen":
		r.add(letter{r: '-'}, *r.format, r.place(0, 0))
	case "w:sym":
		r.symbol(e)
	case "w:footnoteReference", "w:endnoteReference":
		r.marked = e.get("customMarkFollows") != ""
		r.note(e.name == "w:endnoteReference", e.get("id"))
	}
	return nil
}

// place returns the place of letters of the item at hand that stand between two bytes.
func (r *runReader) place(from, to int) place {
	at := r.at
	if r.anchor != nil {
		return *r.anchor
	}
	at.from, at.to = int32(from), int32(to)
	return at
}

// text reads a w:t.
func (r *runReader) text(e element) error {
	var all []letter
	if err := r.content(nil, func() { all = append(all, r.letters()...) }); err != nil {
		return err
	}
	if !r.shown() || r.format.hidden == on || r.marked {
		return nil
	}
	if !e.preserves() {
		all = trimmed(all)
	}
	if len(all) > 0 {
		r.fresh = false
	}
	if r.file.size += len(all); r.file.size > maxText {
		return fmt.Errorf("%w: a text of over %d MB", pdf.ErrMemoryLimit, maxText>>20)
	}
	f := *r.format
	if hasUnicode(all) {
		f.font = themeFont
	}
	for _, l := range all {
		r.add(l, f, r.place(l.from, l.to))
	}
	return nil
}

// maxText is how many letters are read: those of over two thousand pages.
const maxText = 8 << 20

// trimmed takes the white space off both ends.
func trimmed(all []letter) []letter {
	for len(all) > 0 && strings.ContainsRune(" \t\r\n", all[0].r) {
		all = all[1:]
	}
	for len(all) > 0 && strings.ContainsRune(" \t\r\n", all[len(all)-1].r) {
		all = all[:len(all)-1]
	}
	return all
}

// hasUnicode reports whether letters are Vietnamese ones that no encoding of before Unicode
// is shown as.
func hasUnicode(all []letter) bool {
	for _, l := range all {
		if l.r >= 0x1EA0 && l.r <= 0x1EF9 || strings.ContainsRune("ăĂđĐơƠưƯĩĨũŨ", l.r) {
			return true
		}
	}
	return false
}

// symbol reads a w:sym: a letter by its code in a font.
func (r *runReader) symbol(e element) {
	code, err := strconv.ParseUint(e.get("char"), 16, 16)
	if err != nil {
		return
	}
	f := *r.format
	if font := e.get("font"); font != "" {
		f.font = font
	}
	if !isSymbols(f.font) && code >= 0xF000 && code <= 0xF0FF {
		code -= 0xF000
	}
	r.add(letter{r: rune(code)}, f, r.place(0, 0))
}

// isSymbols reports whether a font draws signs for letters.
func isSymbols(font string) bool {
	font = strings.ToLower(font)
	for _, name := range []string{"symbol", "wingdings", "webdings", "dingbats"} {
		if strings.Contains(font, name) {
			return true
		}
	}
	return false
}

// add adds a letter to the open paragraph.
func (w *walker) add(l letter, f format, at place) {
	b := w.open
	switch {
	case l.r == '\u00ad': // shows at the end of a line alone
	case unicode.IsSpace(l.r):
		b.space()
	case l.r < ' ' || l.r == unicode.ReplacementChar && l.to == 0:
	default:
		a := atom{r: l.r, page: int32(w.page), at: at, bold: f.bold == on, raised: f.raised == on,
			capitals: f.capitals == on, size: float32(f.size)}
		if e, capitals := viet.OfFont(f.font); e != "" {
			a.encoding, a.capitals = e, a.capitals || capitals
			if a.r >= 0xF000 && a.r <= 0xF0FF {
				a.r -= 0xF000
			}
		}
		b.atoms = append(b.atoms, a)
		w.fresh = false
	}
}

// note adds the mark of a note, and the note to those of the document.
func (r *runReader) note(end bool, id string) {
	paragraphs, ok := r.file.notes[noteKey{end, id}]
	if !ok || r.anchor != nil && r.part != r.file.main {
		if !ok {
			r.file.lose("a note")
		}
		return
	}
	r.file.doc.Notes = append(r.file.doc.Notes, Note{End: end, Paragraphs: paragraphs})
	n := len(r.file.doc.Notes)
	for _, p := range paragraphs {
		for i := range p.Words {
			p.Words[i].Page = r.page
		}
	}
	at := r.place(0, 0)
	if r.trace != nil {
		r.trace.notes = append(r.trace.notes, at)
	}
	r.open.atoms = append(r.open.atoms, atom{note: int32(n), page: int32(r.page), at: at})
}

// boxes reads the text boxes of a drawing. They follow the paragraph they hang on.
func (r *runReader) boxes(e element) error {
	var read func(e element) error
	read = func(e element) error {
		switch e.name {
		case "w:txbxContent":
			return r.box()
		case "mc:AlternateContent":
			return r.alternate(read)
		}
		return r.children(read)
	}
	return r.children(read)
}

// ruby reads what is written below small letters, which are left out.
func (r *runReader) ruby() error {
	at, outer := r.place(0, 0), r.anchor
	r.anchor = &at
	defer func() { r.anchor = outer }()
	return r.children(r.inline)
}

func (r *runReader) box() error {
	if !r.shown() || r.format.hidden == on {
		return nil
	}
	w := r.walker
	at := r.place(0, 0)
	outer := *w
	w.out, w.open, w.cell, w.fields, w.anchor = nil, nil, nil, nil, &at
	w.boxed++
	err := w.story()
	inner := w.out
	w.out, w.open, w.cell, w.fields, w.anchor, w.boxed = outer.out, outer.open, outer.cell, outer.fields, outer.anchor,
		outer.boxed
	w.open.boxes = append(w.open.boxes, inner...)
	return err
}
