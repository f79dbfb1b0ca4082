package resolve

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// file is one reading with what is worked out of it once. A file of which claims have
// told has no more than those.
type file struct {
	legal.Reading
	origin authority.Origin // what is relative in it
	own    *mention         // of its own head, with or without a number; nil where no claim has told
	cited  []*mention       // its citations, in order
	said   []*mention       // the numbered ones, by citation, while it is read; nil for any other
	dates  []legal.Date     // that its citations give, each once

	registry string // its name, where the file stands for one
}

// OwnHead is the place that a file's own head has among its citations: see [KeyOf].
const OwnHead = -1

// The indices of mentions that are no citations.
const (
	own    = OwnHead
	listed = -2 // a record of a registry
)

// mention is one numbered citation, or a document's own head, with what it says
// of the document's identity.
type mention struct {
	file   *file
	index  int // in the reading's citations, or own, or listed
	page   int
	sym    legal.Symbol
	typ    legal.Type
	series string // number without body and period: one bucket holds its spellings
	kind   string // type, where the number itself does not tell it; "" also unknown
	open   bool   // kind should be known and is not
	seat   authority.Jurisdiction
	spelt  authority.Jurisdiction // the seat as its own words say
	heir   authority.Jurisdiction // that the list it stands in gives it, zero for none
	period period
	date   legal.Date
	source legal.Date // of the document in whose title it stands, zero for none; for laws by name
	issuer string
	title  string
	name   string           // of a law
	shelf  string           // of the laws of that name, where a number and a name meet
	after  []*mention       // that a bare ordinal may stand for
	bare   bool             // it has an ordinal and no code
	part   string           // of its own head: what is known of a number whose ordinal is not
	told   *legal.ForceTold // of a record: what it says of the document's force

	in     *cluster // what it means, once decided
	among  []*cluster
	reason legal.Message
	note   legal.Message // in which point its number was read with indulgence
	filed  bool          // among the members of in; for laws by name
	twin   *mention      // its number as OCR read it in a second way
	doubt  float64       // how unsure OCR is of it; 0 for clean text
	ends   bool          // its document changes or ends what is cited; for laws by name
}

// full reports whether the mention alone tells which document is meant.
func (m *mention) full() bool { return m.seat.Known() && m.period.known() && !m.open }

// readFile prepares one reading: its origin and its numbered mentions.
func readFile(units *authority.Gazetteer, r legal.Reading) *file {
	r.Head.Date = r.Head.KnownDate()
	f := &file{Reading: r, origin: authority.OriginOf(units, r.Head, r.Citations),
		said: make([]*mention, len(r.Citations))}
	if sym, ok := legal.ParseSymbol(r.Head.Number); ok {
		f.own = newMention(f, own, sym, r.Head.Type, r.Head.Date, r.Head.Issuer)
		f.own.title, f.own.page = r.Head.Title, 1
		if f.own.typ.IsLaw() {
			f.own.putOnShelf(lawName(f.own.title))
		}
		// "Ủy ban nhân dân" over "tỉnh Quảng Ninh", read in either order
		if !f.own.seat.Known() && r.Head.Superior != "" {
			f.own.setBody(authority.Read(sym.Issuer(), r.Head.Issuer+" "+r.Head.Superior, r.Head.Date, f.origin))
		}
	}
	for i, c := range r.Citations {
		sym, ok := legal.ParseSymbol(c.Number)
		if !ok {
			continue
		}
		m := newMention(f, i, sym, c.Type, c.Date, c.Issuer)
		m.title, m.page = c.Title, c.Page
		if c.Type.IsLaw() && c.Name != "" { // see lawMention
			m.name, m.title = c.Name, ""
		}
		m.putOnShelf(m.name)
		m.note = noteOf(c.Number, sym, m.sym)
		if c.Confidence > 0 {
			m.doubt = 1 - c.Confidence
		}
		f.said[i] = m
	}
	if f.own == nil {
		f.own = plainHead(f)
	}
	f.completeYears()
	f.cite()
	return f
}

// cite works out the citations of a file, once over them.
func (f *file) cite() {
	dates := map[legal.Date]bool{}
	heirs, ordinals := heirs{}, ordinals{}
	ordinals.add(f.own)
	for i, c := range f.Citations {
		if !dates[c.Date] {
			dates[c.Date] = true
			f.dates = append(f.dates, c.Date)
		}
		if i > 0 && !sameList(f.Citations[i-1], c) {
			heirs = nil
		}
		m := f.said[i]
		if m != nil {
			m.heir = heirs.of(m)
			if m.readTwice(c.Other); m.twin != nil {
				m.twin.heir = m.heir
			}
			heirs = heirs.with(m)
			ordinals.add(m)
		} else if m = lawMention(f, i); m == nil {
			m = f.short(i, ordinals)
		}
		f.cited = append(f.cited, m)
	}
}

// putOnShelf notes under which name a numbered law is known, if it has one.
func (m *mention) putOnShelf(name string) {
	if name != "" {
		m.shelf = shelfKey(m.typ, name)
	}
}

// completeYears puts the year into numbers of decrees and circulars that are
// written without it: "Nghị định số 71/NĐ-CP" where the file has 71/2020/NĐ-CP,
// or the year in the date. Since 1998 all of them bear it (Nghị định 101-CP).
func (f *file) completeYears() {
	years := map[string]int{} // of numbers without it, 0 where there are several
	note := func(s legal.Symbol) {
		key := withoutYear(s)
		if year, ok := years[key]; ok && year != s.Year {
			years[key] = 0
		} else {
			years[key] = s.Year
		}
	}
	for _, m := range f.said {
		if m != nil && m.sym.Year != 0 {
			note(m.sym)
		}
	}
	for i, m := range f.said {
		if m == nil || !m.lacksYear() {
			continue
		}
		sym, reason := m.sym, legal.Say(legal.ReasonYearOfDate)
		if sym.Year = m.date.Year; sym.Year == 0 {
			sym.Year, reason = years[withoutYear(m.sym)], legal.Say(legal.ReasonYearElse)
		}
		if sym.Year < 1998 {
			continue
		}
		full := newMention(f, i, sym, m.typ, m.date, m.issuer)
		full.title, full.page, full.reason, full.note, full.doubt = m.title, m.page, reason, m.note, m.doubt
		f.said[i] = full
		note(full.sym)
	}
}

func (m *mention) lacksYear() bool {
	code, _ := typeCode(m.sym)
	other := m.typ != "" && m.typ != legal.Decree && m.typ != legal.Circular // "Tờ trình số 01/TT-…"
	return m.sym.Family() == legal.FamilyState && (code == "NĐ" || code == "TT") && !other
}

// withoutYear names a number whatever its year.
func withoutYear(s legal.Symbol) string { return s.Ordinal + "/" + strings.Join(s.Codes, "-") }

func newMention(f *file, index int, sym legal.Symbol, typ legal.Type, date legal.Date, issuer string) *mention {
	m := &mention{file: f, index: index, sym: spelled(sym, typ), typ: typ, date: date, issuer: issuer}
	if m.typ == "" {
		m.typ = m.sym.Type()
	}
	m.series = seriesOf(m.sym)
	if _, ok := typeCode(m.sym); !ok {
		m.kind, m.open = kindOf(m.typ), m.typ == ""
	}
	m.setBody(authority.Read(m.sym.Issuer(), issuer, date, f.origin))
	return m
}

// seriesOf returns a number in the form in which its spellings are one. The type
// code keeps its marks: HD and HĐ, DA and ĐA fold alike.
func seriesOf(s legal.Symbol) string {
	c, _ := typeCode(s)
	return s.FoldKey() + "|" + c
}

// setBody gives the mention its body, and the period that follows from it.
func (m *mention) setBody(s authority.Jurisdiction) {
	m.seat, m.spelt = s, s
	m.period = periodOf(m.sym, s, m.date, m.issuer)
	if m.sym.Family() != legal.FamilyAssembly {
		m.period = m.period.within(m.file.origin.Anew(m.sym.Issuer(), s), m.date, followsTerms(m.sym))
	}
}

// typeCode returns the type code in a number, if it has one.
func typeCode(s legal.Symbol) (string, bool) {
	if len(s.Codes) < 2 || s.Family() == legal.FamilyAssembly {
		return "", false
	}
	_, ok := legal.TypeOfCode(s.Codes[0])
	return s.Codes[0], ok
}

// lookAlikes are type codes that are written for each other, with the type of
// each: Hợp đồng 12/HD-…, Chương trình 01-CT/TU.
var lookAlikes = map[string]map[legal.Type]string{
	"HD": {"Hợp đồng": "HĐ"}, "HĐ": {legal.Guidance: "HD"}, "DA": {"Đề án": "ĐA"}, "ĐA": {"Dự án": "DA"},
	"CT": {legal.Programme: "CTr"},
}

// spelled puts the right type code where the type word shows that the number was
// written with a look-alike. The word as printed wins.
func spelled(s legal.Symbol, word legal.Type) legal.Symbol {
	code, ok := typeCode(s)
	if want := lookAlikes[code][word]; ok && want != "" {
		s.Codes = append([]string{want}, s.Codes[1:]...)
	}
	return s
}

// heirs are the seats that the citations of one list give to those behind them, by the
// codes of their issuers.
type heirs map[string]authority.Jurisdiction

// of returns the seat that the nearest earlier citation of the list gives to one without an
// issuer: its issuer has the same code ("Kế hoạch số 83/KH-UBND … của UBND thành phố; Kế
// hoạch số 90/KH-UBND …"); zero for none.
func (h heirs) of(m *mention) authority.Jurisdiction {
	if m.issuer != "" || m.seat.Known() {
		return authority.Jurisdiction{}
	}
	return h[m.sym.Issuer()]
}

// with notes what a citation gives to those behind it.
func (h heirs) with(m *mention) heirs {
	if m.issuer == "" {
		return h
	}
	if h == nil {
		h = heirs{}
	}
	h[m.sym.Issuer()] = m.spelt
	return h
}

// sameList reports whether two neighbouring citations stand in one list: in one
// clause, in two of which the second begins with its citation ("…; Kế hoạch số
// 90/KH-UBND …"), or in two grounds ("Căn cứ …;") in a row. A title with a
// semicolon in it may lie between.
func sameList(a, b legal.Citation) bool {
	const titleLength = 400 // bytes
	gap := b.Sentence.Start - a.Sentence.End
	switch {
	case a.Sentence == b.Sentence:
		return true
	case a.Zone != b.Zone || gap < 0 || gap > titleLength:
		return false
	}
	return b.Start == b.Sentence.Start || a.Relation == legal.BasedOn && b.Relation == legal.BasedOn
}
