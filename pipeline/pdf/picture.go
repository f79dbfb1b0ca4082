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

// Picture draws a page (from 1) in grey with poppler's pdftoppm, at so many dots
// per inch, as it is shown: after Rotate and CropBox, stamps included. A pixel is
// 72/dpi points wide. Errors are those of [Program.Run].
func Picture(ctx context.Context, path string, page int, dpi float64) (*image.Gray, error) {
	path, err := argument(path)
	if err != nil {
		return nil, err
	}
	number := strconv.Itoa(page)
	out, err := Program{
		Name:   "pdftoppm",
		Args:   []string{"-r", strconv.FormatFloat(dpi, 'f', -1, 64), "-gray", "-cropbox", "-f", number, "-l", number, path},
		Limits: pictureLimits,
	}.Run(ctx)
	if err != nil {
		return nil, fmt.Errorf("draw page %d: %w", page, err)
	}
	picture, err := parsePGM(out)
	if err != nil {
		return nil, fmt.Errorf("draw page %d: %w", page, err)
	}
	return picture, nil
}

// parsePGM reads a grey picture in Netpbm's raw form: "P5", width, height, 255 and
// the bytes.
func parsePGM(data []byte) (*image.Gray, error) {
	var width, height, most int
	head := data[:min(len(data), 64)]
	if _, err := fmt.Fscanf(bytes.NewReader(head), "P5\n%d %d\n%d\n", &width, &height, &most); err != nil || most != 255 {
		return nil, fmt.Errorf("%w: no picture", ErrDamaged)
	}
	if width <= 0 || height <= 0 || width > len(data) || height > len(data)/width {
		return nil, fmt.Errorf("%w: picture of %d × %d is cut short", ErrDamaged, width, height)
	}
	return &image.Gray{Pix: data[len(data)-width*height:], Stride: width, Rect: image.Rect(0, 0, width, height)}, nil
}
