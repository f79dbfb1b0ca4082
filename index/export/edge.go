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
	Mentions int            `json:"mentions"`
	Evidence []Evidence     `json:"evidence"` // by name, hash and place
}

// Evidence is one citation behind an edge: file, sha256 and index are those of
// its [Citation].
type Evidence struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
	Index  int    `json:"index"`
	Page   int    `json:"page"`
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
	return v.EachEdge(func(e legal.Edge, places []catalog.Place) error {
		out := Edge{From: e.From, To: e.To, Relation: e.Relation, Mentions: len(places)}
		for _, p := range places {
			out.Evidence = append(out.Evidence, Evidence{names[p.File], p.File, p.Index, p.Page})
		}
		slices.SortFunc(out.Evidence, func(a, b Evidence) int {
			return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.SHA256, b.SHA256), cmp.Compare(a.Index, b.Index))
		})
		return f(out)
	})
}
