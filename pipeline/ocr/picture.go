package ocr

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"

	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/picture"
)

// Request names a page to be read.
type Request struct {
	Path string // of the PDF, or of pictures
	Page int    // from 1
	// Width and Height of the page in points, 0 where they are unknown; a very
	// large page is drawn with fewer dots.
	Width, Height float64
}

// resolution in dots per inch: Tesseract reads no better at 300.
const resolution = 200

// dpi returns the resolution at which the page is drawn.
func (r Request) dpi() float64 { return pdf.FittingDPI(r.Width, r.Height, resolution) }

// Picture is a page as drawn, in grey and without its seals.
type Picture struct {
	gray *image.Gray
	dpi  float64
}

// Draw draws a page. Errors are those of [picture.Draw].
func Draw(ctx context.Context, r Request) (Picture, error) {
	dpi := r.dpi()
	drawn, err := picture.Draw(ctx, r.Path, r.Page, dpi)
	if err != nil {
		return Picture{}, err
	}
	return Picture{withoutSeals(drawn), dpi}, nil
}

// reddish is by how much red outdoes the other colours of a dot that belongs to a
// seal or a stamp. Blue is left: pages of the web print links in it.
const reddish = 60

// withoutSeals returns a picture in grey in which red fades, so that seals do not
// hide the words below them.
func withoutSeals(drawn pdf.RGB) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, drawn.Width, drawn.Height))
	rgb := drawn.Pix
	for i := range out.Pix {
		r, g, b := rgb[3*i], rgb[3*i+1], rgb[3*i+2]
		switch {
		case r == g && g == b, int(r)-int(max(g, b)) > reddish:
			out.Pix[i] = r
		default:
			out.Pix[i] = uint8((299*int(r) + 587*int(g) + 114*int(b)) / 1000)
		}
	}
	return out
}

// method changes whenever a picture would be read in another way.
const method = "3: tesseract vie, psm 3; level, no red, tables unrolled; lines with numbers twice; digits by hand"

// Key names what the page shows and how it is read: pages with equal keys read
// alike, in whatever file they are.
func (p Picture) Key() string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%v %g\n", method, p.gray.Rect, p.dpi)
	h.Write(p.gray.Pix)
	return hex.EncodeToString(h.Sum(nil))
}
