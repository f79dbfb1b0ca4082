package ocr

import (
	"context"
	"fmt"
	"image"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Page is a page as it was read.
type Page struct {
	// Page holds the words, with their doubts, where they stand on the page once it
	// is upright and level; its width and height are those of that page.
	pdf.Page
	View   View    // leads back to the page as drawn
	Blanks []Blank // of its head; none in pages read before there was a reader of handwriting
}

// poor is a confidence below which a page may stand on its head; the worst upright
// scans are read with .85.
const poor = .6

// Read reads a picture. A picture of nothing gives a page without lines. Errors are
// those of [pdf.Program.Run].
func (r *Reader) Read(ctx context.Context, p Picture) (Page, error) {
	v := View{Width: p.points(p.gray.Rect.Dx()), Height: p.points(p.gray.Rect.Dy())}
	edges := lowerEdges(p.gray)
	if isBlank(edges) {
		return Page{Page: pdf.Page{Width: v.Width, Height: v.Height}, View: v}, nil
	}
	rows, skew, err := r.readLevel(ctx, p.gray, edges)
	if err != nil {
		return Page{}, fmt.Errorf("read page: %w", err)
	}
	v.Skew = skew
	if confidence(rows) < poor {
		if rows, v, err = r.readTurned(ctx, p.gray, rows, v); err != nil {
			return Page{}, fmt.Errorf("read page: %w", err)
		}
	}
	if rows, err = r.secondLook(ctx, quarters(p.gray, v.Quarters), v.Skew, rows); err != nil {
		return Page{}, fmt.Errorf("read page: %w", err)
	}
	upright := upright{Picture{quarters(p.gray, v.Quarters), p.dpi}, v}
	page, blanks, err := upright.readBlanks(ctx, r, p.page(rows, v))
	if err != nil {
		return Page{}, fmt.Errorf("read page: %w", err)
	}
	return Page{page, v, blanks}, nil
}

func (p Picture) points(dots int) float64 { return float64(dots) * 72 / p.dpi }

// readLevel reads a picture with these lower edges after levelling it and unrolling its
// tables.
func (r *Reader) readLevel(ctx context.Context, gray *image.Gray, edges []image.Point) (rows []row, skew float64, err error) {
	skew = skewOf(edges)
	picture, strips := unrolled(rotated(gray, skew))
	rows, err = r.recognize(ctx, picture, wholePage)
	return rolledBack(rows, strips), skew, err
}

// readTurned reads a picture again if it does not stand upright, and keeps the
// better reading.
func (r *Reader) readTurned(ctx context.Context, gray *image.Gray, rows []row, v View) ([]row, View, error) {
	n, err := quartersTo(ctx, gray)
	if n == 0 || err != nil {
		return rows, v, err
	}
	turned := quarters(gray, n)
	better, skew, err := r.readLevel(ctx, turned, lowerEdges(turned))
	if err != nil || confidence(better) <= confidence(rows) {
		return rows, v, err
	}
	v.Quarters, v.Skew = n, skew
	return better, v, nil
}

// confidence returns the mean confidence of the letters, 0 for none.
func confidence(rows []row) float64 {
	sum, letters := 0.0, 0
	for _, r := range rows {
		for _, t := range r {
			sum += t.confidence * float64(len(t.text))
			letters += len(t.text)
		}
	}
	return sum / float64(max(1, letters))
}
