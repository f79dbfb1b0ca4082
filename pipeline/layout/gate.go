package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// The thresholds of the gate, set on 549 files of several hundred producers. A
// page fails when its letters have no meaning or its words are no words.
const (
	fewLetters    = 100 // below it, a page with pictures is one
	smallPictures = .25 // of the page: a logo, a signature
	manyCurves    = 150 // letters drawn as paths
	maxUnreadable = .02 // share of letters without a meaning
	judgedWords   = 20  // words it takes to judge the language
	minSyllables  = .80 // share of words spelt as Vietnamese syllables
	minWithMarks  = .30 // share of words with a mark
	minWellFormed = .90 // share of words that are at least of some language
	minVowels     = .30 // share of vowels among their letters
)

// Source tells where the text of a page is to come from: its own text, or OCR
// where it has too little beside pictures or an unfit one.
func Source(p pdf.Page) legal.PageSource {
	switch {
	case p.Letters < fewLetters && isPicture(p):
		return legal.SourceWaiting
	case p.Letters == 0:
		return legal.SourceEmpty
	case float64(p.Unreadable) > maxUnreadable*float64(p.Letters):
		return legal.SourceWaiting
	case !isVietnamese(p) && !isForeign(p):
		return legal.SourceWaiting
	}
	return legal.SourceText
}

// isPicture reports whether pictures or drawn letters make most of a page that has
// few letters.
func isPicture(p pdf.Page) bool {
	small := p.Letters > 0 && p.Covered > 0 && p.Covered < smallPictures
	return p.Pictures > 0 && !small || p.Curves > manyCurves
}

// isVietnamese reports whether the words of a page look like Vietnamese; too few
// words prove nothing, but many in capitals that are none prove no Vietnamese.
func isVietnamese(p pdf.Page) bool {
	var s viet.Spelling
	for _, text := range printed(p) {
		s.Add(text)
	}
	if s.Words < judgedWords {
		return s.Capitals < judgedWords
	}
	return s.Right() >= minSyllables && s.Marks() >= minWithMarks
}

// isForeign reports whether a page that is not Vietnamese may be so by right: a
// form in English, a list of plants. Its letters are painted visibly and not over
// a scan, where they would be OCR that failed.
func isForeign(p pdf.Page) bool {
	if p.Visible < p.Letters || p.Covered >= smallPictures {
		return false
	}
	words, well, letters, vowels := 0, 0, 0, 0
	for _, text := range printed(p) {
		for _, w := range strings.FieldsFunc(text, isApart) {
			words++
			if !viet.IsSyllable(w) && !isPlainWord(w) {
				continue
			}
			well++
			letters += utf8.RuneCountInString(w)
			vowels += countVowels(w)
		}
	}
	return float64(well) >= minWellFormed*float64(words) && float64(vowels) >= minVowels*float64(letters)
}

// printed returns the words of a page that are no stamps and hold a letter.
func printed(p pdf.Page) []string {
	var out []string
	for _, l := range p.Lines {
		for _, w := range l.Words {
			if !w.Stamp && strings.ContainsFunc(w.Text, unicode.IsLetter) {
				out = append(out, w.Text)
			}
		}
	}
	return out
}

// isApart reports whether a rune parts words: punctuation and digits of
// references ("A15.0", "CFR/216").
func isApart(r rune) bool {
	return r < utf8.RuneSelf && !unicode.IsLetter(r) || unicode.IsPunct(r)
}

// isPlainWord reports whether a word may be one of a language in Latin letters
// without marks: small, capitalised or all capitals. Codes taken for letters keep
// no such order.
func isPlainWord(w string) bool {
	small, capital := strings.ToLower(w), strings.ToUpper(w)
	return viet.IsASCII(w) && (w == small || w == capital || w == capital[:1]+small[1:])
}

func countVowels(w string) int {
	n := 0
	for _, r := range viet.Fold(w) {
		if strings.ContainsRune("aeiouy", r) {
			n++
		}
	}
	return n
}
