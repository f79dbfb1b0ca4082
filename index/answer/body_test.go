package answer

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// administration is a province that directs, two communes of one name in two provinces, and
// a department.
func administration() map[string]string {
	directive := plan("310/KH-UBND", "ngày 02 tháng 07 năm 2025", "Sơn La", "Làm sạch dữ liệu",
		"Căn cứ Luật Hộ tịch số 60/2014/QH13;",
		"Nơi nhận:\n- Các sở, ban, ngành;\n- UBND các xã, phường;\n- Lưu: VT.")
	report := strings.ReplaceAll(plan("311/BC-UBND", "ngày 03 tháng 07 năm 2025", "Sơn La", "Kết quả",
		"Nơi nhận:\n- UBND các xã, phường;\n- Lưu: VT."), "KẾ HOẠCH", "BÁO CÁO")
	return map[string]string{
		"tinh.txt": directive, "bao-cao.txt": report,
		"xa.txt": plan("41/KH-UBND", "ngày 16 tháng 07 năm 2025", "Sơn La/UBND xã Mường Bú", "Dữ liệu",
			"Thực hiện Kế hoạch số 310/KH-UBND ngày 02/7/2025 của UBND tỉnh Sơn La;",
			"Căn cứ Luật Hộ tịch số 60/2014/QH13;"),
		"im.txt": plan("17/KH-UBND", "ngày 20 tháng 07 năm 2025", "Sơn La/UBND xã Bình Thuận", "Trồng cây",
			"Căn cứ Luật Trồng trọt số 31/2018/QH14;"),
		"khac.txt": plan("18/KH-UBND", "ngày 20 tháng 07 năm 2025", "Quảng Ninh/UBND xã Bình Thuận", "Trồng cây",
			"Căn cứ Luật Trồng trọt số 31/2018/QH14;"),
		"so.txt": plan("12/KH-SNV", "ngày 20 tháng 07 năm 2025", "Sơn La/Sở Nội vụ", "Cải cách",
			"Căn cứ Luật Hộ tịch số 60/2014/QH13;"),
	}
}

func (l *library) bodies() *graph.Bodies {
	l.t.Helper()
	b, err := graph.LoadBodies(l.t.Context(), l.c)
	must(l.t, err)
	return b
}

// A body is found by whatever name it is customarily called, and several where it may be any.
func TestFindBodies(t *testing.T) {
	b := newLibrary(t, administration()).bodies()
	today := legal.Date{Year: 2026, Month: 11, Day: 28}
	const commune, sonLa, office = "ubnd.commune.muong-bu.son-la", "ubnd.province.son-la", "snv.province.son-la"
	for asked, want := range map[string]string{
		commune: commune, " " + sonLa + "\n": sonLa,
		"UBND tỉnh Sơn La": sonLa, "Ủy ban nhân dân tỉnh Sơn La": sonLa, "ủy ban nhân dân tỉnh sơn la": sonLa,
		"UBND TỈNH SƠN LA": sonLa, "ubnd tinh son la": sonLa, "UBND Sơn La": sonLa,
		"Uỷ ban nhân dân tỉnh Sơn La": sonLa, norm.NFD.String("Ủy ban nhân dân tỉnh Sơn La"): sonLa,
		"Sở Nội vụ Sơn La": office, "Sở Nội vụ tỉnh Sơn La": office, "sở nội vụ": office,
		"UBND xã Mường Bú": commune, "UBND xã Mường Bú, tỉnh Sơn La": commune, "xã Mường Bú": commune,
		"Mường Bú":                            commune,
		"UBND xã Bình Thuận":                  "ubnd.commune.binh-thuan.quang-ninh ubnd.commune.binh-thuan.son-la",
		"UBND xã Bình Thuận, tỉnh Quảng Ninh": "ubnd.commune.binh-thuan.quang-ninh",
		"UBND xã Không Có":                    "", "": "", "UBND": "", "xã": "", "%": "", "..": "",
		"Sở Y tế Sơn La": "",
	} {
		var got []string
		for _, k := range FindBodies(b, asked, today) {
			got = append(got, k.ID)
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%q: %s", asked, diff)
		}
	}
}

// A body that was told to act and did not is told so; to whom nothing was said, and of a
// report, it is not.
func TestBodyUnanswered(t *testing.T) {
	l := newLibrary(t, administration())
	g, b := l.graph(), l.bodies()
	today := legal.Date{Year: 2026, Month: 11, Day: 28}
	for id, want := range map[string]struct{ issued, silent string }{
		"ubnd.commune.muong-bu.son-la":       {"41/KH-UBND", ""},
		"ubnd.commune.binh-thuan.son-la":     {"17/KH-UBND", "310/KH-UBND"},
		"ubnd.commune.binh-thuan.quang-ninh": {"18/KH-UBND", ""},
		"snv.province.son-la":                {"12/KH-SNV", "310/KH-UBND"},
		"ubnd.province.son-la":               {"311/BC-UBND 310/KH-UBND", ""},
	} {
		is, ok := b.Find(id, today)
		if !ok {
			t.Errorf("no body %s", id)
			continue
		}
		got, err := l.service().Body(g, b, is, BodyQuestion{Today: today})
		must(t, err)
		numbers := func(list []Issued) string {
			var out []string
			for _, d := range list {
				out = append(out, d.About.Number)
				if !strings.Contains(d.Document, d.About.Number) || d.ID == "" {
					t.Errorf("%s: %+v", id, d)
				}
			}
			return strings.Join(out, " ")
		}
		if s := numbers(got.Issued); s != want.issued || got.IssuedTotal != len(got.Issued) {
			t.Errorf("%s issued %s, want %s", id, s, want.issued)
		}
		if s := numbers(got.Silent); s != want.silent || len(got.Nothing) > 0 {
			t.Errorf("%s has not acted on %q, want %q; nothing held of %+v", id, s, want.silent, got.Nothing)
		}
		table := got.Table()
		for row := range table.Rows {
			if len(row) != len(table.Columns) {
				t.Errorf("%s: a row of %d columns", id, len(row))
			}
		}
		one, err := l.service().Body(g, b, is, BodyQuestion{Today: today, Limit: 1})
		must(t, err)
		if len(one.Issued) > 1 || len(one.Cites) > 1 || one.IssuedTotal != got.IssuedTotal ||
			one.CitesTotal != got.CitesTotal {
			t.Errorf("%s: one of each is %d and %d", id, len(one.Issued), len(one.Cites))
		}
	}
}
