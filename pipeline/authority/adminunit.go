package authority

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// AdminKind is the kind of an administrative unit, as Vietnamese writes it: "tỉnh",
// "thành phố", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn", "đặc khu".
type AdminKind string

// unitLevels tells the level of each kind. A thành phố stands at the level of
// districts where another unit is above it.
var unitLevels = map[AdminKind]Level{
	"tỉnh": Province, "thành phố": Town, "thị xã": Town, "huyện": RuralDistrict, "quận": UrbanDistrict,
	"xã": Commune, "phường": Commune, "thị trấn": Commune, "đặc khu": Commune,
}

// AdminUnit is an administrative unit over a period in which nothing of it changed.
// A unit that changed its name or kind has several, under one code.
type AdminUnit struct {
	Code       string
	Kind       AdminKind
	Name       string
	Parent     string     // code of the unit it lies in, "" for provinces or where it is not known
	From, To   legal.Date // first and last day, zero where there is none
	Successors []string   // codes of the units that its territory went to
}

// Level returns the level of the unit.
func (u AdminUnit) Level() Level {
	if u.Kind == "thành phố" && u.Parent == "" {
		return Province
	}
	return unitLevels[u.Kind]
}

// On reports whether the unit was there on a day, as far as its period and the day are
// known. A day without its month or day of the month is taken for all days of its time.
func (u AdminUnit) On(day legal.Date) bool {
	return day.IsZero() || (u.From.IsZero() || !lastOf(day).Before(u.From)) &&
		(u.To.IsZero() || !u.To.Before(firstOf(day)))
}

func (u AdminUnit) overlaps(v AdminUnit) bool {
	return (u.From.IsZero() || v.To.IsZero() || !v.To.Before(u.From)) &&
		(v.From.IsZero() || u.To.IsZero() || !u.To.Before(v.From))
}

func firstOf(d legal.Date) legal.Date {
	return legal.Date{Year: d.Year, Month: max(d.Month, 1), Day: max(d.Day, 1)}
}

func lastOf(d legal.Date) legal.Date {
	return legal.Date{Year: d.Year, Month: cmp.Or(d.Month, 12), Day: cmp.Or(d.Day, 31)}
}

// Gazetteer holds administrative units with their periods. It does not change.
type Gazetteer struct {
	units  []AdminUnit
	byCode map[string][]int
	byName map[string][]int // by place key
	before map[string][]int // units that name a code as successor
	within map[string][]int // units by their parent's code
	bySlug map[string][]int // provinces and central cities
}

//go:embed provinces.tsv
var provinceTable string

// Provinces returns the gazetteer that is built in: provinces and cities under the
// centre, before and since 1 July 2025.
func Provinces() *Gazetteer {
	units, err := ReadUnits(strings.NewReader(provinceTable))
	if err != nil {
		panic("authority: built-in table of provinces: " + err.Error())
	}
	return newGazetteer(units)
}

func newGazetteer(units []AdminUnit) *Gazetteer {
	g := &Gazetteer{units: units, byCode: map[string][]int{}, byName: map[string][]int{}, before: map[string][]int{},
		within: map[string][]int{}, bySlug: map[string][]int{}}
	for i, u := range units {
		g.byCode[u.Code] = append(g.byCode[u.Code], i)
		key := placeKey(u.Name)
		g.byName[key] = append(g.byName[key], i)
		for _, s := range u.Successors {
			g.before[s] = append(g.before[s], i)
		}
		g.within[u.Parent] = append(g.within[u.Parent], i)
		if u.Level() == Province {
			slug := in(Province, u.Name).Name
			g.bySlug[slug] = append(g.bySlug[slug], i)
		}
	}
	return g
}

// Units returns all units in the order of their table.
func (g *Gazetteer) Units() []AdminUnit { return slices.Clone(g.units) }

// Coded returns the unit with a code on a day.
func (g *Gazetteer) Coded(code string, day legal.Date) (AdminUnit, bool) {
	for _, i := range g.byCode[code] {
		if g.units[i].On(day) {
			return g.units[i], true
		}
	}
	return AdminUnit{}, false
}

// Named returns the units with a name on a day, whichever way the name is spelt.
func (g *Gazetteer) Named(name string, day legal.Date) []AdminUnit {
	return g.pick(g.byName[placeKey(name)], func(u AdminUnit) bool { return u.On(day) })
}

// Within returns the units that lay directly in the one with a code on a day.
func (g *Gazetteer) Within(code string, day legal.Date) []AdminUnit {
	return g.pick(g.within[code], func(u AdminUnit) bool { return u.On(day) })
}

// Province returns the province that a unit lay in on a day, itself where it is one.
func (g *Gazetteer) Province(u AdminUnit, day legal.Date) (AdminUnit, bool) {
	for range maxDepth {
		if u.Level() == Province {
			return u, true
		}
		if len(g.byCode[u.Parent]) == 0 {
			break
		}
		above, ok := g.Coded(u.Parent, day)
		if !ok { // the child outlived the period of its parent that the table gives
			above = g.units[g.byCode[u.Parent][0]]
		}
		u = above
	}
	return AdminUnit{}, false
}

// maxDepth bounds the levels of units above each other.
const maxDepth = 8

// Successors returns the units that the territory of a unit went to, directly.
func (g *Gazetteer) Successors(u AdminUnit) []AdminUnit {
	var out []AdminUnit
	for _, code := range u.Successors {
		out = append(out, g.pick(g.byCode[code], func(AdminUnit) bool { return true })...)
	}
	return out
}

// Predecessors returns the units whose territory went to a unit, directly.
func (g *Gazetteer) Predecessors(u AdminUnit) []AdminUnit {
	return g.pick(g.before[u.Code], func(v AdminUnit) bool { return v.Code != u.Code })
}

func (g *Gazetteer) pick(at []int, keep func(AdminUnit) bool) []AdminUnit {
	var out []AdminUnit
	for _, i := range at {
		if keep(g.units[i]) {
			out = append(out, g.units[i])
		}
	}
	return out
}
