package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// block is a block of the text on its way.
type block struct {
	zone  legal.Zone
	lines []line
	m     measure // of the page it begins on
	last  measure // of the page it ends on
	aside bool    // stands outside the text: a stamp
}

// paragraphs joins lines over the whole width to paragraphs.
func (p *page) paragraphs(lines []line) []block {
	var out []block
	for _, l := range lines {
		n := len(out) - 1
		if n >= 0 && p.continues(out[n].lines, l) {
			out[n].lines = append(out[n].lines, l)
			continue
		}
		out = append(out, block{zone: legal.ZoneBody, lines: []line{l}, m: p.measure, last: p.measure})
	}
	return out
}

// stamps returns the stamped lines that belong to no line of the text.
func (p *page) stamps() []block {
	if len(p.lines) == 0 && p.info.Source != legal.SourceText {
		return nil // of a page that waits only the head is read
	}
	var out []block
	for _, l := range p.asides {
		if n := len(out) - 1; n >= 0 && !p.jumps(out[n].lines[len(out[n].lines)-1], l) {
			out[n].lines = append(out[n].lines, l)
			continue
		}
		out = append(out, block{zone: legal.ZoneSignature, lines: []line{l}, aside: true})
	}
	return out
}

// continues reports whether next goes on the paragraph that para holds.
func (p *page) continues(para []line, next line) bool {
	prev := para[len(para)-1]
	gap := next.base - prev.base
	switch {
	case p.jumps(prev, next), p.otherSize(prev, next):
		return false
	case gap > 2.6*max(p.pitch, prev.size):
		return false
	case openBracket(para) && gap <= 1.4*p.pitch:
		return true
	case p.centred(prev) && p.centred(next):
		return (gap <= 1.35*p.pitch || midSentence(prev, next)) && prev.bold == next.bold
	case gap > 1.4*p.pitch && !midSentence(prev, next):
		return false
	}
	return p.flows(para, next)
}

// otherSize reports whether two lines are set in different sizes. Of lines read by
// OCR a size is measured roughly: it parts no sentence within the usual pitch.
func (p *page) otherSize(prev, next line) bool {
	if abs(next.size-prev.size) <= .12*prev.size {
		return false
	}
	within := next.base-prev.base <= 1.4*p.pitch && !endsSentence(prev.words[len(prev.words)-1].Text)
	return !(p.info.Source == legal.SourceOCR && within && (startsSmall(next.words[0].Text) || p.full(prev, next)))
}

// flows reports whether next goes on a paragraph, wherever it stands on its page:
// by indents, list marks and whether the line before was full.
func (m measure) flows(para []line, next line) bool {
	prev := para[len(para)-1]
	em := next.size
	indented := next.box.X0 > m.left+.8*em
	switch {
	case restOfSymbol(prev, next):
		return true
	case isNumberedStart(next) && (indented || !m.full(prev, next)) && !hangs(para, next):
		return false
	case m.centred(next) && !m.full(prev, next) && !midSentence(prev, next) && next.box.X1 < m.right-3*em:
		return false
	case indented && next.box.X0 > prev.box.X0+.8*em && !hangs(para, next):
		return false
	case indented && abs(next.box.X0-para[0].box.X0) < .5*em && !startsSmall(next.words[0].Text) && !hangs(para, next):
		return false // one more first line
	}
	return m.full(prev, next) || midSentence(prev, next)
}

// openBracket reports whether a paragraph is a parenthesis that is still open, such as
// the line below an annex's title that says what it belongs to.
func openBracket(para []line) bool {
	if len(para) > 4 || !strings.HasPrefix(para[0].words[0].Text, "(") {
		return false
	}
	depth := 0
	for _, l := range para {
		s := l.text()
		depth += strings.Count(s, "(") - strings.Count(s, ")")
	}
	return depth > 0 && len(para[0].words) > 2
}

// full reports whether the first word of next had no room at the end of prev.
func (m measure) full(prev, next line) bool {
	w := next.words[0].Box
	return prev.box.X1+.2*prev.size+(w.X1-w.X0) > m.right-.3*prev.size
}

// centred reports whether a line is set around the middle, away from both edges.
func (m measure) centred(l line) bool {
	left, right := l.box.X0-m.left, m.right-l.box.X1
	return left > 1.5*l.size && right > 1.5*l.size && abs(left-right) < 2*l.size
}

// hangs reports whether next stands under the text of a list item, behind its mark.
func hangs(para []line, next line) bool {
	first := para[0]
	if len(para) > 1 {
		return abs(next.box.X0-para[1].box.X0) < .5*next.size && next.box.X0 > first.box.X0+.5*next.size
	}
	for n := 1; n < len(first.words) && n <= 2; n++ {
		if isListMark(first.words[:n]) {
			return abs(next.box.X0-first.words[n].Box.X0) < .4*next.size
		}
	}
	return false
}

// midSentence reports whether a line ends without a stop and the next begins
// with a small letter.
func midSentence(prev, next line) bool {
	return !endsSentence(prev.words[len(prev.words)-1].Text) && startsSmall(next.words[0].Text)
}

func endsSentence(word string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(word, `"”’)»`))
	return strings.ContainsRune(".;:!?…", r)
}

func startsSmall(word string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, `"“‘(«`))
	return unicode.IsLower(r) && !listMark(word)
}

// restOfSymbol reports whether a line goes on the number with which the last one
// ends: "302⏎- KH/TU".
func restOfSymbol(prev, next line) bool {
	last := prev.words[len(prev.words)-1].Text
	if len(next.words) < 2 || !allDigits(last) {
		return false
	}
	r, n := utf8.DecodeRuneInString(next.words[0].Text)
	code := next.words[1].Text
	return isJoiner(r) && n == len(next.words[0].Text) && isCode(code) && strings.ContainsAny(code, "/-")
}

// isNumberedStart reports whether a line begins with a list mark or heading number.
func isNumberedStart(l line) bool {
	return isListMark(l.words[:1]) || len(l.words) > 1 && isListMark(l.words[:2])
}
