package audit

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Reserved and late numbers break the order by days; a council's resolutions of
// one session and laws of one sitting are numbered over weeks.
const (
	orderDays   = 21
	sittingDays = 60
)

// numbered is a document in its series.
type numbered struct {
	id      string
	ordinal int
	day     int // since 1970
}

// oddNumber is a number out of order, with those of its series that it is out of
// order with and its neighbours.
type oddNumber struct {
	numbered
	against []numbered
	both    bool // there is but one against it: either may be the wrong one
}

// order looks for numbers out of order in every series: one body's documents of
// one type in one year or term.
func (a *auditor) order() {
	series := map[string][]numbered{}
	for _, d := range a.docs {
		if key, n, ok := seriesOf(d); ok {
			series[key] = append(series[key], n)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(series)) {
		tolerance := orderDays
		if strings.Contains(key, "-hdnd") || strings.Contains(key, "-qh") || strings.Contains(key, "-ubtvqh") {
			tolerance = sittingDays
		}
		a.odd = append(a.odd, outliers(series[key], tolerance)...)
	}
	for _, o := range a.odd {
		a.keep[o.id] = nil
		for _, n := range o.against {
			a.keep[n.id] = nil
		}
	}
}

// seriesOf returns the series of a document: its ID without the ordinal. One whose
// body, year or date is not certain is in none.
func seriesOf(d legal.Document) (key string, n numbered, ok bool) {
	ordinal, err := strconv.Atoi(d.Symbol.Ordinal)
	if err != nil || d.Date.Day == 0 || d.Conflict || d.Date.Year == mergers && !unmerged[d.Body.Code] ||
		strings.Contains("-"+d.ID+"-", "-x-") {
		return "", n, false
	}
	typ, rest, found := strings.Cut(d.ID, "-"+d.Symbol.Ordinal+"-")
	if !found || d.Symbol.Family() == legal.FamilyParty && d.Term == 0 && !strings.Contains(rest, "-20") {
		return "", n, false
	}
	return typ + "-*-" + rest, numbered{d.ID, ordinal, days(d.Date)}, true
}

// mergers is the year in which numbers began anew on days that differ from body to
// body: ministries and departments were merged from 1 March on, provinces and
// communes on 1 July (Nghị quyết 176/2025/QH15, 202/2025/QH15). Its series are not
// judged, but for those of bodies that no merger touched.
const mergers = 2025

var unmerged = map[string]bool{"CP": true, "TTg": true, "QH": true, "UBTVQH": true, "TW": true}

// outliers returns the numbers of a series that do not fit into the longest row
// whose dates do not fall, and are out of it by more than the tolerance.
func outliers(s []numbered, tolerance int) []oddNumber {
	slices.SortFunc(s, func(a, b numbered) int {
		return cmp.Or(cmp.Compare(a.ordinal, b.ordinal), cmp.Compare(a.day, b.day), strings.Compare(a.id, b.id))
	})
	s = slices.CompactFunc(s, func(a, b numbered) bool { return a.ordinal == b.ordinal })
	row := longestRow(s)
	var out []oddNumber
	taken := map[string]bool{}
	for i, n := range s {
		if row[i] {
			continue
		}
		o := oddNumber{numbered: n, against: against(s, row, i, tolerance)}
		o.both = len(o.against) == 1
		if len(o.against) == 0 || o.both && taken[o.against[0].id] {
			continue
		}
		if o.both {
			taken[o.against[0].id] = true
		}
		out = append(out, o)
	}
	return out
}

// against returns up to three numbers of the row that one is out of order with,
// the nearest first.
func against(s []numbered, row []bool, at, tolerance int) []numbered {
	const enough = 3
	var out []numbered
	for i := at - 1; i >= 0 && len(out) < enough; i-- {
		if row[i] && s[i].day-s[at].day > tolerance {
			out = append(out, s[i])
		}
	}
	for i := at + 1; i < len(s) && len(out) < enough; i++ {
		if row[i] && s[at].day-s[i].day > tolerance {
			out = append(out, s[i])
		}
	}
	return out
}

// longestRow marks a longest run of numbers whose dates do not fall, in
// n log n steps.
func longestRow(s []numbered) []bool {
	var tails []int // tails[k]: last number of the row of k+1 numbers that ends earliest
	before := make([]int, len(s))
	for i, n := range s {
		k, _ := slices.BinarySearchFunc(tails, n.day, func(t, day int) int {
			return cmp.Or(cmp.Compare(s[t].day, day), -1)
		})
		before[i] = -1
		if k > 0 {
			before[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	row := make([]bool, len(s))
	if len(tails) == 0 {
		return row
	}
	for i := tails[len(tails)-1]; i >= 0; i = before[i] {
		row[i] = true
	}
	return row
}

// outOfOrder makes the findings of what order has found.
func (a *auditor) outOfOrder() {
	for _, o := range a.odd {
		d, _ := a.doc(o.id)
		said, sure := a.dated(o.id)
		documents, row := []string{o.id}, legal.Messages{}
		sides := []float64{sure}
		for _, n := range o.against {
			e, _ := a.doc(n.id)
			more, conf := a.dated(n.id)
			said, documents = append(said, more...), append(documents, n.id)
			row = append(row, legal.Say(legal.Dated, e.Number, e.Date.Printed()))
			if o.both {
				sides = append(sides, conf)
			}
		}
		form, base := legal.FoundOutOfOrder, Warning
		if o.both {
			form, base = legal.FoundOneOutOfOrder, Note
		}
		s, misread := weigh(base, sides...)
		if slices.Min(sides) < 1 { // what OCR read of a number does not stand against others that fit
			s, misread = Note, true
		}
		a.add(OutOfOrder, s, misread, legal.Say(form, called(d), d.Date.Printed(), row), said, documents...)
	}
}

// dated returns who gives a document its date, and how sure the surest is.
func (a *auditor) dated(id string) (said []Witness, sure float64) {
	for _, h := range a.heads[id] {
		if !h.Head.Date.IsZero() {
			said = append(said, a.spoken(h, h.Head.Date.Printed(), datePhrases(h.Head.Date)))
		}
	}
	for _, k := range a.keep[id] {
		if !k.Date.IsZero() {
			said = append(said, claimed(k, k.Date.Printed()))
		}
	}
	for _, w := range said {
		sure = max(sure, w.Confidence)
	}
	return said, sure
}
