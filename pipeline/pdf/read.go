package pdf

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"
)

var errFileGlyphs = errors.New("file has more glyphs than allowed")

// Read returns the pages of a file, at most [Limits].Pages of [DefaultLimits]. A
// page that cannot be read stands among them with its Err; an error of Read
// itself wraps a [Reason] and comes without pages.
//
// Read keeps to the limits of DefaultLimits except time and memory; see [Child].
func Read(data []byte) ([]Page, error) {
	var pages []Page
	err := read(data, DefaultLimits(), func(p Page) error {
		pages = append(pages, p)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return pages, nil
}

// read hands over the pages one by one. It stops at the first error of yield.
func read(data []byte, limits Limits, yield func(Page) error) error {
	doc, err := open(data, limits)
	if err != nil {
		return err
	}
	leaves, err := doc.leaves()
	if len(leaves) == 0 {
		return err
	}
	for i, l := range leaves {
		p := doc.page(l)
		if i == 0 {
			p.FileTitle = doc.title()
		}
		if doc.painted > limits.FileGlyphs {
			p = Page{Width: p.Width, Height: p.Height, Err: errFileGlyphs.Error()}
		}
		if err := yield(p); err != nil {
			return err
		}
	}
	return nil
}

// longestTitle is the most bytes of a file's title that are kept.
const longestTitle = 1000

// title returns the title in the data of the file, "" where there is none or it is encrypted.
func (d *document) title() (title string) {
	_ = attempt(func() error {
		if raw := d.info.Key("Title").RawString(); !d.scrambled && len(raw) <= longestTitle {
			title = clean(textString([]byte(raw)))
		}
		return nil
	})
	return title
}

// page reads one page.
func (d *document) page(l leaf) (page Page) {
	view, width, height := l.view()
	page = Page{Width: width, Height: height}
	if l.err != nil {
		page.Err = l.err.Error()
		return page
	}
	p := &painter{limits: d.limits}
	defer func() {
		d.painted += p.painted
		if r := recover(); r != nil {
			page.Err = fmt.Sprint(r)
		}
	}()
	base := initialState(view)
	p.body(d, l, base)
	glyphs := within(withoutDoubles(p.glyphs), width, height)
	if p.pictures == 0 {
		glyphs = slices.DeleteFunc(glyphs, func(g glyph) bool { return g.hidden })
	}
	page.Hidden, page.Visible = countHidden(glyphs)
	stamps := p.stamps(d, l, base)
	for i := range stamps {
		stamps[i] = within(withoutDoubles(stamps[i]), width, height)
	}
	merged, others := placeStamps(glyphs, stamps)
	page.Lines, page.Recoded = d.setText(merged)
	page.Lines = append(page.Lines, setLines(others)...)
	page.Letters, page.Unreadable = letters(page.Lines)
	page.Pictures, page.Paths, page.Curves = p.pictures, p.paths, p.curves
	page.Covered = min(1, p.covered/(width*height))
	if p.err != nil {
		page.Err = p.err.Error()
	}
	return page
}

// countHidden counts the letters painted invisibly and the others.
func countHidden(glyphs []glyph) (hidden, visible int) {
	for i := range glyphs {
		switch g := &glyphs[i]; {
		case g.text == " ":
		case g.hidden:
			hidden += utf8.RuneCountInString(g.text)
		default:
			visible += utf8.RuneCountInString(g.text)
		}
	}
	return hidden, visible
}

// body paints the content of the page. What it painted before a panic of the
// object layer counts.
func (p *painter) body(d *document, l leaf, base state) {
	defer func() {
		if r := recover(); r != nil {
			p.fail(fmt.Errorf("cannot read the page: %v", r))
		}
	}()
	content, err := d.contents(l.page)
	if err != nil {
		p.fail(err)
	}
	p.run(content, d.resourcesOf(l.resources), base, 0)
}

// within drops the glyphs whose middle lies outside the page.
func within(glyphs []glyph, width, height float64) []glyph {
	out := glyphs[:0]
	for _, g := range glyphs {
		x, y := g.x+g.dx*g.width/2, g.y+g.dy*g.width/2
		if x >= 0 && x <= width && y >= 0 && y <= height {
			out = append(out, g)
		}
	}
	return out
}
