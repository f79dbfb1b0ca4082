// Package viet knows Vietnamese letters: one normal form, folding for queries
// typed without marks, one place for the tone mark, what a syllable is, and the
// encodings from before Unicode.
// Its functions are pure, take any string, and return valid UTF-8.
package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize returns s in NFC with the look-alikes of Đ (U+00D0, U+0189, U+00F0), of
// ư (U+01A2, U+01A3) and of the slash (U+2044, U+2215) turned into them, zero-width
// and other format characters dropped, and every kind of space made U+0020. Line
// feeds, tabs, dashes and soft hyphens stay; invalid bytes become U+FFFD.
func Normalize(s string) string {
	if isNormal(s) {
		return s
	}
	return normalize(s)
}

func normalize(s string) string { return norm.NFC.String(strings.Map(normalRune, s)) }

func normalRune(r rune) rune {
	switch {
	case r < 0x80 || r == '\u00ad':
		return r
	case r == 'Ð' || r == 'Ɖ':
		return 'Đ'
	case r == 'ð':
		return 'đ'
	case r == 'Ƣ':
		return 'Ư'
	case r == 'ƣ':
		return 'ư'
	case r == '\u2044' || r == '\u2215':
		return '/'
	case r == '\u2028' || r == '\u2029':
		return '\n'
	case unicode.Is(unicode.Zs, r):
		return ' '
	case unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

// Fold returns s normalized, in lower case and without any diacritic, đ as d:
// the form in which a query typed without marks meets the text. Folding twice
// changes nothing. Vietnamese text keeps its number of runes.
func Fold(s string) string {
	if IsASCII(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r >= lone || forms[r].folded == 0 {
			return fold(s)
		}
		b.WriteRune(forms[r].folded)
	}
	return b.String()
}

func fold(s string) string {
	return norm.NFC.String(strings.Map(foldRune, norm.NFD.String(normalize(s))))
}

func foldRune(r rune) rune {
	switch {
	case r == 'đ' || r == 'Đ':
		return 'd'
	case unicode.Is(unicode.Mn, r):
		return -1
	}
	return unicode.ToLower(r)
}

// HasMark reports whether a word carries a Vietnamese mark: a tone, the mark of
// ă â ê ô ơ ư, or đ.
func HasMark(word string) bool {
	for _, r := range Normalize(word) {
		if r < 0x80 {
			continue
		}
		if isVowel(lower(r)) || r == 'đ' || r == 'Đ' {
			return true
		}
	}
	return false
}

// IsASCII reports whether all letters of a text are ASCII: then it bears no marks.
func IsASCII[T ~string | ~[]byte](s T) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
