package cite

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

// What is looked up is what is worked out.
func TestLetterTables(t *testing.T) {
	for r := range rune(tabled) {
		if classes[r] != classOf(r) {
			t.Errorf("%U is %b, want %b", r, classes[r], classOf(r))
		}
		want := unicode.ToLower(r)
		if utf8.RuneLen(want) != utf8.RuneLen(r) || want >= tabled {
			want = r
		}
		if r == 'Ð' || r == 'ð' || r == 'Ɖ' {
			want = 'đ'
		}
		if rune(smalls[r]) != want {
			t.Errorf("small letter of %U is %U, want %U", r, smalls[r], want)
		}
	}
}
