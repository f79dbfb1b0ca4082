package cite

import (
	"github.com/danchieu/danchieu/pipeline/legal"
)

// relater walks over the mentions of a block and tells, for each, who cites it
// and how. It keeps one frame for the open text and one for every parenthesis
// around the mention at hand.
type relater struct {
	toks   []token
	ms     []mention
	by     author
	frames []frame
	list   legal.Relation // what the head of a list above the block gives
	at     int            // first token not yet read
}

// frame is the state of the text at one depth of parentheses.
type frame struct {
	last int            // mention read last, -1 at the start of a clause
	list legal.Relation // relation of the clause's list, carried over ";"
	plan bool           // the list is of things to be done
	was  int            // the law whose history the clause before ended with, -1 for none
	from int            // first token of the clause
	open int            // first token after the last mention, or of the clause
}

// opened returns the frame of a clause or list that begins at a token.
func opened(from int, list legal.Relation) frame {
	return frame{last: -1, was: -1, list: list, from: from, open: from}
}

// relate fills From, Relation, Scope and Subtype of every mention; list is the
// relation that the head of a list above this block gives to its members.
func relate(toks []token, ms []mention, by author, list legal.Relation) {
	r := relater{toks: toks, ms: ms, by: by, list: list, frames: []frame{opened(0, list)}}
	for k := range ms {
		r.read(ms[k].left)
		r.place(k)
		r.at = ms[k].end
		f := r.top()
		f.last, f.open = k, ms[k].end
	}
	r.effects()
}

func (r *relater) top() *frame { return &r.frames[len(r.frames)-1] }

// read moves over the tokens before a mention and follows parentheses, sentence
// ends, semicolons and the colons that open a list.
func (r *relater) read(to int) {
	for ; r.at < to; r.at++ {
		f := r.top()
		next := r.at + 1
		switch t := r.toks[r.at]; {
		case t.low == "(":
			r.frames = append(r.frames, opened(next, legal.Cites))
		case t.low == ")":
			if len(r.frames) > 1 {
				r.frames = r.frames[:len(r.frames)-1]
				r.top().open = next
			}
		case t.low == ";":
			switch {
			case f.last >= 0:
			case r.leads(f.from, r.at):
				f.list = legal.Implements // "thực hiện Đề án …; Kế hoạch số …": the first member has no number
			case restsOnStandard(r.toks, f.from, r.at):
				f.list = legal.BasedOn
			}
			was, plan := r.history(f.last), f.plan
			*f = opened(next, f.list)
			f.was, f.plan = was, plan
		case t.low == ":" && !withinNumber(r.toks, r.at) && (f.last < 0 || opensList(r.toks, r.at)):
			plan := f.plan || planned(r.toks, f.from, r.at)
			*f = opened(next, r.listRelation(f))
			f.plan = plan
		case t.low == "|": // the cells of a row
			r.frames = []frame{opened(next, r.list)}
		case t.low == "…" || sentenceEnd(r.toks, r.at):
			r.frames = []frame{opened(next, "")}
		}
	}
}

// withinNumber reports whether the mark at token i stands between digits: 06:2022, 13:30.
func withinNumber(toks []token, i int) bool {
	return i > 0 && i+1 < len(toks) && toks[i-1].end == toks[i].start && toks[i].end == toks[i+1].start &&
		toks[i+1].kind != word
}

// opensList reports whether the colon at token i opens a list: "đã ban hành:",
// "như sau:", "cụ thể:".
func opensList(toks []token, i int) bool {
	switch toks[max(0, i-1)].low {
	case "hành", "sau", "như", "gồm", "thể", "đây", "là", "tỉnh", "phố":
		return true
	}
	return false
}

// listRelation reads the relation a colon gives to the list behind it. Where the
// clause's own verb is that of issuing, or the list is one of examples, its
// members are merely cited.
func (r *relater) listRelation(f *frame) legal.Relation {
	if head, is := basisHead(r.toks, f.from, r.at); is {
		if head {
			return legal.BasedOn
		}
		return legal.Cites
	}
	if rel := ended(r.toks, f.from, r.at); rel != "" {
		return rel
	}
	c := lastCue(r.toks, f.from, r.at)
	if c.n == 0 && f.from == 0 {
		return f.list
	}
	for i := f.from; i < c.at; i++ {
		if r.toks[i].low == "ban" && r.toks[i+1].low == "hành" {
			return legal.Cites
		}
	}
	switch {
	case c.rel == legal.Issues:
		return legal.Cites
	case c.rel == legal.BasedOn && !namesDocuments(r.toks[c.end():r.at]):
		return legal.Cites
	case acting(c.rel) && planned(r.toks, f.from, c.at):
		return legal.Cites
	case (acting(c.rel) || c.rel == legal.Guides) && r.unnamed(f.from, c.at), c.rel != "" && negated(r.toks, c.at):
		return legal.Cites
	}
	return c.rel
}

// namesDocuments reports whether a type word stands among tokens ("căn cứ các văn
// bản sau:").
func namesDocuments(toks []token) bool {
	for i := range toks {
		if _, n := typeWordSet.at(toks, i); n > 0 {
			return true
		}
	}
	return false
}

// place decides on mention k from the gap between it and the mention before.
func (r *relater) place(k int) {
	f, m := r.top(), &r.ms[k]
	gap := r.toks[f.open:m.left]
	m.From, m.depth = -1, len(r.frames)-1
	switch {
	case f.was >= 0 && len(gap) == 0 && m.Type == legal.Law && m.name.empty():
		m.say(reading{rel: legal.Cites, rule: "history: goes on behind a semicolon"})
		m.tie, m.on = history, f.was
	case f.last < 0:
		f.from = r.mainClause(f.from, m.left)
		r.first(f, k)
		r.cells(k)
	case closesQuote(gap): // the mention before is in words that are changed
		f.open = max(f.from, m.left-longSentence)
		r.first(f, k)
	case onlySeparators(gap), goesOn(gap):
		r.join(k, r.peer(f.last, m, gap))
	case isHistory(gap) && !r.precedes(m, gap):
		m.say(reading{rel: legal.Cites, rule: "history: the document before was changed by this one"})
		m.tie, m.on = history, r.original(f.last, m)
		if d, ok := doneBy(gap); ok {
			r.deedOf(k, d, m.on)
		}
	case isPassive(gap):
		m.say(reading{rel: legal.Cites, rule: "the document before was done by this one"})
	default:
		r.behind(k, f)
	}
	if f.last >= 0 {
		r.agent(k, gap)
	}
	r.check(m)
	if m.From < 0 && m.tie != history && m.tie != aside {
		f.list = m.Relation
	}
}

// precedes reports whether a mention behind a verb that is no passive is older than the
// one before, and so did nothing to it: "Quyết định A sửa đổi một số điều tại Quyết định B".
func (r *relater) precedes(m *mention, gap []token) bool {
	_, passive, _ := passiveAt(gap)
	prev := &r.ms[r.top().last]
	return !passive && m.year() > 0 && m.year() < prev.year()
}

// first places the first mention of a clause: as its own words say, else as the list
// it is in. The head of a list of changes holds for its members whatever words lead
// to them ("Bãi bỏ: a) khoản 2 Điều 5 của …").
func (r *relater) first(f *frame, k int) {
	m := &r.ms[k]
	r.inClause(f, k)
	switch {
	case m.Relation == "":
		m.say(reading{rel: f.list, part: r.namesPart(f.from, m.left), rule: "of the list"})
	case m.Relation == legal.Cites && m.Subtype == "" && len(r.frames) == 1 && acting(r.list) &&
		!quoted(r.toks, max(0, m.left-longSentence), m.left):
		m.say(reading{rel: r.list, part: r.namesPart(0, m.left), rule: "of the list"})
	}
}

// namesPart reports whether the member of a list that begins at a token begins with
// a part of a document: "b) Các điều, khoản của …".
func (r *relater) namesPart(from, to int) bool {
	from = max(from, markerEnd(r.toks))
	i := skip(r.toks, tokens{min(from, to), to}, extent)
	return i < to && isPart(r.toks, i)
}

// check leaves of a relation what the ranks and years of the two documents allow, and
// gives one to a mention without.
func (r *relater) check(m *mention) {
	by := r.by
	if m.From >= 0 {
		by = r.ms[m.From].author()
	}
	switch {
	case m.Relation == "":
		m.say(reading{rel: legal.Cites, rule: "no cue"})
	case !by.may(m.Relation, m.Type, RankOf(m.Type, m.sym)):
		m.say(reading{rel: legal.Cites, rule: "a document of that kind cannot do this to one of this kind"})
	case by.year > 0 && by.year < m.year() && (acting(m.Relation) || m.From >= 0 && m.Relation != legal.BasedOn):
		m.say(reading{rel: legal.Cites, rule: "an older document cannot do this to a later one"})
	case m.Relation == legal.Issues && m.From < 0:
		m.say(reading{rel: legal.Cites, rule: "a body issued it, not this document"})
	}
}

// goesOn reports whether a gap goes on a list with a part of its next member: "và một
// số điều của".
func goesOn(gap []token) bool {
	return len(gap) > 2 && (gap[0].low == "và" || gap[0].low == ",") && gap[len(gap)-1].low == "của" &&
		provisionOnly(gap[1:])
}

// join lets mention k go on the list that mention near is a member of.
func (r *relater) join(k, near int) {
	m, n := &r.ms[k], &r.ms[near]
	m.From = n.From
	m.say(reading{rel: n.Relation, sub: n.Subtype, part: n.part,
		cue: cue{at: n.why.cue.from, n: n.why.cue.to - n.why.cue.from}, rule: "shared in the list"})
	m.tie, m.on = peer, near
	if n.tie == history {
		m.tie, m.on = history, n.on
		r.deedOf(k, n.deed, n.on)
	}
}

// history returns the document whose history mention k tells, -1 for none.
func (r *relater) history(k int) int {
	if k < 0 || r.ms[k].tie != history {
		return -1
	}
	return r.ms[k].on
}

// original returns the document that m is said to have changed, behind mention k: of
// those in whose titles k stands the nearest that m can change.
func (r *relater) original(k int, m *mention) int {
	if r.ms[k].tie == history {
		return r.ms[k].on
	}
	by := m.author()
	for n := 0; n < deepest && r.ms[k].From >= 0 &&
		!by.may(legal.Amends, r.ms[k].Type, RankOf(r.ms[k].Type, r.ms[k].sym)); n++ {
		k = r.ms[k].From
	}
	return k
}

// deepest is how many titles one in another are looked through.
const deepest = 20

// peer returns the mention that m goes on from in a list that mention k is the last
// of. What stands in a title shares its place only with what its relation allows: a
// law that another document guides is followed by a law, a decree behind it stands
// beside that document, if "và" does not join the two.
func (r *relater) peer(k int, m *mention, gap []token) int {
	if r.outlives(k, m) {
		return r.ms[k].on
	}
	joined := len(gap) > 0 && gap[len(gap)-1].low == "và"
	if joined {
		k = r.listed(k)
	}
	p := k
	for n := 0; r.ms[p].From >= 0 && n < deepest; n, p = n+1, r.ms[p].From {
		if r.ms[p].Type != m.Type && r.announced(r.ms[p].From, m) {
			continue
		}
		if r.ms[p].Type == m.Type || r.ms[p].Type.IsLaw() == m.Type.IsLaw() {
			return p
		}
	}
	if joined && r.ms[k].From >= 0 && !r.announced(p, m) && r.allows(k, m) {
		return k
	}
	return p
}

// announced reports whether mention p is a member of a list that names m's type before
// it: "các chương trình của Thành ủy: Chương trình số A về Nghị quyết số B và Chương trình
// số C".
func (r *relater) announced(p int, m *mention) bool {
	if p < 0 || r.ms[p].Type != m.Type {
		return false
	}
	at := r.ms[p].left
	for i := max(0, at-10); i+1 < at; i++ {
		if r.toks[i].low == "các" || r.toks[i].low == "những" {
			t, n := typeWordSet.at(r.toks, i+1)
			return n > 0 && t == m.Type
		}
	}
	return false
}

// listed returns the document in whose title mention k stands, where that one is a
// member of a list that "và" has yet to close ("A, B sửa đổi một số điều của X và C"),
// else k.
func (r *relater) listed(k int) int {
	for n := 0; n < deepest && r.ms[k].From >= 0 && r.ms[r.ms[k].From].tie == peer; n++ {
		k = r.ms[k].From
	}
	return k
}

// outlives reports whether a mention behind the history that ends with mention k is
// no part of it, but stands beside the document that was changed: what cannot have
// changed it, a law with a name behind laws by number, what follows "(sau đây gọi
// chung là …)".
func (r *relater) outlives(k int, m *mention) bool {
	n := &r.ms[k]
	if n.tie != history {
		return false
	}
	o := &r.ms[n.on]
	switch {
	case !m.author().may(legal.Amends, o.Type, RankOf(o.Type, o.sym)):
		return true
	case n.name.empty() && !m.name.empty() && !o.name.empty():
		return true
	}
	for i := n.end; i < r.at; i++ {
		if r.toks[i].low == "chung" {
			return true
		}
	}
	return false
}

// allows reports whether the document in whose title mention p stands can do to m
// what it does to p.
func (r *relater) allows(p int, m *mention) bool {
	by := r.ms[r.ms[p].From].author()
	target := RankOf(m.Type, m.sym)
	return by.rank > 0 && target > 0 && by.may(r.ms[p].Relation, m.Type, target)
}

// inClause takes the relation from the mention's own clause.
func (r *relater) inClause(f *frame, k int) {
	m := &r.ms[k]
	rd := r.clause(f, m.left)
	m.say(rd)
	if rd.aside {
		m.tie = aside
	}
	if len(r.frames) > 1 && isHistory(r.toks[f.from:m.left]) {
		if last := r.frames[len(r.frames)-2].last; last >= 0 {
			m.tie, m.on = history, r.original(last, m)
			if d, ok := doneBy(r.toks[f.from:m.left]); ok {
				r.deedOf(k, d, m.on)
			}
		}
	}
}

// quoted reports whether a quotation opened after token from is still open at to. A
// mark inside a quotation opens no other one: they are not always closed.
func quoted(toks []token, from, to int) bool {
	open := false
	for _, t := range toks[from:to] {
		switch t.low {
		case "“", "«":
			open = true
		case "”", "»":
			open = false
		}
	}
	return open
}

// closesQuote reports whether a gap closes a quotation that was opened before it.
func closesQuote(gap []token) bool {
	for _, t := range gap {
		switch t.low {
		case "“", "«":
			return false
		case "”", "»":
			return true
		}
	}
	return false
}

// tie says how a mention hangs on one before it.
type tie uint8

const (
	untied  tie = iota
	peer        // stands beside it in a list
	history     // changed it: "được sửa đổi, bổ sung bởi"
	aside       // none: a document without a number names it, which is the list's member
)

// reading is what the text says of a mention, and why.
type reading struct {
	rel  legal.Relation // "" where it says nothing
	sub  legal.Subtype
	part bool // of a change: only a part of the document
	cue  cue
	rule string
	// aside tells that it is a document without a number that says so, not the text.
	aside bool
}

// say takes a reading over.
func (m *mention) say(rd reading) {
	m.Relation, m.Subtype, m.part = rd.rel, rd.sub, rd.part
	m.why.relation, m.why.cue = rd.rule, tokens{rd.cue.at, rd.cue.end()}
	if rd.cue.n == 0 {
		m.why.cue = tokens{}
	}
}
