package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"

	"golang.org/x/crypto/bcrypt"

	"github.com/danchieu/danchieu/web/auth"
)

const password = "mật khẩu của Lan"

// withUsers lets lan in, with a cheap hash.
func withUsers(t testing.TB) func(*Config) {
	t.Helper()
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	must(t, err)
	u, err := auth.ReadUsers(strings.NewReader("# those who may\n\nlan:" + string(hash) + "\n"))
	must(t, err)
	return func(c *Config) { c.Users = u }
}

func afar(r *http.Request) { r.RemoteAddr = "203.0.113.9:1234" }

// Without a user there is nothing but the login and what it is made of.
func TestNothingWithoutLogin(t *testing.T) {
	s := openPlans(t, withUsers(t))
	h := s.Handler()
	sha := shaOf(t, s, "kh-112-pgddt.pdf")
	more := []string{"/metrics", "/readyz", "/healthz", "/api/v1/search?q=a", "/api/v1/openapi.json", "/suggest?q=93",
		"/confirm", "/confirm/f/" + sha, "/confirm/c", "/confirm/c/" + sha + "/1", "/confirm/undo", "/check", "/api/v1/check",
		"/f/" + sha + "/original", "/f/" + sha + "/1/picture.jpg", "/d/nq-93-tw-k13/chain.svg", "/d/nq-93-tw-k13/bundle.zip",
		"/login/../audit", "//audit", "/a/../audit", "/a/x/..%2f..%2faudit", "/%61udit", "/LOGIN", "/login/"}
	for _, address := range append(pagesOf(t, s), more...) {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "OPTIONS"} {
			resp, body := get(t, h, address, afar, func(r *http.Request) { r.Method = method })
			if resp.StatusCode == http.StatusOK {
				t.Errorf("%s %s: %d", method, address, resp.StatusCode)
			}
			if strings.Contains(body, "93-NQ") || strings.Contains(body, "danchieu_") {
				t.Errorf("%s %s tells something", method, address)
			}
		}
	}
	resp, body := get(t, h, "/audit?severity=error", afar)
	if resp.StatusCode != http.StatusSeeOther ||
		resp.Header.Get("Location") != "/login?next=%2Faudit%3Fseverity%3Derror" || body != "" {
		t.Errorf("%d %s", resp.StatusCode, resp.Header.Get("Location"))
	}
	if resp, body := get(t, h, "/login", afar); resp.StatusCode != http.StatusOK ||
		!strings.Contains(body, `name="password"`) || strings.Contains(body, "menu") {
		t.Errorf("no login: %d", resp.StatusCode)
	}
	if resp, _ := get(t, h, "/a/"+s.pages.sums["style.css"]+"/style.css", afar); resp.StatusCode != http.StatusOK {
		t.Errorf("no style: %d", resp.StatusCode)
	}
	for _, address := range []string{"/healthz", "/metrics"} {
		if resp, _ := get(t, h, address); resp.StatusCode != http.StatusOK {
			t.Errorf("%s from this machine: %d", address, resp.StatusCode)
		}
	}
}

func post(t testing.TB, h http.Handler, form url.Values, change ...func(*http.Request)) *http.Response {
	t.Helper()
	r := httptest.NewRequest("POST", "/login", strings.NewReader(form.Encode()))
	r.Host, r.RemoteAddr = "localhost", "203.0.113.9:1234"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, f := range change {
		f(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func form(name, password, next string) url.Values {
	return url.Values{"name": {name}, "password": {password}, "next": {next}}
}

func TestLogin(t *testing.T) {
	s := openPlans(t, withUsers(t))
	h := s.Handler()
	resp := post(t, h, form("lan", password, "/audit"))
	if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/audit" || len(resp.Cookies()) != 1 {
		t.Fatalf("%d %v", resp.StatusCode, resp.Header)
	}
	c := resp.Cookies()[0]
	if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
		t.Errorf("cookie: %v", c)
	}
	with := func(r *http.Request) { r.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value}) }
	if resp, body := get(t, h, "/d/nq-93-tw-k13", afar, with); resp.StatusCode != http.StatusOK ||
		!strings.Contains(body, "93-NQ/TW") {
		t.Errorf("logged in: %d", resp.StatusCode)
	}
	for _, next := range []string{"//evil.example/", "https://evil.example/", `/\evil.example`, "evil", ""} {
		if to := post(t, h, form("lan", password, next)).Header.Get("Location"); to != "/" {
			t.Errorf("%q leads to %q", next, to)
		}
	}
	// A page elsewhere cannot log anybody in or out.
	if resp := post(t, h, form("lan", password, "/"),
		func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }); resp.StatusCode != http.StatusForbidden {
		t.Errorf("from elsewhere: %d", resp.StatusCode)
	}
	if resp := post(t, h, url.Values{}, with,
		func(r *http.Request) { r.URL.Path, r.RequestURI = "/logout", "/logout" }); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("logging out: %d", resp.StatusCode)
	}
	if resp, _ := get(t, h, "/audit", afar, with); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("after the end: %d", resp.StatusCode)
	}
	if resp, _ := get(t, h, "/api/v1/runs", afar,
		func(r *http.Request) { r.SetBasicAuth("lan", password) }); resp.StatusCode != http.StatusOK {
		t.Errorf("a program: %d", resp.StatusCode)
	}
	if resp, _ := get(t, h, "/audit", afar,
		func(r *http.Request) { r.SetBasicAuth("lan", password) }); resp.StatusCode == http.StatusOK {
		t.Error("a page for a program")
	}
}

// A thousand guesses are slowed down: from one address, at one user from many
// addresses, all at once, and through the programs' door as well.
func TestGuessing(t *testing.T) {
	for name, guess := range map[string]func(h http.Handler, i int) int{
		"one address": func(h http.Handler, i int) int {
			return post(t, h, form(fmt.Sprint("user", i), "guess", "")).StatusCode
		},
		"one user": func(h http.Handler, i int) int {
			return post(t, h, form("lan", fmt.Sprint("guess", i), ""),
				func(r *http.Request) { r.RemoteAddr = fmt.Sprintf("198.51.%d.%d:1", i/250, i%250) }).StatusCode
		},
		"one network": func(h http.Handler, i int) int {
			return post(t, h, form(fmt.Sprint("user", i), "guess", ""),
				func(r *http.Request) { r.RemoteAddr = fmt.Sprintf("[2001:db8::%x]:1", i+1) }).StatusCode
		},
		"a program": func(h http.Handler, i int) int {
			resp, _ := get(t, h, "/api/v1/runs", afar, func(r *http.Request) {
				r.SetBasicAuth("lan", fmt.Sprint("guess", i))
			})
			return resp.StatusCode
		},
	} {
		s := openPlans(t, withUsers(t))
		h := s.Handler()
		var mu sync.Mutex
		var wg sync.WaitGroup
		count := map[int]int{}
		for i := range 1000 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				status := guess(h, i)
				mu.Lock()
				count[status]++
				mu.Unlock()
			}()
			if i%50 == 49 {
				wg.Wait()
			}
		}
		wg.Wait()
		if count[http.StatusTooManyRequests] < 900 || count[http.StatusSeeOther] > 0 || count[http.StatusOK] > 0 {
			t.Errorf("%s: %v", name, count)
		}
		if s.metrics.wrong.Get() > 60 {
			t.Errorf("%s: %d passwords were compared", name, s.metrics.wrong.Get())
		}
	}
}

// Behind a proxy only the proxy is answered, and it alone says who asks.
func TestProxy(t *testing.T) {
	var seen []Access
	s := openPlans(t, func(c *Config) {
		c.Proxy, c.Log = netip.MustParseAddr("10.0.0.1"), func(a Access) { seen = append(seen, a) }
	})
	h := s.Handler()
	from := func(address string, forwarded ...string) func(*http.Request) {
		return func(r *http.Request) {
			r.RemoteAddr = address
			for _, f := range forwarded {
				r.Header.Add("X-Forwarded-For", f)
			}
		}
	}
	if resp, _ := get(t, h, "/", from("10.0.0.2:1", "10.0.0.1")); resp.StatusCode != http.StatusForbidden {
		t.Errorf("another machine: %d", resp.StatusCode)
	}
	if resp, _ := get(t, h, "/", from("10.0.0.1:1", "127.0.0.1, 192.0.2.7",
		"127.0.0.1, 192.0.2.8")); resp.StatusCode != http.StatusOK {
		t.Errorf("the proxy: %d", resp.StatusCode)
	}
	if len(seen) != 2 || seen[0].From != "10.0.0.2" || seen[1].From != "192.0.2.8" {
		t.Errorf("%+v", seen)
	}
}

// A page elsewhere cannot use another name of this machine.
func TestHosts(t *testing.T) {
	h := openPlans(t, func(c *Config) { c.Hosts = []string{"localhost", "127.0.0.1", "::1"} }).Handler()
	for host, want := range map[string]int{"localhost": 200, "localhost:8080": 200, "127.0.0.1:8080": 200,
		"[::1]:8080": 200, "LOCALHOST": 200, "evil.example": 421, "evil.example:8080": 421, "": 421} {
		if resp, _ := get(t, h, "/help", func(r *http.Request) { r.Host = host }); resp.StatusCode != want {
			t.Errorf("%q: %d, want %d", host, resp.StatusCode, want)
		}
	}
}
