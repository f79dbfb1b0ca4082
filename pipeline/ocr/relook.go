package ocr

import (
	"context"
	"image"
	"math"
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/ocr/hand"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Handwriting in a number line often keeps Tesseract from reading what is printed
// there. So the place of a line that was not read, beside the date or around a part of
// it, is read again without what is too high to be print.

// Measures of that place, as shares of the size of the print.
const (
	placeAbove = 2.2 // above the baseline of what was read beside it
	placeBelow = 1.3
	numberWide = 6.5 // from "Số:" to the codes, at most
	codesWide  = 9.
	printHigh  = .95 // letters with two marks are no higher
)

// withNumberLine returns a page with the print of its number line, where that was not
// read at first.
func (d upright) withNumberLine(ctx context.Context, r *Reader, page pdf.Page) (pdf.Page, error) {
	place, at, ok := unreadNumber(page)
	if !ok {
		return page, nil
	}
	rect := d.dots(place)
	if rect.Empty() {
		return page, nil
	}
	strip := hand.WithoutHigh(d.level(rect), printHigh*printSize(page.Lines)*d.dpi/72)
	rows, err := r.recognize(ctx, strip, oneBlock)
	if err != nil {
		return page, err
	}
	for i, words := range rows {
		for k := range words {
			rows[i][k].box = words[k].box.Add(rect.Min)
			rows[i][k].confidence = max(words[k].confidence, unlikely)
		}
	}
	read := d.page(rows, View{Width: page.Width, Height: page.Height})
	for _, l := range read.Lines {
		if b, ok := numberBlank(l, printSize(page.Lines)); ok {
			for i := range l.Words {
				l.Words[i].Size, l.Words[i].Baseline = b.Size, b.Base
			}
			return withLine(page, l, at), nil
		}
	}
	return page, nil
}

// unreadNumber returns where the number line of a head may stand that was not read,
// and the line before which it belongs; false where one was read, or nothing leads to
// it.
func unreadNumber(page pdf.Page) (place legal.Box, at int, ok bool) {
	size := printSize(page.Lines)
	for i, l := range page.Lines {
		if opensBody(l) || l.Box.Y0 > page.Height/2 {
			break
		}
		if len(l.Words) == 0 || incoming(page.Lines, i) {
			continue
		}
		if _, found := numberBlank(l, size); found {
			return legal.Box{}, 0, false
		}
		w := l.Words[0]
		box := legal.Box{X0: w.Box.X0 - loose*size, X1: w.Box.X0 + (numberWide+codesWide)*size}
		switch loc := typedCodes.FindStringIndex(w.Text); {
		case loc != nil && loc[0] == 0 && w.Text[0] == '/':
			box = legal.Box{X0: w.Box.X0 - numberWide*size, X1: w.Box.X1 + codesWide*size/2}
		case numberWord.MatchString(beforeDigits(w.Text)):
		default:
			dated := slices.ContainsFunc(dateBlanks(l, size), func(b Blank) bool { return b.Kind == DayBlank })
			if ok || !dated {
				continue
			}
			box = legal.Box{X0: 0, X1: l.Words[placeOf(l.Words)].Box.X0 - loose*size}
		}
		box.Y0, box.Y1 = w.Baseline-placeAbove*size, w.Baseline+placeBelow*size
		if n := placeOf(l.Words); n > 0 && len(dateBlanks(l, size)) > 0 {
			box.X1 = min(box.X1, l.Words[n].Box.X0-loose*size)
		}
		if !ok {
			place, at, ok = box, i, true
		}
	}
	return place, at, ok
}

// placeOf returns the index of the first word of the place in a line "Hà Nội, ngày …":
// the one behind the widest gap.
func placeOf(words []pdf.Word) int {
	at, widest := 0, 2*words[0].Size
	for i := 1; i < len(words); i++ {
		if gap := words[i].Box.X0 - words[i-1].Box.X1; gap > widest {
			at, widest = i, gap
		}
		if dayWord.MatchString(words[i].Text) {
			break
		}
	}
	return at
}

// withLine returns a page with a line put in, and without what was read in its place.
func withLine(page pdf.Page, l pdf.Line, at int) pdf.Page {
	lines := slices.Clone(page.Lines)
	for i, old := range lines {
		lines[i].Words = slices.DeleteFunc(slices.Clone(old.Words), func(w pdf.Word) bool {
			x, y := (w.Box.X0+w.Box.X1)/2, (w.Box.Y0+w.Box.Y1)/2
			return x > l.Box.X0 && x < l.Box.X1 && y > l.Box.Y0 && y < l.Box.Y1
		})
	}
	page.Lines = slices.DeleteFunc(slices.Insert(lines, at, l), func(l pdf.Line) bool { return len(l.Words) == 0 })
	return page
}

// upright is a picture of a page with the view in which it was read.
type upright struct {
	Picture
	view View
}

// level returns a part of the picture once that is level; the picture stands upright.
func (d upright) level(part image.Rectangle) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, part.Dx(), part.Dy()))
	sin, cos := math.Sincos(d.view.Skew * math.Pi / 180)
	cx, cy := float64(d.gray.Rect.Dx()-1)/2, float64(d.gray.Rect.Dy()-1)/2
	for y := range part.Dy() {
		for x := range part.Dx() {
			dx, dy := float64(part.Min.X+x)-cx, float64(part.Min.Y+y)-cy
			out.Pix[y*out.Stride+x] = between(d.gray, cx+cos*dx-sin*dy, cy+sin*dx+cos*dy)
		}
	}
	return out
}
