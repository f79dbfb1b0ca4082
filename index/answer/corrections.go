package answer

import (
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Correction is what a person said, with the IDs that its documents have now.
type Correction struct {
	catalog.KeptCorrection
	Now      string `json:"now,omitempty"`       // ID of its document, where that is another by now
	OtherNow string `json:"other_now,omitempty"` // the same of the other document
}

// Present is the correction as it would be said now.
func (k Correction) Present() legal.Correction {
	c := k.Correction
	if k.Now != "" {
		c.Document = k.Now
	}
	if k.OtherNow != "" {
		c.Other = k.OtherNow
	}
	return c
}

// Corrections returns what persons have said, also what was taken back, by number.
func (t *Service) Corrections() ([]Correction, error) {
	kept, err := t.c.Corrections(t.ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Correction, len(kept))
	for i, k := range kept {
		out[i].KeptCorrection = k
		if out[i].Now, err = t.presentID(k.Document, k.File); err != nil {
			return nil, err
		}
		if out[i].OtherNow, err = t.presentID(k.Other, ""); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// presentID returns the ID that a document has now: of a file the one that it is; "" where
// it is the same, or where the old one leads to several documents or to none.
func (t *Service) presentID(id, file string) (string, error) {
	if id == "" {
		return "", nil
	}
	if file != "" {
		now, err := t.c.SelfOf(t.ctx, file)
		if err != nil || now != "" {
			return unless(now == id, now), err
		}
	}
	ids, err := t.c.Leads(t.ctx, id)
	if err != nil || len(ids) != 1 {
		return "", err
	}
	return unless(ids[0] == id, ids[0]), nil
}

// unless returns a text, "" where that is not wanted.
func unless(not bool, s string) string {
	if not {
		return ""
	}
	return s
}
