package viet

import (
	"strings"
	"testing"
)

func TestBeginsAlike(t *testing.T) {
	const whole = "Thực hiện chủ đề công tác năm 2023 “Nâng cao hiệu quả thu hút đầu tư và chất lượng đời sống nhân dân”"
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{whole, whole, true},
		{whole, "thực hiện chủ đề công tác năm 2023", true},
		{whole, "Thực hiên chủ đê công tac năm 2023 nâng cao hiệu quả", true},
		{whole, "thực hiện chủ đề công tác năm 2022", false},
		{whole, "chủ đề công tác năm 2023", false}, // not its beginning
		{whole, "Thực hiện chủ", false},
		{"Công nhận sáng kiến của bà Nguyễn Thị Lan", "Công nhận sáng kiến của bà Nguyễn Thị Mai", false},
		{"Phê duyệt dự án đường tỉnh 338", "Phê duyệt dự án đường tỉnh 333", false},
		{"Phê duyệt dự án đường số 3", "Phê duyệt dự án đường số", true},
		{whole, strings.Replace(whole, "hiệu quả ", "", 1), true},
		{whole + " Lan", whole + " Hoàng", false},
		{whole, strings.Replace(whole, "2023", "", 1), false},
		{"về việc giải thể Hiệp hội rau quả", "V/v giải thể Hiệp hội rau quả Đà Lạt", true},
		{"", "", false},
	} {
		if got := BeginsAlike(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
		if BeginsAlike(c.b, c.a) != c.want {
			t.Errorf("%q and %q: not the same the other way round", c.a, c.b)
		}
	}
}
