package audit

import (
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// yearInNumber finds citations and heads whose date is of another year than their
// number says (71/2020/NĐ-CP ngày 30/6/2021). What other citations of the document
// say is heard too.
func (a *auditor) yearInNumber(d legal.Document, claims []catalog.Testimony) {
	var said []Witness
	var odd []float64
	var says legal.Message
	for _, k := range claims {
		sym, ok := legal.ParseSymbol(k.Number)
		if !ok || sym.Year == 0 || k.Date.Year == 0 {
			continue
		}
		w := claimed(k, k.Number+" "+k.Date.Printed())
		if w.Wrong = sym.Year != k.Date.Year; w.Wrong {
			odd = append(odd, k.Confidence)
			says = legal.Say(legal.FoundYear, k.Number, k.Date.Printed())
		}
		said = append(said, w)
	}
	for _, h := range a.heads[d.ID] {
		sym, ok := legal.ParseSymbol(h.Head.Number)
		if !ok || sym.Year == 0 || h.Head.Date.Year == 0 {
			continue
		}
		w := a.spoken(h, h.Head.Number+" "+h.Head.Date.Printed(), datePhrases(h.Head.Date))
		if w.Wrong = sym.Year != h.Head.Date.Year; w.Wrong {
			odd = append(odd, w.Confidence)
			says = legal.Say(legal.FoundOwnYear, h.Head.Number, h.Head.Date.Printed())
		}
		said = append(said, w)
	}
	if len(odd) == 0 {
		return
	}
	s, misread := weigh(Error, best(odd))
	if len(odd) == 1 && odd[0] < 1 { // a digit in the number is soon misread, and nobody else says so
		s, misread = Note, true
	}
	says.Args = append(says.Args, legal.Times(len(odd)))
	a.add(YearInNumber, s, misread, says, said, d.ID)
}

// best returns the highest of confidences.
func best(cs []float64) float64 {
	most := 0.0
	for _, c := range cs {
		most = max(most, c)
	}
	return most
}
