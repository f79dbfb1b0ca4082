package check

import (
	"regexp"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// inForce tells of what the draft rests on and has ended by its day.
func (k *checker) inForce(i int, d *known) error {
	on := k.on()
	if on.Day == 0 || !k.restsOn(i) {
		return nil
	}
	s := d.Standing(on)
	if s.State != legal.ForceEnded || s.End.Unsure {
		return nil
	}
	f := k.at(i, Ended, audit.Error, "force", legal.Span{})
	if k.Text.Head.Type == legal.Report && k.Citations[i].Relation != legal.BasedOn { // it tells of what was done
		f.Severity = audit.Note
	}
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

// endsIt finds that a draft itself says of what it has just cited that it has ended.
var endsIt = regexp.MustCompile(`^[^;.]{0,200}(hết hiệu lực|bị bãi bỏ|được bãi bỏ|bị thay thế|được thay thế)`)

// restsOn reports whether the draft itself rests on what a citation means. In a table stand the titles of
// others: there only what is called a ground is one.
func (k *checker) restsOn(i int) bool {
	c := k.Citations[i]
	if behind := k.Text.Content[c.End:max(c.End, c.Sentence.End)]; endsIt.MatchString(folded(behind)) {
		return false
	}
	switch c.Relation {
	case legal.BasedOn:
		return c.From < 0
	case legal.Implements, legal.Guides:
		return c.From < 0 && c.Zone != legal.ZoneCell
	}
	return false
}
