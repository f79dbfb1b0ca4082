package cite

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// clause reads what the clause that begins at the frame's first token says of the
// mention at token to. The nearest verb that has the mention as its object decides;
// where none has, the words of reference before the mention do.
func (r *relater) clause(f *frame, to int) reading {
	from := max(f.from, f.open)
	near := lastCue(r.toks, from, to)
	adjusted, direct := adjusts(r.toks, from, to)
	switch {
	case direct:
	case near.n == 0:
		return reading{rel: r.subject(from, to), rule: "the nearest cue of the clause"}
	case near.rel == legal.BasedOn && r.mainClause(near.end(), to) > near.end():
		return reading{rel: legal.Cites, rule: "a body did it"}
	case near.rel == legal.BasedOn && !basisBefore(r.toks, from, near.end()):
		return reading{rel: legal.Cites, rule: "the cue has another object"}
	case near.rel == legal.BasedOn:
		return reading{rel: legal.BasedOn, cue: near, rule: "the nearest cue of the clause"}
	case (near.rel == legal.Cites && near.sub == "" || near.rel == legal.Guides) &&
		(basisBefore(r.toks, from, near.end()) || leadingBasis(r.toks, from, to)):
		return reading{rel: legal.BasedOn, rule: "the verb of the clause reaches over the words of reference"}
	}
	rd := r.reach(from, to)
	if direct {
		rd = reading{rel: adjusted.rel, cue: adjusted, rule: "the nearest cue of the clause"}
	}
	if acting(rd.rel) || rd.sub != "" {
		if f.plan || planned(r.toks, f.from, rd.cue.at) && r.by.zone != legal.ZoneTitle {
			return reading{rel: legal.Cites, cue: rd.cue, rule: "planned, not done"}
		}
	}
	if rd.rel == legal.Implements && told(r.toks, f.from, rd.cue.at) {
		return reading{rel: legal.Cites, cue: rd.cue, rule: "a time or the work of others is told by it"}
	}
	if (acting(rd.rel) || rd.sub != "" || rd.rel == legal.Guides) && r.unnamed(f.from, rd.cue.at) {
		return reading{rel: legal.Cites, cue: rd.cue, rule: "a document without a number does it", aside: true}
	}
	if (acting(rd.rel) || rd.sub != "" || rd.rel == legal.Guides) && r.torn(f.from, rd.cue.at) {
		return reading{rel: legal.Cites, cue: rd.cue, rule: "the sentence begins elsewhere"}
	}
	if (acting(rd.rel) || rd.sub != "" || rd.rel == legal.Guides) && r.another(f.from, rd.cue.at) {
		return reading{rel: legal.Cites, cue: rd.cue, rule: "another body does it"}
	}
	return rd
}

// told reports whether the verb of carrying out at token i only tells a time ("từ khi
// thực hiện Quy định số N") or what work is spoken of ("công tác lãnh đạo, chỉ đạo
// thực hiện Nghị quyết số N").
func told(toks []token, from, i int) bool {
	if i-2 < from {
		return false
	}
	if toks[i-1].low == "khi" {
		return since[toks[i-2].low]
	}
	if !matches(toks, i-2, []string{"chỉ", "đạo"}) {
		return false
	}
	for k := i - 3; k >= max(from, i-10); k-- {
		if matches(toks, k, []string{"công", "tác"}) {
			return true
		}
	}
	return false
}

// since are the words that make a time of "khi thực hiện Quy định số N".
var since = map[string]bool{"từ": true, "trước": true, "sau": true, "đến": true}

// reach looks leftwards from token to for the verb whose object the mention there is.
func (r *relater) reach(from, to int) reading {
	near := lastCue(r.toks, from, to)
	if near.n == 0 {
		return reading{}
	}
	v := lastVerb(r.toks, from, to)
	for tries := 0; v.n > 0 && v.rel != legal.BasedOn && tries < 4; tries++ {
		if negated(r.toks, v.at) {
			return reading{rel: legal.Cites, cue: v, rule: "denied"}
		}
		if part, ok := object(r.toks, from, v, to); ok {
			rule := "the nearest cue of the clause"
			if v != near {
				rule = "the verb of the clause reaches over the words of reference"
			}
			return reading{rel: v.rel, sub: v.sub, part: part, cue: v, rule: rule}
		}
		v = lastVerb(r.toks, from, v.at)
	}
	if near.verb() {
		return reading{rel: legal.Cites, rule: "the cue has another object"}
	}
	return reading{rel: legal.Cites, cue: near, rule: "the nearest cue of the clause"}
}

// subject returns Cites for a clause without a cue that has a body of its own as
// its subject ("; Sở Tài chính đã có Công văn số"): it goes on with no list.
func (r *relater) subject(from, to int) legal.Relation {
	for from < to && r.toks[from].kind != word {
		from++
	}
	if end := subjectAt(r.toks, from); end > from && end < to && acts(r.toks, end, to) {
		return legal.Cites
	}
	return ""
}

// mainClause returns the token behind the last comma that a body with a verb of
// doing follows ("…, UBND tỉnh đã ban hành"), or from.
func (r *relater) mainClause(from, to int) int {
	main := from
	for i := from; i < to; i++ {
		if r.toks[i].low != "," && r.toks[i].low != ":" {
			continue
		}
		if end := subjectAt(r.toks, i+1); end > i+1 && end < to && acts(r.toks, end, to) {
			main = i + 1
		}
	}
	return main
}

// subjectAt returns the end of the body that begins at token i, or of a place that
// acts for its body ("tỉnh Nghệ An đã ban hành"), or i.
func subjectAt(toks []token, i int) int {
	if end := issuerAt(toks, i); end > i {
		return end
	}
	_, n := levels.at(toks, i)
	end := i + n
	for n > 0 && end < len(toks) && end-i < 8 && toks[end].upper && !citationAt(toks, end) {
		end++
	}
	if end == i+n {
		return i
	}
	return end
}

// acts reports whether a verb of doing follows an issuer: the main clause begins.
func acts(toks []token, from, to int) bool {
	for i := from; i < min(to, from+4); i++ {
		switch toks[i].low {
		case "đã", "ban", "xây", "báo", "yêu", "đề", "có", "tham", "phối", "chỉ", "tổ", "thông", "trình", "sẽ", "hướng",
			"triển", "tiếp", "nhận", "quyết", "kính", "được", "phê", "giao", "công":
			return true
		}
	}
	return false
}

// leads reports whether the clause's first cue is that of carrying out, at its
// beginning or behind a comma.
func (r *relater) leads(from, to int) bool {
	c := firstCue(r.toks, from, to)
	return c.rel == legal.Implements && !negated(r.toks, c.at) && (c.at-from <= 4 || r.toks[c.at-1].low == ",")
}

// plans are words of what is still to be done, or only might be: a change behind
// them has not happened.
var plans = listed(`
	đề nghị | kiến nghị | đề xuất | dự thảo | dự án | dự kiến | nghiên cứu | tham mưu | rà soát | xem xét | trình |
	xin ý kiến | giao | xây dựng | soạn thảo | chủ trì | phối hợp | lấy ý kiến | góp ý | thẩm định | hoàn thiện |
	hoàn thành | chuẩn bị | cần | phải | nên | có thể | sẽ | sớm | việc | hồ sơ | thủ tục | trường hợp | khi | nếu |
	không | chưa | cấp | theo hướng | chờ | quá trình | tiến hành | định hướng | nhu cầu | đang | kịp thời | yêu cầu |
	nội dung cần | phương án | nhiệm vụ | báo cáo | lộ trình | chương trình xây dựng | cho phép | đăng ký |
	khẩn trương | tiếp tục | mẫu đơn | đơn | thời hạn | điều kiện | hoặc | chủ trương | mong muốn | sẽ được`)

// planned reports whether a word of planning stands between two tokens, in the
// clause of a verb that stands at to. "về việc" states a subject, no plan.
func planned(toks []token, from, to int) bool {
	for i := max(from, to-longSentence); i < to; i++ {
		if _, n := plans.at(toks, i); n == 0 || i+n > to {
			continue
		}
		if toks[i].low == "việc" && i > from && toks[i-1].low == "về" {
			continue
		}
		if toks[i].low == "khi" && i+1 < to && (toks[i+1].low == "có" || toks[i+1].low == "ký") {
			continue
		}
		return true
	}
	return false
}

// unnamed reports whether the verb at token to belongs to a document that is named
// by its type alone: "các Nghị định của Chính phủ quy định chi tiết …", "dự thảo
// Luật sửa đổi …". The document itself is meant by "Thông tư này", in its own title,
// and where its body issues it ("Chính phủ ban hành Nghị định sửa đổi …").
func (r *relater) unnamed(from, to int) bool {
	at, n := typeBehind(r.toks, from, verbStart(r.toks, from, to))
	if n == 0 || r.by.zone == legal.ZoneTitle {
		return false
	}
	if t, _ := typeWordSet.at(r.toks, at); r.by.kind == t {
		begins := at == 0 || markerEnd(r.toks) == at
		issued := at >= from+2 && r.toks[at-1].low == "hành" && r.toks[at-2].low == "ban"
		return !begins && !issued
	}
	return r.toks[at].upper || at > from &&
		(r.toks[at-1].low == "các" || r.toks[at-1].low == "những" || r.toks[at-1].low == "thảo" ||
			r.toks[at-1].low == "án")
}

// torn reports whether the verb at token to stands in the rest of a sentence whose
// beginning is in another block: it begins with a small letter, and not with the verb.
func (r *relater) torn(from, to int) bool {
	return from == 0 && to > 0 && r.by.zone == legal.ZoneBody && r.toks[0].kind == word && !r.toks[0].upper &&
		markerEnd(r.toks) == 0
}

// another reports whether a body that is not the document's own stands directly
// before the verb at token to: "Sở Tài chính hướng dẫn thực hiện …" in a plan of the
// province.
func (r *relater) another(from, to int) bool {
	if r.by.issuer == "" {
		return false
	}
	for to > from && (r.toks[to-1].low == "đã" || r.toks[to-1].low == "sẽ") {
		to--
	}
	for i := max(from, to-20); i < to; i++ {
		if issuerAt(r.toks, i) != to {
			continue
		}
		var name []string
		for _, t := range r.toks[i:to] {
			name = append(name, t.low)
		}
		return !strings.Contains(r.by.issuer, strings.Join(name, " "))
	}
	return false
}

// severalBehind reports whether the verb at token to belongs to documents that are
// named by their type alone ("các nghị định quy định chi tiết").
func severalBehind(toks []token, from, to int) bool {
	at, n := typeBehind(toks, from, verbStart(toks, from, to))
	return n > 0 && at > from && (toks[at-1].low == "các" || toks[at-1].low == "những")
}

// verbStart returns the first token of the verbs that the one at token to stands in a
// row with: "quy định chi tiết một số điều và biện pháp thi hành".
func verbStart(toks []token, from, to int) int {
	for i := to; i > from; i-- {
		m, n := cues.before(toks, i)
		if n > 0 && m.verb() && m.rel != legal.BasedOn && i-n >= from {
			to, i = i-n, i-n+1
			continue
		}
		if t := &toks[i-1]; !guiding[t.low] && !extent[t.low] && !ordinalToken(*t) {
			break
		}
	}
	return to
}

// typeBehind returns the type word, with how many tokens it takes, that ends at
// token to, its body between ("các Thông tư của Bộ Xây dựng" ends at to).
func typeBehind(toks []token, from, to int) (at, n int) {
	if _, n = typeWordSet.before(toks, to); n > 0 && to-n >= from {
		return to - n, n
	}
	for of := to - 1; of > max(from, to-14); of-- {
		if toks[of].low != "của" {
			continue
		}
		_, n = typeWordSet.before(toks, of)
		_, end, ok := ofIssuer(toks, of)
		if n > 0 && of-n >= from && ok && end == to {
			return of - n, n
		}
		return 0, 0
	}
	return 0, 0
}
