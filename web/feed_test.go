package web

import (
	"encoding/xml"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
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
