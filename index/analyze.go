package index

import (
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// analyzerName is how a stored mapping refers to the analyzer of this file.
const analyzerName = "danchieu_vi"

// A stored mapping names its analyzer and Bleve looks the name up when it opens
// an index, so there is no way round registering it.
func init() {
	err := registry.RegisterAnalyzer(analyzerName, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
		return analyzer{}, nil
	})
	if err != nil {
		panic(err)
	}
}

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

// forms returns the two terms of a word: as typed, with its tone in one place, and
// without marks. A folded term has no marks and the other, where it differs, has
// some, so both live in one field and never meet.
func forms(word string) (marked, folded string) {
	return viet.Marked(word), viet.Fold(word)
}

// term returns the one term a word of a query asks for: typed with marks it means
// those marks, typed without any it means every way to mark it.
func term(word string) string {
	marked, _ := forms(word)
	return marked
}

// analyzer gives every word its folded term and, where that differs, the marked
// term at the same position.
type analyzer struct{}

// Analyze implements [analysis.Analyzer].
func (analyzer) Analyze(text []byte) analysis.TokenStream {
	s := string(text)
	found := words(s)
	type pair struct{ marked, folded []byte }
	seen := make(map[string]pair) // a text repeats its words: folding each once is most of the saving
	out := make(analysis.TokenStream, 0, 2*len(found))
	for i, w := range found {
		printed := s[w.start:w.end]
		p, ok := seen[printed]
		if !ok {
			marked, folded := forms(printed)
			p.folded = []byte(folded)
			if marked != folded {
				p.marked = []byte(marked)
			}
			seen[printed] = p
		}
		token := analysis.Token{Start: w.start, End: w.end, Position: i + 1, Term: p.folded}
		out = append(out, &token)
		if p.marked != nil {
			marked := token
			marked.Term = p.marked
			out = append(out, &marked)
		}
	}
	return out
}
