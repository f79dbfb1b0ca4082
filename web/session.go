package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/web/auth"
)

const sessionCookie = "danchieu_session"

// authenticate finds out who asks. Without users everybody is let in; else only those
// who are logged in, save to the login itself, its assets, and for programs on this
// machine that ask how the server is.
func (s *Server) authenticate(r *request) error {
	if s.cfg.Users == nil {
		return nil
	}
	if c, err := r.Cookie(s.cookieName(r)); err == nil {
		if r.user, err = s.sessions.User(r.ctx, s.cfg.Users, c.Value); err != nil {
			return errDatabase(err)
		}
	}
	path := r.URL.Path
	switch {
	case r.user != "", path == "/login", strings.HasPrefix(path, "/a/"):
		return nil
	case path == "/healthz" || path == "/readyz" || path == "/metrics":
		if s.from(r.Request).IsLoopback() {
			return nil
		}
	case strings.HasPrefix(path, "/api/"), path == "/feed.atom":
		return s.authenticateProgram(r)
	}
	if r.Method == http.MethodGet {
		r.redirect("/login" + queryString(url.Values{"next": {r.URL.RequestURI()}}))
		return problem{status: http.StatusSeeOther}
	}
	r.send(http.StatusForbidden, "text/plain; charset=utf-8", []byte(r.tell(legal.Say(legal.LogInFirst))+"\n"))
	return problem{status: http.StatusForbidden}
}

// authenticateProgram lets a program in by the name and password it sends (RFC 7617).
func (s *Server) authenticateProgram(r *request) error {
	name, password, ok := r.BasicAuth()
	if ok {
		err := s.enter(r, name, password)
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

// enter compares a password.
func (s *Server) enter(r *request, name, password string) error {
	err := s.gate.Enter(r.ctx, s.from(r.Request), name, password)
	var wait auth.WaitError
	switch {
	case errors.As(err, &wait):
		s.metrics.throttled.Inc()
		return tooMany(r, wait.For)
	case errors.Is(err, auth.ErrWrong):
		s.metrics.wrong.Inc()
		return problem{http.StatusUnauthorized, legal.Say(legal.WrongLogin), nil}
	}
	return err
}

func tooMany(r *request, wait time.Duration) error {
	seconds := int(wait/time.Second) + 1
	r.w.Header().Set("Retry-After", strconv.Itoa(seconds))
	return problem{http.StatusTooManyRequests, legal.Say(legal.TooManyTries, seconds), nil}
}

// cookieName has the prefix that binds a cookie to this host, where there is TLS.
func (s *Server) cookieName(r *request) string {
	if s.overTLS(r.Request) {
		return "__Host-" + sessionCookie
	}
	return sessionCookie
}

func (s *Server) setCookie(r *request, token string, age int) {
	http.SetCookie(r.w, &http.Cookie{Name: s.cookieName(r), Value: token, Path: "/", MaxAge: age,
		HttpOnly: true, Secure: s.overTLS(r.Request), SameSite: http.SameSiteLaxMode})
}

type loginBody struct {
	Next, Name, Says string
	Unencrypted      bool
}

func (s *Server) loginPage(r *request) error {
	if s.cfg.Users == nil {
		return errNotFound
	}
	return r.show("login", r.say("Đăng nhập", "Log in"), loginBody{Next: r.URL.Query().Get("next"), Unencrypted: s.unencrypted(r)})
}

// unencrypted reports whether a request comes from another machine without TLS.
func (s *Server) unencrypted(r *request) bool {
	return !s.overTLS(r.Request) && !s.from(r.Request).IsLoopback()
}

func (s *Server) login(r *request) error {
	if s.cfg.Users == nil {
		return errNotFound
	}
	if err := r.ParseForm(); err != nil {
		return errBad
	}
	name, password, next := r.PostForm.Get("name"), r.PostForm.Get("password"), r.PostForm.Get("next")
	err := s.enter(r, name, password)
	if err != nil {
		p := asProblem(err)
		if p.status != http.StatusUnauthorized && p.status != http.StatusTooManyRequests {
			return err
		}
		body := loginBody{next, strings.ToValidUTF8(name[:min(len(name), 64)], ""), r.tell(p.says), s.unencrypted(r)}
		return r.showAs(p.status, "login", r.say("Đăng nhập", "Log in"), body)
	}
	if c, err := r.Cookie(s.cookieName(r)); err == nil {
		if err := s.sessions.End(r.ctx, c.Value); err != nil {
			return errDatabase(err)
		}
	}
	token, err := s.sessions.Begin(r.ctx, s.cfg.Users, name)
	if err != nil {
		return errDatabase(err)
	}
	s.setCookie(r, token, int(auth.SessionLife/time.Second))
	r.user = name
	r.redirect(next)
	return nil
}

func (s *Server) logout(r *request) error {
	if c, err := r.Cookie(s.cookieName(r)); err == nil {
		if err := s.sessions.End(r.ctx, c.Value); err != nil {
			return errDatabase(err)
		}
	}
	s.setCookie(r, "", -1)
	r.user = ""
	r.redirect("/login")
	return nil
}
