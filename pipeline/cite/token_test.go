package cite

import (
	"testing"
	"unicode/utf8"
)

func TestLower(t *testing.T) {
	for in, want := range map[string]string{
		"ỦY BAN": "ủy ban", "UỶ BAN": "ủy ban", "cụ thể hoá": "cụ thể hóa", "QUÝ": "quý", "loan": "loan", "hoàn": "hoàn", "NÐ-CP": "nđ-cp", "khoẽ": "khoẽ", "a\xffb": "a?b",
	} {
		if got := lower(in); got != want {
			t.Errorf("lower(%q) = %q, want %q", in, got, want)
		}
	}
}

// Offsets into the lower-case text are offsets into the text.
func FuzzLower(f *testing.F) {
	f.Add("Uỷ ban, hoẽ, suỳ, ỹ, İ, ẞ, K, \xff")
	f.Fuzz(func(t *testing.T, s string) {
		if got := lower(s); len(got) != len(s) || !utf8.ValidString(got) {
			t.Errorf("lower(%q) = %q: %d bytes of %d", s, got, len(got), len(s))
		}
	})
}
