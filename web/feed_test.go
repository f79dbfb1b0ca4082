package web

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// The feeds are Atom, the newest first: what newly cites what is watched, and what a search
// finds. Nobody who may not see the pages sees them.
func TestFeed(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	put := func(name, text string) {
		must(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644))
		must(t, ingest(t.Context(), dir, folder))
	}
	head := "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: %s/KH-UBND\nSơn La, ngày 10 tháng 05 năm 2026\n\nKẾ HOẠCH\nTiết kiệm <&\x01>\n\n" +
		"Thực hiện Nghị quyết số 30-NQ/TW ngày 23/11/2022 của Bộ Chính trị;\n"
	put("a.txt", strings.Replace(head, "%s", "11", 1))
	c, err := catalog.Open(dir)
	must(t, err)
	must(t, c.PutWatch(t.Context(), catalog.Watch{Document: "nq-30-tw-k13", By: "Lan", At: time.Now()}))
	must(t, c.Close())
	put("b.txt", strings.Replace(head, "%s", "12", 1))
	s := open(t, dir)
	read := func(address string) (f atom) {
		t.Helper()
		resp, body := get(t, s.Handler(), address)
		if resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Content-Type"), "application/atom+xml") {
			t.Fatalf("%s: %d %s", address, resp.StatusCode, body)
		}
		must(t, xml.Unmarshal([]byte(body), &f))
		if _, err := time.Parse(time.RFC3339, f.Updated); err != nil || f.ID == "" || f.Title == "" {
			t.Errorf("%s: %+v", address, f)
		}
		return f
	}
	if f := read("/feed.atom"); len(f.Entries) != 2 || !strings.Contains(f.Entries[0].Title, "12/KH-UBND") ||
		!strings.HasPrefix(f.Entries[0].Link.Href, "http://") || !strings.Contains(f.Entries[0].Link.Href, "/d/") {
		t.Errorf("watched: %+v", f.Entries)
	}
	if f := read("/feed.atom?q=tiet+kiem"); len(f.Entries) != 2 || !strings.Contains(f.Entries[0].Link.Href, "/f/") {
		t.Errorf("search: %+v", f.Entries)
	}
	if f := read("/feed.atom?q=khongcogi"); len(f.Entries) != 0 {
		t.Errorf("of nothing: %+v", f.Entries)
	}
	if resp, _ := get(t, s.Handler(), "/feed.atom?q=khong:co"); resp.StatusCode != http.StatusBadRequest &&
		resp.StatusCode != http.StatusOK {
		t.Errorf("odd query: %d", resp.StatusCode)
	}
	if resp, _ := get(t, open(t, dir, clerks(t)).Handler(), "/feed.atom"); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("nobody: %d", resp.StatusCode)
	}
}

// What saved searches find stands in the feed beside what newly cites the watched documents, each
// under an ID of its own, and in a feed of its own.
func TestSavedFeed(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	put := func(name, text string) {
		must(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644))
		must(t, ingest(t.Context(), dir, folder))
	}
	put("a.txt", "Chống lãng phí, lần một")
	note := func(f func(c *catalog.Catalog, known *answer.Service, x *index.Reader)) {
		c, err := catalog.Open(dir)
		must(t, err)
		x, err := index.Open(filepath.Join(dir, "index"))
		must(t, err)
		f(c, answer.New(t.Context(), c, legal.Date.Printed), x)
		must(t, x.Close())
		must(t, c.Close())
	}
	const name = "phí & <lệ phí>"
	note(func(c *catalog.Catalog, known *answer.Service, x *index.Reader) {
		files, err := known.Finds(x, "lãng phí")
		must(t, err)
		_, err = c.PutSearch(t.Context(), catalog.SavedSearch{Name: name, Question: "lãng phí", At: time.Now()}, files)
		must(t, err)
	})
	put("b.txt", "Chống lãng phí, lần hai")
	var untold answer.Untold
	note(func(_ *catalog.Catalog, known *answer.Service, x *index.Reader) {
		must(t, known.NoteFound(x))
		var err error
		untold, err = known.Untold()
		must(t, err)
	})
	s := open(t, dir)
	for _, address := range []string{"/feed.atom", "/feed.atom?search=" + url.QueryEscape(name)} {
		var f atom
		_, body := get(t, s.Handler(), address)
		must(t, xml.Unmarshal([]byte(body), &f))
		if len(f.Entries) != 2 || f.Entries[0].ID == f.Entries[1].ID || !strings.Contains(f.Entries[0].Link.Href, "/f/") {
			t.Fatalf("%s: %+v", address, f)
		}
		if len(untold.Found) != 1 || f.Entries[0].Title != untold.Found[0].Document {
			t.Errorf("%s: the newest is %s, a mail has %+v", address, f.Entries[0].Title, untold.Found)
		}
		if !strings.HasSuffix(f.Entries[0].Summary, "b.txt") {
			t.Errorf("%s: nobody knows which file: %+v", address, f.Entries[0])
		}
	}
	if resp, _ := get(t, s.Handler(), "/feed.atom?search=none"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a search that is not saved: %d", resp.StatusCode)
	}
}
