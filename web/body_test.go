package web

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A body is a click away from its documents, the hits of a search, and who has acted; its
// name leads to its ID, and what it has become is said in the language of the page.
func TestBody(t *testing.T) {
	h := openPlans(t).Handler()
	const here = "/body/sgd%C4%91t.province.hai-duong"
	for _, address := range []string{"/search?q=1305/SGD%C4%90T-GDTrH", "/d/cv-1305-sgddt-gdtrh-hai-duong-2022", "/d/nq-93-tw-k13/acted"} {
		_, body := get(t, h, address)
		if !strings.Contains(body, `href="/body/`) {
			t.Errorf("%s: leads to no body", address)
		}
		for _, found := range regexp.MustCompile(`href="(/body/[^"]+)"`).FindAllStringSubmatch(body, -1) {
			if resp, _ := get(t, h, found[1]); resp.StatusCode != http.StatusOK {
				t.Errorf("%s: %s answers %d", address, found[1], resp.StatusCode)
			}
		}
	}
	for lang, want := range map[string][]string{
		"vi": {"Thông tin", "Đã ban hành", "Viện dẫn", "tỉnh Hải Dương", "đến 30/06/2025", "Nay là"}, "en": {"Facts", "Issued", "Cites", "to 30/06/2025", "Now"},
	} {
		resp, body := get(
			t,
			h,
			here,
			func(r *http.Request) { r.AddCookie(&http.Cookie{Name: langCookie, Value: lang}) },
		)
		if missing := slices.DeleteFunc(want, func(s string) bool { return strings.Contains(body, s) }); resp.StatusCode != http.StatusOK ||
			len(missing) > 0 {
			t.Errorf("%s: %d, without %q", lang, resp.StatusCode, missing)
		}
	}
	resp, _ := get(
		t,
		h,
		"/body/S%E1%BB%9F%20Gi%C3%A1o%20d%E1%BB%A5c%20v%C3%A0%20%C4%90%C3%A0o%20t%E1%BA%A1o%20H%E1%BA%A3i%20D%C6%B0%C6%A1ng",
	)
	if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != here {
		t.Errorf("a name: %d, %s", resp.StatusCode, resp.Header.Get("Location"))
	}
	resp, table := get(t, h, here+"?format=csv")
	if resp.StatusCode != http.StatusOK || !strings.Contains(table, "Đã ban hành,Sở Giáo dục và Đào tạo Hải Dương,sgdđt.province.hai-duong,") {
		t.Errorf("table: %d, %s", resp.StatusCode, table)
	}
	if resp, _ := get(t, h, "/body/nobody.unit.nothing"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("nobody: %d", resp.StatusCode)
	}
}
