package pdf

// Distance within which a glyph painted again is the same glyph, in ems along and
// across the baseline: fake bold and shadows.
const (
	doubleAlong  = .1
	doubleAcross = .2
)

// maxLookBack bounds the search for the first painting of a glyph.
const maxLookBack = 2000

// withoutDoubles keeps glyphs painted twice at nearly the same place once. A second
// painting begins where the pen jumps, and then follows the first one glyph by
// glyph; so only at jumps the whole page behind is searched.
func withoutDoubles(glyphs []glyph) []glyph {
	out := glyphs[:0]
	first := -1 // index in out of the glyph the last one doubled
	var runs []run
	for i := range glyphs { // those before i-1 may be overwritten by what is kept
		g := &glyphs[i]
		jumped := i == 0 || jumps(&glyphs[i-1], g)
		switch {
		case first >= 0 && first+1 < len(out) && doubles(&out[first+1], g):
			first++
			continue
		case jumped || first >= 0:
			first = findDouble(out, runs, g)
		}
		if first >= 0 {
			continue
		}
		if jumped || len(runs) == 0 {
			runs = append(runs, run{from: len(out), low: g.y, high: g.y})
		}
		runs[len(runs)-1].add(g)
		out = append(out, *g)
	}
	return out
}

// run is where glyphs stand that were painted without a jump.
type run struct {
	from      int // index of the first
	low, high float64
	reach     float64 // how far from its place one of them may be painted again
}

func (r *run) add(g *glyph) {
	r.low, r.high, r.reach = min(r.low, g.y), max(r.high, g.y), max(r.reach, (doubleAlong+doubleAcross)*g.size)
}

// near reports whether a glyph may be one of the run, painted again. Where a place is no
// number it may.
func (r *run) near(g *glyph) bool { return !(g.y < r.low-r.reach || g.y > r.high+r.reach) }

// jumps reports whether b does not simply continue a.
func jumps(a, b *glyph) bool {
	u, v := a.along(b.x, b.y)
	return u < a.width-.2*a.size || v > .1*a.size || v < -.1*a.size
}

// findDouble returns the index of an earlier painting of g, -1 for none.
func findDouble(glyphs []glyph, runs []run, g *glyph) int {
	oldest := max(0, len(glyphs)-maxLookBack)
	end := len(glyphs)
	for k := len(runs) - 1; k >= 0 && end > oldest; k-- {
		from := runs[k].from
		for i := end - 1; i >= max(from, oldest) && runs[k].near(g); i-- {
			if doubles(&glyphs[i], g) {
				return i
			}
		}
		end = from
	}
	return -1
}

func doubles(a, b *glyph) bool {
	if a.text != b.text {
		return false
	}
	u, v := a.along(b.x, b.y)
	return max(u, -u) < doubleAlong*a.size && max(v, -v) < doubleAcross*a.size
}
