package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// placeJSON is a place of a document found. Its marks are letters of the excerpt:
// each begins with the first and ends before the second.
type placeJSON struct {
	Page    int      `json:"page"`
	OCR     bool     `json:"ocr,omitempty"` // its text is read by OCR
	Start   int      `json:"start"`         // of the sentence in the running text, in bytes
	End     int      `json:"end"`
	Excerpt string   `json:"excerpt"`
	Marks   [][2]int `json:"marks"`
}

// excerptLetters is the length of an excerpt: a sentence, or the part of a long one
// around what was found.
const excerptLetters = 240

func showPlace(text string, p index.Place) placeJSON {
	out := placeJSON{Page: p.Page, OCR: p.OCR, Start: p.Sentence.Start, End: p.Sentence.End, Marks: [][2]int{}}
	from, to := p.Sentence.Start, p.Sentence.End
	if utf8.RuneCountInString(text[from:to]) > excerptLetters {
		best := legal.Span{Start: p.Marks[0].Start, End: p.Marks[0].End}
		for _, m := range p.Marks {
			if utf8.RuneCountInString(text[best.Start:m.End]) < excerptLetters/2 {
				best.End = m.End
			}
		}
		wide, end := window(text, best, excerptLetters)
		from, to = max(from, wide), min(to, end)
	}
	out.Excerpt, out.Marks = squeeze(text, from, to, p.Marks)
	return out
}

// squeeze returns text[from:to] with its white space folded, an ellipsis where it
// is cut out of a line, and the letters of it that are marked.
func squeeze(text string, from, to int, marks []legal.Span) (string, [][2]int) {
	var b strings.Builder
	letters, space := 0, false
	write := func(r rune) { b.WriteRune(r); letters++ }
	out := [][2]int{}
	if from > 0 && text[from-1] != '\n' {
		write('…')
	}
	begun := letters
	for i, r := range text[from:to] {
		at := from + i
		for _, m := range marks {
			if m.End == at && len(out) > 0 && out[len(out)-1][1] < 0 {
				out[len(out)-1][1] = letters
			}
		}
		if unicode.IsSpace(r) {
			space = letters > begun
			continue
		}
		if space {
			write(' ')
			space = false
		}
		for _, m := range marks {
			if m.Start == at && m.End <= to {
				out = append(out, [2]int{letters, -1})
			}
		}
		write(r)
	}
	if len(out) > 0 && out[len(out)-1][1] < 0 {
		out[len(out)-1][1] = letters
	}
	if to < len(text) && text[to] != '\n' {
		write('…')
	}
	return b.String(), out
}

// bold shows the marks of an excerpt where the output is a terminal that may be
// coloured.
func (a *app) bold(p placeJSON) string {
	if !a.terminal || os.Getenv("NO_COLOR") != "" {
		return p.Excerpt
	}
	letters := []rune(p.Excerpt)
	var b strings.Builder
	at := 0
	for _, m := range p.Marks {
		b.WriteString(string(letters[at:m[0]]) + "\x1b[1m" + string(letters[m[0]:m[1]]) + "\x1b[0m")
		at = m[1]
	}
	return b.String() + string(letters[at:])
}

func (a *app) printHits(w io.Writer, s searchJSON, facets []index.Facet, o searchOptions) {
	if s.Eth {
		fmt.Fprintln(w, "no document has this with d; it is read as đ:")
	}
	for _, n := range s.Near {
		fmt.Fprintf(w, "no document has %s; this is for %s:\n", n.Typed, n.Instead)
	}
	if s.Partial {
		fmt.Fprintln(w, "no document has all these words; these have most of them:")
	}
	if len(s.Candidates) > 0 {
		fmt.Fprintf(w, "%d documents are called so:\n", len(s.Candidates))
		for _, d := range s.Candidates {
			fmt.Fprintf(w, "  %-36s %s\n", d.ID, a.describe(d))
		}
	}
	for i, h := range s.Hits {
		fmt.Fprintf(w, "%2d. %s\n", s.Offset+i+1, h.Document)
		name := h.ID
		if h.File != "" {
			name = filepath.Base(h.File)
		}
		if len(h.Places) == 0 {
			fmt.Fprintf(w, "    %s\n", name)
		}
		for _, p := range h.Places[:min(len(h.Places), o.places)] {
			fmt.Fprintf(w, "    %s\n    %s\n", name+pageOf(p), a.bold(p))
		}
	}
	if seen := s.Offset + len(s.Hits); s.Total > len(s.Hits) {
		fmt.Fprintf(w, "%d of %s; --limit shows more, 0 all\n", min(seen, s.Total), nouns(s.Total, "document"))
	}
	for _, f := range facets {
		fmt.Fprintf(w, "%s:\n", f.Field)
		for _, c := range f.Counts {
			fmt.Fprintf(w, "  %6d  %s\n", c.Count, c.Value)
		}
	}
}

// pageOf says where in a file a place is, and that its text is read by OCR.
func pageOf(p placeJSON) string {
	s := ""
	if p.Page > 0 {
		s = fmt.Sprintf(", page %d", p.Page)
	}
	if p.OCR {
		s += " (OCR)"
	}
	return s
}

// writeHitTable writes a line for every place of every document found, and one for a
// document without any.
func writeHitTable(w io.Writer, s searchJSON) error {
	t := csv.NewWriter(w)
	rows := [][]string{{"rank", "id", "document", "file", "page", "ocr", "excerpt"}}
	for i, h := range s.Hits {
		row := []string{strconv.Itoa(s.Offset + i + 1), h.ID, h.Document, h.File}
		for _, p := range h.Places {
			rows = append(rows, append(slices.Clone(row), strconv.Itoa(p.Page), strconv.FormatBool(p.OCR), p.Excerpt))
		}
		if len(h.Places) == 0 {
			rows = append(rows, append(row, "", "", ""))
		}
	}
	if err := t.WriteAll(rows); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}
