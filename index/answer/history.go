package answer

import (
	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/index/lookup"
	"github.com/danchieu/danchieu/pipeline/force"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// History tells when a document is in force, and who says so.
type History struct {
	On             legal.Date `json:"on"` // the day that is asked about
	legal.Standing            // on that day
	Says           string     `json:"says"`
	// Contradicted is true where witnesses differ on a day, whatever day is asked about.
	Contradicted bool          `json:"contradicted,omitempty"`
	Steps        []HistoryStep `json:"steps"`
	// Spans tell from which days on it stands how.
	Spans []legal.ForceSpan `json:"spans"`
}

// HistoryStep is a step of a history, with the document that acts in a line.
type HistoryStep struct {
	legal.ForceStep
	Document string    `json:"document,omitempty"`
	Heir     string    `json:"heir,omitempty"` // ID of the successor, where one document alone is called so
	Seen     []Witness `json:"seen,omitempty"`
}

// Witness is a place that tells of a step.
type Witness struct {
	legal.ForceEvidence
	Name    string `json:"file,omitempty"` // of the file, as other answers name it
	Excerpt string `json:"-"`
}

// History returns the history of a document, and what it comes to on a day.
func (t *Service) History(d legal.Document, on legal.Date) (History, error) {
	h := History{On: on, Steps: []HistoryStep{}}
	facts, _, err := t.c.ForceFacts(t.ctx, d.ID)
	if err != nil {
		return h, err
	}
	for _, a := range facts.Acts {
		t.known[a.By.ID] = a.By
	}
	steps, sum := force.History(facts)
	d.Force = &sum
	if h.Standing, h.Says, err = t.InForce(d, on); err != nil {
		return h, err
	}
	h.Spans = d.Spans()
	h.Contradicted = sum.Contradicted()
	for _, s := range steps {
		step := HistoryStep{ForceStep: s}
		if s.By != "" {
			by, err := t.Document(s.By)
			if err != nil {
				return h, err
			}
			step.Document = t.line(by)
		}
		if step.Heir, err = t.heir(s); err != nil {
			return h, err
		}
		for _, e := range s.Evidence {
			w := Witness{ForceEvidence: e, Excerpt: excerpt.Around(e.Says, e.Words, 240)}
			if e.File != "" {
				if w.Name, err = t.Name(e.File); err != nil {
					return h, err
				}
			}
			step.Seen = append(step.Seen, w)
		}
		step.Evidence = nil
		h.Steps = append(h.Steps, step)
	}
	return h, nil
}

// heir returns the ID of the document that a registry names as the successor, "" where none or several are
// called so.
func (t *Service) heir(s legal.ForceStep) (string, error) {
	if s.Successor == "" {
		return "", nil
	}
	found, err := lookup.Documents(t.ctx, t.c, s.Successor)
	if err != nil || len(found) != 1 {
		return "", err
	}
	return found[0].ID, nil
}

// InForce tells whether a document is in force on a day, and that in words.
func (t *Service) InForce(d legal.Document, on legal.Date) (legal.Standing, string, error) {
	s := d.Standing(on)
	var err error
	says := s.Says(func(id string) string {
		by, failed := t.Document(id)
		if failed != nil {
			err = failed
		}
		return t.line(by)
	})
	return s, says.In(t.lang), err
}
