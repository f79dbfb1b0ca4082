package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// show writes tokens in a plain form.
func show(data string) string {
	l := lexer{data: []byte(data)}
	var out []string
	for {
		t := l.next()
		switch t.kind {
		case endOfInput:
			return strings.Join(out, " ")
		case numberToken:
			out = append(out, fmt.Sprintf("%g", t.num))
		case textToken:
			out = append(out, fmt.Sprintf("%q", t.bytes))
		case nameToken:
			out = append(out, "/"+string(t.bytes))
		case operatorToken:
			out = append(out, string(t.bytes))
		default:
			out = append(out, map[tokenKind]string{arrayOpen: "[", arrayClose: "]", dictOpen: "<<",
				dictClose: ">>"}[t.kind])
		}
	}
}

func TestLexer(t *testing.T) {
	tests := []struct{ in, want string }{
		{"1 -2 +3 4. .5 -.25 --6 7-8", "1 -2 3 4 0.5 -0.25 -6 78"},
		{"1 0 0cm", "1 0 0 cm"},
		{"T* ' \" f*", "T* ' \" f*"},
		{"/Name /A#20B /C#zz /", "/Name /A B /C#zz /"},
		{"(a) (b(c)d) (\\(\\)\\\\) (\\n\\r\\t\\b\\f) (\\101\\1012\\8) (x\\\ny) (x\r\ny)", `"a" "b(c)d" "()\\" "\n\r\t\b\f" "AA28" "xy" "x\ny"`},
		{"<4 1 42> <4> <xx41> <>", `"AB" "@" "A" ""`},
		{"[1(a)]<</K 2>>", `[ 1 "a" ] << /K 2 >>`},
		{"1 % (comment\n2 %end", "1 2"},
		{") > } { 1", "1"},
		{"(never closed", `"never closed"`},
		{"<41", `"A"`},
		{"(a\\", `"a"`},
	}
	for _, tt := range tests {
		if got := show(tt.in); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestSkipInlineImage(t *testing.T) {
	tests := []struct{ data, rest string }{
		{" abc EI Q", " Q"},
		{" EIx \xffEI\xff EI\xff EI\nQ", "\nQ"},
		{" EI", ""},
		{" abc", ""},
	}
	for _, tt := range tests {
		l := lexer{data: []byte(tt.data)}
		l.skipInlineImage()
		if got := tt.data[l.pos:]; got != tt.rest {
			t.Errorf("%q: rest %q, want %q", tt.data, got, tt.rest)
		}
	}
}
