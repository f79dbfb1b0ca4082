package pdf

import (
	"encoding/binary"
	"errors"
	"math"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// A page goes from child to parent packed: the bytes of all its texts in a row, with their
// length before them, then its numbers and the lengths of the texts. The parent cuts the
// texts out of one string, and makes all words at once.

var errPacked = errors.New("page is packed wrongly")

// What is told of a word in one byte.
const (
	packedBold = 1 << iota
	packedItalic
	packedStamp
	packedMark
	packedGlued
	packedSame // font, size and baseline are those of the word before
	packedMore // angle, doubt and other reading follow
)

// leastWord and leastLine are the bytes of the shortest word and of a line without words.
const (
	leastWord = 2 + 4*8
	leastLine = 1 + 4*8
)

// packer packs pages, one after the other into the same bytes.
type packer struct{ texts, numbers, packed []byte }

// pack returns a page packed, until the next one.
func (k *packer) pack(p *Page) []byte {
	k.texts, k.numbers = k.texts[:0], k.numbers[:0]
	k.floats(p.Width, p.Height, p.Covered)
	k.counts(p.Letters, p.Visible, p.Hidden, p.Unreadable, p.Pictures, p.Paths, p.Curves)
	k.text(p.FileTitle)
	k.text(p.Err)
	k.counts(len(p.Recoded))
	for _, s := range p.Recoded {
		k.text(s)
	}
	words := 0
	for _, l := range p.Lines {
		words += len(l.Words)
	}
	k.counts(words, len(p.Lines))
	before := &Word{}
	for i := range p.Lines {
		l := &p.Lines[i]
		k.counts(len(l.Words))
		k.box(&l.Box)
		for i := range l.Words {
			k.word(&l.Words[i], before)
			before = &l.Words[i]
		}
	}
	k.packed = binary.AppendUvarint(k.packed[:0], uint64(len(k.texts)))
	k.packed = append(append(k.packed, k.texts...), k.numbers...)
	return k.packed
}

func (k *packer) word(w, before *Word) {
	same := w.Font == before.Font && w.Size == before.Size && w.Baseline == before.Baseline
	more := w.Angle != 0 || w.Doubt != 0 || w.Other != ""
	var is byte
	for i, has := range [...]bool{w.Bold, w.Italic, w.Stamp, w.Mark, w.Glued, same, more} {
		if has {
			is |= 1 << i
		}
	}
	k.numbers = append(k.numbers, is)
	k.text(w.Text)
	k.box(&w.Box)
	if !same {
		k.text(w.Font)
		k.floats(w.Size, w.Baseline)
	}
	if more {
		k.floats(w.Angle, w.Doubt)
		k.text(w.Other)
	}
}

func (k *packer) text(s string) {
	k.texts = append(k.texts, s...)
	k.counts(len(s))
}

func (k *packer) box(b *legal.Box) { k.floats(b.X0, b.Y0, b.X1, b.Y1) }

func (k *packer) counts(all ...int) {
	for _, n := range all {
		k.numbers = binary.AppendUvarint(k.numbers, uint64(n))
	}
}

func (k *packer) floats(all ...float64) {
	for _, f := range all {
		if f == 0 {
			f = 0 // and not -0
		}
		k.numbers = binary.LittleEndian.AppendUint64(k.numbers, math.Float64bits(f))
	}
}

// unpacker takes a page out of its bytes. Behind a fault all is zero.
type unpacker struct {
	texts   string
	numbers []byte
	fault   bool
}

// unpack returns the page that was packed.
func unpack(packed []byte) (*Page, error) {
	u := unpacker{numbers: packed}
	n := u.count(1)
	u.texts, u.numbers = string(u.numbers[:n]), u.numbers[n:]
	var p Page
	u.floats(&p.Width, &p.Height, &p.Covered)
	u.ints(&p.Letters, &p.Visible, &p.Hidden, &p.Unreadable, &p.Pictures, &p.Paths, &p.Curves)
	p.FileTitle, p.Err = u.text(), u.text()
	for range u.count(1) {
		p.Recoded = append(p.Recoded, u.text())
	}
	words := make([]Word, u.count(leastWord))
	if n := u.count(leastLine); n > 0 {
		p.Lines = make([]Line, n)
	}
	var before Word
	for i := range p.Lines {
		l := &p.Lines[i]
		n := min(u.count(0), len(words))
		u.box(&l.Box)
		if n > 0 {
			l.Words, words = words[:n:n], words[n:]
		}
		for i := range l.Words {
			u.word(&l.Words[i], &before)
			before = l.Words[i]
		}
	}
	if u.fault || len(words) > 0 || len(u.numbers) > 0 || u.texts != "" {
		return nil, errPacked
	}
	return &p, nil
}

func (u *unpacker) word(w, before *Word) {
	is := u.take(1)[0]
	w.Bold, w.Italic, w.Stamp = is&packedBold != 0, is&packedItalic != 0, is&packedStamp != 0
	w.Mark, w.Glued = is&packedMark != 0, is&packedGlued != 0
	w.Text = u.text()
	u.box(&w.Box)
	if is&packedSame != 0 {
		w.Font, w.Size, w.Baseline = before.Font, before.Size, before.Baseline
	} else {
		w.Font = u.text()
		u.floats(&w.Size, &w.Baseline)
	}
	if is&packedMore != 0 {
		u.floats(&w.Angle, &w.Doubt)
		w.Other = u.text()
	}
}

// take returns the next n bytes.
func (u *unpacker) take(n int) []byte {
	if n > len(u.numbers) {
		u.fault, u.numbers = true, nil
		return make([]byte, n)
	}
	out := u.numbers[:n]
	u.numbers = u.numbers[n:]
	return out
}

func (u *unpacker) number() int {
	v, n := binary.Uvarint(u.numbers)
	if n <= 0 || v > math.MaxInt32 {
		u.fault, u.numbers = true, nil
		return 0
	}
	u.numbers = u.numbers[n:]
	return int(v)
}

// count returns how many things of at least some bytes follow; 0 where there is no room
// for them.
func (u *unpacker) count(bytes int) int {
	n := u.number()
	if n*bytes > len(u.numbers) {
		u.fault, n = true, 0
	}
	return n
}

func (u *unpacker) ints(all ...*int) {
	for _, n := range all {
		*n = u.number()
	}
}

func (u *unpacker) floats(all ...*float64) {
	for _, f := range all {
		*f = math.Float64frombits(binary.LittleEndian.Uint64(u.take(8)))
	}
}

func (u *unpacker) box(b *legal.Box) { u.floats(&b.X0, &b.Y0, &b.X1, &b.Y1) }

func (u *unpacker) text() string {
	n := u.number()
	if n > len(u.texts) {
		u.fault, n = true, 0
	}
	out := u.texts[:n]
	u.texts = u.texts[n:]
	return out
}
