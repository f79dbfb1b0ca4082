package cite

import "strings"

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
var heads = phraseSet(byReach(map[reach]string{
	alone: `
		bộ chính trị | ban bí thư | ban bí thư trung ương đảng | trung ương đảng | ban chấp hành trung ương đảng
		bch trung ương đảng | bchtw | ban chấp hành trung ương đảng cộng sản việt nam | chính phủ
		hội đồng chính phủ | hội đồng bộ trưởng | thủ tướng | thủ tướng chính phủ | phó thủ tướng chính phủ
		quốc hội | ủy ban thường vụ quốc hội | ubtvqh | chủ tịch nước | nhà nước | thanh tra chính phủ
		văn phòng chính phủ | văn phòng trung ương đảng | văn phòng quốc hội | văn phòng chủ tịch nước | tandtc
		vksndtc`,
	placed: `
		trung ương | ban chấp hành trung ương | bch trung ương | ban chấp hành đảng bộ | bch đảng bộ | ban chấp hành
		bch | đảng bộ | đại hội | ban thường vụ | btv | thường trực | thường vụ | ban thường trực | văn phòng
		tỉnh ủy | thành ủy | thị ủy | huyện ủy | quận ủy | đảng ủy | chi bộ | chi ủy | đảng ủy các cơ quan
		đảng ủy các cơ quan đảng | đảng ủy các cơ quan đảng, đoàn thể | đảng ủy các cơ quan chính quyền
		đảng ủy khối các cơ quan | đảng ủy khối các cơ quan và doanh nghiệp | đảng ủy khối cơ quan và doanh nghiệp
		đảng ủy khối doanh nghiệp | đảng ủy khối | đảng ủy các khu công nghiệp | đảng bộ các cơ quan đảng
		đảng bộ khối các cơ quan | ủy ban nhân dân | ubnd | hội đồng nhân dân | hđnd | thường trực hội đồng nhân dân
		thường trực hđnd | chủ tịch ủy ban nhân dân | chủ tịch ubnd | chủ tịch | phó chủ tịch | giám đốc
		phó giám đốc | bộ trưởng | chủ nhiệm | tổng thanh tra | thống đốc | viện trưởng | chánh án | tổng kiểm toán
		hiệu trưởng | chánh thanh tra | chánh văn phòng | cục trưởng | tổng cục trưởng | chi cục trưởng | vụ trưởng
		tổng giám đốc | trưởng ban | trưởng phòng | trưởng đoàn | bí thư | phó bí thư | hội đồng quản trị
		hội đồng thành viên | bộ | liên bộ | sở | phòng | liên ngành | thanh tra | ngân hàng nhà nước
		ngân hàng nhà nước việt nam | tòa án nhân dân tối cao | tòa án nhân dân | viện kiểm sát nhân dân tối cao
		viện kiểm sát nhân dân | kiểm toán nhà nước | hội đồng thẩm phán | bảo hiểm xã hội
		bảo hiểm xã hội việt nam | kho bạc nhà nước | ủy ban dân tộc | ủy ban mặt trận tổ quốc việt nam
		ủy ban trung ương mặt trận tổ quốc việt nam | mặt trận tổ quốc việt nam | mặt trận tổ quốc
		ủy ban mttq việt nam | ủy ban mặt trận tổ quốc | ủy ban kiểm tra trung ương | ban tổ chức trung ương
		ban tuyên giáo trung ương | ban nội chính trung ương | ban kinh tế trung ương | ban dân vận trung ương
		liên đoàn lao động | tổng liên đoàn lao động việt nam | công an | bộ chỉ huy quân sự | đoàn chủ tịch | bhxh
		bhxh việt nam | mttq | mttq việt nam | ủy ban mttq | ubmttq | ubmttq việt nam | ubkt
		ủy ban về các vấn đề xã hội | ủy ban các vấn đề xã hội | liên sở | tỉnh đoàn | thành đoàn | huyện đoàn
		thuế tỉnh | thuế thành phố | thuế cơ sở | chi cục thuế | thống kê tỉnh | thống kê thành phố | trạm y tế`,
	free: `
		ban | ban chỉ đạo | ban quản lý | ban quản lý dự án | ban quản lý các dự án | ban quản lý dự án đầu tư xây dựng
		ban quản lý dự án đầu tư xây dựng công trình giao thông | ban quản lý dự án đầu tư xây dựng các công trình giao thông
		ban quản lý dự án đầu tư xây dựng công trình dân dụng và công nghiệp
		ban quản lý dự án đầu tư xây dựng công trình nông nghiệp và phát triển nông thôn | cục | tổng cục | chi cục | vụ | viện | trung tâm | trường | hội | hiệp hội
		liên đoàn | đoàn | ủy ban | hội đồng | học viện | đại học | bệnh viện | trạm | hạt kiểm lâm | kiểm lâm
		thư viện | bảo tàng | đội quản lý | tổ công tác | tổ giúp việc | đài phát thanh | đài truyền hình
		nhà văn hóa | nhà hát | liên minh | liên hiệp | công đoàn | đoàn thanh tra | đoàn kiểm tra | khu quản lý
		quỹ`,
	firm: `
		công ty | tổng công ty | tập đoàn | doanh nghiệp | doanh nghiệp tư nhân | dntn | hợp tác xã | htx
		liên hiệp hợp tác xã | chi nhánh | hộ kinh doanh | liên danh | xí nghiệp | nhà máy | ngân hàng
		ngân hàng thương mại | quỹ tín dụng nhân dân | lâm trường | nông trường`,
}))

func byReach(lists map[reach]string) map[string]reach {
	out := map[string]reach{}
	for r, list := range lists {
		for _, head := range strings.FieldsFunc(list, func(r rune) bool { return r == '|' || r == '\n' }) {
			if head = strings.TrimSpace(head); head != "" {
				out[head] = r
			}
		}
	}
	return out
}

// fields are the domains of ministries, departments, offices and boards, whole:
// some hold commas and "và".
var fields = listed(fieldNames + "|" + strings.ReplaceAll(fieldNames, " và ", " & "))

const fieldNames = `
	giáo dục và đào tạo | giáo dục đào tạo | giáo dục - đào tạo | gd&đt | gdđt | gd và đt | tài chính | nội vụ
	tư pháp | công thương | xây dựng | y tế
	ngoại giao | công an | quốc phòng | khoa học và công nghệ | khoa học công nghệ | kh&cn
	thông tin và truyền thông | tt&tt | nông nghiệp và môi trường
	nông nghiệp và phát triển nông thôn | nn&ptnt | tài nguyên và môi trường | tn&mt | tài nguyên môi trường
	kế hoạch và đầu tư | kh&đt | kế hoạch đầu tư
	giao thông vận tải | gtvt | giao thông công chính | lao động - thương binh và xã hội
	lao động, thương binh và xã hội | lđ-tb&xh | lđtb&xh | lđtbxh
	lao động – thương binh và xã hội | lao động thương binh và xã hội | lao động - thương binh - xã hội
	văn hóa, thể thao và du lịch | văn hóa thể thao và du lịch | vhttdl | vh,tt&dl | vhtt&dl | văn hóa và thể thao
	văn hóa | văn hóa, thông tin | văn hóa và thông tin | văn hóa - thông tin | văn hóa - xã hội | văn hóa – xã hội
	văn hóa xã hội | văn hóa, khoa học và thông tin | dân tộc và tôn giáo | dân tộc | tôn giáo | du lịch | ngoại vụ
	quy hoạch - kiến trúc | thủy sản | thương mại | công nghiệp | kinh tế - ngân sách | kinh tế – ngân sách
	kinh tế ngân sách | kinh tế và ngân sách | pháp chế | văn hóa - xã hội
	kinh tế, hạ tầng và đô thị | kinh tế | tài chính - kế hoạch | tài chính – kế hoạch | quản lý đô thị
	kinh tế hạ tầng | kinh tế và hạ tầng
	tổ chức | tuyên giáo | tuyên giáo và dân vận | dân vận | nội chính | kiểm tra | bưu chính, viễn thông
	bưu chính viễn thông | tổ chức - nội vụ
	văn hóa thể thao du lịch | văn hóa, thể thao, du lịch | nông nghiệp và ptnt | lđ-tb và xh | lđ - tb và xh
	lđtb và xh | chính sách, chiến lược | công tác đảng | tổ chức cán bộ | kinh tế tập thể
	dân số | dân số - kế hoạch hóa gia đình | dân số – kế hoạch hóa gia đình | dân số và kế hoạch hóa gia đình
	dân số - khhgđ | dân số-khhgđ | dân số kế hoạch hóa gia đình | kiểm tra văn bản
	kiểm tra văn bản và quản lý xử lý vi phạm hành chính | kiểm tra văn bản quy phạm pháp luật`

// levels are the words for tiers of the administration that precede a place.
var levels = listed(`
	tỉnh | thành phố | tp | tp. | thị xã | tx | huyện | quận | phường | xã | thị trấn | đặc khu | trung ương
	cấp tỉnh | cấp huyện | cấp xã | việt nam`)

// enders cannot belong to an issuer's name: what begins a title, a verb, a link word.
var enders = listed(`
	về | v/v | quy định | ban hành | phê duyệt | thông qua | triển khai | thực hiện | hướng dẫn | sửa đổi | bổ sung
	công bố | công nhận | thành lập | giao
	bãi bỏ | thay thế | tiếp tục | kiện toàn | tăng cường | xử phạt | đính chính | hợp nhất | phân cấp | phân công
	điều chỉnh | đẩy mạnh | xây dựng | nâng cao
	đã | được | tại | có | là | để | nhằm | theo | trong | trên | từ | với | cho | khi | thì | này | đến | như | do
	bởi | vào | sẽ | đang | phải | căn cứ | nếu | mà | của | nêu | gồm | bao gồm | và các
	làm | gửi | ngày | năm | tháng | số | hoặc | cùng | cũng | chỉ đạo | đề nghị | yêu cầu | báo cáo | trả lời
	kèm theo | ký | hết hiệu lực | có hiệu lực | thống nhất | cụ thể hóa | quán triệt | xem xét | kết luận
	quyết định | trình | tổ chức thực hiện | xin | kính | chưa | không | cần | rà soát | cung cấp | phối hợp
	tham mưu | hoàn thành | hiện nay | nhưng | trước | sau | cộng hòa xã hội chủ nghĩa việt nam`)

// pairs are words that the comma in a body's name joins: "Ban Chỉ đạo Phòng, chống tham
// nhũng", "Cục Quản lý Khám, chữa bệnh", "Hội đồng Thi đua, khen thưởng".
var pairs = map[string]string{
	"phòng": "chống", "khám": "chữa", "cháy": "chữa", "vệ": "chăm", "đua": "khen",
}

// rescue ends the names of boards and police offices behind "và".
var rescue = listed(`cứu nạn, cứu hộ | cứu nạn cứu hộ | cứu hộ, cứu nạn | cứu hộ cứu nạn | tìm kiếm cứu nạn`)
