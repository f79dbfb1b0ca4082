package legal

import (
	"database/sql/driver"
	"encoding/json"
	"sort"
	"unicode/utf8"
)

// Span is a half-open range of byte offsets into the NFC running text of a file.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Box is a rectangle in PDF points (1/72 inch) from the top left corner of the
// page as it is drawn, that is after Rotate and CropBox; Y grows downwards.
type Box struct {
	X0 float64 `json:"x0"`
	Y0 float64 `json:"y0"`
	X1 float64 `json:"x1"`
	Y1 float64 `json:"y1"`
}

// Union returns the smallest box that holds both.
func (b Box) Union(c Box) Box {
	return Box{min(b.X0, c.X0), min(b.Y0, c.Y0), max(b.X1, c.X1), max(b.Y1, c.Y1)}
}

// PageBox is a box on a page; pages count from 1.
type PageBox struct {
	Page int `json:"page"`
	Box
}

// Zone says which part of a document a block of text belongs to
// (NĐ 30/2020/NĐ-CP, Phụ lục I: the layout of administrative documents).
type Zone string

// The zones of a document.
const (
	ZoneHead       Zone = "head"       // issuer, motto, number, place and date, type word: the document's own data
	ZoneTitle      Zone = "title"      // trích yếu: the lines under the type word, or V/v of a letter
	ZoneBody       Zone = "body"       // a paragraph of the body, preamble and headings included
	ZoneCell       Zone = "cell"       // one cell of a table
	ZoneFootnote   Zone = "footnote"   // one footnote, stitched together across pages
	ZoneRecipients Zone = "recipients" // Nơi nhận
	ZoneSignature  Zone = "signature"  // the signer's title and name
)

// Block is one paragraph, cell, footnote or part of the head: the unit within
// which a sentence may run on. Blocks follow each other in [Text.Content],
// parted by one line feed.
type Block struct {
	Span
	Zone Zone `json:"zone"`
	// Anchor is the offset in the body at which a footnote's mark stands, -1
	// for an unknown one; it has no meaning in other zones.
	Anchor int `json:"anchor"`
}

// Word is one word of running text with the place where it stands. A number
// broken over two lines ("QĐ-⏎UBND") is two words without a space between. In a text that knows no
// places, as that of a .txt file, all that a block has on one page is one word without a box.
type Word struct {
	Span
	Page int // from 1
	Box  Box
	// Confidence is 1 for text read from the file, below 1 for OCR.
	Confidence float64
	// Other is what OCR read in a second way, other in its digits; "" for nothing. It is
	// not stored: what it makes of a citation is in [Citation].
	Other string
	// Paragraph counts the paragraphs of a file that tells nothing of its pages, from 1; Source
	// is 1 + the index of the word among those of a Word file, and not stored. Both are 0 elsewhere.
	Paragraph, Source int
}

// PageInfo is what is known of one page.
type PageInfo struct {
	Width  float64    `json:"width"` // points
	Height float64    `json:"height"`
	Source PageSource `json:"source"`
	// Above and Below are the lines left out of the running text because they are
	// the page's and not the document's: running heads and feet, the page's number.
	Above []string `json:"above,omitempty"`
	Below []string `json:"below,omitempty"`
}

// PageSource says where the text of a page comes from.
type PageSource string

// The sources of a page's text.
const (
	SourceText    PageSource = "text"    // the page's own text layer
	SourceRescued PageSource = "rescued" // pdftotext
	SourceOCR     PageSource = "ocr"     // Tesseract
	SourceEmpty   PageSource = "empty"   // nothing to read on it
	SourceWaiting PageSource = "waiting" // a picture that waits for OCR
)

// Text is the running text of one file: paragraphs joined over lines and pages,
// in reading order, every byte with its place on a page.
type Text struct {
	Content string // NFC
	Blocks  []Block
	Words   []Word // in the order of Content
	Pages   []PageInfo
	Head    Head
}

// Head is what a document says of itself. Empty fields are unknown, never guessed.
type Head struct {
	Type Type `json:"type,omitempty"`
	// as printed, like [Citation.Number]; empty where blank or stamped as a picture
	Number string `json:"number,omitempty"`
	Date   Date   `json:"date,omitzero"`
	// Issuer is the lower line of the head, in sentence case where the
	// head prints it in capitals ("Ủy ban nhân dân tỉnh Lâm Đồng").
	Issuer string `json:"issuer,omitempty"`
	// Superior is the upper line of the head (cơ quan chủ quản), "" where the
	// head has only one.
	Superior string `json:"superior,omitempty"`
	Place    string `json:"place,omitempty"` // of the date line: "Cẩm Phả, ngày …"
	Title    string `json:"title,omitempty"` // trích yếu
	// Written is what was read from handwriting, and what is known in part; nil for nothing.
	Written *Written `json:"written,omitempty"`
}

// Written tells what of a head was read from digits written by hand, or stamped, into
// the printed form, and what may be there where they could not be read for certain.
type Written struct {
	Number bool `json:"number,omitempty"` // the head's number was read from handwriting
	Date   bool `json:"date,omitempty"`   // the day of its date was
	Signed bool `json:"signed,omitempty"` // its date is the day on which the issuer signed the file
	// Part is what is printed of a number whose ordinal is not known: "/TB-SYT". Month
	// is the year and month of a date whose day is not known.
	Part  string `json:"part,omitempty"`
	Month Date   `json:"month,omitzero"`
	// Guesses are the numbers that may stand there, likeliest first.
	Guesses []Guess `json:"guesses,omitempty"`
}

// IsZero reports whether nothing was read from handwriting.
func (w Written) IsZero() bool {
	return !w.Number && !w.Date && !w.Signed && w.Part == "" && w.Month.IsZero() && len(w.Guesses) == 0
}

// PartOfNumber returns what is known of a number whose ordinal is not, as it is shown:
// "?/TB-SYT"; "" for nothing.
func (h Head) PartOfNumber() string {
	if h.Written == nil || h.Written.Part == "" || h.Number != "" {
		return ""
	}
	return "?" + h.Written.Part
}

// KnownDate returns the date, of one whose day is not known the year and the month.
func (h Head) KnownDate() Date {
	if h.Date.IsZero() && h.Written != nil {
		return h.Written.Month
	}
	return h.Date
}

// Value returns what is stored in a database: JSON.
func (w *Written) Value() (driver.Value, error) {
	b, err := json.Marshal(w)
	return string(b), err
}

// Guess is a number that may be a document's own.
type Guess struct {
	Number     string  `json:"number"`
	Confidence float64 `json:"confidence"` // the share among all ways to read it
}

// wordAt returns the index of the first word that ends after the offset.
func (t *Text) wordAt(offset int) int {
	return sort.Search(len(t.Words), func(i int) bool { return t.Words[i].End > offset })
}

// Sources returns where the texts of the pages come from.
func (t *Text) Sources() []PageSource {
	var out []PageSource
	for _, p := range t.Pages {
		out = append(out, p.Source)
	}
	return out
}

// PageAt returns the page (from 1) on which the offset stands, 0 in a text
// without words.
func (t *Text) PageAt(offset int) int {
	i := t.wordAt(offset)
	if i == len(t.Words) {
		i--
	}
	if i < 0 {
		return 0
	}
	return t.Words[i].Page
}

// ParagraphAt returns the paragraph in which the offset stands, 0 in a text that has pages.
func (t *Text) ParagraphAt(offset int) int {
	if i := t.wordAt(offset); i < len(t.Words) {
		return t.Words[i].Paragraph
	}
	return 0
}

// WordsIn returns the words of which some part lies in a span, a part of [Text.Words].
func (t *Text) WordsIn(s Span) []Word {
	first := t.wordAt(s.Start)
	n := sort.Search(len(t.Words)-first, func(i int) bool { return t.Words[first+i].Start >= s.End })
	return t.Words[first : first+n]
}

// BlockAt returns the index of the block that holds the offset, or -1.
func (t *Text) BlockAt(offset int) int {
	i := sort.Search(len(t.Blocks), func(i int) bool { return t.Blocks[i].End > offset })
	if i == len(t.Blocks) || t.Blocks[i].Start > offset {
		return -1
	}
	return i
}

// Boxes returns the places a span covers: one box for every line it touches, in
// order. Where the span begins or ends inside a word, the word's box is cut in
// proportion to its letters.
func (t *Text) Boxes(s Span) []PageBox {
	var out []PageBox
	for _, w := range t.WordsIn(s) {
		b := PageBox{w.Page, t.cut(w, s)}
		if n := len(out) - 1; n >= 0 && sameLine(out[n], b) {
			out[n].Box = out[n].Union(b.Box)
			continue
		}
		out = append(out, b)
	}
	return out
}

func (t *Text) cut(w Word, s Span) Box {
	if w.Box == (Box{}) {
		return w.Box // and its letters, which may be many, are not counted
	}
	letters := float64(utf8.RuneCountInString(t.Content[w.Start:w.End]))
	width := w.Box.X1 - w.Box.X0
	b := w.Box
	if s.Start > w.Start {
		b.X0 += width * float64(utf8.RuneCountInString(t.Content[w.Start:s.Start])) / letters
	}
	if s.End < w.End {
		b.X1 -= width * float64(utf8.RuneCountInString(t.Content[s.End:w.End])) / letters
	}
	return b
}

func sameLine(a, b PageBox) bool {
	middle := (b.Y0 + b.Y1) / 2
	return a.Page == b.Page && middle > a.Y0 && middle < a.Y1 && b.X0 >= a.X0
}
