package check

import (
	"cmp"
	"slices"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// fail keeps the first error of the catalogue.
func (k *checker) fail(err error) {
	if k.err == nil {
		k.err = err
	}
}

// locate gives findings and their witnesses their places.
func (k *checker) locate() error {
	if k.err != nil {
		return k.err
	}
	slices.SortStableFunc(k.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(ruleRank(a.Rule), ruleRank(b.Rule)))
	})
	spoken := make([]audit.Finding, len(k.findings))
	for i := range k.findings {
		f := &k.findings[i]
		f.Page, f.Boxes = max(1, k.Text.PageAt(f.Span.Start)), k.Text.Boxes(f.Span)
		if f.Citation >= 0 {
			f.Sentence = k.written(k.Citations[f.Citation].Sentence)
		}
		spoken[i].Witnesses = f.Witnesses
	}
	return audit.Locate(k.ctx, k.c, spoken)
}

// report gathers what was found.
func (k *checker) report() (Report, error) {
	r := Report{
		Draft: k.Name, SHA256: k.File, Self: k.Meant.Self[k.File], Head: k.Text.Head, On: k.on(), Pages: len(k.Text.Pages),
		Citations: []Citation{}, Findings: append([]Finding{}, k.findings...), Verdicts: map[string]int{},
	}
	of := map[int][]int{}
	for n, f := range k.findings {
		of[f.Citation] = append(of[f.Citation], n)
	}
	for i, c := range k.Citations {
		m := k.meant[i]
		out := Citation{
			Index: i, Page: c.Page, Raw: c.Raw, Type: c.Type, Number: c.Number, Date: c.Date, Issuer: c.Issuer, Title: c.Title,
			Provision: c.Provision, Relation: c.Relation, Document: m.Document, Candidates: m.Candidates, Findings: of[i],
			Span: c.Span, Boxes: k.Text.Boxes(c.Span),
		}
		if d := k.known[m.Document]; d != nil {
			out.Called, out.Held, out.Known = called(d.Document), len(d.held) > 0, d.citing
		}
		out.Verdict = k.verdictOf(i, of[i])
		r.Verdicts[string(out.Verdict)]++
		r.Citations = append(r.Citations, out)
	}
	return r, nil
}

// on returns the day on which what the draft rests on is to be in force: the first of its month
// where no more is known.
func (k *checker) on() legal.Date {
	day := cmp.Or(k.day, k.Today)
	if day.Month != 0 && day.Day == 0 {
		day.Day = 1
	}
	return day
}

// verdictOf sums up the findings of a citation.
func (k *checker) verdictOf(i int, findings []int) Verdict {
	said := map[Verdict]bool{}
	for _, n := range findings {
		switch k.findings[n].Rule {
		case WrongDate, WrongIssuer, WrongType, WrongTitle, SymbolType, SymbolIssuer, SymbolYear, NoProvision:
			said[Differs] = true
		case CloseTo:
			said[Close] = true
		case Ended:
			said[NotInForce] = true
		}
	}
	for _, v := range Verdicts {
		if said[v] {
			return v
		}
	}
	m := k.meant[i]
	switch d := k.known[m.Document]; {
	case len(m.Candidates) > 0:
		return Ambiguous
	case d == nil || !d.isKnown():
		return Unknown
	}
	return Agrees
}
