package main

import (
	"io"
	"strings"
	"unicode/utf8"
)

// Sequences that the program itself sends to a terminal.
const (
	boldOn    = "\x1b[1m"
	boldOff   = "\x1b[0m"
	eraseLine = "\r\x1b[K"
)

// inert makes a text harmless to a terminal, whatever a file is called or says: what would
// steer it, or turn the direction of what follows, is shown as a sign. Line ends, tabs, form
// feeds and our own sequences stay.
func inert(s string) string {
	if !strings.ContainsFunc(s, steers) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		if own := ownSequence(s); own != "" {
			b.WriteString(own)
			s = s[len(own):]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		b.WriteRune(sign(r))
		s = s[size:]
	}
	return b.String()
}

func ownSequence(s string) string {
	for _, own := range []string{boldOn, boldOff, eraseLine} {
		if strings.HasPrefix(s, own) {
			return own
		}
	}
	return ""
}

// steers reports whether a terminal may do something else than show a letter: control
// characters of ISO 6429, and those that set the direction (Unicode TR 36, 2.4).
func steers(r rune) bool {
	switch {
	case r == '\n', r == '\t', r == '\f':
		return false
	case r < ' ', r >= 0x7f && r <= 0x9f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return false
}

// sign is what is shown of a letter.
func sign(r rune) rune {
	switch {
	case !steers(r):
		return r
	case r < ' ':
		return '␀' + r
	}
	return utf8.RuneError
}

// tamed makes what is written inert: to a terminal, to a log, to pages that somebody may show on one.
type tamed struct {
	w    io.Writer
	rest []byte // the beginning of a letter
}

// Write writes whole letters, and keeps the beginning of one for the next time.
func (t *tamed) Write(p []byte) (int, error) {
	b := append(t.rest, p...)
	end := len(b)
	for i := len(b) - 1; i >= max(0, len(b)-utf8.UTFMax); i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				end = i
			}
			break
		}
	}
	t.rest = append([]byte(nil), b[end:]...)
	if _, err := io.WriteString(t.w, inert(string(b[:end]))); err != nil {
		return 0, err
	}
	return len(p), nil
}
