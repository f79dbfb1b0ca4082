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
	frames []frame
	list   legal.Relation // what the head of a list above the block gives
	at     int            // first token not yet read
}

// frame is the state of the text at one depth of parentheses.
type frame struct {
	last int            // mention read last, -1 at the start of a clause
	list legal.Relation // relation of the clause's list, carried over ";"
	from int            // first token of the clause
	open int            // first token after the last mention, or of the clause
}

// relate fills From and Relation of every mention; list is the relation that the
// head of a list above this block gives to its members.
func relate(toks []token, ms []mention, list legal.Relation) {
	r := relater{toks: toks, ms: ms, list: list, frames: []frame{{last: -1, list: list}}}
	for k := range ms {
		r.read(ms[k].left)
		r.place(k)
		r.at = ms[k].end
		f := r.top()
		f.last, f.open = k, ms[k].end
	}
	expire(toks, ms)
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
			r.frames = append(r.frames, frame{last: -1, list: legal.Cites, from: next, open: next})
		case t.low == ")":
			if len(r.frames) > 1 {
				r.frames = r.frames[:len(r.frames)-1]
				r.top().open = next
			}
		case t.low == ";":
			if f.last < 0 && r.leads(f.from, r.at) {
				f.list = legal.Implements // "thực hiện Đề án …; Kế hoạch số …": the first member has no number
			}
			*f = frame{last: -1, list: f.list, from: next, open: next}
		case t.low == ":" && (f.last < 0 || opensList(r.toks, r.at)):
			*f = frame{last: -1, list: r.listRelation(f), from: next, open: next}
		case t.low == "…" || sentenceEnd(r.toks, r.at):
			r.frames = []frame{{last: -1, from: next, open: next}}
		}
	}
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
	c := lastCue(r.toks, f.from, r.at)
	if c.rel == "" && f.from == 0 {
		return f.list
	}
	for i := f.from; i < c.at; i++ {
		if r.toks[i].low == "ban" && r.toks[i+1].low == "hành" {
			return legal.Cites
		}
	}
	if c.rel == legal.Issues || c.rel == legal.BasedOn && !namesDocuments(r.toks[c.at+c.n:r.at]) {
		return legal.Cites // "Căn cứ xây dựng bảng giá, gồm:" is a heading, no basis
	}
	return c.rel
}

// namesDocuments reports whether a type word stands among tokens ("Căn cứ các văn
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
	m.From = -1
	switch {
	case f.last < 0:
		f.from = r.mainClause(f.from, m.left)
		r.inClause(f, m)
		if m.Relation == "" || m.Relation == legal.Cites && len(r.frames) == 1 && acting(r.list) && !quoted(r.toks, 0, m.left) {
			m.Relation, m.why.relation, m.why.cue = f.list, "of the list", tokens{}
		}
	case onlySeparators(gap):
		near := r.peer(f.last, m.Type)
		m.From, m.Relation = r.ms[near].From, r.ms[near].Relation
		m.why.relation, m.why.cue = "shared in the list", r.ms[near].why.cue
	case isHistory(gap):
		m.Relation, m.why.relation = legal.Cites, "history: the document before was changed by this one"
	default:
		r.behind(k, f)
	}
	if m.Relation == "" {
		m.Relation, m.why.relation = legal.Cites, "no cue"
	}
	if m.From < 0 {
		if m.Relation == legal.Issues {
			m.Relation, m.why.relation = legal.Cites, "a body issued it, not this document"
		}
		f.list = m.Relation
	}
}

// inClause takes the relation from the mention's own clause.
func (r *relater) inClause(f *frame, m *mention) {
	m.Relation = r.clauseRelation(f, m.left)
	m.why.relation = "the nearest cue of the clause"
	if c := lastCue(r.toks, max(f.from, f.open), m.left); c.rel == m.Relation {
		m.why.cue = tokens{c.at, c.at + c.n}
	} else if c.rel != "" {
		m.why.relation = "the verb of the clause reaches over the words of reference"
		if m.Relation == legal.Cites {
			m.why.relation = "the cue has another object"
		}
	}
}

// acting reports whether a list's relation changes the law: it then holds for its
// members whatever words lead to them ("Bãi bỏ: a) khoản 2 Điều 5 của …").
func acting(rel legal.Relation) bool {
	return rel == legal.Amends || rel == legal.Replaces || rel == legal.Repeals
}

// quoted reports whether a quotation opened after token from is still open at to.
func quoted(toks []token, from, to int) bool {
	open := 0
	for _, t := range toks[from:to] {
		switch t.low {
		case "“", "«":
			open++
		case "”", "»":
			open = max(0, open-1)
		}
	}
	return open > 0
}

// behind places a mention that words part from the one before it: inside that
// one's title, beside it, or in a new clause.
func (r *relater) behind(k int, f *frame) {
	m, prev := &r.ms[k], &r.ms[f.last]
	if main := r.titleEnd(f.open, m.left); main > 0 {
		f.from = main
		r.inClause(f, m)
		return
	}
	c := lastCue(r.toks, f.open, m.left)
	if r.beside(f, m, prev, c) {
		m.From, m.Relation = prev.From, prev.Relation
		m.why.relation = "stands beside the mention before, behind its title"
		return
	}
	m.From, m.Relation = f.last, c.rel
	m.why.relation, m.why.cue = "inside the title of the mention before", tokens{c.at, c.at + c.n}
}

// beside reports whether a mention behind a title stands beside the titled one,
// not inside its title: it follows a comma, or "và" where the title is closed by
// its quotation mark, names no act, or belongs to a document of the same type.
func (r *relater) beside(f *frame, m, prev *mention, c cue) bool {
	if m.left == f.open {
		return false
	}
	before := m.left - 1
	for before > f.open && (r.toks[before].low == "các" || r.toks[before].low == "cả") {
		before--
	}
	switch r.toks[before].low {
	case ",":
		return true
	case "và":
		closed := before > f.open && (r.toks[before-1].low == "”" || r.toks[before-1].low == "\"")
		return closed && !r.namesAct(f.open) || c.rel == "" || c.rel == legal.Cites || m.Type == prev.Type
	}
	return false
}

// namesAct reports whether a title that begins at token i begins with the act it
// is about ("về việc thực hiện …"), so that "và" may continue its objects.
func (r *relater) namesAct(i int) bool {
	c := firstCue(r.toks, i, min(len(r.toks), i+4))
	return c.rel == legal.Implements
}

// peer returns the mention that a list goes on from: a law that another document
// guides is followed by a law; a decree behind it stands beside that document.
func (r *relater) peer(k int, t legal.Type) int {
	for p, depth := k, 0; r.ms[p].From >= 0 && depth < 20; p, depth = r.ms[p].From, depth+1 {
		if r.ms[p].Type == t || r.ms[p].Type.IsLaw() == t.IsLaw() {
			return p
		}
	}
	return k
}

// titleEnd looks at the words from the end of one mention to the next and
// returns the token at which a new clause begins, 0 where all of it is the first
// one's title.
func (r *relater) titleEnd(from, to int) int {
	i := from
	if r.toks[i].low == "," {
		i++
	}
	if _, n := titleWords.at(r.toks, i); n == 0 || i+n < len(r.toks) && r.toks[i+n].low == "theo" {
		return i
	}
	if main := r.mainClause(i, to); main > i {
		return main
	}
	return 0
}

// mainClause returns the token behind the last comma that a body with a verb of
// doing follows ("…, UBND tỉnh đã ban hành"), or from.
func (r *relater) mainClause(from, to int) int {
	main := from
	for i := from; i < to; i++ {
		if r.toks[i].low != "," && r.toks[i].low != ":" {
			continue
		}
		if end := issuerAt(r.toks, i+1); end > i+1 && end < to && acts(r.toks, end, to) {
			main = i + 1
		}
	}
	return main
}

// acts reports whether a verb of doing follows an issuer: the main clause begins.
func acts(toks []token, from, to int) bool {
	for i := from; i < min(to, from+4); i++ {
		switch toks[i].low {
		case "đã", "ban", "xây", "báo", "yêu", "đề", "có", "tham", "phối", "chỉ", "tổ", "thông", "trình", "sẽ", "hướng", "triển", "tiếp", "nhận", "quyết", "kính", "được", "phê", "giao", "công":
			return true
		}
	}
	return false
}

// clauseRelation reads the relation of a clause that begins at the frame's first
// token to the mention at token to: that of the nearest cue, but for two forms in
// which a verb reaches over the words of reference between:
//
//	căn cứ (theo quy định tại) Nghị định …
//	thực hiện các nội dung được quy định tại Nghị định …
func (r *relater) clauseRelation(f *frame, to int) legal.Relation {
	from := max(f.from, f.open)
	c := lastCue(r.toks, from, to)
	if c.rel == "" {
		return r.subject(from, to)
	}
	if c.rel == legal.BasedOn && !basisBefore(r.toks, from, c.at+c.n) {
		return legal.Cites
	}
	if c.rel != legal.Cites && c.rel != legal.Guides {
		return c.rel
	}
	if basisBefore(r.toks, from, c.at+c.n) || r.leadingBasis(from, to) {
		return legal.BasedOn
	}
	if c.rel == legal.Guides && !guidesIt(r.toks[c.at+c.n:to]) {
		return legal.Cites
	}
	if c.rel == legal.Cites && r.leads(from, c.at) && !r.by(from, to) {
		return legal.Implements
	}
	return c.rel
}

// subject returns Cites for a clause without a cue that has a body of its own as
// its subject ("; Sở Tài chính đã có Công văn số"): it goes on with no list.
func (r *relater) subject(from, to int) legal.Relation {
	for from < to && r.toks[from].kind != word {
		from++
	}
	if end := issuerAt(r.toks, from); end > from && end < to && acts(r.toks, end, to) {
		return legal.Cites
	}
	return ""
}

// guidesIt reports whether what stands between "hướng dẫn" or "quy định chi tiết"
// and a document leaves that document its object: "một số điều của", "thi hành các
// khoản 2 và 3". Other words are the object themselves ("Hướng dẫn các trường …").
func guidesIt(between []token) bool {
	for _, t := range between {
		switch t.low {
		case "một", "số", "điều", "các", "khoản", "điểm", "của", "và", ",", "nội", "dung", "việc", "thi", "hành", "thực", "hiện", "triển", "khai", "áp", "dụng",
			"chi", "tiết", "biện", "pháp", "để", "tổ", "chức", "về", "mục", "chương", "quy", "định", "luật":
		default:
			if !ordinalToken(t) {
				return false
			}
		}
	}
	return true
}

// leadingBasis reports whether the clause begins with "Căn cứ" and no other verb
// stands between it and the mention.
func (r *relater) leadingBasis(from, to int) bool {
	for from < to && r.toks[from].kind != word {
		from++
	}
	rel, n := cues.at(r.toks, from)
	if n == 0 || rel != legal.BasedOn || !basisObject(r.toks, from+n) {
		return false
	}
	for i := from + n; i < to; i++ {
		if rel, n := cues.at(r.toks, i); n > 0 && rel != legal.Cites {
			return false
		}
	}
	return true
}

// leads reports whether the clause's first cue is that of carrying out, at its
// beginning or behind a comma.
func (r *relater) leads(from, to int) bool {
	c := firstCue(r.toks, from, to)
	return c.rel == legal.Implements && (c.at-from <= 4 || r.toks[c.at-1].low == ",")
}

// by reports whether "theo" stands between two tokens: what is done "theo" a
// document is no carrying out of it.
func (r *relater) by(from, to int) bool {
	for i := from; i < to; i++ {
		if r.toks[i].low == "theo" || r.toks[i].low == "như" {
			return true
		}
	}
	return false
}

// isHistory reports whether the gap says that the document before was changed by
// the one that follows ("được sửa đổi, bổ sung bởi").
func isHistory(gap []token) bool {
	for i, t := range gap {
		if i > 3 {
			return false
		}
		if t.low == "được" {
			return true
		}
	}
	return false
}

// expire finds "hết hiệu lực" behind mentions: they are repealed.
func expire(toks []token, ms []mention) {
	for k := range ms {
		end := ms[k].end
		for i := end; i+2 < len(toks) && i < end+60 && !sentenceEnd(toks, i); i++ {
			if toks[i].low == "hết" && toks[i+1].low == "hiệu" && toks[i+2].low == "lực" {
				if ms[k].From < 0 && !crossed(ms, k, i) && !closes(toks[end:i]) {
					ms[k].Relation, ms[k].why.relation, ms[k].why.cue = legal.Repeals, "what follows", tokens{i, i + 3}
				}
				break
			}
		}
	}
}

// closes reports whether a parenthesis that is open before the tokens ends among
// them: "(sau đây gọi là Luật số N) hết hiệu lực" repeals what the name stands for.
func closes(toks []token) bool {
	depth := 0
	for _, t := range toks {
		switch t.low {
		case "(":
			depth++
		case ")":
			if depth--; depth < 0 {
				return true
			}
		}
	}
	return false
}

// crossed reports whether another mention that is no mere neighbour in a list
// stands between mention k and token i.
func crossed(ms []mention, k, i int) bool {
	return k+1 < len(ms) && ms[k+1].left < i && ms[k+1].From < 0 && ms[k+1].Relation != ms[k].Relation
}
