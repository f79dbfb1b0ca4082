package cite

import "github.com/danchieu/danchieu/pipeline/legal"

// cues are the phrases that state what a text does to the document named after
// them. Those with [legal.Cites] state nothing but a reference; they keep a verb
// further left from being read as the relation ("thực hiện theo Nghị định …").
var cues = phraseSet(map[string]legal.Relation{
	"căn cứ": legal.BasedOn, "căn cứ vào": legal.BasedOn, "căn cứ theo": legal.BasedOn,

	"thực hiện": legal.Implements, "triển khai": legal.Implements, "triển khai thực hiện": legal.Implements, "tổ chức thực hiện": legal.Implements,
	"triển khai, thực hiện": legal.Implements, "cụ thể hóa": legal.Implements, "quán triệt": legal.Implements, "chấp hành": legal.Implements,
	"tuyên truyền": legal.Implements, "sơ kết": legal.Implements, "tổng kết": legal.Implements,
	"thực hiện nghiêm": legal.Implements, "thực hiện tốt": legal.Implements, "thực hiện có hiệu quả": legal.Implements,

	"quy định chi tiết": legal.Guides, "hướng dẫn": legal.Guides, "hướng dẫn thi hành": legal.Guides, "hướng dẫn thực hiện": legal.Guides,
	"quy định chi tiết thi hành": legal.Guides, "quy định biện pháp thi hành": legal.Guides, "quy định chi tiết và biện pháp thi hành": legal.Guides,
	"hướng dẫn triển khai": legal.Guides, "hướng dẫn triển khai thực hiện": legal.Guides, "biện pháp thi hành": legal.Guides, "quy định chi tiết, hướng dẫn thi hành": legal.Guides,
	"biện pháp để tổ chức, hướng dẫn thi hành": legal.Guides,

	"sửa đổi": legal.Amends, "bổ sung": legal.Amends, "sửa đổi, bổ sung": legal.Amends, "sửa đổi bổ sung": legal.Amends,
	"thay thế cụm từ": legal.Amends, "thay thế các cụm từ": legal.Amends, "thay cụm từ": legal.Amends, "bãi bỏ cụm từ": legal.Amends, "bỏ cụm từ": legal.Amends,
	"hết hiệu lực": legal.Repeals, "hết hiệu lực thi hành": legal.Repeals,
	"thay thế": legal.Replaces, "bãi bỏ": legal.Repeals, "hủy bỏ": legal.Repeals, "chấm dứt hiệu lực": legal.Repeals,
	"ban hành": legal.Issues, "phê duyệt": legal.Issues, "ban hành kèm theo": legal.Cites, "kèm theo": legal.Cites,

	"theo": legal.Cites, "tại": legal.Cites, "quy định tại": legal.Cites, "quy định của": legal.Cites, "theo quy định của": legal.Cites, "thực hiện theo": legal.Cites,
	"xét": legal.Cites, "làm căn cứ": legal.Cites, "bởi": legal.Cites, "trả lời": legal.Cites, "phúc đáp": legal.Cites, "tiếp theo": legal.Cites, "ngoài": legal.Cites,
	"so với": legal.Cites, "trái với": legal.Cites, "sau đây gọi": legal.Cites, "viết tắt là": legal.Cites, "gọi tắt là": legal.Cites, "gọi chung là": legal.Cites,
	"hiệu lực": legal.Cites, "tham mưu": legal.Cites, "đề nghị": legal.Cites, "yêu cầu": legal.Cites, "báo cáo": legal.Cites, "trình": legal.Cites, "ký": legal.Cites, "quy định": legal.Cites, "hướng dẫn của": legal.Cites, "như": legal.Cites, "thi hành": legal.Cites, "tổ chức thi hành": legal.Cites, "liên quan đến": legal.Cites,
	"theo tinh thần": legal.Cites, "đối với": legal.Cites, "nêu trong": legal.Cites,
})

// cue is a phrase found in the text.
type cue struct {
	rel legal.Relation // "" where no cue was found
	at  int            // its first token
	n   int            // how many tokens it takes
}

// lastCue returns the last cue that lies between two tokens.
func lastCue(toks []token, from, to int) cue {
	for end := to; end > from; end-- {
		if rel, n := cues.before(toks, end); n > 0 && end-n >= from && !suffered(toks, end-n, rel) {
			return cue{rel, end - n, n}
		}
	}
	return cue{}
}

// suffered reports whether a changing verb at token i is passive: what is "bị hủy
// bỏ" or "được thay thế" is not the document named behind it.
func suffered(toks []token, i int, rel legal.Relation) bool {
	return acting(rel) && i > 0 && (toks[i-1].low == "bị" || toks[i-1].low == "được")
}

// firstCue returns the first cue that lies between two tokens.
func firstCue(toks []token, from, to int) cue {
	for at := from; at < to; at++ {
		if rel, n := cues.at(toks, at); n > 0 && at+n <= to && !suffered(toks, at, rel) {
			return cue{rel, at, n}
		}
	}
	return cue{}
}

// basisFillers may stand between "căn cứ" and the document it rests on: "căn cứ
// theo tinh thần hướng dẫn của Công văn", "căn cứ quy định tại Điều 5".
var basisFillers = map[string]bool{"vào": true, "theo": true, "các": true, "quy": true, "định": true, "tại": true, "của": true, "tinh": true, "thần": true, "hướng": true, "dẫn": true, "nội": true, "dung": true}

// basisBefore reports whether "căn cứ" stands before token to with nothing but
// fillers between, as a verb: "làm căn cứ" is a noun.
func basisBefore(toks []token, from, to int) bool {
	for to > from && basisFillers[toks[to-1].low] {
		to--
	}
	if to-from < 2 || toks[to-2].low != "căn" || toks[to-1].low != "cứ" || !basisObject(toks, to) {
		return false
	}
	return to < 3 || toks[to-3].low != "làm" && toks[to-3].low != "là" && toks[to-3].low != "có"
}

// basisObject reports whether what follows "căn cứ" at token i can be a document:
// not a name ("Căn cứ Rừng Lá", a place) nor an activity ("Căn cứ lập quy hoạch").
func basisObject(toks []token, i int) bool {
	if i >= len(toks) {
		return true
	}
	switch toks[i].low {
	case "lập", "xây", "tính", "để", "địa", "cách":
		return false
	}
	if _, n := typeWordSet.at(toks, i); n > 0 || !toks[i].upper || toks[i].kind != word || places[toks[i].low] {
		return true
	}
	_, n := heads.at(toks, i)
	return n > 0
}

// titleWords begin the title of a cited document (trích yếu), directly behind its
// date or issuer.
var titleWords = listed(`
	về | về việc | v/v | quy định | quy định chi tiết | ban hành | phê duyệt | thông qua | triển khai | thực hiện | hướng dẫn | sửa đổi | bổ sung | công bố | công nhận
	thành lập | giao | bãi bỏ | thay thế | tiếp tục | kiện toàn | tăng cường | xử phạt | đính chính | hợp nhất | phân cấp | phân công | điều chỉnh | đẩy mạnh | tổ chức | tổng kết | sơ kết | kết luận | phổ biến | quán triệt | tuyên truyền | cụ thể hóa | kiểm tra | đánh giá | đề nghị | báo cáo | chỉ đạo | “ | " | «`)

// sentenceEnd reports whether the mark at token i ends a sentence.
func sentenceEnd(toks []token, i int) bool {
	if toks[i].low != "." && toks[i].low != "!" && toks[i].low != "?" {
		return false
	}
	if i+1 >= len(toks) {
		return true
	}
	if i == 1 && ordinalToken(toks[0]) {
		return false // "1." before an item
	}
	if i > 0 {
		switch p := toks[i-1]; {
		case p.low == "tp", p.low == "tx", p.low == "ts", p.low == "pgs", p.low == "gs", p.low == "ths":
			return false
		case p.kind == number && toks[i].start == p.end && toks[i+1].start == toks[i].end:
			return false
		}
	}
	return toks[i+1].upper || toks[i+1].kind != word
}
