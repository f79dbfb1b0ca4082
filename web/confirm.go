package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// confirmBody is what the page of something to confirm shows: a file, a citation, or that
// the list is through.
type confirmBody struct {
	File     *headAsked
	Citation *answer.Open
	Left     int    // things to ask about from this one on, 0 outside the list
	Skip     string // address of the next one, "" outside the list
	Next     string // where to go once it is stored
	List     string // address of the list
	Here     string // address of this page
	Token    string // of the form
	By       string // who confirms, where nobody logs in
	Why      string
	Ref      string        // of another document than the candidates
	Typed    url.Values    // what was sent and not stored
	Says     legal.Message // why not
	Done     []saidLine    // just stored
	Said     []saidLine    // of this file or citation so far
}

// saidLine is a correction as it is listed.
type saidLine struct {
	N             int
	Says, By, Why string
}

const byCookie = "danchieu_by"

// common fills in what stands around every question.
func (r *request) common(b *confirmBody) {
	b.Token = r.server.sessions.FormToken(r.session())
	b.Why = r.say("đối chiếu với ảnh của tệp", "seen on the picture of the file")
	if b.Citation != nil {
		b.Why = r.say("đọc câu viện dẫn", "the sentence was read")
	}
	if c, err := r.Cookie(byCookie); err == nil && r.server.cfg.Users == nil {
		b.By, _ = url.QueryUnescape(c.Value)
	}
	b.Here = r.with("done", "")
	b.asTyped()
	if b.List == "" {
		b.List = "/confirm"
		if b.Citation != nil {
			b.List = "/confirm/c"
		}
	}
	b.Next = cmp.Or(b.Next, b.Skip, r.nextAsked(), r.URL.Path)
	if b.Skip == "" {
		b.Skip = r.nextAsked()
	}
}

// asTyped puts what was typed into the fields.
func (b *confirmBody) asTyped() {
	fields := map[string]*string{"by": &b.By, "why": &b.Why, "ref": &b.Ref}
	if h := b.File; h != nil {
		fields["number"], fields["type"], fields["date"], fields["issuer"] = &h.Number, &h.Type, &h.Date, &h.Issuer
	}
	for name, at := range fields {
		if b.Typed.Has(name) {
			*at = b.Typed.Get(name)
		}
	}
}

// nextAsked is where to go after a question or a mark, if an address says so.
func (r *request) nextAsked() string {
	next := r.FormValue("next")
	page, _, _ := strings.Cut(next, "?")
	if page != "/confirm" && !strings.HasPrefix(page, "/confirm/") && page != "/audit" && page != "/wanted" {
		return ""
	}
	return next
}

// showQuestion shows a question, and what was stored before it.
func (r *request) showQuestion(status int, b confirmBody) error {
	r.common(&b)
	var err error
	if b.Done, err = r.done(); err != nil {
		return err
	}
	title := r.say("Cần xác nhận", "To confirm")
	switch {
	case b.File != nil:
		b.Said = r.saidLines(b.File.Said)
		title = b.File.Name + " – " + title
	case b.Citation != nil:
		b.Said = r.saidLines(b.Citation.Said)
		title = excerpt.Begin(b.Citation.Raw, 60) + " – " + title
	}
	return r.showAs(status, "confirm", title, b)
}

// done returns the corrections that an address says were just stored, and that hold.
func (r *request) done() ([]saidLine, error) {
	asked := strings.Split(r.URL.Query().Get("done"), ",")
	if asked[0] == "" {
		return nil, nil
	}
	kept, err := r.server.catalog.Corrections(r.ctx)
	var found []legal.Correction
	for _, k := range kept {
		if k.Holds() && slices.Contains(asked, strconv.Itoa(k.N)) {
			found = append(found, k.Correction)
		}
	}
	return r.saidLines(found), err
}

func (r *request) saidLines(ks []legal.Correction) (out []saidLine) {
	for _, k := range ks {
		out = append(out, saidLine{k.N, r.saysShortly(k), k.By, k.Why})
	}
	return out
}

// confirmNext shows the first file to ask about, or the first after one.
func (s *Server) confirmNext(r *request) error {
	if err := r.mayCorrect(); err != nil {
		return err
	}
	known := s.service(r.ctx, legal.Date.Printed)
	rest, err := known.Askings()
	if err != nil {
		return err
	}
	if ask, file, ok := strings.Cut(r.URL.Query().Get("after"), "-"); ok {
		after := answer.Asking{Ask: legal.Ask(ask), File: file}
		if after.Path, _, err = s.catalog.PathOf(r.ctx, file); err != nil {
			return err
		}
		rest = answer.After(rest, after)
	}
	b := confirmBody{Left: len(rest), List: "/confirm"}
	if len(rest) > 0 {
		b.Skip = "/confirm?" + url.Values{"after": {string(rest[0].Ask) + "-" + rest[0].File}}.Encode()
		if b.File, err = s.askHead(r, rest[0].File); err != nil {
			return err
		}
	}
	return r.showQuestion(http.StatusOK, b)
}

// confirmFile asks about one file, whatever is known of it.
func (s *Server) confirmFile(r *request) error {
	if err := r.mayCorrect(); err != nil {
		return err
	}
	h, err := s.askHead(r, r.PathValue("sha"))
	if err != nil {
		return err
	}
	return r.showQuestion(http.StatusOK, confirmBody{File: h, Typed: r.URL.Query()})
}
