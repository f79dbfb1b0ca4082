package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/pgtest"
)

// machine is a server of a test, with a folder of its own.
type machine struct {
	t       *testing.T
	home    string // address of its pages
	process *os.Process
	client  *http.Client
}

// serving starts a machine that is given the address of a database alone.
func serving(t *testing.T, database string) machine {
	t.Helper()
	c := exec.Command("danchieu", "serve", "--data", database, "--local", t.TempDir(), "--listen", "127.0.0.1:0", "--no-access-log")
	c.Stderr = os.Stderr
	says, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	})
	home, err := bufio.NewReader(says).ReadString('\n')
	must(t, err)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return machine{t: t, home: strings.TrimSuffix(strings.TrimSpace(home), "/"), process: c.Process, client: client}
}

// get asks for a page in a session, and returns status and body.
func (m machine) get(path string, session *http.Cookie) (int, string) {
	m.t.Helper()
	r, err := http.NewRequest(http.MethodGet, m.home+path, nil)
	must(m.t, err)
	return m.do(r, session)
}

func (m machine) post(path string, form url.Values, session *http.Cookie) (int, string) {
	m.t.Helper()
	r, err := http.NewRequest(http.MethodPost, m.home+path, strings.NewReader(form.Encode()))
	must(m.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return m.do(r, session)
}

func (m machine) do(r *http.Request, session *http.Cookie) (int, string) {
	m.t.Helper()
	if session != nil {
		r.AddCookie(session)
	}
	resp, err := m.client.Do(r)
	must(m.t, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	must(m.t, err)
	return resp.StatusCode, string(b)
}

func (m machine) login(name, password string) *http.Cookie {
	m.t.Helper()
	resp, err := m.client.PostForm(m.home+"/login", url.Values{"name": {name}, "password": {password}, "next": {"/"}})
	must(m.t, err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther || len(resp.Cookies()) != 1 {
		m.t.Fatalf("login: %d", resp.StatusCode)
	}
	return resp.Cookies()[0]
}

// readiness is what /readyz says.
type readiness struct {
	Ready         bool
	Catalogue_seq int64
	Index_seq     int64
	Behind        *int64
	Says          string
}

func (m machine) ready() (r readiness) {
	m.t.Helper()
	_, body := m.get("/readyz", nil)
	must(m.t, json.Unmarshal([]byte(body), &r))
	return r
}

// upTo waits until the index of a machine is that of a state of the catalogue, and returns which.
func (m machine) upTo(least int64) int64 {
	m.t.Helper()
	var r readiness
	for range 300 {
		if r = m.ready(); r.Ready && r.Behind != nil && *r.Behind == 0 && r.Catalogue_seq >= least {
			return r.Catalogue_seq
		}
		time.Sleep(100 * time.Millisecond)
	}
	m.t.Fatalf("not up to %d: %+v", least, r)
	return 0
}

// TestMany lets several machines serve one catalogue in PostgreSQL: whoever is logged in at one is
// so at all, all give the same answers, what is ingested or said on one is seen on the others, one
// that dies is missed by nobody, and a new one needs the address alone.
func TestMany(t *testing.T) {
	server := pgtest.Start(t, 0)
	database := server.Database(t)
	plans, err := filepath.Abs("../../testdata/plans")
	must(t, err)
	elsewhere := t.TempDir() // the machine that ingests
	first := serving(t, database)
	if r := first.ready(); r.Ready || r.Says == "" {
		t.Errorf("ready without a catalogue: %+v", r)
	}
	danchieu(t, exitFailures, "ingest", "--no-ocr", "--data", database, "--local", elsewhere, plans)
	add := exec.Command("danchieu", "serve", "--add-user", "lan", "--role", "corrector", "--data", database, "--local", elsewhere)
	add.Stdin = strings.NewReader("mật khẩu của Lan\n")
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	must(t, first.process.Kill()) // it knew of no users

	a, b := serving(t, database), serving(t, database)
	seq := a.upTo(1)
	b.upTo(seq)
	session := a.login("lan", "mật khẩu của Lan")
	for _, m := range []machine{a, b} {
		if status, _ := m.get("/audit", nil); status != http.StatusSeeOther {
			t.Errorf("without a session: %d", status)
		}
	}
	same := func(path string) string {
		t.Helper()
		status, here := a.get(path, session)
		other, there := b.get(path, session)
		if diff := cmp.Diff(here, there); diff != "" || status != http.StatusOK || other != status {
			t.Errorf("%s: %d and %d (-one +other):\n%s", path, status, other, diff)
		}
		return here
	}
	for _, path := range []string{"/api/v1/search?q=dạy+thêm", "/api/v1/search?q=93-NQ/TW&sort=date", "/api/v1/show?ref=93-NQ/TW",
		"/api/v1/trace?ref=93-NQ/TW&way=down", "/api/v1/audit", "/api/v1/wanted", "/api/v1/runs", "/d/nq-93-tw-k13"} {
		same(path)
	}

	folder := t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "moi.txt"), []byte("Thực hiện Nghị quyết số 93-NQ/TW ngày 14/11/2022 của Bộ Chính trị về khoai sọ;"), 0o644))
	danchieu(t, exitDone, "ingest", "--data", database, "--local", elsewhere, folder)
	a.upTo(seq + 1)
	seq = b.upTo(seq + 1)
	if body := same("/api/v1/search?q=khoai+sọ"); !strings.Contains(body, "moi.txt") {
		t.Errorf("what was ingested elsewhere: %s", body)
	}

	// A form that one server has shown is taken by the other, and what it says is seen at both.
	_, page := b.get("/audit", session)
	key := regexp.MustCompile(`name="key" value="([^"]+)"`).FindStringSubmatch(page)
	token := regexp.MustCompile(`name="token" value="([^"]+)"`).FindStringSubmatch(page)
	if key == nil || token == nil {
		t.Fatalf("no form of a mark: %s", page)
	}
	form := url.Values{"key": {key[1]}, "is": {"right"}, "why": {"đã xem bản giấy"}, "token": {token[1]}}
	if status, body := a.post("/mark", form, session); status != http.StatusSeeOther {
		t.Errorf("a mark: %d %s", status, body)
	}
	if body := same("/api/v1/audit"); !strings.Contains(body, "đã xem bản giấy") {
		t.Error("the mark is not seen")
	}
	danchieu(t, exitDone, "decide", "418/KH-SGDĐT", "title=khoai môn", "--by", "lan", "--why", "b", "--data", database, "--local", elsewhere)
	a.upTo(seq + 1)
	seq = b.upTo(seq + 1)
	if body := same("/api/v1/search?q=khoai+môn"); !strings.Contains(body, "khoai môn") {
		t.Errorf("what was said elsewhere: %s", body)
	}

	must(t, a.process.Kill())
	if status, _ := b.get("/audit", session); status != http.StatusOK {
		t.Errorf("after the other has died: %d", status)
	}
	fresh := serving(t, database)
	fresh.upTo(seq)
	a = fresh
	same("/api/v1/search?q=khoai")
	same("/api/v1/audit")
	server.Kill(t)
	for end := time.Now().Add(10 * time.Second); b.ready().Ready && time.Now().Before(end); {
		time.Sleep(100 * time.Millisecond) // what answers for the server outlives it a moment
	}
	for _, path := range []string{"/readyz", "/audit", "/search?q=khoai", "/api/v1/wanted"} {
		if status, body := b.get(path, session); status != http.StatusServiceUnavailable {
			t.Errorf("%s without the database: %d %.200s", path, status, body)
		}
	}
	server.Restart(t)
	fresh.upTo(seq)
	b.upTo(seq)
	same("/api/v1/search?q=khoai")
	if status, _ := b.post("/logout", nil, session); status != http.StatusSeeOther {
		t.Errorf("logout: %d", status)
	}
	if status, _ := fresh.get("/audit", session); status != http.StatusSeeOther {
		t.Errorf("logged out at the other: %d", status)
	}
	out := danchieu(t, exitDone, "search", "khoai", "--data", database, "--local", t.TempDir())
	if !strings.Contains(out, "moi.txt") || !strings.Contains(out, "making the index") {
		t.Errorf("search on a machine without an index: %s", out)
	}
}
