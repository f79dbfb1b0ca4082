package answer

import (
	"math/big"
	"slices"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Path is what leads from one document to another: chains, where one rests on the
// other, else what both rest on.
type Path struct {
	From   string   `json:"from"` // ID of the document that rests on the other; where neither does, of the first
	To     string   `json:"to"`
	Steps  int      `json:"steps,omitempty"`
	Count  *big.Int `json:"count,omitempty"` // of the chains, all of Steps steps
	Chains [][]Step `json:"chains,omitempty"`
	Common []Common `json:"common,omitempty"`
	// CommonCount is how many documents both rest on.
	CommonCount int `json:"common_count,omitempty"`

	Ends [2]legal.Document `json:"-"` // From and To
}

// Found reports whether anything leads from one to the other.
func (p Path) Found() bool { return p.Count != nil || p.CommonCount > 0 }

// More is how many chains there are beside those told, nil for none.
func (p Path) More() *big.Int {
	if p.Count == nil {
		return nil
	}
	more := new(big.Int).Sub(p.Count, big.NewInt(int64(len(p.Chains))))
	if more.Sign() <= 0 {
		return nil
	}
	return more
}

// Nearest returns the common documents that are the fewest steps away, and those farther
// off.
func (p Path) Nearest() (nearest, farther []Common) {
	n := slices.IndexFunc(p.Common, func(c Common) bool { return c.Steps > p.Common[0].Steps })
	if n < 0 {
		n = len(p.Common)
	}
	return p.Common[:n], p.Common[n:]
}

// Step is a document on a chain and what is stated of it in the one before.
type Step struct {
	ID       string     `json:"id"`
	Document string     `json:"document"` // in a line
	Held     bool       `json:"held"`
	Evidence []Evidence `json:"evidence,omitempty"`

	About legal.Document `json:"-"`
}

// Common is a document on which two others rest.
type Common struct {
	ID       string    `json:"id"`
	Document string    `json:"document"`
	Steps    int       `json:"steps"`  // from the first and from the second together
	Chains   [2][]Step `json:"chains"` // from the first and from the second

	About legal.Document `json:"-"`
}

// Between tells the shortest chains between two documents along the given
// relations, at most limit of them (0: all), else what both rest on.
func (t *Teller) Between(g *graph.Graph, ends [2]legal.Document, only []legal.Relation, limit int) (Path, error) {
	for _, e := range [][2]legal.Document{ends, {ends[1], ends[0]}} {
		p := g.Paths(e[0].ID, e[1].ID, only)
		if p == nil {
			continue
		}
		out := Path{From: e[0].ID, To: e[1].ID, Steps: p.Steps, Count: p.Count, Ends: e}
		for _, links := range p.First(limit) {
			chain, err := t.chain(links)
			if err != nil {
				return out, err
			}
			out.Chains = append(out.Chains, chain)
		}
		return out, nil
	}
	found, total := g.Common(ends[0].ID, ends[1].ID, only, limit)
	out := Path{From: ends[0].ID, To: ends[1].ID, CommonCount: total, Ends: ends}
	for _, f := range found {
		d, err := t.Document(f.ID)
		if err != nil {
			return out, err
		}
		j := Common{ID: f.ID, Document: t.line(d), Steps: f.Steps, About: d}
		for i, links := range f.Chains {
			if j.Chains[i], err = t.chain(links); err != nil {
				return out, err
			}
		}
		out.Common = append(out.Common, j)
	}
	return out, nil
}

// chain describes a chain, from its lower end on.
func (t *Teller) chain(links []graph.Link) ([]Step, error) {
	var out []Step
	var before legal.Document
	for i, l := range links {
		d, err := t.Document(l.ID)
		if err != nil {
			return nil, err
		}
		s := Step{ID: l.ID, Document: t.line(d), Held: l.Held, About: d}
		if i > 0 {
			if s.Evidence, _, err = t.evidence(before, d, l.Relations); err != nil {
				return nil, err
			}
		}
		out, before = append(out, s), d
	}
	return out, nil
}
