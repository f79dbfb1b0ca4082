package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// documentLink is a document that cites another, or is cited by it.
type documentLink struct {
	ID        string          `json:"id"`       // "" for citations whose document is not certain
	Document  string          `json:"document"` // in a line
	Held      bool            `json:"held"`
	Mentions  int             `json:"mentions"`
	Relations []relationCount `json:"relations"` // the strongest first
}

type relationCount struct {
	Relation legal.Relation `json:"relation"`
	Mentions int            `json:"mentions"`
}

// citedFilter chooses among the citations of a document.
type citedFilter struct {
	provision string
	places    []cite.Provision // what the provision names
	year      int
	relation  legal.Relation
}

func (f *citedFilter) set(provision, relation string) error {
	f.provision, f.places = provision, cite.Provisions(provision)
	if provision != "" && len(f.places) == 0 {
		return failure{exitUsage, fmt.Errorf("%q names no provision", provision), `write it as documents do: --provision "khoản 2 Điều 5"`}
	}
	f.relation = legal.Relation(relation)
	if relation != "" && !slices.Contains(legal.Relations, f.relation) {
		return failure{exitUsage, fmt.Errorf("no relation %s", relation), "relations are " + relationList()}
	}
	if f.year < 0 {
		return failure{code: exitUsage, err: fmt.Errorf("no year %d", f.year)}
	}
	return nil
}

func (f citedFilter) active() bool { return len(f.places) > 0 || f.year != 0 || f.relation != "" }

// String says which citations are chosen, "" where all are.
func (f citedFilter) String() string {
	var parts []string
	if f.provision != "" {
		parts = append(parts, "naming "+f.provision)
	}
	if f.year != 0 {
		parts = append(parts, fmt.Sprintf("in documents of %d", f.year))
	}
	if f.relation != "" {
		parts = append(parts, "as "+string(f.relation))
	}
	if len(parts) == 0 {
		return ""
	}
	return ", " + strings.Join(parts, ", ")
}

// names reports whether a printed provision names one that was asked for, or one
// within.
func (f citedFilter) names(printed string) bool {
	if len(f.places) == 0 {
		return true
	}
	return slices.ContainsFunc(cite.Provisions(printed), func(p cite.Provision) bool {
		return slices.ContainsFunc(f.places, p.Within)
	})
}

// linker gathers citations by document; a document is read once.
type linker struct {
	*app
	ctx   context.Context
	c     *catalog.Catalog
	known map[string]legal.Document
}

func (l *linker) document(id string) (legal.Document, error) {
	d, ok := l.known[id]
	if ok || id == "" {
		return d, nil
	}
	d, _, err := l.c.Document(l.ctx, id)
	l.known[id] = d
	return d, err
}

// filter returns the citations that are asked for.
func (l *linker) filter(ms []catalog.Mention, f citedFilter) ([]catalog.Mention, error) {
	var out []catalog.Mention
	for _, m := range ms {
		d, err := l.document(m.Citing)
		if err != nil {
			return nil, err
		}
		if f.names(m.Provision) && (f.year == 0 || yearOf(d) == f.year) && (f.relation == "" || m.Relation == f.relation) {
			out = append(out, m)
		}
	}
	return out, nil
}

func yearOf(d legal.Document) int { return cmp.Or(d.Date.Year, d.Year) }

// links gathers citations by the document that other names, the one with the most
// first, and counts the documents by their year.
func (l *linker) links(ms []mentionJSON, other func(mentionJSON) string) (links []documentLink, years []legal.Seen, err error) {
	counts := map[string]map[legal.Relation]int{}
	for _, m := range ms {
		id := other(m)
		if counts[id] == nil {
			counts[id] = map[legal.Relation]int{}
		}
		counts[id][m.Relation]++
	}
	links = []documentLink{}
	byYear := map[string]int{}
	for _, id := range sortedKeys(counts) {
		d, err := l.document(id)
		if err != nil {
			return nil, nil, err
		}
		link := documentLink{ID: id, Document: "documents that are not certain", Held: d.Held != ""}
		if id != "" {
			link.Document = l.describe(d)
			year := ""
			if y := yearOf(d); y != 0 {
				year = strconv.Itoa(y)
			}
			byYear[year]++
		}
		for _, r := range legal.Relations {
			if n := counts[id][r]; n > 0 {
				link.Relations = append(link.Relations, relationCount{r, n})
				link.Mentions += n
			}
		}
		links = append(links, link)
	}
	slices.SortStableFunc(links, func(a, b documentLink) int { return cmp.Compare(b.Mentions, a.Mentions) })
	for _, y := range sortedKeys(byYear) {
		years = append(years, legal.Seen{Value: y, Count: byYear[y]})
	}
	slices.SortStableFunc(years, func(a, b legal.Seen) int { // the unknown last
		return cmp.Compare(len(b.Value), len(a.Value))
	})
	return links, years, nil
}

// aliases returns how citations spell the number or the name of a document where
// they differ from its own, the most frequent first.
func aliases(d legal.Document, ms []catalog.Mention) []legal.Seen {
	own := []string{d.Number, d.Name, ""}
	count := map[string]int{}
	for _, m := range ms {
		for _, s := range []string{m.Number, m.Name} {
			if !slices.Contains(own, s) {
				count[s]++
			}
		}
	}
	return mostFirst(count)
}

func mostFirst(count map[string]int) []legal.Seen {
	var out []legal.Seen
	for _, s := range sortedKeys(count) {
		out = append(out, legal.Seen{Value: s, Count: count[s]})
	}
	slices.SortStableFunc(out, func(a, b legal.Seen) int { return cmp.Compare(b.Count, a.Count) })
	return out
}

// byProvision counts citations by the articles they name, each once in a citation,
// the most cited first.
func byProvision(ms []catalog.Mention) []legal.Seen {
	count := map[string]int{}
	for _, m := range ms {
		named := map[string]bool{}
		for _, p := range cite.Provisions(m.Provision) {
			if p.Article != "" && !named[p.Article] {
				named[p.Article] = true
				count[p.Article]++
			}
		}
	}
	return mostFirst(count)
}

// printSummary prints the citations of a document in numbers.
func printSummary(w io.Writer, s shown) {
	if len(s.CitedBy) == 0 {
		return
	}
	count := map[legal.Relation]int{}
	for _, m := range s.CitedBy {
		count[m.Relation]++
	}
	var relations []legal.Seen
	for _, r := range legal.Relations {
		if count[r] > 0 {
			relations = append(relations, legal.Seen{Value: string(r), Count: count[r]})
		}
	}
	fmt.Fprintf(w, "  by relation  %s\n", seen(relations, func(s string) string { return s }))
	if len(s.ByYear) > 0 {
		fmt.Fprintf(w, "  by year      %s, of the citing documents\n", seen(s.ByYear, func(year string) string { return cmp.Or(year, "not known") }))
	}
	if len(s.ByProvision) == 0 {
		return
	}
	const most = 12
	more := ""
	if n := len(s.ByProvision) - most; n > 0 {
		more = fmt.Sprintf(", … %d more", n)
	}
	fmt.Fprintf(w, "  by provision %s%s\n", seen(s.ByProvision[:min(most, len(s.ByProvision))], func(a string) string { return "Điều " + a }), more)
}

// printLinks prints documents with the number of citations, where there are several.
func printLinks(w io.Writer, title string, links []documentLink, limit int) {
	if len(links) < 2 {
		return
	}
	fmt.Fprintf(w, "  %s:\n", title)
	for i, l := range links {
		if limit > 0 && i == limit {
			fmt.Fprintf(w, "      … %s more: --limit 0 shows all\n", nouns(len(links)-limit, "document"))
			break
		}
		var relations []string
		for _, r := range l.Relations {
			relations = append(relations, fmt.Sprintf("%s ×%d", r.Relation, r.Mentions))
		}
		fmt.Fprintf(w, "      %s: %s\n", l.Document, strings.Join(relations, ", "))
	}
	fmt.Fprintln(w, "  where:")
}
