package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// readDrafts lets a server take drafts of running text.
func readDrafts(c *Config) {
	c.ReadDraft = func(ctx context.Context, name string, content []byte) (pipeline.FileReading, error) {
		if name == "bad.pdf" {
			return pipeline.FileReading{}, pdf.ErrDamaged
		}
		return pipeline.ReadText(ctx, bytes.NewReader(content))
	}
}

const aDraft = "ỦY BAN NHÂN DÂN\nXÃ ĐẠI SƠN\n\nKẾ HOẠCH\nThực hiện nếp sống văn minh\n\n" +
	"Thực hiện Kết luận số 51-KL/TW ngày 31/5/2019 của Ban Bí thư;\n\n" +
	"Căn cứ Nghị định số 999/2019/NĐ-CP ngày 01/02/2019 của Chính phủ <script>alert(1)</script>."

// draftForm makes the body of a form, with a file where that has a name.
func draftForm(t *testing.T, fields map[string]string, file, content string) (io.Reader, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range fields {
		must(t, w.WriteField(name, value))
	}
	if file != "" {
		p, err := w.CreateFormFile("file", file)
		must(t, err)
		_, err = io.WriteString(p, content)
		must(t, err)
	}
	must(t, w.Close())
	return &b, w.FormDataContentType()
}

func sendDraft(t *testing.T, h http.Handler, address, kind string, body io.Reader, change ...func(*http.Request)) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), "POST", address, body)
	r.Header.Set("Content-Type", kind)
	for _, f := range change {
		f(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestDraft(t *testing.T) {
	s := openPlans(t, readDrafts)
	h := s.Handler()
	token := s.sessions.FormToken("")
	send := func(fields map[string]string, file, content string) *httptest.ResponseRecorder {
		body, kind := draftForm(t, fields, file, content)
		return sendDraft(t, h, "/check", kind, body)
	}
	for _, w := range []*httptest.ResponseRecorder{
		send(map[string]string{"token": token}, `C:\Du thao\ke-hoach.txt`, aDraft),
		send(map[string]string{"token": token, "text": aDraft, "on": "01/7/2025"}, "", ""),
	} {
		page := w.Body.String()
		for _, want := range []string{"31/5/2019</a>", "30/5/2019", `href="#f1"`, `id="w1"`, `id="f1"`, "&lt;script&gt;", "tag verdict-differs"} {
			if !strings.Contains(page, want) {
				t.Errorf("the page lacks %q: %d\n%s", want, w.Code, page)
			}
		}
		if strings.Contains(page, "<script>alert") {
			t.Error("a script of the draft stands in the page")
		}
	}
	if page := send(map[string]string{"token": token}, `C:\Du thao\ke-hoach.txt`, aDraft).Body.String(); !strings.Contains(page, "<h1>ke-hoach.txt") {
		t.Error("the page does not name the file without its folders")
	}

	for what, w := range map[string]*httptest.ResponseRecorder{
		"403 old form":     send(map[string]string{"token": "x", "text": aDraft}, "", ""),
		"403 no token":     send(map[string]string{"text": aDraft}, "", ""),
		"400 nothing":      send(map[string]string{"token": token, "text": "  "}, "", ""),
		"400 no day":       send(map[string]string{"token": token, "text": aDraft, "on": "32/13/2025"}, "", ""),
		"413 too large":    send(map[string]string{"token": token}, "a.txt", strings.Repeat("x", maxDraft)),
		"413 too many":     send(map[string]string{"token": token}, "a.txt", strings.Repeat("Căn cứ Kế hoạch số 7/KH-UBND;\n\n", maxCited+1)),
		"422 not readable": send(map[string]string{"token": token}, "bad.pdf", "x"),
		"400 no form":      sendDraft(t, h, "/check", "multipart/form-data", strings.NewReader("x")),
	} {
		if !strings.HasPrefix(what, fmt.Sprint(w.Code)) {
			t.Errorf("%s: %d %s", what, w.Code, w.Body)
		}
	}
}

// TestDraftRefused: nobody sends drafts who may not see the pages, or from elsewhere, or where none are taken.
func TestDraftRefused(t *testing.T) {
	body := func() io.Reader { return strings.NewReader(aDraft) }
	closed := openPlans(t, readDrafts, withUsers(t)).Handler()
	open := openPlans(t, readDrafts).Handler()
	elsewhere := func(r *http.Request) { r.Header.Set("Origin", "https://elsewhere.example") }
	for what, w := range map[string]*httptest.ResponseRecorder{
		"401 a stranger's program": sendDraft(t, closed, "/api/v1/check", "text/plain", body()),
		"403 a stranger":           sendDraft(t, closed, "/check", "multipart/form-data; boundary=x", body()),
		"403 from elsewhere":       sendDraft(t, open, "/api/v1/check", "text/plain", body(), elsewhere),
		"404 none taken":           sendDraft(t, openPlans(t).Handler(), "/api/v1/check", "text/plain", body()),
	} {
		if !strings.HasPrefix(what, fmt.Sprint(w.Code)) {
			t.Errorf("%s: %d %s", what, w.Code, w.Body)
		}
	}
}

func TestAPICheck(t *testing.T) {
	h := openPlans(t, readDrafts).Handler()
	w := sendDraft(t, h, "/api/v1/check?name=du-thao.txt&on=2025-07-01", "text/plain; charset=utf-8", strings.NewReader(aDraft))
	var r struct {
		Draft               string
		On                  legal.Date
		Citations, Findings []json.RawMessage
	}
	must(t, json.Unmarshal(w.Body.Bytes(), &r))
	if w.Code != http.StatusOK || r.Draft != "du-thao.txt" || r.On.String() != "2025-07-01" || len(r.Citations) != 2 || len(r.Findings) == 0 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// TestDraftsWait: drafts that come slowly keep neither pages nor, for ever, other drafts waiting.
func TestDraftsWait(t *testing.T) {
	s := openPlans(t, readDrafts)
	h := s.Handler()
	for range maxDrafts {
		s.drafts <- struct{}{}
	}
	began := time.Now()
	w := sendDraft(t, h, "/api/v1/check", "text/plain", strings.NewReader(aDraft))
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || time.Since(began) > patience {
		t.Errorf("%d after %s", w.Code, time.Since(began))
	}
	if len(s.slots) != 0 {
		t.Error("a draft holds a place of pages")
	}
}

// TestDraftInBrowser chooses a file, reads what was found, and goes from a finding to its words.
func TestDraftInBrowser(t *testing.T) {
	b := startBrowser(t, openPlans(t, readDrafts)).tab(t)
	file := filepath.Join(t.TempDir(), "du-thao.txt")
	must(t, os.WriteFile(file, []byte(aDraft), 0o600))
	b.open("/")
	b.click(`.menu a[href="/check"]`)
	b.run(chromedp.SetUploadFiles(chromedp.CSS(`input[type=file]`), []string{file}))
	b.click(`.draft button`)
	b.wants("h1", "du-thao.txt")
	b.wants("#w1", "31/5/2019")
	b.run(chromedp.Click(chromedp.CSS(`#f1 a.quote`)))
	if at := b.address(); at != "/check#w1" {
		t.Errorf("the words of a finding are at %s", at)
	}
	if dir := os.Getenv("DANCHIEU_SHOTS"); dir != "" {
		shot, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(90))
		must(t, err)
		must(t, os.WriteFile(filepath.Join(dir, "draft.png"), shot, 0o644))
	}
}
