package ocr

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// repairDate mends day and month where word i names what follows it: "ngày 0l
// tháng 2l năm 2021", and dates in one word behind "ngày": "0l/12/2022".
func repairDate(words []pdf.Word, i int) {
	if i+1 >= len(words) {
		return
	}
	next := &words[i+1]
	switch strings.ToLower(words[i].Text) {
	case "ngày":
		if day, month, year, ok := threeParts(next.Text); ok {
			mendDate(next, day, month, year)
			return
		}
		mendNumber(next, 31)
		mendBehind(words, i+2, monthWord, "tháng")
	case "tháng":
		mendMonth(words, i+1)
		mendBehind(words, i+2, yearWord, "năm")
	}
}

// mendBehind mends word i, which stands behind the number of a day or month, to the one that
// can only be meant there: "ngày 02 thẳng 01".
func mendBehind(words []pdf.Word, i int, like *regexp.Regexp, meant string) {
	if i+1 < len(words) && isDigits(words[i-1].Text) && isDigits(strings.TrimRight(words[i+1].Text, ".,;")) && words[i].Text != meant &&
		like.FindString(words[i].Text) == words[i].Text {
		mend(&words[i], meant, doubtMark)
	}
}

// mendNumber mends a number from 1 to most.
func mendNumber(w *pdf.Word, most int) {
	text := strings.TrimRight(w.Text, ".,;")
	d, ok := digitsOf(text)
	if !ok || d == text || len(d) > 2 {
		return
	}
	if n, _ := strconv.Atoi(d); n >= 1 && n <= most {
		mend(w, d+w.Text[len(text):], doubtDigits)
	}
}

// romanYears ends the years in which months were also counted in Roman numbers.
const romanYears = 1990

// mendMonth mends word i, the number of a month; before a later year two strokes are 11:
// "ngày 19 tháng II năm 2015".
func mendMonth(words []pdf.Word, i int) {
	if i+2 < len(words) && yearWord.FindString(words[i+1].Text) == words[i+1].Text && lookAlikes.Replace(words[i].Text) == "11" {
		if year, _ := strconv.Atoi(strings.TrimRight(words[i+2].Text, ".,;:)")); year >= romanYears {
			mend(&words[i], "11", doubtDigits)
			return
		}
	}
	mendNumber(&words[i], 12)
}

// threeParts cuts "0l/12/2022," in its parts, the last with what follows it.
func threeParts(s string) (day, month, year string, ok bool) {
	parts := strings.Split(s, "/")
	if len(parts) != 3 {
		return "", "", "", false
	}
	return parts[0], parts[1], parts[2], true
}

func mendDate(w *pdf.Word, day, month, year string) {
	rest := strings.TrimLeft(year, "0123456789")
	d, ok1 := digitsOf(day)
	m, ok2 := digitsOf(month)
	if !ok1 || !ok2 || len(year)-len(rest) != 4 || d == day && m == month {
		return
	}
	dn, _ := strconv.Atoi(d)
	mn, _ := strconv.Atoi(m)
	if dn >= 1 && dn <= 31 && mn >= 1 && mn <= 12 {
		mend(w, d+"/"+m+"/"+year, doubtDigits)
	}
}
