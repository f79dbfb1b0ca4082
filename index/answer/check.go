package answer

import (
	"strconv"

	"github.com/danchieu/danchieu/index/check"
	"github.com/danchieu/danchieu/index/export"
)

// CheckTable has a line for every finding in drafts, and one for every citation without any.
func CheckTable(reports []check.Report) Table {
	t := Table{{"draft", "page", "raw", "type", "number", "date", "issuer", "provision", "verdict", "document", "rule", "severity",
		"written", "should", "message", "witness", "witness_page", "witness_sentence"}}
	for _, r := range reports {
		for _, c := range r.Citations {
			row := []string{r.Draft, export.Number(c.Page), folded(c.Raw), string(c.Type), c.Number, c.Date.String(), c.Issuer,
				c.Provision, string(c.Verdict), c.Document}
			for _, n := range c.Findings {
				t = append(t, append(append([]string{}, row...), findingCells(r.Findings[n])...))
			}
			if len(c.Findings) == 0 {
				t = append(t, append(row, make([]string, len(t[0])-len(row))...))
			}
		}
	}
	return t
}

func findingCells(f check.Finding) []string {
	cells := []string{f.Rule, string(f.Severity), f.Written, f.Should, f.Message.String(), "", "", ""}
	if len(f.Witnesses) > 0 {
		w := f.Witnesses[0]
		cells[5], cells[6], cells[7] = w.File+w.By, strconv.Itoa(w.Page), folded(w.Sentence)
	}
	return cells
}
