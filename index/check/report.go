package check

import (
	"cmp"
	"slices"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// locate gives findings and their witnesses their places.
func (k *checker) locate() error {
	slices.SortStableFunc(k.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(ruleRank(a.Rule), ruleRank(b.Rule)))
	})
	k.found = map[int][]int{}
	spoken := make([]audit.Finding, len(k.findings))
	for n := range k.findings {
		f := &k.findings[n]
		f.Page, f.Paragraph = max(1, k.Text.PageAt(f.Span.Start)), k.Text.ParagraphAt(f.Span.Start)
		f.Boxes, f.Sentence = k.Text.Boxes(f.Span), k.sentence(*f)
		k.found[f.Citation] = append(k.found[f.Citation], n)
		spoken[n].Witnesses = f.Witnesses
	}
	return audit.Locate(k.ctx, k.c, spoken)
}

// longSentence is how many letters of a sentence are shown: what is longer, as a list of hundreds of documents,
// is cut on both sides of the words in question.
const longSentence = 800

// sentence returns the sentence in which the words of a finding stand.
func (k *checker) sentence(f Finding) string {
	s := k.Citations[f.Citation].Sentence
	at := legal.Span{Start: f.Span.Start - s.Start, End: f.Span.End - s.Start}
	return excerpt.Around(k.Text.Content[s.Start:s.End], at, longSentence)
}

// report gathers what was found.
func (k *checker) report() Report {
	r := Report{
		Draft: k.Name, SHA256: k.File, Self: k.Meant.Self[k.File], Head: k.Text.Head, On: k.on(), Pages: len(k.Text.Pages),
		Citations: []Citation{}, Findings: append([]Finding{}, k.findings...), Verdicts: map[string]int{},
	}
	for i, c := range k.Citations {
		m := k.meant[i]
		out := Citation{
			Index: i, Page: c.Page, Paragraph: c.Paragraph, Raw: c.Raw, Type: c.Type, Number: c.Number, Date: c.Date, Issuer: c.Issuer, Title: c.Title,
			Provision: c.Provision, Relation: c.Relation, Document: m.Document, Findings: k.found[i],
			Span: c.Span, Boxes: k.Text.Boxes(c.Span),
		}
		out.Candidates = m.Candidates[:min(len(m.Candidates), mostCandidates)]
		if d := k.known[m.Document]; d != nil {
			out.Called, out.Held, out.Known = called(d.Document), len(d.held) > 0, d.citing
		}
		out.Verdict = k.verdictOf(i, k.found[i])
		r.Verdicts[string(out.Verdict)]++
		r.Citations = append(r.Citations, out)
	}
	return r
}

// WithoutPages reports whether the draft tells nothing of its pages: what is said of it stands in paragraphs.
func (r Report) WithoutPages() bool {
	return slices.ContainsFunc(r.Citations, func(c Citation) bool { return c.Paragraph > 0 })
}

// mostCandidates is how many of the documents that a citation may mean are named.
const mostCandidates = 12

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
