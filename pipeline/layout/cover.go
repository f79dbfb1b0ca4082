package layout

import (
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// coverLines is the most lines of a cover.
const coverLines = 15

// covers reports whether a page is the cover of the document that begins on the next one:
// few lines without motto and number, before a page with both.
func (p *page) covers(next *page) bool {
	return len(p.lines) > 0 && len(p.lines) <= coverLines && p.info.Source == legal.SourceText &&
		next.info.Source == legal.SourceText && !p.hasHead() && next.hasHead()
}

// hasHead reports whether the motto and a number line stand at the top of a page.
func (p *page) hasHead() bool {
	order := p.byHeight()
	order = order[:min(len(order), headLines/2)]
	return p.motto(order) >= 0 &&
		slices.ContainsFunc(order, func(i int) bool { return isNumberLine(p.lines[i].text()) })
}

// coverOf puts the lines of a cover before the head, as text.
func (p *page) coverOf(h head) head {
	var cover []block
	for _, i := range p.byHeight() {
		cover = append(cover, block{zone: legal.ZoneBody, lines: []line{p.lines[i]}})
	}
	p.lines = nil
	h.blocks = append(cover, h.blocks...)
	return h
}
