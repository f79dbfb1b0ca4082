package web

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Limits of one request.
const (
	maxBody  = 8 << 10         // bytes, of a form
	bodyTime = 5 * time.Second // for all of it
	maxURI   = 4 << 10
	patience = 20 * time.Second // for one answer, and for a place among those at work
)

// NewHTTP returns a server of the net/http package with limits fit for [Server].
func NewHTTP(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
	}
}

// Handler returns the handler of all pages.
func (s *Server) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.now().handler.ServeHTTP(w, r) })
}

// routes returns the handler of the pages of one catalogue.
func (s *Server) routes() http.Handler {
	if s.catalog == nil {
		return s.waiting()
	}
	mux := http.NewServeMux()
	page := func(pattern string, f func(*request) error) { mux.Handle("GET "+pattern, s.handle(pattern, f)) }
	page("/{$}", s.start)
	page("/search", s.search)
	page("/suggest", s.suggest)
	page("/go", s.goTo)
	page("/d/{id}", s.document)
	page("/d/{id}/chain", s.chain)
	page("/d/{id}/chain.svg", s.chainPicture)
	page("/d/{id}/acted", s.acted)
	page("/d/{id}/sheet", s.sheet)
	page("/body/{id}", s.body)
	page("/path", s.path)
	page("/f/{sha}", s.file)
	page("/f/{sha}/{page}", s.filePage)
	page("/f/{sha}/{page}/picture.jpg", s.picture)
	page("/f/{sha}/original", s.original)
	page("/audit", s.auditPage)
	page("/wanted", s.wantedPage)
	page("/feed.atom", s.feed)
	page("/runs", s.runs)
	page("/runs/{run}", s.run)
	page("/help", s.help)
	page("/confirm", s.confirmNext)
	page("/confirm/f/{sha}", s.confirmFile)
	page("/confirm/c", s.confirmNextCitation)
	page("/confirm/c/{sha}/{place}", s.confirmCitation)
	page("/login", s.loginPage)
	mux.Handle("POST /login", s.handle("POST /login", s.login))
	mux.Handle("POST /runs/retry", s.handle("POST /runs/retry", s.retry))
	mux.Handle("POST /logout", s.handle("POST /logout", s.logout))
	for pattern, f := range map[string]func(*request) error{
		"POST /confirm/f/{sha}": s.sayFile, "POST /confirm/c/{sha}/{place}": s.sayCitation, "POST /confirm/undo": s.undo,
	} {
		mux.Handle(pattern, s.handle(pattern, f))
	}
	s.registerAPI(page)
	mux.Handle("GET /a/{sum}/{name}", s.handle("/a", s.asset))
	mux.Handle("/", s.handle("none", func(r *request) error {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			return problem{http.StatusMethodNotAllowed, legal.Say(legal.ReadingOnly), nil}
		}
		return errNotFound
	}))
	return s.guard(http.NewCrossOriginProtection().Handler(mux))
}

// request is a request with its answer.
type request struct {
	*http.Request
	w      *reply
	server *Server
	lang   string // vi or en
	user   string // "" for nobody
	ctx    context.Context
	fresh  *fresh // nil until it is asked for
}

// reply remembers what was answered.
type reply struct {
	http.ResponseWriter
	status int
	bytes  int64
	err    error
	user   string
	route  string
	leave  func() // the place among those at work: whoever reads an answer slowly has none
}

func (a *reply) WriteHeader(status int) {
	a.status = cmp.Or(a.status, status)
	a.ResponseWriter.WriteHeader(status)
}

func (a *reply) Write(p []byte) (int, error) {
	a.status = cmp.Or(a.status, http.StatusOK)
	if a.leave != nil {
		a.leave()
	}
	n, err := a.ResponseWriter.Write(p)
	a.bytes += int64(n)
	return n, err
}

// Unwrap lets [http.ResponseController] through.
func (a *reply) Unwrap() http.ResponseWriter { return a.ResponseWriter }

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
		ctx, cancel := context.WithTimeout(r.Context(), patience)
		defer cancel()
		if status := readBody(a, r); status != 0 {
			http.Error(a, http.StatusText(status), status)
			return
		}
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

// account counts and logs an answer.
func (s *Server) account(a *reply, r *http.Request, from netip.Addr, began time.Time) {
	took := time.Since(began)
	s.metrics.served(cmp.Or(a.route, "refused"), cmp.Or(a.status, http.StatusOK), took)
	if s.cfg.Log == nil {
		return
	}
	l := Access{
		At: began, From: from.String(), User: a.user, Method: r.Method, URI: r.RequestURI,
		Status: cmp.Or(a.status, http.StatusOK), Bytes: a.bytes, Took: took,
	}
	if a.err != nil {
		if p := asProblem(a.err); p.err != nil {
			l.Problem = p.err.Error()
		}
	}
	s.cfg.Log(l)
}

// errPanic is a panic of a handler.
type errPanic struct {
	value any
	stack []byte
}

func (e errPanic) Error() string {
	return strings.ToValidUTF8(strings.Join([]string{"panic: ", toText(e.value), "\n", string(e.stack)}, ""), "?")
}

// handle makes a handler of a page: it finds out who asks and in which language,
// and tells of errors.
func (s *Server) handle(route string, f func(*request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		a := w.(*reply)
		a.route = route
		r := &request{Request: hr, w: a, server: s, lang: languageOf(hr), ctx: hr.Context()}
		err := s.authenticate(r)
		a.user = r.user
		if err == nil && s.switchLanguage(r) {
			return
		}
		if err == nil {
			err = checkParameters(hr.URL.Path, hr.URL.Query())
		}
		if err == nil {
			err = f(r)
		}
		a.user = r.user
		if err == nil {
			return
		}
		a.err = err
		if a.status == 0 { // nothing is on its way yet
			r.tellProblem(asProblem(err))
		}
	})
}

// languages by their cookie, the first unless another is chosen.
var languages = []string{"vi", "en"}

const langCookie = "danchieu_lang"

func languageOf(r *http.Request) string {
	if c, err := r.Cookie(langCookie); err == nil && slices.Contains(languages, c.Value) {
		return c.Value
	}
	return languages[0]
}

// switchLanguage answers a request that asks for another language with the address
// of the page alone, so that an address says nothing of a language.
func (s *Server) switchLanguage(r *request) bool {
	lang := r.URL.Query().Get("lang")
	if !slices.Contains(languages, lang) {
		return false
	}
	http.SetCookie(r.w, &http.Cookie{Name: langCookie, Value: lang, Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, Secure: s.overTLS(r.Request), SameSite: http.SameSiteLaxMode})
	q := r.URL.Query()
	q.Del("lang")
	r.redirect(r.URL.EscapedPath() + queryString(q))
	return true
}

// redirect goes to a page of ours.
func (r *request) redirect(to string) {
	if !isOurs(to) {
		to = "/"
	}
	r.w.Header().Set("Location", to)
	r.w.WriteHeader(http.StatusSeeOther)
}

// isOurs reports whether an address is that of a page of ours. Browsers leave out control
// characters, and take a backslash for a slash.
func isOurs(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "" && u.Host == "" && u.User == nil && strings.HasPrefix(address, "/") &&
		!strings.HasPrefix(address, "//") &&
		!strings.ContainsFunc(address, func(c rune) bool { return c == '\\' || unicode.IsControl(c) })
}

// Loopback reports whether an address reaches this machine alone.
func Loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && a.IsLoopback()
}
