package index

import (
	"testing"
	"unicode"
)

// What is told fast of a letter is what the tables tell.
func TestIsLatin(t *testing.T) {
	letters := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if isLatin(r) {
			if letters++; !unicode.IsLetter(r) || unicode.Is(unicode.Cf, r) {
				t.Errorf("%U is no letter", r)
			}
		}
	}
	if letters < 500 {
		t.Errorf("%d letters", letters)
	}
	for _, r := range "ăâđêôơưàảãáạ ỹ" {
		if r != ' ' && !isLatin(r) {
			t.Errorf("%c is not told", r)
		}
	}
}
