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
// page fails when its letters have no meaning or its words are no Vietnamese.
const (
	fewLetters      = 100 // below it, a page with pictures is one
	manyPaths       = 300 // letters drawn as paths
	maxUnreadable   = .02 // share of letters without a meaning
	judgedTokens    = 20  // words it takes to judge the language
	minSyllables    = .80 // share of words spelt as Vietnamese syllables
	minWithMarks    = .30 // share of words with a mark
	minTokenLetters = 2
)

// Source tells where the text of a page is to come from: its own text, or OCR
// where it has too little beside pictures or an unfit one.
func Source(p pdf.Page) legal.PageSource {
	switch {
	case p.Letters < fewLetters && (p.Pictures > 0 || p.Paths > manyPaths):
		return legal.SourceWaiting
	case p.Letters == 0:
		return legal.SourceEmpty
	case float64(p.Unreadable) > maxUnreadable*float64(p.Letters):
		return legal.SourceWaiting
	case !isVietnamese(p):
		return legal.SourceWaiting
	}
	return legal.SourceText
}

// isVietnamese reports whether the words of a page look like Vietnamese; too few
// words prove nothing.
func isVietnamese(p pdf.Page) bool {
	var tokens, syllables, marked int
	for _, l := range p.Lines {
		for _, w := range l.Words {
			if w.Stamp {
				continue
			}
			for _, t := range letterRuns(w.Text) {
				tokens++
				if viet.IsSyllable(t) {
					syllables++
				}
				if !isASCII(t) {
					marked++
				}
			}
		}
	}
	n := float64(tokens)
	return tokens < judgedTokens || float64(syllables) >= minSyllables*n && float64(marked) >= minWithMarks*n
}

// letterRuns returns the words of letters alone within a printed word, without
// abbreviations in capitals, which are no syllables in any text.
func letterRuns(s string) []string {
	runs := strings.FieldsFunc(viet.Normalize(s), func(r rune) bool { return !unicode.IsLetter(r) })
	kept := runs[:0]
	for _, t := range runs {
		if utf8.RuneCountInString(t) >= minTokenLetters && (t != strings.ToUpper(t) || viet.IsSyllable(t)) {
			kept = append(kept, t)
		}
	}
	return kept
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
