package cite

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// shareIssuers gives a trailing "của X" to the members of the list before it
// that name no issuer: "Kế hoạch số A, Kế hoạch số B của tỉnh".
func shareIssuers(toks []token, ms []mention) {
	for k := len(ms) - 2; k >= 0; k-- {
		a, b := &ms[k], &ms[k+1]
		if a.issuer.empty() && !b.issuer.empty() && !a.Type.IsLaw() && sameSeries(a.sym, b.sym) && onlySeparators(toks[a.end:b.left]) {
			a.issuer = b.issuer
		}
	}
}

// sameSeries reports whether two numbers can have one issuer.
func sameSeries(a, b legal.Symbol) bool {
	return a.Issuer() != "" && a.Issuer() == b.Issuer()
}

// groupIssuers finds the issuers named before their documents: "của UBND tỉnh:
// Kế hoạch số A; Kế hoạch số B", "được Thủ tướng phê duyệt tại Quyết định số",
// "Sở Nội vụ đã ban hành Công văn số". A body found so serves the whole list to
// the end of the sentence.
func groupIssuers(content string, toks []token, ms []mention, head carried) {
	group := tokens{}
	given := head.issuer
	at := 0
	for k := range ms {
		m := &ms[k]
		for i := at; i < m.left; i++ {
			if sentenceEnd(toks, i) {
				group, given = tokens{}, ""
			}
		}
		if g, ok := issuerBefore(toks, at, m.left); ok {
			group, given = g, ""
		}
		at = m.end
		if !m.issuer.empty() || m.Type.IsLaw() || m.From >= 0 {
			continue
		}
		phrase := given
		if !group.empty() {
			phrase = strings.Join(strings.Fields(content[toks[group.from].start:toks[group.to-1].end]), " ")
		}
		if phrase != "" && canIssue(phrase, m.sym) {
			m.Issuer = phrase
		}
	}
}

// issuerBefore returns the last body between two tokens that can be the subject
// of what follows: nothing but verbs of issuing may stand behind it.
func issuerBefore(toks []token, from, to int) (tokens, bool) {
	var found tokens
	for i := from; i < to; i++ {
		end := issuerAt(toks, i)
		if end == i {
			continue
		}
		if end <= to && issues(toks[end:to]) {
			found = tokens{i, end}
		}
		i = end - 1
	}
	return found, !found.empty()
}

// issuing are the words that may stand between a body and the number of what it
// issued.
var issuing = map[string]bool{
	"đã": true, "ban": true, "hành": true, "có": true, "ra": true, "ký": true, "phê": true, "duyệt": true, "thông": true, "qua": true, "tại": true, "các": true,
	"nhiều": true, "văn": true, "bản": true, "chỉ": true, "đạo": true, ":": true, "như": true, "sau": true, "kịp": true, "thời": true, "cụ": true, "thể": true,
	"tham": true, "mưu": true, "trình": true, "giao": true, "nêu": true, "quy": true, "định": true, "công": true, "bố": true, "kèm": true, "theo": true, "-": true, "–": true, "gồm": true, "tiếp": true, "tục": true, "gửi": true, "xây": true, "dựng": true, "và": true, ",": true, "lần": true, "lượt": true, "những": true,
	"hướng": true, "dẫn": true, "phát": true, "triển": true, "khai": true,
}

func issues(between []token) bool {
	if len(between) > 12 {
		return false
	}
	for _, t := range between {
		if !issuing[t.low] {
			return false
		}
	}
	return len(between) > 0
}

// canIssue reports whether a body, by its words, can have issued a number, by its
// issuer code. A code that says nothing allows any body.
func canIssue(phrase string, sym legal.Symbol) bool {
	words, known := issuerWords[sym.Issuer()]
	if !known {
		return true
	}
	low := lower(phrase)
	for _, w := range words {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// issuerWords are words of which one stands in the name of a code's body.
var issuerWords = map[string][]string{
	"UBND": {"ubnd", "ủy ban nhân dân", "tỉnh", "thành phố", "thị xã", "huyện", "quận"},
	"HĐND": {"hđnd", "hội đồng nhân dân"},
	"CP":   {"chính phủ"}, "TTg": {"thủ tướng"}, "QH": {"quốc hội"},
	"TW":   {"trung ương", "bộ chính trị", "ban bí thư"},
	"TU":   {"tỉnh ủy", "thành ủy", "thị ủy", "đảng bộ"},
	"VPCP": {"văn phòng chính phủ"},
}

// listHead returns what a block that ends with a colon gives to the blocks of the
// list below it; a block that is no member of the list ends it.
func listHead(toks []token, ms []mention, head carried) carried {
	if len(toks) == 0 {
		return head
	}
	if toks[len(toks)-1].low != ":" {
		if isItem(toks) {
			return head
		}
		return carried{}
	}
	from := 0
	if len(ms) > 0 {
		from = ms[len(ms)-1].end
	}
	rel, _, n := lastCue(toks, from, len(toks))
	if n == 0 || rel == legal.BasedOn || rel == legal.Issues {
		rel = ""
	}
	return carried{relation: rel}
}

// isItem reports whether a block begins with the mark of a list: "-", "+", "a)",
// "1.".
func isItem(toks []token) bool {
	if toks[0].low == "-" || toks[0].low == "+" || toks[0].low == "–" || toks[0].low == "•" {
		return true
	}
	return len(toks) > 1 && ordinalToken(toks[0]) && (toks[1].low == ")" || toks[1].low == "." || toks[1].low == "/")
}
