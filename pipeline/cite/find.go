// Package cite finds the documents a text cites, as written: each mention with
// its type, number, date, issuer, provision and relation, and with the place in
// the text that says so. It decides nothing about what is meant.
//
// The scanner is anchored on the number: from there it reads leftwards to the
// type word and the provision, and rightwards to date, issuer and title. Laws
// cited by name alone are read from their type word.
package cite

import (
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Find returns every citation in the text, in reading order, standards among them.
// References of the document to itself are not citations.
func Find(t legal.Text) []legal.Citation {
	var out []legal.Citation
	scan(t, func(b legal.Block, toks []token, ms []mention) {
		out = appendCitations(out, t, b, toks, ms)
	})
	return withoutSelf(out, t.Head)
}

// scan finds the mentions of every block; toks and ms are valid until keep returns.
func scan(t legal.Text, keep func(b legal.Block, toks []token, ms []mention)) {
	low := lower(t.Content)
	var above list
	var toks []token
	known := shorts{}
	by := authorOf(t.Head)
	for _, b := range t.Blocks {
		if !citing(b.Zone) {
			continue
		}
		toks = appendTokens(toks[:0], t.Content, low, b.Start, b.End)
		if byOCR(t, b) {
			toks = withoutSpecks(toks)
			mendWords(toks)
			mendBases(toks)
		}
		ms := mentions(toks, known)
		if b.Zone != legal.ZoneBody {
			above = list{}
		}
		above = above.over(toks)
		by.zone = b.Zone
		relate(toks, ms, by, above.relation)
		groupIssuers(toks, ms)
		keep(b, toks, withStandards(t.Content, toks, ms, by, above.relation))
		above = above.next(toks, ms)
	}
}

// citing reports whether a zone holds citations: the head, the recipients and the
// signature speak of the document itself.
func citing(z legal.Zone) bool {
	return z != legal.ZoneHead && z != legal.ZoneRecipients && z != legal.ZoneSignature
}

// byOCR reports whether a block begins on a page that OCR read.
func byOCR(t legal.Text, b legal.Block) bool {
	n := t.PageAt(b.Start)
	return n > 0 && n <= len(t.Pages) && t.Pages[n-1].Source == legal.SourceOCR
}

// words returns the text of tokens, white space folded.
func words(content string, toks []token, r tokens) string {
	if r.empty() {
		return ""
	}
	return folded(content[toks[r.from].start:toks[r.to-1].end])
}

// folded folds white space; most text needs none of it.
func folded(s string) string {
	space := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		// a second space, or the first byte of one that is no ASCII
		case c == ' ' && space, c < ' ', c == 0xC2, c == 0xE2, c == 0xE3:
			return strings.Join(strings.Fields(s), " ")
		default:
			space = c == ' '
		}
	}
	if space {
		return strings.TrimSpace(s)
	}
	return s
}

// appendCitations turns the mentions of a block into citations.
func appendCitations(out []legal.Citation, t legal.Text, b legal.Block, toks []token, ms []mention) []legal.Citation {
	base := len(out)
	text := func(r tokens) string { return words(t.Content, toks, r) }
	for k, m := range ms {
		c := m.Citation
		c.Span = legal.Span{Start: toks[m.head].start, End: toks[m.end-1].end}
		c.Page, c.Paragraph = t.PageAt(c.Start), t.ParagraphAt(c.Start)
		c.Raw = folded(t.Content[c.Start:c.End])
		c.Name, c.Zone, c.Confidence = text(m.name), b.Zone, 1
		c.Issuer = text(m.issuer)
		c.Number = m.number(t.Content, toks)
		c.Provision = provisionText(text(tokens{m.left, provisionEnd(toks, m.left, m.head)}))
		if c.Provision == "" {
			c.Provision = text(provisionAfter(toks, m.end))
		}
		end := m.end
		if !m.Type.IsLaw() { // what follows a law's name is about the citing document
			title := titleOf(toks, ms, k)
			c.Title, end = text(title), max(end, title.to)
		}
		c.Scope = scopeOf(m.meaning(), m.part || c.Provision != "" || exceptedBehind(toks, end))
		if d := m.deed; d.rel != "" {
			c.Deed = d.written(base, out[base+d.to].Provision)
		}
		c.Sentence = sentence(toks, m)
		if c.From >= 0 {
			c.From += base
		}
		out = append(out, c)
	}
	return out
}

// scopeOf returns how much of a document a change reaches; what amends without naming a
// part leaves it open.
func scopeOf(m meaning, part bool) legal.Scope {
	switch {
	case !acting(m.rel) && m.sub == "":
		return ""
	case part:
		return legal.ScopePart
	case m.rel == legal.Amends || m.sub != "" && m.sub != legal.Suspends:
		return ""
	}
	return legal.ScopeWhole
}

func (m *mention) meaning() meaning { return meaning{m.Relation, m.Subtype} }

// number returns the mention's number as printed, "" for a law by name.
func (m *mention) number(content string, toks []token) string {
	if !m.run.empty() {
		printed := content[toks[m.run.from].start:toks[m.run.to-1].end]
		if m.Type.IsStandard() {
			return folded(printed) // its spaces belong to it
		}
		return legal.NumberAsPrinted(printed)
	}
	for i := m.head; i < m.end; i++ {
		if toks[i].kind == symbol || toks[i].kind == number && len(m.sym.Codes) == 0 && m.sym.Ordinal != "" {
			return legal.NumberAsPrinted(content[toks[i].start:toks[i].end])
		}
	}
	return ""
}

// provisionText drops what joins a provision to the number behind it.
func provisionText(s string) string {
	s = strings.TrimSuffix(strings.TrimSuffix(s, " của"), " thuộc")
	return strings.TrimRight(s, " ,;")
}

// longSentence bounds, in tokens, what is taken for a sentence or a title around a
// mention: a list without an end costs no more than its length.
const longSentence = 300

// sentence returns the clause a mention stands in: from the sentence end or the
// semicolon before it to the one behind it.
func sentence(toks []token, m mention) legal.Span {
	from, to := m.left, m.end
	for from > max(0, m.left-longSentence) && toks[from-1].low != ";" && !sentenceEnd(toks, from-1) {
		from--
	}
	for to < min(len(toks), m.end+longSentence) && toks[to].low != ";" && !sentenceEnd(toks, to) {
		to++
	}
	if to < len(toks) {
		to++
	}
	if from == 0 {
		from = min(markerEnd(toks), m.left)
	}
	return legal.Span{Start: toks[from].start, End: toks[to-1].end}
}

// titleOf returns the title printed behind mention k: from its first word to the
// semicolon, the sentence end, the end of the clause or a sibling citation.
func titleOf(toks []token, ms []mention, k int) tokens {
	from := ms[k].end
	comma := from < len(toks) && toks[from].low == ","
	if comma {
		from++
	}
	_, first := titleWords.at(toks, from)
	about := first > 0 && (toks[from].kind != word || toks[from].low == "về" || toks[from].low == "v")
	if first == 0 || !about && (comma || from+first < len(toks) && toks[from+first].low == ":") {
		return tokens{} // "… quy định:" is the verb of a sentence
	}
	depth := 0
	next := k + 1
	for to := from; ; to++ {
		if to == len(toks) || to == from+longSentence || to == ms[k].why.date.from || toks[to].low == ";" ||
			depth == 0 && (toks[to].low == ")" || saidOf(toks, to)) || sentenceEnd(toks, to) {
			return withoutStop(toks, tokens{from, to}, first)
		}
		switch toks[to].low {
		case "(":
			if depth == 0 && isRemark(toks, to) {
				return tokens{from, to}
			}
			depth++
		case ")":
			depth--
		}
		for next < len(ms) && ms[next].left < to {
			next++
		}
		if next < len(ms) && ms[next].left == to && ms[next].From == ms[k].From {
			return trimJoint(toks, tokens{from, to})
		}
		if toks[to].low == "," {
			if end := issuerAt(toks, to+1); end > to+1 && acts(toks, end, len(toks)) {
				return tokens{from, to}
			}
		}
	}
}

// isRemark reports whether the parenthesis at token i speaks about the document
// before it: "(sau đây gọi tắt là …", "(được sửa đổi bởi …".
func isRemark(toks []token, i int) bool {
	if i+1 >= len(toks) {
		return false
	}
	switch toks[i+1].low {
	case "sau", "viết", "gọi", "dưới", "được", "đã", "gửi", "kèm", "đính", "đăng", "có":
		return true
	}
	return false
}

// saidOf reports whether the words at token i speak of the document whose title stands
// before them: "… hết hiệu lực kể từ ngày Luật này có hiệu lực", ", theo đó …", "như sau:".
func saidOf(toks []token, i int) bool {
	if toks[i].low == "," {
		_, n := afterTitle.at(toks, i+1)
		return n > 0
	}
	_, n := announcements.at(toks, i)
	if n > 0 && (i+n == len(toks) || toks[i+n].low == ":") {
		return true
	}
	_, n = endings.at(toks, i)
	for k := i + n; n > 0 && k < min(len(toks), i+n+5); k++ {
		if toks[k].low == "này" {
			return true
		}
	}
	return false
}

var (
	afterTitle    = listed("cụ thể | theo đó | trong đó | chú trọng | như sau | trừ trường hợp | trừ các trường hợp")
	announcements = listed("như sau | cụ thể như sau | sau đây")
	endings       = listed(`
		hết hiệu lực kể từ ngày | hết hiệu lực từ ngày | hết hiệu lực thi hành kể từ ngày
		hết hiệu lực thi hành từ ngày | kể từ ngày`)
)

// withoutStop drops the comma or colon behind a title, and a title that ends with its
// first words, n of them.
func withoutStop(toks []token, r tokens, n int) tokens {
	for r.to > r.from && (toks[r.to-1].low == "," || toks[r.to-1].low == ":") {
		r.to--
	}
	if r.to-r.from == n && toks[r.from].kind == word {
		return tokens{}
	}
	return r
}

func trimJoint(toks []token, r tokens) tokens {
	for r.to > r.from && onlySeparators(toks[r.to-1:r.to]) {
		r.to--
	}
	return r
}

// withoutSelf drops citations of the document itself; what their titles
// name is then cited by the document itself.
func withoutSelf(cs []legal.Citation, head legal.Head) []legal.Citation {
	if head.Number == "" {
		return cs
	}
	moved := make([]int, len(cs))
	var out []legal.Citation
	for i, own := range selfReferences(cs, head) {
		if own {
			moved[i] = -1
			continue
		}
		c := cs[i]
		if c.From >= 0 {
			c.From = moved[c.From]
		}
		if c.Deed.Relation != "" {
			c.Deed.To = moved[c.Deed.To]
		}
		moved[i] = len(out)
		out = append(out, c)
	}
	return out
}

// selfReferences tells which citations are of the document's own number, or of a
// law by its own name alone: "Quốc hội ban hành Luật bảo hiểm xã hội".
func selfReferences(cs []legal.Citation, head legal.Head) []bool {
	out := make([]bool, len(cs))
	own, known := legal.ParseSymbol(head.Number)
	for i, c := range cs {
		sym, ok := legal.ParseSymbol(c.Number)
		if ok {
			out[i] = known && sym.Key() == own.Key()
		} else if c.Date.IsZero() && head.Type.IsLaw() && c.Type == head.Type {
			out[i] = c.Name != "" && viet.Marked(c.Name) == viet.Marked(head.Title)
		}
	}
	return out
}
