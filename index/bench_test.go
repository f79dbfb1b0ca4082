package index

import (
	"context"
	"testing"
)

// made makes n documents of eight pages, always the same.
func made(b *testing.B, n int) source {
	g := newGenerator(b, 1)
	var s source
	for i := range n {
		e, _ := g.entry(i, 8)
		s = append(s, e)
	}
	return s
}

func BenchmarkUpdate(b *testing.B) {
	s := made(b, 200)
	size := 0
	for _, e := range s {
		size += len(e.Text)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		mustUpdate(b, b.TempDir(), s)
	}
}

func BenchmarkSearch(b *testing.B) {
	dir := b.TempDir()
	mustUpdate(b, dir, made(b, 200))
	r := mustOpen(b, dir)
	for _, text := range []string{"số", "so", "kế hoạch thực hiện", "ke hoach thuc hien", `"kế hoạch"`,
		`"tổ chức thực hiện"`, "loai:kh ngay:2015..2019", "30-NQ/CP"} {
		b.Run(text, func(b *testing.B) {
			q := mustParse(b, text)
			for b.Loop() {
				if _, err := r.Search(context.Background(), q, Options{Limit: 10, Facets: true}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
