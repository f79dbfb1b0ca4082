package pdf

import "slices"

// Bounds of a number that fills a gap: its digits, the gap's width in ems, and how
// far it may stand off the line's baseline.
const (
	maxGapDigits = 6
	maxGap       = 15
	gapSlack     = .3

	maxGapNumbers = 200 // numbers of a page for which a gap is looked for
)

// fillGaps moves numbers painted for themselves into the gap that an earlier row
// has left for them. So stand number and day where a signed file was printed anew:
// what was a stamp is then text at the end of the page.
func fillGaps(rows [][]*glyph) [][]*glyph {
	out := rows[:0]
	tried := 0
	for _, r := range rows {
		numbers := numbersOf(r)
		if tried += len(numbers); numbers == nil || tried > maxGapNumbers {
			out = append(out, r)
			continue
		}
		var rest []*glyph
		for _, number := range numbers {
			if !fillGap(out, number) {
				rest = append(rest, number...)
			}
		}
		if rest != nil {
			out = append(out, rest)
		}
	}
	return out
}

// numbersOf cuts a row that is nothing but numbers into them; nil for any other.
func numbersOf(row []*glyph) [][]*glyph {
	var out [][]*glyph
	from, last := 0, -1
	for i, g := range row {
		if g.text == " " {
			continue
		}
		if g.stamp || !isNumeral(g) {
			return nil
		}
		if last >= 0 && gapTo(row[last], g) > wordGap {
			out = append(out, row[from:i])
			from = i
		}
		last = i
	}
	if last < 0 {
		return nil
	}
	return append(out, row[from:])
}

// fillGap puts a number into the first of the rows, of those with letters, that has
// a gap for it.
func fillGap(rows [][]*glyph, number []*glyph) bool {
	if len(number) > maxGapDigits {
		return false
	}
	for i := range rows {
		if at := gapFor(rows[i], number); at >= 0 &&
			slices.ContainsFunc(rows[i], isLetter) {
			rows[i] = slices.Insert(rows[i], at, number...)
			return true
		}
	}
	return false
}

// gapFor returns the place in a row at which a number stands between two glyphs,
// with nothing but spaces under it, -1 for none.
func gapFor(row, number []*glyph) int {
	first, last := number[0], number[len(number)-1]
	left, at := -1, -1
	for i, b := range row {
		start, off := first.along(b.x, b.y)
		if max(off, -off) > gapSlack*first.size {
			return -1
		}
		end, _ := last.along(b.x, b.y)
		switch {
		case b.text == " " && start < 0:
			at = i + 1
		case b.text == " ":
		case start+b.width <= holeSlack*first.size:
			left, at = i, i+1
		case left < 0 || end < last.width-holeSlack*last.size:
			return -1
		default:
			from, _ := row[left].along(b.x, b.y)
			if from-row[left].width > maxGap*first.size {
				return -1
			}
			return at
		}
	}
	return -1
}
