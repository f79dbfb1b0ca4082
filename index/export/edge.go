package export

import (
	"cmp"
	"slices"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Edge is a relation between two documents, with the citations that state it.
type Edge struct {
	From     string         `json:"from"` // ID of the acting, citing document
	To       string         `json:"to"`
	Relation legal.Relation `json:"relation"`
	legal.Reach
	Mentions int        `json:"mentions"`
	Evidence []Evidence `json:"evidence"` // by name, hash and place
}

// Evidence is one citation behind an edge: file, sha256 and index are those of
// its [Citation].
type Evidence struct {
	File      string `json:"file"`
	SHA256    string `json:"sha256"`
	Index     int    `json:"index"`
	Page      int    `json:"page"`
	Paragraph int    `json:"paragraph,omitempty"` // from 1, in a file that has no pages

	Scope     legal.Scope   `json:"scope,omitempty"`
	Subtype   legal.Subtype `json:"subtype,omitempty"`
	Provision string        `json:"provision,omitempty"`
	Derived   bool          `json:"derived,omitempty"`
}

// eachEdge calls f for every edge, by source, target and relation.
func eachEdge(v *catalog.View, f func(Edge) error) error {
	contents, err := v.Contents()
	if err != nil {
		return err
	}
	names := make(map[string]string, len(contents))
	for _, c := range contents {
		names[c.SHA256] = c.Name
	}
	return v.EachEdge(func(e legal.Edge) error {
		out := Edge{From: e.From, To: e.To, Relation: e.Relation, Reach: legal.ReachOf(e.Evidence),
			Mentions: len(e.Evidence)}
		for _, s := range e.Evidence {
			out.Evidence = append(out.Evidence, Evidence{
				File: names[s.File], SHA256: s.File, Index: s.Index, Page: s.Page, Paragraph: s.Paragraph,
				Scope: s.Scope, Subtype: s.Subtype, Provision: s.Provision, Derived: s.Derived,
			})
		}
		slices.SortFunc(out.Evidence, func(a, b Evidence) int {
			return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.SHA256, b.SHA256), cmp.Compare(a.Index, b.Index))
		})
		return f(out)
	})
}
