package pdf

import (
	"strings"
	"unicode/utf8"
)

// markNotes finds the footnote marks of a line: digits or asterisks, smaller than
// the line and above its baseline.
func markNotes(words []Word) []Word {
	out := words[:0]
	for i, w := range words {
		beside := neighbour(words, i)
		switch {
		case beside == nil || !isRaised(w, *beside):
		case IsNoteMark(beside.Text, w.Text, w.Glued):
			w.Mark = true
		case w.Glued && len(out) > 0:
			out[len(out)-1] = join(out[len(out)-1], w)
			continue
		}
		out = append(out, w)
	}
	return out
}

// neighbour returns the word that a raised one is measured against: the one before
// it on the line, or behind it at the start.
func neighbour(words []Word, i int) *Word {
	switch {
	case i > 0:
		return &words[i-1]
	case i+1 < len(words):
		return &words[i+1]
	}
	return nil
}

func isRaised(w, beside Word) bool {
	return w.Angle == 0 && w.Size < markSize*beside.Size && beside.Baseline-w.Baseline > markRise*beside.Size
}

// isMark reports whether a text can be a footnote mark: "1", "12", "*", "(1)", "[1]".
func isMark(s string) bool {
	s = strings.Trim(s, "()[]")
	return s != "" && len(s) <= 3 && strings.Trim(s, "0123456789*") == ""
}

// IsNoteMark reports whether raised letters beside a word, or glued to it, are a footnote
// mark and no power of a unit.
func IsNoteMark(beside, raised string, glued bool) bool {
	return isMark(raised) && !(glued && isPower(beside, raised))
}

// isPower reports whether a raised 2 or 3 belongs to a unit: m², km².
func isPower(unit, power string) bool {
	if power != "2" && power != "3" {
		return false
	}
	switch strings.TrimLeft(unit, "0123456789.,/(") {
	case "m", "km", "dm", "cm", "mm":
		return true
	}
	return false
}

// join puts a raised text that is no mark back to its word.
func join(w, tail Word) Word {
	w.Text += tail.Text
	w.Box = w.Box.Union(tail.Box)
	return w
}

// letters counts the runes of the words that are no stamps, and those among them
// that are unreadable.
func letters(lines []Line) (all, unread int) {
	for _, l := range lines {
		for _, w := range l.Words {
			if !w.Stamp {
				all += utf8.RuneCountInString(w.Text)
				unread += strings.Count(w.Text, unreadable)
			}
		}
	}
	return all, unread
}
