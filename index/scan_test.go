package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// plainWords is a second, plainer way to take a text apart.
func plainWords(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Cf) || r == '\u00ad'
	})
}

func TestSearchEqualsScan(t *testing.T) {
	checkAgainstScan(t, []string{library[0].Text, library[1].Text, library[2].Text})
}

func FuzzSearchEqualsScan(f *testing.F) {
	f.Add(library[0].Text, library[1].Text)
	f.Add("Uỷ ban\nỦY BAN uy ban", norm.NFD.String("đường dương ĐƯƠNG đương\u200b")+" 30-NQ/TW¹ 15a")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 1000 {
			return
		}
		checkAgainstScan(t, []string{viet.Normalize(a), b})
	})
}

// checkAgainstScan indexes the texts and asks for each of their words and pairs of
// words, with marks and without: what is found must be what a scan of the folded
// text finds, and the highlights must be those very words.
func checkAgainstScan(t *testing.T, texts []string) {
	var s source
	for i, content := range texts {
		s = append(s, text(fmt.Sprint(i), int64(i+1), content))
	}
	dir := t.TempDir()
	mustUpdate(t, dir, s)
	r := mustOpen(t, dir)
	for _, content := range texts {
		printed := plainWords(content)
		if slices.ContainsFunc(printed, func(w string) bool { return !slices.Equal(words(w), []span{{0, len(w)}}) }) {
			continue // long words are cut, and marks before a letter left out
		}
		for i := range printed {
			for _, form := range []func(string) string{viet.Fold, viet.Marked} {
				checkWord(t, r, texts, form(printed[i]))
				if i > 0 {
					checkPhrase(t, r, texts, form(printed[i-1])+" "+form(printed[i]))
				}
			}
		}
	}
}

func checkWord(t *testing.T, r *Reader, texts []string, w string) {
	t.Helper()
	res := mustSearch(t, r, Query{Words: []string{w}})
	for i, content := range texts {
		form := formOf(w)
		want := slices.ContainsFunc(plainWords(content), func(p string) bool { return form(p) == w })
		at := slices.IndexFunc(res.Hits, func(h Hit) bool { return h.ID == fmt.Sprint(i) })
		if want != (at >= 0) {
			t.Fatalf("%q in %q: found %v, want %v", w, content, at >= 0, want)
		}
		if at < 0 {
			continue
		}
		for _, s := range res.Hits[at].Spans {
			if p := content[s.Start:s.End]; !utf8.ValidString(p) || form(p) != w {
				t.Fatalf("%q in %q: highlight %q", w, content, p)
			}
		}
	}
}

func checkPhrase(t *testing.T, r *Reader, texts []string, phrase string) {
	t.Helper()
	q, err := ParseQuery(`"` + phrase + `"`)
	if err != nil {
		t.Fatal(err)
	}
	first, second, _ := strings.Cut(phrase, " ")
	res := mustSearch(t, r, q)
	for i, content := range texts {
		want := false
		p := plainWords(content)
		for j := 1; j < len(p); j++ {
			want = want || formOf(first)(p[j-1]) == first && formOf(second)(p[j]) == second
		}
		if got := slices.ContainsFunc(res.Hits, func(h Hit) bool { return h.ID == fmt.Sprint(i) }); got != want {
			t.Fatalf("%q in %q: found %v, want %v", phrase, content, got, want)
		}
	}
}

// formOf returns the form in which a word typed so is compared.
func formOf(typed string) func(string) string {
	if viet.Fold(typed) == typed {
		return viet.Fold
	}
	return viet.Marked
}
