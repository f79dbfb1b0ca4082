package ocr

import (
	"math"
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// View says how a page was turned before it was read.
type View struct {
	Width, Height float64 // of the page as drawn, in points
	Quarters      int     // turned clockwise by so many quarters of a circle
	Skew          float64 // then by so many degrees against the clock, about its middle
}

// size returns width and height after the quarters.
func (v View) size() (width, height float64) {
	if v.Quarters%2 == 1 {
		return v.Height, v.Width
	}
	return v.Width, v.Height
}

// Drawn returns where a box of the page as read lies on the page as drawn.
func (v View) Drawn(b legal.Box) legal.Box {
	width, height := v.size()
	sin, cos := math.Sincos(v.Skew * math.Pi / 180)
	dx, dy := (b.X0+b.X1-width)/2, (b.Y0+b.Y1-height)/2
	x, y := width/2+cos*dx-sin*dy, height/2+sin*dx+cos*dy
	halfWidth, halfHeight := (b.X1-b.X0)/2, (b.Y1-b.Y0)/2
	for range v.Quarters { // back, one quarter at a time
		x, y = y, width-x
		width, height = height, width
		halfWidth, halfHeight = halfHeight, halfWidth
	}
	return legal.Box{X0: x - halfWidth, Y0: y - halfHeight, X1: x + halfWidth, Y1: y + halfHeight}
}

// Place moves the words of the pages that were read by OCR, by page number, from
// where they were read to where they are drawn. Layout needs level lines, people
// the place on the page.
func Place(t *legal.Text, views map[int]View) {
	for i := range t.Words {
		if v, ok := views[t.Words[i].Page]; ok {
			t.Words[i].Box = v.Drawn(t.Words[i].Box)
		}
	}
	for i := range t.Pages {
		if v, ok := views[i+1]; ok {
			t.Pages[i].Width, t.Pages[i].Height = v.Width, v.Height
		}
	}
}

// Without returns the page without the words that were read where other lines are
// printed, whose places are those on the page as drawn.
func (p Page) Without(lines []pdf.Line) pdf.Page {
	if len(lines) == 0 {
		return p.Page
	}
	out := p.Page
	out.Lines = nil
	for _, l := range p.Lines {
		l.Words = slices.DeleteFunc(slices.Clone(l.Words), func(w pdf.Word) bool {
			b := p.View.Drawn(w.Box)
			x, y := (b.X0+b.X1)/2, (b.Y0+b.Y1)/2
			return slices.ContainsFunc(lines, func(o pdf.Line) bool {
				slack := (o.Box.Y1 - o.Box.Y0) / 2
				return x > o.Box.X0-slack && x < o.Box.X1+slack && y > o.Box.Y0-slack && y < o.Box.Y1+slack
			})
		})
		if len(l.Words) > 0 {
			out.Lines = append(out.Lines, l)
		}
	}
	return out
}
