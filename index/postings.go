package index

import (
	"context"
	"fmt"
	"slices"

	api "github.com/blevesearch/bleve_index_api"
)

// match is a document found, by its number within one state of the index.
type match struct {
	doc   uint64
	score float64
	freq  float64 // how often the word stands in it
	norm  float64 // 1/√ of its number of words
}

// postings is a set of documents found, by number.
type postings []match

// termPostings reads the documents that have a term.
func termPostings(ctx context.Context, r api.IndexReader, field, term string, freq bool) (postings, error) {
	reader, err := r.TermFieldReader(ctx, []byte(term), field, freq, freq, false)
	if err != nil {
		return nil, fmt.Errorf("read term: %w", err)
	}
	defer reader.Close()
	out := make(postings, 0, reader.Count())
	var d api.TermFieldDoc
	for {
		found, err := reader.Next(d.Reset())
		if err != nil {
			return nil, fmt.Errorf("read term: %w", err)
		}
		if found == nil {
			return out, nil
		}
		out = append(out, match{doc: found.ID.Value(), freq: float64(found.Freq), norm: found.Norm})
	}
}

// or returns the documents of either list, with both scores and counts added up.
func or(a, b postings) postings {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	out := make(postings, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].doc < b[0].doc:
			out, a = append(out, a[0]), a[1:]
		case a[0].doc > b[0].doc:
			out, b = append(out, b[0]), b[1:]
		default:
			m := a[0]
			m.score += b[0].score
			m.freq += b[0].freq
			m.norm = max(m.norm, b[0].norm)
			out, a, b = append(out, m), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// and returns the documents of both lists, with both scores added up.
func and(a, b postings) postings { return within(a, b, true) }

// without returns the documents of a list that are not in the other.
func without(a, b postings) postings { return within(a, b, false) }

func within(a, b postings, want bool) postings {
	out := make(postings, 0, len(a))
	for _, m := range a {
		n := skip(b, m.doc)
		b = b[n:]
		if there := len(b) > 0 && b[0].doc == m.doc; there != want {
			continue
		} else if there {
			m.score += b[0].score
			m.norm = max(m.norm, b[0].norm)
		}
		out = append(out, m)
	}
	return out
}

// skip returns how many of a list come before a document: near by steps, far by
// halving.
func skip(l postings, doc uint64) int {
	step := 1
	for step < len(l) && l[step].doc < doc {
		step *= 2
	}
	from := step / 2
	to := min(step+1, len(l))
	if len(l) == 0 || l[0].doc >= doc {
		return 0
	}
	at, _ := slices.BinarySearchFunc(l[from:to], doc, func(m match, doc uint64) int {
		switch {
		case m.doc < doc:
			return -1
		case m.doc > doc:
			return 1
		}
		return 0
	})
	return from + at
}

// every gives all documents of a list the same score.
func (l postings) every(score float64) postings {
	for i := range l {
		l[i].score = score
	}
	return l
}
