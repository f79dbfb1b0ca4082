package cite

import (
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// shareIssuers gives a trailing "của X" to the members of the list before it
// that name no issuer: "Kế hoạch số A, Kế hoạch số B của tỉnh".
func shareIssuers(toks []token, ms []mention) {
	for k := len(ms) - 2; k >= 0; k-- {
		a, b := &ms[k], &ms[k+1]
		if a.issuer.empty() && !b.issuer.empty() && !a.Type.IsLaw() && shares(toks[a.end:b.left], a, b) {
			a.issuer, a.why.issuer = b.issuer, "shared with the mention behind"
		}
	}
}

// shares reports whether two members of a list can have one issuer: they have
// one issuer code and "và" between them; or a comma or a semicolon, and are told
// alike, of one type and both with or without a date. A short repeat before a full
// mention ("Kế hoạch số A, Kế hoạch số B ngày D của X") is not X's by that.
func shares(gap []token, a, b *mention) bool {
	if a.sym.Issuer() == "" || a.sym.Issuer() != b.sym.Issuer() || len(gap) == 0 {
		return false
	}
	if onlySeparators(gap) && gap[len(gap)-1].low == "và" {
		return true
	}
	alike := a.Type == b.Type && a.Date.IsZero() == b.Date.IsZero()
	return alike && (onlySeparators(gap) || len(gap) == 1 && gap[0].low == ";")
}

// groupIssuers finds the issuers named before their documents: "của UBND tỉnh:
// Kế hoạch số A; Kế hoạch số B", "được Thủ tướng phê duyệt tại Quyết định số",
// "Sở Nội vụ đã ban hành Công văn số". A body found so serves the whole list to
// the end of the sentence. "Ngày D, UBND tỉnh ban hành Kế hoạch số" gives the
// date as well.
func groupIssuers(toks []token, ms []mention) {
	var group tokens
	at := 0
	for k := range ms {
		m := &ms[k]
		for i := at; i < m.left; i++ {
			if sentenceEnd(toks, i) {
				group = tokens{}
			}
		}
		g, ok := issuerBefore(toks, at, m.left)
		if !ok {
			g, ok = listIssuer(toks, at, m.left)
		}
		if !ok && !group.empty() {
			var other bool
			if g, other = otherBody(toks, at, m.left); other {
				group, ok = tokens{}, !g.empty()
			}
		}
		if ok {
			group = g
		}
		at = m.end
		if !m.issuer.empty() || m.Type.IsLaw() || m.From >= 0 || group.empty() || !canIssue(toks, group, m.sym) {
			continue
		}
		m.issuer, m.why.issuer = group, "named before the list"
		if ok {
			m.why.issuer = "acts before the number"
		}
		if ok {
			giveDates(toks, ms[k:], datesBefore(toks, group.from))
		}
	}
}

// giveDates gives the first mention the date on which its body acted. Several dates
// are those of as many members of its list, in their order.
func giveDates(toks []token, ms []mention, dates []legal.Date) {
	members := 1
	for len(dates) > 1 && members < len(ms) && onlySeparators(toks[ms[members-1].end:ms[members].left]) {
		members++
	}
	if len(dates) != 1 && len(dates) != members {
		return
	}
	for k, d := range dates {
		if ms[k].Date.IsZero() {
			ms[k].Date = d
		}
	}
}

// datesBefore returns the dates that end just before token i, with or without a comma
// ("Ngày 03/7/2025, Hội đồng nhân dân …", "Ngày 02/3 và ngày 05/3/2026, UBND …").
func datesBefore(toks []token, i int) []legal.Date {
	if i > 0 && toks[i-1].low == "," {
		i--
	}
	var out []legal.Date
	for from := i - 1; from >= max(0, i-8); from-- {
		if toks[from].low != "ngày" {
			continue
		}
		d, next, ok := dateAt(toks, from)
		if !ok || next != i {
			break
		}
		out = append(out, d)
		for i = from; i > 0 && (toks[i-1].low == "và" || toks[i-1].low == ","); i-- {
		}
		from = i
	}
	slices.Reverse(out)
	return out
}

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
		if end == i {
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
	if i > 0 && toks[i-1].kind != punct {
		return i
	}
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
	"đã": true, "ban": true, "hành": true, "có": true, "ra": true, "ký": true, "phê": true, "duyệt": true, "thông": true, "qua": true, "tại": true, "các": true,
	"nhiều": true, "văn": true, "bản": true, "chỉ": true, "đạo": true, ":": true, "như": true, "sau": true, "kịp": true, "thời": true, "cụ": true, "thể": true,
	"tham": true, "mưu": true, "trình": true, "giao": true, "nêu": true, "quy": true, "định": true, "công": true, "bố": true, "kèm": true, "theo": true, "-": true, "–": true, "gồm": true, "tiếp": true, "tục": true, "gửi": true, "xây": true, "dựng": true, "và": true, ",": true, "lần": true, "lượt": true, "những": true,
	"hướng": true, "dẫn": true, "phát": true, "triển": true, "khai": true, "trả": true, "lời": true, "phúc": true, "đáp": true,
}

// helping are those of them that issue nothing by themselves: who carries out or
// explains a document need not have made it.
var helping = map[string]bool{
	"đã": true, "các": true, "nhiều": true, "những": true, "văn": true, "bản": true, "như": true, "sau": true, "kịp": true, "thời": true, "cụ": true, "thể": true, "hướng": true, "dẫn": true,
	"triển": true, "khai": true, "tiếp": true, "tục": true, "lần": true, "lượt": true, "-": true, "–": true, "và": true, ",": true,
	"theo": true, "kèm": true,
}

func issues(between []token) bool {
	words, depth, acts := 0, 0, false
	for i, t := range between {
		switch {
		case t.low == "(" && i+1 < len(between):
			depth++
		case t.low == "(": // "đã có văn bản trả lời (Công văn số …)"
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
		return code == "UBND" || code == "HĐND" || code == "TU"
	}
	signs, known := issuerSigns[code]
	if !known {
		signs, known = officeSigns(code)
	}
	return !known || holdsAny(toks, body, signs)
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
	"CP": listed("chính phủ"), "TTg": listed("thủ tướng"), "QH": listed("quốc hội"), "VPCP": listed("văn phòng chính phủ"),
	"S": listed("sở | liên ngành"), "B": listed("bộ | ban | liên bộ | bảo hiểm"), "P": listed("phòng"),
	"TW": listed("trung ương | bộ chính trị | ban bí thư"), "TU": listed("tỉnh ủy | thành ủy | thị ủy | đảng bộ"),
}

// list is what the head of a list gives to the blocks below it ("3. Các quy định
// sau đây hết hiệu lực:"), and how that head itself is marked.
type list struct {
	relation legal.Relation
	marker   string // class of the head's own mark, "" for none
}

// over returns what of the list still holds for a block: it ends with a block marked
// like its head, with an article and, where nothing is marked, with one that begins
// with no citation.
func (l list) over(toks []token) list {
	if len(toks) == 0 {
		return l
	}
	mark := marker(toks)
	if mark == l.marker && (mark != "" || !citationAt(toks, 0)) || toks[0].low == "điều" {
		return list{}
	}
	return l
}

// next returns the list that holds for the blocks behind this one, where it is the
// head of one.
func (l list) next(toks []token, ms []mention) list {
	if len(toks) == 0 || toks[len(toks)-1].low != ":" || len(ms) > 0 {
		return l
	}
	if rel := headRelation(toks); rel != "" {
		return list{rel, marker(toks)}
	}
	return l
}

// headRelation returns the relation that a list's head states for the documents
// below it. What is amended "như sau:" is followed by its new text, not by a list.
func headRelation(toks []token) legal.Relation {
	end := len(toks) - 1
	if head, is := basisHead(toks, 0, end); is && head || !is && basisBefore(toks, 0, end) {
		return legal.BasedOn // "Căn cứ:", "… căn cứ quy định tại:"
	}
	if rel := ended(toks, 0, end); rel != "" {
		return rel
	}
	c := firstVerb(toks)
	switch {
	case c.rel == legal.Amends && end >= 2 && toks[end-2].low == "như" && toks[end-1].low == "sau":
		return ""
	case acting(c.rel) && planned(toks, 0, c.at), negated(toks, c.at):
		return ""
	case acting(c.rel), c.rel == legal.Implements:
		return c.rel
	}
	return ""
}

// firstVerb returns the cue a list's head begins with, within its first words.
func firstVerb(toks []token) cue {
	for at := range toks[:min(len(toks), 8)] {
		m, n := cues.at(toks, at)
		if n > 0 && m.verb() && !suffered(toks, at, m) {
			return cue{m, at, n}
		}
	}
	return cue{}
}

// marker returns the class of the mark a block begins with: "1." for "3.", "a)"
// for "b)", "-" for dashes, "" for none.
func marker(toks []token) string {
	switch n := markerEnd(toks); {
	case n == 1:
		return toks[0].low
	case n == 2 && toks[0].kind == number:
		return "1" + toks[1].low
	case n == 2:
		return "a" + toks[1].low
	}
	return ""
}

// markerEnd returns how many tokens the mark of an item takes at the beginning of a
// block.
func markerEnd(toks []token) int {
	if len(toks) < 2 {
		return 0
	}
	switch toks[0].low {
	case "-", "+", "–", "•":
		return 1
	}
	if ordinalToken(toks[0]) && (toks[1].low == ")" || toks[1].low == "." || toks[1].low == "/") {
		return 2
	}
	return 0
}
