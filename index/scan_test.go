package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/viet"
)

func TestSearchEqualsScan(t *testing.T) {
	checkAgainstScan(t, []string{library[0].Text, library[1].Text, library[2].Text})
}

func FuzzSearchEqualsScan(f *testing.F) {
	f.Add(library[0].Text, library[1].Text)
	f.Add("Uỷ ban\nỦY BAN uy ban", norm.NFD.String("đường dương ĐƯƠNG đương\u200b")+" 30-NQ/TW¹ 15a")
	f.Add("giên gien gia già gịa đựơc đuợc", "tiêng̀ tiếng qúy quý")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 1000 {
			return
		}
		// Running texts are valid UTF-8, but not all were written in normal form.
		checkAgainstScan(t, []string{viet.Normalize(strings.ToValidUTF8(a, "")), strings.ToValidUTF8(b, "")})
	})
}

// checkAgainstScan indexes the texts and asks for each of their words, and for two and
// three of them as a phrase, with marks and without: what is found must be what a
// scan finds, and the marks must be those very words.
func checkAgainstScan(t *testing.T, texts []string) {
	var s source
	for i, content := range texts {
		s = append(s, text(fmt.Sprint(i), content))
	}
	dir := t.TempDir()
	mustUpdate(t, dir, s)
	r := mustOpen(t, dir)
	var content [][][2]string
	for _, text := range texts {
		var all [][2]string
		for _, w := range plainSpans(text) {
			printed := text[w.Start:w.End]
			if !slices.Equal(words(printed), []span{{0, len(printed)}}) {
				return // long words are cut, and marks before a letter left out
			}
			all = append(all, [2]string{viet.Marked(printed), viet.Fold(printed)})
		}
		content = append(content, all)
	}
	for _, all := range content {
		for i := range all {
			for n := 1; n <= 3 && i+n <= len(all); n++ {
				for form := range 2 {
					var typed []string
					for _, w := range all[i : i+n] {
						typed = append(typed, w[form])
					}
					checkTyped(t, r, texts, content, typed)
				}
			}
		}
	}
}

func checkTyped(t *testing.T, r *Reader, texts []string, content [][][2]string, typed []string) {
	t.Helper()
	q, err := ParseQuery(`"` + strings.Join(typed, " ") + `"`)
	if err != nil {
		t.Fatal(err)
	}
	res := mustSearch(t, r, q)
	for i, all := range content {
		want := scan(all, typed, len(typed) > 1, false)
		got := slices.ContainsFunc(res.Hits, func(h Hit) bool { return h.ID == fmt.Sprint(i) })
		if got != want {
			t.Fatalf("%q in %q: found %v, want %v", typed, texts[i], got, want)
		}
		marks := q.Highlights(texts[i])
		if want != (len(marks) > 0) {
			t.Fatalf("%q in %q: %d marks", typed, texts[i], len(marks))
		}
		for _, m := range marks {
			if p := texts[i][m.Start:m.End]; !utf8.ValidString(p) || !isTyped(p, typed, len(typed) > 1) {
				t.Fatalf("%q in %q: marked %q", typed, texts[i], p)
			}
		}
	}
}
