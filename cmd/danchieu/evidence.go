package main

import (
	"path/filepath"

	"github.com/danchieu/danchieu/index/answer"
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
		w.printf("%s%s, %s p.%d: %s%s\n", indent, called{"relation", string(e.Relation)}, filepath.Base(e.File), e.Page, e.Best.Excerpt, more)
	}
}
