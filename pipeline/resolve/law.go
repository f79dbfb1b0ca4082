package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// lawGroup holds all mentions of laws with one name, of one type.
type lawGroup struct {
	typ      legal.Type
	name     string     // slug
	numbered []*cluster // laws with this name and a number
	mentions []*mention // citations by name alone, by file and index
	named    map[int]*cluster
}

// lawMention returns the mention of a law cited by name alone, nil for any other
// citation. The name is all the title a law has: what follows it ("Luật Đất đai
// về tiền sử dụng đất") says what it is cited for.
func lawMention(f *file, i int) *mention {
	c := f.Citations[i]
	if f.said[i] != nil || c.Number != "" || !c.Type.IsLaw() || c.Name == "" && c.Type != legal.Constitution {
		return nil
	}
	m := &mention{file: f, index: i, page: c.Page, typ: c.Type, date: c.Date, issuer: c.Issuer, name: c.Name,
		source: sourceDay(f, c)}
	m.shelf = shelfKey(m.typ, m.name)
	if m.date.Year != 0 {
		m.period = one(m.date.Year)
	}
	m.ends = c.Relation == legal.Replaces || c.Relation == legal.Repeals || c.Relation == legal.Amends
	return m
}

// sourceDay returns the day of the document in whose title a citation stands, its year alone where
// no more is known of it, zero for none.
func sourceDay(f *file, c legal.Citation) legal.Date {
	if c.From < 0 {
		return legal.Date{}
	}
	from := f.Citations[c.From]
	sym, _ := legal.ParseSymbol(from.Number)
	if from.Date.IsZero() {
		return legal.Date{Year: sym.Year}
	}
	return from.Date
}

// written returns the day by which a law cited by name alone was there: that of the document that
// cites it, or of the older one in whose title it stands.
func (m *mention) written() legal.Date {
	if day := m.file.Head.Date; m.source.IsZero() || day.Before(m.source) {
		return day
	}
	return m.source
}

// shelfKey returns the key of the laws of a name. Constitutions stand together, whatever
// is printed behind the word.
func shelfKey(t legal.Type, name string) string {
	if t == legal.Constitution {
		name = ""
	}
	return string(t) + "|" + lawSlug(name)
}

// lawSlug returns a law's name in the form in which names are compared.
func lawSlug(name string) string {
	return strings.ReplaceAll(viet.Slug(name), "qppl", "quy-pham-phap-luat")
}

// resolve ties mentions with a year to the numbered law of that year, or to the
// law known by name and year; those without one to the only law their file
// names, else to the only one there is.
func (s *lawGroup) resolve() {
	s.named = map[int]*cluster{}
	for _, m := range s.mentions {
		if m.period.known() {
			s.joinDated(m)
		}
	}
	s.file()
	for _, m := range s.mentions {
		if !m.period.known() {
			s.joinUndated(m)
		}
	}
	s.file()
}

func (s *lawGroup) joinDated(m *mention) {
	var fit []*cluster
	for _, c := range s.numbered {
		if c.sym.Year == m.period.lo || c.sym.Year == 0 && c.period.meets(m.period) {
			fit = append(fit, c)
		}
	}
	if len(fit) > 1 {
		fit = slices.DeleteFunc(fit, func(c *cluster) bool { return c.onOtherDays(m.date) })
	}
	switch len(fit) {
	case 0:
		m.in, m.reason = s.law(m.period.lo), legal.Say(legal.ReasonLawYear)
	case 1:
		m.in, m.reason = fit[0], legal.Say(legal.ReasonLawNumbered)
	default:
		m.openTo(fit)
	}
}

// onOtherDays reports whether all days given for a law rule out one.
func (c *cluster) onOtherDays(d legal.Date) bool {
	for day := range c.dates {
		if !day.Before(d) && !d.Before(day) {
			return false
		}
	}
	return len(c.dates) > 0
}

func (s *lawGroup) joinUndated(m *mention) {
	day := m.written()
	if s.typ == legal.Constitution {
		if year := legal.ConstitutionOn(day); year != 0 {
			m.in, m.reason = s.law(year), legal.Say(legal.ReasonInForce)
			return
		}
	}
	all := slices.DeleteFunc(s.laws(), func(c *cluster) bool {
		return m.ends && m.file.own != nil && m.file.own.in == c
	})
	here := slices.DeleteFunc(slices.Clone(all), func(c *cluster) bool {
		return !c.namedIn(m.file) || !m.source.IsZero() && c.lawYoungerThan(day)
	})
	there := slices.DeleteFunc(slices.Clone(all), func(c *cluster) bool { return c.lawYoungerThan(day) })
	switch {
	case len(here) == 1:
		m.in, m.reason = here[0], legal.Say(legal.ReasonLawNamed, here[0].pages[m.file])
	case len(here) > 1:
		m.openTo(here)
	case len(there) == 1 && len(all) > 1 && day.Year-there[0].lawYear() > longLived:
		m.among, m.reason = there, legal.Say(legal.ReasonOlder, day.Year-there[0].lawYear())
	case len(there) == 1:
		m.in, m.reason = there[0], legal.Say(legal.ReasonLawOnly)
	case len(there) > 1:
		m.openTo(there)
	default:
		m.in, m.reason = s.law(0), legal.Say(legal.ReasonLawName)
	}
}

// longLived is how many years a law may be old to be the one meant where a younger one
// of its name is known: in between there may have been another.
const longLived = 10

// lawYear returns the year of a law, 0 unknown.
func (c *cluster) lawYear() int { return cmp.Or(c.sym.Year, c.period.lo) }

// lawYoungerThan reports whether a law is younger than a document of a day.
func (c *cluster) lawYoungerThan(d legal.Date) bool {
	return c.youngerThan(d) || d.Year != 0 && c.lawYear() > d.Year
}

// laws returns the laws with a year, numbered or not, by key.
func (s *lawGroup) laws() []*cluster {
	out := slices.Clone(s.numbered)
	for year, c := range s.named {
		if year != 0 {
			out = append(out, c)
		}
	}
	sortClusters(out)
	return out
}

// law returns the law of this name and year, made if new; year 0 is unknown.
func (s *lawGroup) law(year int) *cluster {
	c := s.named[year]
	if c == nil {
		c = &cluster{typ: s.typ, name: s.name, seat: authority.Jurisdiction{Level: authority.Central}}
		c.clear()
		if year != 0 {
			c.period = one(year)
		}
		c.part = string(s.typ) + "|" + s.name
		c.key = fmt.Sprintf("%s|%d", c.part, year)
		s.named[year] = c
	}
	return c
}

// file adds the mentions decided so far to their laws, once each.
func (s *lawGroup) file() {
	for _, m := range s.mentions {
		if m.in != nil && !m.filed {
			m.in.add(m)
			m.filed = true
		}
	}
}

// shelves gathers the laws cited by name, with the numbered ones of each name.
func shelves(laws []*mention, numbered []*cluster) []*lawGroup {
	byKey := map[string]*lawGroup{}
	var list []*lawGroup
	for _, m := range laws {
		if byKey[m.shelf] == nil {
			typ, name, _ := strings.Cut(m.shelf, "|")
			byKey[m.shelf] = &lawGroup{typ: legal.Type(typ), name: name}
			list = append(list, byKey[m.shelf])
		}
		byKey[m.shelf].mentions = append(byKey[m.shelf].mentions, m)
	}
	for _, c := range numbered {
		for _, key := range c.lawNames() {
			if s := byKey[key]; s != nil {
				s.numbered = append(s.numbered, c)
			}
		}
	}
	slices.SortFunc(list, func(a, b *lawGroup) int {
		return strings.Compare(string(a.typ)+a.name, string(b.typ)+b.name)
	})
	return list
}

// lawNames returns the shelf keys under which a numbered law is known: by its
// citations that give both, and by its own title.
func (c *cluster) lawNames() []string {
	var keys []string
	for _, m := range c.members {
		if m.shelf != "" && !slices.Contains(keys, m.shelf) {
			keys = append(keys, m.shelf)
		}
	}
	return keys
}
