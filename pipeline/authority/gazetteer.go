package authority

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// provinces are the 63 provinces and central cities before 1 July 2025, by slug;
// the 34 since then all carry one of these names.
var provinces = slugged(legal.Provinces)

// centralCities are the cities that have always ranked with provinces. Of others the level
// is that of the day, from provinces.tsv.
var centralCities = set(`can-tho da-nang ha-noi hai-phong ho-chi-minh`)

// recurring are district names that several provinces have: only with the
// province do they name a body. Communes always need it.
var recurring = set(`
	an-phu bao-lam chau-thanh chau-thanh-a chau-phu cho-moi ha-quang kim-boi long-phu my-duc phong-dien phu-tan
	quang-hoa tam-nong thanh-binh thanh-ha tan-chau tan-hung tan-phu vinh-thanh yen-son`)

var placeAliases = map[string]string{
	"hcm": "ho-chi-minh", "dac-lac": "dak-lak", "dac-lak": "dak-lak", "daklak": "dak-lak", "dac-nong": "dak-nong",
	"daknong": "dak-nong", "vung-tau-ba-ria": "ba-ria-vung-tau", "bac-can": "bac-kan", "brvt": "ba-ria-vung-tau",
}

// slugged maps the slug of each name in a list to the name.
func slugged(names []string) map[string]string {
	m := map[string]string{}
	for _, name := range names {
		m[viet.Slug(name)] = name
	}
	return m
}

// IsProvince reports whether a slug is a province's.
func IsProvince(slug string) bool { return provinces[slug] != "" }

// ProvinceName returns the name that the province with a slug has on a day, its last one
// where the day is not known; "" where there is none.
func ProvinceName(slug string, day legal.Date) string {
	name := provinces[slug]
	for _, i := range builtIn.bySlug[slug] {
		if u := builtIn.units[i]; u.On(day) {
			name = u.Name
			if !day.IsZero() {
				break
			}
		}
	}
	return name
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// placeKey returns the slug by which a place is known, whichever way it is spelt.
func placeKey(name string) string {
	s := viet.Slug(name)
	if a, ok := placeAliases[s]; ok {
		return a
	}
	return s
}
