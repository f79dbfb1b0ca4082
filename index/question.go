package index

import (
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// A question in words, "nghị định nào quy định về tinh giản biên chế?", asks for what it is
// about: the words that make it a question stand in no document, and those between are in
// all. The kind of document it asks for comes first.

// interrogatives make a question, wherever they stand.
var interrogatives = formsOfAll("nào | gì | bao nhiêu | bao giờ | ở đâu | tại sao | vì sao")

// fillers say nothing of what a question is about.
var fillers = formsOfAll(`như thế nào | thế nào | khi nào | là gì | quy định | văn bản | tài liệu | cơ quan | hiện nay |
	cho biết | cho tôi biết | cho hỏi | xin hỏi | tôi | hãy | tìm | về | là | có | được | thì | của | cho | theo | những | các |
	này | đó | ở | do | bởi | đã | đang | với | trong | ai | không | ban hành | nói`)

func formsOfAll(list string) (out [][]form) {
	for p := range strings.SplitSeq(list, "|") {
		out = append(out, formsOf(p))
	}
	return out
}

// question takes out of the plain words of a question what makes it one, and notes the kind
// of document it asks for.
func (l *lexer) question() {
	words, ok := l.plainPieces()
	if !ok || len(cite.References(l.freeText())) > 0 {
		return
	}
	drop, typ := askedOf(words)
	kept := len(words) - len(drop)
	if len(drop) == 0 || kept == 0 {
		return
	}
	l.prefers = typ
	gone := map[int]bool{} // by where they were typed
	for i := range drop {
		gone[l.free[i].at] = true
	}
	l.free = slices.DeleteFunc(l.free, func(p piece) bool { return gone[p.at] })
	l.groups = slices.DeleteFunc(l.groups, func(g group) bool { return len(g.any) == 1 && gone[g.any[0].at] })
}

// plainPieces returns the words of a query that is nothing but single plain words and fields;
// ok is false for any other.
func (l *lexer) plainPieces() (words []form, ok bool) {
	for _, p := range l.free {
		w := formsOf(p.text)
		if len(w) != 1 {
			return nil, false
		}
		words = append(words, w[0])
	}
	for _, g := range l.groups {
		if len(g.any) > 1 {
			return nil, false
		}
	}
	return words, len(words) > 2
}

func (l *lexer) freeText() string {
	var typed []string
	for _, p := range l.free {
		typed = append(typed, p.text)
	}
	return strings.Join(typed, " ")
}

// askedOf returns which words of a question say nothing of what it is about, and the type of
// document it asks for, none for what is no question.
func askedOf(words []form) (drop map[int]bool, typ legal.Type) {
	drop = map[int]bool{}
	for i := range words {
		n := longest(interrogatives, words[i:])
		if n == 0 {
			continue
		}
		t, before := typeBefore(words[:i])
		if words[i].marked == words[i].folded && before == 0 && n == 1 {
			continue // typed without marks it may be another word: "nao" for "não"
		}
		if before > 0 && typ == "" {
			typ = t
		}
		for k := i - before; k < i+n; k++ {
			drop[k] = true
		}
	}
	if len(drop) == 0 {
		return nil, ""
	}
	for i := 0; i < len(words); {
		n := longest(fillers, words[i:])
		for k := i; k < i+n; k++ {
			drop[k] = true
		}
		i += max(1, n)
	}
	return drop, typ
}

// longest returns the number of words of the longest phrase that words typed begin with.
func longest(phrases [][]form, words []form) int {
	n := 0
	for _, p := range phrases {
		if len(p) > n && len(p) <= len(words) && slices.EqualFunc(p, words[:len(p)], form.meets) {
			n = len(p)
		}
	}
	return n
}

// typeBefore reads the type that words typed end with, or "văn bản", which is any.
func typeBefore(words []form) (legal.Type, int) {
	for n := min(4, len(words)); n > 0; n-- {
		var marked, folded []string
		for _, w := range words[len(words)-n:] {
			marked, folded = append(marked, w.marked), append(folded, w.folded)
		}
		if strings.Join(folded, " ") == "van ban" {
			return "", n
		}
		if t, ok := legal.TypeOfWord(strings.Join(marked, " ")); ok {
			return t, n
		}
		for _, w := range legal.TypeWords() {
			if viet.Fold(w) == strings.Join(marked, " ") {
				t, _ := legal.TypeOfWord(w)
				return t, n
			}
		}
	}
	return "", 0
}
