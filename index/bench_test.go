package index

import (
	"context"
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

// soup makes n texts of some 9 KB out of the words of the library, always the same.
func soup(n int) source {
	var all []string
	for _, e := range library {
		all = append(all, strings.Fields(e.Text)...)
	}
	rnd := rand.New(rand.NewSource(1))
	var s source
	for i := range n {
		var b strings.Builder
		for b.Len() < 9000 {
			b.WriteString(all[rnd.Intn(len(all))] + " ")
		}
		s = append(s, text(fmt.Sprint(i), int64(i+1), b.String()))
	}
	return s
}

func BenchmarkUpdate(b *testing.B) {
	s := soup(200)
	b.SetBytes(int64(len(s) * len(s[0].Text)))
	for b.Loop() {
		mustUpdate(b, b.TempDir(), s)
	}
}

func BenchmarkSearch(b *testing.B) {
	dir := b.TempDir()
	mustUpdate(b, dir, soup(200))
	r := mustOpen(b, dir)
	for _, text := range []string{"số", "so", "chuyển đổi số", "chuyen doi so", `"chuyển đổi số"`, `"chuyen doi so"`} {
		b.Run(text, func(b *testing.B) {
			q, err := ParseQuery(text)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := r.Search(context.Background(), q, 10, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
