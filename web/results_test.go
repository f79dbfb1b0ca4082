package web

import (
	"bytes"
	"context"
	"html/template"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// asking makes a request for results that found the data in a state.
func asking(question string, generation, run int64, ended bool) *request {
	r := &http.Request{Method: http.MethodGet, URL: &url.URL{Path: "/search", RawQuery: question}}
	return &request{Request: r, lang: "vi", ctx: context.Background(),
		fresh: &fresh{Generation: generation, Run: catalog.Run{N: run}, There: true, State: runState{Ended: ended}}}
}

func TestResults(t *testing.T) {
	s := &Server{results: newLRU[resultKey, mainPart](maxResults)}
	page := mainPart{name: "search", html: "một"}
	live := func(r *request) *request {
		r.fresh.State.Live = true
		return r
	}
	none := asking("q=a", 0, 1, true)
	s.keepResult(none, page)
	if _, ok := s.keptResult(none); ok {
		t.Error("kept before there was a generation")
	}
	s.keepResult(asking("q=a", 1, 1, true), page)
	s.keepResult(live(asking("q=b", 1, 2, false)), page)
	for _, tt := range []struct {
		says string
		r    *request
		want bool
	}{
		{"the same", asking("q=a", 1, 1, true), true},
		{"another question", asking("q=c", 1, 1, true), false},
		{"of another generation", asking("q=a", 2, 2, true), false},
		{"after an ingest that changed nothing in the index", asking("q=a", 1, 2, true), false},
		{"while an ingest is at work", live(asking("q=a", 1, 2, false)), true},
		{"after an ingest that was cut off", asking("q=a", 1, 2, false), false},
		{"made during an ingest, while it is at work", live(asking("q=b", 1, 2, false)), true},
		{"made during an ingest, after its end", asking("q=b", 1, 2, true), false},
	} {
		if _, ok := s.keptResult(tt.r); ok != tt.want {
			t.Errorf("%s: kept %v, want %v", tt.says, ok, tt.want)
		}
	}
	large := asking("q=large", 1, 1, true)
	s.keepResult(large, mainPart{html: template.HTML(strings.Repeat("x", maxResult+1))})
	if _, ok := s.keptResult(large); ok {
		t.Error("a page as large as that is kept")
	}
}

// FuzzClean holds the quick look against the careful one.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"văn bản", "a\u202eb", "\u2066", "\u2028\u206a\u202f", "\xff", "a\tb\n\x00", "\xe2\x80",
		"\x7f"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		once := clean(bytes.Clone(b))
		if isClean(b) != bytes.Equal(once, b) {
			t.Errorf("%q is clean: %v, cleaned %q", b, isClean(b), once)
		}
		if !isClean(once) {
			t.Errorf("%q is not clean", once)
		}
	})
}

// TestKeptPages compares the pages of a server that has kept some with those of a new
// one, after files have come, moved and gone.
func TestKeptPages(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	file := func(name string) string { return filepath.Join(folder, name) }
	must(t, os.WriteFile(file("a.txt"), []byte("Căn cứ Nghị quyết số 30-NQ/TW về chống lãng phí"), 0o644))
	must(t, ingest(t.Context(), dir, folder))
	s := open(t, dir)
	addresses := []string{"/search?q=lang+phi", "/search?q=30-NQ/TW", "/search?q=lang+phi&lang=en", "/search?q=x%25y"}
	for _, step := range []struct {
		says   string
		change func() error
	}{
		{"as it was", func() error { return nil }},
		{"another file", func() error {
			return os.WriteFile(file("b.txt"), []byte("Thực hiện Nghị quyết số 30-NQ/TW; không lãng phí"), 0o644)
		}},
		{"moved", func() error { return os.Rename(file("a.txt"), file("c.txt")) }},
		{"gone", func() error { return os.Remove(file("b.txt")) }},
		{"another text", func() error {
			return os.WriteFile(file("c.txt"), []byte("Sự lãng phí, theo Nghị quyết số 30-NQ/TW"), 0o644)
		}},
	} {
		must(t, step.change())
		before := s.results.Len()
		must(t, ingest(t.Context(), dir, folder))
		s.follow()
		s.fresh.until = time.Now()
		other := open(t, dir)
		for _, a := range addresses {
			_, want := get(t, other.Handler(), a)
			for range 2 {
				if _, got := get(t, s.Handler(), a); got != want {
					t.Errorf("%s, %s:\n%s", step.says, a, cmp.Diff(want, got))
				}
			}
		}
		if s.results.Len() == before {
			t.Errorf("%s: nothing was kept", step.says)
		}
	}
}
