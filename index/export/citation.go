package export

import (
	"slices"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Citation is one citation of one content, as written and as meant. What has no
// value is null. References of a document to itself are no citations.
type Citation struct {
	File    string   `json:"file"`   // path below the folder that was ingested
	SHA256  string   `json:"sha256"` // of the file's bytes
	Paths   []string `json:"paths"`  // other paths of the same content, likewise
	Index   int      `json:"index"`  // place among all citations read in the file, from 0: its name in the catalogue
	Ordinal *int     `json:"ordinal"`
	Citing  *string  `json:"citing"` // ID of the document the file is
	// ID of the document that does the citing: another where a title names the citation
	Source *string `json:"source"`

	Type      *string        `json:"type"`
	Number    *string        `json:"number"` // as printed
	Date      *string        `json:"date"`
	Issuer    *string        `json:"issuer"`
	Title     *string        `json:"title"`
	Name      *string        `json:"name"` // of a law
	Provision *string        `json:"provision"`
	Relation  legal.Relation `json:"relation"`
	Scope     *string        `json:"scope"`   // of a change: whole or part, null where the text does not say
	Subtype   *string        `json:"subtype"` // the finer relation
	Deed      *legal.Deed    `json:"deed"`    // what the passive says that it did to the citation with that index

	Document   *string  `json:"document"`   // ID of the document meant, null where that is not certain
	Candidates []string `json:"candidates"` // IDs, where several are possible
	Held       bool     `json:"held"`       // there is a file of the document meant
	Conflict   bool     `json:"conflict"`   // its citations disagree
	Conflicts  []string `json:"conflicts"`  // on what: date, issuer, type
	Reason     string   `json:"reason"`     // why this document

	Page       int             `json:"page"`                // from 1; 1 in a file that has no pages
	Paragraph  int             `json:"paragraph,omitempty"` // from 1, in a file that has no pages
	Boxes      []legal.PageBox `json:"boxes"`               // points from the top left of the page as drawn, one a line
	Zone       legal.Zone      `json:"zone"`
	Confidence float64         `json:"confidence"`
	Raw        string          `json:"raw"`
	Sentence   string          `json:"sentence"`
}

// state is what a citation's line says of the document it means.
type state struct {
	held, conflict bool
	conflicts      []string
}

func states(v *catalog.View) (map[string]state, error) {
	out := map[string]state{}
	err := v.EachDocument(func(d legal.Document) error {
		out[d.ID] = state{d.Held != "", d.Conflict, d.Conflicts}
		return nil
	})
	return out, err
}

// eachCitation calls f for every citation by name of the file, hash and place.
func eachCitation(v *catalog.View, f func(Citation) error) error {
	contents, err := v.Contents()
	if err != nil {
		return err
	}
	known, err := states(v)
	if err != nil {
		return err
	}
	for _, c := range contents {
		if err := citationsOf(v, c, known, f); err != nil {
			return err
		}
	}
	return nil
}

func citationsOf(v *catalog.View, c catalog.Content, known map[string]state, f func(Citation) error) error {
	mentions, err := v.Mentions(c.SHA256)
	if err != nil || len(mentions) == 0 {
		return err
	}
	text, _, err := v.Text(c.SHA256)
	if err != nil {
		return err
	}
	numbered := 0
	for _, m := range mentions {
		if m.Document != "" && m.Document == m.Citing {
			continue
		}
		line := newCitation(c, m, known[m.Document])
		line.Boxes = Boxes(text, m.Span)
		if m.Number != "" {
			numbered++
			ordinal := numbered
			line.Ordinal = &ordinal
		}
		if err := f(line); err != nil {
			return err
		}
	}
	return nil
}

func newCitation(c catalog.Content, m catalog.Mention, meant state) Citation {
	return Citation{
		File: c.Name, SHA256: c.SHA256, Paths: list(c.Others), Index: m.Index, Citing: OrNull(c.Document),
		Source: OrNull(m.Citing), Type: OrNull(string(m.Type)), Number: OrNull(m.Number), Date: OrNull(m.Date.String()),
		Issuer: OrNull(m.Issuer), Title: OrNull(m.Title), Name: OrNull(m.Name), Provision: OrNull(m.Provision),
		Relation: m.Relation, Scope: OrNull(string(m.Scope)), Subtype: OrNull(string(m.Subtype)), Deed: deed(m.Deed),
		Document: OrNull(m.Document), Candidates: list(m.Candidates), Held: meant.held, Conflict: meant.conflict,
		Conflicts: list(meant.conflicts), Reason: m.Reason.String(), Page: m.Page, Paragraph: m.Paragraph, Zone: m.Zone,
		Confidence: m.Confidence, Raw: m.Raw, Sentence: m.SentenceText,
	}
}

func deed(d legal.Deed) *legal.Deed {
	if d.Relation == "" {
		return nil
	}
	return &d
}

// Boxes returns the places of a span; running text of a .txt file has none.
func Boxes(t legal.Text, s legal.Span) []legal.PageBox {
	return list(slices.DeleteFunc(t.Boxes(s), func(b legal.PageBox) bool { return b.Box == legal.Box{} }))
}

// list makes an empty list of none, for JSON.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// OrNull makes null of a text that says nothing, for JSON.
func OrNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
