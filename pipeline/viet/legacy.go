package viet

import (
	"maps"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Encoding is one of the ways in which Vietnamese was written before Unicode: a
// font draws Vietnamese letters for the bytes of Latin ones.
type Encoding string

// The encodings that official documents used.
const (
	TCVN3  Encoding = "TCVN3"  // "ABC": TCVN 5712:1993, third set; fonts .VnTime, .VnArial …
	VNI    Encoding = "VNI"    // VNI-Windows: a letter, then its marks; fonts VNI-Times …
	VPS    Encoding = "VPS"    // Vietnamese Professionals Society; fonts VPS Times …
	VISCII Encoding = "VISCII" // RFC 1456, without its six capitals below 0x20
)

// Encodings lists them, the most frequent one first.
var Encodings = []Encoding{TCVN3, VNI, VPS, VISCII}

// Decode returns what a text in the encoding says, in NFC. The text is given as
// programs show it that know nothing of the encoding: each byte as the letter of
// Windows-1252 or Latin-1. What the encoding has no letter for stays as it is.
func (e Encoding) Decode(s string) string {
	letters := decoders[e]
	var out strings.Builder
	for _, r := range s {
		if l, ok := letters[r]; ok {
			out.WriteString(l)
		} else {
			out.WriteRune(r)
		}
	}
	return norm.NFC.String(out.String())
}

// OfFont tells from a font's name which encoding it draws, "" for one that says
// nothing. Fonts of TCVN3 whose names end in H (.VnTimeH) draw every letter as a
// capital, which their bytes do not tell.
func OfFont(name string) (e Encoding, capitals bool) {
	upper := strings.ToUpper(name)
	switch {
	case strings.HasPrefix(upper, "VNI"):
		return VNI, false
	case strings.HasPrefix(upper, "VPS"):
		return VPS, false
	case strings.HasPrefix(upper, ".VN") ||
		strings.HasPrefix(name, "Vn") && len(name) > 2 && unicode.IsUpper(rune(name[2])):
		family, _, _ := strings.Cut(strings.NewReplacer("-", ",", " ", ",").Replace(name), ",")
		return TCVN3, strings.HasSuffix(family, "H")
	}
	return "", false
}

// decoders map the letter that stands for a byte to what the encoding draws.
var decoders = map[Encoding]map[rune]string{
	TCVN3:  decoder(0xA1, tcvn3),
	VNI:    vni(),
	VPS:    decoder(0x80, vps),
	VISCII: decoder(0x80, viscii),
}

// The letters of the encodings from their first byte on; a dot stands for a byte
// that is no letter. The tables are those of TCVN 5712:1993, of the VPS fonts and
// of RFC 1456.
const (
	tcvn3 = "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"
	vps   = "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ..ỀỂỄỐỒỔỖýỷỵỚỜỞ" +
		".ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự" +
		"ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ." +
		"àáâãảạă.èéêẽìí.ĩẴĐòóôõ.Ơụùúủ.ỶẼỳ"
	viscii = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ" +
		"ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ" +
		"ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư" +
		"àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)

func decoder(first int, letters string) map[rune]string {
	m := map[rune]string{}
	b := first
	for _, r := range letters {
		if r != '.' {
			for _, shown := range shownAs(byte(b)) {
				m[shown] = string(r)
			}
		}
		b++
	}
	return m
}

// shownAs returns the letters as which programs show a byte.
func shownAs(b byte) []rune {
	shown := []rune{rune(b)}
	if r := charmap.Windows1252.DecodeByte(b); r != rune(b) && r != unicode.ReplacementChar {
		shown = append(shown, r)
	}
	return shown
}

// vni builds the decoder of VNI-Windows, whose capital marks are the capitals of
// its small ones.
func vni() map[rune]string {
	const (
		grave, acute, hook, tilde, dot = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
		roof, bowl                     = "\u0302", "\u0306"
	)
	m := map[rune]string{
		'ø': grave, 'ù': acute, 'û': hook, 'õ': tilde, 'ï': dot,
		'â': roof, 'à': roof + grave, 'á': roof + acute, 'å': roof + hook, 'ã': roof + tilde, 'ä': roof + dot,
		'ê': bowl, 'è': bowl + grave, 'é': bowl + acute, 'ú': bowl + hook, 'ü': bowl + tilde, 'ë': bowl + dot,
		'ô': "ơ", 'ö': "ư", 'ñ': "đ", 'î': "ỵ", 'æ': "ỉ", 'ó': "ĩ", 'ò': "ị",
	}
	for r, l := range maps.Clone(m) {
		m[unicode.ToUpper(r)] = strings.ToUpper(l)
	}
	return m
}
