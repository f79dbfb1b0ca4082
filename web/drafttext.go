package web

import (
	"slices"

	"github.com/danchieu/danchieu/index/check"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// draftBlock is a piece of a draft's running text.
type draftBlock struct {
	Zone  legal.Zone
	Parts []draftPart
}

// draftPart is a piece of a block that is marked in one way.
type draftPart struct {
	Text     string
	Citation *check.Citation // that it belongs to, nil for none
	Finding  int             // the first on these words, from 1; 0 for none
	First    bool            // of the finding's words
	Severity string
}

// draftBlocks cuts the text of a draft where citations and findings begin and end.
func draftBlocks(text legal.Text, r check.Report) []draftBlock {
	cuts := cutsOf(text, r)
	parts := make(map[int]draftPart, len(cuts)) // by where they begin
	mark := func(at legal.Span, change func(*draftPart)) {
		for n, _ := slices.BinarySearch(cuts, at.Start); n < len(cuts) && cuts[n] < at.End; n++ {
			p := parts[cuts[n]]
			change(&p)
			parts[cuts[n]] = p
		}
	}
	for n := range r.Citations {
		mark(r.Citations[n].Span, func(p *draftPart) { p.Citation = &r.Citations[n] })
	}
	for n := len(r.Findings) - 1; n >= 0; n-- {
		f := r.Findings[n]
		mark(f.Span, func(p *draftPart) { p.Finding, p.Severity, p.First = n+1, string(f.Severity), false })
		mark(legal.Span{Start: f.Span.Start, End: f.Span.Start + 1}, func(p *draftPart) { p.First = true })
	}
	var out []draftBlock
	for _, b := range text.Blocks {
		d := draftBlock{Zone: b.Zone}
		for start := b.Start; start < b.End; {
			end := b.End
			if n, _ := slices.BinarySearch(cuts, start+1); n < len(cuts) {
				end = min(end, cuts[n])
			}
			p := parts[start]
			p.Text = text.Content[start:end]
			d.Parts = append(d.Parts, p)
			start = end
		}
		if len(d.Parts) > 0 {
			out = append(out, d)
		}
	}
	return out
}

// cutsOf returns where blocks, citations and findings begin or end, in order.
func cutsOf(text legal.Text, r check.Report) []int {
	var cuts []int
	for _, b := range text.Blocks {
		cuts = append(cuts, b.Start)
	}
	for _, c := range r.Citations {
		cuts = append(cuts, c.Span.Start, c.Span.End)
	}
	for _, f := range r.Findings {
		cuts = append(cuts, f.Span.Start, f.Span.End)
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}
