package authority

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// laid returns the built-in provinces under a table with | for tabs.
func laid(t *testing.T, rows string) *Gazetteer {
	t.Helper()
	g, _, err := Provinces().With(strings.NewReader(unitHead + strings.ReplaceAll(rows, "|", "\t")))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// merged is a commune that was made of two and split off one, in provinces that were merged.
const mergedCommunes = `kg|huyện|Kiên Lương|o91||2025-06-30|
x1|thị trấn|Kiên Lương|kg||2025-06-30|y1
x2|xã|Bình An|kg||2025-06-30|y1;y2
x3|xã|Bình An|o86||2025-06-30|y3
w1|xã|Cũ|kg||2020-12-31|x2
y1|xã|Kiên Lương|n91|2025-07-01||
y2|xã|Hòa Điền|n91|2025-07-01||
y3|xã|Bình An|n86|2025-07-01||
lost|xã|Không Còn|kg||2025-06-30|
`

func unitNames(units []AdminUnit) string {
	var out []string
	for _, u := range units {
		out = append(out, string(u.Kind)+" "+u.Name)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func TestHeirs(t *testing.T) {
	g := laid(t, mergedCommunes)
	at := func(level legal.Level, place, province string) legal.Body {
		return legal.Body{Level: level, Place: place, Province: province}
	}
	const province, district, commune = legal.LevelProvince, legal.LevelDistrict, legal.LevelCommune
	for name, tt := range map[string]struct {
		body legal.Body
		on   string
		want string
		gone bool
	}{
		"a province that is still there": {at(province, "Sơn La", ""), "2026-01-01", "tỉnh Sơn La", false},
		"a merged one":                   {at(province, "Kiên Giang", ""), "2025-07-01", "tỉnh An Giang", false},
		"the day before":                 {at(province, "Kiên Giang", ""), "2025-06-30", "tỉnh Kiên Giang", false},
		"over two steps": {at(province, "Quảng Ninh", ""), "2026-10-01", "thành phố Quảng Ninh",
			false},
		"Huế by its old name":      {at(province, "Thừa Thiên Huế", ""), "2025-01-01", "thành phố Huế", false},
		"and by its later one":     {at(province, "Huế", ""), "2024-12-31", "tỉnh Thừa Thiên Huế", false},
		"a name that another took": {at(province, "An Giang", ""), "2025-07-01", "tỉnh An Giang", false},
		"in another spelling": {at(province, norm.NFD.String("KIÊN GIANG"), ""), "2026-01-01",
			"tỉnh An Giang", false},
		"a commune of today": {at(commune, "Hòa Điền", "An Giang"), "2025-08-01", "xã Hòa Điền", false},
		"a commune with a town's territory": {at(commune, "Kiên Lương", "Kiên Giang"), "2026-01-01", "xã Kiên Lương",
			false},
		"a commune that was split": {at(commune, "Bình An", "Kiên Giang"), "2026-01-01",
			"xã Hòa Điền, xã Kiên Lương", false},
		"its homonym elsewhere": {at(commune, "Bình An", "Vĩnh Long"), "2026-01-01", "xã Bình An", false},
		"over a step and a split": {at(commune, "Cũ", "Kiên Giang"), "2026-01-01",
			"xã Hòa Điền, xã Kiên Lương", false},
		"a step of it alone": {at(commune, "Cũ", "Kiên Giang"), "2022-01-01", "xã Bình An", false},
		"ended without one":  {at(commune, "Không Còn", "Kiên Giang"), "2026-01-01", "", true},
		"and not yet": {at(commune, "Không Còn", "Kiên Giang"), "2025-06-30", "xã Không Còn",
			false},
		"a district": {at(district, "Kiên Lương", "Kiên Giang"), "2025-07-01", "", true},
		"a district on its last day": {at(district, "Kiên Lương", "Kiên Giang"), "2025-06-30",
			"huyện Kiên Lương", false},
		"a district of no table":          {at(district, "Đâu Đó", ""), "2026-01-01", "", true},
		"a commune of no table":           {at(commune, "Đâu Đó", "Sơn La"), "2026-01-01", "", false},
		"in a province that it is not in": {at(commune, "Hòa Điền", "Sơn La"), "2026-01-01", "", false},
		"a body without a place": {legal.Body{Level: legal.LevelCentral, Name: "Bộ Y tế"}, "2026-01-01",
			"", false},
	} {
		got, gone := g.Heirs(tt.body, day(t, tt.on))
		if unitNames(got) != tt.want || gone != tt.gone {
			t.Errorf("%s: %s, gone %v", name, unitNames(got), gone)
		}
	}
}

func TestForebears(t *testing.T) {
	g := laid(t, mergedCommunes)
	unit := func(code string) AdminUnit { return g.units[g.byCode[code][0]] }
	for code, want := range map[string]string{
		"y1": "thị trấn Kiên Lương, xã Bình An, xã Cũ", "y2": "xã Bình An, xã Cũ", "y3": "xã Bình An", "x2": "xã Cũ",
		"w1":  "",
		"n91": "tỉnh An Giang, tỉnh Kiên Giang", "n14": "tỉnh Sơn La", "o14": "",
	} {
		if got := unitNames(g.Forebears(unit(code))); got != want {
			t.Errorf("%s comes from %s, want %s", code, got, want)
		}
	}
}

// What a unit came from goes to it, and what it went to came from it: over the provinces
// and over communes that were split.
func TestForebearsAndHeirsAgree(t *testing.T) {
	g := laid(t, mergedCommunes)
	today := day(t, "2026-11-28")
	for _, u := range g.Units() {
		if !u.On(today) {
			continue
		}
		for _, old := range g.Forebears(u) {
			if old.Level().IsDistrict() {
				continue
			}
			b := legal.Body{Level: old.Level().Legal(), Place: old.Name}
			if p, ok := g.Province(old, old.To); ok {
				b.Province = p.Name
			}
			heirs, gone := g.Heirs(b, today)
			if gone || !slices.ContainsFunc(heirs, u.is) && !old.On(today) &&
				!slices.ContainsFunc(heirs, func(h AdminUnit) bool { return h.Name == old.Name }) {
				t.Errorf("%s %s became part of %s %s, and goes to %s", old.Kind, old.Name, u.Kind, u.Name,
					unitNames(heirs))
			}
		}
	}
}

func TestHeadOfUnit(t *testing.T) {
	g := laid(t, mergedCommunes+"dk|đặc khu|Phú Quốc|n91|2025-07-01||\ntx|thị xã|Hà Tiên|o91||2025-06-30|\n")
	for _, tt := range []struct {
		code, on string
		party    bool
		want     legal.Body
	}{
		{"n14", "2026-01-01", false, legal.Body{Code: "UBND", Level: legal.LevelProvince, Place: "Sơn La",
			Name: "Ủy ban nhân dân tỉnh Sơn La", Province: "Sơn La"}},
		{"n01", "2026-01-01", true, legal.Body{Code: "TU", Level: legal.LevelProvince, Place: "Hà Nội",
			Name: "Thành ủy Hà Nội", Province: "Hà Nội"}},
		{"n14", "2026-01-01", true, legal.Body{Code: "TU", Level: legal.LevelProvince, Place: "Sơn La",
			Name: "Tỉnh ủy Sơn La", Province: "Sơn La"}},
		{"kg", "2025-06-30", true, legal.Body{Code: "HU", Level: legal.LevelDistrict, Place: "Kiên Lương",
			Name: "Huyện ủy Kiên Lương", Province: "Kiên Giang"}},
		{"tx", "2025-06-30", true, legal.Body{Code: "TU", Level: legal.LevelDistrict, Place: "Hà Tiên",
			Name: "Thị ủy Hà Tiên", Province: "Kiên Giang"}},
		{"dk", "2025-07-01", false, legal.Body{Code: "UBND", Level: legal.LevelCommune, Place: "Phú Quốc",
			Name: "Ủy ban nhân dân đặc khu Phú Quốc", Above: "an-giang", Province: "An Giang"}},
		{"dk", "2025-07-01", true, legal.Body{Code: "ĐU", Level: legal.LevelCommune, Place: "Phú Quốc",
			Name: "Đảng ủy đặc khu Phú Quốc", Above: "an-giang", Province: "An Giang"}},
		{"x3", "2025-06-30", false, legal.Body{Code: "UBND", Level: legal.LevelCommune, Place: "Bình An",
			Name: "Ủy ban nhân dân xã Bình An", Above: "vinh-long", Province: "Vĩnh Long"}},
	} {
		got := g.Head(g.units[g.byCode[tt.code][0]], tt.party, day(t, tt.on))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.code, diff)
		}
		if tt.party != IsParty(got.Code) || !IsHead(got.Code) {
			t.Errorf("%s: code %s", tt.code, got.Code)
		}
		if code := CodeOfName(got.Name); code != got.Code {
			t.Errorf("%s is read as the name of a %s", got.Name, code)
		}
	}
}

// The numbers of 2025 ran through parts of the year.
func TestAnew(t *testing.T) {
	g := laid(t, mergedCommunes)
	at := OriginOf(g, legal.Head{}, nil)
	for _, tt := range []struct {
		code  string
		in    Jurisdiction
		dates string // and their parts
		want  []int
	}{
		{"UBND", Jurisdiction{Level: Province, Name: "an-giang"},
			"2025-06-30 2025-07-01 2025-06 2025-07 2025 2024 2026-01-01", []int{1, 2, 1, 2, -1, 1, 2}},
		// was not merged
		{"UBND", Jurisdiction{Level: Province, Name: "son-la"}, "2025-06-30 2025-07-01 2025", []int{1, 1, 1}},
		{"UBND", Jurisdiction{Level: Commune, Name: "binh-an"}, "2025-06-30 2025-07-01", []int{1, 2}},
		{"ĐU", Jurisdiction{Level: Commune, Name: "binh-an"},
			"2025-06-30 2025-07-01 2025-07-14 2025-07-15 2025-08-31 2025-09-01 2025-07 2025-08",
			[]int{1, 2, 2, 3, 3, 4, -1, 3}},
		{"BNV", Jurisdiction{Level: Central}, "2025-02-28 2025-03-01 2025-03 2025", []int{1, 2, 2, -1}},
		{"SNV", Jurisdiction{Level: Province, Name: "son-la"}, "2025-02-28 2025-03-01", []int{1, 2}},
		{"BYT", Jurisdiction{Level: Central}, "2025-02-28 2025-03-01 2025", []int{1, 1, 1}},
		// became a city, was not merged
		{"TU", Jurisdiction{Level: Province, Name: "thua-thien-hue"}, "2025-06-30 2025-07-01", []int{1, 1}},
	} {
		days := at.Anew(tt.code, tt.in)
		var got []int
		for _, d := range strings.Fields(tt.dates) {
			got = append(got, PartOf(days, day(t, d)))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s of %s: %s: %s", tt.code, tt.in.Name, tt.dates, diff)
		}
		if PartOf(days, legal.Date{}) != -1 {
			t.Errorf("%s: no date has a part", tt.code)
		}
	}
}

// A day that is given in part is after another only where all of it is.
func TestAfter(t *testing.T) {
	for _, tt := range []struct {
		d, than string
		want    bool
	}{
		{"2025-07-01", "2025-06-30", true}, {"2025-06-30", "2025-06-30", false}, {"2025-06-30", "2025-07-01", false},
		{"2025-07", "2025-06-30", true}, {"2025-06", "2025-06-30", false}, {"2025-07-01", "2025-06", true},
		{"2025-06-30", "2025-06", false},
		{"2026", "2025-12-31", true}, {"2025", "2025-01-01", false}, {"2026-01-01", "2025", true},
		{"2026", "2025", true}, {"2025", "2025", false},
		{"", "2025", false}, {"2025", "", false}, {"", "", false},
	} {
		if got := After(day(t, tt.d), day(t, tt.than)); got != tt.want {
			t.Errorf("%q after %q: %v", tt.d, tt.than, got)
		}
	}
	for d, want := range map[string]bool{"2025-06-30": false, "2025-07-01": true, "2025-06": false, "2025-07": true,
		"2026": true, "": false} {
		if got := Reformed(day(t, d)); got != want {
			t.Errorf("%q is of the time without districts: %v", d, got)
		}
	}
}
