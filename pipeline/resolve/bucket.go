package resolve

import (
	"slices"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// bucket holds all mentions of one number, whatever body and year they mean.
type bucket struct {
	mentions []*mention // by file and index
	twins    []*mention // other readings of numbers, in the same order
	clusters map[string]*cluster
	order    []*cluster              // as made
	apart    map[pair]bool           // IDs of documents that a person says are two
	heads    map[string][]legal.Date // by identity, the days of held documents that share it
	widths   map[string]*widths      // by identity, of numbers with a year

	// What stands in order after the last step, to look among few:
	byFile  map[*file][]*cluster
	byPlace map[string][]*cluster // by the name of the seat
	byDay   map[legal.Date][]*cluster
	found   map[asked][]*cluster // what was possible in a file
}

// resolve ties every mention to a cluster or leaves it open with candidates. The
// steps go from what is said to what may be concluded, and each looks only at
// the clusters of the steps before it: the order of mentions has no part in it.
func (b *bucket) resolve() {
	b.uniteUnits()
	b.tellHeadsApart()
	b.readWidths()
	b.step(func(m *mention) { b.joinFull(m, legal.ReasonFull) })
	b.step(b.joinInherited)
	b.step(b.joinHeld)
	b.step(b.joinRepeat)
	b.step(b.joinDated)
	b.step(b.joinRepeat)
	b.step(b.joinCandidate)
	b.joinStubs()
	b.joinTwins()
	b.doubtCouncils()
}

// step runs f on every undecided mention and then files the decided ones, if there are
// any.
func (b *bucket) step(f func(*mention)) {
	decided := false
	for _, m := range b.mentions {
		if m.in == nil && m.among == nil {
			f(m)
			decided = decided || m.in != nil
		}
	}
	if decided {
		b.file()
	}
}

// file puts mentions decided in this step into their clusters.
func (b *bucket) file() {
	for _, c := range b.order {
		c.clear()
	}
	for _, m := range b.mentions {
		if m.in != nil {
			m.in.add(m)
		}
	}
	b.found = nil
	b.byFile, b.byPlace, b.byDay = map[*file][]*cluster{}, map[string][]*cluster{}, map[legal.Date][]*cluster{}
	for _, c := range b.order {
		b.byPlace[c.seat.Name] = append(b.byPlace[c.seat.Name], c)
		for f := range c.pages {
			b.byFile[f] = append(b.byFile[f], c)
		}
		for d := range c.dates {
			b.byDay[d] = append(b.byDay[d], c)
		}
	}
}

func (b *bucket) joinFull(m *mention, reason legal.MessageCode) {
	if !m.full() {
		return
	}
	like := cluster{sym: m.sym, kind: m.kind, seat: m.seat, period: m.period}
	id := like.identity()
	if days := b.heads[id]; len(days) > 0 {
		if !slices.Contains(days, m.date) {
			return
		}
		like.day = m.date
	}
	if w := b.widths[id]; w.apart() {
		if m.date.Day == 0 && w.dated {
			return
		}
		like.wide = m.sym.Width > 0
	}
	if like.wide || !like.day.IsZero() {
		id = like.identity()
	}
	m.in = b.clusterOf(id, like)
	if m.reason.IsZero() {
		m.reason = legal.Say(reason)
	}
}

// joinInherited takes the body from the list a mention stands in, unless its own
// file names the document in full elsewhere.
func (b *bucket) joinInherited(m *mention) {
	if len(b.possible(m, inFile)) > 0 {
		return
	}
	if !m.heir.Known() || !m.heir.Meets(m.seat) {
		return
	}
	m.setBody(m.heir)
	b.joinFull(m, legal.ReasonInherited)
}

// joinHeld settles documents whose own head does not say everything: the one
// document that fits, else one of their own.
func (b *bucket) joinHeld(m *mention) {
	if m.index != own {
		return
	}
	fit := slices.DeleteFunc(b.possible(m, anywhere), func(c *cluster) bool { return c.file != "" })
	if len(fit) == 1 && !m.file.citesAfter(fit[0]) {
		m.in, m.reason = fit[0], legal.Say(legal.ReasonFitsHead)
		return
	}
	m.in = b.cluster(cluster{sym: m.sym, kind: m.kind, seat: m.seat, period: m.period, file: m.file.File})
	m.reason = legal.Say(legal.ReasonOwnHead)
}

func (b *bucket) joinRepeat(m *mention) {
	fit := b.possible(m, inFile)
	if len(fit) == 1 {
		m.in, m.reason = fit[0], repeatReason(fit[0], m)
		return
	}
	m.openTo(fit)
}

// joinDated ties mentions with a day first: they serve the others of their file.
func (b *bucket) joinDated(m *mention) {
	if m.date.Day != 0 {
		b.joinCandidate(m)
	}
}

// joinCandidate ties a mention to the only document in the corpus that it can
// mean.
func (b *bucket) joinCandidate(m *mention) {
	fit := b.possible(m, anywhere)
	switch {
	case len(fit) == 1 && !b.printedAlike(fit[0], m):
		m.openTo(fit)
	case len(fit) == 1 && m.yearsAfter(fit[0]) > fresh:
		m.among, m.reason = fit, legal.Say(legal.ReasonOlder, m.yearsAfter(fit[0]))
	case len(fit) == 1:
		m.in, m.reason = fit[0], legal.Say(legal.ReasonOnly)
	default:
		m.openTo(fit)
	}
}

// fresh is how many years old a document of the State may be to be meant by a
// number without a year in another file: every year has its 01/NQ-CP.
const fresh = 3

// yearsAfter returns how much older than the citing document a candidate is, 0
// where the mention itself says the year, or the number is not one of a year.
func (m *mention) yearsAfter(c *cluster) int {
	if m.period.known() || followsTerms(c.sym) || !c.period.known() || m.file.Head.Date.IsZero() {
		return 0
	}
	return m.file.Head.Date.Year - c.period.lo
}

// openTo leaves a mention ambiguous; nothing happens without candidates.
func (m *mention) openTo(fit []*cluster) {
	if len(fit) > 0 {
		m.among, m.reason = slices.Clip(fit[:min(len(fit), mostCandidates)]), legal.Say(legal.ReasonCandidates, len(fit))
	}
}

// mostCandidates is how many of its candidates a mention keeps, in order; its reason has
// their number. More tell nobody anything.
const mostCandidates = 500

func repeatReason(c *cluster, m *mention) legal.Message {
	if m.file.own != nil && m.file.own.in == c {
		return legal.Say(legal.ReasonItself)
	}
	return legal.Say(legal.ReasonRepeat, c.pages[m.file])
}

// joinStubs makes documents of what is left: known in part, fitting nothing.
// Within a file, a mention that says less than one other belongs to it.
func (b *bucket) joinStubs() {
	var rest []*mention
	for _, m := range b.mentions {
		if m.in == nil && m.among == nil {
			rest = append(rest, m)
		}
	}
	byFile := map[*file]*sayings{}
	for _, m := range rest {
		if byFile[m.file] == nil {
			byFile[m.file] = &sayings{of: map[saying]*mention{}, byDay: map[legal.Date][]*mention{}}
		}
		byFile[m.file].add(m)
	}
	for _, m := range rest {
		if len(byFile[m.file].richer(m)) == 0 {
			m.in, m.reason = b.cluster(stubOf(m)), stubReason(m)
		}
	}
	b.file()
	fits := map[*mention][]*cluster{} // by the first mention of each saying
	b.step(func(m *mention) {
		here := byFile[m.file]
		fit, ok := fits[here.first(m)]
		if !ok {
			fit = here.richest(m)
			fits[here.first(m)] = fit
		}
		if len(fit) == 1 {
			m.in, m.reason = fit[0], repeatReason(fit[0], m)
			return
		}
		m.openTo(fit)
	})
}

// saying is what mentions of one number say of the document's identity.
type saying struct {
	kind   string
	open   bool
	seat   authority.Jurisdiction
	period period
	date   legal.Date
}

func (m *mention) saying() saying {
	return saying{kind: m.kind, open: m.open, seat: m.seat, period: m.period, date: m.date}
}

// sayings are the mentions of one number in one file, the first of all that say the same.
type sayings struct {
	of     map[saying]*mention
	all    []*mention
	byDay  map[legal.Date][]*mention
	asked  map[*mention][]*mention // answers of richer
	looked int                     // mentions compared
}

func (s *sayings) add(m *mention) {
	if s.of[m.saying()] != nil {
		return
	}
	s.of[m.saying()] = m
	s.all = append(s.all, m)
	s.byDay[m.date] = append(s.byDay[m.date], m)
}

func (s *sayings) first(m *mention) *mention { return s.of[m.saying()] }

// richer returns the mentions that say all that one says, and more.
func (s *sayings) richer(m *mention) []*mention {
	m = s.first(m)
	if out, ok := s.asked[m]; ok {
		return out
	}
	among := s.all
	if !m.date.IsZero() {
		among = s.byDay[m.date]
	}
	var out []*mention
	for _, o := range among {
		s.looked++
		if o != m && o.saysMoreThan(m) {
			out = append(out, o)
		}
	}
	if s.asked == nil {
		s.asked = map[*mention][]*mention{}
	}
	s.asked[m] = out
	return out
}

// richest returns the documents of the mentions that say all that one says, and of which
// none says more, by key.
func (s *sayings) richest(m *mention) []*cluster {
	var fit []*cluster
	seen := map[*cluster]bool{}
	for _, o := range s.richer(m) {
		if o.in != nil && len(s.richer(o)) == 0 && !seen[o.in] {
			seen[o.in] = true
			fit = append(fit, o.in)
		}
	}
	sortClusters(fit)
	return fit
}

func (m *mention) saysMoreThan(o *mention) bool {
	says := func(a, b *mention) bool {
		return a.seat.Refines(b.seat) && a.period.refines(b.period) && (b.open || a.kind == b.kind) &&
			(b.date.IsZero() || a.date == b.date)
	}
	return says(m, o) && !says(o, m)
}

// stubOf returns the document that an incomplete mention makes by itself. With
// an unknown body only mentions from one province and of one day are one
// document, and without a day only those of one file.
func stubOf(m *mention) cluster {
	c := cluster{sym: m.sym, kind: m.kind, seat: m.seat, period: m.period}
	if m.seat.Known() {
		return c
	}
	c.hint, c.day = m.file.origin.Province.Name, m.date
	if m.date.Day == 0 {
		c.file = m.file.File
	}
	return c
}

func stubReason(m *mention) legal.Message {
	var lacks legal.Messages
	if !m.seat.Known() {
		lacks = append(lacks, legal.Say(legal.LacksBody))
	}
	if !m.period.known() {
		lacks = append(lacks, legal.Say(legal.LacksYear))
	}
	if m.open {
		lacks = append(lacks, legal.Say(legal.LacksType))
	}
	return legal.Say(legal.ReasonLacks, lacks)
}

// scope says which clusters a mention may be tied to.
type scope bool

const (
	inFile   scope = false // those its own file names
	anywhere scope = true
)

// possible returns the clusters that a mention can mean, by key.
func (b *bucket) possible(m *mention, where scope) []*cluster {
	if where == anywhere {
		return b.look(m, where)
	}
	same := asked{m.file, m.saying(), m.sym.Width > 0}
	fit, ok := b.found[same]
	if !ok {
		fit = slices.Clip(b.look(m, where))
		if b.found == nil {
			b.found = map[asked][]*cluster{}
		}
		b.found[same] = fit
	}
	return fit
}

// asked is all of a mention by which it is told which documents of its file it can mean.
type asked struct {
	file *file
	saying
	wide bool
}

func (b *bucket) look(m *mention, where scope) []*cluster {
	var fit []*cluster
	for _, c := range b.near(m, where) {
		if c.meets(m) && (where == anywhere && c.likely(m) || where == inFile && b.printedAlike(c, m)) {
			fit = append(fit, c)
		}
	}
	sortClusters(fit)
	return fit
}

// near returns the clusters among which a mention's can be.
func (b *bucket) near(m *mention, where scope) []*cluster {
	switch {
	case where == inFile && !m.seat.Known() && m.date.Day != 0:
		return slices.DeleteFunc(slices.Clone(b.byDay[m.date]), func(c *cluster) bool { return !c.namedIn(m.file) })
	case where == inFile:
		return b.byFile[m.file]
	case !m.seat.Known() && m.date.Day != 0:
		return b.byDay[m.date]
	case m.seat.Name != "":
		return append(slices.Clone(b.byPlace[m.seat.Name]), b.byPlace[""]...)
	}
	return b.order
}

// citesAfter reports whether the file cites something younger than the document
// it would have to be.
func (f *file) citesAfter(c *cluster) bool {
	return slices.ContainsFunc(f.dates, func(cited legal.Date) bool {
		for d := range c.dates {
			if d.Before(cited) {
				return true
			}
		}
		return false
	})
}

// cluster returns the cluster with the identity of like, made if new. Of the
// spellings of its number it keeps the one with the most marks.
func (b *bucket) cluster(like cluster) *cluster { return b.clusterOf(like.identity(), like) }

func (b *bucket) clusterOf(identity string, like cluster) *cluster {
	if c := b.clusters[identity]; c != nil {
		if like.sym.Key() > c.sym.Key() {
			c.sym = like.sym
		}
		return c
	}
	made := like
	made.key, made.part = identity, seriesOf(like.sym)
	made.clear()
	b.clusters[identity] = &made
	b.order = append(b.order, &made)
	return &made
}
