package resolve

import (
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// period is the stretch in which a number is unique: a year for the State, a
// term for the Party, or a part of one where the body's numbers began anew in it. An
// uncertain one is a range, the zero period is unknown.
type period struct {
	lo, hi int
	part   int // 1 for the first one; 0 where the numbers run through, -1 where it is not known which
}

func one(n int) period { return period{lo: n, hi: n} }

func (p period) known() bool { return p.lo != 0 && p.lo == p.hi && p.part >= 0 }

func (p period) meets(q period) bool {
	return (p.lo == 0 || q.lo == 0 || p.lo <= q.hi && q.lo <= p.hi) && (p.part <= 0 || q.part <= 0 || p.part == q.part)
}

// refines reports whether p says all that q says.
func (p period) refines(q period) bool {
	return (q.lo == 0 || p.lo >= q.lo && p.hi <= q.hi && p.lo != 0) && (q.part <= 0 || p.part == q.part)
}

// within puts a period into its part, where numbers began anew on some of the days in it.
func (p period) within(days []legal.Date, d legal.Date, terms bool) period {
	length := 0
	if terms {
		length = 5
	}
	for _, begin := range days {
		if p.lo != 0 && begin.Year >= p.lo && begin.Year <= p.hi+length {
			p.part = authority.PartOf(days, d)
			return p
		}
	}
	return p
}

// congresses gives, for each national congress of the Party, the day it closed:
// the next day is the first of its term (Hướng dẫn 36-HD/VPTW, mục 1.3).
var congresses = []struct {
	term  int
	close legal.Date
}{
	{3, legal.Date{Year: 1960, Month: 9, Day: 10}}, {4, legal.Date{Year: 1976, Month: 12, Day: 20}},
	{5, legal.Date{Year: 1982, Month: 3, Day: 31}}, {6, legal.Date{Year: 1986, Month: 12, Day: 18}},
	{7, legal.Date{Year: 1991, Month: 6, Day: 27}}, {8, legal.Date{Year: 1996, Month: 7, Day: 1}},
	{9, legal.Date{Year: 2001, Month: 4, Day: 22}}, {10, legal.Date{Year: 2006, Month: 4, Day: 25}},
	{11, legal.Date{Year: 2011, Month: 1, Day: 19}}, {12, legal.Date{Year: 2016, Month: 1, Day: 28}},
	{13, legal.Date{Year: 2021, Month: 2, Day: 1}}, {14, legal.Date{Year: 2026, Month: 1, Day: 23}},
}

// centralTerm returns the congress whose term a date falls in; a date without a
// day may leave two.
func centralTerm(d legal.Date) period {
	var p period
	for _, c := range congresses {
		if c.close.Before(d) {
			p.lo = c.term
		}
		if !d.Before(c.close) && d != c.close && !d.IsZero() {
			p.hi = c.term
		}
	}
	if p.lo == 0 {
		return period{}
	}
	return p
}

// localTerm returns the first year of the local Party term a date falls in.
// Congresses meet every five years (2010, 2015, …): communes from January to
// July, districts from May to August, provinces in September and October. In
// those months a low number belongs to the new term.
func localTerm(d legal.Date, t authority.Level, ordinal string) period {
	if d.IsZero() {
		return period{}
	}
	start := d.Year - d.Year%5
	if d.Year%5 != 0 {
		return one(start)
	}
	first, last := congressMonths(t)
	switch {
	case d.Month == 0 || t == authority.AnyLevel && d.Month <= last:
		return period{lo: start - 5, hi: start}
	case d.Month < first:
		return one(start - 5)
	case d.Month > last || isLow(ordinal):
		return one(start)
	}
	return one(start - 5)
}

func congressMonths(t authority.Level) (first, last int) {
	switch {
	case t == authority.Province:
		return 9, 10
	case t.IsDistrict():
		return 5, 8
	case t == authority.Commune || t == authority.Unit:
		return 1, 7
	}
	return 1, 10
}

// isLow reports whether an ordinal is one a new series reaches in its first weeks.
func isLow(ordinal string) bool {
	n, err := strconv.Atoi(strings.TrimRight(ordinal, "abcdefghijklmnopqrstuvwxyz"))
	return err == nil && n < 30
}

// followsTerms reports whether a code's numbers run through a Party term. Those
// of mass organisations do not follow the Party's congresses and count by year.
func followsTerms(s legal.Symbol) bool {
	code := s.Issuer()
	return s.Family() == legal.FamilyParty && !strings.HasSuffix(code, "ĐTN") && code != "TĐ"
}

// periodOf returns the stretch in which a mention's number is unique.
func periodOf(s legal.Symbol, at authority.Jurisdiction, d legal.Date, issuer string) period {
	switch {
	case s.Family() == legal.FamilyAssembly:
		return one(s.Term())
	case s.Year != 0:
		return one(s.Year)
	case !followsTerms(s) && d.Year == 0:
		return period{}
	case !followsTerms(s):
		return one(d.Year)
	case at.Level == authority.Central:
		return spokenTerm(centralTerm(d), authority.Term(issuer))
	}
	return localTerm(d, at.Level, s.Ordinal)
}

// spokenTerm joins the term of a date with the one an issuer phrase names: where
// they differ, both stay possible.
func spokenTerm(p period, spoken int) period {
	switch {
	case spoken == 0:
		return p
	case p.lo == 0:
		return one(spoken)
	}
	return period{lo: min(p.lo, spoken), hi: max(p.hi, spoken)}
}
