package hand

import (
	"cmp"
	"image"
	"slices"
)

// glyph is a set of dots of ink.
type glyph struct {
	dots []image.Point
	box  image.Rectangle
}

func newGlyph(dots []image.Point) glyph {
	g := glyph{dots: dots}
	for _, p := range dots {
		g.box = g.box.Union(image.Rectangle{p, p.Add(image.Pt(1, 1))})
	}
	return g
}

func merged(glyphs []glyph) glyph {
	if len(glyphs) == 1 {
		return glyphs[0]
	}
	var out glyph
	for _, g := range glyphs {
		out.dots = append(out.dots, g.dots...)
		out.box = out.box.Union(g.box)
	}
	return out
}

// limit returns the grey below which a dot is ink: nearer to the paper than to the
// darkest dots, as pens write paler than print.
func limit(gray *image.Gray) uint8 {
	var count [256]int
	for _, g := range gray.Pix {
		count[g]++
	}
	paper, ink, seen := 255, 0, 0
	for g, n := range count {
		if n > count[paper] {
			paper = g
		}
		if seen < len(gray.Pix)/100 {
			ink = g
		}
		seen += n
	}
	return uint8(max(1, (6*paper+4*min(ink, paper))/10))
}

// glyphs returns the connected dots of ink of a picture, from left to right.
func glyphs(gray *image.Gray) []glyph {
	w, h := gray.Rect.Dx(), gray.Rect.Dy()
	dark := make([]bool, w*h)
	ink := limit(gray)
	for y := range h {
		for x := range w {
			dark[y*w+x] = gray.Pix[y*gray.Stride+x] < ink
		}
	}
	var out []glyph
	for at := range dark {
		if dark[at] {
			out = append(out, newGlyph(flood(dark, w, h, at)))
		}
	}
	return out
}

// flood takes the dots connected with one out of dark and returns them.
func flood(dark []bool, w, h, at int) []image.Point {
	dark[at] = false
	dots := []image.Point{{X: at % w, Y: at / w}}
	for i := 0; i < len(dots); i++ {
		p := dots[i]
		for y := max(0, p.Y-1); y <= min(h-1, p.Y+1); y++ {
			for x := max(0, p.X-1); x <= min(w-1, p.X+1); x++ {
				if dark[y*w+x] {
					dark[y*w+x] = false
					dots = append(dots, image.Pt(x, y))
				}
			}
		}
	}
	return dots
}

// Measures of handwriting, as shares of the size of the print around it.
const (
	speck       = .13 // high and wide
	flat        = .16 // rules are no higher
	reachUp     = 1.3 // digits begin below
	hangDown    = .1  // and above
	marginLeft  = .25 // before the room: over the colon
	marginRight = .06
	wideGlyph   = .45 // wider ones may be two digits
	twoDigits   = .85 // still wider ones are
	thinCut     = .3  // ink in a column where a glyph may be cut
	thickCut    = .5  // where it must be
	cutEdge     = .14 // from where a glyph may be cut
	overlap     = .5  // of the narrower: one digit in two strokes
)

// strokes returns what is written in the room of a blank, from left to right: no
// print, no specks or leaders, no other line. It is whole where nothing that reaches
// beyond the room was cut off.
func strokes(b Blank) (kept []glyph, whole bool) {
	whole = true
	size := b.Size
	left, right := b.From-marginLeft*size, b.To+marginRight*size
	for _, g := range glyphs(b.Gray) {
		all := len(g.dots)
		g = clipped(g, left, right)
		w, h := float64(g.box.Dx()), float64(g.box.Dy())
		top, bottom := float64(g.box.Min.Y), float64(g.box.Max.Y)
		switch {
		case len(g.dots) == 0, h < speck*size && w < 2*speck*size, h < flat*size:
		case g.box.Min.Y == 0 && bottom < b.Base, bottom < b.Base-reachUp*size*.6, top > b.Base-hangDown*size:
		case g.box.Max.Y == b.Gray.Rect.Dy() && top > b.Base-.4*size:
		default:
			kept = append(kept, g)
			whole = whole && len(g.dots) == all
		}
	}
	slices.SortStableFunc(kept, func(a, b glyph) int {
		return cmp.Compare(a.box.Min.X+a.box.Max.X, b.box.Min.X+b.box.Max.X)
	})
	return joined(kept), whole
}

// clipped returns the part of a glyph within the room, nothing where most of it lies
// outside.
func clipped(g glyph, left, right float64) glyph {
	if float64(g.box.Min.X) >= left && float64(g.box.Max.X) <= right {
		return g
	}
	var in []image.Point
	for _, p := range g.dots {
		if x := float64(p.X); x >= left && x < right {
			in = append(in, p)
		}
	}
	if 10*len(in) < 3*len(g.dots) {
		return glyph{}
	}
	return newGlyph(in)
}

// joined puts glyphs together that stand one above the other.
func joined(g []glyph) []glyph {
	var out []glyph
	for _, next := range g {
		if n := len(out) - 1; n >= 0 {
			last := out[n].box
			shared := min(last.Max.X, next.box.Max.X) - max(last.Min.X, next.box.Min.X)
			if float64(shared) > overlap*float64(min(last.Dx(), next.box.Dx())) {
				out[n] = merged([]glyph{out[n], next})
				continue
			}
		}
		out = append(out, next)
	}
	return out
}

// pieces cuts wide glyphs where they are thin.
func pieces(g []glyph, size float64) []glyph {
	var out []glyph
	for _, x := range g {
		out = append(out, x.cut(size)...)
	}
	return out
}

// cut cuts a glyph at the thinnest columns of its ink.
func (g glyph) cut(size float64) []glyph {
	if float64(g.box.Dx()) < wideGlyph*size {
		return []glyph{g}
	}
	ink := make([]int, g.box.Dx())
	for _, p := range g.dots {
		ink[p.X-g.box.Min.X]++
	}
	edge := max(2, int(cutEdge*size))
	thick := thinCut
	if float64(g.box.Dx()) > twoDigits*size {
		thick = thickCut
	}
	var cuts []int
	for x := edge; x < len(ink)-edge; x++ {
		if float64(ink[x]) > thick*size || slices.Min(ink[x-edge/2:x+edge/2+1]) < ink[x] {
			continue
		}
		if n := len(cuts); n == 0 || x-cuts[n-1] >= edge {
			cuts = append(cuts, x)
		}
	}
	parts := make([][]image.Point, len(cuts)+1)
	for _, p := range g.dots {
		i, _ := slices.BinarySearch(cuts, p.X-g.box.Min.X)
		parts[i] = append(parts[i], p)
	}
	var out []glyph
	for _, dots := range parts {
		if len(dots) > 0 {
			out = append(out, newGlyph(dots))
		}
	}
	return out
}

// WithoutHigh returns a picture without the ink that is higher than print, in dots.
func WithoutHigh(gray *image.Gray, print float64) *image.Gray {
	out := image.NewGray(gray.Rect)
	copy(out.Pix, gray.Pix)
	for _, g := range glyphs(gray) {
		if float64(g.box.Dy()) <= print {
			continue
		}
		for _, p := range g.dots { // and its soft edges
			for y := max(0, p.Y-1); y <= min(gray.Rect.Dy()-1, p.Y+1); y++ {
				for x := max(0, p.X-1); x <= min(gray.Rect.Dx()-1, p.X+1); x++ {
					out.Pix[y*out.Stride+x] = 255
				}
			}
		}
	}
	return out
}
