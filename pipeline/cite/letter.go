package cite

import (
	"unicode"
	"unicode/utf8"
)

// Most of the work on a text is to tell its letters and to make them small. The runes
// of Vietnamese lie below 0x2000: what is asked of them is looked up.

// class holds what is asked of a rune.
type class uint8

const (
	isWord  class = 1 << iota // a letter or a mark on one
	isSmall                   // a small letter
	isLarge                   // a capital
	isBlank                   // white space, also without a width
)

const tabled = 0x2000

var classes = func() (t [tabled]class) {
	for c, tables := range map[class][]*unicode.RangeTable{
		isWord: {unicode.Letter, unicode.Mark}, isSmall: {unicode.Lower}, isLarge: {unicode.Upper},
		isBlank: {unicode.White_Space},
	} {
		for _, table := range tables {
			eachRune(table, func(r rune) { t[r] |= c })
		}
	}
	return t
}()

// eachRune calls f for the tabled runes of a table.
func eachRune(table *unicode.RangeTable, f func(rune)) {
	for _, span := range table.R16 {
		for r := rune(span.Lo); r <= rune(span.Hi) && r < tabled; r += rune(span.Stride) {
			f(r)
		}
	}
}

func classOf(r rune) (c class) {
	if unicode.IsLetter(r) || unicode.IsMark(r) {
		c |= isWord
	}
	if unicode.IsLower(r) {
		c |= isSmall
	}
	if unicode.IsUpper(r) {
		c |= isLarge
	}
	if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
		c |= isBlank
	}
	return c
}

// is reports whether a rune is of one of the classes in c.
func is(r rune, c class) bool {
	if r < tabled {
		return classes[r]&c != 0
	}
	return classOf(r)&c != 0
}

// smalls are the small letters of runes, where those are as long in UTF-8.
var smalls = func() (t [tabled]uint16) {
	for r := range rune(tabled) {
		t[r] = uint16(r)
	}
	for _, span := range unicode.CaseRanges {
		for r := rune(span.Lo); r <= rune(span.Hi) && r < tabled; r++ {
			if l := unicode.ToLower(r); utf8.RuneLen(l) == utf8.RuneLen(r) && l < tabled {
				t[r] = uint16(l)
			}
		}
	}
	t['Ð'], t['ð'], t['Ɖ'] = 'đ', 'đ', 'đ'
	return t
}()

// lowerRune returns the small letter of r, or r where that is of another length.
func lowerRune(r rune, size int) rune {
	if r < tabled {
		return rune(smalls[r])
	}
	if r == utf8.RuneError && size == 1 {
		return '?'
	}
	if l := unicode.ToLower(r); utf8.RuneLen(l) == size {
		return l
	}
	return r
}
