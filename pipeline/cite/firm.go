package cite

// firmEnd returns the end of an enterprise's name, the words for its kind behind it at
// token from. Between them and its own name stands what it trades in, in words that end
// other names: "Công ty cổ phần Đầu tư xây dựng hạ tầng Phú Lộc". The name ends with its
// last capital; behind two capitals of its own, at the first small letter.
func firmEnd(toks []token, from int) int {
	end, own := from, 0
	for i := from; i < min(len(toks), from+20); {
		n, kind := firmPart(toks, i)
		if kind == firmStop || kind == firmLink && own > 1 {
			break
		}
		i += n
		switch kind {
		case firmName:
			own++
			end = i
		case firmForm:
			end = i
		case firmTrade:
			own = 0
			if toks[i-n].upper {
				end = i
			}
		}
	}
	return end
}

// firmWord says what a word does in the name of an enterprise.
type firmWord uint8

const (
	firmStop  firmWord = iota // it stands behind the name
	firmForm                  // the legal form: cổ phần, TNHH MTV
	firmTrade                 // what it trades in
	firmName                  // its own name
	firmLink                  // small words between: và, đá
)

// firmPart reads the next part of the name and how many tokens it takes.
func firmPart(toks []token, i int) (int, firmWord) {
	t := &toks[i]
	if t.kind == punct {
		return 1, firmMark(toks, i)
	}
	if t.kind == number {
		if i > 0 && toks[i-1].upper && len(t.low) < 4 && !counts(toks, i+1) && !partOfNumber(toks, i) {
			return 1, firmName
		}
		return 1, firmStop
	}
	if t.kind != word || citationAt(toks, i) {
		return 1, firmStop
	}
	if _, n := firmForms.at(toks, i); n > 0 {
		return n, firmForm
	}
	if _, n := trades.at(toks, i); n > 0 {
		return n, firmTrade
	}
	if t.upper && t.low != "về" {
		return 1, firmName
	}
	if _, n := enders.at(toks, i); n > 0 {
		return 1, firmStop
	}
	if _, n := levels.at(toks, i); n > 0 {
		return n, firmTrade
	}
	if t.low == "và" && (i+1 == len(toks) || citationAt(toks, i+1) || issuerHead(toks, i+1)) {
		return 1, firmStop
	}
	return 1, firmLink
}

// firmMark reads a mark: a dash or "&" joins, a comma does between small words ("Sản
// xuất, thương mại và dịch vụ").
func firmMark(toks []token, i int) firmWord {
	if i+1 >= len(toks) || toks[i+1].kind != word || citationAt(toks, i+1) {
		return firmStop
	}
	switch toks[i].low {
	case "-", "–", "&":
		if !issuerHead(toks, i+1) && (toks[i].low == "&" || toks[i+1].upper) {
			return firmTrade
		}
	case ",":
		if _, n := trades.at(toks, i+1); n > 0 {
			return firmTrade
		}
	}
	return firmStop
}

// issuerHead reports whether another body begins at token i.
func issuerHead(toks []token, i int) bool {
	_, n := heads.at(toks, i)
	return n > 1 || n == 1 && toks[i].upper
}

var firmForms = listed(`
	cổ phần | cp | tnhh | tnhh mtv | tnhh một thành viên | tnhh hai thành viên | tnhh hai thành viên trở lên
	trách nhiệm hữu hạn | trách nhiệm hữu hạn một thành viên | một thành viên | mtv
	hợp danh | tư nhân | nhà nước | thương mại cổ phần | tmcp | công ty | tổng công ty | tập đoàn | chi nhánh
	văn phòng | hợp tác xã | htx`)

// trades are what enterprises deal in.
var trades = listed(`
	đầu tư | đầu tư phát triển | thương mại | xây dựng | dịch vụ | sản xuất | khai thác | chế biến | tư vấn
	thiết kế | phát triển | vận tải | xuất nhập khẩu | xuất khẩu | nhập khẩu | du lịch | công nghệ
	kỹ thuật | kinh doanh | cấp nước | nước sạch | cấp thoát nước | môi trường | năng lượng | điện lực | điện
	khoáng sản | bất động sản | hạ tầng | vật liệu | giáo dục | y tế | nông nghiệp | lâm nghiệp
	thủy sản | thủy lợi | thủy điện | cơ khí | dược phẩm | dược | thực phẩm | quản lý | khai khoáng | đô thị
	giao thông | viễn thông | bảo hiểm | may | dệt may | giấy | than | đá | xi măng | thép
	xăng dầu | khí | hóa chất | phân bón | giống | chăn nuôi | trồng trọt | in | truyền thông | quảng cáo | bảo vệ
	lắp đặt | lắp máy | sửa chữa | bảo trì | công trình | cầu đường | nhà ở | công nghiệp
	khu công nghiệp | nông sản | lâm sản | hải sản | địa chất | mỏ | nổ mìn | vật liệu nổ | tổ chức | đấu giá
	thẩm định giá | kiểm toán | luật | vệ sinh | cây xanh | thoát nước | cung ứng | cung cấp`)
