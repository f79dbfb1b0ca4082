package web

import (
	"fmt"

	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// listening serves on a port of this machine.
func listening(t *testing.T, h http.Handler) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	srv := NewHTTP(h)
	go srv.Serve(l)
	t.Cleanup(func() { srv.Close() })
	return l.Addr().String()
}

// Clients that send or read slowly keep nobody waiting, however many they are.
func TestSlowClients(t *testing.T) {
	s := openPlans(t, withUsers(t))
	address := listening(t, s.Handler())
	for range 2 * most {
		c, err := net.Dial("tcp", address)
		must(t, err)
		defer c.Close()
		fmt.Fprintf(c, "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nname=")
	}
	client := http.Client{Timeout: 3 * time.Second}
	resp, err := client.Get("http://" + address + "/healthz")
	must(t, err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("beside slow senders: %d", resp.StatusCode)
	}
	large, err := client.Post("http://"+address+"/login", "application/x-www-form-urlencoded",
		strings.NewReader(strings.Repeat("a", maxBody+1)))
	must(t, err)
	large.Body.Close()
	if large.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("a large body: %d", large.StatusCode)
	}
}

// blocked is a client that does not read.
type blocked struct {
	http.ResponseWriter
	began, goOn chan struct{}
}

func (b blocked) Write(p []byte) (int, error) {
	b.began <- struct{}{}
	<-b.goOn
	return len(p), nil
}

// Who reads an answer slowly has no place among the requests at work; originals have places
// of their own.
func TestSlowReaders(t *testing.T) {
	s := openPlans(t)
	h := s.Handler()
	b := blocked{httptest.NewRecorder(), make(chan struct{}), make(chan struct{})}
	sha := shaOf(t, s, "kh-52-ubnd.pdf")
	for i, address := range []string{"/help", "/f/" + sha + "/original"} {
		done := make(chan struct{})
		go func() {
			r := httptest.NewRequest("GET", address, nil)
			r.Host = "localhost"
			h.ServeHTTP(b, r)
			close(done)
		}()
		<-b.began
		if len(s.slots) != 0 || len(s.downloads) != i {
			t.Errorf("%s: %d at work, %d downloads", address, len(s.slots), len(s.downloads))
		}
		go func() {
			for {
				select {
				case <-b.began:
				case <-done:
					return
				}
			}
		}()
		for open := true; open; {
			select {
			case b.goOn <- struct{}{}:
			case <-done:
				open = false
			}
		}
	}
	if len(s.slots)+len(s.downloads) != 0 || s.metrics.atWork.Get() != 0 {
		t.Error("places are left taken")
	}
}

// Behind a proxy nobody is this machine but who it says is, and TLS is what it speaks.
func TestBehindProxy(t *testing.T) {
	s := openPlans(t, withUsers(t), func(c *Config) { c.Proxy = netip.MustParseAddr("127.0.0.1") })
	h := s.Handler()
	for forwarded, open := range map[string]bool{"192.0.2.7:4711": false, "unknown": false, "192.0.2.7": false,
		"[2001:db8::1]:80": false, "2001:db8::1": false, "127.0.0.1": true, "127.0.0.1:99": true, "[::1]": true} {
		resp, _ := get(t, h, "/metrics", func(r *http.Request) { r.Header.Set("X-Forwarded-For", forwarded) })
		if got := resp.StatusCode == http.StatusOK; got != open {
			t.Errorf("%s: %d", forwarded, resp.StatusCode)
		}
	}
	resp := post(t, h, form("lan", password, "/"), func(r *http.Request) {
		r.RemoteAddr = "127.0.0.1:1"
		r.Header.Set("X-Forwarded-For", "192.0.2.7")
		r.Header.Set("X-Forwarded-Proto", "https")
	})
	cookies := resp.Cookies()
	if len(cookies) != 1 || !cookies[0].Secure || !strings.HasPrefix(cookies[0].Name, "__Host-") ||
		resp.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("over TLS: %v", cookies)
	}
	for proto, warns := range map[string]bool{"https": false, "http": true} {
		_, body := get(t, h, "/login", func(r *http.Request) {
			r.Header.Set("X-Forwarded-For", "192.0.2.7")
			r.Header.Set("X-Forwarded-Proto", proto)
		})
		if strings.Contains(body, "không mã hóa") != warns {
			t.Errorf("%s: warns %v", proto, !warns)
		}
	}
}

func TestIsOurs(t *testing.T) {
	for address, want := range map[string]bool{"/": true, "/search?q=a%2Fb": true, "/f/aa/1?c=2&w=ab#c2": true,
		"": false, "search": false, "//evil.example": false, `/\evil.example`: false, "/\t/evil.example": false,
		"/\n/evil.example": false, "https://evil.example": false, "javascript:alert(1)": false, "/%zz": false} {
		if got := isOurs(address); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}

// What costs much is not for the pages of other sites to ask; a link there leads here.
func TestFromElsewhere(t *testing.T) {
	h := openPlans(t).Handler()
	for _, tt := range []struct {
		site, mode, dest string
		want             int
	}{
		{"cross-site", "navigate", "document", 200}, {"cross-site", "no-cors", "image", 403}, {"", "", "", 200},
		{"cross-site", "navigate", "iframe", 403}, {"cross-site", "cors", "empty", 403}, {"same-origin", "cors", "empty", 200},
		{"none", "navigate", "document", 200},
	} {
		resp, _ := get(t, h, "/search?q=93-NQ/TW", func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", tt.site)
			r.Header.Set("Sec-Fetch-Mode", tt.mode)
			r.Header.Set("Sec-Fetch-Dest", tt.dest)
		})
		if resp.StatusCode != tt.want {
			t.Errorf("%+v: %d", tt, resp.StatusCode)
		}
	}
}

// What openapi.json does not allow is refused.
func TestParameters(t *testing.T) {
	h := openPlans(t).Handler()
	for address, want := range map[string]int{
		"/api/v1/search?q=93-NQ/TW&limit=x": 400, "/api/v1/search?q=93-NQ/TW&limit=-1": 400,
		"/api/v1/search?q=93-NQ/TW&limit=5": 200, "/api/v1/search?q=93-NQ/TW&limit=": 200,
		"/api/v1/search?q=93-NQ/TW&sort=size": 400, "/api/v1/search?q=93-NQ/TW&sort=date": 200,
		"/api/v1/trace?ref=93-NQ/TW&depth=51": 400, "/api/v1/trace?ref=93-NQ/TW&depth=2": 200,
		"/api/v1/trace?ref=93-NQ/TW&way=sideways": 400, "/api/v1/trace?ref=93-NQ/TW&relation=loves": 400,
		"/api/v1/show?ref=93-NQ/TW&year=now": 400, "/api/v1/runs?limit=1.5": 400,
		"/api/v1/search?q=" + strings.Repeat("a", 501): 400, "/search?q=93-NQ/TW&sort=size": 200,
	} {
		if resp, body := get(t, h, address); resp.StatusCode != want {
			t.Errorf("%.60s: %d, want %d: %.200s", address, resp.StatusCode, want, body)
		}
	}
	if len(promised()["/api/v1/search"]) < 8 {
		t.Error("the parameters are not read")
	}
}

// Five wrong passwords of a stranger do not keep the user out.
func TestStrangerGuesses(t *testing.T) {
	h := openPlans(t, withUsers(t)).Handler()
	from := func(address string) func(*http.Request) { return func(r *http.Request) { r.RemoteAddr = address } }
	for range 6 {
		post(t, h, form("lan", "guess", ""), from("203.0.113.9:1"))
	}
	if resp := post(t, h, form("lan", password, "/"), from("198.51.100.7:1")); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("the user: %d", resp.StatusCode)
	}
}

// Programs elsewhere are not told where on the server files lie.
func TestNoServerPaths(t *testing.T) {
	h := openPlans(t).Handler()
	root, err := filepath.Abs("../testdata/plans")
	must(t, err)
	for _, address := range []string{
		"search?q=93-NQ/TW", "search?q=kế+hoạch", "show?ref=93-NQ/TW", "trace?ref=93-NQ/TW&way=both", "audit", "wanted", "runs",
		"acted?ref=93-NQ/TW", "path?from=61/KH-UBND&to=93-NQ/TW", "body?ref=UBND+tỉnh+Hải+Dương",
	} {
		resp, body := get(t, h, "/api/v1/"+strings.ReplaceAll(address, " ", "+"))
		if i := strings.Index(body, root); i >= 0 {
			t.Errorf("%s (%d): %.300s", address, resp.StatusCode, body[max(0, i-150):])
		}
	}
}
