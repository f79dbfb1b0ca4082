package cite

import "github.com/danchieu/danchieu/pipeline/legal"

// titleWords begin the title of a cited document (trích yếu), directly behind its
// date or issuer.
var titleWords = listed(`
	về | về việc | v/v | quy định | quy định chi tiết | ban hành | phê duyệt | thông qua | triển khai | thực hiện |
	hướng dẫn | sửa đổi | bổ sung | công bố | công nhận | thành lập | giao | bãi bỏ | thay thế | tiếp tục | kiện toàn |
	tăng cường | xử phạt | đính chính | hợp nhất | phân cấp | phân công | điều chỉnh | đẩy mạnh | tổ chức | tổng kết |
	sơ kết | kết luận | phổ biến | quán triệt | tuyên truyền | cụ thể hóa | kiểm tra | đánh giá | đề nghị | báo cáo |
	chỉ đạo | “ | " | «`)

// behind places a mention that words part from the one before it: inside that
// one's title, beside it, or in a new clause.
func (r *relater) behind(k int, f *frame) {
	m, prev := &r.ms[k], &r.ms[f.last]
	if rd := r.reach(f.open, m.left); prev.From >= 0 && r.toks[f.open].low == "và" && rd.rel == prev.Relation &&
		rd.cue.at == f.open+1 {
		m.From = prev.From // "… quy định chi tiết Luật A và hướng dẫn thi hành Nghị định B"
		rd.rule = "inside the title of the mention before"
		m.say(rd)
		return
	}
	if main := r.titleEnd(prev, f.open, m.left); main > 0 {
		f.from = main
		r.inClause(f, k)
		return
	}
	if ok, joined := r.beside(f, m, prev); ok {
		near := f.last
		if joined {
			near = r.listed(near)
		}
		n := &r.ms[near]
		m.From = n.From
		m.say(reading{rel: n.Relation, sub: n.Subtype, part: n.part,
			rule: "stands beside the mention before, behind its title"})
		m.tie, m.on = peer, near
		return
	}
	rd := r.reach(f.open, m.left)
	on := r.owner(f.last, m, rd.rel)
	if at := rd.cue.at; on != f.last && at > f.open && (r.toks[at-1].low == "và" || r.toks[at-1].low == ",") {
		if on < 0 {
			f.from = at // the verb is that of the clause: "… và hướng dẫn thi hành Nghị định"
			r.inClause(f, k)
			return
		}
		m.From = on
	} else {
		m.From = f.last
	}
	switch {
	case rd.rel == legal.Implements && told(r.toks, f.open, rd.cue.at),
		(acting(rd.rel) || rd.sub != "") && planned(r.toks, f.open, rd.cue.at),
		(acting(rd.rel) || rd.rel == legal.Guides) && severalBehind(r.toks, f.open, rd.cue.at):
		rd = reading{rel: legal.Cites, cue: rd.cue}
	}
	rd.rule = "inside the title of the mention before"
	m.say(rd)
}

// owner returns the document that does to m what a verb behind mention k says: k
// itself or, where its rank forbids that, one in whose title it stands; -1 for none of
// them.
func (r *relater) owner(k int, m *mention, rel legal.Relation) int {
	target := RankOf(m.Type, m.sym)
	for n := 0; k >= 0 && n < deepest; n++ {
		if r.ms[k].author().may(rel, m.Type, target) {
			return k
		}
		k = r.ms[k].From
	}
	return -1
}

// beside reports whether a mention behind a title stands beside the titled one,
// not inside its title: it follows a comma, or "và" where the title is closed by
// its quotation mark, names no act, or belongs to a document of the same type; joined
// tells "và".
func (r *relater) beside(f *frame, m, prev *mention) (ok, joined bool) {
	if m.left == f.open {
		return false, false
	}
	before := m.left - 1
	for before > f.open && (r.toks[before].low == "các" || r.toks[before].low == "cả") {
		before--
	}
	switch r.toks[before].low {
	case ",":
		return true, false
	case "và":
		closed := before > f.open && (r.toks[before-1].low == "”" || r.toks[before-1].low == "\"")
		c := lastCue(r.toks, f.open, m.left)
		return closed && !r.namesAct(f.open) || !c.verb() || m.Type == prev.Type, true
	}
	return false, false
}

// namesAct reports whether a title that begins at token i begins with the act it
// is about ("về việc thực hiện …"), so that "và" may continue its objects.
func (r *relater) namesAct(i int) bool {
	c := firstCue(r.toks, i, min(len(r.toks), i+4))
	return c.rel == legal.Implements
}

// titleEnd looks at the words from the end of one mention to the next and
// returns the token at which a new clause begins, 0 where all of it is the first
// one's title.
func (r *relater) titleEnd(m *mention, from, to int) int {
	i := from
	if r.toks[i].low == "," {
		i++
	}
	if r.toks[i].low == "của" {
		i = r.body(i, to)
	}
	_, n := titleWords.at(r.toks, i)
	if n == 0 && !m.issuer.empty() && r.toks[i].kind == word {
		if _, k := titleVerbs.at(r.toks, i+1); k > 0 {
			i, n = i+1, k // the last word of the body was misread: "của Bộ Y tê Quy định …"
		}
	}
	if t, typed := typeWordSet.at(r.toks, i); n == 0 && typed > 0 && t == m.Type && i == from {
		i += typed // "Nghị định số N … của Chính phủ Nghị định sửa đổi …"
		_, n = titleWords.at(r.toks, i)
	}
	if n == 0 || i+n < len(r.toks) && r.toks[i+n].low == "theo" {
		return i
	}
	if main := r.mainClause(i, to); main > i {
		return main
	}
	for k := to - 1; k > i; k-- {
		if m, n := cues.at(r.toks, k); n > 0 && m.rel == legal.BasedOn && r.toks[k-1].low == "," {
			return k // "…, căn cứ quy định tại" begins a clause
		}
	}
	return 0
}

// body returns the token at which a title begins behind "của" and a body that is in
// no list, or i.
func (r *relater) body(i, to int) int {
	for k := i + 1; k < min(to, i+16) && r.toks[k].kind == word; k++ {
		if _, n := titleWords.at(r.toks, k); n == 0 || k == i+1 {
			continue
		}
		if _, n := titleVerbs.at(r.toks, k); n > 0 || !r.toks[k].upper {
			return k
		}
	}
	return i
}

// titleVerbs begin a title also with a capital: they stand in no body's name.
var titleVerbs = listed(`về việc | quy định | ban hành | hướng dẫn | sửa đổi | bổ sung | bãi bỏ | thay thế | phê duyệt`)
