package pipeline

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// HeadSaid is what a person reads in the head of a held file, as typed. What is "" is not
// said.
type HeadSaid struct {
	File                       string // SHA-256
	State                      string // that the person was shown: [catalog.Catalog.State]
	Number, Type, Date, Issuer string
	Unnumbered                 bool // there is no number on it, whatever Number is
	By, Why                    string
}

// ConfirmHead stores what a person reads in the head of a file as decisions, and returns
// them: the number, and what else differs from what is known or is in doubt. Errors are as
// of [Correct], and a [Refusal] where the file is in another state by now.
func ConfirmHead(ctx context.Context, c *catalog.Catalog, said HeadSaid) ([]legal.Correction, error) {
	by, why, err := Sign(said.By, said.Why)
	if err != nil {
		return nil, err
	}
	kept, err := asShown(ctx, c, legal.CitationRef{File: said.File, Index: -1}, said.State)
	if err != nil {
		return nil, err
	}
	document, err := c.SelfOf(ctx, said.File)
	if err != nil {
		return nil, err
	}
	d, _, err := c.Document(ctx, document)
	if err != nil {
		return nil, err
	}
	h, _, err := c.Head(ctx, said.File)
	if err != nil {
		return nil, err
	}
	completeHead(&h, said.File, kept)
	contradicted := slices.Contains(d.Conflicts, legal.ConflictDate)
	ks, err := decisions(h, contradicted, decidedFields(said.File, kept), said)
	if err == nil && len(ks) == 0 {
		err = refuse(legal.RefusedNothing)
	}
	if err != nil {
		return nil, err
	}
	for i := range ks {
		ks[i].Kind, ks[i].File, ks[i].Document, ks[i].By, ks[i].Why = legal.Decide, said.File, document, by, why
	}
	return CorrectAll(ctx, c, ks)
}

// decisions returns fields and values that a person gives beside what is known of a head.
// What is in doubt is decided also where it is what was read.
func decisions(h legal.Head, contradicted bool, decided map[string]bool, said HeadSaid) (
	ks []legal.Correction, err error) {
	if said.Unnumbered {
		said.Number = ""
	}
	for _, v := range []struct {
		field, value, known string
		doubtful            bool
	}{
		{legal.FieldNumber, said.Number, h.Number, true},
		{legal.ConflictDate, said.Date, h.Date.String(), h.DayDoubtful(contradicted)},
		{legal.ConflictType, said.Type, string(h.Type), false},
		{legal.ConflictIssuer, said.Issuer, h.Issuer, false},
	} {
		if v.value == "" && (v.field != legal.FieldNumber || !said.Unnumbered) {
			continue
		}
		field, value, err := Decided(v.field, v.value)
		if err != nil {
			return nil, err
		}
		if value != v.known || v.doubtful && !decided[field] {
			ks = append(ks, legal.Correction{Field: field, Value: value})
		}
	}
	return ks, nil
}

// decidedFields returns which fields of the head of a file persons have decided.
func decidedFields(file string, kept []catalog.KeptCorrection) map[string]bool {
	out := map[string]bool{}
	for _, k := range kept {
		if k.File == file && k.Holds() {
			out[k.Field] = true
		}
	}
	return out
}

// MeaningSaid is what a person says an open citation means.
type MeaningSaid struct {
	Citation legal.CitationRef
	State    string // that the person was shown
	Document string // ID; "" for none of its candidates
	By, Why  string
}

// ConfirmMeaning stores what a citation means, or that it means none of its candidates.
// Errors are those of [ConfirmHead].
func ConfirmMeaning(ctx context.Context, c *catalog.Catalog, said MeaningSaid) ([]legal.Correction, error) {
	by, why, err := Sign(said.By, said.Why)
	if err != nil {
		return nil, err
	}
	if _, err := asShown(ctx, c, said.Citation, said.State); err != nil {
		return nil, err
	}
	k := legal.Correction{Kind: legal.Same, Document: said.Document, Citation: &said.Citation, By: by, Why: why}
	if said.Document != "" {
		return CorrectAll(ctx, c, []legal.Correction{k})
	}
	m, _, err := c.Mention(ctx, said.Citation)
	if err != nil {
		return nil, err
	}
	var ks []legal.Correction
	for _, id := range m.Candidates {
		k.Kind, k.Document = legal.Differ, id
		ks = append(ks, k)
	}
	if len(ks) == 0 {
		return nil, refuse(legal.RefusedNothing)
	}
	return CorrectAll(ctx, c, ks)
}

// asShown refuses where a citation or head is no longer in the state that a person was
// shown, and says what has happened since. It returns all corrections.
func asShown(ctx context.Context, c *catalog.Catalog, at legal.CitationRef, state string) (
	[]catalog.KeptCorrection, error) {
	now, err := c.State(ctx, at)
	if err != nil {
		return nil, err
	}
	kept, err := c.Corrections(ctx)
	switch {
	case err != nil:
		return nil, err
	case now == "":
		return nil, refuse(legal.RefusedGone)
	case now != state:
		return nil, since(kept, at)
	}
	return kept, nil
}

// since says what was last said of a citation or head.
func since(kept []catalog.KeptCorrection, at legal.CitationRef) *Refusal {
	var last catalog.KeptCorrection
	when := ""
	for _, k := range kept {
		about := k.Citation != nil && *k.Citation == at || k.File == at.File && k.File != "" && at.Index < 0
		if t := cmp.Or(k.UndoneAt, k.At); about && t >= when {
			last, when = k, t
		}
	}
	switch {
	case when == "":
		return refuse(legal.RefusedReread)
	case last.Holds():
		return &Refusal{legal.Say(legal.RefusedSince, last.By, last.Says(), moment(last.At)), last.N}
	}
	return refuse(legal.RefusedUndone, last.UndoneBy, last.Says(), moment(last.UndoneAt))
}

// moment writes a time of a correction as people read it.
func moment(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.Local().Format("15:04 02/01/2006")
}
