package cite

import (
	"strings"
	"sync"
)

// phrases is a set of fixed phrases that can be matched against tokens, forwards
// from a token or backwards to one. Each phrase carries a value. The tables are made when they are first asked:
// there are many, and most that the program does needs none.
type phrases[V any] struct{ tables func() *phraseTables[V] }

// phraseTables holds the phrases by their first words and by their last.
type phraseTables[V any] struct {
	byFirst, byLast map[string][]phrase[V]
}

type phrase[V any] struct {
	words []string
	value V
}

// phraseSet builds the set; where several phrases match, the longest wins.
func phraseSet[V any](m map[string]V) phrases[V] {
	return phrases[V]{sync.OnceValue(func() *phraseTables[V] { return newPhraseTables(m) })}
}

func newPhraseTables[V any](m map[string]V) *phraseTables[V] {
	t := &phraseTables[V]{map[string][]phrase[V]{}, map[string][]phrase[V]{}}
	for s, v := range m {
		w := splitPhrase(s)
		ph := phrase[V]{w, v}
		t.byFirst[w[0]] = append(t.byFirst[w[0]], ph)
		t.byLast[w[len(w)-1]] = append(t.byLast[w[len(w)-1]], ph)
	}
	return t
}

// splitPhrase parts a phrase into tokens: words and punctuation marks.
func splitPhrase(s string) []string {
	low := lower(s)
	var out []string
	for _, t := range tokenize(low, low, 0, len(low)) {
		out = append(out, t.low)
	}
	return out
}

// listed makes a set of phrases without values from lines of text.
func listed(lines string) phrases[bool] {
	return phrases[bool]{sync.OnceValue(func() *phraseTables[bool] { return newPhraseTables(parted(lines)) })}
}

// parted returns the phrases of a list, which bars and line ends part.
func parted(lines string) map[string]bool {
	m := map[string]bool{}
	for _, l := range strings.Split(lines, "\n") {
		for _, s := range strings.Split(l, "|") {
			if s = strings.TrimSpace(s); s != "" {
				m[s] = true
			}
		}
	}
	return m
}

// at returns the longest phrase that begins at token i, and how many tokens it takes.
func (p phrases[V]) at(toks []token, i int) (v V, n int) {
	if i < 0 || i >= len(toks) {
		return v, 0
	}
	for _, ph := range p.tables().byFirst[toks[i].low] {
		if len(ph.words) > n && matches(toks, i, ph.words) {
			v, n = ph.value, len(ph.words)
		}
	}
	return v, n
}

// before returns the longest phrase that ends just before token i.
func (p phrases[V]) before(toks []token, i int) (v V, n int) {
	if i <= 0 || i > len(toks) {
		return v, 0
	}
	for _, ph := range p.tables().byLast[toks[i-1].low] {
		if len(ph.words) > n && matches(toks, i-len(ph.words), ph.words) {
			v, n = ph.value, len(ph.words)
		}
	}
	return v, n
}

func matches(toks []token, i int, words []string) bool {
	if i < 0 || i+len(words) > len(toks) {
		return false
	}
	for k, w := range words {
		if toks[i+k].low != w {
			return false
		}
	}
	return true
}
