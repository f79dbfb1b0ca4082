package viet

import (
	"unicode"
	"unicode/utf8"
)

// lone is greater than every rune of which [forms] tells something.
const lone = 0x2028

// forms tells of the runes that nearly all text consists of (Latin letters with their
// marks in them, dashes, quotes) what becomes of them. None of them composes with
// another, so a text of them alone needs no look at what stands around a letter.
var forms = func() *[lone]form {
	var out [lone]form
	for _, span := range [...]struct{ first, last rune }{{0, 0x24f}, {0x1e00, 0x1eff}, {0x2010, 0x2027}} {
		for r := span.first; r <= span.last; r++ {
			s := string(r)
			out[r].normal, out[r].letter, out[r].lower = normalize(s) == s, unicode.IsLetter(r), unicode.ToLower(r)
			if folded, n := utf8.DecodeRuneInString(fold(s)); n == len(fold(s)) {
				out[r].folded = folded
			}
		}
	}
	for row, letters := range toneRows {
		for t, r := range letters {
			out[r].vowel = vowel{int8(row + 1), tone(t)}
		}
	}
	return &out
}()

// form is what is known of a rune; folded is 0 where it becomes no single other one.
type form struct {
	normal bool // stays as it is
	letter bool
	vowel  vowel // of a vowel letter in lower case
	lower  rune  // 0 for a rune of which nothing is told
	folded rune
}

// lower is unicode.ToLower.
func lower(r rune) rune {
	if r >= 0 && r < lone && forms[r].lower != 0 {
		return forms[r].lower
	}
	return unicode.ToLower(r)
}

// isLetter is unicode.IsLetter.
func isLetter(r rune) bool { return r >= 0 && r < lone && forms[r].letter || unicode.IsLetter(r) }

// isNormal reports whether a text consists of runes that stay as they are. A text that
// does not may still be normal.
func isNormal(s string) bool {
	for _, r := range s {
		if r >= lone || !forms[r].normal {
			return false
		}
	}
	return true
}
