package cite

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// shorts are the short names that a text has given to documents: by type and ordinal
// alone, once the full number was named or "Chỉ thị số 20" was.
type shorts map[short]bool

type short struct {
	kind    legal.Type
	ordinal string
}

func (s shorts) add(m *mention) {
	if s != nil && m.sym.Ordinal != "" && !m.Type.IsLaw() {
		s[short{m.Type, m.sym.Ordinal}] = true
	}
}

// bareOrdinal reads a short form such as "Hướng dẫn số 38" or the members of
// "Quy định 57, 75, 126": a type word and an ordinal alone.
func (f *finder) bareOrdinal(i int) (mention, bool) {
	toks := f.toks
	m := mention{head: i, left: i, end: i + 1}
	m.sym = legal.Symbol{Ordinal: strings.TrimLeft(toks[i].low, "0")}
	if len(toks[i].low) > 4 || m.sym.Ordinal == "" || partOfNumber(toks, i) {
		return mention{}, false
	}
	if f.goesOn(i) {
		m.Type, m.why.typ = f.last().Type, "shared with the mention before"
		return m, true
	}
	at, so := skipSo(toks, i, f.free)
	t, n := typeWordSet.before(toks, at)
	if n == 0 || at-n < f.free || t.IsLaw() || !shortForms[t] || !toks[at-n].upper || !so && likeYear(toks[i].low) {
		return mention{}, false
	}
	named := so || f.shorts[short{t, m.sym.Ordinal}]
	if !endsOrdinal(toks, i) && (!named || counts(toks, i+1)) {
		return mention{}, false
	}
	m.Type, m.head, m.hasType = t, at-n, true
	m.why.typ, m.why.typeWord = "the type word", tokens{at - n, at}
	m.left = max(f.free, provisionBefore(toks, m.head))
	return m, true
}

// likeYear reports whether an ordinal could be a year.
func likeYear(s string) bool {
	return len(s) == 4 && (s[:2] == "19" || s[:2] == "20")
}

// goesOn reports whether the ordinal at i is the next member of the list that the
// last mention stands in: of ordinals ("Quy định 57, 75"), or of full numbers of which
// some leave out what they share ("các Nghị định số 103/2025/NĐ-CP, 104, 110/2025/NĐ-CP").
func (f *finder) goesOn(i int) bool {
	before := f.last()
	if before == nil || before.Type.IsLaw() || f.free >= i || !onlySeparators(f.toks[f.free:i]) ||
		!endsOrdinal(f.toks, i) {
		return false
	}
	return len(before.sym.Codes) == 0 && before.sym.Ordinal != "" || f.plural() || endsInNumber(f.toks, i, before.sym)
}

// plural reports whether the list of the last mention is announced by "các".
func (f *finder) plural() bool {
	for k := len(f.ms) - 1; k >= max(0, len(f.ms)-longList); k-- {
		if m := &f.ms[k]; m.hasType {
			return m.head > 0 && f.toks[m.head-1].low == "các"
		}
	}
	return false
}

// endsInNumber reports whether ordinals from token i on lead to a full number with the
// codes of sym.
func endsInNumber(toks []token, i int, sym legal.Symbol) bool {
	for end := min(len(toks), i+longList); i < end; i++ {
		switch t := &toks[i]; {
		case t.kind == symbol:
			return len(sym.Codes) > 0 && t.sym.Codes[0] == sym.Codes[0]
		case t.kind == number && len(t.low) <= 4, onlySeparators(toks[i : i+1]):
		default:
			return false
		}
	}
	return false
}

// longList bounds, in tokens or in members, what of a list of ordinals is looked at.
const longList = 40

// counts reports whether the word at token i is what a number before it counts: "Kế
// hoạch 5 năm", "Báo cáo 6 tháng".
func counts(toks []token, i int) bool { return i < len(toks) && counted[toks[i].low] }

var counted = map[string]bool{
	"năm": true, "tháng": true, "ngày": true, "tuần": true, "quý": true, "giờ": true, "phút": true, "kỳ": true,
	"lần": true, "%": true, "triệu": true, "tỷ": true, "đồng": true,
	"nghìn": true, "người": true, "hộ": true, "xã": true, "thửa": true, "nội": true, "nhóm": true, "cấp": true,
	"bên": true, "bước": true, "điểm": true, "chỉ": true,
}

// shortForms are the types whose documents are called by type and ordinal alone.
var shortForms = map[legal.Type]bool{
	legal.Resolution: true, legal.Directive: true, legal.Conclusion: true, legal.Regulation: true, legal.Guidance: true,
	legal.Decree: true, legal.Decision: true, legal.Circular: true, legal.Plan: true, legal.Notice: true,
	legal.Letter: true, "Công điện": true,
}

// partOfNumber reports whether the number at i is a piece of a longer one: a date,
// a decimal, a range.
func partOfNumber(toks []token, i int) bool {
	for _, k := range []int{i - 1, i + 1} {
		if k < 0 || k >= len(toks) || toks[k].kind != punct {
			continue
		}
		near := toks[i].start == toks[k].end || toks[k].start == toks[i].end
		switch toks[k].low {
		case "/", "-", "–", "%":
			return true
		case ".", ":":
			if o := 2*k - i; near && o >= 0 && o < len(toks) && toks[o].kind == number {
				return true
			}
		}
	}
	return false
}

// endsOrdinal reports whether the ordinal at i ends a phrase, so that it does not
// count something ("Quyết định 30 ngày nghỉ").
func endsOrdinal(toks []token, i int) bool {
	if i+1 >= len(toks) || toks[i+1].kind == punct {
		return true
	}
	switch toks[i+1].low {
	case "của", "và", "về", "đã", "được", "là", "thì", "theo", "tại", "quy", "có":
		return true
	case "ngày": // of its date, not of a duration: "Quyết định 30 ngày nghỉ"
		_, _, ok := dateAt(toks, i+1)
		return ok
	}
	return false
}
