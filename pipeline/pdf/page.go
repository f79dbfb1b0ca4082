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
	// Visible counts the letters painted visibly, Hidden the others: invisible
	// text over a picture of the page is what somebody's OCR read. Without a
	// picture it is left out. pdftotext does not tell them apart: all count as visible.
	Visible, Hidden int
	// Unreadable counts the letters for which the file gives no meaning; they
	// stand in the text as U+FFFD.
	Unreadable int
	// Recoded names how words were read that their fonts show as others or as
	// none: by the encodings of package viet, or by [ByCode]. Sorted.
	Recoded []string
	// Pictures counts the images painted on the page; Covered is the share of the
	// page they cover, 0 where unknown.
	Pictures int
	Covered  float64
	// Paths counts the drawn paths, Curves the curves in them: tables have none,
	// letters drawn as paths have many.
	Paths, Curves int
	// FileTitle is the title in the data of the file, on its first page alone.
	FileTitle string
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
	// Other is what OCR read where it read the word's digits in a second way that can be as
	// right, "" where it did not.
	Other string
}
