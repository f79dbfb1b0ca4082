package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Highlight is a stretch of a text that a query means: a word, the words of a phrase, or a
// citation. It holds those letters exactly and nothing else.
type Highlight struct {
	legal.Span
	part int // which part of the query
}

// Snippet is a sentence in which something of the query stands.
type Snippet struct {
	Page       int // from 1, 0 where the text has no words
	Paragraph  int // from 1, in a file that has no pages; else 0
	OCR        bool
	Sentence   legal.Span
	Highlights []legal.Span // in it, in order, none over another
	Best       legal.Span   // the longest stretch of highlights that stand side by side, the first of these
}

// Highlights returns what the query means in a text, in order; what overlaps is in it
// several times.
func (q Query) Highlights(text string) []Highlight {
	spans := words(text)
	forms := make([]form, len(spans))
	known := map[string]form{}
	for i, s := range spans {
		printed := text[s.start:s.end]
		f, ok := known[printed]
		if !ok {
			f = formOf(printed)
			known[printed] = f
		}
		forms[i] = f
	}
	return q.highlights(spans, forms)
}

// highlights is Highlights of a text that is taken apart already.
func (q Query) highlights(spans []span, forms []form) []Highlight {
	parts := highlightable(nil, q.groups)
	stands := make([]bool, len(parts))
	var out []Highlight
	for i := range spans {
		for n := range parts {
			if k := parts[n].standsAt(forms[i:]); k > 0 {
				stands[n] = true
				out = append(out, Highlight{legal.Span{Start: spans[i].start, End: spans[i+k-1].end}, n})
			}
		}
	}
	return slices.DeleteFunc(out, func(h Highlight) bool { // the words of an expression that is there are not marked apart
		of := parts[h.part].apartFrom
		return of > 0 && stands[h.part-of]
	})
}

// highlightable returns the parts of a query that are words on a page.
func highlightable(out []part, groups []group) []part {
	for _, g := range groups {
		for _, p := range g.any {
			switch {
			case g.not:
			case p.kind == together:
				first := len(out)
				out = highlightable(out, p.all)
				for i := first; p.apart && i < len(out); i++ {
					out[i].apartFrom = i - first + 1
				}
			case p.isWord() || p.kind == aPhrase || p.kind == beginning:
				out = append(out, p)
			}
		}
	}
	return out
}

// standsAt returns how many words of a text, from the first of some on, are what a part asks
// for, 0 where they are not.
func (p *part) standsAt(text []form) int {
	switch {
	case p.kind == expressed:
		return p.short.printedAt(text)
	case len(p.words) > len(text):
		return 0
	case p.kind == beginning:
		w, at := p.words[0], text[0]
		if strings.HasPrefix(at.folded, w.folded) && (!w.hasMarks() || strings.HasPrefix(at.marked, w.marked)) {
			return 1
		}
		return 0
	case slices.EqualFunc(text[:len(p.words)], p.words, form.meets):
		return len(p.words)
	}
	return 0
}

// citations returns the mentions that the query asks for, as highlights.
func (q Query) citations(mentions []catalog.Mention, parts int) []Highlight {
	var out []Highlight
	for _, m := range mentions {
		sym, numbered := legal.ParseSymbol(m.Number)
		for _, p := range citationParts(nil, q.groups) {
			byKey := p.key != "" && !p.resolved && numbered && sym.FoldKey() == p.key
			if (byKey || slices.Contains(p.documents, m.Document)) && (p.relation == "" || p.relation == m.Relation) {
				out = append(out, Highlight{m.Span, parts})
				break
			}
		}
	}
	return out
}

func citationParts(out []part, groups []group) []part {
	for _, g := range groups {
		for _, p := range g.any {
			switch {
			case g.not:
			case p.kind == together:
				out = citationParts(out, p.all)
			case p.kind == reference || p.kind == citing:
				out = append(out, p)
			}
		}
	}
	return out
}

// Snippets returns the best snippets of a file for the query, at most n of them: those
// with most different parts of the query, then with the longest stretch of highlights, then with
// most highlights, then the first.
func (q Query) Snippets(t *legal.Text, mentions []catalog.Mention, n int) []Snippet {
	highlights := append(q.Highlights(t.Content), q.citations(mentions, len(highlightable(nil, q.groups)))...)
	slices.SortStableFunc(highlights,
		func(a, b Highlight) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	type candidate struct {
		Snippet
		kinds   map[int]bool
		stretch int // highlights in Best
	}
	var all []*candidate
	for _, m := range highlights {
		if len(all) == 0 || m.Start >= all[len(all)-1].Sentence.End {
			s := sentence(t, m.Start)
			s.End = max(s.End, m.End)
			all = append(all, &candidate{Snippet: Snippet{Sentence: s}, kinds: map[int]bool{}})
		}
		c := all[len(all)-1]
		c.kinds[m.part] = true
		if k := len(c.Highlights); k > 0 && m.Start < c.Highlights[k-1].End {
			c.Highlights[k-1].End = max(c.Highlights[k-1].End, m.End)
			c.Sentence.End = max(c.Sentence.End, m.End)
			continue
		}
		c.Highlights = append(c.Highlights, m.Span)
		c.Sentence.End = max(c.Sentence.End, m.End)
	}
	for _, c := range all {
		c.Best, c.stretch = longestStretch(c.Highlights)
	}
	slices.SortStableFunc(all, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(len(b.kinds), len(a.kinds)), cmp.Compare(b.stretch, a.stretch),
			cmp.Compare(len(b.Highlights), len(a.Highlights)))
	})
	var out []Snippet
	for _, c := range all[:min(n, len(all))] {
		c.Page, c.Paragraph = t.PageAt(c.Best.Start), t.ParagraphAt(c.Best.Start)
		c.OCR = c.Page > 0 && c.Page <= len(t.Pages) && t.Pages[c.Page-1].Source == legal.SourceOCR
		out = append(out, c.Snippet)
	}
	return out
}

// longestStretch returns the first of the longest stretches of highlights with no more than a space
// and a stop between them, and its number of highlights.
func longestStretch(highlights []legal.Span) (best legal.Span, most int) {
	var stretch legal.Span
	n := 0
	for _, m := range highlights {
		if n == 0 || m.Start-stretch.End > 2 {
			stretch, n = m, 0
		}
		stretch.End = m.End
		if n++; n > most {
			best, most = stretch, n
		}
	}
	return best, most
}

// sentence returns the sentence of a block in which an offset stands.
func sentence(t *legal.Text, at int) legal.Span {
	s := legal.Span{Start: 0, End: len(t.Content)}
	if i := t.BlockAt(at); i >= 0 {
		s = t.Blocks[i].Span
	} else {
		s.Start = strings.LastIndexByte(t.Content[:at], '\n') + 1
		if i := strings.IndexByte(t.Content[at:], '\n'); i >= 0 {
			s.End = at + i
		}
	}
	for i := s.Start; i < s.End; {
		end := sentenceEnd(t.Content[i:s.End])
		if at < i+end {
			return legal.Span{Start: i, End: i + end}
		}
		i += end
	}
	return s
}

// sentenceEnd returns the length of the first sentence with the space behind it: up
// to a stop before a capital letter, save after a single letter or a number ("1. ").
func sentenceEnd(s string) int {
	for i := 1; i < len(s); i++ {
		if !strings.ContainsRune(".;!?…", rune(s[i])) || i+1 >= len(s) || s[i+1] != ' ' {
			continue
		}
		word := s[strings.LastIndexAny(s[:i], " \n")+1 : i]
		next, _ := utf8.DecodeRuneInString(s[i+2:])
		if utf8.RuneCountInString(word) > 2 && unicode.IsUpper(next) {
			return i + 2
		}
	}
	return len(s)
}
