package layout

import "testing"

// TestSentenceCase tells the communes whose names begin with Hội from society.
func TestSentenceCase(t *testing.T) {
	for printed, want := range map[string]string{
		"UBND XÃ HỘI AN":                          "UBND xã Hội An",
		"ỦY BAN NHÂN DÂN XÃ HỘI SƠN":              "Ủy ban nhân dân xã Hội Sơn",
		"ĐẢNG ỦY XÃ HỘI THỊNH":                    "Đảng ủy xã Hội Thịnh",
		"SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI":     "Sở Lao động - Thương binh và Xã hội",
		"BẢO HIỂM XÃ HỘI TỈNH QUẢNG NINH":         "Bảo hiểm Xã hội tỉnh Quảng Ninh",
		"BAN VĂN HÓA - XÃ HỘI HỘI ĐỒNG NHÂN DÂN":  "Ban Văn hóa - Xã hội hội đồng nhân dân",
		"UBND THỊ TRẤN N.T PHONG HẢI":             "UBND thị trấn N.T Phong Hải",
		"TRUNG TÂM CÔNG TÁC XÃ HỘI TỈNH LÂM ĐỒNG": "Trung tâm công tác Xã hội tỉnh Lâm Đồng",
		"PHÒNG VĂN HÓA - XÃ HỘI XÃ BA CHẼ":        "Phòng Văn hóa - Xã hội xã Ba Chẽ",
		"HỘI ĐỒNG NHÂN DÂN PHƯỜNG AN HẢI":         "Hội đồng nhân dân phường An Hải",
	} {
		if got := SentenceCase(printed); got != want {
			t.Errorf("%s: %q, want %q", printed, got, want)
		}
	}
}
