package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// evidence is a citation that states a relation.
type evidence struct {
	Relation legal.Relation `json:"relation"`
	File     string         `json:"file"`
	Page     int            `json:"page"`
	Sentence string         `json:"sentence"`
	Mentions int            `json:"mentions"`          // how many citations state it, this one included
	Decided  string         `json:"decided,omitempty"` // by whom and why, where a person says what it means

	excerpt string
}

// evidenceOf returns for each relation between two documents the citation that
// states it best, and how many citations state any of them.
func evidenceOf(ctx context.Context, c *catalog.Catalog, from, to legal.Document, relations []legal.Relation) (out []evidence, mentions int, err error) {
	for _, r := range relations {
		refs, err := c.Evidence(ctx, from.ID, to.ID, r)
		if err != nil {
			return nil, 0, err
		}
		if len(refs) == 0 { // an ingest has taken it away since the graph was read
			continue
		}
		ref := firstHand(refs, from.Held)
		m, ok, err := c.Mention(ctx, ref)
		if err != nil {
			return nil, 0, err
		}
		if !ok {
			continue
		}
		j := newMentionJSON(m)
		e := evidence{Relation: r, File: j.File, Page: j.Page, Sentence: j.Sentence, Mentions: len(refs), excerpt: j.excerpt}
		if strings.HasPrefix(m.Reason, "decided by ") {
			e.Decided = m.Reason
		}
		out = append(out, e)
		mentions += len(refs)
	}
	return out, mentions, nil
}

// firstHand returns the first citation in the citing document's own file, else,
// where only others say what it cites, the first of theirs.
func firstHand(all []legal.CitationRef, file string) legal.CitationRef {
	for _, ref := range all {
		if ref.File == file {
			return ref
		}
	}
	return all[0]
}

// printEvidence prints a line for each relation: its file, page and sentence, and
// how many more citations state it.
func printEvidence(w io.Writer, indent string, all []evidence) {
	for _, e := range all {
		more := ""
		if e.Mentions > 1 {
			more = fmt.Sprintf("  [1 of %s]", nouns(e.Mentions, "mention"))
		}
		if e.Decided != "" {
			more += "  [" + e.Decided + "]"
		}
		fmt.Fprintf(w, "%s%s, %s p.%d: %s%s\n", indent, e.Relation, filepath.Base(e.File), e.Page, e.excerpt, more)
	}
}
