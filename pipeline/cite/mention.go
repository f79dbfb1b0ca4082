package cite

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// mention is a citation in the making: its fields as token ranges of one block.
type mention struct {
	legal.Citation
	sym legal.Symbol
	// left is the first token that belongs to the mention, its provision
	// included; head the first without it; end the one behind its date and issuer.
	left, head, end int
	name            tokens // a law's name
	issuer          tokens // its issuer phrase
	title           tokens // of a document cited by title alone
	hasType         bool   // a type word of its own
	tie             tie    // how it hangs on mention on, one before it
	on, depth       int    // depth is the number of parentheses it stands in
	part            bool   // only a part of it is changed
	why             why
}

// why keeps, for people who doubt a field, which rule and which words gave it.
type why struct {
	typ, issuer, relation string
	typeWord, date, cue   tokens
}

// tokens is a half-open range of tokens; the zero value is none.
type tokens struct{ from, to int }

func (r tokens) empty() bool { return r.from == r.to }

// typeWordSet holds the known type words as token phrases.
var typeWordSet = phraseSet(func() map[string]legal.Type {
	m := map[string]legal.Type{}
	for _, w := range legal.TypeWords() {
		m[w], _ = legal.TypeOfWord(w)
	}
	return m
}())

// mentions finds every mention in the tokens of a block, in order.
func mentions(toks []token) []mention {
	var out []mention
	free := 0 // first token that belongs to no mention yet
	for i := 0; i < len(toks); i++ {
		if toks[i].kind == punct || toks[i].kind == word && !opensLaw[toks[i].low] {
			continue
		}
		m, ok := mentionAt(toks, i, free, out)
		if !ok {
			continue
		}
		m.tail(toks)
		out = append(out, m)
		free = m.end
		i = m.end - 1
	}
	shareIssuers(toks, out)
	return out
}

// opensLaw are the words with which the type of a law begins.
var opensLaw = map[string]bool{"luật": true, "bộ": true, "pháp": true, "hiến": true}

// mentionAt reads the mention whose number, or whose law's name, begins at token i.
func mentionAt(toks []token, i, free int, before []mention) (mention, bool) {
	switch toks[i].kind {
	case symbol:
		return numbered(toks, i, free, before)
	case number:
		return bareOrdinal(toks, i, free, before)
	case word:
		if at, ok := amendingNumber(toks, i); ok {
			return numbered(toks, at, free, before)
		}
		return lawByName(toks, i, free)
	}
	return mention{}, false
}

// amendingNumber returns the token of the number behind the title of the amending
// law whose type word stands at token i: the laws in the title are no mentions.
func amendingNumber(toks []token, i int) (at int, ok bool) {
	_, n := lawType(toks, i)
	end := amendingName(toks, i+n)
	if n == 0 || end == i+n {
		return 0, false
	}
	behind, ok := followedByNumber(toks, end)
	return behind - 1, ok
}

// numbered reads a mention from its number leftwards: "số", qualifiers, the type
// word. Without one the member of a list takes the type of the mention before it,
// unless its number tells another.
func numbered(toks []token, i, free int, before []mention) (mention, bool) {
	m := mention{sym: toks[i].sym, head: i, end: i + 1}
	at, so := skipSo(toks, i, free)
	t, first, last := typeBefore(toks, at, free, so)
	if so {
		m.head = at
	}
	if first < at {
		m.Type, m.head, m.hasType = t, first, true
		m.why.typ, m.why.typeWord = "the type word", tokens{first, last}
		m.between(toks, last, at)
	}
	if isForm(toks, m.head) || m.Type == "Hợp đồng" || len(m.sym.Codes) == 1 && !m.isOld() {
		return mention{}, false
	}
	if !m.hasType {
		m.Type, m.why.typ = m.sym.Type(), "the code in the number"
		if n := len(before); m.Type == "" && n > 0 {
			m.Type, m.why.typ = before[n-1].Type, "shared with the mention before"
		}
	}
	m.left = provisionBefore(toks, m.head)
	if m.left < free {
		m.left = m.head
	}
	return m, true
}

// skipSo steps back over "số" and its colon before the number at i, and returns
// the token the number's phrase begins at.
func skipSo(toks []token, i, free int) (at int, so bool) {
	at = i
	if at > free && (toks[at-1].low == ":" || toks[at-1].low == ".") {
		at--
	}
	if at > free && toks[at-1].low == "số" {
		return at - 1, true
	}
	return i, false
}

// typeBefore finds the type word that governs the number phrase at token at, and
// returns its first token and the token behind it. With "số" between, a law's
// name may follow the type word, or qualifiers ("Báo cáo thẩm tra số"), or its
// issuer ("Kế hoạch của UBND tỉnh số").
func typeBefore(toks []token, at, free int, so bool) (t legal.Type, first, last int) {
	for first = at - 1; first >= max(free, at-longestTitle); first-- {
		if t, n := lawType(toks, first); n > 0 && amendingName(toks, first+n) == at && first+n < at {
			return t, first, first + n
		}
	}
	for first = at - 1; first >= max(free, at-24); first-- {
		if t, n := lawType(toks, first); n > 0 && first+n < at && lawName(toks, first+n, t) == at {
			return t, first, first + n
		}
	}
	if t, n := typeWordSet.before(toks, at); n > 0 && at-n >= free && !(t == legal.Law && decoyBefore(toks, at-1)) {
		return t, at - n, at
	}
	for last = at - 1; so && last > max(free, at-12) && qualifier(toks[last]); last-- {
		t, n := typeWordSet.before(toks, last)
		if n > 0 && last-n >= free && !t.IsLaw() && (at-last <= 4 || toks[last].low == "của") {
			return t, last - n, last
		}
	}
	return "", at, at
}

// longestTitle is how many tokens the title of an amending law has at most: some
// name a dozen laws.
const longestTitle = 150

// qualifier reports whether a token may stand between a type word and "số".
func qualifier(t token) bool {
	if t.kind != word {
		return t.low == "," || t.low == "-"
	}
	switch t.low {
	case "theo", "tại", "và", "đã", "được", "là", "có", "ngày", "số":
		return t.low == "và"
	}
	return true
}

// between takes the words between the type word and "số": a law's name, or the
// issuer in "Kế hoạch của UBND tỉnh số".
func (m *mention) between(toks []token, from, to int) {
	if m.Type.IsLaw() {
		m.name = tokens{from, to}
	} else if start, end, ok := ofIssuer(toks, from); ok && end == to {
		m.issuer, m.why.issuer = tokens{start, end}, "between the type word and “số”"
	}
}

// isForm reports whether what stands before token head makes the number that of a
// form, a standard or an account: no document.
func isForm(toks []token, head int) bool {
	for i := max(0, head-2); i < head; i++ {
		switch toks[i].low {
		case "mẫu", "biểu", "tcvn", "qcvn", "iso", "đơn", "lô", "thửa":
			return true
		}
	}
	return head > 1 && toks[head-2].low == "tài" && toks[head-1].low == "khoản"
}

// isOld reports whether a number of one code is that of a document before 1998:
// only a type word makes it one.
func (m *mention) isOld() bool {
	return m.sym.Term() > 0 || m.hasType && oldCodes[m.sym.Codes[0]]
}

// bareOrdinal reads a short form such as "Hướng dẫn số 38" or the members of
// "Quy định 57, 75, 126": a type word and an ordinal alone.
func bareOrdinal(toks []token, i, free int, before []mention) (mention, bool) {
	m := mention{head: i, left: i, end: i + 1}
	if len(toks[i].low) > 4 || partOfNumber(toks, i) {
		return mention{}, false
	}
	if n := len(before); n > 0 && before[n-1].end == free && len(before[n-1].sym.Codes) == 0 && !before[n-1].Type.IsLaw() && onlySeparators(toks[free:i]) && i > free {
		m.Type = before[n-1].Type
		m.sym = legal.Symbol{Ordinal: toks[i].low}
		return m, endsOrdinal(toks, i)
	}
	at, so := skipSo(toks, i, free)
	t, n := typeWordSet.before(toks, at)
	if n == 0 || at-n < free || t.IsLaw() || !shortForms[t] || !toks[at-n].upper {
		return mention{}, false
	}
	if len(toks[i].low) == 4 && !so || !endsOrdinal(toks, i) {
		return mention{}, false
	}
	m.Type, m.head, m.hasType = t, at-n, true
	m.why.typ, m.why.typeWord = "the type word", tokens{at - n, at}
	m.sym = legal.Symbol{Ordinal: toks[i].low}
	m.left = max(free, provisionBefore(toks, m.head))
	return m, true
}

// shortForms are the types whose documents are called by type and ordinal alone.
var shortForms = map[legal.Type]bool{
	legal.Resolution: true, legal.Directive: true, legal.Conclusion: true, legal.Regulation: true, legal.Guidance: true, legal.Decree: true,
	legal.Decision: true, legal.Circular: true, legal.Plan: true, legal.Notice: true, legal.Letter: true, "Công điện": true,
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

// lawByName reads a law, code, ordinance or the constitution cited by name.
func lawByName(toks []token, i, free int) (mention, bool) {
	t, n := lawType(toks, i)
	if n == 0 {
		return mention{}, false
	}
	end := lawName(toks, i+n, t)
	if _, ok := followedByNumber(toks, end); ok && t != legal.Constitution {
		return mention{}, false // its number comes: read from there
	}
	if end == i+n && (t != legal.Constitution || !toks[i].upper) {
		return mention{}, false
	}
	m := mention{head: i, end: end, hasType: true, name: tokens{i + n, end}}
	m.Type = t
	m.why.typ, m.why.typeWord = "the type word", tokens{i, i + n}
	m.left = provisionBefore(toks, m.head)
	if m.left < free {
		m.left = m.head
	}
	return m, true
}

// tail reads what follows the number or name: a date, the issuer, in either
// order, each at most once.
func (m *mention) tail(toks []token) {
	dated := false
	if t := m.end; t < len(toks) && toks[t].kind == number && toks[t].start == toks[t-1].end && toks[t-1].kind == symbol {
		m.end++ // a footnote mark stuck to the number
	}
	for m.end < len(toks) {
		at := m.end
		comma := toks[at].low == ","
		if comma {
			at++
		}
		paren := at < len(toks) && toks[at].low == "("
		if paren {
			at++
		}
		if m.Type.IsLaw() && !dated && !comma && !paren && yearAlone(toks, at) {
			m.Date, m.end, dated = legal.Date{Year: 2000 + int(toks[at].low[2]-'0')*10 + int(toks[at].low[3]-'0')}, at+1, true
			m.why.date = tokens{at, at + 1}
			continue
		}
		if d, next, ok := dateAt(toks, at); ok && !dated && !effectDate(toks, at) {
			if paren && (next >= len(toks) || toks[next].low != ")") {
				return
			}
			m.why.date = tokens{at, next}
			if paren {
				next++
			}
			m.Date, m.end, dated = d, next, true
			continue
		}
		if start, end, ok := ofIssuer(toks, at); ok && m.issuer.empty() && !paren && (!m.Type.IsLaw() || isAssembly(toks, start, end)) {
			m.issuer, m.end, m.why.issuer = tokens{start, end}, end, "after “của”"
			continue
		}
		return
	}
}

// isAssembly reports whether a body is the one that passes laws.
func isAssembly(toks []token, from, to int) bool {
	_, n := assemblies.at(toks, from)
	return n == to-from
}

var assemblies = listed("quốc hội | ủy ban thường vụ quốc hội")

// yearAlone reports whether a year stands at token i as in "Luật Đất đai 2024".
func yearAlone(toks []token, i int) bool {
	return toks[i].kind == number && len(toks[i].low) == 4 && strings.HasPrefix(toks[i].low, "20") && !partOfNumber(toks, i)
}

// effectDate reports whether a year at token i belongs to what follows rather
// than to the document: "năm học 2022 - 2023" has no date form, but "năm 2023 -
// 2025" and "năm 2023 của" do.
func effectDate(toks []token, i int) bool {
	if toks[i].low != "năm" || i+2 >= len(toks) {
		return false
	}
	return toks[i+2].low == "-" || toks[i+2].low == "–"
}

// citationAt reports whether a citation begins at token i: a type word with a
// number behind it, or a law with its name.
func citationAt(toks []token, i int) bool {
	if i >= len(toks) {
		return false
	}
	if toks[i].kind == symbol {
		return true
	}
	if toks[i].low == "số" && i+1 < len(toks) && toks[i+1].kind == symbol {
		return true
	}
	t, n := typeWordSet.at(toks, i)
	if n == 0 {
		return false
	}
	for k := i + n; k < len(toks) && k < i+n+5; k++ {
		if toks[k].kind == symbol {
			return true
		}
		if toks[k].kind != word {
			break
		}
	}
	if i+n < len(toks) && (toks[i+n].kind == number || toks[i+n].low == "số") {
		return true
	}
	if !t.IsLaw() {
		return false
	}
	_, known := lawNames.at(toks, i+n)
	return known > 0
}

// onlySeparators reports whether tokens do no more than part the members of a list.
func onlySeparators(toks []token) bool {
	for _, t := range toks {
		switch t.low {
		case ",", "và", "hoặc", "cùng", "số", "các", "&", "với", "cũng", "như", "-", "–", "+":
		default:
			return false
		}
	}
	return true
}
