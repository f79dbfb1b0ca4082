package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// drawn returns a picture of coloured dots in which no two lines or columns look alike.
func drawn(w, h int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			out.SetRGBA(x, y, color.RGBA{uint8(x * 7), uint8(y * 5), uint8(x*y + x), 255})
		}
	}
	return out
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type byteOrder interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// field is an entry of a directory: shorts, longs, two longs for a ratio, or bytes.
type field struct {
	tag, typ int
	values   []int
}

// tiffOf returns a TIFF of directories; pieces are the strips of each, laid behind.
func tiffOf(order byteOrder, pages [][]field, pieces [][][]byte) []byte {
	b := []byte("II*\x00\x00\x00\x00\x00")
	if order.String() == binary.BigEndian.String() {
		b = []byte("MM\x00*\x00\x00\x00\x00")
	}
	link := 4
	for i, fields := range pages {
		offsets, lengths := field{tagStrips, 4, nil}, field{tagStripBytes, 4, nil}
		for _, p := range pieces[i] {
			offsets.values, lengths.values = append(offsets.values, len(b)), append(lengths.values, len(p))
			b = append(b, p...)
		}
		b, link = appendDirectory(b, order, link, insert(fields, offsets, lengths))
	}
	return b
}

func insert(fields []field, more ...field) []field {
	out := append([]field(nil), fields...)
	for _, m := range more {
		i := 0
		for i < len(out) && out[i].tag < m.tag {
			i++
		}
		out = append(out[:i], append([]field{m}, out[i:]...)...)
	}
	return out
}

// appendDirectory writes a directory to which link leads; it returns where the link to
// the next one stands.
func appendDirectory(b []byte, order byteOrder, link int, fields []field) ([]byte, int) {
	var entries []byte
	for _, f := range fields {
		var data []byte
		for _, v := range f.values {
			switch f.typ {
			case 3:
				data = order.AppendUint16(data, uint16(v))
			case 4, 5:
				data = order.AppendUint32(data, uint32(v))
			default:
				data = append(data, byte(v))
			}
		}
		n := len(f.values)
		if f.typ == 5 {
			n /= 2
		}
		entries = order.AppendUint16(entries, uint16(f.tag))
		entries = order.AppendUint16(entries, uint16(f.typ))
		entries = order.AppendUint32(entries, uint32(n))
		if len(data) > 4 {
			entries = order.AppendUint32(entries, uint32(len(b)))
			b = append(b, data...)
			continue
		}
		entries = append(entries, append(data, 0, 0, 0, 0)[:4]...)
	}
	order.PutUint32(b[link:], uint32(len(b)))
	b = order.AppendUint16(b, uint16(len(fields)))
	b = append(b, entries...)
	return order.AppendUint32(b, 0), len(b)
}

// greyTIFF returns a TIFF of eight-bit grey pages, 200 dots per inch.
func greyTIFF(order byteOrder, turn int, pages ...*image.Gray) []byte {
	var all [][]field
	var pieces [][][]byte
	for _, p := range pages {
		all = append(all, []field{
			{tagWidth, 3, []int{p.Rect.Dx()}}, {tagHeight, 3, []int{p.Rect.Dy()}}, {258, 3, []int{8}},
			{tagCompression, 3, []int{1}}, {tagPhotometric, 3, []int{1}}, {tagOrientation, 3, []int{turn}}, {277, 3, []int{1}},
			{tagRows, 3, []int{p.Rect.Dy()}}, {tagAcross, 5, []int{200, 1}}, {tagDown, 5, []int{200, 1}}, {tagUnit, 3, []int{2}},
		})
		pieces = append(pieces, [][]byte{p.Pix})
	}
	return tiffOf(order, all, pieces)
}

func grey(w, h, by int) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, w, h))
	for i := range out.Pix {
		out.Pix[i] = uint8(i%w*by + i/w*3)
	}
	return out
}

// laid writes a file into a folder of the test.
func laid(t testing.TB, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// withChunk puts a chunk behind the header of a PNG; nothing checks its sum.
func withChunk(b []byte, name string, data []byte) []byte {
	const header = 8 + 12 + 13
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	chunk = append(append(chunk, name...), data...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc(chunk[4:]))
	return append(append(append([]byte(nil), b[:header]...), chunk...), b[header:]...)
}
