package cite

// findTests are texts and what they cite, a line a citation:
//
//	relation type number «name», date, của issuer, tại provision, trong source
//
// The blocks of a text are parted by line feeds; one that begins with a zone and a
// colon ("footnote: …") belongs to that zone, the others to the body.
var findTests = []struct {
	group string
	rows  []findTest
}{
	{"numbers in all customary forms", []findTest{
		{"theo Kế hoạch số 64/KH-UBND", "cites Kế hoạch 64/KH-UBND"},
		{"theo Kế hoạch số 64 /KH-UBND", "cites Kế hoạch 64/KH-UBND"},
		{"theo Kế hoạch số 7/KH-UBND", "cites Kế hoạch 7/KH-UBND"},
		{"theo Kế hoạch số 83/KH- UBND", "cites Kế hoạch 83/KH-UBND"},
		{"theo Nghị quyết số 100- NQ/HĐND", "cites Nghị quyết 100-NQ/HĐND"},
		{"theo Nghị quyết số 70/2021/NQ – HĐND", "cites Nghị quyết 70/2021/NQ-HĐND"},
		{"theo Nghị định số 71/2020/NĐ-CP", "cites Nghị định 71/2020/NĐ-CP"},
		{"theo Nghị định số 126/2024-NĐ-CP", "cites Nghị định 126/2024-NĐ-CP"},
		{"theo Nghị quyết số 66.25/2026/NQ-CP", "cites Nghị quyết 66.25/2026/NQ-CP"},
		{"theo Nghị quyết 41/2021/QH15", "cites Nghị quyết 41/2021/QH15"},
		{"theo Nghị quyết số 1211/2016/UBTVQH13", "cites Nghị quyết 1211/2016/UBTVQH13"},
		{"theo Chỉ thị số 1112/CT-BGDĐT", "cites Chỉ thị 1112/CT-BGDĐT"},
		{"theo Kế hoạch số 716/KH-SGD&ĐT", "cites Kế hoạch 716/KH-SGD&ĐT"},
		{"theo Công văn số 5512/BGDĐT-GDTrH", "cites Công văn 5512/BGDĐT-GDTrH"},
		{"theo Thông tư liên tịch số 12/2013/TTLT-BGDĐT-BNV", "cites Thông tư liên tịch 12/2013/TTLT-BGDĐT-BNV"},
		{"theo Quyết định số 2345/QĐ-UBND-HC", "cites Quyết định 2345/QĐ-UBND-HC"},
		{"theo Văn bản hợp nhất số 02/VBHN-BTP", "cites Văn bản hợp nhất 02/VBHN-BTP"},
		{"theo Nghị quyết số 30- NQ/TW", "cites Nghị quyết 30-NQ/TW"},
		{"theo Chương trình hành động số 26 -CTr/TU", "cites Chương trình hành động 26-CTr/TU"},
		{"theo Kế hoạch số 302 - KH/TU", "cites Kế hoạch 302-KH/TU"},
		{"theo Chương trình hành động số 26- CTr/TUngày 28/02/2023", "cites Chương trình hành động 26-CTr/TU, 2023-02-28"},
		{"theo Quy định số31-QĐ/TW", "cites Quy định 31-QĐ/TW"},
		{"theo Kế hoạch số 225-KH/TWĐTN-TNNT", "cites Kế hoạch 225-KH/TWĐTN-TNNT"},
		{"theo Thông báo số 104-TB/BTGTU", "cites Thông báo 104-TB/BTGTU"},
		{"theo Quyết định số 15a/2019/QĐ-UBND", "cites Quyết định 15a/2019/QĐ-UBND"},
		{"theo Giấy phép số 1584/GP-BTNMT", "cites Giấy phép 1584/GP-BTNMT"},
		{"theo Quyết định số: 640/QĐ-UBND", "cites Quyết định 640/QĐ-UBND"},
		{"theo Nghị quyết 72-NQ-TW", "cites Nghị quyết 72-NQ-TW"},
		{"theo Hướng dẫn 22HD/TWĐTN", "cites Hướng dẫn 22HD/TWĐTN"},
		{"theo Kế hoạch 298 KH/TWĐTN", "cites Kế hoạch 298KH/TWĐTN"},
		{"theo Kế hoạch số 12/KH-MTTW-BTT", "cites Kế hoạch 12/KH-MTTW-BTT"},
		{"theo Nghị quyết số 02-NQ/HNTW", "cites Nghị quyết 02-NQ/HNTW"},
		{"theo Nghị quyết số 45/2005/NQ-HĐND16", "cites Nghị quyết 45/2005/NQ-HĐND16"},
		{"theo Nghị quyết số 12/NQ-HĐND.K7", "cites Nghị quyết 12/NQ-HĐND.K7"},
		{"theo Nghị quyết số 35/NQ-UBTVQH15", "cites Nghị quyết 35/NQ-UBTVQH15"},
		{"theo Quyết định số 2345/QĐ-UBND.HC", "cites Quyết định 2345/QĐ-UBND.HC"},
		{"theo Công văn số 123-CV/TU", "cites Công văn 123-CV/TU"},
		{"theo Thông tri số 12-TT/TW", "cites Thông tri 12-TT/TW"},
		{"theo Lệnh số 12/2019/L-CTN", "cites Lệnh 12/2019/L-CTN"},
	}},
	{"codes that a space parts from the number", []findTest{
		{"theo Văn bản số 03/LĐVVN BTh ngày 09/5/2026 của Liên đoàn Võ thuật", "cites Công văn 03/LĐVVNBTh, 2026-05-09, của Liên đoàn Võ thuật"},
		{"theo Tờ trình số 31/TTr Sở Y tế ngày 04/5/2026", "cites Tờ trình 31/TTr"},
	}},
	{"forms have no number of their own, what they are of has", []findTest{
		{"theo mẫu của Nghị định số 17/2020/NĐ-CP", "cites Nghị định 17/2020/NĐ-CP"},
		{"theo mẫu số 17/HS-CP", ""},
	}},
	{"boards of projects", []findTest{
		{"theo Tờ trình số 211/TTr-BQLDA ngày 11/5/2026 của Ban Quản lý dự án đầu tư xây dựng công trình giao thông về việc thẩm định", "cites Tờ trình 211/TTr-BQLDA, 2026-05-11, của Ban Quản lý dự án đầu tư xây dựng công trình giao thông"},
		{"theo đề nghị của Ban Quản lý dự án tại Tờ trình số 12/TTr-BQLDA", "cites Tờ trình 12/TTr-BQLDA, của Ban Quản lý dự án"},
	}},
	{"places that act, in a row", []findTest{
		{"Đến nay, xã Bản Phiệt đã ban hành Quyết định số 45/QĐ-UBND ngày 05/6/2026 và phường Cam Đường ban hành Quyết định số 61/QĐ-UBND ngày 08/6/2026.",
			"cites Quyết định 45/QĐ-UBND, 2026-06-05, của xã Bản Phiệt\ncites Quyết định 61/QĐ-UBND, 2026-06-08, của phường Cam Đường"},
		{"sinh viên ngành Luật Dân sự", ""},
	}},
	{"the type word", []findTest{
		{"theo kế hoạch số 716/KH-SGDĐT", "cites Kế hoạch 716/KH-SGDĐT"},
		{"THỰC HIỆN NGHỊ QUYẾT SỐ 30-NQ/TW", "implements Nghị quyết 30-NQ/TW"},
		// Where it disagrees with the number, the word wins.
		{"theo Kế hoạch số 65-CTr/TU", "cites Kế hoạch 65-CTr/TU"},
		{"theo Quy định số 66-QĐ/TW", "cites Quy định 66-QĐ/TW"},
		{"theo Văn bản số 12/SNV-CCHC", "cites Công văn 12/SNV-CCHC"},
		// Where there is none, the type follows the number.
		{"(số 1178/QĐ-BTP)", "cites Quyết định 1178/QĐ-BTP"},
		{"Xem 30-NQ/TW.", "cites Nghị quyết 30-NQ/TW"},
		{"Tài liệu kèm theo: số 12/SNV-CCHC", "cites Công văn 12/SNV-CCHC"},
		// Qualifiers are no part of the type.
		{"Xét Báo cáo thẩm tra số 45/BC-HĐND", "cites Báo cáo 45/BC-HĐND"},
		{"theo Kế hoạch hành động số 64/KH-UBND", "cites Kế hoạch 64/KH-UBND"},
		{"theo Thông báo kết luận số 850-TB/TU", "cites Thông báo 850-TB/TU"},
		{"các Quyết định: số 12/QĐ-UBND, số 13/QĐ-UBND", `
			cites Quyết định 12/QĐ-UBND
			cites Quyết định 13/QĐ-UBND`},
	}},
	{"dates", []findTest{
		{"theo Chỉ thị số 14/CT-TTg ngày 31/8/2022", "cites Chỉ thị 14/CT-TTg, 2022-08-31"},
		{"theo Chỉ thị số 14/CT-TTg, ngày 31/8/2022", "cites Chỉ thị 14/CT-TTg, 2022-08-31"},
		{"theo Chỉ thị số 14/CT-TTg ngày 31-8-2022", "cites Chỉ thị 14/CT-TTg, 2022-08-31"},
		{"theo Chỉ thị số 14/CT-TTg ngày 31.8.2022", "cites Chỉ thị 14/CT-TTg, 2022-08-31"},
		{"theo Chỉ thị số 14/CT-TTg ngày 06 tháng 3 năm 2023", "cites Chỉ thị 14/CT-TTg, 2023-03-06"},
		{"theo Chỉ thị số 14/CT-TTg ngày 03 tháng tư năm 2018", "cites Chỉ thị 14/CT-TTg, 2018-04-03"},
		{"theo Chỉ thị số 14/CT-TTg (ngày 31/8/2022)", "cites Chỉ thị 14/CT-TTg, 2022-08-31"},
		{"theo Chỉ thị số 14/CT-TTg tháng 6/2020", "cites Chỉ thị 14/CT-TTg, 2020-06"},
		{"theo Chỉ thị số 14/CT-TTg năm 2021", "cites Chỉ thị 14/CT-TTg, 2021"},
		{"theo Chỉ thị số 14/CT-TTg của Thủ tướng Chính phủ ngày 31/8/2022", "cites Chỉ thị 14/CT-TTg, 2022-08-31, của Thủ tướng Chính phủ"},
		// A day that does not exist is no date, and nothing is swapped.
		{"theo Chỉ thị số 14/CT-TTg ngày 31/02/2022", "cites Chỉ thị 14/CT-TTg"},
		{"theo Chỉ thị số 14/CT-TTg ngày 08/31/2022", "cites Chỉ thị 14/CT-TTg"},
		// Slips of typing are read as what they can only mean.
		{"theo Chỉ thị số 14/CT-TTg ngày 26 ngày 4 năm 2023", "cites Chỉ thị 14/CT-TTg, 2023-04-26"},
		{"theo Chỉ thị số 14/CT-TTg ngày 12//4/2023", "cites Chỉ thị 14/CT-TTg, 2023-04-12"},
		// A date belongs to the number it follows and to no other.
		{"theo các Nghị quyết số 12-NQ/TU, số 14-NQ/TU ngày 28/11/2022", `
			cites Nghị quyết 12-NQ/TU
			cites Nghị quyết 14-NQ/TU, 2022-11-28`},
		{"Kế hoạch số 64/KH-UBND; báo cáo trước ngày 30/6/2023.", "cites Kế hoạch 64/KH-UBND"},
		{"Kế hoạch số 64/KH-UBND có hiệu lực từ ngày 30/6/2023.", "cites Kế hoạch 64/KH-UBND"},
		{"theo Nghị định số 81/2021/NĐ-CP trong năm 2023", "cites Nghị định 81/2021/NĐ-CP"},
		{"theo Kế hoạch số 64/KH-UBND giai đoạn 2021-2025", "cites Kế hoạch 64/KH-UBND"},
		// So it does where it stands before: the body issued it on that day.
		{"Ngày 03/7/2025, Hội đồng nhân dân tỉnh ban hành Nghị quyết số 23/2025/NQ-HĐND.", "cites Nghị quyết 23/2025/NQ-HĐND, 2025-07-03, của Hội đồng nhân dân tỉnh"},
	}},
	{"issuers", []findTest{
		{"theo Nghị quyết số 30-NQ/TW ngày 23/11/2022 của Bộ Chính trị về phát triển", "cites Nghị quyết 30-NQ/TW, 2022-11-23, của Bộ Chính trị"},
		{"theo Nghị quyết số 29-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XI về đổi mới", "cites Nghị quyết 29-NQ/TW, của Ban Chấp hành Trung ương Đảng khóa XI"},
		{"theo Nghị quyết số 12-NQ/TU của BCH Đảng bộ tỉnh", "cites Nghị quyết 12-NQ/TU, của BCH Đảng bộ tỉnh"},
		{"theo Kế hoạch số 302-KH/TU của Thị Ủy Đông Triều thực hiện", "cites Kế hoạch 302-KH/TU, của Thị Ủy Đông Triều"},
		{"theo Kế hoạch số 64/KH-UBND của UBND tỉnh Quảng Ninh về", "cites Kế hoạch 64/KH-UBND, của UBND tỉnh Quảng Ninh"},
		{"theo Kế hoạch số 58/KH-UBND của tỉnh", "cites Kế hoạch 58/KH-UBND, của tỉnh"},
		{"theo Thông tư số 18/2018/TT-BGDĐT của Bộ trưởng Bộ Giáo dục và Đào tạo ban hành", "cites Thông tư 18/2018/TT-BGDĐT, của Bộ trưởng Bộ Giáo dục và Đào tạo"},
		{"theo Công văn số 12/SNV-CCHC của Sở Nội vụ và kế hoạch của trường", "cites Công văn 12/SNV-CCHC, của Sở Nội vụ"},
		{"theo Thông tư số 03/TT-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch, các đơn vị", "cites Thông tư 03/TT-BVHTTDL, của Bộ Văn hóa, Thể thao và Du lịch"},
		{"theo Nghị định số 30/2020/NĐ-CP của Chính phủ và Ủy ban nhân dân tỉnh", "cites Nghị định 30/2020/NĐ-CP, của Chính phủ"},
		{"theo Công văn số 3917/BTP-BTTP của Bộ Tư pháp đến các địa phương", "cites Công văn 3917/BTP-BTTP, của Bộ Tư pháp"},
		{"Kế hoạch của UBND tỉnh số 64/KH-UBND", "cites Kế hoạch 64/KH-UBND, của UBND tỉnh"},
		// Before the number: it approves, or it has issued.
		{"Đề án được Thủ tướng Chính phủ phê duyệt tại Quyết định số 1373/QĐ-TTg ngày 30/7/2021", "cites Quyết định 1373/QĐ-TTg, 2021-07-30, của Thủ tướng Chính phủ"},
		{"Sở Nội vụ đã ban hành Công văn số 12/SNV-CCHC.", "cites Công văn 12/SNV-CCHC, của Sở Nội vụ"},
		// A short repeat names none.
		{"Kế hoạch số 64/KH-UBND ngày 06/3/2023 của UBND tỉnh. Theo Kế hoạch số 64/KH-UBND, các phòng báo cáo.", `
			cites Kế hoạch 64/KH-UBND, 2023-03-06, của UBND tỉnh
			cites Kế hoạch 64/KH-UBND`},
		{"Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 12/TTr-SNV ngày 01/02/2023,", "cites Tờ trình 12/TTr-SNV, 2023-02-01, của Giám đốc Sở Nội vụ"},
		{"theo Thông báo số 850-TB/TU của Văn phòng Tỉnh ủy Thông báo ý kiến chỉ đạo của Thường trực Tỉnh ủy", "cites Thông báo 850-TB/TU, của Văn phòng Tỉnh ủy"},
	}},
	{"names of bodies that hold a comma, a dash or a small \"và\"", []findTest{
		{"Căn cứ Công văn số 1141/KCB-NV của Cục Quản lý Khám, chữa bệnh về việc kiểm tra",
			"based_on Công văn 1141/KCB-NV, của Cục Quản lý Khám, chữa bệnh"},
		{"Căn cứ Công văn số 22/TCDS-KH của Tổng cục Dân số - Kế hoạch hóa gia đình về việc báo cáo",
			"based_on Công văn 22/TCDS-KH, của Tổng cục Dân số - Kế hoạch hóa gia đình"},
		{"Thực hiện Kế hoạch số 12/KH-BCĐ của Ban Chỉ đạo Phòng, chống tham nhũng tỉnh, Công văn số 7/SYT-NV",
			"implements Kế hoạch 12/KH-BCĐ, của Ban Chỉ đạo Phòng, chống tham nhũng tỉnh\nimplements Công văn 7/SYT-NV"},
		{"Thực hiện Kế hoạch số 14/KH-C07 của Cục Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ về việc tập huấn",
			"implements Kế hoạch 14/KH-C07, của Cục Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ"},
		{"Thực hiện Kế hoạch số 12/KH-SYT của Sở Y tế, chống dịch bệnh", "implements Kế hoạch 12/KH-SYT, của Sở Y tế"},
		{"Căn cứ Thông tư số 55/2021/TT-BCA của Bộ trưởng Bộ Công an CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
			"based_on Thông tư 55/2021/TT-BCA, của Bộ trưởng Bộ Công an"},
	}},
	{"lists that share a type word, a head or an issuer", []findTest{
		{"Thực hiện các Nghị quyết số 12-NQ/TU, số 128/NQ-HĐND và số 15/2022/NQ-HĐND", `
			implements Nghị quyết 12-NQ/TU
			implements Nghị quyết 128/NQ-HĐND
			implements Nghị quyết 15/2022/NQ-HĐND`},
		{"Thực hiện các văn bản của UBND tỉnh: Kế hoạch số 64/KH-UBND ngày 06/3/2023; Kế hoạch số 58/KH-UBND ngày 28/02/2023.", `
			implements Kế hoạch 64/KH-UBND, 2023-03-06, của UBND tỉnh
			implements Kế hoạch 58/KH-UBND, 2023-02-28, của UBND tỉnh`},
		{"UBND tỉnh đã ban hành: Kế hoạch số 64/KH-UBND; Quyết định số 640/QĐ-UBND.", `
			cites Kế hoạch 64/KH-UBND, của UBND tỉnh
			cites Quyết định 640/QĐ-UBND, của UBND tỉnh`},
		{"thực hiện Kế hoạch số 64/KH-UBND, Kế hoạch số 58/KH-UBND của tỉnh", `
			implements Kế hoạch 64/KH-UBND, của tỉnh
			implements Kế hoạch 58/KH-UBND, của tỉnh`},
		{"Thực hiện Nghị quyết số 12-NQ/TU ngày 28/11/2022 của BCH Đảng bộ tỉnh, Nghị quyết số 128/NQ-HĐND ngày 09/12/2022 của HĐND tỉnh về nhiệm vụ năm 2023", `
			implements Nghị quyết 12-NQ/TU, 2022-11-28, của BCH Đảng bộ tỉnh
			implements Nghị quyết 128/NQ-HĐND, 2022-12-09, của HĐND tỉnh`},
		// A council is no committee: its number takes no issuer that cannot be its own.
		{"Kế hoạch số 64/KH-UBND và Nghị quyết số 128/NQ-HĐND của HĐND tỉnh", `
			cites Kế hoạch 64/KH-UBND
			cites Nghị quyết 128/NQ-HĐND, của HĐND tỉnh`},
		{"Theo Quy định 57, 75, 126 và Hướng dẫn số 38 của Trung ương", `
			cites Quy định 57
			cites Quy định 75
			cites Quy định 126
			cites Hướng dẫn 38, của Trung ương`},
		{"Kế hoạch số 64/KH-UBND ngày 06/3/2023, Kế hoạch số 58/KH-UBND ngày 28/02/2023 của UBND tỉnh", `
			cites Kế hoạch 64/KH-UBND, 2023-03-06, của UBND tỉnh
			cites Kế hoạch 58/KH-UBND, 2023-02-28, của UBND tỉnh`},
		{"Căn cứ Quyết định số 640/QĐ-UBND ngày 16/3/2023 của Chủ tịch UBND tỉnh và Kế hoạch số 64/KH-UBND;", `
			based_on Quyết định 640/QĐ-UBND, 2023-03-16, của Chủ tịch UBND tỉnh
			based_on Kế hoạch 64/KH-UBND`},
	}},
	{"laws by name and by number", []findTest{
		{"Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;", "based_on Luật «Tổ chức chính quyền địa phương», 2015-06-19"},
		{"Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019;", "based_on Luật «Giáo dục», 2019-06-14"},
		{"theo Luật Giáo dục năm 2019 và các văn bản hướng dẫn", "cites Luật «Giáo dục», 2019"},
		{"theo Luật Đất đai 2024", "cites Luật «Đất đai», 2024"},
		{"Căn cứ Luật Giáo dục nghề nghiệp ngày 27 tháng 11 năm 2014;", "based_on Luật «Giáo dục nghề nghiệp», 2014-11-27"},
		{"Căn cứ Bộ luật Lao động ngày 20 tháng 11 năm 2019;", "based_on Bộ luật «Lao động», 2019-11-20"},
		{"Căn cứ Bộ luật Tố tụng dân sự;", "based_on Bộ luật «Tố tụng dân sự»"},
		{"Căn cứ Pháp lệnh Ưu đãi người có công với cách mạng ngày 09 tháng 12 năm 2020;", "based_on Pháp lệnh «Ưu đãi người có công với cách mạng», 2020-12-09"},
		{"Căn cứ Luật An toàn, vệ sinh lao động ngày 25 tháng 6 năm 2015;", "based_on Luật «An toàn, vệ sinh lao động», 2015-06-25"},
		{"theo Luật Phòng, chống tác hại của rượu, bia", "cites Luật «Phòng, chống tác hại của rượu, bia»"},
		{"Căn cứ Luật số 43/2019/QH14;", "based_on Luật 43/2019/QH14"},
		{"Căn cứ Luật Ngân sách nhà nước số 83/2015/QH13;", "based_on Luật 83/2015/QH13 «Ngân sách nhà nước»"},
		{"Căn cứ Luật Công chứng số 46/2024/QH15 ngày 26 tháng 11 năm 2024;", "based_on Luật 46/2024/QH15 «Công chứng», 2024-11-26"},
		{"phổ biến Luật Trẻ em năm 2016, Luật Giáo dục 2019", `
			cites Luật «Trẻ em», 2016
			cites Luật «Giáo dục», 2019`},
		{"theo khoản 4 Điều 41 Luật Công chứng năm 2024", "cites Luật «Công chứng», 2024, tại khoản 4 Điều 41"},
		// An amending law without a number is one mention; the laws it amends are its name.
		{"Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Đấu thầu, Luật Hải quan, Luật Quản lý, sử dụng tài sản công số 90/2025/QH15;",
			"based_on Luật 90/2025/QH15 «sửa đổi, bổ sung một số điều của Luật Đấu thầu, Luật Hải quan, Luật Quản lý, sử dụng tài sản công»"},
		{"Luật Đầu tư số 61/2020/QH14, được sửa đổi, bổ sung bởi Luật sửa đổi, bổ sung Luật Đầu tư số 90/2025/QH15.",
			"cites Luật 61/2020/QH14 «Đầu tư»\ncites Luật 90/2025/QH15 «sửa đổi, bổ sung Luật Đầu tư»"},
		{"Luật số 44/2009/QH12 sửa đổi, bổ sung một số điều của Luật Giáo dục số 38/2005/QH11.",
			"cites Luật 44/2009/QH12\namends Luật 38/2005/QH11 «Giáo dục», trong 44/2009/QH12"},
		{"Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019;",
			"based_on Luật «sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương», 2019-11-22"},
		// The constitution has no name but its own.
		{"theo Hiến pháp năm 2013", "cites Hiến pháp, 2013"},
		// A title that begins behind the name is no part of it.
		{"thi hành Luật Đất đai về thu hồi đất", "cites Luật «Đất đai»"},
		{"theo Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ năm 2024", "cites Luật «Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ», 2024"},
		{"theo Luật Giáo dục và Luật Trẻ em", `
			cites Luật «Giáo dục»
			cites Luật «Trẻ em»`},
		{"Căn cứ Luật Đầu tư công ngày 29/11/2024 và các văn bản hướng dẫn;", "based_on Luật «Đầu tư công», 2024-11-29"},
		{"theo Luật Hợp tác xã 17/2023/QH15", "cites Luật 17/2023/QH15 «Hợp tác xã»"},
		{"Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025 (được sửa đổi, bổ sung bởi Luật số 88/2025/QH15);", `
			based_on Luật 72/2025/QH15 «Tổ chức chính quyền địa phương», 2025-06-16
			cites Luật 88/2025/QH15`},
	}},
	{"no laws", []findTest{
		{"theo quy định của pháp luật về đất đai, pháp luật Đất đai", ""},
		{"Luật này có hiệu lực từ ngày 01/7/2025. Bộ luật này thay thế", ""},
		{"kỷ luật, kỷ cương; theo đúng luật; vi phạm pháp luật", ""},
		{"phổ biến, giáo dục pháp luật", ""},
		{"xây dựng dự án luật", ""},
	}},
	{"nested citations", []findTest{
		{"Thực hiện Kế hoạch số 58/KH-UBND ngày 28/02/2023 triển khai thực hiện Nghị quyết số 14/NQ-CP ngày 08/02/2023 của Chính phủ và chương trình hành động số 26 -CTr/TU ngày 28/02/2023 của Ban chấp hành Đảng bộ tỉnh thực hiện Nghị quyết số 30-NQ/TW", `
			implements Kế hoạch 58/KH-UBND, 2023-02-28
			implements Nghị quyết 14/NQ-CP, 2023-02-08, của Chính phủ, trong 58/KH-UBND
			implements Chương trình hành động 26-CTr/TU, 2023-02-28, của Ban chấp hành Đảng bộ tỉnh, trong 58/KH-UBND
			implements Nghị quyết 30-NQ/TW, trong 26-CTr/TU`},
		{"Căn cứ Nghị định số 104/2025/NĐ-CP ngày 15/5/2025 của Chính phủ quy định chi tiết một số điều và biện pháp thi hành Luật Công chứng;", `
			based_on Nghị định 104/2025/NĐ-CP, 2025-05-15, của Chính phủ
			guides Luật «Công chứng», trong 104/2025/NĐ-CP`},
		{"Nghị định số 24/2021/NĐ-CP sửa đổi, bổ sung Nghị định số 71/2020/NĐ-CP và số 105/2020/NĐ-CP", `
			cites Nghị định 24/2021/NĐ-CP
			amends Nghị định 71/2020/NĐ-CP, trong 24/2021/NĐ-CP
			amends Nghị định 105/2020/NĐ-CP, trong 24/2021/NĐ-CP`},
		{"Căn cứ Kế hoạch số 302-KH/TU ngày 22/9/2023 của Thị ủy Đông Triều thực hiện Chỉ thị số 38-CT/TU ngày 05/9/2023 của Ban Thường vụ Tỉnh ủy;", `
			based_on Kế hoạch 302-KH/TU, 2023-09-22, của Thị ủy Đông Triều
			implements Chỉ thị 38-CT/TU, 2023-09-05, của Ban Thường vụ Tỉnh ủy, trong 302-KH/TU`},
		{"theo Kết luận số 51-KL/TW ngày 30/5/2019 của Ban Bí thư về tiếp tục thực hiện Nghị quyết số 29-NQ/TW", `
			cites Kết luận 51-KL/TW, 2019-05-30, của Ban Bí thư
			implements Nghị quyết 29-NQ/TW, trong 51-KL/TW`},
		// The semicolon ends the title.
		{"Thực hiện Kế hoạch số 58/KH-UBND triển khai Nghị quyết số 14/NQ-CP; Kế hoạch số 64/KH-UBND", `
			implements Kế hoạch 58/KH-UBND
			implements Nghị quyết 14/NQ-CP, trong 58/KH-UBND
			implements Kế hoạch 64/KH-UBND`},
		// The main clause ends it too.
		{"Thực hiện Nghị quyết số 30-NQ/TW ngày 23/11/2022 của Bộ Chính trị về phát triển vùng, UBND tỉnh đã ban hành Kế hoạch số 64/KH-UBND", `
			implements Nghị quyết 30-NQ/TW, 2022-11-23, của Bộ Chính trị
			cites Kế hoạch 64/KH-UBND, của UBND tỉnh`},
		// Inside the title of something without a number the document itself speaks.
		{"Tổ chức thực hiện Đề án “Phát triển giáo dục” theo Quyết định số 131/QĐ-TTg", "cites Quyết định 131/QĐ-TTg"},
		{"theo Quyết định số 10/QĐ-UBND phê duyệt Kế hoạch số 64/KH-UBND", `
			cites Quyết định 10/QĐ-UBND
			issues Kế hoạch 64/KH-UBND, trong 10/QĐ-UBND`},
		{"theo Thông tư số 01/2023/TT-BNV hướng dẫn Nghị định số 30/2020/NĐ-CP", `
			cites Thông tư 01/2023/TT-BNV
			guides Nghị định 30/2020/NĐ-CP, trong 01/2023/TT-BNV`},
	}},
	{"relations", []findTest{
		{"Căn cứ Kế hoạch số 64/KH-UBND;", "based_on Kế hoạch 64/KH-UBND"},
		{"Các đơn vị căn cứ Quyết định số 2745/QĐ-UBND để bố trí kinh phí.", "based_on Quyết định 2745/QĐ-UBND"},
		{"làm căn cứ để thực hiện theo Kế hoạch số 64/KH-UBND", "cites Kế hoạch 64/KH-UBND"},
		{"Triển khai thực hiện Kế hoạch số 64/KH-UBND", "implements Kế hoạch 64/KH-UBND"},
		{"Tổ chức thực hiện Kế hoạch số 64/KH-UBND", "implements Kế hoạch 64/KH-UBND"},
		{"Cụ thể hoá Nghị quyết số 30-NQ/TW", "implements Nghị quyết 30-NQ/TW"},
		{"Quán triệt sâu sắc Nghị quyết số 30-NQ/TW", "implements Nghị quyết 30-NQ/TW"},
		{"Sơ kết việc thực hiện Kế hoạch số 64/KH-UBND", "implements Kế hoạch 64/KH-UBND"},
		{"Kiểm tra, đánh giá việc thực hiện Nghị quyết số 19-NQ/TU", "implements Nghị quyết 19-NQ/TU"},
		{"thực hiện theo quy định tại Nghị định số 81/2021/NĐ-CP", "cites Nghị định 81/2021/NĐ-CP"},
		{"quy định tại Điều 6 Quyết định số 08/2019/QĐ-UBND", "cites Quyết định 08/2019/QĐ-UBND, tại Điều 6"},
		{"Xét Tờ trình số 531/TTr-BKHĐT", "cites Tờ trình 531/TTr-BKHĐT"},
		{"Quy định chi tiết một số điều của Nghị định số 81/2021/NĐ-CP", "guides Nghị định 81/2021/NĐ-CP"},
		{"Hướng dẫn thi hành Nghị định số 81/2021/NĐ-CP", "guides Nghị định 81/2021/NĐ-CP"},
		{"Sửa đổi, bổ sung một số điều của Quyết định số 08/2019/QĐ-UBND", "amends Quyết định 08/2019/QĐ-UBND"},
		{"Sửa đổi Nghị định số 96/2016/NĐ-CP ngày 01 tháng T năm 2016 quy định điều kiện về an ninh, Nghị định số 99/2016/NĐ-CP về con dấu",
			"amends Nghị định 96/2016/NĐ-CP, 2016\namends Nghị định 99/2016/NĐ-CP"},
		{"Thay thế Quyết định số 08/2019/QĐ-UBND", "replaces Quyết định 08/2019/QĐ-UBND"},
		{"Quyết định này thay thế Quyết định số 31/2014/QĐ-UBND ngày 20/11/2014 của UBND tỉnh.", "replaces Quyết định 31/2014/QĐ-UBND, 2014-11-20, của UBND tỉnh"},
		{"Bãi bỏ Quyết định số 08/2019/QĐ-UBND", "repeals Quyết định 08/2019/QĐ-UBND"},
		{"Hủy bỏ Quyết định số 08/2019/QĐ-UBND", "repeals Quyết định 08/2019/QĐ-UBND"},
		{"Quyết định số 42/2009/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", "repeals Quyết định 42/2009/QĐ-UBND"},
		{"Quy chế ban hành kèm theo Quyết định số 1178/QĐ-BTP", "cites Quyết định 1178/QĐ-BTP"},
		{"Đề án được phê duyệt tại Quyết định số 1373/QĐ-TTg", "cites Quyết định 1373/QĐ-TTg"},
		{"Trả lời Công văn số 12/SNV-CCHC", "cites Công văn 12/SNV-CCHC"},
		{"việc sửa đổi hồ sơ thực hiện theo quy định tại Nghị định số 81/2021/NĐ-CP", "cites Nghị định 81/2021/NĐ-CP"},
		{"Hướng dẫn các trường thu, chi đúng Nghị định số 81/2021/NĐ-CP", "cites Nghị định 81/2021/NĐ-CP"},
		{"Quyết định này có hiệu lực từ ngày 15/5/2023 và thay thế Quyết định số 31/2014/QĐ-UBND; bãi bỏ Quyết định số 02/2020/QĐ-UBND.", `
			replaces Quyết định 31/2014/QĐ-UBND
			repeals Quyết định 02/2020/QĐ-UBND`},
		// Quoted new text of an amending document: the document itself speaks.
		{"Điều 1. Sửa đổi khoản 2 Điều 5 Quyết định số 08/2019/QĐ-UBND như sau: “2. Theo Nghị định số 81/2021/NĐ-CP”.", `
			amends Quyết định 08/2019/QĐ-UBND, tại khoản 2 Điều 5
			cites Nghị định 81/2021/NĐ-CP`},
	}},
	{"provisions", []findTest{
		{"theo điểm a khoản 1 Điều 3 Nghị định số 81/2021/NĐ-CP", "cites Nghị định 81/2021/NĐ-CP, tại điểm a khoản 1 Điều 3"},
		{"theo khoản 2 Điều 5 của Nghị định số 81/2021/NĐ-CP", "cites Nghị định 81/2021/NĐ-CP, tại khoản 2 Điều 5"},
		{"theo Điều 10 và Điều 12 Nghị định số 81/2021/NĐ-CP", "cites Nghị định 81/2021/NĐ-CP, tại Điều 10 và Điều 12"},
		{"Thực hiện Công điện số 1967/CĐ-UBND tỉnh ngày 24/12/2017 của UBND tỉnh",
			"implements Công điện 1967/CĐ-UBND, 2017-12-24, của UBND tỉnh"},
		{"Thực hiện Kế hoạch số 55/KH-UBND tỉnh và ngày 2/3/2023", "implements Kế hoạch 55/KH-UBND"},
		{"phê duyệt tại Quyết định số 459/QĐ-UBND ngày 22/02/2013 và căn cứ nhu cầu, " +
			"Sở Y tế đã xây dựng Kế hoạch số 16/KH-SYT", `
			cites Quyết định 459/QĐ-UBND, 2013-02-22
			cites Kế hoạch 16/KH-SYT, của Sở Y tế`},
		{"nêu tại Điểm 6.1, Quy định số 294-QĐ/TW và Điểm 18, 19, Hướng dẫn 06-HD/TW", `
			cites Quy định 294-QĐ/TW, tại Điểm 6.1
			cites Hướng dẫn 06-HD/TW, tại Điểm 18, 19`},
		{"đạt 18, 19, Hướng dẫn 06-HD/TW", "cites Hướng dẫn 06-HD/TW"},
		{"theo các Điều 3, 4, 5 Nghị định số 81/2021/NĐ-CP", "cites Nghị định 81/2021/NĐ-CP, tại Điều 3, 4, 5"},
		{"theo khoản 1, 2 và khoản 5 Điều 7 Nghị định số 81/2021/NĐ-CP", "cites Nghị định 81/2021/NĐ-CP, tại khoản 1, 2 và khoản 5 Điều 7"},
		{"theo từ Điều 3 đến Điều 7 Nghị định số 81/2021/NĐ-CP", "cites Nghị định 81/2021/NĐ-CP, tại Điều 3 đến Điều 7"},
		{"theo điểm a, b và c khoản 2 Điều 32 Nghị định số 126/2024/NĐ-CP", "cites Nghị định 126/2024/NĐ-CP, tại điểm a, b và c khoản 2 Điều 32"},
		{"theo điểm đ khoản 2a Điều 70a Nghị định số 126/2024/NĐ-CP", "cites Nghị định 126/2024/NĐ-CP, tại điểm đ khoản 2a Điều 70a"},
		{"theo Chương II Nghị định số 126/2024/NĐ-CP", "cites Nghị định 126/2024/NĐ-CP, tại Chương II"},
		{"theo Mục III Hướng dẫn số 36-HD/VPTW", "cites Hướng dẫn 36-HD/VPTW, tại Mục III"},
		{"nằm ngoài khoản 1 Điều 9 Nghị định số 81/2021/NĐ-CP", "cites Nghị định 81/2021/NĐ-CP, tại khoản 1 Điều 9"},
		{"Nghị định số 81/2021/NĐ-CP (khoản 1 Điều 9)", "cites Nghị định 81/2021/NĐ-CP, tại khoản 1 Điều 9"},
		// Annexes, forms and tables are none; nor is the place in another document.
		{"theo Phụ lục II Nghị định số 126/2024/NĐ-CP", "cites Nghị định 126/2024/NĐ-CP"},
		{"theo Mẫu số 01 Nghị định số 126/2024/NĐ-CP", "cites Nghị định 126/2024/NĐ-CP"},
		{"theo khoản 2 Điều này và Nghị định số 126/2024/NĐ-CP", "cites Nghị định 126/2024/NĐ-CP"},
		{"theo điểm 1.3 khoản 1 Mục II Hướng dẫn 36-HD/VPTW", "cites Hướng dẫn 36-HD/VPTW, tại điểm 1.3 khoản 1 Mục II"},
		{"theo Điều 5, Điều 6; khoản 2 Điều 7 của Luật Đất đai", "cites Luật «Đất đai», tại Điều 5, Điều 6; khoản 2 Điều 7"},
	}},
	{"short names and history", []findTest{
		{"Căn cứ Chỉ thị số 38-CT/TU ngày 05/9/2023 của Ban Thường vụ Tỉnh ủy (viết tắt là Chỉ thị số 38-CT/TU);", `
			based_on Chỉ thị 38-CT/TU, 2023-09-05, của Ban Thường vụ Tỉnh ủy
			cites Chỉ thị 38-CT/TU`},
		{"Thực hiện Nghị định số 81/2021/NĐ-CP ngày 27/8/2021 của Chính phủ (sau đây gọi tắt là Nghị định 81).", `
			implements Nghị định 81/2021/NĐ-CP, 2021-08-27, của Chính phủ
			cites Nghị định 81`},
		{"Căn cứ Nghị định số 79/2025/NĐ-CP ngày 01/4/2025 của Chính phủ (được sửa đổi, bổ sung bởi Nghị định số 187/2025/NĐ-CP ngày 01/7/2025);", `
			based_on Nghị định 79/2025/NĐ-CP, 2025-04-01, của Chính phủ
			cites Nghị định 187/2025/NĐ-CP, 2025-07-01`},
		{"Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14/5/2016 được sửa đổi, bổ sung theo Nghị định số 154/2020/NĐ-CP ngày 31/12/2020;", `
			based_on Nghị định 34/2016/NĐ-CP, 2016-05-14
			cites Nghị định 154/2020/NĐ-CP, 2020-12-31`},
		{"theo Nghị quyết số 29", "cites Nghị quyết 29"},
		{"theo Hướng dẫn số 38 của Ban Tổ chức Trung ương", "cites Hướng dẫn 38, của Ban Tổ chức Trung ương"},
		{"Nghị định số 81/2021/NĐ-CP được sửa đổi bởi Nghị định số 97/2023/NĐ-CP và Nghị định số 238/2025/NĐ-CP", `
			cites Nghị định 81/2021/NĐ-CP
			cites Nghị định 97/2023/NĐ-CP
			cites Nghị định 238/2025/NĐ-CP`},
		{"Thực hiện Đề án 06 và Nghị quyết 30; Chương trình GDPT 2018", "implements Nghị quyết 30"},
	}},
	{"documents before 1998", []findTest{
		{"theo Quyết định số 206-CP ngày 30/5/1979 của Hội đồng Chính phủ", "cites Quyết định 206-CP, 1979-05-30, của Hội đồng Chính phủ"},
		{"theo Nghị định số 50/CP ngày 26 tháng 7 năm 1995 của Chính phủ", "cites Nghị định 50/CP, 1995-07-26, của Chính phủ"},
		{"theo Quyết định số 111-HĐBT ngày 13/10/1981 của Hội đồng Bộ trưởng", "cites Quyết định 111-HĐBT, 1981-10-13, của Hội đồng Bộ trưởng"},
		{"theo Quyết định số 327-CT ngày 15/9/1992", "cites Quyết định 327-CT, 1992-09-15"},
		{"theo Nghị định số 178/HĐBT", "cites Nghị định 178/HĐBT"},
		{"theo Nghị định 64-CP", "cites Nghị định 64-CP"},
		{"theo Sắc lệnh số 85/SL", "cites Sắc lệnh 85/SL"},
		{"theo Luật số 35-L/CTN", "cites Luật 35-L/CTN"},
	}},
	{"no citations", []findTest{
		{"từ ngày 28/11/2022 đến 30/11/2022, năm học 2022 - 2023, nhiệm kỳ 2020-2025", ""},
		{"năm 2023 - Giữ vững kỷ cương; đạt 3/4 chỉ tiêu; 1.234.567 đồng", ""},
		{"theo Mẫu số 29-TTr và Mẫu số 02/ĐK-TT", ""},
		{"ISO 9001:2015, IEC 60079", ""},
		{"Hợp đồng số 12/HĐ-KT ngày 03/3/2023", ""},
		{"Bản án số 12/2020/HS-ST ngày 05/5/2020", ""},
		{"Nghị quyết số ……/NQ-HĐND ngày … tháng … năm 2023", ""},
		{"Số: …/QĐ-UBND; Số:      /KH-UBND; số ……/KH-PGD", ""},
		{"điện thoại 0203.3862.123, tài khoản số 1234/KB-NN", ""},
		{"Kế hoạch này; Trên đây là Kế hoạch; Quyết định trên", ""},
		{"Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XV, nhiệm kỳ 2020-2025", ""},
		{"Đề án “Xây dựng xã hội học tập giai đoạn 2021 - 2030”", ""},
		{"Thông báo 3 lần; Quyết định 2 việc; kế hoạch 5 năm", ""},
		{"head: Số: 12/KH-UBND\nrecipients: - Như Quyết định số 12/QĐ-UBND;\nsignature: Số 12/QĐ-UBND", ""},
		{"Giấy chứng nhận đăng ký kinh doanh số 0200123456; số tài khoản 3713.0.1234567", ""},
		{"biển số 29A-123.45; số nhà 12/34 đường Trần Phú; tỷ lệ 1/500; thửa đất số 12/BĐ-ĐC", ""},
		{"Điện thoại: 024.3943.1234; Fax: 024/3943-5678; lớp 10A1/THPT; khối 6-7; 24/7", ""},
		{"thực hiện Nghị quyết Hội nghị Trung ương 8 khóa XI", ""},
		{"Kế hoạch năm học 2023-2024; Kế hoạch 2024", ""},
	}},
	{"heads of lists over blocks", []findTest{
		{"Bãi bỏ các văn bản sau đây:\na) Quyết định số 08/2019/QĐ-UBND ngày 12/3/2019;\nb) Quyết định số 31/2014/QĐ-UBND.", `
			repeals Quyết định 08/2019/QĐ-UBND, 2019-03-12
			repeals Quyết định 31/2014/QĐ-UBND`},
		{"1. Các quyết định sau đây hết hiệu lực:\na) Quyết định số 08/2019/QĐ-UBND;\nb) Quyết định số 31/2014/QĐ-UBND.\n2. Tổ chức thực hiện Kế hoạch số 64/KH-UBND.", `
			repeals Quyết định 08/2019/QĐ-UBND
			repeals Quyết định 31/2014/QĐ-UBND
			implements Kế hoạch 64/KH-UBND`},
		{"Triển khai thực hiện các văn bản:\n- Nghị quyết số 30-NQ/TW;\n- Chỉ thị số 14/CT-TTg.", `
			implements Nghị quyết 30-NQ/TW
			implements Chỉ thị 14/CT-TTg`},
		// The next article ends it.
		{"Bãi bỏ các văn bản sau đây:\n- Quyết định số 08/2019/QĐ-UBND.\nĐiều 3. Chánh Văn phòng thi hành theo Quyết định số 31/2014/QĐ-UBND.", `
			repeals Quyết định 08/2019/QĐ-UBND
			cites Quyết định 31/2014/QĐ-UBND`},
	}},
	{"zones", []findTest{
		{"title: Triển khai thực hiện Kế hoạch số 77/KH-UBND", "implements Kế hoạch 77/KH-UBND"},
		{"title: V/v chấn chỉnh dạy thêm theo Quyết định số 08/2019/QĐ-UBND", "cites Quyết định 08/2019/QĐ-UBND"},
		{"Thực hiện các văn bản đã được phổ biến.\nfootnote: Thông báo số 412-TB/TU ngày 06/02/2023 của Thường trực Thành ủy; Chỉ thị số 14/CT-TTg.", `
			cites Thông báo 412-TB/TU, 2023-02-06, của Thường trực Thành ủy
			cites Chỉ thị 14/CT-TTg`},
		{"cell: Căn cứ\ncell: Thông tư số 20/2018/TT-BGDĐT; Công văn số 4530/BGDĐT-NGCBQLGD ngày 01/10/2018\ncell: 31/5/2023", `
			cites Thông tư 20/2018/TT-BGDĐT
			cites Công văn 4530/BGDĐT-NGCBQLGD, 2018-10-01`},
		{"cell: Họp triển khai thực hiện Kế hoạch số 77/KH-UBND\ncell: Tháng 4/2023", "implements Kế hoạch 77/KH-UBND"},
	}},
}

type findTest struct{ text, want string }
