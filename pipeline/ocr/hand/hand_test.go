package hand

import (
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the pictures and what is read in them")

// pens are the strokes of our own digits, in a box of 10 × 16, as a pen draws them.
var pens = [10]string{
	"5,0 2,2 0,8 2,14 5,16 8,14 10,8 8,2 5,0",
	"0,7 5,0 5,16",
	"0,4 2,1 5,0 8,1 9,4 8,7 0,16 10,15",
	"1,1 6,0 9,3 8,6 4,8 8,9 10,12 7,16 3,16 0,14",
	"6,0 0,10 10,10|8,5 8,16",
	"9,0 2,0 1,7 6,6 9,9 9,13 5,16 0,14",
	"7,0 3,5 1,11 3,15 6,16 9,13 8,9 5,8 2,10",
	"0,1 9,0 4,16|2,8 9,8",
	"8,2 4,0 2,3 8,10 8,14 4,16 1,14 2,10 8,5 8,2",
	"9,4 6,0 2,2 1,6 4,8 8,6 9,4 8,11 5,16",
}

// Our own pictures: digits drawn with a pen of three dots into a form's room, 26 dots
// high, where print is 37 dots large.
const (
	size = 37.0
	base = 66.0
	from = 24.0
)

func draw(digits string, lean float64) (*image.Gray, float64) {
	wide := 20.0
	to := from + wide*1.35*float64(len(digits)) + 14
	gray := image.NewGray(image.Rect(0, 0, int(to)+24, 104))
	for i := range gray.Pix {
		gray.Pix[i] = 250
	}
	for i, d := range digits {
		x0 := from + 8 + wide*1.35*float64(i)
		for stroke := range strings.SplitSeq(pens[d-'0'], "|") {
			var last [2]float64
			for n, point := range strings.Fields(stroke) {
				var x, y float64
				fmt.Sscanf(point, "%f,%f", &x, &y)
				at := [2]float64{x0 + x*1.9 + lean*(16-y), base - (16-y)*2.6}
				if n > 0 {
					line(gray, last, at)
				}
				last = at
			}
		}
	}
	return gray, to
}

func line(gray *image.Gray, a, b [2]float64) {
	for s := 0.0; s <= 1; s += .01 {
		x, y := int(a[0]+s*(b[0]-a[0])), int(a[1]+s*(b[1]-a[1]))
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				gray.SetGray(x+dx, y+dy, color.Gray{40})
			}
		}
	}
}

func any5(string) bool { return true }

// The same pictures are read alike: another net or another way to cut shows here.
func TestReadPictures(t *testing.T) {
	var got strings.Builder
	right := 0
	words := []string{"1942", "2128", "07", "395", "5060", "46", "813", "2307"}
	for i, digits := range words {
		name := filepath.Join("testdata", digits+".png")
		drawn, to := draw(digits, .5*float64(i%3))
		if *update {
			var b strings.Builder
			if err := png.Encode(&b, drawn); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		gray := load(t, name)
		readings := Read(Blank{Gray: gray, From: from, To: to, Base: base, Size: size, Fits: any5, Most: 5})
		for _, r := range readings[:min(2, len(readings))] {
			fmt.Fprintf(&got, "%s: %s %.2f %.2f\n", digits, r.Digits, r.Confidence, r.Firm)
		}
		if len(readings) > 0 && readings[0].Digits == digits {
			right++
		}
	}
	golden := filepath.Join("testdata", "read.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("read otherwise (-want +got):\n%s", diff)
	}
	if right < len(words)-2 {
		t.Errorf("%d of %d pictures of our own digits are read right", right, len(words))
	}
}

func load(t *testing.T, name string) *image.Gray {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return p.(*image.Gray)
}

func TestReadNothing(t *testing.T) {
	gray := image.NewGray(image.Rect(0, 0, 80, 104))
	for i := range gray.Pix {
		gray.Pix[i] = 250
	}
	b := Blank{Gray: gray, From: from, To: 60, Base: base, Size: size, Fits: any5, Most: 5}
	if r := Read(b); len(r) > 0 {
		t.Errorf("blank paper is read as %v", r)
	}
	for x := 26; x < 58; x += 4 { // a dotted leader
		gray.SetGray(x, 66, color.Gray{40})
	}
	if r := Read(b); len(r) > 0 {
		t.Errorf("a leader is read as %v", r)
	}
}

// Digits that cannot stand there are not read, however they look.
func TestReadFits(t *testing.T) {
	gray, to := draw("46", 0)
	day := func(d string) bool { return d < "32" || len(d) == 1 && d < "4" }
	for _, r := range Read(Blank{Gray: gray, From: from, To: to, Base: base, Size: size, Fits: day, Most: 2}) {
		if !day(r.Digits) || len(r.Digits) > 2 {
			t.Errorf("%s is read where a day stands", r.Digits)
		}
	}
}

// Printed matter beside the room is no digit of it: what stands left of the room, and a
// number below or above.
func TestReadRoom(t *testing.T) {
	gray, to := draw("1942", 0)
	part := Blank{Gray: gray, From: from + 54, To: to, Base: base, Size: size, Fits: any5, Most: 5}
	r := Read(part)
	if len(r) == 0 || r[0].Digits != "42" {
		t.Errorf("in the right half of 1942 %v is read", r)
	}
}
