package cite

import "github.com/danchieu/danchieu/pipeline/legal"

// Reason says which rule gave a field of a citation, and from which words.
type Reason struct {
	Field string `json:"field"`
	Value string `json:"value"`
	Rule  string `json:"rule"`
	Words string `json:"words,omitempty"` // as printed, "" where the rule needs none
}

// Explain returns, for every citation that [Find] returns and in the same order,
// the reasons for its fields.
func Explain(t legal.Text) [][]Reason {
	var out [][]Reason
	var all []legal.Citation
	scan(t, func(b legal.Block, toks []token, ms []mention) {
		n := len(all)
		all = appendCitations(all, t, b, toks, ms)
		for k, m := range ms {
			out = append(out, m.reasons(t.Content, toks, all[n+k]))
		}
	})
	kept := out[:0]
	for i, own := range selfReferences(all, t.Head) {
		if !own {
			kept = append(kept, out[i])
		}
	}
	return kept
}

func (m *mention) reasons(content string, toks []token, c legal.Citation) []Reason {
	var out []Reason
	add := func(field, value, rule string, from tokens) {
		if value != "" {
			out = append(out, Reason{field, value, rule, words(content, toks, from)})
		}
	}
	add("type", string(c.Type), m.why.typ, m.why.typeWord)
	add("number", c.Number, "as printed", tokens{})
	add("name", c.Name, "as printed", tokens{})
	if m.why.date.empty() {
		add("date", c.Date.String(), "printed before the body that issued it", tokens{})
	} else {
		add("date", c.Date.String(), "printed behind the number or name", m.why.date)
	}
	add("issuer", c.Issuer, m.why.issuer, m.issuer)
	add("provision", c.Provision, "nearest to the number", tokens{})
	add("relation", string(c.Relation), m.why.relation, m.why.cue)
	add("deed", string(c.Deed.Relation), "the document before was changed by this one", tokens{})
	return out
}
