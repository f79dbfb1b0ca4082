package web

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A chain that is longer than its page says so, and a table has all of it.
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
	if resp, _ := get(t, h, "/d/nd-10-2020-cp?list=cited"); resp.Header.Get("Location") != "/d/nd-10-2020-cp?tab=cited" {
		t.Error(resp.StatusCode, resp.Header.Get("Location"))
	}
}
