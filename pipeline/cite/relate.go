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
	at     int // first token not yet read
}

// frame is the state of the text at one depth of parentheses.
type frame struct {
	last int            // mention read last, -1 at the start of a clause
	list legal.Relation // relation of the clause's list, carried over ";"
	from int            // first token of the clause
	open int            // first token after the last mention, or of the clause
}

// carried is what the head of a list gives to the paragraphs below it
// ("Bãi bỏ các văn bản sau đây:").
type carried struct {
	relation legal.Relation
	issuer   string
}

// relate fills From and Relation of every mention.
func relate(toks []token, ms []mention, head carried) {
	r := relater{toks: toks, ms: ms, frames: []frame{{last: -1, list: head.relation}}}
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
// ends and semicolons.
func (r *relater) read(to int) {
	for ; r.at < to; r.at++ {
		f := r.top()
		switch t := r.toks[r.at]; {
		case t.low == "(":
			r.frames = append(r.frames, frame{last: -1, list: legal.Cites, from: r.at + 1, open: r.at + 1})
		case t.low == ")":
			if len(r.frames) > 1 {
				r.frames = r.frames[:len(r.frames)-1]
				r.top().open = r.at + 1
			}
		case t.low == ";":
			*f = frame{last: -1, list: f.list, from: r.at + 1, open: r.at + 1}
		case sentenceEnd(r.toks, r.at):
			r.frames = []frame{{last: -1, from: r.at + 1, open: r.at + 1}}
		}
	}
}

// place decides on mention k from the gap between it and the mention before.
func (r *relater) place(k int) {
	f, m := r.top(), &r.ms[k]
	gap := r.toks[f.open:m.left]
	m.From = -1
	switch {
	case f.last < 0:
		m.Relation = r.clauseRelation(f, m.left)
		if m.Relation == "" {
			m.Relation = f.list
		}
	case onlySeparators(gap):
		m.From, m.Relation = r.ms[f.last].From, r.ms[f.last].Relation
	case isHistory(gap):
		m.Relation = legal.Cites
	default:
		r.behind(k, f)
	}
	if m.Relation == "" {
		m.Relation = legal.Cites
	}
	if m.From < 0 {
		if m.Relation == legal.Issues {
			m.Relation = legal.Cites // "UBND đã ban hành Kế hoạch số …": the body, not this document
		}
		f.list = m.Relation
	}
}

// behind places a mention that words part from the one before it: inside that
// one's title, beside it, or in a new clause.
func (r *relater) behind(k int, f *frame) {
	m, prev := &r.ms[k], &r.ms[f.last]
	main := r.titleEnd(f.open, m.left)
	if main > 0 {
		f.from = main
		m.Relation = r.clauseRelation(f, m.left)
		return
	}
	rel, _, n := lastCue(r.toks, f.open, m.left)
	listed := m.left > f.open && (r.toks[m.left-1].low == "và" || r.toks[m.left-1].low == ",")
	switch {
	case listed && (n == 0 || rel == legal.Cites):
		m.From, m.Relation = prev.From, prev.Relation
	case rel == "":
		m.From, m.Relation = f.last, legal.Cites
	default:
		m.From, m.Relation = f.last, rel
	}
}

// titleEnd looks at the words from the end of one mention to the next and
// returns the token at which a new clause begins, 0 where all of it is the first
// one's title.
func (r *relater) titleEnd(from, to int) int {
	i := from
	if r.toks[i].low == "," {
		i++
	}
	if _, n := titleWords.at(r.toks, i); n == 0 {
		return i
	}
	for ; i < to; i++ {
		if r.toks[i].low != "," && r.toks[i].low != ":" {
			continue
		}
		if end := issuerAt(r.toks, i+1); end > i+1 && end < to && acts(r.toks, end, to) {
			return i + 1
		}
	}
	return 0
}

// acts reports whether a verb of doing follows an issuer: the main clause begins.
func acts(toks []token, from, to int) bool {
	for i := from; i < min(to, from+4); i++ {
		switch toks[i].low {
		case "đã", "ban", "xây", "báo", "yêu", "đề", "có", "tham", "phối", "chỉ", "tổ", "thông", "trình", "sẽ", "hướng", "triển", "tiếp", "nhận", "quyết", "kính", "được":
			return true
		}
	}
	return false
}

// clauseRelation reads the relation of a clause that begins at the frame's first
// token and holds a mention from token to on.
func (r *relater) clauseRelation(f *frame, to int) legal.Relation {
	from := f.from
	for from < to && (r.toks[from].kind != word) {
		from++
	}
	if rel, n := cues.at(r.toks, from); n > 0 && rel == legal.BasedOn && !r.newVerb(from+n, to) {
		return rel
	}
	rel, at, n := lastCue(r.toks, max(f.from, f.open), to)
	if n > 0 && rel == legal.Implements && r.toks[at].low == "thực" && at > 0 && r.toks[at-1].low == "được" {
		return legal.Cites
	}
	return rel
}

// newVerb reports whether a cue other than a mere reference stands between a
// leading "Căn cứ" and the mention.
func (r *relater) newVerb(from, to int) bool {
	for i := from; i < to; i++ {
		if rel, n := cues.at(r.toks, i); n > 0 && rel != legal.Cites && rel != "" {
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
				if ms[k].From < 0 && !crossed(ms, k, i) {
					ms[k].Relation = legal.Repeals
				}
				break
			}
		}
	}
}

// crossed reports whether another mention that is no mere neighbour in a list
// stands between mention k and token i.
func crossed(ms []mention, k, i int) bool {
	return k+1 < len(ms) && ms[k+1].left < i && ms[k+1].From < 0 && ms[k+1].Relation != ms[k].Relation
}
