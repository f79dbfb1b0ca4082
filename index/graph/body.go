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

// Bodies are the bodies of a catalogue and the administrative units that it knows. Two
// documents are of one body where code, level, place and what lies above are equal, and
// of a school or an office, whose place is its name, code, name and what lies above.
type Bodies struct {
	Places *authority.Gazetteer
	of     map[string]authority.BodyKey // by ID of a document
	all    map[authority.BodyKey]*holding
	names  map[string]string // of places, by slug
	ids    []string          // of all that have one, in order
	byID   map[string]authority.BodyKey
}

// holding is a body with what is known of it.
type holding struct {
	body  legal.Body
	n     int          // documents
	held  []legal.Date // of those of which there is a file
	names map[string]int
}

// LoadBodies reads the bodies, and the administrative units.
func LoadBodies(ctx context.Context, c *catalog.Catalog) (*Bodies, error) {
	units, err := c.Places(ctx)
	if err != nil {
		return nil, err
	}
	b := &Bodies{
		Places: authority.Provinces().Over(units),
		of:     map[string]authority.BodyKey{},
		all:    map[authority.BodyKey]*holding{},
		names:  map[string]string{},
	}
	err = c.EachIssued(ctx, func(d catalog.Issued) error {
		k := authority.KeyOf(d.Body)
		if !k.Known() && k.Place == "" { // without a name it is nobody's
			k.Place = d.ID
		}
		b.of[d.ID] = k
		h := b.all[k]
		if h == nil {
			h = &holding{body: d.Body, names: map[string]int{}}
			b.all[k] = h
		}
		h.add(d)
		if d.Body.Place != "" && d.Body.Level != legal.LevelUnit {
			b.names[authority.Slug(d.Body.Level, d.Body.Place)] = d.Body.Place
		}
		return nil
	})
	b.byID = map[string]authority.BodyKey{}
	for k, h := range b.all {
		if id := k.ID(); id != "" && authority.KeyOf(h.body) == k {
			b.byID[id] = k
		}
	}
	b.ids = slices.Sorted(maps.Keys(b.byID))
	return b, err
}

func (h *holding) add(d catalog.Issued) {
	h.n++
	if d.Held {
		h.held = append(h.held, d.Date)
	}
	h.names[d.Body.Name]++
	if n, most := h.names[d.Body.Name], h.names[h.body.Name]; n > most ||
		n == most && len(d.Body.Name) > len(h.body.Name) {
		h.body.Name = d.Body.Name // the most frequent one, of those the longest
	}
	h.body.Province = cmp.Or(h.body.Province, d.Body.Province)
}

// Place is the level of a body and the place that it lies below: what siblings have
// in common.
type Place struct {
	Level  legal.Level `json:"level"`
	Parent string      `json:"parent,omitempty"` // "" for the whole country, or where it is not known
}

// placeOf returns what a body has in common with its siblings: a department its own
// place, a district or commune its province, a school the place that it lies in.
func (b *Bodies) placeOf(k authority.BodyKey, body legal.Body) Place {
	p := Place{Level: k.Level}
	switch {
	case k.Level == legal.LevelUnit:
		near, _, _ := strings.Cut(k.Above, "/")
		p.Parent = b.name(near)
		if body.Province != "" && body.Province != p.Parent {
			p.Parent = strings.TrimPrefix(p.Parent+", "+body.Province, ", ")
		}
	case k.Level != legal.LevelProvince:
		p.Parent = cmp.Or(body.Province, b.name(k.Above))
	case !k.IsHead():
		p.Parent = body.Place
	}
	return p
}

// name returns the name of a place with a slug, as far as it is known.
func (b *Bodies) name(slug string) string {
	return cmp.Or(b.names[slug], authority.ProvinceName(slug, legal.Date{}), b.Places.NameOf(slug), slug)
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

// below returns the level just below one on a day: since the districts ended communes lie
// right below provinces.
func below(l legal.Level, day legal.Date) legal.Level {
	switch r := rank(l); {
	case r < 0 || r >= len(Levels):
		return legal.LevelUnknown
	case Levels[r] == legal.LevelDistrict && authority.Reformed(day):
		return legal.LevelCommune
	default:
		return Levels[r]
	}
}

// today returns the bodies of a day that a body is, or whose place its own went to. They
// are those whose doings count: gone is true for a body that ended without one.
func (b *Bodies) today(k authority.BodyKey, body legal.Body, day legal.Date) (heirs []legal.Body, gone bool) {
	body, _ = authority.MergedInto(body, day)
	if k.Level == legal.LevelUnit || k.Level == legal.LevelCentral || !k.Known() {
		return []legal.Body{b.asNamed(body)}, false
	}
	units, gone := b.Places.Heirs(body, day)
	if gone {
		return nil, true
	}
	for _, u := range units {
		head := b.Places.Head(u, false, day)
		heir := body
		heir.Place, heir.Above, heir.Province = head.Place, head.Above, head.Province
		key := authority.KeyOf(heir)
		if same := b.all[key]; same != nil {
			heir.Name = same.body.Name
		}
		if key != k && b.all[key] == nil || k.IsHead() {
			heir.Name = renamed(body, u)
		}
		heirs = append(heirs, heir)
	}
	if len(heirs) == 0 { // of a place that no table has
		heirs = []legal.Body{b.asNamed(body)}
	}
	return heirs, false
}

// asNamed gives a body the name that the catalogue has for it.
func (b *Bodies) asNamed(body legal.Body) legal.Body {
	if same := b.all[authority.KeyOf(body)]; same != nil {
		body.Name = same.body.Name
	}
	return body
}

// renamed returns the name of the body that does in a unit what a body did elsewhere.
func renamed(was legal.Body, u authority.AdminUnit) string {
	place := string(u.Kind) + " " + u.Name
	switch {
	case was.Code == "UBND":
		return "Ủy ban nhân dân " + place
	case was.Code == "HĐND":
		return "Hội đồng nhân dân " + place
	case authority.IsHead(was.Code):
		return authority.PartyName(u)
	}
	i := strings.Index(was.Name, was.Place)
	if was.Place == "" || i <= 0 {
		return was.Name
	}
	name := strings.TrimSpace(was.Name[:i])
	for _, kind := range []string{"tỉnh", "thành phố", "xã", "phường", "thị trấn", "đặc khu"} {
		name = strings.TrimSpace(strings.TrimSuffix(name, kind))
	}
	return name + " " + place
}
