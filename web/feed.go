package web

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// atom is a feed as RFC 4287 has it.
type atom struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary,omitempty"`
}

// feedEntries is how many entries a feed has; feedSearched among how many hits of a search the
// newest are looked for.
const (
	feedEntries  = 50
	feedSearched = 500
)

// feed answers with what newly cites the documents that are watched and what the saved searches
// newly find; with search, the name of one of these, with what that finds; or with q, the address
// of a search, with what that finds, in the order in which it came.
func (s *Server) feed(r *request) error {
	uuid, _, err := s.catalog.Identity(r.ctx)
	if err != nil {
		return err
	}
	uuid, _, _ = strings.Cut(uuid, ".") // readers of the feed know what a restored one goes on with
	base := "urn:danchieu:" + uuid
	f := atom{Author: "danchieu", Links: []atomLink{{"self", r.absolute(r.URL.RequestURI())}}}
	if saved := r.URL.Query().Get("search"); saved != "" {
		err = s.savedFeed(r, &f, base, saved)
	} else if r.URL.Query().Get("q") == "" {
		f.ID = base + ":watched"
		f.Title = r.say("Theo dõi: viện dẫn mới và kết quả mới", "Watched: new citations and newly found")
		f.Links = append(f.Links, atomLink{Href: r.absolute("/runs")})
		f.Entries, err = s.newsEntries(r, base)
	} else {
		q := queryString(r.URL.Query())
		f.ID, f.Title = base+":search:"+q, r.URL.Query().Get("q")+" – "+r.say("tìm kiếm", "search")
		f.Links = append(f.Links, atomLink{Href: r.absolute("/search" + q)})
		f.Entries, err = s.searchEntries(r, base)
	}
	if err != nil {
		return err
	}
	f.Updated = atomTime(time.Unix(0, 0))
	if len(f.Entries) > 0 {
		f.Updated = f.Entries[0].Updated
	}
	b, err := xml.Marshal(f)
	if err != nil {
		return err
	}
	return r.send(http.StatusOK, "application/atom+xml; charset=utf-8", append([]byte(xml.Header), b...))
}

// newsEntries are the entries of all that is watched, as they are told by mail.
func (s *Server) newsEntries(r *request, base string) ([]atomEntry, error) {
	found, err := s.service(r.ctx, legal.Date.Printed).Watched(feedEntries)
	if err != nil {
		return nil, err
	}
	out, err := s.savedEntries(r, base, "")
	for _, n := range found {
		out = append(out, atomEntry{
			ID:    fmt.Sprintf("%s:run:%d:%s:%s:%s", base, n.Run, n.Document, n.Relation, n.Target),
			Title: n.Line(r.tell(legal.NameOf("relation", n.Relation))), Updated: atomTime(n.At),
			Link: atomLink{Href: r.absolute("/d/" + url.PathEscape(n.Document))},
		})
	}
	slices.SortStableFunc(out, func(x, y atomEntry) int { return strings.Compare(y.Updated, x.Updated) })
	return out[:min(feedEntries, len(out))], err
}

// savedFeed completes the feed of a saved search.
func (s *Server) savedFeed(r *request, f *atom, base, name string) error {
	searches, err := s.catalog.Searches(r.ctx)
	if err != nil {
		return err
	}
	for _, saved := range searches {
		if saved.Name != name {
			continue
		}
		f.ID, f.Title = base+":saved:"+url.PathEscape(name), name+" – "+r.say("tìm kiếm đã lưu", "saved search")
		f.Links = append(f.Links, atomLink{Href: r.absolute("/search?q=" + url.QueryEscape(saved.Question))})
		f.Entries, err = s.savedEntries(r, base, name)
		return err
	}
	return errNotFound
}

// savedEntries are what a saved search has found, "" for all of them.
func (s *Server) savedEntries(r *request, base, name string) (out []atomEntry, err error) {
	found, err := s.service(r.ctx, legal.Date.Printed).FoundBy(name, feedEntries)
	for _, f := range found {
		e := atomEntry{ID: base + ":saved:" + url.PathEscape(f.Search) + ":file:" + f.SHA256, Title: f.Document,
			Updated: atomTime(f.At), Link: atomLink{Href: r.absolute(hitAddress(f.Hit))}, Summary: lastPart(f.File)}
		if name == "" {
			e.Summary = f.Search + ": " + e.Summary
		}
		out = append(out, e)
	}
	return out, err
}

func (s *Server) searchEntries(r *request, base string) (out []atomEntry, err error) {
	q, err := r.params()
	if err != nil {
		return nil, err
	}
	q.options.Limit, q.options.Offset, q.options.Sort, q.options.Facets = feedSearched, 0, index.ByDate, false
	found, err := s.find(r, q)
	if err != nil {
		return nil, asBadQuery(err)
	}
	known := s.service(r.ctx, legal.Date.Printed)
	result, err := known.Search(q.text, found, 0, 1)
	if err != nil {
		return nil, err
	}
	hits, came, err := known.NewestFirst(result.Hits)
	for _, h := range hits[:min(feedEntries, len(hits))] {
		out = append(out, atomEntry{ID: base + ":file:" + h.SHA256, Title: h.Document, Updated: atomTime(came[h.SHA256]),
			Link: atomLink{Href: r.absolute(hitAddress(h))}, Summary: h.Excerpt})
	}
	return out, err
}

// absolute is an address of ours with the name by which we were called.
func (r *request) absolute(address string) string {
	scheme := "http"
	if r.server.overTLS(r.Request) {
		scheme = "https"
	}
	return scheme + "://" + r.Host + address
}

func atomTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }
