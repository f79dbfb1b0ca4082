package pdf

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
)

// markedContent is an open marked-content sequence (PDF 32000-1 §14.6).
type markedContent struct {
	replaced bool   // has an ActualText
	text     string // that text
	from     int    // first glyph of the sequence
	off      bool   // belongs to a layer that is not shown
}

const maxMarked = 1 << 12

// markedOperator executes the operators of §14.6.
func (c *stream) markedOperator(op []byte) {
	switch string(op) {
	case "BMC":
		c.beginMarked(markedContent{})
	case "BDC":
		actual, ok := c.actualText()
		c.beginMarked(markedContent{replaced: ok, text: actual, off: c.isOff()})
	case "EMC":
		c.endMarked()
	}
}

func (p *painter) beginMarked(m markedContent) {
	m.from = len(p.glyphs)
	if len(p.marked) < maxMarked {
		p.marked = append(p.marked, m)
	}
}

// endMarked gives the glyphs of a sequence with an ActualText that text (§14.9.4),
// its letters spread evenly over them.
func (p *painter) endMarked() {
	if len(p.marked) == 0 {
		return
	}
	last := len(p.marked) - 1
	m := p.marked[last]
	p.marked = p.marked[:last]
	if m.off {
		p.glyphs = p.glyphs[:min(m.from, len(p.glyphs))]
	}
	if !m.replaced || m.from >= len(p.glyphs) {
		return
	}
	painted := append([]glyph(nil), p.glyphs[m.from:]...)
	p.glyphs = p.glyphs[:m.from]
	letters := []rune(m.text)
	for i, g := range painted {
		from, to := i*len(letters)/len(painted), (i+1)*len(letters)/len(painted)
		if from < to {
			g.text, g.coded = string(letters[from:to]), false
			p.paint(g)
		}
	}
}

// actualText returns the ActualText of a BDC, whose second operand is a
// dictionary or the name of one in the resources.
func (c *stream) actualText() (string, bool) {
	if len(c.operands) == 2 && c.operands[1].kind == nameToken {
		v := c.resources.properties.Key(string(c.bytes(1))).Key("ActualText")
		return clean(textString([]byte(v.RawString()))), v.Kind() == pdf.String
	}
	for i, t := range c.operands[:max(len(c.operands)-1, 0)] {
		if next := c.operands[i+1]; t.kind == nameToken && string(t.bytes) == "ActualText" && next.kind == textToken {
			return clean(textString(next.bytes)), true
		}
	}
	return "", false
}

// textString decodes a text string (§7.9.2.2): UTF-16 or UTF-8 with a byte order
// mark, else PDFDocEncoding, whose letters are those of Latin-1.
func textString(s []byte) string {
	if rest, ok := bytes.CutPrefix(s, []byte("\xFE\xFF")); ok {
		return fromUTF16(rest)
	}
	if rest, ok := bytes.CutPrefix(s, []byte("\xEF\xBB\xBF")); ok && utf8.Valid(rest) {
		return string(rest)
	}
	var out strings.Builder
	for _, c := range s {
		out.WriteRune(rune(c))
	}
	return out.String()
}
