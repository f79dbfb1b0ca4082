// Package answer holds what the verbs and the pages answer alike: a document and
// who cites it, its chain, the ways between two, who has acted on it, with the
// citation behind every step; and how documents are found and named. Its values are
// what is printed as JSON.
package answer

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Line names a document in one line; day writes its date ([Day], or
// [legal.Date.String] for data).
func Line(d legal.Document, day func(legal.Date) string) string {
	var parts []string
	if d.Type != "" {
		parts = append(parts, string(d.Type))
	}
	if d.Name != "" {
		parts = append(parts, d.Name)
	}
	if d.Number != "" {
		parts = append(parts, d.Number)
	} else if d.Name == "" {
		parts = append(parts, "(số chưa rõ)")
	}
	if day := day(d.Date); day != "" {
		parts = append(parts, day)
	} else if d.Year != 0 && d.Symbol.Year == 0 {
		parts = append(parts, fmt.Sprint(d.Year))
	}
	s := strings.Join(parts, " ")
	if body := BodyName(d.Body); body != "" {
		s += ", " + body
	}
	switch {
	case len(d.Conflicts) > 0:
		s += " [conflict: " + strings.Join(d.Conflicts, ", ") + "]"
	case d.Conflict:
		s += " [conflict]"
	}
	return s
}

// organs are the names of bodies that a number gives by their code alone.
var organs = map[string]string{
	"TW": "Trung ương Đảng", "QH": "Quốc hội", "UBTVQH": "Ủy ban Thường vụ Quốc hội", "CTN": "Chủ tịch nước", "CP": "Chính phủ",
	"TTg": "Thủ tướng Chính phủ", "HĐBT": "Hội đồng Bộ trưởng", "VPCP": "Văn phòng Chính phủ", "TTCP": "Thanh tra Chính phủ",
	"TANDTC": "Tòa án nhân dân tối cao", "VKSNDTC": "Viện kiểm sát nhân dân tối cao", "KTNN": "Kiểm toán Nhà nước",
	"NHNN": "Ngân hàng Nhà nước", "UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân",
}

// BodyName names a body with its place, where the name leaves it out: "Ủy ban nhân
// dân tỉnh" is one of many.
func BodyName(b legal.Body) string {
	name := cmp.Or(b.Name, organs[b.Code], b.Code)
	if strings.Contains(viet.Fold(name), viet.Fold(b.Place)) {
		return name
	}
	return strings.TrimSpace(name + " " + b.Place)
}

// Day writes a date as people do.
func Day(d legal.Date) string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprint(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%02d/%d", d.Month, d.Year)
	}
	return fmt.Sprintf("%02d/%02d/%d", d.Day, d.Month, d.Year)
}

// StoredDay writes a stored date as people do; what is no date stays as it is.
func StoredDay(s string) string {
	d, err := legal.ParseDate(s)
	if err != nil {
		return s
	}
	return Day(d)
}
