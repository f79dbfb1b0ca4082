package picture

import "math"

// longSide is the longer side of A4 in points: official documents are on that paper
// (Nghị định 30/2020/NĐ-CP, Phụ lục I).
const longSide = 842

// Cameras and screens say 72 or 96 dots per inch, which is no measure of the paper.
// Scanners have more; a fax has 204 × 98.
const (
	leastDPI  = 100
	mostDPI   = 4800
	leastSide = 144   // points, of the longer side: two inches
	mostSide  = 14400 // of a PDF page
)

// size returns the size of the page in points, as it is looked at: by the resolution
// that the file names where that can be one of paper, else as if it were A4.
func (s sheet) size() (width, height float64) {
	w, h := float64(s.width), float64(s.height)
	across, down := rounded(s.across), rounded(s.down)
	if min(across, down) > 0 && max(across, down) >= leastDPI && max(across, down) <= mostDPI {
		width, height = w*72/across, h*72/down
	}
	if long := max(width, height); long < leastSide || long > mostSide {
		width, height = w*longSide/max(w, h), h*longSide/max(w, h)
	}
	if s.turn.swaps() {
		width, height = height, width
	}
	return max(width, 1), max(height, 1)
}

// rounded returns a resolution as it was set: a PNG, which counts by the metre, has 199.9996
// for 200.
func rounded(dpi float64) float64 { return math.Round(100*dpi) / 100 }
