package ocr

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Tesseract reads a glyph at the border of two pieces of a line twice, or parts a word there:
// "ngày 1 12/6/2025", "174-KL/TW W ngày", "178- -KL/TW", "18-NQ/T W".

// dropEchoes returns the words of a line without those that repeat the border of their
// neighbour where no other reading makes a number or a date.
func dropEchoes(words []pdf.Word) []pdf.Word {
	out := words[:0:0]
	for i, w := range words {
		switch {
		case i > 0 && i+1 < len(words) && echoesDay(words[i-1].Text, w.Text, words[i+1].Text),
			i > 0 && echoesCode(words[i-1].Text, w.Text):
			continue
		case i > 0 && endsOrdinal(words[i-1].Text) && strings.HasPrefix(w.Text, "-") && isCapital(w.Text[1:]):
			w.Text, w.Glued, w.Doubt = w.Text[1:], true, max(w.Doubt, doubtCode)
		case i > 0 && !w.Glued && partsCode(words[i-1].Text, w.Text):
			w.Glued, w.Doubt = true, max(w.Doubt, doubtCode)
		}
		out = append(out, w)
	}
	return out
}

// echoesDay reports whether a word between "ngày" and a whole date is the date's first digit:
// a day of two digits has none before it.
func echoesDay(before, word, date string) bool {
	day, month, year, ok := threeParts(strings.TrimRight(date, ".,;)"))
	return ok && strings.ToLower(before) == "ngày" && len(day) == 2 && isDigits(day+month+year) && len(year) == 4 && word == day[:1]
}

// echoesCode reports whether a word is the last letter of the number before it, once more.
func echoesCode(number, word string) bool {
	code, ok := lastCode(number)
	return ok && isCode(code) && utf8.RuneCountInString(word) == 1 && isCapital(word) && strings.HasSuffix(code, word)
}

// partsCode reports whether a word goes on the last code of the number before it, which is
// one only with it.
func partsCode(number, word string) bool {
	code, ok := lastCode(number)
	bare := strings.TrimRight(word, ".,;:)")
	return ok && code != "" && isCapital(bare) && !isCode(code) && isCode(code+bare) && !isCode(bare)
}

// lastCode returns what stands behind the last separator of a number with codes, or of those
// alone behind the dash of a number: "-NQ/T".
func lastCode(number string) (string, bool) {
	n := strings.LastIndexAny(number, "/-")
	if n < 0 || number[0] != '-' && !isDigits(number[:1]) || !strings.ContainsFunc(number, unicode.IsUpper) {
		return "", false
	}
	return number[n+1:], true
}

// isCode reports whether a code is in the tables, as they write it.
func isCode(code string) bool {
	c, ok := legal.KnownCode(code)
	return ok && c == code
}

// endsOrdinal reports whether a word is an ordinal with the dash behind it: "178-".
func endsOrdinal(s string) bool {
	ordinal, ok := strings.CutSuffix(s, "-")
	return ok && isDigits(ordinal)
}
