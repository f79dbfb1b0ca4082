package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// citedFilter chooses among the citations of a document.
type citedFilter struct {
	answer.Filter
	provision string // as typed
}

// badValue says what there is in the place of what was asked for.
func badValue(err error) error {
	if bad := new(answer.BadValue); errors.As(err, &bad) {
		return failure{exitUsage, err, bad.Among}
	}
	return err
}

// String says which citations are chosen, "" where all are.
func (f citedFilter) String() string {
	var parts []string
	if f.provision != "" {
		parts = append(parts, "naming "+f.provision)
	}
	if f.Year != 0 {
		parts = append(parts, fmt.Sprintf("in documents of %d", f.Year))
	}
	if f.Relation != "" {
		parts = append(parts, "as "+string(f.Relation))
	}
	if len(parts) == 0 {
		return ""
	}
	return ", " + strings.Join(parts, ", ")
}

// printSummary prints the citations of a document in numbers.
func printSummary(w io.Writer, s answer.Shown) {
	if len(s.CitedBy) == 0 {
		return
	}
	count := map[legal.Relation]int{}
	for _, m := range s.CitedBy {
		count[m.Relation]++
	}
	var relations []legal.Seen
	for _, r := range legal.Relations {
		if count[r] > 0 {
			relations = append(relations, legal.Seen{Value: string(r), Count: count[r]})
		}
	}
	fmt.Fprintf(w, "  by relation  %s\n", seen(relations, func(s string) string { return s }))
	if len(s.ByYear) > 0 {
		fmt.Fprintf(w, "  by year      %s, of the citing documents\n", seen(s.ByYear, func(year string) string { return cmp.Or(year, "not known") }))
	}
	if len(s.ByProvision) == 0 {
		return
	}
	const most = 12
	more := ""
	if n := len(s.ByProvision) - most; n > 0 {
		more = fmt.Sprintf(", … %d more", n)
	}
	fmt.Fprintf(w, "  by provision %s%s\n", seen(s.ByProvision[:min(most, len(s.ByProvision))], func(a string) string { return "Điều " + a }), more)
}

// printLinks prints documents with the number of citations, where there are several.
func printLinks(w io.Writer, title string, links []answer.Link, limit int) {
	if len(links) < 2 {
		return
	}
	fmt.Fprintf(w, "  %s:\n", title)
	for i, l := range links {
		if limit > 0 && i == limit {
			fmt.Fprintf(w, "      … %s more: --limit 0 shows all\n", nouns(len(links)-limit, "document"))
			break
		}
		var relations []string
		for _, r := range l.Relations {
			relations = append(relations, fmt.Sprintf("%s ×%d", r.Relation, r.Mentions))
		}
		fmt.Fprintf(w, "      %s: %s\n", l.Document, strings.Join(relations, ", "))
	}
	fmt.Fprintln(w, "  where:")
}
