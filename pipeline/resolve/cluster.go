package resolve

import (
	"slices"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// cluster is one document as meant: the mentions that say so.
type cluster struct {
	key     string // the identity, whole; the ID follows from it alone
	part    string // what it is resolved with: see Claim
	sym     legal.Symbol
	kind    string
	seat    authority.Jurisdiction
	period  period
	hint    string     // slug of the province its mentions come from, for an unknown place
	day     legal.Date // part of the identity where the body is unknown or held heads tell it apart
	wide    bool       // part of the identity where "01" and "001" are two, see bucket.readWidths
	file    string     // SHA-256 of the only file that may mean it, "" for all
	members []*mention
	dates   map[legal.Date]bool // that its mentions give
	pages   map[*file]int       // first page on which a file names it
	from    map[string]bool     // slugs of the provinces its citing documents belong to
	base    string              // the ID, unless another identity reads alike
	id      string
	name    string     // slug of the name of a law known by name alone
	typ     legal.Type // of that law

	near string // what it shares with documents that differ in the ordinal alone, "" for none
	weak bool   // citations of one file, read by OCR, are all that tells of it

	verdicts []verdict // what persons decided, in order
}

// meets reports whether nothing the mention says contradicts the cluster.
func (c *cluster) meets(m *mention) bool {
	if !c.seat.Meets(m.seat) || !c.period.meets(m.period) || c.kind != m.kind && c.kind != "" && m.kind != "" {
		return false
	}
	return m.seat.Known() || m.date.Day == 0 || c.dates[m.date]
}

// likely reports whether a document of another file can be meant: it is not
// younger than the citing one, and a body left open is not looked for in another
// province than the citing document's.
func (c *cluster) likely(m *mention) bool {
	if c.file != "" && c.file != m.file.File && !c.seat.Known() || c.youngerThan(m.file.Head.Date) {
		return false
	}
	// of the whole country
	if m.date.Day != 0 && c.seat.Level == authority.Unit && c.seat.Name != "" && c.seat.Parent == "" {
		return true
	}
	mine, theirs := m.file.origin.Province.Name, c.province()
	return m.seat.Name != "" || m.seat.Level == authority.Central || mine == "" || theirs == "" || mine == theirs
}

// province returns the slug of the province a cluster belongs to, "" unknown.
func (c *cluster) province() string {
	if c.seat.Level == authority.Province {
		return c.seat.Name
	}
	if above := c.seat.Above(); above != "" {
		return above
	}
	if len(c.from) != 1 {
		return ""
	}
	for p := range c.from {
		return p
	}
	return ""
}

func (c *cluster) namedIn(f *file) bool { return c.pages[f] > 0 }

// add makes a mention a member.
func (c *cluster) add(m *mention) {
	c.members = append(c.members, m)
	if !m.date.IsZero() {
		c.dates[m.date] = true
	}
	if p := m.file.origin.Province.Name; p != "" {
		c.from[p] = true
	}
	if c.pages[m.file] == 0 {
		c.pages[m.file] = max(1, m.page)
	}
}

// clear forgets all members.
func (c *cluster) clear() {
	c.members, c.dates, c.pages, c.from = nil, map[legal.Date]bool{}, map[*file]int{}, map[string]bool{}
}

// youngerThan reports whether every date given for the document is after d.
func (c *cluster) youngerThan(d legal.Date) bool {
	for day := range c.dates {
		if !d.Before(day) {
			return false
		}
	}
	return len(c.dates) > 0
}

// identity writes down everything by which a document is told from others.
func (c *cluster) identity() string {
	in := strconv.Itoa(c.period.lo) + "-" + strconv.Itoa(c.period.hi) + "/" + strconv.Itoa(c.period.part)
	id := strings.Join([]string{seriesOf(c.sym), string(c.kind), strconv.Itoa(int(c.seat.Level)), c.seat.Name, c.seat.Parent, in,
		c.hint, c.day.String(), c.file}, "|")
	if c.wide {
		id += "|001"
	}
	return id
}

func sortClusters(cs []*cluster) {
	slices.SortFunc(cs, func(a, b *cluster) int { return strings.Compare(a.key, b.key) })
}
