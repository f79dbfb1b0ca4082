package authority

import (
	"cmp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Origin is where a citing document stands: what "UBND tỉnh" or "Thành ủy" means
// in it. Unknown parts are zero.
type Origin struct {
	Province Jurisdiction
	district Jurisdiction
	commune  Jurisdiction
	high     bool // a body of the province: it has no district
	day      legal.Date
	units    *Gazetteer // nil: the built-in one
}

// OriginOf reads a document's origin from its head; what the head leaves open may
// come from its citations, where all that name a province name the same one. A central
// body has none: nothing is relative to it. Where a place lies and what it was on the
// document's day is looked up in units; nil stands for [Provinces].
func OriginOf(units *Gazetteer, head legal.Head, citations []legal.Citation) Origin {
	o := Origin{day: head.Date, units: units}
	code := ""
	if s, ok := legal.ParseSymbol(head.Number); ok {
		code = s.Issuer()
	}
	if isCentral(code) || namesCentre(head.Issuer) {
		return o
	}
	o.learn(head.Issuer, head.Superior)
	o.high = isDepartment(code) || isOfLevel(head.Issuer, Province)
	o.learnPlace(head.Place, code)
	o.learnFromTown()
	o.learn(head.Title)
	o.learnCitations(citations)
	o.learnFromTown()
	o.learnFromCommune()
	for _, s := range []*Jurisdiction{&o.district, &o.commune} {
		if s.needsProvince() {
			s.Parent = o.Province.Name
		}
	}
	return o
}

// learnFromCommune takes the province of a commune whose name one alone has on the day.
func (o *Origin) learnFromCommune() {
	if o.commune.Name != "" && o.Province.Name == "" {
		if p := o.provinceOf(o.commune.Text, o.day); p != "" {
			o.take(in(Province, provinces[p]))
		}
	}
}

// provinceOf returns the slug of the province that a commune lies in on a day: the
// origin's where it has one of that name, else the only one that has, else "".
func (o Origin) provinceOf(commune string, day legal.Date) string {
	g := o.gazetteer()
	found := map[string]bool{}
	for _, u := range g.Named(commune, cmp.Or(day, o.day)) {
		if u.Level() != Commune {
			continue
		}
		if p, ok := g.Province(u, day); ok {
			found[in(Province, p.Name).Name] = true
		}
	}
	if found[o.Province.Name] || len(found) == 0 {
		return o.Province.Name
	}
	if len(found) > 1 {
		return ""
	}
	for p := range found {
		return p
	}
	return ""
}

var builtIn = Provinces()

func (o Origin) gazetteer() *Gazetteer {
	if o.units == nil {
		return builtIn
	}
	return o.units
}

// reform is the day on which the districts ended and the communes began anew (Nghị
// quyết 202/2025/QH15, Luật 72/2025/QH15).
var reform = legal.Date{Year: 2025, Month: 7, Day: 1}

// twoLevels reports whether the origin is of the time without districts.
func (o Origin) twoLevels() bool { return !o.day.IsZero() && !o.day.Before(reform) }

// cityLevel returns the level of a thành phố with a name: that of provinces for a city
// under the centre on the day, or on any day where the name is no town's.
func (o Origin) cityLevel(name string, day legal.Date) Level {
	key := placeKey(name)
	if centralCities[key] {
		return Province
	}
	day = cmp.Or(day, o.day)
	for _, u := range o.gazetteer().Named(name, day) {
		switch {
		case u.Level() != Province:
		case u.Kind == "thành phố" && !day.IsZero():
			return Province
		case !day.IsZero() && !day.Before(reform), townProvinces[key] == "":
			return Province
		}
	}
	return Town
}

// everCity reports whether a province is or was a city under the centre.
func everCity(province string) bool {
	return slices.ContainsFunc(builtIn.units, func(u AdminUnit) bool {
		return u.Kind == "thành phố" && in(Province, u.Name).Name == province
	})
}

// isCity reports whether the origin's province is a city under the centre on its day.
func (o Origin) isCity() bool {
	return slices.ContainsFunc(o.gazetteer().Named(o.Province.Text, o.day), func(u AdminUnit) bool {
		return u.Level() == Province && u.Kind == "thành phố"
	})
}

// isProvince reports whether a place is a province on the origin's day.
func (o Origin) isProvince(name string) bool {
	return slices.ContainsFunc(o.gazetteer().Named(name, o.day), func(u AdminUnit) bool {
		return u.Level() == Province
	})
}

// learn takes the places that phrases name; of each level the first one counts.
func (o *Origin) learn(phrases ...string) {
	for _, s := range o.placesIn(phrases) {
		o.take(s)
	}
}

func (o *Origin) take(s Jurisdiction) {
	slot := o.slot(s.Level)
	if slot != nil && s.Name != "" && slot.Name == "" {
		*slot = s
	}
}

func (o *Origin) slot(t Level) *Jurisdiction {
	switch {
	case t == Province:
		return &o.Province
	case t.IsDistrict():
		return &o.district
	case t == Commune:
		return &o.commune
	}
	return nil
}

// learnPlace takes the place of the date line: a province, unless it is Hà Nội,
// from where central bodies write, else the district of a body below the province.
func (o *Origin) learnPlace(place, code string) {
	name := placeKey(place)
	switch {
	case name == "" || name == "ha-noi" || name == o.commune.Name:
	case o.isProvince(place):
		o.take(in(Province, place))
	case (isOffice(code) || o.district.Name != "") && !o.twoLevels():
		o.take(in(District, place))
	}
}

// learnFromTown takes the province a city or town lies in.
func (o *Origin) learnFromTown() {
	if p := townProvinces[o.district.Name]; p != "" &&
		(o.district.Level == Town || o.district.Level == District && !IsProvince(o.district.Name)) {
		o.take(in(Province, provinces[p]))
	}
}

// learnCitations takes the province, and below it the district, that alone is
// named by the issuers of a document's citations, else by their titles.
func (o *Origin) learnCitations(cs []legal.Citation) {
	wantsDistrict := o.commune.Name == "" && !o.high && !o.twoLevels()
	if o.Province.Name != "" && (!wantsDistrict || o.district.Name != "") {
		return
	}
	var issuers, titles []string
	for _, c := range cs {
		issuers, titles = append(issuers, c.Issuer), append(titles, c.Title)
	}
	for _, phrases := range [][]string{issuers, titles} {
		places := o.placesIn(phrases)
		o.takeOnly(Province, places)
		if wantsDistrict {
			o.takeOnly(District, places)
		}
	}
}

// placesIn returns the places that phrases name, each once, in order.
func (o Origin) placesIn(phrases []string) []Jurisdiction {
	var places []Jurisdiction
	add := func(s Jurisdiction) {
		if s.Name != "" && !slices.ContainsFunc(places, s.Same) {
			places = append(places, s)
		}
	}
	read := map[string]bool{}
	for _, p := range phrases {
		if read[p] {
			continue
		}
		read[p] = true
		ws := words(p)
		names := o.placeNames(ws, legal.Date{})
		for _, m := range names {
			add(m.jurisdiction())
		}
		name := lastName(ws)
		isNamed := func(m placeName) bool { return strings.HasSuffix(m.name, name) } // "xã Bình Thuận" is no province
		if IsProvince(placeKey(name)) && !slices.ContainsFunc(names, isNamed) {
			add(in(Province, name))
		}
	}
	return places
}

// takeOnly takes the one place of a level, if there is only one.
func (o *Origin) takeOnly(t Level, places []Jurisdiction) {
	found := slices.DeleteFunc(slices.Clone(places), func(s Jurisdiction) bool { return !t.covers(s.Level) })
	if len(found) == 1 {
		o.take(found[0])
	}
}

// isOfLevel reports whether an issuer names its own level, and it is this one.
func isOfLevel(issuer string, t Level) bool {
	places := Origin{}.placeNames(words(issuer), legal.Date{})
	return len(places) > 0 && places[0].level == t
}

// place turns the places of an issuer phrase into one jurisdiction: the first one
// is the body's own, a province behind it belongs to it.
func (o Origin) place(places []placeName, day legal.Date) Jurisdiction {
	first := places[0]
	if first.name == "" {
		return o.relative(first.level)
	}
	s := first.jurisdiction()
	if !s.needsProvince() {
		return s
	}
	s.Parent = o.Province.Name
	if s.Level == Commune {
		s.Parent = o.provinceOf(first.name, day)
	}
	for _, m := range places[1:] {
		if m.level == Province && m.name != "" {
			s.Parent = m.jurisdiction().Name
		}
	}
	return s
}

// around returns the slug of the province that a jurisdiction, read from a phrase, is or
// lies in, "" where nothing tells.
func (o Origin) around(s Jurisdiction, phrase string, day legal.Date) string {
	above := s.Above()
	switch {
	case s.Level == Province:
		return s.Name
	case s.Level == Central, s.Name == "":
		return ""
	case IsProvince(above) && (s.Level != Unit || above != o.district.Name):
		return above
	case s.Level == Commune:
		return ""
	case s.Level.IsDistrict():
		return o.provinceOfDistrict(s.Name, phrase, day)
	case above != "":
		return cmp.Or(o.provinceOfDistrict(above, phrase, day), townProvinces[above])
	}
	return ""
}

// provinceOfDistrict returns the slug of the province that a district, named by its slug,
// lies in: the one that the phrase names, the origin's for its own, the only one that has it.
func (o Origin) provinceOfDistrict(name, phrase string, day legal.Date) string {
	for _, m := range o.placeNames(words(phrase), day) {
		if m.level == Province && m.name != "" && placeKey(m.name) != name {
			return m.jurisdiction().Name
		}
	}
	if o.Province.Name != "" && (name == o.district.Name || name == o.commune.Name) {
		return o.Province.Name
	}
	if p := townProvinces[name]; p != "" {
		return p
	}
	found := map[string]bool{}
	g := o.gazetteer()
	for _, i := range g.byName[name] {
		if u := g.units[i]; u.Level().IsDistrict() && u.On(cmp.Or(day, o.day)) {
			if p, ok := g.Province(u, cmp.Or(day, o.day)); ok {
				found[in(Province, p.Name).Name] = true
			}
		}
	}
	if len(found) != 1 {
		return ""
	}
	for p := range found {
		return p
	}
	return ""
}

// relative returns what a word of level without a name means here. A city may be the
// origin's own or the central city it lies in.
func (o Origin) relative(t Level) Jurisdiction {
	switch {
	case t == Province:
		return o.orOpen(o.Province, Province)
	case t == City && o.district.Level == Town:
		return o.district
	case t == City && o.isCity():
		return o.Province
	case t == City && o.district.Level == District:
		return Jurisdiction{Level: Town, Name: o.district.Name, Parent: o.district.Parent, Text: o.district.Text}
	case t == City && o.Province.Name != "":
		return Jurisdiction{Level: Town}
	case t == City:
		return Jurisdiction{Level: City}
	case t == Commune:
		return o.orOpen(o.commune, Commune)
	}
	return o.below(t)
}

// below returns the origin's district where it can be of that kind.
func (o Origin) below(t Level) Jurisdiction {
	if o.district.Name != "" && (o.district.Level.covers(t) || t.covers(o.district.Level)) {
		s := o.district
		if s.Level == District {
			s.Level = t
		}
		return s
	}
	return Jurisdiction{Level: t}
}

// nearest returns the smallest place known above a unit: since the districts ended that
// is its commune.
func (o Origin) nearest() string {
	if o.twoLevels() {
		return cmp.Or(o.commune.path(), o.district.Name, o.Province.Name)
	}
	return cmp.Or(o.district.Name, o.Province.Name)
}

// orOpen returns s, or the open jurisdiction of a level where s is unknown.
func (o Origin) orOpen(s Jurisdiction, t Level) Jurisdiction {
	if s.Name == "" {
		return Jurisdiction{Level: t}
	}
	return s
}

// namesCentre reports whether a head's issuer is a central body by its words.
func namesCentre(issuer string) bool {
	low := strings.Join(lows(words(issuer)), " ")
	for _, p := range []string{"bộ ", "chính phủ", "thủ tướng", "quốc hội", "ủy ban thường vụ quốc hội",
		"ban chấp hành trung ương", "ban bí thư",
		"văn phòng chính phủ", "văn phòng trung ương"} {
		if strings.HasPrefix(low, p) && !strings.HasPrefix(low, "bộ chỉ huy") && !strings.HasPrefix(low, "bộ tư lệnh") {
			return true
		}
	}
	ws := words(issuer)
	return nationwide(ws) && len(Origin{}.placeNames(ws, legal.Date{})) == 0
}
