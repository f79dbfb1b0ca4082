package web

import (
	"net/http"
	"strings"
	"testing"
)

// Over a folder with nothing in it the first page says how to begin, and shows no counts of nothing.
func TestFirstRun(t *testing.T) {
	dir := t.TempDir()
	must(t, ingest(t.Context(), dir, t.TempDir()))
	for lang, says := range map[string]string{"vi": "bắt đầu thế nào", "en": "how to begin"} {
		_, body := get(t, open(t, dir).Handler(), "/", func(r *http.Request) {
			r.AddCookie(&http.Cookie{Name: langCookie, Value: lang})
		})
		if !strings.Contains(body, says) || !strings.Contains(body, "danchieu ingest") || strings.Contains(body, `class="facts"`) {
			t.Errorf("%s: %s", lang, body)
		}
	}
	if _, body := get(t, openPlans(t).Handler(), "/"); strings.Contains(body, "bắt đầu thế nào") || !strings.Contains(body, `class="facts"`) {
		t.Error("over documents it says how to begin")
	}
}
