package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
)

//go:embed pages assets
var embedded embed.FS

// pages are the templates in each language, and the assets by their addresses.
type pages struct {
	byLang map[string]map[string]*template.Template
	assets map[string][]byte // by name
	sums   map[string]string // by name
}

// loadPages parses all templates once for each language.
func loadPages() (*pages, error) {
	p := &pages{
		byLang: map[string]map[string]*template.Template{}, assets: map[string][]byte{}, sums: map[string]string{},
	}
	assets, err := fs.ReadDir(embedded, "assets")
	if err != nil {
		return nil, err
	}
	for _, e := range assets {
		b, err := embedded.ReadFile("assets/" + e.Name())
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(b)
		p.assets[e.Name()], p.sums[e.Name()] = b, hex.EncodeToString(sum[:8])
	}
	names, err := fs.Glob(embedded, "pages/*.html")
	if err != nil {
		return nil, err
	}
	for _, lang := range languages {
		p.byLang[lang] = map[string]*template.Template{}
		base := template.New("").Funcs(p.functions(lang))
		base, err := base.ParseFS(embedded, "pages/layout.html", "pages/parts.html")
		if err != nil {
			return nil, fmt.Errorf("read templates: %w", err)
		}
		for _, name := range names {
			t, err := base.Clone()
			if err == nil {
				t, err = t.ParseFS(embedded, name)
			}
			if err != nil {
				return nil, fmt.Errorf("read templates: %w", err)
			}
			p.byLang[lang][strings.TrimSuffix(path.Base(name), ".html")] = t
		}
	}
	return p, nil
}

// frame is what stands around every page.
type frame struct {
	Lang, Title string
	Typed       string // in the search box
	Here        string // the page's name, for the menu
	Path        string // its address without question, for forms
	Vietnamese  string // addresses of the page in each language
	English     string
	User        string
	Login       bool // there are users
	Bare        bool // no other page can be asked for: who looks is not logged in, or nothing is there yet
	Corrects    bool // the user may correct
	Drafts      bool // drafts are taken
	Fresh       fresh
	Body        any
	Head, Main  template.HTML // what is made of Body
}

// show answers with a page. It is made in memory first, so that an error makes no
// half page.
func (r *request) show(name, title string, body any) error {
	return r.showAs(http.StatusOK, name, title, body)
}

func (r *request) showAs(status int, name, title string, body any) error {
	page, err := r.main(name, title, body)
	if err != nil {
		return err
	}
	page.status = status
	return r.showMain(page)
}

// mainPart is a page without its frame.
type mainPart struct {
	status             int
	name, title, typed string
	html, head         template.HTML
}

// main makes the main part of a page.
func (r *request) main(name, title string, body any) (mainPart, error) {
	page := mainPart{status: http.StatusOK, name: name, title: title}
	if t, ok := body.(interface{ typed() string }); ok {
		page.typed = t.typed()
	}
	for part, html := range map[string]*template.HTML{"head": &page.head, "main": &page.html} {
		var b bytes.Buffer
		if err := r.server.pages.byLang[r.lang][name].ExecuteTemplate(&b, part, r.frame(page, body)); err != nil {
			return page, fmt.Errorf("make page %s: %w", name, err)
		}
		*html = template.HTML(b.String()) // a template has escaped it
	}
	return page, nil
}

func (r *request) frame(page mainPart, body any) frame {
	f := frame{
		Lang: r.lang, Title: page.title, Typed: page.typed, Here: page.name, Path: r.URL.Path,
		Vietnamese: r.inLanguage("vi"), English: r.inLanguage("en"), User: r.user, Login: r.server.cfg.Users != nil,
		Corrects: r.corrects(), Drafts: r.server.cfg.ReadDraft != nil, Body: body, Head: page.head, Main: page.html,
		Bare: page.name == "login" || r.server.catalog == nil,
	}
	if !f.Bare && page.name != "problem" {
		f.Fresh = r.freshness()
	}
	return f
}

// showMain answers with a main part in its frame.
func (r *request) showMain(page mainPart) error {
	var b bytes.Buffer
	if err := r.server.pages.byLang[r.lang][page.name].ExecuteTemplate(&b, "layout", r.frame(page, nil)); err != nil {
		return fmt.Errorf("make page %s: %w", page.name, err)
	}
	return r.send(page.status, "text/html; charset=utf-8", clean(b.Bytes()))
}

func (r *request) inLanguage(lang string) string {
	q := r.URL.Query()
	q.Set("lang", lang)
	return r.URL.EscapedPath() + queryString(q)
}

func (r *request) send(status int, kind string, body []byte) error {
	h := r.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	r.w.WriteHeader(status)
	if r.Method != http.MethodHead {
		r.w.Write(body) // nobody is left to tell of an error
	}
	return nil
}

// sendJSON answers as the program prints, but that files are named from the ingested folder
// on: where that lies is nobody's business elsewhere.
func (r *request) sendJSON(status int, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	return r.send(status, "application/json; charset=utf-8", r.server.withoutRoots(r.ctx, b.Bytes()))
}

// withoutRoots takes the ingested folders out of the strings of JSON that begin with one,
// and of those that name one the last part is left. A catalogue that cannot be read has
// told nothing of them either.
func (s *Server) withoutRoots(ctx context.Context, b []byte) []byte {
	if s.catalog == nil {
		return b
	}
	seq, err := s.state(ctx)
	if err != nil {
		return b
	}
	roots, err := s.roots.get(seq, s.hidden)
	if err != nil {
		return b
	}
	for _, root := range slices.Backward(roots) { // the deeper ones first
		quoted, last := quote(root), quote(lastPart(root))
		prefix := append(bytes.TrimSuffix(bytes.Clone(quoted), []byte(`"`)), '/')
		b = bytes.ReplaceAll(bytes.ReplaceAll(b, prefix, []byte(`"`)), quoted, last)
	}
	return b
}

// hidden returns the ingested folders, sorted. Of the root of the file system, from which on a name
// would be all of the path, they are the folders of the files.
func (s *Server) hidden(ctx context.Context) ([]string, error) {
	roots, err := s.catalog.Roots(ctx)
	if err != nil || !slices.Contains(roots, "/") {
		return roots, err
	}
	paths, err := s.catalog.PathsUnder(ctx, "/")
	if err != nil {
		return nil, err
	}
	roots = slices.DeleteFunc(roots, func(root string) bool { return root == "/" })
	for _, p := range paths {
		if dir := path.Dir(p); dir != "/" {
			p = dir
		}
		roots = append(roots, p)
	}
	slices.Sort(roots)
	return slices.Compact(roots), nil
}

// quote writes a string as [request.sendJSON] does.
func quote(s string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.Encode(s) // strings are always written
	return bytes.TrimSpace(b.Bytes())
}

// clean replaces what is no UTF-8 and takes out the marks that turn the direction
// of writing, with which a text can pretend to be another.
func clean(b []byte) []byte {
	if isClean(b) {
		return b
	}
	return bytes.Map(func(c rune) rune {
		switch {
		case c >= 0x202a && c <= 0x202e, c >= 0x2066 && c <= 0x2069, c < ' ' && c != '\n' && c != '\t', c == 0x7f:
			return -1
		}
		return c
	}, bytes.ToValidUTF8(b, []byte("\uFFFD")))
}

// isClean reports quickly that there is nothing for clean to do: the marks all begin
// with the bytes of U+2000 to U+207F.
func isClean(b []byte) bool {
	for i, c := range b {
		if c < ' ' && c != '\n' && c != '\t' || c == 0x7f || c == 0xe2 && i+2 < len(b) &&
			(b[i+1] == 0x80 && b[i+2] >= 0xaa && b[i+2] <= 0xae || b[i+1] == 0x81 && b[i+2] >= 0xa6 && b[i+2] <= 0xa9) {
			return false
		}
	}
	return utf8.Valid(b)
}

// tellProblem answers with what went wrong.
func (r *request) tellProblem(p problem) {
	if p.status == http.StatusServiceUnavailable {
		r.w.Header().Set("Retry-After", "2")
	}
	if r.forScript() {
		r.sendJSON(p.status, map[string]string{"says": r.tell(p.says)})
		return
	}
	if r.forProgram() {
		r.sendJSON(p.status, map[string]string{"error": p.says.String()})
		return
	}
	body := map[string]any{"Status": p.status, "Says": r.tell(p.says)}
	title := r.say("Không thực hiện được", "Not possible")
	if p.status == http.StatusNotFound {
		title = r.say("Không tìm thấy trang", "Not found")
	}
	err := r.showAs(p.status, "problem", title, body)
	if err != nil {
		http.Error(r.w, p.says.String(), p.status)
	}
}

// forProgram reports whether an answer is read by a program.
func (r *request) forProgram() bool {
	return strings.HasPrefix(r.URL.Path, "/api/") || r.URL.Path == "/suggest" || r.URL.Path == "/readyz" ||
		r.URL.Path == "/metrics" || r.URL.Query().Get("format") == "json"
}

// tell puts a message into the reader's language.
func (r *request) tell(m legal.Message) string { return m.In(legal.Lang(r.lang)) }

func (r *request) say(vi, en string) string {
	if r.lang == "en" {
		return en
	}
	return vi
}

// asset answers with a style sheet, script or picture of ours. Its address has its
// checksum, so that it is good for ever.
func (s *Server) asset(r *request) error {
	name := r.PathValue("name")
	b, ok := s.pages.assets[name]
	if !ok || r.PathValue("sum") != s.pages.sums[name] {
		return errNotFound
	}
	kinds := map[string]string{
		".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
	}
	r.w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	r.w.Header().Del("Vary")
	return r.send(http.StatusOK, kinds[path.Ext(name)], b)
}

// queryString writes the values of a form behind an address, without the empty ones.
func queryString(q url.Values) string {
	for k, vs := range q {
		if strings.Join(vs, "") == "" {
			delete(q, k)
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// with returns the question of a request with some values changed, and from its
// first page on.
func (r *request) with(pairs ...string) string {
	q := r.URL.Query()
	q.Del("p")
	q.Del("format")
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return r.URL.EscapedPath() + queryString(q)
}

// number reads a number from the question of a request, between two bounds.
func (r *request) number(name string, otherwise, least, most int) int {
	n, err := strconv.Atoi(r.URL.Query().Get(name))
	if err != nil {
		return otherwise
	}
	return min(max(n, least), most)
}

// pager leads through a list.
type pager struct {
	Page, Pages, Total int
	First, Last        int // of what is shown, from 1
	Before, After      string
}

func (r *request) pager(total, each int) pager {
	p := pager{Total: total, Pages: max(1, (total+each-1)/each)}
	p.Page = r.number("p", 1, 1, p.Pages)
	p.First, p.Last = (p.Page-1)*each+1, min(total, p.Page*each)
	if p.Page > 1 {
		p.Before = r.with("p", strconv.Itoa(p.Page-1))
	}
	if p.Page < p.Pages {
		p.After = r.with("p", strconv.Itoa(p.Page+1))
	}
	return p
}

func toText(v any) string { return fmt.Sprint(v) }

func moment(t time.Time) string { return t.Local().Format("02/01/2006 15:04") }
