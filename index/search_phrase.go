package index

import (
	"fmt"
	"math"
	"runtime"
	"slices"

	api "github.com/blevesearch/bleve_index_api"
	"golang.org/x/sync/errgroup"
)

// phrase returns the documents in which the words follow each other: those that
// have all bigrams of them, checked against their whole sequence. A bigram alone needs no
// check where it is exact.
func (e *eval) phrase(words []form) (postings, error) {
	if len(words) == 1 {
		return e.word(words[0])
	}
	var found postings
	sure := len(words) == 2
	for i := 1; i < len(words); i++ {
		l, exact, err := e.bigram(words[i-1], words[i])
		if err != nil {
			return nil, err
		}
		sure = sure && exact
		switch {
		case i == 1:
			found = l
		case len(l) < len(found):
			found = and(l, found)
		default:
			found = and(found, l)
		}
		if len(found) == 0 {
			return nil, nil
		}
	}
	if sure {
		return found, nil
	}
	return e.checked(found, words)
}

// checkChunk is how many documents are checked for a phrase in one go.
const checkChunk = 512

// checked returns those documents of a list whose words have the phrase. Reading the sequences of
// thousands of documents is what takes longest in a search.
func (e *eval) checked(l postings, phrase []form) (postings, error) {
	if e.among != nil {
		l = and(l, e.among).every(0)
	}
	looked := newSequencePhrase(phrase)
	holding := make([]postings, (len(l)+checkChunk-1)/checkChunk)
	err := e.inChunks(l, func(i int, chunk postings) (err error) {
		holding[i], err = e.holding(chunk, looked)
		return err
	})
	return slices.Concat(holding...), err
}

// inChunks calls f for the parts of a list, on all processors.
func (e *eval) inChunks(l postings, f func(i int, chunk postings) error) error {
	g, ctx := errgroup.WithContext(e.ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	i := 0
	for chunk := range slices.Chunk(l, checkChunk) {
		at := i
		i++
		g.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return f(at, chunk)
		})
	}
	return g.Wait()
}

// holding returns those documents of a list whose sequence holds the phrase, in the place
// of the list.
func (e *eval) holding(l postings, phrase *sequencePhrase) (postings, error) {
	out := l[:0]
	for _, m := range l {
		ok := false
		if err := e.sequence(m.doc, func(sequence []byte) { ok = phrase.holds(sequence) }); err != nil {
			return nil, err
		}
		if ok {
			out = append(out, m)
		}
	}
	return out, nil
}

// sequence calls f with the sequence of a document.
func (e *eval) sequence(doc uint64, f func(sequence []byte)) error {
	i, found := slices.BinarySearch(e.starts, doc)
	if !found {
		i--
	}
	err := e.segments[i].VisitDocument(doc-e.starts[i], func(field string, _ byte, value []byte, _ []uint64) bool {
		if field == fieldSequence {
			f(value)
		}
		return field != fieldSequence
	})
	if err != nil {
		return fmt.Errorf("read words of a document: %w", err)
	}
	return nil
}

// weighPhrase scores the documents that have a phrase: as if it were a word that stands
// in them as often as the rarest of its words does.
func (e *eval) weighPhrase(l postings, words []form) (postings, error) {
	if len(l) == 0 {
		return nil, nil
	}
	rarest, err := e.rarest(words)
	if err != nil {
		return nil, err
	}
	idf := e.idf(len(l))
	for i := range l {
		rarest = rarest[skip(rarest, l[i].doc):]
		l[i].score = 0
		if len(rarest) > 0 && rarest[0].doc == l[i].doc {
			l[i].score = math.Sqrt(rarest[0].freq) * rarest[0].norm * idf * idf
		}
	}
	return l, nil
}

// rarest returns the documents of that word which stands in the fewest.
func (e *eval) rarest(words []form) (postings, error) {
	var terms []string
	fewest := uint64(math.MaxUint64)
	for _, w := range words {
		meant, err := e.wordTerms(w)
		if err != nil {
			return nil, err
		}
		n := uint64(0)
		for _, t := range meant {
			r, err := e.r.TermFieldReader(e.ctx, []byte(t), fieldWords, false, false, false)
			if err != nil {
				return nil, fmt.Errorf("read term: %w", err)
			}
			n += r.Count()
			if err := r.Close(); err != nil {
				return nil, fmt.Errorf("read term: %w", err)
			}
		}
		if n < fewest {
			terms, fewest = meant, n
		}
	}
	return e.terms(fieldWords, terms, true)
}

// dictionary returns the terms of a field that begin so and that want takes.
func (e *eval) dictionary(field, prefix string, want func(string) bool) ([]string, error) {
	d, err := e.r.FieldDictPrefix(field, []byte(prefix))
	if err != nil {
		return nil, fmt.Errorf("read dictionary: %w", err)
	}
	defer d.Close()
	return readDict(d, want)
}

func readDict(d api.FieldDict, want func(string) bool) ([]string, error) {
	var out []string
	for {
		t, err := d.Next()
		if err != nil {
			return nil, fmt.Errorf("read dictionary: %w", err)
		}
		if t == nil {
			return out, nil
		}
		if want == nil || want(t.Term) {
			out = append(out, t.Term)
		}
	}
}
