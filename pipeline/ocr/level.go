package ocr

import (
	"image"
	"math"
)

// Bounds of the skew, in degrees.
const (
	maxSkew  = 5.0
	leastTip = .2 // below it, a page is left as it is
	coarse   = .5
	fine     = .05
)

// skewOf estimates by how many degrees the lines of a picture run downwards to
// the right. Lines of text give the profile of ink over the height of a page sharp
// steps when it is sheared by the right angle. 0 for a picture without lines.
func skewOf(gray *image.Gray) float64 {
	points := lowerEdges(gray)
	if len(points) < 200 {
		return 0
	}
	best := search(points, -maxSkew, maxSkew, coarse)
	best = search(points, best-coarse, best+coarse, fine)
	if math.Abs(best) < leastTip || math.Abs(best) > maxSkew-fine {
		return 0
	}
	return best
}

// search returns the angle with the sharpest profile.
func search(points []image.Point, from, to, step float64) float64 {
	last := points[len(points)-1].Y // they are in the order of lines
	best, sharpest := 0.0, -1
	for n := 0; from+float64(n)*step <= to+step/2; n++ {
		angle := from + float64(n)*step
		if s := sharpness(points, last, angle); s > sharpest || s == sharpest && math.Abs(angle) < math.Abs(best) {
			best, sharpest = angle, s
		}
	}
	return best
}

// sharpness sums the squares of the bars of the profile of points, which reach
// down to last. A shift beyond the picture's height wraps round, harmlessly.
func sharpness(points []image.Point, last int, angle float64) int {
	slope := math.Tan(angle * math.Pi / 180)
	bars := make([]int, last+1)
	for _, p := range points {
		at := (p.Y - int(math.Floor(slope*float64(p.X)+.5))) % len(bars)
		bars[(at+len(bars))%len(bars)]++
	}
	sum := 0
	for _, n := range bars {
		sum += n * n
	}
	return sum
}

// shrink is by how much a picture is made smaller before its lines are looked for.
const shrink = 2

// lowerEdges returns the points, in a smaller picture, where ink ends downwards:
// the baselines of letters are among them, frames and stems are not.
func lowerEdges(gray *image.Gray) []image.Point {
	w, h := gray.Rect.Dx()/shrink, gray.Rect.Dy()/shrink
	limit := inkLimit(gray)
	dark := func(x, y int) bool {
		at := y*shrink*gray.Stride + x*shrink
		sum := int(gray.Pix[at]) + int(gray.Pix[at+1]) + int(gray.Pix[at+gray.Stride]) + int(gray.Pix[at+gray.Stride+1])
		return sum < shrink*shrink*limit
	}
	var points []image.Point
	for y := range h - 1 {
		for x := range w {
			if dark(x, y) && !dark(x, y+1) {
				points = append(points, image.Pt(x, y))
			}
		}
	}
	return points
}

// inkLimit returns the grey below which a dot counts as ink: halfway between what
// is darkest and the paper.
func inkLimit(gray *image.Gray) int {
	paper, ink := tones(gray)
	return (paper + ink) / 2
}

// faintLimit returns the grey below which a dot counts as part of a thin rule.
func faintLimit(gray *image.Gray) int {
	paper, ink := tones(gray)
	return (3*paper + ink) / 4
}

// tones returns the commonest grey and that of the darkest dots.
func tones(gray *image.Gray) (paper, ink int) {
	var count [256]int
	for _, g := range gray.Pix {
		count[g]++
	}
	paper, ink = 255, -1
	seen := 0
	for g, n := range count {
		if n > count[paper] {
			paper = g
		}
		if seen += n; ink < 0 && seen*200 > len(gray.Pix) {
			ink = g
		}
	}
	return paper, max(0, ink)
}

// rotated returns the picture turned about its middle by so many degrees against
// the clock, which levels lines that run downwards; corners become white.
func rotated(gray *image.Gray, degrees float64) *image.Gray {
	if degrees == 0 {
		return gray
	}
	w, h := gray.Rect.Dx(), gray.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, w, h))
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	cx, cy := float64(w-1)/2, float64(h-1)/2
	for y := range h {
		for x := range w {
			dx, dy := float64(x)-cx, float64(y)-cy
			out.Pix[y*out.Stride+x] = between(gray, cx+cos*dx-sin*dy, cy+sin*dx+cos*dy)
		}
	}
	return out
}

// between returns the grey at a place between dots, white outside.
func between(gray *image.Gray, x, y float64) uint8 {
	x0, y0 := int(math.Floor(x)), int(math.Floor(y))
	if x0 < 0 || y0 < 0 || x0+1 >= gray.Rect.Dx() || y0+1 >= gray.Rect.Dy() {
		return 255
	}
	at := y0*gray.Stride + x0
	fx, fy := x-float64(x0), y-float64(y0)
	upper := float64(gray.Pix[at])*(1-fx) + float64(gray.Pix[at+1])*fx
	lower := float64(gray.Pix[at+gray.Stride])*(1-fx) + float64(gray.Pix[at+gray.Stride+1])*fx
	return uint8(upper*(1-fy) + lower*fy + .5)
}

// quarters returns the picture turned clockwise by n quarters of a circle.
func quarters(gray *image.Gray, n int) *image.Gray {
	for range n {
		w, h := gray.Rect.Dx(), gray.Rect.Dy()
		out := image.NewGray(image.Rect(0, 0, h, w))
		for y := range h {
			for x := range w {
				out.Pix[x*out.Stride+h-1-y] = gray.Pix[y*gray.Stride+x]
			}
		}
		gray = out
	}
	return gray
}

// isBlank reports whether a picture shows next to nothing.
func isBlank(gray *image.Gray) bool {
	return len(lowerEdges(gray)) < fewEdges
}

// fewEdges is what specks leave on an empty page; a short word has more.
const fewEdges = 40
