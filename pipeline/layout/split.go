package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// maxLone is the share of words that may be a consonant that stands alone: real
// text has .06 at most.
const maxLone = .12

// isSplit reports whether spaces stand within the words of a page ("Th ực hiệ n"):
// consonants stand alone then.
func isSplit(p pdf.Page) bool {
	words, lone := 0, 0
	for w := range printed(p) {
		words++
		if r, n := utf8.DecodeRuneInString(w); n == len(w) &&
			strings.ContainsRune("bcdđghklmnpqrstvx", unicode.ToLower(r)) {
			lone++
		}
	}
	return words >= judgedWords && float64(lone) > maxLone*float64(words)
}

// innerGaps are the widths in sizes of the letters, from the widest down, up to
// which a gap may stand within a word of a page whose words are split; a space is .25
// wide, and less where a line is tightened.
var innerGaps = []float64{.22, .2, .18, .16, .14}

// Joined returns a page whose words are split by narrow gaps with its words whole:
// of the widths that may be such gaps the one that leaves most words syllables.
// Any other page is returned as it is.
func Joined(p pdf.Page) pdf.Page {
	if !isSplit(p) {
		return p
	}
	best, right := p, 0.0
	for _, gap := range innerGaps {
		joined := joinedAt(p, gap)
		var s viet.Spelling
		for text := range printed(joined) {
			s.Add(text)
		}
		if s.Right() > right {
			best, right = joined, s.Right()
		}
	}
	if Source(best) != legal.SourceText {
		return p
	}
	return best
}

// joinedAt joins the words of a page with gaps up to a width, in sizes of the letters.
func joinedAt(p pdf.Page, widest float64) pdf.Page {
	lines := p.Lines
	p.Lines = make([]pdf.Line, len(lines))
	for i, l := range lines {
		p.Lines[i].Box = l.Box
		for _, w := range l.Words {
			n := len(p.Lines[i].Words) - 1
			if n >= 0 && closeBehind(p.Lines[i].Words[n], w, widest) {
				last := &p.Lines[i].Words[n]
				last.Text += w.Text
				last.Box = last.Box.Union(w.Box)
				continue
			}
			p.Lines[i].Words = append(p.Lines[i].Words, w)
		}
	}
	return p
}

func closeBehind(a, b pdf.Word, widest float64) bool {
	gap := b.Box.X0 - a.Box.X1
	return a.Stamp == b.Stamp && !b.Mark && a.Baseline == b.Baseline && gap >= 0 && gap < widest*b.Size
}
