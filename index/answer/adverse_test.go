package answer

import (
	"fmt"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// The day of a document is its own, else the latest that is said of it, else its year: what is
// dated after that is dated after it for sure.
func TestLatestDay(t *testing.T) {
	seen := func(values ...string) (out []legal.Seen) {
		for _, v := range values {
			out = append(out, legal.Seen{Value: v, Count: 1})
		}
		return out
	}
	day := func(s string) legal.Date {
		d, err := legal.ParseDate(s)
		must(t, err)
		return d
	}
	for name, tt := range map[string]struct {
		d    legal.Document
		want string
	}{
		"its own":                {legal.Document{Date: day("2025-06-30"), Dates: seen("2025-07-01")}, "2025-06-30"},
		"two that disagree":      {legal.Document{Dates: seen("2025-06-30", "2025-07-01")}, "2025-07-01"},
		"in the other order":     {legal.Document{Dates: seen("2025-07-01", "2025-06-30")}, "2025-07-01"},
		"over years":             {legal.Document{Year: 2025, Dates: seen("2026-01-01", "2025-06-30")}, "2026-01-01"},
		"one that is none":       {legal.Document{Dates: seen("hôm qua", "2025-06-30")}, "2025-06-30"},
		"a year alone":           {legal.Document{Year: 2025}, "2025"},
		"the year in its number": {numbered("71/2020/NĐ-CP"), "2020"},
		"nothing":                {legal.Document{}, ""},
	} {
		if got := latestDay(tt.d).String(); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func numbered(number string) legal.Document {
	s, _ := legal.ParseSymbol(number)
	return legal.Document{Number: number, Symbol: s, Year: s.Year}
}

// Chains that come back to where they began end, and each document is told in them once.
func TestTraceRound(t *testing.T) {
	number := func(i int) string {
		return fmt.Sprintf("Kế hoạch số %d/KH-UBND ngày 0%d/6/2025 của UBND tỉnh Sơn La", i, i)
	}
	texts := map[string]string{}
	for i := 1; i <= 4; i++ {
		texts[fmt.Sprint(i, ".txt")] = plan(fmt.Sprint(i, "/KH-UBND"), fmt.Sprintf("ngày 0%d tháng 6 năm 2025", i),
			"Sơn La", fmt.Sprint("Việc thứ ", i),
			"Thực hiện "+number(i%4+1)+";", "Căn cứ "+number(i)+";")
	}
	l := newLibrary(t, texts)
	g := l.graph()
	for i := 1; i <= 4; i++ {
		id := l.document(fmt.Sprint(i, "/KH-UBND")).ID
		c, err := l.service().Trace(g, id, []graph.Way{graph.Up, graph.Down}, Followed(), 0, 0)
		must(t, err)
		for way, top := range map[string]*Node{"up": c.Up, "down": c.Down} {
			seen := map[string]int{}
			var walk func(n *Node, depth int)
			walk = func(n *Node, depth int) {
				if n.Cycle || n.Repeat {
					if len(n.Next) > 0 {
						t.Errorf("%s from %s: %s is told again", way, id, n.ID)
					}
					return
				}
				seen[n.ID]++
				if depth > 10 {
					t.Fatalf("%s from %s does not end", way, id)
				}
				for _, next := range n.Next {
					walk(next, depth+1)
				}
			}
			walk(top, 0)
			if len(seen) != 4 {
				t.Errorf("%s from %s: %v", way, id, seen)
			}
			for doc, n := range seen {
				if n != 1 {
					t.Errorf("%s from %s: %s stands there %d times", way, id, doc, n)
				}
			}
		}
	}
}

// What a step shows as evidence is a sentence of the page that it names, in every answer.
func TestEvidenceIsPrinted(t *testing.T) {
	l := newLibrary(t, chain())
	id := l.document("501/KH-UBND").ID
	c, err := l.service().Trace(l.graph(), id, []graph.Way{graph.Up, graph.Down}, nil, 0, 0)
	must(t, err)
	known, err := l.c.KnownPaths(t.Context())
	must(t, err)
	n := 0
	var walk func(*Node)
	walk = func(x *Node) {
		for _, e := range x.Evidence {
			n++
			text, ok, err := l.c.Text(t.Context(), known[e.File].SHA256)
			must(t, err)
			if !ok || e.Page < 1 || e.Page > len(text.Pages) || !strings.Contains(text.Content, e.Sentence) ||
				e.Sentence == "" {
				t.Errorf("%s: %q on page %d is not in %s", x.ID, e.Sentence, e.Page, e.File)
			}
		}
		for _, next := range x.Next {
			walk(next)
		}
	}
	walk(c.Up)
	walk(c.Down)
	if n < 4 {
		t.Errorf("%d pieces of evidence", n)
	}
}

// A search for anything at all gives an answer or says what is wrong, with marks that lie in
// what is shown.
func TestSearchForAnything(t *testing.T) {
	l := newLibrary(t, chain())
	r, err := index.Open(l.indexDir())
	must(t, err)
	defer r.Close()
	for _, q := range []string{"a", "cải", "cải cách", `"cải cách"`, "CẢI CÁCH", "cai cach", "c*", "ca*",
		"cải OR y tế", "-cải y", "501/KH-UBND", "kế hoạch 501", "trich:76/NQ-CP", "quanhe:thuchien", "loai:kh",
		"nam:2023..2024",
		"ngay:..2023-05-10", "coquan:sở", "cap:tỉnh", "giu:co", "giu:khong", "tinh:\"Sơn La\"", "luật lưu trữ",
		"Điều 5 Luật Lưu trữ", "%", "_", "\\", "'", "(", "*", "\x00", "…", strings.Repeat("cải ", 60),
		strings.Repeat("x", 5000), "🙂", "ﬁ", "Ⅷ"} {
		found, err := index.Find(t.Context(), l.c, r, q, index.Options{Limit: 10, Facets: true})
		if err != nil {
			if !strings.Contains(fmt.Sprintf("%T", err), "QueryError") && err != index.ErrEmptyQuery {
				t.Errorf("%.40q: %v", q, err)
			}
			continue
		}
		s, err := l.service().Search(q, found, 0, 3)
		must(t, err)
		if s.Total < len(s.Hits) || s.Query != q {
			t.Errorf("%.40q: %d hits of %d", q, len(s.Hits), s.Total)
		}
		for _, h := range s.Hits {
			for _, p := range h.Places {
				letters := len([]rune(p.Excerpt))
				for _, m := range p.Marks {
					if m[0] < 0 || m[1] > letters || m[0] >= m[1] {
						t.Errorf("%.40q: marks %v in %d letters", q, m, letters)
					}
				}
			}
		}
		table := l.service().SearchTable(found, 0, 3)
		for row := range table.Rows {
			if len(row) != len(table.Columns) {
				t.Errorf("%.40q: a row of %d cells for %d columns", q, len(row), len(table.Columns))
			}
		}
	}
}
