package resolve

import (
	"cmp"
	"slices"
	"strings"

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
	days := map[sameDay][]seat{}
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
		if s, ok := m.fullestUnit(days); ok && !s.same(m.seat) {
			m.seat, m.reason = s, legal.ReasonSpelling
		}
	}
}

func (m *mention) isNamedUnit() bool { return m.seat.tier == unit && m.seat.name != "" }

// fullestUnit returns the seat a mention's is one with. Without a full date it is
// the one its spelling has on every day that has the spelling and the mention can mean.
func (m *mention) fullestUnit(days map[sameDay][]seat) (seat, bool) {
	if m.date.Day != 0 {
		return fullest(m.seat, days[sameDay{m.date, m.kind}])
	}
	var found []seat
	for d, seats := range days {
		if d.kind != m.kind || !m.period.meets(one(d.date.Year)) || !slices.ContainsFunc(seats, m.seat.same) {
			continue
		}
		s, ok := fullest(m.seat, seats)
		if !ok {
			return seat{}, false
		}
		found = addSeat(found, s)
	}
	if len(found) != 1 {
		return seat{}, false
	}
	return found[0], true
}

func addSeat(seats []seat, s seat) []seat {
	if slices.ContainsFunc(seats, s.same) {
		return seats
	}
	return append(seats, s)
}

// fullest returns the one seat among those of a day that says all s says and is
// itself within no other; ok is false where there are several.
func fullest(s seat, seats []seat) (top seat, ok bool) {
	var tops []seat
	for _, t := range seats {
		if (t.same(s) || s.within(t)) && !slices.ContainsFunc(seats, t.within) {
			tops = append(tops, t)
		}
	}
	if len(tops) != 1 {
		return seat{}, false
	}
	return tops[0], true
}

// within reports whether t has all words of s and more, in no other place. Of
// names with the same words the shorter one holds the other, of one name the
// seat that says where it lies.
func (s seat) within(t seat) bool {
	if s.over != t.over && s.over != "" && t.over != "" {
		return false
	}
	mine, theirs := bodyWords(s.name), bodyWords(t.name)
	if slices.ContainsFunc(mine, func(w string) bool { return !slices.Contains(theirs, w) }) {
		return false
	}
	return cmp.Or(cmp.Compare(len(mine), len(theirs)), cmp.Compare(len(t.name), len(s.name)), strings.Compare(t.name, s.name),
		cmp.Compare(len(s.over), len(t.over))) < 0
}

// leads are the organs and offices that stand for a body before its name.
var leads = []string{"ban-thuong-vu-", "ban-chap-hanh-", "ban-thuong-truc-", "bo-truong-", "chu-tich-", "tong-giam-doc-", "giam-doc-", "cuc-truong-",
	"chi-cuc-truong-"}

// bodyWords returns the words of a body's name, each once, in order of the
// alphabet, without the organ or office that acts for it.
func bodyWords(phrase string) []string {
	name := slug(phrase) + "-"
	for cut := true; cut; {
		cut = false
		for _, l := range leads {
			if rest, ok := strings.CutPrefix(name, l); ok {
				name, cut = rest, true
			}
		}
	}
	ws := slices.DeleteFunc(strings.Split(name, "-"), func(w string) bool { return w == "" || w == "va" || w == "cua" })
	slices.Sort(ws)
	return slices.Compact(ws)
}
