package ocr

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// codes counts the codes of the numbers in a file, as they were read.
type codes map[string]int

// codesOf collects the codes of words that are whole numbers in good form.
func codesOf(pages []pdf.Page) codes {
	known := codes{}
	for _, p := range pages {
		for _, l := range p.Lines {
			for _, w := range l.Words {
				if sym, ok := legal.ParseSymbol(strings.Trim(w.Text, ".,;:()\"“”")); ok && len(sym.Codes) > 1 {
					for _, c := range sym.Codes {
						known[c]++
					}
				}
			}
		}
	}
	return known
}

// standing says how well a code is known: those in the tables best, then those
// that the file has several times; 0 for one that no document can have.
func (k codes) standing(code string) int {
	switch _, ok := legal.KnownCode(code); {
	case strings.ContainsFunc(code, foreign):
		return 0
	case ok:
		return listed
	case k[code] > 1:
		return k[code]
	}
	return 0
}

// listed is the standing of the codes in the tables.
const listed = 3

// foreign reports whether a rune stands in no code: Ñ, §.
func foreign(r rune) bool {
	return !(r >= '0' && r <= '9' || r < utf8.RuneSelf && unicode.IsLetter(r) || strings.ContainsRune("ĐÂĂÊÔƠƯ", r))
}

// symbolWord takes a word apart: what is no part of a number, its ordinal with
// year, and its codes, with or without a separator between.
var symbolWord = regexp.MustCompile(
	`^([("“'\[|,.:;]*)([0-9IlOoÔ|\]\[!]*)((?:/[0-9]{4})?)([/_–-]?)([§&]*\p{Lu}[\p{L}\p{N}§&/_–-]*)([^\p{L}\p{N}]*)$`)

// handwriting is what strokes of a pen are read as; digits beside it are a guess.
const handwriting = "#{}@$%~^*<>=\\§"

// longest is more bytes than a number has.
const longest = 80

// repairSymbol mends the number in a word; split tells that its codes follow in the
// next one.
func repairSymbol(w *pdf.Word, split bool, known codes) {
	if len(w.Text) > longest {
		return
	}
	mend(w, dashForDot(w.Text), doubtCode)
	if rest, ok := penned(w.Text, split); ok {
		mend(w, "…"+rest, doubtDigits)
		return
	}
	if split {
		mendOrdinal(w)
		return
	}
	m := symbolWord.FindStringSubmatch(w.Text)
	if m == nil || !strings.ContainsAny(known.mended(m[5]), "/-–_") && !(m[3] != "" && ofAssembly(m[5])) {
		return
	}
	before, ordinal, year, separator, tail, after := m[1], m[2], m[3], m[4], m[5], m[6]
	if d, ok := digitsOf(ordinal); ok && d != ordinal {
		w.Doubt = max(w.Doubt, doubtDigits)
		ordinal = d
	}
	if n, y, ok := lostSlash(ordinal, year, known.mended(tail)); ok {
		ordinal, year = n, y
		w.Doubt = max(w.Doubt, doubtDigits)
	}
	switch {
	case ordinal != "" && !isDigits(ordinal), ordinal == "" && separator == "", separator == "" && year != "":
		return
	case separator == "" && tailIsTyped(tail, known):
		separator = "/"
		w.Doubt = max(w.Doubt, doubtCode)
	}
	mend(w, before+ordinal+year+separator+mendTerm(year, known.mended(tail))+after, doubtCode)
}

// dashForDot puts the dash back between a type's code and an issuer's that a dot parts: "59/2015/TT.BLĐTBXH".
func dashForDot(s string) string {
	m := dotted.FindStringSubmatchIndex(s)
	if m == nil {
		return s
	}
	_, typed := legal.TypeOfCode(s[m[2]:m[3]])
	if _, issuer := legal.KnownCode(s[m[4]:m[5]]); !typed || !issuer {
		return s
	}
	return s[:m[3]] + "-" + s[m[4]:]
}

// dotted matches the codes of a number with a dot between.
var dotted = regexp.MustCompile(`^\d{1,5}(?:/\d{4})?/(\p{Lu}[\p{L}]*)\.(\p{Lu}[\p{L}\d]*)`)

// lostSlash parts an ordinal and a year that were read as one number, "172024/TT-BCA", where
// the codes are those of documents that bear their year: no ordinal is so long.
func lostSlash(ordinal, year, tail string) (n, y string, ok bool) {
	m := yearBehind.FindStringSubmatch(ordinal)
	if m == nil || year != "" || !yearly.MatchString(tail) {
		return "", "", false
	}
	return m[1], "/" + m[2], true
}

var (
	yearBehind = regexp.MustCompile(`^(\d{1,3})((?:199|20[0-3])\d)$`)
	yearly     = regexp.MustCompile(`^(?:NĐ-CP|TT-\p{Lu}|TTLT-|QH\d|UBTVQH\d)`)
)

// repairCodes mends a word that goes on the number at the end of the line before.
func repairCodes(w *pdf.Word, known codes) {
	if len(w.Text) > longest {
		return
	}
	codes := strings.TrimRight(w.Text, ".,;:)\"”")
	mend(w, known.mended(codes)+w.Text[len(codes):], doubtCode)
}

// tailIsTyped reports whether codes begin with a type's code: "NQ-CP".
func tailIsTyped(tail string, known codes) bool {
	first, _, _ := strings.Cut(strings.ReplaceAll(known.mended(tail), "/", "-"), "-")
	_, ok := legal.TypeOfCode(first)
	return ok
}

// mendOrdinal mends an ordinal that stands alone before its codes: "I09 /KH-UBND".
func mendOrdinal(w *pdf.Word) {
	if d, ok := digitsOf(w.Text); ok && d != w.Text {
		mend(w, d, doubtDigits)
	}
}

// penned reports whether a word is an ordinal in handwriting, and returns what
// follows that.
func penned(s string, split bool) (rest string, ok bool) {
	if s == "" || !strings.ContainsAny(s[:1], handwriting) && !strings.HasPrefix(s, "§") {
		return "", false
	}
	ordinal, rest := cutOrdinal(s)
	if rest == "" {
		return "", split && strings.ContainsAny(ordinal, "0123456789")
	}
	return rest, startsCode(rest) && strings.ContainsAny(ordinal, "0123456789")
}

// cutOrdinal cuts a word before its first separator.
func cutOrdinal(s string) (ordinal, rest string) {
	if i := strings.IndexAny(s, "/-"); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

// startsCode reports whether a text goes on a number: "/KH-UBND", "-NQ/TW".
func startsCode(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	return (r == '/' || r == '-') && unicode.IsUpper(next) && strings.ContainsAny(s[n:], "-/")
}

// mended mends the codes of a number: "NÑQ/TW", "KHUBND", "QD-UBND".
func (k codes) mended(tail string) string {
	var out strings.Builder
	for len(tail) > 0 {
		end := strings.IndexAny(tail, "/-–_&")
		if end < 0 {
			end = len(tail)
		}
		out.WriteString(k.code(tail[:end]))
		if end < len(tail) {
			_, n := utf8.DecodeRuneInString(tail[end:])
			out.WriteString(tail[end : end+n])
			end += n
		}
		tail = tail[end:]
	}
	return out.String()
}

// code mends one code where another reading of it, see [misread], is better known.
func (k codes) code(raw string) string {
	s := viet.Normalize(raw)
	if s == "" || strings.Trim(s, "0123456789") == "" {
		return raw
	}
	if c, ok := legal.KnownCode(s); ok && viet.Fold(c) == viet.Fold(s) {
		return c // only Đ or case differ
	}
	if parted, ok := partedCode(s); ok {
		return parted
	}
	if m := sixth.FindStringSubmatch(s); m != nil {
		return m[1] + "6"
	}
	found, best := raw, k.standing(s)
	for _, candidate := range misread(s) {
		switch standing := k.standing(candidate); {
		case standing > best:
			found, best = candidate, standing
		case standing == best && candidate != found:
			found = raw // two readings are none
		}
	}
	return found
}

// sixth matches the codes of departments 6, 16, 26 … as they are read: "Pó", "C0ó".
var sixth = regexp.MustCompile(`^(\p{Lu}{1,2}\d?)[óòôöÓ]$`)

// issuers are the codes that a lost dash glues to a type's code.
var issuers = []string{"UBND", "HĐND", "TTg", "CP", "TW", "TU"}

// partedCode puts the dash back between a type's code and an issuer's: KHUBND.
func partedCode(s string) (string, bool) {
	for _, issuer := range issuers {
		first, ok := strings.CutSuffix(s, issuer)
		if _, typed := legal.TypeOfCode(first); ok && typed && utf8.RuneCountInString(first) > 1 {
			return first + "-" + issuer, true
		}
	}
	return "", false
}

// confusions are pairs of what is printed in codes and what it is read as.
var confusions = [][2]string{
	{"H", "II"}, {"Đ", "D"}, {"Đ", "ĐĐ"}, {"N", "NÑ"}, {"N", "Ñ"}, {"", "§"}, {"TTg", "TTq"}, {"TTg", "ITg"}, {"TT", "IT"},
	{"B", "8"}, {"O", "0"}, {"S", "5"}, {"Q", "O"}, {"Q", "G"}, {"NQ", "NOQ"}, {"V", "W"}, {"L", "U"},
}

// misread returns what may have been printed where s was read: a confusion undone
// everywhere or once, a stray letter dropped, a lost dash put back.
func misread(s string) []string {
	var out []string
	for _, c := range confusions {
		if strings.Contains(s, c[1]) {
			out = append(out, strings.ReplaceAll(s, c[1], c[0]), strings.Replace(s, c[1], c[0], 1))
		}
	}
	for i, r := range s {
		if r == 'I' || r == 'l' || r == 'Ñ' || r == '§' {
			out = append(out, s[:i]+s[i+utf8.RuneLen(r):])
		}
	}
	return out
}
