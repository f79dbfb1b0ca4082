package layout

import (
	"regexp"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// head takes the head off the first lines of a text file.
func (p plain) head() (h head, rest []plainLine) {
	kind, end := p.findKind()
	if end < 0 {
		return head{}, p.lines
	}
	h.letter = kind < 0 && end < len(p.lines) && isAddress(p.lines[end].text())
	for _, l := range p.lines[:end] {
		h.addPlain(l, kind < 0)
	}
	h.joinNames()
	if kind < 0 {
		return h, p.lines[end:]
	}
	h.addKind(p.lines[kind].line)
	n := kind + 1
	for n < len(p.lines) && p.inTitle(n, kind) {
		h.addTitle(p.lines[n].line)
		n++
	}
	return h, p.lines[n:]
}

// findKind returns the index of the type line, and where the head ends; -1 where
// missing.
func (p plain) findKind() (kind, end int) {
	end = -1
	mottoSeen, gazette := false, false
	for i, l := range p.lines[:min(len(p.lines), headLines)] {
		s := l.text()
		switch {
		case isKind(s), gazette && isGazetteHeading(s):
			return i, i
		case opensGazette(s):
			gazette = true
		case isAddress(s):
			return -1, i
		case isMotto(s):
			mottoSeen, end = true, i+1
		case isNumberLine(s) || isPlaceAndDate(s):
			end = i + 1
		}
	}
	if !mottoSeen {
		end = -1
	}
	return -1, end
}

// columnGap parts the columns of a head that a line of text shows side by side.
var columnGap = regexp.MustCompile(`\s{3,}|\t|\s\|\s`)

// addPlain adds a line of a head; "V/v …" is a letter's title.
func (h *head) addPlain(l plainLine, letter bool) {
	text := l.text()
	if letter && (subjectLine.MatchString(text) || h.title != "" && !isHeadData(text)) {
		h.addTitle(l.line)
		return
	}
	h.blocks = append(h.blocks, block{zone: legal.ZoneHead, lines: []line{l.line}})
	for _, part := range columnGap.Split(l.raw, -1) {
		if part = strings.TrimSpace(part); part != "" {
			h.items = append(h.items, item{text: part})
		}
	}
}

// inTitle reports whether line n belongs to the title below the type line: up to
// the next gap, or to the first line of a preamble.
func (p plain) inTitle(n, kind int) bool {
	l := p.lines[n]
	s := l.text()
	switch {
	case l.gap && n > kind+1, n > kind+12, opensBody(s), isAddress(s), !hasLetters(s):
		return false
	case n == kind+1:
		return true
	}
	return !endsSentence(p.lines[n-1].words[len(p.lines[n-1].words)-1].Text) && !strings.HasSuffix(s, ";")
}
