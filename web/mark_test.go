package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var markKey = regexp.MustCompile(`name="key" value="([^"]+)"`)

// A finding and a wanted document are marked on their pages by those who may correct; then they
// are left out and counted, are in tables and the API with the mark, and come back when it is
// taken back.
func TestMark(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	for name, day := range map[string]string{"a.txt": "14", "b.txt": "24"} {
		text := "Thực hiện Nghị quyết số 93-NQ/TW ngày " + day + "/11/2022 của Bộ Chính trị;"
		must(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644))
	}
	must(t, ingest(t.Context(), dir, folder))
	reader := open(t, dir)
	s := open(t, dir, func(c *Config) { c.Corrections = true })
	post := func(s *Server, path string, f url.Values) *http.Response {
		t.Helper()
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(f.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		return w.Result()
	}
	for _, page := range []string{"/audit", "/wanted"} {
		_, body := get(t, s.Handler(), page)
		m := markKey.FindStringSubmatch(body)
		if m == nil {
			t.Fatalf("%s has no form", page)
		}
		if _, theirs := get(t, reader.Handler(), page); strings.Contains(theirs, `action="/mark"`) {
			t.Errorf("%s: who may only read is shown a form", page)
		}
		found := ""
		if page == "/audit" {
			found = regexp.MustCompile(`href="(/d/[^"?]+)"`).FindStringSubmatch(body)[1]
			if _, of := get(t, s.Handler(), found); !strings.Contains(of, "Kiểm tra: 1 vấn đề") {
				t.Errorf("%s does not count its finding", found)
			}
		}
		form := url.Values{"key": {m[1]}, "is": {"right"}, "by": {"Nguyễn Văn A"}, "why": {"bản giấy <b>"},
			"next": {page + "?severity=error"}, "token": {s.sessions.FormToken("")}}
		for _, bad := range []struct {
			s          *Server
			name, with string
			want       int
		}{
			{reader, "", "", http.StatusForbidden}, {s, "token", "x", http.StatusForbidden},
			{s, "key", "date-conflict-0000000000", http.StatusConflict}, {s, "is", "wrong", http.StatusBadRequest},
			{s, "by", "", http.StatusConflict},
		} {
			f := url.Values{}
			for k, v := range form {
				f[k] = v
			}
			if f.Set(bad.name, bad.with); bad.s == reader {
				f.Set("token", reader.sessions.FormToken(""))
			}
			if got := post(bad.s, "/mark", f); got.StatusCode != bad.want {
				t.Errorf("%s: %s=%s: %d, want %d", page, bad.name, bad.with, got.StatusCode, bad.want)
			}
		}
		if got := post(s, "/mark", form); got.StatusCode != http.StatusSeeOther ||
			got.Header.Get("Location") != page+"?severity=error" {
			t.Fatalf("%s: %d to %s", page, got.StatusCode, got.Header.Get("Location"))
		}
		_, body = get(t, s.Handler(), page)
		if strings.Contains(body, m[1]) || !strings.Contains(body, `Đã ẩn mục đã xem hoặc không phải lỗi <span class="dim">1</span>`) {
			t.Errorf("%s: what is marked is shown, or not counted", page)
		}
		if found != "" {
			if _, of := get(t, s.Handler(), found); strings.Contains(of, "Kiểm tra: 1 vấn đề") {
				t.Errorf("%s counts what is marked", found)
			}
		}
		_, body = get(t, s.Handler(), page+"?marked=1")
		if !strings.Contains(body, "Không phải lỗi</span> Nguyễn Văn A") || !strings.Contains(body, "bản giấy &lt;b&gt;") {
			t.Errorf("%s: the mark is not shown", page)
		}
		if _, csv := get(t, s.Handler(), page+"?marked=1&format=csv"); !strings.Contains(csv, "Không phải lỗi,Nguyễn Văn A,bản giấy <b>,"+m[1]) {
			t.Errorf("%s: the mark is not in the table: %s", page, csv)
		}
		if _, api := get(t, s.Handler(), "/api/v1"+page); !strings.Contains(api, `"is":"right"`) {
			t.Errorf("%s: the mark is not in the API", page)
		}
		n := regexp.MustCompile(`name="n" value="(\d+)"`).FindStringSubmatch(body)
		undo := url.Values{"n": {n[1]}, "by": {"B"}, "next": {"//evil.example/audit"}, "token": form["token"]}
		if got := post(s, "/confirm/undo", undo); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != "/confirm" {
			t.Errorf("%s: taken back: %d to %s", page, got.StatusCode, got.Header.Get("Location"))
		}
		if _, body = get(t, s.Handler(), page); !strings.Contains(body, m[1]) {
			t.Errorf("%s: taken back, and not there again", page)
		}
	}
}
