package layout

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

var (
	motto1 = at(290, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", sized(10), bold)
	motto2 = at(330, 86, "Độc lập - Tự do - Hạnh phúc", sized(10), bold)
	body   = full(120, 260, line1)
)

func TestHead(t *testing.T) {
	tests := []struct {
		name string
		page pdf.Page
		want legal.Head
	}{
		{"State form, column by column, title over two lines", sheet(
			at(110, 70, "UBND THÀNH PHỐ", sized(10)), at(120, 86, "CẨM PHẢ", sized(10)),
			at(100, 102, "PHÒNG GIÁO DỤC", sized(10), bold), at(110, 118, "VÀ ĐÀO TẠO", sized(10), bold),
			at(110, 134, "Số: 12/KH-PGD&ĐT", sized(10)), motto1, motto2,
			at(310, 134, "Cẩm Phả, ngày 05 tháng 4 năm 2023", sized(10)), at(270, 170, "KẾ HOẠCH", bold),
			at(150, 188, "Thực hiện chủ đề công tác năm 2023 “Nâng cao", bold),
			at(200, 206, "hiệu quả thu hút đầu tư”", bold), body,
		), legal.Head{
			Type: legal.Plan, Number: "12/KH-PGD&ĐT", Date: legal.Date{Year: 2023, Month: 4, Day: 5},
			Issuer: "Phòng Giáo dục và Đào tạo", Superior: "UBND thành phố Cẩm Phả", Place: "Cẩm Phả",
			Title: "Thực hiện chủ đề công tác năm 2023 “Nâng cao hiệu quả thu hút đầu tư”",
		}},
		{"painted row by row, both stamps in the first gap", sheet(
			join(at(60, 70, "ỦY BAN NHÂN DÂN", sized(10), bold), motto1),
			join(at(80, 86, "TỈNH LÂM ĐỒNG", sized(10), bold), motto2),
			join(at(60, 134, "Số:"), at(100, 134, "329", stamp), at(440, 134, "19", stamp), at(150, 134, "/BC-UBND"),
				at(310, 134, "Lâm Đồng, ngày"), at(470, 134, "tháng 12 năm 2025")),
			at(270, 170, "BÁO CÁO", bold), at(180, 188, "Công tác cải cách hành chính", bold), body,
		), legal.Head{
			Type: legal.Report, Number: "329/BC-UBND", Date: legal.Date{Year: 2025, Month: 12, Day: 19},
			Issuer: "Ủy ban nhân dân tỉnh Lâm Đồng", Place: "Lâm Đồng", Title: "Công tác cải cách hành chính",
		}},
		{"the number stamped above its line", sheet(
			at(80, 86, "TRƯỜNG THCS NGUYỄN HUỆ", sized(10)), at(140, 118, "57", sized(12)), at(110, 134, "Số:     /KH-THCSNH", sized(10)),
			motto1, motto2, at(310, 134, "Đông Triều, ngày 05 tháng 9 năm 2023", sized(10)), at(270, 170, "KẾ HOẠCH"),
			body,
		), legal.Head{
			Type: legal.Plan, Number: "57/KH-THCSNH", Date: legal.Date{Year: 2023, Month: 9, Day: 5},
			Issuer: "Trường THCS Nguyễn Huệ", Place: "Đông Triều",
		}},
		{"number and day left blank", sheet(
			at(80, 86, "TRƯỜNG THCS NGUYỄN HUỆ", sized(10)), at(110, 134, "Số: /KH-THCSNH", sized(10)),
			motto1, motto2, at(310, 134, "Đông Triều, ngày tháng 9 năm 2023", sized(10)), at(270, 170, "KẾ HOẠCH"),
			body,
		), legal.Head{
			Type: legal.Plan, Issuer: "Trường THCS Nguyễn Huệ", Place: "Đông Triều",
			Written: &legal.Written{Part: "/KH-THCSNH", Month: legal.Date{Year: 2023, Month: 9}},
		}},
		{"the Party's number left blank, in a line with the year alone", sheet(
			at(80, 70, "THÀNH UỶ HÀ NỘI", sized(10)), at(90, 86, "BAN TỔ CHỨC", sized(10), bold),
			at(110, 118, "Số -HD/BTCTU", sized(10)), at(300, 70, "ĐẢNG CỘNG SẢN VIỆT NAM", sized(10), bold),
			at(310, 102, "Hà Nội, ngày tháng năm 2025", sized(10)), at(270, 170, "HƯỚNG DẪN", bold), body,
		), legal.Head{
			Type: legal.Guidance, Issuer: "Ban Tổ chức", Superior: "Thành uỷ Hà Nội", Place: "Hà Nội",
			Written: &legal.Written{Part: "-HD/BTCTU", Month: legal.Date{Year: 2025}},
		}},
		{"a speck behind the number", sheet(
			at(110, 70, "BỘ NỘI VỤ", sized(10), bold), at(100, 102, "Số: 897/KH-BNV ,", sized(10)),
			motto1, motto2, at(310, 102, "Hà Nội, ngày 06 tháng 10 năm 2025", sized(10)), at(270, 170, "KẾ HOẠCH", bold),
			body,
		), legal.Head{
			Type: legal.Plan, Number: "897/KH-BNV", Date: legal.Date{Year: 2025, Month: 10, Day: 6}, Issuer: "Bộ Nội vụ",
			Place: "Hà Nội",
		}},
		{"the stamp of an office that received it, above the head", sheet(
			at(20, 30, "VP.UBND TỈNH BÌNH THUẬN", sized(9)), at(20, 44, "ĐẾN Số: 3577", sized(9)), at(20, 58, "Chuyển: ......", sized(9)),
			at(80, 86, "UBND TỈNH BÌNH THUẬN:", sized(10)), at(110, 102, "SỞ NỘI VỤ", sized(10)), at(100, 118, "Số: 519/SNV-TCCC", sized(10)),
			motto1, motto2, at(310, 134, "Bình Thuận, ngày 24 tháng 02 năm 2025", sized(10)), at(270, 170, "TỜ TRÌNH", bold),
			body,
		), legal.Head{
			Type: "Tờ trình", Number: "519/SNV-TCCC", Date: legal.Date{Year: 2025, Month: 2, Day: 24}, Issuer: "Sở Nội vụ",
			Superior: "UBND tỉnh Bình Thuận", Place: "Bình Thuận",
		}},
		{"letter", sheet(
			at(110, 70, "BỘ NỘI VỤ", sized(10), bold), at(100, 102, "Số: 8977/BNV-TCPCP", sized(10)),
			at(80, 118, "V/v trả lời đề nghị của", sized(10)), at(90, 134, "Sở Nội vụ tỉnh", sized(10)),
			motto1, motto2, at(310, 102, "Hà Nội, ngày 06 tháng 10 năm 2025", sized(10)),
			at(200, 180, "Kính gửi: Sở Nội vụ tỉnh Lâm Đồng"),
			full(120, 220, "Trả lời Công văn số 1984/SNV-TCBC ngày 09/10/2025 của Sở"), body,
		), legal.Head{
			Type: legal.Letter, Number: "8977/BNV-TCPCP", Date: legal.Date{Year: 2025, Month: 10, Day: 6},
			Issuer: "Bộ Nội vụ", Place: "Hà Nội", Title: "trả lời đề nghị của Sở Nội vụ tỉnh",
		}},
		{"Party form", sheet(
			at(80, 70, "ĐẢNG BỘ TỈNH QUẢNG NINH", sized(10)), at(100, 86, "THÀNH ỦY CẨM PHẢ", sized(10), bold),
			at(150, 102, "*"), at(110, 118, "Số 13-NQ/TU", sized(10)),
			at(330, 70, "ĐẢNG CỘNG SẢN VIỆT NAM", sized(10), bold),
			at(310, 118, "Cẩm Phả, ngày 20 tháng 9 năm 2021", sized(10)), at(270, 170, "NGHỊ QUYẾT", bold),
			at(150, 188, "về nâng cao chất lượng giáo dục", bold), at(290, 200, "-----"), body,
		), legal.Head{
			Type: legal.Resolution, Number: "13-NQ/TU", Date: legal.Date{Year: 2021, Month: 9, Day: 20},
			Issuer: "Thành ủy Cẩm Phả", Superior: "Đảng bộ tỉnh Quảng Ninh", Place: "Cẩm Phả",
			Title: "về nâng cao chất lượng giáo dục",
		}},
		{"one letterhead for three organs of the Party", sheet(
			at(80, 70, "BAN CHẤP HÀNH TRUNG ƯƠNG", sized(10), bold), at(150, 86, "*"),
			at(110, 118, "Số 93-NQ/TW", sized(10)), at(330, 70, "ĐẢNG CỘNG SẢN VIỆT NAM", sized(10), bold),
			at(310, 118, "Hà Nội, ngày 14 tháng 11 năm 2022", sized(10)), at(270, 170, "NGHỊ QUYẾT", bold),
			at(250, 188, "CỦA BỘ CHÍNH TRỊ", bold), at(150, 206, "về phát triển giáo dục phổ thông", bold), body,
		), legal.Head{
			Type: legal.Resolution, Number: "93-NQ/TW", Date: legal.Date{Year: 2022, Month: 11, Day: 14},
			Issuer: "Bộ Chính trị", Place: "Hà Nội", Title: "về phát triển giáo dục phổ thông",
		}},
		{"no head: the issuer stands in the text, the first number is not its own", sheet(
			at(270, 70, "KẾ HOẠCH", bold), at(200, 88, "Thực hiện chủ đề công tác năm 2023", bold),
			full(120, 130, "Thực hiện Kế hoạch số 64/KH-UBND ngày 06/3/2023 của UBND tỉnh,"),
			at(120, 150, "Trường THCS Nguyễn Huệ xây dựng Kế hoạch như sau:"), body, full(85, 278, line1),
		), legal.Head{Type: legal.Plan, Issuer: "Trường THCS Nguyễn Huệ", Title: "Thực hiện chủ đề công tác năm 2023"}},
		{"a law in the gazette: the gazette's date is not its own", sheet(
			at(60, 50, "CÔNG BÁO/Số 977 + 978/Ngày 24-8-2024"), at(110, 86, "QUỐC HỘI", sized(10), bold),
			at(100, 118, "Luật số: 36/2024/QH15", sized(10)), motto1, motto2, at(290, 170, "LUẬT", bold),
			at(200, 188, "TRẬT TỰ GIAO THÔNG", bold), body, full(85, 278, line1), at(85, 296, "hiện hành."),
			at(120, 330, "Luật này được Quốc hội khóa XV thông qua ngày 27 tháng 6 năm 2024."),
		), legal.Head{
			Type: legal.Law, Number: "36/2024/QH15", Date: legal.Date{Year: 2024, Month: 6, Day: 27},
			Issuer: "Quốc hội", Title: "TRẬT TỰ GIAO THÔNG",
		}},
		{"text without a head", sheet(full(120, 150, "Số 13-NQ/TU ngày 20/9/2021 của Ban Thường vụ Thành ủy về giáo dục"), body), legal.Head{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := Text([]pdf.Page{tt.page})
			check(t, text)
			if diff := cmp.Diff(tt.want, text.Head); diff != "" {
				t.Errorf("head (-want +got):\n%s\n%q", diff, blocksOf(text))
			}
		})
	}
}

// The head stands behind a cover, which is text; a page that is full, or one before a page
// without number or motto, is no cover.
func TestCover(t *testing.T) {
	cover := sheet(at(200, 120, "ỦY BAN NHÂN DÂN TỈNH SƠN LA", bold), at(260, 400, "KẾ HOẠCH", bold), at(240, 700, "Sơn La, 2025"))
	head := []pdf.Line{at(80, 70, "UBND TỈNH SƠN LA", sized(10)), at(100, 102, "Số: 12/KH-UBND", sized(10)), motto1, motto2,
		at(310, 102, "Sơn La, ngày 06 tháng 10 năm 2025", sized(10)), at(270, 170, "KẾ HOẠCH", bold),
		at(200, 188, "Chuyển đổi số", bold), body, full(85, 278, line1)}
	for name, tt := range map[string]struct {
		first  pdf.Page
		second []pdf.Line
		number string
	}{
		"a cover":        {cover, head, "12/KH-UBND"},
		"without motto":  {cover, slices.Concat(head[:2], head[4:]), ""},
		"a page of text": {sheet(slices.Repeat([]pdf.Line{full(85, 278, line1)}, coverLines+1)...), head, ""},
	} {
		text := Text([]pdf.Page{tt.first, sheet(tt.second...)})
		check(t, text)
		if text.Head.Number != tt.number || tt.number != "" && (text.Head.Title != "Chuyển đổi số" || blocksOf(text)[0] != "body: ỦY BAN NHÂN DÂN TỈNH SƠN LA") {
			t.Errorf("%s: %+v %q", name, text.Head, blocksOf(text))
		}
	}
}

func TestStampsOfAScan(t *testing.T) {
	p := sheet(at(60, 70, "Số: 996/KH-C04", stamp), at(300, 70, "Ngày ký: 24/02/2026", stamp))
	p.Pictures = 1
	text := Text([]pdf.Page{p})
	check(t, text)
	if text.Content != "" || text.Head.Number != "996/KH-C04" {
		t.Errorf("content %q, head %+v", text.Content, text.Head)
	}
}

func TestTail(t *testing.T) {
	text := Text([]pdf.Page{sheet(
		full(120, 500, line1), at(85, 518, "hiện nghiêm túc./."),
		at(85, 550, "Nơi nhận:", sized(12), bold), at(85, 566, "- Như trên;", sized(11)),
		at(85, 580, "- Lưu: VT.", sized(11)), at(380, 550, "KT. CHỦ TỊCH", bold), at(370, 566, "PHÓ CHỦ TỊCH", bold),
		at(360, 640, "Nguyễn Ngọc Phúc", bold),
	)})
	check(t, text)
	want := []string{
		"body: " + line1 + " hiện nghiêm túc./.", "recipients: Nơi nhận: - Như trên; - Lưu: VT.",
		"signature: KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Ngọc Phúc",
	}
	if diff := cmp.Diff(want, blocksOf(text)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

// What is attached behind the signature is no part of it.
func TestTailBeforeAttached(t *testing.T) {
	first := sheet(full(120, 500, line1), at(85, 518, "hiện nghiêm túc./."), at(85, 550, "Nơi nhận:"),
		at(85, 566, "- Như trên;"))
	for name, page := range map[string]pdf.Page{
		"an appendix":      sheet(at(280, 80, "Phụ lục"), at(85, 110, "1. Tuyên truyền Nghị quyết")),
		"another document": sheet(at(100, 80, "CỤC QUẢN LÝ MÔI TRƯỜNG"), at(300, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), at(85, 110, "1. Tuyên truyền Nghị quyết")),
	} {
		text := Text([]pdf.Page{first, page})
		check(t, text)
		if last := text.Blocks[len(text.Blocks)-1]; last.Zone != legal.ZoneBody {
			t.Errorf("%s: %q", name, blocksOf(text))
		}
	}
}

func TestIssuers(t *testing.T) {
	tests := []struct {
		lines            []string
		superior, issuer string
	}{
		{[]string{"ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NINH"}, "", "Ủy ban nhân dân tỉnh Quảng Ninh"},
		{[]string{"UBND THÀNH PHỐ CẨM PHẢ", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"}, "UBND thành phố Cẩm Phả", "Phòng Giáo dục và Đào tạo"},
		{[]string{"PHÒNG GD&ĐT THỊ XÃ ĐÔNG TRIỀU", "TRƯỜNG THCS NGUYỄN HUỆ"}, "Phòng GD&ĐT thị xã Đông Triều", "Trường THCS Nguyễn Huệ"},
		{[]string{"HIỆP HỘI", "CÔNG CHỨNG VIÊN VIỆT NAM", "BAN THƯỜNG VỤ"}, "Hiệp hội công chứng viên Việt Nam", "Ban Thường vụ Hiệp hội công chứng viên Việt Nam"},
		{[]string{"CHÍNH PHỦ"}, "", "Chính phủ"},
		{[]string{"BỘ LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI"}, "", "Bộ Lao động - Thương binh và Xã hội"},
		{[]string{"BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH"}, "", "Bộ Văn hóa, Thể thao và Du lịch"},
		{[]string{"HỘI ĐỒNG NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"}, "", "Hội đồng nhân dân thành phố Hồ Chí Minh"},
		{nil, "", ""},
	}
	for _, tt := range tests {
		var items []item
		for _, l := range tt.lines {
			items = append(items, item{text: l})
		}
		if superior, issuer := issuers(items); superior != tt.superior || issuer != tt.issuer {
			t.Errorf("%q: superior %q, issuer %q", tt.lines, superior, issuer)
		}
	}
}

func TestKindOf(t *testing.T) {
	for line, want := range map[string]legal.Type{
		"KẾ HOẠCH": legal.Plan, "KÉẺ HOẠCH": legal.Plan, "QUYÉT ĐỊNH": legal.Decision, "BÁO CÁO THẨM TRA": legal.Report,
		"THÔNG DÁO": "", // báo or cáo
		"KẾ TOÁN":   "", "MỤC LỤC": "",
	} {
		if got, _ := kindOf(line); got != want {
			t.Errorf("kindOf(%q) = %q, want %q", line, got, want)
		}
	}
}
