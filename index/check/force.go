package check

import (
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// inForce tells of what the draft rests on and has ended by its day.
func (k *checker) inForce(i int, d *known) error {
	c := k.Citations[i]
	on := k.on()
	if c.From >= 0 || on.Day == 0 || c.Relation != legal.BasedOn && c.Relation != legal.Implements && c.Relation != legal.Guides {
		return nil
	}
	s := d.Standing(on)
	if s.State != legal.ForceEnded || s.End.Unsure {
		return nil
	}
	f := k.at(i, Ended, audit.Error, "force", legal.Span{})
	f.Documents = []string{d.ID}
	if by := s.End.By; by != "" {
		heir, err := k.know(by)
		if err != nil {
			return err
		}
		f.Documents = append(f.Documents, by)
		if s.End.Relation == legal.Replaces {
			f.Should = called(heir.Document)
		}
		for _, m := range d.said {
			if m.Citing == by && m.Relation == s.End.Relation && len(f.Witnesses) == 0 {
				f.Witnesses = []audit.Witness{{File: m.Path, SHA256: m.File, Index: m.Index, Document: by, Page: m.Page,
					Confidence: m.Confidence, Sentence: m.SentenceText}}
			}
		}
	}
	f.Message = legal.Say(legal.DraftEnded, called(d.Document), s.Says(func(id string) string { return called(k.known[id].Document) }))
	k.add(f)
	return nil
}
