package cite

import (
	"github.com/danchieu/danchieu/pipeline/viet"
)

// OCR loses marks before it loses letters: "Chinh phủ", "Nghị quyêt". A word of a
// page read by OCR that stands in none of our phrases, and would but for its marks,
// is taken for the one it can be.

// lexicon holds the words of all phrases: each by its form without marks, and the
// pairs that follow each other in a phrase.
type lexicon struct {
	known  map[string]bool
	folded map[string][]string
	pairs  map[[2]string]bool
}

var ourWords = newLexicon()

func newLexicon() lexicon {
	l := lexicon{map[string]bool{}, map[string][]string{}, map[[2]string]bool{}}
	add := func(words []string) {
		for i, w := range words {
			if !l.known[w] {
				l.known[w] = true
				f := viet.Fold(w)
				l.folded[f] = append(l.folded[f], w)
			}
			if i > 0 {
				l.pairs[[2]string{words[i-1], w}] = true
			}
		}
	}
	eachPhrase(typeWordSet, add)
	eachPhrase(heads, add)
	eachPhrase(fields, add)
	eachPhrase(levels, add)
	eachPhrase(lawNames, add)
	eachPhrase(cues, add)
	for _, w := range []string{"số", "ngày", "tháng", "năm", "của", "về", "và"} {
		add([]string{w})
	}
	return l
}

func eachPhrase[V any](p phrases[V], f func([]string)) {
	for _, list := range p.byFirst {
		for _, ph := range list {
			f(ph.words)
		}
	}
}

// mendWords gives misread words the marks they must have.
func mendWords(toks []token) {
	for i := range toks {
		if toks[i].kind == word && !ourWords.known[toks[i].low] {
			toks[i].low = ourWords.meant(toks, i)
		}
	}
}

// meant returns the one word that the token at i can be, or the token as it is: of
// several it is the one that stands beside its neighbour in a phrase.
func (l lexicon) meant(toks []token, i int) string {
	could := l.folded[viet.Fold(toks[i].low)]
	if len(could) == 1 {
		return could[0]
	}
	found := ""
	for _, w := range could {
		if i > 0 && l.pairs[[2]string{toks[i-1].low, w}] || i+1 < len(toks) && l.pairs[[2]string{w, toks[i+1].low}] {
			if found != "" {
				return toks[i].low
			}
			found = w
		}
	}
	if found == "" {
		return toks[i].low
	}
	return found
}
