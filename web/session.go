package web

import (
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// A session ends so long after its last page, and so long after the login.
const (
	sessionIdle = 8 * time.Hour
	sessionLife = 24 * time.Hour
	maxSessions = 10_000
)

const sessionCookie = "danchieu_session"

// sessions are those who are logged in, by the hash of what their cookie says. A
// restart ends them all.
type sessions struct {
	mu  sync.Mutex
	all map[[sha256.Size]byte]*session
}

type session struct {
	user        string
	since, last time.Time
}

func newSessions() *sessions { return &sessions{all: map[[sha256.Size]byte]*session{}} }

func (s *sessions) begin(user string) (token string) {
	token = rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.all) >= maxSessions {
		for k := range s.all { // any: those who are at work log in again
			delete(s.all, k)
			break
		}
	}
	now := time.Now()
	s.all[sha256.Sum256([]byte(token))] = &session{user, now, now}
	return token
}

func (s *sessions) user(token string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := sha256.Sum256([]byte(token))
	found := s.all[k]
	if found == nil || found.over(time.Now()) {
		delete(s.all, k)
		return ""
	}
	found.last = time.Now()
	return found.user
}

func (s *session) over(now time.Time) bool {
	return now.Sub(s.last) > sessionIdle || now.Sub(s.since) > sessionLife
}

func (s *sessions) end(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.all, sha256.Sum256([]byte(token)))
}

func (s *sessions) sweep() {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	for k, v := range s.all {
		if v.over(now) {
			delete(s.all, k)
		}
	}
}

// throttle slows guessing. Whoever has failed freeTries times waits, twice as long
// after each further failure; an address and a user are counted apart, so that
// neither many names from one address nor many addresses for one name get far.
type throttle struct {
	mu     sync.Mutex
	failed map[string]*failures
	now    func() time.Time
	hash   chan struct{} // comparing takes a tenth of a second of a processor
}

type failures struct {
	count int
	until time.Time // no try before
	last  time.Time
}

const (
	freeTries   = 5
	longestWait = 15 * time.Minute
	forgotten   = time.Hour
	maxFailures = 50_000
)

func newThrottle() *throttle {
	return &throttle{failed: map[string]*failures{}, now: time.Now, hash: make(chan struct{}, 2)}
}

// wait returns how long to wait before the next try under any of the keys.
func (t *throttle) wait(keys ...string) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	longest := time.Duration(0)
	for _, k := range keys {
		if f := t.failed[k]; f != nil {
			longest = max(longest, f.until.Sub(t.now()))
		}
	}
	return longest
}

// fail counts a wrong password. It is counted before the password is looked at, so
// that a thousand tries at once are not free, and taken back by succeed.
func (t *throttle) fail(keys ...string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	if len(t.failed) > maxFailures {
		for k, f := range t.failed {
			if now.Sub(f.last) > forgotten || len(t.failed) > 2*maxFailures {
				delete(t.failed, k)
			}
		}
	}
	for _, k := range keys {
		f := t.failed[k]
		if f == nil || now.Sub(f.last) > forgotten {
			f = &failures{}
			t.failed[k] = f
		}
		f.count++
		f.last = now
		if f.count >= freeTries {
			f.until = now.Add(min(longestWait, time.Second<<min(f.count-freeTries, 20)))
		}
	}
}

func (t *throttle) succeed(keys ...string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, k := range keys {
		delete(t.failed, k)
	}
}

// admit finds out who asks. Without users everybody is admitted; else only those
// who are logged in, save to the login itself, its assets, and for programs on this
// machine that ask how the server is.
func (s *Server) admit(r *request) error {
	if s.cfg.Users == nil {
		return nil
	}
	if c, err := r.Cookie(s.cookieName()); err == nil {
		r.user = s.sessions.user(c.Value)
	}
	path := r.URL.Path
	switch {
	case r.user != "", path == "/login", strings.HasPrefix(path, "/a/"):
		return nil
	case path == "/healthz" || path == "/readyz" || path == "/metrics":
		if s.from(r.Request).IsLoopback() {
			return nil
		}
	case strings.HasPrefix(path, "/api/"):
		return s.admitProgram(r)
	}
	if r.Method == http.MethodGet {
		r.redirect("/login" + question(url.Values{"next": {r.URL.RequestURI()}}))
		return problem{status: http.StatusSeeOther}
	}
	r.send(http.StatusForbidden, "text/plain; charset=utf-8", []byte(r.tell(legal.Say(legal.LogInFirst))+"\n"))
	return problem{status: http.StatusForbidden}
}

// admitProgram admits a program by the name and password it sends (RFC 7617).
func (s *Server) admitProgram(r *request) error {
	name, password, ok := r.BasicAuth()
	if ok {
		err := s.try(r, name, password)
		if err == nil {
			r.user = name
			return nil
		}
		if p := asProblem(err); p.status == http.StatusTooManyRequests {
			return err
		}
	}
	r.w.Header().Set("WWW-Authenticate", `Basic realm="danchieu", charset="UTF-8"`)
	return problem{http.StatusUnauthorized, legal.Say(legal.LogInFirst), nil}
}

// try compares a password, slowly for those who guess.
func (s *Server) try(r *request, name, password string) error {
	from := s.from(r.Request)
	if from.Is6() { // a house has a whole network of them
		if p, err := from.Prefix(64); err == nil {
			from = p.Addr()
		}
	}
	keys := []string{"from " + from.String(), "user " + cutBytes(name, 64)}
	if wait := s.guesses.wait(keys...); wait > 0 {
		s.metrics.throttled.Add(1)
		return tooMany(r, wait)
	}
	s.guesses.fail(keys...)
	select {
	case s.guesses.hash <- struct{}{}:
		defer func() { <-s.guesses.hash }()
	case <-r.ctx.Done():
		return r.ctx.Err()
	}
	if !s.cfg.Users.knows(name, password) {
		s.metrics.wrong.Add(1)
		return errWrong
	}
	s.guesses.succeed(keys...)
	return nil
}

var errWrong = problem{http.StatusUnauthorized, legal.Say(legal.WrongLogin), nil}

func tooMany(r *request, wait time.Duration) error {
	seconds := int(wait/time.Second) + 1
	r.w.Header().Set("Retry-After", strconv.Itoa(seconds))
	return problem{http.StatusTooManyRequests, legal.Say(legal.TooManyTries, seconds), nil}
}

func cutBytes(s string, n int) string { return s[:min(len(s), n)] }

// cookieName has the prefix that binds a cookie to this host, where there is TLS.
func (s *Server) cookieName() string {
	if s.cfg.TLS {
		return "__Host-" + sessionCookie
	}
	return sessionCookie
}

func (s *Server) setCookie(r *request, token string, age int) {
	http.SetCookie(r.w, &http.Cookie{Name: s.cookieName(), Value: token, Path: "/", MaxAge: age, HttpOnly: true, Secure: s.cfg.TLS, SameSite: http.SameSiteLaxMode})
}

type loginBody struct {
	Next, Name, Says string
}

func (s *Server) loginPage(r *request) error {
	if s.cfg.Users == nil {
		return errNotFound
	}
	return r.show("login", r.say("Đăng nhập", "Log in"), loginBody{Next: r.URL.Query().Get("next")})
}

func (s *Server) login(r *request) error {
	if s.cfg.Users == nil {
		return errNotFound
	}
	if err := r.ParseForm(); err != nil {
		return errBad
	}
	name, password, next := r.PostForm.Get("name"), r.PostForm.Get("password"), r.PostForm.Get("next")
	err := s.try(r, name, password)
	if err != nil {
		p := asProblem(err)
		if p.status != http.StatusUnauthorized && p.status != http.StatusTooManyRequests {
			return err
		}
		return r.showAs(p.status, "login", r.say("Đăng nhập", "Log in"), loginBody{next, cutBytes(name, 64), r.tell(p.says)})
	}
	if c, err := r.Cookie(s.cookieName()); err == nil {
		s.sessions.end(c.Value)
	}
	s.setCookie(r, s.sessions.begin(name), int(sessionLife/time.Second))
	r.user = name
	r.redirect(next)
	return nil
}

func (s *Server) logout(r *request) error {
	if c, err := r.Cookie(s.cookieName()); err == nil {
		s.sessions.end(c.Value)
	}
	s.setCookie(r, "", -1)
	r.user = ""
	r.redirect("/login")
	return nil
}

// Loopback reports whether an address reaches this machine alone.
func Loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && a.IsLoopback()
}
