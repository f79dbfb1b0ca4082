package web

import (
	"encoding/csv"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A chain that is longer than its page says so, and a table has all of it, as that of a search has.
func TestLongChain(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	for i := range chainLimit + 1 {
		text := fmt.Sprintf("UBND TỈNH SƠN LA\nSố: %d/KH-UBND\nSơn La, ngày 01 tháng 3 năm 2021\n\nKẾ HOẠCH\nSố %[1]d\n\n"+
			"Căn cứ Nghị định số 10/2020/NĐ-CP ngày 20/01/2020 của Chính phủ;\n", 100+i)
		must(t, os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d.txt", i)), []byte(text), 0o644))
	}
	must(t, ingest(t.Context(), dir, folder))
	h := open(t, dir).Handler()
	const chain = "/d/nd-10-2020-cp/chain"
	const says = "chỉ có 200 văn bản gần nhất mỗi chiều"
	if _, body := get(t, h, chain); !strings.Contains(body, says) {
		t.Error("the page does not say that the chain goes on")
	}
	if _, body := get(t, h, chain+"?way=up"); strings.Contains(body, says) {
		t.Error("the page says that a whole chain goes on")
	}
	if _, body := get(t, h, chain+"?format=csv"); strings.Count(body, "\n") != chainLimit+2 {
		t.Errorf("%d lines", strings.Count(body, "\n"))
	}
	_, found := get(t, h, "/search?q=k%E1%BA%BF+ho%E1%BA%A1ch&sort=date&format=csv")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(found, "\ufeff"))).ReadAll()
	if must(t, err); len(rows) != chainLimit+2 {
		t.Errorf("%d lines of what a search finds", len(rows))
	}
	ids := map[string]bool{}
	for i, row := range rows[1:] {
		if ids[row[14]] = true; row[0] != strconv.Itoa(i+1) {
			t.Errorf("line %d has rank %s", i+1, row[0])
		}
	}
	if len(ids) != chainLimit+1 {
		t.Errorf("%d documents", len(ids))
	}
	if resp, _ := get(t, h, "/d/nd-10-2020-cp?list=cited"); resp.Header.Get("Location") != "/d/nd-10-2020-cp?tab=cited" {
		t.Error(resp.StatusCode, resp.Header.Get("Location"))
	}
}

// What takes long because it is made to be filed has the time for it.
func TestFilesHaveTime(t *testing.T) {
	for address, want := range map[string]bool{"/search?q=a&format=csv": true, "/d/x?format=xlsx": true, "/d/x/bundle.zip?way=up": true,
		"/search?q=format": false, "/d/x?format=html": false, "/f/x/original": false} {
		if got := isFile(httptest.NewRequest("GET", address, nil)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
	if isFile(httptest.NewRequest("POST", "/check?format=csv", nil)) {
		t.Error("a draft is no file of ours")
	}
}
