package layout

import (
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

const mottoLines = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"

// TestSelfNamed reads what documents say of themselves elsewhere than in a number line.
func TestSelfNamed(t *testing.T) {
	blank := "UBND TỈNH HÀ TĨNH\nSỞ XÂY DỰNG\nSố:      /QĐ-SXD\n" + mottoLines + "Hà Tĩnh, ngày 12 tháng 3 năm 2026\n\nQUYẾT ĐỊNH\nVề việc ban hành Quy chế văn thư\n\nĐiều 1. Ban hành kèm theo Quyết định này Quy chế.\n"
	for _, test := range []struct{ name, text, kind, number, date, issuer string }{
		{"a gazette", "CÔNG BÁO/Số 81 + 82/Ngày 02-02-2026\n\nCHÍNH PHỦ\n\nNghị quyết số 12/2026/NQ-CP ngày 15 tháng 01 năm 2026\nvề thí điểm\n\nĐiều 1. Phạm vi.\n",
			"Nghị quyết", "12/2026/NQ-CP", "2026-01-15", "Chính phủ"},
		{"a sentence that looks like its heading", "UBND XÃ A\n\nNghị quyết số 12/2026/NQ-CP ngày 15 tháng 01 năm 2026\nvề thí điểm\n", "", "", "", ""},
		{"a precedent", "TÒA ÁN NHÂN DÂN TỐI CAO\nÁN LỆ SỐ 47/2021/AL²\nVề việc xác định tội danh\n\nNội dung án lệ.\n", "Án lệ", "47/2021/AL", "", "Tòa án Nhân dân tối cao"},
		{"a consolidated text's own line", "BỘ Y TẾ\nVĂN BẢN HỢP NHẤT SỐ 03/VBHN-BYT NGÀY 09/02/2026\nTHÔNG TƯ\nQuy định về kê đơn\n\nThông tư số 04/2022/TT-BYT.\n",
			"Văn bản hợp nhất", "03/VBHN-BYT", "2026-02-09", "Bộ Y tế"},
		{"a consolidated text's certificate", "BỘ Y TẾ\n" + mottoLines + "\nTHÔNG TƯ\nQuy định về kê đơn\n\nĐiều 1. Phạm vi.\n\nBỘ Y TẾ\nXÁC THỰC VĂN BẢN HỢP NHẤT\nSố: 04/VBHN-BYT\nHà Nội, ngày 11 tháng 02 năm 2026\n",
			"Văn bản hợp nhất", "04/VBHN-BYT", "2026-02-11", "Bộ Y tế"},
		{"its annex", blank + "QUY CHẾ\n(Kèm theo Quyết định số 57/QĐ-SXD ngày 12/3/2026 của Giám đốc Sở Xây dựng)\n\nĐiều 1. Phạm vi.\n", "Quyết định", "57/QĐ-SXD", "2026-03-12", "Sở Xây dựng"},
		{"its forms", blank + "Mẫu 01 ban hành kèm theo Quyết định số 57/QĐ-SXD 12/3/2026 của Giám đốc Sở Xây dựng\n\nĐƠN ĐỀ NGHỊ\n", "Quyết định", "57/QĐ-SXD", "2026-03-12", "Sở Xây dựng"},
		{"its closing line", blank + "Trên đây là Quyết định số 57/QĐ-SXD ngày 12/3/2026 của Sở Xây dựng.\n", "Quyết định", "57/QĐ-SXD", "2026-03-12", "Sở Xây dựng"},
		{"another's annex of its type", blank + "QUY CHẾ\n(Kèm theo Quyết định số 58/QĐ-SNV ngày 12/3/2026 của Sở Nội vụ)\n\nĐiều 1. Phạm vi.\n", "Quyết định", "", "2026-03-12", "Sở Xây dựng"},
		{"an annex of another day", blank + "QUY CHẾ\n(Kèm theo Quyết định số 57/QĐ-SXD ngày 12/3/2025 của Sở Xây dựng)\n\nĐiều 1. Phạm vi.\n", "Quyết định", "", "2026-03-12", "Sở Xây dựng"},
		{"annexes that differ", blank + "QUY CHẾ\n(Kèm theo Quyết định số 57/QĐ-SXD ngày 12/3/2026)\n\nPhụ lục\n(Kèm theo Quyết định số 75/QĐ-SXD ngày 12/3/2026)\n\nBảng.\n", "Quyết định", "", "2026-03-12", "Sở Xây dựng"},
		{"an annex that knows the day", "HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ TĨNH\nSố:      /NQ-HĐND\n" + mottoLines + "Hà Tĩnh, ngày      tháng 7 năm 2026\n\nNGHỊ QUYẾT\nVề dự toán\n\nĐiều 1. Dự toán.\nPhụ lục\n(Kèm theo Nghị quyết số 45/NQ-HĐND ngày 10/7/2026)\n\nBảng.\n",
			"Nghị quyết", "45/NQ-HĐND", "2026-07-10", "Hội đồng nhân dân tỉnh Hà Tĩnh"},
		{"an annex of another month", "HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ TĨNH\nSố:      /NQ-HĐND\n" + mottoLines + "Hà Tĩnh, ngày      tháng 7 năm 2026\n\nNGHỊ QUYẾT\nVề dự toán\n\nĐiều 1. Dự toán.\nPhụ lục\n(Kèm theo Nghị quyết số 45/NQ-HĐND ngày 10/6/2026)\n\nBảng.\n",
			"Nghị quyết", "", "", "Hội đồng nhân dân tỉnh Hà Tĩnh"},
		{"a gazette with a date in digits", "CÔNG BÁO/Số 81/Ngày 02-02-2026\n\nBỘ NỘI VỤ\n\nThông tư số 2/2026/TT-BNV ngày 15/01/2026\nhướng dẫn nâng lương\n\nĐiều 1. Phạm vi.\n",
			"Thông tư", "2/2026/TT-BNV", "2026-01-15", "Bộ Nội vụ"},
		{"a body named after a document", "THANH TRA TỈNH HÀ TĨNH\nĐOÀN THANH TRA THEO QUYẾT ĐỊNH\nSỐ 18/QĐ-TTT\nSố: 2/BC-ĐTT\n" + mottoLines + "Hà Tĩnh, ngày 12 tháng 3 năm 2026\n\nBÁO CÁO\nKết quả thanh tra\n\nNội dung.\n",
			"Báo cáo", "2/BC-ĐTT", "2026-03-12", "Đoàn thanh tra theo quyết định số 18/QĐ-TTT"},
		{"a body named after a document in one line", "UBND TỈNH HÀ TĨNH\nTỔ CÔNG TÁC THEO QUYẾT ĐỊNH SỐ 18/QĐ-UBND\nSố: 2/TB-TCT\n" + mottoLines + "Hà Tĩnh, ngày 12 tháng 3 năm 2026\n\nTHÔNG BÁO\nLịch làm việc\n\nNội dung.\n",
			"Thông báo", "2/TB-TCT", "2026-03-12", "Tổ công tác theo quyết định số 18/QĐ-UBND"},
		{"a number in capitals", "UBND TỈNH HÀ TĨNH\nSỞ Y TẾ\nSỐ: 18/QĐ-SYT\n" + mottoLines + "Hà Tĩnh, ngày 12 tháng 3 năm 2026\n\nQUYẾT ĐỊNH\nVề biên chế\n\nĐiều 1. Giao.\n",
			"Quyết định", "18/QĐ-SYT", "2026-03-12", "Sở Y tế"},
		{"a letter's subject with a date", "UBND TỈNH HÀ TĨNH\nSỞ XÂY DỰNG\nSố: 311/SXD-QLN\nV/v phúc đáp Văn bản số 12/STC-NS\nngày 02/3/2026 của Sở Tài chính\n" + mottoLines + "Hà Tĩnh, ngày 12 tháng 3 năm 2026\n\nKính gửi: Sở Tài chính\n\nNội dung.\n",
			"Công văn", "311/SXD-QLN", "2026-03-12", "Sở Xây dựng"},
		{"a ward", "TỈNH NGHỆ AN\nHỘI ĐỒNG NHÂN DÂN\nPHƯỜNG AN PHÚ\nSố: 3/NQ-HĐND\n" + mottoLines + "An Phú, ngày 12 tháng 3 năm 2026\n\nNGHỊ QUYẾT\nVề ngân sách\n\nĐiều 1. Ngân sách.\n",
			"Nghị quyết", "3/NQ-HĐND", "2026-03-12", "Hội đồng nhân dân phường An Phú"},
		{"a plan of action whose mark was lost", "ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN\nSố: 3/PA-UBND\n" + mottoLines + "Nghệ An, ngày 12 tháng 3 năm 2026\n\nPHƯONG AN\nỨng phó bão\n\nI. MỤC ĐÍCH\n", "Phương án", "3/PA-UBND", "2026-03-12", "Ủy ban nhân dân tỉnh Nghệ An"},
	} {
		h := Plain(test.text).Head
		got := []string{string(h.Type), h.Number, h.Date.String(), h.Issuer}
		if want := []string{test.kind, test.number, test.date,
			test.issuer}; strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%s: %q, want %q", test.name, got, want)
		}
	}
}

// TestNamedByOCR wants what OCR reads of a document's own forms twice: its number and type
// line are hidden by a stamp.
func TestNamedByOCR(t *testing.T) {
	const form = "Mẫu 01 ban hành kèm theo Thông tư số 12/2025/TT-BCA"
	for _, tt := range []struct{ again, number string }{{form, "12/2025/TT-BCA"}, {"Mẫu 02", ""}} {
		pages := []pdf.Page{sheet(
			at(130, 60, "BỘ CÔNG AN"), at(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
			at(340, 80, "Độc lập - Tự do - Hạnh phúc"), at(320, 100, "Hà Nội, ngày 3 tháng 7 năm 2025"),
			full(120, 200, "Căn cứ Luật Cư trú ngày 13 tháng 11 năm 2020 và các văn bản khác;"), full(85, 218, line1),
		), sheet(at(300, 60, form+" ngày 03/7/2025"), full(85, 218, line1)), sheet(at(300, 60, tt.again), full(85, 218, line1))}
		h := TextFrom(pages, []legal.PageSource{legal.SourceOCR, legal.SourceOCR, legal.SourceOCR}).Head
		if h.Number != tt.number || (h.Type == legal.Circular) != (tt.number != "") {
			t.Errorf("with %q: %+v", tt.again, h)
		}
	}
}

// Once is enough where OCR reads it clearly and the head has the codes behind the blank.
func TestNamedOnceByOCR(t *testing.T) {
	for doubt, want := range map[float64]string{.05: "12/KH-SYT", .3: ""} {
		annex := at(120, 60, "(Kèm theo Kế hoạch số 12/KH-SYT ngày 03/7/2025 của Sở Y tế)")
		for i := range annex.Words {
			annex.Words[i].Doubt = doubt
		}
		h := TextFrom([]pdf.Page{sheet(
			at(130, 60, "SỞ Y TẾ"), at(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), at(120, 80, "Số: …/KH-SYT"),
			at(320, 100, "Hà Nội, ngày 3 tháng 7 năm 2025"), at(260, 170, "KẾ HOẠCH"), at(240, 190, "Khám bệnh"),
			full(120, 230, "Căn cứ Luật Khám bệnh ngày 13 tháng 11 năm 2020 và các văn bản"), full(85, 248, line1),
		), sheet(annex, full(85, 218, line1))}, []legal.PageSource{legal.SourceOCR, legal.SourceOCR}).Head
		if h.Number != want || (want == "") != (h.PartOfNumber() == "?/KH-SYT") {
			t.Errorf("doubted by %v: %+v", doubt, h)
		}
	}
}

// In a gazette that goes on with a law the heading names it, below a running head that is
// the page's.
func TestGazetteGoesOn(t *testing.T) {
	page := func(n string) pdf.Page {
		return sheet(at(60, 30, "CÔNG BÁO/Số 979 + 980/Ngày 24-8-2024"), at(500, 30, n), full(85, 278, line1), body)
	}
	first := sheet(at(60, 30, "CÔNG BÁO/Số 979 + 980/Ngày 24-8-2024"), at(500, 30, "2"),
		at(150, 82, "VĂN BẢN QUY PHẠM PHÁP LUẬT", bold), at(183, 120, "CHỦ TỊCH NƯỚC - QUỐC HỘI", bold),
		at(150, 156, "Luật số 36/2024/QH15 ngày 27 tháng 6 năm 2024", bold), at(186, 173, "Trật tự giao thông", bold),
		at(199, 191, "(Tiếp theo Công báo số 977 + 978)"), full(85, 278, line1), body)
	h := Text([]pdf.Page{first, page("3"), page("4"), page("5")}).Head
	want := legal.Head{Type: legal.Law, Number: "36/2024/QH15", Date: legal.Date{Year: 2024, Month: 6, Day: 27},
		Issuer: "Quốc hội", Title: "Trật tự giao thông"}
	if h != want {
		t.Errorf("%+v", h)
	}
}

// TestLetterTitle keeps a date inside a letter's title.
func TestLetterTitle(t *testing.T) {
	h := Plain("SỞ XÂY DỰNG\nSố: 311/SXD-QLN\nV/v phúc đáp Văn bản số 12/STC-\nNS ngày 02/3/2026 của Sở Tài chính\n" + mottoLines + "Hà Tĩnh, ngày 12 tháng 3 năm 2026\n\nKính gửi: Sở Tài chính\n").Head
	if want := "phúc đáp Văn bản số 12/STC- NS ngày 02/3/2026 của Sở Tài chính"; h.Title != want ||
		h.Date != (legal.Date{Year: 2026, Month: 3, Day: 12}) {
		t.Errorf("%q of %s", h.Title, h.Date)
	}
}
