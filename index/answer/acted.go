package answer

import (
	"cmp"
	"slices"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Acted is who has acted on a document and who has not.
type Acted struct {
	ID       string        `json:"id"`
	Document string        `json:"document"`
	Levels   []legal.Level `json:"levels"`
	Acted    []Actor       `json:"acted"`
	Citing   []Actor       `json:"only_citing"`
	Silent   []Actor       `json:"not_acted"`
	Open     []Actor       `json:"not_known"` // level, place or place above is not
}

// Found reports whether there is a body that has acted or could have.
func (a Acted) Found() bool { return len(a.Acted)+len(a.Citing)+len(a.Silent) > 0 }

// Named returns the bodies not counted that have a name, and how many documents there are
// of which no body is known.
func (a Acted) Named() (named []Actor, unnamed int) {
	named = slices.DeleteFunc(slices.Clone(a.Open), func(j Actor) bool { return j.Name == "" })
	return named, len(a.Open) - len(named)
}

// Actor is a body with its nearest document.
type Actor struct {
	graph.Actor
	Name     string     `json:"name"`
	ID       string     `json:"id,omitempty"` // of its document
	Document string     `json:"document,omitempty"`
	Steps    int        `json:"steps,omitempty"` // to the document asked for
	On       string     `json:"on,omitempty"`    // ID of the next document on the way
	Evidence []Evidence `json:"evidence,omitempty"`

	Next  string         `json:"-"` // the next document's number
	Held  bool           `json:"-"`
	About legal.Document `json:"-"` // its document
}

// Acted lists the bodies, the first of each list (limit 0: all) with what is told
// of their document; only and levels are those of [graph.Graph.Acted].
func (t *Teller) Acted(g *graph.Graph, bodies *graph.Bodies, d legal.Document, only []legal.Relation, levels []legal.Level, limit int) (Acted, error) {
	out := Acted{ID: d.ID, Document: t.line(d)}
	found := g.Acted(bodies, d.ID, only, levels)
	out.Levels = append([]legal.Level{}, found.Levels...)
	for _, list := range []struct {
		from []graph.Actor
		into *[]Actor
	}{{found.Acting, &out.Acted}, {found.Citing, &out.Citing}, {found.Silent, &out.Silent}, {found.Open, &out.Open}} {
		*list.into = []Actor{}
		for i, f := range list.from {
			j := Actor{Actor: f, Name: authority.Name(f.Body), ID: f.Hop.ID, Steps: f.Hop.Steps, On: f.Hop.Via}
			if limit == 0 || i < limit {
				if err := t.describeActor(&j); err != nil {
					return out, err
				}
			}
			*list.into = append(*list.into, j)
		}
	}
	return out, nil
}

// describeActor tells of a body's document and what it states.
func (t *Teller) describeActor(j *Actor) error {
	if j.ID == "" {
		return nil
	}
	d, err := t.Document(j.ID)
	if err != nil {
		return err
	}
	on, err := t.Document(j.On)
	if err != nil {
		return err
	}
	j.About, j.Document, j.Held, j.Next = d, t.line(d), d.Held != "", cmp.Or(on.Number, on.Name, on.ID)
	j.Evidence, _, err = t.evidence(d, on, []legal.Relation{j.Hop.Relation})
	return err
}
