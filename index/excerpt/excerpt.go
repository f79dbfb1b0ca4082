// Package excerpt cuts texts at words to what there is room for.
package excerpt

import (
	"strings"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Around returns the part of a text around a span, cut at spaces to about n
// letters, with an ellipsis where something is left out.
func Around(text string, at legal.Span, n int) string {
	from, to := Window(text, at, n)
	return Cut(text, from, to, func(s string) string { return s })
}

// Begin folds white space and returns about the first n letters.
func Begin(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	return Cut(s, 0, Forth(s, 0, n), func(s string) string { return s })
}

// Window returns where to cut a text so that the span stands in it, with more of
// what follows than of what goes before.
func Window(text string, at legal.Span, n int) (from, to int) {
	at.Start, at.End = min(max(at.Start, 0), len(text)), min(max(at.End, 0), len(text))
	room := max(0, n-utf8.RuneCountInString(text[at.Start:max(at.Start, at.End)]))
	from = back(text, at.Start, room/3)
	to = Forth(text, max(at.Start, at.End), room-utf8.RuneCountInString(text[from:at.Start]))
	return from, to
}

// back steps at most n letters to the left, to the beginning of a word.
func back(text string, at, n int) int {
	from := at
	for ; n > 0 && from > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from -= size
	}
	if from == 0 {
		return 0
	}
	if i := strings.IndexAny(text[from:at], " \n"); i >= 0 {
		return from + i + 1
	}
	return at
}

// Forth steps at most n letters to the right, to the end of a word.
func Forth(text string, at, n int) int {
	to := at
	for ; n > 0 && to < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[to:])
		to += size
	}
	if to == len(text) {
		return to
	}
	if i := strings.LastIndexAny(text[at:to], " \n"); i >= 0 {
		return at + i
	}
	return at
}

// Cut folds the white space of text[from:to], after mark has worked on it, and
// shows what is left out.
func Cut(text string, from, to int, mark func(string) string) string {
	s := strings.Join(strings.Fields(mark(text[from:to])), " ")
	if from > 0 {
		s = "…" + s
	}
	if to < len(text) {
		s += "…"
	}
	return s
}
