package pdf

import (
	"cmp"
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
	r := reader{data: data}
	err := r.open(limits)
	if len(r.leaves) == 0 {
		return err
	}
	for i := range r.leaves {
		p := r.page(i)
		if i == 0 {
			p.FileTitle = r.doc.title()
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

// reader reads the pages of one file: as it is, and built anew where that fails.
type reader struct {
	data   []byte
	doc    *document
	leaves []leaf
	lost   error // a part of the file that no page is known for

	again       *document // built anew, nil for none
	againLeaves []leaf
	tried       bool // to build it anew
}

// open opens the file. Where pages of it are missing it is built anew, and taken so if that
// has more of them.
func (r *reader) open(limits Limits) (err error) {
	if r.doc, err = open(r.data, limits); err != nil {
		return err
	}
	r.leaves, err = r.doc.leaves()
	if err != nil && r.rebuild(limits) && len(r.againLeaves) >= len(r.leaves) {
		r.doc, r.leaves, r.again = r.again, r.againLeaves, nil
		_, err = r.doc.leaves()
	}
	r.lost = cmp.Or(err, r.doc.fault)
	return err
}

// rebuild builds the file anew, once; it reports whether that gave pages.
func (r *reader) rebuild(limits Limits) bool {
	if r.tried || r.doc.anew {
		return r.again != nil
	}
	r.tried = true
	again, err := openAnew(r.data, limits)
	if err != nil {
		return false
	}
	if r.againLeaves, _ = again.leaves(); len(r.againLeaves) > 0 {
		r.again = again
	}
	return r.again != nil
}

// page reads page i, where it fails once more from the file built anew.
func (r *reader) page(i int) Page {
	p, err := r.doc.page(r.leaves[i])
	if err != nil && !isLimit(err) && r.rebuild(r.doc.limits) {
		if at := r.placeAgain(i); at >= 0 {
			if q, againErr := r.again.page(r.againLeaves[at]); againErr == nil || q.Letters > p.Letters {
				p, err = q, cmp.Or(againErr, r.again.fault)
			}
		}
	}
	if r.doc.painted > r.doc.limits.FileGlyphs {
		p, err = Page{Width: p.Width, Height: p.Height}, errFileGlyphs
	}
	if err = cmp.Or(err, r.lost); err != nil {
		p.Err = err.Error()
	}
	return p
}

// placeAgain returns the place of page i in the file built anew, -1 where that is not known.
func (r *reader) placeAgain(i int) int {
	name := r.leaves[i].reference
	if at := slices.IndexFunc(r.againLeaves, func(l leaf) bool { return l.reference == name }); name != "" && at >= 0 {
		return at
	}
	if len(r.againLeaves) == len(r.leaves) {
		return i
	}
	return -1
}

// isLimit reports whether a page was cut short by a limit of ours, not for what it is.
func isLimit(err error) bool {
	for _, limit := range []error{errOperators, errGlyphs, errTooMuch} {
		if errors.Is(err, limit) {
			return true
		}
	}
	return false
}

// page reads one page. The error says what kept part of it from being read.
func (d *document) page(l leaf) (page Page, err error) {
	view, width, height := l.view()
	page = Page{Width: width, Height: height}
	if l.err != nil {
		return page, l.err
	}
	p := &painter{limits: d.limits, glyphs: d.glyphs}
	defer func() {
		d.painted += p.painted
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, r)
		}
	}()
	base := initialState(view)
	p.body(d, l, base)
	d.glyphs = p.glyphs[:0]
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
	page.Lines = append(page.Lines, d.setLines(others)...)
	page.Letters, page.Unreadable = letters(page.Lines)
	page.Pictures, page.Paths, page.Curves = p.pictures, p.paths, p.curves
	page.Covered = min(1, p.covered/(width*height))
	return page, p.err
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
