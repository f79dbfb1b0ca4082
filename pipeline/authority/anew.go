package authority

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// A body's numbers run through a year or a Party term. In 2025 those of many bodies
// ended and began anew on a day in between: of ministries and departments that were
// merged on 1 March (Nghị quyết 176/2025/QH15), of provinces that were merged and of all
// communes on 1 July (202/2025/QH15), of communes' Party committees once more when their
// congress had met, which they did from the middle of July to the end of August.
var (
	ministryMerger = []legal.Date{{Year: 2025, Month: 3, Day: 1}}
	placeMerger    = []legal.Date{reform}
	partyAnew      = []legal.Date{reform, {Year: 2025, Month: 7, Day: 15}, {Year: 2025, Month: 9, Day: 1}}

	mergedCodes = set(`BNV BTC BXD BKHCN SNV STC SXD SKHCN`)
)

// Anew returns the days on which the numbers of a body with a canonical code began anew
// within a year, in order.
func (o Origin) Anew(code string, j Jurisdiction) []legal.Date {
	switch {
	case j.Level == Commune && strings.HasSuffix(code, "ĐU"):
		return partyAnew
	case j.Level == Commune || j.Level == Province && o.merged(j):
		return placeMerger
	case mergedCodes[code]:
		return ministryMerger
	}
	return nil
}

// merged reports whether a province of today was made of several.
func (o Origin) merged(j Jurisdiction) bool {
	g := o.gazetteer()
	for _, i := range g.bySlug[j.Name] {
		if u := g.units[i]; !u.From.IsZero() && u.On(reform) {
			return len(g.Predecessors(u)) > 1
		}
	}
	return false
}

// PartOf returns into which part of a year or term a date falls when numbers began anew
// on the given days: 1 before the first of them, -1 where the date leaves two.
func PartOf(days []legal.Date, d legal.Date) int {
	if d.IsZero() {
		return -1
	}
	first, last := 1, 1
	for _, begin := range days {
		if !firstOf(d).Before(begin) {
			first++
		}
		if !lastOf(d).Before(begin) {
			last++
		}
	}
	if first != last {
		return -1
	}
	return first
}
