package web

import (
	"context"
	"errors"
	"math"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

const (
	hitsEach  = 20
	maxTyped  = 500 // bytes of a query
	maxOffset = 10_000
)

// searchBody is what the search page shows.
type searchBody struct {
	Query   string
	Form    url.Values
	Says    string // why nothing was searched
	Results index.Results
	Hits    []answer.Hit
	Facets  []facet
	Chosen  []choice // facets that are on, with the address without them
	Sorts   []choice
	Pager   pager
	Feed    string // address of the search as a feed
	Tables  tables
	// Predecessors is the address of the same with what the predecessors of a place issued.
	Predecessors string
}

func (b searchBody) typed() string { return b.Query }

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

// params is a query with what narrows it down, in the language of the index.
type params struct {
	text    string
	options index.Options
}

// facetKeys are the facets, each with the field of the query language that it is.
var facetKeys = []struct{ key, field, vi, en string }{
	{"type", "loai", "Loại văn bản", "Type"}, {"year", "nam", "Năm", "Year"},
	{"issuer", "coquan", "Cơ quan ban hành", "Issuer"}, {"level", "cap", "Cấp", "Level"},
	{"province", "tinh", "Tỉnh, thành phố", "Province"}, {"source", "nguon", "Nguồn chữ", "Source of text"},
	{"force", "hieuluc", "Hiệu lực", "Force"},
}

// params reads the query and the facets from a request.
func (r *request) params() (params, error) {
	form := r.URL.Query()
	a := params{text: strings.ToValidUTF8(form.Get("q"), "\uFFFD"),
		options: index.Options{Facets: true, Limit: hitsEach}}
	a.options.Offset = (r.number("p", 1, 1, maxOffset/hitsEach) - 1) * hitsEach
	if len(a.text) > maxTyped {
		return a, problem{http.StatusBadRequest, legal.Say(legal.LongQuery), nil}
	}
	for _, f := range facetKeys {
		if v := form.Get(f.key); v != "" {
			a.text += " " + f.field + `:"` + strings.ReplaceAll(strings.ToValidUTF8(v, ""), `"`, " ") + `"`
		}
	}
	if form.Get("held") != "" {
		a.text += " giu:co"
	}
	a.options.WithPredecessors = form.Get("predecessors") != ""
	switch form.Get("sort") {
	case "date":
		a.options.Sort = index.ByDate
	case "cited":
		a.options.Sort = index.ByCited
	}
	return a, nil
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
	examples, err := s.examples(r.ctx)
	if err != nil {
		return err
	}
	return r.show("start", "danchieu", map[string]any{"Counts": counts, "Examples": examples})
}

func (s *Server) search(r *request) error {
	if strings.TrimSpace(r.URL.Query().Get("q")) == "" &&
		r.URL.Query().Get("type")+r.URL.Query().Get("issuer")+r.URL.Query().Get("year") == "" {
		r.redirect("/")
		return nil
	}
	key, keep := r.resultKey(time.Now())
	if page, ok := s.results.Get(key); ok && keep {
		return r.showMain(page)
	}
	body := r.searchBody()
	q, err := r.params()
	if err != nil {
		p := asProblem(err)
		body.Says = r.tell(p.says)
		return r.showAs(p.status, "search", r.say("Tìm kiếm", "Search"), body)
	}
	table := r.wantsTable()
	if table {
		q.options = index.Options{Limit: math.MaxInt32, Sort: q.options.Sort, WithPredecessors: q.options.WithPredecessors}
	}
	found, err := s.find(r, q)
	var bad *index.QueryError
	switch {
	case errors.Is(err, index.ErrEmptyQuery):
		body.Says = r.say("Hãy gõ từ, cụm từ trong ngoặc kép, hoặc số văn bản.",
			"Type words, a phrase in quotes, or a document's number.")
		return r.show("search", r.say("Tìm kiếm", "Search"), body)
	case errors.As(err, &bad):
		body.Says = r.say("Câu tìm chưa đúng: ", "This query cannot be read: ") + r.tell(bad.Message())
		return r.showAs(http.StatusBadRequest, "search", r.say("Tìm kiếm", "Search"), body)
	case err != nil:
		return err
	}
	if table {
		return r.sendTable("tim-kiem", answer.New(r.ctx, s.catalog, legal.Date.Printed).SearchTable(found, 0, 1))
	}
	page, err := s.resultPage(r, s.service(r.ctx, legal.Date.Printed), q, found)
	if err != nil {
		return err
	}
	if keep {
		s.keepResult(key, page)
	}
	return r.showMain(page)
}

func (r *request) searchBody() searchBody {
	body := searchBody{Query: strings.ToValidUTF8(r.URL.Query().Get("q"), "\uFFFD"), Form: r.URL.Query()}
	if len(body.Query) > maxTyped {
		body.Query = ""
	}
	return body
}

// resultPage makes the main part of a page of results.
func (s *Server) resultPage(r *request, known *answer.Service, q params, found index.Found) (page mainPart, err error) {
	out, err := known.Search(q.text, found, q.options.Offset, 1)
	if err != nil {
		return page, err
	}
	body := r.searchBody()
	body.Results = found.Results
	body.Hits = slices.DeleteFunc(out.Hits, func(h answer.Hit) bool { return h.Gone })
	body.Pager = r.pager(min(found.Total, maxOffset), hitsEach)
	body.Facets, body.Chosen = r.facets(found.Results)
	for _, o := range []struct {
		key, vi, en string
		sort        index.Sort
	}{{"", "Phù hợp nhất", "Best match", index.ByRelevance}, {"date", "Mới nhất", "Newest", index.ByDate},
		{"cited", "Được viện dẫn nhiều nhất", "Most cited", index.ByCited}} {
		body.Sorts = append(body.Sorts,
			choice{Name: r.say(o.vi, o.en), Address: r.with("sort", o.key), On: q.options.Sort == o.sort})
	}
	if strings.Contains(q.text, ":") && !q.options.WithPredecessors {
		body.Predecessors = r.with("predecessors", "1")
	}
	body.Tables = r.tables()
	body.Feed = "/feed.atom" + strings.TrimPrefix(r.with("sort", "", "p", ""), r.URL.Path)
	return r.main("search", body.Query+" – "+r.say("tìm kiếm", "search"), body)
}

// find asks the index.
func (s *Server) find(r *request, q params) (index.Found, error) {
	x := s.index()
	if x == nil {
		return index.Found{}, problem{http.StatusServiceUnavailable, legal.Say(legal.NoIndex), nil}
	}
	return index.Find(r.ctx, s.catalog, x, q.text, q.options)
}

// facetShown is how many values of a facet are shown.
const facetShown = 8

// facetValue names a value of a facet: levels and sources of text are codes.
func (r *request) facetValue(key, value string) string {
	if key == "force" {
		value, day, dated := strings.Cut(value, "@")
		if says := r.tell(legal.NameOf("hieuluc", value)); !dated {
			return says
		} else {
			return says + ", " + day
		}
	}
	if key == "level" || key == "source" {
		return r.tell(legal.NameOf(key, value))
	}
	return value
}

// facets makes of the counts what narrows the search down.
func (r *request) facets(res index.Results) (facets []facet, chosen []choice) {
	form := r.URL.Query()
	for _, f := range facetKeys {
		if on := form.Get(f.key); on != "" {
			chosen = append(chosen, choice{Name: excerpt.Begin(r.facetValue(f.key, on), 60), Address: r.with(f.key, ""),
				On: true})
			continue
		}
		var counts []index.Count
		for _, c := range res.Facets {
			if c.Field == f.field {
				counts = slices.Clone(c.Counts)
			}
		}
		if f.key == "year" {
			slices.SortFunc(counts, func(a, b index.Count) int { return strings.Compare(b.Value, a.Value) })
		}
		out := facet{Name: r.say(f.vi, f.en)}
		for _, c := range counts[:min(facetShown, len(counts))] {
			out.Values = append(out.Values,
				choice{Name: r.facetValue(f.key, c.Value), Count: c.Count, Address: r.with(f.key, c.Value)})
		}
		if len(counts) > 1 {
			facets = append(facets, out)
		}
	}
	if form.Get("predecessors") != "" {
		chosen = append(chosen, choice{Name: r.say("Cả các đơn vị tiền thân", "With predecessors"),
			Address: r.with("predecessors", ""), On: true})
	}
	if form.Get("held") != "" {
		chosen = append(chosen, choice{Name: r.say("Có tệp", "Held"), Address: r.with("held", ""), On: true})
	}
	return facets, chosen
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
			about += " · " + excerpt.Begin(d.Title, 90)
		}
		out = append(out, suggestion{name(d), strings.TrimPrefix(about, " · "), "/d/" + url.PathEscape(d.ID),
			d.Held != ""})
	}
	return r.sendJSON(http.StatusOK, out)
}

// guess returns the documents that a reference fits, or that have a number which
// begins so, else those that have the words, in the text or in the name of a file.
func (s *Server) guess(ctx context.Context, text string) ([]legal.Document, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	found, err := answer.Referred(ctx, s.catalog, text)
	if err != nil || len(found) > 0 {
		return found, err
	}
	if n := begunNumber.FindStringSubmatch(text); n != nil {
		all, err := s.catalog.FindByOrdinal(ctx, strings.TrimLeft(n[1], "0"), "")
		begun := slices.DeleteFunc(all, func(d legal.Document) bool {
			return !strings.HasPrefix(bare(d.Number), bare(n[1]+n[2]))
		})
		if err != nil || len(begun) > 0 {
			return begun, err
		}
	}
	x := s.index()
	if x == nil {
		return nil, nil
	}
	res, err := index.Find(ctx, s.catalog, x, text, index.Options{Limit: suggestions})
	if err != nil {
		return nil, nil // while something is being typed, nothing found is answer enough
	}
	out, err := s.service(ctx, legal.Date.Printed).Search(text, res, 0, 0)
	for _, h := range out.Hits {
		if h.About.ID != "" {
			found = append(found, h.About)
		}
	}
	return found, err
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
		return r.showSeveral(r.URL.Query().Get("ref"), several)
	}
	r.redirect("/d/" + url.PathEscape(d.ID))
	return nil
}

// showSeveral lists the documents that a reference may mean.
func (r *request) showSeveral(ref string, documents []legal.Document) error {
	found := map[string]any{"Ref": ref, "Documents": documents}
	return r.show("several", r.say("Nhiều văn bản", "Several documents"), found)
}
