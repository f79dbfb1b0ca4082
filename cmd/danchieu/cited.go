package main

import (
	"cmp"
	"errors"
	"fmt"
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
		f := exitError{code: exitUsage, err: bad.Message()}
		if !bad.Among.IsZero() {
			f.hint = bad.Among
		}
		return f
	}
	return err
}

// chosen says which citations are chosen, nothing where all are.
func (f citedFilter) chosen(lang legal.Lang) string {
	var parts []string
	if f.provision != "" {
		parts = append(parts, say("naming %s", f.provision).In(lang))
	}
	if f.Year != 0 {
		parts = append(parts, say("in documents of %d", f.Year).In(lang))
	}
	for _, v := range []string{string(f.Type), f.Issuer, f.Province} {
		if v != "" {
			parts = append(parts, v)
		}
	}
	if f.Relation != "" {
		parts = append(parts, say("as %s", called{"as", string(f.Relation)}).In(lang))
	}
	if len(parts) == 0 {
		return ""
	}
	return ", " + strings.Join(parts, ", ")
}

// printSummary prints the citations of a document in numbers.
func printSummary(w printer, s answer.Shown) {
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
	w.printf("  by relation  %s\n", seen(w.lang, relations, func(s string) string {
		return called{"relation", s}.In(w.lang)
	}))
	if len(s.ByYear) > 0 {
		w.printf("  by year      %s, of the citing documents\n", seen(w.lang, s.ByYear, func(year string) string {
			return cmp.Or(year, say("not known").In(w.lang))
		}))
	}
	if len(s.ByProvision) == 0 {
		return
	}
	const most = 12
	var more text
	if n := len(s.ByProvision) - most; n > 0 {
		more = say(", … %d more", n)
	}
	w.printf("  by provision %s%s\n",
		seen(w.lang, s.ByProvision[:min(most, len(s.ByProvision))], func(a string) string { return "Điều " + a }), more)
}

// printLinks prints documents with the number of citations, where there are several.
func printLinks(w printer, title string, links []answer.Link, limit int) {
	if len(links) < 2 {
		return
	}
	listLinks(w, say(title), links, limit)
	w.printf("  where:\n")
}

func listLinks(w printer, title text, links []answer.Link, limit int) {
	w.printf("  %s:\n", title)
	for i, l := range links {
		if limit > 0 && i == limit {
			w.printf("      … %s more: --limit 0 shows all\n", nouns(len(links)-limit, "document"))
			break
		}
		var relations []string
		for _, r := range l.Relations {
			relations = append(relations, fmt.Sprintf("%s ×%d", stated{r.Relation, r.Reach}.In(w.lang), r.Mentions))
		}
		w.printf("      %s: %s\n", l.Document, strings.Join(relations, ", "))
	}
}
