package cite

import "strings"

// phrases is a set of fixed phrases that can be matched against tokens, forwards
// from a token or backwards to one. Each phrase carries a value.
type phrases[V any] struct {
	byFirst, byLast map[string][]phrase[V]
}

type phrase[V any] struct {
	words []string
	value V
}

// phraseSet builds the set; where several phrases match, the longest wins.
func phraseSet[V any](m map[string]V) phrases[V] {
	p := phrases[V]{map[string][]phrase[V]{}, map[string][]phrase[V]{}}
	for s, v := range m {
		w := splitPhrase(s)
		ph := phrase[V]{w, v}
		p.byFirst[w[0]] = append(p.byFirst[w[0]], ph)
		p.byLast[w[len(w)-1]] = append(p.byLast[w[len(w)-1]], ph)
	}
	return p
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
	m := map[string]bool{}
	for _, l := range strings.Split(lines, "\n") {
		for _, s := range strings.Split(l, "|") {
			if s = strings.TrimSpace(s); s != "" {
				m[s] = true
			}
		}
	}
	return phraseSet(m)
}

// at returns the longest phrase that begins at token i, and how many tokens it takes.
func (p phrases[V]) at(toks []token, i int) (v V, n int) {
	if i < 0 || i >= len(toks) {
		return v, 0
	}
	for _, ph := range p.byFirst[toks[i].low] {
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
	for _, ph := range p.byLast[toks[i-1].low] {
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
