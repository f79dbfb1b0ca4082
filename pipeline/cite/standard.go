package cite

import (
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// withStandards adds the standards and technical regulations that a block cites to its
// other mentions, in reading order. They change nothing of what those say: a standard
// is no member of their lists, and nothing stands in its title.
func withStandards(content string, toks []token, ms []mention, by author, list legal.Relation) []mention {
	found := standards(content, toks, ms)
	if len(found) == 0 {
		return ms
	}
	all := append(slices.Clone(ms), found...)
	slices.SortStableFunc(all, func(a, b mention) int { return a.head - b.head })
	related := slices.Clone(all)
	relate(toks, related, by, list)
	moved := make([]int, 0, len(ms)) // where the others stand now
	for i := range all {
		if !all[i].Type.IsStandard() {
			moved = append(moved, i)
		}
	}
	for i := range all {
		switch m := &all[i]; {
		case !m.Type.IsStandard() && m.From >= 0:
			m.From = moved[m.From]
		case m.Type.IsStandard():
			*m = related[i]
			if m.From >= 0 && all[m.From].Type.IsStandard() {
				m.From = -1
			}
		}
	}
	return all
}

// standards finds the standards cited between other mentions.
func standards(content string, toks []token, ms []mention) []mention {
	var out []mention
	k := 0
	for i := 0; i < len(toks); i++ {
		if !toks[i].upper || toks[i].kind != word || toks[i].low[0] != 'q' && toks[i].low[0] != 't' {
			continue
		}
		t, ok := legal.SchemeType(toks[i].low)
		if !ok {
			continue
		}
		for k < len(ms) && ms[k].end <= i {
			k++
		}
		sym, stop, ok := legal.ScanStandard(content, toks[i].start)
		if !ok || k < len(ms) && ms[k].head <= i {
			continue
		}
		m := mention{head: i, left: i, end: i + 1, sym: sym, hasType: true}
		for m.end < len(toks) && toks[m.end].start < stop {
			m.end++
		}
		m.Type, m.run, m.why.typ, m.why.typeWord = t, tokens{i, m.end}, "the scheme in the number", tokens{i, i + 1}
		if _, n := standardWords.before(toks, i); n > 0 {
			m.head, m.left = i-n, i-n
		}
		m.tail(toks)
		out = append(out, m)
		i = m.end - 1
	}
	return out
}

// standardWords stand before the number of a standard.
var standardWords = listed(`
	quy chuẩn | quy chuẩn kỹ thuật | quy chuẩn kỹ thuật quốc gia | quy chuẩn quốc gia | quy chuẩn xây dựng
	quy chuẩn xây dựng việt nam | quy chuẩn kỹ thuật địa phương
	tiêu chuẩn | tiêu chuẩn quốc gia | tiêu chuẩn việt nam | tiêu chuẩn kỹ thuật | tiêu chuẩn xây dựng
	tiêu chuẩn xây dựng việt nam | tiêu chuẩn thiết kế`)

// standardAt reports whether a standard is named from token i on.
func standardAt(toks []token, i int) bool {
	_, ok := legal.SchemeType(toks[i].low)
	_, n := standardWords.at(toks, i)
	return ok || n > 0
}
