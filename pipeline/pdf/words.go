package pdf

import (
	"math"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Extent of a word's box above and below the baseline, in ems. Letters with two
// marks, "Ấ", reach higher than the ascent that most fonts declare.
const (
	ascent  = .9
	descent = .22
)

// setter sets the glyphs of lines into words.
type setter struct {
	words []Word            // of all lines so far
	known map[string]string // the texts of words by those of their glyphs
	word  []*glyph          // of the word being set
	text  []byte            // its text
	space bool              // the file itself has a space behind the last glyph
	glued bool              // the word being set touches the one before
}

// line returns the words of a line.
func (s *setter) line(row []*glyph) []Word {
	from := len(s.words)
	s.space = false
	for _, g := range row {
		s.add(g)
	}
	s.endWord()
	return s.words[from:len(s.words):len(s.words)]
}

func (s *setter) add(g *glyph) {
	if g.text == " " {
		s.space = s.space || len(s.word) > 0 && !s.covers(g)
		return
	}
	if s.combines(g) {
		s.text = append(s.text, g.text...)
		last := *s.word[len(s.word)-1]
		u, _ := last.along(g.x, g.y)
		last.width = max(last.width, u+g.width) // the marks of VNI move the pen
		s.word[len(s.word)-1] = &last
		return
	}
	if apart, touching := s.parted(g); apart {
		s.endWord()
		s.glued = touching
	}
	s.word = append(s.word, g)
	s.text = append(s.text, g.text...)
	s.space = false
}

// covers reports whether a space lies under a stamp: the gap left for a number is
// often made of spaces.
func (s *setter) covers(space *glyph) bool {
	last := s.word[len(s.word)-1]
	u, _ := last.along(space.x, space.y)
	return last.stamp && u < last.width
}

// combines reports whether g is a mark painted over the letter before it.
func (s *setter) combines(g *glyph) bool {
	r, _ := utf8.DecodeRuneInString(g.text)
	if len(s.word) == 0 || !unicode.Is(unicode.Mn, r) {
		return false
	}
	last := s.word[len(s.word)-1]
	u, v := last.along(g.x, g.y)
	return math.Hypot(u, v) < 1.5*last.size
}

// parted reports whether g begins a word, and whether that touches the one before.
func (s *setter) parted(g *glyph) (apart, touching bool) {
	if len(s.word) == 0 {
		return false, false
	}
	last := s.word[len(s.word)-1]
	switch {
	case s.space || gapTo(last, g) > wordGap:
		return true, false
	case last.stamp != g.stamp: // a date stamped into a narrow gap: "tháng10"
		return true, !(isLetter(last) && isNumeral(g) || isNumeral(last) && isLetter(g))
	}
	apart = raised(last, g) || raised(g, last)
	return apart, apart
}

func isLetter(g *glyph) bool {
	r, _ := utf8.DecodeRuneInString(g.text)
	return unicode.IsLetter(r)
}

func isNumeral(g *glyph) bool { return isDigit(g.text[0]) }

// Size and height of a footnote mark against its line, in ems of the latter.
const (
	markSize = .75
	markRise = .1
)

// raised reports whether b is smaller than a and stands higher.
func raised(a, b *glyph) bool {
	_, v := a.along(b.x, b.y)
	return b.size < markSize*a.size && v > markRise*a.size
}

func (s *setter) endWord() {
	if len(s.word) > 0 {
		s.words = append(s.words, s.makeWord())
	}
	s.word, s.text, s.glued = s.word[:0], s.text[:0], false
}

// makeWord makes a word of the glyphs so far, with the size and style of most of
// them.
func (s *setter) makeWord() Word {
	first, main := s.word[0], s.mainGlyph()
	w := Word{
		Text:     s.wordText(),
		Box:      first.box(),
		Baseline: first.y,
		Size:     main.size,
		Font:     main.font.name,
		Bold:     main.bold,
		Italic:   main.font.italic,
		Stamp:    main.stamp,
		Glued:    s.glued,
	}
	for _, g := range s.word[1:] {
		w.Box = w.Box.Union(g.box())
	}
	if !first.upright() {
		w.Angle = math.Atan2(-first.dy, first.dx) * 180 / math.Pi
	}
	return w
}

// Bounds of the words whose texts are kept.
const (
	maxKnown     = 1 << 14
	longestKnown = 40 // bytes
)

// wordText returns the text of the word. Few words make up most of a file.
func (s *setter) wordText() string {
	if text, ok := s.known[string(s.text)]; ok {
		return text
	}
	text := string(norm.NFC.Bytes(s.text))
	if len(s.known) < maxKnown && len(s.text) <= longestKnown {
		s.known[string(s.text)] = text
	}
	return text
}

// mainGlyph finds the style of the word by the majority vote of Boyer and Moore.
func (s *setter) mainGlyph() *glyph {
	best, votes := s.word[0], 0
	for _, g := range s.word {
		switch {
		case votes == 0:
			best, votes = g, 1
		case g.font == best.font && g.size == best.size && g.bold == best.bold:
			votes++
		default:
			votes--
		}
	}
	return best
}

// upright reports whether the glyph's baseline runs from left to right, but for the
// rounding of writers and the skew of scans.
func (g *glyph) upright() bool { return g.dx > .9999 }

// box returns the box of a glyph on the page.
func (g *glyph) box() legal.Box {
	if g.upright() {
		return legal.Box{X0: g.x, Y0: g.y - ascent*g.size, X1: g.x + g.width, Y1: g.y + descent*g.size}
	}
	m := matrix{g.dx, g.dy, g.dy, -g.dx, g.x, g.y}
	return m.bounds(legal.Box{X0: 0, Y0: -descent * g.size, X1: g.width, Y1: ascent * g.size})
}

func boxOfWords(words []Word) legal.Box {
	box := words[0].Box
	for _, w := range words[1:] {
		box = box.Union(w.Box)
	}
	return box
}
