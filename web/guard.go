package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// guard stands before all pages: it counts and logs, refuses what comes from where
// it may not, bounds what a request may cost and sets the headers that keep a page
// closed.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		a := &reply{ResponseWriter: w}
		from := s.from(r)
		defer func() {
			if v := recover(); v != nil {
				a.err = problem{http.StatusInternalServerError, legal.Say(legal.Inside), errPanic{v, debug.Stack()}}
				if a.status == 0 {
					http.Error(a, "500", http.StatusInternalServerError)
				}
			}
			s.account(a, r, from, began)
		}()
		securityHeaders(a.Header(), s.overTLS(r))
		if status := s.refused(r); status != 0 {
			http.Error(a, http.StatusText(status), status)
			return
		}
		long := patience
		if isDraft(r) { // which is read when it is known who sends it
			long += 2 * draftTime
		} else if status := readBody(a, r); status != 0 {
			http.Error(a, http.StatusText(status), status)
			return
		}
		if isFile(r) {
			long = fileTime
		}
		ctx, cancel := context.WithTimeout(r.Context(), long)
		defer cancel()
		leave, ok := take(ctx, s.slots)
		if !ok {
			a.Header().Set("Retry-After", "2")
			http.Error(a, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
			return
		}
		s.metrics.atWork.Inc()
		a.leave = sync.OnceFunc(func() {
			s.metrics.atWork.Dec()
			leave()
		})
		defer a.leave()
		next.ServeHTTP(a, r.WithContext(ctx))
	})
}

// take takes one of the places, and returns how to leave it. It is ok unless ctx ends before
// one is free.
func take(ctx context.Context, places chan struct{}) (leave func(), ok bool) {
	select {
	case places <- struct{}{}:
		return func() { <-places }, true
	case <-ctx.Done():
		return nil, false
	}
}

// readBody reads what a request sends before it takes a place: whoever sends slowly keeps
// nobody waiting. It returns the status with which a body is refused, 0 where it is not.
func readBody(w http.ResponseWriter, r *http.Request) int {
	if r.Body == nil || r.Body == http.NoBody {
		return 0
	}
	c := http.NewResponseController(w)
	c.SetReadDeadline(time.Now().Add(bodyTime)) // not every connection has one
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge
	case err != nil:
		return http.StatusRequestTimeout
	}
	c.SetReadDeadline(time.Time{})
	r.Body = io.NopCloser(bytes.NewReader(body))
	return 0
}

// securityHeaders sets the headers that every answer has. Nothing is loaded from elsewhere,
// no script or style stands in a page, and no page may be framed.
func securityHeaders(h http.Header, tls bool) {
	h.Set("Content-Security-Policy", "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "+
		"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("X-Robots-Tag", "noindex")
	h.Set("Cache-Control", "private, no-cache")
	h.Add("Vary", "Cookie")
	if tls {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// refused returns the status with which a request is refused before anything of it
// is looked at, 0 where it is not.
func (s *Server) refused(r *http.Request) int {
	if s.cfg.Proxy.IsValid() && direct(r) != s.cfg.Proxy {
		return http.StatusForbidden
	}
	if len(r.RequestURI) > maxURI {
		return http.StatusRequestURITooLong
	}
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	if len(s.cfg.Hosts) > 0 && !slices.ContainsFunc(s.cfg.Hosts, func(h string) bool { return strings.EqualFold(h, host) }) {
		return http.StatusMisdirectedRequest
	}
	if fromElsewhere(r.Header) {
		return http.StatusForbidden
	}
	return 0
}

// fromElsewhere reports whether the page of another site asks, by itself: a link there that
// a person follows is none of that (Fetch Metadata Request Headers, W3C).
func fromElsewhere(h http.Header) bool {
	return h.Get("Sec-Fetch-Site") == "cross-site" &&
		(h.Get("Sec-Fetch-Mode") != "navigate" || h.Get("Sec-Fetch-Dest") != "document")
}

// overTLS reports whether the browser speaks TLS, with us or with the proxy before us.
func (s *Server) overTLS(r *http.Request) bool {
	return s.cfg.TLS || s.cfg.Proxy.IsValid() && strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
}

// direct returns the address at the other end of the connection.
func direct(r *http.Request) netip.Addr {
	a, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return a.Addr().Unmap()
}

// from returns the address a request comes from: behind the proxy the last one it
// names, for only that is the proxy's own word; the zero one where that is no address.
func (s *Server) from(r *http.Request) netip.Addr {
	a := direct(r)
	if !s.cfg.Proxy.IsValid() || a != s.cfg.Proxy {
		return a
	}
	all := r.Header.Values("X-Forwarded-For")
	if len(all) == 0 {
		return a
	}
	last := all[len(all)-1]
	if i := strings.LastIndexByte(last, ','); i >= 0 {
		last = last[i+1:]
	}
	last = strings.TrimSpace(last)
	if named, err := netip.ParseAddrPort(last); err == nil {
		return named.Addr().Unmap()
	}
	named, _ := netip.ParseAddr(strings.Trim(last, "[]")) // the zero address where it is none
	return named.Unmap()
}
