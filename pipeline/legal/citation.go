package legal

import "slices"

// Relation says what a document does to the one it cites. The direction is
// always from the citing, acting document to the cited one.
type Relation string

// The eight relations a page can state.
const (
	BasedOn    Relation = "based_on"   // căn cứ
	Implements Relation = "implements" // thực hiện, triển khai thực hiện, cụ thể hóa, quán triệt
	Guides     Relation = "guides"     // hướng dẫn, quy định chi tiết
	Amends     Relation = "amends"     // sửa đổi, bổ sung
	Replaces   Relation = "replaces"   // thay thế
	Repeals    Relation = "repeals"    // bãi bỏ, hủy bỏ
	Issues     Relation = "issues"     // ban hành, phê duyệt
	Cites      Relation = "cites"      // anything else
)

// Relations lists the eight in the order of their strength: where two sentences
// state different relations between the same documents, the earlier one counts.
var Relations = []Relation{Repeals, Replaces, Amends, Guides, Implements, Issues, BasedOn, Cites}

// Supports lists the relations by which a document rests on another, in the order of
// [Relations].
var Supports = []Relation{Guides, Implements, Issues, BasedOn}

// Changes lists the relations by which a document changes or ends another: it does not
// rest on it.
var Changes = []Relation{Repeals, Replaces, Amends}

// Changes reports whether a relation changes or ends the document it names.
func (r Relation) Changes() bool { return slices.Contains(Changes, r) }

// Scope says how much of a document a change reaches.
type Scope string

// The scopes of a change.
const (
	ScopeWhole Scope = "whole"
	ScopePart  Scope = "part" // provisions, words, an annex
	ScopeBoth  Scope = "both" // of an edge: some citations say whole, others part
)

// ScopeOf returns the scope of what several citations state together, "" where none
// says how much.
func ScopeOf(stated ...Scope) Scope {
	var all Scope
	for _, s := range stated {
		switch {
		case s == "" || s == all:
		case all == "":
			all = s
		default:
			return ScopeBoth
		}
	}
	return all
}

// Subtype is a finer relation, kept beside the eight. It is a change, whatever the
// relation beside it.
type Subtype string

// The finer relations.
const (
	Suspends     Subtype = "suspends"     // ngưng hiệu lực, đình chỉ
	Extends      Subtype = "extends"      // kéo dài hiệu lực
	Corrects     Subtype = "corrects"     // đính chính
	Consolidates Subtype = "consolidates" // hợp nhất
)

// Subtypes lists the finer relations.
var Subtypes = []Subtype{Suspends, Extends, Corrects, Consolidates}

// Deed is what the text says, in the passive, that a document did to another one
// cited: what B did in "A được sửa đổi, bổ sung bởi B". The zero value is none.
type Deed struct {
	To       int      `json:"to"` // A, by its index in the list that B stands in; -1 for the citing document itself
	Relation Relation `json:"relation"`
	Scope    Scope    `json:"scope,omitempty"`
	Subtype  Subtype  `json:"subtype,omitempty"`
	// Provision is the part of A, where that is what was changed: "khoản 3 Điều 8 của A
	// bị bãi bỏ bởi B", not "sửa đổi khoản 3 Điều 8 của A, đã được sửa đổi bởi B".
	Provision string `json:"provision,omitempty"`
}

// At says where something stands: in which paragraph of a file that has no pages, else
// (paragraph 0) on which page.
func At(page, paragraph int) Message {
	if paragraph > 0 {
		return Say(AtParagraph, paragraph)
	}
	return Say(AtPage, page)
}

// Citation is one mention of a document, as written.
type Citation struct {
	// Span covers the mention: type word, number, date, issuer. In a list
	// ("các Nghị quyết số A, số B") a later member begins at its "số".
	Span
	Page int `json:"page"` // on which the span starts, from 1
	// Paragraph in which it starts, from 1, in a file that has no pages; else 0. Page is 1 then.
	Paragraph int `json:"paragraph,omitempty"`

	Type   Type   `json:"type"`             // as the type word says, else as the number says; "" unknown
	Number string `json:"number,omitempty"` // as printed, spaces dropped, every dash "-"; "" for a law cited by name
	// Other is the number as OCR read it in a second way, other in its digits; "" for none.
	Other  string `json:"other,omitempty"`
	Date   Date   `json:"date,omitzero"`    // printed with this mention, never copied from another
	Issuer string `json:"issuer,omitempty"` // printed with this mention or its list head
	Title  string `json:"title,omitempty"`  // as printed after it
	// Name is what a law is called, without the type word ("Tổ chức Chính phủ").
	Name string `json:"name,omitempty"`
	// Provision is the place in the cited document, as printed ("khoản 2 Điều 5").
	Provision string `json:"provision,omitempty"`

	// From is the index, in the list this citation stands in, of the cited
	// document whose title names this one; -1 where the citing document itself
	// speaks.
	From     int      `json:"from"`
	Relation Relation `json:"relation"`
	// Scope tells a change of a part from one of the whole: the provisions changed
	// are Provision, where they are printed. "" for what is no change, and where
	// the text does not say.
	Scope   Scope   `json:"scope,omitempty"`
	Subtype Subtype `json:"subtype,omitempty"`
	// Deed is stated beside Relation, which then is mostly that of a mere reference.
	Deed Deed `json:"deed,omitzero"`

	Raw      string `json:"raw"`      // the text of Span, white space folded
	Sentence Span   `json:"sentence"` // the sentence it stands in
	Zone     Zone   `json:"zone"`
	// Confidence is 1 for clean text, lower where a reading was repaired or
	// comes from OCR.
	Confidence float64 `json:"confidence"`
}
