package cite

import (
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
	Provision string
	Rest      string // words that are none of these: a place, a body
}

// Parse reads a reference in any customary form, with or without diacritics:
//
//	30-NQ/TW   nq 30 nq/tw   nghị quyết 30   71/2020
//	ke hoach 64/kh-ubnd quang ninh 2023      Điều 5 Nghị định 71/2020
//	luật đất đai 2024
//
// It is not ok for a text that names no document.
func Parse(s string) (Ref, bool) {
	text := viet.Normalize(s)
	p := parser{text: text, toks: tokenize(text, lower(text), 0, len(text))}
	p.used = make([]bool, len(p.toks))
	ok := p.standard() || p.printed()
	if !ok { // "NQ18" is two tokens in small letters only
		low := lower(text)
		p.toks = tokenize(low, low, 0, len(low))
		p.used = make([]bool, len(p.toks))
		ok = p.typed() || p.ordinal() || p.law()
	}
	if !ok {
		return Ref{}, false
	}
	p.date()
	p.rest()
	return p.ref, true
}

// parser takes a typed reference apart; used marks the tokens that are read.
type parser struct {
	text string
	toks []token
	used []bool
	ref  Ref
}

func (p *parser) take(from, to int) {
	for i := from; i < to; i++ {
		p.used[i] = true
	}
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
		p.take(i-n, end)
		return true
	}
	return false
}

// printed reads a number as documents print it.
func (p *parser) printed() bool {
	for i, t := range p.toks {
		if t.kind == symbol {
			p.ref.Symbol = *t.sym
			p.take(i, i+1)
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
			p.take(i, end)
			p.before(i)
			return true
		}
	}
	return false
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
	t, n := p.typeBefore(i)
	if n == 0 {
		p.ref.Type = p.ref.Symbol.Type()
		return
	}
	p.ref.Type = t
	p.take(i-n, i)
	if from := provisionBefore(p.toks, i-n); from < i-n {
		p.ref.Provision = provisionText(p.text[p.toks[from].start:p.toks[i-n-1].end])
		p.take(from, i-n)
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
		p.take(at-n, i+1)
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
	p.take(at, at+word+name)
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
		if d, next, ok := dateAt(p.toks, i); ok {
			p.ref.Date = d
			p.take(i, next)
			return
		}
		if yearAlone(p.toks, i) || t.kind == number && len(t.low) == 4 && strings.HasPrefix(t.low, "19") {
			p.ref.Date, _ = legal.ParseDate(t.low)
			p.take(i, i+1)
			if i > 0 && fold(p.toks[i-1].low) == "nam" {
				p.take(i-1, i)
			}
			return
		}
	}
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
