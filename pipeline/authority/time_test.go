package authority

import (
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// TestReadInTime reads phrases that mean one thing on one day and another on the next.
func TestReadInTime(t *testing.T) {
	units, _, err := Provinces().With(strings.NewReader(unitHead +
		"c1\txã\tTân Hòa\tn82\t2025-07-01\t\t\nc2\txã\tTân Hòa\tn86\t2025-07-01\t\t\n" +
		"c3\txã\tMường Bú\tn14\t2025-07-01\t\t\nc4\tphường\tUông Bí\tn22\t2025-07-01\t\t\nc5\txã\tBình Thuận\tn14\t2025-07-01\t\t\n"))
	if err != nil {
		t.Fatal(err)
	}
	type head = legal.Head
	ministry := head{Number: "1/BC-BYT", Issuer: "Bộ Y tế"}
	ward := head{Number: "2/KH-UBND", Issuer: "UBND phường Uông Bí"}
	for _, test := range []struct {
		name          string
		head          head
		on            string // of the citing document
		code, phrase  string
		day           string // of the cited one
		level         Level
		place, parent string
	}{
		{"a province that became a city", ministry, "2026-10-12", "UBND", "UBND thành phố Quảng Ninh", "2026-09-21", Province, "quang-ninh", ""},
		{"its older document under the new kind", ministry, "2026-10-12", "UBND", "UBND thành phố Quảng Ninh", "2026-05-14", Province, "quang-ninh", ""},
		{"a town with a province's name", ministry, "2023-10-12", "UBND", "UBND thành phố Bắc Ninh", "2023-05-14", Town, "bac-ninh", ""},
		{"its city since", ministry, "2026-10-12", "UBND", "UBND thành phố Bắc Ninh", "2026-10-01", Province, "bac-ninh", ""},
		{"the town cited late", ministry, "2026-10-12", "UBND", "UBND thành phố Bắc Ninh", "2023-05-14", Town, "bac-ninh", ""},
		{"Huế before", ministry, "2023-04-16", "UBND", "UBND thành phố Huế", "2023-02-24", Town, "hue", ""},
		{"Huế since", ministry, "2025-04-16", "UBND", "UBND thành phố Huế", "2025-02-24", Province, "thua-thien-hue", ""},
		{"Huế under its old name", ministry, "2025-04-16", "UBND", "UBND tỉnh Thừa Thiên Huế", "2025-02-24", Province, "thua-thien-hue", ""},
		{"the city itself", head{Number: "2/KH-SDL", Issuer: "Sở Du lịch", Superior: "UBND thành phố Huế"}, "2025-03-17", "UBND", "UBND thành phố", "", Province, "thua-thien-hue", ""},
		{"a commune of two provinces", ministry, "2025-11-01", "UBND", "UBND xã Tân Hòa", "2025-08-14", Commune, "tan-hoa", ""},
		{"seen from one of them", head{Number: "2/KH-SNV", Superior: "UBND tỉnh Vĩnh Long"}, "2025-11-01", "UBND", "UBND xã Tân Hòa", "2025-08-14", Commune, "tan-hoa", "vinh-long"},
		{"a commune of one province", ministry, "2025-11-01", "UBND", "UBND xã Mường Bú", "2025-08-14", Commune, "muong-bu", "son-la"},
		{"a commune with a province's name", head{Number: "2/KH-UBND", Issuer: "UBND xã Bình Thuận", Superior: "UBND tỉnh Sơn La", Place: "Bình Thuận"}, "2026-03-01", "UBND", "UBND tỉnh", "", Province, "son-la", ""},
		{"and no other word of where it lies", head{Number: "2/KH-UBND", Issuer: "UBND xã Bình Thuận", Place: "Bình Thuận"}, "2026-03-01", "UBND", "UBND xã", "", Commune, "binh-thuan", "son-la"},
		{"an office of the ward", ward, "2025-10-06", "GD", "Phòng Văn hóa - Xã hội", "2025-09-22", Commune, "uong-bi", "quang-ninh"},
		{"the police's office", ward, "2025-10-06", "CSKT", "Phòng Cảnh sát kinh tế", "2025-09-22", Unit, "phong-canh-sat-kinh-te", "uong-bi/quang-ninh"},
		{"a school of the ward", ward, "2025-10-06", "THTP", "Trường TH Trần Phú", "2025-09-22", Unit, "truong-tieu-hoc-tran-phu", "uong-bi/quang-ninh"},
		{"a school of another", ministry, "2025-10-06", "THTP", "Trường Tiểu học Trần Phú, phường Uông Bí", "2025-09-22", Unit, "truong-tieu-hoc-tran-phu", "uong-bi/quang-ninh"},
	} {
		test.head.Date = day(t, test.on)
		var cited legal.Date
		if test.day != "" {
			cited = day(t, test.day)
		}
		got := Read(test.code, test.phrase, cited, OriginOf(units, test.head, nil))
		if want := (Jurisdiction{Level: test.level, Name: test.place, Parent: test.parent}); !got.Same(want) {
			t.Errorf("%s: %+v, want %+v", test.name, got, want)
		}
	}
}

// TestCentralBodies reads one body from wherever it is cited.
func TestCentralBodies(t *testing.T) {
	at := OriginOf(nil, legal.Head{Issuer: "Tòa án nhân dân", Superior: "tỉnh Cà Mau"}, nil)
	for phrase, want := range map[string]string{
		"Chánh án Tòa án nhân dân tối cao": "toa-an-nhan-dan-toi-cao", "Tòa án nhân dân tối cao": "toa-an-nhan-dan-toi-cao",
		"Viện trưởng Viện kiểm sát nhân dân tối cao": "vien-kiem-sat-nhan-dan-toi-cao", "Tổng Kiểm toán Nhà nước": "kiem-toan-nha-nuoc",
		"Kiểm toán nhà nước": "kiem-toan-nha-nuoc", "Ban Bí thư Trung ương Đoàn": "trung-uong-doan", "Quốc hội": "quoc-hoi",
		"Chủ nhiệm Văn phòng Quốc hội": "van-phong-quoc-hoi", "Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam": "uy-ban-trung-uong-mat-tran-to-quoc",
	} {
		if got := Read("CA", phrase, legal.Date{}, at); got.Level != Unit || got.Name != want || got.Parent != "" {
			t.Errorf("%s: %+v", phrase, got)
		}
	}
	for _, phrase := range []string{"Kiểm toán Nhà nước khu vực IX", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Cà Mau",
		"Tòa án nhân dân tỉnh Cà Mau", "Văn phòng Quốc hội tỉnh"} {
		if got := centralBody(phrase); got != "" {
			t.Errorf("%s is taken for %s", phrase, got)
		}
	}
	if got := Read("QH10", "Quốc hội", legal.Date{}, at); got.Level != Central {
		t.Errorf("NQ-QH10: %+v", got)
	}
}
