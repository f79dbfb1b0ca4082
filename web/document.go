package web

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// documentBody is what the page of a document shows.
type documentBody struct {
	answer.Shown
	Held      []heldFile
	Fields    []answer.SaidField // dates and issuers with their witnesses
	Titles    []legal.Seen
	DecidedBy []decided
	Years     []bar
	Relations []choice // of those who cite it
	Chosen    []choice
	CitedFrom []citer // one page of them
	CitedOn   []citer
	Pager     pager
	Findings  int
	Audited   bool // Findings is known
	Star      star
	Tables    tables // of those who cite it
	CitesAs   tables // of what it cites
	Timeline  timeline
}

// heldFile is a file we have of a document.
type heldFile struct {
	SHA256, Name string
	Pages        int
}

type decided struct{ Field, By string }

// citer is a document that cites or is cited, with the places.
type citer struct {
	answer.Link
	Places []answer.Mention
	More   int
}

const (
	citersEach     = 25
	placesEach     = 3
	witnessesShown = 5
)

func (s *Server) document(r *request) error {
	id := r.PathValue("id")
	d, ok, err := s.catalog.Document(r.ctx, id)
	if err != nil {
		return err
	}
	if !ok {
		return s.moved(r, id)
	}
	only, err := r.filter()
	if err != nil {
		return err
	}
	on, err := r.dayAsked("on")
	if err != nil {
		return err
	}
	shown, err := s.service(r.ctx, legal.Date.Printed).In(legal.Lang(r.lang)).On(on).Show(d, only)
	if err != nil {
		return err
	}
	switch {
	case r.wantsTable() && r.URL.Query().Get("list") == "cited":
		return r.sendTable(d.ID+"-vien-dan", shown.CitedTable())
	case r.wantsTable():
		return r.sendTable(d.ID, shown.CitersTable())
	}
	b := documentBody{Shown: shown, Tables: r.tables(), CitesAs: r.tables("list", "cited")}
	if b.Held, err = s.heldFiles(r.ctx, shown.Contents); err != nil {
		return err
	}
	all := shown.CitedBy
	if only.Active() { // dates and issuers are told of all witnesses
		if all, err = s.mentionsOf(r.ctx, d.ID); err != nil {
			return err
		}
	}
	if b.Fields, err = s.fields(r.ctx, d, shown.Contents, all); err != nil {
		return err
	}
	b.Titles = s.titles(d, all)
	for _, f := range slices.Sorted(maps.Keys(d.DecidedBy)) {
		b.DecidedBy = append(b.DecidedBy, decided{f, d.DecidedBy[f]})
	}
	b.Years = r.bars(shown.ByYear)
	b.Relations, b.Chosen = r.relations(shown.CitedBy)
	b.Pager = r.pager(len(shown.Citers), citersEach)
	b.CitedFrom = places(shown.Citers[max(0, b.Pager.First-1):b.Pager.Last], shown.CitedBy,
		func(m answer.Mention) string { return m.By })
	b.CitedOn = places(shown.Cited, shown.Cites, func(m answer.Mention) string { return m.Document })
	b.Findings, b.Audited = s.findingsOf(r.ctx, d.ID)
	b.Star = newStar(d, shown, on)
	b.Timeline = newTimeline(*shown.History)
	return r.show("document", name(d), b)
}

// moved leads from an ID that no document has any more to what its citations mean
// now.
func (s *Server) moved(r *request, id string) error {
	ids, err := s.catalog.Leads(r.ctx, id)
	if err != nil {
		return err
	}
	found, err := answer.New(r.ctx, s.catalog, legal.Date.Printed).Documents(ids)
	if err != nil {
		return err
	}
	switch len(found) {
	case 0:
		return errNoDoc
	case 1:
		r.redirect("/d/" + url.PathEscape(found[0].ID))
		return nil
	}
	return r.showSeveral(id, found)
}

// filter reads which citations are asked for.
func (r *request) filter() (answer.Filter, error) {
	form := r.URL.Query()
	year, err := strconv.Atoi(cmp.Or(form.Get("year"), "0"))
	if err != nil || len(form.Get("provision")) > maxTyped {
		return answer.Filter{}, errBad
	}
	f, err := answer.ReadFilter(form.Get("provision"), year, form.Get("relation"))
	if bad := new(answer.BadValue); errors.As(err, &bad) && bad.Kind == "provision" {
		return f, problem{400, legal.Say(legal.NoProvision), nil}
	}
	return f, badValue(err)
}

func (s *Server) heldFiles(ctx context.Context, shas []string) ([]heldFile, error) {
	var out []heldFile
	for _, sha := range shas {
		info, ok, err := s.catalog.FileInfo(ctx, sha)
		if err != nil {
			return nil, err
		}
		if ok && len(info.Paths) > 0 {
			out = append(out, heldFile{sha, lastPart(info.Paths[0]), info.Pages})
		}
	}
	return out, nil
}

func (s *Server) mentionsOf(ctx context.Context, id string) ([]answer.Mention, error) {
	ms, err := s.catalog.MentionsOf(ctx, id, 0)
	if err != nil {
		return nil, err
	}
	out := make([]answer.Mention, len(ms))
	for i, m := range ms {
		out[i] = answer.NewMention(m)
	}
	return out, nil
}

// fields tells who gives which date and which issuer, with the first witnesses of each.
func (s *Server) fields(ctx context.Context, d legal.Document, own []string,
	ms []answer.Mention) ([]answer.SaidField, error) {
	out, err := answer.New(ctx, s.catalog, legal.Date.Printed).Said(d, own, ms)
	for _, f := range out {
		for i := range f.Values {
			ws := distinctPages(f.Values[i].Witnesses)
			f.Values[i].Witnesses = ws[:min(witnessesShown, len(ws))]
		}
	}
	return out, err
}

// distinctPages keeps the first of the citations on each page.
func distinctPages(ms []answer.Mention) []answer.Mention {
	type at struct {
		file string
		page int
	}
	seen := map[at]bool{}
	var out []answer.Mention
	for _, m := range ms {
		if k := (at{m.SHA256, m.Page}); !seen[k] {
			seen[k] = true
			out = append(out, m)
		}
	}
	return out
}

// titles returns the titles under which a document is cited, the most frequent
// first, where there are others than its own.
func (s *Server) titles(d legal.Document, ms []answer.Mention) []legal.Seen {
	count := map[string]int{}
	for _, m := range ms {
		if t := trimTitle(m.Title); t != "" && t != trimTitle(d.Title) {
			count[t]++
		}
	}
	out := answer.MostFirst(count)
	return out[:min(6, len(out))]
}

func trimTitle(t string) string {
	return strings.TrimRight(strings.Join(strings.Fields(t), " "), " ,;.:")
}

// relations makes of the relations stated what narrows the list down.
func (r *request) relations(ms []answer.Mention) (all, chosen []choice) {
	count := map[legal.Relation]int{}
	for _, m := range ms {
		count[m.Relation]++
	}
	form := r.URL.Query()
	for _, rel := range legal.Relations {
		if count[rel] > 0 && form.Get("relation") == "" {
			all = append(all, choice{Name: r.tell(legal.NameOf("relation", rel)), Count: count[rel],
				Address: r.with("relation", string(rel)) + "#cited-by"})
		}
	}
	for _, k := range []string{"relation", "year", "provision"} {
		if v := form.Get(k); v != "" {
			if k == "relation" {
				v = r.tell(legal.NameOf("relation", v))
			}
			chosen = append(chosen, choice{Name: excerpt.Begin(v, 60), Address: r.with(k, "") + "#cited-by", On: true})
		}
	}
	return all, chosen
}

// places gives each document the first places at which it cites or is cited.
func places(links []answer.Link, ms []answer.Mention, of func(answer.Mention) string) []citer {
	at := map[string]int{}
	out := make([]citer, len(links))
	for i, l := range links {
		at[l.ID], out[i].Link = i, l
	}
	for _, m := range ms {
		i, ok := at[of(m)]
		switch {
		case !ok:
		case len(out[i].Places) < placesEach:
			out[i].Places = append(out[i].Places, m)
		default:
			out[i].More++
		}
	}
	return out
}

// findingsOf counts the findings that touch a document; ok is false while they are
// not known yet, for which nobody waits here.
func (s *Server) findingsOf(ctx context.Context, id string) (n int, ok bool) {
	seq, err := s.state(ctx)
	if err != nil {
		return 0, false
	}
	all, ok := s.findings.now(seq)
	for _, f := range all {
		if (audit.Filter{Documents: []string{id}}).Wants(f) {
			n++
		}
	}
	return n, ok
}
