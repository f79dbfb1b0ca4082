package web

import (
	"bytes"
	"html/template"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// TestResultKey says when a page may be kept, and with what it is dropped.
func TestResultKey(t *testing.T) {
	now := time.Date(2026, 3, 1, 23, 59, 0, 0, time.Local)
	for _, tt := range []struct {
		says  string
		found fresh
		want  bool
	}{
		{"before there is a generation", fresh{}, false},
		{"settled", fresh{Generation: 1}, true},
		{"while an ingest is at work", fresh{Generation: 1, Behind: true, Coming: true}, true},
		{"after an ingest that was cut off", fresh{Generation: 1, Behind: true}, false},
	} {
		asked := &http.Request{Method: http.MethodGet, URL: &url.URL{Path: "/search", RawQuery: "q=a"}}
		r := &request{Request: asked, lang: "vi", ctx: t.Context(), fresh: &tt.found}
		key, ok := r.resultKey(now)
		if ok != tt.want || key != (resultKey{"vi", "q=a", tt.found.Generation, legal.DateOf(now)}) {
			t.Errorf("%s: %v, kept %v, want %v", tt.says, key, ok, tt.want)
		}
		if later, _ := r.resultKey(now.Add(time.Hour)); later == key {
			t.Errorf("%s: kept over midnight, when what is in force changes", tt.says)
		}
	}
}

func TestLargeResults(t *testing.T) {
	s := &Server{results: newLRU[resultKey, mainPart](maxResults)}
	s.keepResult(resultKey{lang: "vi", question: "q=large", generation: 1}, mainPart{html: template.HTML(strings.Repeat("x", maxResult+1))})
	if s.results.Len() != 0 {
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
		must(t, ingest(t.Context(), dir, folder))
		s.follow(t.Context())
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
		if s.keptOf(s.index().Seq()) == 0 {
			t.Errorf("%s: nothing was kept", step.says)
		}
	}
}

// keptOf counts the pages kept of a generation.
func (s *Server) keptOf(generation int64) int {
	of := func(k resultKey) bool { return k.generation != generation }
	return len(slices.DeleteFunc(s.results.Keys(), of))
}

// TestAhead holds that the pages asked for are there when a generation is gone over to, made
// from it alone, and that until then nothing of it is shown.
func TestAhead(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	put := func(name string) {
		must(t, os.WriteFile(filepath.Join(folder, name), []byte("Chống lãng phí: "+name), 0o644))
		must(t, ingest(t.Context(), dir, folder))
	}
	put("a.txt")
	s := open(t, dir)
	const address = "/search?q=lang+phi"
	_, before := get(t, s.Handler(), address)
	put("b.txt")
	s.fresh.until = time.Now()
	if _, now := get(t, s.Handler(), address); strings.Contains(now, "b.txt") || !strings.Contains(now, "a.txt") {
		t.Errorf("not gone over to, and shown:\n%s", cmp.Diff(before, now))
	}
	_, err := s.index().Refresh(func(next *index.Reader) {
		s.ahead(t.Context(), next)
		page, ok := s.results.Get(resultKey{"vi", "q=lang+phi", next.Seq(), legal.DateOf(time.Now())})
		if !ok || !strings.Contains(string(page.html), "b.txt") {
			t.Errorf("not made ahead: %v %s", ok, page.html)
		}
		if _, now := get(t, s.Handler(), address); strings.Contains(now, "b.txt") {
			t.Error("shown before it is gone over to")
		}
	})
	must(t, err)
	if _, now := get(t, s.Handler(), address); !strings.Contains(now, "b.txt") {
		t.Errorf("gone over to, and not shown: %s", now)
	}
	must(t, os.Remove(filepath.Join(folder, "b.txt")))
	c, err := catalog.Open(dir)
	must(t, err)
	must(t, c.Tombstone(t.Context(), 0, filepath.Join(folder, "b.txt"))) // as an ingest that is then cut off
	must(t, c.Close())
	s.fresh.until = time.Now()
	if _, now := get(t, s.Handler(), address); strings.Contains(now, "b.txt") {
		t.Errorf("what an ingest has taken away before it was cut off is shown: %s", now)
	}
}
