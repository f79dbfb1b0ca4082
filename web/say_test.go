package web

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// verbs are the places for values in a form.
var verbs = regexp.MustCompile(`%[vsdq]`)

// Whatever the libraries can say has a Vietnamese text, with as many values in it.
func TestEverythingIsSaid(t *testing.T) {
	same := func(what, en, vi string) {
		t.Helper()
		if vi == "" || len(verbs.FindAllString(en, -1)) != len(verbs.FindAllString(vi, -1)) {
			t.Errorf("%s %q: %q", what, en, vi)
		}
	}
	for _, f := range audit.Forms {
		same("finding", string(f), findingSays[f])
	}
	for _, f := range append(append([]string{}, legal.Reasons...), legal.Notes...) {
		same("reason", f, reasonSays[f])
	}
	for _, f := range index.Complaints {
		same("complaint", string(f), complaintSays[f])
	}
	for _, f := range index.Fields() {
		same("field", f.Names[0], fieldTakes[f.Names[0]])
	}
	for _, l := range []string{legal.LacksBody, legal.LacksYear, legal.LacksType} {
		same("lack", l, lackSays[l])
	}
	for _, r := range audit.Rules {
		for _, s := range rules[r.Code] {
			same("rule", r.Code, s)
		}
	}
	codes := []string{pipeline.ReasonPermission, pipeline.ReasonOCR}
	for _, r := range pdf.Reasons {
		codes = append(codes, string(r))
	}
	for _, c := range codes {
		for _, s := range failureSays[c] {
			same("failure", c, s)
		}
	}
	for _, r := range legal.Relations {
		same("relation", string(r), relationNames[r][0])
	}
	for _, s := range audit.Severities {
		same("severity", string(s), severityNames[s][0])
	}
}

func TestSaid(t *testing.T) {
	for _, tt := range []struct{ en, vi string }{
		{"number, body and year", "đủ số, cơ quan và năm"},
		{"repeat of the full mention on page 3; CTr read as KH", "nhắc lại chỗ dẫn đầy đủ ở trang 3; ký hiệu CTr được đọc là KH"},
		{"body and year unknown", "chưa rõ cơ quan và năm"},
		{"decided by lan: the scan; page 2 is clear", "do lan xác định: the scan; page 2 is clear"},
		{"not nq-30-tw-k13, decided by lan: why", "không phải nq-30-tw-k13, do lan xác định: why"},
		{"something else", "something else"},
	} {
		if got := reasonText(tt.en, "vi"); got != tt.vi {
			t.Errorf("%q: %q", tt.en, got)
		}
		if got := reasonText(tt.en, "en"); got != tt.en {
			t.Errorf("%q: %q", tt.en, got)
		}
	}
	for says, want := range map[string]string{"3 of 7 pages have no text to rely on and wait for OCR": "3 trong 7 trang chưa có chữ đáng tin, đang chờ nhận dạng (OCR).", "": failureSays["ocr"][2]} {
		if got := failureText("ocr", says, "vi"); got != want {
			t.Errorf("%q: %q", says, got)
		}
	}
	f := audit.Finding{Message: "in English", Said: audit.Said{Form: audit.SaysDateDecided, Values: []any{"Nghị quyết 30-NQ/TW", audit.Sides{{Value: "2022-11-23", Count: 1}, {Value: "2022-11", Count: 3}}, audit.ItsHead, "28/11/2022"}}}
	if got := findingText(f, "vi"); got != "Nghị quyết 30-NQ/TW được ghi ngày 23/11/2022 (1 lần) và 11/2022 (3 lần); phần đầu của chính văn bản xác định ngày đúng là 28/11/2022." {
		t.Error(got)
	}
	if got := findingText(f, "en"); got != "in English" {
		t.Error(got)
	}
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
	s := openPlans(t)
	h := s.Handler()
	todo := append(pagesOf(t, s), "/login")
	for _, q := range []string{`"chưa đóng`, "OR a", "a OR", "a OR -b", "t*", "loai:", "giu:x", "la:b", "trich:1/NQ-KHONG-CO", strings.Repeat("a ", 70)} {
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
			if !seen[to] && !strings.Contains(to, "lang=") && !strings.HasPrefix(to, "/a/") && !strings.Contains(to, "csv") && !strings.Contains(to, "/original") && !strings.Contains(to, "picture") && !strings.Contains(to, "/api/") {
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
	codes := []string{pipeline.ReasonPermission, pipeline.ReasonOCR}
	for _, r := range pdf.Reasons {
		codes = append(codes, string(r))
	}
	for _, code := range codes {
		must(t, c.PutPath(t.Context(), catalog.Path{Path: "/in/" + code + ".pdf", Root: "/in", Reason: code, Sentence: "open it: the server is away"}))
	}
	must(t, c.Close())
	h := open(t, dir).Handler()
	_, body := get(t, h, "/runs")
	if strings.Contains(body, "away") {
		t.Error("the English sentence is shown")
	}
	for _, code := range codes {
		if !strings.Contains(body, html.EscapeString(failureSays[code][2])) {
			t.Errorf("%s is not told", code)
		}
	}
	if _, body := get(t, h, "/runs", func(r *http.Request) { r.AddCookie(&http.Cookie{Name: langCookie, Value: "en"}) }); !strings.Contains(body, "the server is away") {
		t.Error("the sentence is not shown in English")
	}
}

// Levels and sources are named where they narrow a search down.
func TestFacetNames(t *testing.T) {
	h := openPlans(t).Handler()
	for q, want := range map[string]string{"": "Cấp tỉnh", "&level=province": "Cấp tỉnh ×", "&source=ocr": "nhận dạng từ ảnh (OCR) ×"} {
		if _, body := get(t, h, "/search?q=gi%C3%A1o+d%E1%BB%A5c"+q); !strings.Contains(plain(body), want) {
			t.Errorf("%s does not say %q", q, want)
		}
	}
}
