package catalog

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// The layout of a text is stored as zlib over a row of numbers, unsigned and
// signed varints as package binary writes them:
//
//	layout = version, count, block …, count, word …
//	block  = start, length, zone (index into zones), anchor
//	word   = start, length, page, x0, y0, width, height, confidence
//
// Where the file has no pages, version is 2 and what follows is the paragraph of every
// word, counted from that of the word before.
//
// Starts count from the end of the block or word before, pages from the page
// before, x0 from the right edge and y0 from the top of the word before. Points
// are kept to the hundredth, confidence to the thousandth.
const (
	layoutVersion = 1
	inParagraphs  = 2 // the version with paragraphs
	perPoint      = 100
	perOne        = 1000
)

var zones = []legal.Zone{legal.ZoneHead, legal.ZoneTitle, legal.ZoneBody, legal.ZoneCell, legal.ZoneFootnote,
	legal.ZoneRecipients, legal.ZoneSignature}

// encodeLayout packs the blocks and words of a text.
func encodeLayout(t *legal.Text) ([]byte, error) {
	b := []byte{layoutVersion}
	if hasParagraphs(t.Words) {
		b[0] = inParagraphs
	}
	b = binary.AppendUvarint(b, uint64(len(t.Blocks)))
	last := 0
	for _, k := range t.Blocks {
		zone, err := zoneIndex(k.Zone)
		if err != nil {
			return nil, err
		}
		b = appendInts(b, k.Start-last, k.End-k.Start, zone, k.Anchor)
		last = k.End
	}
	b = binary.AppendUvarint(b, uint64(len(t.Words)))
	var w wordCoder
	for _, word := range t.Words {
		b = w.append(b, word)
	}
	if last := 0; b[0] == inParagraphs {
		for _, word := range t.Words {
			b = appendInts(b, word.Paragraph-last)
			last = word.Paragraph
		}
	}
	return deflate(b), nil
}

func hasParagraphs(words []legal.Word) bool {
	return slices.ContainsFunc(words, func(w legal.Word) bool { return w.Paragraph != 0 })
}

func zoneIndex(z legal.Zone) (int, error) {
	for i, known := range zones {
		if z == known {
			return i, nil
		}
	}
	return 0, fmt.Errorf("store layout: unknown zone %q", z)
}

// wordCoder remembers what the next word is measured from.
type wordCoder struct{ end, page, x, y int }

func (w *wordCoder) append(b []byte, word legal.Word) []byte {
	x0, y0, x1, y1 := fixed(word.Box.X0, perPoint), fixed(word.Box.Y0, perPoint), fixed(word.Box.X1, perPoint),
		fixed(word.Box.Y1, perPoint)
	b = appendInts(b, word.Start-w.end, word.End-word.Start, word.Page-w.page, x0-w.x, y0-w.y, x1-x0, y1-y0,
		fixed(word.Confidence, perOne))
	*w = wordCoder{word.End, word.Page, x1, y0}
	return b
}

func (w *wordCoder) next(r *varints) legal.Word {
	start, length, page := w.end+r.next(), r.next(), w.page+r.next()
	x0, y0 := w.x+r.next(), w.y+r.next()
	width, height, confidence := r.next(), r.next(), r.next()
	*w = wordCoder{start + length, page, x0 + width, y0}
	return legal.Word{
		Span: legal.Span{Start: start, End: w.end}, Page: page, Confidence: float64(confidence) / perOne,
		Box: legal.Box{X0: points(x0), Y0: points(y0), X1: points(w.x), Y1: points(y0 + height)},
	}
}

func points(n int) float64 { return float64(n) / perPoint }

// fixed rounds to a whole number of parts; what no page can hold comes out as
// the nearest it can.
func fixed(v float64, parts float64) int {
	const most = 1 << 40
	switch v = math.Round(v * parts); {
	case math.IsNaN(v):
		return 0
	case v > most:
		return most
	case v < -most:
		return -most
	}
	return int(v)
}

// decodeLayout unpacks what encodeLayout packed.
func decodeLayout(packed []byte) (blocks []legal.Block, words []legal.Word, err error) {
	if len(packed) == 0 {
		return nil, nil, nil
	}
	raw, err := inflate(packed)
	if err != nil || len(raw) == 0 || raw[0] != layoutVersion && raw[0] != inParagraphs {
		return nil, nil, fmt.Errorf("%w: layout cannot be unpacked", ErrDamaged)
	}
	r := varints{all: raw[1:]}
	if blocks, err = decodeBlocks(&r); err == nil {
		words = decodeWords(&r)
	}
	if err == nil && raw[0] == inParagraphs {
		decodeParagraphs(&r, words)
	}
	if err != nil || r.cut || r.at < len(r.all) {
		return nil, nil, fmt.Errorf("%w: layout cut off", ErrDamaged)
	}
	return blocks, words, nil
}

func decodeBlocks(r *varints) ([]legal.Block, error) {
	count := r.count()
	if count == 0 {
		return nil, nil
	}
	blocks, last := make([]legal.Block, count), 0
	for i := range blocks {
		start := last + r.next()
		last = start + r.next()
		zone, anchor := r.next(), r.next()
		if zone < 0 || zone >= len(zones) {
			return nil, errors.New("no such zone")
		}
		blocks[i] = legal.Block{Span: legal.Span{Start: start, End: last}, Zone: zones[zone], Anchor: anchor}
	}
	return blocks, nil
}

func decodeWords(r *varints) []legal.Word {
	count := r.count()
	if count == 0 {
		return nil
	}
	words := make([]legal.Word, count)
	var w wordCoder
	for i := range words {
		words[i] = w.next(r)
	}
	return words
}

func decodeParagraphs(r *varints, words []legal.Word) {
	last := 0
	for i := range words {
		last += r.next()
		words[i].Paragraph = last
	}
}

// varints are the numbers of a layout, read up to a byte. Where one is cut off, it and all after it are 0.
type varints struct {
	all []byte
	at  int
	cut bool
}

func (r *varints) next() int {
	v, n := binary.Varint(r.all[r.at:])
	r.pass(n)
	return int(v)
}

// pass goes on behind a number of so many bytes, of none where it is cut off.
func (r *varints) pass(bytes int) {
	if r.at += bytes; bytes <= 0 {
		r.at, r.cut = len(r.all), true
	}
}

// count reads how many items follow; each takes four bytes at least.
func (r *varints) count() int {
	v, n := binary.Uvarint(r.all[r.at:])
	if r.pass(n); v > uint64((len(r.all)-r.at)/4) {
		r.pass(0)
		return 0
	}
	return int(v)
}

func appendInts(b []byte, ns ...int) []byte {
	for _, n := range ns {
		b = binary.AppendVarint(b, int64(n))
	}
	return b
}

// layoutLevel packs a layout in a third of the time that the usual level takes, a twentieth larger.
const layoutLevel = 4

// Packers and unpackers are kept for the next layout: each is larger than most layouts.
var (
	deflaters = sync.Pool{New: func() any {
		z, _ := zlib.NewWriterLevel(nil, layoutLevel) // it errs at levels that are none
		return z
	}}
	inflaters sync.Pool
)

func deflate(b []byte) []byte {
	var buf bytes.Buffer
	z := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(z)
	z.Reset(&buf)
	z.Write(b) // a bytes.Buffer takes all
	z.Close()
	return buf.Bytes()
}

func inflate(b []byte) ([]byte, error) {
	from := bytes.NewReader(b)
	z, ok := inflaters.Get().(io.ReadCloser)
	var err error
	if ok {
		err = z.(zlib.Resetter).Reset(from, nil)
	} else {
		z, err = zlib.NewReader(from)
	}
	if err != nil {
		return nil, err
	}
	defer inflaters.Put(z)
	return io.ReadAll(z)
}
