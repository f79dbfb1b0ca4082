package layout

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

func TestPlain(t *testing.T) {
	tests := []struct {
		name string
		text string
		head legal.Head
		want []string
	}{
		{"head lines one by one", `UBND THÀNH PHỐ CẨM PHẢ
PHÒNG GIÁO DỤC VÀ ĐÀO TẠO
Số: 12/KH-PGDĐT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Cẩm Phả, ngày 15 tháng 4 năm 2023

KẾ HOẠCH
Về việc thực hiện nhiệm vụ trọng tâm

Căn cứ Nghị quyết số 30-NQ/TW ngày 28/11/2022 của Bộ Chính trị;
Tiếp tục thực hiện Nghị quyết số 30-NQ/TW.
`, legal.Head{
			Type: legal.Plan, Number: "12/KH-PGDĐT", Date: legal.Date{Year: 2023, Month: 4, Day: 15},
			Issuer: "Phòng Giáo dục và Đào tạo", Superior: "UBND thành phố Cẩm Phả", Place: "Cẩm Phả",
			Title: "Về việc thực hiện nhiệm vụ trọng tâm",
		}, []string{
			"head: UBND THÀNH PHỐ CẨM PHẢ", "head: PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "head: Số: 12/KH-PGDĐT", "head: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
			"head: Độc lập - Tự do - Hạnh phúc", "head: Cẩm Phả, ngày 15 tháng 4 năm 2023", "head: KẾ HOẠCH", "title: Về việc thực hiện nhiệm vụ trọng tâm",
			"body: Căn cứ Nghị quyết số 30-NQ/TW ngày 28/11/2022 của Bộ Chính trị;", "body: Tiếp tục thực hiện Nghị quyết số 30-NQ/TW.",
		}},
		{"letter, columns side by side", `BỘ NỘI VỤ          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 3001/BNV-CCHC          Hà Nội, ngày 02 tháng 5 năm 2023
V/v tổng hợp kết quả
Kính gửi: các cơ quan
`, legal.Head{
			Type: legal.Letter, Number: "3001/BNV-CCHC", Date: legal.Date{Year: 2023, Month: 5, Day: 2},
			Issuer: "Bộ Nội vụ", Place: "Hà Nội", Title: "tổng hợp kết quả",
		}, []string{
			"head: BỘ NỘI VỤ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "head: Số: 3001/BNV-CCHC Hà Nội, ngày 02 tháng 5 năm 2023",
			"title: V/v tổng hợp kết quả", "body: Kính gửi: các cơ quan",
		}},
		{"dump of printed lines: footnote over a page, broken numbers", strings.Join([]string{
			" KẾ HOẠCH", "Thực hiện chủ đề công tác năm 2023", "",
			"Thực hiện Kế hoạch số 64/KH-UBND ngày 06/3/2023 và Kế hoạch số 83/KH-", "UBND ngày 17/3/2023, Phòng Giáo dục và Đào tạo xây dựng Kế hoạch như",
			"sau: tiếp tục triển khai thực hiện đầy đủ, nghiêm túc các nhiệm vụ về giáo", "dục và đào tạo1. Quán triệt nội dung kế hoạch của tỉnh tới toàn thể đội ngũ", "",
			"1 Chương trình hành động số 26-CTr/TU về thực hiện Nghị quyết số 30-NQ/TW ngày\n cán bộ, công chức, viên chức.",
			"- Đưa các mục tiêu, chỉ tiêu, nhiệm vụ, giải pháp thực hiện chủ đề công tác năm", "2023 vào các kế hoạch.", "",
			"23/11/2022 của Bộ Chính trị; …", "", "2",
		}, " \n\n"), legal.Head{Type: legal.Plan, Issuer: "", Title: "Thực hiện chủ đề công tác năm 2023"}, []string{
			"head: KẾ HOẠCH", "title: Thực hiện chủ đề công tác năm 2023",
			"body: Thực hiện Kế hoạch số 64/KH-UBND ngày 06/3/2023 và Kế hoạch số 83/KH-UBND ngày 17/3/2023, Phòng Giáo dục và Đào tạo xây dựng Kế hoạch như sau: " +
				"tiếp tục triển khai thực hiện đầy đủ, nghiêm túc các nhiệm vụ về giáo dục và đào tạo. Quán triệt nội dung kế hoạch của tỉnh tới toàn thể đội ngũ cán bộ, công chức, viên chức.",
			"footnote: Chương trình hành động số 26-CTr/TU về thực hiện Nghị quyết số 30-NQ/TW ngày 23/11/2022 của Bộ Chính trị; …",
			"body: - Đưa các mục tiêu, chỉ tiêu, nhiệm vụ, giải pháp thực hiện chủ đề công tác năm 2023 vào các kế hoạch.",
		}},
		{"short lines that break numbers and dates", "Căn cứ Nghị định số\n44/2025/NĐ-CP ngày 28 tháng 02\nnăm 2025; Quyết định số 12/QĐ-\nUBND ngày 05/01/2026.\n2. Mục khác.\n", legal.Head{}, []string{
			"body: Căn cứ Nghị định số 44/2025/NĐ-CP ngày 28 tháng 02 năm 2025; Quyết định số 12/QĐ-UBND ngày 05/01/2026.", "body: 2. Mục khác.",
		}},
		{"form feeds part pages, long lines are paragraphs", "Nghị quyết số 118/NQ-HĐND.\nNghị quyết số 119/NQ-HĐND.\n\fNghị quyết số 120/NQ-HĐND.\n\f", legal.Head{}, []string{
			"body: Nghị quyết số 118/NQ-HĐND.", "body: Nghị quyết số 119/NQ-HĐND.", "body: Nghị quyết số 120/NQ-HĐND.",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := Plain(tt.text)
			check(t, text)
			if diff := cmp.Diff(tt.want, blocksOf(text)); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.head, text.Head); diff != "" {
				t.Errorf("head (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPlainPages(t *testing.T) {
	text := Plain("một\n\fhai\n\f")
	if len(text.Pages) != 3 || text.Words[1].Page != 2 || text.Pages[2].Source != legal.SourceEmpty {
		t.Errorf("pages %+v, words %+v", text.Pages, text.Words)
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("KẾ HOẠCH\nThực hiện\n\nCăn cứ Nghị quyết số 30-\nNQ/TW\f1 a\u0301")
	f.Add(strings.Repeat(" a tạo1. \n\n", 9) + "\n1 Chỉ thị\n b\n\n\n23/11/2022")
	f.Fuzz(func(t *testing.T, s string) {
		check(t, Plain(s))
	})
}

// TestOpenBracket keeps the line that says what an annex belongs to in one block.
func TestOpenBracket(t *testing.T) {
	for text, want := range map[string]int{
		"(Ban hành kèm theo Quyết định số 5/QĐ-BYT ngày 09/3/2026 của\nBộ trưởng Bộ Y tế)\nMục 1.":          2,
		"(Kèm theo Thông tư số 12/2025/TT-BVHTTDL của Bộ trưởng\nBộ Văn hóa, Thể thao\nvà Du lịch)\nMục 1.": 2,
		"(Kèm theo Quyết định số 5/QĐ-BYT của Bộ Y tế)\nBộ trưởng quyết định.":                              2,
		"(Kèm theo Quyết định số 5/QĐ-BYT của\n\nBộ Y tế)":                                                  2,
		"(1) Căn cứ Quyết định số 5/QĐ-BYT\nBộ trưởng quyết định.":                                          2,
	} {
		if got := len(Plain("Nội dung.\n\n"+text).Blocks) - 1; got != want {
			t.Errorf("%q: %d blocks, want %d", text, got, want)
		}
	}
}
