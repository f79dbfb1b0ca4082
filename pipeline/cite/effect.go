package cite

import "github.com/danchieu/danchieu/pipeline/legal"

// effects finds the verbs that stand behind the documents they end or change: "…
// hết hiệu lực kể từ ngày Luật này có hiệu lực", "khoản 2 Điều 5 Nghị định … được sửa
// đổi như sau". What changed the document before ("đã được sửa đổi theo Luật B, Luật
// C") is no subject of such a verb, however long its list.
func (r *relater) effects() {
	if len(r.ms) == 0 {
		return
	}
	start, depth, k, done := 0, 0, 0, 0
	for i := range r.toks {
		for k < len(r.ms) && r.ms[k].end <= i {
			k++
		}
		switch t := &r.toks[i]; {
		case t.kind == punct:
			switch {
			case t.low == "(":
				depth++
			case t.low == ")":
				depth = max(0, depth-1)
			case t.low == ";", t.low == "…", sentenceEnd(r.toks, i):
				start = i + 1
			}
		case k == done: // no mention since the last verb
		case t.low == "hết", t.low == "chấm", t.low == "bị", t.low == "được":
			if e := effectAt(r.toks, i); e.n > 0 {
				done = k
				if r.happens(e, start) {
					r.end(e, k-1, max(start, i-longSentence), depth)
				}
			}
		}
	}
}

// effect is a verb of effect in the text.
type effect struct {
	rel   legal.Relation
	at, n int
	here  bool // by the document itself: "kể từ ngày Luật này có hiệu lực", "như sau"
}

// effectAt reads a verb of effect at token i.
func effectAt(toks []token, i int) effect {
	if m, n := outcomes.at(toks, i); n > 0 {
		return effect{m, i, n, ownDay(toks, i+n)}
	}
	if t := toks[i].low; t != "bị" && t != "được" || i+1 >= len(toks) {
		return effect{}
	}
	m, n := cues.at(toks, i+1)
	if n == 0 || !acting(m.rel) {
		return effect{}
	}
	e := effect{m.rel, i, n + 1, ownDay(toks, i+1+n)}
	if m.rel == legal.Amends {
		e.here = matches(toks, i+1+n, []string{"như", "sau"})
	}
	if !e.here {
		return effect{}
	}
	return e
}

// outcomes are the verbs of effect that need no other word.
var outcomes = phraseSet(map[string]legal.Relation{
	"hết hiệu lực": legal.Repeals, "hết hiệu lực thi hành": legal.Repeals, "chấm dứt hiệu lực": legal.Repeals,
	"chấm dứt hiệu lực thi hành": legal.Repeals,
})

// ownDay reports whether what follows token i names the day on which the document
// itself takes effect: "kể từ ngày Nghị định này có hiệu lực".
func ownDay(toks []token, i int) bool {
	for end := min(len(toks), i+14); i < end && toks[i].low != ";" && toks[i].low != ":" && !sentenceEnd(toks, i); i++ {
		if toks[i].low == "này" {
			_, n := typeWordSet.before(toks, i)
			return n > 0 || toks[i-1].low == "luật"
		}
	}
	return false
}

// happens reports whether a verb of effect states what happens now: not what has
// happened, might happen or does not, and nothing else behind it than a day.
func (r *relater) happens(e effect, start int) bool {
	if e.at > start {
		switch r.toks[e.at-1].low {
		case "đã", "chưa", "không", "sắp", "còn", "đang", "khi", "bị", "được":
			return false
		case "sẽ":
			return e.here
		}
	}
	next := e.at + e.n
	if e.here || next >= len(r.toks) {
		return true
	}
	switch r.toks[next].low {
	case "kể", "kế", "từ", "vào", ".", ";", ",", "trong", "toàn", "một":
		return true
	}
	return false
}

// end marks the documents that are the subject of a verb of effect: the last mention
// before it and those it stands in a list with.
func (r *relater) end(e effect, last, start, depth int) {
	for last >= 0 && r.ms[last].left >= start && r.ms[last].depth != depth {
		last--
	}
	if last < 0 || r.ms[last].left < start || r.ms[last].depth != depth {
		return
	}
	all := r.subjects(last)
	first := all[len(all)-1]
	if !r.subjectOf(e, start, first, r.ms[last].end) {
		return
	}
	part := r.excepts(e)
	for _, k := range all {
		m := &r.ms[k]
		if r.by.may(e.rel, m.Type, RankOf(m.Type, m.sym)) && (e.here || !papers[m.Type]) {
			m.say(reading{rel: e.rel, part: part, cue: cue{at: e.at, n: e.n}, rule: "what follows"})
		}
	}
}

// subjects returns mention k and those before it in its list, the last one first;
// where k tells the history of another or stands in its title, that one counts.
func (r *relater) subjects(k int) []int {
	var out []int
	for len(out) < longSentence {
		for r.ms[k].tie == history || r.ms[k].From >= 0 {
			if r.ms[k].tie == history {
				k = r.ms[k].on
			} else {
				k = r.ms[k].From
			}
		}
		out = append(out, k)
		if r.ms[k].tie != peer {
			break
		}
		k = r.ms[k].on
	}
	return out
}

// subjectOf reports whether the list that begins with mention first can be the
// subject of a verb of effect: no words of reference lead to it ("cấp theo quy định
// tại"), unless what it rules is the subject ("Quy định tại khoản 2 Điều 5"), no
// condition opens the clause, and no other thing that can expire stands behind.
func (r *relater) subjectOf(e effect, start, first, gap int) bool {
	from := start
	for i := start; i < r.ms[first].left; i++ {
		if t := r.toks[i].low; t == "," || t == ":" || t == "thì" {
			from = i + 1
		}
	}
	for i := start; i < r.ms[first].left; i++ {
		if _, n := conditions.at(r.toks, i); n > 0 && !ownStart(r.toks, i) {
			return false
		}
	}
	ruled := skip(r.toks, tokens{from, r.ms[first].left}, extent)
	if !isPart(r.toks, ruled) && lastCue(r.toks, start, r.ms[first].left).end() > from ||
		holds(r.toks[from:r.ms[first].left]) {
		return false
	}
	return e.here || gap >= e.at || !holds(r.toks[gap:e.at])
}

// ownStart reports whether token i begins "khi Nghị định này có hiệu lực": no condition.
func ownStart(toks []token, i int) bool {
	if toks[i].low != "khi" {
		return false
	}
	_, n := typeWordSet.at(toks, i+1)
	if n == 0 && i+1 < len(toks) && toks[i+1].low == "luật" {
		n = 1
	}
	return n > 0 && matches(toks, i+1+n, []string{"này", "có", "hiệu", "lực"})
}

// conditions open what does not happen now.
var conditions = listed(`khi | nếu | trường hợp | trước khi | sau khi | do | vì | mà | đối với | theo | căn cứ`)

// permits are what expires beside documents.
var permits = listed(`
	giấy phép | giấy chứng nhận | giấy xác nhận | chứng chỉ | chứng nhận | hợp đồng | thẻ | hộ chiếu | văn bằng |
	giấy tờ | bảo lãnh | visa | thị thực | đăng ký | thỏa thuận | giấy`)

func holds(toks []token) bool {
	for i := range toks {
		if _, n := permits.at(toks, i); n > 0 {
			return true
		}
	}
	return false
}

// excepts reports whether provisions are excepted behind a verb of effect: "trừ các
// Điều 5 và 7".
func (r *relater) excepts(e effect) bool {
	for i := e.at + e.n; i < min(len(r.toks), e.at+60) && r.toks[i].low != ";" && !sentenceEnd(r.toks, i); i++ {
		if r.toks[i].low == "trừ" {
			return exception(r.toks, i)
		}
		if matches(r.toks, i, []string{"một", "phần"}) {
			return true
		}
	}
	return false
}

// exception reports whether "trừ" at token i excepts provisions.
func exception(toks []token, i int) bool {
	i = skip(toks, tokens{i + 1, len(toks)}, extent)
	return i < len(toks) && places[toks[i].low] && !ownDay(toks, i)
}

// exceptedBehind reports whether provisions are excepted right behind a document or its title:
// "bãi bỏ Quyết định số N, trừ khoản 2 Điều 5".
func exceptedBehind(toks []token, i int) bool {
	if i < len(toks) && (toks[i].low == "," || toks[i].low == "(") {
		i++
	}
	if i < len(toks) && toks[i].low == "ngoại" {
		i++
	}
	return i < len(toks) && toks[i].low == "trừ" && exception(toks, i)
}

// ended returns what the head of a list says of the documents it announces with a
// verb behind them: "Các văn bản sau đây hết hiệu lực kể từ ngày …:", "Các Nghị quyết
// sau bị bãi bỏ:". "" where it says no such thing.
func ended(toks []token, from, to int) legal.Relation {
	announced := false
	for i := from; i < to; i++ {
		if toks[i].low == "sau" || toks[i].low == "dưới" {
			announced = true
		}
		m, n := outcomes.at(toks, i)
		if n == 0 && (toks[i].low == "bị" || toks[i].low == "được") && i+1 < to {
			if c, k := cues.at(toks, i+1); acting(c.rel) {
				m, n = c.rel, k+1
			}
		}
		if n == 0 || i+n > to {
			continue
		}
		if i > from && (toks[i-1].low == "đã" || toks[i-1].low == "không" || toks[i-1].low == "chưa") ||
			by(toks, i+n, min(to, i+n+2)) || m == legal.Amends && matches(toks, i+n, []string{"như", "sau"}) {
			return ""
		}
		if announced || ownDay(toks[:to], i+n) || i+n == to || skip(toks, tokens{from, i}, lead) == i {
			return m
		}
		return ""
	}
	return ""
}
