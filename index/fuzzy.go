package index

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Replacement is a word that was looked for in the stead of one that stands nowhere.
type Replacement struct {
	Typed, Replacement string
}

// withDStroke lets every d at the beginning of a word typed with marks stand for đ too;
// ok is false where the query has none.
func (q Query) withDStroke() (Query, bool) {
	ok := false
	q.groups = replaceWords(q.groups, func(_ []form, _ int, w form) form {
		w = w.withDStroke()
		ok = ok || w.dStroke != ""
		return w
	})
	return q, ok
}

// replaceWords replaces the words that a query asks for; f gets the words typed
// beside it too, and its place among them.
func replaceWords(groups []group, f func(beside []form, at int, w form) form) []group {
	out := slices.Clone(groups)
	var line []form // words one after another, each with what stands beside it
	for _, g := range out {
		if !g.not && len(g.any) == 1 && g.any[0].kind == aWord {
			line = append(line, g.any[0].words[0])
		}
	}
	at := 0
	for i, g := range out {
		if g.not {
			continue
		}
		out[i].any = slices.Clone(g.any)
		for j, p := range g.any {
			switch {
			case p.besideNumber(): // they rank, or stand there as typed
			case p.kind == together:
				out[i].any[j].all = replaceWords(p.all, f)
			case p.kind == aWord && len(g.any) == 1:
				out[i].any[j].words = []form{f(line, at, p.words[0])}
				at++
			case p.kind == aWord || p.kind == aPhrase:
				out[i].any[j].words = slices.Clone(p.words)
				for k, w := range p.words {
					out[i].any[j].words[k] = f(p.words, k, w)
				}
			}
		}
	}
	return out
}

// besideNumber reports whether a part asks for the words typed beside a number.
func (p part) besideNumber() bool {
	return p.kind == together && len(p.all) > 0 && (p.all[0].any[0].kind == reference || p.all[0].any[0].kind == citing)
}

// fuzzy replaces words that no document has. A word typed with wrong marks becomes the
// word without marks, which every marking of it meets. Any other becomes a word one edit
// away: the one that most documents have next to its neighbours in the query, then the
// most frequent.
func (e *eval) fuzzy(q Query) (Query, error) {
	var failed error
	q.groups = replaceWords(q.groups, func(beside []form, at int, w form) form {
		word, err := e.replacement(beside, at, w)
		failed = errors.Join(failed, err)
		if word == "" {
			return w
		}
		q.replaced = append(q.replaced, Replacement{w.marked, word})
		return formOf(word)
	})
	return q, failed
}

// replacement returns what to look for in place of a word that no document has, "" where
// some have it or nothing is one edit away.
func (e *eval) replacement(beside []form, at int, w form) (string, error) {
	have, err := e.dictionary(fieldWords, w.folded+between, nil)
	if err == nil {
		have, err = e.living(have)
	}
	if err != nil {
		return "", err
	}
	if len(have) > 0 {
		if w.hasMarks() && !slices.Contains(have, w.term()) {
			return w.folded, nil
		}
		return "", nil
	}
	counts, err := e.oneEditAway([]rune(w.folded))
	if err != nil {
		return "", err
	}
	found, most, often := "", -1, 0
	for _, word := range slices.Sorted(maps.Keys(counts)) {
		held, err := e.word(formOf(word))
		if err != nil {
			return "", err
		}
		if len(held) == 0 {
			continue // its documents are gone
		}
		together := 0
		for _, n := range []int{at - 1, at + 1} {
			if n < 0 || n >= len(beside) {
				continue
			}
			first, second := formOf(word), beside[n]
			if n < at {
				first, second = second, first
			}
			l, _, err := e.bigram(first, second)
			if err != nil {
				return "", err
			}
			together += len(l)
		}
		if cmp.Or(cmp.Compare(together, most), cmp.Compare(counts[word], often)) > 0 {
			found, most, often = word, together, counts[word]
		}
	}
	return found, nil
}

// living returns the words of the dictionary that a document has: it may hold those of documents
// that are gone.
func (e *eval) living(terms []string) ([]string, error) {
	var out []string
	for _, t := range terms {
		l, err := e.term(fieldWords, t)
		if err != nil {
			return nil, err
		}
		if len(l) > 0 {
			out = append(out, t)
		}
	}
	return out, nil
}

// oneEditAway returns the folded words one edit away from another, with the number of
// documents of each.
func (e *eval) oneEditAway(typed []rune) (map[string]int, error) {
	counts := map[string]int{}
	if len(typed) < 2 {
		return counts, nil
	}
	d, err := e.r.FieldDict(fieldWords)
	if err != nil {
		return nil, fmt.Errorf("read dictionary: %w", err)
	}
	defer d.Close()
	for {
		t, err := d.Next()
		if err != nil {
			return nil, fmt.Errorf("read dictionary: %w", err)
		}
		if t == nil {
			return counts, nil
		}
		folded, _, _ := strings.Cut(t.Term, between)
		if len(folded) <= 4*len(typed)+4 && oneEdit(typed, []rune(folded)) {
			counts[folded] += int(t.Count)
		}
	}
}

// oneEdit reports whether one letter was left out, put in, changed, or two that
// stand side by side exchanged.
func oneEdit(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return slices.Equal(a[i:], b[i+1:])
	}
	if i == len(a) || slices.Equal(a[i+1:], b[i+1:]) {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}
