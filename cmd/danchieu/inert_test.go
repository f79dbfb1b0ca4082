package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// What steers a terminal is shown as a sign; letters, our own sequences and invalid bytes
// do no harm.
func TestInert(t *testing.T) {
	for s, want := range map[string]string{
		"Nghị quyết\n\t30-NQ/TW\f":      "Nghị quyết\n\t30-NQ/TW\f",
		"a\x1b]0;title\x07b":            "a␛]0;title␇b",
		"a\x1b[2Jb\rc":                  "a␛[2Jb␍c",
		"\u009b2J":                      "\ufffd2J",
		"\x9b2J":                        "\ufffd2J",
		"fdp.\u202efdp":                 "fdp.\ufffdfdp",
		boldOn + "30" + boldOff:         boldOn + "30" + boldOff,
		eraseLine + "x\x1b[31m":         eraseLine + "x␛[31m",
		"\x1b\x1b[1m":                   "␛" + boldOn,
		"\x7f":                          "\ufffd",
		"e\u0302\u0301 phở 日本 🙂":        "e\u0302\u0301 phở 日本 🙂",
		strings.Repeat("ậ", 3) + "\xe1": "ậậậ\ufffd",
	} {
		if got := inert(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	var b bytes.Buffer
	printer{&b, legal.English}.printf("%s\n", "a\x1b[2J")
	if got := b.String(); got != "a␛[2J\n" {
		t.Errorf("printed %q", got)
	}
}

// To a terminal whole letters are written, wherever what is written is cut.
func TestTamed(t *testing.T) {
	const s = "ậ\x1b[2J日🙂 Nghị quyết"
	var b bytes.Buffer
	w := &tamed{w: &b}
	for i := range len(s) {
		if n, err := w.Write([]byte(s[i : i+1])); n != 1 || err != nil {
			t.Fatal(n, err)
		}
	}
	if got := b.String(); got != inert(s) {
		t.Errorf("%q, want %q", got, inert(s))
	}
}
