package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/datadir"
)

// Those who may correct can let what was not read be read again, by its path or reason; no
// others, and nothing else. What to do is said to all.
func TestRetry(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	path := filepath.Join(folder, "hỏng.pdf")
	must(t, os.WriteFile(path, []byte("%PDF-1.4 broken"), 0o644))
	must(t, os.WriteFile(filepath.Join(folder, "a.txt"), []byte("Căn cứ Nghị quyết số 30-NQ/TW"), 0o644))
	must(t, ingest(t.Context(), dir, folder))
	var begun []string
	retry := func(c *Config) {
		c.Retry = func(reason, path string) error {
			begun = append(begun, reason+"|"+path)
			return nil
		}
	}
	reader := open(t, dir, retry)
	s := open(t, dir, retry, func(c *Config) { c.Corrections = true })
	post := func(s *Server, token string, f url.Values) int {
		t.Helper()
		f.Set("token", token)
		r := httptest.NewRequest(http.MethodPost, "/runs/retry", strings.NewReader(f.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		return w.Code
	}
	token := s.sessions.FormToken("")
	for _, tt := range []struct {
		s     *Server
		token string
		form  url.Values
		want  int
	}{
		{reader, reader.sessions.FormToken(""), url.Values{"path": {path}}, http.StatusForbidden},
		{s, "", url.Values{"path": {path}}, http.StatusForbidden},
		{s, token, url.Values{"path": {"/etc/passwd"}}, http.StatusNotFound},
		{s, token, url.Values{"path": {filepath.Join(folder, "a.txt")}}, http.StatusNotFound},
		{s, token, url.Values{"reason": {"ocr"}}, http.StatusNotFound},
		{s, token, url.Values{}, http.StatusNotFound},
		{s, token, url.Values{"path": {path}}, http.StatusSeeOther},
		{s, token, url.Values{"reason": {"damaged"}}, http.StatusSeeOther},
	} {
		if got := post(tt.s, tt.token, tt.form); got != tt.want {
			t.Errorf("%v: %d, want %d", tt.form, got, tt.want)
		}
	}
	if got := strings.Join(begun, " "); got != "|"+path+" damaged|" {
		t.Errorf("begun: %s", got)
	}
	release, err := datadir.Lock(dir)
	must(t, err)
	if got := post(s, token, url.Values{"path": {path}}); got != http.StatusServiceUnavailable {
		t.Errorf("while another is at work: %d", got)
	}
	release()
	_, mine := get(t, s.Handler(), "/runs")
	_, theirs := get(t, reader.Handler(), "/runs")
	if !strings.Contains(mine, "/runs/retry") || !strings.Contains(mine, path) || !strings.Contains(mine, "lấy bản lành") {
		t.Error("the page for those who may correct has no path, button or cure")
	}
	if strings.Contains(theirs, "/runs/retry") || strings.Contains(theirs, folder) || !strings.Contains(theirs, "lấy bản lành") {
		t.Error("the page for those who may read")
	}
}
