package index

import (
	"context"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// unitKinds are the words that stand before the name of a place.
var unitKinds = []string{"thành phố ", "thị xã ", "thị trấn ", "đặc khu ", "tỉnh ", "huyện ", "quận ", "phường ", "xã ",
	"tp "}

// bareName cuts the word of level off the name of a place.
func bareName(name string) string {
	low := viet.Fold(name)
	for _, k := range unitKinds {
		if rest, ok := strings.CutPrefix(low, viet.Fold(k)); ok && rest != "" {
			words := strings.Fields(name)
			return strings.Join(words[len(strings.Fields(k)):], " ")
		}
	}
	return name
}

// placeTerm is the term of a place, with or without its word of level.
func placeTerm(name string) string {
	return authority.Slug("", bareName(strings.Join(strings.Fields(name), " ")))
}

// ofProvince returns the documents of bodies in a province, by its name.
func (e *eval) ofProvince(p part) (postings, error) {
	want := authority.Slug(legal.LevelProvince, bareName(p.value))
	terms, err := e.dictionary(fieldProvince, "", func(name string) bool {
		return authority.Slug(legal.LevelProvince, name) == want
	})
	if err != nil {
		return nil, err
	}
	return e.terms(fieldProvince, terms, false)
}

// withPredecessors adds to every issuer and place that a query names those whose
// territory went to it.
func (q *Query) withPredecessors(ctx context.Context, c *catalog.Catalog) error {
	named := func(p part) bool { return p.kind == ofIssuer || p.kind == ofPlace || p.kind == ofProvince }
	if !slices.ContainsFunc(q.groups, func(g group) bool { return slices.ContainsFunc(g.any, named) }) {
		return nil
	}
	units, err := c.Places(ctx)
	if err != nil {
		return err
	}
	places := authority.Provinces().Over(units)
	q.groups = slices.Clone(q.groups)
	for i, g := range q.groups {
		for _, p := range g.any {
			if named(p) && !g.not {
				q.groups[i].any = append(slices.Clone(q.groups[i].any), forebears(places, p)...)
			}
		}
	}
	return nil
}

// forebears returns the parts that ask for the predecessors of the place that a part ends
// with. Of a commune they ask in its province alone: others have communes of that name.
func forebears(g *authority.Gazetteer, p part) []part {
	words := strings.Fields(p.value)
	for i := range words {
		name := strings.Join(words[i:], " ")
		lead := strings.Join(words[:i], " ")
		units := g.Named(name, legal.Date{})
		if top := slices.DeleteFunc(slices.Clone(units),
			func(u authority.AdminUnit) bool { return u.Level() != authority.Province }); len(top) > 0 &&
			!endsWithKind(lead, "xã", "phường", "đặc khu") {
			units = top
		}
		if len(units) == 0 {
			continue
		}
		var out []part
		for _, u := range units {
			for _, old := range g.Forebears(u) {
				// its bodies, whether or not their names say so
				if lead == "" && p.kind == ofIssuer && u.Level() == authority.Province {
					out = append(out, part{kind: ofProvince, at: p.at, value: old.Name, words: formsOf(old.Name)})
				}
				if made, ok := renamedPart(g, p, lead, u, old); ok &&
					!slices.ContainsFunc(out,
						func(o part) bool { return o.value == made.value && o.kind == made.kind }) {
					out = append(out, made)
				}
			}
		}
		return out
	}
	return nil
}

// renamedPart returns a part that asks for an old unit in the place of a new one.
func renamedPart(g *authority.Gazetteer, p part, lead string, u, old authority.AdminUnit) (part, bool) {
	if authority.Slug("", old.Name) == authority.Slug("", u.Name) && old.Level() == u.Level() {
		return p, false // found by its name already
	}
	for _, k := range unitKinds {
		if k = strings.TrimSpace(k); endsWithKind(lead, k) {
			at := strings.Fields(lead)
			lead = strings.Join(append(at[:len(at)-len(strings.Fields(k))], string(old.Kind)), " ")
			break
		}
	}
	out := p
	out.value = strings.TrimSpace(lead + " " + old.Name)
	out.words = formsOf(out.value)
	if u.Level() == authority.Province {
		return out, true
	}
	province, ok := g.Province(u, u.From)
	if !ok {
		return out, false
	}
	in := part{kind: ofProvince, at: p.at, value: province.Name, words: formsOf(province.Name)}
	lay := []part{in}
	for _, before := range g.Forebears(province) {
		lay = append(lay, part{kind: ofProvince, at: p.at, value: before.Name, words: formsOf(before.Name)})
	}
	return part{kind: together, at: p.at, value: out.value, all: []group{{any: []part{out}}, {any: lay}}}, true
}

func endsWithKind(lead string, kinds ...string) bool {
	low := " " + strings.ToLower(lead)
	return slices.ContainsFunc(kinds, func(k string) bool { return strings.HasSuffix(low, " "+k) })
}
