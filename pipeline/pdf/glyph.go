package pdf

import (
	"errors"
	"math"
	"strings"
)

// glyph is one painted sign on the page as drawn.
type glyph struct {
	text   string
	x, y   float64 // origin: left end on the baseline
	dx, dy float64 // unit vector along the baseline
	width  float64 // advance along the baseline
	size   float64
	font   *font
	bold   bool
	stamp  bool // from an annotation
	hidden bool // painted invisibly
	coded  bool // text is what the font says of the code
	code   uint32
}

// along returns how far a point lies from the glyph's origin along its baseline
// and above it.
func (g *glyph) along(x, y float64) (u, v float64) {
	x, y = x-g.x, y-g.y
	return x*g.dx + y*g.dy, x*g.dy - y*g.dx
}

// Modes of text rendering that stroke what they fill, which thickens letters
// (PDF 32000-1 §9.3.6), and the invisible one.
const (
	modeFillStroke     = 2
	modeInvisible      = 3
	modeFillStrokeClip = 6
)

var errNoFont = errors.New("text in a font that is missing")

// show paints a text (§9.4.4).
func (c *stream) show(s []byte) {
	st := &c.state
	if len(s) == 0 {
		return
	}
	if st.font == nil {
		c.fail(errNoFont)
		return
	}
	if st.font.lost != nil {
		c.fail(st.font.lost)
	}
	m := st.text.mul(st.ctm)
	g := glyph{font: st.font, bold: st.font.bold || st.mode == modeFillStroke || st.mode == modeFillStrokeClip}
	g.hidden, g.coded = st.mode == modeInvisible, true
	g.size = math.Hypot(m[2], m[3]) * math.Abs(st.size) * st.font.em
	unit := math.Hypot(m[0], m[1]) // page length of a text space unit along the baseline
	if unit == 0 || g.size == 0 {
		return
	}
	turn := math.Copysign(1, st.size*st.scale)
	g.dx, g.dy = turn*m[0]/unit, turn*m[1]/unit
	pen := 0.0
	for len(s) > 0 {
		sym, code, n := st.font.next(s)
		s = s[n:]
		advance := (sym.advance*st.size + st.charSpace) * st.scale
		if n == 1 && code == ' ' { // §9.3.3: word spacing is for the single byte 32
			advance += st.wordSpace * st.scale
		}
		if sym.text != "" {
			g.text, g.code, g.width = sym.text, code, math.Abs(advance)*unit
			g.x, g.y = m.apply(pen, st.rise)
			c.paint(g)
		}
		pen += advance
	}
	st.text = st.text.move(pen, 0)
}

// paint adds a glyph to the page. One that stands for several words, as an
// ActualText may have it, becomes one glyph per letter.
func (p *painter) paint(g glyph) {
	if len(g.text) == 1 || !strings.Contains(g.text, " ") {
		p.add(g)
		return
	}
	letters := []rune(g.text)
	step := g.width / float64(len(letters))
	for i, r := range letters {
		one := g
		one.text, one.coded, one.width = string(r), false, step
		one.x += g.dx * step * float64(i)
		one.y += g.dy * step * float64(i)
		p.add(one)
	}
}

func (p *painter) add(g glyph) {
	if p.painted++; p.painted > p.limits.Glyphs {
		p.fail(errGlyphs)
		return
	}
	p.glyphs = append(p.glyphs, g)
}
