// Package force finds out when documents are in force: from what a document says of itself,
// and what others do to it. It is a pure function of the facts, as resolving is. Sources of
// the rules: Luật Ban hành văn bản quy phạm pháp luật 2015, Điều 151 to 156, and 2025, Điều 53
// to 58.
package force

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Tolerant pieces of the words: OCR drops and swaps marks.
const (
	gap   = `[\s,]+`
	inFor = `h[iìíị][eệêễẹ]u[\s]+l[ựưụuữ]c`
	from  = `(?:k[eểêếễẻ]\s+)?t[ừứữù]\s+`
	day   = `(?:(\d{1,2})\s*(?:th[aá]ng|/|-|\.)\s*(\d{1,2})\s*\.?\s*(?:n[aă]m|/|-|\.)\s*(\d{4}))`
)

// verbs are what a document says of its own force.
var verbs = regexp.MustCompile(`(?:c[oó]|h[eếê]t)\s+` + inFor + `|áp\s+dụng|thực\s+hiện`)

// begins reads the first day in force: "có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2025", "từ
// ngày ký", "sau 45 ngày, kể từ ngày ký ban hành".
var begins = regexp.MustCompile(`^c[oó]\s+` + inFor + `(?:\s+th[iịìí]\s+hành)?` + gap +
	`(?:sau\s+(\d{1,3})\s*(?:\([^)]*\)\s*)?ngày` + gap + `)?` + from + `ngày\s+(?:` + day + `|(ký|kí|ban\s+hành))`)

// ends reads the first day no longer in force: "hết hiệu lực từ ngày 01 tháng 3 năm 2027".
var ends = regexp.MustCompile(`^h[eếê]t\s+` + inFor + `(?:\s+th[iịìí]\s+hành)?` + gap + from + `ngày\s+` + day)

// lasts reads the last day in force: "áp dụng đến hết ngày 31 tháng 12 năm 2025", "có hiệu lực từ …
// đến hết năm 2025".
var lasts = regexp.MustCompile(`^(?:c[oó]\s+` + inFor + `(?:\s+th[iịìí]\s+hành)?|áp\s+dụng|thực\s+hiện)` +
	`(?:[^.;:]|\.\d){0,90}?\s+đến\s+hết\s+(?:ngày\s+` + day + `|(?:tháng\s+(\d{1,2})\s*(?:năm|/)\s*)?(?:năm\s+)?(\d{4}))`)

// Clauses returns the sentences in which a document says from when, or until when, it is in
// force, in the order of the text. What it says of a part of itself is not among them, nor what
// stands in the text that it gives another document.
func Clauses(t legal.Text) []legal.ForceClause {
	var out []legal.ForceClause
	for _, b := range t.Blocks {
		if b.Zone == legal.ZoneHead || b.Zone == legal.ZoneTitle || b.Zone == legal.ZoneFootnote {
			continue
		}
		text := t.Content[b.Start:b.End]
		if !mayTell(text) {
			continue
		}
		for _, c := range in(text) {
			c.Start, c.End = c.Start+b.Start, c.End+b.Start
			if !quoted(t.Content, c.Start) {
				c.Page = t.PageAt(c.Start)
				out = append(out, c)
			}
		}
	}
	return out
}

// mayTell reports whether a paragraph has one of the words without which it says nothing of force:
// that spares most of them what costs more.
func mayTell(text string) bool {
	for _, word := range []string{"lực", "lục", "lưc", "đến hết"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// in returns the clauses of one paragraph, their places those in it.
func in(text string) (out []legal.ForceClause) {
	for _, at := range verbs.FindAllStringIndex(text, -1) {
		start, t, ok := subject(text[:at[0]])
		if !ok {
			continue
		}
		for _, read := range []func(string) (legal.ForceClause, int){readBegin, readEnd, readLast} {
			c, n := read(text[at[0]:])
			if n == 0 {
				continue
			}
			c.Type, c.Span = t, legal.Span{Start: start, End: at[0] + n}
			c.Text = strings.Join(strings.Fields(text[c.Start:c.End]), " ")
			out = append(out, c)
		}
	}
	return out
}

// readBegin reads what begins with "có hiệu lực", and how long it is; 0 for nothing.
func readBegin(s string) (c legal.ForceClause, n int) {
	m := begins.FindStringSubmatch(s)
	if m == nil {
		return c, 0
	}
	c.After, _ = strconv.Atoi(m[1])
	if m[5] == "" {
		if c.Day = dayOf(m[2], m[3], m[4]); c.Day.IsZero() || c.After > 0 {
			return c, 0
		}
	}
	return c, len(m[0])
}

// readEnd reads what begins with "hết hiệu lực".
func readEnd(s string) (c legal.ForceClause, n int) {
	m := ends.FindStringSubmatch(s)
	if m == nil {
		return c, 0
	}
	c.Ends, c.Day = true, dayOf(m[1], m[2], m[3])
	return c, lenOf(c, m[0])
}

// readLast reads what has "đến hết" behind it.
func readLast(s string) (c legal.ForceClause, n int) {
	m := lasts.FindStringSubmatch(s)
	if m == nil {
		return c, 0
	}
	c.Ends, c.Day = true, dayAfter(m[1], m[2], m[3], m[4], m[5])
	return c, lenOf(c, m[0])
}

func lenOf(c legal.ForceClause, s string) int {
	if c.Day.IsZero() {
		return 0
	}
	return len(s)
}

// besides is what a document may say of itself before it speaks of its force, and words between.
var besides = regexp.MustCompile(`(?:\s+(?:gồm|có|được\s+ban\s+hành)\s+[^.;]{1,90}(?:\s+và|,)|,?\s+và(?:\s+được)?|\s+(?:sẽ|được))$`)

// subject finds the document that speaks of itself before a verb: "Nghị định này", at the beginning
// of a sentence also "Nghị định". ok is false where it is not what the sentence is about.
func subject(before string) (start int, t legal.Type, ok bool) {
	before = strings.TrimRight(before, " \n\t")
	if cut := besides.FindStringIndex(before[max(0, len(before)-160):]); cut != nil {
		before = before[:max(0, len(before)-160)+cut[0]]
	}
	rest := strings.TrimRight(before, " \n\t")
	this := false
	for _, word := range []string{"này", "nây", "nay"} { // as OCR reads it
		if cut, ok := strings.CutSuffix(rest, " "+word); ok {
			rest, this = strings.TrimRight(cut, " \n\t"), true
		}
	}
	words := strings.Fields(rest[max(0, len(rest)-60):])
	for n := min(4, len(words)); n > 0; n-- {
		if t, ok = legal.TypeOfWord(strings.Join(words[len(words)-n:], " ")); !ok {
			continue
		}
		start = len(rest)
		for range n {
			start = strings.LastIndexAny(strings.TrimRight(rest[:start], " \n\t"), " \n\t") + 1
		}
		return start, t, opens(rest[:start], this)
	}
	return 0, "", false
}

// label is what may stand before a sentence: "Điều 5. Hiệu lực thi hành 1. ", "a) ".
var label = regexp.MustCompile(`^(?:(?i:điều)\s+\d+[a-zđ]?\s*[.:]?\s*)?(?:(?i:hiệu\s+lực|điều\s+khoản|tổ\s+chức|trách\s+nhiệm)[^.;:]*?` +
	`[.:]?\s*)?(?:(?:\d{1,2}|[a-zđ])\s*[.)]\s*|[-–+]\s*)*$`)

// opens reports whether what stands before a document that speaks of itself lets it begin the
// sentence.
func opens(before string, this bool) bool {
	for _, end := range []string{". ", "; ", ".\n", ";\n", "./. "} {
		if strings.HasSuffix(before, end) && (this || !endsInAbbreviation(before)) {
			return true
		}
	}
	return label.MatchString(lastSentence(before))
}

// lastSentence returns what stands behind the last sentence that has ended.
func lastSentence(s string) string {
	if i := strings.LastIndexAny(s, ";"); i >= 0 {
		s = s[i+1:]
	}
	for i := len(s) - 2; i > 0; i-- {
		if s[i] == '.' && (s[i+1] == ' ' || s[i+1] == '\n') && !digitBefore(s, i) && !articleBefore(s, i) {
			return strings.TrimSpace(s[i+1:])
		}
	}
	return strings.TrimSpace(s)
}

func digitBefore(s string, i int) bool { return i > 0 && s[i-1] >= '0' && s[i-1] <= '9' }

func articleBefore(s string, i int) bool { return strings.HasSuffix(strings.ToLower(s[:i]), "điều") }

func endsInAbbreviation(s string) bool {
	s = strings.TrimRight(s, " .\n")
	word := s[strings.LastIndexAny(s, " \n")+1:]
	return len(word) <= 2
}

// quoted reports whether a place stands in the words that a document gives another: behind an
// opening quotation mark that is not closed.
func quoted(content string, at int) bool {
	before := content[max(0, at-4000):at]
	open, closed := strings.LastIndex(before, "“"), strings.LastIndex(before, "”")
	return open > closed
}

// dayOf makes a day of its digits, the zero date where there is no such day.
func dayOf(d, m, y string) legal.Date {
	day, _ := legal.ReadDay(d + "/" + m + "/" + y)
	return day
}

// dayAfter returns the day after a day, or after the end of a month or year.
func dayAfter(d, m, y, month, year string) legal.Date {
	if d != "" {
		return dayOf(d, m, y).Plus(1)
	}
	n, _ := strconv.Atoi(year)
	if n < 1930 || n >= 2099 {
		return legal.Date{}
	}
	if month == "" {
		return legal.Date{Year: n + 1, Month: 1, Day: 1}
	}
	k, _ := strconv.Atoi(month)
	if k == 12 {
		n, k = n+1, 0
	}
	return legal.Date{Year: n, Month: k + 1, Day: 1}
}
