package web

import (
	"bytes"
	"fmt"
	"math/big"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/web/sheet"
)

// chainLimit is how many documents a chain shows each way.
const chainLimit = 200

// chainBody is what the page of a chain shows.
type chainBody struct {
	documentHead
	answer.Chain
	Ways      []choice
	Relations []choice
	Depth     int
	Depths    []choice
	Picture   picture
	Unfolded  string     // the address of the picture with nothing folded, "" where nothing is
	Folded    string     // and that with boxes, where they were opened
	On        legal.Date // the day of which their force is shown
	Sheet     string     // its address
	Bundle    string     // of the same with its pictures and sums
	SVG       string     // of the picture alone
	Tables    tables
	Most      int // how many documents each way are here at most, where there are more; else 0
}

// goesOn reports whether documents below a node are not shown.
func goesOn(n *answer.Node) bool { return n.Cut > 0 || slices.ContainsFunc(n.Next, goesOn) }

// ways reads in which directions a chain is followed.
func (r *request) ways() ([]graph.Way, error) {
	switch r.URL.Query().Get("way") {
	case "up":
		return []graph.Way{graph.Up}, nil
	case "down":
		return []graph.Way{graph.Down}, nil
	case "", "both":
		return []graph.Way{graph.Up, graph.Down}, nil
	}
	return nil, errBad
}

// today reads the day on which bodies are named, that of the clock where none is given.
func (r *request) today() (legal.Date, error) { return r.dayAsked("as-of") }

// dayAsked reads a day, that of the clock where none is given.
func (r *request) dayAsked(parameter string) (legal.Date, error) {
	s := r.URL.Query().Get(parameter)
	if s == "" {
		return legal.DateOf(time.Now()), nil
	}
	d, ok := legal.ReadDay(s)
	if !ok {
		return d, errBad
	}
	return d, nil
}

// only reads which relations are followed.
func (r *request) only() ([]legal.Relation, error) {
	only, err := answer.ReadRelations(r.URL.Query()["relation"])
	return only, badValue(err)
}

// badValue refuses a question that names what there is not.
func badValue(err error) error {
	if err != nil {
		return errBad
	}
	return nil
}

// documentAsked returns the document in the address of a request.
func (s *Server) documentAsked(r *request) (legal.Document, error) {
	return s.documentOf(r, r.PathValue("id"))
}

func (s *Server) documentOf(r *request, id string) (legal.Document, error) {
	d, ok, err := s.catalog.Document(r.ctx, id)
	if err == nil && !ok {
		err = errNoDoc
	}
	return d, err
}

// chainAsked returns the chain that is asked for of the document in the address, each way at
// most so many documents.
func (s *Server) chainAsked(r *request, known *answer.Service, limit int) (sheet.Question, error) {
	d, err := s.documentAsked(r)
	if err != nil {
		return sheet.Question{}, err
	}
	return s.chainOf(r, known, d, limit)
}

// chainOf returns the chain that is asked for of a document, each way at most so many
// documents.
func (s *Server) chainOf(r *request, known *answer.Service, d legal.Document, limit int) (sheet.Question, error) {
	q := sheet.Question{Document: d, Depth: r.number("depth", 0, 0, 50)}
	on, err := r.dayAsked("on")
	if err != nil {
		return q, err
	}
	ways, err := r.ways()
	if err != nil {
		return q, err
	}
	if q.Only, err = r.only(); err != nil {
		return q, err
	}
	w, err := s.graphs(r.ctx)
	if err != nil {
		return q, err
	}
	q.Chain, err = known.On(on).Trace(w.Graph, d.ID, ways, q.Only, q.Depth, limit)
	return q, err
}

func (s *Server) chain(r *request) error {
	limit := chainLimit
	if r.wantsTable() {
		limit = maxTable
	}
	known := answer.New(r.ctx, s.catalog, legal.Date.Printed)
	if !r.wantsTable() {
		known.In(legal.Lang(r.lang))
	}
	q, err := s.chainAsked(r, known, limit)
	if err != nil {
		return err
	}
	d := q.Document
	if r.wantsTable() {
		return r.sendTable(d.ID+"-chuoi", q.Chain.Table())
	}
	b := chainBody{Depth: q.Depth, Chain: q.Chain, Tables: r.tables()}
	if b.documentHead, err = s.documentHead(r, known, d, tabChain); err != nil {
		return err
	}
	if b.On, err = r.dayAsked("on"); err != nil {
		return err
	}
	if q.Depth == 0 && slices.ContainsFunc(b.Trees(), func(t answer.Tree) bool { return goesOn(t.Node) }) {
		b.Most = chainLimit
	}
	if b.Picture, err = s.layered(r.ctx, d, b.Chain, b.On, r.folding()); err != nil {
		return err
	}
	if b.Picture.Boxes > 0 {
		b.Unfolded = r.with("fold", "no") + "#picture"
	}
	if form := r.URL.Query(); form.Get("fold") != "" || form.Get("open") != "" {
		b.Folded = r.with("fold", "", "open", "") + "#picture"
	}
	way := r.URL.Query().Get("way")
	for _, c := range []struct{ key, vi, en string }{{"", "Cả hai chiều", "Both ways"}, {"up", "Dựa trên", "Rests on"},
		{"down", "Các văn bản dựa trên văn bản này", "Rested on by"}} {
		b.Ways = append(b.Ways, choice{Name: r.say(c.vi, c.en), Address: c.key, On: way == c.key ||
			way == "both" && c.key == ""})
	}
	for _, rel := range legal.Relations {
		on := slices.Contains(q.Only, rel)
		name := r.tell(legal.NameOf("relation", rel))
		b.Relations = append(b.Relations, choice{Name: name, Address: string(rel), On: on})
	}
	for _, n := range []int{0, 1, 2, 3, 5} {
		b.Depths = append(b.Depths, choice{Name: strconv.Itoa(n), Address: strconv.Itoa(n), On: n == q.Depth})
	}
	question := queryString(r.URL.Query())
	b.Sheet, b.Bundle, b.SVG = "/d/"+d.ID+"/sheet"+question, "/d/"+d.ID+"/bundle.zip"+question, "/d/"+d.ID+"/chain.svg"+question
	return r.show("chain", r.say("Chuỗi: ", "Chain: ")+name(d), b)
}

// chainPicture answers with the layered picture alone.
func (s *Server) chainPicture(r *request) error {
	q, err := s.chainAsked(r, answer.New(r.ctx, s.catalog, legal.Date.Printed), chainLimit)
	if err != nil {
		return err
	}
	on, err := r.dayAsked("on")
	if err != nil {
		return err
	}
	p, err := s.layered(r.ctx, q.Document, q.Chain, on, r.folding())
	if err != nil {
		return err
	}
	if p.Why != "" {
		return errNotFound
	}
	seen, err := r.seen(p)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := s.pages.byLang[r.lang]["chain"].ExecuteTemplate(&b, "alone", seen); err != nil {
		return err
	}
	r.w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	r.w.Header().Set("Content-Disposition", attachment(q.Document.ID+".svg"))
	return r.send(http.StatusOK, "image/svg+xml", clean(b.Bytes()))
}

// seenPicture is a picture, or the part of it that was looked at.
type seenPicture struct {
	picture
	X, Y, W, H int
}

// seen reads which part of a picture was looked at: "x,y,width,height", all of it where nothing is
// said.
func (r *request) seen(p picture) (s seenPicture, err error) {
	s = seenPicture{p, 0, 0, p.Width, p.Height}
	view := r.URL.Query().Get("view")
	if view == "" {
		return s, nil
	}
	n, err := fmt.Sscanf(view, "%d,%d,%d,%d", &s.X, &s.Y, &s.W, &s.H)
	most := 4 * (p.Width + p.Height)
	if err != nil || n != 4 || s.W < 1 || s.H < 1 || max(s.W, s.H, s.X, s.Y, -s.X, -s.Y) > most {
		return s, errBad
	}
	return s, nil
}

// sheet answers with the evidence sheet of a chain. Its style stands in it; the pictures of pages come by
// themselves, so that nobody waits for them to read, and nothing else may run or load.
func (s *Server) sheet(r *request) error {
	known := answer.New(r.ctx, s.catalog, legal.Date.Printed)
	q, err := s.chainAsked(r, known, chainLimit)
	if err != nil {
		return err
	}
	if err := s.complete(r, &q, sheetPictures); err != nil {
		return err
	}
	q.Address = pictureAddress
	var b bytes.Buffer
	if err = sheet.Write(&b, known, q); err != nil {
		return err
	}
	r.w.Header().Set("Content-Security-Policy",
		"default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; "+
			"form-action 'none'; frame-ancestors 'none'; sandbox allow-modals allow-same-origin") // a picture is for our pages alone
	return r.send(http.StatusOK, "text/html; charset=utf-8", clean(b.Bytes()))
}

// pictureAddress is where the picture of a page is drawn; "" where the file does not lie at any of its paths.
func pictureAddress(sha string, paths []string, page int) string {
	for _, p := range paths {
		if info, err := os.Lstat(p); err == nil && info.Mode().IsRegular() {
			return fmt.Sprintf("/f/%s/%d/picture.jpg", sha, page)
		}
	}
	return ""
}

// How many pages are drawn for one sheet, and for one bundle, whose pictures are all in memory.
const (
	sheetPictures  = 40
	bundlePictures = 200
)

// bundle answers with the evidence sheet of a chain as a bundle: with its pictures, what it rests on and the sums,
// for danchieu verify-bundle.
func (s *Server) bundle(r *request) error {
	leave, err := r.make()
	if err != nil {
		return err
	}
	defer leave()
	known := answer.New(r.ctx, s.catalog, legal.Date.Printed)
	q, err := s.chainAsked(r, known, chainLimit)
	if err == nil {
		err = s.complete(r, &q, bundlePictures)
	}
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := sheet.WriteBundle(&b, known, q, nil); err != nil {
		return err
	}
	r.w.Header().Set("Content-Disposition", attachment(q.Document.ID+".zip"))
	return r.send(http.StatusOK, "application/zip", b.Bytes())
}

// complete adds to a question for a sheet how it was asked, of which data, and pictures of at most so many pages.
func (s *Server) complete(r *request, q *sheet.Question, pictures int) error {
	runs, err := s.catalog.Runs(r.ctx)
	if err != nil {
		return err
	}
	q.Asked = r.absolute("/d/" + url.PathEscape(q.Document.ID) + "/sheet" + queryString(r.URL.Query()))
	q.Version, q.Data, q.Most = s.cfg.Version, sheet.StateOf(runs), pictures
	q.Picture = func(sha string, paths []string, page int) ([]byte, error) {
		f, err := s.onDisk(sha, paths)
		if err != nil {
			return nil, nil // it no longer lies there, and the sheet is good without
		}
		defer f.Close()
		jpeg, _, err := s.pictures.get(r.ctx, sha, f.Name(), page, plainDPI)
		if err != nil {
			return nil, r.ctx.Err()
		}
		return jpeg, nil
	}
	return nil
}

// pathBody is what the page of the ways between two documents shows.
type pathBody struct {
	From, To         string // as typed
	FromSays, ToSays string
	FromOnes, ToOnes []legal.Document // that one may mean
	Asked            bool
	answer.Path
	All     bool // every relation is followed
	Found   bool
	More    *big.Int // chains not shown
	Swapped bool     // the second rests on the first
	Nearest []answer.Common
	Farther []answer.Common
	MoreOff int
	Tables  tables
}

const (
	pathLimit = 20
	maxChains = 1000 // in a table
)

func (s *Server) path(r *request) error {
	form := r.URL.Query()
	b := pathBody{From: form.Get("from"), To: form.Get("to"), All: form.Get("relation") == "all"}
	title := r.say("Mối liên hệ giữa hai văn bản", "Ways between two documents")
	if b.From == "" || b.To == "" {
		return r.show("path", title, b)
	}
	var ends [2]legal.Document
	for i, ref := range []string{b.From, b.To} {
		d, several, err := s.theDocument(r.ctx, ref)
		says, ones := &b.FromSays, &b.FromOnes
		if i == 1 {
			says, ones = &b.ToSays, &b.ToOnes
		}
		var p problem
		switch {
		case several != nil:
			*says, *ones = r.say("Nhiều văn bản mang số này. Hãy chọn một:",
				"Several documents are called so. Choose one:"), several
		case err != nil:
			if p = asProblem(err); p.status != http.StatusNotFound {
				return err
			}
			*says = r.tell(p.says)
		}
		ends[i] = d
	}
	if b.FromSays+b.ToSays != "" {
		return r.show("path", title, b)
	}
	if ends[0].ID == ends[1].ID {
		b.ToSays = r.say("Hai bên là một văn bản.", "Both are one document.")
		return r.show("path", title, b)
	}
	only, err := r.only()
	if err != nil {
		return err
	}
	w, err := s.graphs(r.ctx)
	if err != nil {
		return err
	}
	b.Asked = true
	limit := pathLimit
	if r.wantsTable() {
		limit = maxChains
	}
	b.Path, err = answer.New(r.ctx, s.catalog, legal.Date.Printed).Between(w.Graph, ends, only, limit)
	if err != nil {
		return err
	}
	if r.wantsTable() {
		return r.sendTable("moi-lien-he", b.Path.Table())
	}
	b.Tables = r.tables()
	b.Found = b.Count != nil
	b.Swapped = b.Found && b.Path.From == ends[1].ID
	b.More = b.Path.More()
	b.Nearest, b.Farther = b.Path.Nearest()
	b.MoreOff = b.CommonCount - len(b.Common)
	return r.show("path", title, b)
}

// actedBody is what the page of who has acted shows.
type actedBody struct {
	Document legal.Document
	answer.Acted
	Lists     []actedList // in the place of those of the answer
	Tables    tables
	Levels    []choice
	Unnamed   int
	Relations []choice
}

// actedList is the bodies of one kind, below the level and place they have in
// common.
type actedList struct {
	Kind   string // as answer.ActedList has it
	Total  int
	Groups []actedGroup
	More   int
}

type actedGroup struct {
	Place  graph.Place
	Known  bool
	Actors []answer.Actor
}

const actorsShown = 200

// actedOn tells who has acted on a document, of the first bodies (limit 0: all).
func (s *Server) actedOn(r *request, d legal.Document, day func(legal.Date) string,
	limit int) (a answer.Acted, err error) {
	only, err := answer.ReadActs(r.URL.Query()["relation"])
	if err != nil {
		return a, badValue(err)
	}
	levels, err := answer.ReadLevels(r.URL.Query()["level"])
	if err != nil {
		return a, badValue(err)
	}
	w, err := s.graphs(r.ctx)
	if err != nil {
		return a, err
	}
	today, err := r.today()
	if err != nil {
		return a, err
	}
	q := answer.ActedQuestion{Only: only, Levels: levels, Today: today, Limit: limit}
	if lines := r.URL.Query()["roster"]; len(lines) > 0 {
		list := strings.NewReader(strings.Join(lines, "\n"))
		if q.Roster, err = authority.ReadRoster(list, w.bodies.Places, d.Body.Province, d.Date); err != nil {
			return a, errBad
		}
	}
	return answer.New(r.ctx, s.catalog, day).Acted(w.Graph, w.bodies, d, q)
}

func (s *Server) acted(r *request) error {
	d, err := s.documentAsked(r)
	if err != nil {
		return err
	}
	if r.wantsTable() {
		all, err := s.actedOn(r, d, legal.Date.String, 0)
		if err != nil {
			return err
		}
		return r.sendTable(d.ID+"-thuc-hien", all.Table())
	}
	b := actedBody{Document: d, Tables: r.tables()}
	if b.Acted, err = s.actedOn(r, d, legal.Date.Printed, actorsShown); err != nil {
		return err
	}
	for _, l := range graph.Levels {
		on := slices.Contains(b.Acted.Levels, l)
		b.Levels = append(b.Levels, choice{Name: string(l), Address: string(l), On: on})
	}
	_, b.Unnamed = b.Named()
	for _, l := range b.Acted.Lists() {
		b.Lists = append(b.Lists, group(l.Kind, l.Actors))
	}
	return r.show("acted", r.say("Ai đã thực hiện: ", "Who has acted: ")+name(d), b)
}

func group(kind string, all []answer.Actor) actedList {
	out := actedList{Kind: kind, Total: len(all), More: max(0, len(all)-actorsShown)}
	for _, a := range all[:min(len(all), actorsShown)] {
		n := len(out.Groups)
		if n == 0 || out.Groups[n-1].Place != a.Place || out.Groups[n-1].Known != a.Known {
			out.Groups = append(out.Groups, actedGroup{Place: a.Place, Known: a.Known})
			n++
		}
		out.Groups[n-1].Actors = append(out.Groups[n-1].Actors, a)
	}
	return out
}
