package main

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	_ "image/png"
	"os"
	"path/filepath"
)

const scanDPI = 150

// scan replaces every page by its grey picture, as an office scanner does: a
// PDF without any text.
func scan(pdf []byte) ([]byte, error) {
	dir, err := os.MkdirTemp("", "testdata")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if _, err := poppler("pdftoppm", pdf, "-r", fmt.Sprint(scanDPI), "-gray", "-png", "-",
		filepath.Join(dir, "page")); err != nil {
		return nil, err
	}
	paths, err := filepath.Glob(filepath.Join(dir, "page*.png"))
	if err != nil {
		return nil, err
	}
	w := newPDF()
	for _, path := range paths {
		if err := scanPage(w, path); err != nil {
			return nil, err
		}
	}
	return w.finish(), nil
}

func scanPage(w *pdfWriter, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		return err
	}
	b := img.Bounds()
	picture := w.stream(fmt.Sprintf(
		"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 2", b.Dx(), b.Dy()),
		fourGreys(img))
	const points = 72.0 / scanDPI
	width, height := float64(b.Dx())*points, float64(b.Dy())*points
	w.page(width, height, fmt.Sprintf("/XObject<</Im0 %d 0 R>>", picture),
		fmt.Appendf(nil, "q %.2f 0 0 %.2f 0 0 cm /Im0 Do Q", width, height))
	return nil
}

// fourGreys packs a picture into two bits a pixel: enough to read, and small.
func fourGreys(img image.Image) []byte {
	b := img.Bounds()
	var out []byte
	for y := b.Min.Y; y < b.Max.Y; y++ {
		row := make([]byte, (b.Dx()+3)/4)
		for x := range b.Dx() {
			r, _, _, _ := img.At(b.Min.X+x, y).RGBA()
			row[x/4] |= byte(r>>14) << (6 - 2*(x%4))
		}
		out = append(out, row...)
	}
	return out
}

// pdfWriter writes a small PDF: object 1 is the catalogue, 2 the page tree.
type pdfWriter struct {
	objects [][]byte
	pages   []int
}

func newPDF() *pdfWriter { return &pdfWriter{objects: make([][]byte, 2)} }

// object adds an object and returns its number.
func (w *pdfWriter) object(body []byte) int {
	w.objects = append(w.objects, body)
	return len(w.objects)
}

// stream adds a compressed stream and returns its number.
func (w *pdfWriter) stream(dict string, data []byte) int {
	var z bytes.Buffer
	zw := zlib.NewWriter(&z)
	zw.Write(data) // to memory: cannot fail
	zw.Close()
	return w.object(fmt.Appendf(nil, "<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", dict, z.Len(),
		z.Bytes()))
}

func (w *pdfWriter) page(width, height float64, resources string, content []byte) {
	c := w.stream("", content)
	w.pages = append(w.pages, w.object(fmt.Appendf(nil,
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Resources<<%s>>/Contents %d 0 R>>", width, height, resources,
		c)))
}

func (w *pdfWriter) finish() []byte {
	w.objects[0] = []byte("<</Type/Catalog/Pages 2 0 R>>")
	var kids bytes.Buffer
	for _, p := range w.pages {
		fmt.Fprintf(&kids, "%d 0 R ", p)
	}
	w.objects[1] = fmt.Appendf(nil, "<</Type/Pages/Count %d/Kids[%s]>>", len(w.pages), kids.Bytes())
	out := []byte("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(w.objects))
	for i, body := range w.objects {
		offsets[i] = len(out)
		out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	start := len(out)
	out = fmt.Appendf(out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		out = fmt.Appendf(out, "%010d 00000 n \n", o)
	}
	return fmt.Appendf(out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
}
