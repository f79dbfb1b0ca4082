package legal

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ScanSymbol reads the number that begins at s[at:] with its first digit, and
// returns it with the offset behind it. The grammar (§2.3 of the form rules, NĐ
// 30/2020/NĐ-CP Phụ lục I and HD 36-HD/VPTW) is
//
//	ordinal [ "/" year ] { separator code }
//
// with tolerant separators: slash or any dash, spaces and one line break around
// it; of a letter's units the later ones may follow a comma ("341/SNV-XDCQ,CTTN&TG"),
// a drafting unit may stand in parentheses ("27/TT-BCA(C13)"). Numbers of one code
// ("206-CP", "29-TTr") come back too; whether they are documents, only the words
// around them tell.
func ScanSymbol(s string, at int) (sym Symbol, end int, ok bool) {
	c := cursor{s, at}
	sym.Ordinal = c.ordinal()
	if sym.Ordinal == "" {
		return Symbol{}, at, false
	}
	printed := s[at:c.at]
	if y, ok := c.year(); ok {
		sym.Year, sym.Width = y, widthOf(printed)
	}
	end = c.at
	for len(sym.Codes) < maxCodes {
		spaced, ok := c.separator()
		if !ok && (len(sym.Codes) > 0 || !c.bareTypeCode()) {
			break
		}
		if spaced && len(sym.Codes) >= 2 {
			break // "64/KH-UBND - UBND tỉnh": a dash between phrases
		}
		code, ok := c.code()
		if !ok {
			break
		}
		sym.Codes = append(sym.Codes, code)
		sym.show(c.s[end:c.at])
		end = c.at
		if len(sym.Codes) == 1 && assemblyCode(code) {
			break
		}
	}
	c.at = end
	c.units(&sym)
	return sym, c.at, len(sym.Codes) > 0
}

// show keeps the "&" with which the last code is printed.
func (s *Symbol) show(printed string) {
	if !strings.Contains(printed, "&") {
		return
	}
	code := []rune(s.Codes[len(s.Codes)-1])
	var shown []rune
	n := 0
	for _, r := range printed {
		switch {
		case r == '&':
			shown = append(shown, r)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if n == len(code) {
				return // it is known by another spelling
			}
			shown = append(shown, code[n])
			n++
		}
	}
	if n == len(code) {
		s.Shown = append(s.Shown, make([]string, len(s.Codes)-len(s.Shown))...)
		s.Shown[len(s.Codes)-1] = string(shown)
	}
}

// maxCodes bounds the codes of one number: a joint circular has a type and up to
// nine bodies.
const maxCodes = 10

// units reads what only a number with a type and a body, or a body and a unit, may
// carry behind them: more units behind commas, or one in parentheses.
func (c *cursor) units(sym *Symbol) {
	read := len(sym.Codes)
	if read < 2 {
		return
	}
	for {
		from := c.at
		code, ok := c.commaUnit()
		if !ok {
			break
		}
		sym.Codes = append(sym.Codes, code)
		sym.show(c.s[from:c.at])
	}
	if len(sym.Codes) == read {
		sym.Codes = append(sym.Codes, c.unitInParentheses()...)
	}
}

// commaUnit reads a unit behind a comma without a space. A type or a body there
// begins another phrase whose space is missing.
func (c *cursor) commaUnit() (string, bool) {
	d := *c
	if !strings.HasPrefix(d.rest(), ",") {
		return "", false
	}
	d.at++
	raw := d.at
	code, ok := d.code()
	if _, known := KnownCode(code); !ok || known || utf8.RuneCountInString(d.s[raw:d.at]) < 2 ||
		letterBehindSpace(d.rest()) {
		return "", false
	}
	c.at = d.at
	return code, true
}

// letterBehindSpace reports whether a capital follows behind one space: a name goes
// on ("KH-SNV,UBND Xã").
func letterBehindSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(s, " "))
	return strings.HasPrefix(s, " ") && unicode.IsUpper(r)
}

// unitInParentheses reads "(C13)", "(A81-P6)", "(TH)".
func (c *cursor) unitInParentheses() []string {
	if !strings.HasPrefix(c.rest(), "(") {
		return nil
	}
	m := parenthesisedUnit.FindString(c.rest())
	if m == "" {
		return nil
	}
	c.at += len(m)
	return strings.Split(canonicalCode(m[1:len(m)-1]), "-")
}

var parenthesisedUnit = regexp.MustCompile(`^\((?:[A-ZĐ]{1,5}[0-9]{1,3}(?:-[A-ZĐ]{1,4}[0-9]{0,3})?|[A-ZĐ]{2,4})\)`)

// NumberAsPrinted returns s[start:end] as citations quote numbers: white space
// dropped, every dash "-" and a repeated one once, Đ look-alikes repaired.
func NumberAsPrinted(s string) string {
	var b strings.Builder
	dash := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
		case isDash(r):
			if !dash {
				b.WriteByte('-')
			}
			dash = true
		default:
			dash = false
			b.WriteRune(r)
		}
	}
	return eth.Replace(b.String())
}

// cursor walks through one number.
type cursor struct {
	s  string
	at int
}

func (c *cursor) rest() string { return c.s[c.at:] }

// ordinal reads up to six digits, a dotted part, and a letter that belongs to
// the number (15a, 01A, 12bis).
func (c *cursor) ordinal() string {
	start := c.at
	for c.at < len(c.s) && isDigit(c.s[c.at]) {
		c.at++
	}
	if n := c.at - start; n == 0 || n > 6 {
		return ""
	}
	if c.at+1 < len(c.s) && c.s[c.at] == '.' && isDigit(c.s[c.at+1]) && c.at-start <= 3 {
		dot := c.at
		c.at++
		for c.at < len(c.s) && isDigit(c.s[c.at]) {
			c.at++
		}
		if c.at-dot > 3 {
			return "" // "16.000": an amount
		}
	}
	digits := strings.TrimLeft(c.s[start:c.at], "0")
	if digits == "" || digits[0] == '.' {
		return ""
	}
	return digits + c.suffix()
}

// widthOf returns how many digits a printed ordinal has, 0 for fewer than three, or without
// a zero before.
func widthOf(printed string) int {
	n := len(printed) - len(strings.TrimLeft(printed, "0123456789"))
	if n < 3 || printed[0] != '0' {
		return 0
	}
	return n
}

func (c *cursor) suffix() string {
	for _, word := range []string{"bis", "ter"} {
		if strings.HasPrefix(c.rest(), word) && !letterAt(c.s, c.at+3) {
			c.at += 3
			return word
		}
	}
	r, n := utf8.DecodeRuneInString(c.rest())
	if n == 1 && unicode.IsLetter(r) && !letterAt(c.s, c.at+1) && separatorAt(c.s, c.at+1) {
		c.at++
		return strings.ToLower(string(r))
	}
	return ""
}

// year reads "/2021" where another separator and no digit follows it.
func (c *cursor) year() (int, bool) {
	d := *c
	if _, ok := d.separator(); !ok {
		return 0, false
	}
	if d.at+4 > len(d.s) || !allDigits(d.s[d.at:d.at+4]) || !separatorAt(d.s, d.at+4) {
		return 0, false
	}
	y, _ := strconv.Atoi(d.s[d.at : d.at+4])
	if y < 1945 || y > 2099 {
		return 0, false
	}
	c.at = d.at + 4
	return y, true
}

// separator reads a slash, a dash or an underscore with up to two spaces or line
// breaks on each side (a stamped number leaves a wide gap before it); a slash and
// a dash may follow each other by mistake ("12/-KH"), and so may the dash that ends
// a line and the one that begins the next ("29-⏎-NQ"). spaced is true for a dash
// with space on both sides.
func (c *cursor) separator() (spaced, ok bool) {
	at := c.at
	before := c.spaces()
	r, n := utf8.DecodeRuneInString(c.rest())
	if n == 0 || r != '/' && r != '_' && !isDash(r) && !c.dotAfterType(before) {
		c.at = at
		return false, false
	}
	c.at += n
	if r2, n2 := utf8.DecodeRuneInString(c.rest()); n2 > 0 && (r2 == '/' && isDash(r) || r == '/' && isDash(r2)) {
		c.at += n2
	}
	after := c.spaces()
	if r2, n2 := utf8.DecodeRuneInString(c.rest()); before == 0 && isDash(r) && isDash(r2) {
		c.at += n2
		after = 0
	}
	return before > 0 && after > 0 && r != '/', true
}

// dotAfterType reports whether a full stop parts a type code from the next code:
// "QĐ.UBND".
func (c *cursor) dotAfterType(spaces int) bool {
	if spaces > 0 || c.at == 0 || c.at+1 >= len(c.s) || c.s[c.at] != '.' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(c.s[c.at+1:])
	return unicode.IsUpper(next) && c.typeCodeBefore()
}

// typeCodeBefore reports whether a type code ends at the cursor, behind another
// separator.
func (c *cursor) typeCodeBefore() bool {
	start := c.at
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(c.s[:start])
		if !unicode.IsLetter(r) {
			break
		}
		start -= n
	}
	_, ok := typeCodes[canonicalCode(c.s[start:c.at])]
	sep, _ := utf8.DecodeLastRuneInString(c.s[:start])
	return ok && (sep == '/' || isDash(sep))
}

// spaces skips white space, at most 40 runes of it, and counts what has a width.
func (c *cursor) spaces() int {
	n := 0
	for range 40 {
		r, size := utf8.DecodeRuneInString(c.rest())
		if size == 0 || !unicode.IsSpace(r) && r != '\u200b' {
			break
		}
		c.at += size
		if r != '\u200b' {
			n++
		}
	}
	return n
}

// bareTypeCode reports whether a type code follows the ordinal with a space or
// nothing between, as in "174 KL/TW" and "22HD/TWĐTN", or stands second ("666 VH/QĐ");
// it leaves the cursor before the first code.
func (c *cursor) bareTypeCode() bool {
	d := *c
	d.spaces()
	at := d.at
	code, ok := d.code()
	if !ok {
		return false
	}
	if spaced, ok := d.separator(); !ok || spaced {
		return false
	}
	second, ok := d.code()
	_, first := typeCodes[code]
	if _, known := typeCodes[second]; !ok || !first && !known {
		return false
	}
	c.at = at
	return true
}

// code reads one group of capitals: "KH", "TTr", "CCHC&VTLT", "QH15", "BGD ĐT".
// Of a group that runs into a word ("TUngày") or a footnote mark ("TW1") only
// the code is read.
func (c *cursor) code() (string, bool) {
	for _, spelt := range smallCodes {
		if strings.HasPrefix(c.rest(), spelt) && !letterAt(c.s, c.at+len(spelt)) {
			c.at += len(spelt)
			return strings.ToUpper(spelt), true
		}
	}
	start := c.at
	for c.at < len(c.s) {
		r, n := utf8.DecodeRuneInString(c.rest())
		if !c.inCode(r, n, start) {
			break
		}
		c.at += n
	}
	if c.at-start >= 3 && strings.HasPrefix(c.rest(), " ĐT") && separatorAt(c.s, c.at+len(" ĐT")) {
		c.at += len(" ĐT") // "BGD ĐT"
	}
	raw := c.s[start:c.at]
	if trimmed := strings.TrimRight(raw, "&.,"); trimmed != raw {
		c.at -= len(raw) - len(trimmed)
		raw = trimmed
	}
	raw = c.dropMark(raw)
	if raw == "" || isDigit(raw[0]) {
		c.at = start
		return "", false
	}
	if r, n := utf8.DecodeRuneInString(c.rest()); n > 0 && unicode.IsLower(r) && !c.knownBeforeWord(raw) {
		c.at = start
		return "", false
	}
	return canonicalCode(raw), true
}

// smallCodes are codes of enterprises and inspectorates, which are written with small
// letters: "14/ĐX-Cty", "09/KH-TTra".
var smallCodes = []string{"Cty", "TTra"}

// inCode reports whether a rune can stand in a code at the cursor. Small letters
// do only in a few places: the r, g, y, h, i of CTr, TTg, QyĐ, ThU.
func (c *cursor) inCode(r rune, n, start int) bool {
	switch {
	case n == 0:
		return false
	case unicode.IsUpper(r):
		return true
	case r == '.' && c.dotAfterType(0):
		return false
	case r == '&' || r == '.':
		next, _ := utf8.DecodeRuneInString(c.s[c.at+n:])
		return c.at > start && (unicode.IsUpper(next) || r == '.' && c.at == start+1 && unicode.IsDigit(next))
	case r >= '0' && r <= '9':
		return c.at > start
	case strings.ContainsRune("rgyhi", r):
		return c.at > start && !lowerAt(c.s, c.at+n)
	case r == 't':
		return c.at == start+1 && strings.HasPrefix(c.s[c.at:], "tr") && !lowerAt(c.s, c.at+2) // Ctr, Ttr
	}
	return false
}

// dropMark cuts a footnote mark glued to a code: QH151, TW1, UBND2. Digits are
// part of a code only behind the National Assembly, a council's term, and the
// numbered offices of the police (PC07, C04).
func (c *cursor) dropMark(raw string) string {
	letters := strings.TrimRight(raw, "0123456789")
	keep := 2
	switch digits := len(raw) - len(letters); {
	case digits == 0:
		return raw
	case assemblyCode(strings.ToUpper(canonicalCode(letters)) + "1"):
		if raw[len(letters)] != '1' {
			keep = 1 // QH9 with a mark: terms have reached XVI
		}
	case stateCodes[canonicalCode(letters)] && letters != "HĐND" || IsPartyCode(canonicalCode(letters)):
		keep = 0
	}
	if cut := len(raw) - len(letters) - keep; cut > 0 {
		c.at -= cut
		return raw[:len(raw)-cut]
	}
	return raw
}

// knownBeforeWord reports whether a small letter may follow a code because the
// space before the next word is missing: "CTr/TUngày", "NQ-HĐNDcủa".
func (c *cursor) knownBeforeWord(raw string) bool {
	if !stateCodes[canonicalCode(raw)] && !partyCodes[canonicalCode(raw)] {
		return false
	}
	for _, w := range []string{"ngày", "của", "về", "và", "năm", "tháng", "do"} {
		if strings.HasPrefix(c.rest(), w) {
			return true
		}
	}
	return false
}

func separatorAt(s string, at int) bool {
	c := cursor{s, at}
	_, ok := c.separator()
	return ok
}

func isDash(r rune) bool {
	switch r {
	case '-', '‐', '‑', '‒', '–', '—', '−', '\u00ad', '\ufffe':
		return true
	}
	return false
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

func letterAt(s string, at int) bool {
	if at >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[at:])
	return unicode.IsLetter(r)
}

func lowerAt(s string, at int) bool {
	if at >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[at:])
	return unicode.IsLower(r)
}
