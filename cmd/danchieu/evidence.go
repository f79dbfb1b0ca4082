package main

import (
	"path/filepath"
	"strings"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// printEvidence prints a line for each relation: its file, page and sentence, and
// how many more citations state it.
func printEvidence(w printer, indent string, all []answer.Evidence) {
	for _, e := range all {
		more := ""
		if e.Mentions > 1 {
			more = say("  [1 of %s]", nouns(e.Mentions, "mention")).In(w.lang)
		}
		if !e.Decided.IsZero() {
			more += "  [" + e.Decided.In(w.lang) + "]"
		}
		w.printf("%s%s, %s %s: %s%s\n", indent, stated{e.Relation, e.Reach()}, filepath.Base(e.File), legal.At(e.Page, e.Paragraph),
			e.Best.Excerpt, more)
	}
}

// stated names what is stated: the relation and, of a change, how much of the document:
// "repeals (whole)", "amends (part: khoản 1 Điều 5)", "replaces (whole, derived)". A
// finer relation stands in the place of "cites": "suspends (whole)".
type stated struct {
	relation legal.Relation
	legal.Reach
}

// In puts it into a language.
func (s stated) In(lang legal.Lang) string {
	name := called{"relation", string(s.relation)}
	var said []string
	for _, sub := range s.Subtypes {
		if fine := (called{"subtype", string(sub)}); name.kind == "relation" && s.relation == legal.Cites {
			name = fine
		} else {
			said = append(said, fine.In(lang))
		}
	}
	if s.Scope != "" {
		scope := called{"scope", string(s.Scope)}.In(lang)
		if len(s.Provisions) > 0 {
			scope += ": " + strings.Join(s.Provisions, "; ")
		}
		said = append(said, scope)
	}
	if s.Derived {
		said = append(said, say("derived").In(lang))
	}
	if len(said) == 0 {
		return name.In(lang)
	}
	return name.In(lang) + " (" + strings.Join(said, ", ") + ")"
}

// MarshalText writes it in English.
func (s stated) MarshalText() ([]byte, error) { return []byte(s.In(legal.English)), nil }
