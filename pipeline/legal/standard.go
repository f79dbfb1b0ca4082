package legal

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Standards and technical regulations have numbers of a form of their own (Luật Tiêu
// chuẩn và Quy chuẩn kỹ thuật; Thông tư 26/2019/TT-BKHCN): the scheme first, then an
// ordinal, a colon and the year, and of a regulation the ministry that issued it:
// "TCVN 5687:2010", "QCVN 06:2022/BXD", "TCVN ISO 9001:2015". They are no documents of
// the administration, and are kept apart from citations of those.

// The two kinds of standards.
const (
	Standard            Type = "Tiêu chuẩn" // voluntary
	TechnicalRegulation Type = "Quy chuẩn"  // binding
)

// IsStandard reports whether the type is one of the two kinds of standards.
func (t Type) IsStandard() bool { return t == Standard || t == TechnicalRegulation }

// schemes are the codes that a standard's number begins with.
var schemes = map[string]Type{
	"TCVN": Standard, "TCXDVN": Standard, "TCXD": Standard, "TCĐLVN": Standard,
	"QCVN": TechnicalRegulation, "QCXDVN": TechnicalRegulation, "QCĐP": TechnicalRegulation,
}

// SchemeType returns the kind of standard whose numbers begin with a code, in any case.
func SchemeType(code string) (t Type, ok bool) {
	t, ok = schemes[strings.ToUpper(code)]
	return t, ok
}

var standardNumber = regexp.MustCompile(
	`^([\pL]{4,6})\s*(?:(ISO/IEC|ISO|IEC|EN|ASTM)\s*)?([0-9]{1,6}(?:[-.][0-9]{1,3}\b)*)` +
		`(?:\s?[:/–-]\s?((?:19|20)[0-9]{2})\b)?(?:\s?/\s?([A-ZĐ&]{2,10}))?`)

// ScanStandard reads the number of a standard that begins at s[at:], and returns it
// with the offset behind it.
func ScanStandard(s string, at int) (sym Symbol, end int, ok bool) {
	m := standardNumber.FindStringSubmatch(s[at:])
	if m == nil {
		return Symbol{}, at, false
	}
	scheme := strings.ToUpper(eth.Replace(m[1]))
	ordinal := strings.TrimLeft(m[3], "0")
	if schemes[scheme] == "" || ordinal == "" || !digitFirst(ordinal) {
		return Symbol{}, at, false
	}
	sym = Symbol{Ordinal: ordinal, Codes: []string{scheme}}
	if m[4] != "" {
		c := cursor{"/" + m[4] + "/", 0}
		sym.Year, _ = c.year()
	}
	if m[2] != "" {
		sym.Codes = append(sym.Codes, strings.Split(m[2], "/")...)
	}
	if m[5] != "" {
		sym.Codes = append(sym.Codes, canonicalCode(m[5]))
	}
	return sym, at + len(m[0]), true
}

func digitFirst(s string) bool { return s != "" && isDigit(s[0]) }

// isStandard reports whether the number is that of a standard.
func (s Symbol) isStandard() bool { return len(s.Codes) > 0 && schemes[s.Codes[0]] != "" }

// displayStandard writes a standard's number as its scheme does.
func (s Symbol) displayStandard() string {
	out := s.Codes[0]
	rest := s.Codes[1:]
	for len(rest) > 0 && adopted[rest[0]] {
		sep := " "
		if adopted[s.Codes[len(s.Codes)-len(rest)-1]] {
			sep = "/"
		}
		out, rest = out+sep+rest[0], rest[1:]
	}
	ord := s.Ordinal
	if schemes[s.Codes[0]] == TechnicalRegulation && utf8.RuneCountInString(ord) == 1 {
		ord = "0" + ord
	}
	out += " " + ord
	if s.Year != 0 {
		out += ":" + strconv.Itoa(s.Year)
	}
	if len(rest) > 0 {
		out += "/" + strings.Join(rest, "-")
	}
	return out
}

// adopted are the bodies whose standards are taken over under their own number.
var adopted = map[string]bool{"ISO": true, "IEC": true, "EN": true, "ASTM": true}
