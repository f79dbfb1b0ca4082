package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline"
	"github.com/danchieu/danchieu/pipeline/catalog"
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

// headAsked is the head of a file with our guesses in the fields.
type headAsked struct {
	answer.Question
	Crop
	Number, Type, Date, Issuer string
	Guesses                    []guess
	Types                      []string
}

// guess is a number that may be the file's own, with why.
type guess struct {
	Number, Date string
	Share        float64 // among the ways to read it, 0 for what others say
	Why          []legal.Message
	About        legal.Document // the one that others cite
}

// maxGuesses is how many guesses have a key.
const maxGuesses = 9

// Crop is the part of a page's picture that holds the head, in points.
type Crop struct {
	Page           int
	Picture, Close string // addresses, "" where there is none
	NoPicture      string
	Text           string // the beginning of the text, where there is no picture
	Width, Height  string // of the page
	Bottom         string // of the part
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

// nextAsked is where to go after a question, if an address says so.
func (r *request) nextAsked() string {
	next := r.FormValue("next")
	if next != "/confirm" && !strings.HasPrefix(next, "/confirm?") && !strings.HasPrefix(next, "/confirm/") {
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
		title = cutTo(b.Citation.Raw, 60) + " – " + title
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

// askHead makes the question about a file.
func (s *Server) askHead(r *request, sha string) (*headAsked, error) {
	if !hash.MatchString(sha) {
		return nil, errNoFile
	}
	q, ok, err := s.service(r.ctx, legal.Date.Printed).Question(sha)
	if err == nil && !ok {
		err = errNoFile
	}
	if err != nil {
		return nil, err
	}
	h := &headAsked{Question: q, Number: q.Head.Number, Type: string(q.Head.Type), Issuer: q.Head.Issuer,
		Date: dayTyped(q.Head.KnownDate()), Types: typeNames()}
	if err := s.addGuesses(r.ctx, h); err != nil {
		return nil, err
	}
	h.Crop, err = s.cropOf(r.ctx, sha)
	return h, err
}

// addGuesses finds what the number of a file may be, and puts into empty fields the likeliest,
// or the part of it that is known.
func (s *Server) addGuesses(ctx context.Context, h *headAsked) error {
	w := legal.Written{}
	if h.Head.Written != nil {
		w = *h.Head.Written
	}
	if h.Ask == legal.AskNumber {
		if h.Document.Number != "" { // that others have told
			h.Guesses = append(h.Guesses, guess{Number: h.Document.Number, About: h.Document})
		}
		for _, g := range w.Guesses {
			h.Guesses = append(h.Guesses, guess{Number: g.Number, Share: g.Confidence})
		}
		perhaps, err := s.service(ctx, legal.Date.Printed).MayBe(h.Question.File)
		if err != nil {
			return err
		}
		for _, p := range perhaps {
			h.Guesses = append(h.Guesses, guess{Number: p.About.Number, Date: p.About.Date.Printed(), Why: p.Reasons,
				About: p.About})
		}
		h.Guesses = h.Guesses[:min(len(h.Guesses), maxGuesses)]
	}
	switch {
	case h.Number != "":
	case len(h.Guesses) > 0:
		h.Number = h.Guesses[0].Number
		if h.Guesses[0].Date != "" && inPart(h.Date) {
			h.Date = h.Guesses[0].Date
		}
	default:
		h.Number = w.Part
	}
	return nil
}

// dayTyped writes a day as it is typed; where the day of the month is not known it is left out,
// and without a month there is nothing.
func dayTyped(d legal.Date) string {
	if d.Day == 0 && d.Month != 0 {
		return fmt.Sprintf("/%02d/%d", d.Month, d.Year)
	}
	if d.Day == 0 {
		return ""
	}
	return d.Printed()
}

// inPart reports whether what stands in a field is to be completed at its beginning.
func inPart(s string) bool { return s == "" || strings.ContainsAny(s[:1], "/-") }

// typeNames are the names of all known types, in order.
func typeNames() []string {
	var out []string
	for _, w := range legal.TypeWords() {
		if t, ok := legal.TypeOfWord(w); ok && strings.EqualFold(string(t), w) {
			out = append(out, string(t))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// cropOf finds the head of a file on its picture: on the first page that has one, from the
// top to a little below it.
func (s *Server) cropOf(ctx context.Context, sha string) (Crop, error) {
	info, _, err := s.catalog.FileInfo(ctx, sha)
	if err != nil {
		return Crop{}, err
	}
	t, _, err := s.catalog.Text(ctx, sha)
	if err != nil {
		return Crop{}, err
	}
	page, bottom := headPlace(&t)
	b := fileBody{Page: page, Reason: info.Reason}
	if page <= len(t.Pages) {
		b.Info = t.Pages[page-1]
	}
	if info.Status == catalog.Waiting {
		b.Reason = "" // it can be drawn
	}
	if s.addPicture(&b, info); b.Picture != "" {
		f, err := s.onDisk(sha, info.Paths)
		if err != nil {
			b.Picture, b.NoPicture = "", "away"
		} else {
			f.Close()
		}
	}
	const below, least, most = 40, .3, .5 // points, and shares of the page
	bottom = min(max(bottom+below, least*b.Info.Height), most*b.Info.Height)
	c := Crop{Page: page, Picture: b.Picture, Close: b.Close, NoPicture: b.NoPicture, Width: b.Width, Height: b.Height,
		Bottom: points(bottom)}
	if c.Picture == "" {
		c.Text = t.Content[:answer.Forth(t.Content, 0, headLetters)]
	}
	return c, nil
}

// headLetters is how much of a text without picture is shown.
const headLetters = 800

// headPlace returns the page on which the head of a text stands, and where it ends there.
func headPlace(t *legal.Text) (page int, bottom float64) {
	page = 1
	for _, k := range t.Blocks {
		if k.Zone != legal.ZoneHead {
			continue
		}
		for _, b := range t.Boxes(k.Span) {
			if bottom == 0 {
				page = b.Page
			}
			if b.Page == page {
				bottom = max(bottom, b.Y1)
			}
		}
	}
	return page, bottom
}

// sayFile stores what a person reads in the head of a file.
func (s *Server) sayFile(r *request) error {
	if err := r.correcting(); err != nil {
		return err
	}
	f, sha := r.PostForm, r.PathValue("sha")
	said := pipeline.HeadSaid{
		File: sha, State: f.Get("state"), Number: f.Get("number"), Type: f.Get("type"), Date: f.Get("date"),
		Issuer: f.Get("issuer"), Unnumbered: f.Get("say") == sayNone, By: r.by(), Why: f.Get("why"),
	}
	if g := f.Get("guess"); g != "" {
		number, date, _ := strings.Cut(g, " ")
		said.Number, said.Date = number, cmp.Or(date, said.Date)
	}
	if inPart(said.Date) { // and nobody has completed it
		said.Date = ""
	}
	return s.say(r, func(ctx context.Context, c *catalog.Catalog) ([]legal.Correction, error) {
		return pipeline.ConfirmHead(ctx, c, said)
	}, func(b *confirmBody) (err error) { b.File, err = s.askHead(r, sha); return err })
}

// by is who says something.
func (r *request) by() string {
	if r.server.cfg.Users != nil {
		return r.user
	}
	return r.PostForm.Get("by")
}

// say stores what a person says and goes on; or tells why not, with the question as it is
// now and what was typed.
func (s *Server) say(r *request, store func(context.Context, *catalog.Catalog) ([]legal.Correction, error),
	ask func(*confirmBody) error) error {
	var stored []legal.Correction
	err := s.write(r.ctx, func(ctx context.Context, c *catalog.Catalog) (err error) {
		stored, err = store(ctx, c)
		return err
	})
	if p := (problem{}); errors.As(err, &p) && p.err == nil && !r.forScript() {
		b := confirmBody{Says: p.says, Typed: r.PostForm, Next: r.nextAsked()}
		if err := ask(&b); err != nil {
			return err
		}
		return r.showQuestion(p.status, b)
	}
	if err != nil {
		return err
	}
	if s.cfg.Users == nil {
		http.SetCookie(r.w, &http.Cookie{Name: byCookie, Value: url.QueryEscape(stored[0].By), Path: "/confirm",
			MaxAge: 365 * 24 * 3600, HttpOnly: true, Secure: s.cfg.TLS, SameSite: http.SameSiteStrictMode})
	}
	return r.stored(stored)
}

// forScript reports whether a script sends a form, and keeps the page.
func (r *request) forScript() bool {
	return r.Method == http.MethodPost && r.URL.Query().Get("format") == "json"
}

// stored tells what was stored, and goes on.
func (r *request) stored(ks []legal.Correction) error {
	var ns, says []string
	for _, k := range ks {
		ns = append(ns, strconv.Itoa(k.N))
		says = append(says, r.saysShortly(k))
	}
	if r.forScript() {
		return r.sendJSON(http.StatusOK, map[string]any{"stored": ns, "says": strings.Join(says, "; ")})
	}
	to, err := url.Parse(cmp.Or(r.nextAsked(), r.URL.Path))
	if err != nil {
		return errBad
	}
	q := to.Query()
	q.Set("done", strings.Join(ns, ","))
	r.redirect(to.EscapedPath() + queryString(q))
	return nil
}

// saysShortly is what a correction says, to who has just seen of what.
func (r *request) saysShortly(k legal.Correction) string {
	value := k.Value
	switch {
	case k.Kind != legal.Decide:
		return r.tell(k.Says())
	case k.Field == legal.FieldNumber && value == "":
		return r.say("không có số", "no number on it")
	case k.Field == legal.ConflictDate:
		value = answer.StoredDay(value)
	}
	return r.tell(legal.NameOf("field", k.Field)) + " " + value
}

// undo takes corrections back.
func (s *Server) undo(r *request) error {
	if err := r.correcting(); err != nil {
		return err
	}
	var ns []int
	for _, v := range r.PostForm["n"] {
		n, err := strconv.Atoi(v)
		if err != nil {
			return errBad
		}
		ns = append(ns, n)
	}
	by, why, err := pipeline.Sign(r.by(), cmp.Or(r.PostForm.Get("why"), r.say("bấm nhầm", "a slip")))
	if err == nil {
		err = s.write(r.ctx, func(ctx context.Context, c *catalog.Catalog) error {
			return pipeline.Undo(ctx, c, by, why, ns...)
		})
	}
	if err != nil {
		return refused(err)
	}
	if r.forScript() {
		return r.sendJSON(http.StatusOK, map[string]any{"undone": ns})
	}
	r.redirect(cmp.Or(r.nextAsked(), "/confirm"))
	return nil
}

// FillNumber reports whether the number is to be typed, whole or in part.
func (h *headAsked) FillNumber() bool { return inPart(h.Number) }

// FillDate reports whether the number is there and the day is to be typed.
func (h *headAsked) FillDate() bool {
	return !h.FillNumber() && inPart(h.Date) && (h.Date != "" || h.Ask == legal.AskDate)
}
