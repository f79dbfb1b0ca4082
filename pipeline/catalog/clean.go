package catalog

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// substitute stands for a byte that is no text: U+0000, or one that is not UTF-8. It is one byte
// too, so that all places in the text stay where they are.
const substitute = "\x1a"

// clean makes text of a string.
func clean(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == 0 || r == utf8.RuneError && size == 1 {
			out.WriteString(substitute)
		} else {
			out.WriteString(s[i : i+size])
		}
		i += size
	}
	return out.String()
}

// cleaned returns a file of which all is text. The one given stays as it is.
func cleaned(f File) File {
	h := &f.Text.Head
	for _, s := range []*string{&f.Text.Content, &h.Number, &h.Issuer, &h.Superior, &h.Place, &h.Title} {
		*s = clean(*s)
	}
	f.Citations = slices.Clone(f.Citations)
	for i := range f.Citations {
		c := &f.Citations[i]
		for _, s := range []*string{&c.Number, &c.Other, &c.Issuer, &c.Title, &c.Name, &c.Provision, &c.Raw, &c.Deed.Provision} {
			*s = clean(*s)
		}
	}
	return f
}

// A path may hold bytes that are not UTF-8, which PostgreSQL does not take. There each byte that is
// none stands as a character of private use, from firstByte on, and so do the bytes of such characters
// themselves: no two texts become one.
const (
	firstByte = '\uEF00'
	lastByte  = firstByte + 0xff
	bytesLead = "\xee\xbc" // with \xbd to \xbf the first bytes of those characters
)

// escaped writes a text with characters for the bytes that are no UTF-8, and for U+0000.
func escaped(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 && !mayBeEscaped(s) {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == 0 || r == utf8.RuneError && size == 1 || r >= firstByte && r <= lastByte {
			for _, b := range []byte(s[i : i+size]) {
				out.WriteRune(firstByte + rune(b))
			}
		} else {
			out.WriteString(s[i : i+size])
		}
		i += size
	}
	return out.String()
}

// unescaped undoes [escaped].
func unescaped(s string) string {
	if !mayBeEscaped(s) {
		return s
	}
	var out strings.Builder
	for _, r := range s {
		if r >= firstByte && r <= lastByte {
			out.WriteByte(byte(r - firstByte))
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// mayBeEscaped reports whether a text may hold such characters.
func mayBeEscaped(s string) bool {
	for {
		i := strings.IndexByte(s, bytesLead[0])
		if i < 0 {
			return false
		}
		if i+1 < len(s) && s[i+1] >= bytesLead[1] {
			return true
		}
		s = s[i+1:]
	}
}
