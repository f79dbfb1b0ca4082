package index

import (
	"errors"
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// Query is what to look for. Everything in it must be met, save that words give
// way when no document has all of them (see [Reader.Search]). Words typed with
// marks mean those marks, words typed without any mean every way to mark them.
type Query struct {
	Text    string     // as the person typed it; for messages, it finds nothing
	Words   []string   // in the order typed, each as ParseQuery gives it
	Phrases [][]string // words that follow each other
	// Keys are the numbers (legal.Symbol.FoldKey) of citations in the text: the
	// document of that number comes first, then those that cite it.
	Keys []string

	Type, Issuer string // exactly as in [Entry]; "" for any
	From, To     string // dates of [Entry], both inclusive; "" for no bound. A document without a date lies outside
	Held         bool   // only documents we have a file of
	Newest       bool   // latest date first, instead of the best match
}

// ErrEmptyQuery is returned for a query that asks for nothing.
var ErrEmptyQuery = errors.New("nothing to search for")

// maxWords bounds the words of a query, and with them the work it can cause.
const maxWords = 64

// ParseQuery reads what a person types: words, and phrases in double quotes of any
// kind. What is written without a gap but holds several words (66.25, GD&ĐT) is a
// phrase. The caller takes out citations first and sets Keys, so a text without
// any word is no error here. A quote that is never closed is one.
func ParseQuery(s string) (Query, error) {
	q := Query{Text: s}
	parts := strings.Split(quotes.Replace(viet.Normalize(s)), `"`)
	if len(parts)%2 == 0 {
		return Query{}, fmt.Errorf("read query: a quote is not closed: %s", s)
	}
	n := 0
	for i, part := range parts {
		pieces := strings.Fields(part)
		if quoted := i%2 == 1; quoted {
			pieces = []string{part}
		}
		for _, piece := range pieces {
			n += q.add(piece)
		}
	}
	if n > maxWords {
		return Query{}, fmt.Errorf("read query: %d words, at most %d", n, maxWords)
	}
	return q, nil
}

var quotes = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`)

// add takes in what stands without a gap or in quotes, and returns its number of words.
func (q *Query) add(piece string) int {
	var found []string
	for _, w := range words(piece) {
		found = append(found, piece[w.start:w.end])
	}
	switch len(found) {
	case 0:
	case 1:
		q.Words = append(q.Words, found[0])
	default:
		q.Phrases = append(q.Phrases, found)
	}
	return len(found)
}

// isEmpty reports whether the query asks for nothing: no words, and no facts either.
func (q Query) isEmpty() bool {
	return len(q.Words)+len(q.Phrases)+len(q.Keys) == 0 && q.Type+q.Issuer+q.From+q.To == ""
}

const (
	// ownBoost lifts the document a number names above every document that only
	// cites it. What words add stays below: at most maxWords clauses in two
	// fields and their pairs, each of at most idf² (some 200) times pairBoost.
	ownBoost = 1e6
	// heldBoost lifts what we hold above what is only cited, where no number is
	// asked for.
	heldBoost = ownBoost
	// pairBoost is the weight of two words of the query found side by side. For
	// eight words out of one of 145 real documents the mean reciprocal rank was
	// 0.59 without it, 0.75 with 1, 0.76 with 2 and with 4.
	pairBoost = 2
)

// build turns the query into Bleve's. With loose true, half of the words are
// enough.
func (q Query) build(loose bool) query.Query {
	var must, should []query.Query
	for _, p := range q.Phrases {
		must = append(must, phrase(p))
	}
	for _, k := range q.Keys {
		must = append(must, bleve.NewDisjunctionQuery(exact(fieldKey, k, ownBoost), exact(fieldCites, k, 1)))
	}
	var each []query.Query
	for _, w := range q.Words {
		each = append(each, phrase([]string{w}))
	}
	if loose {
		some := bleve.NewDisjunctionQuery(each...)
		some.SetMin(float64((len(each) + 1) / 2))
		each = []query.Query{some}
	}
	for i := 1; i < len(q.Words); i++ {
		pair := bleve.NewPhraseQuery(terms(q.Words[i-1:i+1]), fieldText)
		pair.SetBoost(pairBoost)
		should = append(should, pair)
	}
	if len(q.Keys) == 0 {
		should = append(should, exact(fieldHeld, "true", heldBoost))
	}
	must = append(must, each...)
	if len(must) == 0 {
		must = []query.Query{bleve.NewMatchAllQuery()}
	}
	b := bleve.NewBooleanQuery()
	b.AddMust(must...)
	b.AddShould(should...)
	if filters := q.filters(); len(filters) > 0 {
		b.AddFilter(bleve.NewConjunctionQuery(filters...))
	}
	return b
}

// filters are the conditions that have no part in the score.
func (q Query) filters() []query.Query {
	var out []query.Query
	if q.Type != "" {
		out = append(out, exact(fieldType, q.Type, 1))
	}
	if q.Issuer != "" {
		out = append(out, exact(fieldIssuer, q.Issuer, 1))
	}
	if q.Held {
		out = append(out, exact(fieldHeld, "true", 1))
	}
	if q.From != "" || q.To != "" {
		yes := true
		to := q.To
		if to != "" {
			to += "-99" // "2023" as an upper bound takes in all of its days
		}
		dates := bleve.NewTermRangeInclusiveQuery(q.From, to, &yes, &yes)
		dates.SetField(fieldDate)
		out = append(out, dates)
	}
	return out
}

// phrase finds words that follow each other (or a single one) in the running text
// or in the facts of a document.
func phrase(printed []string) query.Query {
	t := terms(printed)
	if len(t) == 1 {
		return bleve.NewDisjunctionQuery(exact(fieldText, t[0], 1), exact(fieldHead, t[0], 1))
	}
	return bleve.NewDisjunctionQuery(bleve.NewPhraseQuery(t, fieldText), bleve.NewPhraseQuery(t, fieldHead))
}

func terms(printed []string) []string {
	out := make([]string, len(printed))
	for i, w := range printed {
		out[i] = term(w)
	}
	return out
}

func exact(field, term string, boost float64) query.Query {
	q := bleve.NewTermQuery(term)
	q.SetField(field)
	q.SetBoost(boost)
	return q
}
