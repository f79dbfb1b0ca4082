package cite

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// relateTests are texts and what they do to the documents they cite, a line each:
//
//	relation[, subtype][, scope] number or «name»[, trong source]
//
// A text that begins with a type and a number in brackets, perhaps with a body, is
// that document's.
var relateTests = []struct {
	group string
	rows  []findTest
}{
	{"standards are no documents, and a basis goes on behind them", []findTest{
		{"Căn cứ QCVN 01:2025/BXD; Quyết định số 12/QĐ-BXD ngày 12/12/2024;", "based_on QCVN 01:2025/BXD\nbased_on 12/QĐ-BXD"},
		{"Căn cứ TCVN 5574:2018 và Nghị định số 12/2024/NĐ-CP;", "based_on TCVN 5574:2018\nbased_on 12/2024/NĐ-CP"},
		{"Căn cứ Nghị định số 12/2024/NĐ-CP; QCVN 06:2022/BXD; Thông tư số 13/2021/TT-BXD;", "based_on 12/2024/NĐ-CP\nbased_on QCVN 06:2022/BXD\nbased_on 13/2021/TT-BXD"},
		{"Làm việc theo QCVN 01:2025/BXD; Quyết định số 12/QĐ-BXD;", "cites QCVN 01:2025/BXD\ncites 12/QĐ-BXD"},
	}},
	{"a list that its head announces goes on behind what a title names", []findTest{
		{"Thực hiện các chương trình của Thành ủy: Chương trình số 35-CTr/TU về triển khai Nghị quyết số 29-NQ/TW và Chương trình số 45-CTr/TU.",
			"cites 35-CTr/TU\nimplements 29-NQ/TW, trong 35-CTr/TU\ncites 45-CTr/TU"},
	}},
	{"what is adjusted directly is amended", []findTest{
		{"Điều 1. Điều chỉnh, bổ sung khoản 2 Điều 1 Quyết định số 12/QĐ-UBND như sau:", "amends, part 12/QĐ-UBND"},
		{"Điều chỉnh Quyết định số 12/QĐ-UBND ngày 05/3/2024.", "amends 12/QĐ-UBND"},
		{"Phạm vi điều chỉnh của Nghị định số 12/2024/NĐ-CP gồm hai nhóm.", "cites 12/2024/NĐ-CP"},
		{"Đề nghị điều chỉnh Quyết định số 12/QĐ-UBND.", "cites 12/QĐ-UBND"},
		{"Điều chỉnh lương hưu theo Nghị định số 12/2024/NĐ-CP.", "cites 12/2024/NĐ-CP"},
	}},
	{"what a title's verb changes is no history", []findTest{
		{"Căn cứ Quyết định số 13/2024/QĐ-UBND sửa đổi, bổ sung một số điều của Quy định ban hành kèm theo Quyết định số 12/2021/QĐ-UBND;",
			"based_on 13/2024/QĐ-UBND\namends, part 12/2021/QĐ-UBND, trong 13/2024/QĐ-UBND"},
		{"Theo Nghị định số 13/2024/NĐ-CP sửa đổi, bổ sung một số điều tại Nghị định số 12/2021/NĐ-CP.", "cites 13/2024/NĐ-CP\namends, part 12/2021/NĐ-CP, trong 13/2024/NĐ-CP"},
		{"Nghị định số 12/2021/NĐ-CP sửa đổi, bổ sung tại Nghị định số 13/2024/NĐ-CP.", "cites 12/2021/NĐ-CP\ncites 13/2024/NĐ-CP"},
	}},
	{"what changed a document is not ended with it", []findTest{
		{"2. Nghị định số 12/2016/NĐ-CP đã được sửa đổi, bổ sung một số điều theo Nghị định số 13/2017/NĐ-CP, Nghị định số 14/2018/NĐ-CP, Nghị định số 15/2019/NĐ-CP và Nghị định số 16/2020/NĐ-CP hết hiệu lực thi hành kể từ ngày Nghị định này có hiệu lực thi hành.", `
			repeals, whole 12/2016/NĐ-CP
			cites 13/2017/NĐ-CP
			cites 14/2018/NĐ-CP
			cites 15/2019/NĐ-CP
			cites 16/2020/NĐ-CP`},
		{"Thông tư số 12/2016/TT-BYT được bổ sung tại Thông tư số 13/2017/TT-BYT chấm dứt hiệu lực từ ngày 01/01/2027.", "repeals, whole 12/2016/TT-BYT\ncites 13/2017/TT-BYT"},
		{"Nghị định số 12/2016/NĐ-CP ngày 10 tháng 02 năm 2016 của Chính phủ quy định về quản lý chợ (được sửa đổi, bổ sung bởi Nghị định số 13/2017/NĐ-CP) hết hiệu lực kể từ ngày Nghị định này có hiệu lực.", "repeals, whole 12/2016/NĐ-CP\ncites 13/2017/NĐ-CP"},
		{"Luật Thư viện số 46/2019/QH14 đã được sửa đổi theo Luật số 47/2020/QH14 và Luật Lưu trữ số 01/2011/QH13 hết hiệu lực từ ngày Luật này có hiệu lực.", "repeals, whole 46/2019/QH14\ncites 47/2020/QH14\nrepeals, whole 01/2011/QH13"},
		{"Luật Bảo hiểm xã hội số 58/2014/QH13 đã được sửa đổi theo Luật số 84/2015/QH13, Bộ luật số 45/2019/QH14 (sau đây gọi chung là Luật số 58/2014/QH13) và Nghị quyết số 93/2015/QH13 hết hiệu lực kể từ ngày Luật này có hiệu lực.", `
			repeals, whole 58/2014/QH13
			cites 84/2015/QH13
			cites 45/2019/QH14
			cites 58/2014/QH13
			repeals, whole 93/2015/QH13`},
		{"Căn cứ Luật Ngân sách nhà nước số 83/2015/QH13 được sửa đổi, bổ sung bởi Luật số 59/2020/QH14; Luật số 89/2025/QH15;", "based_on 83/2015/QH13\ncites 59/2020/QH14\ncites 89/2025/QH15"},
		{"Căn cứ Nghị định số 12/2016/NĐ-CP được sửa đổi bởi Nghị định số 13/2017/NĐ-CP; Nghị định số 14/2018/NĐ-CP;", "based_on 12/2016/NĐ-CP\ncites 13/2017/NĐ-CP\nbased_on 14/2018/NĐ-CP"},
		// The counter-case: all of them end.
		{"Nghị định số 12/2016/NĐ-CP, Nghị định số 13/2017/NĐ-CP và Nghị định số 14/2018/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực.", "repeals, whole 12/2016/NĐ-CP\nrepeals, whole 13/2017/NĐ-CP\nrepeals, whole 14/2018/NĐ-CP"},
		{"Nghị định số 12/2016/NĐ-CP được bổ sung tại Nghị định số 13/2017/NĐ-CP; Nghị định số 19/2017/NĐ-CP hết hiệu lực từ ngày 01/01/2027.", "cites 12/2016/NĐ-CP\ncites 13/2017/NĐ-CP\nrepeals, whole 19/2017/NĐ-CP"},
	}},
	{"the day of another document ends nothing of it", []findTest{
		{"Nghị định số 12/2016/NĐ-CP hết hiệu lực kể từ thời điểm Luật Đường bộ số 35/2024/QH15 có hiệu lực thi hành.", "repeals, whole 12/2016/NĐ-CP\ncites 35/2024/QH15"},
		{"Thông tư số 12/2016/TT-BTC chấm dứt hiệu lực kể từ ngày Thông tư số 88/2026/TT-BTC ngày 02/3/2026 của Bộ Tài chính có hiệu lực.", "repeals, whole 12/2016/TT-BTC\ncites 88/2026/TT-BTC"},
		{"Từ ngày Luật Đất đai số 31/2024/QH15 có hiệu lực, Nghị định số 43/2014/NĐ-CP hết hiệu lực.", "cites 31/2024/QH15\nrepeals, whole 43/2014/NĐ-CP"},
		{"Chế độ này được thực hiện kể từ ngày Nghị định số 115/2015/NĐ-CP có hiệu lực.", "cites 115/2015/NĐ-CP"},
		{"Kể từ ngày Nghị định này có hiệu lực, Thông tư số 11/2025/TT-BYT và Thông tư số 12/2025/TT-BYT hết hiệu lực.", "repeals, whole 11/2025/TT-BYT\nrepeals, whole 12/2025/TT-BYT"},
	}},
	{"a list of what ends", []findTest{
		{"Các Nghị định sau đây hết hiệu lực thi hành từ ngày 01 tháng 3 năm 2027: Nghị định số 12/2016/NĐ-CP ngày 05/4/2016, Nghị định số 13/2017/NĐ-CP; Nghị định số 14/2018/NĐ-CP.", "repeals, whole 12/2016/NĐ-CP\nrepeals, whole 13/2017/NĐ-CP\nrepeals, whole 14/2018/NĐ-CP"},
		{"Các văn bản sau đây bị bãi bỏ: Nghị định số 12/2016/NĐ-CP; Nghị định số 13/2017/NĐ-CP.", "repeals, whole 12/2016/NĐ-CP\nrepeals, whole 13/2017/NĐ-CP"},
		{"Hết hiệu lực thi hành các Nghị định sau: Nghị định số 12/2016/NĐ-CP; Nghị định số 13/2017/NĐ-CP.", "repeals, whole 12/2016/NĐ-CP\nrepeals, whole 13/2017/NĐ-CP"},
		{"1. Các văn bản sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực:\na) Nghị định số 12/2016/NĐ-CP;\nb) Quyết định số 13/2017/QĐ-TTg.\n2. Tổ chức thực hiện theo Nghị định số 15/2018/NĐ-CP.", "repeals, whole 12/2016/NĐ-CP\nrepeals, whole 13/2017/QĐ-TTg\ncites 15/2018/NĐ-CP"},
		{"Bãi bỏ các văn bản sau đây:\nNghị định số 12/2016/NĐ-CP;\nNghị định số 13/2017/NĐ-CP;\nVăn phòng Chính phủ theo dõi theo Nghị định số 15/2018/NĐ-CP.", "repeals, whole 12/2016/NĐ-CP\nrepeals, whole 13/2017/NĐ-CP\ncites 15/2018/NĐ-CP"},
		{"Các văn bản đã hết hiệu lực: Nghị định số 12/2016/NĐ-CP; Nghị định số 13/2017/NĐ-CP.", "cites 12/2016/NĐ-CP\ncites 13/2017/NĐ-CP"},
	}},
	{"what begins in a clause before", []findTest{
		{"Khi Nghị định này có hiệu lực thì Nghị định số 11/2013/NĐ-CP và Nghị định số 12/2014/NĐ-CP hết hiệu lực thi hành.",
			"repeals, whole 11/2013/NĐ-CP\nrepeals, whole 12/2014/NĐ-CP"},
		{"Kể từ ngày Luật Đất đai số 31/2024/QH15 có hiệu lực thì Luật Đất đai số 45/2013/QH13 hết hiệu lực.",
			"cites 31/2024/QH15\nrepeals, whole 45/2013/QH13"},
		{"Khi thực hiện dự án này thì Nghị định số 41/2013/NĐ-CP hết hiệu lực.", "cites 41/2013/NĐ-CP"},
	}},
	{"parts named by two words", []findTest{
		{"Thay thế Phụ lục II Quyết định số 8/2020/QĐ-UBND bằng Phụ lục kèm theo Quyết định này.",
			"replaces, part 8/2020/QĐ-UBND"},
		{"Sửa đổi Phụ lục 2 Quyết định số 12/2020/QĐ-UBND.", "amends, part 12/2020/QĐ-UBND"},
	}},
	{"other things expire", []findTest{
		{"Chứng chỉ hành nghề cấp theo Nghị định số 12/2016/NĐ-CP đã hết hiệu lực.", "cites 12/2016/NĐ-CP"},
		{"Giấy chứng nhận đã cấp theo quy định tại Nghị định số 12/2016/NĐ-CP ngày 03/4/2016 hết hiệu lực thì phải cấp lại.", "cites 12/2016/NĐ-CP"},
		{"Trường hợp hợp đồng ký theo Nghị định số 12/2016/NĐ-CP hết hiệu lực, các bên ký lại.", "cites 12/2016/NĐ-CP"},
		{"Khi Nghị định số 12/2016/NĐ-CP hết hiệu lực thì áp dụng Nghị định số 13/2017/NĐ-CP.", "cites 12/2016/NĐ-CP\ncites 13/2017/NĐ-CP"},
		{"Giấy phép số 12/GP-UBND ngày 02/3/2020 hết hiệu lực ngày 02/3/2025.", "cites 12/GP-UBND"},
		{"Nghị định số 12/2016/NĐ-CP quy định giấy phép hết hiệu lực sau 05 năm.", "cites 12/2016/NĐ-CP"},
		{"Giấy phép số 12/GP-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", "repeals, whole 12/GP-UBND"},
	}},
	{"a permit is amended, not the decree", []findTest{
		{"Thủ tục cấp sửa đổi, bổ sung Giấy phép của Nghị định số 12/2016/NĐ-CP được cắt giảm.", "cites 12/2016/NĐ-CP"},
		{"Hồ sơ cấp bổ sung chứng chỉ của Nghị định số 12/2016/NĐ-CP gồm đơn.", "cites 12/2016/NĐ-CP"},
		{"Bổ sung vốn cho dự án tại Quyết định số 88/QĐ-TTg ngày 03/3/2020.", "cites 88/QĐ-TTg"},
		{"Bổ sung giá đất tại nơi tái định cư quy định tại khoản 6 Điều 3 của Nghị quyết số 254/2025/QH15.", "cites 254/2025/QH15"},
		{"Điều 2. Sửa đổi, bổ sung một số điều của Nghị định số 12/2016/NĐ-CP", "amends, part 12/2016/NĐ-CP"},
	}},
	{"the passive turns the direction", []findTest{
		{"Nghị định số 12/2016/NĐ-CP được thay thế bởi Nghị định số 13/2017/NĐ-CP.", "cites 12/2016/NĐ-CP\ncites 13/2017/NĐ-CP"},
		{"Nghị định số 12/2016/NĐ-CP bị Nghị định số 13/2017/NĐ-CP thay thế.", "cites 12/2016/NĐ-CP\ncites 13/2017/NĐ-CP"},
		{"Khoản 3 Điều 5 Nghị định số 12/2016/NĐ-CP được sửa đổi bởi khoản 1 Điều 2 Nghị định số 13/2017/NĐ-CP.", "cites 12/2016/NĐ-CP\ncites 13/2017/NĐ-CP"},
		{"Nghị định số 12/2016/NĐ-CP: thay bằng Nghị định số 13/2017/NĐ-CP.", "cites 12/2016/NĐ-CP\ncites 13/2017/NĐ-CP"},
		{"Thay thế bằng Nghị định số 13/2017/NĐ-CP ngày 02/5/2017 của Chính phủ.", "cites 13/2017/NĐ-CP"},
		{"Đối với Thông tư số 12/2016/TT-BTC: đã được thay thế bằng Thông tư số 88/2026/TT-BTC.", "cites 12/2016/TT-BTC\ncites 88/2026/TT-BTC"},
		// Where the document itself is the one that acts, it is no history.
		{"Khoản 3 Điều 8 Nghị định số 12/2016/NĐ-CP được sửa đổi, bổ sung như sau:", "amends, part 12/2016/NĐ-CP"},
		{"Nghị định số 12/2016/NĐ-CP và Nghị định số 13/2017/NĐ-CP bị bãi bỏ kể từ ngày Nghị định này có hiệu lực.", "repeals, whole 12/2016/NĐ-CP\nrepeals, whole 13/2017/NĐ-CP"},
		{"Công điện này thay thế cho Nghị định số 12/2016/NĐ-CP.", "replaces, whole 12/2016/NĐ-CP"},
	}},
	{"parts", []findTest{
		{"Thay cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại các Điều 4, 5 và khoản 2 Điều 9 Nghị định số 12/2016/NĐ-CP.", "amends, part 12/2016/NĐ-CP"},
		{"Bỏ cụm từ “huyện” tại điểm a khoản 1 Điều 3 Nghị định số 12/2016/NĐ-CP.", "amends, part 12/2016/NĐ-CP"},
		{"Thay thế cụm từ “Điều 45 của Luật Đất đai” bằng cụm từ “Điều 46” tại khoản 1 Điều 7 Nghị định số 12/2016/NĐ-CP.", "cites «Đất đai»\namends, part 12/2016/NĐ-CP"},
		{"4. Thay thế các cụm từ sau đây:\nb) Cụm từ “Phần B. “HỒ SƠ” bằng cụm từ “khoản 4 Điều 45 của Luật Đất đai” tại Phụ lục I của Nghị định số 151/2025/NĐ-CP.", "cites «Đất đai»\namends, part 151/2025/NĐ-CP"},
		{"Bãi bỏ khoản 1 Điều 12 và Điều 14 Nghị định số 12/2016/NĐ-CP.", "repeals, part 12/2016/NĐ-CP"},
		{"Bãi bỏ một phần Nghị định số 12/2016/NĐ-CP.", "repeals, part 12/2016/NĐ-CP"},
		{"Quyết định này bãi bỏ Quyết định số 8/QĐ-UBND, trừ khoản 2 Điều 5.", "repeals, part 8/QĐ-UBND"},
		{"Thay thế Nghị định số 12/2016/NĐ-CP ngày 01/7/2016 của Chính phủ (trừ các Điều 5 và 7).", "replaces, part 12/2016/NĐ-CP"},
		{"Bãi bỏ Luật Thư viện số 46/2019/QH14, ngoại trừ Điều 5.", "repeals, part 46/2019/QH14"},
		{"Bãi bỏ Quyết định số 8/QĐ-UBND, trừ trường hợp đã giao kết hợp đồng.", "repeals, whole 8/QĐ-UBND"},
		{"Bãi bỏ Quyết định số 8/QĐ-UBND và Quyết định số 9/QĐ-UBND, trừ Điều 5.", "repeals, whole 8/QĐ-UBND\nrepeals, part 9/QĐ-UBND"},
		{"Hủy bỏ nội dung về định mức chi tại Mục II Phụ lục ban hành kèm theo Nghị định số 12/2016/NĐ-CP.", "repeals, part 12/2016/NĐ-CP"},
		{"Thay thế Phụ lục I ban hành kèm theo Nghị định số 12/2016/NĐ-CP.", "replaces, part 12/2016/NĐ-CP"},
		{"Bổ sung Điều 5a vào sau Điều 5 Nghị định số 12/2016/NĐ-CP như sau:", "amends, part 12/2016/NĐ-CP"},
		{"Nghị định số 12/2016/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực, trừ các Điều 5 và 7.", "repeals, part 12/2016/NĐ-CP"},
		{"Bãi bỏ toàn bộ Nghị định số 12/2016/NĐ-CP và Nghị định số 13/2017/NĐ-CP.", "repeals, whole 12/2016/NĐ-CP\nrepeals, whole 13/2017/NĐ-CP"},
		{"Nghị định này thay thế Nghị định số 12/2016/NĐ-CP và bãi bỏ Điều 3 Nghị định số 13/2017/NĐ-CP.", "replaces, whole 12/2016/NĐ-CP\nrepeals, part 13/2017/NĐ-CP"},
		{"Điều lệ này thay thế Điều lệ được công nhận tại Quyết định số 2221/QĐ-UBND.", "cites 2221/QĐ-UBND"},
	}},
	{"what is planned has not happened", []findTest{
		{"Giao Bộ Tư pháp chủ trì, phối hợp rà soát, đề xuất bãi bỏ Nghị định số 12/2016/NĐ-CP trong năm 2027.", "cites 12/2016/NĐ-CP"},
		{"Trình Chính phủ ban hành Nghị định thay thế Nghị định số 12/2016/NĐ-CP.", "cites 12/2016/NĐ-CP"},
		{"Dự thảo Nghị định sửa đổi Nghị định số 12/2016/NĐ-CP đã được lấy ý kiến.", "cites 12/2016/NĐ-CP"},
		{"Kiến nghị Chính phủ hủy bỏ Nghị định số 12/2016/NĐ-CP.", "cites 12/2016/NĐ-CP"},
		{"Việc sửa đổi Nghị định số 12/2016/NĐ-CP là cần thiết.", "cites 12/2016/NĐ-CP"},
		{"Cần sớm sửa đổi, bổ sung Nghị định số 12/2016/NĐ-CP.", "cites 12/2016/NĐ-CP"},
		{"Đề nghị kéo dài hiệu lực Nghị quyết số 12/2021/NQ-HĐND.", "cites 12/2021/NQ-HĐND"},
		{"Theo Tờ trình số 12/TTr-BTC về việc đề nghị bãi bỏ Nghị định số 12/2016/NĐ-CP", "cites 12/TTr-BTC\ncites 12/2016/NĐ-CP, trong 12/TTr-BTC"},
		{"Điều 1. Bãi bỏ Nghị định số 12/2016/NĐ-CP.\nĐiều 2. Sửa đổi, bổ sung khoản 1 Điều 4 Nghị định số 13/2017/NĐ-CP.", "repeals, whole 12/2016/NĐ-CP\namends, part 13/2017/NĐ-CP"},
		{"title: Về việc sửa đổi Nghị định số 12/2016/NĐ-CP", "amends 12/2016/NĐ-CP"},
	}},
	{"who acts", []findTest{
		{"Căn cứ Luật số 90/2025/QH15 ngày 25/6/2025 của Quốc hội sửa đổi, bổ sung một số điều của Luật Đấu thầu;", "based_on 90/2025/QH15\namends, part «Đấu thầu», trong 90/2025/QH15"},
		{"Căn cứ Nghị định số 13/2017/NĐ-CP ngày 2 tháng 3năm 2017 của Chính phủ sửa đổi Nghị định số 12/2016/NĐ-CP;", "based_on 13/2017/NĐ-CP\namends 12/2016/NĐ-CP, trong 13/2017/NĐ-CP"},
		{"Căn cứ Nghị định số 367/2025/NĐ-CP ngày 31/12/2025 của Chính phủ Nghị định sửa đổi Nghị định số 118/2025/NĐ-CP;", "based_on 367/2025/NĐ-CP\namends 118/2025/NĐ-CP, trong 367/2025/NĐ-CP"},
		{"[Nghị định 47/2026/NĐ-CP] Chính phủ ban hành Nghị định sửa đổi, bổ sung một số điều của Nghị định số 138/2021/NĐ-CP.", "amends, part 138/2021/NĐ-CP"},
		{"[Báo cáo 47/BC-STP] Các Nghị định sửa đổi Nghị định số 138/2021/NĐ-CP đã được ban hành.", "cites 138/2021/NĐ-CP"},
		{"Thực hiện Nghị quyết số 51/NQ-CP của Chính phủ, tỉnh Quảng Ninh đã ban hành Kế hoạch số 240/KH-UBND; thành phố Huế đã ban hành Kế hoạch số 241/KH-UBND.", "implements 51/NQ-CP\ncites 240/KH-UBND\ncites 241/KH-UBND"},
		{"[Thông tư 59/2015/TT-BLĐTBXH] Thông tư này quy định chi tiết một số điều của Luật Bảo hiểm xã hội về bảo hiểm bắt buộc và hướng dẫn thi hành Nghị định số 115/2015/NĐ-CP.", "guides «Bảo hiểm xã hội»\nguides 115/2015/NĐ-CP"},
		{"theo Nghị định số 104/2025/NĐ-CP quy định chi tiết Luật Công chứng, Quyết định số 1178/QĐ-BTP ngày 28/6/2023", "cites 104/2025/NĐ-CP\nguides «Công chứng», trong 104/2025/NĐ-CP\ncites 1178/QĐ-BTP"},
		{"Căn cứ Thông tư số 80/2021/TT-BTC hướng dẫn thi hành một số điều của Luật Quản lý thuế và Nghị định số 126/2020/NĐ-CP;", "based_on 80/2021/TT-BTC\nguides «Quản lý thuế», trong 80/2021/TT-BTC\nguides 126/2020/NĐ-CP, trong 80/2021/TT-BTC"},
	}},
	{"another body", []findTest{
		{"[Kế hoạch 47/KH-UBND; UBND tỉnh Nghệ An] Sở Tài chính hướng dẫn thực hiện Nghị quyết số 12/2020/NQ-HĐND.", "cites 12/2020/NQ-HĐND"},
		{"[Công văn 47/STC-NS; Sở Tài chính] Sở Tài chính hướng dẫn thực hiện Nghị quyết số 12/2020/NQ-HĐND như sau:", "guides 12/2020/NQ-HĐND"},
		{"[Nghị quyết 47/NQ-HĐND; HĐND tỉnh Nghệ An] UBND tỉnh bãi bỏ Quyết định số 12/2020/QĐ-UBND.", "cites 12/2020/QĐ-UBND"},
	}},
	{"rank", []findTest{
		{"[Nghị định 47/2026/NĐ-CP] Bãi bỏ khoản 2 Điều 5 Luật Đất đai số 31/2024/QH15.", "cites 31/2024/QH15"},
		{"[Công văn 47/BTC-NSNN] Thay thế Nghị định số 138/2021/NĐ-CP bằng quy định mới.", "cites 138/2021/NĐ-CP"},
		{"[Công văn 47/BTC-NSNN] Công văn này thay thế Công văn số 40/BTC-NSNN.", "replaces, whole 40/BTC-NSNN"},
		{"theo Công văn số 12/BTC-NSNN về việc sửa đổi Nghị định số 15/2018/NĐ-CP", "cites 12/BTC-NSNN\ncites 15/2018/NĐ-CP, trong 12/BTC-NSNN"},
		{"[Báo cáo 47/BC-STP] Nghị định số 15/2018/NĐ-CP hết hiệu lực từ ngày 01/01/2026.", "cites 15/2018/NĐ-CP"},
		{"[Luật 47/2026/QH16] Nghị định số 15/2018/NĐ-CP hết hiệu lực kể từ ngày Luật này có hiệu lực.", "repeals, whole 15/2018/NĐ-CP"},
	}},
	{"years", []findTest{
		{"| Quyết định số 35/2017/QĐ-UBND | Thay thế | Quyết định số 08/2026/QĐ-UBND |", "cites 35/2017/QĐ-UBND\ncites 08/2026/QĐ-UBND"},
		{"Quyết định số 35/2017/QĐ-UBND Thay thế Quyết định số 08/2026/QĐ-UBND", "cites 35/2017/QĐ-UBND\ncites 08/2026/QĐ-UBND, trong 35/2017/QĐ-UBND"},
		{"Quyết định số 08/2026/QĐ-UBND thay thế Quyết định số 35/2017/QĐ-UBND", "cites 08/2026/QĐ-UBND\nreplaces, whole 35/2017/QĐ-UBND, trong 08/2026/QĐ-UBND"},
		{"Chỉ thị số 12/CT-UBND ngày 03/4/2019 | bị thay thế | Quyết định số 08/2026/QĐ-UBND", "cites 12/CT-UBND\ncites 08/2026/QĐ-UBND"},
		{"[Nghị định 47/2020/NĐ-CP] Bãi bỏ Nghị định số 15/2026/NĐ-CP.", "cites 15/2026/NĐ-CP"},
	}},
	{"lists behind titles", []findTest{
		{"theo Nghị định số 159/2006/NĐ-CP về hưu trí, Nghị định số 11/2011/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 159/2006/NĐ-CP về hưu trí và Nghị định số 23/2012/NĐ-CP quy định một số chế độ", `
			cites 159/2006/NĐ-CP
			cites 11/2011/NĐ-CP
			amends, part 159/2006/NĐ-CP, trong 11/2011/NĐ-CP
			cites 23/2012/NĐ-CP`},
		{"Căn cứ Nghị định số 187/2025/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 78/2025/NĐ-CP quy định chi tiết Luật Thư viện và Nghị định số 79/2025/NĐ-CP;", `
			based_on 187/2025/NĐ-CP
			amends, part 78/2025/NĐ-CP, trong 187/2025/NĐ-CP
			guides «Thư viện», trong 78/2025/NĐ-CP
			amends, part 79/2025/NĐ-CP, trong 187/2025/NĐ-CP`},
		{"Quyết định này thay thế Quyết định số 1518/QĐ-BHXH của Tổng Giám đốc Bảo hiểm xã hội Việt Nam ban hành mẫu sổ và hướng dẫn ghi sổ và Quyết định số 3339/QĐ-BHXH", "replaces, whole 1518/QĐ-BHXH\nreplaces, whole 3339/QĐ-BHXH"},
		{"Thông tư này hướng dẫn thực hiện Điều 76 của Luật Bảo hiểm xã hội và một số Điều của Nghị định số 134/2015/NĐ-CP.", "guides «Bảo hiểm xã hội»\nguides 134/2015/NĐ-CP"},
		{"Thông tư số 26/2017/TT-BLĐTBXH quy định chi tiết một số điều của Luật An toàn, vệ sinh lao động và hướng dẫn thi hành Nghị định số 37/2016/NĐ-CP", `
			cites 26/2017/TT-BLĐTBXH
			guides «An toàn, vệ sinh lao động», trong 26/2017/TT-BLĐTBXH
			guides 37/2016/NĐ-CP, trong 26/2017/TT-BLĐTBXH`},
		{"Thực hiện Nghị quyết số 202/2025/QH15 về việc sắp xếp đơn vị hành chính, căn cứ quy định tại Luật Luật sư năm 2006", "implements 202/2025/QH15\nbased_on «Luật sư»"},
		{"| 5.3 | Căn cứ Thị ủy Long Khánh | Quyết định số 3703/QĐ-UBND |", "cites 3703/QĐ-UBND"},
		{"Căn cứ kết quả kiểm tra, xử lý theo quy định tại Nghị định số 59/2012/NĐ-CP", "cites 59/2012/NĐ-CP"},
		{"Căn cứ Quy chế làm việc ban hành kèm theo Nghị quyết số 29/2022/UBTVQH15;", "based_on 29/2022/UBTVQH15"},
		{"đảng viên được kết nạp từ khi thực hiện Quy định số 29-QĐ/TW", "cites 29-QĐ/TW"},
	}},
	{"what carries out a document", []findTest{
		{"Không thực hiện Nghị định số 12/2016/NĐ-CP đối với hộ nghèo.", "cites 12/2016/NĐ-CP"},
		{"Chấm dứt thực hiện Quyết định số 8/QĐ-UBND ngày 01/7/2025.", "cites 8/QĐ-UBND"},
		{"Đình chỉ việc thực hiện Kế hoạch số 8/KH-UBND.", "cites 8/KH-UBND"},
		{"Tạm hoãn triển khai Kế hoạch số 8/KH-UBND.", "cites 8/KH-UBND"},
		{"Kết thúc giai đoạn 1, tiếp tục thực hiện Kế hoạch số 8/KH-UBND.", "implements 8/KH-UBND"},
		{"Chỉ thực hiện Kế hoạch số 8/KH-UBND.", "implements 8/KH-UBND"},
		{"Chấm dứt tình trạng lãng phí, thực hiện nghiêm Kế hoạch số 8/KH-UBND.", "implements 8/KH-UBND"},
		{"Cơ sở chưa chấp hành Quyết định số 142/QĐ-XPHC.", "cites 142/QĐ-XPHC"},
		{"Một số đơn vị thực hiện chưa nghiêm Chỉ thị số 19/CT-TTg.", "cites 19/CT-TTg"},
		{"Đơn vị không triển khai thực hiện Kế hoạch số 12/KH-UBND.", "cites 12/KH-UBND"},
		{"Thực hiện không đúng quy định của Luật Đất đai.", "cites «Đất đai»"},
		{"Chấp hành nghiêm Chỉ thị số 19/CT-TTg, không để xảy ra vi phạm.", "implements 19/CT-TTg"},
		{"Thực hiện trình tự, thủ tục cấp phép quy định tại Nghị định số 12/2016/NĐ-CP.", "cites 12/2016/NĐ-CP"},
		{"Thực hiện chế độ chi trả nêu tại Nghị định số 12/2016/NĐ-CP.", "cites 12/2016/NĐ-CP"},
		{"Dự án đang được triển khai thực hiện nên áp dụng Nghị định số 12/2016/NĐ-CP.", "cites 12/2016/NĐ-CP"},
		{"Thực hiện kiểm tra, rà soát các dự án được phê duyệt tại Quyết định số 13/QĐ-TTg.", "cites 13/QĐ-TTg"},
		{"Thực hiện đánh giá tiến độ Đề án đã được Thủ tướng phê duyệt tại Quyết định số 13/QĐ-TTg.", "cites 13/QĐ-TTg"},
		{"Thực hiện nhiệm vụ được giao, qua kiểm tra hồ sơ và nghiên cứu Tờ trình số 02/TTr-ĐLS.", "cites 02/TTr-ĐLS"},
		{"Ngoài việc thực hiện các quy định của Luật Đường sắt, tổ chức phải lập rào chắn.", "cites «Đường sắt»"},
		{"Tiếp tục thực hiện các mục tiêu, nhiệm vụ, giải pháp nêu tại Nghị quyết số 38/NQ-CP.", "implements 38/NQ-CP"},
		{"Thực hiện quy định của Luật Luật sư.", "implements «Luật sư»"},
		{"Thực hiện chỉ đạo của Thủ tướng Chính phủ tại Công điện số 12/CĐ-TTg, Bộ Y tế đã ban hành Công văn số 99/BYT-KCB.", "implements 12/CĐ-TTg\ncites 99/BYT-KCB"},
		{"Triển khai thực hiện đường lối đối ngoại của Đại hội XIV, Nghị quyết số 59-NQ/TW.", "implements 59-NQ/TW"},
		{"thực hiện tốt chủ trương về giáo dục và đào tạo, đặc biệt là tinh thần chỉ đạo tại Chỉ thị số 38-CT/TU.", "implements 38-CT/TU"},
	}},
	{"guides read inside a member of a list", []findTest{
		{"Các Thông tư của Bộ Y tế hướng dẫn Luật Dược; Thông tư số 11/2025/TT-BYT; Quyết định số 12/QĐ-BYT.", "cites «Dược»\ncites 11/2025/TT-BYT\ncites 12/QĐ-BYT"},
		{"Tài liệu gồm: Nghị định số 12/2016/NĐ-CP hướng dẫn Luật Thư viện; Quyết định số 13/QĐ-TTg; Luật Lưu trữ số 33/2024/QH15.", "cites 12/2016/NĐ-CP\nguides «Thư viện», trong 12/2016/NĐ-CP\ncites 13/QĐ-TTg\ncites 33/2024/QH15"},
		{"Phổ biến Luật Thư viện, các văn bản quy định chi tiết Luật Thư viện và Chỉ thị số 19/CT-TTg.", "cites «Thư viện»\ncites «Thư viện»\ncites 19/CT-TTg"},
		{"theo Luật Giao dịch điện tử và các nghị định hướng dẫn thi hành Luật Giao dịch điện tử.", "cites «Giao dịch điện tử»\ncites «Giao dịch điện tử»"},
		{"Triển khai Luật Đường bộ, các nghị định hướng dẫn thi hành Luật Đường bộ; Nghị quyết số 12/NQ-CP.", "implements «Đường bộ»\ncites «Đường bộ»\nimplements 12/NQ-CP"},
		{"Nghị định này quy định chi tiết Luật Thư viện và Điều 5 Luật Lưu trữ số 33/2024/QH15.", "guides «Thư viện»\nguides 33/2024/QH15"},
		{"Thông tư số 47/2015/TT-BLĐTBXH hướng dẫn thực hiện một số điều về hợp đồng lao động, kỷ luật lao động của Nghị định số 05/2015/NĐ-CP", "cites 47/2015/TT-BLĐTBXH\nguides 05/2015/NĐ-CP, trong 47/2015/TT-BLĐTBXH"},
	}},
	{"legal bases in a list", []findTest{
		{"Căn cứ:\n- Luật Đất đai số 31/2024/QH15;\n- Nghị định số 12/2016/NĐ-CP của Chính phủ.", "based_on 31/2024/QH15\nbased_on 12/2016/NĐ-CP"},
		{"Căn cứ các Nghị định của Chính phủ quy định chi tiết Luật Đất đai, gồm: Nghị định số 101/2024/NĐ-CP; Nghị định số 102/2024/NĐ-CP và Nghị định số 71/2024/NĐ-CP;", "cites «Đất đai»\nbased_on 101/2024/NĐ-CP\nbased_on 102/2024/NĐ-CP\nbased_on 71/2024/NĐ-CP"},
		{"Căn cứ các Quyết định của Thủ tướng Chính phủ về hỗ trợ nhà ở, bao gồm: Quyết định số 167/2008/QĐ-TTg; Quyết định số 33/2015/QĐ-TTg;", "based_on 167/2008/QĐ-TTg\nbased_on 33/2015/QĐ-TTg"},
		{"Căn cứ các văn bản hướng dẫn của Bộ Tài chính: Công văn số 12/BTC-NSNN; Công văn số 99/BTC-NSNN;", "based_on 12/BTC-NSNN\nbased_on 99/BTC-NSNN"},
		{"Căn cứ lập dự toán: Luật Giá số 16/2023/QH15; Thông tư số 45/2024/TT-BTC.", "cites 16/2023/QH15\ncites 45/2024/TT-BTC"},
		{"Căn cứ xây dựng kế hoạch, gồm: Luật Đất đai số 31/2024/QH15 và Nghị định số 71/2024/NĐ-CP.", "cites 31/2024/QH15\ncites 71/2024/NĐ-CP"},
		{"Căn cứ xác định giá đất, bao gồm: Luật Đất đai số 31/2024/QH15.", "cites 31/2024/QH15"},
	}},
	{"finer relations", []findTest{
		{"Tạm ngưng hiệu lực thi hành Nghị định số 46/2026/NĐ-CP ngày 26/01/2026 của Chính phủ và Nghị quyết số 66.13/2026/NQ-CP.", "cites, suspends, whole 46/2026/NĐ-CP\ncites, suspends, whole 66.13/2026/NQ-CP"},
		{"Ngưng hiệu lực một phần các quy định tại Điều 3 Nghị định số 15/2018/NĐ-CP.", "cites, suspends, part 15/2018/NĐ-CP"},
		{"Đình chỉ việc thi hành Thông tư số 11/2025/TT-BYT.", "cites, suspends, whole 11/2025/TT-BYT"},
		{"Kéo dài thời gian thực hiện Nghị quyết số 12/2021/NQ-HĐND đến hết ngày 31/12/2026.", "cites, extends 12/2021/NQ-HĐND"},
		{"Đính chính khoản 2 Điều 5 Thông tư số 11/2025/TT-BYT như sau:", "cites, corrects, part 11/2025/TT-BYT"},
		{"Văn bản hợp nhất số 12/VBHN-BTC hợp nhất Nghị định số 15/2018/NĐ-CP và Nghị định số 16/2019/NĐ-CP.", "cites 12/VBHN-BTC\ncites, consolidates 15/2018/NĐ-CP, trong 12/VBHN-BTC\ncites, consolidates 16/2019/NĐ-CP, trong 12/VBHN-BTC"},
		{"Ông A bị đình chỉ công tác theo Quyết định số 12/QĐ-SYT.", "cites 12/QĐ-SYT"},
		{"Hợp nhất các hội theo Nghị định số 126/2024/NĐ-CP.", "cites 126/2024/NĐ-CP"},
	}},
}

func TestRelate(t *testing.T) {
	for _, g := range relateTests {
		t.Run(strings.ReplaceAll(g.group, " ", "-"), func(t *testing.T) {
			for _, tt := range g.rows {
				if diff := cmp.Diff(lines(tt.want), relations(Find(headed(tt.text)))); diff != "" {
					t.Errorf("%s\n(-want +got):\n%s", tt.text, diff)
				}
			}
		})
	}
}

// headed makes a running text; a type and a number in brackets before it are those
// of the document.
func headed(s string) legal.Text {
	own, rest, ok := strings.Cut(s, "] ")
	if !ok || !strings.HasPrefix(own, "[") {
		return textOf(s)
	}
	text := textOf(rest)
	own, issuer, _ := strings.Cut(own[1:], "; ")
	at := strings.LastIndex(own, " ")
	text.Head = legal.Head{Type: legal.Type(own[:at]), Number: own[at+1:], Issuer: issuer}
	return text
}

// relations writes citations in the form of the table.
func relations(cs []legal.Citation) []string {
	var out []string
	for _, c := range cs {
		s := string(c.Relation)
		for _, f := range []string{string(c.Subtype), string(c.Scope)} {
			if f != "" {
				s += ", " + f
			}
		}
		if c.Number != "" {
			s += " " + c.Number
		} else {
			s += " «" + c.Name + "»"
		}
		if c.From >= 0 {
			s += ", trong " + cs[c.From].Number
		}
		out = append(out, s)
	}
	return out
}
