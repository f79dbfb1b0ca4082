package web

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
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

// The text of an evidence sheet waits for no picture: each has an address of its own.
func TestSheetBeforeItsPictures(t *testing.T) {
	s := openPlans(t)
	_, body := get(t, s.Handler(), "/d/nq-93-tw-k13/sheet?way=down")
	if strings.Contains(body, "data:image") || strings.Count(body, "<image ") < 3 || s.metrics.picturesDrawn.Get()+s.metrics.picturesKept.Get() > 0 {
		t.Errorf("it waited for %d pictures", s.metrics.picturesDrawn.Get()+s.metrics.picturesKept.Get())
	}
}

// On paper a sheet has all of its pictures, also for who had to log in.
func TestPrintSheet(t *testing.T) {
	for _, program := range []string{"pdftotext", "pdfimages"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("SKIPPED: poppler is not installed")
		}
	}
	const address = "/d/nq-93-tw-k13/sheet?way=down"
	_, body := get(t, openPlans(t).Handler(), address)
	b := startBrowser(t, openPlans(t, withUsers(t))).tab(t)
	b.open("/login?next=%2Fhelp")
	b.run(chromedp.SendKeys(chromedp.CSS("input[name=name]"), "lan"),
		chromedp.SendKeys(chromedp.CSS("input[name=password]"), password+kb.Enter), chromedp.WaitVisible(chromedp.CSS(".who button")),
		chromedp.Navigate(b.home+address)) // which waits until all is loaded
	whole := strings.Join(printed(t, b), " ")
	if !strings.Contains(whole, "Phiếu chứng cứ") || strings.Contains(whole, "chờ hiện đủ") {
		t.Errorf("%.500s", whole)
	}
	listed, err := exec.Command("pdfimages", "-list", b.paper).Output()
	must(t, err)
	if n, want := strings.Count(string(listed), " image "), strings.Count(body, `<svg class="page"`); n != want {
		t.Errorf("%d of %d pictures are on paper:\n%s", n, want, listed)
	}
}

// printed prints a page on A4 and returns what is on each sheet of paper.
func printed(t *testing.T, b *browser) []string {
	t.Helper()
	out, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69})
	must(t, err)
	b.paper = filepath.Join(t.TempDir(), "a.pdf")
	must(t, os.WriteFile(b.paper, out.Data, 0o600))
	text, err := exec.Command("pdftotext", "-enc", "UTF-8", b.paper, "-").Output()
	must(t, err)
	var pages []string
	for p := range strings.SplitSeq(strings.TrimSuffix(string(text), "\f"), "\f") {
		pages = append(pages, strings.Join(strings.Fields(p), " "))
	}
	return pages
}
