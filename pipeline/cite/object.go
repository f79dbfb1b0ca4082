package cite

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// object reports whether the mention at token to is the object of a verb, or its
// place ("thực hiện nhiệm vụ giao tại …"), and whether only a part of it is.
// from is the beginning of the clause.
func object(toks []token, from int, v cue, to int) (part, ok bool) {
	between := tokens{v.end(), to}
	switch {
	case v.rel == legal.Guides:
		return false, guided(toks, between)
	case v.rel == legal.Implements:
		return false, carried(toks, between, skip(toks, tokens{from, v.at}, lead) == v.at)
	case acting(v.rel) || v.sub != "":
		if toks[between.from-1].low == "từ" { // "thay thế cụm từ “…” bằng …"
			return true, within(toks, between)
		}
		return altered(toks, between)
	}
	return false, lastCue(toks, between.from, between.to).n == 0 // "ban hành", "phê duyệt"
}

// guided reports whether what stands between "hướng dẫn" or "quy định chi tiết"
// and a document leaves that document its object: "một số điều của", "thi hành các
// khoản 2 và 3", "một số nội dung về hợp đồng của". Other words are the object
// themselves ("Hướng dẫn các trường …").
func guided(toks []token, r tokens) bool {
	i := r.from
	for i < r.to && (guiding[toks[i].low] || ordinalToken(toks[i]) || guidingFolded[fold(toks[i].low)]) {
		i++
	}
	return i == r.to || i > r.from && holdsPart(toks, tokens{r.from, i}) && within(toks, r)
}

// guiding may stand between a verb of guiding and its document.
var guiding = wordSet(`một số điều các khoản điểm của và , nội dung việc thi hành thực hiện triển khai áp dụng chi tiết
	biện pháp để tổ chức về mục chương quy định luật`)

// guidingFolded holds them without marks, which OCR loses ("một sô điêu").
var guidingFolded = wordSet(fold(`một số điều các khoản điểm của và nội dung thi hành thực hiện chi tiết biện pháp`))

func holdsPart(toks []token, r tokens) bool {
	for i := r.from; i < r.to; i++ {
		if isPart(toks, i) {
			return true
		}
	}
	return false
}

// carried reports whether what stands between a verb of carrying out and a document
// leaves that document what is carried out: how it is done, another document of the
// list, or a duty that the document gives ("nhiệm vụ, giải pháp tại", "ý kiến chỉ
// đạo của UBND tỉnh tại"). A procedure, a review, a payment is its own object.
//
// Provisions and powers are carried out by the document itself only where the
// clause begins with that ("Thực hiện quy định tại"); initial tells.
func carried(toks []token, r tokens, initial bool) bool {
	r.from = skip(toks, r, manner)
	if r.empty() {
		return true
	}
	for _, t := range toks[r.from:r.to] {
		switch t.low {
		case "theo", "như", "để", "nhằm", "nên", "thì", "do", "không", "chưa":
			return false
		}
	}
	if besideTitle(toks, r) {
		return true
	}
	if t := toks[r.from].low; t == "đến" || t == "tới" {
		return lastCue(toks, r.from, r.to).n == 0
	}
	own, n := duties.at(toks, r.from)
	return n > 0 && (initial || !own) && given(toks, tokens{r.from + n, r.to})
}

// given reports whether the rest of a duty leads to the document that gives it:
// "… của Chủ tịch UBND tỉnh tại". Behind a comma another duty must follow.
func given(toks []token, r tokens) bool {
	for i := r.from; i < r.to; {
		if _, n := duties.at(toks, i); n > 0 {
			i += n
		} else if manner[toks[i].low] || toks[i].kind == number {
			i++
		} else {
			break
		}
		r.from = i
	}
	if r.empty() {
		return true
	}
	for i := r.to - 1; i >= r.from; i-- {
		switch t := toks[i].low; {
		case t == ",":
			at := skip(toks, tokens{i + 1, r.to}, above)
			_, n := duties.at(toks, at)
			return n > 0 && given(toks, tokens{at + n, r.to})
		case t == "và" && i+1 < r.to && !toks[i+1].upper:
			return false
		}
	}
	switch toks[r.to-1].low {
	case "tại", "của", "trong":
		return true
	}
	return false
}

// above are the words that single a member of a list out.
var above = map[string]bool{"đặc": true, "biệt": true, "là": true, "nhất": true, "trong": true, "đó": true, "có": true}

// besideTitle reports whether the range begins with a document that has no number and
// ends with what parts the members of a list.
func besideTitle(toks []token, r tokens) bool {
	if end := toks[r.to-1].low; end != "," && end != "và" && end != "các" {
		return false
	}
	if _, n := aims.at(toks, r.from); n > 0 {
		return true
	}
	_, typed := typeWordSet.at(toks, r.from)
	_, titled := titledTypes.at(toks, r.from)
	_, duty := duties.at(toks, r.from)
	return typed+titled > 0 && duty == 0
}

// manner are the words that tell how something is carried out.
var manner = wordSet(`nghiêm túc chỉnh tốt có hiệu quả các đầy đủ kịp thời sâu sắc rộng đồng bộ quyết liệt đúng thắng
	lợi toàn diện triệt để việc của những mọi một số năm tháng ngay và , bước đầu thi hành thành công mạnh mẽ linh hoạt
	sáng tạo nhanh hơn nữa thường xuyên chặt chẽ mới phổ biến cụ`)

// duties are what a document gives others to do; those that are true are what it
// rules for all.
var duties = phraseSet(map[string]bool{
	"nhiệm vụ": false, "giải pháp": false, "nội dung": false, "chỉ đạo": false, "ý kiến": false,
	"ý kiến chỉ đạo": false, "kết luận": false, "ý kiến kết luận": false, "yêu cầu": false, "chỉ tiêu": false,
	"mục tiêu": false, "chủ trương": false, "chính sách": false, "kiến nghị": false, "khuyến nghị": false,
	"tinh thần": false, "hướng dẫn": false, "quan điểm": false, "nhóm nhiệm vụ": false, "trách nhiệm": false,
	"cam kết": false, "đường lối": false, "phương hướng": false, "đề nghị": false, "thông báo kết luận": false,
	"thông báo ý kiến": false, "kết luận chỉ đạo": false, "ý kiến chỉ đạo, điều hành": false, "quy định": true,
	"thẩm quyền": true,
})

// lead may stand between the beginning of a clause and its verb.
var lead = wordSet(`- – + • . ) a b c d đ e g h i k l m tiếp tục tổ chức triển khai
	nghiêm túc chỉnh chấp hành quán triệt , và để`)

// aims are what is carried out beside documents and has no number.
var aims = listed(`chủ đề | phong trào | cuộc vận động | đường lối | chủ trương`)

// altered reports whether what stands between a verb of change and a document
// leaves that document its object, and whether only a part of it: "khoản 2 Điều 5",
// "một số điều của", "nội dung về mức thu tại", "Quy chế … ban hành kèm theo". A
// permit, a record, a sum is its own object.
func altered(toks []token, r tokens) (part, ok bool) {
	r.from = skip(toks, r, extent)
	if r.empty() {
		return false, true
	}
	if !isPart(toks, r.from) {
		return true, attached(toks, r)
	}
	return true, within(toks, r)
}

// attached reports whether a range ends with "ban hành kèm theo" and holds no other
// words of reference.
func attached(toks []token, r tokens) bool {
	m, n := cues.before(toks, r.to)
	return n >= 2 && toks[r.to-1].low == "theo" && toks[r.to-2].low == "kèm" && m.rel == legal.Cites &&
		r.to-r.from < 60 && lastCue(toks, r.from, r.to-n).n == 0
}

// within reports whether a range that begins with a part of a document leads to
// that document.
func within(toks []token, r tokens) bool {
	depth := 0
	for i := r.from; i < r.to; i++ {
		switch toks[i].low {
		case "“", "«":
			depth++
		case "”", "»":
			depth--
		case "theo":
			if depth <= 0 && toks[i-1].low != "kèm" {
				return false
			}
		case "bằng":
			if depth <= 0 && i+1 == r.to {
				return false
			}
		case "để", "nhằm", "với", "do":
			if depth <= 0 {
				return false
			}
		}
	}
	if depth > 0 {
		return false // the mention is in the words that change
	}
	last := r.to - 1
	for last > r.from && plural(toks[last]) {
		last--
	}
	switch toks[last].low {
	case "của", "tại", "trong", "thuộc", "theo", "sau", "trước", "”", "và", ",":
		return true
	}
	return last-r.from < 6 && isPart(toks, r.from) && provisionOnly(toks[r.from:last+1])
}

// isPart reports whether token i begins the name of a part of a document.
func isPart(toks []token, i int) bool {
	part, n := parts.at(toks, i)
	return n > 0 && part
}

// plural reports whether a token only says that several documents follow.
func plural(t token) bool {
	return t.kind == number || t.low == "các" || t.low == "những" || t.low == "hai" || t.low == "ba"
}

// provisionOnly reports whether tokens are nothing but kinds of places and marks.
func provisionOnly(toks []token) bool {
	for i := 0; i < len(toks); i++ {
		if part, n := parts.at(toks, i); n > 0 && part {
			i += n - 1
		} else if !places[toks[i].low] && !ordinalToken(toks[i]) && !extent[toks[i].low] {
			return false
		}
	}
	return true
}

// extent are the words that tell how much of a document is changed, or part the
// verb from it.
var extent = wordSet(`các những toàn bộ một số hai ba bốn đối với cho việc thi hành hiệu lực của nguyên vào và ,`)

// parts are the parts of a document, as a change names them; those that are false
// only begin like one.
var parts = phraseSet(func() map[string]bool {
	out := map[string]bool{}
	for list, part := range map[string]bool{
		`điểm | khoản | điều | mục | chương | phần | tiết | nội dung | quy định | phụ lục | mẫu | biểu | biểu mẫu |
			bảng | cụm từ | từ | tên | tiêu đề | đoạn | câu | dòng | gạch đầu dòng | danh mục | một phần | căn cứ |
			số thứ tự | thứ tự | khổ | tiểu mục | sai sót | lỗi | kỹ thuật | thể thức | ký hiệu | dấu | chú thích |
			hàng | cột | ý`: true,
		`điều lệ | điều kiện | điều hành | mục tiêu | mục đích | phần mềm | từ ngày | từ khi | ý kiến | câu lạc bộ |
			hàng hóa | hàng năm | điểm thi | điểm du lịch | biểu quyết | ký hiệu mật | từ nguồn | tên miền | khoản vay |
			khoản chi | khoản thu | điểm kinh doanh`: false,
	} {
		for _, s := range strings.Split(list, "|") {
			out[strings.TrimSpace(s)] = part
		}
	}
	return out
}())

// skip returns the first token of a range that is no number and not among words.
func skip(toks []token, r tokens, words map[string]bool) int {
	i := r.from
	for i < r.to && (words[toks[i].low] || toks[i].kind == number) {
		i++
	}
	return i
}

// wordSet makes a set of the words in a text.
func wordSet(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(text) {
		out[w] = true
	}
	return out
}
