package web

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func in(lang string) func(*http.Request) {
	return func(r *http.Request) { r.AddCookie(&http.Cookie{Name: langCookie, Value: lang}) }
}

// What is wrong is a page in the language asked for, with its status; for programs it is JSON
// that says so in English, whatever the language.
func TestProblems(t *testing.T) {
	s := openPlans(t)
	h := s.Handler()
	sha := shaOf(t, s, "kh-112-pgddt.pdf")
	for address, want := range map[string]int{
		"/nothing": 404, "/d/": 404, "/d/never": 404, "/d/never/chain": 404, "/d/never/acted": 404,
		"/d/never/sheet": 404, "/d/never/chain.svg": 404, "/f/" + sha + "/0": 404, "/f/" + sha + "/99": 404,
		"/f/" + sha + "/-1": 404,
		"/f/" + sha + "/x":  404, "/f/xyz/1": 404, "/runs/0": 404, "/runs/99": 404, "/runs/x": 404,
		"/search?q=loai:": 400, "/search?q=%22m%E1%BB%9F": 400, "/search?q=ngay:31/13/2025": 400, "/go?ref=": 404,
		"/go?ref=zzz":                    404,
		"/d/nq-93-tw-k13?relation=likes": 400, "/d/nq-93-tw-k13?sort=up": 400, "/d/nq-93-tw-k13?held=no": 400,
		"/d/nq-93-tw-k13/chain.svg?view=1,2": 400, "/d/nq-93-tw-k13/chain.svg?view=0,0,99999999,5": 400,
		"/d/nq-93-tw-k13?tab=none": 404, "/d/nq-93-tw-k13?tab=none&format=csv": 404, "/d/nq-93-tw-k13/chain?way=sideways": 400,
		"/d/nq-93-tw-k13/chain?relation=likes": 400, "/audit?severity=grave": 400, "/audit?rule=none": 400,
	} {
		bodies := map[string]string{}
		for _, lang := range languages {
			resp, body := get(t, h, address, in(lang))
			bodies[lang] = sayings(body)
			if resp.StatusCode != want {
				t.Errorf("%s: %d, want %d", address, resp.StatusCode, want)
			}
			if !strings.Contains(body, `<html lang="`+lang+`">`) || !utf8.ValidString(body) ||
				strings.Contains(body, "%!") || strings.Contains(body, "goroutine") {
				t.Errorf("%s: no page in %s", address, lang)
			}
		}
		if bodies["vi"] == bodies["en"] {
			t.Errorf("%s says the same in both languages", address)
		}
	}
	for address, want := range map[string]int{
		"/api/v1/search": 400, "/api/v1/search?q=loai:": 400, "/api/v1/search?q=%22": 400,
		"/api/v1/search?q=zzzz": 404, "/api/v1/show": 400, "/api/v1/show?ref=zzz": 404,
		"/api/v1/show?ref=93-NQ/TW&relation=likes": 400,
		"/api/v1/trace?ref=93-NQ/TW&way=x":         400, "/api/v1/trace?ref=93-NQ/TW&relation=x": 400,
		"/api/v1/path?from=93-NQ/TW": 400, "/api/v1/path?from=93-NQ/TW&to=93-NQ/TW": 400,
		"/api/v1/path?from=x&to=93-NQ/TW":         404,
		"/api/v1/path?from=93-NQ/TW&to=14/CT-TTg": 300, "/api/v1/acted": 400,
		"/api/v1/acted?ref=93-NQ/TW&level=x": 400, "/api/v1/audit?severity=x": 400, "/api/v1/audit?ref=zzz": 404,
		"/api/v1/audit?ref=14/CT-TTg": 300,
		"/api/v1/wanted?type=x":       400, "/api/v1/none": 404,
	} {
		var said [2]string
		for i, lang := range languages {
			resp, body := get(t, h, address, in(lang))
			said[i] = body
			if resp.StatusCode != want {
				t.Errorf("%s: %d, want %d", address, resp.StatusCode, want)
			}
			if kind := resp.Header.Get("Content-Type"); !strings.HasPrefix(kind, "application/json") ||
				!json.Valid([]byte(body)) {
				t.Errorf("%s: %s: %.200s", address, kind, body)
			}
		}
		if said[0] != said[1] {
			t.Errorf("%s differs by language: %s, %s", address, said[0], said[1])
		}
	}
}

// Numbers out of bounds are taken for the nearest or none, never for an error of ours, and
// give no more than one answer may hold.
func TestNumbersAsked(t *testing.T) {
	h := openPlans(t).Handler()
	for _, n := range []string{"-1", "0", "1", "50", "1000000", "99999999999999999999", "x", "", "1.5", "%00", "٣"} {
		for _, address := range []string{"/search?q=giáo+dục&p=", "/d/nq-93-tw-k13?p=", "/d/nq-93-tw-k13?year=", "/d/nq-93-tw-k13?other=kh-112-pgddt-chi-linh-2023&p=",
			"/d/nq-93-tw-k13/chain?depth=", "/audit?p=", "/wanted?p=", "/runs?p=", "/runs/1?p=",
			"/api/v1/search?q=giáo+dục&limit=", "/api/v1/search?q=giáo+dục&offset=",
			"/api/v1/trace?ref=93-NQ/TW&depth=", "/api/v1/trace?ref=93-NQ/TW&limit=", "/api/v1/audit?limit=",
			"/api/v1/wanted?limit=", "/api/v1/runs?limit="} {
			resp, body := get(t, h, strings.ReplaceAll(address, "á", "%C3%A1")+n)
			if resp.StatusCode >= 500 || resp.StatusCode == 403 || len(body) > 1<<20 {
				t.Errorf("%s%s: %d, %d bytes", address, n, resp.StatusCode, len(body))
			}
		}
	}
}

// Parts of an answer make up the whole, for programs and on pages.
func TestAnswersInParts(t *testing.T) {
	h := openPlans(t).Handler()
	ids := func(address string) (out []string) {
		_, body := get(t, h, address)
		var found struct {
			Total int
			Hits  []struct{ ID string }
		}
		must(t, json.Unmarshal([]byte(body), &found))
		for _, hit := range found.Hits {
			out = append(out, hit.ID)
		}
		return out
	}
	for _, q := range []string{"93-NQ/TW", "giao+duc"} {
		for _, sort := range []string{"relevance", "date", "cited"} {
			all := ids("/api/v1/search?limit=0&q=" + q + "&sort=" + sort)
			var parts []string
			for offset := 0; offset < len(all)+3; offset += 3 {
				parts = append(parts, ids(fmt.Sprintf("/api/v1/search?limit=3&offset=%d&q=%s&sort=%s", offset, q,
					sort))...)
			}
			if diff := cmp.Diff(all, parts); diff != "" || len(all) < 4 {
				t.Errorf("%s by %s: %d hits %s", q, sort, len(all), diff)
			}
		}
	}
}

// Text of people is cut between letters: in the name at the login and at a place in a file.
func TestCutBetweenLetters(t *testing.T) {
	s := openPlans(t, withUsers(t))
	for n := range 9 {
		w := post(t, s.Handler(), form(strings.Repeat("x", 57+n)+strings.Repeat("ữ", 60), "wrong", "/"))
		body, err := io.ReadAll(w.Body)
		must(t, err)
		if !utf8.Valid(body) || strings.Contains(string(body), "\uFFFD") {
			t.Fatalf("a name is cut within a letter, behind %d bytes", 57+n)
		}
	}
	open := openPlans(t)
	h := open.Handler()
	sha := shaOf(t, open, "kh-112-pgddt.pdf")
	for from := range 40 {
		for _, to := range []int{from + 1, from + 2, from + 7} {
			_, body := get(t, h, fmt.Sprintf("/f/%s/1?at=%d-%d", sha, from, to))
			if !utf8.ValidString(body) || strings.Contains(body, "\uFFFD") {
				t.Fatalf("letters are cut at %d-%d", from, to)
			}
		}
	}
}

// An ID of earlier days leads on: to one document, or to the choice between several, on pages
// and for programs.
func TestMoved(t *testing.T) {
	dir := t.TempDir()
	c, err := catalog.Open(dir)
	must(t, err)
	sha := strings.Repeat("a", 64)
	cite := legal.Citation{Page: 1, From: -1, Number: "7/KH-UBND", Raw: "7/KH-UBND", Sentence: legal.Span{End: 9},
		Span: legal.Span{End: 9}}
	must(t, c.PutFile(t.Context(), catalog.File{SHA256: sha, Status: catalog.Read,
		Text: legal.Text{Content: "7/KH-UBND", Pages: []legal.PageInfo{{Width: 595, Height: 842,
			Source: legal.SourceText}}},
		Citations: []legal.Citation{cite, cite}}, catalog.Path{Path: "/in/a.txt", Root: "/in"}))
	sym, _ := legal.ParseSymbol("7/KH-UBND")
	save := func(first, second string) {
		r := legal.Resolved{Meanings: []legal.Meaning{{CitationRef: legal.CitationRef{File: sha}, Document: first},
			{CitationRef: legal.CitationRef{File: sha, Index: 1}, Document: second}}}
		for _, id := range slices.Compact([]string{first, second}) {
			r.Documents = append(r.Documents, legal.Document{ID: id, Type: legal.Plan, Number: "7/KH-UBND",
				Symbol: sym})
		}
		must(t, c.Update(t.Context(), func(tx *catalog.Tx) error { return tx.Save(r, []string{""}) }))
	}
	save("one", "two")
	save("three", "four")
	save("five", "four")
	save("six", "seven")
	_, err = index.Sync(t.Context(), filepath.Join(dir, "index"), c)
	must(t, err)
	must(t, c.Close())
	h := open(t, dir).Handler()
	for id, to := range map[string]string{"one": "/d/six", "three": "/d/six", "five": "/d/six", "two": "/d/seven",
		"four": "/d/seven"} {
		resp, _ := get(t, h, "/d/"+id)
		if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != to {
			t.Errorf("%s: %d %s, want %s", id, resp.StatusCode, resp.Header.Get("Location"), to)
		}
		if resp, body := get(t, h, "/api/v1/show?ref="+url.QueryEscape(id)); resp.StatusCode != http.StatusOK ||
			!strings.Contains(body, `"id":"`+to[len("/d/"):]+`"`) {
			t.Errorf("%s for programs: %d %.200s", id, resp.StatusCode, body)
		}
	}
	for _, id := range []string{"six", "seven"} {
		if resp, _ := get(t, h, "/d/"+id); resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", id, resp.StatusCode)
		}
	}
	if resp, _ := get(t, h, "/d/eight"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("never given: %d", resp.StatusCode)
	}
}

// Pages are asked for, not told anything; a HEAD is the head of the page.
func TestMethods(t *testing.T) {
	s := openPlans(t)
	h := s.Handler()
	for _, address := range append(pagesOf(t, s), "/api/v1/runs", "/api/v1/search?q=93-NQ/TW", "/metrics", "/healthz") {
		whole, _ := get(t, h, address)
		for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "TRACE", "X"} {
			resp, _ := get(t, h, address, func(r *http.Request) { r.Method = method })
			if resp.StatusCode < 400 || resp.StatusCode >= 500 {
				t.Errorf("%s %s: %d", method, address, resp.StatusCode)
			}
		}
		resp, _ := get(t, h, address, func(r *http.Request) { r.Method = "HEAD" })
		if resp.StatusCode != whole.StatusCode || resp.Header.Get("Content-Type") != whole.Header.Get("Content-Type") {
			t.Errorf("HEAD %s: %d %s, GET %d %s", address, resp.StatusCode, resp.Header.Get("Content-Type"),
				whole.StatusCode, whole.Header.Get("Content-Type"))
		}
	}
}
