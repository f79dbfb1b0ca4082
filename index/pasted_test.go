package index

import (
	"math/rand"
	"strings"
	"testing"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// pastedCitation is a citation as a person copies it: with what stands behind it in its
// sentence, up to the next one.
type pastedCitation struct {
	text     string
	document string
}

// pasteable returns the citations of all files by number that mean one document.
func pasteable(t *testing.T, c corpus) (all []pastedCitation) {
	t.Helper()
	for _, id := range c.ids {
		mentions, err := c.c.Mentions(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		text := c.texts[id]
		for i, m := range mentions {
			if _, numbered := legal.ParseSymbol(m.Number); m.Document == "" || !numbered {
				continue // standards are known without the year and the body that their numbers end with
			}
			end := sentence(&text, m.Start).End
			if i+1 < len(mentions) && mentions[i+1].Start < end {
				end = mentions[i+1].Start
			}
			if words := strings.Fields(text.Content[m.Start:max(end, m.End)]); len(words) > 6 {
				all = append(all, pastedCitation{strings.Join(words[:min(len(words), 60)], " "), m.Document})
			}
		}
	}
	return all
}

// changeWords puts other words in the place of n words of a citation that have no digit: its
// number and days stay.
func changeWords(rnd *rand.Rand, text string, n int, others []string) string {
	words := strings.Fields(text)
	var free []int
	for i, w := range words {
		if !strings.ContainsFunc(w, unicode.IsDigit) {
			free = append(free, i)
		}
	}
	rnd.Shuffle(len(free), func(i, j int) { free[i], free[j] = free[j], free[i] })
	for _, i := range free[:min(n, len(free))] {
		words[i] = others[rnd.Intn(len(others))]
	}
	return strings.Join(words, " ")
}

const pastedSeed = 19

// checkPasted asks for n citations as they stand, three of their words changed: the document
// comes first.
func checkPasted(t *testing.T, c corpus, n int, least float64) {
	all := pasteable(t, c)
	var others []string
	for _, id := range c.ids[:min(20, len(c.ids))] {
		others = append(others, strings.FieldsFunc(c.texts[id].Content, func(r rune) bool { return !unicode.IsLetter(r) })...)
	}
	rnd := rand.New(rand.NewSource(pastedSeed))
	right := 0
	for range n {
		drawn := all[rnd.Intn(len(all))]
		typed := changeWords(rnd, drawn.text, 3, others)
		found, err := Find(t.Context(), c.c, c.r, typed, Options{Limit: 3})
		if err == nil && len(found.Hits) > 0 && found.Hits[0].Document == drawn.document {
			right++
			continue
		}
		t.Logf("%s\n  of %s: %v %v", typed, drawn.document, found.Hits, err)
	}
	t.Logf("the document is first for %d of %d pasted citations with three words changed", right, n)
	if float64(right) < least*float64(n) {
		t.Errorf("at least %.0f wanted", least*float64(n))
	}
}
