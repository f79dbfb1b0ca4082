package excerpt

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
)

func TestAround(t *testing.T) {
	const text = "một hai ba bốn năm sáu bảy tám chín mười"
	at := strings.Index(text, "năm")
	for n, want := range map[int]string{0: "…năm…", 12: "…năm sáu bảy…", 500: text} {
		if got := Around(text, legal.Span{Start: at, End: at + len("năm")}, n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	if got := Around("ngắn", legal.Span{Start: -5, End: 99}, 3); got != "ngắn" {
		t.Errorf("%q", got)
	}
}

// An excerpt is a part of its text between whole words, around what was found, and no longer
// than asked.
func FuzzAround(f *testing.F) {
	f.Add("Thực hiện Nghị quyết số 30-NQ/TW của Bộ Chính trị", 10, 30, 20)
	f.Add("ữ ữ \U0001F4DC  \n x", 2, 4, 0)
	f.Add("", -1, 99, 5)
	f.Fuzz(func(t *testing.T, text string, from, to, n int) {
		text = strings.ToValidUTF8(text, "?")
		if n < 0 || n > 10_000 || from < 0 || to > len(text) || from > to || from < len(text) &&
			!utf8.RuneStart(text[from]) || to < len(text) && !utf8.RuneStart(text[to]) {
			return
		}
		got := Around(text, legal.Span{Start: from, End: to}, n)
		if !utf8.ValidString(got) {
			t.Errorf("%q is cut within a letter: %q", text, got)
		}
		inner := strings.Join(strings.Fields(strings.TrimSuffix(strings.TrimPrefix(got, "…"), "…")), " ")
		if !strings.Contains(strings.Join(strings.Fields(text), " "), inner) {
			t.Errorf("%q is no part of %q", inner, text)
		}
		if found := strings.Join(strings.Fields(text[from:to]),
			" "); !strings.Contains(strings.Join(strings.Fields(got), " "), found) {
			t.Errorf("%q was found, shown is %q", found, got)
		}
	})
}
