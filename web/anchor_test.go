package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func TestMarked(t *testing.T) {
	var ms []catalog.Mention
	for i, c := range []struct {
		page int
		raw  string
	}{{1, "Luật Đất đai"}, {2, "Nghị quyết số 30-NQ/TW"}, {2, "Luật Đất đai"}, {3, "Luật Đất đai"}} {
		m := catalog.Mention{Citation: legal.Citation{Page: c.page, Raw: c.raw}}
		m.Index = i
		ms = append(ms, m)
	}
	for _, tt := range []struct {
		page, place int
		words       string
		want        int // place, 0 for none
	}{
		{2, 2, "Nghị quyết số 30-NQ/TW", 2},
		{2, 2, "Nghị quyết số  30 - NQ/TW", 2}, // spaces are no words
		{1, 2, "Luật Đất đai", 1},
		{2, 2, "Luật Đất đai", 3},
		{3, 1, "Luật Đất đai", 1}, // where it was
		{3, 9, "Luật Đất đai", 4},
		{2, 9, "Nghị quyết số 30-NQ/TW", 2},
		{2, 1, "Chỉ thị số 5/CT-TTg", 0},
	} {
		m, ok := marked(ms, tt.page, tt.place, markOf(tt.words))
		if got := m.Index + 1; ok != (tt.want > 0) || ok && got != tt.want {
			t.Errorf("%d on page %d, %s: %d %v, want %d", tt.place, tt.page, tt.words, got, ok, tt.want)
		}
	}
}

// A link to a citation leads to it also where it has another place by now, and says where
// it is not read any more.
func TestLinkAfterReadingAgain(t *testing.T) {
	s := openPlans(t)
	h := s.Handler()
	sha := shaOf(t, s, "kh-52-ubnd.pdf")
	ms, err := s.catalog.Mentions(t.Context(), sha)
	if err != nil || len(ms) < 3 {
		t.Fatal(len(ms), err)
	}
	m := ms[2]
	want := citationAddress(sha, m.Page, 3, m.Raw)
	moved := fmt.Sprintf("/f/%s/%d?c=1&w=%s", sha, m.Page, markOf(m.Raw))
	if r, _ := get(t, h, moved); r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != want {
		t.Errorf("moved: %d to %s, want %s", r.StatusCode, r.Header.Get("Location"), want)
	}
	for address, lost := range map[string]bool{want: false, fmt.Sprintf("/f/%s/1?c=1&w=0000", sha): true,
		fmt.Sprintf("/f/%s/1?c=1", sha): false, fmt.Sprintf("/f/%s/1?c=999", sha): false} {
		r, body := get(t, h, strings.Split(address, "#")[0])
		if r.StatusCode != http.StatusOK || strings.Contains(body, "không còn được đọc thấy") != lost {
			t.Errorf("%s: %d, lost %v", address, r.StatusCode, !lost)
		}
	}
}
