package resolve

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

func TestLawName(t *testing.T) {
	for title, want := range map[string]string{
		"":                              "",
		"LUẬT":                          "",
		"BẢO HIỂM XÃ HỘI":               "Bảo hiểm xã hội",
		"LUẬT\nBẢO HIỂM\nXÃ HỘI":        "Bảo hiểm xã hội",
		"Bộ luật Lao động":              "Lao động",
		"ƯU ĐÃI NGƯỜI CÓ CÔNG.":         "Ưu đãi người có công",
		"LUẬT SƯ":                       "Luật sư",
		"LUẬT LUẬT SƯ":                  "Luật sư",
		"TỔ CHỨC CHÍNH PHỦ":             "Tổ chức Chính phủ",
		"CĂN CƯỚC Căn cứ Hiến pháp":     "Căn cước",
		"Đấu thầu (sửa đổi)":            "Đấu thầu",
		"Đất đai Luật số: 31/2024/QH15": "Đất đai",
		"SỬA ĐỔI MỘT SỐ ĐIỀU CỦA BỘ LUẬT HÌNH SỰ VÀ LUẬT ĐẤT ĐAI": "Sửa đổi một số điều của Bộ luật Hình sự và Luật Đất đai",
		"BAN HÀNH VĂN BẢN QUY PHẠM PHÁP LUẬT":                     "Ban hành văn bản quy phạm pháp luật",
	} {
		if got := lawName(title); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}

// TestHeldLawHasName names a held law by its head where no citation does, and
// takes no title from what follows a law's name.
func TestHeldLawHasName(t *testing.T) {
	held := reading("a", "41/2024/QH15|2024-06-29|Quốc hội||Hà Nội")
	held.Head.Type, held.Head.Title = legal.Law, "BẢO HIỂM XÃ HỘI"
	r := documents([]legal.Reading{held, reading("b", lamDong,
		"luật|2024||về tiền sử dụng đất|Đất đai", "luật 22/2023/QH15|||về lựa chọn nhà thầu|Đấu thầu", "luật 59/2020/QH14|||về doanh nghiệp")})
	got := map[string][2]string{}
	for _, d := range r.Documents {
		got[d.ID] = [2]string{d.Name, d.Title}
	}
	for id, want := range map[string][2]string{
		"luat-41-2024-qh15": {"Bảo hiểm xã hội", "BẢO HIỂM XÃ HỘI"},
		"luat-dat-dai-2024": {"Đất đai", ""},
		"luat-22-2023-qh15": {"Đấu thầu", ""},
		"luat-59-2020-qh14": {"", "về doanh nghiệp"},
	} {
		if got[id] != want {
			t.Errorf("%s: name and title %q, want %q", id, got[id], want)
		}
	}
}
