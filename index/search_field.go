package index

import (
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// dates returns the documents of the days between two dates, which may be months
// or years: "2023" as an upper bound takes in all its days. Whole years are read by
// the year, of which there are few.
func (e *eval) dates(from, to string) (postings, error) {
	within := func(d string) bool {
		return (from == "" || d >= from) && (to == "" || d <= to || strings.HasPrefix(d, to))
	}
	first, last := from[:min(len(from), 4)], to[:min(len(to), 4)]
	whole := func(year string) bool {
		return (year > first || year == first && len(from) <= 4) &&
			(last == "" || year < last || year == last && len(to) <= 4)
	}
	years, err := e.dictionary(fieldYear, "", whole)
	if err != nil {
		return nil, err
	}
	found, err := e.terms(fieldYear, years, false)
	for _, edge := range slices.Compact([]string{first, last}) {
		if err != nil {
			return nil, err
		}
		if edge == "" || whole(edge) {
			continue
		}
		var days []string
		if days, err = e.dictionary(fieldDate, edge, within); err != nil {
			return nil, err
		}
		var l postings
		l, err = e.terms(fieldDate, days, false)
		found = or(found, l)
	}
	return found, err
}

// errNoType is returned for a type that is none.
var errNoType = errors.New("no type of document")

// typeNames are the plain names of all types.
var typeNames = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, w := range legal.TypeWords() {
		names[plainName(w)] = true
	}
	return names
})

// ofType returns the documents of a type, given by its name or its code; the error is
// errNoType for what no type is called.
func (e *eval) ofType(value string) (postings, error) {
	plain := plainName(value)
	if t, ok := typeOfCode(value); ok {
		plain = plainName(t)
	}
	terms, err := e.dictionary(fieldType, "", func(t string) bool { return plainName(t) == plain })
	if err != nil {
		return nil, err
	}
	if len(terms) == 0 && !typeNames()[plain] {
		return nil, errNoType
	}
	return e.terms(fieldType, terms, false)
}

// ofIssuer returns the documents of bodies whose name has the words, written out or as
// "UBND", or whose code stands in the number.
func (e *eval) ofIssuer(p part) (postings, error) {
	typed := writtenOut(p.words)
	terms, err := e.dictionary(fieldIssuer, "", func(name string) bool {
		have := formsOf(name)
		return hasWords(have, p.words) || hasWords(writtenOut(have), typed)
	})
	if err != nil {
		return nil, err
	}
	named, err := e.terms(fieldIssuer, terms, false)
	if err != nil {
		return nil, err
	}
	code := "-" + strings.ToUpper(plainName(p.value))
	keys, err := e.dictionary(fieldKey, "",
		func(k string) bool { return strings.HasSuffix(strings.ReplaceAll(k, "/", "-"), code) })
	if err != nil {
		return nil, err
	}
	coded, err := e.terms(fieldKey, keys, false)
	return or(named, coded), err
}

// writtenOut returns the words of a name with its short forms written out.
func writtenOut(name []form) []form {
	var out []form
	for len(name) > 0 {
		x, n := longestTyped(name, func(n int) bool { return true })
		if n == 0 {
			out, name = append(out, name[0]), name[1:]
			continue
		}
		out, name = append(out, x.long()...), name[n:]
	}
	return out
}

// hasWords reports whether the words follow each other in a name.
func hasWords(have, typed []form) bool {
	for i := 0; i+len(typed) <= len(have); i++ {
		if slices.EqualFunc(have[i:i+len(typed)], typed, form.meets) {
			return true
		}
	}
	return false
}

func (e *eval) ofNumber(p part) (postings, error) {
	if len(p.documents) > 0 {
		return e.documents(p.documents)
	}
	if p.key != "" {
		return e.term(fieldKey, p.key)
	}
	terms, err := e.dictionary(fieldKey, strings.TrimLeft(viet.Fold(p.value), "0")+"/", nil)
	if err != nil {
		return nil, err
	}
	return e.terms(fieldKey, terms, false)
}

// citing returns the documents that cite a reference.
func (e *eval) citing(p part) (postings, error) {
	var terms []string
	if p.key != "" && !p.resolved {
		terms = append(terms, citedTerm(p.key, "", p.relation))
	}
	for _, id := range p.documents {
		terms = append(terms, citedTerm("", id, p.relation))
	}
	l, err := e.terms(fieldCites, terms, false)
	if err != nil {
		return nil, err
	}
	return l, e.prefer(l.every(citeScore), p.prefer)
}

// prefer boosts the documents of a list that have words.
func (e *eval) prefer(l postings, words []form) error {
	for _, w := range words {
		have, err := e.word(w)
		if err != nil {
			return err
		}
		addScores(l, e.weigh(have))
	}
	return nil
}

// documents returns what the index has of documents: files, or the mention of those
// only cited.
func (e *eval) documents(ids []string) (postings, error) { return e.terms(fieldDocument, ids, false) }

// reference returns the documents a reference names, then those that cite them.
func (e *eval) reference(p part) (postings, error) {
	own, err := e.documents(p.documents)
	if err == nil && len(own) == 0 && p.key != "" {
		own, err = e.term(fieldKey, p.key)
	}
	if err != nil {
		return nil, err
	}
	own = own.every(ownScore + float64(p.behind)*firstScore)
	if len(p.best) > 0 {
		best, err := e.documents(p.best)
		if err != nil {
			return nil, err
		}
		own = or(own, best.every(bestScore))
	}
	if p.alone && len(own) > 0 {
		return own, nil
	}
	citers, err := e.citing(p)
	if err != nil {
		return nil, err
	}
	return or(own, citers), nil
}
