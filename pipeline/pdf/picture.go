package pdf

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"strconv"
	"time"
)

// pictureLimits bound the drawing of one page; honest ones take a second or two.
var pictureLimits = ProgramLimits{Wall: 60 * time.Second, CPU: 30 * time.Second, Memory: 2 << 30, Output: 128 << 20}

// Picture draws a page (from 1) with poppler's pdftoppm, at so many dots per inch,
// as it is shown: after Rotate and CropBox, stamps included. A pixel is 72/dpi
// points wide. Errors are those of [Program.Run].
func Picture(ctx context.Context, path string, page int, dpi float64) (*image.RGBA, error) {
	path, err := argument(path)
	if err != nil {
		return nil, err
	}
	number := strconv.Itoa(page)
	out, err := Program{
		Name:   "pdftoppm",
		Args:   []string{"-r", strconv.FormatFloat(dpi, 'f', -1, 64), "-cropbox", "-f", number, "-l", number, path},
		Limits: pictureLimits,
	}.Run(ctx)
	if err != nil {
		return nil, fmt.Errorf("draw page %d: %w", page, err)
	}
	picture, err := parsePPM(out)
	if err != nil {
		return nil, fmt.Errorf("draw page %d: %w", page, err)
	}
	return picture, nil
}

// parsePPM reads a picture in Netpbm's raw form: "P6", width, height, 255 and
// three bytes a pixel.
func parsePPM(data []byte) (*image.RGBA, error) {
	var width, height, most int
	head := data[:min(len(data), 64)]
	if _, err := fmt.Fscanf(bytes.NewReader(head), "P6\n%d %d\n%d\n", &width, &height, &most); err != nil ||
		most != 255 {
		return nil, fmt.Errorf("%w: no picture", ErrDamaged)
	}
	const leastHead = len("P6\n1 1\n255\n")
	if width <= 0 || height <= 0 || width > len(data) || height > (len(data)-leastHead)/(3*width) {
		return nil, fmt.Errorf("%w: picture of %d × %d is cut short", ErrDamaged, width, height)
	}
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	rgb := data[len(data)-3*width*height:]
	for i := range width * height {
		copy(out.Pix[4*i:], rgb[3*i:3*i+3])
		out.Pix[4*i+3] = 255
	}
	return out, nil
}
