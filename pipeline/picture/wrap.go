package picture

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/tiff"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// xobject is a picture as an image XObject has it (PDF 32000-1, 8.9.5), of eight bits a
// colour.
type xobject struct {
	width, height int
	colours       string // name of the colour space
	inverted      bool
	filter        string
	data          []byte
}

// dots is a decoded picture.
type dots = image.Image

// maxDecoded bounds the bytes of a picture that is decoded in this process: A3 in
// colour at 600 dots per inch. Of what there is, none takes more than four a dot, but
// for colours of sixteen bits.
const maxDecoded = 300 << 20

// decoded decodes a picture, unless it is too large for that; a fault of the decoder is
// one of the picture.
func decoded(s sheet, decode func() (dots, error)) (out dots, err error) {
	if s.width > maxDecoded/4/s.height {
		return nil, fmt.Errorf("%w: a picture of %d × %d dots", pdf.ErrMemoryLimit, s.width, s.height)
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", pdf.ErrDamaged, p)
		}
	}()
	out, err = decode()
	var unknown tiff.UnsupportedError
	switch {
	case errors.As(err, &unknown):
		return nil, fmt.Errorf("%w: %w", pdf.ErrUnknownKind, err)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", pdf.ErrDamaged, err)
	}
	if got := out.Bounds(); got.Dx() != s.width || got.Dy() != s.height {
		return nil, fmt.Errorf("%w: a picture of another size than it says", pdf.ErrDamaged)
	}
	return out, nil
}

// band is how many lines are turned to RGB at a time.
const band = 64

// plain returns decoded dots as they look on white paper.
func plain(d dots) (xobject, error) {
	b := d.Bounds()
	out := xobject{width: b.Dx(), height: b.Dy(), colours: "DeviceRGB", filter: "FlateDecode"}
	var packed bytes.Buffer
	w, err := zlib.NewWriterLevel(&packed, zlib.BestSpeed)
	if err != nil {
		return out, err
	}
	lines := image.NewRGBA(image.Rect(0, 0, b.Dx(), band))
	row := make([]byte, 3*b.Dx())
	for y := 0; y < b.Dy(); y += band {
		draw.Draw(lines, lines.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
		draw.Draw(lines, lines.Rect, d, b.Min.Add(image.Pt(0, y)), draw.Over)
		for k := range min(band, b.Dy()-y) {
			for x, from := 0, lines.Pix[k*lines.Stride:]; x < b.Dx(); x++ {
				copy(row[3*x:3*x+3], from[4*x:])
			}
			if _, err := w.Write(row); err != nil {
				return out, err
			}
		}
	}
	err = w.Close()
	out.data = packed.Bytes()
	return out, err
}

// pdf returns a PDF of one page that the picture fills.
func (s sheet) pdf() ([]byte, error) {
	m, err := s.encoded()
	if err != nil {
		return nil, err
	}
	// A page is drawn with as many dots as it begins: one that is a hair too wide has one more.
	const hair = 1e-4
	w, h := s.size()
	w, h = w-hair, h-hair
	at := s.turn.holds(w, h)
	content := fmt.Sprintf("%f %f %f %f %f %f cm /P Do", at[0], at[1], at[2], at[3], at[4], at[5])
	decode := ""
	if m.inverted {
		decode = "/Decode[1 0 1 0 1 0 1 0]"
	}
	return written(
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %f %f]/Resources<</XObject<</P 5 0 R>>>>/Contents 4 0 R>>", w, h),
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content),
		fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/%s%s/Filter/%s"+
			"/Length %d>>stream\n%s\nendstream", m.width, m.height, m.colours, decode, m.filter, len(m.data), m.data),
	), nil
}

// written writes a PDF of these objects, the first of which is its catalogue.
func written(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var table bytes.Buffer
	fmt.Fprintf(&table, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	b.Write(table.Bytes())
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}
