package export

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// column is a column of a table.
type column[T any] struct {
	name  string
	value func(T) string
}

var citationColumns = []column[Citation]{
	{"file", func(c Citation) string { return c.File }},
	{"sha256", func(c Citation) string { return c.SHA256 }},
	{"paths", func(c Citation) string { return strings.Join(c.Paths, separator) }},
	{"index", func(c Citation) string { return strconv.Itoa(c.Index) }},
	{"ordinal", func(c Citation) string { return Number(orZero(c.Ordinal)) }},
	{"citing", func(c Citation) string { return orZero(c.Citing) }},
	{"source", func(c Citation) string { return orZero(c.Source) }},
	{"type", func(c Citation) string { return orZero(c.Type) }},
	{"number", func(c Citation) string { return orZero(c.Number) }},
	{"date", func(c Citation) string { return orZero(c.Date) }},
	{"issuer", func(c Citation) string { return orZero(c.Issuer) }},
	{"title", func(c Citation) string { return orZero(c.Title) }},
	{"name", func(c Citation) string { return orZero(c.Name) }},
	{"provision", func(c Citation) string { return orZero(c.Provision) }},
	{"relation", func(c Citation) string { return string(c.Relation) }},
	{"document", func(c Citation) string { return orZero(c.Document) }},
	{"candidates", func(c Citation) string { return strings.Join(c.Candidates, separator) }},
	{"held", func(c Citation) string { return strconv.FormatBool(c.Held) }},
	{"conflict", func(c Citation) string { return strconv.FormatBool(c.Conflict) }},
	{"conflicts", func(c Citation) string { return strings.Join(c.Conflicts, separator) }},
	{"reason", func(c Citation) string { return c.Reason }},
	{"page", func(c Citation) string { return strconv.Itoa(c.Page) }},
	{"boxes", func(c Citation) string { return boxList(c.Boxes) }},
	{"zone", func(c Citation) string { return string(c.Zone) }},
	{"confidence", func(c Citation) string { return decimal(c.Confidence) }},
	{"raw", func(c Citation) string { return c.Raw }},
	{"sentence", func(c Citation) string { return c.Sentence }},
	{"scope", func(c Citation) string { return orZero(c.Scope) }},
	{"subtype", func(c Citation) string { return orZero(c.Subtype) }},
	{"deed", func(c Citation) string { return string(orZero(c.Deed).Relation) }},
	{"deed_to", deedTo},
	{"paragraph", func(c Citation) string { return Number(c.Paragraph) }},
}

func deedTo(c Citation) string {
	if c.Deed == nil {
		return ""
	}
	return strconv.Itoa(c.Deed.To)
}

var documentColumns = []column[Document]{
	{"id", func(d Document) string { return d.ID }},
	{"type", func(d Document) string { return string(d.Type) }},
	{"number", func(d Document) string { return d.Number }},
	{"name", func(d Document) string { return d.Name }},
	{"body_code", func(d Document) string { return d.Body.Code }},
	{"body_level", func(d Document) string { return string(d.Body.Level) }},
	{"body_place", func(d Document) string { return d.Body.Place }},
	{"body_name", func(d Document) string { return d.Body.Name }},
	{"year", func(d Document) string { return Number(d.Year) }},
	{"term", func(d Document) string { return Number(d.Term) }},
	{"date", func(d Document) string { return d.Date.String() }},
	{"title", func(d Document) string { return d.Title }},
	{"held", func(d Document) string { return d.Held }},
	{"dates", func(d Document) string { return seen(d.Dates) }},
	{"issuers", func(d Document) string { return seen(d.Issuers) }},
	{"conflict", func(d Document) string { return strconv.FormatBool(d.Conflict) }},
	{"conflicts", func(d Document) string { return strings.Join(d.Conflicts, separator) }},
	{"settled", decidedBy},
	{"files", func(d Document) string { return fileNames(d.Files) }},
	{"body_id", func(d Document) string { return d.BodyID }},
	{"body_above", func(d Document) string { return d.Body.Above }},
	{"body_province", func(d Document) string { return d.Body.Province }},
	{"body", func(d Document) string { return authority.Name(d.Body) }},
}

var edgeColumns = []column[Edge]{
	{"from", func(e Edge) string { return e.From }},
	{"to", func(e Edge) string { return e.To }},
	{"relation", func(e Edge) string { return string(e.Relation) }},
	{"mentions", func(e Edge) string { return strconv.Itoa(e.Mentions) }},
	{"evidence", Edge.places},
	{"scope", func(e Edge) string { return string(e.Scope) }},
	{"subtypes", Edge.subtypes},
	{"provisions", func(e Edge) string { return strings.Join(e.Provisions, separator) }},
	{"derived", func(e Edge) string { return strconv.FormatBool(e.Derived) }},
}

// table writes lines of one kind as a table with a head (RFC 4180).
func table(w *bufio.Writer, v *catalog.View, what What) error {
	switch what {
	case Documents:
		return rows(w, documentColumns, func(f func(Document) error) error { return eachDocument(v, f) })
	case Edges:
		return rows(w, edgeColumns, func(f func(Edge) error) error { return eachEdge(v, f) })
	}
	return rows(w, citationColumns, func(f func(Citation) error) error { return eachCitation(v, f) })
}

func rows[T any](w *bufio.Writer, columns []column[T], each func(func(T) error) error) error {
	for i, c := range columns {
		writeCell(w, i, c.name)
	}
	fmt.Fprint(w, "\r\n")
	return each(func(x T) error {
		for i, c := range columns {
			writeCell(w, i, c.value(x))
		}
		_, err := fmt.Fprint(w, "\r\n")
		return err
	})
}

// writeCell writes a cell. That of encoding/csv would change the line breaks in it.
func writeCell(w *bufio.Writer, i int, s string) {
	if i > 0 {
		fmt.Fprint(w, ",")
	}
	s = Inert(Plain(s))
	if strings.ContainsAny(s, "\",;\t\r\n") || strings.HasPrefix(s, " ") || strings.HasSuffix(s, " ") {
		s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	fmt.Fprint(w, s)
}

// Inert keeps a spreadsheet from taking a text for a formula: one that begins, but
// for spaces, with = + - @ in either width or with a tab, a line feed or a carriage return
// gets an apostrophe before it. So does one that begins with an apostrophe, so
// that taking one away always gives back the text.
func Inert(s string) string {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, isBlank))
	if strings.ContainsRune("=+-@＝＋－＠\t\n\r", first) || strings.HasPrefix(s, "'") {
		return "'" + s
	}
	return s
}

func isBlank(r rune) bool { return unicode.Is(unicode.Zs, r) || r == '\u200b' || r == '\ufeff' }

// boxList writes boxes as "page x0 y0 x1 y1", in points.
func boxList(boxes []legal.PageBox) string {
	var parts []string
	for _, b := range boxes {
		parts = append(parts, strings.Join([]string{strconv.Itoa(b.Page), decimal(b.X0), decimal(b.Y0), decimal(b.X1),
			decimal(b.Y1)}, " "))
	}
	return strings.Join(parts, separator)
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func orZero[T any](p *T) T {
	var zero T
	if p == nil {
		return zero
	}
	return *p
}
