package resolve

import (
	"cmp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// home is where a citing document stands: what "UBND tỉnh" or "Thành ủy" means
// in it. Unknown parts are zero seats.
type home struct {
	center   bool // a central body: nothing is relative to it
	high     bool // a body of the province: it has no district
	province seat
	district seat
	commune  seat
}

// homeOf reads a document's home from its head; what the head leaves open may
// come from its citations, where all that name a province name the same one.
func homeOf(r legal.Reading) home {
	var h home
	code := ""
	if s, ok := legal.ParseSymbol(r.Head.Number); ok {
		code = s.Issuer()
	}
	if isCentral(code) || namesCentre(r.Head.Issuer) {
		return home{center: true}
	}
	h.learn(r.Head.Issuer, r.Head.Superior)
	h.high = isDepartment(code) || ranksAs(r.Head.Issuer, province)
	h.learnPlace(r.Head.Place, code)
	h.learnFromTown()
	h.learn(r.Head.Title)
	h.learnCitations(r.Citations)
	h.learnFromTown()
	for _, s := range []*seat{&h.district, &h.commune} {
		if s.needsProvince() {
			s.over = h.province.name
		}
	}
	return h
}

// learn takes the places that phrases name; of each rank the first one counts.
func (h *home) learn(phrases ...string) {
	for _, s := range placesIn(phrases) {
		h.take(s)
	}
}

func (h *home) take(s seat) {
	slot := h.slot(s.tier)
	if slot != nil && s.name != "" && slot.name == "" {
		*slot = s
	}
}

func (h *home) slot(t tier) *seat {
	switch {
	case t == province:
		return &h.province
	case t.isDistrict():
		return &h.district
	case t == commune:
		return &h.commune
	}
	return nil
}

// learnPlace takes the place of the date line: a province, unless it is Hà Nội,
// from where central bodies write, else the district of a body below the province.
func (h *home) learnPlace(place, code string) {
	name := placeSlug(place)
	switch {
	case name == "" || name == "ha-noi":
	case isProvince(name):
		h.take(seatIn(province, place))
	case isOffice(code) || h.district.name != "":
		h.take(seatIn(district, place))
	}
}

// learnFromTown takes the province a city or town lies in.
func (h *home) learnFromTown() {
	if p := townProvinces[h.district.name]; p != "" && (h.district.tier == town || h.district.tier == district && !isProvince(h.district.name)) {
		h.take(seatIn(province, provinces[p]))
	}
}

// learnCitations takes the province, and below it the district, that alone is
// named by the issuers of a document's citations, else by their titles.
func (h *home) learnCitations(cs []legal.Citation) {
	var issuers, titles []string
	for _, c := range cs {
		issuers, titles = append(issuers, c.Issuer), append(titles, c.Title)
	}
	for _, phrases := range [][]string{issuers, titles} {
		places := placesIn(phrases)
		h.takeOnly(province, places)
		if h.commune.name == "" && !h.high {
			h.takeOnly(district, places)
		}
	}
}

// placesIn returns the places that phrases name, each once, in order.
func placesIn(phrases []string) []seat {
	var places []seat
	add := func(s seat) {
		if s.name != "" && !slices.ContainsFunc(places, s.same) {
			places = append(places, s)
		}
	}
	for _, p := range phrases {
		ws := words(p)
		for _, m := range marksIn(ws) {
			add(m.seat())
		}
		if name := lastName(ws); isProvince(placeSlug(name)) {
			add(seatIn(province, name))
		}
	}
	return places
}

// takeOnly takes the one place of a rank, if there is only one.
func (h *home) takeOnly(rank tier, places []seat) {
	found := slices.DeleteFunc(slices.Clone(places), func(s seat) bool { return !rank.covers(s.tier) })
	if len(found) == 1 {
		h.take(found[0])
	}
}

// ranksAs reports whether an issuer names its own rank, and it is this one.
func ranksAs(issuer string, t tier) bool {
	marks := marksIn(words(issuer))
	return len(marks) > 0 && marks[0].tier == t
}

func (m mark) seat() seat { return seatIn(m.tier, m.name) }

// place turns the words of rank of an issuer phrase into a seat: the first one
// is the body's own, a province behind it belongs to it.
func (h home) place(marks []mark) seat {
	first := marks[0]
	if first.name == "" {
		return h.relative(first.tier)
	}
	s := first.seat()
	if !s.needsProvince() {
		return s
	}
	s.over = h.province.name
	for _, m := range marks[1:] {
		if m.tier == province && m.name != "" {
			s.over = placeSlug(m.name)
		}
	}
	return s
}

// relative returns the seat that a word of rank without a name means here. A
// city may be the home's own or the central city it lies in.
func (h home) relative(t tier) seat {
	switch {
	case t == province:
		return h.orOpen(h.province, province)
	case t == city && h.district.tier == town:
		return h.district
	case t == city && centralCities[h.province.name]:
		return h.province
	case t == city && h.district.tier == district:
		return seat{tier: town, name: h.district.name, over: h.district.over, text: h.district.text}
	case t == city && h.province.name != "":
		return seat{tier: town}
	case t == city:
		return seat{tier: city}
	case t == commune:
		return h.orOpen(h.commune, commune)
	}
	return h.below(t)
}

// below returns the home's district where it can be of that kind.
func (h home) below(t tier) seat {
	if h.district.name != "" && (h.district.tier.covers(t) || t.covers(h.district.tier)) {
		s := h.district
		if s.tier == district {
			s.tier = t
		}
		return s
	}
	return seat{tier: t}
}

// nearest returns the slug of the smallest place known above a unit.
func (h home) nearest() string { return cmp.Or(h.district.name, h.province.name) }

func (h home) orOpen(s seat, t tier) seat {
	if s.name == "" {
		return seat{tier: t}
	}
	return s
}

// namesCentre reports whether a head's issuer is a central body by its words.
func namesCentre(issuer string) bool {
	low := strings.Join(lows(words(issuer)), " ")
	for _, p := range []string{"bộ ", "chính phủ", "thủ tướng", "quốc hội", "ủy ban thường vụ quốc hội", "ban chấp hành trung ương", "ban bí thư",
		"văn phòng chính phủ", "văn phòng trung ương"} {
		if strings.HasPrefix(low, p) && !strings.HasPrefix(low, "bộ chỉ huy") && !strings.HasPrefix(low, "bộ tư lệnh") {
			return true
		}
	}
	ws := words(issuer)
	return nationwide(ws) && len(marksIn(ws)) == 0
}

func lows(ws []word) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.low
	}
	return out
}
