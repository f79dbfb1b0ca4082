package cite

import "github.com/danchieu/danchieu/pipeline/legal"

// issuerBefore returns the last body between two tokens that can be the subject
// of what follows: nothing but verbs of issuing stand behind it, or it acts "tại"
// the document ("UBND tỉnh phê duyệt phương án tại Quyết định số"), or does one
// thing "và ban hành" the document.
func issuerBefore(toks []token, from, to int) (tokens, bool) {
	var found tokens
	in := to > from && toks[to-1].low == "tại" || to > from+2 && matches(toks, to-3, []string{"và", "ban", "hành"})
	for i := from; i < to; i++ {
		if toks[i].low == ";" || sentenceEnd(toks, i) {
			found = tokens{}
		}
		end := issuerAt(toks, i)
		if end == i && (i == 0 || toks[i-1].kind == punct || i == from+1 && toks[from].low == "và") {
			end = placeActing(toks, i)
		}
		if end == i {
			continue
		}
		if memberOf(toks, i) {
			found = tokens{}
		} else if end <= to && (issues(toks[end:to]) || in && acts(toks, end, min(to, end+2))) {
			found = tokens{i, end}
		}
		i = end - 1
	}
	return found, !found.empty()
}

// placeActing returns the end of a place that begins a clause and acts for its body
// ("…, tỉnh Nghệ An đã ban hành"), or i.
func placeActing(toks []token, i int) int {
	_, n := levels.at(toks, i)
	if n == 0 || toks[i].low == "trung" || toks[i].low == "việt" {
		return i
	}
	if end := subjectAt(toks, i); end > i {
		return end
	}
	if i+n < len(toks) && toks[i+n].low == "đã" {
		return i + n
	}
	return i
}

// memberOf reports whether the body at token i is named for its members, who act in
// another's matter: "lấy ý kiến thành viên UBND tỉnh tại Văn bản số …".
func memberOf(toks []token, i int) bool {
	return i > 1 && toks[i-1].low == "viên" && toks[i-2].low == "thành"
}

// otherBody reports whether the member of a list that begins behind token from and
// whose number stands at to has a subject of its own, so that the body of the members
// before is not its: one we know or, by its capitals, one we do not. The subject is
// returned where it acts "tại" the document or issues it.
func otherBody(toks []token, from, to int) (body tokens, other bool) {
	start := from
	for i := from; i < to; i++ {
		if toks[i].low == ";" || toks[i].low == "," {
			start = i + 1
		}
	}
	for start < to && toks[start].kind == punct {
		start++
	}
	if start == to || !toks[start].upper {
		return tokens{}, false
	}
	end := issuerAt(toks, start)
	if end == start {
		end = capitalPhrase(toks, start, to)
	}
	if end == start || end > to {
		return tokens{}, false
	}
	if toks[to-1].low == "tại" || issues(toks[end:to]) {
		return tokens{start, end}, true
	}
	return tokens{}, true
}

// capitalPhrase returns the end of a phrase of two capitals or more that can be the
// name of a body in no list, up to the word that acts, or i.
func capitalPhrase(toks []token, i, to int) int {
	if _, n := typeWordSet.at(toks, i); n > 0 {
		return i
	}
	if _, n := cues.at(toks, i); n > 0 {
		return i
	}
	capitals, end := 0, i
	for ; end < to && toks[end].kind == word; end++ {
		if _, n := enders.at(toks, end); n > 0 && !toks[end].upper {
			break
		}
		if toks[end].upper {
			capitals++
		}
	}
	if capitals < 2 || end-i > 16 {
		return i
	}
	return end
}

// listIssuer returns the body that the head of a list names behind the type of its
// members: "các Thông tư của Bộ Xây dựng hướng dẫn …, bao gồm:".
func listIssuer(toks []token, from, to int) (tokens, bool) {
	if to <= from || toks[to-1].low != ":" {
		return tokens{}, false
	}
	for i := max(from, to-longSentence); i < to; i++ {
		_, n := typeWordSet.at(toks, i)
		if n == 0 || i == from || toks[i-1].low != "các" && toks[i-1].low != "những" {
			continue
		}
		of := i + n
		for of < to && (toks[of].low == "sau" || toks[of].low == "đây") {
			of++
		}
		start, end, ok := ofIssuer(toks, of)
		return tokens{start, end}, ok && end <= to
	}
	return tokens{}, false
}

// issuing are the words that may stand between a body and the number of what it
// issued.
var issuing = map[string]bool{
	"đã": true, "ban": true, "hành": true, "có": true, "ra": true, "ký": true, "phê": true, "duyệt": true,
	"thông": true, "qua": true, "tại": true, "các": true,
	"nhiều": true, "văn": true, "bản": true, "chỉ": true, "đạo": true, ":": true, "như": true, "sau": true,
	"kịp": true, "thời": true, "cụ": true, "thể": true,
	"tham": true, "mưu": true, "trình": true, "giao": true, "nêu": true, "quy": true, "định": true, "công": true,
	"bố": true, "kèm": true, "theo": true, "-": true, "–": true, "gồm": true, "tiếp": true, "tục": true, "gửi": true,
	"xây": true, "dựng": true, "và": true, ",": true, "lần": true, "lượt": true, "những": true,
	"hướng": true, "dẫn": true, "phát": true, "triển": true, "khai": true, "trả": true, "lời": true, "ý": true,
	"kiến": true, "báo": true, "cáo": true, "phúc": true,
	"đáp": true,
}

// helping are those of them that issue nothing by themselves: who carries out or
// explains a document need not have made it.
var helping = map[string]bool{
	"đã": true, "các": true, "nhiều": true, "những": true, "văn": true, "bản": true, "như": true, "sau": true,
	"kịp": true, "thời": true, "cụ": true, "thể": true, "hướng": true, "dẫn": true,
	"triển": true, "khai": true, "tiếp": true, "tục": true, "lần": true, "lượt": true, "-": true, "–": true,
	"và": true, ",": true,
	"theo": true, "kèm": true, "báo": true, "cáo": true, "ý": true, "kiến": true,
}

func issues(between []token) bool {
	words, depth, acts := 0, 0, false
	for i, t := range between {
		switch {
		case t.low == "(" && i+1 < len(between):
			depth++
		case t.low == "(": // "đã có văn bản trả lời (Công văn số …)"
			acts = words > 0
		case t.low == ")":
			depth--
		case depth > 0: // "Chủ tịch UBND tỉnh (trước sắp xếp) phê duyệt tại"
		case !issuing[t.low]:
			return false
		case t.low != "và" && t.low != ",": // "của UBND tỉnh và Kế hoạch số" issues nothing
			words++
			acts = acts || !helping[t.low]
		}
	}
	return acts && words <= 12 && depth == 0
}

// canIssue reports whether a body, by its words, can have issued a number, by its
// issuer code. A code that says nothing allows any body.
func canIssue(toks []token, body tokens, sym legal.Symbol) bool {
	code := sym.Issuer()
	if _, n := levels.at(toks, body.from); n > 0 {
		return placeCodes[code] || code == "TU" && tiers[toks[body.from].low] > 1 ||
			code == "ĐU" && tiers[toks[body.from].low] == 1
	}
	signs, known := signsOf(code)
	return !known || holdsAny(toks, body, signs)
}

// placeCodes are the codes of the bodies that a place stands for.
var placeCodes = map[string]bool{"UBND": true, "HĐND": true}

// signed reports whether the words of a body are those that its code stands for.
func signed(toks []token, body tokens, sym legal.Symbol) bool {
	signs, known := signsOf(sym.Issuer())
	return known && holdsAny(toks, body, signs)
}

func signsOf(code string) (phrases[bool], bool) {
	if signs, known := issuerSigns[code]; known {
		return signs, true
	}
	return officeSigns(code)
}

// officeSigns returns the words for a ministry, a department or an office, whose code
// begins with their letter: STC is a Sở, BXD a Bộ.
func officeSigns(code string) (phrases[bool], bool) {
	if _, known := legal.KnownCode(code); !known || legal.IsPartyCode(code) {
		return phrases[bool]{}, false
	}
	signs, known := issuerSigns[code[:1]]
	return signs, known
}

func holdsAny(toks []token, r tokens, signs phrases[bool]) bool {
	for i := r.from; i < r.to; i++ {
		if _, n := signs.at(toks, i); n > 0 {
			return true
		}
	}
	return false
}

// issuerSigns are words of which one stands in the name of a code's body; those of a
// single letter are for all codes of offices that begin with it.
var issuerSigns = map[string]phrases[bool]{
	"UBND": listed("ubnd | ủy ban nhân dân"), "HĐND": listed("hđnd | hội đồng nhân dân"),
	"CP": listed("chính phủ"), "TTg": listed("thủ tướng"), "QH": listed("quốc hội"),
	"VPCP": listed("văn phòng chính phủ"),
	"S":    listed("sở | liên ngành"), "B": listed("bộ | ban | liên bộ | bảo hiểm"), "P": listed("phòng"),
	"TW": listed("trung ương | bộ chính trị | ban bí thư"), "TU": listed("tỉnh ủy | thành ủy | thị ủy | đảng bộ"),
}
