package ocr

import (
	"context"
	"image"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// A digit misread makes another document, and Tesseract is often sure of it. So the
// lines of a page that hold numbers or dates are read once more, from the dots as
// they were drawn, and what the two readings make of a number is compared.

// Measures of the second reading, in dots.
const (
	stripMargin = 8  // above and below a line
	stripGap    = 24 // white, between lines
	maxStrips   = 60
)

// secondLook reads the lines with numbers again. gray is the upright picture, rows
// were read in it after turning it by skew degrees.
func (r *Reader) secondLook(ctx context.Context, gray *image.Gray, skew float64, rows []row) ([]row, error) {
	picked := numbered(rows)
	if len(picked) == 0 {
		return rows, nil
	}
	strips, height := stacked(gray.Rect, rows, picked)
	out := image.NewGray(image.Rect(0, 0, gray.Rect.Dx(), height))
	for i := range out.Pix {
		out.Pix[i] = 255
	}
	for _, s := range strips {
		s.draw(out, gray, skew)
	}
	again, err := r.recognize(ctx, out, oneBlock)
	if err != nil {
		return nil, err
	}
	rows = slices.Clone(rows)
	for n, s := range rolledBackTo(again, strips) {
		rows[picked[n]] = compared(rows[picked[n]], s)
	}
	return rows, nil
}

// telltale matches words that can be part of a document's number or a date.
var telltale = regexp.MustCompile(`\d\S*[/–-]|[/–-]\S*\d`)

// numbered returns which rows hold a number or a date worth a second look.
func numbered(rows []row) []int {
	var out []int
	for i, r := range rows {
		worth := func(t token) bool { return t.confidence >= noise && telltale.MatchString(t.text) }
		if len(out) < maxStrips && (slices.ContainsFunc(r, worth) || holdsDate(r)) {
			out = append(out, i)
		}
	}
	return out
}

// holdsDate reports whether "ngày", "tháng" or "số" stands before digits.
func holdsDate(r row) bool {
	for i := 1; i < len(r); i++ {
		switch strings.ToLower(strings.TrimRight(r[i-1].text, ":")) {
		case "ngày", "tháng", "số":
			if strings.ContainsFunc(r[i].text, unicode.IsDigit) {
				return true
			}
		}
	}
	return false
}

// stacked places the picked rows one below the other.
func stacked(page image.Rectangle, rows []row, picked []int) (strips []strip, height int) {
	for _, i := range picked {
		from := bounds(rows[i]).Inset(-stripMargin).Intersect(page)
		height += stripGap
		strips = append(strips, strip{from: from, to: image.Pt(from.Min.X, height)})
		height += from.Dy()
	}
	return strips, height + stripGap
}

// draw copies a strip out of the picture as it was drawn, every dot as it is.
func (s strip) draw(to, gray *image.Gray, skew float64) {
	sin, cos := math.Sincos(skew * math.Pi / 180)
	cx, cy := float64(gray.Rect.Dx()-1)/2, float64(gray.Rect.Dy()-1)/2
	for y := range s.from.Dy() {
		for x := range s.from.Dx() {
			dx, dy := float64(s.from.Min.X+x)-cx, float64(s.from.Min.Y+y)-cy
			at := image.Pt(int(math.Floor(cx+cos*dx-sin*dy+.5)), int(math.Floor(cy+sin*dx+cos*dy+.5)))
			if at.In(gray.Rect) {
				to.Pix[(s.to.Y+y)*to.Stride+s.to.X+x] = gray.Pix[at.Y*gray.Stride+at.X]
			}
		}
	}
}

// rolledBackTo returns what was read in each strip, from left to right.
func rolledBackTo(rows []row, strips []strip) []row {
	out := make([]row, len(strips))
	for _, r := range rows {
		for _, t := range r {
			y := middle(t.box).Y
			for n, s := range strips {
				if y >= s.to.Y-stripGap/2 && y < s.to.Y+s.from.Dy()+stripGap/2 {
					out[n] = append(out[n], t)
				}
			}
		}
	}
	for _, r := range out {
		slices.SortStableFunc(r, func(a, b token) int { return a.box.Min.X - b.box.Min.X })
	}
	return out
}

// compared returns a row in which words with digits that were read in two ways are
// the one that can be a number or a date. They are doubted where both can, or where
// the second has other digits.
func compared(r, again row) row {
	out := slices.Clone(r)
	for i, t := range out {
		if !strings.ContainsFunc(t.text, unicode.IsDigit) {
			continue
		}
		other, ok := above(again, t)
		if !ok || other.text == t.text {
			continue
		}
		a, b := wellFormed(t.text), wellFormed(other.text)
		differ := digitsIn(t.text) != digitsIn(other.text)
		if b && !a {
			out[i].text = other.text
			out[i].confidence = max(other.confidence, noise)
		}
		if differ && b {
			out[i].confidence = min(out[i].confidence, 1-doubtDigits)
		}
		if differ && a && b {
			out[i].other = other.text
		}
	}
	return out
}

// above returns what was read at the place of a word: one word there and no more.
func above(r row, t token) (token, bool) {
	var found []token
	for _, o := range r {
		if shared := min(o.box.Max.X, t.box.Max.X) - max(o.box.Min.X,
			t.box.Min.X); 5*shared > min(o.box.Dx(), t.box.Dx()) {
			found = append(found, o)
		}
	}
	if len(found) != 1 || 2*found[0].box.Dx() < t.box.Dx() || 2*t.box.Dx() < found[0].box.Dx() {
		return token{}, false
	}
	return found[0], true
}

// plainNumber matches counts and dates in digits.
var plainNumber = regexp.MustCompile(`^\d{1,4}$|^\d{1,2}/\d{1,2}(/\d{4})?$|^\d{1,2}/\d{4}$`)

// wellFormed reports whether a word is a date or count in digits, or a document's
// number (or the part of it before a line end) with codes that are known.
func wellFormed(s string) bool {
	s = strings.Trim(s, ".,;:()\"“”")
	if plainNumber.MatchString(s) {
		return true
	}
	sym, ok := legal.ParseSymbol(strings.TrimRight(s, "-/"))
	if !ok || len(sym.Codes) == 0 {
		return false
	}
	for _, c := range sym.Codes {
		if _, known := legal.KnownCode(c); !known && sym.Term() == 0 {
			return false
		}
	}
	return true
}

func digitsIn(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
