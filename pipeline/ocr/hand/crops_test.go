package hand

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"image"
	"math"
	"os"
	"testing"
)

// labelled is a blank of a scan with the digits that it holds, as the test TestBlanks of
// package ocr writes them.
type labelled struct {
	Gray                 *image.Gray
	From, To, Base, Size float64
	Digits               []string // ways to write them: 5 and 05
}

// TestCrops writes what train/train.py is trained with: the pieces of the blanks of
// labelled scans, each with the digit that it is, or 10 where it is none.
func TestCrops(t *testing.T) {
	in, out := os.Getenv("DANCHIEU_BLANKS"), os.Getenv("DANCHIEU_CROPS")
	if in == "" || out == "" {
		t.Skip("DANCHIEU_BLANKS and DANCHIEU_CROPS name no files")
	}
	b, err := os.ReadFile(in)
	if err != nil {
		t.Fatal(err)
	}
	var all []labelled
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&all); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for _, l := range all {
		writeCrops(w, l)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
}

// unlikely is how unlikely, for each digit, the likeliest way to cut a blank may be.
const unlikely = -6.0

func writeCrops(w *bufio.Writer, l labelled) {
	b := Blank{Gray: l.Gray, From: l.From, To: l.To, Base: l.Base, Size: l.Size}
	ink, _ := strokes(b)
	p := pieces(ink, b.Size)
	all := spans(p, b.Size)
	n := net()
	for i := range all {
		all[i].scores = n.classify(all[i].glyph.raster())
	}
	best, path, digits := math.Inf(-1), []int(nil), ""
	for _, d := range l.Digits {
		if s, found := align(b, p, all, d); s > best {
			best, path, digits = s, found, d
		}
	}
	if path == nil || best < unlikely*float64(len(digits)) {
		return
	}
	label := map[int]byte{}
	for k, i := range path {
		label[i] = digits[k] - '0'
	}
	for i, s := range all {
		d, ok := label[i]
		if !ok {
			d = none
		}
		r := s.glyph.raster()
		w.WriteByte(d)
		binary.Write(w, binary.LittleEndian, r[:])
	}
}

// align finds the likeliest way to cut a blank whose digits are known: the indices of
// their spans.
func align(b Blank, p []glyph, all []span, digits string) (float64, []int) {
	type cell struct {
		score float64
		path  []int
	}
	cells := make([][]cell, len(p)+1)
	for i := range cells {
		cells[i] = make([]cell, len(digits)+1)
		for k := range cells[i] {
			cells[i][k].score = math.Inf(-1)
		}
	}
	cells[0][0].score = 0
	for at := range p {
		skip := priceSkip / 2 * min(1, float64(p[at].box.Dy())/b.Size/lowest)
		for k, c := range cells[at] {
			if s := c.score - skip; s > cells[at+1][k].score {
				cells[at+1][k] = cell{s, c.path}
			}
			for i, sp := range all {
				if k == len(digits) || sp.from != at {
					continue
				}
				next := &cells[sp.to][k+1]
				if s := c.score + sp.scores[digits[k]-'0'] - sp.price(b.Size); s > next.score {
					*next = cell{s, append(append([]int(nil), c.path...), i)}
				}
			}
		}
	}
	last := cells[len(p)][len(digits)]
	return last.score, last.path
}
