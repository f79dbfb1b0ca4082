package resolve

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

// TestLawsInTime decides between laws of one name by the day of the citation and of the
// document that cites.
func TestLawsInTime(t *testing.T) {
	plan := func(date string, cited ...string) legal.Reading {
		return reading("z"+date, "1410/KH-UBND|"+date+"|UBND tỉnh Nghệ An||Nghệ An", cited...)
	}
	two := reading("b", "612/KH-UBND|2026-06-16|UBND tỉnh Sơn La||Sơn La",
		"Luật 72/2025/QH15|2025-06-16|||Tổ chức chính quyền địa phương", "Luật 65/2025/QH15|2025-02-19|||Tổ chức chính quyền địa phương")
	invest := reading("b", "88/2026/QĐ-UBND|2026-04-09|UBND tỉnh Sơn La||Sơn La", "Luật 119/2025/QH15||||Đầu tư",
		"Luật 59/2005/QH11|2005-11-29|||Đầu tư")
	for _, test := range []struct {
		name   string
		others legal.Reading
		cites  legal.Reading
		want   string
	}{
		{"by its day", two, plan("2026-06-15", "Luật|2025-06-16|||Tổ chức chính quyền địa phương"), "luat-72-2025-qh15 ← name and year, numbered elsewhere"},
		{"by the other", two, plan("2026-06-15", "Luật|2025-02-19|||Tổ chức chính quyền địa phương"), "luat-65-2025-qh15 ← name and year, numbered elsewhere"},
		{"by its year alone", two, plan("2026-06-15", "Luật|2025|||Tổ chức chính quyền địa phương"), "? luat-65-2025-qh15 luat-72-2025-qh15 ← 2 candidates"},
		{"none is younger than who cites it", two, plan("2019-04-09", "Luật||||Tổ chức chính quyền địa phương"), "luat-to-chuc-chinh-quyen-dia-phuong ← name alone"},
		{"one replaced long ago, perhaps", invest, plan("2019-04-09", "Luật||||Đầu tư"), "? luat-59-2005-qh11 ← only candidate, but 14 years older"},
		{"in the title of an older decree, not the younger one that the same file names", two,
			plan("2018-04-09", "Luật|2017-06-16|||Đường sắt", "Nghị định 14/2015/NĐ-CP|2015-02-13|||", "< 1 Luật||||Đường sắt"),
			"luat-duong-sat ← name alone"},
		{"nor one that another names", invest,
			plan("2026-06-15", "Nghị định 108/2006/NĐ-CP||||", "< 0 Luật||||Đầu tư"),
			"luat-59-2005-qh11 ← only law of this name in the corpus"},
		{"in the title of a younger one", two,
			plan("2018-04-09", "Luật|2017-06-16|||Đường sắt", "Nghị định 65/2018/NĐ-CP||||", "< 1 Luật||||Đường sắt"),
			"luat-duong-sat-2017 ← named with its year on page 1"},
		{"one in its time", invest, plan("2010-04-09", "Luật||||Đầu tư"), "luat-59-2005-qh11 ← only law of this name in the corpus"},
	} {
		got := say(documents([]legal.Reading{test.others, test.cites}))
		if diff := cmp.Diff(test.want, got[len(got)-1]); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestConstitutions(t *testing.T) {
	got := say(documents([]legal.Reading{
		reading("a", "1/KH-UBND|2026-06-08|UBND tỉnh Nghệ An||Nghệ An",
			"Hiến pháp|2013|||nước Cộng hòa xã hội chủ nghĩa Việt Nam", "Hiến pháp||||"),
		reading("b", "2/BC-UBND|1999-06-08|UBND tỉnh Sơn La||Sơn La", "Hiến pháp|1992|||", "Hiến pháp||||")}))
	want := []string{"hien-phap-2013 ← name and year", "hien-phap-2013 ← the one in force when this was written",
		"hien-phap-1992 ← name and year", "hien-phap-1992 ← the one in force when this was written"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
