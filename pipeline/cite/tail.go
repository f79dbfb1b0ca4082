package cite

import (
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// tail reads what follows the number or name: a date, the issuer, in either
// order, each at most once.
func (m *mention) tail(toks []token) {
	if t := m.end; t < len(toks) && toks[t].kind == number && toks[t].start == toks[t-1].end &&
		toks[t-1].kind == symbol {
		m.end++ // a footnote mark stuck to the number
	}
	if m.Type == legal.Constitution {
		_, n := countries.at(toks, m.end)
		m.end += n
	}
	if _, n := levels.at(toks, m.end); n > 0 && m.end+n < len(toks) && toks[m.end+n].low == "ngày" {
		m.end += n // "số 1967/CĐ-UBND tỉnh ngày 24/12/2017": the body goes on behind its code
	}
	for m.end < len(toks) && (m.dated(toks) || m.issued(toks)) {
	}
}

// countries follow the word "Hiến pháp".
var countries = listed(`
	nước cộng hòa xã hội chủ nghĩa việt nam | nước chxhcn việt nam | của nước cộng hòa xã hội chủ nghĩa việt nam
	cộng hòa xã hội chủ nghĩa việt nam
	nước việt nam dân chủ cộng hòa | của nước việt nam dân chủ cộng hòa | việt nam dân chủ cộng hòa | nước việt nam
	việt nam | của việt nam`)

// dated takes a date that stands behind what is read: with or without a comma, in
// parentheses, or the year alone that follows a law's name.
func (m *mention) dated(toks []token) bool {
	if !m.Date.IsZero() {
		return false
	}
	at := m.end
	if m.Type.IsLaw() && yearAlone(toks, at) {
		year, _ := strconv.Atoi(toks[at].low)
		m.takeDate(legal.Date{Year: year}, tokens{at, at + 1}, at+1)
		return true
	}
	comma := toks[at].low == ","
	if comma {
		at++
	}
	paren := at < len(toks) && toks[at].low == "("
	if paren {
		at++
	}
	d, next, ok := dateAt(toks, at)
	if !ok || spanOfYears(toks, at) || d.Month == 0 && !m.ownYear(toks, d, at, next) ||
		comma && opensClause(toks, next) {
		return false
	}
	end := next
	if paren {
		if end >= len(toks) || toks[end].low != ")" {
			return false
		}
		end++
	}
	m.takeDate(d, tokens{at, next}, end)
	return true
}

func (m *mention) takeDate(d legal.Date, words tokens, end int) {
	m.Date, m.why.date, m.end = d, words, end
}

// issued takes the body named behind what is read: "của X".
func (m *mention) issued(toks []token) bool {
	at := m.end
	if toks[at].low == "," {
		at++
	}
	start, end, ok := ofIssuer(toks, at)
	if !ok || !m.issuer.empty() || m.Type.IsLaw() && !isAssembly(toks, start, end) {
		return false
	}
	m.issuer, m.end, m.why.issuer = tokens{start, end}, end, "after “của”"
	return true
}

// isAssembly reports whether a body is the one that passes laws.
func isAssembly(toks []token, from, to int) bool {
	_, n := assemblies.at(toks, from)
	return n == to-from
}

var assemblies = listed("quốc hội | ủy ban thường vụ quốc hội")

// yearAlone reports whether a year stands at token i as in "Luật Đất đai 2024".
func yearAlone(toks []token, i int) bool {
	t := &toks[i]
	if t.kind != number || len(t.low) != 4 || partOfNumber(toks, i) {
		return false
	}
	return strings.HasPrefix(t.low, "20") || strings.HasPrefix(t.low, "19") && t.low >= "1945"
}

// spanOfYears reports whether a year at token i is the first of several ("năm 2023 -
// 2025"): they belong to what follows.
func spanOfYears(toks []token, i int) bool {
	if toks[i].low != "năm" || i+2 >= len(toks) {
		return false
	}
	return toks[i+2].low == "-" || toks[i+2].low == "–"
}

// ownYear reports whether "năm 2021" behind a number, tokens from at to next, is the
// year of the document, not that of what is done: "Kết quả thực hiện Quyết định số
// 749/QĐ-TTg năm 2026 đạt yêu cầu". A number that holds its year tells; else the body
// or the title follows, or nothing does and no work on it is reported.
func (m *mention) ownYear(toks []token, d legal.Date, at, next int) bool {
	if m.Type.IsLaw() || toks[at].low != "năm" {
		return true
	}
	if m.sym.Year != 0 {
		return m.sym.Year == d.Year
	}
	if start, end, ok := ofIssuer(toks, next); ok {
		body := tokens{start, end}
		return canIssue(toks, body, m.sym) && (signed(toks, body, m.sym) || !worked(toks, m.left))
	}
	_, n := titleWords.at(toks, next)
	ends := next >= len(toks) || toks[next].kind == punct || toks[next].low == "và"
	return (n > 0 || ends) && !worked(toks, m.left)
}

// worked reports whether the words before token at speak of work on what follows:
// "kết quả thực hiện", "nhiệm vụ triển khai".
func worked(toks []token, at int) bool {
	from := max(0, at-10)
	c := lastCue(toks, from, at)
	if c.rel != legal.Implements {
		return false
	}
	for i := from; i < c.at; i++ {
		if _, n := works.at(toks, i); n > 0 {
			return true
		}
	}
	return false
}

var works = listed(`
	kết quả | tình hình | nhiệm vụ | tiến độ | công tác | việc | kế hoạch | báo cáo | giải pháp | kinh phí
	nội dung | chỉ tiêu | quá trình | hoạt động`)

// opensClause reports whether a body that acts stands behind the date that ends at
// token i: ", ngày 19/5/2026, Sở Nội vụ đã có văn bản".
func opensClause(toks []token, i int) bool {
	if i < len(toks) && toks[i].low == "," {
		i++
	}
	end := subjectAt(toks, i)
	return end > i && acts(toks, end, len(toks))
}

// titledDates gives the documents whose title stands between their number and their
// date what stands behind it: "Thông tư số 25/2019/TT-BGTVT quy định về … ngày 03/7/2019
// của Bộ Giao thông vận tải". The body must be one that can have issued the number.
func titledDates(toks []token, ms []mention) {
	for k := range ms {
		m := &ms[k]
		if len(m.sym.Codes) == 0 || !m.Date.IsZero() || !m.issuer.empty() {
			continue
		}
		if _, n := titleWords.at(toks, m.end); n == 0 {
			continue
		}
		stop := min(len(toks), m.end+longTitle)
		if k+1 < len(ms) {
			stop = min(stop, ms[k+1].left)
		}
		m.titledDate(toks[:stop])
	}
}

// longTitle bounds, in tokens, the title between a number and its date.
const longTitle = 80

func (m *mention) titledDate(toks []token) {
	for i := m.end; i < len(toks) && !strings.Contains(";:(“\"", toks[i].low) && !sentenceEnd(toks, i); i++ {
		if toks[i].low != "ngày" {
			continue
		}
		d, next, ok := dateAt(toks, i)
		if !ok || m.sym.Year != 0 && d.Year != m.sym.Year {
			continue
		}
		start, end, ok := ofIssuer(toks, next)
		if ok && canIssue(toks, tokens{start, end}, m.sym) {
			m.Date, m.why.date = d, tokens{i, next}
			m.issuer, m.why.issuer = tokens{start, end}, "behind the title and the date"
			return
		}
	}
}
