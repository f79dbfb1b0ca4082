package answer

import (
	"cmp"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// SaidField is one thing that is said of a document, with all that is said of it.
type SaidField struct {
	Kind     string // as in [legal.Document.Conflicts]
	Conflict bool
	Values   []SaidValue
}

// SaidValue is what some say.
type SaidValue struct {
	Value, By string
	Count     int
	Witnesses []Mention // clean text before OCR, then as they stand
	Own       string    // hash of the file whose head says so
}

// Said gathers who gives which date and which issuer of a document, of its citations and the
// heads of its own files; those of which there is but one are left out unless in conflict. By finds the citations
// that say something: a kind as in [SaidField], and its value.
func (t *Service) Said(d legal.Document, own []string, by func(kind, value string) ([]Mention, error)) ([]SaidField, error) {
	heads := map[string]string{} // value → hash
	for _, sha := range own {
		head, ok, err := t.c.Head(t.ctx, sha)
		if err != nil {
			return nil, err
		}
		if ok {
			heads[head.Date.String()], heads[head.Issuer] = sha, sha
		}
	}
	var out []SaidField
	for _, of := range []struct {
		kind string
		seen []legal.Seen
	}{{legal.ConflictDate, d.Dates}, {legal.ConflictIssuer, d.Issuers}} {
		f := SaidField{Kind: of.kind, Conflict: slices.Contains(d.Conflicts, of.kind)}
		for _, v := range of.seen {
			sv := SaidValue{Value: v.Value, By: v.By, Count: v.Count, Own: heads[v.Value]}
			if v.By == "" {
				ms, err := by(of.kind, v.Value)
				if err != nil {
					return nil, err
				}
				sv.Witnesses = ms
			}
			slices.SortStableFunc(sv.Witnesses, func(a, b Mention) int { return cmp.Compare(b.Sure, a.Sure) })
			f.Values = append(f.Values, sv)
		}
		if len(f.Values) > 1 || f.Conflict {
			out = append(out, f)
		}
	}
	return out, nil
}

// Contradicting gathers what those who cite a document, and its own head, do not agree on.
func (t *Service) Contradicting(d legal.Document) ([]SaidField, error) {
	if !d.Conflict {
		return nil, nil
	}
	found, err := t.c.MentionsOf(t.ctx, d.ID, 0)
	if err != nil {
		return nil, err
	}
	ms := make([]Mention, len(found))
	for i, m := range found {
		ms[i] = NewMention(m)
	}
	own, err := t.c.FilesOf(t.ctx, d.ID)
	if err != nil {
		return nil, err
	}
	return t.Said(d, own, func(kind, value string) (saying []Mention, err error) {
		for _, m := range ms {
			if kind == legal.ConflictDate && m.Date.String() == value || kind == legal.ConflictIssuer && m.Issuer == value {
				saying = append(saying, m)
			}
		}
		return saying, nil
	})
}

// Spot is where a citation stands on the first of its pages, in points.
type Spot struct {
	Width, Height float64 // of the page
	Boxes         []legal.PageBox
	Paths         []string // of the file
}

// Spots finds where citations stand, file by file on all processors, each in the place of its citation. Without a
// picture of the page the size of one is 0.
func (t *Service) Spots(ms []Mention) ([]Spot, error) {
	of := map[string][]int{}
	for i, m := range ms {
		of[m.SHA256] = append(of[m.SHA256], i)
	}
	out := make([]Spot, len(ms))
	work, ctx := errgroup.WithContext(t.ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	for sha, at := range of {
		work.Go(func() error {
			text, ok, err := t.c.Text(ctx, sha)
			if err != nil || !ok {
				return err
			}
			info, _, err := t.c.FileInfo(ctx, sha)
			for _, i := range at {
				out[i] = spotIn(&text, info.Paths, ms[i])
			}
			return err
		})
	}
	return out, work.Wait()
}

func spotIn(text *legal.Text, paths []string, m Mention) Spot {
	if m.Page < 1 || m.Page > len(text.Pages) {
		return Spot{}
	}
	page := text.Pages[m.Page-1]
	s := Spot{Width: page.Width, Height: page.Height, Paths: paths, Boxes: text.Boxes(m.Span)}
	s.Boxes = slices.DeleteFunc(s.Boxes, func(b legal.PageBox) bool { return b.Page != m.Page })
	return s
}
