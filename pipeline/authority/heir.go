package authority

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Slug returns the slug by which the place of a body of a level is known, whichever way
// its name is spelt.
func Slug(l legal.Level, name string) string {
	if name == "" {
		return ""
	}
	if l == legal.LevelProvince {
		return in(Province, name).Name
	}
	return placeKey(name)
}

// UnitSlug returns the slug by which a school, company or office is known.
func UnitSlug(name string) string { return unitKey(name) }

// Seats returns the units that the place of a body can be, over all time: those of its
// level and name, in its province where that is known.
func (g *Gazetteer) Seats(b legal.Body) []AdminUnit {
	if b.Place == "" {
		return nil
	}
	slug, province := Slug(b.Level, b.Place), Slug(legal.LevelProvince, b.Province)
	var out []AdminUnit
	for _, key := range slices.Compact([]string{placeKey(b.Place), slug}) {
		for _, i := range g.byName[key] {
			u := g.units[i]
			if u.Level().Legal() != b.Level || Slug(b.Level, u.Name) != slug ||
				b.Level != legal.LevelProvince && !g.liesIn(u, province) {
				continue
			}
			out = append(out, u)
		}
	}
	if b.Level == legal.LevelProvince && slug == "thua-thien-hue" { // it has two names
		for _, name := range []string{"hue", "thua-thien-hue"} {
			for _, i := range g.byName[name] {
				if u := g.units[i]; u.Level() == Province && !slices.ContainsFunc(out, u.is) {
					out = append(out, u)
				}
			}
		}
	}
	return out
}

func (u AdminUnit) is(v AdminUnit) bool { return u.Code == v.Code && u.From == v.From }

// liesIn reports whether a unit lay in the province with a slug, "" for any.
func (g *Gazetteer) liesIn(u AdminUnit, province string) bool {
	day := u.From
	if day.IsZero() {
		day = u.To
	}
	p, ok := g.Province(u, day)
	return province == "" || ok && Slug(legal.LevelProvince, p.Name) == province
}

// Heirs returns the units of a day that a body's place is or went to, each once. Where
// the place is not known there are none; gone is true where it is known to have ended
// without one. The districts ended so on 1 July 2025.
func (g *Gazetteer) Heirs(b legal.Body, day legal.Date) (heirs []AdminUnit, gone bool) {
	seats := g.Seats(b)
	if b.Level == legal.LevelDistrict && !day.IsZero() && !day.Before(reform) {
		return nil, true
	}
	for _, u := range seats {
		if u.On(day) {
			return []AdminUnit{u}, false
		}
	}
	seen := map[string]bool{}
	for n := 0; n < len(seats); n++ {
		for _, next := range g.Successors(seats[n]) {
			switch {
			case seen[next.Code]:
			case next.On(day):
				seen[next.Code] = true
				heirs = append(heirs, next)
			case len(seats) < maxHeirs:
				seats = append(seats, next)
			}
		}
	}
	ended := slices.ContainsFunc(seats, func(u AdminUnit) bool { return !u.To.IsZero() && u.To.Before(firstOf(day)) })
	return heirs, len(heirs) == 0 && ended
}

// maxHeirs bounds the units that are followed from one to its heirs.
const maxHeirs = 200

// Forebears returns the units that became part of a unit, over any number of steps,
// each once.
func (g *Gazetteer) Forebears(u AdminUnit) []AdminUnit {
	var out []AdminUnit
	next := g.Predecessors(u)
	for len(next) > 0 && len(out) < maxHeirs {
		v := next[0]
		next = next[1:]
		if !slices.ContainsFunc(out, v.is) {
			out = append(out, v)
			next = append(next, g.Predecessors(v)...)
		}
	}
	return out
}

// Head returns the body at the head of a unit, of the Party or of the State, as it was on
// a day.
func (g *Gazetteer) Head(u AdminUnit, party bool, day legal.Date) legal.Body {
	b := legal.Body{Code: "UBND", Level: u.Level().Legal(), Place: u.Name,
		Name: "Ủy ban nhân dân " + string(u.Kind) + " " + u.Name}
	if p, ok := g.Province(u, day); ok {
		b.Province = in(Province, p.Name).Text
		if in(u.Level(), u.Name).needsProvince() {
			b.Above = in(Province, p.Name).Name
		}
	}
	if party {
		b.Code, b.Name = partyHead(u)
	}
	return b
}

// partyHead returns the code and the name of a unit's Party committee.
func partyHead(u AdminUnit) (code, name string) {
	switch u.Kind {
	case "tỉnh":
		return "TU", "Tỉnh ủy " + u.Name
	case "thành phố":
		return "TU", "Thành ủy " + u.Name
	case "thị xã":
		return "TU", "Thị ủy " + u.Name
	case "huyện":
		return "HU", "Huyện ủy " + u.Name
	case "quận":
		return "QU", "Quận ủy " + u.Name
	}
	return "ĐU", "Đảng ủy " + string(u.Kind) + " " + u.Name
}

// IsParty reports whether a code is that of a body of the Party.
func IsParty(code string) bool {
	return code == "TW" || code == "TU" || strings.HasSuffix(code, "TU") || strings.HasSuffix(code, "HU") ||
		strings.HasSuffix(code, "QU") || strings.HasSuffix(code, "ĐU") || strings.HasSuffix(code, "TW")
}

// PartyName returns the name of a unit's Party committee.
func PartyName(u AdminUnit) string {
	_, name := partyHead(u)
	return name
}

// CodeOfName returns the code of the body that a name begins with, "" where it has none
// of its own.
func CodeOfName(name string) string { return codeOfName(name) }

// Nationwide reports whether a name is that of a body of the whole country.
func Nationwide(name string) bool { return nationwide(words(name)) }

// Reformed reports whether a day is of the time without districts.
func Reformed(day legal.Date) bool { return !day.IsZero() && !day.Before(reform) }

// After reports whether a day is certainly later than another; of a day without its month
// or day of the month the first or last counts.
func After(d, than legal.Date) bool {
	return !d.IsZero() && !than.IsZero() && lastOf(than).Before(firstOf(d))
}

// NameOf returns the name that a place has by its slug, "" where none is known.
func (g *Gazetteer) NameOf(slug string) string {
	if at := g.byName[slug]; len(at) > 0 {
		return g.units[at[0]].Name
	}
	return ""
}
