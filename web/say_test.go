package web

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// Whatever has a code of its own has a name in both languages.
func TestEverythingIsNamed(t *testing.T) {
	same := func(kind, code string) {
		t.Helper()
		m := legal.NameOf(kind, code)
		if vi, en := m.In(legal.Vietnamese), m.In(legal.English); vi == en || vi == "" {
			t.Errorf("%s %q: %q, %q", kind, code, vi, en)
		}
	}
	for _, f := range index.Fields() {
		same("takes", f.Names[0])
	}
	for _, r := range audit.Rules {
		same("rule", r.Code)
		same("means", r.Code)
	}
	for _, c := range failureCodes() {
		same("failed", c)
		if m := legal.Failure(c, "x"); m.In(legal.Vietnamese) == "x" {
			t.Errorf("failure %s has no words", c)
		}
	}
	for _, s := range audit.Severities {
		same("severity", string(s))
	}
	for _, s := range []string{index.SourceText, index.SourceOCR, index.SourceMixed, index.SourceUnread} {
		same("source", s)
	}
	for _, s := range []catalog.Status{catalog.Read, catalog.Waiting, catalog.Failed} {
		same("status", string(s))
	}
	for _, k := range append([]string{"found", "unchanged", "left", "read", "waiting", "damaged", "failed", "pages", "ocr_pages",
		"citations"}, answer.NewsKinds...) {
		same("counted", k)
	}
	for _, w := range []catalog.Outcome{catalog.New, catalog.Replaced, catalog.Moved, catalog.Copied, catalog.Touched,
		catalog.Back, catalog.Again, catalog.MovedAway, catalog.Vanished, catalog.Recognised} {
		same("counted", string(w))
	}
	for _, f := range []string{legal.ConflictDate, legal.ConflictIssuer, legal.ConflictType, legal.FieldTitle} {
		same("field", f)
	}
}

func failureCodes() []string {
	codes := []string{pipeline.ReasonPermission, pipeline.ReasonOCR, pipeline.ReasonPages}
	for _, r := range pdf.Reasons {
		codes = append(codes, string(r))
	}
	return codes
}

var (
	foreign  = regexp.MustCompile(`(?s)<([a-z]+)[^>]* lang="en"[^>]*>.*?</[a-z]+>|<(script|style|title)\b[^>]*>.*?</(script|style|title)>`)
	spoken   = regexp.MustCompile(`(?:title|aria-label|placeholder|alt)="([^"]*)"`)
	tags     = regexp.MustCompile(`<[^>]*>`)
	links    = regexp.MustCompile(`href="(/[^"#]*)`)
	english  = regexp.MustCompile(`(?i)(^|[^\pL/_.=-])(the|of|and|is|are|was|were|with|by|not|this|that|which|page|pages|file|files|document|documents|only|number|body|year|cites|dated|read|unknown|registry|own|head|failed|run|new|edge|conflict|implements|based_on|central|province|district|commune|unit)([^\pL/_.=-]|$)`)
	language = http.Cookie{Name: langCookie, Value: "vi"}
)

// sayings are the texts of a page that people read or hear, one a line.
func sayings(body string) string {
	body = foreign.ReplaceAllString(body, "\n")
	var b strings.Builder
	for _, m := range spoken.FindAllStringSubmatch(body, -1) {
		b.WriteString(m[1] + "\n")
	}
	b.WriteString(tags.ReplaceAllString(body, "\n"))
	return html.UnescapeString(b.String())
}

// Whoever reads Vietnamese finds no English sentence, wherever the links lead, nor
// where a query is wrong.
func TestVietnamese(t *testing.T) {
	s := openPlans(t, allowed)
	h := s.Handler()
	todo := append(pagesOf(t, s), "/login", "/confirm", "/confirm/c", "/confirm/undo")
	for _, q := range []string{`"chưa đóng`, "OR a", "a OR", "a OR -b", "t*", "loai:", "giu:x", "la:b",
		"trich:1/NQ-KHONG-CO", strings.Repeat("a ", 70)} {
		todo = append(todo, "/search?q="+url.QueryEscape(q))
	}
	seen := map[string]bool{}
	for n := 0; len(todo) > 0 && n < 400; n++ {
		address := todo[0]
		todo = todo[1:]
		resp, body := get(t, h, address, func(r *http.Request) { r.AddCookie(&language) })
		if !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
			continue
		}
		for _, line := range strings.Split(sayings(body), "\n") {
			if m := english.FindStringSubmatch(line); m != nil {
				t.Errorf("%s: %q in %q", address, m[2], strings.TrimSpace(line))
			}
		}
		for _, m := range links.FindAllStringSubmatch(body, -1) {
			to := html.UnescapeString(m[1])
			if !seen[to] && !strings.Contains(to, "lang=") && !strings.HasPrefix(to, "/a/") &&
				!strings.Contains(to, "csv") && !strings.Contains(to, "/original") &&
				!strings.Contains(to, "picture") && !strings.Contains(to, "/api/") {
				seen[to] = true
				todo = append(todo, to)
			}
		}
	}
}

// What a file failed of is said in words, and nothing stored in English is shown for it.
func TestFailuresInVietnamese(t *testing.T) {
	dir := t.TempDir()
	c, err := catalog.Open(dir)
	must(t, err)
	for _, code := range failureCodes() {
		must(t, c.PutPath(t.Context(),
			catalog.Path{Path: "/in/" + code + ".pdf", Root: "/in", Reason: code,
				Sentence: legal.Failure(code, "open it: the server is away")}))
	}
	must(t, c.Close())
	h := open(t, dir).Handler()
	_, body := get(t, h, "/runs")
	if strings.Contains(body, "away") {
		t.Error("the English sentence is shown")
	}
	for _, code := range failureCodes() {
		if !strings.Contains(body, html.EscapeString(legal.Failure(code, "").In(legal.Vietnamese))) {
			t.Errorf("%s is not told", code)
		}
	}
	if _, body := get(t, h, "/runs",
		func(r *http.Request) { r.AddCookie(&http.Cookie{Name: langCookie, Value: "en"}) }); !strings.Contains(body,
		"the server is away") {
		t.Error("the sentence is not shown in English")
	}
}

// Levels and sources are named where they narrow a search down.
func TestFacetNames(t *testing.T) {
	h := openPlans(t).Handler()
	for q, want := range map[string]string{"": "Cấp tỉnh", "&level=province": "Cấp tỉnh ×",
		"&source=ocr": "nhận dạng từ ảnh (OCR) ×"} {
		if _, body := get(t, h, "/search?q=gi%C3%A1o+d%E1%BB%A5c"+q); !strings.Contains(plain(body), want) {
			t.Errorf("%s does not say %q", q, want)
		}
	}
}
