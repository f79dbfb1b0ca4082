package answer

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"github.com/danchieu/danchieu/index/table"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Side is one of the two lists of a document.
type Side string

// The sides.
const (
	Citers Side = "citers" // who cites it
	Cited  Side = "cited"  // what it cites on its own pages
)

// LinkSort is an order of a list.
type LinkSort string

// The orders. Rank is by the level of the body, then by the law's order of documents.
const (
	ByTimes LinkSort = ""
	ByDate  LinkSort = "date"
	ByRank  LinkSort = "rank"
)

// LinkPage is which part of a list is asked for. A filter by the other document leaves one, of
// which then the places are paged.
type LinkPage struct {
	Sort          LinkSort
	Offset, Limit int // documents
	From, Each    int // places of each document
}

// Linked is a part of a list of documents, with what it may be narrowed down by.
type Linked struct {
	Documents int // of the whole list, but for those that are not certain
	Mentions  int // in the whole list
	Rows      int // of the whole list: the documents, and one for all that are not certain
	Facets    []Facet
	Links     []LinkedTo
}

// LinkedTo is a document of a list with places.
type LinkedTo struct {
	Link
	Places []Mention
}

// Facet is what the documents of a list have in common.
type Facet struct {
	Key    string // as the parameter of [ReadFilter] is called
	Counts []FacetCount
}

// FacetCount is how many documents have a value; of provisions, how many citations.
type FacetCount struct {
	Value string
	Name  string // of an issuer, else ""
	Count int
}

// Facets are the keys of the facets, in their order.
var Facets = []string{"type", "issuer", "province", "year", "relation", "provision", "held"}

// LinkSizes counts the documents of both lists of a document.
func (t *Service) LinkSizes(id string) (citers, cited int, err error) {
	return t.c.LinkSizes(t.ctx, id)
}

// Linked returns a part of one of the lists of a document. Only that part is read.
func (t *Service) Linked(id string, side Side, f Filter, p LinkPage) (out Linked, err error) {
	q, err := t.linkQuery(id, side, f)
	if err != nil {
		return out, err
	}
	counts, err := t.c.CountLinks(t.ctx, q)
	if err != nil {
		return out, err
	}
	by := catalog.LinkOrder{ByDate: p.Sort != ByTimes}
	if p.Sort == ByRank {
		if by.Ranks, err = ranks(counts); err != nil {
			return out, err
		}
	}
	if out.Facets, err = facets(counts); err != nil {
		return out, err
	}
	for _, c := range counts {
		switch c.What {
		case "documents":
			out.Documents = c.Count
		case "mentions":
			out.Mentions = c.Count
		case "rows":
			out.Rows = c.Count
		}
	}
	links, err := t.c.Links(t.ctx, q, by, p.Offset, p.Limit)
	if err != nil {
		return out, err
	}
	out.Links, err = t.withPlaces(q, links, p)
	return out, err
}

// linkQuery asks the catalogue for what a filter leaves.
func (t *Service) linkQuery(id string, side Side, f Filter) (catalog.LinkQuery, error) {
	q := catalog.LinkQuery{Of: id, Cited: side == Cited, LinkFilter: catalog.LinkFilter{
		Other: f.Other, Type: f.Type, Province: f.Province, Year: f.Year, Held: f.Held, Relation: f.Relation,
	}}
	if len(f.Places) == 0 && f.Issuer == "" {
		return q, nil
	}
	counts, err := t.c.CountLinks(t.ctx, q)
	if len(f.Places) > 0 {
		q.Printed = []string{}
	}
	if f.Issuer != "" {
		q.Bodies = []string{}
	}
	for _, c := range counts {
		switch {
		case c.What == "provision" && len(f.Places) > 0 && f.names(c.Value):
			q.Printed = append(q.Printed, c.Value)
		case c.What == "body" && f.Issuer != "":
			b, bad := c.Body()
			if bad != nil {
				return q, bad
			}
			if authority.KeyOf(b).ID() == f.Issuer {
				q.Bodies = append(q.Bodies, c.Value)
			}
		}
	}
	return q, err
}

// ranks orders what was counted by the level of the body, then by the rank of its documents.
func ranks(counts []catalog.LinkCount) (map[string]int, error) {
	levels := []legal.Level{legal.LevelUnit, legal.LevelCommune, legal.LevelDistrict, legal.LevelProvince, legal.LevelCentral}
	out := map[string]int{}
	for _, c := range counts {
		if c.What != "rank" {
			continue
		}
		r, err := c.Rank()
		if err != nil {
			return nil, err
		}
		symbol := legal.Symbol{}
		if r.Code != "" {
			symbol.Codes = []string{r.Code}
		}
		out[c.Value] = 100*(1+slices.Index(levels, r.Level)) + int(cite.RankOf(r.Type, symbol))
	}
	return out, nil
}

// facets gathers what was counted, the most frequent first and years from the latest on.
func facets(counts []catalog.LinkCount) ([]Facet, error) {
	of := map[string][]FacetCount{}
	bodies := bodyCounts{}
	var printed []legal.Seen
	for _, c := range counts {
		value := FacetCount{Value: c.Value, Count: c.Count}
		switch {
		case c.What == "provision":
			printed = append(printed, legal.Seen{Value: c.Value, Count: c.Count})
		case c.What == "body":
			if err := bodies.add(c); err != nil {
				return nil, err
			}
		case c.Value != "" && c.Value != "0":
			of[c.What] = append(of[c.What], value)
		}
	}
	of["issuer"] = bodies.counts()
	for _, a := range byProvision(printed) {
		of["provision"] = append(of["provision"], FacetCount{Value: "Điều " + a.Value, Count: a.Count})
	}
	var out []Facet
	for _, key := range Facets {
		slices.SortStableFunc(of[key], func(a, b FacetCount) int {
			if key == "year" {
				return cmp.Compare(b.Value, a.Value)
			}
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
		})
		out = append(out, Facet{key, of[key]})
	}
	return out, nil
}

// bodyCounts counts bodies by ID, each with its names.
type bodyCounts map[string]*bodyCount

type bodyCount struct {
	FacetCount
	names map[string]int
}

// add counts a body in. One of which it is not known which it is cannot be asked for.
func (bs bodyCounts) add(c catalog.LinkCount) error {
	b, err := c.Body()
	if err != nil {
		return err
	}
	id, name := authority.KeyOf(b).ID(), authority.Name(b)
	if id == "" || name == "" {
		return nil
	}
	one := bs[id]
	if one == nil {
		one = &bodyCount{FacetCount{Value: id, Name: name}, map[string]int{}}
		bs[id] = one
	}
	one.Count += c.Count
	if b.Name != "" {
		one.names[name] += c.Count
	}
	return nil
}

// counts are named as documents name them most often, by the code alone where none does.
func (bs bodyCounts) counts() (out []FacetCount) {
	for _, id := range slices.Sorted(maps.Keys(bs)) {
		one := bs[id]
		if names := MostFirst(one.names); len(names) > 0 {
			one.Name = names[0].Value
		}
		out = append(out, one.FacetCount)
	}
	return out
}

// withPlaces adds the documents themselves and the places.
func (t *Service) withPlaces(q catalog.LinkQuery, links []catalog.Link, p LinkPage) ([]LinkedTo, error) {
	ids := make([]string, len(links))
	for i, l := range links {
		ids[i] = l.Document
	}
	found, err := t.c.DocumentsOf(t.ctx, ids)
	if err != nil {
		return nil, err
	}
	ms, err := t.c.LinkMentions(t.ctx, q, ids, p.From, p.Each)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	out := make([]LinkedTo, len(links))
	for i, l := range links {
		at[l.Document] = i
		t.known[l.Document] = found[l.Document]
		out[i].Link = t.link(l)
	}
	for _, m := range ms {
		other := m.Citing
		if q.Cited {
			other = m.Document
		}
		if i, ok := at[other]; ok {
			out[i].Places = append(out[i].Places, NewMention(m))
		}
	}
	return out, nil
}

// link is a document of a list, which is known, with what its citations state.
func (t *Service) link(l catalog.Link) Link {
	d := t.known[l.Document]
	out := Link{ID: l.Document, Document: legal.Say(legal.Unsure).In(t.lang), Held: d.Held != "", Mentions: l.Mentions, About: d}
	if l.Document != "" {
		out.Document = t.line(d)
	}
	for _, r := range legal.Relations {
		count := RelationCount{Relation: r}
		var stated []legal.Statement
		for _, s := range l.Stated {
			if s.Relation == r {
				count.Mentions += s.Mentions
				stated = append(stated, s.Statement)
			}
		}
		if stated != nil {
			count.Reach = legal.ReachOf(stated)
			out.Relations = append(out.Relations, count)
		}
	}
	return out
}

// LinkTable has a line for every citation of one of the lists of a document. They are read from the catalogue as the
// table is written, so that of very many few are in memory.
func (t *Service) LinkTable(d legal.Document, side Side, f Filter) (table.Table, error) {
	q, err := t.linkQuery(d.ID, side, f)
	if err != nil {
		return table.Table{}, err
	}
	out := list(string(side), citationColumns, nil, func(int, Mention, yielding) bool { return true })
	out.Rows = func(yield func([]any) bool) {
		ends := newEnds(d)
		readErr := t.c.EachLinkMentions(t.ctx, q, func(ms []catalog.Mention) error {
			if err := ends.read(t, ms, side); err != nil {
				return err
			}
			for _, m := range ms {
				if !yield(ends.row(NewMention(m), side)) {
					return errEnough
				}
			}
			return nil
		})
		if !errors.Is(readErr, errEnough) {
			err = readErr
		}
	}
	out.Err = func() error { return err }
	return out, nil
}

// errEnough ends the reading of what nobody wants more of.
var errEnough = errors.New("enough")

// linkMentions returns all citations of a list, by path, file and place.
func (t *Service) linkMentions(id string, side Side, f Filter) ([]Mention, error) {
	out := []Mention{}
	q, err := t.linkQuery(id, side, f)
	if err != nil {
		return nil, err
	}
	err = t.c.EachLinkMentions(t.ctx, q, func(ms []catalog.Mention) error {
		for _, m := range ms {
			out = append(out, NewMention(m))
		}
		return nil
	})
	return out, err
}
