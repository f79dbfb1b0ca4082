package web

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/web/sheet"
)

// A bundle that was unpacked is read in a browser without any network: all pictures are
// there, the box lies on the words, and nothing is asked of elsewhere.
func TestBundleOffline(t *testing.T) {
	s := openPlans(t)
	all := startBrowser(t, s)
	dir := t.TempDir()
	unpack(t, bundleOf(t, s, "nq-93-tw-k13"), dir)
	all.home = "file://" + dir
	b := all.tab(t)
	_, err := chromedp.Call(b.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Offline: true, DownloadThroughput: -1, UploadThroughput: -1}}})
	must(t, err)
	b.run(chromedp.Navigate(b.home+"/phieu.html"), chromedp.WaitReady(chromedp.CSS("table")))
	b.wants("h1", "Phiếu chứng cứ")
	const widths = `Promise.all([...document.querySelectorAll("image")].map(i => i.decode().then(() => i.getBBox().width)))`
	drawn := evaluate[[]float64](b, widths)
	for _, width := range drawn {
		if width < 500 {
			t.Errorf("a picture is %v wide", width)
		}
	}
	const within = `[...document.querySelectorAll("svg.page")].every(s => [...s.querySelectorAll("rect")].length > 0 &&
		[...s.querySelectorAll("rect")].every(r => { const a = s.getBoundingClientRect(), b = r.getBoundingClientRect();
			return b.width > 5 && b.height > 3 && b.top >= a.top && b.bottom <= a.bottom && b.left >= a.left && b.right <= a.right }))`
	if len(drawn) < 3 || !evaluate[bool](b, within) {
		t.Errorf("%d pages are drawn, or a box lies outside its page", len(drawn))
	}
}

// What the page of a chain offers as a bundle is the one that the program proves; the sheet says of how many pages
// it has no picture.
func TestBundleOfPage(t *testing.T) {
	s := openPlans(t)
	h := s.Handler()
	if _, body := get(t, h, "/d/nq-93-tw-k13/chain?way=down"); !strings.Contains(body, "/d/nq-93-tw-k13/bundle.zip?way=down") {
		t.Error("the page of the chain offers no bundle")
	}
	resp, body := get(t, h, "/d/nq-93-tw-k13/bundle.zip?way=down")
	if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != "application/zip" ||
		!strings.Contains(resp.Header.Get("Content-Disposition"), "nq-93-tw-k13.zip") {
		t.Fatal(resp.StatusCode, resp.Header)
	}
	f, _, err := sheet.ReadBundle(strings.NewReader(body), int64(len(body)))
	if err != nil || f.Document != "nq-93-tw-k13" || len(f.Steps) == 0 || !strings.HasSuffix(f.Asked, "/d/nq-93-tw-k13/sheet?way=down") {
		t.Errorf("%+v %v", f, err)
	}
	if resp, _ := get(t, h, "/d/nq-1-none/bundle.zip"); resp.StatusCode != http.StatusNotFound {
		t.Error(resp.StatusCode)
	}
}

// A sheet says of how many pages it has pictures, where it has not all.
func TestSheetTellsOfPages(t *testing.T) {
	s := openPlans(t)
	for most, says := range map[int]bool{1: true, 0: false} {
		known, q := sheetOf(t, s, "nq-93-tw-k13", most)
		var out bytes.Buffer
		must(t, sheet.Write(&out, known, q))
		whole := out.String()
		if strings.Contains(whole, "có hình của 1 trong ") != says || most > 0 && strings.Count(whole, "<image ") != most {
			t.Errorf("at most %d: %d pictures; it says so: %v", most, strings.Count(whole, "<image "), !says)
		}
	}
}

// bundleOf writes what rests on a document as a bundle.
func bundleOf(t *testing.T, s *Server, id string) []byte {
	t.Helper()
	known, q := sheetOf(t, s, id, sheetPictures)
	var out bytes.Buffer
	must(t, sheet.WriteBundle(&out, known, q, nil))
	return out.Bytes()
}

// sheetOf asks for the sheet of what rests on a document, with pictures of at most so many pages.
func sheetOf(t *testing.T, s *Server, id string, pictures int) (*answer.Service, sheet.Question) {
	t.Helper()
	asked := httptest.NewRequest("GET", "/d/"+id+"/sheet?way=down", nil)
	asked.SetPathValue("id", id)
	r := &request{Request: asked, server: s, lang: "vi", ctx: t.Context()}
	known := answer.New(t.Context(), s.catalog, legal.Date.Printed)
	q, err := s.chainAsked(r, known, 0)
	must(t, err)
	must(t, s.complete(r, &q, pictures))
	return known, q
}

func unpack(t *testing.T, bundle []byte, dir string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(bundle), int64(len(bundle)))
	must(t, err)
	must(t, os.CopyFS(dir, z))
}
