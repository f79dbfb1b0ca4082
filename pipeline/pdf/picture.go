package pdf

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"io"
	"math"
	"strconv"
	"time"
)

// pictureLimits bound the drawing of one page; honest ones take a second or two.
var pictureLimits = ProgramLimits{Wall: 60 * time.Second, CPU: 30 * time.Second, Memory: 2 << 30, Output: 128 << 20}

// RGB is a picture of three bytes a dot, line by line.
type RGB struct {
	Width, Height int
	Pix           []byte
}

// MaxDots bounds the dots of a picture: those of an A2 page at 200 dots per inch.
const MaxDots = 3300 * 4700

// FittingDPI returns the resolution, at most dpi and at least 1, at which a page of a size
// in points is drawn with at most MaxDots.
func FittingDPI(width, height, dpi float64) float64 {
	dots := width * height * dpi * dpi / (72 * 72)
	if dots <= MaxDots {
		return dpi
	}
	return max(1, math.Floor(dpi*math.Sqrt(MaxDots/dots)))
}

// Picture draws a page (from 1) with poppler's pdftoppm, at so many dots per inch,
// as it is shown: after Rotate and CropBox, stamps included. A pixel is 72/dpi
// points wide. Errors are those of [Program.Run].
func Picture(ctx context.Context, path string, page int, dpi float64) (RGB, error) {
	path, err := argument(path)
	if err != nil {
		return RGB{}, err
	}
	return draw(ctx, path, nil, page, dpi)
}

// PictureOf draws the first page of a PDF that is in memory, as [Picture] does.
func PictureOf(ctx context.Context, data []byte, dpi float64) (RGB, error) {
	return draw(ctx, "-", bytes.NewReader(data), 1, dpi)
}

func draw(ctx context.Context, path string, stdin io.Reader, page int, dpi float64) (RGB, error) {
	number := strconv.Itoa(page)
	out, err := Program{
		Name:   "pdftoppm",
		Args:   []string{"-r", strconv.FormatFloat(dpi, 'f', -1, 64), "-cropbox", "-f", number, "-l", number, path},
		Stdin:  stdin,
		Room:   min(int(3.1*usualPage*dpi*dpi), mostRoom),
		Limits: pictureLimits,
	}.Run(ctx)
	if err != nil {
		return RGB{}, fmt.Errorf("draw page %d: %w", page, err)
	}
	picture, err := parsePPM(out)
	if err != nil {
		return RGB{}, fmt.Errorf("draw page %d: %w", page, err)
	}
	return picture, nil
}

const (
	usualPage = 8.27 * 11.69 // square inches of A4
	mostRoom  = 16 << 20
)

// RGBA returns the picture as package image has it.
func (p RGB) RGBA() *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, p.Width, p.Height))
	for i := range p.Width * p.Height {
		copy(out.Pix[4*i:], p.Pix[3*i:3*i+3])
		out.Pix[4*i+3] = 255
	}
	return out
}

// parsePPM reads a picture in Netpbm's raw form: "P6", width, height, 255 and
// three bytes a pixel.
func parsePPM(data []byte) (RGB, error) {
	var width, height, most int
	head := data[:min(len(data), 64)]
	if _, err := fmt.Fscanf(bytes.NewReader(head), "P6\n%d %d\n%d\n", &width, &height, &most); err != nil ||
		most != 255 {
		return RGB{}, fmt.Errorf("%w: no picture", ErrDamaged)
	}
	const leastHead = len("P6\n1 1\n255\n")
	if width <= 0 || height <= 0 || width > len(data) || height > (len(data)-leastHead)/(3*width) {
		return RGB{}, fmt.Errorf("%w: picture of %d × %d is cut short", ErrDamaged, width, height)
	}
	return RGB{width, height, data[len(data)-3*width*height:]}, nil
}
