package index

import (
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
func words(s string) []span {
	var out []span
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
	return unicode.IsLetter(r) || unicode.IsDigit(r) || begun && (unicode.IsMark(r) || isZeroWidth(r))
}

// isZeroWidth reports whether viet.Normalize drops the rune.
func isZeroWidth(r rune) bool { return r != '\u00ad' && unicode.Is(unicode.Cf, r) }

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

// bigramTerm is the term of two words side by side: the skeletons of both, then their
// marks, so that a bigram typed without marks is a short range of terms too. It has six
// bytes; in letters the bigrams would be most of the index.
func bigramTerm(a, b shape) string {
	return string([]byte{byte(a.skeleton >> 8), byte(a.skeleton), byte(b.skeleton >> 8), byte(b.skeleton), a.marks,
		b.marks})
}

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
	line  []int // words of a passage, by their places in known
}

// known is a word met before; code is codeLimit for one without.
type known struct {
	form
	shape
	code   uint16
	begins []spelling // of expressions, that begin with it
}

func newAnalyzer() *analyzer {
	return &analyzer{forms: make(map[string]int), byKey: make(map[form]int)}
}

// analyzed is a text in terms.
type analyzed struct {
	words    map[string]int      // term → how often
	bigrams  map[string]struct{} // terms of two words that follow each other
	short    map[string]int      // terms of expressions → how often
	sequence []byte              // all words in their order, see sequence.go
	n        int                 // number of words
}

// add analyzes one passage. Words of two passages never follow each other.
func (a *analyzer) add(out *analyzed, passage string) {
	if len(a.known) > maxForms {
		*a = *newAnalyzer()
	}
	if out.words == nil {
		out.words, out.bigrams, out.short = make(map[string]int), make(map[string]struct{}), make(map[string]int)
	}
	if out.n > 0 {
		out.sequence = appendBreak(out.sequence)
	}
	counts := make(map[int]int)
	var bigrams []uint64
	last := -1
	a.line = a.line[:0]
	for _, w := range words(passage) {
		at := a.number(passage[w.start:w.end])
		a.line = append(a.line, at)
		counts[at]++
		if last >= 0 {
			bigrams = append(bigrams, uint64(last)<<32|uint64(at))
		}
		last = at
		out.sequence = appendWord(out.sequence, a.known[at])
		out.n++
	}
	for at, n := range counts {
		out.words[a.known[at].term()] += n
	}
	a.expressions(out.short)
	slices.Sort(bigrams)
	for _, p := range slices.Compact(bigrams) {
		out.bigrams[bigramTerm(a.known[p>>32].shape, a.known[uint32(p)].shape)] = struct{}{}
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

// number returns the place in known of a word as printed.
func (a *analyzer) number(printed string) int {
	if at, ok := a.forms[printed]; ok {
		return at
	}
	f := formOf(printed)
	at, ok := a.byKey[f]
	if !ok {
		at = len(a.known)
		k := known{form: f, code: codeLimit}
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
