package cite

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// An explanation is of every citation that is found, and says what the citation says, in words
// of the text.
func TestExplain(t *testing.T) {
	explained := 0
	for _, g := range slices.Concat(findTests, mentionTests, relateTests) {
		for _, tt := range g.rows {
			text := headed(tt.text)
			cs, all := Find(text), Explain(text)
			if len(cs) != len(all) {
				t.Errorf("%s: %d citations, %d explained", tt.text, len(cs), len(all))
				continue
			}
			folded := strings.Join(strings.Fields(text.Content), " ")
			for i, c := range cs {
				want := map[string]string{"type": string(c.Type), "number": c.Number, "name": c.Name,
					"date": c.Date.String(), "issuer": c.Issuer,
					"provision": c.Provision, "relation": string(c.Relation), "deed": string(c.Deed.Relation)}
				for _, r := range all[i] {
					if want[r.Field] != r.Value || r.Rule == "" {
						t.Errorf("%s: %+v of %+v", tt.text, r, c)
					}
					if r.Words != "" && !strings.Contains(folded, r.Words) {
						t.Errorf("%s: %q is not printed there", tt.text, r.Words)
					}
					delete(want, r.Field)
					explained++
				}
				for field, value := range want {
					if value != "" {
						t.Errorf("%s: nothing explains the %s %s", tt.text, field, value)
					}
				}
			}
		}
	}
	if explained < 1000 {
		t.Errorf("%d reasons", explained)
	}
}

// A document of its own first, and one behind it, change nothing of what a text cites.
func TestNeighboursChangeNothing(t *testing.T) {
	const before, after = "Cán bộ đi làm đúng giờ.", "Mọi người giữ gìn vệ sinh chung."
	for _, g := range slices.Concat(findTests, mentionTests) {
		for _, tt := range g.rows {
			want := describeAll(Find(textOf(tt.text)))
			if diff := cmp.Diff(want, describeAll(Find(textOf(before+"\n"+tt.text+"\n"+after)))); diff != "" {
				t.Errorf("%s\n(-alone +between others):\n%s", tt.text, diff)
			}
		}
	}
}

// Days are days of the calendar, in all forms that are printed, on the borders of the year
// 2025 above all; what is none gives no date, and takes none of the number. Of a blank day or one that cannot be
// read the month and the year are known.
func TestDatesOfCitations(t *testing.T) {
	for printed, want := range map[string]string{
		"ngày 30/6/2025": "2025-06-30", "ngày 01/7/2025": "2025-07-01", "ngày 1/7/2025": "2025-07-01",
		"ngày 30-6-2025": "2025-06-30", "ngày 1.7.2025": "2025-07-01",
		"ngày 30 tháng 6 năm 2025": "2025-06-30", "ngày 01 tháng 07 năm 2025": "2025-07-01",
		"ngày 30 tháng sáu năm 2025": "2025-06-30", "ngày 30/06/2025": "2025-06-30",
		"ngày: 30/6/2025": "2025-06-30", ", ngày 30/6/2025,": "2025-06-30", "(ngày 30/6/2025)": "2025-06-30",
		"ngày 31/12/2025": "2025-12-31", "ngày 29/02/2024": "2024-02-29",
		"ngày 31/6/2025": "", "ngày 30/13/2025": "", "ngày 32/7/2025": "", "ngày 0/7/2025": "", "ngày 00/7/2025": "",
		"ngày 00/00/2025": "", "ngày 1/0/2025": "", "ngày 1/7/25": "",
		"ngày 1/7/1925": "", "ngày 1/7/2125": "", "ngày 1/7/20255": "", "ngày     /7/2025": "2025-07", "ngày …/7/2025": "2025-07",
		"ngày ... tháng 7 năm 2025": "2025-07", "ngày tháng năm 2025": "2025", "ngày 01 tháng T năm 2025": "2025",
		"ngày 0T tháng 7 năm 2025": "2025-07", "ngày .../.../2025": "", "ngày 30/2/2025": "", "": "",
		"ngày 0 tháng 7 năm 2025": "", "ngày 1 tháng 0 năm 2025": "",
	} {
		cs := Find(textOf("Thực hiện Kế hoạch số 64/KH-UBND " + printed + " của UBND tỉnh Sơn La."))
		if len(cs) != 1 || cs[0].Number != "64/KH-UBND" {
			t.Errorf("%q: %+v", printed, cs)
			continue
		}
		if got := cs[0].Date.String(); got != want {
			t.Errorf("%q: %q, want %q", printed, got, want)
		}
	}
}

// Places between others are told apart, and what is none is none.
func TestProvisionsOdd(t *testing.T) {
	for printed, want := range map[string]string{
		"ĐIỀU 5":                    "5",
		"Ðiều 5":                    "5",
		"điểm đ khoản 1 Điều 5":     "5.1.đ",
		"điểm a\nkhoản 2\nĐiều 3":   "3.2.a",
		"Điều 5,Điều 6":             "5 6",
		"Điều 41-45":                "41 42 43 44 45",
		"Điều 41 – 43":              "41 42 43",
		"các điều từ 5 đến 7":       "5 6 7",
		"Điều 5 đến Điều 5":         "5 5",
		"Điều 5a đến Điều 7":        "5a 7",
		"Điều 1 đến Điều 5000":      "1 5000",
		"khoản 1 - 3 Điều 5":        "5.1 5.3",
		"Điều":                      "",
		"khoản và điểm":             "",
		"5":                         "",
		"(Điều 5)":                  "5",
		"khoản 2; Điều 5; khoản 3":  "5.2 .3",
		"Điều 99999999999999999999": "99999999999999999999",
	} {
		if diff := cmp.Diff(want, written(Provisions(printed))); diff != "" {
			t.Errorf("%q: %s", printed, diff)
		}
	}
}

// Whatever is printed, a place lies within itself, and none is without any part.
func FuzzProvisions(f *testing.F) {
	for _, s := range []string{"khoản 2, 3 Điều 15 và Điều 16", "từ Điều 5 đến Điều 8", "điểm a, b khoản 1",
		"Điều 1 đến Điều 999999999", "Điều -5 - 7", "đến đến Điều"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ps := Provisions(s)
		if len(ps) > 1001*(1+len(s)/len("Điều 1")) {
			t.Errorf("%q: %d places", s, len(ps))
		}
		for _, p := range ps {
			if p == (Provision{}) {
				t.Errorf("%q: a place that is none", s)
			}
			if !p.Within(p) || !p.Within(Provision{}) || p.Within(Provision{Article: p.Article + "x"}) {
				t.Errorf("%+v does not lie within itself", p)
			}
		}
	})
}

// What is cited by its title alone is found where the title is certain, with where it stands.
func TestFindUnnumbered(t *testing.T) {
	for text, want := range map[string]string{
		"Thực hiện Đề án “Xây dựng xã hội học tập giai đoạn 2021 - 2030”;": "implements “Xây dựng xã hội học tập giai đoạn 2021 - 2030” ",
		"Thực hiện Kế hoạch \"Phòng chống thiên tai\" của UBND tỉnh.":      "implements \"Phòng chống thiên tai\" ",
		// a plan needs its marks
		"Thực hiện Kế hoạch phòng chống thiên tai của UBND tỉnh.": "",
		// a plan as such
		"Thực hiện kế hoạch \"Phòng chống thiên tai\".":                                            "",
		"Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII được quán triệt.":                      "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII",
		"Chiến lược phát triển kinh tế, xã hội được ban hành":                                      "phát triển kinh tế, xã hội",
		"Đề án này do Sở Nội vụ lập.":                                                              "",
		"Thực hiện Đề án “Không có dấu đóng":                                                       "",
		"Quyết định số 131/QĐ-TTg ngày 25/01/2022 phê duyệt Đề án “Chuyển đổi số trong giáo dục”;": "“Chuyển đổi số trong giáo dục”",
		"Đề án số 12/ĐA-UBND":                                                                      "",
		"signature: Đề án “Chữ ký”":                                                                "",
	} {
		tt := textOf(text)
		var got []string
		for _, u := range FindUnnumbered(tt) {
			if u.Start < 0 || u.End > len(tt.Content) || u.Start >= u.End || u.Number != "" || u.Name != "" ||
				u.From != -1 || u.Page != 1 {
				t.Errorf("%s: %+v", text, u)
			}
			if !strings.Contains(tt.Content, u.Title) || !strings.Contains(u.Raw, u.Title) {
				t.Errorf("%s: the title %q is not printed in %q", text, u.Title, u.Raw)
			}
			got = append(got, u.Title)
		}
		want = strings.Trim(strings.TrimPrefix(strings.TrimSpace(want), "implements "), "“”\"")
		if diff := cmp.Diff(want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

// Deeds name documents that the list has, none itself, and never turn the years round.
func TestDeedsAreSound(t *testing.T) {
	for _, g := range slices.Concat(findTests, mentionTests, relateTests) {
		for _, tt := range g.rows {
			cs := Find(headed(tt.text))
			for i, c := range cs {
				d := c.Deed
				if d == (legal.Deed{}) {
					continue
				}
				if d.To < -1 || d.To >= len(cs) || d.To == i || d.Relation == "" {
					t.Errorf("%s: citation %d did %+v", tt.text, i, d)
					continue
				}
				if d.To >= 0 && cs[d.To].Number == c.Number && c.Number != "" {
					t.Errorf("%s: %s changed itself", tt.text, c.Number)
				}
				if d.Scope == legal.ScopeBoth || c.Scope == legal.ScopeBoth {
					t.Errorf("%s: one citation says both", tt.text)
				}
			}
		}
	}
}

// Enterprises, their trade and their kind end where the next thing begins.
func TestFirms(t *testing.T) {
	for behind, want := range map[string]string{
		"Công ty cổ phần Đầu tư xây dựng hạ tầng Phú Lộc về việc thuê đất":  "Công ty cổ phần Đầu tư xây dựng hạ tầng Phú Lộc",
		"Công ty TNHH MTV Minh Khai; các đơn vị khác":                       "Công ty TNHH MTV Minh Khai",
		"Công ty TNHH Sản xuất, thương mại và dịch vụ An Phát và UBND tỉnh": "Công ty TNHH Sản xuất, thương mại và dịch vụ An Phát",
		"Công ty CP Xây dựng & Thương mại Hòa Bình, Sở Xây dựng trình":      "Công ty CP Xây dựng & Thương mại Hòa Bình",
		"Công ty cổ phần Sông Đà 11 về việc":                                "Công ty cổ phần Sông Đà 11",
	} {
		cs := Find(textOf("Xét đề nghị tại Công văn số 12/CV-PL ngày 01/7/2025 của " + behind))
		if len(cs) != 1 || cs[0].Issuer != want {
			t.Errorf("%s: %+v, want %s", behind, describeAll(cs), want)
		}
	}
}
