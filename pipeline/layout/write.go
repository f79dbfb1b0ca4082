package layout

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// writer writes blocks as running text.
type writer struct {
	text    legal.Text
	content strings.Builder
	anchors []int // of the footnotes whose marks have been passed; -1 for others
	whole   bool  // of what a block has on one page no more is known than that: it is one word
}

// write makes running text of blocks and the footnotes their marks call. A
// footnote follows the block that holds its mark; one whose mark is not found
// follows the last block that ends on its page or before.
func write(blocks []block, notes []note) legal.Text { return new(writer).write(blocks, notes) }

func (w *writer) write(blocks []block, notes []note) legal.Text {
	w.anchors = make([]int, len(notes))
	for n := range w.anchors {
		w.anchors[n] = -1
	}
	w.grow(blocks, notes)
	after := placeNotes(blocks, notes)
	w.notes(after[0], notes)
	for i, b := range blocks {
		w.block(b, -1)
		w.notes(after[i+1], notes)
	}
	w.text.Content = w.content.String()
	return w.text
}

// grow makes room for all words.
func (w *writer) grow(blocks []block, notes []note) {
	words, bytes := 0, 0
	count := func(lines []line) {
		for _, l := range lines {
			words += len(l.words)
			for i := range l.words {
				bytes += len(l.words[i].Text) + 1
			}
		}
	}
	for _, b := range blocks {
		count(b.lines)
	}
	for _, n := range notes {
		count(n.lines)
	}
	w.content.Grow(bytes)
	if !w.whole {
		w.text.Words = slices.Grow(w.text.Words, words)
	}
}

// placeNotes returns, for each block, the footnotes to be written behind it, at
// the block's index + 1; those before every block stand at 0.
func placeNotes(blocks []block, notes []note) [][]int {
	after := make([][]int, len(blocks)+1)
	placed := make([]bool, len(notes))
	for i, b := range blocks {
		for _, l := range b.lines {
			for k := range l.words {
				if n := l.words[k].note; n > 0 && !placed[n-1] {
					placed[n-1] = true
					after[i+1] = append(after[i+1], n-1)
				}
			}
		}
	}
	at := 0
	for n, note := range notes {
		for at < len(blocks) && blocks[at].lastPage() <= note.page {
			at++
		}
		if !placed[n] {
			after[at] = append(after[at], n)
		}
	}
	for _, list := range after {
		slices.Sort(list)
	}
	return after
}

func (b block) lastPage() int { return b.lines[len(b.lines)-1].page }

func (w *writer) notes(list []int, notes []note) {
	for _, n := range list {
		w.block(block{zone: legal.ZoneFootnote, lines: notes[n].lines}, w.anchors[n])
	}
}

// block writes one block; one without words is left out.
func (w *writer) block(b block, anchor int) {
	start := -1
	var prev *word
	for _, l := range b.lines {
		for i := range l.words {
			next := &l.words[i]
			if next.note > 0 {
				w.anchors[next.note-1] = w.content.Len()
				continue
			}
			first := start < 0
			if first {
				if w.content.Len() > 0 {
					w.content.WriteByte('\n')
				}
				start = w.content.Len()
			} else if spaced(prev, next, i == 0) {
				w.content.WriteByte(' ')
			}
			w.word(next, first)
			prev = next
		}
	}
	if start >= 0 {
		w.text.Blocks = append(w.text.Blocks,
			legal.Block{Span: legal.Span{Start: start, End: w.content.Len()}, Zone: b.zone, Anchor: anchor})
	}
}

// word writes a word, which may be the first of its block.
func (w *writer) word(next *word, first bool) {
	start := w.content.Len()
	w.content.WriteString(next.Text)
	if n := len(w.text.Words) - 1; w.whole && !first && w.text.Words[n].Page == next.page {
		w.text.Words[n].End = w.content.Len()
		return
	}
	w.text.Words = append(w.text.Words, legal.Word{
		Span: legal.Span{Start: start, End: w.content.Len()}, Page: next.page, Box: next.Box,
		Confidence: 1 - next.Doubt, Other: next.Other, Paragraph: next.paragraph, Source: next.source,
	})
}
