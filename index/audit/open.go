package audit

import (
	"maps"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// openReferences makes one finding of all citations that may mean the same
// documents.
func (a *auditor) openReferences() {
	open, err := a.c.OpenQuestions(a.ctx)
	a.note(err)
	by := map[string][]catalog.OpenQuestion{}
	for _, q := range open {
		slices.Sort(q.Candidates)
		key := strings.Join(q.Candidates, " ")
		by[key] = append(by[key], q)
	}
	for _, key := range slices.Sorted(maps.Keys(by)) {
		qs := by[key]
		var said []Witness
		sure := []float64{}
		for _, q := range qs {
			said = append(said, Witness{SHA256: q.File, Index: q.Index, Document: q.Citing, Page: q.Page, Value: q.Raw,
				Confidence: q.Confidence})
			sure = append(sure, q.Confidence)
		}
		_, misread := weigh(Note, best(sure))
		says := legal.Say(legal.FoundOpen, short(qs[0].Raw), legal.Times(len(qs)), len(qs[0].Candidates))
		switch {
		case len(qs[0].Candidates) == 1:
			says = legal.Say(legal.FoundOpenOne, short(qs[0].Raw), legal.Times(len(qs)),
				a.calledID(qs[0].Candidates[0]))
		case a.oneButForTerm(qs[0].Candidates):
			says.Code = legal.FoundOpenTerms
		}
		a.add(OpenReference, Note, misread, says, said, qs[0].Candidates...)
	}
}

// oneButForTerm reports whether documents of the National Assembly have one number
// and one year in different terms (27/2001/QH10, 27/2001/QH19), which cannot be.
func (a *auditor) oneButForTerm(ids []string) bool {
	first, _ := a.doc(ids[0])
	for _, id := range ids {
		d, _ := a.doc(id)
		if d.Symbol.Term() == 0 || d.Symbol.Ordinal != first.Symbol.Ordinal || d.Symbol.Year != first.Symbol.Year {
			return false
		}
	}
	return len(ids) > 1
}
