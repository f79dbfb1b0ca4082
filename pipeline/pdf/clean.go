package pdf

import (
	"strings"
	"unicode"
)

// clean maps what fonts give for a code to plain text: white space of any kind to
// one space, hyphens that only other programs understand to "-", ligatures to
// letters, and control characters and the like to nothing.
func clean(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] >= 0x7F {
			return ligatures.Replace(strings.Map(cleanRune, s))
		}
	}
	return s
}

// cleanRune maps one rune of clean; -1 drops it.
func cleanRune(r rune) rune {
	switch {
	case r == 0x00AD || r == 0xFFFE || r == 0x0002: // soft hyphen; what PDFium writes for a hyphen at a line's end
		return '-'
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Noncharacter_Code_Point, r):
		return -1
	}
	return r
}

// ligatures are letters in one glyph, U+FB00 to U+FB06.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")
