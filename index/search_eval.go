package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"
	api "github.com/blevesearch/bleve_index_api"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// eval answers a query from one state of the index.
type eval struct {
	ctx      context.Context
	r        api.IndexReader
	total    float64 // documents in the index
	starts   []uint64
	segments []*scorch.SegmentSnapshot
	numbers  uint64                        // documents have numbers below, deleted ones too
	readers  map[string]api.DocValueReader // of columns, by their fields
	held     func() ([]bool, error)        // of the documents, whether there is a file
	among    postings                      // what the other groups leave; nil for everything
	typed    string                        // the query
}

func newEval(ctx context.Context, r api.IndexReader) (*eval, error) {
	n, err := r.DocCount()
	if err != nil {
		return nil, fmt.Errorf("count documents: %w", err)
	}
	e := &eval{ctx: ctx, r: r, total: float64(n), readers: map[string]api.DocValueReader{}}
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("read index: %T is no index of ours", r)
	}
	at := uint64(0)
	for _, s := range snapshot.Segments() {
		e.segments, e.starts = append(e.segments, s), append(e.starts, at)
		at += s.Segment().Count()
	}
	e.numbers = at
	return e, nil
}

// Scores. A document the query names by its number stands above every one that only
// cites it, and that of the number typed first above those of others; what we hold above
// what is only cited, where no number is asked for. What words add stays far below.
const (
	ownScore   = 1e9
	firstScore = 1e8
	bestScore  = 1e7
	askedScore = 5e6
	apartScore = 1e7 // is taken off
	heldScore  = 1e6
	citeScore  = 1e4
	// bigramWeight is the weight of two words of the query found side by side.
	bigramWeight = 2
)

// query returns the documents that meet the query, with their scores. With loose
// true, half of the words are enough.
func (e *eval) query(q Query, loose bool) (postings, error) {
	var found postings
	begun := false
	take := func(l postings) {
		if !begun {
			found, begun = l, true
			return
		}
		if len(l) < len(found) {
			found = and(l, found)
		} else {
			found = and(found, l)
		}
	}
	var some []postings // words of which some may be missing
	e.among = nil
	for _, g := range phrasesLast(q.groups) {
		if g.not {
			continue
		}
		if begun {
			e.among = found
		}
		if err := e.ctx.Err(); err != nil {
			return nil, err
		}
		l, err := e.group(g)
		if err != nil {
			return nil, err
		}
		if _, ok := g.word(); ok && loose {
			some = append(some, l)
			continue
		}
		take(l)
	}
	if len(some) > 0 {
		take(most(some))
	}
	for _, g := range q.groups {
		if !g.not || len(found) == 0 {
			continue
		}
		l, err := e.group(g)
		if err != nil {
			return nil, err
		}
		found = without(found, l)
	}
	if len(found) == 0 {
		return nil, nil
	}
	if err := e.boostBigrams(found, q.groups); err != nil {
		return nil, err
	}
	if err := e.boostHeld(found); err != nil {
		return nil, err
	}
	if q.prefers != "" {
		wanted, err := e.ofType(string(q.prefers))
		if err != nil {
			return nil, err
		}
		addScores(found, wanted.every(askedScore))
	}
	return found, e.boostSequences(found, q.groups) // of the best, which those we hold are
}

// phrasesLast puts the groups with phrases behind the others: a phrase is then checked
// in what the others leave.
func phrasesLast(groups []group) []group {
	out := slices.Clone(groups)
	slices.SortStableFunc(out, func(a, b group) int { return cmp.Compare(a.phrases(), b.phrases()) })
	return out
}

func (g group) phrases() int {
	n := 0
	for _, p := range g.any {
		if p.kind == aPhrase {
			n++
		}
	}
	return n
}

// most returns the documents that are in at least half of the lists.
func most(lists []postings) postings {
	counts := map[uint64]int{}
	var all postings
	for _, l := range lists {
		for _, m := range l {
			counts[m.doc]++
		}
		all = or(all, l)
	}
	return slices.DeleteFunc(slices.Clone(all), func(m match) bool { return counts[m.doc] < (len(lists)+1)/2 })
}

func (e *eval) group(g group) (postings, error) {
	var found postings
	before := 0 // found by the part before
	for _, p := range g.any {
		if p.instead && before > 0 {
			continue
		}
		l, err := e.part(p)
		if err != nil {
			return nil, err
		}
		before = len(l)
		if p.apart {
			l = without(l, found)
			for i := range l {
				l[i].score -= apartScore
			}
		}
		found = or(found, l)
	}
	return found, nil
}

// boostBigrams boosts the documents in which words of the query that follow each other
// stand side by side.
func (e *eval) boostBigrams(found postings, groups []group) error {
	var last *part
	for _, g := range groups {
		p, ok := g.word()
		if !ok {
			last = nil
			continue
		}
		if last != nil {
			bigrams, err := e.besides(*last, p)
			if err != nil {
				return err
			}
			idf := e.idf(len(bigrams))
			boostByLength(found, bigrams.every(bigramWeight*idf*idf))
		}
		last = &p
	}
	return nil
}

// besides returns the documents in which a word of a query stands beside the next, either in
// any of its spellings.
func (e *eval) besides(a, b part) (postings, error) {
	var found postings
	for _, first := range a.spellings() {
		for _, second := range b.spellings() {
			l, _, err := e.bigram(first[len(first)-1], second[0])
			if err != nil {
				return nil, err
			}
			found = or(found, l)
		}
	}
	return found, nil
}

// boostHeld boosts the documents that there is a file of.
func (e *eval) boostHeld(found postings) error {
	held, err := e.held()
	if err != nil {
		return fmt.Errorf("read what is held: %w", err)
	}
	for i, m := range found {
		if held[m.doc] {
			found[i].score += heldScore
		}
	}
	return nil
}

// boostSequences boosts, among the best, the documents in which most words of the query
// follow each other as they were typed.
func (e *eval) boostSequences(found postings, groups []group) error {
	var typed []part
	words := 0
	for _, g := range groups {
		if p, ok := g.word(); ok {
			typed = append(typed, p)
			words += p.weight()
		}
	}
	if words < 3 || len(typed) < 2 {
		return nil
	}
	looked := newSequenceRun(typed)
	least := math.Inf(-1)
	if top := best(found, sequenceDepth); len(found) > sequenceDepth {
		least = top[0].score
		for _, m := range top {
			least = min(least, m.score)
		}
	}
	return e.inChunks(found, func(_ int, l postings) error {
		for i := range l {
			if l[i].score < least {
				continue
			}
			longest := 0
			if err := e.sequence(l[i].doc, func(sequence []byte) { longest = looked.longest(sequence) }); err != nil {
				return err
			}
			if longest > 1 {
				l[i].score += sequenceWeight * float64(longest)
			}
		}
		return nil
	})
}

// sequenceDepth is how many of the best documents are looked through for sequences of
// the words typed, and sequenceWeight what each word of the longest one counts.
const (
	sequenceDepth  = 200
	sequenceWeight = 10
)

// boostByLength adds the scores of a list, less for long documents.
func boostByLength(found, by postings) {
	for i := range found {
		by = by[skip(by, found[i].doc):]
		if len(by) > 0 && by[0].doc == found[i].doc {
			found[i].score += by[0].score * found[i].norm
		}
	}
}

// addScores adds to the documents of a list the scores that another has for them.
func addScores(found, by postings) {
	for i := range found {
		by = by[skip(by, found[i].doc):]
		if len(by) > 0 && by[0].doc == found[i].doc {
			found[i].score += by[0].score
		}
	}
}

func (e *eval) idf(n int) float64 { return 1 + math.Log(e.total/float64(n+1)) }

// weigh scores the documents that have a word: tf-idf, as Bleve has it.
func (e *eval) weigh(l postings) postings {
	idf := e.idf(len(l))
	for i := range l {
		l[i].score = math.Sqrt(l[i].freq) * l[i].norm * idf * idf
	}
	return l
}

func (e *eval) part(p part) (postings, error) {
	switch p.kind {
	case aWord:
		l, err := e.word(p.words[0])
		return e.weigh(l), err
	case expressed:
		l, err := e.terms(fieldShort, []string{p.short.term}, true)
		return e.weigh(l), err
	case beginning:
		l, err := e.beginning(p.words[0])
		return e.weigh(l), err
	case aPhrase:
		l, err := e.phrase(p.words)
		if err != nil {
			return nil, err
		}
		return e.weighPhrase(l, p.words)
	case ofDate:
		return e.dates(p.from, p.to)
	case isHeld:
		return e.term(fieldHeld, p.value)
	case ofLevel:
		return e.term(fieldLevel, p.value)
	case ofPlace:
		return e.term(fieldPlace, placeTerm(p.value))
	case ofProvince:
		return e.ofProvince(p)
	case ofForce:
		return e.ofForce(p.value, p.from)
	case ofSource:
		return e.term(fieldSource, p.value)
	case ofType:
		l, err := e.ofType(p.value)
		if errors.Is(err, errNoType) {
			f, _ := fieldNamed(p.field)
			err = &QueryError{e.typed, p.at, legal.Say(legal.QueryNotTaken, p.field, p.value, f.Takes())}
		}
		return l, err
	case ofIssuer:
		return e.ofIssuer(p)
	case ofNumber:
		return e.ofNumber(p)
	case relating:
		return e.term(fieldCites, citedTerm("", "", p.relation))
	case citing:
		return e.citing(p)
	case citedBy:
		return e.documents(p.documents)
	}
	if p.kind == together {
		return e.all(p.all)
	}
	return e.reference(p)
}

// all returns the documents that meet all groups.
func (e *eval) all(groups []group) (postings, error) {
	var found postings
	for i, g := range groups {
		l, err := e.group(g)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			found = l
		} else {
			found = and(found, l)
		}
	}
	return found, e.boostBigrams(found, groups)
}

func (e *eval) term(field, term string) (postings, error) {
	return termPostings(e.ctx, e.r, field, term, false)
}

// terms returns the documents that have any of the terms.
func (e *eval) terms(field string, terms []string, freq bool) (postings, error) {
	lists := make([]postings, len(terms))
	for i, t := range terms {
		l, err := termPostings(e.ctx, e.r, field, t, freq)
		if err != nil {
			return nil, err
		}
		lists[i] = l
	}
	for len(lists) > 1 { // by twos, so that no long list is copied for every short one
		var joined []postings
		for i := 0; i < len(lists); i += 2 {
			if i+1 == len(lists) {
				joined = append(joined, lists[i])
			} else {
				joined = append(joined, or(lists[i], lists[i+1]))
			}
		}
		lists = joined
	}
	if len(lists) == 0 {
		return nil, nil
	}
	return lists[0], nil
}

// word returns the documents that have a word, with how often.
func (e *eval) word(w form) (postings, error) {
	terms, err := e.wordTerms(w)
	if err != nil {
		return nil, err
	}
	return e.terms(fieldWords, terms, true)
}

// wordTerms returns the terms that a word of a query means.
func (e *eval) wordTerms(w form) (terms []string, err error) {
	if !w.hasMarks() {
		return e.dictionary(fieldWords, w.folded+between, nil)
	}
	for _, m := range w.meanings() {
		terms = append(terms, termOf(w.folded, m))
	}
	return terms, nil
}

func (e *eval) beginning(w form) (postings, error) {
	terms, err := e.dictionary(fieldWords, w.folded, func(term string) bool {
		folded, marked, _ := strings.Cut(term, between)
		return !w.hasMarks() || strings.HasPrefix(marked, w.marked) && folded != ""
	})
	if err != nil {
		return nil, err
	}
	return e.terms(fieldWords, terms, true)
}

// bigram returns the documents that have two words side by side; exact is false where
// they may have others instead.
func (e *eval) bigram(a, b form) (l postings, exact bool, err error) {
	first, exactFirst := shapesOf(a)
	second, exactSecond := shapesOf(b)
	var terms []string
	for _, x := range first {
		for _, y := range second {
			term := bigramTerm(x, y)
			if a.hasMarks() && b.hasMarks() {
				terms = append(terms, term)
				continue
			}
			found, err := e.dictionary(fieldBigrams, term[:4], func(t string) bool {
				return (!a.hasMarks() || t[4] == term[4]) && (!b.hasMarks() || t[5] == term[5])
			})
			if err != nil {
				return nil, false, err
			}
			terms = append(terms, found...)
		}
	}
	l, err = e.terms(fieldBigrams, terms, false)
	return l, exactFirst && exactSecond, err
}
