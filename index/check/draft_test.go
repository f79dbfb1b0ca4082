package check

import (
	"slices"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
)

// emptyCatalog returns a catalogue that knows nothing: what is found is what the draft says against itself.
func emptyCatalog(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Open(storetest.Folder(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// found returns the findings of some rules in a draft, each as its words and, where it is known, what should
// stand there.
func found(t *testing.T, c *catalog.Catalog, text string, rules ...string) []string {
	t.Helper()
	r, err := Find(t.Context(), c, supposed(t, c, text))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range r.Findings {
		if !slices.Contains(rules, f.Rule) {
			continue
		}
		says := f.Written
		if f.Should != "" {
			says += " → " + f.Should
		}
		out = append(out, says)
	}
	return out
}

func TestForm(t *testing.T) {
	c := emptyCatalog(t)
	for text, want := range map[string]string{
		"Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;": "",
		"Căn cứ Nghị định số 30/2020/NĐ-CP ngày 5/3/2020 của Chính phủ;":            "5/3/2020 → 05/3/2020",
		"Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/03/2020 của Chính phủ;":          "", // more than is asked, and no error
		"Căn cứ Thông tư số 01/2019/TT-BNV ngày 24/1/2019 của Bộ Nội vụ;":           "24/1/2019 → 24/01/2019",
		"Căn cứ Thông tư số 01/2019/TT-BNV ngày 4 tháng 1 năm 2019 của Bộ Nội vụ;":  "4 tháng 1 năm 2019 → 04 tháng 01 năm 2019",
		"Căn cứ Thông tư số 1/2019/TT-BNV ngày 24/01/2019 của Bộ Nội vụ;":           "1/2019/TT-BNV → 01/2019/TT-BNV",
		"Căn cứ Nghị định số 30/2020/ NĐ-CP ngày 05/3/2020 của Chính phủ;":          "30/2020/ NĐ-CP → 30/2020/NĐ-CP",
		"Căn cứ Nghị định số 30/2020/NĐ–CP ngày 05/3/2020 của Chính phủ;":           "30/2020/NĐ–CP → 30/2020/NĐ-CP",
		"Căn cứ Nghị định số 30/2020/ND-CP ngày 05/3/2020 của Chính phủ;":           "30/2020/ND-CP → 30/2020/NĐ-CP",
		"Thực hiện Kết luận số 51-KL/TW, ngày 30/5/2019 của Ban Bí thư;":            "",
	} {
		if got := strings.Join(found(t, c, text, Form), "; "); got != want {
			t.Errorf("%s\n got %q\nwant %q", text, got, want)
		}
	}
}

func TestOrder(t *testing.T) {
	c := emptyCatalog(t)
	const (
		law    = "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;\n\n"
		older  = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;\n\n"
		young  = "Căn cứ Nghị định số 49/2026/NĐ-CP ngày 31/01/2026 của Chính phủ;\n\n"
		letter = "Thực hiện Công văn số 7/SNV-VP ngày 05/02/2026 của Sở Nội vụ;\n\n"
	)
	for _, tt := range []struct{ text, want string }{
		{law + older + young + letter, ""},
		{law, ""},
		{older + law + young, "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025"},
		{law + young + older, "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ"},
		{older + young + law, "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025"}, // the fewest that are out of place
		{law + older + older + young, ""},
		{letter + law + older, ""}, // a letter has no rank
	} {
		if got := strings.Join(found(t, c, tt.text, Order), "; "); got != tt.want {
			t.Errorf("%s\n got %q\nwant %q", tt.text, got, tt.want)
		}
	}
}

func TestAgainstItself(t *testing.T) {
	c := emptyCatalog(t)
	for text, want := range map[string]string{
		"Căn cứ Quyết định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;":                         "Quyết định → Nghị định",
		"Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Thủ tướng Chính phủ;":                "Thủ tướng Chính phủ → Chính phủ",
		"Căn cứ Thông tư số 59/2015/TT-BLĐTBXH ngày 29/12/2015 của Bộ trưởng Bộ Nội vụ;":           "Bộ trưởng Bộ Nội vụ",
		"Căn cứ Thông tư số 15/2004/TT-BVHTT ngày 29/12/2004 của Bộ Văn hóa, Thể thao và Du lịch;": "",
		"Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2021 của Chính phủ;":                          "05/3/2021",
		"Thực hiện Kế hoạch 512 của Ủy ban nhân dân tỉnh;":                                         "Kế hoạch 512 của Ủy ban nhân dân tỉnh",
		"Theo Kế hoạch số 512/KH-UBND ngày 05/3/2026 của UBND tỉnh.\n\nThực hiện Kế hoạch 512;":    "",
		"Theo Kế hoạch số 9/KH-UBND ngày 05/3/2026 của UBND tỉnh Sơn La về chuyển đổi số năm 2026.\n\n" +
			"Thực hiện Kế hoạch số 9/KH-UBND ngày 06/3/2026 của UBND tỉnh Sơn La về chuyển đổi số năm 2026;": "06/3/2026",
		"Theo Kế hoạch số 9/KH-UBND ngày 05/3/2026 của UBND tỉnh Sơn La;\n\nKế hoạch số 9/KH-UBND ngày 06/3/2026 của UBND tỉnh Lai Châu;": "",
	} {
		if got := strings.Join(found(t, c, text, SymbolType, SymbolIssuer, SymbolYear, ShortForm, TwoWays), "; "); got != want {
			t.Errorf("%s\n got %q\nwant %q", text, got, want)
		}
	}
}
