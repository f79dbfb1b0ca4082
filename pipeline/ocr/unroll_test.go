package ocr

import (
	"image"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ruled returns a page with a line of text, a table of two rows and two columns,
// and the boxes of a word in each, in reading order.
func ruled() (*image.Gray, []image.Rectangle) {
	words := []image.Rectangle{
		image.Rect(60, 40, 200, 60),
		image.Rect(80, 130, 180, 150), image.Rect(420, 130, 520, 150),
		image.Rect(80, 330, 180, 350), image.Rect(420, 330, 520, 350),
		image.Rect(60, 560, 200, 580),
	}
	rules := []image.Rectangle{
		image.Rect(50, 100, 750, 103), image.Rect(50, 300, 750, 303), image.Rect(50, 500, 750, 503),
		image.Rect(50, 100, 53, 503), image.Rect(400, 100, 403, 503), image.Rect(747, 100, 750, 503),
	}
	return drawn(800, 700, append(rules, words...)...), words
}

func TestUnrolled(t *testing.T) {
	page, words := ruled()
	out, strips := unrolled(page)
	if out.Rect.Dy() <= page.Rect.Dy() {
		t.Fatalf("height %d: the table was not found", out.Rect.Dy())
	}
	var rows []row
	for y := 0; y < out.Rect.Dy(); y++ { // what a reader of the unrolled picture sees
		if b := wordAt(out, y); !b.Empty() {
			rows = append(rows, row{{text: "x", box: b}})
			y = b.Max.Y
		}
	}
	var got []image.Rectangle
	for _, r := range rolledBack(rows, strips) {
		got = append(got, r[0].box)
	}
	if diff := cmp.Diff(words, got); diff != "" {
		t.Errorf("words, rules left out (-want +got):\n%s", diff)
	}
}

// wordAt returns the box of the black dots that begin at row y.
func wordAt(g *image.Gray, y int) image.Rectangle {
	b := image.Rectangle{}
	for ; y < g.Rect.Dy(); y++ {
		before := b
		for x := range g.Rect.Dx() {
			if g.Pix[y*g.Stride+x] < 128 {
				b = b.Union(image.Rect(x, y, x+1, y+1))
			}
		}
		if b == before {
			break
		}
	}
	return b
}

func TestUnrolledWithoutTable(t *testing.T) {
	page := drawn(800, 1100, textLike()...)
	if out, strips := unrolled(page); out != page || len(strips) != 1 {
		t.Errorf("%d strips of a page without a table", len(strips))
	}
}

func TestReach(t *testing.T) {
	a, b := token{box: image.Rect(0, 0, 50, 20)}, token{box: image.Rect(200, 0, 250, 20)}
	a.reach(b)
	if want := image.Rect(0, 0, 184, 20); a.box != want {
		t.Errorf("reaches to %v, want %v", a.box, want)
	}
}
