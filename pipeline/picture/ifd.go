package picture

import (
	"encoding/binary"
	"errors"
	"io"
)

// Tags of a directory (TIFF 6.0).
const (
	tagSubfile     = 254
	tagWidth       = 256
	tagHeight      = 257
	tagCompression = 259
	tagPhotometric = 262
	tagStrips      = 273
	tagOrientation = 274
	tagRows        = 278 // of a strip
	tagStripBytes  = 279
	tagAcross      = 282
	tagDown        = 283
	tagUnit        = 296
	tagTileWidth   = 322
	tagTileHeight  = 323
	tagTiles       = 324
	tagTileBytes   = 325
	tagTables      = 347
)

// directory is an image file directory: what a TIFF says of one picture, or Exif of
// its own.
type directory struct {
	r      io.ReaderAt
	order  binary.ByteOrder
	fields map[int][12]byte
	next   int64 // where the next one stands, 0 for none
}

var errDirectory = errors.New("directory cannot be read")

// readHeader reads the head of a TIFF: its byte order and where the first directory is.
func readHeader(r io.ReaderAt) (binary.ByteOrder, int64, error) {
	var b [8]byte
	if _, err := r.ReadAt(b[:], 0); err != nil || !isTIFF(b[:]) {
		return nil, 0, errDirectory
	}
	var order binary.ByteOrder = binary.LittleEndian
	if b[0] == 'M' {
		order = binary.BigEndian
	}
	return order, int64(order.Uint32(b[4:])), nil
}

func readDirectory(r io.ReaderAt, order binary.ByteOrder, at int64) (directory, error) {
	d := directory{r: r, order: order, fields: map[int][12]byte{}}
	var count [2]byte
	if _, err := r.ReadAt(count[:], at); err != nil {
		return d, errDirectory
	}
	n := int64(order.Uint16(count[:]))
	b := make([]byte, 12*n+4)
	if k, _ := r.ReadAt(b, at+2); int64(k) < 12*n { // Exif may end without a next one
		return d, errDirectory
	}
	for i := range n {
		f := [12]byte(b[12*i:])
		d.fields[int(order.Uint16(f[:]))] = f
	}
	d.next = int64(order.Uint32(b[12*n:]))
	return d, nil
}

// sizes of the types of values that are read here: bytes, short, long, rational, undefined.
var sizes = map[uint16]int64{1: 1, 3: 2, 4: 4, 5: 8, 7: 1}

// bytes returns the values of a field as they are stored, at most so many bytes; nil
// where it is not there or cannot be read.
func (d directory) bytes(tag int, most int64) (typ uint16, b []byte) {
	f, ok := d.fields[tag]
	if !ok {
		return 0, nil
	}
	typ = d.order.Uint16(f[2:])
	n := int64(d.order.Uint32(f[4:])) * sizes[typ]
	switch {
	case n <= 0 || n > most:
		return typ, nil
	case n <= 4:
		return typ, f[8 : 8+n]
	}
	b = make([]byte, n)
	if _, err := d.r.ReadAt(b, int64(d.order.Uint32(f[8:]))); err != nil {
		return typ, nil
	}
	return typ, b
}

// most is the most bytes of the values of a field: strips of a line each.
const most = 4 << 20

// numbers returns the whole numbers of a field.
func (d directory) numbers(tag int) []int {
	typ, b := d.bytes(tag, most)
	var out []int
	for k := sizes[typ]; int64(len(b)) >= k && k > 0; b = b[k:] {
		switch typ {
		case 3:
			out = append(out, int(d.order.Uint16(b)))
		case 4:
			out = append(out, int(d.order.Uint32(b)))
		default:
			out = append(out, int(b[0]))
		}
	}
	return out
}

// number returns the first number of a field, or without one another.
func (d directory) number(tag, without int) int {
	if all := d.numbers(tag); len(all) > 0 {
		return all[0]
	}
	return without
}

// resolution returns the dots per inch, 0 where they are not told.
func (d directory) resolution() (across, down float64) {
	inch := 1.0
	switch d.number(tagUnit, 2) {
	case 2:
	case 3: // of a centimetre
		inch = 2.54
	default:
		return 0, 0
	}
	return inch * d.ratio(tagAcross), inch * d.ratio(tagDown)
}

func (d directory) ratio(tag int) float64 {
	typ, b := d.bytes(tag, 8)
	if typ != 5 || len(b) < 8 || d.order.Uint32(b[4:]) == 0 {
		return 0
	}
	return float64(d.order.Uint32(b)) / float64(d.order.Uint32(b[4:]))
}

func (d directory) orientation() orientation { return orientation(d.number(tagOrientation, 1)) }
