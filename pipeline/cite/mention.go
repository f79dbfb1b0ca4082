package cite

import "github.com/danchieu/danchieu/pipeline/legal"

// mention is a citation in the making: its fields as token ranges of one block.
type mention struct {
	legal.Citation
	sym legal.Symbol
	// left is the first token that belongs to the mention, its provision
	// included; head the first without it; end the one behind its date and issuer.
	left, head, end int
	run             tokens // its number, where that is no token of its own
	name            tokens // a law's name
	issuer          tokens // its issuer phrase
	title           tokens // of a document cited by title alone
	hasType         bool   // a type word of its own
	tie             tie    // how it hangs on mention on, one before it
	on, depth       int    // depth is the number of parentheses it stands in
	part            bool   // only a part of it is changed
	deed            deed   // what it did to another mention
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

// finder finds the mentions of one block.
type finder struct {
	toks   []token
	shorts shorts // short forms that the text has given a meaning
	ms     []mention
	free   int // first token that belongs to no mention yet
}

// mentions finds every mention in the tokens of a block, in order, and adds what they
// may be called for short.
func mentions(toks []token, known shorts) []mention {
	f := finder{toks: toks, shorts: known}
	for i := 0; i < len(toks); i++ {
		if toks[i].kind == punct || toks[i].kind == word && !opensLaw(toks[i].low) && !behindSo(toks, i) {
			continue
		}
		m, ok := f.at(i)
		if !ok {
			continue
		}
		m.tail(toks)
		f.ms = append(f.ms, m)
		known.add(&m)
		f.free = m.end
		i = m.end - 1
	}
	titledDates(toks, f.ms)
	shareIssuers(toks, f.ms)
	return f.ms
}

// last returns the mention found last, nil for none.
func (f *finder) last() *mention {
	if len(f.ms) == 0 {
		return nil
	}
	return &f.ms[len(f.ms)-1]
}

// opensLaw reports whether the type of a law begins with a word.
func opensLaw(low string) bool {
	return low == "luật" || low == "bộ" || low == "pháp" || low == "hiến"
}

// at reads the mention whose number, or whose law's name, begins at token i.
func (f *finder) at(i int) (mention, bool) {
	switch f.toks[i].kind {
	case symbol:
		return f.numbered(i)
	case number:
		if m, ok := f.bareOrdinal(i); ok {
			return m, true
		}
		return f.handmade(i)
	case word:
		if behindSo(f.toks, i) {
			return f.handmade(i)
		}
		if at, ok := amendingNumber(f.toks, i); ok {
			return f.numbered(at)
		}
		return f.lawByName(i)
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
func (f *finder) numbered(i int) (mention, bool) {
	m := mention{sym: *f.toks[i].sym, head: i, end: i + 1}
	so := f.typed(&m, i)
	if f.isForm(&m) || len(m.sym.Codes) == 1 && !m.isOld() {
		return mention{}, false
	}
	if !m.hasType {
		if !so && !f.inList(m.head) && !speaksForItself(&f.toks[i]) || so && ownedByOther(f.toks, m.head, f.free) {
			return mention{}, false
		}
		f.typeByCode(&m)
	}
	if isContract(&m) {
		return mention{}, false
	}
	m.left = f.left(m.head)
	return m, true
}

// typed reads what stands before the number at i: "số" and the type word. so tells
// whether "số" does.
func (f *finder) typed(m *mention, i int) (so bool) {
	at, so := skipSo(f.toks, i, f.free)
	t, first, last := typeBefore(f.toks, at, f.free, so)
	if so {
		m.head = at
	}
	if first < at {
		m.Type, m.head, m.hasType = t, first, true
		m.why.typ, m.why.typeWord = "the type word", tokens{first, last}
		m.between(f.toks, last, at)
	}
	return so
}

// left returns the first token of the mention that begins at head, its provision
// included.
func (f *finder) left(head int) int {
	if left := provisionBefore(f.toks, head); left >= f.free {
		return left
	}
	return head
}

// typeByCode takes the type of a mention without a type word from its number. The
// member of a list whose first code is that of the one before is called as that one:
// "Quy định số 291-QĐ/TW, 292-QĐ/TW".
func (f *finder) typeByCode(m *mention) {
	m.Type, m.why.typ = m.sym.Type(), "the code in the number"
	before := f.last()
	if before == nil {
		return
	}
	same := len(before.sym.Codes) > 0 && before.sym.Codes[0] == m.sym.Codes[0] && f.inList(m.head)
	if m.Type == "" || same {
		m.Type, m.why.typ = before.Type, "shared with the mention before"
	}
}

// inList reports whether nothing but separators stands between the last mention and
// token at.
func (f *finder) inList(at int) bool {
	return len(f.ms) > 0 && f.free < at &&
		(onlySeparators(f.toks[f.free:at]) || at == f.free+1 && f.toks[f.free].low == ";")
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
	if t, ok := abbreviations[low(toks, at-1)]; ok && so && at-1 >= free && toks[at-1].upper {
		return t, at - 1, at
	}
	for last = at - 1; so && last > max(free, at-12) && qualifier(toks[last]); last-- {
		t, n := typeWordSet.before(toks, last)
		if n > 0 && last-n >= free && !t.IsLaw() && (at-last <= 4 || toks[last].low == "của") {
			return t, last - n, last
		}
	}
	return "", at, at
}

// abbreviations are type words as notes and tables shorten them: "CV số 123/CT-TTKT".
var abbreviations = map[string]legal.Type{
	"cv": legal.Letter, "qđ": legal.Decision, "nq": legal.Resolution, "kh": legal.Plan, "tb": legal.Notice,
	"bc": legal.Report, "ttr": legal.Proposal, "ct": legal.Directive,
	"hd": legal.Guidance, "kl": legal.Conclusion, "tt": legal.Circular, "nđ": legal.Decree,
	"ttlt": "Thông tư liên tịch",
}

func low(toks []token, i int) string {
	if i < 0 {
		return ""
	}
	return toks[i].low
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

// isOld reports whether a number of one code is a whole one: that of a document before
// 1998, which only a type word makes one, or of a precedent.
func (m *mention) isOld() bool {
	return m.sym.Term() > 0 || m.sym.Codes[0] == precedent || m.hasType && oldCodes[m.sym.Codes[0]]
}

// lawByName reads a law, code, ordinance or the constitution cited by name.
func (f *finder) lawByName(i int) (mention, bool) {
	toks := f.toks
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
	m.left = f.left(m.head)
	return m, true
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
