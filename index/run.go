package index

import (
	"encoding/binary"
	"math/bits"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// A run is all words of a document in their order, in the form of viet.Marked: two
// bytes (big-endian) for a word with a code; for any other word codeLimit and its
// length in bytes, then the word; and for a break, where words do not follow each
// other, breakCode. It is what a phrase is checked against.
//
// Codes are written with a mask that differs from place to place. Bleve compresses what
// it stores, and without the mask unpacking is half the time of a check; masked, phrases
// that come again look different each time and are stored as they are.
const breakCode = 0xffff

// mask is that of a code at a byte of a run: an odd factor gives every place another.
func mask(at int) uint16 { return uint16(at>>1) * 0x9e37 }

func appendCode(run []byte, code uint16) []byte {
	return binary.BigEndian.AppendUint16(run, code^mask(len(run)))
}

func codeAt(run []byte, at int) uint16 { return binary.BigEndian.Uint16(run[at:]) ^ mask(at) }

// Syllables have the codes of package viet, numbers of up to four digits, as printed,
// those above.
const (
	maxDigits = 4
	codeLimit = viet.CodeLimit + 10 + 100 + 1000 + 10000
)

// codeOf returns the code of a word in the form of viet.Marked; ok is false for one
// without.
func codeOf(marked string) (code uint16, ok bool) {
	if marked == "" || marked[0] < '0' || marked[0] > '9' {
		return viet.Code(marked)
	}
	if len(marked) > maxDigits {
		return 0, false
	}
	n, shorter, as := 0, 0, 1
	for i := range len(marked) {
		if marked[i] < '0' || marked[i] > '9' {
			return 0, false
		}
		n = 10*n + int(marked[i]-'0')
		shorter, as = shorter+as, 10*as
	}
	return viet.CodeLimit + uint16(shorter-1+n), true
}

func appendWord(run []byte, w known) []byte {
	if w.code < codeLimit {
		return appendCode(run, w.code)
	}
	word := w.marked[:min(len(w.marked), maxRunWord)]
	return append(appendCode(run, codeLimit+uint16(len(word))), word...)
}

// maxRunWord is more than any word of maxToken bytes has in its marked form.
const maxRunWord = breakCode - codeLimit - 1

func appendBreak(run []byte) []byte { return appendCode(run, breakCode) }

// runPhrase looks for words that follow each other in runs. It goes through a run
// once: bit i of the state says that the words up to the i-th have just been met.
type runPhrase struct {
	words   []form
	classOf [1 << 16]uint8 // code → class; 0 for a code no word means
	meets   []uint64       // class → the words that its codes are
}

func newRunPhrase(words []form) *runPhrase {
	p := &runPhrase{words: words, meets: make([]uint64, 1)}
	meant := map[uint16]uint64{}
	for i, w := range words {
		for _, code := range codesOf(w) {
			meant[code] |= 1 << i
		}
	}
	classes := map[uint64]uint8{}
	for code, b := range meant {
		if _, ok := classes[b]; !ok {
			classes[b] = uint8(len(p.meets))
			p.meets = append(p.meets, b)
		}
		p.classOf[code] = classes[b]
	}
	return p
}

// holds reports whether the words follow each other somewhere in a run.
func (p *runPhrase) holds(run []byte) bool {
	last := uint64(1) << (len(p.words) - 1)
	state := uint64(0)
	for at := 0; at+2 <= len(run); {
		code := codeAt(run, at)
		at += 2
		switch {
		case code < codeLimit:
			state = (state<<1 | 1) & p.meets[p.classOf[code]]
		case code == breakCode:
			state = 0
		default:
			end := at + int(code-codeLimit)
			if end > len(run) {
				return false // damaged
			}
			state = p.spelled(state<<1|1, run[at:end])
			at = end
		}
		if state&last != 0 {
			return true
		}
	}
	return false
}

// longest returns the greatest number of the words that follow each other somewhere
// in a run as they do in the phrase.
func (p *runPhrase) longest(run []byte) int {
	var before, now [64]int // words that end with the i-th
	met, most := uint64(0), 0
	for at := 0; at+2 <= len(run); {
		code := codeAt(run, at)
		at += 2
		is := uint64(0)
		switch {
		case code < codeLimit:
			is = p.meets[p.classOf[code]]
		case code != breakCode:
			end := at + int(code-codeLimit)
			if end > len(run) {
				return most // damaged
			}
			is = p.spelled(^uint64(0), run[at:end])
			at = end
		}
		if is == 0 {
			met = 0
			continue
		}
		for left := is; left != 0; left &= left - 1 {
			i := bits.TrailingZeros64(left)
			now[i] = 1
			if i > 0 && met&(1<<(i-1)) != 0 {
				now[i] = before[i-1] + 1
			}
			most = max(most, now[i])
		}
		before, met = now, is
	}
	return most
}

// spelled returns which of the words a word is that is no syllable.
func (p *runPhrase) spelled(state uint64, word []byte) uint64 {
	plain := viet.IsASCII(word)
	is := uint64(0)
	for i, w := range p.words {
		bit := uint64(1) << i
		if state&bit == 0 {
			continue
		}
		if w.isMarked() {
			if string(word) == w.marked || w.eth != "" && string(word) == w.eth {
				is |= bit
			}
			continue
		}
		if plain && string(word) == w.folded || !plain && len(word) >= len(w.folded) && viet.Fold(string(word)) == w.folded {
			is |= bit
		}
	}
	return is
}

// codesOf returns the codes of the words that a word of a query means.
func codesOf(w form) []uint16 {
	if !w.isMarked() {
		return foldedCodes(w.folded)
	}
	var out []uint16
	for _, m := range w.meanings() {
		if code, ok := codeOf(m); ok {
			out = append(out, code)
		}
	}
	return out
}

// foldedCodes returns the codes of the words that fold to a word.
func foldedCodes(folded string) []uint16 {
	if code, ok := codeOf(folded); ok && code >= viet.CodeLimit {
		return []uint16{code}
	}
	return viet.FoldedCodes(folded)
}
