package index

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/danchieu/danchieu/pipeline/viet"
)

// generator writes documents as offices do: two fifths of their sentences are everybody's,
// with another number or date in them; the others are made of phrases which the
// document comes back to, of words of two syllables, frequent ones and rare ones
// (Zipf). A text of eight pages has some 18 KB, 3,000 words, 500 different ones and
// 1,500 different pairs of neighbours, as the real documents of that length have that
// it was held against. The same seed gives the same documents.
type generator struct {
	rnd       *rand.Rand
	sentences []string
	lexicon   []string
	zipf      *rand.Zipf
	places    []string
	phrases   []string
}

func newGenerator(t testing.TB, seed int64) *generator {
	g := &generator{rnd: rand.New(rand.NewSource(seed))}
	sources, err := filepath.Glob("../testdata/make/src/*.src")
	if err != nil || len(sources) == 0 {
		t.Fatalf("no sample texts: %v", err)
	}
	for _, path := range sources {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(viet.Normalize(string(b)), "\n") {
			if _, rest, ok := strings.Cut(line, ": "); !ok || len(rest) > 60 {
				if len(line) > 40 {
					g.sentences = append(g.sentences, strings.TrimLeft(line, "~#| "))
				}
			}
		}
	}
	var syllables []string
	for code := uint16(0); code < viet.CodeLimit; code += 7 {
		if w := viet.Spell(code); len(w) > 1 {
			syllables = append(syllables, w)
		}
	}
	g.rnd.Shuffle(len(syllables), func(i, j int) { syllables[i], syllables[j] = syllables[j], syllables[i] })
	common := rand.NewZipf(g.rnd, 1.05, 20, uint64(len(syllables)-1))
	for range 8000 {
		g.lexicon = append(g.lexicon, syllables[common.Uint64()]+" "+syllables[common.Uint64()])
	}
	for range 600 {
		g.places = append(g.places, capital(syllables[g.rnd.Intn(len(syllables))])+" "+
			capital(syllables[g.rnd.Intn(len(syllables))]))
	}
	g.zipf = rand.NewZipf(g.rnd, 1.1, 30, uint64(len(g.lexicon)-1))
	for range 20000 {
		var p []string
		for range 2 + g.rnd.Intn(3) {
			p = append(p, g.lexicon[g.zipf.Uint64()])
		}
		g.phrases = append(g.phrases, strings.Join(p, " "))
	}
	return g
}

func capital(word string) string {
	r := []rune(word)
	return string(unicode.ToUpper(r[0])) + string(r[1:])
}

var digits = "0123456789"

// topic is what one document speaks of: phrases that it comes back to.
func (g *generator) topic() []string {
	var phrases []string
	for range 60 {
		phrases = append(phrases, g.phrases[g.rnd.Intn(len(g.phrases))])
	}
	return phrases
}

func (g *generator) sentence(topic []string) string {
	if g.rnd.Intn(5) < 2 {
		s := []rune(g.sentences[g.rnd.Intn(len(g.sentences))])
		for i, r := range s {
			if strings.ContainsRune(digits, r) && g.rnd.Intn(12) == 0 {
				s[i] = rune(digits[g.rnd.Intn(10)])
			}
		}
		return string(s)
	}
	var b strings.Builder
	for range 3 + g.rnd.Intn(5) {
		b.WriteString(topic[g.rnd.Intn(len(topic))])
		switch g.rnd.Intn(14) {
		case 0:
			b.WriteString(" " + g.places[g.rnd.Intn(len(g.places))])
		case 1:
			fmt.Fprintf(&b, " %d", g.rnd.Intn(3000))
		case 2, 3, 4:
			b.WriteString(" " + g.lexicon[g.zipf.Uint64()])
		case 5, 6:
			b.WriteString(",")
		}
		b.WriteString(" ")
	}
	return strings.TrimSpace(b.String()) + "."
}

var typesMade = []string{"Kế hoạch", "Quyết định", "Công văn", "Báo cáo", "Nghị quyết", "Thông báo"}

// entry makes a document of pages of some 2,250 bytes each, the pages parted by a
// form feed in pages.
func (g *generator) entry(i, pages int) (e Entry, page []string) {
	topic := g.topic()
	for range pages {
		var b strings.Builder
		for b.Len() < 2250 {
			b.WriteString(g.sentence(topic) + "\n")
		}
		page = append(page, b.String())
	}
	place := g.places[g.rnd.Intn(len(g.places))]
	number := fmt.Sprintf("%d/KH-UBND", i%3000+1)
	e = Entry{ID: fmt.Sprintf("%064x", i), Held: true, Document: fmt.Sprintf("kh-%d", i),
		Text:  viet.Normalize(strings.Join(page, "")),
		Title: "Kế hoạch của " + place, Type: typesMade[g.rnd.Intn(len(typesMade))], Number: number,
		Issuer: "Ủy ban nhân dân " + place,
		Level:  "province", Date: fmt.Sprintf("%d-%02d-%02d", 2010+g.rnd.Intn(15), 1+g.rnd.Intn(12), 1+g.rnd.Intn(28)),
		Key: number, Source: SourceText}
	for range 12 {
		n := fmt.Sprintf("%d/NQ-CP", g.rnd.Intn(2000))
		e.Cites = append(e.Cites, Cited{Key: n, Document: "nq-" + n, Relation: "cites"})
	}
	return e, page
}
