package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// searchOptions are the flags of search.
type searchOptions struct {
	limit, offset, places int
	sort                  string
	facets                bool
	predecessors          bool
	listFlags
}

func newSearch(a *app) *cobra.Command {
	o := searchOptions{limit: 10, places: 1, sort: "relevance"}
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find documents by words, phrases, numbers and fields",
		Long: a.long("search", `Search finds documents that hold all the words typed. Words typed with marks mean
those marks; words typed without any find every marking of them, đ included. Short
forms find what they stand for and the other way round (UBND, ủy ban nhân dân). A
question is searched by what it is about ("nghị định nào quy định về …").
Double quotes hold a phrase together; a short form in them means itself. A number in any customary form brings its
document first, then those that cite it; so does a citation pasted whole: the
number, the day and the body decide, other words only rank, and several numbers find
each. Files whose names have all the words are found too. -word leaves out, A OR B takes either,
word* takes every word that begins so. Where nothing is found, words one slip
away are looked for, and the answer says so.

Behind --, words that begin with a dash are no flags. Fields narrow the search:`) + "\n\n" + fieldHelp(a.lang),
		Example: `  danchieu search chuyển đổi số
  danchieu search '"dạy thêm, học thêm"' loai:kh ngay:2022..2023
  danchieu search 30 nq tw
  danchieu search 'coquan:"An Giang"' --with-predecessors
  danchieu search -- trich:30-NQ/TW -trich:14/NQ-CP nam:2023`,
		Args: usageArgs(cobra.MinimumNArgs(1), "words to look for"),
		RunE: a.asks(func(q asked, args []string) error {
			if err := o.check(); err != nil {
				return err
			}
			return q.search(strings.Join(args, " "), o)
		}),
	}
	f := cmd.Flags()
	f.IntVar(&o.limit, "limit", o.limit, "how many documents to print, 0 for all; a table has all unless this is given")
	f.IntVar(&o.offset, "offset", 0, "how many documents to pass over first")
	f.StringVar(&o.sort, "sort", o.sort, "relevance, date (newest first) or cited (most cited first)")
	f.IntVar(&o.places, "places", o.places, "how many places of each document to print")
	f.BoolVar(&o.facets, "facets", false,
		"count the documents found by type, issuer, level, province, year, held and source of the text")
	f.BoolVar(&o.predecessors, "with-predecessors", false,
		"under the name of a place, find also what those issued that became part of it")
	o.add(f, "print a table, a line for every place")
	return cmd
}

// fieldHelp lists the fields of the query language.
func fieldHelp(lang legal.Lang) string {
	var b strings.Builder
	for _, f := range index.Fields() {
		fmt.Fprintf(&b, "  %-22s %s\n", strings.Join(f.Names, ", "), f.Takes().In(lang))
	}
	return b.String()
}

var sorts = map[string]index.Sort{"relevance": index.ByRelevance, "date": index.ByDate, "cited": index.ByCited}

func (o searchOptions) check() error {
	if _, ok := sorts[o.sort]; !ok {
		return exitError{code: exitUsage, err: say("--sort is relevance or date or cited, not %s", o.sort)}
	}
	if o.offset < 0 || o.places < 0 {
		return exitError{code: exitUsage, err: say("--offset and --places cannot be negative")}
	}
	return nil
}

// openIndex opens the index of a catalogue for searches.
func (a *app) openIndex(ctx context.Context, c *catalog.Catalog) (*index.Reader, error) {
	uuid, seq, err := c.Identity(ctx)
	if err != nil {
		return nil, err
	}
	r, err := index.OpenOf(a.indexDir(), uuid)
	if c.Shared() && (err != nil || r.Catalogue() != (index.Catalogue{UUID: uuid, Seq: seq})) && a.catchUp(ctx, c, err != nil) {
		if err == nil {
			r.Close()
		}
		r, err = index.OpenOf(a.indexDir(), uuid)
	}
	if err != nil {
		return nil, exitError{exitData, say("open the index: %v", err),
			cutOff(ctx, c, say("danchieu ingest builds it anew from what was read"))}
	}
	return r, nil
}

// catchUp brings the index of this machine up to date with a catalogue that others write, and reports
// whether it did. Beside an ingest that has yet to resolve what it has stored, and where that
// fails, the index stays as it is.
func (a *app) catchUp(ctx context.Context, c *catalog.Catalog, none bool) bool {
	settled, err := c.Settled(ctx)
	if err != nil || !settled && !none {
		return false
	}
	if none {
		a.stderr.printf("making the index of this machine\n")
	}
	if _, err := index.Sync(ctx, a.indexDir(), c); err != nil {
		a.stderr.printf("danchieu: the index cannot be brought up to date: %v\n", err)
		return false
	}
	return true
}

func (q asked) search(text string, o searchOptions) error {
	r, err := q.openIndex(q.ctx, q.c)
	if err != nil {
		return err
	}
	defer r.Close()
	if state, err := q.known.IndexOf(r); err == nil && !state.OK {
		q.stderr.printf("danchieu: the index is %s\nhint: %s\n", state.Says, state.Do)
	}
	limit := o.limit
	if limit == 0 || o.listFlags.asked() && !q.cmd.Flags().Changed("limit") {
		limit = math.MaxInt32
	}
	found, err := index.Find(q.ctx, q.c, r, text,
		index.Options{Limit: limit, Offset: o.offset, Sort: sorts[o.sort], Facets: o.facets,
			WithPredecessors: o.predecessors})
	if err != nil {
		return searchFailure(err, text)
	}
	if o.asked() && found.Total > 0 {
		return q.list(q.known.SearchTable(found, o.offset, max(1, o.places)), o.listFlags)
	}
	out, err := q.known.Search(text, found, o.offset, max(1, o.places))
	if err != nil {
		return err
	}
	if len(out.Unmet) > 0 {
		return q.noResult(q.ctx, q.c, out, say("nothing found for %s", text),
			say("no document here has %s", joined(out.Unmet)))
	}
	if found.Total == 0 {
		return q.noResult(q.ctx, q.c, out, say("nothing found for %s", text),
			say("fewer words, or words without marks, find more"))
	}
	return q.tell(out, func(w printer) { q.printHits(w, out, found.Facets, o) })
}

// joined names the values of fields one after the other.
func joined(values []answer.FieldValue) string {
	var out []string
	for _, v := range values {
		out = append(out, v.String())
	}
	return strings.Join(out, ", ")
}

// searchFailure says what to do about a query that cannot be answered.
func searchFailure(err error, text string) error {
	var bad *index.QueryError
	switch {
	case errors.As(err, &bad):
		return exitError{exitUsage, bad.Message(),
			say("danchieu help search lists the fields; quotes make words of anything")}
	case errors.Is(err, index.ErrEmptyQuery):
		return exitError{exitUsage, say("nothing to search for in %s", text),
			say("type words, a phrase in quotes, or a document's number")}
	}
	return exitError{code: exitData, err: err}
}
