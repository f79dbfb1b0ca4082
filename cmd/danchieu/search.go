package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/index"
	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
)

func newSearch(a *app) *cobra.Command {
	limit := 10
	var sort string
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find documents by words, phrases and numbers",
		Long: `Search finds documents that hold all the words typed. Words typed with marks mean
those marks; words typed without any find every marking of them, đ included.
Double quotes hold a phrase together. A number in any customary form brings its
document first, then those that cite it.`,
		Example: `  danchieu search chuyển đổi số
  danchieu search '"dạy thêm, học thêm"' trung học
  danchieu search 30 nq tw`,
		Args: usageArgs(cobra.MinimumNArgs(1), "words to look for"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if sort != "relevance" && sort != "date" {
				return failure{code: exitUsage, err: fmt.Errorf("--sort is relevance or date, not %s", sort)}
			}
			if err := checkLimit(limit); err != nil {
				return err
			}
			return a.search(cmd.Context(), strings.Join(args, " "), limit, sort == "date")
		},
	}
	cmd.Flags().IntVar(&limit, "limit", limit, "how many documents to print, 0 for all")
	cmd.Flags().StringVar(&sort, "sort", "relevance", "relevance, or date (newest first)")
	return cmd
}

// hitJSON is a document found.
type hitJSON struct {
	ID       string  `json:"id"`
	Document string  `json:"document"` // in a line
	File     string  `json:"file,omitempty"`
	SHA256   string  `json:"sha256,omitempty"`
	Score    float64 `json:"score"`
	Own      bool    `json:"own"` // the query names this document
	Page     int     `json:"page,omitempty"`
	Excerpt  string  `json:"excerpt,omitempty"`

	marked string // the excerpt with the words found in bold
}

type searchJSON struct {
	Query   string    `json:"query"`
	Total   int       `json:"total"`
	Partial bool      `json:"partial"` // no document has all the words
	Hits    []hitJSON `json:"hits"`
}

func (a *app) search(ctx context.Context, text string, limit int, newest bool) error {
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
	q, err := queryOf(text)
	if err != nil {
		return failure{code: exitUsage, err: err}
	}
	q.Newest = newest
	if limit == 0 {
		limit = math.MaxInt32
	}
	res, err := r.Search(ctx, q, limit, 0)
	if errors.Is(err, index.ErrEmptyQuery) {
		return failure{exitUsage, errors.New("nothing to search for in " + text), "type words, a phrase in quotes, or a document's number"}
	}
	if err != nil {
		return failure{code: exitData, err: err}
	}
	out := searchJSON{Query: text, Total: res.Total, Partial: res.Partial, Hits: []hitJSON{}}
	if res.Total == 0 {
		return a.nothing(ctx, c, out, fmt.Errorf("nothing found for %s", text), "fewer words, or words without marks, find more")
	}
	for _, h := range res.Hits {
		hit, err := a.describeHit(ctx, c, h, q)
		if err != nil {
			return dataFailure(err, a.data)
		}
		out.Hits = append(out.Hits, hit)
	}
	if a.json {
		return writeJSONLine(a.stdout, out)
	}
	printHits(a.stdout, out)
	return nil
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

// describeHit gathers what to print of a hit. Its ID is the hash of a file, or
// that of a document which is only cited.
func (a *app) describeHit(ctx context.Context, c *catalog.Catalog, h index.Hit, q index.Query) (hitJSON, error) {
	out := hitJSON{ID: h.ID, Score: h.Score, Own: h.Own}
	info, held, err := c.FileInfo(ctx, h.ID)
	if err != nil {
		return out, err
	}
	if !held {
		return out, a.describeCited(ctx, c, &out)
	}
	t, _, err := c.Text(ctx, h.ID)
	if err != nil {
		return out, err
	}
	out.SHA256, out.Document = h.ID, a.headLine(t.Head)
	if t.Head.Title != "" {
		out.Document += ": " + t.Head.Title
	}
	if info.Document != "" {
		out.ID = info.Document
	}
	if len(info.Paths) > 0 {
		out.File = info.Paths[0]
	}
	best, spans := h.Best, h.Spans
	if len(spans) == 0 && len(q.Keys) > 0 && !h.Own {
		if best, err = citationOf(ctx, c, h.ID, q.Keys); err != nil {
			return out, err
		}
		spans = []legal.Span{best}
	}
	if len(spans) > 0 {
		from, to := answer.Window(t.Content, best, 240)
		out.Page = t.PageAt(best.Start)
		out.Excerpt = answer.Cutting(t.Content, from, to, func(s string) string { return s })
		out.marked = answer.Cutting(t.Content, from, to, func(s string) string { return a.bold(s, from, spans) })
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

// citationOf returns where a file first cites one of the numbers.
func citationOf(ctx context.Context, c *catalog.Catalog, sha256 string, keys []string) (legal.Span, error) {
	mentions, err := c.Mentions(ctx, sha256)
	if err != nil {
		return legal.Span{}, err
	}
	for _, m := range mentions {
		sym, ok := legal.ParseSymbol(m.Number)
		for _, k := range keys {
			if ok && sym.FoldKey() == k {
				return m.Span, nil
			}
		}
	}
	return legal.Span{}, nil
}

// bold marks the spans that lie in a cut which begins at offset from, where the
// output is a terminal that may be coloured.
func (a *app) bold(s string, from int, spans []legal.Span) string {
	if !a.terminal || os.Getenv("NO_COLOR") != "" {
		return s
	}
	var b strings.Builder
	at := 0
	for _, span := range spans {
		start, end := span.Start-from, span.End-from
		if start < at || end > len(s) {
			continue
		}
		b.WriteString(s[at:start] + "\x1b[1m" + s[start:end] + "\x1b[0m")
		at = end
	}
	return b.String() + s[at:]
}

func printHits(w io.Writer, s searchJSON) {
	if s.Partial {
		fmt.Fprintln(w, "no document has all these words; these have most of them:")
	}
	for i, h := range s.Hits {
		fmt.Fprintf(w, "%2d. %s\n", i+1, h.Document)
		place := h.ID
		if h.File != "" {
			place = filepath.Base(h.File)
		}
		if h.Page > 0 {
			place += fmt.Sprintf(", page %d", h.Page)
		}
		fmt.Fprintf(w, "    %s\n", place)
		if h.marked != "" {
			fmt.Fprintf(w, "    %s\n", h.marked)
		}
	}
	if s.Total > len(s.Hits) {
		fmt.Fprintf(w, "%d of %d documents; --limit shows more, 0 all\n", len(s.Hits), s.Total)
	}
}
