package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/url"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Names of things in linked data: documents, and what the ontology of the European
// Legislation Identifier (http://data.europa.eu/eli/ontology, version 1.2) has no
// word for.
const (
	documentURN   = "urn:danchieu:document:"
	vocabularyURN = "urn:danchieu:vocabulary:"
)

// terms say what the names below mean. Four of the relations stand in ELI as
// they are, and implements as ensures_implementation_of. Its repeals is a whole
// act's end, also by another in its place: the repeal of a part is its amends. As what a
// page calls "thay thế" may be a part only, replaces is our own word, and so are guides
// and issues. The title
// is that of Dublin Core, since ELI gives one to versions alone.
var terms = map[string]any{
	"@vocab":   vocabularyURN,
	"eli":      "http://data.europa.eu/eli/ontology#",
	"dcterms":  "http://purl.org/dc/terms/",
	"xsd":      "http://www.w3.org/2001/XMLSchema#",
	"id_local": "eli:id_local",
	"number":   "eli:number",
	"title":    "dcterms:title",
	"date":     map[string]string{"@id": "eli:date_document", "@type": "xsd:date"},

	"based_on":   reference("eli:based_on"),
	"implements": reference("eli:ensures_implementation_of"),
	"amends":     reference("eli:amends"),
	"repeals":    reference("eli:repeals"),
	"cites":      reference("eli:cites"),
	"guides":     reference(vocabularyURN + "guides"),
	"replaces":   reference(vocabularyURN + "replaces"),
	"issues":     reference(vocabularyURN + "issues"),
	"from":       reference(vocabularyURN + "from"),
	"to":         reference(vocabularyURN + "to"),
}

func reference(id string) map[string]string { return map[string]string{"@id": id, "@type": "@id"} }

// resource is a document in linked data.
type resource struct {
	ID        string   `json:"@id"`
	Kind      string   `json:"@type"`
	IDLocal   string   `json:"id_local"`
	Type      string   `json:"type,omitempty"`
	Number    string   `json:"number,omitempty"`
	Name      string   `json:"name,omitempty"`
	Issuer    string   `json:"issuer,omitempty"`
	Place     string   `json:"place,omitempty"`
	Date      string   `json:"date,omitempty"`    // a day
	Printed   string   `json:"printed,omitempty"` // a month or a year
	Year      int      `json:"year,omitempty"`
	Term      int      `json:"term,omitempty"`
	Title     string   `json:"title,omitempty"`
	Held      bool     `json:"held"`
	Conflicts []string `json:"conflicts,omitempty"`
	Files     []string `json:"file,omitempty"`
}

// jsonLD writes the graph as linked data: every document as an eli:LegalResource,
// every relation as a property between two of them, and once more as a Statement
// with the citations behind it.
func jsonLD(w *bufio.Writer, v *catalog.View) error {
	head, err := json.Marshal(terms)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "{\"@context\": %s,\n\"@graph\": [", head)
	g := members{w: w}
	err = eachDocument(v, func(d Document) error { return g.add(newResource(d)) })
	if err != nil {
		return err
	}
	err = eachEdge(v, func(e Edge) error {
		from, to := urn(e.From), urn(e.To)
		property := e.Relation
		if property == legal.Repeals && e.Scope == legal.ScopePart {
			property = legal.Amends
		}
		if err := g.add(map[string]string{"@id": from, string(property): to}); err != nil {
			return err
		}
		return g.add(statement{Kind: "Statement", From: from, To: to, Relation: e.Relation, Reach: e.Reach,
			Mentions: e.Mentions, Evidence: e.placeList()})
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(w, "\n]}\n")
	return err
}

// statement is an edge with its evidence.
type statement struct {
	Kind     string         `json:"@type"`
	From     string         `json:"from"`
	To       string         `json:"to"`
	Relation legal.Relation `json:"relation"`
	legal.Reach
	Mentions int      `json:"mentions"`
	Evidence []string `json:"evidence"`
}

func newResource(d Document) resource {
	r := resource{ID: urn(d.ID), Kind: "eli:LegalResource", IDLocal: d.ID, Type: string(d.Type), Number: d.Number,
		Name: d.Name, Issuer: d.issuer(), Place: d.Body.Place, Year: d.Year, Term: d.Term, Title: d.Title,
		Held: d.Held != "", Conflicts: d.Conflicts}
	if d.Date.Day != 0 {
		r.Date = d.Date.String()
	} else {
		r.Printed = d.Date.String()
	}
	for _, f := range d.Files {
		r.Files = append(append(r.Files, f.Name), f.Paths...)
	}
	return r
}

func urn(id string) string { return documentURN + url.PathEscape(id) }

// members writes the members of a JSON list. What HTML would take for its own is
// escaped, as linked data is put into web pages.
type members struct {
	w io.Writer
	n int
}

func (m *members) add(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	between := ",\n"
	if m.n == 0 {
		between = "\n"
	}
	m.n++
	_, err = fmt.Fprintf(m.w, "%s%s", between, b)
	return err
}
