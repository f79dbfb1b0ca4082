package word

import (
	"strconv"
	"strings"
)

// format is what is said of letters; what is not said is inherited.
type format struct {
	bold, capitals, hidden, raised toggle
	font                           string
	size                           float64 // points
}

// toggle is a property that is said or not, and then on or off.
type toggle int8

const (
	unsaid toggle = iota
	on
	off
)

// paragraphFormat is what is said of a paragraph.
type paragraphFormat struct {
	align                             string
	indent, first, before, after      float64
	saysIndent, saysFirst, saysBefore bool
	saysAfter                         bool
	newPage                           toggle
	list                              string // w:numId, "" unsaid
	level                             int
	saysLevel                         bool
}

// style is one style of the file.
type style struct {
	based     string
	letters   format
	paragraph paragraphFormat
	settled   bool // what it is based on is taken over
}

// styles are the styles of the file, by their IDs.
type styles struct {
	byID      map[string]*style
	letters   format // of text without a style
	paragraph paragraphFormat
	standard  string // the style of paragraphs that name none
}

func (t *toggle) set(e element) {
	switch e.get("val") {
	case "0", "false", "off", "none", "baseline", "subscript":
		*t = off
	default:
		*t = on
	}
}

func (t toggle) or(other toggle) toggle {
	if t == unsaid {
		return other
	}
	return t
}

// over returns f where it says something, base elsewhere.
func (f format) over(base format) format {
	f.bold, f.capitals = f.bold.or(base.bold), f.capitals.or(base.capitals)
	f.hidden, f.raised = f.hidden.or(base.hidden), f.raised.or(base.raised)
	if f.font == "" {
		f.font = base.font
	}
	if f.size == 0 {
		f.size = base.size
	}
	return f
}

func (f paragraphFormat) over(base paragraphFormat) paragraphFormat {
	if f.align == "" {
		f.align = base.align
	}
	if !f.saysIndent {
		f.indent, f.saysIndent = base.indent, base.saysIndent
	}
	if !f.saysFirst {
		f.first, f.saysFirst = base.first, base.saysFirst
	}
	if !f.saysBefore {
		f.before, f.saysBefore = base.before, base.saysBefore
	}
	if !f.saysAfter {
		f.after, f.saysAfter = base.after, base.saysAfter
	}
	f.newPage = f.newPage.or(base.newPage)
	if f.list == "" {
		f.list = base.list
	}
	if !f.saysLevel {
		f.level, f.saysLevel = base.level, base.saysLevel
	}
	return f
}

// themeFont stands for a font that the theme of the file names: one of today.
const themeFont = "theme"

// readFormat reads a w:rPr; it returns the style that it names. What it was before a
// tracked change is passed over.
func (s *scanner) readFormat() (f format, styleID string, err error) {
	err = s.children(func(e element) error {
		switch e.name {
		case "w:rStyle":
			styleID = e.get("val")
		case "w:b":
			f.bold.set(e)
		case "w:caps", "w:smallCaps":
			f.capitals.set(e)
		case "w:vanish":
			f.hidden.set(e)
		case "w:vertAlign":
			f.raised.set(e)
		case "w:sz":
			f.size = number(e.get("val"), .5)
		case "w:rFonts":
			f.font = fontOf(e)
		}
		return nil
	})
	return f, styleID, err
}

// fontOf returns the font of letters that are not ASCII.
func fontOf(e element) string {
	for _, name := range []string{"hAnsiTheme", "asciiTheme"} {
		if e.get(name) != "" {
			return themeFont
		}
	}
	if font := e.get("hAnsi"); font != "" {
		return font
	}
	return e.get("ascii")
}

// number reads a measure in points: one without a unit counts so many points each.
// 0 for anything else.
func number(s string, each float64) float64 {
	for _, unit := range units {
		if rest, ok := strings.CutSuffix(s, unit.name); ok {
			s, each = rest, unit.points
			break
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v > -1e6 && v < 1e6) {
		return 0
	}
	return v * each
}

// units are those that strict documents may write.
var units = []struct {
	name   string
	points float64
}{{"pt", 1}, {"mm", 72 / 25.4}, {"cm", 72 / 2.54}, {"in", 72}, {"pc", 12}, {"pi", 12}}

// twip is the unit of lengths that name none.
const twip = 1. / 20

// readParagraphFormat reads one child of a w:pPr; it reports whether it was one of the
// format.
func (s *scanner) readParagraphFormat(f *paragraphFormat, e element) error {
	switch e.name {
	case "w:jc":
		f.align = e.get("val")
	case "w:ind":
		f.readIndent(e)
	case "w:spacing":
		if v := e.get("before"); v != "" {
			f.before, f.saysBefore = number(v, twip), true
		}
		if v := e.get("after"); v != "" {
			f.after, f.saysAfter = number(v, twip), true
		}
	case "w:pageBreakBefore":
		f.newPage.set(e)
	case "w:numPr":
		return s.children(func(e element) error {
			switch e.name {
			case "w:numId":
				f.list = e.get("val")
			case "w:ilvl":
				f.level, f.saysLevel = int(number(e.get("val"), 1)), true
			}
			return nil
		})
	}
	return nil
}

func (f *paragraphFormat) readIndent(e element) {
	for _, name := range []string{"left", "start"} {
		if v := e.get(name); v != "" {
			f.indent, f.saysIndent = number(v, twip), true
		}
	}
	if v := e.get("firstLine"); v != "" {
		f.first, f.saysFirst = number(v, twip), true
	}
	if v := e.get("hanging"); v != "" {
		f.first, f.saysFirst = -number(v, twip), true
	}
}

// readStyles reads the part of the styles.
func readStyles(raw []byte) (styles, error) {
	out := styles{byID: map[string]*style{}}
	s := newScanner(raw)
	err := s.root(func(element) error {
		return s.children(func(e element) error {
			switch e.name {
			case "w:docDefaults":
				return s.readDefaults(&out)
			case "w:style":
				return s.readStyle(e, &out)
			}
			return nil
		})
	})
	return out, err
}

func (s *scanner) readDefaults(out *styles) error {
	return s.children(func(e element) error {
		return s.children(func(e element) (err error) {
			switch e.name {
			case "w:rPr":
				out.letters, _, err = s.readFormat()
			case "w:pPr":
				err = s.children(func(e element) error { return s.readParagraphFormat(&out.paragraph, e) })
			}
			return err
		})
	})
}

func (s *scanner) readStyle(e element, out *styles) error {
	var st style
	id, kind := e.get("styleId"), e.get("type")
	if is := e.get("default"); kind == "paragraph" && (is == "1" || is == "true" || is == "on") {
		out.standard = id
	}
	err := s.children(func(e element) (err error) {
		switch e.name {
		case "w:basedOn":
			st.based = e.get("val")
		case "w:rPr":
			st.letters, _, err = s.readFormat()
		case "w:pPr":
			err = s.children(func(e element) error { return s.readParagraphFormat(&st.paragraph, e) })
		}
		return err
	})
	if kind == "paragraph" || kind == "character" || kind == "numbering" {
		out.byID[id] = &st
	}
	return err
}

// maxBased is longer than any honest chain of styles.
const maxBased = 50

// get returns a style with what it is based on taken over.
func (s *styles) get(id string) style { return s.settled(id, maxBased) }

// settled ends a loop, or a chain too long, where it has come to.
func (s *styles) settled(id string, more int) style {
	st := s.byID[id]
	if st == nil {
		return style{}
	}
	if st.settled || more == 0 {
		return *st
	}
	st.settled = true
	base := s.settled(st.based, more-1)
	st.letters, st.paragraph = st.letters.over(base.letters), st.paragraph.over(base.paragraph)
	return *st
}
