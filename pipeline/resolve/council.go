package resolve

import (
	"slices"
	"strings"
)

// doubtCouncils leaves open what a council's resolution without a year in its
// number means when two years and like titles meet: such numbers often run
// through a council's term, so it may be one resolution or two, unless a person has
// said that they are two.
func (b *bucket) doubtCouncils() {
	for i, c := range b.order {
		for _, d := range b.order[i+1:] {
			if c.mayBeOneWith(d) && !b.apart[pairOf(c.idOf(), d.idOf())] {
				c.doubt(d)
			}
		}
	}
}

func (c *cluster) mayBeOneWith(d *cluster) bool {
	return c.sym.Issuer() == "HĐND" && c.sym.Year == 0 && c.seat.known() && c.seat.same(d.seat) && c.kind == d.kind &&
		c.period.known() && d.period.known() && councilTerm(c.period.lo) == councilTerm(d.period.lo) && titlesAgree(c, d)
}

// councilTerm returns the first year of the council's term a year falls in:
// 2011, 2016, 2021. Elections are in May, so a term's first year is also the
// last one of the term before; it is counted to the new one.
func councilTerm(year int) int { return year - (year-1)%5 }

// doubt opens the citations of two documents to both; a file that is one of them
// stays what its head says. Each document keeps what was said of it.
func (c *cluster) doubt(d *cluster) {
	for _, m := range append(append([]*mention{}, c.members...), d.members...) {
		if m.index < 0 {
			continue
		}
		for _, x := range []*cluster{c, d} {
			if !slices.Contains(m.among, x) {
				m.among = append(m.among, x)
			}
		}
		sortClusters(m.among)
		m.in, m.reason = nil, "two years, like titles: one resolution or two"
	}
}

func titlesAgree(c, d *cluster) bool {
	for _, m := range c.members {
		for _, o := range d.members {
			if alike(slug(m.title), slug(o.title)) {
				return true
			}
		}
	}
	return false
}

// alike reports whether two titles, as slugs, are equal or one goes on where the
// other, of at least five words, ends.
func alike(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return strings.Count(a, "-") >= 4 && (a == b || strings.HasPrefix(b, a+"-"))
}
