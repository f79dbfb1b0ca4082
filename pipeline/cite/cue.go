package cite

import "github.com/danchieu/danchieu/pipeline/legal"

// cues are the phrases that state what a text does to the document named after
// them. Those with [legal.Cites] state nothing but a reference; they keep a verb
// further left from being read as the relation ("thực hiện theo Nghị định …").
var cues = phraseSet(map[string]legal.Relation{
	"căn cứ": legal.BasedOn, "căn cứ vào": legal.BasedOn, "căn cứ theo": legal.BasedOn,

	"thực hiện": legal.Implements, "triển khai": legal.Implements, "triển khai thực hiện": legal.Implements, "tổ chức thực hiện": legal.Implements,
	"triển khai, thực hiện": legal.Implements, "cụ thể hóa": legal.Implements, "quán triệt": legal.Implements, "chấp hành": legal.Implements,
	"phổ biến": legal.Implements, "tuyên truyền": legal.Implements, "học tập": legal.Implements, "sơ kết": legal.Implements, "tổng kết": legal.Implements,
	"thực hiện nghiêm": legal.Implements, "thực hiện tốt": legal.Implements, "thực hiện có hiệu quả": legal.Implements,

	"quy định chi tiết": legal.Guides, "hướng dẫn": legal.Guides, "hướng dẫn thi hành": legal.Guides, "hướng dẫn thực hiện": legal.Guides,
	"quy định chi tiết thi hành": legal.Guides, "quy định biện pháp thi hành": legal.Guides, "quy định chi tiết và biện pháp thi hành": legal.Guides,
	"hướng dẫn triển khai": legal.Guides, "hướng dẫn triển khai thực hiện": legal.Guides, "biện pháp thi hành": legal.Guides, "quy định chi tiết, hướng dẫn thi hành": legal.Guides,
	"biện pháp để tổ chức, hướng dẫn thi hành": legal.Guides,

	"sửa đổi": legal.Amends, "bổ sung": legal.Amends, "sửa đổi, bổ sung": legal.Amends, "sửa đổi bổ sung": legal.Amends, "điều chỉnh": legal.Amends,
	"thay thế": legal.Replaces, "bãi bỏ": legal.Repeals, "hủy bỏ": legal.Repeals, "chấm dứt hiệu lực": legal.Repeals,
	"ban hành": legal.Issues, "phê duyệt": legal.Issues, "ban hành kèm theo": legal.Cites, "kèm theo": legal.Cites,

	"theo": legal.Cites, "tại": legal.Cites, "quy định tại": legal.Cites, "quy định của": legal.Cites, "theo quy định của": legal.Cites, "thực hiện theo": legal.Cites,
	"xét": legal.Cites, "làm căn cứ": legal.Cites, "bởi": legal.Cites, "trả lời": legal.Cites, "phúc đáp": legal.Cites, "tiếp theo": legal.Cites, "ngoài": legal.Cites,
	"so với": legal.Cites, "trái với": legal.Cites, "sau đây gọi": legal.Cites, "viết tắt là": legal.Cites, "gọi tắt là": legal.Cites, "gọi chung là": legal.Cites,
	"hiệu lực": legal.Cites, "tham mưu": legal.Cites, "đề nghị": legal.Cites, "yêu cầu": legal.Cites, "báo cáo": legal.Cites, "trình": legal.Cites, "ký": legal.Cites,
	"theo tinh thần": legal.Cites, "đối với": legal.Cites, "nêu trong": legal.Cites, "của": "",
})

// A clause is what governs a mention: the words to the left of it that no other
// mention claims.

// lastCue returns the last cue that ends at or before token to and begins at or
// after from, with the tokens it takes. Cues with an empty relation are passed over.
func lastCue(toks []token, from, to int) (rel legal.Relation, at, n int) {
	for end := to; end > from; end-- {
		if rel, n := cues.before(toks, end); n > 0 && end-n >= from && rel != "" {
			return rel, end - n, n
		}
	}
	return "", -1, 0
}

// titleWords begin the title of a cited document (trích yếu), directly behind its
// date or issuer.
var titleWords = listed(`
	về | về việc | v/v | quy định | quy định chi tiết | ban hành | phê duyệt | thông qua | triển khai | thực hiện | hướng dẫn | sửa đổi | bổ sung | công bố | công nhận
	thành lập | giao | bãi bỏ | thay thế | tiếp tục | kiện toàn | tăng cường | xử phạt | đính chính | hợp nhất | phân cấp | phân công | điều chỉnh | đẩy mạnh | tổ chức | tổng kết | sơ kết | kết luận | đề nghị | báo cáo | chỉ đạo | “ | " | «`)

// sentenceEnd reports whether the mark at token i ends a sentence.
func sentenceEnd(toks []token, i int) bool {
	if toks[i].low != "." && toks[i].low != "!" && toks[i].low != "?" {
		return false
	}
	if i+1 >= len(toks) {
		return true
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
