package audit

import (
	"maps"
	"slices"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// severalLater is how many later documents one must cite for its own date to be
// the likelier slip: it may be a text brought up to date.
const severalLater = 3

// noteLater keeps the citations whose date, or whose document's date, is after
// that of the citing document. What is said of another document in passing ("Nghị
// định A được sửa đổi bởi Nghị định B") is not in that one's own text.
func (a *auditor) noteLater(d legal.Document, claims []catalog.Testimony) {
	for _, k := range claims {
		citing, ok := a.doc(k.Citing)
		if !ok || k.Citing == d.ID || citing.Date.Day == 0 || k.Nested {
			continue
		}
		if when := laterDate(k, d); citing.Date.Before(when) {
			a.later[k.Citing] = append(a.later[k.Citing], k)
		}
	}
}

// laterDate is the date a citation gives, else the one its document has; a law
// named without number and date may be another of that name.
func laterDate(k catalog.Testimony, d legal.Document) legal.Date {
	if !k.Date.IsZero() {
		return k.Date
	}
	if k.Number == "" {
		return legal.Date{}
	}
	return d.Date
}

// citesLater makes the findings of what [auditor.noteLater] has kept.
func (a *auditor) citesLater() {
	for _, id := range slices.Sorted(maps.Keys(a.later)) {
		byDoc := map[string][]catalog.Testimony{}
		for _, k := range a.later[id] {
			byDoc[k.Document] = append(byDoc[k.Document], k)
		}
		cited := slices.Sorted(maps.Keys(byDoc))
		if len(cited) >= severalLater {
			a.later1(id, cited, a.later[id])
			continue
		}
		for _, c := range cited {
			a.later1(id, []string{c}, byDoc[c])
		}
	}
}

// later1 makes one finding of what a document cites of a later date.
func (a *auditor) later1(id string, cited []string, claims []catalog.Testimony) {
	citing, _ := a.doc(id)
	_, ownSure := a.dateOf(id)
	var said []Witness
	var sure []float64
	for _, k := range claims {
		d, _ := a.doc(k.Document)
		said = append(said, claimed(k, laterDate(k, d).Printed()))
		conf := k.Confidence
		if k.Date.IsZero() { // the date is the document's own
			_, conf = a.dateOf(k.Document)
			conf = min(conf, k.Confidence)
		}
		sure = append(sure, conf)
	}
	for _, h := range a.heads[id] {
		said = append(said, a.spoken(h, h.Head.Date.Printed(), datePhrases(h.Head.Date)))
	}
	base := Error
	says := legal.Say(legal.FoundLater, called(citing), citing.Date.Printed(), a.calledID(cited[0]), said[0].Value)
	if len(cited) >= severalLater {
		base = Warning
		says = legal.Say(legal.FoundManyLater, called(citing), citing.Date.Printed(), len(cited))
	}
	s, misread := weigh(base, ownSure, best(sure))
	a.add(CitesLater, s, misread, says, said, append([]string{id}, cited...)...)
}
