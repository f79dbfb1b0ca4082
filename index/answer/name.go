// Package answer holds what the verbs and the pages answer alike: a document and
// who cites it, its chain, the ways between two, who has acted on it, with the
// citation behind every step; and how documents are found and named. Its values are
// what is printed as JSON.
package answer

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Label names a document in one line; day writes its date ([legal.Date.Printed], or
// [legal.Date.String] for data), and marks of its own are in lang.
func Label(d legal.Document, day func(legal.Date) string, lang legal.Lang) string {
	return labelOf(d, authority.Name(d.Body), day, lang)
}

// labelOf is [Label] with the body so named.
func labelOf(d legal.Document, body string, day func(legal.Date) string, lang legal.Lang) string {
	var parts []string
	if d.Type != "" {
		parts = append(parts, string(d.Type))
	}
	if d.Name != "" {
		parts = append(parts, d.Name)
	}
	if d.Number != "" {
		parts = append(parts, d.Number)
	} else if d.Name == "" {
		parts = append(parts, cmp.Or(d.Part, "(số chưa rõ)"))
	}
	if day := day(d.Date); day != "" {
		parts = append(parts, day)
	} else if d.Year != 0 && d.Symbol.Year == 0 {
		parts = append(parts, fmt.Sprint(d.Year))
	}
	s := strings.Join(parts, " ")
	if body != "" {
		s += ", " + body
	}
	return s + conflictMark(d, lang)
}

// conflictMark says on what citations of a document disagree, "" where on nothing.
func conflictMark(d legal.Document, lang legal.Lang) string {
	switch {
	case len(d.Conflicts) > 0:
		fields := make([]string, len(d.Conflicts))
		for i, f := range d.Conflicts {
			fields[i] = legal.NameOf("field", f).In(lang)
		}
		return " " + legal.Say(legal.ConflictOn, strings.Join(fields, ", ")).In(lang)
	case d.Conflict:
		return " " + legal.Say(legal.ConflictMark).In(lang)
	}
	return ""
}

// HeadLine names a document by what it says of itself; day writes its date.
func HeadLine(h legal.Head, day func(legal.Date) string) string {
	parts := []string{string(h.Type)}
	if h.Type == "" {
		parts[0] = "văn bản"
	}
	if h.Number != "" {
		parts = append(parts, "số "+h.Number)
	} else if part := h.PartOfNumber(); part != "" {
		parts = append(parts, "số "+part)
	} else {
		parts = append(parts, "(số chưa rõ)")
	}
	switch d := h.KnownDate(); {
	case d.Day != 0:
		parts = append(parts, "ngày "+day(d))
	case d.Month != 0:
		parts = append(parts, "tháng "+day(d))
	case d.Year != 0:
		parts = append(parts, "năm "+day(d))
	}
	if h.Issuer != "" {
		parts = append(parts, "của "+h.Issuer)
	}
	return strings.Join(parts, " ")
}

// StoredDay writes a stored date as people do; what is no date stays as it is.
func StoredDay(s string) string {
	d, err := legal.ParseDate(s)
	if err != nil {
		return s
	}
	return d.Printed()
}
