// Package drafts makes drafts of signed documents, with errors planted in them as clerks make
// them, to measure what a check finds. The same plans and the same seed give the same drafts.
package drafts

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Kind is a kind of error.
type Kind string

// The kinds of errors that are planted.
const (
	Day       Kind = "day"       // a digit of the date of a known document
	Digit     Kind = "digit"     // a digit of its number
	Issuer    Kind = "issuer"    // another body
	Type      Kind = "type"      // another type word
	Repealed  Kind = "repealed"  // a ground that has ended
	Provision Kind = "provision" // an article that a held document does not have
	Form      Kind = "form"      // spaces, dashes, a missing zero
	Order     Kind = "order"     // two grounds that have changed places
	Title     Kind = "title"     // a word or year of a title
	TwoWays   Kind = "two-ways"  // one document with two dates
)

// Kinds lists them in the order in which they are planted.
var Kinds = []Kind{Provision, Repealed, Order, TwoWays, Title, Issuer, Digit, Day, Type, Form}

// Plan is a signed document to make drafts of.
type Plan struct {
	Name      string
	Text      legal.Text
	Citations []legal.Citation
	Meant     []string // the ID of the document that each citation means, "" for none that is certain
	Known     []bool   // whether others than the plan tell of that document
	Titles    []string // its title, as its own file or several others have it, "" where none has
	Articles  []int    // how many articles its file has, 0 unknown
	Ended     []string // grounds that had ended, as they are cited
	Spoilt    []bool   // citations about which something is found in the plan itself
}

// Error is one that was planted.
type Error struct {
	Kind    Kind
	Was, Is string
	Span    legal.Span // of the bytes of the draft in which it lies
	Other   legal.Span // of what has changed places with it, zero for nothing
}

// Draft is a draft with its errors.
type Draft struct {
	Name   string
	Text   string
	Errors []Error
}

// Has reports whether an error of a kind was planted.
func (d Draft) Has(k Kind) bool {
	return slices.ContainsFunc(d.Errors, func(e Error) bool { return e.Kind == k })
}

// edit puts words in the place of a span of the plan's text.
type edit struct {
	legal.Span
	is      string
	mark    legal.Span // within is, the words in question
	kind    Kind
	planted bool
}

// Make makes a draft of a plan with at most so many errors, one of each of some kinds, in different
// paragraphs.
func Make(r *rand.Rand, p Plan, kinds []Kind, most int) Draft {
	m := &maker{r: r, p: p, taken: map[int]bool{}}
	m.blank()
	for _, k := range kinds {
		if len(m.taken) < most {
			m.plant(k)
		}
	}
	return m.draft()
}

type maker struct {
	r     *rand.Rand
	p     Plan
	edits []edit
	taken map[int]bool // blocks in which an error lies
	moved int          // the other one that has changed places, 0 for none
}

var (
	ownNumber = regexp.MustCompile(`(Số\s*:?\s*)\d+[a-z]?\s*(/|-)`)
	ownDay    = regexp.MustCompile(`ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm`)
)

// blank takes the number and the day out of the head, as drafts have it.
func (m *maker) blank() {
	for i, b := range m.p.Text.Blocks {
		if i > 15 || b.Zone != legal.ZoneHead {
			continue
		}
		text := m.p.Text.Content[b.Start:b.End]
		for _, x := range []struct {
			at *regexp.Regexp
			is string
		}{{ownNumber, "Số:      /"}, {ownDay, "ngày      tháng      năm"}} {
			if at := x.at.FindStringIndex(text); at != nil {
				m.edits = append(m.edits, edit{Span: legal.Span{Start: b.Start + at[0], End: b.Start + at[1]}, is: x.is})
			}
		}
	}
}

// plant plants an error of a kind where there is a place for one.
func (m *maker) plant(k Kind) {
	if k == Order {
		m.swap()
		return
	}
	for _, i := range m.r.Perm(len(m.p.Citations)) {
		c := m.p.Citations[i]
		block := m.p.Text.BlockAt(c.Start)
		if block < 0 || m.taken[block] || block == m.moved || m.p.Spoilt[i] || c.Zone != legal.ZoneBody || c.Number == "" {
			continue
		}
		e, ok := m.one(k, i)
		if !ok || slices.ContainsFunc(m.edits, func(o edit) bool { return o.Start < e.End && e.Start < o.End }) {
			continue
		}
		e.kind, e.planted = k, true
		m.edits, m.taken[block] = append(m.edits, e), true
		return
	}
}

// one makes an error of a kind in a citation.
func (m *maker) one(k Kind, i int) (edit, bool) {
	c, known := m.p.Citations[i], m.p.Known[i]
	switch {
	case k == Day && known && c.Date.Day != 0:
		return m.day(i)
	case k == TwoWays && !known && c.Date.Day != 0 && m.repeated(i):
		return m.day(i)
	case k == Digit && known && len(strings.Fields(c.Title)) > 5:
		return m.digit(i)
	case k == Issuer && c.Issuer != "":
		return m.issuer(i)
	case k == Type:
		return m.typ(i)
	case k == Form:
		return m.form(i)
	case k == Title && known && m.p.Titles[i] != "":
		return m.title(i)
	case k == Provision && m.p.Articles[i] > 1:
		return m.provision(i)
	case k == Repealed && len(m.p.Ended) > 0 && c.Relation == legal.BasedOn && c.From < 0:
		is := m.p.Ended[m.r.IntN(len(m.p.Ended))]
		return edit{Span: c.Span, is: is, mark: legal.Span{End: len(is)}}, true
	}
	return edit{}, false
}

// repeated reports whether the document of a citation is cited with its day a second time.
func (m *maker) repeated(i int) bool {
	for j, c := range m.p.Citations {
		if j < i && m.p.Meant[j] == m.p.Meant[i] && m.p.Meant[i] != "" && c.Date == m.p.Citations[i].Date && !m.p.Spoilt[j] {
			return true
		}
	}
	return false
}

// within puts other words in the place of a part of a citation.
func (m *maker) within(i int, at []int, is string) (edit, bool) {
	c := m.p.Citations[i]
	if at == nil || m.p.Text.Content[c.Start+at[0]:c.Start+at[1]] == is {
		return edit{}, false
	}
	return edit{Span: legal.Span{Start: c.Start + at[0], End: c.Start + at[1]}, is: is, mark: legal.Span{End: len(is)}}, true
}

func (m *maker) words(i int) string {
	c := m.p.Citations[i]
	return m.p.Text.Content[c.Start:c.End]
}

var dayPart = regexp.MustCompile(`(\d{1,2})([/.-]|\s+tháng\s+)(\d{1,2})([/.-]|\s+năm\s+)(\d{4})`)

// day changes one digit of the day or the month.
func (m *maker) day(i int) (edit, bool) {
	at := dayPart.FindStringSubmatchIndex(m.words(i))
	if at == nil {
		return edit{}, false
	}
	d := m.p.Citations[i].Date
	for range 50 {
		e := d
		switch m.r.IntN(3) {
		case 0:
			e.Day = d.Day/10*10 + m.r.IntN(10)
		case 1:
			e.Day = m.r.IntN(3)*10 + d.Day%10
		default:
			e.Month = d.Month/10*10 + m.r.IntN(10)
		}
		if e != d && e.Valid() && e.Day > 0 && e.Day < 29 && e.Month > 0 {
			zero := ""
			if e.Month < 3 {
				zero = "0"
			}
			t := m.words(i)
			is := fmt.Sprintf("%02d%s%s%d%s%d", e.Day, t[at[4]:at[5]], zero, e.Month, t[at[8]:at[9]], e.Year)
			return m.within(i, at[:2], is)
		}
	}
	return edit{}, false
}

var ordinal = regexp.MustCompile(`\d+`)

// numberAt returns where a citation prints its ordinal.
func (m *maker) numberAt(i int) []int {
	t := m.words(i)
	sym, _ := legal.ParseSymbol(m.p.Citations[i].Number)
	for _, at := range ordinal.FindAllStringIndex(t, -1) {
		if s, _, ok := legal.ScanSymbol(t, at[0]); ok && s.Key() == sym.Key() {
			return at
		}
	}
	return nil
}

// digit changes one digit of the ordinal, or lets two change places.
func (m *maker) digit(i int) (edit, bool) {
	at := m.numberAt(i)
	if at == nil || at[1]-at[0] < 2 {
		return edit{}, false
	}
	b := []byte(m.words(i)[at[0]:at[1]])
	n := m.r.IntN(len(b)-1) + 1
	if b[n] != b[n-1] && b[n] != '0' && m.r.IntN(3) == 0 {
		b[n], b[n-1] = b[n-1], b[n]
	} else {
		b[n] = '0' + (b[n]-'0'+1+byte(m.r.IntN(9)))%10
	}
	return m.within(i, at, string(b))
}

// others are bodies that are taken for each other.
var others = [][2]string{
	{"Ủy ban nhân dân", "Hội đồng nhân dân"}, {"UBND", "HĐND"}, {"HĐND", "UBND"}, {"Hội đồng nhân dân", "Ủy ban nhân dân"},
	{"Thủ tướng Chính phủ", "Chính phủ"}, {"Chính phủ", "Quốc hội"}, {"Bộ Chính trị", "Ban Thường vụ Tỉnh ủy"},
	{"Bộ Giáo dục và Đào tạo", "Bộ Nội vụ"}, {"Bộ Y tế", "Bộ Tài chính"}, {"Bộ Nội vụ", "Bộ Y tế"},
	{"Bộ Tài chính", "Bộ Nội vụ"}, {"Quốc hội", "Chính phủ"}, {"Ban Bí thư", "Ban Thường vụ Tỉnh ủy"},
}

func (m *maker) issuer(i int) (edit, bool) {
	t := m.words(i)
	for _, o := range others {
		number := m.numberAt(i)
		if number == nil {
			return edit{}, false
		}
		_, end, _ := legal.ScanSymbol(t, number[0])
		if at := strings.Index(t[end:], o[0]) + end; at >= end && strings.HasPrefix(m.p.Citations[i].Issuer, o[0]) {
			return m.within(i, []int{at, at + len(o[0])}, o[1])
		}
	}
	return edit{}, false
}

// typ puts another type word before a number whose code tells its type.
func (m *maker) typ(i int) (edit, bool) {
	t := m.words(i)
	sym, _ := legal.ParseSymbol(m.p.Citations[i].Number)
	if len(sym.Codes) < 2 || sym.Family() == legal.FamilyAssembly {
		return edit{}, false
	}
	if _, ok := legal.TypeOfCode(sym.Codes[0]); !ok {
		return edit{}, false
	}
	for _, w := range []string{"Kế hoạch", "Nghị quyết", "Nghị định", "Thông tư", "Chỉ thị", "Quyết định"} {
		if strings.HasPrefix(t, w) {
			for _, o := range m.r.Perm(3) {
				is := []string{"Quyết định", "Chỉ thị", "Thông báo"}[o]
				if is != w {
					return m.within(i, []int{0, len(w)}, is)
				}
			}
		}
	}
	return edit{}, false
}

// form writes the number or the day otherwise than it is to be written.
func (m *maker) form(i int) (edit, bool) {
	t, at := m.words(i), m.numberAt(i)
	if at == nil {
		return edit{}, false
	}
	_, end, _ := legal.ScanSymbol(t, at[0])
	whole := t[at[0]:end]
	if strings.ContainsAny(whole, " \n–") {
		return edit{}, false
	}
	is := ""
	switch m.r.IntN(4) {
	case 0:
		is = strings.Replace(whole, "/", " / ", 1)
	case 1:
		is = strings.Replace(whole, "-", "–", 1)
	case 2:
		is = strings.Replace(whole, "-", " - ", 1)
	default:
		if d := dayPart.FindStringIndex(t); d != nil && t[d[0]] == '0' {
			return m.within(i, d, t[d[0]+1:d[1]])
		}
	}
	if is == "" || is == whole {
		return edit{}, false
	}
	return m.within(i, []int{at[0], end}, is)
}

var terms = []string{"thương mại", "môi trường", "công nghiệp", "thủy sản", "du lịch", "thể thao", "dân tộc", "khoáng sản"}

// title changes some words in the middle of a title.
func (m *maker) title(i int) (edit, bool) {
	c := m.p.Citations[i]
	if len(strings.Fields(c.Title)) < 8 {
		return edit{}, false
	}
	at := strings.Index(m.p.Text.Content[c.End:], c.Title)
	if at < 0 || at > 200 {
		return edit{}, false
	}
	from := c.End + at
	words := strings.Fields(c.Title)
	for _, n := range m.r.Perm(len(words)) {
		if n < 3 || n+5 > len(words) || !plainWord(words[n]) || !plainWord(words[n+1]) ||
			!strings.Contains(m.p.Titles[i], strings.Join(words[n-3:n+4], " ")) { // the sentence goes on
			continue
		}
		k := strings.Index(c.Title, words[n]+" "+words[n+1])
		if k < 0 {
			continue
		}
		s := legal.Span{Start: from + k, End: from + k + len(words[n]) + 1 + len(words[n+1])}
		if slices.ContainsFunc(m.p.Citations, func(o legal.Citation) bool { return o.Start < s.End && s.Start < o.End }) {
			continue
		}
		is := terms[m.r.IntN(len(terms))]
		return edit{Span: s, is: is, mark: legal.Span{End: len(is)}}, true
	}
	return edit{}, false
}

var lower = regexp.MustCompile(`^\p{Ll}{3,}$`)

// plainWord reports whether a word is one of small letters, long enough to carry something.
func plainWord(s string) bool {
	return lower.MatchString(s) && !slices.Contains(strings.Fields("việc các của trên giai đoạn bởi sung với đối thi"), s)
}

// provision names an article that the document does not have.
func (m *maker) provision(i int) (edit, bool) {
	c := m.p.Citations[i]
	if c.Provision != "" {
		return edit{}, false
	}
	is := fmt.Sprintf("Điều %d ", m.p.Articles[i]+1+m.r.IntN(60))
	return edit{Span: legal.Span{Start: c.Start, End: c.Start}, is: is, mark: legal.Span{End: len(is)}}, true
}

// swap lets two grounds of different rank change places.
func (m *maker) swap() {
	var lines []int
	for n, b := range m.p.Text.Blocks {
		t := m.p.Text.Content[b.Start:b.End]
		if strings.HasPrefix(t, "Căn cứ ") && !m.taken[n] {
			lines = append(lines, n)
		}
	}
	for _, a := range lines {
		for _, z := range slices.Backward(lines) {
			x, y := m.p.Text.Blocks[a].Span, m.p.Text.Blocks[z].Span
			if a < z && m.law(x) && m.act(y) {
				tx, ty := m.p.Text.Content[x.Start:x.End], m.p.Text.Content[y.Start:y.End]
				m.edits = append(m.edits, edit{Span: x, is: ty, kind: Order},
					edit{Span: y, is: tx, mark: legal.Span{End: len(tx)}, kind: Order, planted: true})
				m.taken[a], m.moved = true, z
				return
			}
		}
	}
}

// law and act tell grounds that are a law from those that are a decree or a circular.
func (m *maker) law(s legal.Span) bool {
	t := m.p.Text.Content[s.Start:s.End]
	return strings.HasPrefix(t, "Căn cứ Luật ") || strings.HasPrefix(t, "Căn cứ Bộ luật ")
}

func (m *maker) act(s legal.Span) bool {
	t := m.p.Text.Content[s.Start:s.End]
	return strings.HasPrefix(t, "Căn cứ Nghị định ") || strings.HasPrefix(t, "Căn cứ Thông tư ")
}

// draft makes the text, a line a paragraph.
func (m *maker) draft() Draft {
	slices.SortFunc(m.edits, func(a, b edit) int { return a.Start - b.Start })
	d := Draft{Name: m.p.Name}
	var b strings.Builder
	at := 0
	copyTo := func(end int) {
		for at < end {
			n := m.p.Text.BlockAt(at)
			to := end
			if n >= 0 {
				to = min(end, m.p.Text.Blocks[n].End)
			} else if m.p.Text.Content[at] == '\n' {
				b.WriteString("\n")
				at++
				continue
			} else {
				to = at + 1
			}
			b.WriteString(strings.ReplaceAll(m.p.Text.Content[at:to], "\n", " "))
			at = to
		}
	}
	var moved legal.Span
	for _, e := range m.edits {
		if e.Start < at {
			continue
		}
		copyTo(e.Start)
		start := b.Len()
		b.WriteString(strings.ReplaceAll(e.is, "\n", " "))
		if e.kind == Order && !e.planted {
			moved = legal.Span{Start: start, End: b.Len()}
		}
		if e.planted {
			x := Error{Kind: e.kind, Was: m.p.Text.Content[e.Start:e.End], Is: e.is,
				Span: legal.Span{Start: start + e.mark.Start, End: start + e.mark.End}}
			if e.kind == Order {
				x.Other = moved
			}
			d.Errors = append(d.Errors, x)
		}
		at = e.End
	}
	copyTo(len(m.p.Text.Content))
	d.Text = b.String() + "\n"
	return d
}
