package index

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// A short form and what it stands for are one word: "UBND" finds "ủy ban nhân dân", and the
// other way round. Every place of a text where either stands is counted under one term of a
// field of its own, beside the words it is made of; a query that has either asks for that term.
// What stands in quotes means itself.

//go:embed short.tsv
var shortForms string

// expression is a short form with all that it is written as.
type expression struct {
	term      string // of the field fieldShort
	spellings []spelling
}

// spelling is one way to write an expression.
type spelling struct {
	of    *expression
	words []form
	short bool
}

// expressions are those of the table, by the folded first words of their spellings, of one
// word the longest first.
var expressions = sync.OnceValue(func() map[string][]spelling {
	table := readTable()
	for _, x := range table {
		x.spellings = append(x.spellings, x.mixed(table)...)
	}
	byWord := map[string][]spelling{}
	for _, x := range table {
		for _, s := range x.spellings {
			byWord[s.words[0].folded] = append(byWord[s.words[0].folded], s)
		}
	}
	for _, list := range byWord {
		slices.SortStableFunc(list, func(a, b spelling) int { return len(b.words) - len(a.words) })
	}
	return byWord
})

func readTable() (table []*expression) {
	for line := range strings.Lines(shortForms) {
		short, long, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		x := &expression{}
		for _, s := range strings.Split(short, ";") {
			x.spellings = append(x.spellings, spelling{x, formsOf(s), true})
		}
		for _, s := range strings.Split(long, ";") {
			x.spellings = append(x.spellings, spelling{x, formsOf(s), false})
		}
		x.term = x.spellings[0].words[0].folded
		table = append(table, x)
	}
	return table
}

// mixed returns the long spellings with a shorter expression in them in its short form: "văn
// bản QPPL".
func (x *expression) mixed(table []*expression) (out []spelling) {
	for _, s := range x.spellings {
		for _, inner := range table {
			for i := range s.words {
				if n := inner.longAt(s.words[i:]); !s.short && n > 0 && n < len(s.words) {
					words := slices.Concat(s.words[:i], inner.spellings[0].words, s.words[i+n:])
					out = append(out, spelling{x, words, false})
				}
			}
		}
	}
	return out
}

// longAt returns how many words, from the first of some on, are a long spelling, 0 for none.
func (x *expression) longAt(words []form) int {
	for _, s := range x.spellings {
		if !s.short && len(s.words) <= len(words) && slices.Equal(s.words, words[:len(s.words)]) {
			return len(s.words)
		}
	}
	return 0
}

// printed reports whether the spelling is what a text prints from a word on: a long form
// with its marks, a short one also without the stroke of its Đ. word returns the word so
// many behind the first.
func (s spelling) printed(n int, word func(i int) form) bool {
	return s.stands(n, word, func(have, want form) bool { return have.marked == want.marked })
}

// beginsWith returns the spellings that may begin with a word of a text.
func beginsWith(f form) []spelling {
	var out []spelling
	for _, s := range expressions()[f.folded] {
		if s.short || s.words[0].marked == f.marked {
			out = append(out, s)
		}
	}
	return out
}

// typed reports whether the spelling is what words of a query begin with, typed with marks
// or without.
func (s spelling) typed(words []form) bool {
	return s.stands(len(words), func(i int) form { return words[i] }, func(have, want form) bool { return want.meets(have) })
}

func (s spelling) stands(n int, word func(i int) form, same func(have, want form) bool) bool {
	if len(s.words) > n {
		return false
	}
	for i, want := range s.words {
		if have := word(i); have.folded != want.folded || !s.short && !same(have, want) {
			return false
		}
	}
	return true
}

// longestTyped returns the expression that words of a query begin with, and how many of them
// it takes; nil where there is none.
func longestTyped(words []form, ends func(n int) bool) (*expression, int) {
	if len(words) == 0 {
		return nil, 0
	}
	for _, s := range expressions()[words[0].folded] {
		if ends(len(s.words)) && s.typed(words) {
			return s.of, len(s.words)
		}
	}
	return nil, 0
}

// spellings returns the ways in which a word of a query is written: one, save for an expression.
func (p part) spellings() [][]form {
	if p.kind != expressed {
		return [][]form{p.words}
	}
	var out [][]form
	for _, s := range p.short.spellings {
		out = append(out, s.words)
	}
	return out
}

// weight is how many words a word of a query counts as.
func (p part) weight() int {
	if p.kind != expressed {
		return 1
	}
	return p.short.words()
}

// words is the number of words of the longest spelling.
func (x *expression) words() int {
	n := 0
	for _, s := range x.spellings {
		n = max(n, len(s.words))
	}
	return n
}

// long returns its first long spelling.
func (x *expression) long() []form {
	i := slices.IndexFunc(x.spellings, func(s spelling) bool { return !s.short })
	return x.spellings[i].words
}

// printedAt returns how many words of a text, from the first of some on, are the expression, 0
// where they are not.
func (x *expression) printedAt(words []form) int {
	n := 0
	for _, s := range x.spellings {
		if s.printed(len(words), func(i int) form { return words[i] }) {
			n = max(n, len(s.words))
		}
	}
	return n
}

// joinShort makes one part of the words of a query that are an expression together.
func joinShort(groups []group) []group {
	var out []group
	for i := 0; i < len(groups); {
		words, ends := freeWords(groups[i:])
		x, n := longestTyped(words, func(n int) bool { return slices.Contains(ends, n) })
		if x == nil {
			out = append(out, shortParts(groups[i]))
			i++
			continue
		}
		taken := slices.Index(ends, n) + 1
		out = append(out, joined(x, words[:n], groups[i:i+taken]))
		i += taken
	}
	return out
}

// joined asks for an expression. Typed in several words it is these too, where they stand
// apart, behind all that have it.
func joined(x *expression, words []form, typed []group) group {
	at := typed[0].any[0].at
	g := group{not: typed[0].not, any: []part{{kind: expressed, at: at, words: words, short: x}}}
	if len(typed) > 1 {
		g.any = append(g.any, part{kind: together, at: at, all: typed, apart: true})
	}
	return g
}

// word returns the word that a group asks for, or the expression; ok is false where it asks
// for anything else.
func (g group) word() (p part, ok bool) {
	p = g.any[0]
	return p, !g.not && p.isWord() && (len(g.any) == 1 || g.any[1].apart)
}

// freeWords returns the words that groups begin with, one after the other, and how many there
// are behind each group. What is left out, in quotes or one of several stands alone.
func freeWords(groups []group) (words []form, ends []int) {
	for i, g := range groups {
		p := g.any[0]
		if len(g.any) > 1 || p.quoted || p.kind != aWord && p.kind != aPhrase || i > 0 && (g.not || groups[0].not) {
			break
		}
		words = append(words, p.words...)
		ends = append(ends, len(words))
	}
	return words, ends
}

// shortParts makes expressions of what stands in the place of one group: either of two, words
// beside a number.
func shortParts(g group) group {
	g.any = slices.Clone(g.any)
	for i, p := range g.any {
		if p.kind == together {
			g.any[i].all = joinShort(p.all)
		}
		if p.quoted || p.kind != aWord && p.kind != aPhrase || len(g.any) == 1 {
			continue
		}
		if x, n := longestTyped(p.words, func(n int) bool { return n == len(p.words) }); n > 0 {
			g.any[i].kind, g.any[i].short = expressed, x
		}
	}
	return g
}
