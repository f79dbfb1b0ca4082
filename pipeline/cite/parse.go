package cite

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Ref is a document as a person names it in a search box: whatever of its fields
// was typed.
type Ref struct {
	Type      legal.Type
	Symbol    legal.Symbol // without codes for an ordinal alone ("Nghị quyết 30")
	Name      string       // of a law, as in the list of names: lower case, or as typed without marks
	Date      legal.Date   // a day, a month or a year
	DateApart bool         // words stand before it that may be the title: it may be of what that is about
	Provision string
	Issuer    string // the body named behind the number; its words are among Rest
	Rest      string // words that are none of these: a place, a body, a title
	// Pasted tells that it reads as documents cite: a number, and day, body or title behind.
	Pasted bool
}

// Parse reads a reference in any customary form, with or without diacritics:
//
//	30-NQ/TW   nq 30 nq/tw   NQ-30-TW   nghị quyết 30   71/2020
//	ke hoach 64/kh-ubnd quang ninh 2023      Điều 5 Nghị định 71/2020
//	luật đất đai 2024
//	Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18/01/2024;
//
// Of several it is the first, see [References]. It is not ok for a text that names no document.
func Parse(s string) (Ref, bool) {
	refs := References(s)
	if len(refs) == 0 {
		return Ref{}, false
	}
	return refs[0], true
}

// maxReferences bounds how many documents of one text are told apart.
const maxReferences = 8

// References returns all that a text names by their numbers, in the order in which they
// stand; of what is named by ordinal or name alone there is one.
func References(s string) []Ref {
	text := viet.Normalize(s)
	starts := []int{0} // where the words of each begin
	for from := 0; len(starts) <= maxReferences; {
		p, ok := read(text[from:])
		if !ok || len(starts) > 1 && len(p.ref.Symbol.Codes) == 0 {
			break
		}
		if from > 0 {
			starts[len(starts)-1] = from + p.toks[p.from].start
		}
		from += p.toks[p.to-1].end
		starts = append(starts, from)
		if len(p.ref.Symbol.Codes) == 0 {
			break
		}
	}
	ends := append(starts[1:len(starts):len(starts)], len(text))
	ends = append(ends[:max(0, len(starts)-2)], len(text))
	var out []Ref
	for i := range len(starts) - 1 {
		if p, ok := read(text[starts[i]:ends[i]]); ok {
			out = append(out, p.whole())
		}
	}
	return out
}

// read finds the first reference of a text.
func read(text string) (*parser, bool) {
	p := &parser{text: text, toks: tokenize(text, lower(text), 0, len(text))}
	p.used = make([]bool, len(p.toks))
	if p.standard() || p.printed() && !p.halved() || p.found() {
		return p, true
	}
	// "NQ18" is two tokens in small letters only
	low := lower(text)
	*p = parser{text: text, toks: tokenize(low, low, 0, len(low))}
	p.used = make([]bool, len(p.toks))
	return p, p.turned() || p.typed() || p.ordinal() || p.law()
}

// whole completes a reference with what stands around its number.
func (p *parser) whole() Ref {
	typed := p.from < len(p.toks) && p.toks[p.from].kind == word
	at := p.behind()
	day := !p.ref.Date.IsZero()
	p.date()
	p.rest()
	titled := 0
	for _, t := range p.toks[at:] {
		if t.kind == word {
			titled++
		}
	}
	p.ref.Pasted = len(p.ref.Symbol.Codes) > 0 && (day || p.ref.Issuer != "" || typed && titled > 3 || titled > 8)
	return p.ref
}

// behind reads the date and the issuer that stand right behind what was read, in either
// order, and returns the token behind them.
func (p *parser) behind() int {
	at := p.to
	skip := func() int {
		i := at
		for i < len(p.toks) && (p.toks[i].low == "," || p.toks[i].low == "(" || p.toks[i].low == ")") {
			i++
		}
		return i
	}
	for {
		i := skip()
		if i == len(p.toks) {
			return at
		}
		if d, next, ok := dateAt(p.toks, i); ok && p.ref.Date.IsZero() && !spanOfYears(p.toks, i) {
			p.ref.Date = d
			p.take(i, next)
			at = next
			continue
		}
		start, end, ok := ofIssuer(p.toks, i)
		if !ok {
			start, end = i, issuerAt(p.toks, i)
		}
		if p.ref.Issuer != "" || end == start {
			return at
		}
		p.ref.Issuer = p.text[p.toks[start].start:p.toks[end-1].end]
		at = end
	}
}

// parser takes a typed reference apart; used marks the tokens that are read, from and to
// those of the name of the document: type word, number.
type parser struct {
	text     string
	toks     []token
	used     []bool
	from, to int
	ref      Ref
}

func (p *parser) take(from, to int) {
	for i := from; i < to; i++ {
		p.used[i] = true
	}
}

// name notes the tokens that name the document.
func (p *parser) name(from, to int) {
	p.from, p.to = from, to
	p.take(from, to)
}

// standard reads the number of a standard, in any case: "qcvn 06:2022/bxd".
func (p *parser) standard() bool {
	upper := strings.ToUpper(p.text)
	for i, t := range p.toks {
		typ, ok := legal.SchemeType(t.low)
		if !ok || len(upper) != len(p.text) {
			continue
		}
		sym, stop, ok := legal.ScanStandard(upper, t.start)
		if !ok {
			continue
		}
		if sym.Year == 0 || typ == legal.TechnicalRegulation && len(sym.Codes) == 1 {
			sym.Codes = nil // what is left out decides nothing
		}
		p.ref.Type, p.ref.Symbol = typ, sym
		end := i
		for end < len(p.toks) && p.toks[end].start < stop {
			end++
		}
		_, n := standardWords.before(p.toks, i)
		p.name(i-n, end)
		return true
	}
	return false
}

// printed reads a number as documents print it.
func (p *parser) printed() bool {
	for i, t := range p.toks {
		if t.kind == symbol {
			p.ref.Symbol = *t.sym
			p.name(i, i+1)
			p.before(i)
			return true
		}
	}
	return false
}

// typed reads a number in small letters or without its separators: an ordinal,
// perhaps a year, known codes.
func (p *parser) typed() bool {
	for i := range p.toks {
		sym, end := p.symbolAt(i)
		if end > i {
			p.ref.Symbol = sym
			p.name(i, end)
			p.before(i)
			return true
		}
	}
	return false
}

// found reads a number that is no token of its own, as documents are read: "Công văn số
// 17/HHTL".
func (p *parser) found() bool {
	for _, m := range mentions(p.toks, shorts{}) {
		if len(m.sym.Codes) == 0 || m.run.empty() {
			continue
		}
		p.ref = Ref{Symbol: m.sym}
		p.name(m.run.from, m.run.to)
		p.before(m.run.from)
		return true
	}
	return false
}

// halved reports whether what was read as a number lacks the code of its type, which stands
// before it: "NĐ 78/2025/CP".
func (p *parser) halved() bool {
	s := p.ref.Symbol
	return len(s.Codes) == 1 && s.Year > 0 && s.Term() == 0 && s.Type() == "" && p.ref.Type != ""
}

// turned reads a number whose code of type stands before its ordinal, or its type word:
// "nq-30-tw", "qđ 1690 ttg", "nghị quyết 30 tw".
func (p *parser) turned() bool {
	for i, t := range p.toks {
		if t.kind != number && t.kind != symbol {
			continue
		}
		typed := i
		for typed > 0 && (p.skipMarks(typed-1) == typed || fold(p.toks[typed-1].low) == "so") {
			typed--
		}
		typ, n := p.typeBefore(typed)
		if n == 0 || typ == legal.Letter || typ.IsLaw() {
			continue
		}
		end, year := i+1, ""
		if y, next := p.yearAt(end); next > end {
			year, end = "/"+y, next
		}
		code, next := p.codeAt(p.skipMarks(end), false)
		if _, isType := legal.TypeOfCode(code); code == "" || isType || strings.Contains(code, "/") {
			continue
		}
		sym, ok := legal.ParseSymbol(strings.ToUpper(t.low) + year + "/" + p.typeCode(typed-n, typ) + "-" + code)
		if ok && len(sym.Codes) == 2 {
			p.ref.Symbol, p.ref.Type = sym, typ
			p.name(typed-n, next)
			return true
		}
	}
	return false
}

// typeCode returns the code of a type whose word or code stands at token i.
func (p *parser) typeCode(i int, typ legal.Type) string {
	if code, ok := legal.KnownCode(p.toks[i].low); ok {
		if t, _ := legal.TypeOfCode(code); t == typ {
			return code
		}
	}
	codes := legal.CodesOfType(typ)
	if len(codes) == 0 {
		return ""
	}
	return slices.MinFunc(codes, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
}

// symbolAt reads a number that begins at token i and returns the token behind it,
// or i. "71/2020" is one whose codes are left out.
func (p *parser) symbolAt(i int) (legal.Symbol, int) {
	first := p.toks[i].low
	if first[0] < '0' || first[0] > '9' || p.partOfDate(i) {
		return legal.Symbol{}, i
	}
	printed, end, year := strings.ToUpper(first), i+1, ""
	if y, next := p.yearAt(end); next > end {
		year, end = "/"+y, next
	}
	codes := ""
	for {
		code, next := p.codeAt(p.skipMarks(end), codes == "")
		if code == "" {
			code, next = p.joinedCode(end)
		}
		if code == "" {
			break
		}
		codes += "/" + code
		end = next
	}
	if sym, ok := legal.ParseSymbol(printed + year + codes); ok && (len(sym.Codes) > 1 || sym.Term() > 0) {
		return sym, end
	}
	if sym, ok := legal.ParseSymbol(printed + year + "/X"); ok && year != "" && codes == "" {
		sym.Codes = nil
		return sym, end
	}
	return legal.Symbol{}, i
}

// yearAt reads "/2020" at token i.
func (p *parser) yearAt(i int) (string, int) {
	at := i
	if at < len(p.toks) && p.toks[at].low == "/" {
		at++
	}
	if at >= len(p.toks) || p.toks[at].kind != number || len(p.toks[at].low) != 4 {
		return "", i
	}
	if code, _ := p.codeAt(p.skipMarks(at+1), true); at == i && code == "" {
		return "", i // "64 2023": a number and a year, without a slash only before a code
	}
	return p.toks[at].low, at + 1
}

// joinedCode reads a code that stands in no table, where a mark joins it to what
// stands before: "3332/sgddt-qlclgd".
func (p *parser) joinedCode(i int) (string, int) {
	at := p.skipMarks(i)
	if at == i || at >= len(p.toks) || p.toks[at].kind != word || p.toks[i].start != p.toks[i-1].end ||
		p.toks[at].start != p.toks[at-1].end {
		return "", i
	}
	code, at := p.toks[at].low, at+1
	joined := func(i int) bool { return i < len(p.toks) && p.toks[i].start == p.toks[i-1].end }
	for joined(at) && p.toks[at].low == "&" && joined(at+1) && p.toks[at+1].kind == word { // "cchc&vtlt"
		code, at = code+"&"+p.toks[at+1].low, at+2
	}
	if joined(at) && p.toks[at].kind == number { // "hhdn-k4"
		code, at = code+p.toks[at].low, at+1
	}
	return strings.ToUpper(code), at
}

// codeAt reads a known code at token i; "qh" and the number of a term behind it
// are one, and so are a type and an issuer right behind the ordinal ("nqtw").
func (p *parser) codeAt(i int, first bool) (string, int) {
	if i >= len(p.toks) || p.toks[i].kind != word {
		return "", i
	}
	low := p.toks[i].low
	if (low == "qh" || low == "ubtvqh") && i+1 < len(p.toks) && p.toks[i+1].kind == number {
		return strings.ToUpper(low) + p.toks[i+1].low, i + 2
	}
	code, known := legal.KnownCode(low)
	if whole, end := p.partedCode(i); end > i {
		return whole, end
	}
	if known && !strings.HasSuffix(code, "TW") && !strings.HasSuffix(code, "TU") {
		return code, i + 1
	}
	for cut := range low { // "nđcp", "nqtw": two codes without a mark between
		_, typed := legal.TypeOfCode(low[:cut])
		if tail, ok := legal.KnownCode(low[cut:]); ok && typed && first {
			return strings.ToUpper(low[:cut]) + "/" + tail, i + 1
		}
	}
	if known {
		return code, i + 1
	}
	return "", i
}

// partedCode reads a known code of a body whose parts stand apart: "sgd&dt", "sgd dt".
func (p *parser) partedCode(i int) (string, int) {
	at := i + 1
	if at < len(p.toks) && p.toks[at].low == "&" {
		at++
	}
	if _, typed := legal.TypeOfCode(p.toks[i].low); typed || at >= len(p.toks) || p.toks[at].kind != word {
		return "", i
	}
	code, ok := legal.KnownCode(p.toks[i].low + p.toks[at].low)
	if !ok || strings.HasSuffix(code, "TW") || strings.HasSuffix(code, "TU") {
		return "", i
	}
	return code, at + 1
}

// partOfDate reports whether the number at i begins or continues a date.
func (p *parser) partOfDate(i int) bool {
	if _, _, ok := dateAt(p.toks, i); ok {
		return true
	}
	if i == 0 {
		return false
	}
	switch p.toks[i-1].low {
	case "/", "-", "ngày", "năm", "tháng":
		return true
	}
	return false
}

func (p *parser) skipMarks(i int) int {
	for i < len(p.toks) && strings.Contains("/-–_.", p.toks[i].low) {
		i++
	}
	return i
}

// before reads what stands before the number at token i: "số", a type word or its
// code, a provision.
func (p *parser) before(i int) {
	for i > 0 && (fold(p.toks[i-1].low) == "so" || p.toks[i-1].kind == punct) {
		i--
		p.take(i, i+1)
	}
	defer func() { p.from = i }()
	t, n := p.typeBefore(i)
	if n == 0 {
		p.ref.Type = p.ref.Symbol.Type()
		return
	}
	p.ref.Type = t
	i -= n
	p.take(i, i+n)
	if from := provisionBefore(p.toks, i); from < i {
		p.ref.Provision = provisionText(p.text[p.toks[from].start:p.toks[i-1].end])
		p.take(from, i)
		i = from
	}
}

// typeBefore reads a type word that ends at token i, with marks, without, or as
// its code ("nq", "nđ").
func (p *parser) typeBefore(i int) (legal.Type, int) {
	if t, n := typeWordSet.before(p.toks, i); n > 0 {
		return t, n
	}
	if t, n := foldedTypes().before(p.folded(), i); n > 0 {
		return t, n
	}
	if i > 0 && p.toks[i-1].kind == word {
		if t, ok := legal.TypeOfCode(strings.ToUpper(p.toks[i-1].low)); ok {
			return t, 1
		}
	}
	return "", 0
}

// ordinal reads a type and an ordinal alone: "Nghị quyết 30", "nq 30".
func (p *parser) ordinal() bool {
	for i, t := range p.toks {
		if t.kind != number || p.partOfDate(i) {
			continue
		}
		at := i
		for at > 0 && fold(p.toks[at-1].low) == "so" {
			at--
		}
		typ, n := p.typeBefore(at)
		if n == 0 || typ.IsLaw() {
			continue
		}
		p.ref.Type = typ
		p.ref.Symbol = legal.Symbol{Ordinal: strings.TrimLeft(t.low, "0")}
		p.name(at-n, i+1)
		return p.ref.Symbol.Ordinal != ""
	}
	return false
}

// law reads a law by name.
func (p *parser) law() bool {
	folded := p.folded()
	for i := range p.toks {
		t, n := foldedTypes().at(folded, i)
		if n == 0 || !t.IsLaw() {
			continue
		}
		if name, m := lawNames.at(p.toks, i+n); m > 0 && name {
			return p.takeLaw(t, i, n, m)
		}
		if name, m := foldedLaws().at(folded, i+n); m > 0 && name {
			return p.takeLaw(t, i, n, m)
		}
	}
	return false
}

func (p *parser) takeLaw(t legal.Type, at, word, name int) bool {
	p.ref.Type = t
	p.ref.Name = p.text[p.toks[at+word].start:p.toks[at+word+name-1].end]
	p.name(at, at+word+name)
	if from := provisionBefore(p.toks, at); from < at {
		p.ref.Provision = provisionText(p.text[p.toks[from].start:p.toks[at-1].end])
		p.take(from, at)
	}
	return true
}

// date reads the first date, or a year alone, among the tokens left.
func (p *parser) date() {
	for i, t := range p.toks {
		if p.used[i] {
			continue
		}
		if !p.ref.Date.IsZero() {
			return
		}
		if d, next, ok := dateAt(p.toks, i); ok {
			p.ref.Date, p.ref.DateApart = d, p.apart(i)
			p.take(i, next)
			return
		}
		if yearAlone(p.toks, i) || t.kind == number && len(t.low) == 4 && strings.HasPrefix(t.low, "19") {
			p.ref.Date, _ = legal.ParseDate(t.low)
			p.ref.DateApart = p.apart(i)
			p.take(i, i+1)
			if i > 0 && fold(p.toks[i-1].low) == "nam" {
				p.take(i-1, i)
			}
			return
		}
	}
}

// apart reports whether words that nothing has read stand between what names the document
// and token i.
func (p *parser) apart(i int) bool {
	from, to := p.to, i
	if i < p.from {
		from, to = i, p.from
	}
	for k := from; k < to; k++ {
		if !p.used[k] && p.toks[k].kind != punct {
			return true
		}
	}
	return false
}

// rest gathers the words nothing has read.
func (p *parser) rest() {
	var words []string
	for i, t := range p.toks {
		if !p.used[i] && t.kind != punct && t.low != "của" && t.low != "cua" {
			words = append(words, p.text[t.start:t.end])
		}
	}
	p.ref.Rest = strings.Join(words, " ")
}

// folded returns the tokens without diacritics.
func (p *parser) folded() []token {
	out := make([]token, len(p.toks))
	for i, t := range p.toks {
		t.low = fold(t.low)
		out[i] = t
	}
	return out
}

func fold(s string) string { return viet.Fold(s) }

// The folded names are put together when the first query is read.
var foldedTypes = sync.OnceValue(func() phrases[legal.Type] {
	m := map[string]legal.Type{}
	for _, w := range legal.TypeWords() {
		m[viet.Fold(w)], _ = legal.TypeOfWord(w)
	}
	return phraseSet(m)
})

var foldedLaws = sync.OnceValue(func() phrases[bool] { return listed(viet.Fold(lawNamesFile)) })
