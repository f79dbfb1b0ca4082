package legal

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Family says which rules a number follows: when its series restarts and what
// its codes mean.
type Family string

// The families of numbers.
const (
	FamilyNone      Family = ""          // an ordinal alone, or nothing known
	FamilyAssembly  Family = "assembly"  // Quốc hội and its Standing Committee: 41/2021/QH15, by type and term
	FamilyNormative Family = "normative" // 71/2020/NĐ-CP: the year is part of the number
	FamilyState     Family = "state"     // 64/KH-UBND: restarts on 1 January
	FamilyLetter    Family = "letter"    // 1020/UBND-GD: a công văn, first code is the issuer
	FamilyParty     Family = "party"     // 30-NQ/TW: runs through a Party term
	FamilyOld       Family = "old"       // 206-CP, 111-HĐBT: one code, nearly all before 1998
)

// Symbol is a document's number and symbol (số, ký hiệu), taken apart.
// Separators carry no meaning: 100-NQ/HĐND and 100/NQ-HĐND are one number.
type Symbol struct {
	Ordinal string   // "64", "15a", "66.25"; leading zeros dropped, suffix in lower case
	Year    int      // inside the number, 0 for none
	Codes   []string // canonical: "KH", "UBND"
	// Shown are the codes that are printed with "&" as they are shown, "" for the
	// others: "SGD&ĐT". It is nil where none is, and no part of what a number is.
	Shown []string `json:",omitempty"`
	// Width is how many digits a number with a year is printed in, where these are three or
	// more and the first is a zero: 3 for 001/2025/QĐ-UBND; otherwise 0. It is no part of
	// what a number is: resolving tells whether 01 and 001 are two.
	Width int `json:",omitempty"`
}

// IsZero reports whether there is no number at all.
func (s Symbol) IsZero() bool { return s.Ordinal == "" }

// Type returns the type the number implies: that of its type code, Công văn
// where an issuer stands in the type's place, "" where only the word can tell.
func (s Symbol) Type() Type {
	if len(s.Codes) == 0 || s.isAssembly() {
		return ""
	}
	if t := schemes[s.Codes[0]]; t != "" {
		return t
	}
	if t, ok := typeCodes[s.Codes[0]]; ok {
		return t
	}
	if len(s.Codes) > 1 && looksLikeIssuer(s.Codes[0]) && !IsPartyCode(s.Codes[1]) {
		return Letter
	}
	return ""
}

// Issuer returns the issuer's code, "" where the number has none.
func (s Symbol) Issuer() string {
	switch {
	case len(s.Codes) == 0:
		return ""
	case s.isAssembly():
		return strings.TrimRight(s.Codes[0], "0123456789")
	case schemes[s.Codes[0]] == Standard:
		return "BKHCN" // which publishes all of them
	case s.isStandard():
		return strings.Join(s.Codes[1:], "-")
	}
	_, typed := typeCodes[s.Codes[0]]
	switch {
	case len(s.Codes) > 1 && (typed || IsPartyCode(s.Codes[1])):
		return s.Codes[1]
	case typed:
		return ""
	}
	return s.Codes[0]
}

// Term returns the term of the National Assembly in the number, 0 for none.
func (s Symbol) Term() int {
	if !s.isAssembly() {
		return 0
	}
	n, _ := strconv.Atoi(strings.TrimLeft(s.Codes[0], "QHUBTVĐN"))
	return n
}

func (s Symbol) isAssembly() bool { return len(s.Codes) > 0 && assemblyCode(s.Codes[0]) }

// assemblyCode reports whether a code is that of the National Assembly, its Standing Committee or the Council of
// State, with a term: QH15, UBTVQH14, HĐNN8.
func assemblyCode(code string) bool {
	name := strings.TrimRight(code, "0123456789")
	digits := len(code) - len(name)
	return (digits == 1 || digits == 2) && (name == "QH" || name == "UBTVQH" || name == "HĐNN")
}

// Family tells which rules the number follows. The issuer code decides before
// the separators do, because those are often mistyped.
func (s Symbol) Family() Family {
	switch {
	case len(s.Codes) == 0:
		return FamilyNone
	case s.isAssembly():
		return FamilyAssembly
	case s.Year != 0:
		return FamilyNormative
	case IsPartyCode(s.Issuer()):
		return FamilyParty
	case len(s.Codes) == 1 || s.Codes[0] == "LCT":
		return FamilyOld
	case s.Type() == Letter:
		return FamilyLetter
	}
	return FamilyState
}

// Key returns the canonical form in which numbers are compared: "64/KH-UBND",
// "71/2020/NĐ-CP", "41/2021/QH15". It is the same for every customary spelling.
func (s Symbol) Key() string {
	key := s.Ordinal
	if s.Year != 0 {
		key += "/" + strconv.Itoa(s.Year)
	}
	if len(s.Codes) > 0 {
		key += "/" + strings.Join(s.Codes, "-")
	}
	return key
}

// FoldKey returns Key without Đ and case ("71/2020/ND-CP"), to find candidates
// for a number typed without diacritics. It is lossy: decide with the type word.
func (s Symbol) FoldKey() string { return foldCode(s.Key()) }

// Display returns the number as its family writes it: 05-NQ/TW, 07/KH-UBND, with the
// "&" that was printed.
func (s Symbol) Display() string {
	ord := s.PaddedOrdinal()
	if len(ord) == 1 || len(ord) > 1 && !isDigit(ord[1]) && ord[1] != '.' {
		ord = "0" + ord
	}
	if len(s.Codes) == 0 {
		return ord
	}
	if s.isStandard() {
		return s.displayStandard()
	}
	codes := s.shown()
	if s.Family() == FamilyParty && len(codes) > 1 {
		return ord + "-" + codes[0] + "/" + strings.Join(codes[1:], "-")
	}
	if s.Year != 0 {
		ord += "/" + strconv.Itoa(s.Year)
	}
	return ord + "/" + strings.Join(codes, "-")
}

// PaddedOrdinal returns the ordinal in as many digits as it is printed in: "001".
func (s Symbol) PaddedOrdinal() string {
	digits := len(s.Ordinal) - len(strings.TrimLeft(s.Ordinal, "0123456789"))
	return strings.Repeat("0", max(0, s.Width-digits)) + s.Ordinal
}

// looksLikeIssuer reports whether a code that is no type code can be the issuer
// of a letter: it has two letters or more.
func looksLikeIssuer(code string) bool { return utf8.RuneCountInString(code) > 1 }

// ParseSymbol reads a whole string as one number, in any spelling of its
// separators.
func ParseSymbol(s string) (Symbol, bool) {
	s = strings.TrimSpace(s)
	sym, end, ok := ScanSymbol(s, 0)
	if !ok {
		sym, end, ok = ScanStandard(s, 0)
	}
	return sym, ok && end == len(s)
}

// shown returns the codes as they are shown.
func (s Symbol) shown() []string {
	out := slices.Clone(s.Codes)
	for i, code := range s.Shown {
		out[i] = cmp.Or(code, out[i])
	}
	return out
}
