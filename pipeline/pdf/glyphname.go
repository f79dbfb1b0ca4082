package pdf

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// textOfPart returns the text of one component of a glyph name.
func textOfPart(name string) string {
	if len(name) == 1 && name[0]|0x20 >= 'a' && name[0]|0x20 <= 'z' {
		return name
	}
	if s, ok := glyphNames[name]; ok {
		return s
	}
	if s := textOfUni(name); s != "" {
		return s
	}
	return composed(name)
}

// textOfUni reads "uni1EBF0301" (units of UTF-16) and "u1EBF" to "u10FFFF".
func textOfUni(name string) string {
	if hex, ok := strings.CutPrefix(name, "uni"); ok && len(hex) >= 4 && len(hex)%4 == 0 {
		if b := unHex([]byte(hex)); len(b) == len(hex)/2 {
			return fromUTF16(b)
		}
	}
	if hex, ok := strings.CutPrefix(name, "u"); ok && len(hex) >= 4 && len(hex) <= 6 {
		if n, err := strconv.ParseUint(hex, 16, 21); err == nil {
			return string(rune(n))
		}
	}
	return ""
}

// composed reads names of letters with marks, such as "Acircumflexacute",
// "uhorn" or "adotbelow", which the Adobe Glyph List spells out by the hundred.
func composed(name string) string {
	if name == "" {
		return ""
	}
	letter, rest := name[:1], name[1:]
	if c := name[0] | 0x20; c < 'a' || c > 'z' || rest == "" {
		return ""
	}
	for rest != "" {
		mark, tail, ok := cutMark(rest)
		if !ok {
			return ""
		}
		letter, rest = letter+mark, tail
	}
	return norm.NFC.String(letter)
}

func cutMark(s string) (mark, rest string, ok bool) {
	for _, m := range glyphMarks {
		if rest, ok := strings.CutPrefix(s, m.name); ok {
			return m.mark, rest, true
		}
	}
	return "", "", false
}

// glyphMarks are the names of combining marks; longer names stand before those
// they begin with.
var glyphMarks = []struct{ name, mark string }{
	{"grave", "\u0300"}, {"acute", "\u0301"}, {"circumflex", "\u0302"}, {"tilde", "\u0303"},
	{"macron", "\u0304"}, {"breve", "\u0306"}, {"dotaccent", "\u0307"}, {"dieresis", "\u0308"},
	{"hookabove", "\u0309"}, {"hook", "\u0309"}, {"ring", "\u030A"}, {"hungarumlaut", "\u030B"},
	{"caron", "\u030C"}, {"horn", "\u031B"}, {"dotbelow", "\u0323"}, {"cedilla", "\u0327"},
	{"commaaccent", "\u0326"}, {"ogonek", "\u0328"},
}

// glyphNames are the names of the Adobe Glyph List for Latin text that are
// neither single letters nor letters with marks.
var glyphNames = map[string]string{
	"space": " ", "nbspace": " ", "nonbreakingspace": " ", "exclam": "!", "quotedbl": "\"", "numbersign": "#",
	"dollar": "$", "percent": "%", "ampersand": "&", "quotesingle": "'", "parenleft": "(", "parenright": ")",
	"asterisk": "*", "plus": "+", "comma": ",", "hyphen": "-", "minus": "−", "period": ".", "slash": "/", "zero": "0",
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"colon": ":", "semicolon": ";", "less": "<", "equal": "=", "greater": ">", "question": "?", "at": "@",
	"bracketleft": "[", "backslash": "\\", "bracketright": "]", "asciicircum": "^", "underscore": "_", "grave": "`",
	"braceleft": "{", "bar": "|", "braceright": "}", "asciitilde": "~", "exclamdown": "¡", "cent": "¢", "sterling": "£",
	"currency": "¤", "yen": "¥", "brokenbar": "¦", "section": "§", "dieresis": "¨", "copyright": "©",
	"ordfeminine": "ª", "guillemotleft": "«", "logicalnot": "¬", "sfthyphen": "-", "softhyphen": "-", "registered": "®",
	"macron": "¯", "degree": "°", "plusminus": "±", "twosuperior": "²", "threesuperior": "³", "acute": "´", "mu": "µ",
	"paragraph": "¶", "periodcentered": "·", "cedilla": "¸", "onesuperior": "¹", "ordmasculine": "º",
	"guillemotright": "»", "onequarter": "¼", "onehalf": "½", "threequarters": "¾", "questiondown": "¿",
	"AE": "Æ", "ae": "æ", "Eth": "Ð", "eth": "ð", "multiply": "×", "divide": "÷", "Oslash": "Ø", "oslash": "ø",
	"Thorn": "Þ", "thorn": "þ", "germandbls": "ß", "Dcroat": "Đ", "dcroat": "đ", "Dslash": "Đ", "dmacron": "đ",
	"dotlessi": "ı", "Lslash": "Ł", "lslash": "ł", "OE": "Œ", "oe": "œ", "florin": "ƒ", "circumflex": "ˆ",
	"caron": "ˇ", "breve": "˘", "dotaccent": "˙", "ring": "˚", "ogonek": "˛", "tilde": "˜", "hungarumlaut": "˝",
	"endash": "–", "emdash": "—", "quoteleft": "‘", "quoteright": "’", "quotesinglbase": "‚", "quotedblleft": "“",
	"quotedblright": "”", "quotedblbase": "„", "dagger": "†", "daggerdbl": "‡", "bullet": "•", "ellipsis": "…",
	"perthousand": "‰", "guilsinglleft": "‹", "guilsinglright": "›", "fraction": "⁄", "Euro": "€", "dong": "₫",
	"trademark": "™", "lessequal": "≤", "greaterequal": "≥", "notequal": "≠", "infinity": "∞", "arrowright": "→",
	"fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl",
	"gravecomb": "\u0300", "acutecomb": "\u0301", "tildecomb": "\u0303", "hookabovecomb": "\u0309",
	"dotbelowcomb": "\u0323",
}
