package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// searchOptions are the flags of search.
type searchOptions struct {
	limit, offset, places int
	sort                  string
	facets, csv           bool
}

func newSearch(a *app) *cobra.Command {
	o := searchOptions{limit: 10, places: 1, sort: "relevance"}
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find documents by words, phrases, numbers and fields",
		Long: `Search finds documents that hold all the words typed. Words typed with marks mean
those marks; words typed without any find every marking of them, đ included.
Double quotes hold a phrase together. A number in any customary form brings its
document first, then those that cite it. -word leaves out, A OR B takes either,
word* takes every word that begins so. Where nothing is found, words one slip
away are looked for, and the answer says so.

Behind --, words that begin with a dash are no flags. Fields narrow the search:

` + fieldHelp(),
		Example: `  danchieu search chuyển đổi số
  danchieu search '"dạy thêm, học thêm"' loai:kh ngay:2022..2023
  danchieu search 30 nq tw
  danchieu search -- trich:30-NQ/TW -trich:14/NQ-CP nam:2023`,
		Args: usageArgs(cobra.MinimumNArgs(1), "words to look for"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(); err != nil {
				return err
			}
			return a.search(cmd.Context(), strings.Join(args, " "), o)
		},
	}
	f := cmd.Flags()
	f.IntVar(&o.limit, "limit", o.limit, "how many documents to print, 0 for all")
	f.IntVar(&o.offset, "offset", 0, "how many documents to pass over first")
	f.StringVar(&o.sort, "sort", o.sort, "relevance, date (newest first) or cited (most cited first)")
	f.IntVar(&o.places, "places", o.places, "how many places of each document to print")
	f.BoolVar(&o.facets, "facets", false, "count the documents found by type, issuer, level, year, held and source of the text")
	f.BoolVar(&o.csv, "csv", false, "print a table, a line for every place")
	return cmd
}

// fieldHelp lists the fields of the query language.
func fieldHelp() string {
	var b strings.Builder
	for _, f := range index.Fields() {
		fmt.Fprintf(&b, "  %-22s %s\n", strings.Join(f.Names, ", "), f.Takes)
	}
	return b.String()
}

var sorts = map[string]index.Sort{"relevance": index.ByRelevance, "date": index.ByDate, "cited": index.ByCited}

func (o searchOptions) check() error {
	if _, ok := sorts[o.sort]; !ok {
		return failure{code: exitUsage, err: fmt.Errorf("--sort is relevance or date or cited, not %s", o.sort)}
	}
	if o.offset < 0 || o.places < 0 {
		return failure{code: exitUsage, err: errors.New("--offset and --places cannot be negative")}
	}
	return checkLimit(o.limit)
}

// hitJSON is a document found. Page and excerpt are those of its best place.
type hitJSON struct {
	ID       string      `json:"id"`
	Document string      `json:"document"` // in a line
	File     string      `json:"file,omitempty"`
	SHA256   string      `json:"sha256,omitempty"`
	Score    float64     `json:"score"`
	Own      bool        `json:"own"`              // the query names this document
	Source   string      `json:"source,omitempty"` // of its text: text, ocr or mixed
	Page     int         `json:"page,omitempty"`
	Excerpt  string      `json:"excerpt,omitempty"`
	Places   []placeJSON `json:"places,omitempty"`
}

type searchJSON struct {
	Query      string              `json:"query"`
	Total      int                 `json:"total"`
	Offset     int                 `json:"offset,omitempty"`
	Partial    bool                `json:"partial"`              // no document has all the words
	Eth        bool                `json:"eth,omitempty"`        // d was read as đ
	Near       []nearJSON          `json:"near,omitempty"`       // what stands for words that no document has
	Candidates []legal.Document    `json:"candidates,omitempty"` // the reference typed can mean any of these
	Behind     int64               `json:"behind,omitempty"`     // changes of the catalogue that the index does not know yet
	Facets     map[string][]counts `json:"facets,omitempty"`
	Hits       []hitJSON           `json:"hits"`
}

type nearJSON struct {
	Typed   string `json:"typed"`
	Instead string `json:"instead"`
}

type counts struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

func (a *app) search(ctx context.Context, text string, o searchOptions) error {
	c, err := a.openCatalog()
	if err != nil {
		return err
	}
	defer c.Close()
	r, err := index.Open(a.indexDir())
	if err != nil {
		return failure{exitData, fmt.Errorf("open the index: %w", err), cutOff(ctx, c, "danchieu ingest builds it anew from what was read")}
	}
	defer r.Close()
	if state, err := a.indexState(ctx, c); err == nil && !state.OK {
		fmt.Fprintf(a.stderr, "danchieu: the index is %s\nhint: %s\n", state.Says, state.Do)
	}
	limit := o.limit
	if limit == 0 {
		limit = math.MaxInt32
	}
	found, err := index.Find(ctx, c, r, text, index.Options{Limit: limit, Offset: o.offset, Sort: sorts[o.sort], Facets: o.facets})
	if err != nil {
		return searchFailure(err, text)
	}
	out := searchJSON{Query: text, Total: found.Total, Offset: o.offset, Partial: found.Partial, Eth: found.Eth, Behind: found.Behind, Hits: []hitJSON{}}
	if len(found.Candidates) > 1 {
		out.Candidates = found.Candidates
	}
	for _, n := range found.Near {
		out.Near = append(out.Near, nearJSON(n))
	}
	if found.Total == 0 {
		return a.nothing(ctx, c, out, fmt.Errorf("nothing found for %s", text), "fewer words, or words without marks, find more")
	}
	for _, h := range found.Hits {
		hit, err := a.describeHit(ctx, c, h, found.Meant, max(1, o.places))
		if err != nil {
			return dataFailure(err, a.data)
		}
		out.Hits = append(out.Hits, hit)
	}
	if o.facets {
		out.Facets = map[string][]counts{}
		for _, f := range found.Facets {
			out.Facets[f.Field] = []counts{}
			for _, c := range f.Counts {
				out.Facets[f.Field] = append(out.Facets[f.Field], counts(c))
			}
		}
	}
	switch {
	case o.csv:
		return writeHitTable(a.stdout, out)
	case a.json:
		return writeJSONLine(a.stdout, out)
	}
	a.printHits(a.stdout, out, found.Facets, o)
	return nil
}

// searchFailure says what to do about a query that cannot be answered.
func searchFailure(err error, text string) error {
	var bad *index.QueryError
	switch {
	case errors.As(err, &bad):
		return failure{exitUsage, err, "danchieu help search lists the fields; quotes make words of anything"}
	case errors.Is(err, index.ErrEmptyQuery):
		return failure{exitUsage, errors.New("nothing to search for in " + text), "type words, a phrase in quotes, or a document's number"}
	}
	return failure{code: exitData, err: err}
}

// describeHit gathers what to print of a hit. Its ID is the hash of a file, or
// that of a document which is only cited.
func (a *app) describeHit(ctx context.Context, c *catalog.Catalog, h index.Hit, q index.Query, places int) (hitJSON, error) {
	out := hitJSON{ID: h.ID, Score: h.Score, Own: h.Own}
	info, held, err := c.FileInfo(ctx, h.ID)
	if err != nil {
		return out, err
	}
	if !held {
		return out, a.describeCited(ctx, c, &out)
	}
	t, there, err := c.Text(ctx, h.ID)
	if err != nil {
		return out, err
	}
	if !there { // an ingest has taken it away since the index was made
		out.SHA256, out.Document = h.ID, cmp.Or(h.Document, h.ID)+": no longer there"
		return out, nil
	}
	mentions, err := c.Mentions(ctx, h.ID)
	if err != nil {
		return out, err
	}
	out.SHA256, out.Document, out.Source = h.ID, a.headLine(t.Head), index.SourceOf(t.Pages)
	if t.Head.Title != "" {
		out.Document += ": " + t.Head.Title
	}
	if info.Document != "" {
		out.ID = info.Document
	}
	if len(info.Paths) > 0 {
		out.File = info.Paths[0]
	}
	for _, p := range q.Places(&t, mentions, places) {
		out.Places = append(out.Places, showPlace(t.Content, p))
	}
	if len(out.Places) > 0 {
		out.Page, out.Excerpt = out.Places[0].Page, out.Places[0].Excerpt
	}
	return out, nil
}

func (a *app) describeCited(ctx context.Context, c *catalog.Catalog, out *hitJSON) error {
	d, ok, err := c.Document(ctx, out.ID)
	if err != nil || !ok {
		return err
	}
	mentions, err := c.MentionsOf(ctx, d.ID, 0)
	if err != nil {
		return err
	}
	out.Document = fmt.Sprintf("%s: only cited, %s", a.describe(d), nouns(len(mentions), "time"))
	return nil
}
