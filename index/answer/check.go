package answer

import (
	"cmp"

	"github.com/danchieu/danchieu/index/check"
	"github.com/danchieu/danchieu/index/table"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// CheckTable has a line for every finding in drafts, and one for every citation without any.
func CheckTable(reports []check.Report) table.Table {
	const cols = `draft, page, paragraph, words, type, number, date, issuer, provision, verdict, id, severity, rule, written, should,
		message, file, witness page, witness paragraph, sentence, link`
	return list("check", cols, reports, func(_ int, r check.Report, yield yielding) bool {
		for _, c := range r.Citations {
			head := row(r.Draft, standing(c.Page, c.Paragraph), folded(c.Raw), string(c.Type), c.Number, c.Date, c.Issuer, c.Provision,
				legal.NameOf("verdict", c.Verdict), c.Document)
			for _, n := range c.Findings {
				if !yield(row(head, findingCells(r.Findings[n]))) {
					return false
				}
			}
			if len(c.Findings) == 0 && !yield(row(head, make([]any, 10))) {
				return false
			}
		}
		return true
	})
}

func findingCells(f check.Finding) []any {
	cells := row(legal.NameOf("severity", f.Severity), legal.NameOf("rule", f.Rule), f.Written, f.Should, f.Message)
	if len(f.Witnesses) == 0 {
		return row(cells, make([]any, 5))
	}
	w := f.Witnesses[0]
	return row(cells, cmp.Or(w.By, w.File), standing(w.Page, w.Paragraph), folded(w.Sentence), witnessPlace(w))
}
