package ocr

import (
	"encoding/binary"
	"image"
	"testing"
)

func TestBMP(t *testing.T) {
	gray := image.NewGray(image.Rect(0, 0, 3, 2))
	copy(gray.Pix, []byte{1, 2, 3, 4, 5, 6})
	b := bmp(gray)
	if string(b[:2]) != "BM" || binary.LittleEndian.Uint32(b[2:]) != uint32(len(b)) {
		t.Fatalf("%d bytes beginning with %q", len(b), b[:6])
	}
	dots := b[binary.LittleEndian.Uint32(b[10:]):]
	if want := "\x04\x05\x06\x00\x01\x02\x03\x00"; string(dots) != want {
		t.Errorf("the dots are %q, want %q", dots, want)
	}
}
