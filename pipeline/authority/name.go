package authority

import (
	"cmp"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// names are the names of bodies that a number gives by their code alone.
var names = map[string]string{
	"TW": "Trung ương Đảng", "QH": "Quốc hội", "UBTVQH": "Ủy ban Thường vụ Quốc hội", "CTN": "Chủ tịch nước",
	"CP":  "Chính phủ",
	"TTg": "Thủ tướng Chính phủ", "HĐBT": "Hội đồng Bộ trưởng", "VPCP": "Văn phòng Chính phủ",
	"TTCP":   "Thanh tra Chính phủ",
	"TANDTC": "Tòa án nhân dân tối cao", "VKSNDTC": "Viện kiểm sát nhân dân tối cao", "KTNN": "Kiểm toán Nhà nước",
	"NHNN": "Ngân hàng Nhà nước", "UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân",
}

// Name names a body with its place, where the name leaves it out: "Ủy ban nhân dân
// tỉnh" is one of many.
func Name(b legal.Body) string {
	name := cmp.Or(b.Name, names[b.Code], b.Code)
	if strings.Contains(viet.Fold(name), viet.Fold(b.Place)) {
		return name
	}
	return strings.TrimSpace(name + " " + b.Place)
}

// Short shortens the bodies in a text whose names leave no room for the place.
func Short(text string) string { return shortForms.Replace(text) }

var shortForms = strings.NewReplacer("Ủy ban nhân dân", "UBND", "Uỷ ban nhân dân", "UBND", "Ủy ban Nhân dân", "UBND",
	"Hội đồng nhân dân", "HĐND", "Hội đồng Nhân dân", "HĐND", "Ban Chấp hành", "BCH", "Ban chấp hành", "BCH")

// organs are the bodies at the centre that citations confuse, by the words an
// issuer phrase begins with. Those of the Party share one series of numbers: which
// of them is named does not tell documents apart, and they are one here.
var organs = []struct{ words, code string }{
	{"ban chap hanh trung uong", "TW"}, {"bch trung uong", "TW"}, {"bchtw", "TW"}, {"bo chinh tri", "TW"},
	{"ban bi thu", "TW"},
	{"thu tuong", "TTg"}, {"chinh phu", "CP"}, {"uy ban thuong vu quoc hoi", "UBTVQH"}, {"quoc hoi", "QH"},
}

// Organ returns the code of the organ at the centre that an issuer phrase names,
// "" for any other body.
func Organ(issuer string) string {
	folded := viet.Fold(strings.Join(strings.Fields(issuer), " "))
	for _, o := range organs {
		if strings.HasPrefix(folded, o.words) {
			return o.code
		}
	}
	return ""
}

// OrganName returns the name of the organ that alone has a code among those that
// [Organ] tells apart, "" for any other code.
func OrganName(code string) string {
	for _, o := range organs {
		if o.code == code && code != "TW" {
			return names[code]
		}
	}
	return ""
}
