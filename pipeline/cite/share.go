package cite

import (
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// shareIssuers gives a trailing "của X" to the members of the list before it
// that name no issuer: "Kế hoạch số A, Kế hoạch số B của tỉnh".
func shareIssuers(toks []token, ms []mention) {
	for k := len(ms) - 2; k >= 0; k-- {
		a, b := &ms[k], &ms[k+1]
		if a.issuer.empty() && !b.issuer.empty() && !a.Type.IsLaw() && shares(toks[a.end:b.left], a, b) {
			a.issuer, a.why.issuer = b.issuer, "shared with the mention behind"
		}
	}
}

// shares reports whether two members of a list can have one issuer: they have
// one issuer code and "và" between them; or a comma or a semicolon, and are told
// alike, of one type and both with or without a date. A short repeat before a full
// mention ("Kế hoạch số A, Kế hoạch số B ngày D của X") is not X's by that.
func shares(gap []token, a, b *mention) bool {
	if a.sym.Issuer() == "" || a.sym.Issuer() != b.sym.Issuer() || len(gap) == 0 {
		return false
	}
	if onlySeparators(gap) && gap[len(gap)-1].low == "và" {
		return true
	}
	alike := a.Type == b.Type && a.Date.IsZero() == b.Date.IsZero()
	return alike && (onlySeparators(gap) || len(gap) == 1 && gap[0].low == ";")
}

// groupIssuers finds the issuers named before their documents: "của UBND tỉnh:
// Kế hoạch số A; Kế hoạch số B", "được Thủ tướng phê duyệt tại Quyết định số",
// "Sở Nội vụ đã ban hành Công văn số". A body found so serves the whole list to
// the end of the sentence. "Ngày D, UBND tỉnh ban hành Kế hoạch số" gives the
// date as well.
func groupIssuers(toks []token, ms []mention) {
	var group tokens
	at := 0
	for k := range ms {
		m := &ms[k]
		for i := at; i < m.left; i++ {
			if sentenceEnd(toks, i) {
				group = tokens{}
			}
		}
		g, ok := issuerBefore(toks, at, m.left)
		if !ok {
			g, ok = listIssuer(toks, at, m.left)
		}
		if !ok && !group.empty() {
			var other bool
			if g, other = otherBody(toks, at, m.left); other {
				group, ok = tokens{}, !g.empty()
			}
		}
		if ok {
			group = g
		}
		at = m.end
		if !m.issuer.empty() || m.Type.IsLaw() || m.From >= 0 || group.empty() || !canIssue(toks, group, m.sym) {
			continue
		}
		m.issuer, m.why.issuer = group, "named before the list"
		if ok {
			m.why.issuer = "acts before the number"
		}
		if ok {
			giveDates(toks, ms[k:], datesBefore(toks, group.from))
		}
	}
}

// giveDates gives the first mention the date on which its body acted. Several dates
// are those of as many members of its list, in their order.
func giveDates(toks []token, ms []mention, dates []legal.Date) {
	members := 1
	for len(dates) > 1 && members < len(ms) && onlySeparators(toks[ms[members-1].end:ms[members].left]) {
		members++
	}
	if len(dates) != 1 && len(dates) != members {
		return
	}
	for k, d := range dates {
		if ms[k].Date.IsZero() {
			ms[k].Date = d
		}
	}
}

// datesBefore returns the dates that end just before token i, with or without a comma
// ("Ngày 03/7/2025, Hội đồng nhân dân …", "Ngày 02/3 và ngày 05/3/2026, UBND …").
func datesBefore(toks []token, i int) []legal.Date {
	if i > 0 && toks[i-1].low == "," {
		i--
	}
	var out []legal.Date
	for from := i - 1; from >= max(0, i-8); from-- {
		if toks[from].low != "ngày" {
			continue
		}
		d, next, ok := dateAt(toks, from)
		if !ok || next != i {
			break
		}
		out = append(out, d)
		for i = from; i > 0 && (toks[i-1].low == "và" || toks[i-1].low == ","); i-- {
		}
		from = i
	}
	slices.Reverse(out)
	return out
}

// list is what the head of a list gives to the blocks below it ("3. Các quy định
// sau đây hết hiệu lực:"), and how that head itself is marked.
type list struct {
	relation legal.Relation
	marker   string // class of the head's own mark, "" for none
}

// over returns what of the list still holds for a block: it ends with a block marked
// like its head, with an article and, where nothing is marked, with one that begins
// with no citation.
func (l list) over(toks []token) list {
	if len(toks) == 0 {
		return l
	}
	mark := marker(toks)
	if mark == l.marker && (mark != "" || !citationAt(toks, 0)) || toks[0].low == "điều" {
		return list{}
	}
	return l
}

// next returns the list that holds for the blocks behind this one, where it is the
// head of one.
func (l list) next(toks []token, ms []mention) list {
	if len(toks) == 0 || toks[len(toks)-1].low != ":" || len(ms) > 0 {
		return l
	}
	if rel := headRelation(toks); rel != "" {
		return list{rel, marker(toks)}
	}
	return l
}

// headRelation returns the relation that a list's head states for the documents
// below it. What is amended "như sau:" is followed by its new text, not by a list.
func headRelation(toks []token) legal.Relation {
	end := len(toks) - 1
	if head, is := basisHead(toks, 0, end); is && head || !is && basisBefore(toks, 0, end) {
		return legal.BasedOn // "Căn cứ:", "… căn cứ quy định tại:"
	}
	if rel := ended(toks, 0, end); rel != "" {
		return rel
	}
	c := firstVerb(toks)
	switch {
	case c.rel == legal.Amends && end >= 2 && toks[end-2].low == "như" && toks[end-1].low == "sau":
		return ""
	case acting(c.rel) && planned(toks, 0, c.at), negated(toks, c.at):
		return ""
	case acting(c.rel), c.rel == legal.Implements:
		return c.rel
	}
	return ""
}

// firstVerb returns the cue a list's head begins with, within its first words.
func firstVerb(toks []token) cue {
	for at := range toks[:min(len(toks), 8)] {
		m, n := cues.at(toks, at)
		if n > 0 && m.verb() && !suffered(toks, at, m) {
			return cue{m, at, n}
		}
	}
	return cue{}
}

// marker returns the class of the mark a block begins with: "1." for "3.", "a)"
// for "b)", "-" for dashes, "" for none.
func marker(toks []token) string {
	switch n := markerEnd(toks); {
	case n == 1:
		return toks[0].low
	case n == 2 && toks[0].kind == number:
		return "1" + toks[1].low
	case n == 2:
		return "a" + toks[1].low
	}
	return ""
}

// markerEnd returns how many tokens the mark of an item takes at the beginning of a
// block.
func markerEnd(toks []token) int {
	if len(toks) < 2 {
		return 0
	}
	switch toks[0].low {
	case "-", "+", "–", "•":
		return 1
	}
	if ordinalToken(toks[0]) && (toks[1].low == ")" || toks[1].low == "." || toks[1].low == "/") {
		return 2
	}
	return 0
}
