package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// spaced reports whether a space stands between two words of a block; atLineEnd
// is true where a line ends between them.
func spaced(prev, next *word, atLineEnd bool) bool {
	switch {
	case !joinable(next.Text):
		return true
	case atLineEnd:
		return !brokenSymbol(prev.Text, next.Text)
	case next.Mark:
		return true // a mark without a footnote is no part of the word before it
	}
	return !next.Glued
}

// combining is the first byte of the first rune that may join the one before it.
const combining = 0xcc

// joinable reports whether s keeps its form behind any other text (NFC).
func joinable(s string) bool {
	return s != "" && s[0] < combining || norm.NFC.PropertiesString(s).BoundaryBefore()
}

// brokenSymbol reports whether a line end falls inside a number, a code or a
// date: behind a dash or slash that clings to its word ("83/KH-⏎UBND",
// "30/6/⏎2020"), or before one that begins the rest of a code ("NQ⏎-HĐND").
func brokenSymbol(prev, next string) bool {
	if head, ok := cutLastDash(prev); ok {
		return endsAlnum(head) && startsAlnum(next)
	}
	if rest, ok := cutFirstDash(next); ok {
		return isCode(rest) && isCode(prev)
	}
	return false
}

func cutLastDash(s string) (string, bool) {
	r, n := utf8.DecodeLastRuneInString(s)
	return s[:len(s)-n], isJoiner(r)
}

func cutFirstDash(s string) (string, bool) {
	r, n := utf8.DecodeRuneInString(s)
	return s[n:], isJoiner(r)
}

// isJoiner reports whether r holds the parts of a number or code together. U+0002
// and U+FFFE are what some programs write for a hyphen at a line end.
func isJoiner(r rune) bool {
	return strings.ContainsRune("-/‐‑–\u00ad\ufffe\u0002", r)
}

func endsAlnum(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func startsAlnum(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// isCode reports whether s looks like part of a number: capitals, digits and
// separators, with the small letters of codes such as CTr and TTg.
func isCode(s string) bool {
	s = strings.TrimRight(s, ".,;:)")
	capitals := 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r) || unicode.IsDigit(r):
			capitals++
		case isJoiner(r) || strings.ContainsRune("&.rg", r):
		default:
			return false
		}
	}
	return capitals > 0
}
