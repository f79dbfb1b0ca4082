package resolve

import (
	"slices"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Bodies whose codes tell nothing are known by their names, and these are
// written as it comes: 358/LĐLSVN-BTV is of "Liên đoàn Luật sư Việt Nam" on one
// page and of its "Ban Thường vụ" on the next. Spellings are one body where the
// number and the full date are the same and one name has all the words of the
// other. Names that each have words of their own stay two bodies.

// sameDay is what must be equal before two spellings are compared.
type sameDay struct {
	date legal.Date
	kind string
}

// uniteUnits gives all mentions of one body the seat of its fullest name, before
// any document is made of them.
func (b *bucket) uniteUnits() {
	days := map[sameDay][]authority.Jurisdiction{}
	for _, m := range b.mentions {
		if m.isNamedUnit() && m.date.Day != 0 {
			d := sameDay{m.date, m.kind}
			days[d] = addSeat(days[d], m.seat)
		}
	}
	for _, m := range b.mentions {
		if !m.isNamedUnit() {
			continue
		}
		if s, ok := m.fullestUnit(days); ok && !s.Same(m.seat) {
			m.seat, m.reason = s, legal.Say(legal.ReasonSpelling)
		}
	}
}

func (m *mention) isNamedUnit() bool { return m.seat.Level == authority.Unit && m.seat.Name != "" }

// fullestUnit returns the seat a mention's is one with. Without a full date it is
// the one its spelling has on every day that has the spelling and the mention can mean.
func (m *mention) fullestUnit(days map[sameDay][]authority.Jurisdiction) (authority.Jurisdiction, bool) {
	if m.date.Day != 0 {
		return fullest(m.seat, days[sameDay{m.date, m.kind}])
	}
	var found []authority.Jurisdiction
	for d, seats := range days {
		if d.kind != m.kind || !m.period.meets(one(d.date.Year)) || !slices.ContainsFunc(seats, m.seat.Same) {
			continue
		}
		s, ok := fullest(m.seat, seats)
		if !ok {
			return authority.Jurisdiction{}, false
		}
		found = addSeat(found, s)
	}
	if len(found) != 1 {
		return authority.Jurisdiction{}, false
	}
	return found[0], true
}

func addSeat(seats []authority.Jurisdiction, s authority.Jurisdiction) []authority.Jurisdiction {
	if slices.ContainsFunc(seats, s.Same) {
		return seats
	}
	return append(seats, s)
}

// fullest returns the one seat among those of a day that says all s says and is
// itself within no other; ok is false where there are several.
func fullest(s authority.Jurisdiction, seats []authority.Jurisdiction) (top authority.Jurisdiction, ok bool) {
	var tops []authority.Jurisdiction
	for _, t := range seats {
		if (t.Same(s) || s.Within(t)) && !slices.ContainsFunc(seats, t.Within) {
			tops = append(tops, t)
		}
	}
	if len(tops) != 1 {
		return authority.Jurisdiction{}, false
	}
	return tops[0], true
}
