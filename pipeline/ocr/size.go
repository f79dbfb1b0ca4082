package ocr

import (
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// repairSizes mends the sizes of lines that there is no room for between the
// baselines: what touches a line from above or below makes its letters seem
// higher than they are.
func repairSizes(lines []pdf.Line) {
	usual := usualSize(lines)
	for i := range lines {
		words := lines[i].Words
		if len(words) == 0 || words[0].Size <= roomFor(lines, i) {
			continue
		}
		size := min(usual, words[0].Size)
		for k := range words {
			words[k].Size = size
		}
	}
}

// roomFor returns how far line i stands from the nearer of the lines above and
// below it; very much for one that stands alone.
func roomFor(lines []pdf.Line, i int) float64 {
	room := 1e9
	for _, k := range []int{i - 1, i + 1} {
		if k < 0 || k >= len(lines) || len(lines[k].Words) == 0 || !overlap(lines[i], lines[k]) {
			continue
		}
		if gap := abs(lines[k].Words[0].Baseline - lines[i].Words[0].Baseline); gap > 0 {
			room = min(room, gap)
		}
	}
	return room
}

func overlap(a, b pdf.Line) bool { return a.Box.X0 < b.Box.X1 && b.Box.X0 < a.Box.X1 }

func abs(x float64) float64 { return max(x, -x) }

// usualSize returns the size of most letters of a page.
func usualSize(lines []pdf.Line) float64 {
	letters := map[float64]int{}
	for _, l := range lines {
		for _, w := range l.Words {
			letters[w.Size] += utf8.RuneCountInString(w.Text)
		}
	}
	usual := 0.0
	for size, n := range letters {
		if n > letters[usual] || n == letters[usual] && size < usual {
			usual = size
		}
	}
	return usual
}
