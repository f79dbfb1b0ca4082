package web

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// plain is what a page says, without its marks.
func plain(body string) string { return strings.Join(strings.Fields(sayings(body)), " ") }

// The page of a run tells what has changed in it: documents, relations, conflicts, and
// the files with those that were not read.
func TestRunPage(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	write := func(name, text string) { must(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644)) }
	write("a.txt", "Căn cứ Nghị quyết số 30-NQ/TW ngày 28/11/2022 của Bộ Chính trị")
	must(t, ingest(t.Context(), dir, folder))
	write("b.txt", "Số: 15/KH-UBND\nThực hiện Nghị quyết số 30-NQ/TW ngày 23/11/2022 của Bộ Chính trị và Quyết định số 147/QĐ-TTg ngày 22/01/2020 của Thủ tướng Chính phủ")
	write("bad.pdf", "%PDF-1.4 and nothing more")
	must(t, ingest(t.Context(), dir, folder))
	must(t, os.Remove(filepath.Join(folder, "b.txt")))
	must(t, ingest(t.Context(), dir, folder))
	s := open(t, dir)
	h := s.Handler()
	_, body := get(t, h, "/runs/2")
	said := plain(body)
	for _, want := range []string{"Lần nạp 2", "Mâu thuẫn mới 1 Nghị quyết 30-NQ/TW", "Văn bản mới 3",
		"qd-147-ttg-2020", "Quan hệ mới", "bad.pdf tệp mới không đọc được", "b.txt tệp mới đã đọc trọn", "lần trước", "lần sau"} {
		if !strings.Contains(said, want) {
			t.Errorf("run 2 does not say %q: %s", want, said)
		}
	}
	if strings.Contains(body, `http-equiv="refresh"`) || strings.Contains(said, "a.txt") {
		t.Error("run 2 renews itself, or tells of what was as before")
	}
	sha := shaOf(t, s, "bad.pdf")
	if _, body := get(t, h, "/runs/2?status=failed"); strings.Contains(plain(body), "b.txt") ||
		!strings.Contains(plain(body), "bad.pdf") {
		t.Error("the failed ones alone: not so")
	}
	if resp, _ := get(t, h, "/f/"+sha+"/1"); resp.StatusCode != http.StatusOK && strings.Contains(body, "/f/"+sha) {
		t.Error("a link that leads nowhere")
	}
	_, body = get(t, h, "/runs/3")
	said = plain(body)
	for _, want := range []string{"Mâu thuẫn đã hết 1", "Văn bản không còn được nhắc đến", "Quan hệ đã mất",
		"b.txt tệp đã mất"} {
		if !strings.Contains(said, want) {
			t.Errorf("run 3 does not say %q: %s", want, said)
		}
	}
	for address, want := range map[string]int{"/runs/0": 404, "/runs/4": 404, "/runs/x": 404, "/runs/-1": 404,
		"/runs/99999999999999999999": 404, "/runs/2?news=edge": 200, "/runs/2?news=x": 400, "/runs/2?status=x": 200, "/runs/2?p=99": 200} {
		if resp, _ := get(t, h, address); resp.StatusCode != want {
			t.Errorf("%s: %d", address, resp.StatusCode)
		}
	}
	if _, body := get(t, h, "/runs"); !strings.Contains(body, `href="/runs/2"`) {
		t.Error("the runs lead to none")
	}
}

// A run at work is shown with what it has stored, and the page renews itself; one whose
// process is gone is told as cut off.
func TestLiveRun(t *testing.T) {
	dir := t.TempDir()
	release, err := datadir.Lock(dir)
	must(t, err)
	c, err := catalog.Open(dir)
	must(t, err)
	defer c.Close()
	n, err := c.StartRun(t.Context(), time.Now())
	must(t, err)
	for i, status := range []catalog.Status{catalog.Read, catalog.Read, catalog.Failed} {
		f := catalog.File{SHA256: strings.Repeat(fmt.Sprint(i), 64), Size: 1_500_000, Status: status,
			Text: legal.Text{Pages: []legal.PageInfo{{Width: 595, Height: 842, Source: legal.SourceText},
				{Width: 595, Height: 842, Source: legal.SourceText}}}}
		if status == catalog.Failed {
			f.Text, f.Reason = legal.Text{}, "damaged"
		}
		must(t, c.PutFile(t.Context(), f,
			catalog.Path{Path: fmt.Sprintf("/in/%d.pdf", i), Root: "/in", Size: f.Size, Run: n, What: catalog.New}))
	}
	s := open(t, dir)
	h := s.Handler()
	for _, address := range []string{"/runs/1", "/runs"} {
		_, body := get(t, h, address)
		if !regexp.MustCompile(`<head>(?s:.*)<meta http-equiv="refresh" content="5">(?s:.*)</head>`).
			MatchString(body) || !strings.Contains(plain(body), "Đang nạp") {
			t.Errorf("%s does not renew itself", address)
		}
	}
	_, body := get(t, h, "/runs/1")
	for _, want := range []string{"3 tệp đã xem 4,5 MB 4 trang 2 đã đọc trọn 0 đang chờ 1 không đọc được",
		"Tệp bị hỏng"} {
		if !strings.Contains(plain(body), want) {
			t.Errorf("no %q: %s", want, plain(body))
		}
	}
	release()
	_, body = get(t, h, "/runs/1")
	if strings.Contains(body, `http-equiv="refresh"`) || !strings.Contains(plain(body), "bị ngắt giữa chừng") {
		t.Error("not told as cut off")
	}
}

func TestSizeText(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1500: "1,5 KB", 123_456_789: "123 MB",
		2_000_000_000: "2,0 GB"} {
		if got := sizeText(n, ","); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	for d, want := range map[time.Duration]string{3 * time.Second: "3 giây", 125 * time.Second: "2 phút 5 giây",
		3*time.Hour + 4*time.Minute: "3 giờ 4 phút"} {
		if got := tookText(d, "vi"); got != want {
			t.Errorf("%v: %s", d, got)
		}
	}
}

// The first line of the page of runs, the footer of every page and the API say how the last
// night was, also one in which nothing was new.
func TestNight(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "a.txt"), []byte("Căn cứ Nghị quyết số 30-NQ/TW"), 0o644))
	must(t, ingest(t.Context(), dir, folder))
	s := open(t, dir)
	h := s.Handler()
	began := time.Now().Add(-time.Hour)
	for says, n := range map[string]datadir.Night{
		"Đêm qua tốt": {Began: began.Add(2 * time.Hour), Ended: began.Add(3 * time.Hour), End: datadir.NightGood, Found: 1},
		"Đêm qua có lỗi": {Began: began.Add(2 * time.Hour), Ended: began.Add(3 * time.Hour), End: datadir.NightFailures,
			Failed: 2},
		"Đêm qua bị ngắt": {Began: began.Add(2 * time.Hour)},
	} {
		must(t, datadir.NoteNight(dir, n))
		s.fresh.keep(fresh{})
		s.fresh.until = time.Now().Add(-time.Second)
		for _, address := range []string{"/runs", "/"} {
			if _, body := get(t, h, address); !strings.Contains(body, says) {
				t.Errorf("%s does not say %q", address, says)
			}
		}
	}
	if _, body := get(t, h, "/api/v1/runs"); !strings.Contains(body, `"verdict":"cut off"`) &&
		!strings.Contains(body, `"verdict":"good"`) && !strings.Contains(body, `"verdict":"failures"`) {
		t.Errorf("the API says %s", body)
	}
}

// Where all of a file system was ingested, the API still says nothing of where its files lie.
func TestAPIOfRoot(t *testing.T) {
	dir := t.TempDir()
	c, err := catalog.Open(dir)
	must(t, err)
	f := catalog.File{SHA256: strings.Repeat("a", 64), Size: 5, Status: catalog.Read,
		Text: legal.Text{Content: "abc", Pages: []legal.PageInfo{{Source: legal.SourceText}}}}
	run, err := c.StartRun(t.Context(), time.Now())
	must(t, err)
	must(t, c.PutFile(t.Context(), f, catalog.Path{Path: "/srv/private/a.txt", Root: "/", Run: run, What: catalog.New}))
	must(t, c.PutPath(t.Context(), catalog.Path{Path: "/zz.txt", Root: "/", SHA256: f.SHA256, Run: run, What: catalog.New}))
	must(t, c.FinishRun(t.Context(), run, time.Now(), nil))
	_, err = index.Sync(t.Context(), filepath.Join(dir, "index"), c)
	must(t, err)
	must(t, c.Close())
	_, body := get(t, open(t, dir).Handler(), "/api/v1/search?q=abc")
	if strings.Contains(body, "/srv/private") || strings.Contains(body, "/zz") || !strings.Contains(body, `"a.txt"`) {
		t.Errorf("the API says %s", body)
	}
}
