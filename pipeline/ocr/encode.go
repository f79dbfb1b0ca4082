package ocr

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/danchieu/danchieu/pipeline/ocr/hand"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// A reading is kept as a byte that names the form, and zlib over its fields in their
// order: whole numbers as signed varints, texts and lists after their length, and
// floats as they are, save those that are whole dots or parts of a percent, which most
// are. Equal pages have equal bytes, whatever process encodes them, and come back as
// they were to the last bit.
const encoded = 1

// mostReading is how long what is unpacked may be, in bytes: many times a full page.
const mostReading = 16 << 20

// ErrReading says that bytes are no reading of a page.
var ErrReading = errors.New("not a reading of a page")

// Encode packs a page as it was read.
func Encode(p Page) []byte {
	c := coder{out: []byte{}}
	c.page(&p)
	var b bytes.Buffer
	b.WriteByte(encoded)
	z := zlib.NewWriter(&b)
	z.Write(c.out) // a bytes.Buffer takes all
	z.Close()
	return b.Bytes()
}

// Decode unpacks what [Encode] packed. The error wraps [ErrReading].
func Decode(reading []byte) (Page, error) {
	raw, err := unpacked(reading)
	var p Page
	if err == nil {
		p, err = decodeRaw(raw)
	}
	if err != nil {
		return Page{}, fmt.Errorf("%w: %w", ErrReading, err)
	}
	return p, nil
}

func decodeRaw(raw []byte) (p Page, err error) {
	c := coder{in: bytes.NewReader(raw)}
	if c.page(&p); c.err != nil {
		return Page{}, c.err
	}
	again := coder{out: make([]byte, 0, len(raw))}
	if again.page(&p); !bytes.Equal(again.out, raw) {
		return Page{}, errors.New("not as we write it")
	}
	return p, nil
}

func unpacked(reading []byte) ([]byte, error) {
	if len(reading) == 0 || reading[0] != encoded {
		return nil, errors.New("in another form")
	}
	z, err := zlib.NewReader(bytes.NewReader(reading[1:]))
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(z, mostReading+1))
	if err == nil && len(raw) > mostReading {
		err = errors.New("too long")
	}
	return raw, err
}

// coder walks through a page, and writes its fields or, where there is something to
// read from, reads them.
type coder struct {
	out  []byte
	in   *bytes.Reader // nil to write
	err  error         // the first of reading
	last pdf.Word      // from which the next one is told
}

func (c *coder) page(p *Page) {
	c.floats(&p.Width, &p.Height, &p.Covered, &p.View.Width, &p.View.Height, &p.View.Skew)
	c.ints(&p.Letters, &p.Visible, &p.Hidden, &p.Unreadable, &p.Pictures, &p.Paths, &p.Curves, &p.View.Quarters)
	c.texts(&p.FileTitle, &p.Err)
	list(c, &p.Recoded, func(s *string) { c.texts(s) })
	list(c, &p.Lines, c.line)
	list(c, &p.Blanks, c.blank)
}

func (c *coder) line(l *pdf.Line) {
	c.floats(&l.Box.X0, &l.Box.Y0, &l.Box.X1, &l.Box.Y1)
	list(c, &l.Words, c.word)
}

func (c *coder) word(w *pdf.Word) {
	c.texts(&w.Text, &w.Other)
	c.floats(&w.Box.X0, &w.Box.Y0, &w.Box.X1, &w.Box.Y1, &w.Doubt)
	c.bools(&w.Bold, &w.Italic, &w.Stamp, &w.Mark, &w.Glued)
	as := w.Font == c.last.Font && same(w.Baseline, c.last.Baseline) && same(w.Size, c.last.Size) && same(w.Angle, c.last.Angle)
	if c.bools(&as); as {
		w.Font, w.Baseline, w.Size, w.Angle = c.last.Font, c.last.Baseline, c.last.Size, c.last.Angle
	} else {
		c.texts(&w.Font)
		c.floats(&w.Baseline, &w.Size, &w.Angle)
	}
	c.last = *w
}

func (c *coder) blank(b *Blank) {
	kind := int(b.Kind)
	c.ints(&kind, &b.Line, &b.First, &b.From, &b.To)
	b.Kind = BlankKind(kind)
	c.texts(&b.Before, &b.After)
	c.floats(&b.Box.X0, &b.Box.Y0, &b.Box.X1, &b.Box.Y1, &b.Base, &b.Size)
	list(c, &b.Readings, func(d *hand.Digits) {
		c.texts(&d.Digits)
		c.floats(&d.Confidence, &d.Firm)
	})
}

// list walks through a list; an empty one and none are the same. What is read grows with
// what is there to be read, whatever length is told.
func list[T any](c *coder, items *[]T, each func(*T)) {
	n := len(*items)
	c.ints(&n)
	if c.in == nil {
		for i := range *items {
			each(&(*items)[i])
		}
		return
	}
	*items = nil
	if n < 0 || n > c.in.Len() { // each takes a byte at least
		c.fail(io.ErrUnexpectedEOF)
	}
	for range n {
		if c.err != nil {
			return
		}
		var item T
		each(&item)
		*items = append(*items, item)
	}
}

func (c *coder) ints(ns ...*int) {
	for _, n := range ns {
		if c.in == nil {
			c.out = binary.AppendVarint(c.out, int64(*n))
			continue
		}
		v, err := binary.ReadVarint(c.in)
		c.fail(err)
		*n = int(v)
	}
}

// bools takes them as the bits of one number.
func (c *coder) bools(bs ...*bool) {
	bits := 0
	for i, b := range bs {
		if *b {
			bits |= 1 << i
		}
	}
	c.ints(&bits)
	for i, b := range bs {
		*b = bits>>i&1 == 1
	}
}

func (c *coder) texts(ss ...*string) {
	for _, s := range ss {
		b := []byte(*s)
		list(c, &b, c.byte)
		*s = string(b)
	}
}

func (c *coder) byte(b *byte) {
	if c.in == nil {
		c.out = append(c.out, *b)
		return
	}
	v, err := c.in.ReadByte()
	c.fail(err)
	*b = v
}

func (c *coder) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

func same(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }

// How a float is told: by its bits, or by a whole number.
const (
	byBits = iota
	byDots
	byPercent
)

// worked returns the float that a whole number stands for.
func worked(way, n int) float64 {
	if way == byDots {
		return float64(n) * 72 / resolution
	}
	return 1 - float64(n)/1e6/100 // the doubt of a confidence that Tesseract tells in percent
}

// wayOf returns how a float is told, the first way that gives its every bit.
func wayOf(v float64) (way, n int) {
	const most = 1 << 40
	if n := math.Round(v * resolution / 72); math.Abs(n) < most && same(worked(byDots, int(n)), v) {
		return byDots, int(n)
	}
	if n := math.Round((1 - v) * 1e8); math.Abs(n) < most && same(worked(byPercent, int(n)), v) {
		return byPercent, int(n)
	}
	return byBits, 0
}

func (c *coder) floats(vs ...*float64) {
	for _, v := range vs {
		way, n := wayOf(*v)
		if c.ints(&way); way == byBits {
			c.bits(v)
			continue
		}
		if c.ints(&n); c.in != nil {
			*v = worked(way, n)
		}
	}
}

func (c *coder) bits(v *float64) {
	if c.in == nil {
		c.out = binary.LittleEndian.AppendUint64(c.out, math.Float64bits(*v))
		return
	}
	var b [8]byte
	_, err := io.ReadFull(c.in, b[:])
	c.fail(err)
	*v = math.Float64frombits(binary.LittleEndian.Uint64(b[:]))
}
