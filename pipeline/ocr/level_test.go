package ocr

import (
	"image"
	"math"
	"slices"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// drawn returns a white picture with black rectangles.
func drawn(width, height int, black ...image.Rectangle) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, width, height))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	for _, b := range black {
		for y := b.Min.Y; y < b.Max.Y; y++ {
			for x := b.Min.X; x < b.Max.X; x++ {
				g.Pix[y*g.Stride+x] = 20
			}
		}
	}
	return g
}

// textLike returns boxes that stand like the letters of a page of text.
func textLike() []image.Rectangle {
	var out []image.Rectangle
	for y := 100; y < 1000; y += 40 {
		for x := 80; x < 720; x += 14 {
			out = append(out, image.Rect(x, y-6*(x%3), x+9, y+20))
		}
	}
	return out
}

func TestSkew(t *testing.T) {
	page := drawn(800, 1100, textLike()...)
	for _, degrees := range []float64{0, .1, .5, -.8, 1.5, -3, 4} {
		want := degrees
		if math.Abs(degrees) < leastTip {
			want = 0
		}
		if got := skewOf(lowerEdges(rotated(page, -degrees))); math.Abs(got-want) > .15 {
			t.Errorf("turned by %g: skew %g", degrees, got)
		}
	}
	if got := skewOf(lowerEdges(drawn(800, 1100))); got != 0 {
		t.Errorf("empty page: skew %g", got)
	}
}

func TestBlank(t *testing.T) {
	if !isBlank(lowerEdges(drawn(800, 1100, image.Rect(5, 5, 8, 8), image.Rect(300, 700, 302, 703)))) {
		t.Error("specks count as text")
	}
	if isBlank(lowerEdges(drawn(800, 1100, textLike()[:20]...))) {
		t.Error("a short line counts as nothing")
	}
}

func TestQuarters(t *testing.T) {
	page := drawn(30, 20, image.Rect(2, 3, 10, 6))
	if got := quarters(page, 4); !slices.Equal(got.Pix, page.Pix) {
		t.Error("four quarters are no circle")
	}
	if got := quarters(page, 1); got.Rect.Dx() != 20 || got.Pix[2*got.Stride+20-4] != 20 ||
		got.Pix[3*got.Stride+3] != 255 {
		t.Error("one quarter is not clockwise")
	}
}

// A dot of the page as drawn is found, after turning, where Drawn leads back from.
func TestDrawn(t *testing.T) {
	for q := range 4 {
		for _, skew := range []float64{0, 1.5, -2} {
			spot := image.Rect(300, 180, 312, 192)
			seen := rotated(quarters(drawn(800, 600, spot), q), skew)
			v := View{Width: 800, Height: 600, Quarters: q, Skew: skew}
			got := v.Drawn(blackest(seen))
			want := legal.Box{X0: 300, Y0: 180, X1: 312, Y1: 192}
			if math.Abs(got.X0-want.X0) > 1.5 || math.Abs(got.Y0-want.Y0) > 1.5 || math.Abs(got.X1-want.X1) > 1.5 ||
				math.Abs(got.Y1-want.Y1) > 1.5 {
				t.Errorf("%d quarters, skew %g: %+v, want %+v", q, skew, got, want)
			}
		}
	}
}

// blackest returns the box of the dark dots of a picture.
func blackest(g *image.Gray) legal.Box {
	b := image.Rectangle{}
	for i, v := range g.Pix {
		if v < 128 {
			x, y := i%g.Stride, i/g.Stride
			b = b.Union(image.Rect(x, y, x+1, y+1))
		}
	}
	return legal.Box{X0: float64(b.Min.X), Y0: float64(b.Min.Y), X1: float64(b.Max.X), Y1: float64(b.Max.Y)}
}
