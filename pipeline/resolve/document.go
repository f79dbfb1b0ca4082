package resolve

import (
	"cmp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// document sums up what a cluster's mentions say. What the document's own head
// says goes before what others say of it.
func (c *cluster) document() legal.Document {
	head := c.head()
	d := legal.Document{ID: c.id, Type: c.typ, Symbol: c.bestSymbol(), Body: c.body(), Dates: c.seenDates(),
		Issuers: c.seenIssuers()}
	if !d.Symbol.IsZero() {
		d.Number = c.number(d.Symbol)
		d.Type = c.bestType()
	}
	d.Year, d.Term = c.yearAndTerm()
	d.Name = c.best(func(m *mention) string { return m.name })
	d.Title = c.best(func(m *mention) string { return m.title })
	d.Conflicts = c.conflicts()
	d.Conflict = len(d.Conflicts) > 0
	if !slices.Contains(d.Conflicts, legal.ConflictDate) {
		d.Date = c.fullestDate()
	}
	c.decideByRecord(&d)
	if head != nil {
		d.Held, d.Part = head.file.File, head.part
		c.decideByHead(&d, head)
	}
	for _, v := range c.verdicts {
		v.apply(&d)
	}
	d.Told = c.told()
	if head != nil && d.Type.IsLaw() {
		d.Name = cmp.Or(d.Name, lawName(head.title))
	}
	if d.Year == 0 {
		d.Year = d.Date.Year
	}
	return d
}

// conflicts returns what the mentions disagree on, in order.
func (c *cluster) conflicts() []string {
	var out []string
	for _, x := range []struct {
		what    string
		differs func() bool
	}{{legal.ConflictDate, c.datesDiffer}, {legal.ConflictIssuer, c.organsDiffer},
		{legal.ConflictType, c.typesDiffer}} {
		if x.differs() {
			out = append(out, x.what)
		}
	}
	return out
}

// head returns the document's own head: of several files the one that says most,
// then the one with the lowest hash; nil where no file of it is held.
func (c *cluster) head() *mention {
	var best *mention
	for _, m := range c.members {
		if m.index == own && (best == nil || best.date.Day == 0 && m.date.Day != 0) {
			best = m
		}
	}
	return best
}

// bestSymbol returns the spelling with the most marks: an unlisted code may have
// lost its Đ. A citation that a person has tied to it may bear another number.
func (c *cluster) bestSymbol() legal.Symbol {
	best, most, series := c.sym, c.sym.Key(), seriesOf(c.sym)
	for _, m := range c.members {
		if m.series != series {
			continue
		}
		if key := m.sym.Key(); key > most {
			best, most = m.sym, key
		}
	}
	return best
}

// number returns the document's number as its own head shows it, else as most of its
// mentions do: with the "&" in its codes, or without.
func (c *cluster) number(sym legal.Symbol) string {
	key := sym.Key()
	if head := c.head(); head != nil && head.sym.Key() == key {
		return head.sym.Display()
	}
	shown := c.best(func(m *mention) string {
		if m.sym.Key() != key {
			return ""
		}
		return m.sym.Display()
	})
	return cmp.Or(shown, sym.Display())
}

func (c *cluster) body() legal.Body {
	b := legal.Body{Code: c.sym.Issuer(), Level: c.seat.Level.Legal(),
		Name: c.best(func(m *mention) string { return m.issuer })}
	b.Above, b.Province = c.seat.Parent, authority.ProvinceName(c.bodyProvince(), c.fullestDate())
	if c.seat.Level != authority.Unit && c.seat.Name != "" {
		b.Place = c.best(func(m *mention) string { return m.seat.Text })
	}
	return b
}

// bodyProvince returns the slug of the province of the body: what its identity or the
// document's own head says goes before what most citations say.
func (c *cluster) bodyProvince() string {
	if p := c.seat.Above(); authority.IsProvince(p) {
		return p
	}
	if head := c.head(); head != nil && head.seat.Province != "" {
		return head.seat.Province
	}
	return c.best(func(m *mention) string { return m.seat.Province })
}

// yearAndTerm returns the year in the identity and the term, 0 where there is
// none. A local Party term has no number known to us and stays 0.
func (c *cluster) yearAndTerm() (year, term int) {
	switch {
	case c.sym.Family() == legal.FamilyAssembly:
		return c.sym.Year, c.sym.Term()
	case c.sym.Year != 0:
		return c.sym.Year, 0
	case !c.period.known():
		return 0, 0
	case !followsTerms(c.sym):
		return c.period.lo, 0
	case c.seat.Level == authority.Central:
		return 0, c.period.lo
	}
	return 0, 0
}

// best returns the value most mentions give, the longest and then the first in
// order among equals.
func (c *cluster) best(value func(*mention) string) string {
	seen := c.count(value)
	if len(seen) == 0 {
		return ""
	}
	best := seen[0]
	for _, s := range seen[1:] {
		if s.Count == best.Count && len(s.Value) > len(best.Value) {
			best = s
		}
	}
	return best.Value
}

// count returns the values the mentions give, the most frequent first.
func (c *cluster) count(value func(*mention) string) []legal.Seen {
	raw, n := map[string]int{}, map[string]int{}
	for _, m := range c.members {
		if m.index != listed {
			raw[value(m)]++
		}
	}
	for v, k := range raw {
		if v = strings.Join(strings.Fields(v), " "); v != "" {
			n[v] += k
		}
	}
	var out []legal.Seen
	for v, k := range n {
		out = append(out, legal.Seen{Value: v, Count: k})
	}
	slices.SortFunc(out, func(a, b legal.Seen) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	})
	return out
}

// seenDates returns the dates that citations and the head give, then those of
// persons and registries.
func (c *cluster) seenDates() []legal.Seen {
	out := c.count(func(m *mention) string { return m.date.String() })
	for _, v := range c.verdicts {
		if v.field == legal.ConflictDate {
			out = append(out, legal.Seen{Value: v.value, Count: 1, By: v.by})
		}
	}
	for _, m := range c.members {
		s := legal.Seen{Value: m.date.String(), Count: 1, By: legal.DecidedByRegistry + m.file.registry}
		if m.index == listed && s.Value != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func (c *cluster) seenIssuers() []legal.Seen {
	return c.count(func(m *mention) string { return m.issuer })
}

// bestType returns the type most mentions give, the one of the number where none
// gives any.
func (c *cluster) bestType() legal.Type {
	seen := c.count(func(m *mention) string { return string(m.typ) })
	if len(seen) > 0 {
		return legal.Type(seen[0].Value)
	}
	return c.bestSymbol().Type()
}

// datesDiffer reports whether two dates cannot both be meant, or one falls in
// another year than the number says.
func (c *cluster) datesDiffer() bool {
	dates := c.certainDates()
	for _, v := range c.verdicts {
		if d, err := legal.ParseDate(v.value); err == nil && v.field == legal.ConflictDate {
			dates[d] = true
		}
	}
	return c.contradict(dates)
}

// certainDates returns the days that are given by citations which mean this document for
// certain, by its head or by registries.
func (c *cluster) certainDates() map[legal.Date]bool {
	out := map[legal.Date]bool{}
	for _, m := range c.members {
		if !m.date.IsZero() && !m.opened() {
			out[m.date] = true
		}
	}
	return out
}

// contradict reports whether two of the dates cannot both be meant, or one falls in
// another year than the number says.
func (c *cluster) contradict(dates map[legal.Date]bool) bool {
	for d := range dates {
		if c.sym.Year != 0 && d.Year != c.sym.Year {
			return true
		}
		for e := range dates {
			if d.Before(e) {
				return true
			}
		}
	}
	return false
}

// fullestDate returns the date that is known best: of what certainly means the document,
// else of what may mean it, unless that contradicts itself.
func (c *cluster) fullestDate() legal.Date {
	dates := c.certainDates()
	if len(dates) == 0 && !c.contradict(c.dates) {
		dates = c.dates
	}
	var best legal.Date
	for d := range dates {
		if d.Year != 0 && (best.IsZero() || best.Month == 0 && d.Month != 0 || best.Day == 0 && d.Day != 0) {
			best = d
		}
	}
	return best
}

// typesDiffer reports whether mentions give types that are not one: Quyết định
// and Quy định share a code and are.
func (c *cluster) typesDiffer() bool {
	var first legal.Type
	for _, m := range c.members {
		t := soft(m.typ)
		if t == "" {
			continue
		}
		if first != "" && t != first {
			return true
		}
		first = t
	}
	return false
}

// organsDiffer reports whether citations name two different central bodies as
// the issuer. Local bodies differ by document and never meet here.
func (c *cluster) organsDiffer() bool {
	if c.seat.Level != authority.Central {
		return false
	}
	first := ""
	for _, s := range c.seenIssuers() {
		o := authority.Organ(s.Value)
		if o == "" {
			continue
		}
		if first != "" && o != first {
			return true
		}
		first = o
	}
	return false
}
