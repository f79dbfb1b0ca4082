package pdf

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// parseBoxes reads what pdftotext -bbox-layout writes, in points from the top
// left corner of the page:
//
//	<page width="595.3" height="841.9">
//	  <flow><block xMin=…><line xMin=…>
//	    <word xMin="315.8" yMin="42.3" xMax="322.3" yMax="59.2">Số</word>
//
// It is no XML to rely on: control characters of a font stand in it as they are.
func parseBoxes(s string) []Page {
	var pages []Page
	var words []Word
	page := func() *Page { return &pages[len(pages)-1] }
	for {
		tag, text, rest, ok := nextTag(s)
		if !ok {
			break
		}
		s = rest
		name, attributes, _ := strings.Cut(tag, " ")
		switch {
		case name == "page":
			pages = append(pages, Page{Width: attribute(attributes, "width"), Height: attribute(attributes, "height")})
			words = nil
		case len(pages) == 0:
		case name == "word":
			if w, ok := boxedWord(attributes, text); ok {
				words = append(words, w)
			}
		case name == "/line" && len(words) > 0:
			page().Lines = append(page().Lines, boxedLine(words))
			words = nil
		case name == "/page":
			page().measure()
		}
	}
	return pages
}

// nextTag cuts the next tag and the text behind it off s.
func nextTag(s string) (tag, text, rest string, ok bool) {
	start := strings.IndexByte(s, '<')
	if start < 0 {
		return "", "", "", false
	}
	s = s[start+1:]
	tag, s, ok = strings.Cut(s, ">")
	if next := strings.IndexByte(s, '<'); next >= 0 {
		return tag, s[:next], s[next:], ok
	}
	return tag, s, "", ok
}

// attribute returns a length of at most a few times the largest page (PDF 32000-1,
// Annex C.2), 0 for one that is missing or senseless.
func attribute(attributes, name string) float64 {
	_, s, _ := strings.Cut(attributes, name+`="`)
	s, _, _ = strings.Cut(s, `"`)
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || !(x > -1e5 && x < 1e5) {
		return 0
	}
	return x
}

// Of the height of a word's box, which reaches from the lowest to the highest
// letter of its font.
const (
	sizeOfBox  = 1 / 1.107 // the font's size (Times: .891 above the baseline, .216 below)
	belowOfBox = .195      // what lies below the baseline
)

func boxedWord(attributes, text string) (Word, bool) {
	text = strings.TrimSpace(viet.Normalize(clean(html.UnescapeString(strings.ToValidUTF8(text, unreadable)))))
	box := legal.Box{
		X0: attribute(attributes, "xMin"), Y0: attribute(attributes, "yMin"),
		X1: attribute(attributes, "xMax"), Y1: attribute(attributes, "yMax"),
	}
	if text == "" || box.X1 <= box.X0 || box.Y1 <= box.Y0 {
		return Word{}, false
	}
	w := Word{Text: text, Box: box}
	w.upright()
	return w, true
}

// upright measures a word whose letters stand upright.
func (w *Word) upright() {
	height := w.Box.Y1 - w.Box.Y0
	w.Size, w.Baseline, w.Angle = sizeOfBox*height, w.Box.Y1-belowOfBox*height, 0
}

// turned measures a word of a line that runs up or down the page.
func (w *Word) turned() {
	w.Size, w.Baseline, w.Angle = sizeOfBox*(w.Box.X1-w.Box.X0), w.Box.Y1, 90
}

// boxedLine makes a line of words and tells the marks of footnotes from its text.
func boxedLine(words []Word) Line {
	words = whole(words)
	l := Line{Box: words[0].Box}
	long := 0
	for i, w := range words {
		l.Box = l.Box.Union(w.Box)
		if utf8.RuneCountInString(w.Text) > 2 && w.Box.Y1-w.Box.Y0 > w.Box.X1-w.Box.X0 {
			long++
		}
		words[i].Glued = i > 0 && w.Box.X0-words[i-1].Box.X1 < gluedGap*w.Size
	}
	if 2*long > len(words) {
		for i := range words {
			words[i].turned()
		}
	}
	l.Words = markNotes(words)
	return l
}

// whole joins what pdftotext parts at a change of font within a word: letters of
// one size that touch.
func whole(words []Word) []Word {
	out := words[:1]
	for _, w := range words[1:] {
		last := &out[len(out)-1]
		gap := w.Box.X0 - last.Box.X1
		if gap < gluedGap*w.Size && gap > -.3*w.Size && max(w.Size, last.Size) < 1.15*min(w.Size, last.Size) {
			*last = join(*last, w)
			last.Text = viet.Normalize(last.Text)
			last.upright()
			continue
		}
		out = append(out, w)
	}
	return out
}

// gluedGap is the gap, in sizes of the letters, below which two words touch.
const gluedGap = .08

// littleText is fewer letters than a page of text has.
const littleText = 100

// measure counts the letters of a page that has been read and guesses at pictures. They
// count as visible, as pdftotext does not tell.
func (p *Page) measure() {
	p.Letters, p.Unreadable = letters(p.Lines)
	p.Visible = p.Letters
	if p.Letters < littleText {
		p.Pictures = 1
	}
}
