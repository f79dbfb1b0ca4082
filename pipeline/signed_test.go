package pipeline

import (
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// The day on which the issuer signed is that of a document which leaves it open, and no other's.
func TestDateBySignature(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2025, 8, day, 17, 0, 0, 0, time.FixedZone("+07", 7*3600)) }
	by := func(name string, day int) pdf.Signature {
		return pdf.Signature{Names: []string{name, "SỞ NỘI VỤ"}, Time: at(day)}
	}
	office := by("SỞ NỘI VỤ", 12)
	for name, tt := range map[string]struct {
		month, date string
		signed      []pdf.Signature
		want        string
	}{
		"the issuer":          {"2025-08", "", []pdf.Signature{by("Nguyễn Đức Vũ", 11), office, office, by("ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", 14)}, "2025-08-12"},
		"with the body above": {"", "", []pdf.Signature{by("Sở Nội vụ Ủy ban nhân dân tỉnh Lâm Đồng", 12)}, "2025-08-12"},
		"another month":       {"2025-07", "", []pdf.Signature{office}, ""},
		"a day that was read": {"", "2025-08-10", []pdf.Signature{office}, "2025-08-10"},
		"two days":            {"2025-08", "", []pdf.Signature{office, by("SỞ NỘI VỤ", 13)}, ""},
		"a person":            {"2025-08", "", []pdf.Signature{by("Nguyễn Đức Vũ", 12)}, ""},
		"a portal":            {"2025-08", "", []pdf.Signature{by("Cổng Thông tin điện tử Chính phủ", 12)}, ""},
		"nobody says when":    {"2025-08", "", []pdf.Signature{{Names: []string{"SỞ NỘI VỤ"}}}, ""},
	} {
		h := legal.Head{Issuer: "Sở Nội vụ", Superior: "Ủy ban nhân dân tỉnh Lâm Đồng"}
		h.Date, _ = legal.ParseDate(tt.date)
		if month, _ := legal.ParseDate(tt.month); !month.IsZero() {
			h.Written = &legal.Written{Month: month}
		}
		dateBySignature(&h, tt.signed)
		if h.Date.String() != tt.want || (h.Written != nil && h.Written.Signed) != (tt.want != tt.date) {
			t.Errorf("%s: %s %+v", name, h.Date, h.Written)
		}
	}
}

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
