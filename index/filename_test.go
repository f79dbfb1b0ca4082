package index

import (
	"slices"
	"testing"
)

func TestNameWords(t *testing.T) {
	for name, want := range map[string][]string{
		"1105_KH-ĐKT.pdf":        {"1105", "kh", "dkt"},
		"CV1105.signed.PDF":      {"cv", "1105", "signed"},
		"38_VAN_BAN_5dzyr0zq.v2": {"38", "van", "ban", "5", "dzyr", "0", "zq", "v", "2"},
		"kế hoạch.txt":           {"ke", "hoach"},
		"١٢a.pdf":                {"١٢", "a"},
		"...":                    nil,
	} {
		if got := nameWords(name); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestSearchByFileName(t *testing.T) {
	s := source{
		{ID: "plan", Held: true, Text: "Kế hoạch thi đua", Files: []string{"1105 KH-ĐKT.pdf"}, Type: "Kế hoạch"},
		{ID: "text", Held: true, Text: "Thực hiện văn bản 1105 KH ĐKT về thi đua", Files: []string{"a.pdf"},
			Type: "Công văn"},
		{ID: "odd", Held: true, Text: "Thông báo", Files: []string{"ket_qua_P62243-signed.pdf"}, Type: "Thông báo"},
		{ID: "best", Held: true, Text: "Kết quả kiểm tra: kết quả", Files: []string{"b.pdf"}},
		{ID: "cited", Title: "Kế hoạch của ĐKT", Type: "Kế hoạch"},
	}
	dir := t.TempDir()
	mustUpdate(t, dir, s)
	r := mustOpen(t, dir)
	for query, want := range map[string][]string{
		"1105 KH-DKT":              {"plan"},
		"1105_KH-ĐKT.pdf":          {"plan"},
		"1105 kh đkt loai:cv":      {"text"},
		"1105 kh đkt loai:kh":      {"plan"},
		"P62243":                   {"odd"},
		"p62243-signed":            {"odd"},
		"62243":                    {"odd"},
		"kết quả":                  {"best"}, // the words of a name alone count where no text has them
		"\"kết quả\"":              {"best"},
		"kết quả -signed":          {"best"},
		"kết quả -\"kiểm tra\"":    {"odd"},
		"ket qua p":                {"odd"},
		"thi đua":                  {"plan", "text"},
		"1105":                     {"text"}, // a word alone where it stands on no page
		"62243 OR 62244":           {},
		"signed*":                  {},
		"không có tên nào như vậy": {},
	} {
		got := found(t, r, query)
		if query == "thi đua" {
			slices.Sort(got)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}
