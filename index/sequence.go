package index

import (
	"encoding/binary"
	"math/bits"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// A sequence is all words of a document in their order, in the form of viet.Marked: two
// bytes (big-endian) for a word with a code; for any other word codeLimit and its
// length in bytes, then the word; and for a break, where words do not follow each
// other, breakCode. It is what a phrase is checked against.
//
// Codes are written with a mask that differs from place to place. Bleve compresses what
// it stores, and without the mask unpacking is half the time of a check; masked, phrases
// that come again look different each time and are stored as they are.
const breakCode = 0xffff

// mask is that of a code at a byte of a sequence: an odd factor gives every place another.
func mask(at int) uint16 { return uint16(at>>1) * 0x9e37 }

func appendCode(sequence []byte, code uint16) []byte {
	return binary.BigEndian.AppendUint16(sequence, code^mask(len(sequence)))
}

func codeAt(sequence []byte, at int) uint16 { return binary.BigEndian.Uint16(sequence[at:]) ^ mask(at) }

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

func appendWord(sequence []byte, w *known) []byte {
	if w.code < codeLimit {
		return appendCode(sequence, w.code)
	}
	word := w.marked[:min(len(w.marked), maxSequenceWord)]
	return append(appendCode(sequence, codeLimit+uint16(len(word))), word...)
}

// maxSequenceWord is more than any word of maxToken bytes has in its marked form.
const maxSequenceWord = breakCode - codeLimit - 1

func appendBreak(sequence []byte) []byte { return appendCode(sequence, breakCode) }

// sequencePhrase looks for words that follow each other in sequences. It goes through a sequence
// once: bit i of the state says that the words up to the i-th have just been met.
type sequencePhrase struct {
	words   []form
	from    []uint64       // of a run: the words that each may follow
	starts  uint64         // of a run: those that may be the first
	counts  []int          // of a run: what each adds to its length
	classOf [1 << 16]uint8 // code → class; 0 for a code no word means
	meets   []uint64       // class → the words that its codes are
}

func newSequencePhrase(words []form) *sequencePhrase {
	p := &sequencePhrase{words: words, meets: make([]uint64, 1)}
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

// newSequenceRun looks for words of a query that follow each other, an expression in any of
// its spellings: it counts as many words however it is written. Words beyond 64 are not
// looked for.
func newSequenceRun(typed []part) *sequencePhrase {
	var words []form
	var from []uint64
	var counts []int
	var starts, ends uint64
	for _, p := range typed {
		var next uint64
		for _, s := range p.spellings() {
			if len(words)+len(s) > 64 {
				continue
			}
			starts |= 1 << len(words)
			for i, w := range s {
				before, n := ends, 0
				if i > 0 {
					before = 1 << (len(words) - 1)
				}
				if i == len(s)-1 {
					n = p.weight()
					next |= 1 << len(words)
				}
				words, from, counts = append(words, w), append(from, before), append(counts, n)
			}
		}
		ends = next
	}
	p := newSequencePhrase(words)
	p.from, p.starts, p.counts = from, starts, counts
	return p
}

// holds reports whether the words follow each other somewhere in a sequence.
func (p *sequencePhrase) holds(sequence []byte) bool {
	last := uint64(1) << (len(p.words) - 1)
	state := uint64(0)
	for at := 0; at+2 <= len(sequence); {
		code := codeAt(sequence, at)
		at += 2
		switch {
		case code < codeLimit:
			state = (state<<1 | 1) & p.meets[p.classOf[code]]
		case code == breakCode:
			state = 0
		default:
			end := at + int(code-codeLimit)
			if end > len(sequence) {
				return false // damaged
			}
			state = p.spelled(state<<1|1, sequence[at:end])
			at = end
		}
		if state&last != 0 {
			return true
		}
	}
	return false
}

// longest returns the greatest number of the words of a run that follow each other somewhere
// in a sequence as they do there.
func (p *sequencePhrase) longest(sequence []byte) int {
	var room [2][64]int
	before, now := &room[0], &room[1] // words that end with the i-th
	met, most := uint64(0), 0
	for at := 0; at+2 <= len(sequence); {
		code := codeAt(sequence, at)
		at += 2
		is := uint64(0)
		switch {
		case code < codeLimit:
			is = p.meets[p.classOf[code]]
		case code != breakCode:
			end := at + int(code-codeLimit)
			if end > len(sequence) {
				return most // damaged
			}
			is = p.spelled(^uint64(0), sequence[at:end])
			at = end
		}
		if is == 0 {
			met = 0
			continue
		}
		for left := is; left != 0; left &= left - 1 {
			i := bits.TrailingZeros64(left)
			length := -1
			if p.starts&(1<<i) != 0 {
				length = 0
			}
			for behind := met & p.from[i]; behind != 0; behind &= behind - 1 {
				length = max(length, before[bits.TrailingZeros64(behind)])
			}
			if length < 0 {
				is &^= 1 << i
				continue
			}
			now[i] = length + p.counts[i]
			most = max(most, now[i])
		}
		before, now, met = now, before, is
	}
	return most
}

// spelled returns which of the words a word is that is no syllable.
func (p *sequencePhrase) spelled(state uint64, word []byte) uint64 {
	plain := viet.IsASCII(word)
	is := uint64(0)
	for i, w := range p.words {
		bit := uint64(1) << i
		if state&bit == 0 {
			continue
		}
		if w.hasMarks() {
			if string(word) == w.marked || w.dStroke != "" && string(word) == w.dStroke {
				is |= bit
			}
			continue
		}
		if plain && string(word) == w.folded ||
			!plain && len(word) >= len(w.folded) && viet.Fold(string(word)) == w.folded {
			is |= bit
		}
	}
	return is
}

// codesOf returns the codes of the words that a word of a query means.
func codesOf(w form) []uint16 {
	if !w.hasMarks() {
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
