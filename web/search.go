package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// This file is all that the pages know of the query language and of the index.

const (
	hitsEach  = 20
	maxTyped  = 500 // bytes of a query
	maxOffset = 10_000
	passage   = 320 // letters of an excerpt
)

// searchBody is what the search page shows.
type searchBody struct {
	Query   string
	Form    url.Values
	Says    string // why nothing was searched
	Results index.Results
	Hits    []hit
	Facets  []facet
	Chosen  []choice // facets that are on, with the address without them
	Sorts   []choice
	Pager   pager
	CSV     string
}

func (b searchBody) typed() string { return b.Query }

// hit is a document found.
type hit struct {
	Document  legal.Document
	Title     string
	Held      bool
	Own       bool // the query names it
	OCR       bool
	Conflicts []string
	File      string // its name, "" where it is only cited
	Page      int
	Address   string // of the place found, else of the document
	Excerpt   []piece
	Mentions  int // citations of a document that is only cited

	json hitJSON
}

// hitJSON and searchJSON are what the program prints of a search.
type hitJSON struct {
	ID       string  `json:"id"`
	Document string  `json:"document"`
	File     string  `json:"file,omitempty"`
	SHA256   string  `json:"sha256,omitempty"`
	Score    float64 `json:"score"`
	Own      bool    `json:"own"`
	Page     int     `json:"page,omitempty"`
	Excerpt  string  `json:"excerpt,omitempty"`
}

type searchJSON struct {
	Query   string    `json:"query"`
	Total   int       `json:"total"`
	Partial bool      `json:"partial"`
	Hits    []hitJSON `json:"hits"`
}

type facet struct {
	Name   string
	Values []choice
}

// choice is something to click.
type choice struct {
	Name    string
	Count   int
	Address string
	On      bool
}

// asked reads the query and the facets from a request.
func (r *request) asked() (index.Query, error) {
	form := r.URL.Query()
	text := strings.ToValidUTF8(form.Get("q"), "\uFFFD")
	if len(text) > maxTyped {
		return index.Query{}, problem{http.StatusBadRequest, "Câu tìm quá dài.", "This query is too long.", nil}
	}
	q, err := queryOf(text)
	if err != nil {
		return q, problem{http.StatusBadRequest, "Câu tìm chưa đúng: có dấu ngoặc kép chưa đóng, hoặc quá nhiều từ.", "This query cannot be read: a quote is not closed, or there are too many words.", nil}
	}
	q.Type, q.Issuer = form.Get("type"), form.Get("issuer")
	if y := form.Get("year"); y != "" {
		if n, err := strconv.Atoi(y); err == nil && n > 1900 && n < 2200 {
			q.From, q.To = y, y
		}
	}
	q.Held = form.Get("held") != ""
	q.Newest = form.Get("sort") == "date"
	return q, nil
}

// queryOf reads what was typed: a number becomes a key, the rest words and phrases.
func queryOf(text string) (index.Query, error) {
	ref, ok := cite.Parse(text)
	if !ok || len(ref.Symbol.Codes) == 0 {
		return index.ParseQuery(text)
	}
	q, err := index.ParseQuery(ref.Rest)
	q.Text, q.Keys = text, []string{ref.Symbol.FoldKey()}
	return q, err
}

// start is the first page: the search box, and what is there to be searched.
func (s *Server) start(r *request) error {
	if r.URL.Query().Get("q") != "" {
		r.redirect("/search?" + r.URL.RawQuery)
		return nil
	}
	counts, err := s.catalog.Counts(r.ctx)
	if err != nil {
		return err
	}
	return r.show("start", "danchieu", map[string]any{"Counts": counts})
}

func (s *Server) search(r *request) error {
	if strings.TrimSpace(r.URL.Query().Get("q")) == "" && r.URL.Query().Get("type")+r.URL.Query().Get("issuer")+r.URL.Query().Get("year") == "" {
		r.redirect("/")
		return nil
	}
	body := searchBody{Query: strings.ToValidUTF8(r.URL.Query().Get("q"), "\uFFFD"), Form: r.URL.Query()}
	if len(body.Query) > maxTyped {
		body.Query = ""
	}
	q, err := r.asked()
	if err != nil {
		p := asProblem(err)
		body.Says = r.say(p.vi, p.en)
		return r.showAs(p.status, "search", r.say("Tìm kiếm", "Search"), body)
	}
	limit, offset := hitsEach, (r.number("p", 1, 1, maxOffset/hitsEach)-1)*hitsEach
	table := r.URL.Query().Get("format") == "csv"
	if table {
		limit, offset = maxTable, 0
	}
	found, err := s.find(r.ctx, q, limit, offset)
	switch {
	case errors.Is(err, index.ErrEmptyQuery):
		body.Says = r.say("Hãy gõ từ, cụm từ trong ngoặc kép, hoặc số văn bản.", "Type words, a phrase in quotes, or a document's number.")
		return r.show("search", r.say("Tìm kiếm", "Search"), body)
	case err != nil:
		return err
	}
	body.Results = found
	if body.Hits, err = s.hits(r.ctx, q, found.Hits, answer.Day); err != nil {
		return err
	}
	if table {
		return r.sendHits(body.Hits)
	}
	body.Pager = r.pager(min(found.Total, maxOffset), hitsEach)
	body.Facets, body.Chosen = r.facets(found)
	body.Sorts = []choice{{Name: r.say("Phù hợp nhất", "Best match"), Address: r.with("sort", ""), On: !q.Newest},
		{Name: r.say("Mới nhất", "Newest"), Address: r.with("sort", "date"), On: q.Newest}}
	body.CSV = r.with("format", "csv")
	return r.show("search", body.Query+" – "+r.say("tìm kiếm", "search"), body)
}

// find asks the index.
func (s *Server) find(ctx context.Context, q index.Query, limit, offset int) (index.Results, error) {
	x := s.index()
	if x == nil {
		return index.Results{}, problem{http.StatusServiceUnavailable, "Chưa có chỉ mục để tìm.", "There is no index to search yet.", nil}
	}
	return x.Search(ctx, q, limit, offset)
}

// facetShown is how many values of a facet are shown.
const facetShown = 8

// facets makes of the counts what narrows the search down.
func (r *request) facets(res index.Results) (facets []facet, chosen []choice) {
	form := r.URL.Query()
	for _, f := range []struct {
		key, vi, en string
		counts      []index.Count
	}{{"type", "Loại văn bản", "Type", res.Types}, {"year", "Năm", "Year", res.Years}, {"issuer", "Cơ quan ban hành", "Issuer", res.Issuers}} {
		if on := form.Get(f.key); on != "" {
			chosen = append(chosen, choice{Name: cutTo(on, 60), Address: r.with(f.key, ""), On: true})
			continue
		}
		counts := slices.Clone(f.counts)
		if f.key == "year" {
			slices.SortFunc(counts, func(a, b index.Count) int { return strings.Compare(b.Value, a.Value) })
		}
		out := facet{Name: r.say(f.vi, f.en)}
		for _, c := range counts[:min(facetShown, len(counts))] {
			out.Values = append(out.Values, choice{Name: c.Value, Count: c.Count, Address: r.with(f.key, c.Value)})
		}
		if len(counts) > 1 {
			facets = append(facets, out)
		}
	}
	if form.Get("held") != "" {
		chosen = append(chosen, choice{Name: r.say("Có tệp", "Held"), Address: r.with("held", ""), On: true})
	}
	return facets, chosen
}

// hits gathers what to show of what was found. The ID of a hit is the hash of a
// file, or that of a document which is only cited.
func (s *Server) hits(ctx context.Context, q index.Query, found []index.Hit, day func(legal.Date) string) ([]hit, error) {
	out := make([]hit, 0, len(found))
	for _, h := range found {
		one, ok, err := s.hit(ctx, q, h, day)
		if err != nil {
			return nil, err
		}
		if ok { // an ingest may have taken it away since it was indexed
			out = append(out, one)
		}
	}
	return out, nil
}

func (s *Server) hit(ctx context.Context, q index.Query, h index.Hit, day func(legal.Date) string) (out hit, ok bool, err error) {
	out = hit{Own: h.Own, json: hitJSON{ID: h.ID, Score: h.Score, Own: h.Own}}
	info, held, err := s.catalog.FileInfo(ctx, h.ID)
	if err != nil || held && info.Deleted {
		return out, false, err
	}
	if !held {
		return s.citedHit(ctx, h, day)
	}
	t, ok, err := s.text(ctx, h.ID)
	if err != nil || !ok {
		return out, false, err
	}
	d, _, err := s.catalog.Document(ctx, info.Document)
	if err != nil {
		return out, false, err
	}
	out.Document, out.Title, out.Held, out.Conflicts = d, t.Head.Title, true, d.Conflicts
	if out.Title == "" {
		out.Title = d.Title
	}
	out.json.SHA256, out.json.Document = h.ID, headLine(t.Head, day)
	if info.Document != "" {
		out.json.ID = info.Document
	}
	if len(info.Paths) > 0 {
		out.File, out.json.File = info.Paths[0], info.Paths[0]
	}
	best, spans := h.Best, h.Spans
	var place int
	if len(spans) == 0 && len(q.Keys) > 0 && !h.Own {
		if best, place, err = s.citationOf(ctx, h.ID, q.Keys); err != nil {
			return out, false, err
		}
		spans = []legal.Span{best}
	}
	out.Address = fmt.Sprintf("/f/%s/1", h.ID)
	if best.End > len(t.Content) {
		best = legal.Span{}
	}
	if len(spans) > 0 && best.End > best.Start {
		from, to := answer.Window(t.Content, best, passage)
		out.Page = max(1, t.PageAt(best.Start))
		out.Excerpt = pieces(t.Content, from, to, spans)
		out.Address = fmt.Sprintf("/f/%s/%d?at=%d-%d#at", h.ID, out.Page, best.Start, best.End)
		if place > 0 {
			out.Address = fmt.Sprintf("/f/%s/%d?c=%d#c%d", h.ID, out.Page, place, place)
		}
		from, to = answer.Window(t.Content, best, 240)
		out.json.Page, out.json.Excerpt = out.Page, answer.Cutting(t.Content, from, to, func(s string) string { return s })
	}
	if p := max(1, out.Page); p <= len(t.Pages) {
		out.OCR = t.Pages[p-1].Source == legal.SourceOCR
	}
	return out, true, nil
}

func (s *Server) citedHit(ctx context.Context, h index.Hit, day func(legal.Date) string) (out hit, ok bool, err error) {
	out = hit{Own: h.Own, json: hitJSON{ID: h.ID, Score: h.Score, Own: h.Own}}
	d, ok, err := s.catalog.Document(ctx, h.ID)
	if err != nil || !ok {
		return out, false, err
	}
	mentions, err := s.catalog.CountMentions(ctx, d.ID)
	if err != nil {
		return out, false, err
	}
	out.Document, out.Title, out.Conflicts, out.Mentions = d, d.Title, d.Conflicts, mentions
	out.Address = "/d/" + d.ID
	times := "times"
	if mentions == 1 {
		times = "time"
	}
	out.json.Document = fmt.Sprintf("%s: only cited, %d %s", answer.Line(d, day), mentions, times)
	return out, true, nil
}

// headLine names a document by what it says of itself, as the program prints it.
func headLine(h legal.Head, day func(legal.Date) string) string {
	s := string(h.Type)
	if s == "" {
		s = "văn bản"
	}
	if h.Number == "" {
		s += " (số chưa rõ)"
	} else {
		s += " số " + h.Number
	}
	if d := day(h.Date); d != "" {
		s += " ngày " + d
	}
	if h.Issuer != "" {
		s += " của " + h.Issuer
	}
	if h.Title != "" {
		s += ": " + h.Title
	}
	return s
}

// citationOf returns where a file first cites one of the numbers, and the place of
// that citation among its citations, from 1.
func (s *Server) citationOf(ctx context.Context, sha256 string, keys []string) (legal.Span, int, error) {
	mentions, err := s.catalog.Mentions(ctx, sha256)
	if err != nil {
		return legal.Span{}, 0, err
	}
	for _, m := range mentions {
		if sym, ok := legal.ParseSymbol(m.Number); ok && slices.Contains(keys, sym.FoldKey()) {
			return m.Span, m.Index + 1, nil
		}
	}
	return legal.Span{}, 0, nil
}

// suggestion is a document that what was typed may mean.
type suggestion struct {
	Name    string `json:"name"`
	About   string `json:"about"`
	Address string `json:"address"`
	Held    bool   `json:"held"`
}

const suggestions = 8

// suggest answers with documents for what is being typed.
func (s *Server) suggest(r *request) error {
	text := strings.ToValidUTF8(r.URL.Query().Get("q"), "\uFFFD")
	out := []suggestion{}
	if len(text) > maxTyped {
		return r.sendJSON(http.StatusOK, out)
	}
	found, err := s.guess(r.ctx, text)
	if err != nil {
		return err
	}
	for _, d := range found[:min(suggestions, len(found))] {
		about := byline(d)
		if d.Title != "" {
			about += " · " + cutTo(d.Title, 90)
		}
		out = append(out, suggestion{name(d), strings.TrimPrefix(about, " · "), "/d/" + url.PathEscape(d.ID), d.Held != ""})
	}
	return r.sendJSON(http.StatusOK, out)
}

// guess returns the documents that a reference fits, or that have a number which
// begins so, else those that have the words.
func (s *Server) guess(ctx context.Context, text string) ([]legal.Document, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	found, err := answer.Documents(ctx, s.catalog, text, nil)
	if err != nil || len(found) > 0 {
		return found, err
	}
	if n := begunNumber.FindStringSubmatch(text); n != nil {
		all, err := s.catalog.FindByOrdinal(ctx, strings.TrimLeft(n[1], "0"), "")
		begun := slices.DeleteFunc(all, func(d legal.Document) bool { return !strings.HasPrefix(bare(d.Number), bare(n[1]+n[2])) })
		if err != nil || len(begun) > 0 {
			return begun, err
		}
	}
	q, err := queryOf(text)
	x := s.index()
	if err != nil || x == nil {
		return nil, nil
	}
	res, err := x.Search(ctx, q, suggestions, 0)
	if err != nil {
		return nil, nil // while something is being typed, nothing found is answer enough
	}
	for _, h := range res.Hits {
		id := h.ID
		if info, held, err := s.catalog.FileInfo(ctx, h.ID); err == nil && held {
			id = info.Document
		}
		if d, ok, err := s.catalog.Document(ctx, id); err == nil && ok {
			found = append(found, d)
		}
	}
	return found, nil
}

// begunNumber is a number that is being typed: "30", "30-N", "30 nq/t".
var begunNumber = regexp.MustCompile(`^\s*(\d{1,6})([\pL\s/-]{0,20})$`)

// bare drops marks, case and what stands between letters, for comparing beginnings.
func bare(number string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, strings.TrimLeft(viet.Fold(number), "0"))
}

// theDocument finds the one document that a reference means. Where several fit they
// are listed, and it is decided nothing.
func (s *Server) theDocument(ctx context.Context, ref string) (legal.Document, []legal.Document, error) {
	ref = strings.ToValidUTF8(ref, "\uFFFD")
	if len(ref) > maxTyped || strings.TrimSpace(ref) == "" {
		return legal.Document{}, nil, errNoDoc
	}
	found, err := answer.Documents(ctx, s.catalog, ref, nil)
	switch {
	case err != nil:
		return legal.Document{}, nil, err
	case len(found) == 0:
		return legal.Document{}, nil, errNoDoc
	case len(found) > 1:
		return legal.Document{}, found, nil
	}
	return found[0], nil, nil
}

// goTo leads to the document a reference means, or lists those it may mean.
func (s *Server) goTo(r *request) error {
	d, several, err := s.theDocument(r.ctx, r.URL.Query().Get("ref"))
	switch {
	case err != nil:
		return err
	case several != nil:
		return r.show("several", r.say("Nhiều văn bản", "Several documents"), map[string]any{"Ref": r.URL.Query().Get("ref"), "Documents": several})
	}
	r.redirect("/d/" + url.PathEscape(d.ID))
	return nil
}

func (r *request) sendHits(hits []hit) error {
	rows := [][]string{{"id", "type", "number", "date", "issuer", "title", "held", "file", "page", "excerpt", "address"}}
	for _, h := range hits {
		d := h.Document
		var excerpt strings.Builder
		for _, p := range h.Excerpt {
			excerpt.WriteString(p.Text)
		}
		rows = append(rows, []string{d.ID, string(d.Type), d.Number, d.Date.String(), answer.BodyName(d.Body), h.Title, strconv.FormatBool(h.Held), lastPart(h.File), numeral(h.Page),
			strings.Join(strings.Fields(excerpt.String()), " "), h.Address})
	}
	return r.sendTable("tim-kiem.csv", rows)
}

func numeral(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
