package pipeline

import "testing"

func TestSpelt(t *testing.T) {
	names := []string{"Nguyễn Đức Vũ", "SỞ Y TẾ", "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"}
	for _, tt := range []struct{ read, want string }{
		{"Sở Y té", "Sở Y tế"},
		{"Sở Y tê", "Sở Y tế"},
		{"Ủy ban nhân dân tỉnh Lâm Đẳng", "Ủy ban nhân dân tỉnh Lâm Đồng"},
		{"Sở Y tế", "Sở Y tế"},
		{"Sở Y tế tỉnh Lâm Đồng", "Sở Y tế tỉnh Lâm Đồng"}, // it says more
		{"Sở Nội vụ", "Sở Nội vụ"},                         // another office
		{"Ủy ban nhân dân tỉnh Lâm Đông", "Ủy ban nhân dân tỉnh Lâm Đồng"},
		{"Ủy ban nhân dân xã Lâm Đồng", "Ủy ban nhân dân xã Lâm Đồng"},
		{"", ""},
	} {
		if got := spelt(tt.read, names); got != tt.want {
			t.Errorf("%q is spelt %q, want %q", tt.read, got, tt.want)
		}
	}
	if got := spelt("Phòng 5", []string{"PHÒNG 6", "PHÒNG 3"}); got != "Phòng 5" {
		t.Errorf("one of two names was taken: %q", got)
	}
	if got := spelt("Phòng 5", []string{"PHÒNG 6"}); got != "Phòng 5" {
		t.Errorf("a number is no misread letter: %q", got)
	}
}
