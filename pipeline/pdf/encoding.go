package pdf

import (
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/ledongthuc/pdf"
)

// encoding gives the text of the 256 codes of a simple font, "" for unknown.
type encoding [256]string

// encodingOf reads the Encoding of a simple font (PDF 32000-1 §9.6.6). A symbolic
// font without a base encoding has its own in its font program, which is not
// read: its codes stay unknown.
func encodingOf(v pdf.Value, symbolic bool) encoding {
	var e encoding
	base := v.Name()
	if v.Kind() == pdf.Dict {
		base = v.Key("BaseEncoding").Name()
	}
	switch {
	case base == "WinAnsiEncoding":
		e.fill(charmap.Windows1252)
	case base == "MacRomanEncoding":
		e.fill(charmap.Macintosh)
	case base == "StandardEncoding" || !symbolic:
		e.fillStandard()
	}
	if v.Kind() == pdf.Dict {
		e.apply(v.Key("Differences"))
	}
	return e
}

// windowsBytes are the codes of Windows, those it leaves out as in Latin-1.
var windowsBytes = func() (e encoding) {
	e.fill(charmap.ISO8859_1)
	e.fill(charmap.Windows1252)
	return e
}()

func (e *encoding) fill(table *charmap.Charmap) {
	for code := 0x20; code < 0x100; code++ {
		if r := table.DecodeByte(byte(code)); r != 0xFFFD {
			e[code] = string(r)
		}
	}
}

// standardHigh holds StandardEncoding from A1 on (Annex D.2); a space is a gap.
const standardHigh = "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—                Æ ª    ŁØŒº     æ   ı  łøœß"

func (e *encoding) fillStandard() {
	for code := 0x20; code < 0x7F; code++ {
		e[code] = string(rune(code))
	}
	e['\''], e['`'] = "’", "‘"
	code := 0xA1
	for _, r := range standardHigh {
		if r != ' ' {
			e[code] = string(r)
		}
		code++
	}
}

// apply reads Differences: codes, each followed by the glyph names from it on.
func (e *encoding) apply(differences pdf.Value) {
	code := 0
	for i := range min(differences.Len(), 4*len(e)) {
		switch v := differences.Index(i); v.Kind() {
		case pdf.Integer:
			code = int(v.Int64())
		case pdf.Name:
			if 0 <= code && code < len(e) {
				e[code] = textOfGlyph(v.Name())
			}
			code++
		}
	}
}

// textOfGlyph returns the text a glyph name stands for (Adobe Glyph List
// Specification §2), "" for names that mean something only to their font. A
// suffix (".sc") is dropped and "f_i" is f and i.
func textOfGlyph(name string) string {
	name, _, _ = strings.Cut(name, ".")
	var out strings.Builder
	for part := range strings.SplitSeq(name, "_") {
		out.WriteString(textOfPart(part))
	}
	return out.String()
}
