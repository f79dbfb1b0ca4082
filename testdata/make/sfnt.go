package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// A TrueType file is a directory of tables (OpenType specification, "otff").
// recode keeps what a PDF needs, the outlines of the letters drawn, and replaces
// the character map.

var be = binary.BigEndian

var errFont = errors.New("not a TrueType font of the expected form")

// recode returns the font with each byte drawing its letter, and the widths of
// the bytes in thousandths of the size.
func recode(font []byte, draw map[byte]rune) (out []byte, widths [256]int, err error) {
	defer func() { // the tables of a font file are trusted to be whole
		if recover() != nil {
			err = errFont
		}
	}()
	tables := map[string][]byte{}
	for i := range int(be.Uint16(font[4:])) {
		entry := font[12+16*i:]
		start, length := be.Uint32(entry[8:]), be.Uint32(entry[12:])
		tables[string(entry[:4])] = font[start : start+length]
	}
	var glyphs [256]uint16
	keep := []uint16{0}
	units := int(be.Uint16(tables["head"][18:]))
	for b, r := range draw {
		g := glyphOf(tables["cmap"], r)
		if g == 0 {
			return nil, widths, fmt.Errorf("%w: no glyph for %q", errFont, r)
		}
		glyphs[b] = g
		keep = append(keep, g)
		widths[b] = int(be.Uint16(tables["hmtx"][4*min(int(g), int(be.Uint16(tables["hhea"][34:]))-1):])) * 1000 / units
	}
	tables["loca"], tables["glyf"] = subset(tables, keep)
	tables["head"] = slices.Clone(tables["head"])
	be.PutUint16(tables["head"][50:], 1) // long loca
	tables["cmap"] = symbolMap(glyphs)
	return assemble(tables), widths, nil
}

// glyphOf looks a letter up in the font's Unicode map (format 4).
func glyphOf(cmap []byte, r rune) uint16 {
	for i := range int(be.Uint16(cmap[2:])) {
		entry := cmap[4+8*i:]
		t := cmap[be.Uint32(entry[4:]):]
		if be.Uint16(entry) == 3 && be.Uint16(entry[2:]) == 1 && be.Uint16(t) == 4 {
			return format4(t, uint16(r))
		}
	}
	return 0
}

func format4(t []byte, c uint16) uint16 {
	n := int(be.Uint16(t[6:])) // twice the number of segments
	ends, starts, deltas, offsets := t[14:], t[16+n:], t[16+2*n:], t[16+3*n:]
	for i := 0; i < n; i += 2 {
		start := be.Uint16(starts[i:])
		if c > be.Uint16(ends[i:]) || c < start {
			continue
		}
		if o := int(be.Uint16(offsets[i:])); o != 0 {
			return be.Uint16(offsets[i+o+2*int(c-start):]) + be.Uint16(deltas[i:])
		}
		return c + be.Uint16(deltas[i:])
	}
	return 0
}

// subset empties every outline that none of the kept glyphs needs. Glyph numbers
// stay, so the other tables stay true.
func subset(tables map[string][]byte, keep []uint16) (loca, glyf []byte) {
	count := int(be.Uint16(tables["maxp"][4:]))
	outline := func(g int) []byte {
		if be.Uint16(tables["head"][50:]) == 0 {
			return tables["glyf"][2*int(be.Uint16(tables["loca"][2*g:])) : 2*int(be.Uint16(tables["loca"][2*g+2:]))]
		}
		return tables["glyf"][be.Uint32(tables["loca"][4*g:]):be.Uint32(tables["loca"][4*g+4:])]
	}
	wanted := map[uint16]bool{}
	for len(keep) > 0 {
		g := keep[len(keep)-1]
		keep = keep[:len(keep)-1]
		if !wanted[g] {
			wanted[g] = true
			keep = append(keep, components(outline(int(g)))...)
		}
	}
	for g := range count {
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		if wanted[uint16(g)] {
			glyf = append(glyf, outline(g)...)
			glyf = append(glyf, make([]byte, -len(glyf)&3)...)
		}
	}
	return be.AppendUint32(loca, uint32(len(glyf))), glyf
}

// components lists the glyphs a composite glyph is built from.
func components(outline []byte) []uint16 {
	if len(outline) == 0 || int16(be.Uint16(outline)) >= 0 {
		return nil
	}
	var out []uint16
	for at := 10; ; {
		flags := be.Uint16(outline[at:])
		out = append(out, be.Uint16(outline[at+2:]))
		at += 6
		for _, size := range []struct{ flag, more uint16 }{{0x0001, 2}, {0x0008, 2}, {0x0040, 4}, {0x0080, 8}} {
			if flags&size.flag != 0 {
				at += int(size.more)
			}
		}
		if flags&0x0020 == 0 {
			return out
		}
	}
}

// symbolMap writes a character map for symbol fonts: byte b at U+F000+b.
func symbolMap(glyphs [256]uint16) []byte {
	t := []byte{}
	for _, v := range []uint16{0, 1, 3, 0, 0, 12, 4, 0, 0, 4, 4, 1, 0, 0xF0FF, 0xFFFF, 0, 0xF000, 0xFFFF, 0, 1, 4, 0} {
		t = be.AppendUint16(t, v)
	}
	for _, g := range glyphs {
		t = be.AppendUint16(t, g)
	}
	be.PutUint16(t[14:], uint16(len(t)-12))
	return t
}

func assemble(tables map[string][]byte) []byte {
	names := []string{"cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"}
	out := []byte{0, 1, 0, 0}
	for _, v := range []uint16{uint16(len(names)), 128, 3, uint16(16*len(names) - 128)} {
		out = be.AppendUint16(out, v)
	}
	at := len(out) + 16*len(names)
	var body []byte
	for _, name := range names {
		out = append(out, name...)
		data := slices.Concat(tables[name], make([]byte, -len(tables[name])&3))
		out = be.AppendUint32(out, checksum(data))
		out = be.AppendUint32(out, uint32(at+len(body)))
		out = be.AppendUint32(out, uint32(len(tables[name])))
		body = append(body, data...)
	}
	return append(out, body...)
}

func checksum(data []byte) (sum uint32) {
	for i := 0; i < len(data); i += 4 {
		sum += be.Uint32(data[i:])
	}
	return sum
}
