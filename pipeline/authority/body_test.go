package authority

import (
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

var november2026 = legal.Date{Year: 2026, Month: 11, Day: 1}

func TestBodyID(t *testing.T) {
	g, _, err := Provinces().With(strings.NewReader(strings.Join(unitColumns, "\t") + "\na\txã\tMường Bú\tn14\t2025-07-01\t\t\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		body legal.Body
		want string
		read bool // back, from the units alone
	}{
		{legal.Body{Code: "UBND", Level: legal.LevelCommune, Place: "Mường Bú", Above: "son-la", Province: "Sơn La"}, "ubnd.commune.muong-bu.son-la", true},
		{legal.Body{Code: "ĐU", Level: legal.LevelCommune, Place: "Mường Bú", Above: "son-la", Province: "Sơn La"}, "đu.commune.muong-bu.son-la", true},
		{legal.Body{Code: "HĐND", Level: legal.LevelProvince, Place: "Kiên Giang", Province: "Kiên Giang"}, "hđnd.province.kien-giang", true},
		{legal.Body{Code: "TU", Level: legal.LevelProvince, Place: "Quảng Ninh"}, "tu.province.quang-ninh", true},
		{legal.Body{Code: "SNV", Level: legal.LevelProvince, Place: "Sơn La"}, "snv.province.son-la", false},
		{legal.Body{Code: "BYT", Level: legal.LevelCentral, Name: "Bộ Y tế"}, "byt.central", false},
		{legal.Body{Code: "UBTVQH15", Level: legal.LevelCentral}, "ubtvqh.central", false},
		{legal.Body{Code: "THCSNH", Level: legal.LevelUnit, Name: "Trường THCS Nguyễn Huệ", Above: "cam-pha/quang-ninh"}, "thcsnh.unit.truong-thcs-nguyen-hue.cam-pha.quang-ninh", false},
		{legal.Body{Level: legal.LevelUnit, Name: "Phòng Kinh tế"}, "x.unit.phong-kinh-te", false},
		{legal.Body{Level: legal.LevelProvince, Name: "Sở Y tế", Place: "Sơn La", Province: "Sơn La"}, "syt.province.son-la", false},
		{legal.Body{Level: legal.LevelCentral, Name: "Bộ Công an"}, "bca.central", false},
		{legal.Body{Level: legal.LevelCentral, Name: "Bộ Chính trị"}, "tw.central", false},
		{legal.Body{Level: legal.LevelCentral, Name: "Bộ Giáo dục và Đào tạo"}, "bgdđt.central", false},
		{legal.Body{Level: legal.LevelProvince, Name: "Công an tỉnh", Place: "Sơn La", Province: "Sơn La"}, "", false},
		{legal.Body{Code: "UBND"}, "", false},
		{legal.Body{Level: legal.LevelCentral}, "", false},
	} {
		id := KeyOf(test.body).ID()
		if id != test.want {
			t.Errorf("%v: %s, want %s", test.body, id, test.want)
		}
		back, ok := g.ReadBodyID(id, november2026)
		if ok != test.read || ok && KeyOf(back) != KeyOf(test.body) {
			t.Errorf("%s: read back %v, %v", id, back, ok)
		}
	}
}

// TestHeadKey gives the head of a district whose name several provinces have the key that
// its documents have.
func TestHeadKey(t *testing.T) {
	g, _, err := Provinces().With(strings.NewReader(strings.Join(unitColumns, "\t") + `
a	huyện	Chợ Mới	o89		2025-06-30	
b	huyện	Ba Chẽ	o22		2025-06-30	
`))
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string]string{"a": "ubnd.district.cho-moi.an-giang", "b": "ubnd.district.ba-che"} {
		u, _ := g.Coded(code, legal.Date{Year: 2024})
		if got := KeyOf(g.Head(u, false, u.To)).ID(); got != want {
			t.Errorf("%s: %s, want %s", u.Name, got, want)
		}
	}
}

func TestNow(t *testing.T) {
	g, _, err := Provinces().With(strings.NewReader(strings.Join(unitColumns, "\t") + `
o	xã	Vĩnh Bình	o91		2025-06-30	p
o2	xã	Tân Thuận	o91		2025-06-30	q
p	xã	Vĩnh Bình	n91	2025-07-01		
q	phường	Rạch Giá	n91	2025-07-01		
h	huyện	Vĩnh Thuận	o91		2025-06-30	
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		body  legal.Body
		day   legal.Date
		want  string
		ended bool
	}{
		{legal.Body{Code: "UBND", Level: legal.LevelProvince, Place: "Kiên Giang", Province: "Kiên Giang"}, november2026, "An Giang", false},
		{legal.Body{Code: "UBND", Level: legal.LevelProvince, Place: "Kiên Giang", Province: "Kiên Giang"}, legal.Date{Year: 2025, Month: 6, Day: 30}, "", false},
		{legal.Body{Code: "UBND", Level: legal.LevelProvince, Place: "An Giang", Province: "An Giang"}, november2026, "", false},
		{legal.Body{Code: "TU", Level: legal.LevelProvince, Place: "Bình Dương", Province: "Bình Dương"}, november2026, "thành phố Hồ Chí Minh", false},
		{legal.Body{Code: "UBND", Level: legal.LevelProvince, Place: "Quảng Ninh", Province: "Quảng Ninh"}, november2026, "", false},
		{legal.Body{Code: "UBND", Level: legal.LevelCommune, Place: "Vĩnh Bình", Above: "kien-giang", Province: "Kiên Giang"}, november2026, "Vĩnh Bình (An Giang)", false},
		{legal.Body{Code: "UBND", Level: legal.LevelCommune, Place: "Tân Thuận", Above: "kien-giang", Province: "Kiên Giang"}, november2026, "phường Rạch Giá (An Giang)", false},
		{legal.Body{Code: "UBND", Level: legal.LevelDistrict, Place: "Vĩnh Thuận", Province: "Kiên Giang"}, november2026, "", true},
		{legal.Body{Code: "BLĐTBXH", Level: legal.LevelCentral}, november2026, "Bộ Nội vụ", false},
		{legal.Body{Code: "BLĐTBXH", Level: legal.LevelCentral}, legal.Date{Year: 2025, Month: 2, Day: 28}, "", false},
		{legal.Body{Code: "SKHĐT", Level: legal.LevelProvince, Place: "Kiên Giang", Province: "Kiên Giang"}, november2026, "Sở Tài chính An Giang", false},
		{legal.Body{Code: "SKHĐT", Level: legal.LevelProvince, Place: "An Giang", Province: "An Giang"}, november2026, "Sở Tài chính An Giang", false},
		{legal.Body{Code: "SYT", Level: legal.LevelProvince, Place: "An Giang", Province: "An Giang"}, november2026, "", false},
	} {
		got, ended := g.Now(test.body, test.day)
		if diff := cmp.Diff(test.want, strings.Join(got, ", ")); diff != "" || ended != test.ended {
			t.Errorf("%s %s on %s: ended %v %s", test.body.Code, test.body.Place, test.day, ended, diff)
		}
	}
}

// A code alone is named where it tells one body, and what it is named has that code.
func TestNameOfCode(t *testing.T) {
	for _, tt := range []struct {
		code  string
		level legal.Level
		place string
		want  string
	}{
		{"BYT", legal.LevelCentral, "", "Bộ Y tế"}, {"BYT", legal.LevelUnknown, "", "BYT"}, {"BVHTT", legal.LevelCentral, "", "BVHTT"},
		{"UBTVQH11", legal.LevelCentral, "", "Ủy ban Thường vụ Quốc hội"}, {"SYT", legal.LevelProvince, "Kiên Giang", "Sở Y tế Kiên Giang"},
		{"SYT", legal.LevelProvince, "", "Sở Y tế"}, {"SCA", legal.LevelProvince, "", "SCA"}, {"SNG", legal.LevelProvince, "", "SNG"}, {"SX", legal.LevelProvince, "", "SX"},
		{"PYT", legal.LevelDistrict, "Mường La", "PYT Mường La"}, {"QH", legal.LevelCentral, "", "Quốc hội"}, {"L60", legal.LevelUnknown, "", "L60"},
	} {
		if got := Name(legal.Body{Code: tt.code, Level: tt.level, Place: tt.place}); got != tt.want {
			t.Errorf("%s, %s: %q, want %q", tt.code, tt.level, got, tt.want)
		}
	}
	for code, name := range ministryNames {
		if got := CodeOfName("Bộ " + name); got != code {
			t.Errorf("Bộ %s: %q, want %q", name, got, code)
		}
	}
}
