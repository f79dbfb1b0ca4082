package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Mark is what a person says of a finding or of a wanted document: that it was looked at, or
// that nothing is wrong.
type Mark struct {
	N   int    `json:"n"` // number of the correction
	Is  string `json:"is"`
	By  string `json:"by"`
	At  string `json:"at"` // RFC 3339
	Why string `json:"why"`
}

// Marks are the marks that hold, by the keys of what they are of. Of several the last counts.
type Marks map[string]Mark

// ReadMarks reads the marks that hold. A document whose ID is another by now is taken under that.
func ReadMarks(ctx context.Context, c *catalog.Catalog) (Marks, error) {
	kept, err := c.Marks(ctx)
	if err != nil {
		return nil, err
	}
	marks := Marks{}
	for _, k := range kept {
		about := legal.About{Values: k.About.Values}
		for _, id := range k.About.Documents {
			leads, err := c.Leads(ctx, id)
			if err != nil {
				return nil, err
			}
			if len(leads) == 1 {
				id = leads[0]
			}
			about.Documents = append(about.Documents, id)
		}
		marks[keyOf(k.Field, about)] = Mark{N: k.N, Is: k.Value, By: k.By, At: k.At, Why: k.Why}
	}
	return marks, nil
}

// Of puts the marks to findings, in copies: the findings themselves are shared.
func (m Marks) Of(fs []Finding) []Finding {
	fs = slices.Clone(fs)
	for i, f := range fs {
		if k, ok := m[f.Key]; ok {
			fs[i].Mark = &k
		}
	}
	return fs
}

// OfWants puts the marks to wanted documents, in copies.
func (m Marks) OfWants(ws []Want) []Want {
	ws = slices.Clone(ws)
	for i, w := range ws {
		if k, ok := m[w.Key]; ok {
			ws[i].Mark = &k
		}
	}
	return ws
}

// Marking is the correction that marks the finding or the wanted document with this key; ok is
// false where there is none.
func Marking(fs []Finding, ws []Want, key, mark string) (k legal.Correction, ok bool) {
	k = legal.Correction{Kind: legal.Mark, Value: mark}
	for _, f := range fs {
		if f.Key == key {
			about := f.about()
			k.Document, k.Field, k.About = f.Documents[0], f.Rule, &about
			return k, true
		}
	}
	for _, w := range ws {
		if w.Key == key {
			about := w.about()
			k.Document, k.Field, k.About = w.Document.ID, legal.FieldWanted, &about
			return k, true
		}
	}
	return k, false
}

// about is what a finding is known by: as long as its documents and what is said of the point in
// question are the same, it is the same finding, however many say so and wherever they lie.
func (f Finding) about() legal.About {
	var values []string
	for _, w := range f.Witnesses {
		if w.Value != "" {
			values = append(values, w.Value)
		}
	}
	slices.Sort(values)
	return legal.About{Documents: f.Documents, Values: slices.Compact(values)}
}

func (w Want) about() legal.About { return legal.About{Documents: []string{w.Document.ID}} }

// keyOf names what a finding or a wanted document is about, in short.
func keyOf(rule string, about legal.About) string {
	documents := slices.Sorted(slices.Values(about.Documents))
	sum := sha256.Sum256([]byte(strings.Join(documents, "\x00") + "\x01" + strings.Join(about.Values, "\x00")))
	return rule + "-" + hex.EncodeToString(sum[:5])
}
