package cite

import "github.com/danchieu/danchieu/pipeline/legal"

// meaning is what a cue states: one of the eight relations, perhaps a finer one.
type meaning struct {
	rel legal.Relation
	sub legal.Subtype
}

// verb reports whether the cue states more than a reference.
func (m meaning) verb() bool { return m.rel != legal.Cites && m.rel != "" || m.sub != "" }

// cues are the phrases that state what a text does to the document named after
// them. Those with [legal.Cites] state nothing but a reference; they keep a verb
// further left from being read as the relation ("thực hiện theo Nghị định …").
var cues = phraseSet(meanings(map[string]legal.Relation{
	"căn cứ": legal.BasedOn, "căn cứ vào": legal.BasedOn, "căn cứ theo": legal.BasedOn,

	"thực hiện": legal.Implements, "triển khai": legal.Implements, "triển khai thực hiện": legal.Implements,
	"tổ chức thực hiện": legal.Implements, "triển khai, thực hiện": legal.Implements, "cụ thể hóa": legal.Implements,
	"quán triệt": legal.Implements, "chấp hành": legal.Implements, "tuyên truyền": legal.Implements,
	"sơ kết": legal.Implements, "tổng kết": legal.Implements,

	"quy định chi tiết": legal.Guides, "hướng dẫn": legal.Guides, "hướng dẫn thi hành": legal.Guides,
	"hướng dẫn thực hiện": legal.Guides, "quy định chi tiết thi hành": legal.Guides,
	"quy định biện pháp thi hành": legal.Guides, "quy định chi tiết và biện pháp thi hành": legal.Guides,
	"hướng dẫn triển khai": legal.Guides, "hướng dẫn triển khai thực hiện": legal.Guides,
	"biện pháp thi hành": legal.Guides, "quy định chi tiết, hướng dẫn thi hành": legal.Guides,
	"biện pháp để tổ chức, hướng dẫn thi hành": legal.Guides,

	"sửa đổi": legal.Amends, "bổ sung": legal.Amends, "sửa đổi, bổ sung": legal.Amends, "sửa đổi bổ sung": legal.Amends,
	"thay thế cụm từ": legal.Amends, "thay thế các cụm từ": legal.Amends, "thay cụm từ": legal.Amends,
	"bãi bỏ cụm từ": legal.Amends, "bỏ cụm từ": legal.Amends, "thay các cụm từ": legal.Amends,
	"bãi bỏ các cụm từ": legal.Amends, "bỏ các cụm từ": legal.Amends, "thay thế một số cụm từ": legal.Amends,
	"thay một số cụm từ": legal.Amends, "bãi bỏ một số cụm từ": legal.Amends, "bỏ một số cụm từ": legal.Amends,
	"hủy bỏ cụm từ": legal.Amends, "thay thế từ": legal.Amends, "thay từ": legal.Amends,
	"thay thế các từ": legal.Amends, "bãi bỏ từ": legal.Amends, "bỏ từ": legal.Amends, "bổ sung cụm từ": legal.Amends,
	"thay thế": legal.Replaces, "bãi bỏ": legal.Repeals, "hủy bỏ": legal.Repeals, "chấm dứt hiệu lực": legal.Repeals,
	"ban hành": legal.Issues, "phê duyệt": legal.Issues, "ban hành kèm theo": legal.Cites, "kèm theo": legal.Cites,

	"theo": legal.Cites, "tại": legal.Cites, "quy định tại": legal.Cites, "quy định của": legal.Cites,
	"theo quy định của": legal.Cites, "thực hiện theo": legal.Cites, "xét": legal.Cites, "làm căn cứ": legal.Cites,
	"bởi": legal.Cites, "trả lời": legal.Cites, "phúc đáp": legal.Cites, "tiếp theo": legal.Cites, "ngoài": legal.Cites,
	"so với": legal.Cites, "trái với": legal.Cites, "sau đây gọi": legal.Cites, "viết tắt là": legal.Cites,
	"gọi tắt là": legal.Cites, "gọi chung là": legal.Cites, "hiệu lực": legal.Cites, "hết hiệu lực": legal.Cites,
	"hết hiệu lực thi hành": legal.Cites, "tham mưu": legal.Cites, "đề nghị": legal.Cites, "yêu cầu": legal.Cites,
	"báo cáo": legal.Cites, "trình": legal.Cites, "ký": legal.Cites, "quy định": legal.Cites,
	"hướng dẫn của": legal.Cites, "như": legal.Cites, "thi hành": legal.Cites, "tổ chức thi hành": legal.Cites,
	"liên quan đến": legal.Cites, "theo tinh thần": legal.Cites, "đối với": legal.Cites, "nêu trong": legal.Cites,
	"áp dụng": legal.Cites, "thay thế bằng": legal.Cites, "thay thế bởi": legal.Cites, "thay bằng": legal.Cites,
}, map[string]legal.Subtype{
	"ngưng hiệu lực": legal.Suspends, "tạm ngưng hiệu lực": legal.Suspends, "ngừng hiệu lực": legal.Suspends,
	"tạm ngừng hiệu lực": legal.Suspends, "ngưng hiệu lực thi hành": legal.Suspends,
	"tạm ngưng hiệu lực thi hành": legal.Suspends, "ngừng hiệu lực thi hành": legal.Suspends,
	"tạm ngừng hiệu lực thi hành": legal.Suspends, "đình chỉ": legal.Suspends, "đình chỉ thi hành": legal.Suspends,
	"đình chỉ việc thi hành": legal.Suspends, "tạm đình chỉ": legal.Suspends, "tạm đình chỉ thi hành": legal.Suspends,
	"tạm đình chỉ việc thi hành": legal.Suspends, "ngưng áp dụng": legal.Suspends, "tạm ngưng áp dụng": legal.Suspends,
	"ngưng thi hành": legal.Suspends, "tạm ngưng thi hành": legal.Suspends, "kéo dài": legal.Extends,
	"kéo dài hiệu lực": legal.Extends, "kéo dài hiệu lực thi hành": legal.Extends,
	"kéo dài thời gian thực hiện": legal.Extends, "kéo dài thời hạn áp dụng": legal.Extends,
	"kéo dài thời gian áp dụng": legal.Extends, "kéo dài thời hạn thực hiện": legal.Extends,
	"kéo dài thời hạn hiệu lực": legal.Extends, "kéo dài thời hạn có hiệu lực": legal.Extends,
	"gia hạn hiệu lực": legal.Extends, "gia hạn thời gian thực hiện": legal.Extends, "đính chính": legal.Corrects,
	"hợp nhất": legal.Consolidates,
}))

// adjusting are verbs of change that are so only where a document is their direct object,
// or their subject in the passive: "đối tượng điều chỉnh" and wages are adjusted too.
var adjusting = listed("điều chỉnh | điều chỉnh, bổ sung | điều chỉnh, sửa đổi | điều chỉnh bổ sung")

// changeAt reads what the verb at token i says was done to a document, in the passive.
func changeAt(toks []token, i int) (meaning, int) {
	if _, n := adjusting.at(toks, i); n > 0 {
		return meaning{rel: legal.Amends}, n
	}
	return cues.at(toks, i)
}

// adjusts returns the verb of adjusting that a clause begins with and that the mention at
// token to is the direct object of: "Điều chỉnh, bổ sung Kế hoạch số …".
func adjusts(toks []token, from, to int) (cue, bool) {
	_, n := adjusting.before(toks, to)
	at := to - n
	if n == 0 || at < from || skip(toks, tokens{from, at}, lead) != at {
		return cue{}, false
	}
	return cue{meaning{rel: legal.Amends}, at, n}, true
}

// meanings joins the cues of the eight relations and those of the finer ones.
func meanings(coarse map[string]legal.Relation, fine map[string]legal.Subtype) map[string]meaning {
	out := map[string]meaning{}
	for s, rel := range coarse {
		out[s] = meaning{rel: rel}
	}
	for s, sub := range fine {
		out[s] = meaning{legal.Cites, sub}
	}
	return out
}

// cue is a phrase found in the text.
type cue struct {
	meaning     // zero where no cue was found
	at      int // its first token
	n       int // how many tokens it takes
}

func (c cue) end() int { return c.at + c.n }

// lastCue returns the last cue that lies between two tokens.
func lastCue(toks []token, from, to int) cue {
	for end := to; end > from; end-- {
		if m, n := cues.before(toks, end); n > 0 && end-n >= from && !suffered(toks, end-n, m) {
			return cue{m, end - n, n}
		}
	}
	return cue{}
}

// lastVerb returns the last cue between two tokens that states more than a
// reference.
func lastVerb(toks []token, from, to int) cue {
	for {
		c := lastCue(toks, from, to)
		if c.n == 0 || c.verb() {
			return c
		}
		to = c.at
	}
}

// firstCue returns the first cue that lies between two tokens.
func firstCue(toks []token, from, to int) cue {
	for at := from; at < to; at++ {
		if m, n := cues.at(toks, at); n > 0 && at+n <= to && !suffered(toks, at, m) {
			return cue{m, at, n}
		}
	}
	return cue{}
}

// suffered reports whether a verb at token i is passive: what is "bị hủy bỏ" or
// "được thay thế" is not the document named behind it, and what is "được thực hiện"
// has another object.
func suffered(toks []token, i int, m meaning) bool {
	if i == 0 || !acting(m.rel) && m.sub == "" && m.rel != legal.Implements {
		return false
	}
	return toks[i-1].low == "bị" || toks[i-1].low == "được"
}

// acting reports whether a relation changes the law.
func acting(rel legal.Relation) bool {
	return rel == legal.Amends || rel == legal.Replaces || rel == legal.Repeals
}

// negated reports whether the verb at token i is denied: "không chấp hành", "chưa
// được triển khai", "dừng thực hiện".
func negated(toks []token, i int) bool {
	for k := i - 1; k >= max(0, i-3); k-- {
		switch toks[k].low {
		case "không", "chưa", "chẳng", "ngừng", "dừng", "khỏi", "hoãn":
			return true
		case "dứt", "thúc", "chỉ", "tránh":
			return k > 0 && ceasing[toks[k-1].low+" "+toks[k].low]
		case "được", "phải", "còn", "kịp", "thời", "nghiêm", "tốt", "có", "việc", "tiếp", "tục":
		default:
			return false
		}
	}
	return false
}

// ceasing are words for an end of what was done: "chấm dứt thực hiện".
var ceasing = map[string]bool{"chấm dứt": true, "kết thúc": true, "đình chỉ": true, "né tránh": true}

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
