package pdf

// Codes of LZW (PDF 32000-1 §7.4.4.2).
const (
	lzwClear = 256
	lzwEnd   = 257
	lzwFirst = 258
	lzwMax   = 4096
)

// lzwDecoder decodes §7.4.4. Its table needs no bytes of its own: each entry is a slice of
// the output, what the code before it wrote and one byte more.
type lzwDecoder struct {
	out   []byte
	entry [lzwMax][2]int // start and end in out
	next  int            // entry to be made
	last  int            // start of what the last code wrote, -1 for none
	early bool           // codes grow one entry before the table is full
}

// unLZW decodes codes of 9 to 12 bits, high bits first.
func unLZW(data []byte, early bool, limit int64) []byte {
	z := lzwDecoder{next: lzwFirst, last: -1, early: early}
	bits, have, width := 0, 0, 9
	for _, b := range data {
		bits, have = bits<<8|int(b), have+8
		if have < width {
			continue
		}
		have -= width
		if !z.take(bits>>have) || int64(len(z.out)) > limit {
			break
		}
		bits &= 1<<have - 1
		width = z.width()
	}
	return z.out
}

// take decodes one code; it reports false at the end of the data.
func (z *lzwDecoder) take(code int) bool {
	switch code {
	case lzwEnd:
		return false
	case lzwClear:
		z.next, z.last = lzwFirst, -1
		return true
	}
	start := len(z.out)
	if !z.write(code) {
		return false
	}
	if z.last >= 0 && z.next < lzwMax {
		z.entry[z.next] = [2]int{z.last, start + 1}
		z.next++
	}
	z.last = start
	return true
}

// write appends what a code stands for.
func (z *lzwDecoder) write(code int) bool {
	switch {
	case code < lzwClear:
		z.out = append(z.out, byte(code))
	case code < z.next:
		e := z.entry[code]
		z.out = append(z.out, z.out[e[0]:e[1]]...)
	case z.last >= 0: // the entry about to be made: the last one and its first byte
		z.out = append(z.out, z.out[z.last:]...)
		z.out = append(z.out, z.out[z.last])
	default:
		return false
	}
	return true
}

// width returns the bits of the next code.
func (z *lzwDecoder) width() int {
	n := z.next
	if z.early {
		n++
	}
	switch {
	case n >= 2048:
		return 12
	case n >= 1024:
		return 11
	case n >= 512:
		return 10
	}
	return 9
}
