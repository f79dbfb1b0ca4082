package pdf

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// ByCode stands in [Page].Recoded for fonts that do not say what their codes mean
// and were read by the custom of Windows: single bytes as in its code page, the
// numbers of glyphs as in its own fonts.
const ByCode = "codes"

// recoding is another way to read the codes of some fonts of a page.
type recoding struct {
	name  string
	named bool // the fonts' names call for it
	fonts []*font
	text  func(f *font, code uint32) string
}

// trial is how the words of a recoding's fonts are spelt, before and after.
type trial struct{ before, after viet.Spelling }

// Proof that a recoding is right: its words are Vietnamese and they were not
// before. A page with fewer words is judged by those of the pages before it too.
const (
	provingWords = 10
	provenRight  = .9
	provenGain   = .15
	maxMistoned  = .03
)

func (t trial) proven() bool {
	return t.after.Words >= provingWords && t.after.Right() >= provenRight &&
		t.after.Right() >= t.before.Right()+provenGain &&
		float64(t.after.Mistoned) <= maxMistoned*float64(t.after.Words)
}

// setText sets glyphs into lines, fonts recoded where that makes words of what are
// none. It returns the names of the recodings made.
func (d *document) setText(glyphs []glyph) (lines []Line, recoded []string) {
	lines = d.setLines(glyphs)
	for _, r := range recodings(glyphs) {
		other := r.apply(glyphs)
		set := d.setLines(other)
		t := trial{r.spelling(lines), r.spelling(set)}
		if d.prove(r, t) {
			glyphs, lines = other, set
			recoded = append(recoded, r.name)
		}
	}
	slices.Sort(recoded)
	return lines, slices.Compact(recoded)
}

// prove reports whether the page proves a recoding, or else the file so far does.
func (d *document) prove(r recoding, t trial) bool {
	key := r.name
	if !r.named {
		key += "?"
	}
	sum := d.trials[key]
	sum.before.Join(t.before)
	sum.after.Join(t.after)
	d.trials[key] = sum
	if t.after.Words >= provingWords {
		return t.proven()
	}
	return sum.proven()
}

// apply returns the glyphs as the recoding reads them.
func (r recoding) apply(glyphs []glyph) []glyph {
	out := slices.Clone(glyphs)
	for i := range out {
		g := &out[i]
		if g.coded && slices.Contains(r.fonts, g.font) {
			g.text = clean(r.text(g.font, g.code))
		}
	}
	return slices.DeleteFunc(out, func(g glyph) bool { return g.text == "" })
}

// spelling counts the words in the recoding's fonts; an unreadable one is wrong.
func (r recoding) spelling(lines []Line) (s viet.Spelling) {
	for _, l := range lines {
		for _, w := range l.Words {
			switch {
			case !slices.ContainsFunc(r.fonts, func(f *font) bool { return f.name == w.Font }):
			case strings.Contains(w.Text, unreadable):
				s.Words++
			default:
				s.Add(w.Text)
			}
		}
	}
	return s
}

// recodings returns those that the glyphs of a page call for.
func recodings(glyphs []glyph) []recoding {
	var (
		named  = map[viet.Encoding][]*font{}
		silent []*font // that do not say what their codes mean
		odd    []*font // whose letters look like none of Vietnamese, though their names say nothing
		out    []recoding
	)
	for _, u := range usesOf(glyphs) {
		f := u.font
		switch {
		case containsAny(strings.ToLower(f.name), "wingdings", "webdings", "symbol", "dingbats"): // bullets
		case f.legacy != "":
			named[f.legacy] = append(named[f.legacy], f)
		case u.unreadable > 0 && (f.order != nil || !f.composite) || f.echoes:
			silent = append(silent, f)
		case u.odd >= minOdd && float64(u.odd) >= minOddShare*float64(u.glyphs):
			odd = append(odd, f)
		}
	}
	for _, e := range viet.Encodings {
		if fonts := named[e]; fonts != nil {
			out = append(out, recoding{string(e), true, fonts, decodeAs(e)})
		}
	}
	if silent != nil {
		out = append(out, recoding{ByCode, false, silent, (*font).guess})
	}
	if unnamed := slices.Concat(silent, odd); unnamed != nil {
		for _, e := range viet.Encodings {
			out = append(out, recoding{string(e), false, unnamed, decodeAs(e)})
		}
	}
	return out
}

// decodeAs reads the codes of a font in an encoding; fonts of capitals show them.
func decodeAs(e viet.Encoding) func(f *font, code uint32) string {
	return func(f *font, code uint32) string {
		text := e.Decode(f.guess(code))
		if f.capitals {
			return strings.ToUpper(text)
		}
		return text
	}
}

// maxFonts is more fonts than a page has that is worth another reading.
const maxFonts = 200

// Glyphs that no Vietnamese text has: from so many, and such a share of its
// glyphs, on, a font may be in an encoding that its name does not tell.
const (
	minOdd      = 5
	minOddShare = .03
)

// use counts what a page shows in one font.
type use struct {
	font                    *font
	glyphs, odd, unreadable int
}

// usesOf counts the glyphs of a page by font, in the order in which they come; nil
// for a page of very many fonts.
func usesOf(glyphs []glyph) []use {
	var uses []use
	at := -1
	for i := range glyphs {
		g := &glyphs[i]
		if at < 0 || uses[at].font != g.font {
			at = slices.IndexFunc(uses, func(u use) bool { return u.font == g.font })
			if at < 0 && len(uses) == maxFonts {
				return nil
			}
			if at < 0 {
				uses = append(uses, use{font: g.font})
				at = len(uses) - 1
			}
		}
		uses[at].glyphs++
		switch {
		case isOdd(g.text):
			uses[at].odd++
		case g.text == unreadable:
			uses[at].unreadable++
		}
	}
	return uses
}

// isOdd reports whether a glyph shows a sign of Latin-1 that is no letter of
// Vietnamese: "®", "©", "µ", "ø", "ä".
func isOdd(text string) bool {
	return len(text) == 2 && (text[0] == 0xC2 || text[0] == 0xC3) && !viet.HasMark(text)
}
