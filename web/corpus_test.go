package web

import (
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Over real documents: DANCHIEU_WEB_DATA names a data folder into which the corpus
// beside the checkout was ingested. From the first page to the boxed sentence in
// which the plan of Cẩm Phả cites 30-NQ/TW with the other date it takes three clicks
// at the most, and what is boxed are the right words on every page tried.
func TestCorpus(t *testing.T) {
	data := os.Getenv("DANCHIEU_WEB_DATA")
	if data == "" {
		t.Skip("SKIPPED: DANCHIEU_WEB_DATA is not set")
	}
	s := open(t, data)
	all := startBrowser(t, s)
	t.Run("three clicks", func(t *testing.T) {
		b := all.tab(t)
		b.open("/")
		b.run(chromedp.SendKeys(chromedp.CSS("#q"), "30-NQ/TW"+kb.Enter),
			chromedp.WaitVisible(chromedp.CSS(".hit.own")))
		b.click(".hit.own .open")
		b.click(`.tabs a[href$="tab=seen"]`)
		row := evaluate[int](b, `[...document.querySelectorAll(".seen.contested tbody tr")].findIndex(r => r.textContent.includes("23/11/2022")) + 1`)
		if row == 0 {
			t.Fatal("the other date is not in sight")
		}
		b.click(".seen.contested tbody tr:nth-child(" + string(rune('0'+row)) + ") .witness a")
		b.wants("h1", "seed-campha.pdf trang 3")
		b.wants(".cite.on", "Nghị quyết số 30-NQ/TW ngày")
		if b.value(`document.querySelectorAll(".box.on").length`) == "0" {
			t.Error("nothing is boxed")
		}
	})
	t.Run("boxes", func(t *testing.T) {
		b := all.tab(t)
		boxesOnWords(t, b, s, "seed-campha.pdf", 1)
		boxesOnWords(t, b, s, "seed-dongtrieu.pdf", 1)
	})
	t.Run("pages", func(t *testing.T) {
		b := all.tab(t)
		files, err := s.catalog.Files(t.Context())
		must(t, err)
		addresses := []string{"/audit", "/wanted", "/runs", "/search?q=gi%C3%A1o+d%E1%BB%A5c", "/d/nd-126-2024-cp",
			"/d/nd-126-2024-cp/chain", "/d/nd-126-2024-cp/acted"}
		for i, f := range files {
			if i%10 == 0 {
				addresses = append(addresses, "/f/"+f.SHA256+"/1")
				if f.Document != "" {
					addresses = append(addresses, "/d/"+f.Document, "/d/"+f.Document+"/chain")
				}
			}
		}
		for _, a := range addresses {
			b.open(a)
			if title := b.value("document.title"); strings.Contains(title, "Không tìm thấy") ||
				strings.Contains(title, "Không thực hiện") || b.text("main") == "" {
				t.Errorf("%s: %s", a, title)
			}
		}
	})
}
