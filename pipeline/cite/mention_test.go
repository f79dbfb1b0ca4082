package cite

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mentionTests are texts in which a mention is easily missed, cut or given the wrong
// field, in the form of findTests; the counter-cases of each group stand last.
var mentionTests = []struct {
	group string
	rows  []findTest
}{
	{"numbers of one code", []findTest{
		{"Theo Công văn số 1070/TCT ngày 06/3/2020 của Tổng cục Thuế.", "cites Công văn 1070/TCT, 2020-03-06, của Tổng cục Thuế"},
		{"Công văn 4471/TCT ngày 28 tháng 11 năm 2019 về hóa đơn", "cites Công văn 4471/TCT, 2019-11-28"},
		{"Xét Tờ trình số: 31/TTr ngày 02/4/2026 của Trường Tiểu học Hòa Bình", "cites Tờ trình 31/TTr, 2026-04-02, của Trường Tiểu học Hòa Bình"},
		{"theo Quyết định số 27-QĐ ngày 05/4/1991 của Bộ Văn hóa, Thông tin", "cites Quyết định 27-QĐ, 1991-04-05, của Bộ Văn hóa, Thông tin"},
		{"Báo cáo số 44/BCĐ của Hội Nông dân tỉnh", "cites Báo cáo 44/BCĐ, của Hội Nông dân tỉnh"},
		{"theo Công văn số 99/SXD, đề nghị các đơn vị", "cites Công văn 99/SXD"},
		{"Quyết định số 666 VH/QĐ ngày 01/4/1985 của Bộ Văn hóa", "cites Quyết định 666VH/QĐ, 1985-04-01, của Bộ Văn hóa"},
		{"Quyết định số 2307/QĐ.UBND ngày 30/12/2011", "cites Quyết định 2307/QĐ.UBND, 2011-12-30"},
		{"áp dụng Án lệ số 04/2016/AL và Án lệ số 43/2021/AL về tranh chấp", "cites Án lệ 04/2016/AL\ncites Án lệ 43/2021/AL"},
		{"công suất 250/KVA; thửa số 24/BĐ; biểu mẫu số 02/TNDN; trạm số 110/KV ngày 05/5/2026", ""},
		{"Biên lai số 0031/PT ngày 04/5/2026; phiếu thu số 12/PT", ""},
		{"mẫu theo các Quyết định số 1443/LĐTBXH, Quyết định số 3339/QĐ-BHXH", "cites Quyết định 1443/LĐTBXH\ncites Quyết định 3339/QĐ-BHXH"},
		{"Quyết định số 2764/QĐ- ", ""},
		{"theo Kế hoạch số 12/năm và Báo cáo số 3/m2 ngày 05/5/2026", ""},
	}},
	{"numbers that enterprises make", []findTest{
		{"Văn bản số TL-07/25-KD ngày 11/4/2025 của Công ty TNHH Thành Lợi", "cites Công văn TL-07/25-KD, 2025-04-11, của Công ty TNHH Thành Lợi"},
		{"Công văn số 18/2025CV-HP ngày 11/4/2025", "cites Công văn 18/2025CV-HP, 2025-04-11"},
		{"Tờ trình số 07/TT-Cty ngày 02/02/2026 của Công ty cổ phần An Phát", "cites Tờ trình 07/TT-Cty, 2026-02-02, của Công ty cổ phần An Phát"},
		{"Công văn số: VNPT-118/26.KT ngày 02/02/2026 của Tập đoàn VNPT", "cites Công văn VNPT-118/26.KT, 2026-02-02, của Tập đoàn VNPT"},
		{"Hợp đồng số 16/2026/HĐKT-HL ngày 02/3/2026; hóa đơn số 00123/HL; tài khoản số 1160-002-7755; thi công theo hợp đồng xây dựng công trình số 05/2025/HĐXD-AP", ""},
		{"Giấy chứng nhận bảo hiểm số B-07/DNA/TSK/2210 ngày 04/4/2026", ""},
	}},
	{"what is no number of a document", []findTest{
		{"Danh mục có 1044 2-METHOXY- ETHANOL 3301; 4-CHLORO- TOLUENE 3344; 2-ETHYL- HEXANOL", ""},
		{"Đơn bảo hiểm số P-21/HNO/XCG/3312/0047; đơn P-21/HNO/XCG/3312", ""},
		{"Giấy chứng nhận bảo hiểm số 05/PJI/XCG/2210/88; vận đơn số 77/VTB-HP", ""},
		{"theo 21/QĐ-UBND; kèm 3312/STC-QLCS", "cites Quyết định 21/QĐ-UBND\ncites Công văn 3312/STC-QLCS"},
		{"Xem 30-NQ/TW và 22-HD/BTCTW.", "cites Nghị quyết 30-NQ/TW\ncites Hướng dẫn 22-HD/BTCTW"},
	}},
	{"standards beside documents", []findTest{
		{"theo TCVN 6909:2001, QCVN 01:2019/BCT và Tiêu chuẩn quốc gia TCVN ISO 9001:2015", "cites Tiêu chuẩn TCVN 6909:2001\ncites Quy chuẩn QCVN 01:2019/BCT\ncites Tiêu chuẩn TCVN ISO 9001:2015"},
		{"Căn cứ QCVN 01:2019/BCT của Bộ Công Thương;\nCăn cứ Quyết định số 5/2025/QĐ-UBND;", "based_on Quy chuẩn QCVN 01:2019/BCT, của Bộ Công Thương\nbased_on Quyết định 5/2025/QĐ-UBND"},
		{"QCVN 06:2022/BXD ban hành kèm theo Thông tư số 06/2022/TT-BXD và Thông tư số 09/2023/TT-BXD", "cites Quy chuẩn QCVN 06:2022/BXD\ncites Thông tư 06/2022/TT-BXD\ncites Thông tư 09/2023/TT-BXD"},
		{"Thông tư số 06/2022/TT-BXD ban hành QCVN 06:2022/BXD", "cites Thông tư 06/2022/TT-BXD\nissues Quy chuẩn QCVN 06:2022/BXD, trong 06/2022/TT-BXD"},
		{"thiết bị QCVN; hộp TCVN số 5; tcvn 123", ""},
	}},
	{"abbreviated type words", []findTest{
		{"CV số 123/CT-TTKT ngày 01/3/2026; TB số 456/TCT ngày 15/4/2026; QĐ số 12/QĐ-UBND", "cites Công văn 123/CT-TTKT, 2026-03-01\ncites Thông báo 456/TCT, 2026-04-15\ncites Quyết định 12/QĐ-UBND"},
		{"theo NQ số 57 của Bộ Chính trị", ""},
	}},
	{"units behind commas and in parentheses, joint symbols", []findTest{
		{"Công văn số 118/SGDĐT-GDTrH,GDTX ngày 03/9/2026", "cites Công văn 118/SGDĐT-GDTrH,GDTX, 2026-09-03"},
		{"Công văn số 45/STC-NS,TCDN,QLG ngày 03/9/2026", "cites Công văn 45/STC-NS,TCDN,QLG, 2026-09-03"},
		{"Thông tư số 12/TT-BCA(V19) ngày 04/02/2010", "cites Thông tư 12/TT-BCA(V19), 2010-02-04"},
		{"Kế hoạch số 40/KH-CAT(PC07) và Công văn số 7/BCA-C06(A81-P6)", "cites Kế hoạch 40/KH-CAT(PC07)\ncites Công văn 7/BCA-C06(A81-P6)"},
		{"Thông tư liên tịch số 01/2017/TTLT-BCA-BQP-BTC-BNN&PTNT-VKSNDTC-TANDTC ngày 29/12/2017", "cites Thông tư liên tịch 01/2017/TTLT-BCA-BQP-BTC-BNN&PTNT-VKSNDTC-TANDTC, 2017-12-29"},
		{"Nghị quyết liên tịch số 09/2021/NQLT-UBTVQH15-CP-MTTQVN", "cites Nghị quyết liên tịch 09/2021/NQLT-UBTVQH15-CP-MTTQVN"},
		{"Công văn số 341/SNV-XDCQ,Công văn số 350/SNV-VTLT", "cites Công văn 341/SNV-XDCQ\ncites Công văn 350/SNV-VTLT"},
		{"theo Kế hoạch số 12/KH-SNV,UBND tỉnh giao", "cites Kế hoạch 12/KH-SNV"},
		{"Nghị quyết số 41/2021/QH15 - UBTVQH15", "cites Nghị quyết 41/2021/QH15"},
		{"Kế hoạch số 12/KH-UBND (KH12) và Quyết định số 5/QĐ-UBND(sau đây gọi là Quyết định)", "cites Kế hoạch 12/KH-UBND\ncites Quyết định 5/QĐ-UBND"},
	}},
	{"ordinals alone before any word", []findTest{
		{"Thực hiện Kết luận số 91-KL/TW (viết tắt là Kết luận 91). Các trường đưa Kết luận 91 vào kế hoạch.", "implements Kết luận 91-KL/TW\ncites Kết luận 91\ncites Kết luận 91"},
		{"Nghị định số 104/2025/NĐ-CP ngày 15/5/2025.\nSo với Nghị định 104 thì mức phí này cao hơn.", "cites Nghị định 104/2025/NĐ-CP, 2025-05-15\ncites Nghị định 104"},
		{"Tuyên truyền Nghị quyết số 68 trên báo chí. Học tập Quy định số 144 gắn với công việc.", "implements Nghị quyết 68\ncites Quy định 144"},
		{"Kết luận số 14 nêu rõ trách nhiệm", "cites Kết luận 14"},
		{"Kế hoạch số 5/KH-UBND. Thực hiện Kế hoạch 5 năm 2026-2030; Báo cáo 6 tháng; Thông báo 15 ngày; Nghị quyết 2 kỳ họp", "cites Kế hoạch 5/KH-UBND"},
		{"Nghị quyết 57 đột phá; Chỉ thị 20 rất quan trọng", ""},
	}},
	{"lists of shortened members", []findTest{
		{"các Nghị định số 118/2025/NĐ-CP, 125, 131, 132/2025/NĐ-CP", "cites Nghị định 118/2025/NĐ-CP\ncites Nghị định 125\ncites Nghị định 131\ncites Nghị định 132/2025/NĐ-CP"},
		{"Nghị định số 118/2025/NĐ-CP, 125 và 132/2025/NĐ-CP", "cites Nghị định 118/2025/NĐ-CP\ncites Nghị định 125\ncites Nghị định 132/2025/NĐ-CP"},
		{"các Quyết định số 12/QĐ-UBND, 14 và 15 của UBND tỉnh", "cites Quyết định 12/QĐ-UBND\ncites Quyết định 14\ncites Quyết định 15, của UBND tỉnh"},
		{"Quy định số 301-QĐ/TW, 302-QĐ/TW của Bộ Chính trị", "cites Quy định 301-QĐ/TW, của Bộ Chính trị\ncites Quy định 302-QĐ/TW, của Bộ Chính trị"},
		{"các Quy định số 144-QĐ/TW; số 205-QĐ/TW", "cites Quy định 144-QĐ/TW\ncites Quy định 205-QĐ/TW"},
		{"Quyết định số 420/QĐ-UBND, 12 thửa đất và 3 hộ dân", "cites Quyết định 420/QĐ-UBND"},
		{"Quyết định số 12-QĐ/TU, Quy định số 13-QĐ/TU", "cites Quyết định 12-QĐ/TU\ncites Quy định 13-QĐ/TU"},
	}},
	{"laws and what is named like them", []findTest{
		{"Trưởng khoa Luật Dân sự, Trường Đại học Luật Huế; bộ môn Luật Hình sự; Công ty TNHH Luật Hồng Hà; cử nhân Luật Kinh tế; Khoa Luật Quốc tế", ""},
		{"chuyên ngành Luật Hiến pháp; giáo trình Luật Đất đai", ""},
		{"Văn phòng Luật Tân Hà; Viện Luật So sánh", ""},
		{"giới thiệu Luật Thủ đô cho các khoa, Luật Nhà giáo cho giáo viên", "cites Luật «Thủ đô»\ncites Luật «Nhà giáo»"},
		{"Luật Đất đai 1987, Bộ luật Dân sự 1995 và Luật Doanh nghiệp 2020", "cites Luật «Đất đai», 1987\ncites Bộ luật «Dân sự», 1995\ncites Luật «Doanh nghiệp», 2020"},
		{"theo Hiến pháp 1992 và Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013", "cites Hiến pháp, 1992\ncites Hiến pháp, 2013"},
		{"Điều 4 Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam, công dân", "cites Hiến pháp, tại Điều 4"},
		{"theo Luật Đất đai 1900 mét vuông", "cites Luật «Đất đai»"},
	}},
	{"a year behind a number", []findTest{
		{"Quyết định số 245/QĐ-TTg năm 2021 của Thủ tướng Chính phủ", "cites Quyết định 245/QĐ-TTg, 2021, của Thủ tướng Chính phủ"},
		{"Quyết định số 245/QĐ-TTg năm 2021 về chiến lược", "cites Quyết định 245/QĐ-TTg, 2021"},
		{"Tình hình thực hiện Nghị quyết số 57-NQ/TW năm 2026.", "implements Nghị quyết 57-NQ/TW"},
		{"Kế hoạch triển khai Chỉ thị số 20/CT-TTg năm 2026 trên địa bàn xã", "implements Chỉ thị 20/CT-TTg"},
		{"Kết quả thực hiện Nghị quyết số 02-NQ/TU năm 2025 của xã còn thấp", "implements Nghị quyết 02-NQ/TU"},
		{"Kết quả thực hiện Quyết định số 245/QĐ-TTg năm 2021 của Thủ tướng Chính phủ", "implements Quyết định 245/QĐ-TTg, 2021, của Thủ tướng Chính phủ"},
		{"Nghị định số 71/2020/NĐ-CP năm 2026 vẫn còn hiệu lực", "cites Nghị định 71/2020/NĐ-CP"},
		{"Kết luận số 91-KL/TW năm 2026 được sơ kết", "cites Kết luận 91-KL/TW"},
	}},
	{"a title between number and date", []findTest{
		{"Thông tư số 36/2014/TT-BGTVT Quy định về chất lượng dịch vụ vận tải, bến xe ngày 29/08/2014 của Bộ Giao thông vận tải", "cites Thông tư 36/2014/TT-BGTVT, 2014-08-29, của Bộ Giao thông vận tải"},
		{"Nghị định số 15/2021/NĐ-CP về quản lý dự án ngày 03 tháng 3 năm 2021 của Chính phủ;", "cites Nghị định 15/2021/NĐ-CP, 2021-03-03, của Chính phủ"},
		{"Quyết định số 1912/QĐ-UBND ban hành quy chế ngày 02/7/2025 của Chủ tịch UBND tỉnh", "cites Quyết định 1912/QĐ-UBND, 2025-07-02, của Chủ tịch UBND tỉnh"},
		{"Công văn số 410/SNV-CCVC về việc tổ chức hội nghị ngày 15/4/2026, các đơn vị", "cites Công văn 410/SNV-CCVC"},
		{"Thông tư số 36/2014/TT-BGTVT quy định về bến xe ngày 29/08/2016 của Bộ Giao thông vận tải", "cites Thông tư 36/2014/TT-BGTVT"},
		{"Công văn số 410/SNV-CCVC về việc dự lễ ngày 15/4/2026 của Trường Đại học Vinh", "cites Công văn 410/SNV-CCVC"},
	}},
	{"dates before bodies", []findTest{
		{"Ngày 19/5/2026, Sở Nội vụ đã có văn bản trả lời (Công văn số 1290/SNV-TCBC).", "cites Công văn 1290/SNV-TCBC, 2026-05-19, của Sở Nội vụ"},
		{"Ngày 03/4/2026, Sở Tài chính đã có ý kiến (Công văn số 556/STC-NS). Ngày 04/4/2026, UBND xã báo cáo (Báo cáo số 12/BC-UBND).", `
			cites Công văn 556/STC-NS, 2026-04-03, của Sở Tài chính
			cites Báo cáo 12/BC-UBND, 2026-04-04, của UBND xã`},
		{"Thực hiện Công văn số 12/UBND-KT, ngày 05/3/2026, Sở Xây dựng đã ban hành Kế hoạch số 45/KH-SXD.", "implements Công văn 12/UBND-KT\ncites Kế hoạch 45/KH-SXD, 2026-03-05, của Sở Xây dựng"},
		{"Ngày 02/3/2026 và ngày 05/3/2026, UBND tỉnh ban hành Quyết định số 501/QĐ-UBND và số 512/QĐ-UBND.", `
			cites Quyết định 501/QĐ-UBND, 2026-03-02, của UBND tỉnh
			cites Quyết định 512/QĐ-UBND, 2026-03-05, của UBND tỉnh`},
		{"Ngày 02/3/2026, ngày 05/3/2026 và ngày 09/3/2026, Sở Y tế đã có Công văn số 1/SYT-NV, số 2/SYT-NV và số 3/SYT-NV.", `
			cites Công văn 1/SYT-NV, 2026-03-02, của Sở Y tế
			cites Công văn 2/SYT-NV, 2026-03-05, của Sở Y tế
			cites Công văn 3/SYT-NV, 2026-03-09, của Sở Y tế`},
		{"Theo Công văn số 12/UBND-KT, ngày 05/3/2026, các đơn vị báo cáo.", "cites Công văn 12/UBND-KT, 2026-03-05"},
		{"Ngày 02/3/2026 và ngày 05/3/2026, UBND tỉnh ban hành Quyết định số 501/QĐ-UBND.", "cites Quyết định 501/QĐ-UBND, của UBND tỉnh"},
	}},
	{"names of enterprises", []findTest{
		{"Công văn số 36/CV-PL của Công ty TNHH MTV Sản xuất vật liệu xây dựng Long Sơn đề nghị gia hạn", "cites Công văn 36/CV-PL, của Công ty TNHH MTV Sản xuất vật liệu xây dựng Long Sơn"},
		{"Công văn số 36/CV-PL của Công ty cổ phần Tư vấn thiết kế và xây dựng Sông Đà 5 về tiến độ", "cites Công văn 36/CV-PL, của Công ty cổ phần Tư vấn thiết kế và xây dựng Sông Đà 5"},
		{"đề nghị của Hợp tác xã Dịch vụ nông nghiệp Tân Tiến tại Văn bản số 13/CV-TT ngày 25/3/2026", "cites Công văn 13/CV-TT, 2026-03-25, của Hợp tác xã Dịch vụ nông nghiệp Tân Tiến"},
		{"Công văn số 36/CV-PL của Công ty TNHH Hải Đăng và Công văn số 37/CV-TM của Doanh nghiệp tư nhân Thành Mai", "cites Công văn 36/CV-PL, của Công ty TNHH Hải Đăng\ncites Công văn 37/CV-TM, của Doanh nghiệp tư nhân Thành Mai"},
		{"Công văn số 36/CV-PL của Công ty TNHH Hải Đăng khai thác đá tại mỏ Núi Ông", "cites Công văn 36/CV-PL, của Công ty TNHH Hải Đăng"},
		{"Công văn số 36/CV-PL của Công ty cổ phần Bình Minh và UBND xã", "cites Công văn 36/CV-PL, của Công ty cổ phần Bình Minh"},
	}},
	{"bodies of the Party and of mass organisations", []findTest{
		{"Kế hoạch số 21-KH/ĐU ngày 05/3/2026 của Đảng ủy các cơ quan Đảng tỉnh Lai Châu về học tập", "cites Kế hoạch 21-KH/ĐU, 2026-03-05, của Đảng ủy các cơ quan Đảng tỉnh Lai Châu"},
		{"Hướng dẫn số 3-HD/ĐUK của Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh", "cites Hướng dẫn 3-HD/ĐUK, của Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh"},
		{"Hướng dẫn số 11-HD/TWĐTN của Ban Chấp hành Trung ương Đoàn TNCS Hồ Chí Minh", "cites Hướng dẫn 11-HD/TWĐTN, của Ban Chấp hành Trung ương Đoàn TNCS Hồ Chí Minh"},
		{"Quyết định số 9/QĐ-HND của Ban Chấp hành Trung ương Hội Nông dân Việt Nam về", "cites Quyết định 9/QĐ-HND, của Ban Chấp hành Trung ương Hội Nông dân Việt Nam"},
		{"Nghị quyết số 26-NQ/TW của Ban Chấp hành Trung ương Đảng và Kế hoạch số 9-KH/ĐU của Đảng ủy phường Tô Hiệu", "cites Nghị quyết 26-NQ/TW, của Ban Chấp hành Trung ương Đảng\ncites Kế hoạch 9-KH/ĐU, của Đảng ủy phường Tô Hiệu"},
		{"Kế hoạch số 9-KH/ĐU của Đảng ủy phường, các cơ quan thực hiện", "cites Kế hoạch 9-KH/ĐU, của Đảng ủy phường"},
	}},
	{"places whose names are words", []findTest{
		{"Báo cáo số 44/BC-UBND của Ủy ban nhân dân xã Năm Căn", "cites Báo cáo 44/BC-UBND, của Ủy ban nhân dân xã Năm Căn"},
		{"Báo cáo số 44/BC-UBND của UBND huyện Giao Thủy và", "cites Báo cáo 44/BC-UBND, của UBND huyện Giao Thủy"},
		{"Báo cáo số 44/BC-UBND của UBND xã Ký Phú về", "cites Báo cáo 44/BC-UBND, của UBND xã Ký Phú"},
		{"Nghị quyết số 8/NQ-HĐND của HĐND xã Trình Khê", "cites Nghị quyết 8/NQ-HĐND, của HĐND xã Trình Khê"},
		{"Báo cáo số 8/BC-UBND của UBND xã Tam Giao Nam; Kế hoạch số 4/KH-UBND của UBND phường Năm Sao", "cites Báo cáo 8/BC-UBND, của UBND xã Tam Giao Nam\ncites Kế hoạch 4/KH-UBND, của UBND phường Năm Sao"},
		{"Quyết định số 45/QĐ-UBND của UBND tỉnh Giao Sở Tài chính", "cites Quyết định 45/QĐ-UBND, của UBND tỉnh"},
		{"Báo cáo số 45/BC-UBND ngày 04/3/2026 của Ủy ban nhân dân xã năm 2026", "cites Báo cáo 45/BC-UBND, 2026-03-04, của Ủy ban nhân dân xã"},
		{"Quyết định số 45/QĐ-UBND của UBND tỉnh Giao chỉ tiêu kế hoạch", "cites Quyết định 45/QĐ-UBND, của UBND tỉnh"},
		{"Quyết định số 45/QĐ-UBND của UBND tỉnh Ban hành Quy chế", "cites Quyết định 45/QĐ-UBND, của UBND tỉnh"},
	}},
	{"names of bodies", []findTest{
		{"Đề án số 572/ĐA-UBND của UBND tỉnh Bắc Ninh Sắp xếp các trường", "cites Đề án 572/ĐA-UBND, của UBND tỉnh Bắc Ninh"},
		{"Tờ trình số 1/TTr-HH của Hiệp hội Vận tải ô tô tỉnh Bình Thuận kết quả Đại hội", "cites Tờ trình 1/TTr-HH, của Hiệp hội Vận tải ô tô tỉnh Bình Thuận"},
		{"Công văn số 17/CV-HH của Hiệp hội Điện gió và mặt trời Bình Thuận về việc đổi tên", "cites Công văn 17/CV-HH, của Hiệp hội Điện gió và mặt trời Bình Thuận"},
		{"Công văn số 17/CV-HH của Hiệp hội Thể thao giải trí và dưới nước tỉnh Bình Thuận (trước sắp xếp)", "cites Công văn 17/CV-HH, của Hiệp hội Thể thao giải trí và dưới nước tỉnh Bình Thuận"},
		{"Công văn số 358/LĐLSVN-BTV của Ban thường vụ - Liên đoàn Luật sư Việt Nam về", "cites Công văn 358/LĐLSVN-BTV, của Ban thường vụ - Liên đoàn Luật sư Việt Nam"},
		{"Thông tư số 12/TT-LB của Liên Bộ Lao động - Thương binh và Xã hội - Tài chính.", "cites Thông tư 12/TT-LB, của Liên Bộ Lao động - Thương binh và Xã hội - Tài chính"},
		{"Công văn số 9/SVHTTDL-VP của Sở Văn hóa, Thể thao & Du lịch", "cites Công văn 9/SVHTTDL-VP, của Sở Văn hóa, Thể thao & Du lịch"},
		{"Quyết định số 595/QĐ-BHXH của BHXH Việt Nam ban hành", "cites Quyết định 595/QĐ-BHXH, của BHXH Việt Nam"},
		{"Kế hoạch số 5/KH-THCS của Trường THCS Kim Liên và phụ huynh học sinh", "cites Kế hoạch 5/KH-THCS, của Trường THCS Kim Liên"},
		{"Kế hoạch số 5/KH-UBND của UBND tỉnh - Sở Nội vụ", "cites Kế hoạch 5/KH-UBND, của UBND tỉnh"},
	}},
	{"kinds of bodies are no bodies", []findTest{
		{"Chế độ báo cáo thống kê ban hành kèm theo Thông tư số 2/2017/TT-BKHĐT", "cites Thông tư 2/2017/TT-BKHĐT"},
		{"Quy chế hỗ trợ doanh nghiệp ban hành kèm theo Quyết định số 5/2025/QĐ-TTg", "cites Quyết định 5/2025/QĐ-TTg"},
		{"Quy chế hoạt động thư viện ban hành kèm theo Quyết định số 5/QĐ-BVHTTDL", "cites Quyết định 5/QĐ-BVHTTDL"},
		{"Trung tâm đã ban hành Kế hoạch số 5/KH-TTYT", "cites Kế hoạch 5/KH-TTYT, của Trung tâm"},
		{"Thuế tỉnh Lâm Đồng đã có Công văn số 5/LDO-NVDTPC", "cites Công văn 5/LDO-NVDTPC, của Thuế tỉnh Lâm Đồng"},
	}},
	{"who acts before a number", []findTest{
		{"Thực hiện Nghị quyết số 51/NQ-CP của Chính phủ về thủ tục, tỉnh Hà Giang đã ban hành Kế hoạch số 240/KH-UBND.", "implements Nghị quyết 51/NQ-CP, của Chính phủ\ncites Kế hoạch 240/KH-UBND, của tỉnh Hà Giang"},
		{"Năm 2025, tỉnh đã ban hành Quyết định số 895/QĐ-UBND.", "cites Quyết định 895/QĐ-UBND, của tỉnh"},
		{"Xã Tân Lập đã ban hành Kế hoạch số 3/KH-UBND.", "cites Kế hoạch 3/KH-UBND, của Xã Tân Lập"},
		{"Sở Nội vụ triển khai Kế hoạch số 118/KH-UBND đến các phòng.", "implements Kế hoạch 118/KH-UBND"},
		{"UBND xã hướng dẫn Thông tư số 12/2025/TT-BTC tới các thôn.", "guides Thông tư 12/2025/TT-BTC"},
		{"Trường THPT Kim Liên xây dựng và triển khai Kế hoạch số 51/KH-SGDĐT.", "implements Kế hoạch 51/KH-SGDĐT"},
		{"Sở Tư pháp đã gửi lấy ý kiến thành viên HĐND tỉnh tại Văn bản số 81/STP-VBPQ ngày 03/4/2026.", "cites Công văn 81/STP-VBPQ, 2026-04-03"},
		{"ý kiến của các thành viên Ủy ban nhân dân tỉnh tại Công văn số 2640/SCT-TM", "cites Công văn 2640/SCT-TM"},
		{"trên địa bàn tỉnh Hà Giang đã ban hành Kế hoạch số 240/KH-UBND.", "cites Kế hoạch 240/KH-UBND"},
		{"theo đề nghị của Sở Tài chính tại Tờ trình số 288/TTr-STC; ý kiến của UBND tỉnh tại Công văn số 3302/UBND-TH", "cites Tờ trình 288/TTr-STC, của Sở Tài chính\ncites Công văn 3302/UBND-TH, của UBND tỉnh"},
	}},
	{"a body of one member is not that of the next", []findTest{
		{"đề nghị của Công ty TNHH Tân Phong tại Văn bản số 18/CV-TP; Tổ hợp Chế biến gỗ Tam Sơn tại Văn bản số 7/CV-TS; Trang trại Hoa Ban tại Văn bản số 9/CV-HB.", `
			cites Công văn 18/CV-TP, của Công ty TNHH Tân Phong
			cites Công văn 7/CV-TS, của Tổ hợp Chế biến gỗ Tam Sơn
			cites Công văn 9/CV-HB, của Trang trại Hoa Ban`},
		{"Theo báo cáo của Sở Y tế tại Công văn số 3/SYT-NV; Trung tâm Kiểm soát bệnh tật tại Báo cáo số 5/BC-KSBT.", `
			cites Công văn 3/SYT-NV, của Sở Y tế
			cites Báo cáo 5/BC-KSBT, của Trung tâm Kiểm soát bệnh tật`},
		{"UBND tỉnh đã ban hành: Kế hoạch số 41/KH-UBND; Quyết định số 902/QĐ-UBND; Sở Tài chính có Công văn số 5/STC-NS.", `
			cites Kế hoạch 41/KH-UBND, của UBND tỉnh
			cites Quyết định 902/QĐ-UBND, của UBND tỉnh
			cites Công văn 5/STC-NS, của Sở Tài chính`},
		{"UBND tỉnh đã ban hành Kế hoạch số 41/KH-UBND; Đồng thời ban hành Quyết định số 902/QĐ-UBND.", `
			cites Kế hoạch 41/KH-UBND, của UBND tỉnh
			cites Quyết định 902/QĐ-UBND, của UBND tỉnh`},
	}},
	{"provisions behind commas and ranges", []findTest{
		{"theo khoản 1, Điều 7, Nghị định số 98/2020/NĐ-CP", "cites Nghị định 98/2020/NĐ-CP, tại khoản 1, Điều 7"},
		{"tại điểm c, khoản 2, Điều 5, Luật Nhà ở", "cites Luật «Nhà ở», tại điểm c, khoản 2, Điều 5"},
		{"theo các Điều 10-14 Nghị định số 98/2020/NĐ-CP", "cites Nghị định 98/2020/NĐ-CP, tại Điều 10-14"},
		{"Điều 3 – Điều 8 và Điều 12 Thông tư số 5/2025/TT-BYT", "cites Thông tư 5/2025/TT-BYT, tại Điều 3 – Điều 8 và Điều 12"},
		{"theo Điều 7 và Nghị định số 98/2020/NĐ-CP", "cites Nghị định 98/2020/NĐ-CP"},
		{"Nghị quyết số 12/NQ-HĐND, khoản 3 Điều 6 Quyết định số 15/2022/QĐ-UBND", "cites Nghị quyết 12/NQ-HĐND\ncites Quyết định 15/2022/QĐ-UBND, tại khoản 3 Điều 6"},
	}},
}

func TestFindMentions(t *testing.T) {
	for _, g := range mentionTests {
		t.Run(strings.ReplaceAll(g.group, " ", "-"), func(t *testing.T) {
			for _, tt := range g.rows {
				if diff := cmp.Diff(lines(tt.want), describeAll(Find(textOf(tt.text)))); diff != "" {
					t.Errorf("%s\n(-want +got):\n%s", tt.text, diff)
				}
			}
		})
	}
}
