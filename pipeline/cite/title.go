package cite

import "github.com/danchieu/danchieu/pipeline/legal"

// titleWords begin the title of a cited document (trích yếu), directly behind its
// date or issuer.
var titleWords = listed(`
	về | về việc | v/v | quy định | quy định chi tiết | ban hành | phê duyệt | thông qua | triển khai | thực hiện | hướng dẫn | sửa đổi | bổ sung | công bố | công nhận
	thành lập | giao | bãi bỏ | thay thế | tiếp tục | kiện toàn | tăng cường | xử phạt | đính chính | hợp nhất | phân cấp | phân công | điều chỉnh | đẩy mạnh | tổ chức | tổng kết | sơ kết | kết luận | phổ biến | quán triệt | tuyên truyền | cụ thể hóa | kiểm tra | đánh giá | đề nghị | báo cáo | chỉ đạo | “ | " | «`)

// behind places a mention that words part from the one before it: inside that
// one's title, beside it, or in a new clause.
func (r *relater) behind(k int, f *frame) {
	m, prev := &r.ms[k], &r.ms[f.last]
	if main := r.titleEnd(prev, f.open, m.left); main > 0 {
		f.from = main
		r.inClause(f, m)
		return
	}
	c := lastCue(r.toks, f.open, m.left)
	if r.beside(f, m, prev, c) {
		m.From = prev.From
		m.say(reading{rel: prev.Relation, sub: prev.Subtype, part: prev.part, rule: "stands beside the mention before, behind its title"})
		m.tie, m.on = peer, f.last
		return
	}
	rd := r.reach(f.open, m.left)
	if at := rd.cue.at; at > f.open && (r.toks[at-1].low == "và" || r.toks[at-1].low == ",") {
		if by := (author{kind: prev.Type, rank: rankOf(prev.Type, prev.sym)}); !by.may(rd.rel, m.Type, rankOf(m.Type, m.sym)) {
			f.from = at // the verb is that of the clause: "… và hướng dẫn thi hành Nghị định"
			r.inClause(f, m)
			return
		}
	}
	if (acting(rd.rel) || rd.sub != "") && planned(r.toks, f.open, rd.cue.at) {
		rd = reading{rel: legal.Cites, cue: rd.cue}
	}
	rd.rule = "inside the title of the mention before"
	m.From = f.last
	m.say(rd)
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
		return closed && !r.namesAct(f.open) || !c.verb() || m.Type == prev.Type
	}
	return false
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
	_, n := titleWords.at(r.toks, i)
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
	return 0
}
