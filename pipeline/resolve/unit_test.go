package resolve

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

type unitCase struct {
	readings []legal.Reading
	want     []string
}

func unitCases() map[string]unitCase {
	const other = "body spelt otherwise elsewhere"
	return map[string]unitCase{
		"with and without its organ, a word lost": {
			[]legal.Reading{
				reading("a", quangNinh, "hướng dẫn 545/HD-BTV|2025-07-29|Ban Thường vụ Hiệp hội công chứng Việt Nam",
					"hướng dẫn 545/HD-BTV|2025-07-29|Hiệp hội Công chứng viên Việt Nam"),
				reading("b", lamDong, "hướng dẫn 545/HD-BTV|2025-07-29|Hiệp hội công chứng Việt Nam",
					"hướng dẫn 545/HD-BTV||Hiệp hội công chứng Việt Nam"),
			},
			[]string{"hd-545-btv-hiep-hoi-cong-chung-vien-viet-nam-2025 ← number and year, " + other,
				"hd-545-btv-hiep-hoi-cong-chung-vien-viet-nam-2025", "hd-545-btv-hiep-hoi-cong-chung-vien-viet-nam-2025 ← number and year, " + other,
				"hd-545-btv-hiep-hoi-cong-chung-vien-viet-nam-2025 ← repeat of the full mention on page 1"},
		},
		"an organ whose body is not named": {
			[]legal.Reading{
				reading("a", quangNinh, "công văn 358/LĐLSVN-BTV|2025-07-16|Liên Đoàn Luật sư Việt Nam"),
				reading("b", "31/KH-UBND|2025-10-12|Ủy ban nhân dân tỉnh Lâm Đồng||Lâm Đồng",
					"công văn 358/LĐLSVN-BTV|2025-07-16|Ban thường vụ"),
			},
			[]string{"cv-358-ldlsvn-btv-lien-doan-luat-su-viet-nam-2025",
				"cv-358-ldlsvn-btv-lien-doan-luat-su-viet-nam-2025 ← only candidate in the corpus"},
		},
		"the minister and a name cut off": {
			[]legal.Reading{reading("a", quangNinh, "quyết định 235/VH-QĐ|1986-12-12|Bộ trưởng Bộ Văn",
				"quyết định 235/VH-QĐ|1986-12-12|Bộ Văn hóa, Thông tin")},
			[]string{"qd-235-vh-qd-bo-van-hoa-thong-tin-1986 ← number and year, " + other,
				"qd-235-vh-qd-bo-van-hoa-thong-tin-1986"},
		},
		"two bodies": {
			[]legal.Reading{reading("a", quangNinh, "quyết định 7/QĐ-HĐT|2023-05-05|Trường Nguyễn Huệ",
				"quyết định 7/QĐ-HĐT|2023-05-05|Trường Lê Lợi")},
			[]string{"qd-7-hdt-truong-nguyen-hue-quang-ninh-2023", "qd-7-hdt-truong-le-loi-quang-ninh-2023"},
		},
		"a name that two bodies have": {
			[]legal.Reading{reading("a", quangNinh, "quyết định 7/QĐ-BCH|2023-05-05|Hội Nông dân",
				"quyết định 7/QĐ-BCH|2023-05-05|Hội Nông dân Ba Chẽ", "quyết định 7/QĐ-BCH|2023-05-05|Hội Nông dân Vân Đồn")},
			[]string{"qd-7-bch-hoi-nong-dan-quang-ninh-2023", "qd-7-bch-hoi-nong-dan-ba-che-quang-ninh-2023",
				"qd-7-bch-hoi-nong-dan-van-don-quang-ninh-2023"},
		},
		"another day, another province": {
			[]legal.Reading{
				reading("a", quangNinh, "quyết định 7/QĐ-BCH|2023-02-05|Hội Nông dân",
					"quyết định 7/QĐ-BCH|2022-05-06|Ban Chấp hành Hội Nông dân"),
				reading("b", lamDong, "quyết định 7/QĐ-BCH|2023-02-05|Ban Chấp hành Hội Nông dân"),
			},
			[]string{"qd-7-bch-hoi-nong-dan-quang-ninh-2023", "qd-7-bch-ban-chap-hanh-hoi-nong-dan-quang-ninh-2022",
				"qd-7-bch-ban-chap-hanh-hoi-nong-dan-lam-dong-2023"},
		},
	}
}

func TestUniteUnits(t *testing.T) {
	for name, test := range unitCases() {
		if diff := cmp.Diff(test.want, say(documents(test.readings))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestUnitedSpellingsStay keeps what was printed.
func TestUnitedSpellingsStay(t *testing.T) {
	r := documents([]legal.Reading{reading("a", quangNinh,
		"công văn 358/LĐLSVN-BTV|2025-07-16|Ban Thường vụ Liên đoàn Luật sư Việt Nam", "công văn 358/LĐLSVN-BTV|2025-07-16|Liên đoàn Luật sư Việt Nam")})
	want := []legal.Seen{{Value: "Ban Thường vụ Liên đoàn Luật sư Việt Nam", Count: 1},
		{Value: "Liên đoàn Luật sư Việt Nam", Count: 1}}
	if d := r.Documents[0]; d.Number != "358/LĐLSVN-BTV" || d.Conflict || !cmp.Equal(d.Issuers, want) {
		t.Errorf("got %+v", d)
	}
}
