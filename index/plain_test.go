package index

import (
	"testing"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/cite"
)

func isPlainWord(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Cf) && r != '\u00ad'
}

func parseRef(s string) (cite.Ref, bool) { return cite.Parse(s) }

func mustParse(t testing.TB, s string) Query {
	t.Helper()
	q, err := ParseQuery(s)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func mustSearch(t testing.TB, r *Reader, q Query) Results {
	t.Helper()
	res, err := r.Search(t.Context(), q, Options{Limit: 10, Facets: true})
	if err != nil {
		t.Fatal(err)
	}
	return res
}
