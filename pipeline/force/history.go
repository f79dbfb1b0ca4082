package force

import (
	"cmp"
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// sure is the confidence from which on a reading by OCR counts as read.
const sure = 0.9

// History returns the steps of a document's history, in the order of their days, and what they
// come to.
func History(f legal.ForceFacts) ([]legal.ForceStep, legal.Force) {
	h := history{facts: f}
	h.begin()
	h.expire()
	for _, a := range f.Acts {
		h.act(a)
	}
	h.told()
	legal.SortSteps(h.steps)
	slices.SortFunc(h.force.Ends, legal.CompareEnds)
	slices.SortFunc(h.force.Parts, legal.CompareEnds)
	slices.SortFunc(h.force.Pauses, legal.CompareEnds)
	return h.steps, h.force
}

type history struct {
	facts legal.ForceFacts
	steps []legal.ForceStep
	force legal.Force
	// until is the end to which the one that the document gives itself was extended; it is
	// extended where that is not known.
	until    legal.Date
	extended bool
}

// begin tells when the document was issued and from when it is in force.
func (h *history) begin() {
	d := h.facts.Document
	if !d.Date.IsZero() {
		h.steps = append(h.steps, legal.ForceStep{Kind: legal.StepIssued, Day: d.Date})
	}
	days := map[legal.Date][]legal.ForceEvidence{}
	for _, c := range starts(d, h.facts.Own) {
		day := c.On(d.Date)
		days[day] = append(days[day], evidence(c))
	}
	settled := false
	for _, t := range d.Told {
		if t.From.IsZero() {
			continue
		}
		if !t.Registry() && !settled {
			clear(days)
			settled = true
		}
		if t.Registry() && settled {
			continue
		}
		days[t.From] = append(days[t.From], legal.ForceEvidence{Index: -1, By: t.By, Says: t.From.Printed()})
	}
	for day, evidence := range days {
		if day.IsZero() {
			continue
		}
		h.steps = append(h.steps, legal.ForceStep{Kind: legal.StepFrom, Day: day, Evidence: evidence})
		if h.force.From.IsZero() || day.Before(h.force.From) {
			h.force.Later = cmp.Or(h.force.Later, h.force.From)
			h.force.From = day
		} else if h.force.Later.Before(day) || h.force.Later.IsZero() {
			h.force.Later = day
		}
	}
}

// starts returns the clauses that tell from when a document is in force.
func starts(d legal.Document, own []legal.OwnClause) (out []legal.OwnClause) {
	for _, c := range own {
		if !c.Ends && speaksAs(c, d) && !c.On(d.Date).Before(d.Date) {
			out = append(out, c)
		}
	}
	return out
}

// speaksAs reports whether a clause calls the document what it is: forms that it lays down
// have clauses of their own ("Quyết định này có hiệu lực kể từ ngày ký").
func speaksAs(c legal.OwnClause, d legal.Document) bool {
	return d.Type == "" || c.Type == d.Type || c.Type.IsLaw() && d.Type.IsLaw()
}

// From returns the first day on which a document is in force, zero where nothing says, or what
// does differs.
func From(d legal.Document, own []legal.OwnClause) legal.Date {
	_, f := History(legal.ForceFacts{Document: d, Own: own})
	if !f.Later.IsZero() {
		return legal.Date{}
	}
	return f.From
}

func evidence(c legal.OwnClause) legal.ForceEvidence {
	return legal.ForceEvidence{File: c.File, Index: -1, Page: c.Page, Span: c.Span, Says: c.Text}
}

// expire tells the end that a document gives itself.
func (h *history) expire() {
	d := h.facts.Document
	for _, c := range h.facts.Own {
		if !c.Ends || !speaksAs(c, d) || c.Day.Before(d.Date) {
			continue
		}
		h.add(legal.ForceStep{Kind: legal.StepEnded, Day: c.Day, Evidence: []legal.ForceEvidence{evidence(c)}})
	}
	for _, a := range h.facts.Acts {
		if a.Subtype != legal.Extends {
			continue
		}
		if _, until := saysUntil(a); until.IsZero() {
			h.extended = true
		} else if h.until.IsZero() || h.until.Before(until) {
			h.until = until
		}
	}
}

// add adds a step, or its evidence to one that says the same.
func (h *history) add(s legal.ForceStep) {
	if s.Kind == legal.StepEnded || s.Kind == legal.StepAmended || s.Kind == legal.StepEndedPart || s.Kind == legal.StepSuspended {
		for i := range h.steps {
			o := &h.steps[i]
			if o.Kind == s.Kind && o.Day == s.Day && o.After == s.After && o.By == s.By && o.Until == s.Until {
				o.Evidence = append(o.Evidence, s.Evidence...)
				o.Unsure, o.Except = o.Unsure && s.Unsure, o.Except && s.Except
				for _, p := range s.Provisions {
					if !slices.Contains(o.Provisions, p) {
						o.Provisions = append(o.Provisions, p)
					}
				}
				return
			}
		}
	}
	h.steps = append(h.steps, s)
}

// act tells what a citation does to the document.
func (h *history) act(a legal.ForceAct) {
	d := h.facts.Document
	if a.By.ID == d.ID || a.By.Date.Before(d.Date) {
		return
	}
	s := legal.ForceStep{By: a.By.ID, Relation: a.Relation, Unsure: a.Confidence < sure,
		Evidence: []legal.ForceEvidence{{File: a.File, Index: a.Index, Page: a.Page, Says: a.Sentence,
			Words: legal.Span{Start: a.Start, End: a.End},
			Span:  legal.Span{Start: a.At + a.Start, End: a.At + a.End}}}}
	if s.Day = saysFrom(a); s.Day.IsZero() || s.Day.Before(d.Date) {
		s.Day = From(a.By, a.ByOwn)
	}
	if s.Day.IsZero() {
		s.After = cmp.Or(a.By.Date, legal.Date{Year: a.By.Year})
	}
	if a.Provision != "" {
		s.Provisions = []string{a.Provision}
	}
	switch {
	case a.Subtype == legal.Consolidates:
		return
	case a.Subtype == legal.Corrects:
		s.Kind = legal.StepCorrected
	case a.Subtype == legal.Extends:
		s.Kind = legal.StepExtended
		_, s.Until = saysUntil(a)
	case a.Subtype == legal.Suspends:
		s.Kind = legal.StepSuspended
		if begin, until := saysUntil(a); !begin.IsZero() || !until.IsZero() {
			s.Day, s.Until = cmp.Or(begin, s.Day), until
		}
	case a.Relation == legal.Amends:
		s.Kind = legal.StepAmended
	case a.Relation == legal.Repeals || a.Relation == legal.Replaces:
		s.Kind = legal.StepEndedPart
		if whole, excepted := wholly(a); whole {
			s.Kind, s.Except = legal.StepEnded, excepted
		}
	default:
		return
	}
	h.add(s)
}

// told adds what registries and persons say of the end, and sums up the steps.
func (h *history) told() {
	endless, settled := false, false
	for _, t := range h.facts.Document.Told {
		e := legal.ForceEvidence{Index: -1, By: t.By, Says: t.Says()}
		switch {
		case t.Endless:
			endless = true
		case !t.To.IsZero():
			settled = settled || !t.Registry()
			h.add(legal.ForceStep{Kind: legal.StepEnded, Day: t.To, Successor: t.Successor,
				Evidence: []legal.ForceEvidence{e}})
		case t.Status != "" || t.Successor != "":
			h.steps = append(h.steps, legal.ForceStep{Kind: legal.StepTold, Successor: t.Successor,
				Evidence: []legal.ForceEvidence{e}})
		}
	}
	for i := range h.steps {
		s := &h.steps[i]
		end := legal.ForceEnd{Day: s.Day, After: s.After, Until: s.Until, By: s.By, Relation: s.Relation, Unsure: s.Unsure}
		switch s.Kind {
		case legal.StepEnded:
			byPerson := s.By == "" && slices.ContainsFunc(s.Evidence, func(e legal.ForceEvidence) bool {
				return e.By != "" && !legal.ForceTold{By: e.By}.Registry()
			})
			if own := s.By == "" && s.Evidence[0].File != ""; own {
				if end.Day.Before(h.until) {
					end.Day = h.until
				}
				end.Unsure = h.extended
			}
			if !endless && (byPerson || !settled) {
				h.force.Ends = append(h.force.Ends, end)
			}
		case legal.StepAmended, legal.StepEndedPart:
			if !s.Unsure {
				h.force.Parts = append(h.force.Parts, end)
			}
		case legal.StepSuspended:
			h.force.Pauses = append(h.force.Pauses, end)
		}
	}
}
