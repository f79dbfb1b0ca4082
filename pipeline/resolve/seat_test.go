package resolve

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// TestSeatOf reads issuer phrases in a document of Cẩm Phả, Quảng Ninh.
func TestSeatOf(t *testing.T) {
	here := homeOf(reading("a", camPha))
	for _, test := range []struct {
		code, phrase string
		tier         tier
		name, over   string
	}{
		{"TW", "Bộ Chính trị", central, "", ""},
		{"VPTW", "Văn phòng Trung ương Đảng", central, "", ""},
		{"BGDĐT", "", central, "", ""},
		{"UBND", "UBND tỉnh", province, "quang-ninh", ""},
		{"UBND", "Chủ tịch Ủy ban nhân dân tỉnh Lâm Đồng", province, "lam-dong", ""},
		{"UBND", "UỶ BAN NHÂN DÂN TỈNH LÂM ĐỒNG", province, "lam-dong", ""},
		{"UBND", "Uỷ ban nhân dân tỉnh Bà Rịa - Vũng Tàu", province, "ba-ria-vung-tau", ""},
		{"UBND", "UBND TP. Hồ Chí Minh", province, "ho-chi-minh", ""},
		{"UBND", "UBND thành phố", town, "cam-pha", ""},
		{"PGDĐT", "UBND THÀNH PHỐ HẠ LONG PHÒNG GIÁO DỤC", town, "ha-long", ""},
		{"SYT", "UBND TỈNH KIÊN GIANG SỞ Y TẾ", province, "kien-giang", ""},
		{"UBND", "UBND thành phố Hải Phòng", province, "hai-phong", ""},
		{"UBND", "UBND thành phố Hạ Long", town, "ha-long", ""},
		{"UBND", "tỉnh", province, "quang-ninh", ""},
		{"UBND", "", anyTier, "", ""},
		{"UBND", "UBND huyện", rural, "", ""},
		{"UBND", "UBND huyện Châu Thành, tỉnh Tiền Giang", rural, "chau-thanh", "tien-giang"},
		{"UBND", "UBND Quận 1", quarter, "1", ""},
		{"UBND", "UBND phường Cẩm Đông", commune, "cam-dong", "quang-ninh"},
		{"HĐND", "Hội đồng nhân dân thị xã Đông Triều", town, "dong-trieu", ""},
		{"TU", "Ban Thường vụ Thành ủy", town, "cam-pha", ""},
		{"TU", "BCH Đảng bộ tỉnh", province, "quang-ninh", ""},
		{"TU", "Thị Ủy Đông Triều", town, "dong-trieu", ""},
		{"TU", "Ban Thường vụ Tỉnh uỷ (Khóa XIV)", province, "quang-ninh", ""},
		{"HU", "", rural, "", ""},
		{"SGDĐT", "", province, "", ""},
		{"SGDĐT", "Sở GD&ĐT", province, "quang-ninh", ""},
		{"SGDĐT", "Sở GD&ĐT Lâm Đồng", province, "lam-dong", ""},
		{"SLĐTBXH", "Sở Lao động - Thương binh và Xã hội", province, "quang-ninh", ""},
		{"PGDĐT", "Phòng Giáo dục và Đào tạo", town, "cam-pha", ""},
		{"PGDĐT", "Phòng GD&ĐT Uông Bí", district, "uong-bi", ""},
		{"THCSNH", "Trường THCS Nguyễn Huệ", unit, "truong-thcs-nguyen-hue", "cam-pha"},
		{"THCSNH", "Trường THCS Nguyễn Huệ, thị xã Đông Triều", unit, "truong-thcs-nguyen-hue", "dong-trieu"},
		{"THCSNH", "Hiệu trưởng Trường THCS Nguyễn Huệ", unit, "truong-thcs-nguyen-hue", "cam-pha"},
		{"LĐLSVN", "Ban thường vụ", unit, "", ""},
		{"BT", "Bộ trưởng Bộ Văn hóa, Thông tin", unit, "bo-van-hoa-thong-tin", ""},
		{"QS", "Bộ Chỉ huy quân sự", unit, "bo-chi-huy-quan-su", "cam-pha"},
		{"BCĐCCHC", "Trưởng Ban Chỉ đạo cải cách hành chính của Chính phủ", unit, "ban-chi-dao-cai-cach-hanh-chinh-cua-chinh-phu", ""},
	} {
		got := seatOf(test.code, test.phrase, here)
		if want := (seat{tier: test.tier, name: test.name, over: test.over}); !got.same(want) {
			t.Errorf("%s %q: %+v, want %+v", test.code, test.phrase, got, want)
		}
	}
}

func TestHome(t *testing.T) {
	for name, test := range map[string]struct {
		reading            legal.Reading
		province, district string
		center             bool
	}{
		"province":             {reading("a", quangNinh), "quang-ninh", "", false},
		"town":                 {reading("a", camPha), "quang-ninh", "cam-pha", false},
		"ministry":             {reading("a", ministry, "kế hoạch 1/KH-UBND||UBND tỉnh Lâm Đồng"), "", "", true},
		"school":               {reading("a", "1/KH-THCSNH||Trường THCS Nguyễn Huệ|Phòng GD&ĐT thị xã Đông Triều|"), "quang-ninh", "dong-trieu", false},
		"department":           {reading("a", "1/KH-SYT||Sở Y tế||Rạch Giá", "kế hoạch 1/KH-UBND||UBND tỉnh Kiên Giang"), "kien-giang", "", false},
		"central city":         {reading("a", "1/KH-UBND||UBND Thành phố Hồ Chí Minh||Thành phố Hồ Chí Minh"), "ho-chi-minh", "", false},
		"by citations":         {reading("a", "||Phòng Giáo dục và Đào tạo", "kế hoạch 1/KH-UBND||UBND tỉnh Quảng Ninh", "nghị quyết 1-NQ/TU||Thành ủy Cẩm Phả"), "quang-ninh", "cam-pha", false},
		"citations of two":     {reading("a", "||Phòng Giáo dục và Đào tạo", "kế hoạch 1/KH-UBND||UBND tỉnh Quảng Ninh", "kế hoạch 1/KH-UBND||UBND tỉnh Lâm Đồng"), "", "", false},
		"by titles":            {reading("a", "||Phòng Giáo dục", "kế hoạch 1/KH-UBND|||về giáo dục thành phố Cẩm Phả giai đoạn 2021-2025"), "quang-ninh", "cam-pha", false},
		"Hà Nội dates nothing": {reading("a", "||Liên đoàn||Hà Nội"), "", "", false},
	} {
		h := homeOf(test.reading)
		if h.center != test.center || h.province.name != test.province || h.district.name != test.district {
			t.Errorf("%s: %+v", name, h)
		}
	}
}
