package pdf

import (
	"math"
	"slices"
)

// Gaps between two glyphs, in ems of the larger one and in the frame of the first:
// u from its right end along its baseline, v across. Measured on official
// documents; the order of painting is trusted, places only tell the breaks.
const (
	lineGap    = .55 // |v| above: another line
	backGap    = -3  // u below: another line on the same baseline
	returnGap  = -.8 // u below, with |v| above returnRise: another line
	returnRise = .1
	wordGap    = .13 // u above: another word
)

// setLines sets glyphs into lines of words, in the order in which they come.
func (d *document) setLines(glyphs []glyph) []Line {
	var out []Line
	s := setter{words: make([]Word, 0, len(glyphs)/lettersAWord), known: d.words}
	for _, row := range fillGaps(rows(glyphs)) {
		if words := markNotes(s.line(row)); len(words) > 0 {
			out = append(out, Line{Words: words, Box: boxOfWords(words)})
		}
	}
	return out
}

// lettersAWord is about how many glyphs of a page make one word, spaces among them.
const lettersAWord = 4

// rows cuts glyphs into lines.
func rows(glyphs []glyph) [][]*glyph {
	var out [][]*glyph
	r := row{glyphs: make([]*glyph, 0, len(glyphs)), right: math.Inf(-1)}
	for i := range glyphs {
		if g := &glyphs[i]; !r.add(g) {
			out = append(out, r.end())
			r.add(g)
		}
	}
	return append(out, r.end())
}

// row is a line in the making.
type row struct {
	glyphs []*glyph
	last   int // index of the visible glyph added last, and of that which is no stamp
	body   int
	seen   bool    // a visible glyph has been added
	right  float64 // how far right the visible glyphs reach, as one that runs from left to right sees them
}

// end ends the line and begins the next one in the room behind it.
func (r *row) end() []*glyph {
	n := len(r.glyphs)
	done := r.glyphs[:n:n]
	*r = row{glyphs: r.glyphs[n:], right: math.Inf(-1)}
	return done
}

// add adds a glyph; it reports false if the glyph begins another line. Spaces never
// do: they may stand anywhere.
func (r *row) add(g *glyph) bool {
	if g.text == " " {
		r.glyphs = append(r.glyphs, g)
		return true
	}
	at := len(r.glyphs)
	if r.seen {
		ref := r.glyphs[r.last]
		if ref.stamp && !g.stamp {
			ref = r.glyphs[r.body]
		}
		if hole, ok := r.hole(ref, g); ok {
			at = hole
		} else if ref.stamp == g.stamp && breaksLine(ref, g) {
			return false
		}
	}
	r.glyphs = slices.Insert(r.glyphs, at, g)
	r.seen, r.last, r.right = true, at, max(r.right, g.x+g.width)
	if !g.stamp {
		r.body = at
	}
	return true
}

// Bounds of holes in a line.
const (
	holeSlack = .1   // how far a glyph may overlap those around its hole, in ems
	holeLevel = .02  // how far off the baseline it may stand
	maxRow    = 4000 // glyphs in a line that is searched for holes
)

// hole returns the place of a glyph that was painted later into a hole of its line
// and touches a neighbour there. So come the letters that a font lacks and a writer
// takes from another one.
func (r *row) hole(ref, g *glyph) (at int, ok bool) {
	u, v := ref.along(g.x, g.y)
	ahead := u > 0 && r.last == len(r.glyphs)-1 || g.dx == 1 && r.right <= g.x
	if ahead || math.Abs(v) > holeLevel*ref.size || len(r.glyphs) > maxRow {
		return 0, false
	}
	slack, reach := holeSlack*g.size, wordGap*g.size
	end := math.Inf(-1) // of the glyphs to the left
	for i, b := range r.glyphs {
		from, _ := g.along(b.x, b.y)
		switch {
		case b.text == " ":
		case from+b.width <= slack:
			end = max(end, from+b.width)
		case from >= g.width-slack:
			touches := end > -reach || from < g.width+reach
			return r.behindSpaces(i, g), touches && !math.IsInf(end, -1)
		default: // something is there already
			return 0, false
		}
	}
	return 0, false
}

// behindSpaces returns the place between the spaces in front of the glyph at i that
// lie left of g and those that lie right of it.
func (r *row) behindSpaces(i int, g *glyph) int {
	for i > 0 && r.glyphs[i-1].text == " " {
		if from, _ := g.along(r.glyphs[i-1].x, r.glyphs[i-1].y); from < 0 {
			break
		}
		i--
	}
	return i
}

func breaksLine(a, b *glyph) bool {
	u, v := a.along(b.x, b.y)
	em := max(a.size, b.size)
	u, v = (u-a.width)/em, math.Abs(v)/em
	turned := a.dx*b.dx+a.dy*b.dy < .9
	return turned || v > lineGap || u < backGap || u < returnGap && v > returnRise
}

// gapTo returns the gap u between two glyphs.
func gapTo(a, b *glyph) float64 {
	u, _ := a.along(b.x, b.y)
	return (u - a.width) / max(a.size, b.size)
}
