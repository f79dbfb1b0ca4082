package cite

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/layout"
)

// TestPlaceAbove reads an issuer with the place it lies in, and leaves lists alone.
func TestPlaceAbove(t *testing.T) {
	for text, want := range map[string]string{
		"Theo Kế hoạch số 31/KH-THTP ngày 15/9/2025 của Trường Tiểu học Trần Phú, phường Uông Bí; Kế hoạch số 2/KH-UBND.":    "Trường Tiểu học Trần Phú, phường Uông Bí",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2025 của UBND xã Tân Hòa, tỉnh Vĩnh Long về chuyển đổi số.":                   "UBND xã Tân Hòa, tỉnh Vĩnh Long",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2025 của UBND phường Tân An, thành phố Cần Thơ về chuyển đổi số.":             "UBND phường Tân An, thành phố Cần Thơ",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2025 của UBND xã Hòa Bình, tỉnh Lạng Sơn về chuyển đổi số.":                   "UBND xã Hòa Bình, tỉnh Lạng Sơn",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2025 của UBND phường 2 Bảo Lộc, tỉnh Lâm Đồng về chuyển đổi số.":              "UBND phường 2 Bảo Lộc, tỉnh Lâm Đồng",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2025 của UBND xã Phú Hòa 2, tỉnh Đắk Lắk về chuyển đổi số.":                   "UBND xã Phú Hòa 2, tỉnh Đắk Lắk",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2025 của UBND xã Ea H'Leo, tỉnh Đắk Lắk về chuyển đổi số.":                    "UBND xã Ea H'Leo, tỉnh Đắk Lắk",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2025 của UBND xã Cư M'gar, tỉnh Đắk Lắk về chuyển đổi số.":                    "UBND xã Cư M'gar, tỉnh Đắk Lắk",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2024 của UBND thị trấn N.T Phong Hải, tỉnh Lào Cai về chuyển đổi số.":         "UBND thị trấn N.T Phong Hải, tỉnh Lào Cai",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2025 của UBND xã Hội An, tỉnh An Giang về chuyển đổi số.":                     "UBND xã Hội An, tỉnh An Giang",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2024 của UBND thành phố Điện Biên Phủ về chuyển đổi số.":                      "UBND thành phố Điện Biên Phủ",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2024 của UBND thành phố Tân Uyên, tỉnh Bình Dương về chuyển đổi số.":          "UBND thành phố Tân Uyên, tỉnh Bình Dương",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2025 của UBND thành phố Hà Nội, tỉnh Bắc Ninh cùng thực hiện.":                "UBND thành phố Hà Nội",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2025 của UBND xã Thống Nhất, tỉnh Thái Bình về chuyển đổi số.":                "UBND xã Thống Nhất, tỉnh Thái Bình",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2023 của UBND xã Tân Hòa, huyện Lai Vung, tỉnh Đồng Tháp.":                    "UBND xã Tân Hòa, huyện Lai Vung, tỉnh Đồng Tháp",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2025 của UBND tỉnh Vĩnh Long, thành phố Cần Thơ cùng thực hiện.":              "UBND tỉnh Vĩnh Long",
		"Theo Kế hoạch số 19/KH-UBND ngày 14/8/2025 của UBND xã Tân Hòa, xã Tân Phú đã thực hiện.":                           "UBND xã Tân Hòa",
		"Theo Kế hoạch số 19/KH-SYT ngày 14/8/2025 của Sở Y tế, thành phố Cần Thơ thực hiện.":                                "Sở Y tế",
		"Theo Kế hoạch số 31/KH-THTP ngày 15/9/2025 của Trường Tiểu học Trần Phú, các phường trong tỉnh cùng thực hiện ngay": "Trường Tiểu học Trần Phú",
		"Theo Kế hoạch số 31/KH-THTP ngày 15/9/2025 của Trường Tiểu học Trần Phú (phường Uông Bí) về dạy học.":               "Trường Tiểu học Trần Phú (phường Uông Bí)",
		"Theo Kế hoạch số 31/KH-THTP ngày 15/9/2025 của Trường Tiểu học Trần Phú - phường Uông Bí về dạy học.":               "Trường Tiểu học Trần Phú - phường Uông Bí",
		"Theo Kế hoạch số 31/KH-THTP ngày 15/9/2025 của Trường Tiểu học Trần Phú (phường Uông Bí và các phường khác).":       "Trường Tiểu học Trần Phú",
		"Theo Kế hoạch số 19/KH-SYT ngày 14/8/2025 của Sở Y tế - tỉnh Quảng Ninh cùng thực hiện.":                            "Sở Y tế",
	} {
		cs := Find(layout.Plain(text))
		if len(cs) == 0 || cs[0].Issuer != want {
			t.Errorf("%s: %+v, want %s", text, cs, want)
		}
	}
}
