package authority

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// TestRead reads issuer phrases in a document of Cẩm Phả, Quảng Ninh.
func TestRead(t *testing.T) {
	here := OriginOf(nil, legal.Head{Number: "16/KH-PGDĐT", Issuer: "Phòng Giáo dục và Đào tạo",
		Superior: "UBND thành phố Cẩm Phả", Place: "Cẩm Phả"}, nil)
	for _, test := range []struct {
		code, phrase string
		level        Level
		name, parent string
	}{
		{"TW", "Bộ Chính trị", Central, "", ""},
		{"VPTW", "Văn phòng Trung ương Đảng", Central, "", ""},
		{"BGDĐT", "", Central, "", ""},
		{"UBND", "UBND tỉnh", Province, "quang-ninh", ""},
		{"UBND", "Chủ tịch Ủy ban nhân dân tỉnh Lâm Đồng", Province, "lam-dong", ""},
		{"UBND", "UỶ BAN NHÂN DÂN TỈNH LÂM ĐỒNG", Province, "lam-dong", ""},
		{"UBND", "Uỷ ban nhân dân tỉnh Bà Rịa - Vũng Tàu", Province, "ba-ria-vung-tau", ""},
		{"UBND", "UBND TP. Hồ Chí Minh", Province, "ho-chi-minh", ""},
		{"UBND", "UBND thành phố", Town, "cam-pha", ""},
		{"PGDĐT", "UBND THÀNH PHỐ HẠ LONG PHÒNG GIÁO DỤC", Town, "ha-long", ""},
		{"SYT", "UBND TỈNH KIÊN GIANG SỞ Y TẾ", Province, "kien-giang", ""},
		{"UBND", "UBND thành phố Hải Phòng", Province, "hai-phong", ""},
		{"UBND", "UBND thành phố Hạ Long", Town, "ha-long", ""},
		{"UBND", "tỉnh", Province, "quang-ninh", ""},
		{"UBND", "", AnyLevel, "", ""},
		{"UBND", "UBND huyện", RuralDistrict, "", ""},
		{"UBND", "UBND huyện Châu Thành, tỉnh Tiền Giang", RuralDistrict, "chau-thanh", "tien-giang"},
		{"UBND", "UBND Quận 1", UrbanDistrict, "1", ""},
		{"UBND", "UBND phường Cẩm Đông", Commune, "cam-dong", "quang-ninh"},
		{"HĐND", "Hội đồng nhân dân thị xã Đông Triều", Town, "dong-trieu", ""},
		{"TU", "Ban Thường vụ Thành ủy", Town, "cam-pha", ""},
		{"TU", "BCH Đảng bộ tỉnh", Province, "quang-ninh", ""},
		{"TU", "Thị Ủy Đông Triều", Town, "dong-trieu", ""},
		{"TU", "Ban Thường vụ Tỉnh uỷ (Khóa XIV)", Province, "quang-ninh", ""},
		{"HU", "", RuralDistrict, "", ""},
		{"SGDĐT", "", Province, "", ""},
		{"SGDĐT", "Sở GD&ĐT", Province, "quang-ninh", ""},
		{"SGDĐT", "Sở GD&ĐT Lâm Đồng", Province, "lam-dong", ""},
		{"SLĐTBXH", "Sở Lao động - Thương binh và Xã hội", Province, "quang-ninh", ""},
		{"PGDĐT", "Phòng Giáo dục và Đào tạo", Town, "cam-pha", ""},
		{"PGDĐT", "Phòng GD&ĐT Uông Bí", District, "uong-bi", ""},
		{"THCSNH", "Trường THCS Nguyễn Huệ", Unit, "truong-thcs-nguyen-hue", "cam-pha"},
		{"THCSNH", "Trường THCS Nguyễn Huệ, thị xã Đông Triều", Unit, "truong-thcs-nguyen-hue", "dong-trieu"},
		{"THCSNH", "Hiệu trưởng Trường THCS Nguyễn Huệ", Unit, "truong-thcs-nguyen-hue", "cam-pha"},
		{"LĐLSVN", "Ban thường vụ", Unit, "", ""},
		{"BT", "Bộ trưởng Bộ Văn hóa, Thông tin", Unit, "bo-van-hoa-thong-tin", ""},
		{"KCB", "Cục Quản lý Khám, chữa bệnh Bộ Y tế", Unit, "cuc-quan-ly-kham-chua-benh-bo-y-te", ""},
		{"CT", "Cục Thuế", Unit, "cuc-thue", "cam-pha"},
		{"HC", "Cục Hậu cần Bộ Chỉ huy quân sự", Unit, "cuc-hau-can-bo-chi-huy-quan-su", "cam-pha"},
		{"TCCB", "Vụ Pháp luật quốc tế", Unit, "vu-phap-luat-quoc-te", ""},
		{"QS", "Bộ Chỉ huy quân sự", Unit, "bo-chi-huy-quan-su", "cam-pha"},
		{"BCĐCCHC", "Trưởng Ban Chỉ đạo cải cách hành chính của Chính phủ", Unit,
			"ban-chi-dao-cai-cach-hanh-chinh-cua-chinh-phu", ""},
	} {
		got := Read(test.code, test.phrase, legal.Date{}, here)
		if want := (Jurisdiction{Level: test.level, Name: test.name, Parent: test.parent}); !got.Same(want) {
			t.Errorf("%s %q: %+v, want %+v", test.code, test.phrase, got, want)
		}
	}
}

func TestOrigin(t *testing.T) {
	type head = legal.Head
	by := func(issuer string) legal.Citation { return legal.Citation{Issuer: issuer} }
	about := func(title string) legal.Citation { return legal.Citation{Title: title} }
	const school = "Trường THCS Nguyễn Huệ"
	for name, test := range map[string]struct {
		head               legal.Head
		citations          []legal.Citation
		province, district string
	}{
		"province": {head{Number: "50/KH-UBND", Issuer: "Ủy ban nhân dân tỉnh Quảng Ninh", Place: "Quảng Ninh"}, nil,
			"quang-ninh", ""},
		"town": {head{Number: "16/KH-PGDĐT", Issuer: office, Superior: "UBND thành phố Cẩm Phả", Place: "Cẩm Phả"}, nil,
			"quang-ninh", "cam-pha"},
		"ministry": {head{Number: "3001/BNV-CCHC", Issuer: "Bộ Nội vụ", Place: "Hà Nội"},
			[]legal.Citation{by("UBND tỉnh Lâm Đồng")}, "", ""},
		"school": {head{Number: "1/KH-THCSNH", Issuer: school, Superior: "Phòng GD&ĐT thị xã Đông Triều"}, nil,
			"quang-ninh", "dong-trieu"},
		"department": {head{Number: "1/KH-SYT", Issuer: "Sở Y tế", Place: "Rạch Giá"},
			[]legal.Citation{by("UBND tỉnh Kiên Giang")},
			"kien-giang", ""},
		"central city": {head{Number: "1/KH-UBND", Issuer: "UBND Thành phố Hồ Chí Minh", Place: "Thành phố Hồ Chí Minh"},
			nil, "ho-chi-minh", ""},
		"by citations": {head{Issuer: office}, []legal.Citation{by("UBND tỉnh Quảng Ninh"), by("Thành ủy Cẩm Phả")},
			"quang-ninh", "cam-pha"},
		"citations of two": {head{Issuer: office}, []legal.Citation{by("UBND tỉnh Quảng Ninh"), by("UBND tỉnh Lâm Đồng")}, "",
			""},
		"by titles": {head{Issuer: "Phòng Giáo dục"},
			[]legal.Citation{about("về giáo dục thành phố Cẩm Phả giai đoạn 2021-2025")},
			"quang-ninh", "cam-pha"},
		"by a body of the centre that its words name": {head{Issuer: "Hội Nông dân Việt Nam", Place: "Quảng Ninh"}, nil, "",
			""},
		"a commune": {head{Number: "1/KH-UBND", Issuer: "UBND xã Phú Tân",
			Superior: "huyện Châu Thành, tỉnh Bến Tre"}, nil, "ben-tre", "chau-thanh"},
		"an office dated in its district": {head{Number: "1/KH-PNV", Issuer: "Phòng Nội vụ", Place: "Đầm Hà"}, nil, "",
			"dam-ha"},
		"Hà Nội dates nothing": {head{Issuer: "Liên đoàn", Place: "Hà Nội"}, nil, "", ""},
	} {
		o := OriginOf(nil, test.head, test.citations)
		if o.Province.Name != test.province || o.district.Name != test.district {
			t.Errorf("%s: %+v", name, o)
		}
	}
}

// TestRelative reads "UBND thành phố" and the like where they mean different things.
func TestRelative(t *testing.T) {
	for _, test := range []struct {
		issuer, place, phrase string
		want                  Jurisdiction
	}{
		{"UBND Thành phố Hải Phòng", "Hải Phòng", "UBND thành phố", Jurisdiction{Level: Province, Name: "hai-phong"}},
		{"UBND tỉnh Lâm Đồng", "Lâm Đồng", "UBND thành phố", Jurisdiction{Level: Town}},
		{"", "", "UBND thành phố", Jurisdiction{Level: City}},
		{"", "", "UBND xã", Jurisdiction{Level: Commune}},
		{"UBND xã Phú Tân, huyện Châu Thành, tỉnh Bến Tre", "", "UBND xã",
			Jurisdiction{Level: Commune, Name: "phu-tan", Parent: "ben-tre"}},
		{"UBND xã Phú Tân, huyện Châu Thành, tỉnh Bến Tre", "", "UBND huyện",
			Jurisdiction{Level: RuralDistrict, Name: "chau-thanh", Parent: "ben-tre"}},
		{"", "", "Hợp tác xã Phú Tân", Jurisdiction{Level: AnyLevel, Name: "phu-tan"}},
		{"", "", "Sở Lao động, xã hội tỉnh Hà Nam", Jurisdiction{Level: Province, Name: "ha-nam"}},
	} {
		at := OriginOf(nil, legal.Head{Issuer: test.issuer, Place: test.place}, nil)
		if got := Read("UBND", test.phrase, legal.Date{}, at); !got.Same(test.want) {
			t.Errorf("%q in a document of %q: %+v, want %+v", test.phrase, test.issuer, got, test.want)
		}
	}
	at := OriginOf(nil, legal.Head{Issuer: office, Superior: "UBND Uông Bí", Place: "Uông Bí"},
		[]legal.Citation{{Issuer: "Phòng GD&ĐT huyện Uông Bí"}})
	if got := Read("PGDĐT", "Phòng GD&ĐT", legal.Date{}, at); got.Name != "uong-bi" {
		t.Errorf("the office of the place: %+v", got)
	}
}

const office = "Phòng Giáo dục và Đào tạo"

func TestJurisdiction(t *testing.T) {
	in := func(l Level, name, parent string) Jurisdiction {
		return Jurisdiction{Level: l, Name: name, Parent: parent}
	}
	for _, test := range []struct {
		a, b                    Jurisdiction
		meets, refines, refined bool // a meets b, a refines b, b refines a
	}{
		{in(Province, "ha-nam", ""), in(Province, "ha-nam", ""), true, true, true},
		{in(Province, "ha-nam", ""), in(Province, "", ""), true, true, false},
		{in(Province, "ha-nam", ""), in(AnyLevel, "", ""), true, true, false},
		{in(Province, "ha-nam", ""), in(Province, "ha-tinh", ""), false, false, false},
		{in(Province, "ha-nam", ""), in(City, "", ""), false, false, false},
		{in(Province, "can-tho", ""), in(City, "", ""), true, true, false},
		{in(Town, "ky-anh", ""), in(RuralDistrict, "ky-anh", ""), false, false, false},
		{in(Town, "ky-anh", ""), in(District, "ky-anh", ""), true, true, false},
		{in(Commune, "phu-tan", "ben-tre"), in(Commune, "phu-tan", ""), true, true, false},
		{in(Commune, "phu-tan", "ben-tre"), in(Commune, "phu-tan", "an-giang"), false, false, false},
	} {
		if test.a.Meets(test.b) != test.meets || test.b.Meets(test.a) != test.meets {
			t.Errorf("%+v meets %+v is not %v", test.a, test.b, test.meets)
		}
		if test.a.Refines(test.b) != test.refines || test.b.Refines(test.a) != test.refined {
			t.Errorf("%+v, %+v: refines %v, is refined %v", test.a, test.b, test.a.Refines(test.b),
				test.b.Refines(test.a))
		}
	}
	for j, want := range map[Jurisdiction]bool{
		{Level: Central}: true, {}: false, in(Province, "ha-nam", ""): true, in(District, "uong-bi", ""): false,
		in(Town, "uong-bi", ""):             true,
		in(RuralDistrict, "chau-thanh", ""): false, in(RuralDistrict, "chau-thanh", "ben-tre"): true,
		in(Commune, "phu-tan", ""): false,
	} {
		if j.Known() != want {
			t.Errorf("%+v known: %v", j, j.Known())
		}
	}
}

func TestWithin(t *testing.T) {
	unit := func(name, parent string) Jurisdiction { return Jurisdiction{Level: Unit, Name: name, Parent: parent} }
	for _, test := range []struct {
		a, b Jurisdiction
		want bool
	}{
		{unit("ban-thuong-vu-lien-doan-luat-su", ""), unit("lien-doan-luat-su-viet-nam", ""), true},
		{unit("lien-doan-luat-su-viet-nam", ""), unit("lien-doan-luat-su", ""), false},
		{unit("ban-thuong-vu-hoi-nong-dan", ""), unit("hoi-nong-dan", ""), true},
		{unit("hoi-nong-dan", ""), unit("hoi-nong-dan", "quang-ninh"), true},
		{unit("hoi-nong-dan", "lam-dong"), unit("hoi-nong-dan-viet-nam", "quang-ninh"), false},
		{unit("truong-le-loi", ""), unit("truong-nguyen-hue", ""), false},
	} {
		if got := test.a.Within(test.b); got != test.want {
			t.Errorf("%+v within %+v: %v", test.a, test.b, got)
		}
	}
}

func TestLevel(t *testing.T) {
	for l, want := range map[Level]legal.Level{
		AnyLevel: legal.LevelUnknown, Central: legal.LevelCentral, Province: legal.LevelProvince,
		District: legal.LevelDistrict, Town: legal.LevelDistrict,
		RuralDistrict: legal.LevelDistrict, UrbanDistrict: legal.LevelDistrict, City: legal.LevelUnknown,
		Commune: legal.LevelCommune, Unit: legal.LevelUnit,
	} {
		if got := l.Legal(); got != want {
			t.Errorf("%d: %q, want %q", l, got, want)
		}
	}
}

func TestName(t *testing.T) {
	for want, b := range map[string]legal.Body{
		"Ủy ban nhân dân Quảng Ninh":      {Code: "UBND", Place: "Quảng Ninh"},
		"UBND tỉnh Quảng Ninh":            {Code: "UBND", Place: "Quảng Ninh", Name: "UBND tỉnh Quảng Ninh"},
		"Ủy ban nhân dân tỉnh Quảng Ninh": {Code: "UBND", Place: "Quảng Ninh", Name: "Ủy ban nhân dân tỉnh"},
		"Thủ tướng Chính phủ":             {Code: "TTg"},
		"BCĐ":                             {Code: "BCĐ"},
	} {
		if got := Name(b); got != want {
			t.Errorf("%+v: %q, want %q", b, got, want)
		}
	}
	if got := Short("Uỷ ban nhân dân tỉnh Lâm Đồng"); got != "UBND tỉnh Lâm Đồng" {
		t.Errorf("short: %q", got)
	}
}

func TestOrgan(t *testing.T) {
	for issuer, want := range map[string]string{
		"Bộ  Chính trị": "TW", "BAN CHẤP HÀNH TRUNG ƯƠNG": "TW", "Thủ tướng Chính phủ": "TTg", "Chính phủ": "CP",
		"Ủy ban Thường vụ Quốc hội": "UBTVQH",
		"Quốc hội":                  "QH", "UBND tỉnh": "", "": "",
	} {
		if got := Organ(issuer); got != want {
			t.Errorf("%q: %q, want %q", issuer, got, want)
		}
	}
	for code, want := range map[string]string{"TTg": "Thủ tướng Chính phủ", "TW": "", "VPCP": "", "": ""} {
		if got := OrganName(code); got != want {
			t.Errorf("%q: %q, want %q", code, got, want)
		}
	}
}

func TestTerm(t *testing.T) {
	for issuer, want := range map[string]int{
		"Ban Chấp hành Trung ương khóa XI": 11, "BCH Trung ương Đảng (khoá 12)": 12, "Ban Bí thư": 0, "khóa họp": 0,
	} {
		if got := Term(issuer); got != want {
			t.Errorf("%q: %d, want %d", issuer, got, want)
		}
	}
}

func TestHead(t *testing.T) {
	for code, want := range map[string]bool{"UBND": true, "TU": true, "VPUBND": false, "SYT": false} {
		if IsHead(code) != want {
			t.Errorf("%s is a head: %v", code, IsHead(code))
		}
	}
}

// TestTowns holds the gazetteer's parts against each other.
func TestTowns(t *testing.T) {
	for town, p := range townProvinces {
		if !IsProvince(p) {
			t.Errorf("%s lies in %q, which is no province", town, p)
		}
	}
	for alias, p := range placeAliases {
		if !IsProvince(p) {
			t.Errorf("%s stands for %q, which is no province", alias, p)
		}
	}
	if len(provinces) != 63 {
		t.Errorf("%d provinces", len(provinces))
	}
}
