package legal

import "strings"

// Record is a document that a registry knows for sure.
type Record struct {
	Registry string `json:"registry"` // the name it was imported under
	Type     Type   `json:"type"`
	Number   string `json:"number"`
	Date     Date   `json:"date,omitzero"`
	Issuer   string `json:"issuer,omitempty"`
	Title    string `json:"title,omitempty"`
	// From is the first day in force, To the first on which it no longer is. Status is what
	// the registry says of its force in words, Successor what took its place.
	From      Date   `json:"effective_from,omitzero"`
	To        Date   `json:"effective_to,omitzero"`
	Status    string `json:"status,omitempty"`
	Successor string `json:"replaced_by,omitempty"`
}

// Correction is what a person knows better. It names documents by ID and
// citations by their place, and stays a fact of its own: nothing read is changed.
type Correction struct {
	N    int            `json:"n"` // its number, from 1
	Kind CorrectionKind `json:"kind"`
	// Document is the document it speaks of.
	Document string `json:"document"`
	// Other is the other document of Same and Differ, "" where Citation is given.
	Other string `json:"other,omitempty"`
	// Citation is the one that means, or does not mean, the document.
	Citation *CitationRef `json:"citation,omitempty"`
	Raw      string       `json:"raw,omitempty"` // what the citation reads, by which it is found again
	// File is the SHA-256 of the file whose head a Decide completes, "" where it speaks of
	// the document alone. Document is then what the file was before.
	File string `json:"file,omitempty"`
	// of Decide: [ConflictDate], [ConflictIssuer], [ConflictType], [FieldTitle], [FieldFrom],
	// [FieldTo] or, of a File alone, [FieldNumber], whose Value is "" where the file bears no number
	// of Mark: the code of the rule, or [FieldWanted], with [MarkSeen] or [MarkRight]
	Field string `json:"field,omitempty"`
	Value string `json:"value,omitempty"`
	About *About `json:"about,omitempty"` // what a Mark is of
	By    string `json:"by"`
	At    string `json:"at"` // RFC 3339
	Why   string `json:"why"`
	// Undone says who took it back, when and why; all empty while it holds.
	UndoneBy  string `json:"undone_by,omitempty"`
	UndoneAt  string `json:"undone_at,omitempty"`
	UndoneWhy string `json:"undone_why,omitempty"`
}

// IsDay reports whether the value of a field is a day.
func IsDay(field string) bool {
	return field == ConflictDate || field == FieldFrom || field == FieldTo
}

// CorrectionKind is what a correction says.
type CorrectionKind string

// The kinds of corrections.
const (
	Same   CorrectionKind = "same"   // two documents are one, or a citation means the document
	Differ CorrectionKind = "differ" // two documents are two, or a citation does not mean it
	Decide CorrectionKind = "decide" // a field of the document has this value
	Mark   CorrectionKind = "mark"   // a finding or a wanted document was looked at; nothing else follows from it
)

// What a mark says, and the field of one that is of a wanted document and of no finding.
const (
	MarkSeen    = "seen"  // somebody has looked at it
	MarkRight   = "right" // nothing is wrong
	FieldWanted = "wanted"
)

// About is what a finding is about, by which it is known again: its documents, and the
// values that speak against each other.
type About struct {
	Documents []string `json:"documents"`
	Values    []string `json:"values,omitempty"`
}

// Holds reports whether nobody has taken it back.
func (c Correction) Holds() bool { return c.UndoneAt == "" }

// Says is what a correction says, without who and why.
func (c Correction) Says() Message {
	switch {
	case c.Kind == Mark && c.Field == FieldWanted:
		return Say(SaidMarkedWanted, c.Document, NameOf("mark", c.Value))
	case c.Kind == Mark:
		return Say(SaidMarked, NameOf("rule", c.Field), strings.Join(c.About.Documents, ", "), NameOf("mark", c.Value))
	case c.Kind == Decide:
		if c.Field == FieldNumber && c.Value == "" {
			return Say(SaidUnnumbered, c.Document)
		}
		if c.Field == FieldTo && c.Value == "" {
			return Say(SaidEndless, c.Document)
		}
		value := c.Value
		if d, err := ParseDate(value); err == nil && IsDay(c.Field) {
			value = d.Printed()
		}
		return Say(SaidField, NameOf("field", c.Field), c.Document, value)
	case c.Citation != nil:
		code := SaidMeans
		if c.Kind == Differ {
			code = SaidNotMeans
		}
		return Say(code, c.Citation.Index+1, c.Citation.File[:min(12, len(c.Citation.File))], c.Raw, c.Document)
	case c.Kind == Same:
		return Say(SaidOneDocument, c.Other, c.Document)
	}
	return Say(SaidTwo, c.Other, c.Document)
}
