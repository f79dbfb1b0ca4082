package index

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// A file is found by its name too: people know files by it, and of a scan it may be all
// that tells the number. Names are words run together and without marks, so all words of a
// query must be words of the name, whatever their marks and order. Where the words stand in
// texts, only a name that tells counts beside these.

// nameWords returns the folded words of a file's name without its extension, parted where
// letters meet digits: "1105_KH-ĐKT.pdf", 1105, kh, dkt.
func nameWords(name string) []string {
	if legal.IsFileName(name) {
		name = strings.TrimSuffix(name, filepath.Ext(name))
	}
	var out []string
	for _, w := range words(name) {
		word := viet.Fold(name[w.start:w.end])
		for len(word) > 0 {
			first, _ := utf8.DecodeRuneInString(word)
			digit := unicode.IsDigit(first)
			end := strings.IndexFunc(word, func(r rune) bool { return unicode.IsDigit(r) != digit })
			if end < 0 {
				end = len(word)
			}
			out = append(out, word[:end])
			word = word[end:]
		}
	}
	return out
}

// wholeName is the term of all words of a name.
func wholeName(words []string) string { return "=" + strings.Join(words, " ") }

// nameTerms are the terms under which files are found by their names.
func nameTerms(names []string) []string {
	var out []string
	for _, n := range names {
		w := nameWords(n)
		out = append(append(out, w...), wholeName(w))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// names returns the words of a query that a file's name may have: all, where nothing but
// words is asked for, and fields.
func (l *lexer) names() []string {
	for _, g := range l.groups {
		if !g.not && (len(g.any) > 1 || g.any[0].isText() && !l.isFree(g.any[0])) {
			return nil
		}
	}
	return nameWords(l.freeText())
}

// isText reports whether a part asks for something in the text, or a document, and is no
// field.
func (p part) isText() bool {
	switch p.kind {
	case aWord, aPhrase, expressed, beginning, reference, together:
		return true
	}
	return false
}

// nameScore puts above what only has the words of a query the files whose names tell: that
// have a number of it, or are the query.
const nameScore = 1e8

// named returns the files whose names have all words of a query, and meet its fields; with
// telling true only those whose names tell.
func (e *eval) named(q Query, telling bool) (found postings, err error) {
	if len(q.names) == 0 || telling && len(q.names) == 1 {
		return nil, nil
	}
	terms := q.names
	if telling && !tellingName(q.names) {
		terms = []string{wholeName(q.names)}
	}
	for i, w := range terms {
		l, err := e.term(fieldFile, w)
		if err != nil {
			return nil, err
		}
		if found = and(found, l); i == 0 {
			found = l
		}
	}
	for _, g := range q.groups {
		if !g.not && g.any[0].isText() || len(found) == 0 {
			continue
		}
		l, err := e.group(g)
		if err != nil {
			return nil, err
		}
		if g.not {
			found = without(found, l)
		} else {
			found = and(found, l)
		}
	}
	found = found.every(0)
	if telling {
		found = found.every(nameScore)
	}
	return found, e.boostHeld(found)
}

// tellingName reports whether among several words there is a number that few names have:
// of three digits or more, and no year.
func tellingName(words []string) bool {
	return len(words) > 1 && slices.ContainsFunc(words, func(w string) bool {
		year := len(w) == 4 && (w[:2] == "19" || w[:2] == "20")
		return len(w) > 2 && unicode.IsDigit(rune(w[0])) && !year
	})
}

// withNamed adds to what was found the files whose names tell, at the top.
func (e *eval) withNamed(found postings, q Query) (postings, error) {
	named, err := e.named(q, true)
	if err != nil || len(named) == 0 {
		return found, err
	}
	there := and(found, named)
	return or(or(without(found, there), without(named, there)), there.heldOnce()), nil
}

// heldOnce takes out of scores that were added up one of the two boosts of what is held.
func (l postings) heldOnce() postings {
	for i := range l {
		l[i].score -= heldScore
	}
	return l
}
