package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/web/auth"
)

// unsureFiles is a data folder of scans, each a copy of one with other bytes behind it, with
// these heads; a plan cites the first two numbers of 1/KH-SNV, 2/KH-SNV, … It returns the
// hashes of the scans.
func unsureFiles(t testing.TB, heads ...legal.Head) (dir string, shas []string) {
	t.Helper()
	scan, err := os.ReadFile("../testdata/plans/scan-kh-23-ben-tam.pdf")
	must(t, err)
	dir, err = os.MkdirTemp("", "danchieu-web")
	must(t, err)
	t.Cleanup(func() {
		for range 100 { // a picture that nobody waits for is still drawn to its end
			if os.RemoveAll(dir) == nil {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
	})
	in := filepath.Join(dir, "in")
	must(t, os.Mkdir(in, 0o755))
	c, err := catalog.Open(dir)
	must(t, err)
	put := func(name string, content []byte, h legal.Head, cs ...legal.Citation) string {
		path := filepath.Join(in, name)
		must(t, os.WriteFile(path, content, 0o644))
		sum := sha256.Sum256(content)
		f := catalog.File{SHA256: hex.EncodeToString(sum[:]), Size: int64(len(content)), Status: catalog.Read,
			Citations: cs}
		f.Text.Head = h
		f.Text.Pages = []legal.PageInfo{{Width: 595, Height: 842, Source: legal.SourceOCR}}
		must(t, c.PutFile(t.Context(), f, catalog.Path{Path: path, Root: in}))
		return f.SHA256
	}
	for i, h := range heads {
		shas = append(shas, put(fmt.Sprintf("scan-%02d.pdf", i+1), fmt.Appendf(bytes.Clone(scan), "%%%d\n", i), h))
	}
	cite := func(number string, year int) legal.Citation {
		return legal.Citation{Type: legal.Plan, Number: number, Date: legal.Date{Year: year, Month: 5, Day: 12},
			Issuer: "Sở Nội vụ tỉnh Sơn La", From: -1, Relation: legal.Implements, Raw: "Kế hoạch số " + number,
			Page: 1}
	}
	put("citing.pdf", []byte("%PDF-1.4\n"), legal.Head{Type: legal.Plan, Number: "42/KH-UBND",
		Issuer: "UBND xã Mường Bú", Date: legal.Date{Year: 2026, Month: 6, Day: 1}},
		cite("1/KH-SNV", 2026), cite("2/KH-SNV", 2026))
	put("open.pdf", []byte("%PDF-1.5\n"), legal.Head{Type: legal.Plan, Number: "43/KH-UBND", Issuer: "UBND xã Mường Bú",
		Date: legal.Date{Year: 2026, Month: 6, Day: 2}}, directive(2021), directive(2022))
	put("open2.pdf", []byte("%PDF-1.6\n"), legal.Head{Type: legal.Plan, Number: "44/KH-UBND",
		Issuer: "UBND xã Mường Bú", Date: legal.Date{Year: 2026, Month: 6, Day: 3}}, directive(0))
	must(t, pipeline.Resolve(t.Context(), c))
	_, err = index.Sync(t.Context(), filepath.Join(dir, "index"), c)
	must(t, err)
	must(t, c.Close())
	return dir, shas
}

func directive(year int) legal.Citation {
	c := legal.Citation{Type: legal.Directive, Number: "14/CT-TTg", From: -1, Relation: legal.Cites,
		Raw: "Chỉ thị 14/CT-TTg", Page: 1}
	if year != 0 {
		c.Date = legal.Date{Year: year, Month: 5, Day: 2}
	}
	return c
}

// blank is the head of a scan whose number was not read.
func blank(guesses ...string) legal.Head {
	h := legal.Head{Type: legal.Plan, Issuer: "Sở Nội vụ tỉnh Sơn La",
		Written: &legal.Written{Part: "/KH-SNV", Month: legal.Date{Year: 2026, Month: 5}}}
	for i, g := range guesses {
		h.Written.Guesses = append(h.Written.Guesses, legal.Guess{Number: g, Confidence: .5 / float64(i+1)})
	}
	return h
}

// clerks lets lan and minh correct, and hoa read.
func clerks(t testing.TB) func(*Config) {
	t.Helper()
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	must(t, err)
	var lines []string
	for _, role := range []string{"lan:%s:corrector", "minh:%s:corrector", "hoa:%s"} {
		lines = append(lines, fmt.Sprintf(role, hash))
	}
	u, err := auth.ReadUsers(strings.NewReader(strings.Join(lines, "\n")))
	must(t, err)
	return func(c *Config) { c.Users = u }
}

func allowed(c *Config) { c.Corrections = true }

// clerk is somebody at the pages.
type clerk struct {
	t       testing.TB
	h       http.Handler
	session *http.Cookie
}

// logIn lets a user in; without a name nobody is.
func logIn(t testing.TB, s *Server, name string) clerk {
	t.Helper()
	c := clerk{t: t, h: s.Handler()}
	if name != "" {
		resp := post(t, c.h, form(name, password, "/"))
		if len(resp.Cookies()) != 1 {
			t.Fatalf("%s is not let in: %d", name, resp.StatusCode)
		}
		c.session = resp.Cookies()[0]
	}
	return c
}

func (c clerk) with(r *http.Request) {
	if c.session != nil {
		r.AddCookie(&http.Cookie{Name: c.session.Name, Value: c.session.Value})
	}
}

func (c clerk) get(address string) (int, string) {
	c.t.Helper()
	resp, body := get(c.t, c.h, address, c.with)
	return resp.StatusCode, body
}

var hiddenField = regexp.MustCompile(`name="(token|state)" value="([^"]*)"`)

// form opens a page and returns its form with what is hidden in it.
func (c clerk) form(address string, values ...string) url.Values {
	c.t.Helper()
	status, body := c.get(address)
	if status != http.StatusOK {
		c.t.Fatalf("%s: %d", address, status)
	}
	f := url.Values{"why": {"seen"}, "by": {"An"}}
	for _, m := range hiddenField.FindAllStringSubmatch(body, -1) {
		f.Set(m[1], m[2])
	}
	for i := 0; i+1 < len(values); i += 2 {
		f.Set(values[i], values[i+1])
	}
	return f
}

// send sends a form, and returns the answer.
func (c clerk) send(address string, f url.Values, change ...func(*http.Request)) (*http.Response, string) {
	c.t.Helper()
	r := httptest.NewRequest("POST", address, strings.NewReader(f.Encode()))
	r.Host, r.RemoteAddr = "localhost", "127.0.0.1:4711"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	c.with(r)
	for _, do := range change {
		do(r)
	}
	w := httptest.NewRecorder()
	c.h.ServeHTTP(w, r)
	return w.Result(), w.Body.String()
}

func (c clerk) holding(s *Server) []string {
	c.t.Helper()
	kept, err := s.catalog.Corrections(c.t.Context())
	must(c.t, err)
	var out []string
	for _, k := range kept {
		if k.Holds() {
			out = append(out, k.By+" "+k.Field+"="+k.Value)
		}
	}
	return out
}

// Who may not write, or sends what no page of ours has shown, changes nothing.
func TestWhoConfirms(t *testing.T) {
	dir, shas := unsureFiles(t, blank())
	file := "/confirm/f/" + shas[0]
	for name, test := range map[string]struct {
		user   string
		change func(*Config)
		spoil  func(url.Values)
		with   func(*http.Request)
		status int
	}{
		"a corrector":            {"lan", clerks(t), nil, nil, http.StatusSeeOther},
		"a reader":               {"hoa", clerks(t), nil, nil, http.StatusForbidden},
		"nobody":                 {"", clerks(t), nil, nil, http.StatusForbidden},
		"without users":          {"", func(*Config) {}, nil, nil, http.StatusForbidden},
		"without users, allowed": {"", allowed, nil, nil, http.StatusSeeOther},
		"users, and allowed to all": {"hoa", func(c *Config) { clerks(t)(c); allowed(c) }, nil, nil,
			http.StatusForbidden},
		"no token": {"lan", clerks(t), func(f url.Values) { f.Del("token") }, nil,
			http.StatusForbidden},
		"another's token": {"lan", clerks(t),
			func(f url.Values) { f.Set("token", auth.NewSessions().FormToken("")) }, nil, http.StatusForbidden},
		"no token, allowed": {"", allowed, func(f url.Values) { f.Del("token") }, nil, http.StatusForbidden},
		"from a page elsewhere": {"lan", clerks(t), nil,
			func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, http.StatusForbidden},
		"from another origin": {"lan", clerks(t), nil,
			func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, http.StatusForbidden},
		"no such number": {"lan", clerks(t), func(f url.Values) { f.Set("number", "kế hoạch") }, nil,
			http.StatusConflict},
		"no reason": {"lan", clerks(t), func(f url.Values) { f.Set("why", " ") }, nil, http.StatusConflict},
		"no name":   {"", allowed, func(f url.Values) { f.Set("by", "") }, nil, http.StatusConflict},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			must(t, os.CopyFS(data, os.DirFS(dir)))
			s := open(t, data, test.change)
			c := logIn(t, s, test.user)
			f := url.Values{"number": {"1/KH-SNV"}, "date": {"12/5/2026"}, "why": {"seen"}, "by": {"An"}}
			f.Set("token", s.sessions.FormToken(""))
			if c.session != nil {
				f.Set("token", s.sessions.FormToken(c.session.Value))
			}
			state, err := s.catalog.State(t.Context(), legal.CitationRef{File: shas[0], Index: -1})
			must(t, err)
			f.Set("state", state)
			if test.spoil != nil {
				test.spoil(f)
			}
			with := func(*http.Request) {}
			if test.with != nil {
				with = test.with
			}
			for _, address := range []string{file, "/confirm/undo", "/confirm/c/" + shas[0] + "/1"} {
				if address == "/confirm/undo" {
					f.Set("n", "1")
				}
				resp, _ := c.send(address, f, with)
				if (address == file || test.status == http.StatusForbidden) && resp.StatusCode != test.status {
					t.Errorf("%s: %d, want %d", address, resp.StatusCode, test.status)
				}
				if n := len(c.holding(s)); address == file && (n > 0) != (test.status == http.StatusSeeOther) {
					t.Errorf("%d corrections", n)
				}
			}
			seen := c.session != nil && test.user != "hoa" || test.user == "" && s.cfg.Corrections
			for _, address := range []string{"/confirm", file, "/confirm/c"} {
				if status, _ := c.get(address); (status == http.StatusOK) != seen {
					t.Errorf("%s is shown: %d", address, status)
				}
			}
			if _, body := c.get("/f/" + shas[0] + "/1"); strings.Contains(body, "/confirm") != seen {
				t.Error("the page of the file leads there")
			}
		})
	}
}

// What is said is stored with who and why, ties what cites it, and can be undone; the next
// one comes.
func TestConfirm(t *testing.T) {
	dir, shas := unsureFiles(t, blank("7/KH-SNV", "1/KH-SNV"), blank(), blank())
	s := open(t, dir, clerks(t))
	c := logIn(t, s, "lan")
	_, body := c.get("/confirm")
	for _, want := range []string{"scan-01.pdf", `value="07/KH-SNV"`, `value="/05/2026"`, "Còn 3 tệp",
		"/1/picture.jpg?close=1"} {
		if !strings.Contains(body, want) && !strings.Contains(body, strings.Replace(want, "07/", "7/", 1)) {
			t.Errorf("the first question has no %s", want)
		}
	}
	old, err := s.catalog.SelfOf(t.Context(), shas[0])
	must(t, err)
	resp, _ := c.send("/confirm/f/"+shas[0], c.form("/confirm", "number", "1/KH-SNV", "date", "12/5/2026",
		"type", "Kế hoạch", "issuer", "Sở Nội vụ tỉnh Sơn La", "next", "/confirm?after=number-"+shas[0]))
	if to := resp.Header.Get("Location"); resp.StatusCode != http.StatusSeeOther ||
		to != "/confirm?after=number-"+shas[0]+"&done=1%2C2" {
		t.Fatalf("%d %s", resp.StatusCode, to)
	}
	_, body = c.get(resp.Header.Get("Location"))
	for _, want := range []string{"scan-02.pdf", "01/KH-SNV", "12/05/2026", "Còn 2 tệp", `name="n" value="1"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the next question has no %s", want)
		}
	}
	// What cites it is tied to it, and the old address leads there.
	now, err := s.catalog.SelfOf(t.Context(), shas[0])
	must(t, err)
	if status, body := c.get("/d/" + now); status != http.StatusOK || !strings.Contains(body, "42/KH-UBND") {
		t.Errorf("%s: %d", now, status)
	}
	if resp, _ := get(t, c.h, "/d/"+old, c.with); resp.Header.Get("Location") != "/d/"+now {
		t.Errorf("/d/%s leads to %q", old, resp.Header.Get("Location"))
	}
	s.follow(t.Context())
	if _, body := get(t, c.h, "/search?q=1/KH-SNV", c.with); !strings.Contains(body, shas[0]) {
		t.Error("the index does not know it")
	}
	// One without a number is asked about no more.
	c.send("/confirm/f/"+shas[1], c.form("/confirm/f/"+shas[1], "say", "none"))
	if _, body := c.get("/confirm"); !strings.Contains(body, "scan-03.pdf") || !strings.Contains(body, "Còn 1 tệp") {
		t.Error("the one without a number is asked about again")
	}
	if _, body := c.get("/confirm?after=number-" + shas[2]); !strings.Contains(body, "Đã đến cuối danh sách") {
		t.Error("the list goes on")
	}
	f := c.form("/confirm", "n", "1")
	f.Add("n", "2")
	resp, _ = c.send("/confirm/undo", f)
	if again, _ := s.catalog.SelfOf(t.Context(), shas[0]); resp.StatusCode != http.StatusSeeOther || again != old {
		t.Errorf("taken back: %d, it is %s", resp.StatusCode, again)
	}
	if resp, _ := c.send("/confirm/undo", c.form("/confirm", "n", "1")); resp.StatusCode != http.StatusConflict {
		t.Errorf("taken back twice: %d", resp.StatusCode)
	}
}

// Two clerks at one file: the second is told what the first has said, and keeps what was
// typed. So is who has a page open of a file that is read anew.
func TestConfirmedMeanwhile(t *testing.T) {
	dir, shas := unsureFiles(t, blank(), blank())
	s := open(t, dir, clerks(t))
	lan, minh := logIn(t, s, "lan"), logIn(t, s, "minh")
	file := "/confirm/f/" + shas[0]
	first, second := lan.form(file, "number", "1/KH-SNV"), minh.form(file, "number", "7/KH-SNV", "date", "1/2/2026")
	if resp, _ := lan.send(file, first); resp.StatusCode != http.StatusSeeOther {
		t.Fatal(resp.StatusCode)
	}
	resp, body := minh.send(file, second)
	for _, want := range []string{"lan vừa xác nhận", "01/KH-SNV", `value="7/KH-SNV"`, `value="1/2/2026"`} {
		if resp.StatusCode != http.StatusConflict || !strings.Contains(body, want) {
			t.Errorf("%d, and not told: %s", resp.StatusCode, want)
		}
	}
	resp, body = minh.send(file+"?format=json", second)
	var said struct{ Says string }
	must(t, json.Unmarshal([]byte(body), &said))
	if resp.StatusCode != http.StatusConflict || !strings.Contains(said.Says, "lan vừa xác nhận") {
		t.Errorf("%d %q", resp.StatusCode, said.Says)
	}
	other := "/confirm/f/" + shas[1]
	stale := lan.form(other, "number", "2/KH-SNV")
	c, err := catalog.Open(dir)
	must(t, err)
	info, _, err := c.FileInfo(t.Context(), shas[1])
	must(t, err)
	h := blank("9/KH-SNV")
	f := catalog.File{SHA256: shas[1], Status: catalog.Read, Text: legal.Text{Head: h,
		Pages: []legal.PageInfo{{Width: 595, Height: 842, Source: legal.SourceOCR}}}}
	must(t, c.PutFile(t.Context(), f, catalog.Path{Path: info.Paths[0], Root: filepath.Dir(info.Paths[0])}))
	must(t, pipeline.Resolve(t.Context(), c))
	must(t, c.Close())
	resp, body = lan.send(other, stale)
	for _, want := range []string{"đã được đọc lại", `value="2/KH-SNV"`, "9/KH-SNV"} {
		if resp.StatusCode != http.StatusConflict || !strings.Contains(body, want) {
			t.Errorf("read anew: %d, and not told: %s", resp.StatusCode, want)
		}
	}
	if got := lan.holding(s); len(got) != 1 {
		t.Errorf("stored: %v", got)
	}
}

// While an ingest is at work a correction waits; it is stored when that ends in time, and
// told of when not.
func TestConfirmWaits(t *testing.T) {
	dir, shas := unsureFiles(t, blank())
	for patience, want := range map[time.Duration]int{300 * time.Millisecond: http.StatusServiceUnavailable,
		time.Minute: http.StatusSeeOther} {
		s := open(t, dir, clerks(t), func(c *Config) { c.Patience = patience })
		c := logIn(t, s, "lan")
		file := "/confirm/f/" + shas[0]
		f := c.form(file, "number", "1/KH-SNV")
		release, err := datadir.Lock(dir)
		must(t, err)
		var wg sync.WaitGroup
		wg.Go(func() {
			resp, body := c.send(file, f)
			if resp.StatusCode != want {
				t.Errorf("%d, want %d", resp.StatusCode, want)
			}
			told := strings.Contains(body, "Chưa lưu") && strings.Contains(body, `value="1/KH-SNV"`)
			if want == http.StatusServiceUnavailable && !told {
				t.Error("not told, or lost what was typed")
			}
		})
		if want == http.StatusServiceUnavailable {
			wg.Wait()
			release()
		} else {
			time.Sleep(300 * time.Millisecond)
			release()
			wg.Wait()
		}
	}
	s := open(t, dir)
	if n := len(logIn(t, s, "").holding(s)); n != 1 {
		t.Errorf("%d corrections", n)
	}
}

// What is stored and cannot be worked in is told so, not lost and not called done.
func TestConfirmHalfDone(t *testing.T) {
	dir, shas := unsureFiles(t, blank())
	s := open(t, dir, clerks(t))
	c := logIn(t, s, "lan")
	file := "/confirm/f/" + shas[0]
	f := c.form(file, "number", "1/KH-SNV")
	must(t, os.Rename(filepath.Join(dir, "index"), filepath.Join(dir, "away")))
	must(t, os.WriteFile(filepath.Join(dir, "index"), nil, 0o644))
	if resp, body := c.send(file+"?format=json", f); resp.StatusCode != http.StatusInternalServerError ||
		!strings.Contains(body, "Đã lưu, nhưng") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	if got := c.holding(s); len(got) != 1 {
		t.Errorf("stored: %v", got)
	}
}

// A catalogue that has been replaced or taken away is not written, nor made anew.
func TestConfirmWithoutCatalogue(t *testing.T) {
	dir, shas := unsureFiles(t, blank())
	c := logIn(t, open(t, dir, clerks(t)), "lan")
	file := "/confirm/f/" + shas[0]
	f := c.form(file, "number", "1/KH-SNV")
	path := filepath.Join(dir, catalog.FileName)
	must(t, os.Rename(path, path+".away"))
	if resp, _ := c.send(file+"?format=json", f); resp.StatusCode != http.StatusServiceUnavailable {
		t.Error(resp.StatusCode)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Error("a catalogue was made")
	}
}

// A file that is no longer what was read has no picture, and its text is shown.
func TestConfirmWithoutPicture(t *testing.T) {
	dir, shas := unsureFiles(t, blank())
	must(t, os.WriteFile(filepath.Join(dir, "in", "scan-01.pdf"), []byte("%PDF-1.4\n"), 0o644))
	_, body := logIn(t, open(t, dir, allowed), "").get("/confirm/f/" + shas[0])
	if !strings.Contains(body, "đã thay đổi trên đĩa") || strings.Contains(body, "picture.jpg") {
		t.Error("not told, or a picture of another file")
	}
}

// A citation that was left open means one of its candidates, none of them, or another
// document.
func TestConfirmCitation(t *testing.T) {
	dir, _ := unsureFiles(t)
	for name, test := range map[string]struct {
		values []string
		status int
		n      int
	}{
		"one":           {[]string{"say", "ct-14-ttg-2022"}, http.StatusSeeOther, 1},
		"none":          {[]string{"say", "none"}, http.StatusSeeOther, 2},
		"another":       {[]string{"say", "other", "ref", "43/KH-UBND"}, http.StatusSeeOther, 1},
		"several":       {[]string{"say", "other", "ref", "14/CT-TTg"}, http.StatusConflict, 0},
		"no such":       {[]string{"say", "ct-1"}, http.StatusConflict, 0},
		"nothing said":  {nil, http.StatusConflict, 0},
		"another state": {[]string{"say", "none", "state", "x"}, http.StatusConflict, 0},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			must(t, os.CopyFS(data, os.DirFS(dir)))
			s := open(t, data, clerks(t))
			c := logIn(t, s, "lan")
			open, err := s.catalog.OpenQuestions(t.Context())
			must(t, err)
			if len(open) != 1 {
				t.Fatalf("%d citations are open", len(open))
			}
			address := fmt.Sprintf("/confirm/c/%s/%d", open[0].File, open[0].Index+1)
			if _, body := c.get("/confirm/c"); !strings.Contains(body, address) {
				t.Error("the list does not ask about it")
			}
			resp, _ := c.send(address, c.form(address, test.values...))
			if got := c.holding(s); resp.StatusCode != test.status || len(got) != test.n {
				t.Errorf("%d, %v", resp.StatusCode, got)
			}
			open, err = s.catalog.OpenQuestions(t.Context())
			must(t, err)
			if (len(open) == 0) != (test.n > 0) {
				t.Errorf("%d citations are open", len(open))
			}
		})
	}
}

// What may be the number comes from several sides: what both handwriting and those that
// cite say stands before what either says, and once.
func TestGuesses(t *testing.T) {
	read := []legal.Guess{{Number: "7/KH", Confidence: .5}, {Number: "1/KH", Confidence: .3}}
	may := func(number string, day int) audit.Perhaps {
		return audit.Perhaps{Reasons: []legal.Message{legal.Say(legal.PerhapsTitle)},
			About: legal.Document{Number: number, Date: legal.Date{Year: 2026, Month: 5, Day: day}}}
	}
	perhaps := []audit.Perhaps{may("9/KH", 2), may("1/KH", 12), may("1/KH", 13)}
	for name, test := range map[string]struct {
		told    legal.Document
		perhaps []audit.Perhaps
		want    string
	}{
		"read alone":             {legal.Document{}, nil, "7/KH  1/KH "},
		"read and cited":         {legal.Document{}, perhaps, "1/KH 12/05/2026 7/KH  9/KH 02/05/2026 1/KH 13/05/2026"},
		"told by those who cite": {legal.Document{Number: "3/KH"}, nil, "3/KH  7/KH  1/KH "},
	} {
		var got []string
		for _, g := range guessesOf(test.told, read, test.perhaps) {
			got = append(got, g.Number+" "+g.Date)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s: %q, want %q", name, s, test.want)
		}
	}
}
