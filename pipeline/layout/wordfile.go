package layout

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	docx "github.com/danchieu/danchieu/pipeline/word"
)

// WordFile returns the running text of a Word file. Its paragraphs and cells are sketched
// on one long page, a line each unless they break, so that head, paragraphs and signatures
// are told as on printed pages; its words have no boxes.
func WordFile(d docx.Document) legal.Text {
	isNumber := func(s string) bool { return pageNumber.MatchString(s) }
	d.Headers = slices.DeleteFunc(slices.Clone(d.Headers), isNumber)
	d.Footers = slices.DeleteFunc(slices.Clone(d.Footers), isNumber)
	s := sketch{page: page{number: 1, info: legal.PageInfo{Width: sketchWidth, Source: legal.SourceText,
		Above: d.Headers, Below: d.Footers}}}
	s.columns = columnsOf(d.Paragraphs)
	for _, p := range d.Paragraphs {
		s.add(p)
	}
	s.measure = measure{left: sketchLeft, right: sketchRight, size: usualSize(s.lines)}
	s.pitch = sketchPitch * s.size
	notes := s.notes(d.Notes)
	var h head
	if len(s.lines) > 0 {
		h = s.cutHead()
	}
	blocks := s.blocks()
	markTail(blocks)
	t := write(append(h.blocks, blocks...), notes)
	t.Pages = s.pages(d)
	if d.Pages > 0 {
		for i := range t.Words {
			t.Words[i].Paragraph = 0
		}
	}
	t.Head = h.read(t)
	return t
}

// The sketched page, in points: as Nghị định 30/2020/NĐ-CP has pages of A4.
const (
	sketchWidth = 595
	sketchLeft  = 85
	sketchRight = 540
	sketchPitch = 1.15 // from baseline to baseline, in sizes of the letters
	sketchSize  = 13.  // where the file gives none
)

// sketch is a Word file on its way to a page.
type sketch struct {
	page
	columns map[[2]int]rowShape
	bottom  float64 // the last baseline
	after   float64 // the space that the last paragraph keeps below
	top     float64 // where the row at hand begins
	row     [2]int  // table and row at hand
	cell    docx.Cell
	base    float64 // the last baseline of the cell at hand
	words   int     // of the file, passed so far
	units   int     // paragraphs and cells passed so far
	tail    int     // lines that may still stand beside recipients
}

// rowShape is how a row of a table is parted.
type rowShape struct{ columns, filled int }

// columnsOf returns the shapes of the rows, by table and row. A cell without words is not
// filled unless it goes on one above.
func columnsOf(paragraphs []docx.Paragraph) map[[2]int]rowShape {
	rows := map[[2]int]rowShape{}
	filled := map[[3]int]bool{}
	widest := map[int]int{}
	for _, p := range paragraphs {
		if p.Cell == nil || p.Boxed {
			continue
		}
		c := *p.Cell
		widest[c.Table] = max(widest[c.Table], c.Column+c.Columns-1)
		key := [3]int{c.Table, c.Row, c.Column}
		r := rows[[2]int{c.Table, c.Row}]
		if (len(p.Words) > 0 || c.Continues) && !filled[key] {
			filled[key] = true
			r.filled++
		}
		rows[[2]int{c.Table, c.Row}] = r
	}
	for k, r := range rows {
		r.columns = widest[k[0]]
		rows[k] = r
	}
	return rows
}

// add sketches a paragraph below the last, or in its cell.
func (s *sketch) add(p docx.Paragraph) {
	size := p.Size
	if size == 0 {
		size = sketchSize
	}
	x0, x1 := s.place(p, size)
	base := s.begin(p)
	lines := s.linesOf(p, size)
	s.units++
	for i, l := range lines {
		base += sketchPitch * l.size
		l.base, l.unit, l.inCell = base, s.units, s.beside(p)
		if l.inCell && p.Cell != nil {
			l.unit = -cellNumber(*p.Cell)
		}
		l.box = legal.Box{X0: x0, X1: x1, Y0: base - .8*l.size, Y1: base + .2*l.size}
		if i > 0 {
			l.box.X0 = min(x0, x1)
		}
		s.lines = append(s.lines, s.parted(l)...)
	}
	if len(lines) == 0 {
		base += sketchPitch * size
	}
	s.base, s.after = base, p.After
	s.bottom = max(s.bottom, base)
}

// cellNumber numbers cells within a file.
func cellNumber(c docx.Cell) int { return c.Table<<32 | c.Row<<8 | c.Column }

// beside reports whether something stands beside a paragraph of a table.
func (s *sketch) beside(p docx.Paragraph) bool {
	return p.Cell != nil && !p.Boxed && s.columns[[2]int{p.Cell.Table, p.Cell.Row}].filled > 1
}

// begin returns the baseline above the paragraph.
func (s *sketch) begin(p docx.Paragraph) float64 {
	space := max(s.after, p.Before)
	if p.Cell == nil || p.Boxed {
		s.row, s.cell = [2]int{}, docx.Cell{}
		return s.bottom + space
	}
	row := [2]int{p.Cell.Table, p.Cell.Row}
	switch {
	case row != s.row:
		s.row, s.cell, s.top = row, *p.Cell, s.bottom
		return s.bottom
	case *p.Cell != s.cell:
		s.cell = *p.Cell
		return s.top
	}
	return s.base + space
}

// place returns where the lines of a paragraph begin and end: centred ones away from both
// edges, others so near to the right edge that they are not centred, and not full.
func (s *sketch) place(p docx.Paragraph, size float64) (x0, x1 float64) {
	if p.Cell != nil && !p.Boxed && s.beside(p) {
		n := float64(s.columns[[2]int{p.Cell.Table, p.Cell.Row}].columns)
		width := (sketchRight - sketchLeft) / n
		x0 = sketchLeft + width*float64(p.Cell.Column-1)
		return x0, x0 + width*float64(p.Cell.Columns) - size/2
	}
	switch p.Align {
	case docx.AlignCentre:
		half := min(.25*size*float64(letters(p)), (sketchRight-sketchLeft)/2-3*size)
		middle := (sketchLeft + sketchRight) / 2.
		return middle - half, middle + half
	case docx.AlignRight:
		return sketchLeft + .6*(sketchRight-sketchLeft), sketchRight - size
	}
	indent := max(0, min(p.Indent+p.FirstIndent, .8*(sketchRight-sketchLeft)))
	return sketchLeft + indent, sketchRight - size
}

func letters(p docx.Paragraph) int {
	n := 0
	for _, w := range p.Words {
		n += utf8.RuneCountInString(w.Text) + 1
	}
	return n
}

// linesOf returns the lines of a paragraph as its breaks part them.
func (s *sketch) linesOf(p docx.Paragraph, size float64) []line {
	var out []line
	var words []word
	end := func() {
		if len(words) > 0 {
			out = append(out, newLine(words))
			words = nil
		}
	}
	for _, w := range p.Words {
		s.words++
		if w.Break {
			end()
		}
		next := word{Word: pdf.Word{Text: w.Text, Bold: w.Bold, Size: w.Size, Mark: w.Raised || w.Note > 0,
			Glued: w.Glued}, page: max(w.Page, 1), note: w.Note, paragraph: p.Number, source: s.words, gap: w.Gap}
		if w.Note > 0 {
			next.Text = strconv.Itoa(w.Note)
		}
		if next.Size == 0 {
			next.Size = size
		}
		words = append(words, next)
	}
	end()
	return out
}

// tailLines is how many lines recipients and the signature beside them take up.
const tailLines = 25

// parted parts a line that shows two columns side by side without a table: the head, and
// recipients with the signature.
func (s *sketch) parted(l line) []line {
	if isRecipients(l.text()) {
		s.tail = tailLines
	}
	if l.inCell {
		return []line{l}
	}
	s.tail--
	for i := 1; i < len(l.words); i++ {
		w := l.words[i]
		rest := line{words: l.words[i:]}.text()
		head := len(s.lines) < headLines && (w.gap && (isMotto(rest) || placeLine.MatchString(rest)) || beginsMotto(l.words, i))
		if !head && !(s.tail >= 0 && w.gap && !isListMark(l.words[:i])) {
			continue
		}
		left, right := newLine(l.words[:i:i]), newLine(l.words[i:])
		middle := (sketchLeft + sketchRight) / 2.
		for _, part := range []*line{&left, &right} {
			part.box, part.base, part.inCell = l.box, l.base, true
		}
		left.box.X0, left.box.X1, left.unit = sketchLeft, middle-l.size, l.unit<<1
		right.box.X0, right.box.X1, right.unit = middle, sketchRight-l.size, l.unit<<1+1
		return []line{left, right}
	}
	return []line{l}
}

// blocks joins what the head left of the lines: those of a cell, those of a paragraph.
func (s *sketch) blocks() []block {
	var out []block
	var flow []line
	end := func() {
		out = append(out, s.paragraphs(flow)...)
		flow = nil
	}
	for _, l := range s.lines {
		if !l.inCell {
			flow = append(flow, l)
			continue
		}
		end()
		if n := len(out) - 1; n >= 0 && out[n].zone == legal.ZoneCell && out[n].lines[0].unit == l.unit {
			out[n].lines = append(out[n].lines, l)
			continue
		}
		out = append(out, block{zone: legal.ZoneCell, lines: []line{l}, m: s.measure, last: s.measure})
	}
	end()
	return out
}

// notes returns the footnotes and endnotes.
func (s *sketch) notes(all []docx.Note) []note {
	var out []note
	for i, n := range all {
		next := note{mark: strconv.Itoa(i + 1), page: 1}
		for _, p := range n.Paragraphs {
			next.lines = append(next.lines, s.linesOf(p, sketchSize)...)
		}
		if len(next.lines) > 0 {
			next.page = next.lines[0].page
		}
		out = append(out, next)
	}
	return out
}

// pages returns what is known of the pages: that there are so many, and what is in their
// margins.
func (s *sketch) pages(d docx.Document) []legal.PageInfo {
	out := make([]legal.PageInfo, max(1, d.Pages))
	for i := range out {
		out[i].Source = legal.SourceText
		if s.words == 0 {
			out[i].Source = legal.SourceEmpty
		}
	}
	out[0].Above, out[0].Below = d.Headers, d.Footers
	return out
}
