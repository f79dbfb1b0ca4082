package pdf

import (
	"errors"
	"fmt"
	"math"

	"github.com/ledongthuc/pdf"
)

// state is the graphics state (PDF 32000-1 §8.4) as far as text needs it, with
// the text state (§9.3) and the text matrices (§9.4.1).
type state struct {
	ctm       matrix
	text      matrix // text matrix
	line      matrix // text line matrix
	font      *font
	size      float64 // Tf
	charSpace float64 // Tc
	wordSpace float64 // Tw
	scale     float64 // Tz, 1 for 100
	leading   float64 // TL
	rise      float64 // Ts
	mode      int     // Tr
}

// painter executes the content streams of a page and collects what they paint.
type painter struct {
	limits    Limits
	glyphs    []glyph
	pictures  int
	covered   float64 // area of the pictures in points², as if none overlapped
	paths     int
	curves    int
	operators int
	painted   int // glyphs, also those replaced later
	marked    []markedContent
	err       error // the first thing that went wrong
}

// Bounds of one content stream.
const (
	maxStates = 512
	maxForms  = 8 // forms within forms
)

var (
	errOperators = errors.New("page has more operators than allowed")
	errGlyphs    = errors.New("page has more glyphs than allowed")
)

// fail keeps the first error; what the rest of the page paints still counts.
func (p *painter) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

// stream is one content stream in execution.
type stream struct {
	*painter
	lexer     lexer
	resources *resources
	depth     int // forms around it
	state     state
	saved     []state
	operands  []token
}

// run executes a content stream (§7.8.2) from a state. A state left changed, a Q
// without q and marked content left open end with the stream.
func (p *painter) run(content []byte, r *resources, s state, depth int) {
	open := len(p.marked)
	c := stream{painter: p, lexer: lexer{data: content}, resources: r, state: s, depth: depth}
	for c.step() {
	}
	for len(p.marked) > open {
		p.endMarked()
	}
}

// step executes one operator with its operands; it reports false at the end.
func (c *stream) step() bool {
	t := c.lexer.next()
	switch t.kind {
	case endOfInput:
		return false
	case operatorToken:
	default:
		if len(c.operands) < maxOperands {
			c.operands = append(c.operands, t)
		}
		return true
	}
	if c.operators++; c.operators > c.limits.Operators {
		c.fail(errOperators)
		return false
	}
	if !c.graphics(t.bytes) && !c.textState(t.bytes) && !c.textPosition(t.bytes) && !c.showText(t.bytes) {
		c.markedOperator(t.bytes)
	}
	c.operands = c.operands[:0]
	c.lexer.reset()
	return true
}

// num returns the i'th operand as a number, 0 for anything else.
func (c *stream) num(i int) float64 {
	if i < len(c.operands) {
		return c.operands[i].num
	}
	return 0
}

// bytes returns the i'th operand as a name or text, nil for anything else.
func (c *stream) bytes(i int) []byte {
	if i < len(c.operands) {
		return c.operands[i].bytes
	}
	return nil
}

// matrix returns the operands as a matrix.
func (c *stream) matrix() (m matrix) {
	for i := range m {
		m[i] = c.num(i)
	}
	return m
}

// graphics executes the operators of §8.4.4, §8.5.3, §8.8 and §8.9.7.
func (c *stream) graphics(op []byte) bool {
	switch string(op) {
	case "q":
		if len(c.saved) < maxStates {
			c.saved = append(c.saved, c.state)
		}
	case "Q":
		if n := len(c.saved); n > 0 {
			c.state, c.saved = c.saved[n-1], c.saved[:n-1]
		}
	case "cm":
		c.state.ctm = c.matrix().mul(c.state.ctm)
	case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*":
		c.paths++
	case "c", "v", "y":
		c.curves++
	case "Do":
		x := c.resources.form(c.bytes(0))
		if x == nil && c.resources.formDict.Key(string(c.bytes(0))).IsNull() {
			c.fail(fmt.Errorf("object %q is missing", c.bytes(0)))
		}
		c.paintXObject(x)
	case "BI":
		c.paintPicture()
	case "ID":
		c.lexer.skipInlineImage()
	default:
		return false
	}
	return true
}

// paintXObject executes a form with its own resources, or those of the page if it
// has none (§7.8.3).
func (c *stream) paintXObject(x *xobject) {
	switch {
	case x == nil:
		return
	case x.picture:
		c.paintPicture()
		return
	case c.depth >= maxForms:
		c.fail(errors.New("forms nest too deep"))
		return
	}
	content, err := c.resources.doc.contentOf(x)
	if err != nil {
		c.fail(err)
	}
	inner := c.state
	inner.ctm = x.matrix.mul(inner.ctm)
	r := x.resources
	if r == nil {
		r = c.resources
	}
	c.run(content, r, inner, c.depth+1)
}

// paintPicture paints a picture, which fills the unit square (§8.9.5.1).
func (c *stream) paintPicture() {
	c.pictures++
	m := c.state.ctm
	c.covered += math.Abs(m[0]*m[3] - m[1]*m[2])
}

// textState executes the operators of §9.3.
func (c *stream) textState(op []byte) bool {
	switch string(op) {
	case "Tf":
		c.state.font, c.state.size = c.resources.font(c.bytes(0)), c.num(1)
	case "Tc":
		c.state.charSpace = c.num(0)
	case "Tw":
		c.state.wordSpace = c.num(0)
	case "Tz":
		c.state.scale = c.num(0) / 100
	case "TL":
		c.state.leading = c.num(0)
	case "Ts":
		c.state.rise = c.num(0)
	case "Tr":
		c.state.mode = int(c.num(0))
	default:
		return false
	}
	return true
}

// textPosition executes the operators of §9.4.1 and §9.4.2.
func (c *stream) textPosition(op []byte) bool {
	switch string(op) {
	case "BT":
		c.startLine(identity)
	case "Td":
		c.startLine(c.state.line.move(c.num(0), c.num(1)))
	case "TD":
		c.state.leading = -c.num(1)
		c.startLine(c.state.line.move(c.num(0), c.num(1)))
	case "Tm":
		c.startLine(c.matrix())
	case "T*":
		c.nextLine()
	default:
		return false
	}
	return true
}

func (c *stream) startLine(m matrix) { c.state.line, c.state.text = m, m }

func (c *stream) nextLine() { c.startLine(c.state.line.move(0, -c.state.leading)) }

// showText executes the operators of §9.4.3.
func (c *stream) showText(op []byte) bool {
	switch string(op) {
	case "Tj":
		c.show(c.bytes(0))
	case "TJ":
		c.showArray()
	case "'":
		c.nextLine()
		c.show(c.bytes(0))
	case "\"":
		c.state.wordSpace, c.state.charSpace = c.num(0), c.num(1)
		c.nextLine()
		c.show(c.bytes(2))
	default:
		return false
	}
	return true
}

// showArray shows the texts of a TJ; a number moves the pen back by thousandths.
func (c *stream) showArray() {
	s := &c.state
	for _, t := range c.operands {
		switch t.kind {
		case textToken:
			c.show(t.bytes)
		case numberToken:
			s.text = s.text.move(-t.num/1000*s.size*s.scale, 0)
		}
	}
}

// initialState is the state at the start of a page.
func initialState(ctm matrix) state {
	return state{ctm: ctm, text: identity, line: identity, scale: 1}
}

// contents returns the content of a page: one stream, or several that are to be
// read as one (§7.8.2).
func (d *document) contents(page pdf.Value) (content []byte, err error) {
	parts := page.Key("Contents")
	fonts := page.Key("Resources").Key("Font").Kind() == pdf.Dict
	if parts.IsNull() && (fonts || anyMissing(page, "Resources", "Contents")) {
		return nil, errors.New("the content of the page is missing")
	}
	list := listOf(parts)
	for _, part := range list {
		data, partErr := d.decode(part)
		if err == nil {
			err = partErr
		}
		if len(list) == 1 {
			return data, err
		}
		content = append(append(content, data...), '\n')
	}
	return content, err
}
