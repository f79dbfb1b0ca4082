package ocr

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"io"
	"regexp"
	"strconv"
	"time"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// readLimits bound one call of Tesseract: a full page takes one or two seconds and
// 150 MB; a picture of nothing but specks can take a minute.
var readLimits = pdf.ProgramLimits{Wall: 180 * time.Second, CPU: 60 * time.Second, Memory: 1 << 30, Output: 16 << 20}

func tesseract(ctx context.Context, gray *image.Gray, args ...string) (string, error) {
	picture := bmp(gray)
	name, stdin := "stdin", io.Reader(bytes.NewReader(picture))
	if f, err := memoryFile(picture); err == nil { // what comes through a pipe it takes in byte by byte
		defer f.Close()
		name, stdin = "/dev/stdin", f
	}
	out, err := pdf.Program{
		Name:   "tesseract",
		Args:   append([]string{name, "stdout"}, args...),
		Stdin:  stdin,
		Limits: readLimits,
	}.Run(ctx)
	return string(out), err
}

// bmp returns a picture as a Windows bitmap of greys, which Tesseract's library takes in
// by the line; forms that are simpler still it takes in dot by dot.
func bmp(gray *image.Gray) []byte {
	const fileHead, infoHead, palette = 14, 40, 4 * 256
	width, height := gray.Rect.Dx(), gray.Rect.Dy()
	stride := (width + 3) &^ 3
	out := make([]byte, fileHead+infoHead+palette+stride*height)
	copy(out, "BM")
	le := binary.LittleEndian
	le.PutUint32(out[2:], uint32(len(out)))
	le.PutUint32(out[10:], fileHead+infoHead+palette)
	info := out[fileHead:]
	le.PutUint32(info, infoHead)
	le.PutUint32(info[4:], uint32(width))
	le.PutUint32(info[8:], uint32(height))
	le.PutUint16(info[12:], 1) // plane
	le.PutUint16(info[14:], 8) // bits a dot
	le.PutUint32(info[20:], uint32(stride*height))
	le.PutUint32(info[32:], 256) // greys
	for i := range 256 {
		copy(info[infoHead+4*i:], []byte{byte(i), byte(i), byte(i)})
	}
	dots := info[infoHead+palette:]
	for y := range height { // from below
		copy(dots[(height-1-y)*stride:], gray.Pix[y*gray.Stride:][:width])
	}
	return out
}

// How Tesseract is to take a picture apart.
const (
	wholePage = "3"
	oneBlock  = "6" // lines below each other
)

var perInch = strconv.Itoa(resolution)

// reading are the arguments for reading the words of a picture.
func reading(segmentation string) []string {
	return []string{"--dpi", perInch, "-l", "vie", "--oem", "1", "--psm", segmentation, "tsv"}
}

var rotate = regexp.MustCompile(`Rotate: (90|180|270)\n`)

// quartersTo returns by how many quarters, clockwise, a picture must be turned to
// stand upright; 0 where Tesseract cannot tell, for want of text or of its model.
func quartersTo(ctx context.Context, gray *image.Gray) (int, error) {
	out, err := tesseract(ctx, gray, "--dpi", perInch, "-l", "osd", "--psm", "0")
	switch m := rotate.FindStringSubmatch(out); {
	case ctx.Err() != nil:
		return 0, ctx.Err()
	case err != nil || m == nil:
		return 0, nil
	default:
		degrees, _ := strconv.Atoi(m[1])
		return degrees / 90, nil
	}
}

// Check tells what keeps pages from being read: an error that wraps
// [pdf.ErrMissing] where a program or its Vietnamese model is not installed.
func Check(ctx context.Context) error {
	_, err := languages(ctx)
	return err
}
