package cite

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Numbers in no form of the rules: of one code ("1070/TCT", "155/QĐ"), or as
// enterprises make them ("09/2026CV-HL", "HLC-016/26-KT"). What stands around them
// makes them documents' numbers: a type word, "số", a date or the body.

// behindSo reports whether token i follows "số", with or without a colon.
func behindSo(toks []token, i int) bool {
	if i > 0 && toks[i-1].low == ":" {
		i--
	}
	return i > 0 && toks[i-1].low == "số"
}

// handmade reads a mention whose number, in no form of the rules, begins at token i.
func (f *finder) handmade(i int) (mention, bool) {
	end := runEnd(f.toks, i)
	if end == i || !numberLike(f.toks[i:end]) {
		return mention{}, false
	}
	m := mention{head: i, end: end, run: tokens{i, end}}
	so := f.typed(&m, i)
	if !m.hasType || !handmadeTypes[m.Type] || f.isForm(&m) {
		return mention{}, false
	}
	m.sym = symbolOf(f.toks[i:end])
	if !so && len(m.sym.Codes) == 0 {
		return mention{}, false
	}
	if !f.confirmed(end, so, m.sym) {
		if !looseCode(f.toks, end) || !f.confirmed(end+1, so, legal.Symbol{}) {
			return mention{}, false
		}
		m.end, m.run.to = end+1, end+1
		if sym := symbolOf(f.toks[i:m.end]); len(sym.Codes) > 0 {
			m.sym = sym
		}
	}
	m.left = f.left(m.head)
	return m, true
}

// handmadeTypes are the types of documents that bodies number as they like.
var handmadeTypes = map[legal.Type]bool{
	legal.Letter: true, legal.Proposal: true, legal.Report: true, legal.Notice: true, legal.Decision: true,
	legal.Plan: true, legal.Guidance: true, legal.Resolution: true, legal.Directive: true, legal.Circular: true,
	legal.Conclusion: true, legal.Permit: true, "Công điện": true, "Biên bản": true, "Phương án": true,
}

// confirmed reports whether what follows a number makes it a document's: a date or the
// body. Behind "số" a known code needs neither, nor does a longer one behind a slash at
// the end of a phrase.
func (f *finder) confirmed(end int, so bool, sym legal.Symbol) bool {
	if so && len(sym.Codes) > 0 {
		_, known := legal.KnownCode(sym.Codes[0])
		if known || f.toks[end-2].low == "/" && utf8.RuneCountInString(sym.Codes[0]) > 2 && endsOrdinal(f.toks, end-1) {
			return true
		}
	}
	if end < len(f.toks) && (f.toks[end].low == "," || f.toks[end].low == "(") {
		end++
	}
	if d, _, ok := dateAt(f.toks, end); ok {
		return d.Day != 0
	}
	_, _, ok := ofIssuer(f.toks, end)
	return so && ok
}

// looseCode reports whether token i is a code that a space parts from its number: it
// begins with a capital and is no word ("03/LĐVVN BTh").
func looseCode(toks []token, i int) bool {
	return i < len(toks) && toks[i].kind == word && isCode(&toks[i]) && toks[i].upper && len(toks[i].low) <= 8 &&
		!viet.IsWord(toks[i].low)
}

// runEnd returns the end of the run of tokens without a space that begins at token i,
// without the marks it ends in; i where it breaks off at a mark that parts codes.
func runEnd(toks []token, i int) int {
	end := i
	for end < len(toks) && (end == i || toks[end].start == toks[end-1].end) && runs(&toks[end]) {
		end++
	}
	for end > i && toks[end-1].kind == punct {
		if toks[end-1].low == "-" || toks[end-1].low == "/" {
			return i
		}
		end--
	}
	return end
}

func runs(t *token) bool {
	return t.kind == number || t.kind == symbol || t.kind == word || strings.Contains("/-.&_", t.low)
}

// numberLike reports whether a run is made like a document's number: an ordinal and at
// least one code of two capitals, parted by a slash or a dash.
func numberLike(run []token) bool {
	digits, codes, parted := false, false, false
	for i := range run {
		t := &run[i]
		switch {
		case t.kind == symbol:
			digits, codes, parted = true, true, true
		case t.kind == number:
			digits = digits || len(t.low) <= 5
		case t.kind == word && isCode(t):
			codes = true
		case t.kind == word:
			return false
		case t.low == "/" || t.low == "-":
			parted = true
		}
	}
	return digits && codes && parted
}

// isCode reports whether a word can be a code of a number: it begins with a capital,
// or with the year that clings to it ("2026CV").
func isCode(t *token) bool {
	letters := strings.TrimLeft(t.low, "0123456789")
	return (t.upper || len(letters) < len(t.low)) && len(letters) > 1
}

// symbolOf reads a run as a number, a year that clings to its code parted from it; it
// is zero where that gives none.
func symbolOf(run []token) legal.Symbol {
	var b strings.Builder
	for i := range run {
		b.WriteString(strings.ToUpper(run[i].low))
	}
	sym, ok := legal.ParseSymbol(clingingYear.ReplaceAllString(b.String(), "/$1/$2"))
	if !ok {
		return legal.Symbol{}
	}
	return sym
}

var clingingYear = regexp.MustCompile(`/((?:19|20)[0-9]{2})(\pL)`)
