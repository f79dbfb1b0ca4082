package cite

import (
	"strconv"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// monthWords are months written out ("tháng tư"); "năm" is left out, as it is
// also the word for year.
var monthWords = map[string]int{"giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "sáu": 6, "bảy": 7,
	"tám": 8, "chín": 9, "mười": 10}

// dateAt reads a date that begins at token i, in any of its forms:
//
//	ngày 28/11/2022   28-11-2022   28.11.2022
//	ngày 06 tháng 3 năm 2023
//	tháng 6/2020      tháng 6 năm 2020      năm 2021
//
// and returns it with the index of the token behind it. The slip "ngày 26 ngày
// 4 năm 2023" is read as written for "tháng"; a day that does not exist is no date, and of one
// that cannot be read what can be is known: the year of "ngày 01 tháng T năm 2016".
func dateAt(toks []token, i int) (legal.Date, int, bool) {
	r := reader{toks, i}
	switch {
	case r.word("ngày"):
		r.mark(":")
		c := r
		if d, next, ok := r.dayMonthYear(); ok {
			return d, next, true
		}
		return c.partly()
	case r.word("tháng"):
		m, ok := r.month()
		if !ok || !(r.mark("/") || r.mark("-") || r.word("năm")) {
			return legal.Date{}, i, false
		}
		return r.finish(0, m)
	case r.word("năm"):
		return r.finish(0, 0)
	}
	if !r.isNumber(31) {
		return legal.Date{}, i, false
	}
	return r.numeric()
}

// reader walks over tokens.
type reader struct {
	toks []token
	at   int
}

func (r *reader) word(w string) bool {
	if r.at < len(r.toks) && r.toks[r.at].kind == word && r.toks[r.at].low == w {
		r.at++
		return true
	}
	return false
}

func (r *reader) mark(m string) bool {
	if r.at < len(r.toks) && r.toks[r.at].kind == punct && r.toks[r.at].low == m {
		r.at++
		return true
	}
	return false
}

// isNumber reports whether a number from 1 to most stands here.
func (r *reader) isNumber(most int) bool {
	c := *r
	n, ok := c.number(4)
	return ok && n >= 1 && n <= most
}

func (r *reader) number(digits int) (int, bool) {
	if r.at >= len(r.toks) || r.toks[r.at].kind != number || len(r.toks[r.at].low) > digits {
		return 0, false
	}
	n, _ := strconv.Atoi(r.toks[r.at].low)
	r.at++
	return n, true
}

func (r *reader) month() (int, bool) {
	if n, ok := r.number(2); ok {
		return n, true
	}
	if r.at < len(r.toks) {
		if n, ok := monthWords[r.toks[r.at].low]; ok {
			r.at++
			return n, true
		}
	}
	return 0, false
}

func (r *reader) dayMonthYear() (legal.Date, int, bool) {
	c := *r
	if d, next, ok := c.numeric(); ok {
		return d, next, true
	}
	day, ok := r.number(2)
	if !ok || day == 0 || !r.word("tháng") && !r.word("ngày") {
		return legal.Date{}, r.at, false
	}
	m, ok := r.month()
	r.mark(",")
	if !ok || !r.word("năm") && !r.mark("/") && !r.mark("-") && !r.mark(".") {
		return legal.Date{}, r.at, false
	}
	return r.finish(day, m)
}

// partly reads a date in words or with strokes whose day, or day and month, are left blank or have
// been read as letters: "ngày … tháng 7 năm 2016", "ngày   /7/2016", "ngày 01 tháng T năm 2016".
func (r *reader) partly() (legal.Date, int, bool) {
	_, day := r.number(2)
	if !day {
		r.unread()
	}
	words := r.word("tháng")
	if !words && (day || !r.mark("/")) {
		return legal.Date{}, r.at, false
	}
	month, known := r.month()
	if !known {
		r.unread()
	}
	if day && known || !(words && r.word("năm") || known && r.mark("/")) {
		return legal.Date{}, r.at, false
	}
	return r.finish(0, month)
}

// unread passes over what stands for a number that is not known: dots, or one or two letters or
// digits that are no number.
func (r *reader) unread() {
	if r.at < len(r.toks) && r.toks[r.at].kind == word && !calendar[r.toks[r.at].low] && utf8.RuneCountInString(r.toks[r.at].low) <= 2 {
		r.at++
		return
	}
	for r.mark(".") || r.mark("…") || r.mark("_") {
	}
}

// numeric reads d/m/yyyy with one kind of separator or another.
func (r *reader) numeric() (legal.Date, int, bool) {
	day, ok := r.number(2)
	if !ok || day == 0 || !r.dateMark() {
		return legal.Date{}, r.at, false
	}
	m, ok := r.number(2)
	if !ok || !r.dateMark() {
		return legal.Date{}, r.at, false
	}
	return r.finish(day, m)
}

func (r *reader) dateMark() bool {
	for _, m := range []string{"/", "-", ".", "–"} {
		if r.mark(m) {
			r.mark("/") // "12//4/2023"
			return true
		}
	}
	return false
}

// finish reads the year and checks the date.
func (r *reader) finish(day, month int) (legal.Date, int, bool) {
	y, ok := r.number(4)
	d := legal.Date{Year: y, Month: month, Day: day}
	return d, r.at, ok && d.Valid()
}
