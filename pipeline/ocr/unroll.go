package ocr

import (
	"cmp"
	"image"
	"slices"
)

// Tesseract reads tables across, line by line. So a picture with tables is
// unrolled before it is read: their cells are set one below the other, row by row,
// without the rules.

// strip is a part of a level picture that is moved by the unrolling.
type strip struct {
	from image.Rectangle
	to   image.Point // its upper left corner in the unrolled picture
	cell bool
}

// tallest bounds the height of an unrolled picture; Tesseract takes up to 32,767.
const tallest = 16000

// unrolled returns the picture to be read and where its strips come from, in
// reading order. A picture without tables is one strip.
func unrolled(level *image.Gray) (*image.Gray, []strip) {
	r := rulesOf(level)
	tables := r.tables()
	strips := r.strips(level.Rect, tables)
	height := 0
	for i, s := range strips {
		strips[i].to = image.Pt(0, height)
		height += s.from.Dy()
	}
	if len(strips) < 2 || height > tallest {
		return level, []strip{{from: level.Rect}}
	}
	clean := r.erased(level, tables)
	out := image.NewGray(image.Rect(0, 0, level.Rect.Dx(), height))
	for i := range out.Pix {
		out.Pix[i] = 255
	}
	left := tables[0].Min.X
	for i, s := range strips {
		if s.from.Min.X > left {
			strips[i].to.X = left // cells stand below each other
		}
		strips[i].paste(out, clean)
	}
	return out, strips
}

func (s strip) paste(to, from *image.Gray) {
	for y := range s.from.Dy() {
		line := from.Pix[(s.from.Min.Y+y)*from.Stride:][s.from.Min.X:s.from.Max.X]
		copy(to.Pix[(s.to.Y+y)*to.Stride+s.to.X:(s.to.Y+y+1)*to.Stride], line)
	}
}

// strips cuts a page at its tables, and those into cells.
func (r rules) strips(page image.Rectangle, tables []image.Rectangle) []strip {
	var out []strip
	add := func(x0, y0, x1, y1 int) {
		if b := image.Rect(x0, y0, x1, y1); x1 > x0 && y1 > y0 {
			out = append(out, strip{from: b, cell: x1-x0 < page.Dx()})
		}
	}
	top := 0
	for _, t := range tables {
		for _, y := range r.bandEnds(t) {
			xs := r.columnEnds(t, top, y)
			x0 := 0
			for _, x := range xs {
				add(x0, top, x, y)
				x0 = x
			}
			add(x0, top, page.Max.X, y)
			top = y
		}
	}
	add(0, top, page.Max.X, page.Max.Y)
	return out
}

// bandEnds returns the heights at which a table is cut across: its ends and the
// rules that run over most of its width.
func (r rules) bandEnds(t image.Rectangle) []int {
	ends := []int{t.Min.Y}
	for _, l := range within(r.level, t) {
		if 10*l.Dx() > 8*t.Dx() {
			ends = append(ends, middle(l).Y)
		}
	}
	ends = append(ends, t.Max.Y)
	slices.Sort(ends)
	return slices.Compact(ends)
}

// columnEnds returns where a band of a table is cut into cells: at the upright
// rules that cross it. A band outside of the table is not.
func (r rules) columnEnds(t image.Rectangle, top, bottom int) []int {
	var ends []int
	if top < t.Min.Y {
		return nil
	}
	for _, u := range within(r.upright, t) {
		x := middle(u).X
		if 10*(min(u.Max.Y, bottom)-max(u.Min.Y, top)) > 6*(bottom-top) && x > t.Min.X+drift && x < t.Max.X-drift {
			ends = append(ends, x)
		}
	}
	slices.Sort(ends)
	return slices.Compact(ends)
}

// rolledBack moves rows that were read in the unrolled picture to where they stand
// in the level one, in the order of the strips.
func rolledBack(rows []row, strips []strip) []row {
	if len(strips) < 2 {
		return rows
	}
	parts := make([][]row, len(strips))
	for _, r := range rows {
		y := middle(bounds(r)).Y
		i, found := slices.BinarySearchFunc(strips, y, func(s strip, y int) int { return cmp.Compare(s.to.Y, y) })
		if !found {
			i = max(0, i-1)
		}
		back := strips[i].from.Min.Sub(strips[i].to)
		moved := slices.Clone(r)
		for k := range moved {
			moved[k].box = moved[k].box.Add(back)
			if k > 0 && strips[i].cell {
				moved[k-1].reach(moved[k])
			}
		}
		parts[i] = append(parts[i], moved)
	}
	return slices.Concat(parts...)
}

// widest is the gap between words, in heights, beyond which layout looks for a
// column.
const widest = .8

// reach widens a word up to the next one of its cell where justified text leaves
// so much room that it would be taken for the end of a column.
func (t *token) reach(next token) {
	if room := int(widest * float64(next.box.Dy())); next.box.Min.X-t.box.Max.X > room {
		t.box.Max.X = next.box.Min.X - room
	}
}

func bounds(r row) image.Rectangle {
	b := r[0].box
	for _, t := range r {
		b = b.Union(t.box)
	}
	return b
}
