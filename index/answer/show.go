package answer

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strconv"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Shown is all that is told of a document.
type Shown struct {
	legal.Document
	Issuer
	History *History `json:"history,omitempty"` // when it is in force, where a day is asked about
	// what heads of its files print, where that is something else
	Printed     []string     `json:"printed,omitempty"`
	Files       []string     `json:"files"`                  // paths of the files we hold of it
	Aliases     []legal.Seen `json:"aliases,omitempty"`      // its number and name as citations spell them otherwise
	ByYear      []legal.Seen `json:"by_year,omitempty"`      // citing documents, "" for an unknown year
	ByProvision []legal.Seen `json:"by_provision,omitempty"` // citations by article: "5", "12a"
	Citers      []Link       `json:"citers"`
	CitedBy     []Mention    `json:"cited_by"`
	Cited       []Link       `json:"cited"`
	Cites       []Mention    `json:"cites"`
	// What is only said in the passive, by whatever document: that this one was changed or
	// ended by others, and that it changed or ended others.
	ChangedBy []Link `json:"changed_by,omitempty"`
	Changed   []Link `json:"changed,omitempty"`
	// why a file whose head bears no number is this document, as others cite it
	Tied *legal.Message `json:"tied,omitempty"`
	// Perhaps are, of a held file without a known number, the cited documents that it may be,
	// and of a document that is only cited, such files that may be it; the likeliest first.
	Perhaps []audit.Perhaps `json:"perhaps,omitempty"`

	Contents  []string     `json:"-"` // the hashes of the files we hold of it
	Titles    []legal.Seen `json:"-"` // that citations give it otherwise than it does itself
	BestTitle string       `json:"-"` // the one to show, see bestTitle
}

// Link is a document that cites another, or is cited by it.
type Link struct {
	ID        string          `json:"id"`       // "" for citations whose document is not certain
	Document  string          `json:"document"` // in a line
	Held      bool            `json:"held"`
	Mentions  int             `json:"mentions"`
	Relations []RelationCount `json:"relations"` // the strongest first

	About legal.Document `json:"-"`
}

// RelationCount is how many citations state a relation, and what they say beside it.
type RelationCount struct {
	Relation legal.Relation `json:"relation"`
	Mentions int            `json:"mentions"`
	legal.Reach
}

// Changes reports whether a document is changed or ended.
func (r RelationCount) Changes() bool { return r.Relation.Changes() || len(r.Subtypes) > 0 }

// Filter chooses among the citations of a document.
type Filter struct {
	Places   []cite.Provision // those that name one of these, or a place within; none for all
	Year     int              // those in documents of this year, 0 for all
	Relation legal.Relation   // "" for all
	// Of the other document: its type, the ID of its body, the province of that, whether a file is
	// held ([catalog.Held], [catalog.NotHeld]), its own ID or [NotCertain]; "" for all.
	Type             legal.Type
	Issuer, Province string
	Held, Other      string
}

// NotCertain stands in a filter for the ID of documents that are not certain.
const NotCertain = catalog.NotCertain

// Active reports whether the filter leaves anything out.
func (f Filter) Active() bool {
	places := len(f.Places)
	f.Places = nil
	return places > 0 || !reflect.ValueOf(f).IsZero()
}

// names reports whether a printed provision names one that was asked for, or one
// within.
func (f Filter) names(printed string) bool {
	if len(f.Places) == 0 {
		return true
	}
	return slices.ContainsFunc(cite.Provisions(printed), func(p cite.Provision) bool {
		return slices.ContainsFunc(f.Places, p.Within)
	})
}

// Show tells what is known of a document; the filter chooses among the citations
// of it.
func (t *Service) Show(d legal.Document, only Filter) (Shown, error) {
	s, err := t.Facts(d)
	if err != nil {
		return s, err
	}
	if s.CitedBy, err = t.linkMentions(d.ID, Citers, only); err != nil {
		return s, err
	}
	if err = t.AddSpellings(&s); err != nil {
		return s, err
	}
	s.ByProvision = byProvision(provisions(s.CitedBy))
	if s.Citers, s.ByYear, err = t.links(s.CitedBy, func(m Mention) string { return m.By }); err != nil {
		return s, err
	}
	if len(s.Contents) > 0 { // copies of one document cite the same
		mentions, err := t.c.Mentions(t.ctx, s.Contents[0])
		if err != nil {
			return s, err
		}
		for _, m := range mentions {
			s.Cites = append(s.Cites, NewMention(m))
		}
	}
	s.Cited, _, err = t.links(slices.DeleteFunc(slices.Clone(s.Cites),
		func(m Mention) bool { return m.Nested || m.Document == d.ID }),
		func(m Mention) string { return m.Document })
	return s, err
}

// Facts tells what is known of a document but for who cites it, how, and what it cites.
func (t *Service) Facts(d legal.Document) (Shown, error) {
	s := Shown{Document: d, Files: []string{}, CitedBy: []Mention{}, Cites: []Mention{}}
	var err error
	if s.Issuer, err = t.issuer(d.Body); err != nil {
		return s, err
	}
	if !t.on.IsZero() {
		h, err := t.History(d, t.on)
		if err != nil {
			return s, err
		}
		s.History = &h
	}
	if s.Contents, err = t.c.FilesOf(t.ctx, d.ID); err != nil {
		return s, err
	}
	for _, sha := range s.Contents {
		if err := t.addFile(&s, sha); err != nil {
			return s, err
		}
	}
	if s.ChangedBy, s.Changed, err = t.derived(d.ID); err != nil {
		return s, err
	}
	if s.BestTitle, err = t.title(d); err != nil {
		return s, err
	}
	s.Perhaps, err = t.perhaps(s)
	return s, err
}

// AddSpellings adds how those who cite a document write its number, name and title.
func (t *Service) AddSpellings(s *Shown) error {
	spelt, err := t.c.Spellings(t.ctx, s.Document.ID)
	s.Aliases, s.Titles = aliases(s.Document, spelt), titles(s.Document, spelt)
	return err
}

// addFile tells of a file of the document.
func (t *Service) addFile(s *Shown, sha string) error {
	info, _, err := t.c.FileInfo(t.ctx, sha)
	if err != nil {
		return err
	}
	s.Files = append(s.Files, info.Paths...)
	head, _, err := t.c.Head(t.ctx, sha)
	if err != nil {
		return err
	}
	why, err := t.c.Tied(t.ctx, sha)
	if err != nil {
		return err
	}
	if !why.IsZero() {
		s.Tied = &why
	}
	if as := t.printedAs(s.Document, head); as != "" && !slices.Contains(s.Printed, as) {
		s.Printed = append(s.Printed, as)
	}
	return nil
}

// derived returns the documents that are tied to one by what is said in the passive.
func (t *Service) derived(id string) (by, of []Link, err error) {
	edges, err := t.c.Derived(t.ctx, id)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range edges {
		list, other := &by, e.From
		if e.From == id {
			list, other = &of, e.To
		}
		d, err := t.Document(other)
		if err != nil {
			return nil, nil, err
		}
		if n := len(*list); n == 0 || (*list)[n-1].ID != other {
			*list = append(*list, Link{ID: other, Document: t.line(d), Held: d.Held != "", About: d})
		}
		l := &(*list)[len(*list)-1]
		l.Relations = append(l.Relations, RelationCount{e.Relation, len(e.Evidence), legal.ReachOf(e.Evidence)})
		l.Mentions += len(e.Evidence)
	}
	return by, of, nil
}

// YearOf returns the year of a document's date, else the one in its number; 0
// where neither is known.
func YearOf(d legal.Document) int { return cmp.Or(d.Date.Year, d.Year) }

// links gathers citations by the document that other names, the one with the most
// first, and counts the documents by their year.
func (t *Service) links(ms []Mention, other func(Mention) string) (links []Link, years []legal.Seen, err error) {
	counts := map[string]map[legal.Relation][]legal.Statement{}
	for _, m := range ms {
		id := other(m)
		if counts[id] == nil {
			counts[id] = map[legal.Relation][]legal.Statement{}
		}
		counts[id][m.Relation] = append(counts[id][m.Relation], m.states())
	}
	links = []Link{}
	byYear := map[string]int{}
	for _, id := range slices.Sorted(maps.Keys(counts)) {
		d, err := t.Document(id)
		if err != nil {
			return nil, nil, err
		}
		link := Link{ID: id, Document: legal.Say(legal.Unsure).In(t.lang), Held: d.Held != "", About: d}
		if id != "" {
			link.Document = t.line(d)
			year := ""
			if y := YearOf(d); y != 0 {
				year = strconv.Itoa(y)
			}
			byYear[year]++
		}
		for _, r := range legal.Relations {
			if stated := counts[id][r]; len(stated) > 0 {
				link.Relations = append(link.Relations, RelationCount{r, len(stated), legal.ReachOf(stated)})
				link.Mentions += len(stated)
			}
		}
		links = append(links, link)
	}
	slices.SortStableFunc(links, func(a, b Link) int { return cmp.Compare(b.Mentions, a.Mentions) })
	for _, y := range slices.Sorted(maps.Keys(byYear)) {
		years = append(years, legal.Seen{Value: y, Count: byYear[y]})
	}
	slices.SortStableFunc(years, func(a, b legal.Seen) int { // the unknown last
		return cmp.Compare(len(b.Value), len(a.Value))
	})
	return links, years, nil
}

// aliases returns how citations spell the number or the name of a document where
// they differ from its own, the most frequent first.
func aliases(d legal.Document, spelt []catalog.Spelling) []legal.Seen {
	count := map[string]int{}
	for _, s := range spelt {
		if (s.What == "number" || s.What == "name") && s.Value != d.Number && s.Value != d.Name {
			count[s.Value] += s.Count
		}
	}
	return MostFirst(count)
}

// MostFirst lists what was counted, the most frequent first.
func MostFirst(count map[string]int) []legal.Seen {
	var out []legal.Seen
	for _, s := range slices.Sorted(maps.Keys(count)) {
		out = append(out, legal.Seen{Value: s, Count: count[s]})
	}
	slices.SortStableFunc(out, func(a, b legal.Seen) int { return cmp.Compare(b.Count, a.Count) })
	return out
}

// provisions are those that citations print.
func provisions(ms []Mention) []legal.Seen {
	out := make([]legal.Seen, len(ms))
	for i, m := range ms {
		out[i] = legal.Seen{Value: m.Provision, Count: 1}
	}
	return out
}

// byProvision counts citations by the articles that they print, each once in a citation,
// the most cited first.
func byProvision(printed []legal.Seen) []legal.Seen {
	count := map[string]int{}
	for _, s := range printed {
		named := map[string]bool{}
		for _, p := range cite.Provisions(s.Value) {
			if p.Article != "" && !named[p.Article] {
				named[p.Article] = true
				count[p.Article] += s.Count
			}
		}
	}
	return MostFirst(count)
}
