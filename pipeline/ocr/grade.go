package ocr

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// trust is the share of Tesseract's doubt that counts. Measured on six scans and on
// the pictures of twelve native files, 581 citations: three were wrong, none of them
// above .84, and four of five right ones came out above .9.
const trust = .5

// unsure is the most that is believed of a number whose code is in no table and
// nowhere else in the file.
const unsure = .85

// doubtful is the most that is believed of a number or date that cannot be.
const doubtful = .5

// Grade sets the confidence of the citations found in a text, of which pages were
// read by OCR: that of the worst word of number and date, or of the name where
// there is no number. Citations in clean text keep theirs.
func Grade(t legal.Text, citations []legal.Citation) {
	codes := map[string]int{}
	series := map[string]map[string]int{}
	days := map[legal.Date]map[string]bool{} // the numbers of a day
	for _, c := range citations {
		if sym, ok := legal.ParseSymbol(c.Number); ok {
			for _, code := range sym.Codes {
				codes[code]++
			}
			s := seriesOf(sym)
			if series[s] == nil {
				series[s] = map[string]int{}
			}
			series[s][sym.Ordinal]++
			if days[c.Date] == nil {
				days[c.Date] = map[string]bool{}
			}
			days[c.Date][sym.Key()] = true
		}
	}
	for i := range citations {
		c := &citations[i]
		doubt := worst(t, c.Span)
		if doubt == 0 {
			continue
		}
		c.Confidence = min(c.Confidence, 1-trust*doubt)
		c.Other = otherNumber(t, *c)
		sym, ok := legal.ParseSymbol(c.Number)
		if impossible(*c, sym, t.Head) || cutOff(t.Content, c.Start) {
			c.Confidence = min(c.Confidence, doubtful)
		}
		if onSunday(c.Date) {
			c.Confidence = min(c.Confidence, unsure)
		}
		if ok && (strange(sym, codes) || rival(sym, series[seriesOf(sym)]) ||
			c.Date.Day > 0 && rivalOfDay(sym, series[seriesOf(sym)], days[c.Date])) {
			c.Confidence = min(c.Confidence, unsure)
		}
	}
}

// cutOff reports whether digits at byte i hang on what OCR made of the digits before them:
// "§6/2015/QH13" stands for 86/2015/QH13. A word does not: "số6/2015/QH13".
func cutOff(content string, i int) bool {
	if i == 0 || content[i] < '0' || content[i] > '9' {
		return false
	}
	r, n := utf8.DecodeLastRuneInString(content[:i])
	before, _ := utf8.DecodeLastRuneInString(content[:i-n])
	inWord := unicode.IsLetter(r) && unicode.IsLetter(before)
	return !inWord && !unicode.IsSpace(r) && !strings.ContainsRune(`([“"„«'‘:;,.|/-–—`, r)
}

// otherNumber returns the number of a citation with the digits of the second reading of
// its words, "" where no word of it was read in two ways. Its codes stay as mended.
func otherNumber(t legal.Text, c legal.Citation) string {
	number := c.Number
	for _, w := range t.WordsIn(c.Span) {
		printed := strings.Trim(t.Content[w.Start:w.End], ".,;:()\"“”")
		if w.Other == "" || printed == "" || c.Number == "" || !strings.Contains(c.Number, printed) {
			continue
		}
		number = strings.Replace(number, printed, withDigits(printed, w.Other), 1)
	}
	if number == c.Number {
		return ""
	}
	return number
}

var digitRun = regexp.MustCompile(`\d+`)

// withDigits puts the runs of digits of another reading of a word into it, where both have
// as many.
func withDigits(word, other string) string {
	runs := digitRun.FindAllString(other, -1)
	if len(runs) != len(digitRun.FindAllString(word, -1)) {
		return word
	}
	return digitRun.ReplaceAllStringFunc(word, func(string) string {
		run := runs[0]
		runs = runs[1:]
		return run
	})
}

// onSunday reports whether a date is one on which hardly any document is signed: one
// digit misread makes most dates others, and every seventh of them a Sunday.
func onSunday(d legal.Date) bool {
	return d.Day > 0 && time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Weekday() == time.Sunday
}

// seriesOf names the numbers that differ from one in their ordinal alone.
func seriesOf(s legal.Symbol) string {
	s.Ordinal = ""
	return s.Key()
}

// rival reports whether the file cites a number more often, or as often, that
// differs in one digit: 39/2012/NĐ-CP beside 59/2012/NĐ-CP.
func rival(s legal.Symbol, ordinals map[string]int) bool {
	for other, n := range ordinals {
		if n >= ordinals[s.Ordinal] && len(other) > 1 && viet.Differing(s.Ordinal, other) == 1 {
			return true
		}
	}
	return false
}

// rivalOfDay reports whether the file cites a number once, and more often another one with
// as many digits that it dates alike: 32/2016/NĐ-CP beside 99/2016/NĐ-CP.
func rivalOfDay(s legal.Symbol, ordinals map[string]int, day map[string]bool) bool {
	if ordinals[s.Ordinal] != 1 {
		return false
	}
	other := s
	for o, n := range ordinals {
		other.Ordinal = o
		if n > 1 && len(o) == len(s.Ordinal) && day[other.Key()] {
			return true
		}
	}
	return false
}

func strange(s legal.Symbol, codes map[string]int) bool {
	for _, code := range s.Codes {
		if _, ok := legal.KnownCode(code); !ok && s.Term() == 0 && codes[code] < 2 {
			return true
		}
	}
	return false
}

// worst returns the greatest doubt of the words of a span: of those that tell
// number or date, if any do.
func worst(t legal.Text, s legal.Span) float64 {
	told, all := -1.0, 0.0
	for _, w := range t.WordsIn(s) {
		all = max(all, 1-w.Confidence)
		if telling(t.Content[w.Start:w.End]) {
			told = max(told, 1-w.Confidence)
		}
	}
	if told >= 0 {
		return told
	}
	return all
}

// telling reports whether a word can be part of a number or a date.
func telling(word string) bool {
	return strings.ContainsFunc(word, unicode.IsDigit) || strings.ContainsAny(word, "/-")
}

// handwritten is the doubt above which a document's own number or date is not
// believed: they are often written by hand into the printed line.
const handwritten = .2

// GradeHead takes out of a document's head what OCR is unsure of: number and date
// stay unknown rather than wrong, known in part where only the ordinal or the day is unsure.
// What stands beside them in their lines does not count.
func GradeHead(t *legal.Text) {
	for _, b := range t.Blocks {
		page := t.PageAt(b.Start)
		if b.Zone != legal.ZoneHead || page == 0 || t.Pages[page-1].Source != legal.SourceOCR {
			continue
		}
		if s, ok := numberIn(*t, b.Span); ok {
			gradeNumber(t, s)
		}
		if s, ok := dateIn(*t, b.Span); ok {
			gradeDate(t, s)
		}
	}
}

// gradeDate takes the day of the head's date, which stands at s, out of it where OCR is
// unsure of it, and all of it where month or year are.
func gradeDate(t *legal.Text, s legal.Span) {
	day := legal.Span{Start: s.Start, End: s.Start + dayWidth(t.Content[s.Start:s.End])}
	year := legal.Span{Start: s.End - 4, End: s.End}
	month := legal.Span{Start: day.End, End: year.Start}
	date := t.Head.Date
	if worst(*t, year) > handwritten {
		date.Year = readYear(*t, year)
	}
	switch {
	case date.Year == 0 || worst(*t, month) > handwritten:
		t.Head.Date = legal.Date{}
	case worst(*t, day) > handwritten:
		date.Day = 0
		t.Head.Date, inPart(&t.Head).Month = legal.Date{}, date
	default:
		t.Head.Date = date
	}
}

// citedDay matches the day of a document behind its number.
var citedDay = regexp.MustCompile(`/\p{Lu}[\p{L}\d&/-]*,? ngày \d\d?(?:[/.-]\d\d?[/.-]| tháng \d\d? năm )(\d{4})`)

// readYear returns the one of the two ways to read a year that is not before the years of
// the documents that the text cites; 0 where that leaves none or both.
func readYear(t legal.Text, s legal.Span) int {
	cited := 0
	for _, m := range citedDay.FindAllStringSubmatchIndex(t.Content, -1) {
		if year, _ := strconv.Atoi(t.Content[m[2]:m[3]]); worst(t, legal.Span{Start: m[2], End: m[3]}) <= handwritten {
			cited = max(cited, year)
		}
	}
	found := 0
	for _, w := range t.WordsIn(s) {
		if w.Other == "" {
			return 0
		}
		for _, read := range []string{t.Content[s.Start:s.End], w.Other} {
			year, err := strconv.Atoi(strings.Trim(read, ".,;"))
			switch {
			case err != nil || cited == 0 || year < cited || year > cited+maxLater:
			case found != 0:
				return 0
			default:
				found = year
			}
		}
	}
	return found
}

// maxLater is how many years after the last document that it cites one is issued at most, to
// tell its year by that.
const maxLater = 2

// numberIn returns where the head's number stands in a line.
func numberIn(t legal.Text, line legal.Span) (legal.Span, bool) {
	own, ok := legal.ParseSymbol(t.Head.Number)
	if !ok {
		return legal.Span{}, false
	}
	for at := line.Start; at < line.End; at++ {
		if c := t.Content[at]; c < '0' || c > '9' || at > line.Start && isDigits(t.Content[at-1:at]) {
			continue
		}
		sym, end, ok := legal.ScanSymbol(t.Content[:line.End], at)
		if ok && sym.Key() == own.Key() {
			return legal.Span{Start: at, End: end}, true
		}
	}
	return legal.Span{}, false
}

// gradeNumber takes the head's number, which stands at s, out of it where OCR is unsure: of
// its ordinal, or very much so of its codes, which are printed.
func gradeNumber(t *legal.Text, s legal.Span) {
	sym, _, _ := legal.ScanSymbol(t.Content, s.Start)
	rest := t.Content[s.End:]
	codes := rest == "" || !strings.ContainsAny(rest[:1], "-/&") // else they go on with what is none: "/PCCC-Pó"
	ordinal, most := true, doubtPrint
	if expected(sym, t.Head) {
		most = doubtExpected
	}
	for _, w := range t.WordsIn(s) {
		if w.Start < s.Start+len(sym.Ordinal) {
			ordinal = ordinal && 1-w.Confidence <= handwritten
		} else {
			codes = codes && 1-w.Confidence <= most
		}
	}
	if at := strings.IndexAny(t.Head.Number, "/-"); codes && !ordinal && at > 0 {
		inPart(&t.Head).Part = t.Head.Number[at:]
	}
	if !codes || !ordinal {
		t.Head.Number = ""
	}
}

// doubtExpected is the most that codes may be doubted which the rest of the head leads to
// expect: hardly anything but these can have been read as them.
const doubtExpected = .8

// office matches the codes that departments have: C04, PC07.
var office = regexp.MustCompile(`^\p{Lu}{1,2}\d{1,2}$`)

// expected reports whether the codes of a number are those of a head's type, and of bodies
// that are in the tables or have such initials.
func expected(sym legal.Symbol, h legal.Head) bool {
	if len(sym.Codes) < 2 || sym.Type() == "" || sym.Type() != h.Type {
		return false
	}
	for _, code := range sym.Codes[1:] {
		_, known := legal.KnownCode(code)
		if !known && !office.MatchString(code) && code != initials(h.Issuer) && code != initials(h.Superior) {
			return false
		}
	}
	return true
}

// initials returns the first letters of a name in capitals, its abbreviations whole:
// TCTLNTW of "Tổ Công tác liên ngành TW".
func initials(name string) string {
	var b strings.Builder
	for _, w := range strings.Fields(name) {
		if utf8.RuneCountInString(w) > 1 && w == strings.ToUpper(w) {
			b.WriteString(w)
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}

// inPart returns what is known in part of a head, to be added to.
func inPart(h *legal.Head) *legal.Written {
	if h.Written == nil {
		h.Written = &legal.Written{}
	}
	return h.Written
}

// dayWidth returns how many bytes the day takes up that a date begins with.
func dayWidth(date string) int { return len(date) - len(strings.TrimLeft(date, "0123456789 ")) }

// ownDate matches a date in a head.
var ownDate = regexp.MustCompile(`(?i)ngày\s*(\d\s?\d?)\s*(?:tháng|[/.-])\s*(\d\s?\d?)\s*(?:năm|[/.-])\s*(\d{4})`)

// dateIn returns where the head's date stands in a line.
func dateIn(t legal.Text, line legal.Span) (legal.Span, bool) {
	for _, m := range ownDate.FindAllStringSubmatchIndex(t.Content[line.Start:line.End], -1) {
		part := func(i int) int {
			n, _ := strconv.Atoi(strings.Join(strings.Fields(t.Content[line.Start+m[2*i]:line.Start+m[2*i+1]]), ""))
			return n
		}
		if t.Head.Date == (legal.Date{Year: part(3), Month: part(2), Day: part(1)}) {
			return legal.Span{Start: line.Start + m[2], End: line.Start + m[7]}, true
		}
	}
	return legal.Span{}, false
}
