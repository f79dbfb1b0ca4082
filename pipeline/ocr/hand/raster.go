package hand

// side is that of the pictures that the net reads; a digit fills inner of it.
const (
	side  = 28
	inner = 20
)

// raster draws a glyph as the net reads it: scaled to fit, centred by its mass, ink
// as the share of each dot that it covers.
func (g glyph) raster() [side * side]float32 {
	var out [side * side]float32
	w, h := g.box.Dx(), g.box.Dy()
	scale := float64(inner) / float64(max(w, h))
	var sx, sy float64
	for _, p := range g.dots {
		sx += float64(p.X-g.box.Min.X) + .5
		sy += float64(p.Y-g.box.Min.Y) + .5
	}
	n := float64(len(g.dots))
	x0, y0 := float64(side)/2-scale*sx/n, float64(side)/2-scale*sy/n
	x0 = min(max(x0, 0), float64(side)-scale*float64(w))
	y0 = min(max(y0, 0), float64(side)-scale*float64(h))
	for _, p := range g.dots {
		x, y := x0+scale*float64(p.X-g.box.Min.X), y0+scale*float64(p.Y-g.box.Min.Y)
		spread(&out, x, y, scale)
	}
	for i := range out {
		out[i] = min(out[i], 1)
	}
	return out
}

// spread adds a square of ink to the dots that it covers.
func spread(out *[side * side]float32, x, y, edge float64) {
	for row := int(y); row < side && float64(row) < y+edge; row++ {
		high := min(float64(row+1), y+edge) - max(float64(row), y)
		for col := int(x); col < side && float64(col) < x+edge; col++ {
			wide := min(float64(col+1), x+edge) - max(float64(col), x)
			out[row*side+col] += float32(high * wide)
		}
	}
}
