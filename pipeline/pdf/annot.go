package pdf

import (
	"fmt"
	"slices"

	"github.com/ledongthuc/pdf"
)

// Flags of annotations that are not shown (PDF 32000-1 table 165).
const (
	flagHidden = 1 << 1
	flagNoView = 1 << 5
)

const maxAnnotations = 2000

// stamps paints the annotations of a page, each into a list of its own. Electronic
// signing puts a document's number and date into the appearance of a signature
// field, over a gap left in the text.
func (p *painter) stamps(d *document, l leaf, base state) [][]glyph {
	var out [][]glyph
	var annotations []func() pdf.Value
	err := attempt(func() error {
		list := l.page.Key("Annots")
		for i := range min(list.Len(), maxAnnotations) {
			annotations = append(annotations, func() pdf.Value { return list.Index(i) })
		}
		for _, field := range d.unlisted(l.reference, list.String()) {
			annotations = append(annotations, func() pdf.Value { return field })
		}
		return nil
	})
	if err != nil {
		p.fail(fmt.Errorf("annotations: %w", err))
	}
	body := *p
	for i, annotation := range annotations {
		p.glyphs = nil
		p.stamp(d, annotation, i, base)
		for k := range p.glyphs {
			p.glyphs[k].stamp = true
		}
		if len(p.glyphs) > 0 {
			out = append(out, p.glyphs)
		}
	}
	p.glyphs, p.pictures, p.covered = body.glyphs, body.pictures, body.covered // a stamp is no content of the page
	p.paths, p.curves = body.paths, body.curves
	return out
}

// stamp paints one annotation; one that cannot be read does no harm to the others.
func (p *painter) stamp(d *document, annotation func() pdf.Value, i int, base state) {
	defer func() {
		if r := recover(); r != nil {
			p.fail(fmt.Errorf("annotation %d: %v", i+1, r))
		}
	}()
	a := annotation()
	if a.Key("F").Int64()&(flagHidden|flagNoView) != 0 || a.Key("Subtype").Name() == "Popup" {
		return
	}
	look := a.Key("AP").Key("N")
	if look.Kind() == pdf.Dict {
		look = look.Key(a.Key("AS").Name())
	}
	if look.Kind() != pdf.Stream {
		return
	}
	fit, ok := fitAppearance(look, a.Key("Rect"))
	if !ok {
		return
	}
	content, err := d.decode(look)
	if err != nil {
		p.fail(fmt.Errorf("annotation %d: %w", i+1, err))
	}
	form := d.loadForm(look)
	if form.resources == nil { // §12.7.2: the defaults of all fields
		form.resources = d.resourcesOf(d.root.Key("AcroForm").Key("DR"))
	}
	base.ctm = form.matrix.mul(fit).mul(base.ctm)
	p.run(content, form.resources, base, 1)
}

// fitAppearance returns the matrix that maps an appearance's box, turned by its
// own matrix, to the annotation's rectangle (§12.5.5, algorithm 8.1).
func fitAppearance(look, rect pdf.Value) (matrix, bool) {
	box, boxOK := boxOf(look.Key("BBox"))
	to, rectOK := boxOf(rect)
	if !boxOK || !rectOK {
		return identity, false
	}
	m, _ := matrixOf(look.Key("Matrix"))
	from := m.bounds(box)
	if !(from.X1 > from.X0 && from.Y1 > from.Y0) {
		return identity, false
	}
	sx, sy := (to.X1-to.X0)/(from.X1-from.X0), (to.Y1-to.Y0)/(from.Y1-from.Y0)
	return matrix{sx, 0, 0, sy, to.X0 - from.X0*sx, to.Y0 - from.Y0*sy}, true
}

// maxInline is the number of glyphs up to which an annotation is taken for a
// number or date that belongs into a line, not for a note of its own.
const maxInline = 40

// placeStamps puts short stamps into the body, each run right behind the glyph to
// the left of it on its line. It returns the others apart.
func placeStamps(body []glyph, stamps [][]glyph) (merged, others []glyph) {
	for _, s := range stamps {
		short := len(s) <= maxInline
		for len(s) > 0 {
			run := s[:baselineRun(s)]
			at := -1
			if short {
				at = leftOf(body, run[0])
			}
			if at < 0 {
				others = append(others, run...)
			} else {
				body = slices.Insert(body, at+1, run...)
			}
			s = s[len(run):]
		}
	}
	return body, others
}

// baselineRun returns how many glyphs from the first on stand on its baseline.
func baselineRun(s []glyph) int {
	n := 1
	for n < len(s) {
		if _, v := s[0].along(s[n].x, s[n].y); v > .5*s[0].size || v < -.5*s[0].size {
			break
		}
		n++
	}
	return n
}

// baselineSlack is how far a stamp's baseline may lie from that of its line, in
// ems: with more, stamps fall into the line next to theirs.
const baselineSlack = .45

// leftOf returns the index of the last glyph that begins left of g on its line,
// -1 for none. Of two lines within reach the nearer one counts.
func leftOf(body []glyph, g glyph) int {
	best, bestOff, bestU := -1, 0.0, 0.0
	for i := range body {
		b := &body[i]
		if b.text == " " {
			continue
		}
		u, v := g.along(b.x, b.y)
		off := max(v, -v)
		if off > baselineSlack*max(b.size, g.size) || u+.3*b.width > 1 {
			continue
		}
		if best < 0 || off < bestOff-2 || off < bestOff+2 && u >= bestU {
			best, bestOff, bestU = i, off, u
		}
	}
	return best
}
