package cite

import (
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// kind tells tokens apart.
type kind uint8

const (
	word   kind = iota // letters, or letters and digits: "nghị", "15a"
	number             // digits
	punct              // one punctuation mark
	symbol             // a document's number and symbol: "64/KH-UBND"
)

// token is a piece of text with its place; white space is dropped, so no rule
// depends on how lines were broken.
type token struct {
	kind       kind
	start, end int           // byte offsets into the content
	low        string        // in lower case, new tone placement
	upper      bool          // begins with a capital
	sym        *legal.Symbol // of a number
}

// tokenize splits content[start:end]. low is the content in lower case, byte for
// byte as long.
func tokenize(content, low string, start, end int) []token {
	return appendTokens(make([]token, 0, (end-start)/5), content, low, start, end)
}

// appendTokens is tokenize into a slice.
func appendTokens(toks []token, content, low string, start, end int) []token {
	for at := start; at < end; {
		if content[at] == ' ' {
			at++
			continue
		}
		r, n := utf8.DecodeRuneInString(content[at:end])
		switch {
		case is(r, isBlank):
			at += n
			continue
		case r >= '0' && r <= '9':
			toks = append(toks, digits(content[:end], low, at))
		case is(r, isWord):
			stop := wordEnd(content[:end], at)
			toks = append(toks, token{kind: word, start: at, end: stop, low: low[at:stop], upper: is(r, isLarge)})
		default:
			toks = append(toks, token{kind: punct, start: at, end: at + n, low: low[at : at+n]})
		}
		at = toks[len(toks)-1].end
	}
	return toks
}

// digits reads what begins with a digit: a document's number where one stands
// there, else a number or a word such as "15a".
func digits(content, low string, at int) token {
	if sym, end, ok := legal.ScanSymbol(content, at); ok && plausible(content, at, end, sym) {
		kept := sym // one that is kept is moved to the heap, others are not
		return token{kind: symbol, start: at, end: end, low: low[at:end], sym: &kept}
	}
	end := at
	for end < len(content) && content[end] >= '0' && content[end] <= '9' {
		end++
	}
	if r, _ := utf8.DecodeRuneInString(content[end:]); unicode.IsLetter(r) {
		if stop := wordEnd(content, end); !calendar[low[end:stop]] && !isGluedYear(content[at:end], content[end:stop]) {
			return token{kind: word, start: at, end: stop, low: low[at:stop]}
		}
	}
	return token{kind: number, start: at, end: end, low: low[at:end]}
}

// calendar are the words that a missing space joins to the number of a day or month
// ("tháng 6năm 2022").
var calendar = map[string]bool{"năm": true, "tháng": true, "ngày": true}

// isGluedYear reports whether a missing space joins a year to a word behind it ("ngày 10/10/2017của Sở Y tế").
// One letter belongs to the digits: "2017a".
func isGluedYear(digits, letters string) bool {
	r, n := utf8.DecodeRuneInString(letters)
	return len(digits) == 4 && (digits[:2] == "19" || digits[:2] == "20") && is(r, isSmall) && n < len(letters)
}

// wordEnd returns the end of the word at at. A word ends where digits follow a
// small letter ("số31"), or a capital follows small letters alone ("củaUBND"), which are missing spaces; one letter
// may begin a name ("eOffice").
func wordEnd(content string, at int) int {
	start, lower, small := at, false, true
	for at < len(content) {
		if c := content[at]; c >= 'a' && c <= 'z' {
			lower = true
			at++
			continue
		} else if c == ' ' {
			break
		}
		r, n := utf8.DecodeRuneInString(content[at:])
		if !is(r, isWord) && (!unicode.IsDigit(r) || lower) || small && at-start > 1 && is(r, isLarge) {
			break
		}
		lower = is(r, isSmall)
		small = small && lower
		at += n
	}
	return at
}

// judgments are the codes of court rulings (12/2020/HS-ST), which are no
// documents of the administration.
var judgments = map[string]bool{"HS": true, "DS": true, "HC": true, "LĐ": true, "KDTM": true, "HNGĐ": true}

// plausible reports whether a symbol that begins at at can be one, judged by what
// stands directly before it and by its codes.
func plausible(content string, at, end int, sym legal.Symbol) bool {
	before, n := utf8.DecodeLastRuneInString(content[:at])
	if n > 0 && before == '/' {
		return false // "số …/2021/TT-BTC": the number is blank
	}
	if inside(content, at, end) {
		return false
	}
	if n > 0 && (before == '.' || before == ',' || before == '-' || before == '–') {
		if b, _ := utf8.DecodeLastRuneInString(content[:at-n]); b >= '0' && b <= '9' {
			return false // inside a date or an amount
		}
	}
	if n > 0 && before >= '0' && before <= '9' {
		return false
	}
	if len(sym.Codes) == 1 {
		return sym.Term() > 0 || oldCodes[sym.Codes[0]] || sym.Year > 0 && sym.Codes[0] == precedent
	}
	return !judgments[sym.Codes[0]]
}

// inside reports whether content[at:end] is the middle of something longer, such as
// the number of a contract: "P-21/HNO/XCG/3312".
func inside(content string, at, end int) bool {
	if dash := at - 1; dash > 0 && content[dash] == '-' {
		if r, _ := utf8.DecodeLastRuneInString(content[:dash]); unicode.IsLetter(r) {
			return true
		}
	}
	if end+1 >= len(content) || content[end] != '/' && content[end] != '-' {
		return false
	}
	digits := end + 1
	for digits < len(content) && content[digits] >= '0' && content[digits] <= '9' {
		digits++
	}
	year := digits-end == 5 && (content[end+1:end+3] == "19" || content[end+1:end+3] == "20")
	return digits-end > 3 && !year
}

// precedent is the code of an án lệ: 25/2018/AL.
const precedent = "AL"

// oldCodes are issuers that numbers before 1998 name alone: 206-CP, 327-CT,
// 111-HĐBT, 200-TTg.
var oldCodes = map[string]bool{"CP": true, "TTg": true, "HĐBT": true, "CT": true, "SL": true, "LCT": true, "HĐNN": true,
	"CTN": true}

// lower returns s in lower case with new tone placement, byte for byte as long
// as s: hoà → hòa, uỷ → ủy, as both styles are official. Bytes that are no UTF-8
// become "?".
func lower(s string) string {
	b := make([]byte, 0, len(s))
	var before, prev rune // the two runes written last
	for at := 0; at < len(s); {
		if c := s[at]; c < utf8.RuneSelf {
			l := rune(smalls[c])
			b = append(b, byte(l))
			before, prev = prev, l
			at++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		at += size
		l := lowerRune(r, size)
		if pair, ok := toneOf(prev, l); ok && before != 'q' {
			if next, _ := utf8.DecodeRuneInString(s[at:]); !unicode.IsLetter(next) {
				b = append(b[:len(b)-utf8.RuneLen(prev)], pair...)
				before, prev = 0, 0
				continue
			}
		}
		b = utf8.AppendRune(b, l)
		before, prev = prev, l
	}
	return string(b)
}

func toneOf(prev, l rune) (string, bool) {
	if prev != 'o' && prev != 'u' || l < 'à' {
		return "", false
	}
	pair, ok := newTone[[2]rune{prev, l}]
	return pair, ok
}

// newTone maps an open rime in old tone placement to the new one, where both are
// as long in UTF-8; the others (oẽ, uỳ, uỹ) stand in no phrase we look for.
var newTone = map[[2]rune]string{
	{'o', 'à'}: "òa", {'o', 'á'}: "óa", {'o', 'ả'}: "ỏa", {'o', 'ã'}: "õa", {'o', 'ạ'}: "ọa",
	{'o', 'è'}: "òe", {'o', 'é'}: "óe", {'o', 'ẻ'}: "ỏe", {'o', 'ẹ'}: "ọe",
	{'u', 'ý'}: "úy", {'u', 'ỷ'}: "ủy", {'u', 'ỵ'}: "ụy",
}
