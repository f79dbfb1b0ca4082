package audit

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/force"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// notInForce finds documents that rest on one which others had ended before.
func (a *auditor) notInForce(d legal.Document, claims []catalog.Testimony) {
	if d.Force == nil || len(d.Force.Ends) == 0 {
		a.perhapsReplaced(d, claims)
		return
	}
	h, err := a.history(d.ID)
	if err != nil {
		a.note(err)
		return
	}
	actors := map[string]bool{} // those that end or amend it do not rest on it
	for _, k := range claims {
		if k.Changes() {
			actors[k.Citing] = true
		}
	}
	byCiting := map[string][]catalog.Testimony{}
	var order []string
	for _, k := range claims {
		if actors[k.Citing] || k.Citing == "" || k.Number == "" && k.Date.IsZero() || k.Confidence < Sure {
			continue
		}
		if byCiting[k.Citing] == nil {
			order = append(order, k.Citing)
		}
		byCiting[k.Citing] = append(byCiting[k.Citing], k)
	}
	slices.Sort(order)
	for _, citing := range order {
		a.restsOnEnded(d, citing, byCiting[citing], h)
	}
}

// restsOnEnded makes the finding of one citing document, if it comes to one.
func (a *auditor) restsOnEnded(d legal.Document, citing string, claims []catalog.Testimony, h history) {
	date, sure := a.dateOf(citing)
	if date.IsZero() {
		return
	}
	standing := d.Standing(date)
	if standing.State != legal.ForceEnded {
		return
	}
	step, ok := h.step(*standing.End)
	if !ok || step.Except {
		return
	}
	said, strongest := a.restingOn(claims)
	if len(said) == 0 {
		return
	}
	end := h.witness(step.Evidence[0])
	says, base := a.saysEnded(d, citing, date, said[0].Relation, *standing.End)
	if !standing.End.Day.IsZero() && strongest == legal.BasedOn {
		base = Error
	}
	documents := []string{citing, d.ID}
	if standing.End.By != "" {
		documents = append(documents, standing.End.By)
	}
	s, misread := weigh(base, sure, end.Confidence)
	a.add(NotInForce, s, misread, says, append(said, end), documents...)
}

// saysEnded words the finding that a document rests on one that had ended.
func (a *auditor) saysEnded(d legal.Document, citing string, date legal.Date, as legal.Relation, end legal.ForceEnd,
) (legal.Message, Severity) {
	c, _ := a.doc(citing)
	relation := legal.NameOf("as", as)
	if end.By == "" {
		return legal.Say(legal.FoundExpired, called(c), date.Printed(), called(d), relation, end.Day.Printed()), Warning
	}
	by, _ := a.doc(end.By)
	form, when, base := legal.FoundReplaced, end.Day, Warning
	switch ended := end.Relation == legal.Repeals; {
	case end.Day.IsZero():
		form, when, base = legal.FoundReplacedOnce, end.After, Note
		if ended {
			form = legal.FoundEndedOnce
		}
	case ended:
		form = legal.FoundEnded
	}
	return legal.Say(form, called(c), date.Printed(), called(d), relation, called(by), when.Printed()), base
}

// restingOn returns the citations that take their document to be in force, and the strongest of
// their relations.
func (a *auditor) restingOn(claims []catalog.Testimony) (said []Witness, strongest legal.Relation) {
	strongest = legal.Cites
	for _, k := range claims {
		if a.rests(k) {
			said = append(said, related(k, ""))
			strongest = stronger(strongest, k.Relation)
		}
	}
	return said, strongest
}

// history is the history of a document, with the facts it comes from.
type history struct {
	steps []legal.ForceStep
	acts  map[legal.CitationRef]legal.ForceAct
}

func (a *auditor) history(id string) (h history, err error) {
	facts, _, err := a.c.ForceFacts(a.ctx, id)
	h.acts = map[legal.CitationRef]legal.ForceAct{}
	for _, act := range facts.Acts {
		h.acts[act.CitationRef] = act
	}
	h.steps, _ = force.History(facts)
	return h, err
}

// step returns the step that an end comes from.
func (h history) step(end legal.ForceEnd) (legal.ForceStep, bool) {
	for _, s := range h.steps {
		if s.Kind == legal.StepEnded && s.By == end.By && s.After == end.After && (s.Day == end.Day || end.By == "") {
			return s, true
		}
	}
	return legal.ForceStep{}, false
}

// witness is a place that tells of a step, without its place on the page.
func (h history) witness(e legal.ForceEvidence) Witness {
	w := Witness{SHA256: e.File, Index: e.Index, Page: e.Page, Confidence: 1, By: e.By}
	if e.By != "" {
		w.Value, w.Sentence = e.Says, e.Says
		return w
	}
	act, ok := h.acts[legal.CitationRef{File: e.File, Index: e.Index}]
	if !ok {
		w.span = e.Span
		return w
	}
	w.Confidence, w.Document, w.Relation = act.Confidence, act.By.ID, act.Relation
	w.Value = string(act.Relation)
	return w
}

// forceContradicted finds the documents of which witnesses differ on when they came into force
// or ended.
func (a *auditor) forceContradicted() {
	for _, d := range a.docs {
		if !d.Force.Contradicted() {
			continue
		}
		h, err := a.history(d.ID)
		if err != nil {
			a.note(err)
			return
		}
		kind := legal.StepFrom
		if d.Force.Later.IsZero() {
			kind = legal.StepEnded
		}
		tooEarly := kind == legal.StepEnded && slices.ContainsFunc(d.Force.Ends,
			func(e legal.ForceEnd) bool { return e.Day.Before(d.Force.From) })
		documents := []string{d.ID}
		var days []string
		var said []Witness
		for _, s := range h.steps {
			if s.Kind != kind && !(tooEarly && s.Kind == legal.StepFrom) || s.Day.IsZero() || s.Unsure {
				continue
			}
			days = append(days, s.Day.Printed())
			for _, e := range s.Evidence {
				said = append(said, h.witness(e))
			}
			if s.By != "" && !slices.Contains(documents, s.By) {
				documents = append(documents, s.By)
			}
		}
		a.add(ForceContradicted, Warning, false, legal.Say(legal.FoundForce, called(d), legal.NameOf("step", kind),
			strings.Join(days, ", ")), said, documents...)
	}
}

func stronger(a, b legal.Relation) legal.Relation {
	if b == legal.BasedOn || a == legal.Cites {
		return b
	}
	return a
}

func days(d legal.Date) int {
	if d.IsZero() {
		return 1 << 30
	}
	return int(time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// restsOn are the words right before a citation that take it to be in force.
var restsOn = regexp.MustCompile(`(can cu|thuc hien theo|theo quy dinh|quy dinh tai|ap dung|theo noi dung)[^,;]{0,60}$`)

// past are words of a sentence that speaks of what was, or of its end.
var past = regexp.MustCompile(
	`truoc ngay|truoc khi|het hieu luc|thay the|bai bo|chuyen tiep|da duoc|truoc day|den het ngay`)

// rests reports whether a citation takes its document to be in force.
func (a *auditor) rests(k catalog.Testimony) bool {
	switch k.Relation {
	case legal.BasedOn, legal.Implements, legal.Guides:
		return true
	case legal.Cites:
	default:
		return false
	}
	m, ok := a.mention(k.CitationRef)
	if !ok {
		return false
	}
	at := min(max(0, m.Start-m.Sentence.Start), len(m.SentenceText))
	return restsOn.MatchString(viet.Fold(m.SentenceText[:at])) && !past.MatchString(viet.Fold(m.SentenceText))
}
