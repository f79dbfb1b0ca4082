// Package answer holds what the verbs and the pages answer alike: a document and
// who cites it, its chain, the ways between two, who has acted on it, with the
// citation behind every step; and how documents are found and named. Its values are
// what is printed as JSON.
package answer

import (
	"fmt"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Line names a document in one line; day writes its date ([legal.Date.Printed], or
// [legal.Date.String] for data).
func Line(d legal.Document, day func(legal.Date) string) string {
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
		parts = append(parts, "(số chưa rõ)")
	}
	if day := day(d.Date); day != "" {
		parts = append(parts, day)
	} else if d.Year != 0 && d.Symbol.Year == 0 {
		parts = append(parts, fmt.Sprint(d.Year))
	}
	s := strings.Join(parts, " ")
	if body := authority.Name(d.Body); body != "" {
		s += ", " + body
	}
	switch {
	case len(d.Conflicts) > 0:
		s += " [conflict: " + strings.Join(d.Conflicts, ", ") + "]"
	case d.Conflict:
		s += " [conflict]"
	}
	return s
}

// StoredDay writes a stored date as people do; what is no date stays as it is.
func StoredDay(s string) string {
	d, err := legal.ParseDate(s)
	if err != nil {
		return s
	}
	return d.Printed()
}
