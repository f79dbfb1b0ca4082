package pdf

import (
	"strings"

	"github.com/ledongthuc/pdf"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// glyphOrder is the order of glyphs in Times New Roman and Arial as Windows has
// them since it knows Vietnamese. Files whose writer left the table of meanings
// (ToUnicode) out or filled it with the codes themselves can be read by it: their
// codes are the numbers of the glyphs. The order was taken from files that have
// both.
type glyphOrder struct {
	horns uint32 // glyph of Ơ, before ơ, Ư and ư
	block uint32 // glyph of U+1EA0, before the other letters with two marks
}

// macGlyphs are the glyphs from 98 on: those of the standard Macintosh order
// (OpenType, table "post") but for two that these fonts do not have.
var macGlyphs = []rune("ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥" +
	"¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔÒÚÛÙ")

// strayGlyphs are the letters of Vietnamese outside the runs.
var strayGlyphs = map[uint32]string{233: "Ý", 234: "ý", 255: "đ", 258: "Ă", 259: "ă", 264: "Đ", 428: "Ĩ", 429: "ĩ",
	457: "Ũ", 458: "ũ"}

const (
	firstASCII, lastASCII = 3, 97 // " " to "~"
	firstMac              = 98
	firstBlock, lastBlock = 0x1EA0, 0x1EF9 // Ạ to ỹ
)

// text returns the text of a glyph, [unreadable] where the order does not tell.
func (o *glyphOrder) text(glyph uint32) string {
	switch {
	case glyph < firstASCII:
		return ""
	case glyph <= lastASCII:
		return string(rune(glyph - firstASCII + ' '))
	case glyph < firstMac+uint32(len(macGlyphs)):
		return string(macGlyphs[glyph-firstMac])
	case glyph >= o.horns && glyph < o.horns+4:
		return []string{"Ơ", "ơ", "Ư", "ư"}[glyph-o.horns]
	case glyph >= o.block && glyph <= o.block+lastBlock-firstBlock:
		return string(rune(glyph - o.block + firstBlock))
	}
	if s, ok := strayGlyphs[glyph]; ok {
		return s
	}
	return unreadable
}

// orderOf returns the order of a composite font's glyphs, nil for an unknown one.
func orderOf(f *font, descendant pdf.Value) *glyphOrder {
	if f.codes != nil || f.unicode || descendant.Key("CIDToGIDMap").Kind() == pdf.Stream {
		return nil
	}
	if order := orderNamed(f.name); order != nil && order.fits(f.widths) {
		return order
	}
	return nil
}

// orderNamed returns the order in fonts of that name, nil for an unknown one.
func orderNamed(name string) *glyphOrder {
	name = strings.ToLower(strings.ReplaceAll(name, " ", ""))
	times, arial := strings.HasPrefix(name, "timesnewroman"), strings.HasPrefix(name, "arial")
	switch slanted := containsAny(name, "italic", "oblique"); {
	case times && slanted:
		return &glyphOrder{horns: 750, block: 808}
	case arial && slanted:
		return &glyphOrder{horns: 766, block: 824}
	case times || arial:
		return &glyphOrder{horns: 1130, block: 1188}
	}
	return nil
}

// fits reports whether the widths agree with the order: a letter with two marks is
// as wide as the letter without any.
func (o *glyphOrder) fits(widths map[uint32]float64) bool {
	const slack = .02
	for letter := rune(firstBlock); letter <= lastBlock; letter++ {
		plain := viet.Fold(string(letter))[0]
		if o.capital(letter) {
			plain -= 'a' - 'A'
		}
		marked, ok := widths[o.block+uint32(letter-firstBlock)]
		base, known := widths[uint32(plain)-' '+firstASCII]
		if ok && known && !hasHorn(letter) && max(marked-base, base-marked) > slack {
			return false
		}
	}
	return true
}

// capital reports whether a letter of the block is one: they alternate.
func (o *glyphOrder) capital(letter rune) bool { return letter%2 == 0 }

// hasHorn reports whether a letter is ơ or ư with a tone, which is wider.
func hasHorn(letter rune) bool {
	return 0x1EDA <= letter && letter <= 0x1EE3 || 0x1EE8 <= letter && letter <= 0x1EF1
}

// echoes reports whether a table of meanings gives letters back as the codes that
// they are: those of the glyphs of A to z.
func (m *cmap) echoes() bool {
	said, same := 0, 0
	for glyph := uint32('A' - ' ' + firstASCII); glyph <= 'z'-' '+firstASCII; glyph++ {
		if s, ok := m.lookup(glyph); ok {
			said++
			if s == string(rune(glyph)) {
				same++
			}
		}
	}
	return said > 0 && same == said
}
