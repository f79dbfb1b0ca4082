package cite

import (
	"slices"
	"sync"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// OCR loses marks before it loses letters: "Nghị quyêt", "Ủy ban nhân dan". Two
// things show that a word of a page read by OCR lost one: it is no Vietnamese word,
// or it stands within a long phrase of ours that is right but for it. Every other
// word is left as it was read, however close to one of ours: "khoản" is not "khoán".
// Short phrases that can be nothing else are mended on the page, see package ocr.

// lexicon holds the words of all phrases.
type lexicon struct {
	words   map[string][]string   // by their form without marks
	pairs   map[[2]string]bool    // that follow each other in a phrase
	phrases map[string][][]string // the long ones, by their first word
}

// ourWords are put together when the first page of OCR is read.
var ourWords = sync.OnceValue(newLexicon)

func newLexicon() lexicon {
	l := lexicon{map[string][]string{}, map[[2]string]bool{}, map[string][][]string{}}
	eachPhrase(typeWordSet, l.add)
	eachPhrase(heads, l.add)
	eachPhrase(fields, l.add)
	eachPhrase(levels, l.add)
	eachPhrase(lawNames, l.add)
	eachPhrase(cues, l.add)
	eachPhrase(amending, l.add)
	for _, w := range []string{"số", "ngày", "tháng", "năm", "của", "về", "và"} {
		l.add([]string{w})
	}
	return l
}

// longPhrase is how many words a phrase has that little else is like: "thanh niên"
// is too close to "chưa thành niên".
const longPhrase = 3

func eachPhrase[V any](p phrases[V], f func([]string)) {
	for _, list := range p.tables().byFirst {
		for _, ph := range list {
			f(ph.words)
		}
	}
}

func (l lexicon) add(phrase []string) {
	for i, w := range phrase {
		if f := viet.Fold(w); !slices.Contains(l.words[f], w) {
			l.words[f] = append(l.words[f], w)
		}
		if i > 0 {
			l.pairs[[2]string{phrase[i-1], w}] = true
		}
	}
	if len(phrase) >= longPhrase {
		l.phrases[phrase[0]] = append(l.phrases[phrase[0]], phrase)
	}
}

// withoutSpecks drops the stops that OCR makes of specks: between two words of which the
// second is in small letters ("Luật Bảo. hiểm y tế"). No sentence ends there.
func withoutSpecks(toks []token) []token {
	out := toks[:0]
	for i, t := range toks {
		if t.low == "." && i > 0 && i+1 < len(toks) && toks[i+1].kind == word && !toks[i+1].upper &&
			viet.IsWord(toks[i+1].low) && len(out) > 0 && out[len(out)-1].kind == word &&
			viet.IsWord(out[len(out)-1].low) {
			continue
		}
		out = append(out, t)
	}
	return out
}

// mendBases makes semicolons of the colons that OCR reads for them between two documents
// of a basis: "Căn cứ Luật A ngày 19 tháng 6 năm 2015: Luật B".
func mendBases(toks []token) {
	if len(toks) == 0 || toks[0].low != "căn" {
		return
	}
	for i := range toks {
		if toks[i].low != ":" || !endsDay(toks, i) {
			continue
		}
		if _, n := typeWordSet.at(toks, i+1); n > 0 && toks[i+1].upper {
			toks[i].low = ";"
		}
	}
}

// endsDay reports whether a whole date stands just before token i.
func endsDay(toks []token, i int) bool {
	for k := max(0, i-8); k < i; k++ {
		if d, next, ok := dateAt(toks, k); ok && next == i && d.Day > 0 {
			return true
		}
	}
	return false
}

// mendWords gives misread words the marks they must have.
func mendWords(toks []token) {
	folded := make([]string, len(toks))
	for i := range toks {
		folded[i] = viet.Fold(toks[i].low)
	}
	ours := ourWords()
	for i := range toks {
		if toks[i].kind == word && !viet.IsWord(toks[i].low) {
			toks[i].low = ours.meant(toks, folded, i)
		}
	}
	for i := range toks {
		for k, w := range ours.phraseAt(toks, folded, i) {
			toks[i+k].low = w
		}
	}
}

// meant returns the one word that the token at i, which is no word, can be, or the
// token as it is: of several it is the one that stands beside its neighbour in a
// phrase.
func (l lexicon) meant(toks []token, folded []string, i int) string {
	could := l.words[folded[i]]
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

// phraseAt returns the longest phrase that begins with the token at i and stands
// there but for the marks of some of its words, nil for none.
func (l lexicon) phraseAt(toks []token, folded []string, i int) []string {
	var best []string
	for _, ph := range l.phrases[toks[i].low] {
		if len(ph) > len(best) && resembles(toks[i:], folded[i:], ph) {
			best = ph
		}
	}
	return best
}

// resembles reports whether a phrase stands at the first of the tokens but for the
// marks of a third of its words.
func resembles(toks []token, folded, phrase []string) bool {
	if len(folded) < len(phrase) {
		return false
	}
	wrong := 0
	for k, w := range phrase {
		switch {
		case toks[k].low == w:
		case folded[k] == viet.Fold(w):
			wrong++
		default:
			return false
		}
	}
	return 3*wrong <= len(phrase)
}
