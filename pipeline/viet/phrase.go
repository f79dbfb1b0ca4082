package viet

import (
	"slices"
	"strings"
)

// shortestPhrase is how many syllables two phrases must have to be compared.
const shortestPhrase = 4

// BeginsAlike reports whether two phrases are one, or one is the beginning of the other:
// titles are cut short where they are cited. Syllables may be misread in a letter, and one
// in ten may be wanting or too many, but for the last; numbers must be the same. Phrases of less than four
// syllables are like none. "Về việc" before either counts for nothing.
func BeginsAlike(a, b string) bool {
	x, y := afterAbout(syllables(a)), afterAbout(syllables(b))
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < shortestPhrase {
		return false
	}
	slips := len(x) / 10
	return slipsAtBeginning(x, y) <= slips || len(x) == len(y) && slipsAtBeginning(y, x) <= slips
}

// slipsAtBeginning returns how many syllables are wanting or too many in x for it to be the
// beginning of y, as an edit distance. The last one must be there.
func slipsAtBeginning(x, y []string) int {
	row := make([]int, len(y)+1) // of the beginnings of y
	for j, s := range y {
		row[j+1] = row[j] + slip(s)
	}
	best := never
	for i, s := range x {
		diagonal := row[0]
		row[0] += slip(s)
		for j, o := range y {
			n := min(row[j+1]+slip(s), row[j]+slip(o))
			if sameSyllable(s, o) {
				n = min(n, diagonal)
				if i == len(x)-1 {
					best = min(best, diagonal)
				}
			}
			diagonal, row[j+1] = row[j+1], n
		}
	}
	return best
}

// never is more than any phrase can cost.
const never = 1000

// afterAbout leaves out the "về", "về việc" or "V/v" that stands before a title.
func afterAbout(s []string) []string {
	for _, about := range [][]string{{"ve", "viec"}, {"v", "v"}, {"ve"}} {
		if len(s) > len(about) && slices.Equal(s[:len(about)], about) {
			return s[len(about):]
		}
	}
	return s
}

// slip is what a syllable costs that is wanting; numbers never are.
func slip(s string) int {
	if hasDigit(s) {
		return never
	}
	return 1
}

// syllables returns the folded syllables of a phrase.
func syllables(s string) []string {
	return strings.FieldsFunc(Slug(s), func(r rune) bool { return r == '-' })
}

// sameSyllable reports whether two folded syllables are one, maybe misread in one letter of four or more;
// numbers are what they are.
func sameSyllable(a, b string) bool {
	return a == b || len(a) > 3 && len(b) > 3 && !hasDigit(a) && !hasDigit(b) && OneEdit(a, b)
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }
