package cite

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// An issuer phrase is a head ("UBND", "Sở", "Ban Thường vụ"), often a field
// ("Giáo dục và Đào tạo"), often a place ("tỉnh Lâm Đồng"). Heads and the fields
// of ministries and departments are closed lists enough to know where the phrase
// ends; other bodies run on to the first word that cannot belong to a name.

// reach says what may follow the head of an issuer phrase.
type reach uint8

const (
	alone  reach = iota // nothing but a term: Chính phủ, Bộ Chính trị khóa XIII
	placed              // a field, a place: UBND tỉnh Lâm Đồng, Sở Nội vụ
	free                // words in no list: names of boards, schools, institutes
	firm                // what it trades in, its own name: see firmEnd
)

// heads begin an issuer phrase.
var heads = phraseSet(map[string]reach{
	"bộ chính trị": alone, "ban bí thư": alone, "ban bí thư trung ương đảng": alone, "trung ương": placed, "trung ương đảng": alone,
	"ban chấp hành trung ương": placed, "ban chấp hành trung ương đảng": alone, "bch trung ương": placed, "bch trung ương đảng": alone, "bchtw": alone,
	"ban chấp hành trung ương đảng cộng sản việt nam": alone,
	"ban chấp hành đảng bộ":                           placed, "bch đảng bộ": placed, "ban chấp hành": placed, "bch": placed, "đảng bộ": placed, "đại hội": placed,
	"ban thường vụ": placed, "btv": placed, "thường trực": placed, "thường vụ": placed, "ban thường trực": placed, "văn phòng": placed,
	"tỉnh ủy": placed, "thành ủy": placed, "thị ủy": placed, "huyện ủy": placed, "quận ủy": placed, "đảng ủy": placed, "chi bộ": placed, "chi ủy": placed,
	"đảng ủy các cơ quan": placed, "đảng ủy các cơ quan đảng": placed, "đảng ủy các cơ quan đảng, đoàn thể": placed, "đảng ủy các cơ quan chính quyền": placed,
	"đảng ủy khối các cơ quan": placed, "đảng ủy khối các cơ quan và doanh nghiệp": placed, "đảng ủy khối cơ quan và doanh nghiệp": placed,
	"đảng ủy khối doanh nghiệp": placed, "đảng ủy khối": placed, "đảng ủy các khu công nghiệp": placed, "đảng bộ các cơ quan đảng": placed, "đảng bộ khối các cơ quan": placed,
	"chính phủ": alone, "hội đồng chính phủ": alone, "hội đồng bộ trưởng": alone, "thủ tướng": alone, "thủ tướng chính phủ": alone, "phó thủ tướng chính phủ": alone,
	"quốc hội": alone, "ủy ban thường vụ quốc hội": alone, "ubtvqh": alone, "chủ tịch nước": alone, "nhà nước": alone,
	"ủy ban nhân dân": placed, "ubnd": placed, "hội đồng nhân dân": placed, "hđnd": placed, "thường trực hội đồng nhân dân": placed, "thường trực hđnd": placed,
	"chủ tịch ủy ban nhân dân": placed, "chủ tịch ubnd": placed, "chủ tịch": placed, "phó chủ tịch": placed, "giám đốc": placed, "phó giám đốc": placed,
	"bộ trưởng": placed, "chủ nhiệm": placed, "tổng thanh tra": placed, "thống đốc": placed, "viện trưởng": placed, "chánh án": placed, "tổng kiểm toán": placed, "hiệu trưởng": placed,
	"chánh thanh tra": placed, "chánh văn phòng": placed, "cục trưởng": placed, "tổng cục trưởng": placed, "chi cục trưởng": placed, "vụ trưởng": placed, "tổng giám đốc": placed,
	"trưởng ban": placed, "trưởng phòng": placed, "trưởng đoàn": placed, "bí thư": placed, "phó bí thư": placed, "hội đồng quản trị": placed, "hội đồng thành viên": placed,
	"bộ": placed, "liên bộ": placed, "sở": placed, "phòng": placed, "liên ngành": placed, "thanh tra": placed, "thanh tra chính phủ": alone,
	"văn phòng chính phủ": alone, "văn phòng trung ương đảng": alone, "văn phòng quốc hội": alone, "văn phòng chủ tịch nước": alone, "ngân hàng nhà nước": placed, "ngân hàng nhà nước việt nam": placed,
	"tòa án nhân dân tối cao": placed, "tòa án nhân dân": placed, "viện kiểm sát nhân dân tối cao": placed, "viện kiểm sát nhân dân": placed, "kiểm toán nhà nước": placed,
	"hội đồng thẩm phán": placed, "bảo hiểm xã hội": placed, "bảo hiểm xã hội việt nam": placed, "kho bạc nhà nước": placed, "ủy ban dân tộc": placed, "ủy ban mặt trận tổ quốc việt nam": placed,
	"ủy ban trung ương mặt trận tổ quốc việt nam": placed, "mặt trận tổ quốc việt nam": placed, "mặt trận tổ quốc": placed, "ủy ban mttq việt nam": placed, "ủy ban mặt trận tổ quốc": placed,
	"ủy ban kiểm tra trung ương": placed, "ban tổ chức trung ương": placed, "ban tuyên giáo trung ương": placed, "ban nội chính trung ương": placed, "ban kinh tế trung ương": placed, "ban dân vận trung ương": placed,
	"ban": free, "ban chỉ đạo": free, "ban quản lý": free, "cục": free, "tổng cục": free, "chi cục": free, "vụ": free, "viện": free, "trung tâm": free, "trường": free,
	"hội": free, "hiệp hội": free, "liên đoàn": free, "liên đoàn lao động": placed, "tổng liên đoàn lao động việt nam": placed, "công an": placed, "bộ chỉ huy quân sự": placed, "đoàn": free, "ủy ban": free, "hội đồng": free,
	"học viện": free, "đoàn chủ tịch": placed, "đại học": free, "bệnh viện": free, "trạm": free, "hạt kiểm lâm": free, "kiểm lâm": free, "thư viện": free, "bảo tàng": free,
	"đội quản lý": free, "tổ công tác": free, "tổ giúp việc": free, "đài phát thanh": free, "bhxh": placed, "bhxh việt nam": placed, "mttq": placed, "mttq việt nam": placed, "ủy ban mttq": placed, "ubmttq": placed, "ubmttq việt nam": placed,
	"ubkt": placed, "tandtc": alone, "vksndtc": alone, "ủy ban về các vấn đề xã hội": placed, "ủy ban các vấn đề xã hội": placed, "liên sở": placed, "đài truyền hình": free, "nhà văn hóa": free, "nhà hát": free, "liên minh": free, "liên hiệp": free, "công đoàn": free, "tỉnh đoàn": placed,
	"thành đoàn": placed, "huyện đoàn": placed, "đoàn thanh tra": free, "đoàn kiểm tra": free, "thuế": placed, "chi cục thuế": placed, "hải quan": placed, "thống kê": placed, "điện lực": placed,
	"khu quản lý": free, "trạm y tế": placed, "quỹ": free,
	"công ty": firm, "tổng công ty": firm, "tập đoàn": firm, "doanh nghiệp": firm, "doanh nghiệp tư nhân": firm, "dntn": firm, "hợp tác xã": firm, "htx": firm,
	"liên hiệp hợp tác xã": firm, "chi nhánh": firm, "hộ kinh doanh": firm, "liên danh": firm, "xí nghiệp": firm, "nhà máy": firm, "ngân hàng": firm, "ngân hàng thương mại": firm,
	"quỹ tín dụng nhân dân": firm, "lâm trường": firm, "nông trường": firm,
})

// fields are the domains of ministries, departments, offices and boards, whole:
// some hold commas and "và".
var fields = listed(fieldNames + "|" + strings.ReplaceAll(fieldNames, " và ", " & "))

const fieldNames = `
	giáo dục và đào tạo | giáo dục đào tạo | giáo dục - đào tạo | gd&đt | gdđt | gd và đt | tài chính | nội vụ | tư pháp | công thương | xây dựng | y tế
	ngoại giao | công an | quốc phòng | khoa học và công nghệ | khoa học công nghệ | kh&cn | thông tin và truyền thông | tt&tt | nông nghiệp và môi trường
	nông nghiệp và phát triển nông thôn | nn&ptnt | tài nguyên và môi trường | tn&mt | tài nguyên môi trường | kế hoạch và đầu tư | kh&đt | kế hoạch đầu tư
	giao thông vận tải | gtvt | giao thông công chính | lao động - thương binh và xã hội | lao động, thương binh và xã hội | lđ-tb&xh | lđtb&xh | lđtbxh
	lao động – thương binh và xã hội | lao động thương binh và xã hội | lao động - thương binh - xã hội | văn hóa, thể thao và du lịch | văn hóa thể thao và du lịch | vhttdl | vh,tt&dl | vhtt&dl | văn hóa và thể thao
	văn hóa | văn hóa, thông tin | văn hóa và thông tin | văn hóa - thông tin | văn hóa - xã hội | văn hóa – xã hội | văn hóa xã hội | văn hóa, khoa học và thông tin | dân tộc và tôn giáo | dân tộc | tôn giáo | du lịch | ngoại vụ
	quy hoạch - kiến trúc | thủy sản | thương mại | công nghiệp | kinh tế - ngân sách | kinh tế – ngân sách | kinh tế ngân sách | kinh tế và ngân sách | pháp chế | văn hóa - xã hội
	kinh tế, hạ tầng và đô thị | kinh tế | tài chính - kế hoạch | tài chính – kế hoạch | quản lý đô thị | kinh tế hạ tầng | kinh tế và hạ tầng
	tổ chức | tuyên giáo | tuyên giáo và dân vận | dân vận | nội chính | kiểm tra | bưu chính, viễn thông | bưu chính viễn thông | tổ chức - nội vụ
	văn hóa thể thao du lịch | văn hóa, thể thao, du lịch | nông nghiệp và ptnt | lđ-tb và xh | lđ - tb và xh | lđtb và xh | chính sách, chiến lược | công tác đảng | tổ chức cán bộ | kinh tế tập thể`

// levels are the words for tiers of the administration that precede a place.
var levels = listed(`tỉnh | thành phố | tp | tp. | thị xã | tx | huyện | quận | phường | xã | thị trấn | đặc khu | trung ương | cấp tỉnh | cấp huyện | cấp xã | việt nam`)

// enders cannot belong to an issuer's name: what begins a title, a verb, a link word.
var enders = listed(`
	về | v/v | quy định | ban hành | phê duyệt | thông qua | triển khai | thực hiện | hướng dẫn | sửa đổi | bổ sung | công bố | công nhận | thành lập | giao
	bãi bỏ | thay thế | tiếp tục | kiện toàn | tăng cường | xử phạt | đính chính | hợp nhất | phân cấp | phân công | điều chỉnh | đẩy mạnh | xây dựng | nâng cao
	đã | được | tại | có | là | để | nhằm | theo | trong | trên | từ | với | cho | khi | thì | này | đến | như | do | bởi | vào | sẽ | đang | phải | căn cứ | nếu | mà | của | nêu | gồm | bao gồm | và các
	làm | gửi | ngày | năm | tháng | số | hoặc | cùng | cũng | chỉ đạo | đề nghị | yêu cầu | báo cáo | trả lời | kèm theo | ký | hết hiệu lực | có hiệu lực | thống nhất | cụ thể hóa | quán triệt | xem xét | kết luận | quyết định | trình | tổ chức thực hiện | xin | kính | chưa | không | cần | rà soát | cung cấp | phối hợp | tham mưu | hoàn thành | hiện nay | nhưng | trước | sau`)

// issuerAt returns the end of the issuer phrase that begins at token i, or i
// where none does. "tỉnh", "thành phố" alone count only behind "của".
func issuerAt(toks []token, i int) int {
	r, n := heads.at(toks, i)
	if n == 0 || n == 1 && (!toks[i].upper || toks[i].low == "ban" && !named(toks, i+1)) {
		return i
	}
	end := i + n
	if r == firm {
		return firmEnd(toks, end)
	}
	for end < len(toks) && end-i < 24 {
		if joinsBodies(toks, i, end) {
			end++
			r = max(r, placed)
		}
		next, nextReach := issuerPart(toks, end, r)
		if next == end {
			break
		}
		end, r = next, nextReach
	}
	return end
}

// named reports whether a name or a field begins at token i: "Hoa Ban" is no board.
func named(toks []token, i int) bool {
	if i >= len(toks) {
		return false
	}
	_, n := fields.at(toks, i)
	return n > 0 || toks[i].upper
}

// joinsBodies reports whether the mark at token at joins two bodies to one: "liên Bộ Nội
// vụ - Bộ Tài chính", "Ban Thường vụ - Liên đoàn Luật sư".
func joinsBodies(toks []token, from, at int) bool {
	if t := toks[at].low; t != "-" && t != "–" || at+1 >= len(toks) || !toks[at+1].upper {
		return false
	}
	if toks[from].low == "liên" {
		_, n := fields.at(toks, at+1)
		return n > 0 || issuerHead(toks, at+1)
	}
	_, n := organs.at(toks, from)
	return n == at-from && issuerHead(toks, at+1)
}

// organs belong to a body that is named behind them.
var organs = listed(`ban thường vụ | ban chấp hành | thường trực | ban thường trực | thường vụ`)

// issuerPart returns the end of the piece of an issuer phrase at i, or i, and
// what may follow it.
func issuerPart(toks []token, i int, r reach) (int, reach) {
	t := toks[i]
	if t.low == "khóa" && i+1 < len(toks) {
		return i + 2, r
	}
	if t.kind == punct {
		return issuerJoint(toks, i), r
	}
	if t.kind != word || r == alone || citationAt(toks, i) {
		return i, r
	}
	if _, n := fields.at(toks, i); n > 0 && (t.upper || t.low != "xây" || ofField[toks[i-1].low]) {
		return i + n, placed
	}
	if next, n := heads.at(toks, i); n > 0 && (n > 1 || t.upper) && t.low != "ban" {
		if next == firm && r != free {
			return firmEnd(toks, i+n), alone
		}
		return i + n, max(next, placed)
	}
	if _, n := levels.at(toks, i); n > 0 {
		return placeIn(toks, i, i+n, r)
	}
	if _, n := enders.at(toks, i); n > 0 {
		return i, r
	}
	if _, n := typeWordSet.at(toks, i); n > 1 {
		return i, r // "Văn phòng Tỉnh ủy Thông báo ý kiến …"
	}
	if t.low == "và" {
		if r == free && goesOnBehind(toks, i+1) {
			return i + 2, r
		}
		return i, r
	}
	if t.upper || r == free {
		return i + 1, r
	}
	return i, r
}

// ofField stand before a field in small letters too: "Sở xây dựng".
var ofField = map[string]bool{"sở": true, "bộ": true, "trưởng": true, "phòng": true}

// goesOnBehind reports whether the name of a board or a society goes on behind "và" at
// token i: with a capital, or with a few small words before one ("Hiệp hội Điện gió và
// mặt trời Bình Thuận").
func goesOnBehind(toks []token, i int) bool {
	if i >= len(toks) || citationAt(toks, i) {
		return false
	}
	if toks[i].upper {
		return true
	}
	for end := min(len(toks), i+4); i < end; i++ {
		if _, n := levels.at(toks, i); n > 0 || toks[i].upper {
			return !issuerHead(toks, i) && !citationAt(toks, i)
		}
		if _, n := enders.at(toks, i); n > 0 || toks[i].kind != word || several[toks[i].low] {
			return false
		}
	}
	return false
}

// several begin what is no part of a name.
var several = map[string]bool{"các": true, "những": true, "mọi": true, "toàn": true, "một": true, "hai": true, "nhiều": true, "cả": true, "cán": true}

// placeIn reads the name behind the word for its tier, tokens i to at. With a province
// a body's name ends; behind another place only capitals go on.
func placeIn(toks []token, i, at int, r reach) (int, reach) {
	tier, _ := tierAt(toks, i)
	if _, n := provinces.at(toks, at); n > 0 && toks[at].upper && (tier == 0 || tier > 2) {
		return at + n, alone
	}
	if tier == 1 || tier == 2 {
		if end := numberedPlace(toks, at); end > at {
			return end, placed
		}
	}
	if r == free && at < len(toks) && toks[at].upper {
		r = placed
	}
	return nameEnd(toks, i, at), r
}

// numberedPlace returns where the name of a place that ends in a number ends, begun at
// token at: "phường 2", "xã Phú Hòa 2", "phường 2 Bảo Lộc". It is at for other names.
func numberedPlace(toks []token, at int) int {
	end := at
	for end < len(toks) && end < at+4 && toks[end].kind == word && toks[end].upper {
		end++
	}
	if end+1 < len(toks) && (toks[end+1].low == "tháng" || toks[end+1].low == "năm" || toks[end+1].low == "/") {
		return at
	}
	if end == len(toks) || toks[end].kind != number || len(toks[end].low) > 2 || citationAt(toks, end) {
		return at
	}
	return end + 1
}

var provinces = listed(strings.Join(legal.Provinces, "|"))

// nameEnd returns where a place begun at token i with a word for its tier, up to token
// at, ends in two capitals that are words of a sentence elsewhere: "xã Năm Căn",
// "huyện Giao Thủy". It is at for other names, which issuerPart reads word by word.
func nameEnd(toks []token, i, at int) int {
	if toks[i].upper || at+1 >= len(toks) || !toks[at].upper || !toks[at+1].upper || toks[at+1].kind != word || citationAt(toks, at) || citationAt(toks, at+1) {
		return at
	}
	if _, n := enders.at(toks, at); n >= 1 && n <= 2 && toks[at].low != "về" {
		return at + 2
	}
	if end := at + 2; end < len(toks) && toks[end].low == "," { // "xã Vân Từ, tỉnh …"
		if _, n := tierAt(toks, end+1); n > 0 {
			return end
		}
	}
	return at
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
		if n := placeAbove(toks, i); n > 0 {
			return i + 1 + n
		}
	case "'", "’":
		if toks[i-1].upper && i+1 < len(toks) && toks[i+1].kind == word && toks[i+1].upper { // "Ea H'Leo"
			return i + 2
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

// tiers rank the words for the places that a body lies in, one in the other.
var tiers = map[string]int{"phường": 1, "xã": 1, "thị trấn": 1, "đặc khu": 1, "huyện": 2, "quận": 2, "thị xã": 2, "thành phố": 3, "tỉnh": 3}

// placeAbove reads the place that a body or its place lies in, behind the comma at i:
// "Trường Tiểu học Trần Phú, phường Uông Bí", "UBND xã Tân Hòa, tỉnh Vĩnh Long". It
// returns the length of the word for the place, with that of a province's name, 0 for a
// next member of a list.
func placeAbove(toks []token, i int) int {
	tier, length := tierAt(toks, i+1)
	if length == 0 || i+1+length >= len(toks) || !toks[i+1+length].upper {
		return 0
	}
	_, whole := provinces.at(toks, i+1+length)
	for k := i - 1; k >= max(0, i-10) && (toks[k].kind == word || toks[k].kind == number || toks[k].low == "'" || toks[k].low == "’"); k-- {
		switch below, n := tierAt(toks, k); {
		case n > 0 && below < tier, toks[k].low == "trường", toks[k].low == "trạm":
			return length + whole
		case n > 0:
			return 0
		}
	}
	return 0
}

// tierAt returns the rank of the word for a place at token i, and its length.
func tierAt(toks []token, i int) (tier, n int) {
	if i+1 < len(toks) {
		if t := tiers[toks[i].low+" "+toks[i+1].low]; t > 0 {
			return t, 2
		}
	}
	if i < len(toks) && tiers[toks[i].low] > 0 {
		return tiers[toks[i].low], 1
	}
	return 0, 0
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
