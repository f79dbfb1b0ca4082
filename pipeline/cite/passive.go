package cite

import "github.com/danchieu/danchieu/pipeline/legal"

// deed is what a mention did to another one, as a passive says.
type deed struct {
	meaning
	part bool // of a change: only a part of the other
	to   int  // the other mention
	// subject tells that the other opens its clause: what is printed before its number is
	// what was changed.
	subject bool
}

// written returns the deed as it is passed on: base is the index of the block's first
// citation, provision what is printed before the other's number.
func (d deed) written(base int, provision string) legal.Deed {
	out := legal.Deed{To: base + d.to, Relation: d.rel, Subtype: d.sub}
	switch {
	case provision == "" || d.part && !d.subject:
		out.Scope = scopeOf(d.meaning, d.part)
	case d.subject:
		out.Scope, out.Provision = scopeOf(d.meaning, true), provision
	}
	return out
}

// isHistory reports whether the gap says that the document before was changed by
// the one that follows: "đã được sửa đổi, bổ sung một số điều theo", "thay thế
// bằng", "và bị bãi bỏ một phần bởi".
func isHistory(gap []token) bool {
	at, passive, ok := passiveAt(gap)
	return ok && (passive || by(gap, at, len(gap)))
}

// passiveAt returns the first token of the verb that a gap says was done to the
// document before, and whether in the passive.
func passiveAt(gap []token) (at int, passive, ok bool) {
	for i := 0; i < len(gap) && i < 6; i++ {
		switch gap[i].low {
		case ",", ":", "đã", "-", "–", "nay", "và":
		case "được", "bị":
			passive = true
		default:
			m, n := changeAt(gap, i)
			return i, passive, n > 0 && (acting(m.rel) || m.sub != "" || by(gap, i, i+n))
		}
	}
	return 0, false, false
}

// by reports whether a word that leads to the one who acts stands between two
// tokens.
func by(toks []token, from, to int) bool {
	for i, t := range toks[from:to] {
		switch t.low {
		case "bởi", "bằng", "tại":
			return true
		case "theo":
			return i == 0 || toks[from+i-1].low != "kèm"
		}
	}
	return false
}

// isPassive reports whether the gap says that something was done with the document
// before ("được ban hành kèm theo", "được phê duyệt tại").
func isPassive(gap []token) bool {
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

// doneBy reads what a gap says that the document behind it did to the one before:
// nothing but the verb, how much of the document it reaches, and the word that leads to
// the one who acts.
func doneBy(gap []token) (d deed, ok bool) {
	at, _, ok := passiveAt(gap)
	if !ok {
		return d, false
	}
	m, n := changeAt(gap, at)
	switch {
	case acting(m.rel) || m.sub != "":
		d.meaning = m
	case gap[at].low == "thay": // "thay thế bằng"
		d.meaning, n = meaning{rel: legal.Replaces}, n-1
	default:
		return d, false
	}
	d.part = m.rel == legal.Amends && n > 2 && !matches(gap, at, []string{"sửa", "đổi"})
	for i := at + n; i < len(gap); i++ {
		switch t := gap[i]; {
		case by(gap, i, i+1):
			return d, i+1 == len(gap) || provisionOnly(gap[i+1:])
		case t.low == "một" || t.low == "nội":
			d.part = true
		case t.kind != number && !ofPassive[t.low]:
			return d, false
		}
	}
	return d, false
}

// ofPassive are the words that may stand between the verb and the word that leads to
// the one who acts.
var ofPassive = wordSet("số phần điều khoản dung năm lần thứ và , sửa đổi bổ sung thay thế bãi bỏ hủy toàn bộ được bị")

// deedOf notes what the text says that mention k did to an earlier one, where both
// ends, the ranks and the years allow it.
func (r *relater) deedOf(k int, d deed, to int) {
	m, o := &r.ms[k], &r.ms[to]
	if d.rel == "" || to == k || !m.author().may(d.rel, o.Type, RankOf(o.Type, o.sym)) ||
		m.year() > 0 && m.year() < o.year() {
		return
	}
	d.to, d.subject = to, o.Relation == legal.Cites && m.depth == o.depth && r.opens(o.left)
	m.deed = d
}

// opens reports whether a clause begins at token i.
func (r *relater) opens(i int) bool {
	return i == 0 || i == markerEnd(r.toks) || r.toks[i-1].low == ";" || r.toks[i-1].low == "|" ||
		sentenceEnd(r.toks, i-1)
}

// agent reads "A bị B bãi bỏ": the gap between A and B ends with the word of the
// passive, and the verb stands behind B.
func (r *relater) agent(k int, gap []token) {
	f, m := r.top(), &r.ms[k]
	if len(gap) == 0 || len(gap) > 3 || m.From >= 0 {
		return
	}
	for i, t := range gap {
		last := i == len(gap)-1
		if last != (t.low == "bị" || t.low == "được") || !last && t.low != "đã" && t.low != "," && t.low != "nay" {
			return
		}
	}
	verb, n := changeAt(r.toks, m.end)
	if n == 0 || !acting(verb.rel) && verb.sub == "" {
		return
	}
	d := deed{meaning: verb}
	end := m.end + n
	switch {
	case end >= len(r.toks), r.toks[end].kind == punct:
	case matches(r.toks, end, []string{"một", "phần"}), matches(r.toks, end, []string{"một", "số"}):
		d.part = true
	case matches(r.toks, end, []string{"toàn", "bộ"}):
	default:
		return
	}
	r.deedOf(k, d, r.original(f.last, m))
}

// cells reads a row of three cells: a document, what was done to it, and the one that
// did it ("Thông tư A | được thay thế bởi | Thông tư B").
func (r *relater) cells(k int) {
	if k == 0 {
		return
	}
	gap := r.toks[r.ms[k-1].end:r.ms[k].left]
	if len(gap) < 4 || gap[0].low != "|" || gap[len(gap)-1].low != "|" {
		return
	}
	cell := gap[1 : len(gap)-1]
	d, ok := doneBy(cell)
	if !ok && (matches(cell, 0, []string{"được", "thay", "thế"}) || matches(cell, 0, []string{"bị", "thay", "thế"})) {
		d, ok = deed{meaning: meaning{rel: legal.Replaces}}, len(cell) == 3
	}
	if ok {
		r.deedOf(k, d, k-1)
	}
}
