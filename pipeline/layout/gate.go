package layout

import (
	"iter"
	"slices"
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
	maxMarked     = .40 // share of words with marks: French has a quarter, Vietnamese in a foreign encoding more
	mostlyPicture = .60 // of the page: text on it may be printed over a scan
	overprinted   = 400 // letters of what is printed over a scan, its margins left out
)

// Source tells where the text of a page is to come from: its own text, or OCR
// where it has too little beside pictures or an unfit one.
func Source(p pdf.Page) legal.PageSource {
	switch {
	case p.Letters < fewLetters && isPicture(p):
		return legal.SourceWaiting
	case p.Letters == 0 && p.Err != "":
		return legal.SourceWaiting
	case p.Letters == 0 && len(p.Lines) > 0: // annotations and fields of a form alone
		return legal.SourceText
	case p.Letters == 0:
		return legal.SourceEmpty
	case Misleads(p):
		return legal.SourceWaiting
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

// Misleads reports whether a page has text that reads well and still is not what
// the page shows, whatever program takes it out of the file.
func Misleads(p pdf.Page) bool { return isOverprinted(p) || isSplit(p) }

// isOverprinted reports whether the text of a page is what an office system or a
// copier prints over a scan: running heads, a watermark, "SAO Y".
func isOverprinted(p pdf.Page) bool {
	if p.Covered < mostlyPicture || p.Hidden > 0 || p.Letters >= 2*overprinted {
		return false
	}
	letters := 0
	for _, l := range p.Lines {
		if l.Box.Y1 < marginShare*p.Height || l.Box.Y0 > (1-marginShare)*p.Height {
			continue
		}
		for _, w := range l.Words {
			if !w.Stamp {
				letters += utf8.RuneCountInString(w.Text)
			}
		}
	}
	return letters < overprinted
}

// edgeShare is the outermost part of a page, of its height, in which no document
// prints anything of its own.
const edgeShare = .06

// Overprint returns the lines at the edges of a page that is a picture: what is
// printed over a scan there is no part of the document.
func Overprint(p pdf.Page) []pdf.Line {
	if !(p.Letters < fewLetters && isPicture(p)) && !isOverprinted(p) {
		return nil
	}
	var out []pdf.Line
	for _, l := range p.Lines {
		if l.Box.Y1 < edgeShare*p.Height || l.Box.Y0 > (1-edgeShare)*p.Height {
			out = append(out, l)
		}
	}
	return out
}

// KeepOverprint keeps what is printed over the edges of a scan beside its text.
func KeepOverprint(info *legal.PageInfo, p pdf.Page) {
	for _, l := range Overprint(p) {
		var words []string
		for _, w := range l.Words {
			words = append(words, w.Text)
		}
		if text := strings.Join(words, " "); l.Box.Y0 < p.Height/2 {
			info.Above = append(info.Above, text)
		} else {
			info.Below = append(info.Below, text)
		}
	}
}

// isVietnamese reports whether the words of a page look like Vietnamese; too few
// words prove nothing, but many in capitals that are none prove no Vietnamese.
func isVietnamese(p pdf.Page) bool {
	var s viet.Spelling
	for text := range printed(p) {
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
	words, marked, well, letters, vowels := 0, 0, 0, 0, 0
	for text := range printed(p) {
		for _, w := range strings.FieldsFunc(text, isApart) {
			words++
			if !viet.IsSyllable(w) && !isLatinWord(w) {
				continue
			}
			if !viet.IsASCII(w) {
				marked++
			}
			well++
			letters += utf8.RuneCountInString(w)
			vowels += countVowels(w)
		}
	}
	return float64(well) >= minWellFormed*float64(words) && float64(vowels) >= minVowels*float64(letters) &&
		float64(marked) <= maxMarked*float64(words)
}

// printed yields the words of a page that are no stamps and hold a letter.
func printed(p pdf.Page) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, l := range p.Lines {
			for i := range l.Words {
				w := &l.Words[i]
				if !w.Stamp && strings.ContainsFunc(w.Text, unicode.IsLetter) && !yield(w.Text) {
					return
				}
			}
		}
	}
}

// isApart reports whether a rune parts words: punctuation and digits of
// references ("A15.0", "CFR/216").
func isApart(r rune) bool {
	return r < utf8.RuneSelf && !unicode.IsLetter(r) || unicode.IsPunct(r)
}

// isLatinWord reports whether a word may be one of a language in Latin letters, with the
// marks of western ones: small, capitalised or all capitals. Codes taken for letters keep
// no such order.
func isLatinWord(w string) bool {
	for _, r := range w {
		if r > unicode.MaxLatin1 && r != 'œ' && r != 'Œ' || !unicode.IsLetter(r) {
			return false
		}
	}
	small, capital := strings.ToLower(w), strings.ToUpper(w)
	_, first := utf8.DecodeRuneInString(w)
	return w == small || w == capital || w == strings.ToUpper(w[:first])+strings.ToLower(w[first:])
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

// caselessDoubt is the doubt of words of a page without a capital: its font has lost
// them, and with them what tells names and codes.
const caselessDoubt = .3

// DoubtCaseless returns a page, with its words doubted where it has text enough to
// hold capitals and holds none.
func DoubtCaseless(p pdf.Page) pdf.Page {
	most := 0 // letters that there can be
	for text := range printed(p) {
		most += len(text)
	}
	letters, capitals := 0, 0
	for text := range printed(p) {
		if 200*capitals > most {
			return p
		}
		for _, r := range text {
			switch {
			case unicode.IsUpper(r):
				capitals++
			case unicode.IsLetter(r):
				letters++
			}
		}
	}
	if letters < fewLetters || 200*capitals > letters {
		return p
	}
	lines := p.Lines
	p.Lines = make([]pdf.Line, len(lines))
	for i, l := range lines {
		l.Words = slices.Clone(l.Words)
		for k := range l.Words {
			l.Words[k].Doubt = max(l.Words[k].Doubt, caselessDoubt)
		}
		p.Lines[i] = l
	}
	return p
}
