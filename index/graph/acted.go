package graph

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Levels below the centre, from above to below.
var Levels = []legal.Level{legal.LevelProvince, legal.LevelDistrict, legal.LevelCommune, legal.LevelUnit}

// Bodies are the bodies of a catalogue: whose each document is, and which place
// lies above each body. Two documents are of one body where code, level and place
// are equal, and of a unit (a school, an office), whose place is not kept, code
// and name.
type Bodies struct {
	of     map[string]BodyKey // by ID of a document
	named  map[BodyKey]legal.Body
	parent map[BodyKey]string
}

// BodyKey tells bodies apart.
type BodyKey struct {
	Code, Place string
	Level       legal.Level
}

// Place is the level of a body and the place that it lies below: what siblings have
// in common.
type Place struct {
	Level  legal.Level `json:"level"`
	Parent string      `json:"parent,omitempty"` // "" for the whole country
}

// LoadBodies reads the bodies. The catalogue does not say in which province a
// district lies, or in which place a school: the place above a body is the one that
// alone is named by the bodies above it whose documents are cited by its own, or by
// those of other bodies of its place. Where they name several or none it stays
// unknown. Two districts of one name are one here.
func LoadBodies(ctx context.Context, c *catalog.Catalog, g *Graph) (*Bodies, error) {
	b := &Bodies{of: map[string]BodyKey{}, named: map[BodyKey]legal.Body{}, parent: map[BodyKey]string{}}
	err := c.EachBody(ctx, func(id string, body legal.Body) error {
		k, ok := keyOf(body)
		if !ok { // one and the same only by its whole name, and without a name nobody's
			k = BodyKey{Code: body.Code, Place: cmp.Or(body.Name, id)}
		}
		b.of[id] = k
		if old, seen := b.named[k]; !seen || len(body.Name) > len(old.Name) {
			b.named[k] = body
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	above := map[BodyKey][]BodyKey{}
	for _, n := range g.byID {
		id := g.nodes[n].ID
		own := b.of[id]
		for _, a := range g.near(nil, n, Up, every) {
			if k := b.of[g.nodes[a.to].ID]; rank(k.Level) < rank(own.Level) && k.Place != "" && k.Level != legal.LevelUnit {
				above[own.seat()] = append(above[own.seat()], k)
			}
		}
	}
	for k := range b.named {
		if p, ok := parentOf(k, above[k.seat()]); ok {
			b.parent[k] = p
		}
	}
	return b, nil
}

// keyOf returns what tells a body apart; ok is false where its code, level or place
// is not known.
func keyOf(b legal.Body) (k BodyKey, ok bool) {
	k = BodyKey{Code: b.Code, Level: b.Level, Place: b.Place}
	if b.Level == legal.LevelUnit {
		k.Place = strings.ToLower(strings.Join(strings.Fields(b.Name), " "))
	}
	return k, b.Code != "" && b.Level != legal.LevelUnknown && (k.Place != "" || b.Level == legal.LevelCentral)
}

// seat returns what the bodies of one place have in common; a unit has its own.
func (k BodyKey) seat() BodyKey {
	if k.Level != legal.LevelUnit {
		k.Code = ""
	}
	return k
}

// rank orders levels from the centre down; the unknown has none.
func rank(l legal.Level) int {
	switch i := slices.Index(Levels, l); {
	case l == legal.LevelCentral:
		return 0
	case i >= 0:
		return i + 1
	}
	return -1
}

// parentOf returns the place above a body, "" for the whole country: for a
// department its own place, for a province's head the country, and else the one
// place of the nearest level that its documents name.
func parentOf(k BodyKey, above []BodyKey) (place string, ok bool) {
	switch {
	case k.Level == legal.LevelUnknown || k.Level == legal.LevelCentral:
		return "", false
	case k.Level != legal.LevelUnit && !authority.IsHead(k.Code):
		return k.Place, true
	case k.Level == legal.LevelProvince:
		return "", true
	}
	for r := rank(k.Level) - 1; r > 0; r-- {
		for _, a := range above {
			if rank(a.Level) != r {
				continue
			}
			if place != "" && place != a.Place {
				return "", false
			}
			place = a.Place
		}
		if place != "" {
			return place, true
		}
	}
	return "", false
}

// Acted says which bodies have acted on a document and which have not, by what is
// known in the catalogue.
type Acted struct {
	Levels []legal.Level // that were asked for
	Acting []Actor       // by level, place above, code and place
	Citing []Actor       // siblings of those that have documents which cite it, or one that rests on it, with no relation followed
	Silent []Actor       // siblings of those with neither
	Open   []Actor       // bodies whose level, place or place above is not known, and that are not known to have acted
}

// Actor is a body with its nearest document that rests on another.
type Actor struct {
	Body      legal.Body `json:"body"`
	Known     bool       `json:"known"` // level, place and place above
	Place     Place      `json:"place"`
	Documents int        `json:"documents"` // of it in the catalogue
	// Hop leads from its document to the next one on the chain; zero for a body
	// without one.
	Hop Hop `json:"-"`
}

// Acted finds who has acted on a document: every body below the one that issued it
// that has a document resting on it, directly or through a chain of the given
// relations (none given: all). For the levels (none given: those on which there
// is such a body, and the ones just below these and below the document's own), it
// also finds the siblings of those that have none: bodies of the same level below the same place,
// and those right below the place of a body that acted or of the document's own.
func (g *Graph) Acted(b *Bodies, id string, only []legal.Relation, levels []legal.Level) Acted {
	own := b.of[id]
	acting, citing := b.nearest(g.Reach(id, Down, only, 0), own), b.nearest(g.Reach(id, Down, nil, 0), own)
	if len(levels) == 0 {
		levels = levelsBelow(own, acting)
	}
	out := Acted{Levels: levels}
	groups := b.groups(own, acting)
	count := map[BodyKey]int{}
	for _, k := range b.of {
		count[k]++
	}
	for _, k := range slices.SortedFunc(maps.Keys(b.named), compareKeys) {
		if k == own {
			continue
		}
		parent, known := b.parent[k]
		a := Actor{Body: b.named[k], Known: known, Place: Place{k.Level, parent}, Documents: count[k]}
		hop, acts := acting[k]
		merely, cites := citing[k]
		switch {
		case acts && (!known || slices.Contains(levels, k.Level)):
			a.Hop = hop
			out.Acting = append(out.Acting, a)
		case !known && k.Level != legal.LevelCentral && (k.Level == legal.LevelUnknown || slices.Contains(levels, k.Level)):
			out.Open = append(out.Open, a)
		case !known || !slices.Contains(levels, k.Level) || !groups[a.Place]:
		case cites:
			a.Hop = merely
			out.Citing = append(out.Citing, a)
		default:
			out.Silent = append(out.Silent, a)
		}
	}
	for _, list := range [][]Actor{out.Acting, out.Citing, out.Silent, out.Open} {
		slices.SortStableFunc(list, compareActors)
	}
	return out
}

func compareKeys(a, b BodyKey) int {
	return cmp.Or(strings.Compare(a.Code, b.Code), strings.Compare(a.Place, b.Place), strings.Compare(string(a.Level), string(b.Level)))
}

func compareActors(a, b Actor) int {
	return cmp.Or(cmp.Compare(uint(rank(a.Place.Level)), uint(rank(b.Place.Level))), strings.Compare(a.Place.Parent, b.Place.Parent),
		strings.Compare(a.Body.Code, b.Body.Code), strings.Compare(a.Body.Place, b.Body.Place), strings.Compare(a.Body.Name, b.Body.Name))
}

// nearest returns for each body below one the first of its documents among those
// reached.
func (b *Bodies) nearest(reached []Hop, own BodyKey) map[BodyKey]Hop {
	out := map[BodyKey]Hop{}
	for _, h := range reached[min(1, len(reached)):] {
		k := b.of[h.ID]
		if _, ok := out[k]; !ok && k != own && k.Level != legal.LevelCentral {
			out[k] = h
		}
	}
	return out
}

// levelsBelow returns the level just below the document's own, those on which a
// body acts and the ones just below these.
func levelsBelow(own BodyKey, acting map[BodyKey]Hop) []legal.Level {
	next := map[int]bool{max(0, rank(own.Level)) + 1: true}
	for k := range acting {
		if r := rank(k.Level); r > 0 {
			next[r], next[r+1] = true, true
		}
	}
	var out []legal.Level
	for i, l := range Levels {
		if next[i+1] {
			out = append(out, l)
		}
	}
	return out
}

// groups returns where the siblings of acting bodies are, and what lies right below
// the acting bodies and the document's own.
func (b *Bodies) groups(own BodyKey, acting map[BodyKey]Hop) map[Place]bool {
	out := map[Place]bool{{Level: legal.LevelProvince}: own.Level == legal.LevelCentral}
	below := func(k BodyKey) {
		if r := rank(k.Level); r > 0 && k.Level != legal.LevelUnit {
			for _, l := range Levels[r-1:] {
				out[Place{l, k.Place}] = true
			}
		}
	}
	below(own)
	for k := range acting {
		if p, ok := b.parent[k]; ok {
			out[Place{k.Level, p}] = true
			below(k)
		}
	}
	return out
}
