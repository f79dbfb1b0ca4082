package catalog

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// What is stored of a file is text, and every byte of it stays where it was.
func TestClean(t *testing.T) {
	for given, want := range map[string]string{
		"": "", "Nghị quyết": "Nghị quyết", "a\x00b": "a\x1ab", "K\xea ho\xe1ch": "K\x1a ho\x1ach", "\uFFFD": "\uFFFD",
	} {
		if got := clean(given); got != want || len(got) != len(given) {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
	f := sample(shaA)
	f.Text.Content = strings.Replace(f.Text.Content, " ", "\x00", 1)
	f.Citations = append(f.Citations, f.Citations[0])
	f.Citations[2].Raw = "\xff"
	c, _ := openTest(t)
	must(t, c.PutFile(ctx, f, at("/in/a.pdf")))
	must(t, c.CheckContent(ctx))
	if f.Citations[2].Raw != "\xff" {
		t.Error("the facts given have changed")
	}
	ms, err := c.Mentions(ctx, shaA)
	must(t, err)
	if len(ms) != 3 || ms[2].Raw != "\x1a" {
		t.Errorf("%+v", ms)
	}
}

// A path comes back as it was, whatever its bytes.
func TestPathsOfBytes(t *testing.T) {
	c, _ := openTest(t)
	path := "/in/k\xea \uEF41\uEFFF.pdf"
	must(t, c.PutFile(ctx, sample(shaA), at(path)))
	known, err := c.KnownPaths(ctx)
	must(t, err)
	if _, ok := known[path]; !ok {
		t.Errorf("%+q", slices.Collect(maps.Keys(known)))
	}
}

// Whatever the bytes, two texts never become one, and each comes back.
func FuzzEscaped(f *testing.F) {
	for _, s := range []string{"", "a\x00b", "\xff\xfe", "\uEF00\uEFFF", "\xee\xbc", "Nghị quyết"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e := escaped(s)
		if !utf8.ValidString(e) || strings.IndexByte(e, 0) >= 0 {
			t.Errorf("%q is no text", e)
		}
		if back := unescaped(e); back != s {
			t.Errorf("%q comes back as %q", s, back)
		}
	})
}
