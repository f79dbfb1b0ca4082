package pdf

import (
	"slices"
	"unicode/utf16"
)

// cmap maps character codes, of a ToUnicode stream (PDF 32000-1 §9.10.3) to
// text or of an Encoding stream (§9.7.5) to CIDs.
type cmap struct {
	spaces []codespace
	text   map[uint32]string
	ranges []codeRange // too long to spell out in text
	cids   []cidRange
}

// codespace is a range of codes of one length.
type codespace struct {
	bytes  int
	lo, hi uint32
}

// codeRange maps lo to base, lo+1 to base with its last rune one higher, …
type codeRange struct {
	lo, hi uint32
	base   []rune
}

type cidRange struct{ lo, hi, cid uint32 }

// Bounds of one CMap.
const (
	maxMappings = 1 << 17
	spelledOut  = 256 // longest range spelled out
	maxOperands = 1 << 17
)

// parseCMap reads a CMap file (Adobe Technical Note 5014), whose tables are
// operands between begin… and end… operators.
func parseCMap(data []byte) *cmap {
	m := &cmap{text: map[uint32]string{}}
	l := lexer{data: data}
	var operands []token
	for {
		t := l.next()
		switch {
		case t.kind == endOfInput:
			return m
		case t.kind != operatorToken:
			if len(operands) < maxOperands {
				operands = append(operands, t)
			}
			continue
		}
		m.execute(string(t.bytes), operands)
		operands = operands[:0]
		l.reset()
	}
}

func (m *cmap) execute(op string, operands []token) {
	switch op {
	case "endcodespacerange":
		m.addSpaces(operands)
	case "endbfchar":
		m.addChars(operands)
	case "endbfrange":
		m.addRanges(operands)
	case "endcidchar":
		for ; len(operands) >= 2; operands = operands[2:] {
			code := codeOf(operands[0].bytes)
			m.cids = append(m.cids, cidRange{code, code, uint32(operands[1].num)})
		}
	case "endcidrange":
		for ; len(operands) >= 3; operands = operands[3:] {
			m.cids = append(m.cids, cidRange{codeOf(operands[0].bytes), codeOf(operands[1].bytes),
				uint32(operands[2].num)})
		}
	}
}

func (m *cmap) addSpaces(operands []token) {
	for ; len(operands) >= 2; operands = operands[2:] {
		lo, hi := operands[0].bytes, operands[1].bytes
		m.spaces = append(m.spaces, codespace{len(lo), codeOf(lo), codeOf(hi)})
	}
	slices.SortStableFunc(m.spaces, func(a, b codespace) int { return a.bytes - b.bytes })
}

func (m *cmap) addChars(operands []token) {
	for ; len(operands) >= 2; operands = operands[2:] {
		m.set(codeOf(operands[0].bytes), fromUTF16(operands[1].bytes))
	}
}

// addRanges reads "lo hi base" and "lo hi [first second …]".
func (m *cmap) addRanges(operands []token) {
	for len(operands) >= 3 {
		lo, hi := codeOf(operands[0].bytes), codeOf(operands[1].bytes)
		base := operands[2]
		operands = operands[3:]
		if base.kind != arrayOpen {
			m.addRange(codeRange{lo, hi, []rune(fromUTF16(base.bytes))})
			continue
		}
		for code := lo; len(operands) > 0 && operands[0].kind != arrayClose; code++ {
			if code <= hi {
				m.set(code, fromUTF16(operands[0].bytes))
			}
			operands = operands[1:]
		}
		operands = operands[min(1, len(operands)):]
	}
}

func (m *cmap) addRange(r codeRange) {
	switch {
	case r.hi < r.lo || len(r.base) == 0 || len(m.ranges) >= maxMappings:
	case r.hi-r.lo >= spelledOut:
		m.ranges = append(m.ranges, r)
	default:
		for code := r.lo; code <= r.hi && code >= r.lo; code++ {
			m.set(code, r.at(code))
		}
	}
}

func (m *cmap) set(code uint32, s string) {
	if len(m.text) < maxMappings {
		m.text[code] = s
	}
}

func (r codeRange) at(code uint32) string {
	out := append([]rune(nil), r.base...)
	out[len(out)-1] += rune(code - r.lo)
	return string(out)
}

// lookup returns the text of a code.
func (m *cmap) lookup(code uint32) (string, bool) {
	if s, ok := m.text[code]; ok {
		return s, true
	}
	for _, r := range m.ranges {
		if r.lo <= code && code <= r.hi {
			return r.at(code), true
		}
	}
	return "", false
}

// cid returns the CID of a code, the code itself where no table says otherwise.
func (m *cmap) cid(code uint32) uint32 {
	for _, r := range m.cids {
		if r.lo <= code && code <= r.hi {
			return r.cid + code - r.lo
		}
	}
	return code
}

// next returns the code at the start of s and its length. Of several codespaces
// the one with the shortest codes that fits is taken (§9.7.6.2).
func (m *cmap) next(s []byte) (code uint32, n int) {
	for _, c := range m.spaces {
		if c.bytes == 0 || c.bytes > len(s) || c.bytes > 4 {
			continue
		}
		if code = codeOf(s[:c.bytes]); c.lo <= code && code <= c.hi {
			return code, c.bytes
		}
	}
	n = 2
	if len(m.spaces) > 0 && m.spaces[0].bytes > 0 {
		n = m.spaces[0].bytes
	}
	n = min(n, len(s))
	return codeOf(s[:n]), n
}

// codeOf reads a code, high byte first.
func codeOf(s []byte) uint32 {
	var code uint32
	for _, c := range s {
		code = code<<8 | uint32(c)
	}
	return code
}

// fromUTF16 decodes UTF-16, high byte first, surrogates included. A single byte
// stands for itself: some writers shorten "00xx".
func fromUTF16(s []byte) string {
	if len(s) == 1 {
		return string(rune(s[0]))
	}
	units := make([]uint16, 0, len(s)/2)
	for ; len(s) >= 2; s = s[2:] {
		units = append(units, uint16(s[0])<<8|uint16(s[1]))
	}
	return string(utf16.Decode(units))
}
