package ocr

import (
	"image"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// page makes a page of what was read.
func (p Picture) page(rows []row, v View) pdf.Page {
	rows = withoutNoise(rows)
	sizes := sizesOf(rows)
	width, height := v.size()
	out := pdf.Page{Width: width, Height: height, Pictures: 1}
	for i, r := range rows {
		base := baseline(r)
		line := pdf.Line{Box: p.box(r[0].box)}
		for _, t := range r {
			w := pdf.Word{
				Text: t.text, Box: p.box(t.box), Size: p.points(1) * sizes[i], Baseline: p.points(1) * base,
				Doubt: 1 - t.confidence, Other: t.other,
			}
			line.Words = append(line.Words, w)
			line.Box = line.Box.Union(w.Box)
			out.Letters += utf8.RuneCountInString(t.text)
		}
		out.Lines = append(out.Lines, line)
	}
	return out
}

func (p Picture) box(r image.Rectangle) legal.Box {
	return legal.Box{X0: p.points(r.Min.X), Y0: p.points(r.Min.Y), X1: p.points(r.Max.X), Y1: p.points(r.Max.Y)}
}

// Noise is what specks, stamps and rules are read as.
const (
	noise    = .10 // confidence of no word
	unlikely = .60 // confidence of no mark of its own
)

// withoutNoise drops the tokens that are no words, and the rows without any other.
func withoutNoise(rows []row) []row {
	var out []row
	for _, r := range rows {
		kept := slices.DeleteFunc(slices.Clone(r), func(t token) bool {
			return t.confidence < noise || t.confidence < unlikely && !hasLetterOrDigit(t.text)
		})
		if slices.ContainsFunc(kept, func(t token) bool { return hasLetterOrDigit(t.text) }) {
			out = append(out, kept)
		}
	}
	return out
}

func hasLetterOrDigit(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// Shares of the size of the letters, as in Times New Roman, which the rules of
// official documents ask for.
const (
	capHeight = .67 // of capitals, digits and letters such as b, d, h
	xHeight   = .45 // of letters such as a, e, m
	descent   = .21 // of letters such as g, p, y
)

// Letters by how far they reach; the dot of an i reaches as high as capitals do.
const (
	tall   = "ABCDEFGHIKLMNOPRSTUVXYZĐbdđhikl0123456789/"
	low    = "acemnorsuvx"
	hanged = "gpqy"
)

// sameSize is by which share measured sizes may differ and still be one: the
// measure is rough, and footnotes are smaller by a quarter.
const sameSize = .18

// sizesOf returns the size of the letters of each row, in dots: the median of what
// its words tell. Sizes near the commonest one of the page become it, as the
// measure is rough and a text keeps to one size.
func sizesOf(rows []row) []float64 {
	sizes := make([]float64, len(rows))
	var all []float64
	for i, r := range rows {
		sizes[i] = sizeOf(r)
		for range letters(r) {
			if sizes[i] > 0 {
				all = append(all, sizes[i])
			}
		}
	}
	usual := median(all)
	for i, s := range sizes {
		if s == 0 || s > (1-sameSize)*usual && s < (1+sameSize)*usual {
			sizes[i] = usual
		}
	}
	return sizes
}

func letters(r row) int {
	n := 0
	for _, t := range r {
		n += utf8.RuneCountInString(t.text)
	}
	return n
}

// sizeOf returns the size of the letters of a row, 0 for one without a telling word.
func sizeOf(r row) float64 {
	var told []float64
	for _, t := range r {
		if share := heightOf(t.text); share > 0 {
			told = append(told, float64(t.box.Dy())/share)
		}
	}
	return median(told)
}

// heightOf returns the height of a word as a share of the size of its letters, 0
// where marks above or below make it uncertain.
func heightOf(word string) float64 {
	up, down := 0.0, 0.0
	for _, r := range strings.Trim(word, ".-") {
		switch {
		case strings.ContainsRune(tall, r):
			up = capHeight
		case strings.ContainsRune(low, r):
			up = max(up, xHeight)
		case strings.ContainsRune(hanged, r):
			up, down = max(up, xHeight), descent
		default:
			return 0
		}
	}
	if up == 0 {
		return 0
	}
	return up + down
}

// baseline returns where the letters of a row stand, in dots from the top: the
// median of the lower edges of words without anything below the line.
func baseline(r row) float64 {
	var ends []float64
	lowest := 0
	for _, t := range r {
		if hasLetterOrDigit(t.text) && !strings.ContainsFunc(t.text, hangs) {
			ends = append(ends, float64(t.box.Max.Y))
		}
		lowest = max(lowest, t.box.Max.Y)
	}
	if len(ends) == 0 {
		return float64(lowest) - descent*sizeOf(r)
	}
	return median(ends)
}

// hangs reports whether a rune reaches below the line.
func hangs(r rune) bool {
	return strings.ContainsRune("gpqyGQ,;()[]{}/|ạặậẹệịọộợụựỵỳýỷỹẠẶẬẸỆỊỌỘỢỤỰỴ_", r)
}

// median returns the middle one of some numbers, 0 of none.
func median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(x))
	return s[len(s)/2]
}
