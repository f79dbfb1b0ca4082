package resolve

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// One digit misread makes another document. Two things show that this may have
// happened: OCR read a number in two ways, or a body gave out on one day a number that is
// known better and differs in one digit. Such a citation means no document for certain,
// and says so; none is ever joined to the other document.

// readTwice gives a mention the other number that OCR read in its place.
func (m *mention) readTwice(number string) {
	other, ok := legal.ParseSymbol(number)
	if !ok || other.Ordinal == m.sym.Ordinal && other.Year == m.sym.Year {
		return
	}
	sym := m.sym
	sym.Ordinal = other.Ordinal
	if other.Year != 0 && sym.Year != 0 {
		sym.Year = other.Year
	}
	m.twin = newMention(m.file, m.index, sym, m.typ, m.date, m.issuer)
	m.twin.title, m.twin.page, m.twin.doubt = m.title, m.page, m.doubt
}

// joinTwins ties the other readings of numbers to what stands in the bucket by then.
// They are no witnesses: a document that only they name is theirs alone.
func (b *bucket) joinTwins() {
	known := len(b.order)
	for _, m := range b.twins {
		if b.joinFull(m, legal.ReasonFull); m.in == nil {
			b.joinInherited(m)
		}
		if m.in == nil {
			b.joinRepeat(m)
		}
		if m.in == nil && m.among == nil {
			b.joinCandidate(m)
		}
		if m.in == nil && m.among == nil {
			m.in = b.cluster(stubOf(m))
		}
		if slices.Contains(b.order[known:], m.in) {
			m.in.add(m)
		}
	}
}

// doubtTwins leaves open what a citation means whose number was read in two ways.
func doubtTwins(files []*file) {
	for _, f := range files {
		for _, m := range f.cited {
			if m.twin == nil {
				continue
			}
			m.openAmong(legal.Say(legal.ReasonReadTwice, m.sym.Display(), m.twin.sym.Display()), m.twin.means()...)
		}
	}
}

// means returns what a mention means or may mean.
func (m *mention) means() []*cluster {
	if m.in != nil {
		return []*cluster{m.in}
	}
	return m.among
}

// openAmong leaves a mention open between what it means and other documents. Its document
// keeps what was said of it.
func (m *mention) openAmong(why legal.Message, others ...*cluster) {
	among := slices.Clone(m.means())
	for _, c := range others {
		if !slices.Contains(among, c) {
			among = append(among, c)
		}
	}
	sortClusters(among)
	m.in, m.among, m.reason = nil, among, why
}

// doubtNear leaves open what the citations of a document mean that OCR read in one file
// alone, where the same body gave out a better known number on that day that differs in
// one digit. Two numbers that a file names side by side are two.
func doubtNear(clusters []*cluster) {
	near := map[string][]*cluster{}
	for _, c := range clusters {
		c.near, c.weak = c.nearKey(), c.isWeak()
		near[c.near] = append(near[c.near], c)
	}
	delete(near, "")
	for _, list := range near {
		for _, c := range list {
			if c.weak {
				c.doubtBeside(list)
			}
		}
	}
}

// doubtBeside leaves open what the citations of a weak document mean where one of the
// others is better known.
func (c *cluster) doubtBeside(others []*cluster) {
	better := slices.DeleteFunc(slices.Clone(others), func(d *cluster) bool { return !c.mayBeMisreadFor(d) })
	if len(better) == 0 {
		return
	}
	sortClusters(better)
	for _, m := range c.members {
		if m.in == c {
			m.openAmong(legal.Say(legal.ReasonNear, better[0].sym.Display()), better...)
		}
	}
}

// doubtUnsure leaves open what citations mean that OCR cannot have read right, where
// nothing else tells of their document.
func doubtUnsure(clusters []*cluster) {
	for _, c := range clusters {
		if !c.weak {
			continue
		}
		sure := slices.ContainsFunc(c.members, func(m *mention) bool { return m.numbered() && m.doubt < impossible })
		for _, m := range c.members {
			if m.in == c && (m.doubt >= impossible || !m.numbered() && !sure) {
				m.openAmong(legal.Say(legal.ReasonUnsure))
			}
		}
	}
}

// numbered reports whether a mention gives a number, not the name of a law alone.
func (m *mention) numbered() bool { return !m.sym.IsZero() }

// doubtAgainstRecords leaves open what citations mean that OCR read in one file alone, with
// another day than registries give their document.
func doubtAgainstRecords(clusters []*cluster) {
	for _, c := range clusters {
		cited := slices.DeleteFunc(slices.Clone(c.members), func(m *mention) bool { return m.index == listed })
		if len(cited) == len(c.members) || len(cited) == 0 || !c.contradictsRecords(cited) {
			continue
		}
		for _, m := range cited {
			if m.in == c && m.date.Day != 0 {
				m.openAmong(legal.Say(legal.ReasonUnsure))
			}
		}
	}
}

// contradictsRecords reports whether all that is cited was read by OCR, and none of the
// days that it gives is one of a registry.
func (c *cluster) contradictsRecords(cited []*mention) bool {
	days := map[legal.Date]bool{}
	for _, m := range c.members {
		if m.index == listed && m.date.Day != 0 && !c.strange(m) {
			days[m.date] = true
		}
	}
	return len(days) > 0 && !slices.ContainsFunc(cited, func(m *mention) bool {
		return m.index < 0 || m.file != cited[0].file || m.doubt == 0 || days[m.date]
	})
}

// opened reports whether what a member of a document means has been left open.
func (m *mention) opened() bool { return m.in == nil && len(m.among) > 0 }

// impossible is the doubt from which on a number or date cannot be as it was read, see
// package ocr.
const impossible = .5

// nearKey names what a document shares with those that differ in the ordinal alone: its
// codes, year and day. It is "" where no day is known, or several are given.
func (c *cluster) nearKey() string {
	if !c.seat.Known() || len(c.sym.Codes) == 0 {
		return ""
	}
	var day legal.Date
	for d := range c.dates {
		if d.Day == 0 {
			continue
		}
		if day.Day != 0 {
			return ""
		}
		day = d
	}
	if day.Day == 0 {
		return ""
	}
	sym := c.sym
	sym.Ordinal = ""
	return strings.Join([]string{sym.FoldKey(), c.kind, day.String()}, "|")
}

// isWeak reports whether citations of one file, read by OCR, are all that tells of a
// document's number. The name of a law alone tells nothing of its number.
func (c *cluster) isWeak() bool {
	return len(c.pages) == 1 && !slices.ContainsFunc(c.members, func(m *mention) bool {
		return m.index < 0 || m.doubt == 0 && m.numbered()
	}) && slices.ContainsFunc(c.members, (*mention).numbered)
}

// mayBeMisreadFor reports whether a weak document may be another one of its day, better
// known, with a digit misread, lost or added.
func (c *cluster) mayBeMisreadFor(d *cluster) bool {
	if c == d || !c.seat.Same(d.seat) || !OneDigitApart(c.part, d.part) || d.weak {
		return false
	}
	return !slices.ContainsFunc(d.members, func(o *mention) bool {
		return o.index >= 0 && slices.ContainsFunc(c.members, func(m *mention) bool {
			return m.file == o.file && (m.index == o.index+1 || o.index == m.index+1)
		})
	})
}

// OneDigitApart reports whether two group keys of numbers differ in one digit of the ordinal
// alone: changed, dropped or added.
func OneDigitApart(key, other string) bool {
	a, mine, ok := strings.Cut(key, "/")
	b, theirs, _ := strings.Cut(other, "/")
	return ok && mine == theirs && viet.OneEdit(a, b)
}
