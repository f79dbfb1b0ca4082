package resolve

import (
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// widths says of numbers with one identity in how many digits they are printed.
type widths struct {
	narrow, wide map[legal.Date]bool // the dates given with each
	dated        bool
}

// apart reports whether the digits tell two documents apart: both spellings stand
// somewhere, and no day is given with both.
func (w *widths) apart() bool {
	if w == nil || len(w.narrow) == 0 || len(w.wide) == 0 {
		return false
	}
	for d := range w.narrow {
		if d.Day != 0 && w.wide[d] {
			return false
		}
	}
	return true
}

// readWidths finds numbers with a year that are printed in two digits and in three,
// "01/2025/QĐ-UBND" and "001/2025/QĐ-UBND": a body that begins a new series within a year
// may write it so. Where no day is given with both, each is a document of its own; a
// citation without a day is open between them.
func (b *bucket) readWidths() {
	b.widths = map[string]*widths{}
	if !slices.ContainsFunc(b.mentions, func(m *mention) bool { return m.sym.Width > 0 }) {
		return
	}
	for _, m := range b.mentions {
		if m.sym.Year == 0 || !m.full() {
			continue
		}
		id := (&cluster{sym: m.sym, kind: m.kind, seat: m.seat, period: m.period}).identity()
		w := b.widths[id]
		if w == nil {
			w = &widths{narrow: map[legal.Date]bool{}, wide: map[legal.Date]bool{}}
			b.widths[id] = w
		}
		w.dated = w.dated || m.date.Day != 0
		if m.sym.Width > 0 {
			w.wide[m.date] = true
		} else {
			w.narrow[m.date] = true
		}
	}
}

// printedAlike reports whether a document's number is printed in as many digits as a
// mention's, where that tells it from another.
func (b *bucket) printedAlike(c *cluster, m *mention) bool {
	plain := *c
	plain.wide = false
	return c.wide == (m.sym.Width > 0) || !b.widths[plain.identity()].apart()
}
