package cite

import "github.com/danchieu/danchieu/pipeline/legal"

// basisFillers may stand between "căn cứ" and the document it rests on: "căn cứ
// theo tinh thần hướng dẫn của Công văn", "căn cứ quy định tại Điều 5".
var basisFillers = map[string]bool{"vào": true, "theo": true, "các": true, "quy": true, "định": true, "tại": true,
	"của": true, "tinh": true, "thần": true, "hướng": true, "dẫn": true, "nội": true, "dung": true}

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
	if standardAt(toks, i) {
		return true
	}
	if _, n := typeWordSet.at(toks, i); n > 0 || !toks[i].upper || toks[i].kind != word || places[toks[i].low] {
		return true
	}
	_, n := heads.at(toks, i)
	return n > 0
}

// leadingBasis reports whether the clause begins with "Căn cứ" and no other verb
// stands between it and the mention, nor, behind a comma, a "theo" by which something
// else is done.
func leadingBasis(toks []token, from, to int) bool {
	at, ok := basisAt(toks, from, to)
	if !ok || !basisObject(toks, at) {
		return false
	}
	comma := false
	for i := at; i < to; i++ {
		comma = comma || toks[i].low == ","
		if m, n := cues.at(toks, i); n > 0 && m.verb() || comma && toks[i].low == "theo" && toks[i-1].low != "kèm" {
			return false
		}
	}
	return true
}

// restsOnStandard reports whether a clause rests on a standard, which is no mention:
// "Căn cứ QCVN 01:2025/BXD; Quyết định số …".
func restsOnStandard(toks []token, from, to int) bool {
	at, ok := basisAt(toks, from, to)
	return ok && at < to && standardAt(toks, at)
}

// basisAt returns the token behind the "Căn cứ" that a clause begins with.
func basisAt(toks []token, from, to int) (int, bool) {
	for from < to && (toks[from].kind != word || ordinalToken(toks[from])) {
		from++
	}
	m, n := cues.at(toks[:to], from)
	return from + n, n > 0 && m.rel == legal.BasedOn
}

// basisHead reports whether the clause that a colon ends is the head of a list of
// legal bases: "Căn cứ:", "Căn cứ các Nghị định của Chính phủ về …, gồm:", whatever
// its documents are about. One that names an activity is a heading ("Căn cứ xây
// dựng kế hoạch, gồm:"); is tells whether the clause begins with "Căn cứ" at all.
func basisHead(toks []token, from, to int) (head, is bool) {
	at, is := basisAt(toks, from, to)
	if !is {
		return false, false
	}
	for at < to && basisLead[toks[at].low] {
		at++
	}
	_, n := typeWordSet.at(toks, at)
	return at == to || n > 0 || toks[at].low == "văn" || toks[at-1].low == "định", true
}

// basisLead may stand between "Căn cứ" and the documents of a list.
var basisLead = map[string]bool{"vào": true, "theo": true, "các": true, "những": true, "một": true, "số": true,
	"pháp": true, "lý": true, "luật": true, "sau": true, "đây": true, "quy": true, "định": true}
