package answer

import (
	"strings"
	"testing"
)

// What is taken for folded is folded, whatever white space there is.
func FuzzFolded(f *testing.F) {
	for _, s := range []string{"", " ", "a", " a", "a ", "a  b", "Kế hoạch số 2", "a\u00a0b", "a\u0085", "\u1680a", "a\u2003\u3000b", "\u202fÚ", "\xff \x9a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := folded(s), strings.Join(strings.Fields(s), " "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	})
}
