package layout

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// A sketch is a page drawn by hand: A4, letters half as wide as they are high.

const letterWidth = .5

type style func(*pdf.Word)

func bold(w *pdf.Word)  { w.Bold = true }
func stamp(w *pdf.Word) { w.Stamp = true }

func sized(size float64) style { return func(w *pdf.Word) { w.Size = size } }

// at draws words from x on the baseline y, in 14 points unless a style says otherwise.
func at(x, y float64, text string, styles ...style) pdf.Line {
	var l pdf.Line
	for _, s := range strings.Fields(text) {
		w := pdf.Word{Text: s, Baseline: y, Size: 14}
		for _, st := range styles {
			st(&w)
		}
		if mark, ok := strings.CutPrefix(s, "^"); ok { // a raised mark, glued to the word before
			w.Text, w.Mark, w.Size, w.Baseline, w.Glued = mark, true, w.Size*.6, y-4, len(l.Words) > 0
			x -= boolTo(w.Glued) * .25 * 14
		}
		if tail, ok := strings.CutPrefix(s, "~"); ok {
			w.Text, w.Glued = tail, true
			x -= .25 * 14
		}
		width := float64(utf8.RuneCountInString(w.Text)) * letterWidth * w.Size
		w.Box = legal.Box{X0: x, Y0: w.Baseline - .8*w.Size, X1: x + width, Y1: w.Baseline + .2*w.Size}
		x += width + .25*14
		l.Words = append(l.Words, w)
	}
	l.Box = l.Words[0].Box
	for _, w := range l.Words {
		l.Box = l.Box.Union(w.Box)
	}
	return l
}

// full draws a justified line: its last word ends at 540.
func full(x, y float64, text string, styles ...style) pdf.Line {
	l := at(x, y, text, styles...)
	last := len(l.Words) - 1
	stretch := (540 - l.Words[last].Box.X1) / float64(max(last, 1))
	for i := range l.Words {
		l.Words[i].Box.X0 += stretch * float64(i)
		l.Words[i].Box.X1 += stretch * float64(i)
	}
	l.Box.X1 = 540
	return l
}

func boolTo(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// join draws several parts on one line, as a file paints a table row.
func join(lines ...pdf.Line) pdf.Line {
	out := lines[0]
	for _, l := range lines[1:] {
		out.Words = append(out.Words, l.Words...)
		out.Box = out.Box.Union(l.Box)
	}
	return out
}

func sheet(lines ...pdf.Line) pdf.Page {
	p := pdf.Page{Width: 595, Height: 842, Lines: lines}
	for _, l := range lines {
		for _, w := range l.Words {
			if !w.Stamp {
				p.Letters += utf8.RuneCountInString(w.Text)
			}
		}
	}
	return p
}

// blocksOf writes blocks as "zone: text".
func blocksOf(t legal.Text) []string {
	var out []string
	for _, b := range t.Blocks {
		out = append(out, fmt.Sprintf("%s: %s", b.Zone, t.Content[b.Start:b.End]))
	}
	return out
}

// check tests what every text promises.
func check(t *testing.T, text legal.Text) {
	t.Helper()
	if !norm.NFC.IsNormalString(text.Content) {
		t.Fatalf("content is not NFC: %q", text.Content)
	}
	end, word := 0, 0
	for i, b := range text.Blocks {
		if i > 0 {
			if text.Content[end] != '\n' {
				t.Fatalf("block %d: no line feed before it", i)
			}
			end++
		}
		if b.Start != end || b.End <= b.Start || b.Anchor > len(text.Content) || b.Anchor < -1 {
			t.Fatalf("block %d: %+v, want it to start at %d", i, b, end)
		}
		for at := b.Start; at < b.End; word++ {
			if word == len(text.Words) {
				t.Fatalf("block %d: no words for %q", i, text.Content[at:b.End])
			}
			w := text.Words[word]
			if gap := text.Content[at:max(at, w.Start)]; w.Start < at || gap != "" && gap != " " || w.End <= w.Start ||
				w.End > b.End {
				t.Fatalf("block %d: word %+v after offset %d", i, w, at)
			}
			if strings.ContainsAny(text.Content[w.Start:w.End], " \n") && w.Box != (legal.Box{}) || w.Page < 1 || w.Page > len(text.Pages) {
				t.Fatalf("word %+v: %q", w, text.Content[w.Start:w.End])
			}
			at = w.End
		}
		end = b.End
	}
	if end != len(text.Content) || word != len(text.Words) {
		t.Fatalf("blocks end at %d of %d, hold %d words of %d", end, len(text.Content), word, len(text.Words))
	}
}
