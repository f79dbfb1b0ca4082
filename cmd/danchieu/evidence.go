package main

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/danchieu/danchieu/index/answer"
)

// printEvidence prints a line for each relation: its file, page and sentence, and
// how many more citations state it.
func printEvidence(w io.Writer, indent string, all []answer.Evidence) {
	for _, e := range all {
		more := ""
		if e.Mentions > 1 {
			more = fmt.Sprintf("  [1 of %s]", nouns(e.Mentions, "mention"))
		}
		if !e.Decided.IsZero() {
			more += "  [" + e.Decided.String() + "]"
		}
		fmt.Fprintf(w, "%s%s, %s p.%d: %s%s\n", indent, e.Relation, filepath.Base(e.File), e.Page, e.Best.Excerpt, more)
	}
}
