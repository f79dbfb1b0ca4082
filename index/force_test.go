package index

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// ended is a document of 2016 that was amended in 2021 and ended in 2025.
func ended() legal.Document {
	day := func(s string) legal.Date { d, _ := legal.ParseDate(s); return d }
	return legal.Document{ID: "d", Date: day("2016-05-01"), Force: &legal.Force{From: day("2016-07-01"),
		Parts: []legal.ForceEnd{{Day: day("2021-01-01"), By: "b", Relation: legal.Amends}},
		Ends:  []legal.ForceEnd{{Day: day("2025-07-01"), By: "c", Relation: legal.Replaces}}}}
}

func TestForceTerm(t *testing.T) {
	for want, d := range map[string]legal.Document{
		"con":                 {ID: "d"},
		"chua 2020-01-02 con": {ID: "d", Date: legal.Date{Year: 2020, Month: 1, Day: 2}},
		"chua 2016-07-01 con 2021-01-01 mot-phan 2025-07-01 het": ended(),
	} {
		if got := forceTerm(d); got != want {
			t.Errorf("term %q, want %q", got, want)
		}
	}
	for day, want := range map[string]string{
		"1999-01-01": "chua", "2016-07-01": "con", "2020-12-31": "con", "2021-01-01": "mot-phan", "2025-06-30": "mot-phan",
		"2025-07-01": "het", "2040-01-01": "het",
	} {
		if got := forceOn(forceTerm(ended()), day); got != want {
			t.Errorf("on %s %s, want %s", day, got, want)
		}
	}
}

func TestReadForce(t *testing.T) {
	for typed, want := range map[string][2]string{
		"het": {"het", ""}, "Hết": {"het", ""}, "mot-phan": {"mot-phan", ""}, "một phần": {"mot-phan", ""},
		"het@30/6/2025": {"het", "2025-06-30"}, "ended@2025-06-30": {"het", "2025-06-30"},
	} {
		value, day, ok := readForce(typed)
		if !ok || value != want[0] || day != want[1] {
			t.Errorf("%s: %s %s %v", typed, value, day, ok)
		}
	}
	for _, typed := range []string{"", "in force", "het@", "het@2025", "@30/6/2025"} {
		if _, _, ok := readForce(typed); ok {
			t.Errorf("%q is read", typed)
		}
	}
}
