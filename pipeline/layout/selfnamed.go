package layout

import (
	"regexp"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Documents name themselves elsewhere than in the head's number line too: in the type
// line ("ÁN LỆ SỐ 38/2020/AL"), in the heading of a gazette ("Luật số 133/2026/QH16 ngày
// 27 tháng 3 năm 2026"), where a consolidated text is certified, and in what is issued
// with them ("Kèm theo Kế hoạch số 1105/KH-ĐKT ngày 10/3/2026 của …").

var (
	// titledNumber matches a type line that goes on with the number.
	titledNumber = regexp.MustCompile(`(?i)^số\s*:?\s*(\d\S*)(.*)$`)
	// gazetteHeading matches the type, the number and the date in one line.
	gazetteHeading = regexp.MustCompile(`^(\p{Lu}[\p{L} ]{2,30}?) số:? (\d\S*) (ngày .{5,30}\d{4})$`)
	// attachedTo matches the words by which an annex, a form or the closing line names what
	// it belongs to.
	attachedTo = regexp.MustCompile(
		`(?i)(?:^[(\s]*kèm theo|hành kèm theo|^trên đây là) (\p{L}[\p{L} ]{2,30}?) số:? ?(\d.{0,80})`)
	// dayBehind matches the date behind such a number, its first word also misread.
	dayBehind = regexp.MustCompile(`(\d\d?)\s*(?:tháng|[/.-])\s*(\d\d?)\s*(?:năm|[/.-])\s*(\d{4})`)
	// fullDate matches a date anywhere.
	fullDate = regexp.MustCompile(`(?i)ngày\s*(\d\d?)\s*(?:tháng|[/.-])\s*(\d\d?)\s*(?:năm|[/.-])\s*(\d{4})`)
)

// isGazetteHeading reports whether a line is such a heading; what stands above it
// decides whether it is one.
func isGazetteHeading(s string) bool {
	m := gazetteHeading.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	_, ok := legal.TypeOfWord(m[1])
	return ok
}

// opensGazette reports whether a line is the running head of the official gazette.
func opensGazette(s string) bool { return strings.HasPrefix(s, "CÔNG BÁO") }

// named is what a phrase says of a document.
type named struct {
	kind   legal.Type
	number string
	date   legal.Date
	times  int  // that it says so
	clear  bool // OCR has no doubt of the number
}

// ofKind reads the type line, which may be a gazette's heading, and returns the title
// that begins in it.
func ofKind(line string) (n named, title string) {
	if m := gazetteHeading.FindStringSubmatch(line); m != nil {
		t, _ := legal.TypeOfWord(m[1])
		return named{kind: t, number: numberAt(m[2]), date: dateAt(m[3])}, ""
	}
	t, rest := kindOf(line)
	m := titledNumber.FindStringSubmatch(rest)
	if m == nil || numberAt(m[1]) == "" {
		return named{kind: t}, rest
	}
	return named{kind: t, number: numberAt(m[1]), date: dateAt(m[2])}, strings.TrimSpace(fullDate.ReplaceAllString(m[2], ""))
}

// numberAt returns the number that s begins with, without the mark of a footnote behind
// it, "" for none.
func numberAt(s string) string {
	s = strings.TrimRight(s, "¹²³⁴⁵⁶⁷⁸⁹⁰*")
	_, end, ok := legal.ScanSymbol(s, 0)
	if !ok {
		return ""
	}
	return legal.NumberAsPrinted(s[:end])
}

func dateAt(s string) legal.Date { return dateIn(s, fullDate) }

// dateIn returns the first date in s that a pattern of day, month and year finds.
func dateIn(s string, pattern *regexp.Regexp) legal.Date {
	m := pattern.FindStringSubmatch(s)
	if m == nil {
		return legal.Date{}
	}
	d := legal.Date{Year: atoi(m[3]), Month: atoi(m[2]), Day: atoi(m[1])}
	if !d.Valid() || d.Day == 0 {
		return legal.Date{}
	}
	return d
}

// certified returns what the certificate at the end of a consolidated text says of it.
func certified(t legal.Text) (n named, ok bool) {
	begun := false
	for _, b := range t.Blocks {
		for line := range strings.SplitSeq(t.Content[b.Start:b.End], "\n") {
			switch {
			case isCertificateTitle(line):
				begun = true
			case !begun:
			case isNumberLine(line):
				n.number = symbolAtStart(numberLine.FindStringSubmatch(line)[1])
			case n.date.IsZero():
				n.date = dateAt(line)
			}
		}
	}
	sym, ok := legal.ParseSymbol(n.number)
	n.kind = sym.Type()
	return n, ok && sym.Codes[0] == "VBHN"
}

func isCertificateTitle(line string) bool {
	const title = "xac thuc van ban hop nhat"
	line = strings.TrimSpace(line)
	return len(line) < 3*len(title) && viet.Fold(line) == title
}

// ofAnnex returns the number by which annexes or the closing line name the document they
// belong to, for a head whose own is blank or was not read: a document of the head's type
// and day, and of the code that the blank number goes on with; where the day is blank too, the
// annex gives it. None where none fits, or two differ, or OCR has read it but once.
func (h head) ofAnnex(t legal.Text, own legal.Head) (found named) {
	code := h.blankCode()
	times := map[string]int{}
	for _, n := range attached(t) {
		if n.kind == "" || own.Type != "" && n.kind != own.Type || n.number == "" || !strings.HasSuffix(n.number, code) {
			continue
		}
		times[n.number] += n.times
		if n.clear && code != "" {
			times[n.number] = certain
		}
		dated := n.date == own.Date || own.Date.IsZero() && code != "" && h.blankDay(n.date)
		switch {
		case n.date.IsZero() || !dated:
		case found.number != "" && (found.number != n.number || found.date != n.date):
			return named{}
		default:
			found = n
		}
	}
	if times[found.number] < certain {
		return named{}
	}
	return found
}

// certain is how often a text must name a document to be believed: once in print, twice as
// OCR reads it, unless it reads it clearly and the head has the codes.
const certain = 2

// attached returns the documents that the annexes, forms and the closing line of a text say
// they belong to.
func attached(t legal.Text) (all []named) {
	for _, b := range t.Blocks {
		s := strings.ReplaceAll(t.Content[b.Start:b.End], "\n", " ")
		if !mayBeAttached(s) {
			continue
		}
		for _, m := range attachedTo.FindAllStringSubmatchIndex(s, -1) {
			n := namedBehind(s[m[4]:m[5]])
			n.kind, _ = legal.TypeOfWord(s[m[2]:m[3]])
			if n.times = certain; readByOCR(t, b) {
				n.times = 1
				n.clear = clearly(t, legal.Span{Start: b.Start + m[4], End: b.Start + m[4] + len(n.number)})
			}
			all = append(all, n)
		}
	}
	return all
}

// mayBeAttached reports whether a text has "theo" behind the m of "kèm", or begins with
// the t of "trên đây là", in any case: few do, and [attachedTo] takes long over the others.
func mayBeAttached(s string) bool {
	if s == "" || s[0]|0x20 == 't' {
		return s != ""
	}
	const word = "m theo"
	for i := 0; i+len(word) <= len(s); i++ {
		if s[i]|0x20 == 'm' && strings.EqualFold(s[i:i+len(word)], word) {
			return true
		}
	}
	return false
}

// clearDoubt is the most that a word read clearly is doubted.
const clearDoubt = .1

// clearly reports whether OCR read the words of a span clearly, and in one way.
func clearly(t legal.Text, s legal.Span) bool {
	for _, w := range t.Words {
		if w.End > s.Start && w.Start < s.End && (1-w.Confidence > clearDoubt || w.Other != "") {
			return false
		}
	}
	return true
}

// readByOCR reports whether OCR read the page on which a block begins.
func readByOCR(t legal.Text, b legal.Block) bool {
	page := t.PageAt(b.Start)
	return page > 0 && page <= len(t.Pages) && t.Pages[page-1].Source == legal.SourceOCR
}

// namedBehind reads the number that s begins with, and the date behind it.
func namedBehind(s string) named {
	n := named{number: numberAt(s)}
	if _, end, ok := legal.ScanSymbol(s, 0); ok {
		n.date = dateIn(s[end:], dayBehind)
	}
	return n
}

// blankDate matches the date of a head whose day, or day and month, are left blank or could
// not be read.
var blankDate = regexp.MustCompile(`(?i)(?:^|[,.;]\s*)ngày[\s.…_]*tháng[\s.…_]*(\d{0,2})\s*năm\s*(\d{4})`)

// blankMonth returns the year, and the month if it is there, of a date whose day the head
// leaves blank.
func (h head) blankMonth() legal.Date {
	for i, it := range h.items {
		text := it.text
		if i+1 < len(h.items) {
			text += " " + h.items[i+1].text // the gap parts columns
		}
		if m := blankDate.FindStringSubmatch(text); m != nil {
			if d := (legal.Date{Year: atoi(m[2]), Month: atoi(m[1])}); d.Valid() {
				return d
			}
		}
	}
	return legal.Date{}
}

// blankDay reports whether the head leaves open a day that d can be.
func (h head) blankDay(d legal.Date) bool {
	m := h.blankMonth()
	return m.Year == d.Year && (m.Month == 0 || m.Month == d.Month)
}

// blankNumber matches a number line whose ordinal is left blank: "Số:     /KH-SYT".
var blankNumber = regexp.MustCompile(`^S[ốôồổỗộóỐÔỒỔỖỘÓ]\s*[:.]?[\s.…_]*([/-] ?(?:\d{4}/)?\p{Lu}.*)$`)

// blankCode returns the codes behind a blank ordinal, "" for none.
func (h head) blankCode() string {
	for i, it := range h.items {
		text := it.text
		if i+1 < len(h.items) && strings.HasPrefix(h.items[i+1].text, "/") { // the gap parts columns
			text += h.items[i+1].text
		}
		if m := blankNumber.FindStringSubmatch(text); m != nil {
			return legal.NumberAsPrinted(m[1])
		}
	}
	for _, it := range h.items {
		if sym, ok := legal.ParseSymbol("1" + it.text); ok && strings.HasPrefix(it.text, "/") && len(sym.Codes) > 1 {
			return legal.NumberAsPrinted(it.text) // what stands before it was not read
		}
	}
	return ""
}

// part returns the codes behind a blank ordinal where they are a number's with any ordinal:
// what stands behind them in the line is left out. "" for none.
func (h head) part() string {
	code := h.blankCode()
	if code == "" {
		return ""
	}
	return strings.TrimPrefix(symbolAtStart("1"+code), "1")
}
