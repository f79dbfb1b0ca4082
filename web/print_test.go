package web

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// On paper a page says what was asked and of which data it is, has no navigation, and wastes no
// page: only the last may be less than a third full.
func TestPrint(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("SKIPPED: poppler is not installed")
	}
	all := startBrowser(t, openPlans(t))
	tests := []struct{ name, address, says string }{
		{"search", "/search?q=gi%C3%A1o+d%E1%BB%A5c&type=K%E1%BA%BF+ho%E1%BA%A1ch", "Kết quả tìm kiếm: “giáo dục”"},
		{"filter", "/search?q=gi%C3%A1o+d%E1%BB%A5c&type=K%E1%BA%BF+ho%E1%BA%A1ch", "Thu hẹp:"},
		{"audit", "/audit", "Kiểm tra"},
		{"wanted", "/wanted", "Cần tìm"},
		{"chain", "/d/nq-93-tw-k13/chain", "Nghị quyết 93-NQ/TW"},
		{"document", "/d/nq-93-tw-k13", "Nghị quyết 93-NQ/TW"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := all.tab(t)
			b.open(test.address)
			pages := printed(t, b)
			whole := strings.Join(pages, " ")
			for _, part := range []string{test.says, "Dữ liệu cập nhật"} {
				if !strings.Contains(whole, part) {
					t.Errorf("%q is not on paper: %.300s", part, whole)
				}
			}
			for _, part := range []string{"Trình đơn", "Các lần nạp", "Trợ giúp", "CSV Excel", "English"} {
				if strings.Contains(whole, part) {
					t.Errorf("%q is on paper", part)
				}
			}
			for i, p := range pages[:len(pages)-1] {
				if len(p) < 600 {
					t.Errorf("page %d of %d is nearly empty: %s", i+1, len(pages), p)
				}
			}
		})
	}
}

// printed prints a page on A4 and returns what is on each sheet of paper.
func printed(t *testing.T, b *browser) []string {
	t.Helper()
	out, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69})
	must(t, err)
	file := filepath.Join(t.TempDir(), "a.pdf")
	must(t, os.WriteFile(file, out.Data, 0o600))
	text, err := exec.Command("pdftotext", "-enc", "UTF-8", file, "-").Output()
	must(t, err)
	var pages []string
	for p := range strings.SplitSeq(strings.TrimSuffix(string(text), "\f"), "\f") {
		pages = append(pages, strings.Join(strings.Fields(p), " "))
	}
	return pages
}
