package web

import (
	"cmp"
	"context"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
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
	page("/d/{id}/bundle.zip", s.bundle)
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
	page("/check", s.draftPage)
	page("/confirm", s.confirmNext)
	page("/confirm/f/{sha}", s.confirmFile)
	page("/confirm/c", s.confirmNextCitation)
	page("/confirm/c/{sha}/{place}", s.confirmCitation)
	page("/login", s.loginPage)
	mux.Handle("POST /login", s.handle("POST /login", s.login))
	mux.Handle("POST /mark", s.handle("POST /mark", s.mark))
	mux.Handle("POST /runs/retry", s.handle("POST /runs/retry", s.retry))
	mux.Handle("POST /check", s.handle("POST /check", s.checkDraft))
	mux.Handle("POST /api/v1/check", s.handle("POST /api/v1/check", s.apiCheck))
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
