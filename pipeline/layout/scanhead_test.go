package layout

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// The printed head of a page on which seals, stamps and signatures are read too.
func TestHeadOfScan(t *testing.T) {
	printed := []pdf.Line{
		at(130, 60, "BỘ CÔNG AN"), at(300, 60, "CỘNG HÒA.XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
		at(120, 80, "Số: 12/2025/TT-BCA"), at(340, 80, "Độc lập - Tự do - Hạnh phúc"),
		at(320, 100, "Hà Nội, ngày 3 tháng 7 năm 2025"),
	}
	body := []pdf.Line{
		full(120, 260, "Căn cứ Luật Cư trú ngày 13 tháng 11 năm 2020 và các văn bản khác"), full(85, 278, line1),
		full(85, 296, line1), full(85, 314, line1),
	}
	title := []pdf.Line{
		full(85, 200, "Quy định chi tiết một số điều và biện pháp thi hành Luật Cư trú và"),
		at(230, 218, "về các biểu mẫu của hồ sơ"),
	}
	want := legal.Head{
		Type: legal.Circular, Number: "12/2025/TT-BCA", Date: legal.Date{Year: 2025, Month: 7, Day: 3}, Place: "Hà Nội",
		Issuer: "Bộ Công an", Title: "Quy định chi tiết một số điều và biện pháp thi hành Luật Cư trú và về các biểu mẫu của hồ sơ",
	}
	for name, between := range map[string][]pdf.Line{
		"as printed":              {at(260, 170, "THÔNG TƯ _")},
		"a stamp beside the type": {at(90, 168, "ĐẾN"), at(260, 170, "THÔNG TƯ")},
		"a stamp on its row":      {join(at(260, 170, "THÔNG TƯ"), at(345, 170, "Ngày:"))},
		"a signature above":       {at(300, 20, "Người ký: CỔNG THÔNG TIN ĐIỆN TỬ"), at(300, 30, "Cơ quan: VĂN PHÒNG CHÍNH PHỦ"), at(260, 170, "THÔNG TƯ")},
	} {
		t.Run(name, func(t *testing.T) {
			var lines []pdf.Line
			for _, part := range [][]pdf.Line{printed, between, title, body} {
				lines = append(lines, part...)
			}
			text := TextFrom([]pdf.Page{sheet(lines...)}, []legal.PageSource{legal.SourceOCR})
			check(t, text)
			if text.Head != want {
				t.Errorf("head %+v\nwant %+v\n%q", text.Head, want, blocksOf(text))
			}
		})
	}
}

// What OCR did not read as a type line lets no preamble into the head.
func TestHeadOfScanWithoutType(t *testing.T) {
	text := TextFrom([]pdf.Page{sheet(
		at(130, 60, "BỘ CÔNG AN"), at(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), at(120, 80, "Số: 12/2025/TT-BCA"),
		full(120, 200, "Căn cứ Luật Cư trú ngày 13 tháng 11 năm 2020 và các văn bản khác;"), full(85, 218, line1),
		at(260, 250, "QUYẾT ĐỊNH:"),
	)}, []legal.PageSource{legal.SourceOCR})
	check(t, text)
	if text.Head.Number != "12/2025/TT-BCA" || text.Blocks[len(text.Blocks)-2].Zone != legal.ZoneBody {
		t.Errorf("head %+v, %q", text.Head, blocksOf(text))
	}
}

// A title goes on to where the body opens, whatever the width of its last line; a letter's
// goes on to whom it is sent, behind a stamp or with a word lost.
func TestTitleOfScan(t *testing.T) {
	motto := []pdf.Line{at(130, 60, "BỘ CÔNG AN"), at(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
		at(320, 100, "Hà Nội, ngày 3 tháng 7 năm 2025")}
	body := []pdf.Line{full(120, 280, "Căn cứ Luật Cư trú ngày 13 tháng 11 năm 2020 và các văn bản khác"), full(85, 298, line1),
		full(85, 316, line1), full(85, 334, line1)}
	letter := []pdf.Line{at(120, 80, "Số: 12/BCA-C06"), at(110, 116, "V/v báo cáo nhanh"), at(110, 132, "về cư trú")}
	for name, tt := range map[string]struct {
		between []pdf.Line
		want    string
	}{
		"full to its end": {[]pdf.Line{at(120, 80, "Số: 12/2025/TT-BCA"), at(260, 170, "THÔNG TƯ"),
			full(85, 200, "Sửa đối một số điều của Thông tư số 55/2021/TT-BCA và Thông tư số"), full(85, 218, "57/2021/TT-BCA quy định về biểu mẫu trong đăng ký và quản lý cư trú"),
		}, "Sửa đối một số điều của Thông tư số 55/2021/TT-BCA và Thông tư số 57/2021/TT-BCA quy định về biểu mẫu trong đăng ký và quản lý cư trú"},
		"an invitation":  {[]pdf.Line{at(120, 80, "Số: 12/TM-BCA"), at(260, 170, "THƯ MỜI"), at(220, 200, "Tham dự cuộc họp về cư trú")}, "Tham dự cuộc họp về cư trú"},
		"an address":     {append(letter, at(200, 180, "Kính gửi: Công an tỉnh")), "báo cáo nhanh về cư trú"},
		"behind a stamp": {append(letter, at(140, 180, "[nôa rốc] Kính gửi: Công an tỉnh")), "báo cáo nhanh về cư trú"},
		"a word lost":    {append(letter, at(200, 180, "Kính"), at(260, 180, "Trưởng Phòng 5")), "báo cáo nhanh về cư trú"},
		"a mark lost":    {append(letter, at(200, 180, "Kính gứi: Công an tỉnh")), "báo cáo nhanh về cư trú"},
	} {
		lines := append(append(append([]pdf.Line{}, motto...), tt.between...), body...)
		h := TextFrom([]pdf.Page{sheet(lines...)}, []legal.PageSource{legal.SourceOCR}).Head
		if h.Title != tt.want {
			t.Errorf("%s: %q in %+v", name, h.Title, h)
		}
	}
}
