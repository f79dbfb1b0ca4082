package cite

// An issuer phrase is a head ("UBND", "Sở", "Ban Thường vụ"), often a field
// ("Giáo dục và Đào tạo"), often a place ("tỉnh Lâm Đồng"). Heads and the fields
// of ministries and departments are closed lists enough to know where the phrase
// ends; other bodies run on to the first word that cannot belong to a name.

// heads begin an issuer phrase. The value tells whether lower-case words may
// follow that stand in no list: names of boards, schools and institutes are free.
var heads = phraseSet(map[string]bool{
	"bộ chính trị": false, "ban bí thư": false, "ban bí thư trung ương đảng": false, "trung ương": false, "trung ương đảng": false,
	"ban chấp hành trung ương": false, "ban chấp hành trung ương đảng": false, "bch trung ương": false, "bch trung ương đảng": false, "bchtw": false,
	"ban chấp hành đảng bộ": false, "bch đảng bộ": false, "ban chấp hành": false, "bch": false, "đảng bộ": false, "đại hội": false,
	"ban thường vụ": false, "btv": false, "thường trực": false, "thường vụ": false, "ban thường trực": false, "văn phòng": false,
	"tỉnh ủy": false, "thành ủy": false, "thị ủy": false, "huyện ủy": false, "quận ủy": false, "đảng ủy": false, "chi bộ": false, "chi ủy": false,
	"chính phủ": false, "hội đồng chính phủ": false, "hội đồng bộ trưởng": false, "thủ tướng": false, "thủ tướng chính phủ": false, "phó thủ tướng chính phủ": false,
	"quốc hội": false, "ủy ban thường vụ quốc hội": false, "ubtvqh": false, "chủ tịch nước": false, "nhà nước": false,
	"ủy ban nhân dân": false, "ubnd": false, "hội đồng nhân dân": false, "hđnd": false, "thường trực hội đồng nhân dân": false, "thường trực hđnd": false,
	"chủ tịch ủy ban nhân dân": false, "chủ tịch ubnd": false, "chủ tịch": false, "phó chủ tịch": false, "giám đốc": false, "phó giám đốc": false,
	"bộ trưởng": false, "chủ nhiệm": false, "tổng thanh tra": false, "thống đốc": false, "viện trưởng": false, "chánh án": false, "tổng kiểm toán": false, "hiệu trưởng": false,
	"bộ": false, "liên bộ": false, "sở": false, "phòng": false, "liên ngành": false, "thanh tra": false, "thanh tra chính phủ": false,
	"văn phòng chính phủ": false, "văn phòng trung ương đảng": false, "văn phòng quốc hội": false, "văn phòng chủ tịch nước": false, "ngân hàng nhà nước": false, "ngân hàng nhà nước việt nam": false,
	"tòa án nhân dân tối cao": false, "tòa án nhân dân": false, "viện kiểm sát nhân dân tối cao": false, "viện kiểm sát nhân dân": false, "kiểm toán nhà nước": false,
	"hội đồng thẩm phán": false, "bảo hiểm xã hội": false, "bảo hiểm xã hội việt nam": false, "kho bạc nhà nước": false, "ủy ban dân tộc": false, "ủy ban mặt trận tổ quốc việt nam": false,
	"ủy ban trung ương mặt trận tổ quốc việt nam": false, "mặt trận tổ quốc việt nam": false, "mặt trận tổ quốc": false, "ủy ban mttq việt nam": false, "ủy ban mặt trận tổ quốc": false,
	"ủy ban kiểm tra trung ương": false, "ban tổ chức trung ương": false, "ban tuyên giáo trung ương": false, "ban nội chính trung ương": false, "ban kinh tế trung ương": false, "ban dân vận trung ương": false,
	"ban": true, "ban chỉ đạo": true, "ban quản lý": true, "cục": true, "tổng cục": true, "chi cục": true, "vụ": true, "viện": true, "trung tâm": true, "trường": true,
	"hội": true, "hiệp hội": true, "liên đoàn": true, "liên đoàn lao động": false, "tổng liên đoàn lao động việt nam": false, "công an": false, "bộ chỉ huy quân sự": false, "đoàn": true, "ủy ban": true, "hội đồng": true,
	"công ty": true, "tổng công ty": true, "tập đoàn": true, "cơ quan": true, "học viện": true, "đoàn chủ tịch": false,
})

// fields are the domains of ministries, departments, offices and boards, whole:
// some hold commas and "và".
var fields = listed(`
	giáo dục và đào tạo | giáo dục đào tạo | giáo dục - đào tạo | gd&đt | gdđt | gd và đt | tài chính | nội vụ | tư pháp | công thương | xây dựng | y tế
	ngoại giao | công an | quốc phòng | khoa học và công nghệ | khoa học công nghệ | kh&cn | thông tin và truyền thông | tt&tt | nông nghiệp và môi trường
	nông nghiệp và phát triển nông thôn | nn&ptnt | tài nguyên và môi trường | tn&mt | tài nguyên môi trường | kế hoạch và đầu tư | kh&đt | kế hoạch đầu tư
	giao thông vận tải | gtvt | giao thông công chính | lao động - thương binh và xã hội | lao động, thương binh và xã hội | lđ-tb&xh | lđtb&xh | lđtbxh
	lao động – thương binh và xã hội | lao động thương binh và xã hội | lao động - thương binh - xã hội | văn hóa, thể thao và du lịch | văn hóa thể thao và du lịch | vhttdl | vh,tt&dl | vhtt&dl | văn hóa và thể thao
	văn hóa, thông tin | văn hóa và thông tin | văn hóa - thông tin | văn hóa - xã hội | văn hóa – xã hội | văn hóa xã hội | văn hóa, khoa học và thông tin | dân tộc và tôn giáo | dân tộc | tôn giáo | du lịch | ngoại vụ
	quy hoạch - kiến trúc | thủy sản | thương mại | công nghiệp | kinh tế - ngân sách | kinh tế – ngân sách | kinh tế ngân sách | kinh tế và ngân sách | pháp chế | văn hóa - xã hội
	kinh tế, hạ tầng và đô thị | kinh tế | tài chính - kế hoạch | tài chính – kế hoạch | quản lý đô thị | kinh tế hạ tầng | kinh tế và hạ tầng
	tổ chức | tuyên giáo | tuyên giáo và dân vận | dân vận | nội chính | kiểm tra | bưu chính, viễn thông | bưu chính viễn thông | tổ chức - nội vụ
	chính sách, chiến lược | công tác đảng | tổ chức cán bộ | kinh tế tập thể`)

// levels are the words for tiers of the administration that precede a place.
var levels = listed(`tỉnh | thành phố | tp | tp. | thị xã | tx | huyện | quận | phường | xã | thị trấn | đặc khu | trung ương | cấp tỉnh | cấp huyện | cấp xã | việt nam`)

// enders cannot belong to an issuer's name: what begins a title, a verb, a link word.
var enders = listed(`
	về | v/v | quy định | ban hành | phê duyệt | thông qua | triển khai | thực hiện | hướng dẫn | sửa đổi | bổ sung | công bố | công nhận | thành lập | giao
	bãi bỏ | thay thế | tiếp tục | kiện toàn | tăng cường | xử phạt | đính chính | hợp nhất | phân cấp | phân công | điều chỉnh | đẩy mạnh | xây dựng | nâng cao
	đã | được | tại | có | là | để | nhằm | theo | trong | trên | từ | với | cho | khi | thì | này | đến | như | do | bởi | vào | sẽ | đang | phải | căn cứ | nếu | mà | của | nêu | gồm | bao gồm | và các
	làm | gửi | ngày | năm | tháng | số | hoặc | cùng | cũng | chỉ đạo | đề nghị | yêu cầu | báo cáo | trả lời | kèm theo | ký | hết hiệu lực | có hiệu lực | thống nhất | cụ thể hóa | quán triệt | xem xét | kết luận | quyết định | trình | tổ chức thực hiện`)

// issuerAt returns the end of the issuer phrase that begins at token i, or i
// where none does. "tỉnh", "thành phố" alone count only behind "của".
func issuerAt(toks []token, i int) int {
	free, n := heads.at(toks, i)
	if n == 0 {
		return i
	}
	end := i + n
	open := free // lower-case words may follow
	for end < len(toks) && end-i < 24 {
		next := issuerPart(toks, end, open)
		if next == end {
			break
		}
		if toks[end].upper {
			open = open || free
		}
		end = next
	}
	return end
}

// issuerPart returns the end of the piece of an issuer phrase at i, or i.
func issuerPart(toks []token, i int, open bool) int {
	t := toks[i]
	if _, n := fields.at(toks, i); n > 0 && !citationAt(toks, i) {
		return i + n
	}
	if t.kind == punct {
		return issuerJoint(toks, i)
	}
	if t.kind != word || citationAt(toks, i) {
		return i
	}
	if _, n := heads.at(toks, i); n > 0 && (n > 1 || t.upper) && t.low != "ban" {
		return i + n
	}
	if _, n := levels.at(toks, i); n > 0 {
		return i + n
	}
	if t.low == "khóa" && i+1 < len(toks) {
		return i + 2
	}
	if _, n := enders.at(toks, i); n > 0 {
		return i
	}
	if t.low == "và" {
		if i+1 < len(toks) && toks[i+1].upper && open && !citationAt(toks, i+1) {
			return i + 2
		}
		return i
	}
	if t.upper || open {
		return i + 1
	}
	return i
}

// issuerJoint reads a mark inside an issuer phrase: a dash or "&" between
// capitals, the comma of "Bộ trưởng, Chủ nhiệm", "(khóa XIV)".
func issuerJoint(toks []token, i int) int {
	if i+1 >= len(toks) {
		return i
	}
	next := toks[i+1]
	switch toks[i].low {
	case "-", "–", "&":
		if next.upper && !citationAt(toks, i+1) && toks[i-1].upper {
			return i + 2
		}
	case ",":
		if _, n := heads.at(toks, i+1); n > 0 && toks[i-1].low == "trưởng" {
			return i + 1 + n
		}
	case ".":
		if toks[i-1].low == "tp" || toks[i-1].low == "tx" {
			return i + 1
		}
	case "(":
		if next.low == "khóa" && i+3 < len(toks) && toks[i+3].low == ")" {
			return i + 4
		}
	}
	return i
}

// ofIssuer reads "của X" at token i and returns where X begins and ends; X may be
// a bare "tỉnh" or "thành phố".
func ofIssuer(toks []token, i int) (start, end int, ok bool) {
	if i >= len(toks) || toks[i].low != "của" {
		return 0, 0, false
	}
	start = i + 1
	if end = issuerAt(toks, start); end > start {
		return start, end, true
	}
	if _, n := levels.at(toks, start); n > 0 {
		end = start + n
		for end < len(toks) && toks[end].upper && !citationAt(toks, end) && end-start < 6 {
			if _, stop := enders.at(toks, end); stop > 0 {
				break
			}
			end++
		}
		return start, end, true
	}
	return 0, 0, false
}
