package index

import (
	"fmt"
	"slices"

	api "github.com/blevesearch/bleve_index_api"
)

// phrase returns the documents in which the words follow each other: those that
// have all pairs of them, or the words where there are no pairs, checked against
// their whole run. Two syllables are a pair and need no check.
func (e *eval) phrase(words []form) (list, error) {
	if len(words) == 1 {
		return e.word(words[0])
	}
	var found list
	begun, checked := false, len(words) > 2
	paired := make([]bool, len(words))
	take := func(l list) {
		switch {
		case !begun:
			found = l
		case len(l) < len(found):
			found = and(l, found)
		default:
			found = and(found, l)
		}
		begun = true
	}
	for i := 1; i < len(words) && (!begun || len(found) > 0); i++ {
		l, ok, err := e.pair(words[i-1], words[i])
		if err != nil {
			return nil, err
		}
		if ok {
			paired[i-1], paired[i] = true, true
			take(l)
		}
	}
	for i, w := range words {
		if paired[i] || begun && len(found) == 0 {
			continue
		}
		checked = true
		l, err := e.word(w)
		if err != nil {
			return nil, err
		}
		take(l)
	}
	if !checked || len(found) == 0 {
		return found, nil
	}
	return e.checked(found, words)
}

// checked returns those documents of a list whose words have the phrase.
func (e *eval) checked(l list, phrase []form) (list, error) {
	looked := newRunPhrase(phrase)
	if e.among != nil {
		l = and(l, e.among).every(0)
	}
	out := l[:0]
	for i, m := range l {
		if i%256 == 0 && e.ctx.Err() != nil {
			return nil, e.ctx.Err()
		}
		ok := false
		if err := e.run(m.doc, func(run []byte) { ok = looked.holds(run) }); err != nil {
			return nil, err
		}
		if ok {
			out = append(out, m)
		}
	}
	return out, nil
}

// run calls f with the run of a document.
func (e *eval) run(doc uint64, f func(run []byte)) error {
	i, found := slices.BinarySearch(e.starts, doc)
	if !found {
		i--
	}
	err := e.segments[i].VisitDocument(doc-e.starts[i], func(field string, _ byte, value []byte, _ []uint64) bool {
		if field == fieldRun {
			f(value)
		}
		return field != fieldRun
	})
	if err != nil {
		return fmt.Errorf("read words of a document: %w", err)
	}
	return nil
}

// weighPhrase scores the documents that have a phrase, all alike.
func (e *eval) weighPhrase(l list) list { idf := e.idf(len(l)); return l.every(idf * idf * phraseNorm) }

// phraseNorm is the usual weight of a word that stands once in a document of some
// thousand words.
const phraseNorm = 1.0 / 32

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
