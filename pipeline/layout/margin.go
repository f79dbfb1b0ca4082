package layout

import (
	"math"
	"regexp"
)

// pageNumber matches a line that is nothing but the number of its page: "2",
// "- 2 -", "2/11", "Trang 2", "Page 2 of 11".
var pageNumber = regexp.MustCompile(`^(?:[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}\s*/\s*\d{1,4}|\d{1,4}|` +
	`(?i:trang|page)[: ]*\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?)$`)

// marginShare is the outer part of a page, of its height, in which page numbers
// and running heads are looked for.
const marginShare = .13

// dropMargins takes page numbers and running heads out of the pages. A page
// number stands alone on the first or last baseline; a running head or foot
// stands at the same place of at least three pages and of two in five.
func (d *document) dropMargins() {
	for i := range d.pages {
		d.pages[i].dropNumber()
	}
	seen := map[marginKey]int{}
	texts := 0
	for i := range d.pages {
		if len(d.pages[i].lines) > 0 {
			texts++
		}
		for _, k := range d.pages[i].marginKeys() {
			seen[k]++
		}
	}
	for i := range d.pages {
		d.pages[i].dropRepeated(seen, max(3, texts*2/5))
		d.pages[i].dropNumber()
	}
}

// dropNumber drops the line that is the page's number.
func (p *page) dropNumber() {
	top, bottom := p.outermost()
	for _, i := range []int{top, bottom} {
		if i < 0 || !pageNumber.MatchString(p.lines[i].text()) || !p.alone(i) {
			continue
		}
		l := p.lines[i]
		if !p.inMargin(l) {
			continue
		}
		p.leaveOut(l)
		p.lines = append(p.lines[:i:i], p.lines[i+1:]...)
		return
	}
}

// leaveOut keeps what a line of a margin says beside the running text.
func (p *page) leaveOut(l line) {
	if l.base < p.info.Height/2 {
		p.info.Above = append(p.info.Above, l.text())
	} else {
		p.info.Below = append(p.info.Below, l.text())
	}
}

// outermost returns the indices of the highest and the lowest line, -1 for none.
func (p *page) outermost() (top, bottom int) {
	top, bottom = -1, -1
	for i, l := range p.lines {
		if top < 0 || l.base < p.lines[top].base {
			top = i
		}
		if bottom < 0 || l.base > p.lines[bottom].base {
			bottom = i
		}
	}
	return top, bottom
}

// alone reports whether no other line stands beside line i.
func (p *page) alone(i int) bool {
	for j := range p.lines {
		if j != i && sameBase(p.lines[i], p.lines[j]) {
			return false
		}
	}
	return true
}

// marginKey is a line of a margin as it repeats over the pages.
type marginKey struct {
	text string // its digits made "#"
	y    int    // in steps of a hundredth of the height
}

func (p *page) keyOf(l line) marginKey {
	return marginKey{withoutDigits(l.text()), int(100 * l.base / max(p.info.Height, 1))}
}

// withoutDigits returns a text with each run of digits made "#".
func withoutDigits(s string) string {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		switch {
		case s[i] < '0' || s[i] > '9':
			out = append(out, s[i])
		case i == 0 || s[i-1] < '0' || s[i-1] > '9':
			out = append(out, '#')
		}
	}
	return string(out)
}

// inMargin reports whether a line lies in the outer parts of the page.
func (p *page) inMargin(l line) bool {
	return l.box.Y1 < marginShare*p.info.Height || l.box.Y0 > (1-marginShare)*p.info.Height
}

// marginKeys returns the keys of the lines in the margins, each with its
// neighbouring steps, so that a small shift still counts.
func (p *page) marginKeys() []marginKey {
	var out []marginKey
	taken := map[marginKey]bool{}
	for _, l := range p.lines {
		if !p.inMargin(l) || !hasLetters(l.text()) {
			continue
		}
		k := p.keyOf(l)
		for _, y := range []int{k.y - 1, k.y, k.y + 1} {
			if n := (marginKey{k.text, y}); !taken[n] {
				taken[n] = true
				out = append(out, n)
			}
		}
	}
	return out
}

// dropRepeated drops running heads and feet. A head stays, from its motto's line
// downwards: several letters to different bodies may share one file.
func (p *page) dropRepeated(seen map[marginKey]int, enough int) {
	head := p.mottoBase()
	kept := p.lines[:0:0]
	for _, l := range p.lines {
		inHead := l.base > head-l.size && l.base < p.info.Height/2
		if p.inMargin(l) && seen[p.keyOf(l)] >= enough && !inHead && !p.clings(l, seen, enough) {
			p.leaveOut(l)
			continue
		}
		kept = append(kept, l)
	}
	p.lines = kept
}

// clings reports whether a line that does not repeat stands close to line l: l is
// then part of what is printed there, such as the head of a table that every page
// repeats.
func (p *page) clings(l line, seen map[marginKey]int, enough int) bool {
	for _, other := range p.lines {
		gap := abs(other.base - l.base)
		if gap > .35*l.size && gap < 1.5*l.size && seen[p.keyOf(other)] < enough {
			return true
		}
	}
	return false
}

// mottoBase returns the baseline of the motto on a page, +Inf for none.
func (p *page) mottoBase() float64 {
	for _, l := range p.lines {
		if l.isCapital() && holdsMotto(l.text()) {
			return l.base
		}
	}
	return math.Inf(1)
}
