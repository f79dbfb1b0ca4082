package web

import (
	"encoding/csv"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/export"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Every page is whole, in both languages, closed to what is elsewhere, and says
// everything in its language.
func TestPages(t *testing.T) {
	s := openPlans(t)
	h := s.Handler()
	for _, address := range pagesOf(t, s) {
		for _, lang := range languages {
			resp, body := get(t, h, address, func(r *http.Request) {
				r.AddCookie(&http.Cookie{Name: langCookie, Value: lang})
			})
			want := http.StatusOK
			switch {
			case address == "/nothing":
				want = http.StatusNotFound
			case strings.Contains(address, "ch%C6%B0a"):
				want = http.StatusBadRequest
			}
			if resp.StatusCode != want {
				t.Errorf("%s: %d, want %d", address, resp.StatusCode, want)
			}
			if !strings.HasSuffix(strings.TrimSpace(body), "</html>") || strings.Contains(body, "ZgotmplZ") ||
				strings.Contains(body, "<no value>") {
				t.Errorf("%s: not whole", address)
			}
			const most = 300 << 10
			if !strings.HasSuffix(strings.SplitN(address, "?", 2)[0], "/sheet") { // which has its style in it
				if !strings.Contains(body, `<html lang="`+lang+`">`) {
					t.Errorf("%s: not in %s", address, lang)
				}
				for _, bad := range []string{"http://", "https://", "<style", " style=", "<script>", " onclick="} {
					if strings.Contains(body, bad) {
						t.Errorf("%s: holds %s", address, bad)
					}
				}
			}
			if csp := resp.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") ||
				strings.Contains(csp, "script-src 'unsafe") {
				t.Errorf("%s: %s", address, csp)
			}
			if len(body) > most {
				t.Errorf("%s: %d bytes", address, len(body))
			}
		}
	}
}

// A result page weighs at most 100 KB with its style and script.
func TestWeight(t *testing.T) {
	s := openPlans(t)
	h := s.Handler()
	for _, q := range []string{"93-NQ/TW", "kế hoạch", "giáo dục"} {
		_, body := get(t, h, "/search?q="+strings.ReplaceAll(q, " ", "+"))
		sum := len(body)
		for _, b := range s.pages.assets {
			sum += len(b)
		}
		if sum > 100<<10 {
			t.Errorf("%s: %d bytes with everything", q, sum)
		}
	}
}

func TestLanguageSwitch(t *testing.T) {
	h := openPlans(t).Handler()
	resp, _ := get(t, h, "/search?q=day+them&lang=en")
	if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/search?q=day+them" {
		t.Errorf("%d %s", resp.StatusCode, resp.Header.Get("Location"))
	}
	if c := resp.Cookies(); len(c) != 1 || c[0].Name != langCookie || c[0].Value != "en" {
		t.Errorf("%v", c)
	}
}

// Tables are CSV that a spreadsheet does not run.
func TestTables(t *testing.T) {
	h := openPlans(t).Handler()
	for address, least := range map[string]int{"/search?q=93-NQ/TW&format=csv": 3, "/d/nq-93-tw-k13?format=csv": 3,
		"/audit?format=csv": 3, "/wanted?format=csv": 5, "/runs?format=csv": 2} {
		resp, body := get(t, h, address)
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
		if err != nil || len(rows) < least || !strings.HasPrefix(resp.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d rows, %v, %s", address, len(rows), err, resp.Header.Get("Content-Disposition"))
		}
	}
	const document = "/d/nq-93-tw-k13"
	for _, address := range []string{"/search?q=93-NQ/TW", document + "?tab=", document + "?tab=cited", document + "/chain?way=",
		document + "/acted?level=", "/path?from=19/KH-THCSBT&to=93-NQ/TW", "/audit?rule=", "/wanted?type=", "/runs?reason=",
		"/runs/1?news=", "/body/sgdđt.province.hai-duong?as-of="} {
		resp, body := get(t, h, address+"&format=xlsx")
		if kind := resp.Header.Get("Content-Type"); !strings.HasSuffix(kind, "spreadsheetml.sheet") ||
			!strings.HasPrefix(body, "PK") || !strings.Contains(resp.Header.Get("Content-Disposition"), ".xlsx") {
			t.Errorf("%s: %d %s", address, resp.StatusCode, kind)
		}
		if resp, body = get(t, h, address+"&format=csv"); resp.StatusCode != http.StatusOK || strings.Contains(body, "/tmp/") {
			t.Errorf("%s: %d, %s", address, resp.StatusCode, body)
		}
	}
	if _, page := get(t, h, document); strings.Count(page, "format=xlsx") != 1 {
		t.Error("a workbook is not one click away")
	}
	if _, rows := get(t, h, document+"?format=csv"); !strings.Contains(rows, ",http://localhost/f/") {
		t.Errorf("no links: %s", rows)
	}
	for cell, want := range map[string]string{"=1+1": "'=1+1", "@x": "'@x", "-1": "'-1", "30-NQ/TW": "30-NQ/TW",
		"": ""} {
		if got := export.Inert(cell); got != want {
			t.Errorf("%q: %q", cell, got)
		}
	}
}

// An ID that no document has any more, an ambiguous reference, one that is nobody's.
func TestReferences(t *testing.T) {
	h := openPlans(t).Handler()
	for address, want := range map[string]string{"/go?ref=93-NQ/TW": "/d/nq-93-tw-k13",
		"/?q=93-NQ/TW": "/search?q=93-NQ/TW", "/f/" + strings.Repeat("0", 64): "", "/d/x-y-z": "", "/go?ref=": ""} {
		resp, _ := get(t, h, address)
		if want == "" && resp.StatusCode != http.StatusNotFound || want != "" && resp.Header.Get("Location") != want {
			t.Errorf("%s: %d %s", address, resp.StatusCode, resp.Header.Get("Location"))
		}
	}
	if _, body := get(t, h, "/go?ref=14/CT-TTg"); !strings.Contains(body, "/d/ct-14-ttg-2021") ||
		!strings.Contains(body, "/d/ct-14-ttg-2022") {
		t.Error("the candidates are not listed")
	}
}

// Files are given out by their hash alone, and only while they hold what was read.
func TestOriginal(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	b, err := os.ReadFile("../testdata/plans/kh-112-pgddt.pdf")
	must(t, err)
	path := filepath.Join(folder, "kế hoạch.pdf")
	must(t, os.WriteFile(path, b, 0o644))
	must(t, ingest(t.Context(), dir, folder))
	s := open(t, dir)
	h := s.Handler()
	sha := shaOf(t, s, "kế hoạch.pdf")
	resp, body := get(t, h, "/f/"+sha+"/original")
	if body != string(b) || resp.Header.Get("Content-Type") != "application/pdf" ||
		!strings.Contains(resp.Header.Get("Content-Disposition"), "filename*=utf-8''k%E1%BA%BF%20ho%E1%BA%A1ch.pdf") {
		t.Errorf("%d bytes, %v", len(body), resp.Header)
	}
	secret := filepath.Join(t.TempDir(), "secret")
	must(t, os.WriteFile(secret, []byte("secret"), 0o644))
	must(t, os.Remove(path))
	for what, f := range map[string]func() error{
		"another file": func() error { return os.WriteFile(path, []byte("%PDF-1.4 secret"), 0o644) },
		"a link":       func() error { return os.Symlink(secret, path) },
		"a folder":     func() error { return os.Mkdir(path, 0o755) },
		"nothing":      func() error { return nil },
	} {
		os.RemoveAll(path)
		must(t, f())
		for _, address := range []string{"/f/" + sha + "/original", "/f/" + sha + "/1/picture.jpg"} {
			if resp, body := get(t, h, address); resp.StatusCode != http.StatusNotFound ||
				strings.Contains(body, "secret") {
				t.Errorf("%s, %s: %d", what, address, resp.StatusCode)
			}
		}
	}
}

// A running server sees what is ingested meanwhile.
func TestFollows(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "a.txt"), []byte("Căn cứ Nghị quyết số 30-NQ/TW"), 0o644))
	must(t, ingest(t.Context(), dir, folder))
	s := open(t, dir)
	h := s.Handler()
	if _, body := get(t, h, "/d/nq-30-tw-x/chain"); strings.Contains(body, "b.txt") {
		t.Fatal("too early")
	}
	must(t, os.WriteFile(filepath.Join(folder, "b.txt"), []byte("Thực hiện Nghị quyết số 30-NQ/TW; chống lãng phí"),
		0o644))
	must(t, ingest(t.Context(), dir, folder))
	s.follow(t.Context())
	if _, body := get(t, h, "/search?q=lang+phi"); !strings.Contains(body, "b.txt") {
		t.Error("the new file is not found")
	}
	if s.metrics.generations.Get() != 1 {
		t.Errorf("%d generations", s.metrics.generations.Get())
	}
	resp, body := get(t, h, "/readyz")
	if resp.StatusCode != http.StatusOK || !strings.Contains(body, `"ready":true`) {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	resp, body = get(t, h, "/metrics")
	if !strings.Contains(body, `danchieu_http_requests_total{route="/search",status="200"} 1`) ||
		!strings.Contains(body, "danchieu_index_generations_total 1") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
}

// A server begins over an empty folder and says what to do; it goes over to the catalogue
// that comes, and to one that is restored, and mixes none of them.
func TestChangesOver(t *testing.T) {
	dir, folder, kept := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "kept.db")
	s := open(t, dir)
	h := s.Handler()
	for _, address := range []string{"/", "/search?q=x", "/d/nq-1"} {
		if resp, body := get(t, h, address); resp.StatusCode != http.StatusServiceUnavailable ||
			!strings.Contains(body, "danchieu ingest") || !strings.Contains(body, "danchieu doctor") ||
			strings.Contains(body, `href="/runs"`) || resp.Header.Get("Retry-After") == "" {
			t.Errorf("%s of an empty folder: %d %s", address, resp.StatusCode, body)
		}
	}
	if resp, body := get(t, h, "/api/v1/search?q=x"); resp.StatusCode != http.StatusServiceUnavailable ||
		!strings.HasPrefix(body, `{"error":`) {
		t.Errorf("a program, of an empty folder: %d %s", resp.StatusCode, body)
	}
	if _, err := New(Config{Data: filepath.Join(dir, "none")}); !errors.Is(err, catalog.ErrNoData) {
		t.Errorf("no folder: %v", err)
	}
	finds := func(when, name string, want bool) {
		t.Helper()
		_, body := get(t, h, "/search?q=lang+phi")
		if strings.Contains(body, name) != want {
			t.Errorf("%s: %s is found: %v", when, name, !want)
		}
	}
	ready := func(when string, want int) {
		t.Helper()
		if resp, body := get(t, h, "/readyz"); resp.StatusCode != want {
			t.Errorf("%s: readyz %d %s", when, resp.StatusCode, body)
		}
	}
	ready("empty", http.StatusServiceUnavailable)
	put := func(name string) {
		must(t, os.WriteFile(filepath.Join(folder, name), []byte("Thực hiện tiết kiệm, chống lãng phí: "+name), 0o644))
		must(t, ingest(t.Context(), dir, folder))
	}
	put("a.txt")
	s.changeOver()
	finds("after the first ingest", "a.txt", true)
	must(t, catalog.BackupTo(t.Context(), dir, kept))
	put("b.txt")
	s.now().follow(t.Context())
	finds("after the second", "b.txt", true)
	ready("after the second", http.StatusOK)

	_, err := catalog.Restore(t.Context(), kept, dir, nil)
	must(t, err)
	ready("restored and not noticed", http.StatusServiceUnavailable)
	if !s.changeOver() {
		t.Fatal("the restored catalogue is not noticed")
	}
	ready("restored, the index is of later", http.StatusServiceUnavailable)
	must(t, os.Remove(filepath.Join(folder, "b.txt")))
	put("c.txt") // as many changes as before
	s.now().follow(t.Context())
	finds("after the restore", "a.txt", true)
	finds("after the restore", "b.txt", false)
	finds("after the restore", "c.txt", true)
	ready("in the end", http.StatusOK)
}

// What a person decides is on every page, in tables and for programs; what is printed
// is said beside it.
func TestDecided(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	text := "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 501/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n" +
		"Sơn La, ngày 10 tháng 05 năm 2026\n\nKẾ HOẠCH\nPhòng cháy\n\nCăn cứ Luật Lâm nghiệp số 16/2017/QH14;\n"
	must(t, os.WriteFile(filepath.Join(folder, "7001_PCCC_quet.txt"), []byte(text), 0o644))
	must(t, ingest(t.Context(), dir, folder))
	c, err := catalog.Open(dir)
	must(t, err)
	_, err = c.AddCorrection(t.Context(),
		legal.Correction{Kind: legal.Decide, Document: "kh-501-ubnd-son-la-2026", Field: legal.ConflictDate,
			Value: "2026-05-11", By: "Lan", At: "2026-06-01T00:00:00Z", Why: "x"})
	must(t, err)
	must(t, pipeline.Resolve(t.Context(), c))
	_, err = index.Sync(t.Context(), filepath.Join(dir, "index"), c)
	must(t, err)
	must(t, c.Close())
	h := open(t, dir).Handler()
	const decided, printed = "11/05/2026", "ngày 10/05/2026 của Ủy ban nhân dân tỉnh Sơn La"
	const named = "7001+pccc+quét"
	for address, want := range map[string][]string{
		"/d/kh-501-ubnd-son-la-2026":                    {decided},
		"/search?q=501/KH-UBND":                         {decided, "in trên văn bản: Kế hoạch số 501/KH-UBND " + printed},
		"/search?q=501/KH-UBND&format=csv":              {"2026-05-11", printed},
		"/search?q=ngay:11/05/2026&year=2026&sort=date": {"501/KH-UBND"},
		"/api/v1/search?q=ngay:11/05/2026":              {"ngày 2026-05-11 của", `"printed":"Kế hoạch số 501/KH-UBND ngày 2026-05-10`},
		"/api/v1/show?ref=501/KH-UBND":                  {`"date":"2026-05-11"`},
		"/suggest?q=501/KH-UBND":                        {decided},
		"/suggest?q=" + named:                           {decided},
		"/search?q=" + named:                            {decided},
	} {
		resp, body := get(t, h, address)
		for _, s := range want {
			if resp.StatusCode != http.StatusOK || !strings.Contains(body, s) {
				t.Errorf("%s: %d, no %q", address, resp.StatusCode, s)
			}
		}
	}
	if resp, _ := get(t, h, "/api/v1/search?q=ngay:10/05/2026+giu:co"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("the date of the head still finds it: %d", resp.StatusCode)
	}
}

// Without an index the server is there, and not ready.
func TestWithoutIndex(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "a.txt"), []byte("Căn cứ Nghị quyết số 30-NQ/TW"), 0o644))
	must(t, ingest(t.Context(), dir, folder))
	must(t, os.RemoveAll(filepath.Join(dir, "index")))
	h := open(t, dir).Handler()
	for address, want := range map[string]int{"/": 200, "/healthz": 200, "/readyz": 503, "/search?q=a": 503,
		"/audit": 200, "/runs": 200} {
		if resp, _ := get(t, h, address); resp.StatusCode != want {
			t.Errorf("%s: %d, want %d", address, resp.StatusCode, want)
		}
	}
}

// Without poppler a page is its text, with a line that says why.
func TestWithoutPoppler(t *testing.T) {
	s := openPlans(t)
	h := s.Handler()
	t.Setenv("PATH", t.TempDir())
	sha := shaOf(t, s, "kh-112-pgddt.pdf")
	_, body := get(t, h, "/f/"+sha+"/1")
	if !strings.Contains(body, "pdftoppm") || strings.Contains(body, "<image") || !strings.Contains(body, "93-NQ/TW") {
		t.Error("no text, or a picture")
	}
	if resp, _ := get(t, h, "/d/nq-93-tw-k13/chain"); resp.StatusCode != http.StatusOK {
		t.Errorf("a chain without Graphviz: %d", resp.StatusCode)
	}
}

// The kept pictures stay below their bound, the last used of them.
func TestPictureBound(t *testing.T) {
	p, err := newPictures(t.TempDir(), 1000)
	must(t, err)
	for i := range 20 {
		name := fmt.Sprintf("%d.jpg", i)
		must(t, p.keep(name, make([]byte, 100)))
		p.remember(name, 100)
	}
	entries, err := os.ReadDir(p.dir)
	must(t, err)
	if len(entries) != 10 || p.bytes != 1000 || !p.kept.Contains("19.jpg") || p.kept.Contains("0.jpg") {
		t.Errorf("%d files, %d bytes", len(entries), p.bytes)
	}
	again, err := newPictures(p.dir, 500)
	must(t, err)
	if again.remember("19.jpg", 150); again.bytes != 450 || again.kept.Len() != 4 {
		t.Errorf("%d bytes in %d pictures", again.bytes, again.kept.Len())
	}
}
