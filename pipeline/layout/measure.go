package layout

import "sort"

// measure is what the text of a page keeps to, in points; zero where it has no text.
type measure struct {
	left, right float64 // edges of the text
	lines       int     // from which the edges were taken
	pitch       float64 // from baseline to baseline within a paragraph
	size        float64 // of most letters
}

// measure measures every page; a page with too little text of its own takes the
// measures of the document.
func (d *document) measure() {
	var all []line
	for i := range d.pages {
		all = append(all, d.pages[i].lines...)
	}
	usual := measureLines(all)
	for i := range d.pages {
		d.pages[i].measure = measureLines(d.pages[i].lines)
		d.pages[i].measure.fill(usual)
	}
}

func (m *measure) fill(usual measure) {
	if m.lines < 8 && (m.lines == 0 || m.left > usual.left-usual.size && m.right < usual.right+usual.size) {
		m.left, m.right = usual.left, usual.right
	}
	if m.pitch == 0 {
		m.pitch = usual.pitch
	}
	if m.size == 0 {
		m.size = usual.size
	}
}

func measureLines(lines []line) measure {
	var m measure
	m.size = usualSize(lines)
	var x0, x1, pitch tally
	for i, l := range lines {
		if abs(l.size-m.size) > .1*m.size || l.letters < 25 {
			continue
		}
		m.lines++
		n := l.letters
		x0.add(l.box.X0, n)
		x1.add(l.box.X1, n)
		if i > 0 && lines[i-1].page == l.page && apart(lines[i-1], l) < 0 {
			if gap := l.base - lines[i-1].base; gap > .8*m.size && gap < 3*m.size {
				pitch.add(gap, 1)
			}
		}
	}
	m.left, m.right, m.pitch = x0.low(), x1.high(), pitch.mode()
	return m
}

func usualSize(lines []line) float64 {
	var t tally
	for _, l := range lines {
		t.add(l.size, l.letters)
	}
	return t.mode()
}

// tally counts measures in steps of half a point.
type tally struct {
	count map[int]int
	total int
}

func (t *tally) add(x float64, n int) {
	if t.count == nil {
		t.count = map[int]int{}
	}
	t.count[int(x*2+.5)] += n
	t.total += n
}

func (t *tally) keys() []int {
	keys := make([]int, 0, len(t.count))
	for k := range t.count {
		keys = append(keys, k)
	}
	sort.Ints(keys)
	return keys
}

// mode returns the commonest measure, the smallest of several; 0 for none.
func (t *tally) mode() float64 {
	best, n := 0, 0
	for _, k := range t.keys() {
		if t.count[k] > n {
			best, n = k, t.count[k]
		}
	}
	return float64(best) / 2
}

// low returns the measure that a twentieth of what was counted stays below;
// high, above.
func (t *tally) low() float64  { return t.quantile(.05) }
func (t *tally) high() float64 { return t.quantile(.95) }

func (t *tally) quantile(q float64) float64 {
	seen := 0
	last := 0
	for _, k := range t.keys() {
		last = k
		if seen += t.count[k]; float64(seen) > q*float64(t.total) {
			break
		}
	}
	return float64(last) / 2
}
