package layout

import (
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Text returns the running text of a file's pages. Pages whose own text is
// missing or unfit ([Source]) give none, but what is stamped on them still tells
// the number and the date of the head.
func Text(pages []pdf.Page) legal.Text {
	sources := make([]legal.PageSource, len(pages))
	for i, p := range pages {
		sources[i] = Source(p)
	}
	return TextFrom(pages, sources)
}

// TextFrom is Text for pages of which it is known where their text comes from, one
// source a page: OCR has read some, or unfit text is to be shown as it is. Pages
// that wait or are empty give no text.
func TextFrom(pages []pdf.Page, sources []legal.PageSource) legal.Text {
	d := document{pages: make([]page, len(pages))}
	for i, p := range pages {
		d.pages[i] = newPage(p, i+1, sources[i])
	}
	d.dropMargins()
	d.cutFootnotes()
	d.measure()
	h := d.cutHead()
	blocks := d.blocks()
	markTail(blocks)
	blocks = append(h.blocks, stitch(blocks)...)
	t := write(blocks, d.notes)
	for _, p := range d.pages {
		t.Pages = append(t.Pages, p.info)
	}
	t.Head = h.read(t)
	return t
}

// document is a file on its way into running text.
type document struct {
	pages []page
	notes []note
}

// page is one page of it; what earlier steps have used is gone from lines.
type page struct {
	number int
	info   legal.PageInfo
	lines  []line // in the order of the file
	asides []line // stamped lines that belong to no line of the text
	measure
}

func newPage(p pdf.Page, number int, source legal.PageSource) page {
	pg := page{number: number, info: legal.PageInfo{Width: p.Width, Height: p.Height, Source: source}}
	for _, l := range linesOf(p, number) {
		switch {
		case l.stamped(), source == legal.SourceOCR && isCertificate(l.text()):
			pg.asides = append(pg.asides, l)
		case source != legal.SourceWaiting && source != legal.SourceEmpty:
			pg.lines = append(pg.lines, l)
		default:
			pg.keepStamps(l)
		}
	}
	return pg
}

// keepStamps keeps the stamped words of a line whose other words are unfit.
func (p *page) keepStamps(l line) {
	var words []word
	for _, w := range l.words {
		if w.Stamp {
			words = append(words, w)
		}
	}
	if len(words) > 0 {
		p.asides = append(p.asides, newLine(words))
	}
}
