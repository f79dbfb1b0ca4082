package index

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// maxToken is the length in bytes at which a word without any gap is cut, so that
// garbage of a broken file cannot become one huge term. Queries are cut alike.
const maxToken = 256

// span is a word of a text by its byte offsets.
type span struct{ start, end int }

// words splits a text into its words: runs of letters and decimal digits with the
// marks and zero-width characters inside them. Everything else parts words, so
// that 30-NQ/TW is three of them, and so is a footnote mark in superior digits.
// The offsets are those of s itself, whatever its normal form.
func words(s string) []span { return appendWords(nil, s) }

func appendWords(out []span, s string) []span {
	start, end := -1, 0
	for i, r := range s {
		next := i + utf8.RuneLen(r)
		full := start >= 0 && next-start > maxToken
		switch {
		case r == utf8.RuneError || !inWord(r, start >= 0 && !full):
			if start >= 0 {
				out = append(out, span{start, end})
			}
			start = -1
			continue
		case full:
			out = append(out, span{start, end})
			start = i
		case start < 0:
			start = i
		}
		if !isZeroWidth(r) {
			end = next
		}
	}
	if start >= 0 {
		out = append(out, span{start, end})
	}
	return out
}

func inWord(r rune, begun bool) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return isLatin(r) || unicode.IsLetter(r) || unicode.IsDigit(r) || begun && (unicode.IsMark(r) || isZeroWidth(r))
}

// isZeroWidth reports whether viet.Normalize drops the rune.
func isZeroWidth(r rune) bool { return r > '\u00ad' && !isLatin(r) && unicode.Is(unicode.Cf, r) }

// isLatin reports whether a rune is one of the letters with which Vietnamese is written, or of their neighbours. The
// tables of all scripts say the same, and take longer.
func isLatin(r rune) bool {
	return 'À' <= r && r <= 'ɏ' && r != '×' && r != '÷' || 'Ḁ' <= r && r <= 'ỿ'
}

// form is a word as it is compared: marked has its tone in one place, folded has no
// marks at all.
type form struct {
	marked, folded string
	dStroke        string // of a word of a query: what it can mean beside marked, with đ for its d; "" for nothing
}

func formOf(word string) form { return form{marked: viet.Marked(word), folded: viet.Fold(word)} }

// withDStroke lets the d a word begins with stand for đ too.
func (f form) withDStroke() form {
	if rest, ok := strings.CutPrefix(f.marked, "d"); ok && f.hasMarks() {
		f.dStroke = "đ" + rest
	}
	return f
}

// meanings are the marked words that a word of a query with marks means.
func (f form) meanings() []string {
	if f.dStroke != "" {
		return []string{f.marked, f.dStroke}
	}
	return []string{f.marked}
}

// term is the name of a word in the dictionary of the index. Words of one folded
// form stand side by side in it, so that a word typed without marks is a short
// range of terms, and one typed with them a single term.
func (f form) term() string { return termOf(f.folded, f.marked) }

// between parts the folded form of a term from the marked one, which is left out
// where it is the same.
const between = "\x00"

func termOf(folded, marked string) string {
	if marked == folded {
		return folded + between
	}
	return folded + between + marked
}

// shape is a word as it stands in a bigram: its skeleton, and what tells it apart from
// the words that fold as it does. Words without a code share their shape with a few
// others: a bigram with one of them says where to look, not what stands there.
type shape struct {
	skeleton uint16
	marks    uint8
}

// noSyllable stands for the marks of a word that is no syllable and folds to one, as
// slips of the pen and of OCR do.
const noSyllable = 0xff

// bigram is two words side by side, as a number of six bytes: the skeletons of both, then
// their marks, so that a bigram typed without marks is a short range of terms too. In letters
// the bigrams would be most of the index.
func bigram(a, b shape) uint64 {
	return uint64(a.skeleton)<<32 | uint64(b.skeleton)<<16 | uint64(a.marks)<<8 | uint64(b.marks)
}

// bigramBytes is the length of the term of a bigram.
const bigramBytes = 6

func appendBigram(terms []byte, bigram uint64) []byte {
	return append(binary.BigEndian.AppendUint16(terms, uint16(bigram>>32)), byte(bigram>>24), byte(bigram>>16),
		byte(bigram>>8), byte(bigram))
}

func bigramTerm(a, b shape) string { return string(appendBigram(nil, bigram(a, b))) }

// shapeOf returns the shape of a word; exact is false where other words have it too.
func shapeOf(f form) (s shape, exact bool) {
	if code, ok := codeOf(f.marked); ok {
		return shapeOfCode(code), true
	}
	if codes := foldedCodes(f.folded); len(codes) > 0 {
		return shape{shapeOfCode(codes[0]).skeleton, noSyllable}, false
	}
	return shape{codeLimit + uint16(hash(f.folded)%(breakCode-codeLimit)), uint8(hash(f.marked))}, false
}

func hash(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// shapeOfCode returns the shape of a word by its code; a number is its own skeleton.
func shapeOfCode(code uint16) (s shape) {
	if code >= viet.CodeLimit {
		return shape{skeleton: code}
	}
	s.skeleton, s.marks = viet.Shape(code)
	return s
}

// shapesOf returns the shapes that a word of a query means; of one typed without
// marks all marks of the skeletons are meant. exact is false where other words have
// them too.
func shapesOf(typed form) (shapes []shape, exact bool) {
	if typed.hasMarks() {
		exact = true
		for _, m := range typed.meanings() {
			s, ok := shapeOf(form{marked: m, folded: typed.folded})
			shapes, exact = append(shapes, s), exact && ok
		}
		return shapes, exact
	}
	for _, code := range foldedCodes(typed.folded) {
		s := shape{skeleton: shapeOfCode(code).skeleton}
		if !slices.Contains(shapes, s) {
			shapes = append(shapes, s)
		}
	}
	if len(shapes) > 0 {
		return shapes, true
	}
	s, _ := shapeOf(typed)
	return []shape{s}, false
}

// hasMarks reports whether a word was typed with marks, and so means those marks.
func (f form) hasMarks() bool { return f.marked != f.folded }

// meets reports whether a word of a text is what a word of a query means.
func (f form) meets(typed form) bool {
	if typed.hasMarks() {
		return f.marked == typed.marked || typed.dStroke != "" && f.marked == typed.dStroke
	}
	return f.folded == typed.folded
}

// maxForms bounds the words an analyzer remembers, and with them its memory.
const maxForms = 1 << 16

// analyzer turns texts into words by their forms. A text repeats its words, and so
// do texts: folding each once is most of the work saved. It is for one goroutine.
type analyzer struct {
	forms map[string]int // printed word → its place in known
	byKey map[form]int
	known []known
	room  *room

	// Of the text at work:
	spans   []span   // of a passage
	line    []int    // its words, by their places in known
	met     []int    // the words of the text, each once
	bigrams []uint64 // and those that follow each other
	paired  map[uint64]struct{}
}

// known is a word met before; code is codeLimit for one without.
type known struct {
	form
	shape
	term   string
	code   uint16
	begins []spelling // of expressions, that begin with it
	count  int        // in the text at work
}

func newAnalyzer() *analyzer {
	return &analyzer{forms: make(map[string]int), byKey: make(map[form]int), room: newRoom()}
}

// analyzed is a text in terms.
type analyzed struct {
	words    []occurring // each once
	bigrams  []uint64    // of words that follow each other, each once; until the next text
	short    []occurring // of expressions, each once
	sequence []byte      // all words in their order, see sequence.go
	n        int         // number of words
}

// occurring is a term and how often it occurs.
type occurring struct {
	term string
	n    int
}

// analyze analyzes a text of some passages. Words of two passages never follow each other.
func (a *analyzer) analyze(passages []string) analyzed {
	if len(a.known) > maxForms {
		*a = *newAnalyzer()
	}
	out, short := analyzed{}, map[string]int{}
	a.met, a.bigrams, a.paired = a.met[:0], a.bigrams[:0], emptied(a.paired, 0)
	for i, passage := range passages {
		if i > 0 && out.n > 0 {
			out.sequence = appendBreak(out.sequence)
		}
		a.read(passage)
		out.sequence = slices.Grow(out.sequence, 2*len(a.line))
		for i, at := range a.line {
			w := &a.known[at]
			if w.count == 0 {
				a.met = append(a.met, at)
			}
			w.count++
			if i > 0 {
				a.pair(bigram(a.known[a.line[i-1]].shape, w.shape))
			}
			out.sequence = appendWord(out.sequence, w)
		}
		out.n += len(a.line)
		a.expressions(short)
	}
	out.words = make([]occurring, len(a.met))
	for i, at := range a.met {
		w := &a.known[at]
		out.words[i], w.count = occurring{w.term, w.count}, 0
	}
	for term, n := range short {
		out.short = append(out.short, occurring{term, n})
	}
	out.bigrams = a.bigrams
	return out
}

// pair takes up two words that follow each other, once.
func (a *analyzer) pair(bigram uint64) {
	n := len(a.paired)
	a.paired[bigram] = struct{}{}
	if len(a.paired) > n {
		a.bigrams = append(a.bigrams, bigram)
	}
}

// expressions counts those of the passage.
func (a *analyzer) expressions(counts map[string]int) {
	for i, at := range a.line {
		for _, s := range a.known[at].begins {
			if s.printed(len(a.line)-i, func(k int) form { return a.known[a.line[i+k]].form }) {
				counts[s.of.term]++
			}
		}
	}
}

// read puts the words of a passage into the line.
func (a *analyzer) read(passage string) {
	a.spans, a.line = appendWords(a.spans[:0], passage), a.line[:0]
	for _, w := range a.spans {
		a.line = append(a.line, a.number(passage[w.start:w.end]))
	}
}

// number returns the place in known of a word as printed.
func (a *analyzer) number(printed string) int {
	if at, ok := a.forms[printed]; ok {
		return at
	}
	printed = strings.Clone(printed) // not to keep the text
	f := formOf(printed)
	at, ok := a.byKey[f]
	if !ok {
		at = len(a.known)
		k := known{form: f, term: f.term(), code: codeLimit}
		if code, ok := codeOf(f.marked); ok {
			k.code = code
		}
		k.shape, _ = shapeOf(f)
		k.begins = beginsWith(f)
		a.known = append(a.known, k)
		a.byKey[f] = at
	}
	a.forms[printed] = at
	return at
}
