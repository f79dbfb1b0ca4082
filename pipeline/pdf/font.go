package pdf

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ledongthuc/pdf"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// font is what text needs to know of a font (PDF 32000-1 §9.5-§9.10): what its
// codes mean and how far they move the pen.
type font struct {
	name         string // without subset prefix
	bold, italic bool
	em           float64 // height of the em in text space for size 1

	composite bool  // Type0: codes of several bytes
	codes     *cmap // a Type0 font's Encoding; nil for two bytes, code = CID
	meaning   *cmap // ToUnicode; nil for none
	unicode   bool  // codes are UTF-16 by themselves
	simple    encoding

	widths   map[uint32]float64 // by code or CID, in text space for size 1
	width    float64            // of the others
	standard bool               // widths are those of a standard font

	known map[uint32]symbol // codes met so far

	legacy   viet.Encoding // that the name tells, "" for none
	capitals bool          // draws every letter as a capital
	order    *glyphOrder   // of a composite font, nil for unknown
	echoes   bool          // meaning only repeats the codes
	lost     error         // what could not be read of it
}

// symbol is a code of a font: its text and its advance in text space for size 1.
type symbol struct {
	text    string
	advance float64
}

// unreadable stands for a code whose text the file does not give.
const unreadable = "\uFFFD"

// loadFont reads a font dictionary, nil for anything else.
func (d *document) loadFont(v pdf.Value) *font {
	if v.Kind() != pdf.Dict {
		return nil
	}
	f := &font{em: 1, widths: map[uint32]float64{}, known: map[uint32]symbol{}}
	f.name = v.Key("BaseFont").Name()
	if prefix, rest, ok := strings.Cut(f.name, "+"); ok && len(prefix) == 6 { // §9.6.4
		f.name = rest
	}
	f.legacy, f.capitals = viet.OfFont(f.name)
	f.loadMeaning(d, v.Key("ToUnicode"))
	descriptor := v.Key("FontDescriptor")
	descendants := v.Key("DescendantFonts")
	if v.Key("Subtype").Name() == "" || anyMissing(v, "ToUnicode", "Encoding", "Widths", "DescendantFonts") {
		f.lost = errFontPart
	}
	if v.Key("Subtype").Name() == "Type0" || descendants.Kind() == pdf.Array {
		descendant := descendants.Index(0)
		if descendant.Kind() != pdf.Dict || anyMissing(descendant, "W", "CIDToGIDMap") {
			f.lost = errFontPart
		}
		descriptor = descendant.Key("FontDescriptor")
		f.loadComposite(d, v.Key("Encoding"), descendant)
	} else {
		f.loadSimple(v, descriptor)
	}
	f.loadStyle(descriptor)
	return f
}

// loadMeaning reads ToUnicode. Some writers put a name there to say that codes
// are Unicode already.
func (f *font) loadMeaning(d *document, v pdf.Value) {
	switch v.Kind() {
	case pdf.Stream:
		data, err := d.decode(v) // a damaged end loses some codes, not all
		if err != nil {
			f.lost = fmt.Errorf("meaning of the letters: %w", err)
		}
		if m := parseCMap(data); len(m.text)+len(m.ranges) > 0 {
			f.meaning = m
		}
	case pdf.Name:
		f.unicode = strings.HasPrefix(v.Name(), "Identity")
	}
}

// Flags of a font descriptor (table 123).
const (
	flagSymbolic  = 1 << 2
	flagItalic    = 1 << 6
	flagForceBold = 1 << 18
)

// loadStyle finds weight and slant in the descriptor or, as most writers leave
// them out there, in the name.
func (f *font) loadStyle(descriptor pdf.Value) {
	flags, lower := descriptor.Key("Flags").Int64(), strings.ToLower(f.name)
	f.bold = flags&flagForceBold != 0 || descriptor.Key("FontWeight").Float64() >= 600 ||
		containsAny(lower, "bold", "black", "heavy")
	f.italic = flags&flagItalic != 0 || descriptor.Key("ItalicAngle").Float64() != 0 ||
		containsAny(lower, "italic", "oblique")
}

func containsAny(s string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// loadSimple reads encoding and widths of a simple font (§9.6).
func (f *font) loadSimple(v, descriptor pdf.Value) {
	symbolic := descriptor.Key("Flags").Int64()&flagSymbolic != 0
	f.simple = encodingOf(v.Key("Encoding"), symbolic)
	scale := .001
	if v.Key("Subtype").Name() == "Type3" {
		scale = f.loadType3(v)
	}
	widths, first := v.Key("Widths"), v.Key("FirstChar").Int64()
	for i := range min(widths.Len(), len(f.simple)) {
		f.widths[uint32(first)+uint32(i)] = widths.Index(i).Float64() * scale
	}
	if last := v.Key("LastChar"); widths.Len() > 0 && int64(widths.Len()) < min(last.Int64(), 255)-first+1 {
		f.lost = errWidths
	}
	f.width = descriptor.Key("MissingWidth").Float64() * scale
	f.standard = len(f.widths) == 0
}

// loadType3 returns the scale of a Type3 font's glyph space (§9.6.5). Where that
// is not the customary thousandth, the font's box tells how high the em is.
func (f *font) loadType3(v pdf.Value) (scale float64) {
	m, ok := matrixOf(v.Key("FontMatrix"))
	if !ok || m[0] == 0 {
		return .001
	}
	box, ok := boxOf(v.Key("FontBBox"))
	if up := max(m[3], -m[3]); ok && (up < .0009 || up > .0011) {
		f.em = up * (box.Y1 - box.Y0)
	}
	return m[0]
}

// loadComposite reads the code lengths and widths of a Type0 font (§9.7).
func (f *font) loadComposite(d *document, encoding, descendant pdf.Value) {
	f.composite = true
	if encoding.Kind() == pdf.Stream {
		data, _ := d.decode(encoding)
		f.codes = parseCMap(data)
	}
	if n := encoding.Name(); strings.HasPrefix(n, "Uni") && containsAny(n, "UCS2", "UTF16") {
		f.unicode = true
	}
	f.width = 1
	if w := descendant.Key("DW"); !w.IsNull() {
		f.width = w.Float64() / 1000
	}
	f.loadCIDWidths(descendant.Key("W"))
	f.order = orderOf(f, descendant)
	f.echoes = f.order != nil && f.meaning != nil && f.meaning.echoes()
}

const maxCID = 1 << 16

var (
	errWidths   = errors.New("widths of letters are missing")
	errFontPart = errors.New("a part of a font is missing")
)

// anyMissing reports whether a dictionary refers under one of the keys to an object that is
// not there.
func anyMissing(dict pdf.Value, keys ...string) bool {
	text := dict.String()
	return slices.ContainsFunc(keys, func(key string) bool {
		return referenceIn(text, key) != "" && dict.Key(key).IsNull()
	})
}

func isNumber(v pdf.Value) bool { return v.Kind() == pdf.Integer || v.Kind() == pdf.Real }

// loadCIDWidths reads "first [w1 w2 …]" and "first last w" (§9.7.4.3).
func (f *font) loadCIDWidths(w pdf.Value) {
	for i := 0; i+1 < w.Len() && len(f.widths) < maxCID; {
		first, second := uint32(w.Index(i).Int64()), w.Index(i+1)
		if !isNumber(w.Index(i)) || second.Kind() != pdf.Array && !(isNumber(second) && isNumber(w.Index(i+2))) {
			f.lost = errWidths
		}
		if second.Kind() == pdf.Array {
			for k := range min(second.Len(), maxCID) {
				f.widths[first+uint32(k)] = second.Index(k).Float64() / 1000
			}
			i += 2
			continue
		}
		last, width := min(uint32(second.Int64()), maxCID), w.Index(i+2).Float64()/1000
		for cid := first; cid <= last; cid++ {
			f.widths[cid] = width
		}
		i += 3
	}
}

// next returns the symbol at the start of s, its code and its length in bytes.
func (f *font) next(s []byte) (sym symbol, code uint32, n int) {
	switch {
	case !f.composite:
		code, n = uint32(s[0]), 1
	case f.codes != nil:
		code, n = f.codes.next(s)
	default:
		n = min(2, len(s))
		code = codeOf(s[:n])
	}
	sym, ok := f.known[code]
	if !ok {
		sym = f.symbol(code)
		f.known[code] = sym
	}
	return sym, code, n
}

func (f *font) symbol(code uint32) symbol {
	cid := code
	if f.codes != nil {
		cid = f.codes.cid(code)
	}
	width, ok := f.widths[cid]
	if !ok {
		width = f.width
	}
	raw := f.textOf(code)
	text := clean(raw)
	if text == "" && raw != "" && (f.legacy != "" || f.echoes) {
		text = unreadable // a control character that stands for a sign
	}
	if f.standard && text != "" {
		width = standardWidth(f, text)
	}
	return symbol{text, width}
}

// textOf returns the text of a code: ToUnicode first, as writers keep an
// encoding beside it that is only formally right.
func (f *font) textOf(code uint32) string {
	if f.meaning != nil {
		if s, ok := f.meaning.lookup(code); ok {
			return s
		}
	}
	switch {
	case f.unicode && f.composite:
		return string(rune(code))
	case !f.composite && f.simple[code] != "":
		return f.simple[code]
	}
	return unreadable
}

// guess returns what a code shows by custom where the font does not say it: glyphs
// by their order, single bytes as in Windows.
func (f *font) guess(code uint32) string {
	text := f.textOf(code)
	switch {
	case f.order != nil && (f.echoes || text == unreadable):
		return f.order.text(code)
	case !f.composite && text == unreadable:
		return windowsBytes[code]
	}
	return text
}
