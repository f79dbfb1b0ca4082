package resolve

import (
	"maps"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// doubtCouncils leaves open what a council's resolution without a year in its
// number means when two years and like titles meet: such numbers often run
// through a council's term, so it may be one resolution or two, unless a person has
// said that they are two.
func (b *bucket) doubtCouncils() {
	titles := map[*cluster][]string{}
	for _, c := range b.order {
		if c.sym.Issuer() == "HĐND" && c.sym.Year == 0 && c.seat.Known() && c.period.known() {
			titles[c] = c.titles()
		}
	}
	if len(titles) < 2 {
		return
	}
	for i, c := range b.order {
		for _, d := range b.order[i+1:] {
			if titles[c] != nil && titles[d] != nil && c.mayBeOneWith(d) && titlesAgree(titles[c], titles[d]) &&
				!b.apart[pairOf(c.idOf(), d.idOf())] {
				c.doubt(d)
			}
		}
	}
}

// titles returns the titles that a cluster is quoted with, as slugs, each once, in
// order; never nil.
func (c *cluster) titles() []string {
	seen := map[string]bool{}
	for _, m := range c.members {
		seen[m.title] = true
	}
	slugs := map[string]bool{}
	for t := range seen {
		slugs[viet.Slug(t)] = true
	}
	return append([]string{}, slices.Sorted(maps.Keys(slugs))...)
}

func (c *cluster) mayBeOneWith(d *cluster) bool {
	return c.seat.Same(d.seat) && c.kind == d.kind && councilTerm(c.period.lo) == councilTerm(d.period.lo)
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
		m.in, m.reason = nil, legal.Say(legal.ReasonCouncil)
	}
}

// titlesAgree reports whether a title of one is, of at least five words, equal to
// one of the other or its beginning. Both are slugs in order, so that what begins
// with a title comes right behind it.
func titlesAgree(a, b []string) bool {
	begins := func(a, b []string) bool {
		for _, t := range a {
			i, equal := slices.BinarySearch(b, t)
			if strings.Count(t, "-") >= 4 && (equal || i < len(b) && strings.HasPrefix(b[i], t+"-")) {
				return true
			}
		}
		return false
	}
	return begins(a, b) || begins(b, a)
}
