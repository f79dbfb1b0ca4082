package ocr

import (
	"cmp"
	"image"
	"slices"
)

// rules are the drawn lines of tables, in dots of a level picture.
type rules struct {
	pieces         []image.Rectangle // as drawn
	upright, level []image.Rectangle // their pieces joined
}

// Measures of rules, in dots; letters of titles are 40 high.
const (
	shortUpright = 90
	shortLevel   = 150
	thickest     = 12
	broken       = 1   // missing within a piece
	gapInRule    = 120 // between pieces, where it was drawn or scanned badly
	drift        = 6   // of a piece against the next
)

// rulesOf finds the rules of a level picture.
func rulesOf(gray *image.Gray) rules {
	limit := uint8(faintLimit(gray))
	w, h := gray.Rect.Dx(), gray.Rect.Dy()
	down := strokes(w, h, shortUpright, func(x, y int) bool { return gray.Pix[y*gray.Stride+x] < limit })
	across := strokes(h, w, shortLevel, func(y, x int) bool { return gray.Pix[y*gray.Stride+x] < limit })
	return rules{slices.Concat(down, turned(across)), joined(down), turned(joined(across))}
}

// turned swaps the axes of rectangles.
func turned(list []image.Rectangle) []image.Rectangle {
	out := make([]image.Rectangle, len(list))
	for i, r := range list {
		out[i] = image.Rect(r.Min.Y, r.Min.X, r.Max.Y, r.Max.X)
	}
	return out
}

// strokes finds long and thin strokes along the second axis.
func strokes(w, h, least int, dark func(a, b int) bool) []image.Rectangle {
	var found []image.Rectangle
	for a := range w {
		if !crossed(h, least, func(b int) bool { return dark(a, b) }) {
			continue
		}
		for b := 0; b < h; b++ {
			start, end := b, b
			for ; b < h && b-end <= broken; b++ {
				if dark(a, b) {
					end = b + 1
				}
			}
			if end-start >= least {
				found = append(found, image.Rect(a, start, a+1, end))
			}
		}
	}
	return slices.DeleteFunc(beside(found), func(r image.Rectangle) bool { return r.Dx() > thickest })
}

// probeStep is how far apart the places are at which a line is probed.
const probeStep = 10

// crossed reports whether a line of so many dots may hold a stroke. Of any two dots of a
// stroke side by side one is dark, so few of the line need looking at.
func crossed(dots, least int, dark func(int) bool) bool {
	run := 0
	for b := 0; b+broken < dots; b += probeStep {
		if !dark(b) && !dark(b+broken) {
			run = 0
		} else if run++; run >= (least-broken)/probeStep {
			return true
		}
	}
	return false
}

// beside joins strokes side by side to one; they come in the order of the first axis.
func beside(strokes []image.Rectangle) []image.Rectangle {
	var out []image.Rectangle
	for _, s := range strokes {
		i := len(out) - 1
		for i >= 0 && !s.Overlaps(out[i].Inset(-2)) {
			i--
		}
		if i < 0 {
			out = append(out, s)
		} else {
			out[i] = out[i].Union(s)
		}
	}
	return out
}

// joined joins the pieces of upright rules that stand one above the other.
func joined(pieces []image.Rectangle) []image.Rectangle {
	sorted := slices.SortedStableFunc(slices.Values(pieces), func(a, b image.Rectangle) int {
		return cmp.Compare(a.Min.Y, b.Min.Y)
	})
	var out []image.Rectangle
	for _, p := range sorted {
		x := middle(p).X
		i := slices.IndexFunc(out, func(o image.Rectangle) bool {
			return x >= o.Min.X-drift && x <= o.Max.X+drift && p.Min.Y-o.Max.Y <= gapInRule
		})
		if i < 0 {
			out = append(out, p)
		} else {
			out[i] = out[i].Union(p)
		}
	}
	return out
}

func middle(r image.Rectangle) image.Point { return r.Min.Add(r.Max).Div(2) }

// tables returns the places of tables, from the top: where rules touch each other,
// among them three upright ones. No two share a height.
func (r rules) tables() []image.Rectangle {
	parts := slices.Concat(r.upright, r.level)
	for i := 0; i < len(parts); i++ {
		for k := i + 1; k < len(parts); k++ {
			if parts[i].Inset(-8).Overlaps(parts[k]) {
				parts[i] = parts[i].Union(parts[k])
				parts = slices.Delete(parts, k, k+1)
				i, k = -1, len(parts) // once more from the start
			}
		}
	}
	parts = slices.DeleteFunc(parts, func(t image.Rectangle) bool { return len(within(r.upright, t)) < 3 })
	slices.SortFunc(parts, func(a, b image.Rectangle) int { return cmp.Compare(a.Min.Y, b.Min.Y) })
	var out []image.Rectangle
	for _, t := range parts {
		if n := len(out); n == 0 || t.Min.Y >= out[n-1].Max.Y {
			out = append(out, t)
		}
	}
	return out
}

// within returns the rules that lie in a table.
func within(list []image.Rectangle, table image.Rectangle) []image.Rectangle {
	var out []image.Rectangle
	for _, r := range list {
		if r.In(table) {
			out = append(out, r)
		}
	}
	return out
}

// erased returns the picture without the rules of the tables.
func (r rules) erased(gray *image.Gray, tables []image.Rectangle) *image.Gray {
	out := &image.Gray{Pix: slices.Clone(gray.Pix), Stride: gray.Stride, Rect: gray.Rect}
	for _, t := range tables {
		for _, s := range within(r.pieces, t) {
			s = s.Inset(-1).Intersect(gray.Rect)
			for y := s.Min.Y; y < s.Max.Y; y++ {
				for x := s.Min.X; x < s.Max.X; x++ {
					out.Pix[y*out.Stride+x] = 255
				}
			}
		}
	}
	return out
}
