package resolve

import "testing"

func TestTitlesAlike(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"Phòng, chống hạn mặn", "Sắp xếp trụ sở làm việc", false},
		{"Kế hoạch công tác tháng 3 năm 2023", "Kế hoạch công tác tháng 4 năm 2023 của Sở", false},
		{"về chuyển đổi số năm 2025", "về chuyển đổi số năm 2025 trên địa bàn tỉnh", true},
		{"Tăng cường công tác phòng cháy chữa cháy mùa khô", "Tăng cường công tác phòng chảy chữa cháy mùa khỏ", true},
	} {
		if got := titlesAlike(test.a, test.b); got != test.want {
			t.Errorf("%q and %q: %v", test.a, test.b, got)
		}
	}
}
