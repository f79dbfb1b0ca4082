package cite

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Unnumbered is a mention of a document that is cited by its title alone: a scheme,
// a programme, a strategy, the resolution of a congress. They are less certain
// than citations, so they are a class of their own.
type Unnumbered struct {
	legal.Citation        // Title is what it is called; Number and Name are empty; From is -1
	Source         string // number of the cited document whose title names this one, "" for the citing document itself
}

// FindUnnumbered returns the documents cited by title alone, in reading order.
func FindUnnumbered(t legal.Text) []Unnumbered {
	low := lower(t.Content)
	var out []Unnumbered
	var toks []token
	by := authorOf(t.Head)
	for _, b := range t.Blocks {
		if !citing(b.Zone) {
			continue
		}
		toks = appendTokens(toks[:0], t.Content, low, b.Start, b.End)
		ms := mentions(toks, nil)
		titled := titles(toks, ms)
		if len(titled) == 0 {
			continue
		}
		ms = append(ms, titled...)
		slices.SortFunc(ms, func(a, b mention) int { return a.head - b.head })
		by.zone = b.Zone
		relate(toks, ms, by, "")
		for _, m := range ms {
			if m.title.empty() {
				continue
			}
			u := Unnumbered{Citation: m.Citation}
			if m.From >= 0 {
				u.Source = ms[m.From].number(t.Content, toks)
			}
			u.From = -1
			u.Span = legal.Span{Start: toks[m.head].start, End: toks[m.end-1].end}
			u.Page, u.Paragraph = t.PageAt(u.Start), t.ParagraphAt(u.Start)
			u.Zone, u.Confidence = b.Zone, 1
			u.Raw = words(t.Content, toks, tokens{m.head, m.end})
			u.Title = strings.Trim(words(t.Content, toks, m.title), "“”\"«» ")
			u.Sentence = sentence(toks, m)
			out = append(out, u)
		}
	}
	return out
}

// titledTypes are the types of documents cited by title. Those that are true need
// a title in quotation marks; the others are followed by their name as it is.
var titledTypes = phraseSet(map[string]bool{
	"đề án": false, "chiến lược": false, "chương trình mục tiêu quốc gia": false,
	"chương trình giáo dục phổ thông": false, "chương trình giáo dục mầm non": false, "chương trình": true,
	"chương trình hành động": true, "kế hoạch": true, "dự án": true, "phương án": true, "quy hoạch": true,
	"nghị quyết đại hội": false, "điều lệ đảng": false, "cương lĩnh": false,
})

// titles finds the documents cited by title between the other mentions.
func titles(toks []token, ms []mention) []mention {
	var out []mention
	k := 0
	for i := 0; i < len(toks); i++ {
		for k < len(ms) && ms[k].end <= i {
			k++
		}
		if k < len(ms) && ms[k].left <= i || !toks[i].upper {
			continue
		}
		quoted, n := titledTypes.at(toks, i)
		if n == 0 || citationAt(toks, i) {
			continue
		}
		stop := len(toks)
		if k < len(ms) {
			stop = ms[k].left
		}
		title := titleAt(toks[:stop], i, i+n, quoted)
		if title.empty() {
			continue
		}
		m := mention{head: i, left: i, end: title.to, title: title}
		m.Type = titledType(toks, i)
		out = append(out, m)
		i = m.end - 1
	}
	return out
}

func titledType(toks []token, i int) legal.Type {
	t, n := typeWordSet.at(toks, i)
	if n == 0 {
		return ""
	}
	return t
}

// titleAt reads the title behind a type word: in quotation marks, or up to the
// first word that cannot belong to it, with the years it is for.
func titleAt(toks []token, head, i int, quotedOnly bool) tokens {
	if i < len(toks) && (toks[i].low == "“" || toks[i].low == "\"" || toks[i].low == "«") {
		for end := i + 1; end < len(toks) && end-i < 80; end++ {
			switch toks[end].low {
			case "”", "\"", "»":
				return tokens{i, end + 1}
			}
		}
		return tokens{}
	}
	if quotedOnly || i >= len(toks) || toks[i].kind != word || toks[i].low == "này" || toks[i].low == "của" ||
		toks[i].low == "trên" {
		return tokens{}
	}
	end := i
	for end < len(toks) && end-i < 50 && !endsTitle(toks, end) {
		end++
	}
	if end-i < 2 && !toks[head].upper {
		return tokens{}
	}
	from := i
	if toks[head].low == "nghị" || toks[head].low == "chương" || toks[head].low == "điều" {
		from = head // "Nghị quyết Đại hội …": the type word is part of the name
	}
	if end == i {
		return tokens{}
	}
	return tokens{from, end}
}

// endsTitle reports whether a title without quotation marks ends before token i: at
// a mark, unless it leads on to the years of the document, or at a verb.
func endsTitle(toks []token, i int) bool {
	t := toks[i]
	if t.kind == symbol {
		return true
	}
	if t.kind == punct {
		if t.low == "-" || t.low == "–" {
			return false
		}
		if t.low == "," && i+1 < len(toks) {
			switch toks[i+1].low {
			case "định", "tầm", "nhiệm", "lần":
				return false
			}
			return toks[i+1].kind != word || toks[i+1].upper
		}
		return true
	}
	switch t.low {
	case "được", "đã", "theo", "tại", "trên", "bảo", "do", "nhằm", "để", "là", "thì", "gắn", "này":
		return true
	}
	return false
}
