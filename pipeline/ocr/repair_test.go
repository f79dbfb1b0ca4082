package ocr

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// pageOf makes a page of lines of words.
func pageOf(lines ...string) pdf.Page {
	var p pdf.Page
	for _, s := range lines {
		var l pdf.Line
		for _, w := range strings.Fields(s) {
			l.Words = append(l.Words, pdf.Word{Text: w, Doubt: .02})
		}
		p.Lines = append(p.Lines, l)
	}
	return p
}

// textOf returns the lines of a page, glued words together.
func textOf(p pdf.Page) []string {
	var out []string
	for _, l := range p.Lines {
		var b strings.Builder
		for i, w := range l.Words {
			if i > 0 && !w.Glued {
				b.WriteByte(' ')
			}
			b.WriteString(w.Text)
		}
		out = append(out, b.String())
	}
	return out
}

func TestRepair(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"letters for digits", "số I09/KH-UBND", "số 109/KH-UBND"},
		{"the ordinal alone", "số l2 /KH-UBND", "số 12 /KH-UBND"},
		{"Đ", "số 15/QD-UBND và 71/2020/ND-CP", "số 15/QĐ-UBND và 71/2020/NĐ-CP"},
		{"Đ twice", "số 15/QĐĐ-UBND", "số 15/QĐ-UBND"},
		{"letters of other alphabets", "số 30-NÑQ/TW, 3158/QĐ-§SYT", "số 30-NQ/TW, 3158/QĐ-SYT"},
		{"q for g", "số 1373/QĐ-TTq,", "số 1373/QĐ-TTg,"},
		{"stray letter", "số 22/2024/INQ-HĐND", "số 22/2024/NQ-HĐND"},
		{"lost dash", "số 12/KHUBND.", "số 12/KH-UBND."},
		{"an article or clause read as a letter", "khoản I Điều 2, khoản l, Điều I2; khoản Ï, Điều lệ, khoản IV", "khoản 1 Điều 2, khoản 1, Điều 12; khoản 1, Điều lệ, khoản IV"},
		{"a digit twice before its date", "ngày 1 12/6/2025; ngày 1 2/6/2025", "ngày 12/6/2025; ngày 1 2/6/2025"},
		{"the last letter of a number twice", "số 174-KL/TW W ngày 4/7, số 5/KH-UBND D A", "số 174-KL/TW ngày 4/7, số 5/KH-UBND A"},
		{"the dash of a number twice", "số 178- -KL/TW, số 178- -NQCP.", "số 178-KL/TW, số 178-NQ-CP."},
		{"a code parted", "số 18-NQ/T W, số 18- -NQ/T W, số 12/KH-UB ND; số 3/QĐ-TTg BTC, và/T W", "số 18-NQ/TW, số 18-NQ/TW, số 12/KH-UBND; số 3/QĐ-TTg BTC, và/T W"},
		{"a dot for a dash", "số 59/2015/TT.BLĐTBXH, số 12/5.3", "số 59/2015/TT-BLĐTBXH, số 12/5.3"},
		{"W for V, U for L, O too many", "số 39-CW/BCĐ, số 51-KU/TW, số 18-NOQ/TW", "số 39-CV/BCĐ, số 51-KL/TW, số 18-NQ/TW"},
		{"lost slash", "số I7NQ-CP", "số 17/NQ-CP"},
		{"lost slash before the year", "số 172024/TT-BCA, 1052021/NĐ-CP; 122024/KH-UBND", "số 17/2024/TT-BCA, 105/2021/NĐ-CP; 122024/KH-UBND"},
		{"a code better known in the file", "40/QĐ-BCĐCCHC 54/QĐ-BCĐCCHC 40/QĐ-BCĐCCIIC", "40/QĐ-BCĐCCHC 54/QĐ-BCĐCCHC 40/QĐ-BCĐCCHC"},
		{"over a line end", "số 30-\nNÑQ/TW ngày", "số 30-\nNQ/TW ngày"},
		{"a gap between digits", "số 81 19/QĐ-SYT", "số 8119/QĐ-SYT"},
		{"day and month", "ngày 0l tháng I1 năm 2021", "ngày 01 tháng 11 năm 2021"},
		{"a month in strokes", "ngày 19 tháng II năm 2015, tháng II năm 1960, tháng II", "ngày 19 tháng 11 năm 2015, tháng II năm 1960, tháng II"},
		{"names of bodies and laws", "Bọ Tư pháp, SỞ NỌI VỤ, Luật Báo hiểm xà hội; Bộ Văn hoá, Thể thao va Du lịch", "Bộ Tư pháp, SỞ NỘI VỤ, Luật Bảo hiểm xã hội; Bộ Văn hoá, Thể thao và Du lịch"},
		{"a dot behind the word of a basis", "Căn cứ. Quyết định số 5; căn cứ. Điều này", "Căn cứ Quyết định số 5; căn cứ. Điều này"},
		{"words of a date", "ngày 02 thẳng 01 nằm 2018, ngày hội thắng 5 trận", "ngày 02 tháng 01 năm 2018, ngày hội thắng 5 trận"},
		{"a department's 6", "số 12/CV-Pó và 24/PCCC&CNCH-C0ó", "số 12/CV-P6 và 24/PCCC&CNCH-C06"},
		{"short date", "ngày 2l/1l/2021,", "ngày 21/11/2021,"},
		{"marks of phrases", "NGHỊ QUYÉT của Thủ tưóng Chính phú", "NGHỊ QUYẾT của Thủ tướng Chính phủ"},
		{"another letter before a number", "Thông tư gố 79/2024/IT-BCA, kế hoạch hồ 5 năm", "Thông tư số 79/2024/TT-BCA, kế hoạch hồ 5 năm"},
		{"words before numbers", "khoán 2 Điêu 9, khoản 3 Diều 5 và khoan 20 giếng", "khoản 2 Điều 9, khoản 3 Điều 5 và khoan 20 giếng"},
		{"words of their own", "cơ sở: 5 nhà, hồ sơ 12/2020, đảm bảo cao", "cơ sở: 5 nhà, hồ sơ 12/2020, đảm bảo cao"},
		{"a phrase over a line end", "Giám\ndốc Sở Y\nté", "Giám\nđốc Sở Y\ntế"},
		{"places", "UBND TĨNH LÂM ĐÒNG, tỉnh Lâm Đẳng, Kiên Giạng; năm định kỳ", "UBND TỈNH LÂM ĐỒNG, tỉnh Lâm Đồng, Kiên Giang; năm định kỳ"},
		{"lost spaces", "CHÍNHPHỦ BỘCÔNGAN. QUYẾTĐINH CHINHPHU.VN", "CHÍNH PHỦ BỘ CÔNG AN. QUYẾT ĐỊNH CHINHPHU.VN"},
		{"terms of the assembly", "57/2024/QHI5 49/2020/QH114 13/2008/QH1Z 68/2021/QH155", "57/2024/QH15 49/2020/QH14 13/2008/QH1Z 68/2021/QH15"},
		{"number word", "Só: 12/KH-UBND", "Số: 12/KH-UBND"},
		{"handwriting", "Số: #6 /QĐ-UBND", "Số: … /QĐ-UBND"},
		// what is not certain stays
		{"T is 1 or 7", "ngày 0T tháng 4", "ngày 0T tháng 4"},
		{"no such day", "ngày 4l tháng 4", "ngày 4l tháng 4"},
		{"no digit at all", "số lI/KH-UBND", "số lI/KH-UBND"},
		{"other digits", "số 36/QĐ-UBND 30/QĐ-UBND", "số 36/QĐ-UBND 30/QĐ-UBND"},
		{"an unknown code", "số 5/KH-TCTLNTW-C04", "số 5/KH-TCTLNTW-C04"},
		{"the tone placed in the old way", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{"other words", "cán bộ trường phổ thông, và/hoặc IT-2, cần cử", "cán bộ trường phổ thông, và/hoặc IT-2, cần cử"},
	}
	for _, tt := range tests {
		page := pageOf(strings.Split(tt.in, "\n")...)
		got := Repair([]pdf.Page{page})[0]
		if diff := cmp.Diff(strings.Split(tt.want, "\n"), textOf(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		for i, l := range got.Lines {
			for k, w := range l.Words {
				before := dropEchoes(page.Lines[i].Words)[k]
				if changed := w.Text != before.Text || w.Glued; !before.Glued && changed != (w.Doubt > before.Doubt) {
					t.Errorf("%s: %q became %q with doubt %g", tt.name, before.Text, w.Text, w.Doubt)
				}
			}
		}
	}
}

// The pages given stay, and no digit becomes another one.
func FuzzRepair(f *testing.F) {
	for _, s := range []string{"số I09/KH-UBND ngày 0l tháng I1", "30-NÑQ/TW", "Số: #6 /QĐ-UBND", "số 81 19/QĐ-SYT",
		"§ / - ĐĐ/", "NGHỊ QUYÉT", "_ 1 0", "_ !", "0-\n8B", "0&-8B", "0§-8B", "0I-8B"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		page := pageOf(strings.Split(strings.ToValidUTF8(s, ""), "\n")...)
		before := textOf(page)
		once := Repair([]pdf.Page{page})
		if !slices.Equal(before, textOf(page)) {
			t.Error("the page given has changed")
		}
		for i, l := range once[0].Lines {
			olds := dropEchoes(slices.DeleteFunc(slices.Clone(page.Lines[i].Words), isSpeck))
			if len(olds) != len(l.Words) {
				t.Fatalf("%v became %v", olds, l.Words)
			}
			for k, w := range l.Words {
				if k == 0 && i > 0 && endsBroken(once[0].Lines[i-1].Words) {
					continue // of a number broken at the line end these are the codes, with no digits before them
				}
				if old := olds[k].Text; !strings.Contains(w.Text, "…") && !keepsDigits(old, w.Text) {
					t.Errorf("%q became %q", old, w.Text)
				}
			}
		}
	})
}

// keepsDigits reports whether the digits of old before its codes stand in the text
// in their order; in codes, U8ND may become UBND and 8B BB.
func keepsDigits(old, text string) bool {
	codes := strings.IndexFunc(old, func(r rune) bool { return unicode.IsLetter(r) && !strings.ContainsRune("IlOoÔÓÒ", r) })
	if codes < 0 {
		codes = len(old)
	} else if mark := strings.LastIndexAny(old[:codes], "-/"); mark >= 0 {
		codes = mark
	}
	for _, r := range old[:codes] {
		if r < '0' || r > '9' {
			continue
		}
		i := strings.IndexRune(text, r)
		if i < 0 {
			return false
		}
		text = text[i+1:]
	}
	return true
}

// A line that something touches from above or below measures as if its letters were
// larger than there is room for.
func TestRepairSizes(t *testing.T) {
	p := pageOf("theo quy định tại khoản 2", "Điều 5 của Nghị định và khoản 3 Điều 9", "TIÊU ĐỀ")
	for i, size := range []float64{23.6, 15, 28} {
		l := &p.Lines[i]
		l.Box = legal.Box{X0: 80, X1: 500}
		for k := range l.Words {
			l.Words[k].Size, l.Words[k].Baseline = size, []float64{100, 118, 180}[i]
		}
	}
	out := Repair([]pdf.Page{p})[0]
	for i, want := range []float64{15, 15, 28} {
		if got := out.Lines[i].Words[0].Size; got != want {
			t.Errorf("line %d: size %v, want %v", i, got, want)
		}
	}
}
