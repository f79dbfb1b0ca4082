package web

import (
	"slices"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// linksBody is a list of the documents that cite one, or that it cites, with what narrows it down.
type linksBody struct {
	answer.Linked
	Facets []linkFacet
	Chosen []choice
	Sorts  []choice
	Links  []linkedTo
	Alone  bool // one document alone: its places are paged
	Pager  pager
	Tables tables
	Fixed  []choice // the rest of the question, for the form of the provision
}

// linkFacet is a facet with the values that are shown only when asked for.
type linkFacet struct {
	facet
	Key  string
	Rest []choice
}

// linkedTo is a document of a list with where all its places are to be seen.
type linkedTo struct {
	answer.LinkedTo
	All string
}

const (
	linksEach  = 25
	placesEach = 3
	placesPage = 40 // of one document alone
	facetRest  = 200
)

// sides are the lists by their tabs.
var sides = map[string]answer.Side{tabCiters: answer.Citers, tabCited: answer.Cited}

// links reads a page of a list.
func (r *request) links(known *answer.Service, id, tab string, only answer.Filter) (b linksBody, err error) {
	b.Alone = only.Other != ""
	sort := answer.LinkSort(r.URL.Query().Get("sort"))
	if !slices.Contains(linkSorts, sort) {
		return b, errBad
	}
	n := r.number("p", 1, 1, maxTable/linksEach) - 1
	page := answer.LinkPage{Sort: sort, Offset: n * linksEach, Limit: linksEach, Each: placesEach}
	total, each := &b.Rows, linksEach
	if b.Alone {
		page = answer.LinkPage{Limit: 1, From: n * placesPage, Each: placesPage}
		total, each = &b.Mentions, placesPage
	}
	if b.Linked, err = known.Linked(id, sides[tab], only, page); err != nil {
		return b, err
	}
	b.Pager = r.pager(*total, each)
	for _, l := range b.Linked.Links {
		other := l.ID
		if other == "" {
			other = answer.NotCertain
		}
		b.Links = append(b.Links, linkedTo{l, r.with("other", other)})
	}
	b.Tables = r.tables()
	return b, b.narrow(r, known)
}

var linkSorts = []answer.LinkSort{answer.ByTimes, answer.ByDate, answer.ByRank}

// narrow fills in what the list may be narrowed down by, and what it was.
func (b *linksBody) narrow(r *request, known *answer.Service) error {
	form := r.URL.Query()
	names := map[answer.LinkSort]string{answer.ByTimes: r.say("Nhiều lần nhất", "Most often"),
		answer.ByDate: r.say("Mới nhất", "Newest"), answer.ByRank: r.say("Cấp, thứ bậc", "Rank")}
	for _, sort := range linkSorts {
		b.Sorts = append(b.Sorts, choice{Name: names[sort], Address: r.with("sort", string(sort)), On: form.Get("sort") == string(sort)})
	}
	if other := form.Get("other"); other != "" {
		d, err := known.Document(other)
		if err != nil {
			return err
		}
		b.Chosen = append(b.Chosen, choice{Name: r.linkValue("other", answer.FacetCount{Value: other, Name: name(d)}),
			Address: r.with("other", "")})
	}
	for _, f := range b.Linked.Facets {
		if on := form.Get(f.Key); on != "" {
			value := answer.FacetCount{Value: on}
			if i := slices.IndexFunc(f.Counts, func(c answer.FacetCount) bool { return c.Value == on }); i >= 0 {
				value = f.Counts[i]
			}
			b.Chosen = append(b.Chosen, choice{Name: excerpt.Begin(r.linkValue(f.Key, value), 60), Address: r.with(f.Key, "")})
		} else if !b.Alone && narrows(f, b.Documents) {
			b.Facets = append(b.Facets, r.linkFacet(f))
		}
	}
	for _, key := range append([]string{"tab", "sort"}, answer.Facets...) {
		if v := form.Get(key); v != "" && key != "provision" {
			b.Fixed = append(b.Fixed, choice{Name: key, Address: v})
		}
	}
	return nil
}

// narrows reports whether a facet can leave some of so many documents out.
func narrows(f answer.Facet, documents int) bool {
	return len(f.Counts) > 1 || len(f.Counts) == 1 && (f.Key == "provision" || f.Counts[0].Count < documents)
}

func (r *request) linkFacet(f answer.Facet) linkFacet {
	names := map[string]string{"type": r.say("Loại văn bản", "Type"), "issuer": r.say("Cơ quan ban hành", "Issuer"),
		"province": r.say("Tỉnh, thành phố", "Province"), "year": r.say("Năm", "Year"), "relation": r.say("Quan hệ", "Relation"),
		"provision": r.say("Điều khoản được viện dẫn", "Provision"), "held": r.say("Tệp", "File")}
	out := linkFacet{Key: f.Key, facet: facet{Name: names[f.Key]}}
	for i, c := range f.Counts[:min(facetRest, len(f.Counts))] {
		to := &out.Values
		if i >= facetShown {
			to = &out.Rest
		}
		*to = append(*to, choice{Name: r.linkValue(f.Key, c), Count: c.Count, Address: r.with(f.Key, c.Value)})
	}
	return out
}

// linkValue names a value of a facet.
func (r *request) linkValue(key string, c answer.FacetCount) string {
	switch {
	case key == "relation":
		return r.tell(legal.NameOf("relation", c.Value))
	case key == "held" && c.Value == "held":
		return r.say("Có tệp trong kho", "Held")
	case key == "held":
		return r.say("Chỉ được viện dẫn", "Only cited")
	case key == "other" && c.Value == answer.NotCertain:
		return r.say("Văn bản chưa xác định", "Not certain")
	case c.Name != "":
		return c.Name
	}
	return c.Value
}

// sendLinks answers with a list as a table.
func (r *request) sendLinks(known *answer.Service, d legal.Document, tab string, only answer.Filter) error {
	side, ok := sides[tab]
	if !ok {
		return errNotFound
	}
	t, err := known.LinkTable(d, side, only)
	if err != nil {
		return err
	}
	called := d.ID
	if side == answer.Cited {
		called += "-vien-dan"
	}
	return r.sendTable(called, t)
}
