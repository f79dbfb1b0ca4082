package index

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// levels are the words for the tiers of the administration, by their plain names.
var levels = map[string]string{
	"trunguong": string(legal.LevelCentral), "tw": string(legal.LevelCentral), "central": string(legal.LevelCentral),
	"tinh": string(legal.LevelProvince), "province": string(legal.LevelProvince),
	"huyen": string(legal.LevelDistrict), "district": string(legal.LevelDistrict),
	"xa": string(legal.LevelCommune), "commune": string(legal.LevelCommune),
	"donvi": string(legal.LevelUnit), "unit": string(legal.LevelUnit),
}

// relations are the words for the eight relations, by their plain names.
var relations = func() map[string]legal.Relation {
	m := map[string]legal.Relation{
		"cancu": legal.BasedOn, "thuchien": legal.Implements, "trienkhai": legal.Implements, "huongdan": legal.Guides,
		"suadoi": legal.Amends, "bosung": legal.Amends, "suadoibosung": legal.Amends, "thaythe": legal.Replaces,
		"baibo": legal.Repeals, "banhanh": legal.Issues, "pheduyet": legal.Issues, "danchieu": legal.Cites,
		"trich": legal.Cites,
	}
	for _, r := range legal.Relations {
		m[plainName(string(r))] = r
	}
	return m
}()

// readYes reads an answer to a question of yes or no.
func readYes(s string) (value string, ok bool) {
	switch plainName(s) {
	case "co", "yes", "true", "1":
		return "true", true
	case "khong", "no", "false", "0":
		return "false", true
	}
	return "", false
}

// readDates reads a day, a month or a year, or a range of them, as bounds for the
// dates of entries.
func readDates(s string) (from, to string, ok bool) {
	first, last, isRange := strings.Cut(s, "..")
	if !isRange {
		d, ok := readDate(s)
		return d, d, ok
	}
	var ok1, ok2 bool
	from, ok1 = readDate(first)
	to, ok2 = readDate(last)
	ok = (ok1 || first == "") && (ok2 || last == "") && (ok1 || ok2)
	if ok1 && ok2 && from > to && !strings.HasPrefix(from, to) {
		return "", "", false
	}
	return from, to, ok
}

// readDate reads 2023, 2023-03, 3/2023, 2023-03-06 and 06/3/2023.
func readDate(s string) (date string, ok bool) {
	if d, ok := legal.ReadDay(s); ok {
		return d.String(), true
	}
	if month, year, cut := strings.Cut(s, "/"); cut {
		m, err := strconv.Atoi(month)
		if err != nil || m < 1 || len(year) != 4 {
			return "", false
		}
		s = fmt.Sprintf("%s-%02d", year, m)
	}
	d, err := legal.ParseDate(s)
	if err != nil || d.IsZero() {
		return "", false
	}
	return d.String(), true
}
