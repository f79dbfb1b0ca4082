package ocr

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// terms are the years in which the National Assembly of each term has sat, from the
// eighth on; a term ends in the year in which the next begins.
var terms = map[int][2]int{
	8: {1987, 1992}, 9: {1992, 1997}, 10: {1997, 2002}, 11: {2002, 2007}, 12: {2007, 2011}, 13: {2011, 2016},
	14: {2016, 2021}, 15: {2021, 2026}, 16: {2026, 2031},
}

func fits(term, year int) bool {
	span, ok := terms[term]
	return ok && year >= span[0] && year <= span[1]
}

// assemblies are the codes of the National Assembly's numbers, without the term.
var assemblies = []string{"UBTVQH", "QH"}

func ofAssembly(code string) bool {
	return strings.HasPrefix(code, assemblies[0]) || strings.HasPrefix(code, assemblies[1])
}

// mendTerm mends the term in the codes of a number of the National Assembly where
// one term alone fits the year and what was read: "2020/QH114" is QH14. It returns
// the codes as they are where none does, or more.
func mendTerm(year, code string) string {
	y, err := strconv.Atoi(strings.TrimPrefix(year, "/"))
	if err != nil {
		return code
	}
	for _, assembly := range assemblies {
		read, ok := strings.CutPrefix(code, assembly)
		if !ok {
			continue
		}
		digits := termDigits.Replace(read)
		if n, err := strconv.Atoi(digits); err == nil && fits(n, y) {
			return assembly + strconv.Itoa(n)
		}
		if !isDigits(digits) || len(digits) < 3 {
			return code
		}
		found := ""
		for term := range terms {
			if s := strconv.Itoa(term); fits(term, y) && holdsInOrder(digits, s) {
				if found != "" {
					return code
				}
				found = s
			}
		}
		if found != "" {
			return assembly + found
		}
	}
	return code
}

// termDigits makes digits of what they are read as in a term.
var termDigits = strings.NewReplacer("I", "1", "l", "1", "!", "1", "Š", "5", "S", "5", "O", "0")

// holdsInOrder reports whether dropping some letters of s leaves part.
func holdsInOrder(s, part string) bool {
	for i := range len(part) {
		at := strings.IndexByte(s, part[i])
		if at < 0 {
			return false
		}
		s = s[at+1:]
	}
	return true
}

// impossible reports whether no document can have the number and the date of a
// citation: a term of the National Assembly that did not sit in that year, a year
// in the place of an ordinal, a year that is not that of the date, a date after that
// of the file which cites it.
func impossible(c legal.Citation, sym legal.Symbol, head legal.Head) bool {
	ordinal, _ := strconv.Atoi(sym.Ordinal)
	switch term := sym.Term(); {
	case sym.Year != 0 && !c.Date.IsZero() && c.Date.Year != sym.Year:
		return true
	case term > 0 && sym.Year != 0 && !fits(term, sym.Year) && terms[term] != [2]int{}, term > 16:
		return true
	case sym.Year == 0 && ordinal > 1900 && ordinal < 2100 && len(sym.Codes) > 1 && sym.Codes[1] == "CP":
		return true // the Government does not come to so many in a year
	case slices.ContainsFunc(sym.Codes, toned):
		return true
	}
	return c.Date.Day > 0 && head.Date.Day > 0 && head.Date.Before(c.Date)
}

// toned reports whether a code has a tone, which no code has: a speck gave one to its letters
// ("TTỊ-BCA"), or the word behind the number hangs on it ("BYT-HƯỚNG DẪN").
func toned(code string) bool {
	_, known := legal.KnownCode(code)
	return !known && strings.ContainsAny(norm.NFD.String(code), "\u0300\u0301\u0303\u0309\u0323")
}
