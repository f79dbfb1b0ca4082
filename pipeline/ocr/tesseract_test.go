package ocr

import (
	"encoding/binary"
	"image"
	"io"
	"testing"
)

func TestBMP(t *testing.T) {
	gray := image.NewGray(image.Rect(0, 0, 3, 2))
	copy(gray.Pix, []byte{1, 2, 3, 4, 5, 6})
	b, err := io.ReadAll(bmp(gray))
	if err != nil || string(b[:2]) != "BM" || binary.LittleEndian.Uint32(b[2:]) != uint32(len(b)) {
		t.Fatalf("%v, %d bytes", err, len(b))
	}
	dots := b[binary.LittleEndian.Uint32(b[10:]):]
	if want := "\x04\x05\x06\x00\x01\x02\x03\x00"; string(dots) != want {
		t.Errorf("the dots are %q, want %q", dots, want)
	}
}
