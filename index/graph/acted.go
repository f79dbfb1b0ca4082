package graph

import (
	"cmp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// ActedQuestion is a question who has acted on a document.
type ActedQuestion struct {
	ID     string
	Date   legal.Date       // of the document, its year alone where no more is known
	Today  legal.Date       // bodies that have ended stand under their successors of this day
	Only   []legal.Relation // what counts as acting; none given: all
	Levels []legal.Level    // none given: those on which somebody acts, and those below
	Roster []legal.Body     // who had to act; none given: see Acted
	// Named says whether a body is among the document's recipients; nil where that is not known.
	Named func(legal.Body) authority.Named
}

// Base says of which bodies it is asked whether they acted.
type Base string

// The bases.
const (
	BaseGiven  Base = "roster" // a list that was given
	BasePlaces Base = "places" // the heads of the administrative units right below, and bodies of which files are held
	BaseHeld   Base = "files"  // bodies of which files are held
)

// Acted says which bodies have acted on a document and which have not, by what is
// known in the catalogue. A body stands in one list only.
type Acted struct {
	Base    Base
	Levels  []legal.Level // that were asked for
	Acting  []Actor       // by level, place above, code and place
	Citing  []Actor       // that have documents which cite it, or one that rests on it, with no relation followed
	Silent  []Actor       // of which files are held, dated after the document, and none acts
	Nothing []Actor       // of which no such file is held: nothing can be said of them
	Ended   []Actor       // that would be silent and ended without a successor
	Open    []Actor       // of which files are held, and whose level, place or day is not known
}

// Actor is a body with its nearest document that rests on another.
type Actor struct {
	Body      legal.Body `json:"body"`
	Known     bool       `json:"known"` // level, place and place above
	Place     Place      `json:"place"`
	Documents int        `json:"documents"`  // of it in the catalogue, held or cited
	HeldAfter int        `json:"held_after"` // files of it dated after the document
	// whether it is among the recipients: yes, no, "" unknown
	Named    authority.Named `json:"named_recipient,omitempty"`
	OnRoster bool            `json:"on_roster"`          // given, or head of an administrative unit right below
	Formerly []string        `json:"formerly,omitempty"` // bodies that it succeeded and whose documents count here
	As       string          `json:"acted_as,omitempty"` // which of those its document is of
	Ended    bool            `json:"ended,omitempty"`    // it has ended, without a successor
	// Hop leads from its document to the next one on the chain; zero for a body
	// without one.
	Hop Hop `json:"-"`
}

// Acted finds who has acted on a document: every body below the one that issued it that
// has a document resting on it, directly or through a chain. Of the others those are told
// that had to: the ones of the roster, or without one the heads of the administrative
// units right below on the day of the document, and the bodies in the catalogue that are
// right below the document's own or beside or below one that acted.
func (g *Graph) Acted(b *Bodies, q ActedQuestion) Acted {
	a := &asked{ActedQuestion: q, bodies: b, own: b.of[q.ID], actors: map[authority.BodyKey]*Actor{}}
	if h := b.all[a.own]; h != nil {
		a.body = h.body
	}
	a.acting = a.nearest(g.Reach(q.ID, Down, q.Only, 0))
	a.citing = a.nearest(g.Reach(q.ID, Down, nil, 0))
	if len(a.Levels) == 0 {
		a.Levels = a.levelsBelow()
	}
	a.out = Acted{Base: BaseHeld, Levels: a.Levels}
	heirs, _ := a.bodies.today(a.own, a.body, a.Today)
	for _, heir := range heirs {
		a.heirs = append(a.heirs, a.keyOf(a.own, heir))
	}
	a.gather()
	a.call()
	for k, actor := range a.actors {
		if q.Named != nil {
			actor.Named = q.Named(actor.Body)
		}
		a.sort(k, actor)
	}
	for _, list := range [][]Actor{a.out.Acting, a.out.Citing, a.out.Silent, a.out.Nothing, a.out.Ended, a.out.Open} {
		slices.SortFunc(list, compareActors)
	}
	return a.out
}

// asked is a question while it is answered.
type asked struct {
	ActedQuestion
	bodies         *Bodies
	own            authority.BodyKey
	body           legal.Body
	heirs          []authority.BodyKey       // that succeeded the document's own body
	acting, citing map[authority.BodyKey]Hop // by the body as it was
	// where those act that do: for heads level and province, for schools the place
	near   map[Place]bool
	seats  map[authority.BodyKey]bool // the places of those that act
	actors map[authority.BodyKey]*Actor
	merely map[authority.BodyKey]Hop // of those that only cite, by the body of today
	out    Acted
}

func compareActors(a, b Actor) int {
	return cmp.Or(cmp.Compare(uint(rank(a.Place.Level)), uint(rank(b.Place.Level))),
		strings.Compare(a.Place.Parent, b.Place.Parent), strings.Compare(a.Body.Code, b.Body.Code),
		strings.Compare(a.Body.Place, b.Body.Place), strings.Compare(a.Body.Name, b.Body.Name),
		strings.Compare(a.Body.Above, b.Body.Above))
}

// nearest returns for each body below the document's own the first of its documents among
// those reached.
func (a *asked) nearest(reached []Hop) map[authority.BodyKey]Hop {
	out := map[authority.BodyKey]Hop{}
	for _, h := range reached[min(1, len(reached)):] {
		k := a.bodies.of[h.ID]
		if _, ok := out[k]; !ok && k != a.own && k.Level != legal.LevelCentral {
			out[k] = h
		}
	}
	return out
}

// levelsBelow returns the level just below the document's own, those on which a body acts
// and the ones just below these.
func (a *asked) levelsBelow() []legal.Level {
	next := map[legal.Level]bool{below(a.own.Level, a.Date): true}
	if a.own.Level == legal.LevelUnknown {
		next[legal.LevelProvince] = true
	}
	for k := range a.acting {
		next[k.Level], next[below(k.Level, a.Date)] = true, true
	}
	for _, body := range a.Roster {
		next[body.Level] = true
	}
	return slices.DeleteFunc(slices.Clone(Levels), func(l legal.Level) bool { return !next[l] })
}

// gather puts every body of the catalogue under the one that it is today.
func (a *asked) gather() {
	a.merely, a.near, a.seats = map[authority.BodyKey]Hop{}, map[Place]bool{}, map[authority.BodyKey]bool{}
	keys := make([]authority.BodyKey, 0, len(a.bodies.all))
	for k := range a.bodies.all {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(x, y authority.BodyKey) int {
		return cmp.Or(
			strings.Compare(x.Code, y.Code),
			strings.Compare(x.Place, y.Place),
			strings.Compare(x.Above, y.Above),
			strings.Compare(string(x.Level), string(y.Level)),
		)
	})
	for _, former := range []bool{false, true} {
		for _, k := range keys {
			h := a.bodies.all[k]
			heirs, gone := a.bodies.today(k, h.body, a.Today)
			if gone {
				heirs = []legal.Body{h.body}
			}
			for _, heir := range heirs {
				if key := a.keyOf(k, heir); (key != k) == former && !a.isOwn(key) {
					a.add(key, k, heir, h).Ended = gone
				}
			}
		}
	}
}

// isOwn reports whether a body is the document's own, or one that succeeded it.
func (a *asked) isOwn(k authority.BodyKey) bool { return k == a.own || slices.Contains(a.heirs, k) }

// keyOf returns the key of a body that another one is today.
func (a *asked) keyOf(k authority.BodyKey, today legal.Body) authority.BodyKey {
	if !k.Known() || k.Level == legal.LevelUnit {
		return k
	}
	return authority.KeyOf(today)
}

// add counts what a body did as done by its successor of today.
func (a *asked) add(key, was authority.BodyKey, today legal.Body, h *holding) *Actor {
	actor := a.actor(key, today)
	actor.Documents += h.n
	for _, d := range h.held {
		if authority.After(d, a.Date) {
			actor.HeldAfter++
		}
	}
	if len(h.held) > 0 && a.Date.IsZero() {
		actor.HeldAfter += len(h.held)
	}
	if key != was {
		actor.Formerly = append(actor.Formerly, authority.Name(h.body))
	}
	if hop, ok := a.acting[was]; ok && actor.Hop.ID == "" {
		actor.Hop = hop
		if key != was {
			actor.As = authority.Name(h.body)
		}
		if key.IsHead() || key.Level == legal.LevelUnit || key.Level == legal.LevelProvince {
			a.near[a.nearTo(key, today)] = true
		}
		a.seats[key.Seat()] = true
	}
	if hop, ok := a.citing[was]; ok && a.merely[key].ID == "" {
		a.merely[key] = hop
	}
	return actor
}

func (a *asked) actor(key authority.BodyKey, body legal.Body) *Actor {
	actor := a.actors[key]
	if actor == nil {
		actor = &Actor{Body: body, Known: key.Known(), Place: a.bodies.placeOf(key, body)}
		a.actors[key] = actor
	}
	return actor
}

// nearTo is where the siblings of a body are: in its province, those of a school in the
// same place.
func (a *asked) nearTo(k authority.BodyKey, body legal.Body) Place {
	if k.Level == legal.LevelUnit {
		return Place{k.Level, k.Above}
	}
	return Place{k.Level, body.Province}
}

// call marks the bodies that had to act, and adds those of which the catalogue has
// nothing.
func (a *asked) call() {
	roster := a.Roster
	switch {
	case len(roster) > 0:
		a.out.Base = BaseGiven
	default:
		if roster = a.heads(); len(roster) > 0 {
			a.out.Base = BasePlaces
		}
	}
	for _, body := range roster {
		k := authority.KeyOf(body)
		heirs, gone := a.bodies.today(k, body, a.Today)
		if gone { // a list may name a body of its time
			heirs = []legal.Body{body}
		}
		for _, heir := range heirs {
			for _, key := range a.matching(a.keyOf(k, heir)) {
				actor := a.actor(key, heir)
				actor.OnRoster, actor.Ended = true, gone
			}
		}
	}
}

// matching returns the bodies of the catalogue that one of a roster can be, else itself:
// a list gives no code of a school, and may leave out where it lies.
func (a *asked) matching(k authority.BodyKey) []authority.BodyKey {
	if a.isOwn(k) {
		return nil
	}
	if _, ok := a.actors[k]; ok {
		return []authority.BodyKey{k}
	}
	var out []authority.BodyKey
	for other := range a.actors {
		if other.Level == k.Level && other.Place == k.Place && (k.Code == "" || k.Code == other.Code) &&
			(k.Above == "" || other.Above == k.Above || strings.HasPrefix(other.Above, k.Above+"/")) {
			out = append(out, other)
		}
	}
	if len(out) == 0 {
		out = []authority.BodyKey{k}
	}
	return out
}

// heads returns the bodies at the head of the administrative units that lay right below
// the document's own body on its day: of the Party or of the State, as it is.
func (a *asked) heads() []legal.Body {
	if !a.directs() || !slices.Contains(a.Levels, below(a.own.Level, a.Date)) {
		return nil
	}
	places, day := a.bodies.Places, cmp.Or(a.Date, a.Today)
	var units []authority.AdminUnit
	switch a.own.Level {
	case legal.LevelCentral:
		units = places.Within("", day)
	case legal.LevelProvince:
		for _, p := range places.Seats(a.body) {
			if p.On(day) {
				units = append(units, places.Within(p.Code, day)...)
			}
		}
	}
	var out []legal.Body
	for _, u := range units {
		if u.Level().Legal() == below(a.own.Level, a.Date) {
			out = append(out, places.Head(u, authority.IsParty(a.own.Code), day))
		}
	}
	return out
}

// directs reports whether the body of the document stands over the heads of all places
// below it: at the centre the State and the Party, elsewhere the head of its place.
func (a *asked) directs() bool {
	if a.own.Level == legal.LevelCentral {
		return true
	}
	return a.own.IsHead()
}

// sort puts a body into the list it belongs in.
func (a *asked) sort(k authority.BodyKey, actor *Actor) {
	asked := slices.Contains(a.Levels, k.Level)
	hop, cites := a.merely[k]
	var into *[]Actor
	switch {
	case actor.Hop.ID != "" && (asked || !actor.Known):
		into = &a.out.Acting
	case !asked && actor.Known, k.Level == legal.LevelCentral, len(a.Roster) > 0 && !actor.OnRoster:
		return
	case !actor.Known || a.Date.IsZero() && actor.HeldAfter > 0:
		if actor.HeldAfter == 0 || k.Level == legal.LevelUnit && authority.Nationwide(actor.Body.Name) ||
			k.Level != legal.LevelUnknown && !asked || actor.Known && !a.hadTo(k, actor) {
			return
		}
		into = &a.out.Open
	case !actor.OnRoster && !a.hadTo(k, actor):
		return
	case cites:
		actor.Hop = hop
		into = &a.out.Citing
	case actor.Ended && actor.HeldAfter > 0:
		into = &a.out.Ended
	case actor.Ended && !actor.OnRoster:
		return
	case actor.HeldAfter > 0:
		into = &a.out.Silent
	default:
		into = &a.out.Nothing
	}
	*into = append(*into, *actor)
}

// hadTo reports whether a body is right below the document's own, or beside or below one
// that acted, or among the document's recipients.
func (a *asked) hadTo(k authority.BodyKey, actor *Actor) bool {
	switch {
	case !a.isBelow(k, actor.Body):
		return false
	case k.Level == a.own.Level && k.Place == a.own.Place && k.IsHead():
		return false
	case actor.Named == authority.NamedYes:
		return true
	case k.Level == legal.LevelUnit:
		// Below a province stand bodies of all kinds, in a commune its schools.
		return a.near[a.nearTo(k, actor.Body)] && !authority.IsProvince(k.Above) || a.overUnit(k)
	case !k.IsHead(): // a department: of the document's own place, or of one where another body acted
		return a.own.IsHead() && k.Seat() == a.own.Seat() || a.seats[k.Seat()]
	case !a.sameSide(k):
		return false
	case k.Level == below(a.own.Level, a.Date):
		return a.directs()
	}
	return a.near[a.nearTo(k, actor.Body)] ||
		a.own.Level == legal.LevelCentral && a.near[Place{legal.LevelProvince, actor.Body.Province}]
}

// overUnit reports whether the place that a school lies in has acted, or is that of the
// document's own body.
func (a *asked) overUnit(k authority.BodyKey) bool {
	place, rest, _ := strings.Cut(k.Above, "/")
	for _, l := range []legal.Level{legal.LevelDistrict, legal.LevelCommune} {
		for _, above := range []string{"", rest} {
			seat := authority.BodyKey{Level: l, Place: place, Above: above}
			if a.seats[seat] || a.own.Seat() == seat {
				return true
			}
		}
	}
	return false
}

// sameSide reports whether a head of its place is of those that the document's body
// speaks to: councils to councils, the Party to its committees. A People's Committee is
// spoken to by all, by the Party where another body of its place acted.
func (a *asked) sameSide(k authority.BodyKey) bool {
	switch {
	case k.Code == "HĐND":
		return slices.Contains([]string{"HĐND", "QH", "UBTVQH"}, a.own.Code)
	case authority.IsParty(k.Code):
		return authority.IsParty(a.own.Code)
	}
	return !authority.IsParty(a.own.Code) || a.seats[k.Seat()]
}

// isBelow reports whether a body lies in the place of the document's own.
func (a *asked) isBelow(k authority.BodyKey, body legal.Body) bool {
	if rank(k.Level) < rank(a.own.Level) {
		return false
	}
	switch a.own.Level {
	case legal.LevelCentral:
		return true
	case legal.LevelProvince:
		province := authority.Slug(legal.LevelProvince, body.Province) // a school keeps that of its day
		return a.province() != "" && (province == a.province() || province == a.own.Place)
	case legal.LevelDistrict, legal.LevelCommune:
		if k.Level == a.own.Level {
			return k.Place == a.own.Place && k.Above == a.own.Above
		}
		near, _, _ := strings.Cut(k.Above, "/")
		return near == a.own.Place || k.Level == legal.LevelCommune && a.lay(body)
	}
	return false
}

// province returns the slug of the province of today that the document's own one is.
func (a *asked) province() string {
	heirs, _ := a.bodies.today(a.own, a.body, a.Today)
	if len(heirs) != 1 {
		return a.own.Place
	}
	return authority.Slug(legal.LevelProvince, heirs[0].Place)
}

// lay reports whether a commune lay in the district of the document's own body.
func (a *asked) lay(body legal.Body) bool {
	for _, u := range a.bodies.Places.Seats(body) {
		if d, ok := a.bodies.Places.Coded(u.Parent, u.From); ok &&
			authority.Slug(legal.LevelDistrict, d.Name) == a.own.Place {
			return true
		}
	}
	return false
}
