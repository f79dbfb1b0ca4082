package layout

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// A long text says in parts what it says as a whole, on the same pages.
func TestPlainInParts(t *testing.T) {
	var b strings.Builder
	b.WriteString("KẾ HOẠCH\nTriển khai công tác\n\n")
	for i := range 300 {
		fmt.Fprintf(&b, "%d. Thực hiện Quyết định số %d/QĐ-UBND ngày 05/01/2026 của Ủy ban\nnhân dân tỉnh về việc này.\n\n", i, i)
		if i%20 == 19 {
			b.WriteByte('\f')
		}
	}
	whole := plainInParts(b.String(), b.Len())
	for _, length := range []int{500, 3000, 10_000} {
		if diff := cmp.Diff(whole, plainInParts(b.String(), length)); diff != "" {
			t.Errorf("in parts of %d bytes (-whole +parts):\n%s", length, diff)
		}
	}
	if most := len(whole.Blocks) + len(whole.Pages); len(whole.Words) > most {
		t.Errorf("%d words are kept of %d blocks without places", len(whole.Words), len(whole.Blocks))
	}
}

// However a text is made, its parts are the text, and none is longer than twice what is asked for.
func TestPartsOf(t *testing.T) {
	for i, s := range []string{"", "a", strings.Repeat("a", 99), strings.Repeat("ố", 99), strings.Repeat("a\u0301", 99),
		strings.Repeat("Một câu. ", 40), strings.Repeat("một\n\n\nhai\n", 20), strings.Repeat("trang\f", 30)} {
		got := ""
		for n, part := range partsOf(s, 10, i%2 == 0) {
			if part.turn && n > 0 {
				got += "\f"
			}
			if want := 1 + strings.Count(got, "\f"); part.page != want || len(part.text) > 20 {
				t.Errorf("%q: part %q is on page %d, want %d", s, part.text, part.page, want)
			}
			got += part.text
		}
		if got != s {
			t.Errorf("the parts of %q are %q", s, got)
		}
	}
}

func FuzzPlainInParts(f *testing.F) {
	f.Add("KẾ HOẠCH\nThực hiện\n\nCăn cứ Nghị quyết số 30-\nNQ/TW\f1 a\u0301", 9)
	f.Add(strings.Repeat(" a tạo1. \n\n", 9)+"\n1 Chỉ thị\n b\n\n\n23/11/2022", 20)
	f.Fuzz(func(t *testing.T, s string, length int) {
		check(t, plainInParts(s, max(4, length)))
	})
}

// Thousands of footnotes are tied each to its mark, in time that grows with the text and not with
// footnotes times words.
func TestManyFootnotes(t *testing.T) {
	const pages = 8000
	var b strings.Builder
	for i := range pages {
		fmt.Fprintf(&b, " Thực hiện nhiệm vụ giáo dục và đào tạo%d theo kế hoạch\n\n%s\n\n%d Chỉ thị số %d-CT/TU.\n",
			i+1, strings.Repeat("của tỉnh về việc này,\n\n", 5), i+1, i+1)
	}
	text := Plain(b.String())
	tied := 0
	for _, k := range text.Blocks {
		note := text.Content[k.Start:k.End]
		if k.Zone == legal.ZoneFootnote && k.Anchor >= 0 && strings.HasSuffix(text.Content[:k.Anchor], "đào tạo") {
			tied++
			if want := fmt.Sprintf("Chỉ thị số %d-CT/TU.", tied); note != want {
				t.Fatalf("footnote %d is %q", tied, note)
			}
		}
	}
	if tied != pages {
		t.Errorf("%d of %d footnotes are tied to their marks", tied, pages)
	}
}
