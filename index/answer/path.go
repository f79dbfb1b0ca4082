package answer

import (
	"math/big"
	"slices"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Path is what leads from one document to another: chains, where one rests on the
// other or changes or ends it, else what both rest on.
type Path struct {
	// ID of the document from which the chains lead to the other; where none do, of the first
	From   string   `json:"from"`
	To     string   `json:"to"`
	Kind   PathKind `json:"kind,omitempty"` // of the chains
	Steps  int      `json:"steps,omitempty"`
	Count  *big.Int `json:"count,omitempty"` // of the chains, all of Steps steps
	Chains [][]Step `json:"chains,omitempty"`
	Common []Common `json:"common,omitempty"`
	// CommonCount is how many documents both rest on.
	CommonCount int `json:"common_count,omitempty"`

	Ends [2]legal.Document `json:"-"` // From and To
}

// PathKind says what the steps of chains state.
type PathKind string

// The kinds of chains.
const (
	Support PathKind = "support" // the one rests on the other
	Change  PathKind = "change"  // every step changes or ends
	Mixed   PathKind = "mixed"   // some steps do
)

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

// ways are the kinds of chains with what is followed and told of each, in the order in
// which they are looked for. Where one document both rests on another and changes it,
// the shorter chains are told.
func ways(only []legal.Relation) []pathWay {
	supports, changes := Supporting(only), Changing(only)
	var out []pathWay
	if len(supports) > 0 {
		out = append(out, pathWay{Support, supports, resting})
	}
	if len(changes) > 0 {
		out = append(out, pathWay{Change, changes, changing})
	}
	if len(out) == 2 {
		out = append(out, pathWay{Mixed, slices.Concat(supports, changes), anything})
	}
	return out
}

type pathWay struct {
	kind PathKind
	only []legal.Relation
	told telling
}

// Between tells the shortest chains between two documents along the given
// relations, at most limit of them (0: all), else what both rest on.
func (t *Service) Between(g *graph.Graph, ends [2]legal.Document, only []legal.Relation, limit int) (Path, error) {
	if len(only) == 0 {
		only = legal.Relations
	}
	var best *graph.Paths
	var out Path
	var told telling
	for _, w := range ways(only) {
		if w.kind == Mixed && best != nil {
			break
		}
		for _, e := range [][2]legal.Document{ends, {ends[1], ends[0]}} {
			p := g.Paths(e[0].ID, e[1].ID, w.only)
			if p == nil {
				continue
			}
			if best == nil || p.Steps < best.Steps {
				best, told = p, w.told
				out = Path{From: e[0].ID, To: e[1].ID, Kind: w.kind, Steps: p.Steps, Count: p.Count, Ends: e}
			}
			break
		}
	}
	if best == nil {
		return t.both(g, ends, Supporting(only), limit)
	}
	for _, links := range best.First(limit) {
		chain, err := t.chain(links, told)
		if err != nil {
			return out, err
		}
		out.Chains = append(out.Chains, chain)
	}
	return out, nil
}

// both tells what two documents both rest on.
func (t *Service) both(g *graph.Graph, ends [2]legal.Document, only []legal.Relation, limit int) (Path, error) {
	out := Path{From: ends[0].ID, To: ends[1].ID, Ends: ends}
	if len(only) == 0 {
		return out, nil
	}
	found, total := g.Common(ends[0].ID, ends[1].ID, only, limit)
	out.CommonCount = total
	for _, f := range found {
		d, err := t.Document(f.ID)
		if err != nil {
			return out, err
		}
		j := Common{ID: f.ID, Document: t.line(d), Steps: f.Steps, About: d}
		for i, links := range f.Chains {
			if j.Chains[i], err = t.chain(links, resting); err != nil {
				return out, err
			}
		}
		out.Common = append(out.Common, j)
	}
	return out, nil
}

// chain describes a chain, from its lower end on.
func (t *Service) chain(links []graph.Link, told telling) ([]Step, error) {
	var out []Step
	var before legal.Document
	for i, l := range links {
		d, err := t.Document(l.ID)
		if err != nil {
			return nil, err
		}
		s := Step{ID: l.ID, Document: t.line(d), Held: l.Held, About: d}
		if i > 0 {
			if s.Evidence, _, err = t.evidence(before, d, l.Relations, told); err != nil {
				return nil, err
			}
		}
		out, before = append(out, s), d
	}
	return out, nil
}
