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
// the right, from its lower edges. Lines of text give the profile of ink over the height
// of a page sharp steps when it is sheared by the right angle. 0 for a picture without
// lines.
func skewOf(points []image.Point) float64 {
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
	bars := make([]int, points[len(points)-1].Y+1) // they are in the order of lines
	right := 0
	for _, p := range points {
		right = max(right, p.X)
	}
	shifts := make([]int, right+1)
	best, sharpest := 0.0, -1
	for n := 0; from+float64(n)*step <= to+step/2; n++ {
		angle := from + float64(n)*step
		if s := sharpness(points, bars, shifts, angle); s > sharpest || s == sharpest && math.Abs(angle) < math.Abs(best) {
			best, sharpest = angle, s
		}
	}
	return best
}

// sharpness sums the squares of the bars of the profile of points. A shift beyond the
// picture's height wraps round, harmlessly. bars and shifts are room for as many numbers
// as the points reach down and to the right.
func sharpness(points []image.Point, bars, shifts []int, angle float64) int {
	slope := math.Tan(angle * math.Pi / 180)
	for x := range shifts {
		down := -int(math.Floor(slope*float64(x) + .5))
		shifts[x] = (down%len(bars) + len(bars)) % len(bars)
	}
	clear(bars)
	for _, p := range points {
		at := p.Y + shifts[p.X]
		if at >= len(bars) {
			at -= len(bars)
		}
		bars[at]++
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
	limit := shrink * shrink * inkLimit(gray)
	points := make([]image.Point, 0, w*h/16)
	above, here := make([]bool, w), make([]bool, w)
	for y := range h {
		above, here = here, above
		upper := gray.Pix[y*shrink*gray.Stride:][:gray.Stride]
		lower := gray.Pix[(y*shrink+1)*gray.Stride:][:len(upper)]
		for x := range here {
			at := x * shrink
			here[x] = int(upper[at])+int(upper[at+1])+int(lower[at])+int(lower[at+1]) < limit
			if above[x] && !here[x] {
				points = append(points, image.Pt(x, y-1))
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
	var count, other [256]int // two, as most dots in a row are of one grey
	for i, g := range gray.Pix {
		if i%2 == 0 {
			count[g]++
		} else {
			other[g]++
		}
	}
	for g, n := range other {
		count[g] += n
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
		dy := float64(y) - cy
		right, down := sin*dy, cos*dy
		for x := range w {
			dx := float64(x) - cx
			out.Pix[y*out.Stride+x] = between(gray, cx+cos*dx-right, cy+sin*dx+down)
		}
	}
	return out
}

// between returns the grey at a place between dots, white outside.
func between(gray *image.Gray, x, y float64) uint8 {
	x0, y0 := int(x), int(y)
	if x < 0 || y < 0 || x0+1 >= gray.Rect.Dx() || y0+1 >= gray.Rect.Dy() {
		return 255
	}
	at := y0*gray.Stride + x0
	a, b, c, d := gray.Pix[at], gray.Pix[at+1], gray.Pix[at+gray.Stride], gray.Pix[at+gray.Stride+1]
	if a == b && b == c && c == d { // paper
		return a
	}
	fx, fy := x-float64(x0), y-float64(y0)
	upper := float64(a)*(1-fx) + float64(b)*fx
	lower := float64(c)*(1-fx) + float64(d)*fx
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

// isBlank reports whether a picture with these lower edges shows next to nothing.
func isBlank(edges []image.Point) bool { return len(edges) < fewEdges }

// fewEdges is how many lower edges specks leave on an empty page; a short word has more.
const fewEdges = 40
