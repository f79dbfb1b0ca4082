package authority

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/legal"
)

func someUnits(t *testing.T) *Gazetteer {
	t.Helper()
	g, _, err := Provinces().With(strings.NewReader("code\tkind\tname\tparent\tfrom\tto\tsuccessors\n" +
		"a\txã\tMường Bú\tn14\t2025-07-01\t\t\nb\txã\tBình Thuận\tn14\t2025-07-01\t\t\nc\txã\tBình Thuận\tn22\t2025-07-01\t\t\n"))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestReadRoster(t *testing.T) {
	day := legal.Date{Year: 2026, Month: 3, Day: 2}
	bodies, err := ReadRoster(strings.NewReader(
		"\ufeff# danh sách\r\nUBND xã Mường Bú\r\nxã Bình Thuận\tQuảng Ninh\nphường\u00a0x\tx"), someUnits(t), "Sơn La", day)
	if err == nil || bodies != nil {
		t.Errorf("%v %v", bodies, err)
	}
	bodies, err = ReadRoster(strings.NewReader("\ufeff# danh sách\r\nUBND xã Mường Bú\r\n\nxã Bình Thuận\tQuảng Ninh\nSở Giáo dục và Đào tạo\nĐảng ủy xã Mường Bú\nTrường THCS Tô Hiệu\txã Mường Bú, tỉnh Sơn La\nTỉnh Cao Bằng"),
		someUnits(t), "Sơn La", day)
	want := []legal.Body{
		{Code: "UBND", Level: legal.LevelCommune, Place: "Mường Bú", Name: "UBND xã Mường Bú", Above: "son-la", Province: "Sơn La"},
		{Code: "UBND", Level: legal.LevelCommune, Place: "Bình Thuận", Name: "UBND xã Bình Thuận", Above: "quang-ninh", Province: "Quảng Ninh"},
		{Code: "SGDĐT", Level: legal.LevelProvince, Place: "Sơn La", Name: "Sở Giáo dục và Đào tạo", Province: "Sơn La"},
		{Code: "ĐU", Level: legal.LevelCommune, Place: "Mường Bú", Name: "Đảng ủy xã Mường Bú", Above: "son-la", Province: "Sơn La"},
		{Level: legal.LevelUnit, Name: "Trường THCS Tô Hiệu", Above: "muong-bu/son-la", Province: "Sơn La"},
		{Code: "UBND", Level: legal.LevelProvince, Place: "Cao Bằng", Name: "UBND tỉnh Cao Bằng", Province: "Cao Bằng"},
	}
	if diff := cmp.Diff(want, bodies); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	_, err = ReadRoster(strings.NewReader("UBND xã Mường Bú\nxã Không Có\nUBND\nBộ Nội vụ\n\tx\nxã Bình Thuận\n"),
		someUnits(t), "", day)
	want2 := `line 2: "xã Không Có" may lie in several provinces: name it behind a tab
line 3: "UBND" does not tell which body it is
line 4: "Bộ Nội vụ" is a body of the centre
line 5: expected a body, and behind a tab the place above it
line 6: "xã Bình Thuận" may lie in several provinces: name it behind a tab`
	if diff := cmp.Diff(want2, err.Error()); diff != "" {
		t.Error(diff)
	}
	if _, err := ReadRoster(strings.NewReader("xã Không Có"), someUnits(t), "Sơn La", day); err == nil ||
		err.Error() != `line 1: no place is called so: "xã Không Có"` {
		t.Error(err)
	}
	if _, err := ReadRoster(strings.NewReader("# x\n"), someUnits(t), "Sơn La", day); err == nil {
		t.Error("an empty list is taken")
	}
}

func TestRecipients(t *testing.T) {
	commune := legal.Body{Code: "UBND", Level: legal.LevelCommune, Place: "Mường Bú", Name: "UBND xã Mường Bú"}
	other := legal.Body{Code: "UBND", Level: legal.LevelCommune, Place: "Yên Châu", Name: "UBND xã Yên Châu"}
	district := legal.Body{Code: "UBND", Level: legal.LevelDistrict, Place: "Cẩm Phả", Name: "UBND thành phố Cẩm Phả"}
	province := legal.Body{Code: "UBND", Level: legal.LevelProvince, Place: "Sơn La", Name: "UBND tỉnh Sơn La"}
	party := legal.Body{Code: "TU", Level: legal.LevelProvince, Place: "Sơn La", Name: "Tỉnh ủy Sơn La"}
	health := legal.Body{Code: "SYT", Level: legal.LevelProvince, Place: "Sơn La", Name: "Sở Y tế tỉnh Sơn La"}
	school := legal.Body{Code: "THCSTH", Level: legal.LevelUnit, Name: "Trường THCS Tô Hiệu"}
	for _, tt := range []struct {
		text string
		want [7]Named // of the bodies above, in order
	}{
		{"Nơi nhận: - Như trên; - Lưu: VT.", [7]Named{}},
		{"", [7]Named{}},
		{"NƠI NHẬN:\n- Như trên;\n- Lưu: VT.", [7]Named{}},
		{"KÍNH GỬI: UBND các xã, phường", [7]Named{"yes", "yes", "no", "no", "no", "no", "no"}},
		{"Nơi nhận :\n- Như trên", [7]Named{}},
		{"Nơi nhận: - Thường trực Tỉnh ủy; - Các sở, ban, ngành; - UBND các xã, phường; - Lưu: VT.", [7]Named{"yes", "yes", "no", "no", "no", "yes", "no"}},
		{"Kính gửi:\n- Sở Y tế;\n- Ủy ban nhân dân xã Mường Bú;\n- Trường THCS Tô Hiệu.", [7]Named{"yes", "no", "no", "no", "no", "yes", "yes"}},
		{"Nơi nhận: - Các bộ; - HĐND, UBND các tỉnh, thành phố trực thuộc trung ương; - Các tỉnh ủy, thành ủy;", [7]Named{"", "", "", "yes", "yes", "", ""}},
		{"Nơi nhận: - UBND các huyện, thị xã, thành phố; - Lưu: VT", [7]Named{"no", "no", "yes", "no", "no", "no", "no"}},
		{"Nơi nhận: - Các tỉnh ủy, thành ủy vùng đồng bằng sông Hồng,", [7]Named{}},
		{"Nơi nhận: - Như Điều 3; - UBND tỉnh Sơn La;", [7]Named{"", "", "", "yes", "", "", ""}},
		{"Nơi nhận: - Các cơ quan, đơn vị liên quan; - UBND các xã, phường, đặc khu;", [7]Named{"yes", "yes", "", "", "", "", ""}},
	} {
		r := ReadRecipients(tt.text)
		for i, b := range []legal.Body{commune, other, district, province, party, health, school} {
			if got := r.Names(b); got != tt.want[i] {
				t.Errorf("%q: %s: %q, want %q", tt.text, b.Name, got, tt.want[i])
			}
		}
	}
}

// A line names a place by its level in any customary spelling.
func TestReadRosterPlaces(t *testing.T) {
	g := laid(t, "v|đặc khu|Vân Đồn|n22|2025-07-01||\nu|phường|Uông Bí|n22|2025-07-01||\nm|xã|Ba Chẽ|n22|2025-07-01||\n")
	for line, want := range map[string]string{
		"đặc khu Vân Đồn": "UBND commune Vân Đồn", "Đặc khu Vân Đồn": "UBND commune Vân Đồn", "UBND đặc khu Vân Đồn": "UBND commune Vân Đồn",
		"Đặc khu Vân Đồn\tQuảng Ninh": "UBND commune Vân Đồn", "Phường Uông Bí": "UBND commune Uông Bí", "PHƯỜNG UÔNG BÍ": "UBND commune Uông Bí",
		norm.NFD.String("Phường Uông Bí"): "UBND commune Uông Bí", "  xã   Ba Chẽ ": "UBND commune Ba Chẽ",
		"Quảng Ninh": "UBND province Quảng Ninh", "Hội đồng nhân dân xã Ba Chẽ": "HĐND commune Ba Chẽ", "HĐND tỉnh Quảng Ninh": "HĐND province Quảng Ninh", "Tỉnh ủy Quảng Ninh": "TU province Quảng Ninh",
		"Tỉnh uỷ Quảng Ninh": "TU province Quảng Ninh", "Sở Y tế": "SYT province Quảng Ninh", "Sở Y tế tỉnh Quảng Ninh": "SYT province Quảng Ninh",
		"Sở Xây dựng Quảng Ninh": "SXD province Quảng Ninh", "Sở GD&ĐT": "SGDĐT province Quảng Ninh",
	} {
		got, err := ReadRoster(strings.NewReader(line), g, "Quảng Ninh", day(t, "2026-03-02"))
		if err != nil || len(got) != 1 {
			t.Errorf("%q: %v", line, err)
			continue
		}
		if b := got[0]; b.Code+" "+string(b.Level)+" "+b.Place != want || b.Province != "Quảng Ninh" {
			t.Errorf("%q: %+v, want %s", line, b, want)
		}
	}
}
