package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
)

// bold shows the marks of an excerpt where the output is a terminal that may be
// coloured.
func (a *app) bold(p answer.Snippet) string {
	if !a.terminal || os.Getenv("NO_COLOR") != "" {
		return p.Excerpt
	}
	letters := []rune(p.Excerpt)
	var b strings.Builder
	at := 0
	for _, m := range p.Marks {
		b.WriteString(string(letters[at:m[0]]) + boldOn + string(letters[m[0]:m[1]]) + boldOff)
		at = m[1]
	}
	return b.String() + string(letters[at:])
}

func (a *app) printHits(w printer, s answer.Search, facets []index.Facet, o searchOptions) {
	if s.DStroke {
		w.printf("no document has this with d; it is read as đ:\n")
	}
	for _, n := range s.Near {
		w.printf("no document has %s; this is for %s:\n", n.Typed, n.Instead)
	}
	if s.Partial {
		w.printf("no document has all these words; these have most of them:\n")
	}
	if len(s.Candidates) > 0 {
		w.printf("%d documents are called so:\n", len(s.Candidates))
		for _, d := range s.Candidates {
			w.printf("  %-36s %s\n", d.ID, a.describe(d))
		}
	}
	for i, h := range s.Hits {
		w.printf("%2d. %s\n", s.Offset+i+1, h.Document)
		if h.Printed != "" {
			w.printf("    printed as %s\n", h.Printed)
		}
		name := h.ID
		if h.File != "" {
			name = filepath.Base(h.File)
		}
		if len(h.Places) == 0 {
			w.printf("    %s\n", name)
		}
		for _, p := range h.Places[:min(len(h.Places), o.places)] {
			w.printf("    %s\n    %s\n", name+pageOf(p).In(w.lang), a.bold(p))
		}
	}
	if seen := s.Offset + len(s.Hits); s.Total > len(s.Hits) {
		var loose text
		if s.Partial {
			loose = say(", none with all these words")
		}
		w.printf("%d of %s%s; --limit shows more, 0 all\n", min(seen, s.Total), nouns(s.Total, "document"), loose)
	}
	for _, f := range facets {
		w.printf("%s:\n", say(f.Field))
		for _, c := range f.Counts {
			w.printf("  %6d  %s\n", c.Count, called{f.Field, c.Value})
		}
	}
}

// pageOf says where in a file a place is, and that its text is read by OCR.
func pageOf(p answer.Snippet) text {
	ocr := ""
	if p.OCR {
		ocr = " (OCR)"
	}
	if p.Page == 0 {
		return say("%s", ocr)
	}
	if p.Paragraph > 0 {
		return say(", paragraph %d", p.Paragraph)
	}
	return say(", page %d%s", p.Page, ocr)
}
