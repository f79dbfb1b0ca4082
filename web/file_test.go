package web

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// A citation that the end of a page breaks between its number and its date is boxed on
// both pages, and each says what stands on the other and leads there. From the first
// page it takes three clicks: search, the document, the place.
func TestBrokenByPage(t *testing.T) {
	s := openPlans(t)
	h := s.Handler()
	sha := shaOf(t, s, "kh-77-ubnd-chi-linh.pdf")
	ms, err := s.catalog.Mentions(t.Context(), sha)
	must(t, err)
	text, _, err := s.catalog.Text(t.Context(), sha)
	must(t, err)
	place, page := 0, 0
	for _, m := range ms {
		if boxes := text.Boxes(m.Span); len(otherPages(boxes, m.Page)) == 1 {
			place, page = m.Index+1, m.Page
		}
	}
	if place == 0 {
		t.Fatal("the plan has no citation broken by a page")
	}
	boxed := regexp.MustCompile(`<rect class="box [a-z]+ on"`)
	for _, tt := range []struct {
		page           int
		here, says     string
		other          int
		missing, where string
	}{
		{page, "Nghị quyết số 93-NQ/TW ngày", fmt.Sprintf("tiếp ở trang %d “14/11/2022", page+1), page + 1, "từ trang", "after"},
		{page + 1, "14/11/2022", fmt.Sprintf("từ trang %d “Nghị quyết số 93-NQ/TW ngày”", page), page, "tiếp ở trang", "before"},
	} {
		_, body := get(t, h, fmt.Sprintf("/f/%s/%d?c=%d", sha, tt.page, place))
		on := regexp.MustCompile(`class="cite on"[^>]*>([^<]*)<`).FindStringSubmatch(body)
		if !boxed.MatchString(body) || on == nil ||
			!strings.HasPrefix(strings.Join(strings.Fields(on[1]), " "), tt.here) {
			t.Errorf("page %d: not boxed, or other words: %q", tt.page, on)
		}
		notice := regexp.MustCompile(`(?s)<p class="notice" role="status">.*?</p>`).FindString(body)
		if !strings.Contains(plain(notice), tt.says) || strings.Contains(plain(notice), tt.missing) ||
			!strings.Contains(notice, fmt.Sprintf(`href="/f/%s/%d?c=%d&amp;w=`, sha, tt.other, place)) {
			t.Errorf("page %d: %s", tt.page, notice)
		}
		entry := regexp.MustCompile(fmt.Sprintf(`(?s)<li id="r%d".*?</li>`, place)).FindString(body)
		if !strings.Contains(plain(entry), tt.says) {
			t.Errorf("page %d, in the list: %s", tt.page, plain(entry))
		}
		// The block it stands in leads on as well.
		if all := plain(body); !strings.Contains(all, "… tiếp ở trang") == (tt.where == "after") {
			t.Errorf("page %d: the text does not lead on", tt.page)
		}
	}
	// Without one asked for there is no notice, and every one is in the list.
	_, body := get(t, h, fmt.Sprintf("/f/%s/%d", sha, page+1))
	if strings.Contains(body, `<p class="notice" role="status">`) || !strings.Contains(plain(body), "từ trang") {
		t.Error("a notice for nothing, or none in the list")
	}
	for i, step := range []struct{ at, leads string }{
		{"/search?q=93-NQ/TW", "/d/nq-93-tw-k13"},
		{"/d/nq-93-tw-k13", "/d/nq-93-tw-k13?tab=seen"},
		{"/d/nq-93-tw-k13?tab=seen", fmt.Sprintf("/f/%s/%d?c=%d&amp;w=", sha, page, place)},
	} {
		if _, body := get(t, h, step.at); !strings.Contains(body, `href="`+step.leads) {
			t.Errorf("click %d: %s does not lead to %s", i+1, step.at, step.leads)
		}
	}
}

// The page of a file that could not be read says why, and of no head that is not there.
func TestUnreadFile(t *testing.T) {
	s := openPlans(t)
	h := s.Handler()
	_, body := get(t, h, "/f/"+shaOf(t, s, "damaged-kh-95.pdf")+"/1")
	said := plain(body)
	if !strings.Contains(said, "Không đọc được tệp này. "+legal.Failure("damaged", "").In(legal.Vietnamese)) ||
		strings.Contains(said, "văn bản thuần") || strings.Contains(said, "Phần đầu văn bản tự ghi") {
		t.Error(said)
	}
	if _, body := get(t, h, "/f/"+shaOf(t, s, "kh-112-pgddt.pdf")+"/1"); !strings.Contains(plain(body),
		"Phần đầu văn bản tự ghi") {
		t.Error("no head")
	}
}
