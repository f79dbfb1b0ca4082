package check

import (
	"cmp"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// cover is the spans of citations in order, each with the last end of those up to it.
type cover []legal.Span

func coverOf(citations []legal.Citation) cover {
	out := make(cover, len(citations))
	for i, c := range citations {
		out[i] = c.Span
	}
	slices.SortFunc(out, func(a, b legal.Span) int { return cmp.Compare(a.Start, b.Start) })
	for i := range out[min(1, len(out)):] {
		out[i+1].End = max(out[i+1].End, out[i].End)
	}
	return out
}

// covers reports whether a span lies within that of a citation.
func (c cover) covers(s legal.Span) bool {
	n := sort.Search(len(c), func(i int) bool { return c[i].Start > s.Start })
	return n > 0 && c[n-1].End >= s.End
}

// fieldIn returns the words of a citation that give a field, all of it where none does.
func (k *checker) fieldIn(i int, field string) legal.Span {
	switch field {
	case legal.ConflictDate:
		return k.dateIn(i)
	case legal.ConflictIssuer:
		return k.issuerIn(i)
	}
	if s := k.numberIn(i); s.Start < s.End {
		return s
	}
	return k.Citations[i].Span
}

// numberIn returns where a citation prints its number, an empty span where it prints none.
func (k *checker) numberIn(i int) legal.Span {
	c := k.Citations[i]
	want, ok := legal.ParseSymbol(c.Number)
	if !ok {
		return legal.Span{}
	}
	text := k.Text.Content[c.Start:c.End]
	for at := 0; at < len(text); at++ {
		if text[at] < '0' || text[at] > '9' || at > 0 && '0' <= text[at-1] && text[at-1] <= '9' {
			continue
		}
		if sym, end, ok := legal.ScanSymbol(text, at); ok && sym.Ordinal == want.Ordinal && sym.Year == want.Year {
			return legal.Span{Start: c.Start + at, End: c.Start + end}
		}
	}
	return legal.Span{}
}

var dated = regexp.MustCompile(`(?i)\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}`)

// dateIn returns where a citation prints its date, all of it where that is not found.
func (k *checker) dateIn(i int) legal.Span {
	c := k.Citations[i]
	from := max(c.Start, k.numberIn(i).End)
	if m := dated.FindStringIndex(k.Text.Content[from:c.End]); m != nil {
		return legal.Span{Start: from + m[0], End: from + m[1]}
	}
	return c.Span
}

// dayAs writes a date in the way in which a citation has its own: in figures, or with the words.
func (k *checker) dayAs(i int, d legal.Date) string {
	if at := k.dateIn(i); at != k.Citations[i].Span && strings.Contains(k.Text.Content[at.Start:at.End], "tháng") {
		return d.InWords()
	}
	return d.InFigures()
}
