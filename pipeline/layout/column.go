package layout

import (
	"math"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// run is a sequence of lines painted one below the other: a column, a cell, or
// text over the whole width.
type run struct {
	lines []line
	cell  bool // something stands beside it
}

// limits tell where what stands beside a line ends on the left and begins on the
// right; they are infinite where nothing does.
type limits struct{ left, right float64 }

var noLimits = limits{math.Inf(-1), math.Inf(1)}

func (a limits) and(b limits) limits { return limits{max(a.left, b.left), min(a.right, b.right)} }

// hold reports whether a line from x0 to x1 keeps within the limits.
func (a limits) hold(x0, x1, size float64) bool {
	return x0 > a.left-.5*size && x1 < a.right+.5*size
}

// runs parts the lines of a page where the file jumps, to a line that is not
// below the last one, and where text over the whole width meets a cell.
func (p *page) runs() []run {
	var out []run
	all := neighbourLimits(p.lines)
	for start := 0; start < len(p.lines); {
		end := start + 1
		for end < len(p.lines) && !p.jumps(p.lines[end-1], p.lines[end]) {
			end++
		}
		for start < end {
			n, cell := p.oneRun(p.lines[start:end], all[start:end])
			out = append(out, run{p.lines[start : start+n : start+n], cell})
			start += n
		}
	}
	return out
}

// oneRun returns how many of the lines, which stand one below the other, belong
// to one run, at least one: a line that reaches below what stands beside the
// others does not, and is text behind a cell or before one.
func (p *page) oneRun(lines []line, all []limits) (n int, cell bool) {
	around := noLimits
	x0, x1 := math.Inf(1), math.Inf(-1)
	for n, l := range lines {
		if n > 0 && !around.hold(l.box.X0, l.box.X1, l.size) {
			return n, around != noLimits
		}
		if n > 0 && !all[n].hold(x0, x1, l.size) {
			return p.textBefore(lines[:n], all[n]), around != noLimits
		}
		around = around.and(all[n])
		x0, x1 = min(x0, l.box.X0), max(x1, l.box.X1)
	}
	return len(lines), around != noLimits
}

// textBefore returns how many of the lines above a cell are text: those up to the
// last that reaches below the cell's neighbours, and what goes on its paragraph.
func (p *page) textBefore(lines []line, cell limits) int {
	n := len(lines)
	for n > 1 && cell.hold(lines[n-1].box.X0, lines[n-1].box.X1, lines[n-1].size) &&
		!p.continues(lines[n-2:n-1], lines[n-1]) {
		n--
	}
	return n
}

// jumps reports whether b is not the line below a.
func (m measure) jumps(a, b line) bool {
	return sameBase(a, b) || b.base < a.base || apart(a, b) > 0 && !m.hangsOver(a, b)
}

// hangsOver reports whether a is the full first line of a paragraph and b its
// last word, which the indent of a leaves nothing to stand below.
func (m measure) hangsOver(a, b line) bool {
	return abs(b.box.X0-m.left) < .5*b.size && a.box.X0 < m.left+4*a.size && a.box.X1 > m.right-3*a.size &&
		b.base-a.base < 2.6*a.size
}

// bandHeight is the height in points of the bands in which lines are compared.
const bandHeight = 4

// maxBeside bounds how many lines of a band are compared: no table has more columns.
const maxBeside = 64

// neighbourLimits finds what stands beside each line.
func neighbourLimits(lines []line) []limits {
	bands := map[int][]legal.Box{}
	for _, l := range lines {
		for y := range l.bands() {
			if len(bands[y]) < maxBeside {
				bands[y] = append(bands[y], l.box)
			}
		}
	}
	out := make([]limits, len(lines))
	for i, l := range lines {
		out[i] = noLimits
		for y := range l.bands() {
			for _, b := range bands[y] {
				switch {
				case b.X1 <= l.box.X0:
					out[i].left = max(out[i].left, b.X1)
				case b.X0 >= l.box.X1:
					out[i].right = min(out[i].right, b.X0)
				}
			}
		}
	}
	return out
}

// bands yields the bands that a line touches, its upper and lower edges left out.
func (l line) bands() func(yield func(int) bool) {
	h := (l.box.Y1 - l.box.Y0) * .15
	from, to := l.box.Y0+h, l.box.Y1-h
	return func(yield func(int) bool) {
		for y := int(from / bandHeight); y <= int(to/bandHeight) && y-int(from/bandHeight) < 50; y++ {
			if !yield(y) {
				return
			}
		}
	}
}

// blocks returns the blocks of all pages, the stamped lines of a page behind the others.
func (d *document) blocks() []block {
	var out []block
	for i := range d.pages {
		p := &d.pages[i]
		var flow []line
		for _, r := range p.runs() {
			if !r.cell {
				flow = append(flow, r.lines...)
				continue
			}
			out = append(out, p.paragraphs(flow)...)
			out = append(out, block{zone: legal.ZoneCell, lines: r.lines})
			flow = nil
		}
		out = append(out, p.paragraphs(flow)...)
		out = append(out, p.stamps()...)
	}
	return out
}
