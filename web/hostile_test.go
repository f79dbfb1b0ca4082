package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// What a page or a file name may carry: each would do something if it got through.
var hostile = []string{
	`<script>window.pwned=1;alert(1)</script>`, `"><img src=x onerror="window.pwned=1;alert(1)">`, `' onmouseover='alert(1)' x='`, `</title></style></textarea><svg onload=alert(1)>`,
	`javascript:alert(1)`, `{{.}}{{printf "%s" "x"}}`, `../../../../etc/passwd`, "\u202Egnp.exe\u202C\u2066", "a\x00b\x01c\x1b[31m", "bad\xff\xfe utf\xc3", `%0d%0aSet-Cookie: pwned=1`, `\r\n<x>`, `=HYPERLINK("http://evil.example")`,
	`]]><!--<x>`, strings.Repeat("rất dài ", 4000), strings.Repeat("<b>", 3000), `&lt;script&gt;alert(1)&lt;/script&gt;`, `|cmd' /C calc'!A0`,
}

const (
	hostileOne = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	hostileTwo = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
)

// openHostile serves documents whose every text is hostile. Its files do not lie on
// the disk: a path that comes from outside must not be read.
func openHostile(t testing.TB, change ...func(*Config)) *Server {
	t.Helper()
	dir := t.TempDir()
	c, err := catalog.Open(dir)
	must(t, err)
	all := strings.Join(hostile[:14], " ")
	var content strings.Builder
	var words []legal.Word
	for i, w := range strings.Fields(strings.ToValidUTF8(all, "?")) {
		start := content.Len()
		content.WriteString(w + " ")
		words = append(words, legal.Word{Span: legal.Span{Start: start, End: start + len(w)}, Page: 1,
			Box: legal.Box{X0: float64(50 + 10*i), Y0: 50, X1: float64(58 + 10*i), Y1: 62}, Confidence: 0.5})
	}
	text := content.String()
	mention := func(i int, raw string) legal.Citation {
		return legal.Citation{Span: legal.Span{Start: 0, End: 30}, Page: 1, Type: legal.Type(raw), Number: raw,
			Date: legal.Date{Year: 2022, Month: 11, Day: 20 + i}, Issuer: raw, Title: raw, Name: raw, Provision: raw,
			From: -1, Relation: legal.Relations[i%len(legal.Relations)], Raw: raw, Sentence: legal.Span{End: len(text)},
			Zone: legal.ZoneBody, Confidence: 0.4}
	}
	put := func(sha, name string) {
		var cs []legal.Citation
		for i := range 7 {
			cs = append(cs, mention(i, hostile[i]))
		}
		f := catalog.File{SHA256: sha, Status: catalog.Read, Citations: cs,
			Text: legal.Text{Content: text, Words: words,
				Blocks: []legal.Block{{Span: legal.Span{End: len(text)}, Zone: legal.ZoneBody}},
				Pages:  []legal.PageInfo{{Width: 595, Height: 842, Source: legal.SourceOCR}},
				Head: legal.Head{Type: legal.Type(hostile[0]), Number: hostile[1], Issuer: hostile[2],
					Superior: hostile[3], Place: hostile[4], Title: all}}}
		must(t, c.PutFile(t.Context(), f, catalog.Path{Path: name, Root: "/in"}))
	}
	put(hostileOne, "/in/"+strings.ReplaceAll(strings.ReplaceAll(hostile[0]+hostile[1]+hostile[8]+hostile[9], "/", "∕"),
		"\x00", "")+".pdf")
	put(hostileTwo, "/etc/passwd.pdf")
	must(t, c.PutPath(t.Context(),
		catalog.Path{Path: "/in/" + hostile[0] + ".pdf", Root: "/in", Reason: hostile[1],
			Sentence: legal.Say(legal.Verbatim, hostile[0])}))
	doc := func(id string, held string) legal.Document {
		return legal.Document{ID: id, Type: legal.Type(hostile[0]), Number: hostile[1], Name: hostile[3], Title: all,
			Held: held, Body: legal.Body{Code: hostile[0], Level: "province", Place: hostile[1], Name: hostile[2]},
			Conflict: true, Conflicts: []string{legal.ConflictDate, legal.ConflictIssuer, hostile[0]},
			Dates:     []legal.Seen{{Value: "2022-11-20", Count: 1}, {Value: hostile[0], Count: 2, By: hostile[1]}},
			Issuers:   []legal.Seen{{Value: hostile[0], Count: 1}, {Value: hostile[1], Count: 1}},
			DecidedBy: map[string]string{hostile[0]: hostile[1], legal.FieldTitle: hostile[0]}}
	}
	r := legal.Resolved{Documents: []legal.Document{doc("x-1", hostileOne), doc("x-2", hostileTwo), doc("x-3", "")},
		Self: map[string]string{hostileOne: "x-1", hostileTwo: "x-2"}}
	for _, sha := range []string{hostileOne, hostileTwo} {
		for k := range 7 {
			ref := legal.CitationRef{File: sha, Index: k}
			m := legal.Meaning{CitationRef: ref, Document: "x-3", Reason: legal.Say(legal.Verbatim, hostile[0])}
			if k == 6 {
				m.Document, m.Candidates = "", []string{"x-1", "x-3"}
			}
			r.Meanings = append(r.Meanings, m)
		}
	}
	must(t, c.Update(t.Context(), func(tx *catalog.Tx) error { return tx.Save(r, nil) }))
	_, err = index.Sync(t.Context(), filepath.Join(dir, "index"), c)
	must(t, err)
	must(t, c.Close())
	return open(t, dir, change...)
}

// routes are all addresses, with a place for what comes from outside.
var routes = []string{
	"/", "/?q=%s", "/search?q=%s", "/search?q=a&type=%s&issuer=%s&year=%s&sort=%s&p=%s&held=%s", "/search?q=%s&format=csv", "/suggest?q=%s", "/go?ref=%s", "/d/%s", "/d/x-3?relation=%s", "/d/x-3?year=%s", "/d/x-3?provision=%s&p=%s",
	"/d/x-3?format=%s", "/d/x-3?tab=%s", "/d/x-3?issuer=%s&province=%s", "/d/x-3?other=%s&sort=%s", "/d/x-3/chain?way=%s", "/d/x-3/chain?relation=%s&depth=%s", "/d/x-3/acted?level=%s&relation=%s", "/d/x-3/sheet?way=%s", "/d/%s/chain", "/d/%s/acted", "/d/%s/sheet", "/d/%s/chain.svg", "/d/x-3/chain?fold=%s&open=%s", "/d/x-3/chain.svg?view=%s",
	"/path?from=%s&to=%s", "/path?from=x-1&to=%s&relation=%s", "/f/%s", "/f/%s/1", "/f/" + hostileOne + "/%s", "/f/" + hostileOne + "/1?c=%s&at=%s", "/f/" + hostileOne + "/%s/picture.jpg", "/f/%s/1/picture.jpg?close=%s", "/f/%s/original",
	"/audit?rule=%s", "/audit?severity=%s&document=%s&p=%s", "/audit?document=%s", "/wanted?type=%s&p=%s", "/runs?reason=%s&p=%s", "/runs/%s", "/runs/1?status=%s&reason=%s&news=%s&p=%s", "/help?lang=%s", "/login?next=%s", "/a/%s/%s", "/%s",
	"/api/v1/search?q=%s&limit=%s&offset=%s", "/api/v1/show?ref=%s&provision=%s&year=%s", "/api/v1/trace?ref=%s&way=%s", "/api/v1/path?from=%s&to=%s", "/api/v1/acted?ref=%s&level=%s", "/api/v1/audit?ref=%s", "/api/v1/audit?rule=%s", "/api/v1/wanted?type=%s&limit=%s", "/api/v1/%s",
	"/confirm?after=%s", "/confirm?after=number-%s&done=%s", "/confirm/f/%s", "/confirm/f/" + hostileOne + "?number=%s&issuer=%s&next=%s&by=%s", "/confirm/c?after=%s", "/confirm/c/%s/%s", "/confirm/c/" + hostileOne + "/7?ref=%s&next=%s",
}

// plainly are addresses of the hostile documents that need nothing from outside.
var plainly = []string{"/search?q=script", "/search?q=alert+pwned", "/d/x-1", "/d/x-3", "/d/x-3?tab=seen", "/d/x-3?tab=facts", "/d/x-3?tab=cited", "/d/x-3/chain",
	"/d/x-3/chain.svg", "/d/x-3/acted", "/d/x-3/sheet", "/path?from=x-1&to=x-3", "/f/" + hostileOne + "/1", "/f/" + hostileOne + "/1?c=2", "/f/" + hostileTwo + "/1", "/audit", "/wanted", "/runs", "/search?q=script&format=csv", "/d/x-3?format=csv", "/audit?format=csv", "/wanted?format=csv", "/runs?format=csv", "/api/v1/show?ref=x-3", "/api/v1/search?q=script",
	"/f/" + hostileTwo + "/original", "/f/" + hostileTwo + "/1/picture.jpg", "/confirm", "/confirm/f/" + hostileOne, "/confirm/c", "/confirm/c/" + hostileOne + "/7"}

// harmful finds what must not be in an answer, "" for nothing.
func harmful(resp *http.Response, body string) string {
	kind := resp.Header.Get("Content-Type")
	switch {
	case resp.StatusCode >= 500:
		return fmt.Sprint("status ", resp.StatusCode)
	case len(body) > 2<<20:
		return fmt.Sprint(len(body), " bytes")
	case strings.Contains(body, "root:x:"):
		return "a file of the system"
	case resp.Header.Get("Set-Cookie") != "" && !strings.HasPrefix(resp.Header.Get("Set-Cookie"), langCookie):
		return "a cookie"
	case resp.Header.Get("X-Content-Type-Options") != "nosniff" || resp.Header.Get("Content-Security-Policy") == "":
		return "no headers that keep it closed"
	case strings.HasPrefix(resp.Header.Get("Location"), "//") || strings.Contains(resp.Header.Get("Location"), "://"):
		return "a way elsewhere: " + resp.Header.Get("Location")
	case strings.HasPrefix(kind, "text/csv"):
		for _, bad := range []string{"\n=", ",=", `"=`, ",@"} {
			if strings.Contains(body, bad) {
				return "a formula"
			}
		}
		return ""
	case strings.HasPrefix(kind, "application/json"), strings.HasPrefix(kind, "text/plain"):
		return ""
	}
	for _, bad := range []string{"<script>window", "<img src=x", "onmouseover='alert", "<svg onload",
		`href="javascript:`, "<b><b>", "\u202E", "\x00", "\x1b", "\xff", "<x>", "onerror=\"window"} {
		if strings.Contains(body, bad) {
			return fmt.Sprintf("%q", bad)
		}
	}
	return ""
}

func fill(route string, with string, path bool) string {
	for strings.Contains(route, "%s") {
		escaped := url.QueryEscape(with)
		if q := strings.IndexByte(route, '?'); q < 0 || strings.Index(route, "%s") < q {
			escaped = url.PathEscape(with)
		}
		route = strings.Replace(route, "%s", escaped, 1)
	}
	return route
}

func TestHostile(t *testing.T) {
	s := openHostile(t, allowed)
	h := s.Handler()
	for _, lang := range languages {
		for _, address := range plainly {
			resp, body := get(t, h, address, func(r *http.Request) {
				r.AddCookie(&http.Cookie{Name: langCookie, Value: lang})
			})
			if bad := harmful(resp, body); bad != "" {
				t.Errorf("%s: %s", address, bad)
			}
			if resp.StatusCode != http.StatusOK && !strings.Contains(address, hostileTwo+"/original") &&
				!strings.Contains(address, "picture") {
				t.Errorf("%s: %d", address, resp.StatusCode)
			}
		}
	}
	for _, route := range routes {
		for _, with := range hostile {
			address := fill(route, with, false)
			if bad := tried(t, h, address); bad != "" {
				t.Errorf("%.200s: %s", address, bad)
			}
		}
	}
}

// tried asks for an address that need not be one.
func tried(t testing.TB, h http.Handler, address string) string {
	t.Helper()
	u, err := url.ParseRequestURI(address)
	if err != nil {
		return "" // net/http answers such a request itself
	}
	r := &http.Request{Method: "GET", URL: u, RequestURI: address, Host: "localhost", RemoteAddr: "127.0.0.1:1",
		Header: http.Header{}, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Body: http.NoBody}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r.WithContext(t.Context()))
	return harmful(w.Result(), w.Body.String())
}

// Every handler, with anything in every place.
func FuzzHandlers(f *testing.F) {
	for i := range routes {
		f.Add(byte(i), hostile[i%len(hostile)][:min(200, len(hostile[i%len(hostile)]))])
		f.Add(byte(i), []string{"x-1", "1", "0", "-1", "99999999999999999999", "all", "both", "1-2", hostileOne,
			"30-NQ/TW", "2022", "Điều 5"}[i%12])
	}
	h := openHostile(f, allowed).Handler()
	f.Fuzz(func(t *testing.T, route byte, with string) {
		address := fill(routes[int(route)%len(routes)], with, false)
		if bad := tried(t, h, address); bad != "" {
			t.Errorf("%.300s: %s", address, bad)
		}
	})
}

// In a real browser nothing of it runs, and nothing is fetched from elsewhere.
func TestHostileInBrowser(t *testing.T) {
	s := openHostile(t, allowed)
	all := startBrowser(t, s)
	b := all.tab(t)
	addresses := append(slices.Clone(plainly[:15]), plainly[len(plainly)-4:]...)
	for _, route := range []string{"/search?q=%s", "/go?ref=%s", "/path?from=%s&to=%s", "/d/%s", "/runs?reason=%s",
		"/wanted?type=%s", "/login?next=%s"} {
		for _, with := range hostile[:5] {
			addresses = append(addresses, fill(route, with, false))
		}
	}
	for _, address := range addresses {
		if strings.HasSuffix(address, ".svg") {
			continue // a download
		}
		b.run(chromedp.Navigate(b.home+address), chromedp.WaitReady(chromedp.CSS("body")))
		if strings.HasSuffix(address, "/sheet") {
			continue // it runs no scripts, this one included
		}
		if got := b.value(`String(window.pwned) + document.querySelectorAll("img, iframe, object, embed, svg[onload], [onerror], [onmouseover], script:not([src])").length`); got != "undefined0" {
			t.Errorf("%.200s: %s", address, got)
		}
	}
}
