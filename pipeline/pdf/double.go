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
	var last glyph
	for i, g := range glyphs {
		jumped := i == 0 || jumps(&last, &g)
		last = g
		switch {
		case first >= 0 && first+1 < len(out) && doubles(&out[first+1], &g):
			first++
			continue
		case jumped || first >= 0:
			first = findDouble(out, &g)
		}
		if first < 0 {
			out = append(out, g)
		}
	}
	return out
}

// jumps reports whether b does not simply continue a.
func jumps(a, b *glyph) bool {
	u, v := a.along(b.x, b.y)
	return u < a.width-.2*a.size || v > .1*a.size || v < -.1*a.size
}

// findDouble returns the index of an earlier painting of g, -1 for none.
func findDouble(glyphs []glyph, g *glyph) int {
	for i := len(glyphs) - 1; i >= max(0, len(glyphs)-maxLookBack); i-- {
		if doubles(&glyphs[i], g) {
			return i
		}
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
