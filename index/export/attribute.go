package export

import (
	"strconv"
	"strings"
)

// attribute is what a graph says of a node or an edge beside its ends. Its kind is
// one of those that GraphML and GEXF share: string, boolean, int.
type attribute[T any] struct {
	name, kind string
	value      func(T) string // "" where there is none
}

var nodeAttributes = []attribute[Document]{
	{"label", "string", Document.name},
	{"type", "string", func(d Document) string { return string(d.Type) }},
	{"number", "string", func(d Document) string { return d.Number }},
	{"name", "string", func(d Document) string { return d.Name }},
	{"issuer", "string", Document.issuer},
	{"body", "string", func(d Document) string { return d.Body.Code }},
	{"level", "string", func(d Document) string { return string(d.Body.Level) }},
	{"place", "string", func(d Document) string { return d.Body.Place }},
	{"year", "int", func(d Document) string { return Number(d.Year) }},
	{"term", "int", func(d Document) string { return Number(d.Term) }},
	{"date", "string", func(d Document) string { return d.Date.String() }},
	{"title", "string", func(d Document) string { return d.Title }},
	{"held", "boolean", func(d Document) string { return strconv.FormatBool(d.Held != "") }},
	{"conflict", "boolean", func(d Document) string { return strconv.FormatBool(d.Conflict) }},
	{"conflicts", "string", func(d Document) string { return strings.Join(d.Conflicts, separator) }},
	{"dates", "string", func(d Document) string { return seen(d.Dates) }},
	{"issuers", "string", func(d Document) string { return seen(d.Issuers) }},
	{"settled", "string", decidedBy},
	{"files", "string", func(d Document) string { return fileNames(d.Files) }},
}

var edgeAttributes = []attribute[Edge]{
	{"relation", "string", func(e Edge) string { return string(e.Relation) }},
	{"mentions", "int", func(e Edge) string { return strconv.Itoa(e.Mentions) }},
	{"evidence", "string", Edge.places},
	{"scope", "string", func(e Edge) string { return string(e.Scope) }},
	{"subtypes", "string", Edge.subtypes},
	{"provisions", "string", func(e Edge) string { return strings.Join(e.Provisions, separator) }},
	{"derived", "boolean", func(e Edge) string { return strconv.FormatBool(e.Derived) }},
}
