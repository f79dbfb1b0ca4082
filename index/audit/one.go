package audit

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// sameTitle is the share of the words of the shorter title from which on two titles
// count as one, quoted loosely.
const sameTitle = 0.7

// told returns the pairs of documents of which a person has said that they are two.
func (a *auditor) told() map[[2]string]bool {
	kept, err := a.c.Corrections(a.ctx)
	a.note(err)
	out := map[[2]string]bool{}
	for _, k := range kept {
		if k.Holds() && k.Kind == legal.Differ {
			out[[2]string{k.Document, k.Other}], out[[2]string{k.Other, k.Document}] = true, true
		}
	}
	return out
}

// doubles looks for two documents of one body and number, apart from the year, that
// are quoted with one title and with dates that differ in a digit: more likely a
// slip than two documents.
func (a *auditor) doubles() {
	apart := a.told()
	series := map[string][]legal.Document{}
	for _, d := range a.docs {
		if d.Number == "" || d.Date.Day == 0 || d.Title == "" {
			continue
		}
		s := d.Symbol
		s.Year = 0
		key := strings.Join([]string{s.FoldKey(), d.Body.Code, string(d.Body.Level), d.Body.Place}, "|")
		series[key] = append(series[key], d)
	}
	for _, ds := range series {
		for i, d := range ds {
			for _, e := range ds[i+1:] {
				if !apart[[2]string{d.ID, e.ID}] && DigitsApart(d.Date, e.Date) <= 1 &&
					TitlesShare(d.Title, e.Title) >= sameTitle {
					a.twins = append(a.twins, [2]string{d.ID, e.ID})
					a.keep[d.ID], a.keep[e.ID] = nil, nil
				}
			}
		}
	}
	slices.SortFunc(a.twins, func(x, y [2]string) int { return strings.Compare(x[0]+" "+x[1], y[0]+" "+y[1]) })
}

// mayBeOne tells the doubles with what is said of each.
func (a *auditor) mayBeOne() {
	for _, t := range a.twins {
		d, _ := a.doc(t[0])
		e, _ := a.doc(t[1])
		said, sure := a.dated(t[0])
		more, other := a.dated(t[1])
		form := legal.FoundMayBeOne
		if d.Date == e.Date {
			form = legal.FoundMayBeOneDay
		}
		severity, misread := weigh(Note, sure, other)
		a.add(MayBeOne, severity, misread, legal.Say(form, called(d), d.Date.Printed(), called(e), e.Date.Printed()),
			append(said, more...), t[0], t[1])
	}
}

// DigitsApart counts the digits in which two days differ.
func DigitsApart(d, e legal.Date) int {
	n := 0
	x, y := d.String(), e.String()
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			n++
		}
	}
	return n
}

// TitlesShare returns which part of the words of the shorter title is in the other,
// 0 for titles too short to tell.
func TitlesShare(a, b string) float64 {
	x, y := titleSet(a), titleSet(b)
	if min(len(x), len(y)) < 3 {
		return 0
	}
	return share(x, y)
}
