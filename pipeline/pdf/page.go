package pdf

import "github.com/danchieu/danchieu/pipeline/legal"

// Page is one page as drawn: words with their places, gathered into lines in
// the order in which the file paints them.
type Page struct {
	Width, Height float64 // points, after Rotate and CropBox
	Lines         []Line
	// Letters counts the letters of the page's own content, without those of
	// annotations: a scan with a signature stamp has none.
	Letters int
	// Unreadable counts the letters for which the file gives no meaning; they
	// stand in the text as U+FFFD.
	Unreadable int
	// Pictures counts the images painted on the page, Paths its drawn paths.
	Pictures, Paths int
	// Err says what kept part of the page from being read, "" for nothing.
	Err string
}

// Line is a run of words on one baseline, as painted.
type Line struct {
	Words []Word
	Box   legal.Box
}

// Word is a run of letters without a gap.
type Word struct {
	Text     string // NFC
	Box      legal.Box
	Baseline float64 // from the top of the page, in points
	Size     float64 // font size in points, as drawn
	Font     string  // base font without its subset prefix
	Bold     bool
	Italic   bool
	// Stamp marks words that come from an annotation's appearance: a signature
	// stamp, most often the document's own number and date.
	Stamp bool
	// Mark marks a footnote mark: digits raised above the line, smaller than it.
	Mark bool
	// Glued is true where the word touches the one before it on the line though
	// it is a word of its own (a mark behind "đào tạo", a stamp in a gap).
	Glued bool
	// Angle in degrees, counter-clockwise; 0 for upright text.
	Angle float64
	// Doubt is how unsure OCR is of the word, from 0 to 1; 0 for text that the
	// file itself gives.
	Doubt float64
}
