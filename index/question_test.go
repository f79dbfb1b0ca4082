package index

import (
	"fmt"
	"strings"
	"testing"
)

// A question asks for what it is about; what is no question keeps all its words.
func TestQuestion(t *testing.T) {
	for query, want := range map[string]string{
		"nghị định nào quy định về tinh giản biên chế?":  "tinh giản biên chế Nghị định",
		"nghi dinh nao quy dinh ve tinh gian bien che":   "tinh gian bien che Nghị định",
		"Văn bản nào quy định về dạy thêm, học thêm":     "dạy thêm học thêm ",
		"thủ tục cấp giấy phép xây dựng như thế nào":     "thủ tục cấp giấy phép xây dựng ",
		"tinh giản biên chế là gì":                       "tinh giản biên chế ",
		"quyết định nào của tỉnh thay thế":               "tỉnh thay thế Quyết định",
		"quy định về tinh giản biên chế":                 "quy định về tinh giản biên chế ",
		"viêm não nhật bản":                              "viêm não nhật bản ",
		"viem nao nhat ban":                              "viem nao nhat ban ",
		"văn bản nào":                                    "văn bản nào ",
		`nghị định nào quy định "tinh giản biên chế" ấy`: "tinh giản biên chế ấy Nghị định",
	} {
		q := mustParse(t, query)
		var words []string
		for _, g := range q.groups {
			for _, w := range g.any[0].words {
				words = append(words, w.marked)
			}
		}
		if got := strings.Join(words, " ") + " " + string(q.prefers); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// The kind of document that is asked for comes first, what else is about it behind.
func TestAskedFirst(t *testing.T) {
	var s source
	for i, e := range []Entry{{Type: "Kế hoạch", Text: "tinh giản biên chế tinh giản biên chế"},
		{Type: "Nghị định", Text: "về việc tinh giản biên chế của cả nước và những việc khác nữa"},
		{Type: "Nghị định", Text: "việc khác"}} {
		e.ID, e.Held = fmt.Sprint(i), true
		s = append(s, e)
	}
	dir := t.TempDir()
	mustUpdate(t, dir, s)
	r := mustOpen(t, dir)
	var got []string
	for _, h := range mustSearch(t, r, mustParse(t, "nghị định nào quy định về tinh giản biên chế?")).Hits {
		got = append(got, h.ID)
	}
	if strings.Join(got, " ") != "1 0" {
		t.Errorf("%v", got)
	}
}

// What no type is called is said, and what no document has where nothing is found.
func TestUnmet(t *testing.T) {
	r := openLibrary(t)
	if _, err := r.Search(t.Context(), mustParse(t, "số loai:xyz"), Options{}); err == nil ||
		!strings.Contains(err.Error(), "xyz") {
		t.Errorf("%v", err)
	}
	res := mustSearch(t, r, mustParse(t, `số loai:"công điện" coquan:"không đâu" giu:co -noi:đâu`))
	if got := fmt.Sprint(res.Unmet); got != "[{loai công điện} {coquan không đâu}]" {
		t.Errorf("%s", got)
	}
	if res := mustSearch(t, r, mustParse(t, "giu:co")); res.Unmet != nil {
		t.Errorf("%v", res.Unmet)
	}
}
