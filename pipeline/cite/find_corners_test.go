package cite

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFindCorners holds forms at the edge of the grammar: what is nearly a citation,
// and what nearly is none.
func TestFindCorners(t *testing.T) {
	for _, tt := range []findTest{
		{"Căn cứ xây dựng bảng giá, gồm: Nghị định số 71/2024/NĐ-CP;", "cites Nghị định 71/2024/NĐ-CP"},
		{"Quyết định 30 ngày nghỉ", ""},
		{"Quyết định số 12/QĐ-UBND ngày 2 tháng l1 năm 2017 của UBND tỉnh và Kế hoạch số 7/KH-UBND", "cites Quyết định 12/QĐ-UBND\ncites Kế hoạch 7/KH-UBND"},
		{"được Chủ tịch UBND tỉnh Bình Thuận (trước sắp xếp) phê duyệt tại Quyết định số 1804/QĐ-UBND ngày 05/8/2020", "cites Quyết định 1804/QĐ-UBND, 2020-08-05, của Chủ tịch UBND tỉnh Bình Thuận"},
		{"Luật Bảo hiểm xã hội số 41/2024/QH15 (sau đây gọi chung là Luật số 41/2024/QH15) hết hiệu lực kể từ ngày này", "repeals Luật 41/2024/QH15 «Bảo hiểm xã hội»\ncites Luật 41/2024/QH15"},
		{"tổ chức, cá nhân bị hủy bỏ quyết định theo quy định tại khoản 3 Điều 55 Nghị định số 186/2025/NĐ-CP", "cites Nghị định 186/2025/NĐ-CP, tại khoản 3 Điều 55"},
		{"Sửa đổi, bổ sung Điều 5 như sau:\nTheo quy định tại điểm b khoản 3 Điều 94 của Luật Đất đai.", "cites Luật «Đất đai», tại điểm b khoản 3 Điều 94"},
		{"22.2 Căn cứ Rừng Lá Quyết định số 3456/QĐ-UBND ngày 1/2/2020", "cites Quyết định 3456/QĐ-UBND, 2020-02-01"},
		{"Căn cứ lập, thẩm định kế hoạch theo Điều 39 của Luật Đầu tư công", "cites Luật «Đầu tư công», tại Điều 39"},
		{"Sở Tư pháp có ý kiến, căn cứ quy định tại:\n- Nghị định số 126/2024/NĐ-CP;\n- Thông tư số 01/2025/TT-BNV.", "based_on Nghị định 126/2024/NĐ-CP\nbased_on Thông tư 01/2025/TT-BNV"},
		{"Kế hoạch 5 năm 2021-2025", ""},
		{"thực hiện Kế hoạch 5 năm giai đoạn 2021 - 2025 của tỉnh", ""},
		{"theo Quyết định số 8 ngày 5/3/2020 của UBND", "cites Quyết định 8, 2020-03-05, của UBND"},
		{"Bãi bỏ các văn bản sau đây:\n1. Quyết định số 08/2019/QĐ-UBND ngày 12/3/2019;\n2. Quyết định số 31/2014/QĐ-UBND.", "repeals Quyết định 08/2019/QĐ-UBND, 2019-03-12\nrepeals Quyết định 31/2014/QĐ-UBND"},
		{"Triển khai các văn bản sau:\n1. Quyết định số 08/2019/QĐ-UBND;\n2. Quyết định số 31/2014/QĐ-UBND.", "implements Quyết định 08/2019/QĐ-UBND\nimplements Quyết định 31/2014/QĐ-UBND"},
		{"Căn cứ Luật Tổ chức HĐND và UBND ngày 21/6/1994;", "based_on Luật «Tổ chức HĐND và UBND», 1994-06-21"},
		{"theo Công văn số 10697 & 11028/UBND-KGVX", "cites Công văn 11028/UBND-KGVX"},
		{"Kế hoạch số 64/KH-UBND ngày 06/3/2023, Kế hoạch số 58/KH-UBND ngày 28/02/2023 của UBND tỉnh", "cites Kế hoạch 64/KH-UBND, 2023-03-06, của UBND tỉnh\ncites Kế hoạch 58/KH-UBND, 2023-02-28, của UBND tỉnh"},
		{"Thực hiện Nghị quyết số 30-NQ/TW ngày 23/11/2022 của Bộ Chính trị, Chương trình hành động số 26-CTr/TU của Tỉnh ủy, Ủy ban nhân dân tỉnh ban hành Kế hoạch", "implements Nghị quyết 30-NQ/TW, 2022-11-23, của Bộ Chính trị\nimplements Chương trình hành động 26-CTr/TU, của Tỉnh ủy"},
		{"Quyết định này có hiệu lực từ ngày 15/5/2023 và thay thế Quyết định số 31/2014/QĐ-UBND; bãi bỏ Quyết định số 02/2020/QĐ-UBND.", "replaces Quyết định 31/2014/QĐ-UBND\nrepeals Quyết định 02/2020/QĐ-UBND"},
		{"Điều 1. Sửa đổi khoản 2 Điều 5 Quyết định số 08/2019/QĐ-UBND như sau: “2. Theo Nghị định số 81/2021/NĐ-CP”.", "amends Quyết định 08/2019/QĐ-UBND, tại khoản 2 Điều 5\ncites Nghị định 81/2021/NĐ-CP"},
		{"Bãi bỏ khoản 3 Điều 2 của Quyết định số 08/2019/QĐ-UBND", "repeals Quyết định 08/2019/QĐ-UBND, tại khoản 3 Điều 2"},
		{"Hướng dẫn các trường thu, chi đúng Nghị định số 81/2021/NĐ-CP", "cites Nghị định 81/2021/NĐ-CP"},
		{"Nghị định số 81/2021/NĐ-CP được sửa đổi bởi Nghị định số 97/2023/NĐ-CP và Nghị định số 238/2025/NĐ-CP", "cites Nghị định 81/2021/NĐ-CP\ncites Nghị định 97/2023/NĐ-CP\ncites Nghị định 238/2025/NĐ-CP"},
		{"Căn cứ Luật Đầu tư công ngày 29/11/2024 và các văn bản hướng dẫn;", "based_on Luật «Đầu tư công», 2024-11-29"},
		{"Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025 (được sửa đổi, bổ sung bởi Luật số 88/2025/QH15);", "based_on Luật 72/2025/QH15 «Tổ chức chính quyền địa phương», 2025-06-16\ncites Luật 88/2025/QH15"},
		{"theo Luật Giáo dục và Luật Trẻ em", "cites Luật «Giáo dục»\ncites Luật «Trẻ em»"},
		{"theo Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ năm 2024", "cites Luật «Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ», 2024"},
		{"Luật Hợp tác xã 17/2023/QH15", "cites Luật 17/2023/QH15 «Hợp tác xã»"},
		{"Bộ luật Dân sự 2015, Bộ luật Hình sự năm 2015", "cites Bộ luật «Dân sự», 2015\ncites Bộ luật «Hình sự», 2015"},
		{"Luật Đất đai (sửa đổi) 2024", "cites Luật «Đất đai»"},
		{"Luật Báo chí; Luật Thanh niên; Luật Thư viện", "cites Luật «Báo chí»\ncites Luật «Thanh niên»\ncites Luật «Thư viện»"},
		{"LUẬT GIÁO DỤC", "cites Luật «GIÁO DỤC»"},
		{"Nghị quyết số 35/NQ-UBTVQH15 ngày 1/1/2024 của Ủy ban Thường vụ Quốc hội", "cites Nghị quyết 35/NQ-UBTVQH15, 2024-01-01, của Ủy ban Thường vụ Quốc hội"},
		{"Thông tri số 12-TT/TW; Lệnh số 12/2019/L-CTN; Sắc lệnh số 85/SL; Sắc lệnh số 110-SL/L.12", "cites Thông tri 12-TT/TW\ncites Lệnh 12/2019/L-CTN\ncites Sắc lệnh 85/SL\ncites Sắc lệnh 110-SL/L.12"},
		{"Kế hoạch 298 KH/TWĐTN, Hướng dẫn 22HD/TWĐTN", "cites Kế hoạch 298KH/TWĐTN\ncites Hướng dẫn 22HD/TWĐTN"},
		{"Nghị quyết 72-NQ-TW", "cites Nghị quyết 72-NQ-TW"},
		{"Nghị quyết số 02-NQ/HNTW", "cites Nghị quyết 02-NQ/HNTW"},
		{"Thông tư liên tịch số 23/2015/TTLT-BGD ĐT-BNV", "cites Thông tư liên tịch 23/2015/TTLT-BGDĐT-BNV"},
		{"Nghị quyết số 45/2005/NQ-HĐND16 và Nghị quyết số 12/NQ-HĐND.K7", "cites Nghị quyết 45/2005/NQ-HĐND16\ncites Nghị quyết 12/NQ-HĐND.K7"},
		{"Quyết định số 2345/QĐ-UBND.HC", "cites Quyết định 2345/QĐ-UBND.HC"},
		{"Kế hoạch số 12/KH-MTTW-BTT ngày 1.3.2024", "cites Kế hoạch 12/KH-MTTW-BTT, 2024-03-01"},
		{"Nghị định số 178/HĐBT; Nghị định 64-CP; Luật số 35-L/CTN", "cites Nghị định 178/HĐBT\ncites Nghị định 64-CP\ncites Luật 35-L/CTN"},
		{"Công văn số 123-CV/TU; công văn số 3944/BTP-BTTP", "cites Công văn 123-CV/TU\ncites Công văn 3944/BTP-BTTP"},
		{"Thông báo số 850-TB/TU ngày 01/3/2023 của Văn phòng Tỉnh ủy Thông báo ý kiến chỉ đạo của Thường trực Tỉnh ủy", "cites Thông báo 850-TB/TU, 2023-03-01, của Văn phòng Tỉnh ủy"},
		{"theo Nghị quyết số 30-NQ/TW ngày 23 tháng 11 năm 2022, của Bộ Chính trị", "cites Nghị quyết 30-NQ/TW, 2022-11-23, của Bộ Chính trị"},
		{"Quyết định số 640/QĐ-UBND, ngày 16/3/2023, của UBND tỉnh", "cites Quyết định 640/QĐ-UBND, 2023-03-16, của UBND tỉnh"},
		{"Căn cứ Quyết định số 640/QĐ-UBND ngày 16/3/2023 của Chủ tịch UBND tỉnh và Kế hoạch số 64/KH-UBND;", "based_on Quyết định 640/QĐ-UBND, 2023-03-16, của Chủ tịch UBND tỉnh\nbased_on Kế hoạch 64/KH-UBND"},
		{"Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 12/TTr-SNV ngày 1/2/2023,", "cites Tờ trình 12/TTr-SNV, 2023-02-01, của Giám đốc Sở Nội vụ"},
		{"các Quyết định: số 12/QĐ-UBND, số 13/QĐ-UBND", "cites Quyết định 12/QĐ-UBND\ncites Quyết định 13/QĐ-UBND"},
		{"ban hành kèm theo Quyết định số 12/QĐ-UBND và Kế hoạch số 13/KH-UBND", "cites Quyết định 12/QĐ-UBND\ncites Kế hoạch 13/KH-UBND"},
		{"Thông tư số 01/2023/TT-BNV hướng dẫn Nghị định số 30/2020/NĐ-CP", "cites Thông tư 01/2023/TT-BNV\nguides Nghị định 30/2020/NĐ-CP, trong 01/2023/TT-BNV"},
		{"Quyết định số 10/QĐ-UBND phê duyệt Kế hoạch số 64/KH-UBND", "cites Quyết định 10/QĐ-UBND\nissues Kế hoạch 64/KH-UBND, trong 10/QĐ-UBND"},
		{"Nghị quyết số 190/2025/QH15 quy định về xử lý một số vấn đề; Nghị quyết số 202/2025/QH15", "cites Nghị quyết 190/2025/QH15\ncites Nghị quyết 202/2025/QH15"},
		{"Căn cứ điểm a khoản 2 và khoản 3 Điều 5 Luật Đất đai năm 2024;", "based_on Luật «Đất đai», 2024, tại điểm a khoản 2 và khoản 3 Điều 5"},
		{"theo Điều 5, Điều 6; khoản 2 Điều 7 của Luật Đất đai", "cites Luật «Đất đai», tại Điều 5, Điều 6; khoản 2 Điều 7"},
		{"quy định tại tiết 1.3 khoản 1 Mục II Hướng dẫn số 36-HD/VPTW", "cites Hướng dẫn 36-HD/VPTW, tại tiết 1.3 khoản 1 Mục II"},
		{"theo điểm 1.3 khoản 1 Mục II Hướng dẫn 36-HD/VPTW", "cites Hướng dẫn 36-HD/VPTW, tại điểm 1.3 khoản 1 Mục II"},
		{"Số: 12/KH-UBND", "cites Kế hoạch 12/KH-UBND"},
		{"Giấy chứng nhận đăng ký kinh doanh số 0200123456; số tài khoản 3713.0.1234567", ""},
		{"Mẫu số 03a/TT-BNV ban hành kèm theo", ""},
		{"Điện thoại: 024.3943.1234; Fax: 024/3943-5678", ""},
		{"biển số 29A-123.45; số nhà 12/34 đường Trần Phú; tỷ lệ 1/500; thửa đất số 12/BĐ-ĐC", ""},
		{"Lớp 10A1/THPT, tiết 1-2; khối 6-7; 24/7", ""},
		{"thực hiện Nghị quyết Hội nghị Trung ương 8 khóa XI", ""},
		{"Thực hiện Đề án 06 và Nghị quyết 30; Chương trình GDPT 2018", "implements Nghị quyết 30"},
		{"Kế hoạch năm học 2023-2024; Kế hoạch 2024", ""},
		{"Nghị quyết số ……/NQ-HĐND ngày … tháng … năm 2023 và Nghị quyết số 12/NQ-HĐND", "cites Nghị quyết 12/NQ-HĐND"},
		{"Kế hoạch số 64/KH-UBND1 ngày 06/3/2023", "cites Kế hoạch 64/KH-UBND, 2023-03-06"},
	} {
		if diff := cmp.Diff(lines(tt.want), describeAll(Find(textOf(tt.text)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
}
