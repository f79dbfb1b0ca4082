package graph

import (
	"cmp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Known is a body of the catalogue.
type Known struct {
	ID        string // see [authority.BodyKey.ID], never ""
	Body      legal.Body
	Documents int // of it, held or cited
}

// Profile says who a body is.
type Profile struct {
	Known
	Units        []authority.AdminUnit // what its place was over time, the oldest first; none where it is not known
	Above        []Known               // heads of the places that it lies in or lay in, the last ones first
	Successors   []Known               // of the day, none where it goes on
	Predecessors []Known               // that became part of it and are in the catalogue, or were heads of their place
	Ended        bool                  // it has ended, without a successor
}

// Each calls f for every body of the catalogue whose ID tells it from others, by ID.
func (b *Bodies) Each(f func(Known)) {
	for _, id := range b.ids {
		f(b.known(b.byID[id]))
	}
}

func (b *Bodies) known(k authority.BodyKey) Known {
	h := b.all[k]
	return Known{k.ID(), h.body, h.n}
}

// ref returns a body that may be in the catalogue or not.
func (b *Bodies) ref(body legal.Body) Known {
	k := authority.KeyOf(body)
	if b.all[k] != nil {
		return b.known(k)
	}
	return Known{ID: k.ID(), Body: body}
}

// Find returns the body with an ID: one of the catalogue, or the head of a place that is
// known.
func (b *Bodies) Find(id string, day legal.Date) (Known, bool) {
	if k, ok := b.byID[id]; ok {
		return b.known(k), true
	}
	if body, ok := b.Places.ReadBodyID(id, day); ok {
		return b.ref(body), true
	}
	if !strings.Contains(id, ".") { // a name
		return Known{}, false
	}
	for _, was := range b.ids { // one of which only those are here that it succeeded
		k := b.byID[was]
		heirs, _ := b.today(k, b.all[k].body, day)
		for _, heir := range heirs {
			if authority.KeyOf(heir).ID() == id {
				return b.ref(heir), true
			}
		}
	}
	return Known{}, false
}

// IDOf returns the ID of a body if [Bodies.Find] leads to it, "" otherwise; succeeds says
// that bodies of the catalogue became part of it.
func (b *Bodies) IDOf(body legal.Body, succeeds bool) string {
	k := authority.KeyOf(body)
	if b.all[k] == nil && !succeeds && (!k.IsHead() || !k.Known() || len(b.Places.Seats(body)) == 0) {
		return ""
	}
	return k.ID()
}

// Profile says who a body is, with the bodies of a day that it is or became.
func (b *Bodies) Profile(is Known, day legal.Date) Profile {
	p := Profile{Known: is}
	k := authority.KeyOf(is.Body)
	if k.Known() && k.Level != legal.LevelUnit && k.Level != legal.LevelCentral {
		p.Units = b.Places.Seats(is.Body)
		slices.SortStableFunc(p.Units, func(u, v authority.AdminUnit) int { return compareDays(u.From, v.From) })
	}
	heirs, ended := b.today(k, is.Body, day)
	p.Ended = ended
	for _, heir := range heirs {
		if authority.KeyOf(heir) != k {
			p.Successors = append(p.Successors, b.ref(heir))
		}
	}
	p.Predecessors = b.predecessors(k, is.Body, day)
	p.Above = b.above(k, is.Body, p.Units)
	return p
}

func compareDays(x, y legal.Date) int {
	switch {
	case x.Before(y):
		return -1
	case y.Before(x):
		return 1
	}
	return 0
}

// predecessors returns the bodies of the catalogue that a body succeeded, and the heads of
// the units that became part of the place of one.
func (b *Bodies) predecessors(k authority.BodyKey, body legal.Body, day legal.Date) []Known {
	var out []Known
	for was := range b.members(k, day) {
		if was != k {
			out = append(out, b.known(was))
		}
	}
	if k.IsHead() && k.Known() && k.Level != legal.LevelCentral {
		for _, u := range b.Places.Seats(body) {
			for _, old := range b.Places.Forebears(u) {
				ref := b.ref(b.Places.HeadLike(body, old, old.To))
				if old.Level() == u.Level() && ref.ID != k.ID() &&
					!slices.ContainsFunc(out, func(o Known) bool { return o.ID == ref.ID }) {
					out = append(out, ref)
				}
			}
		}
	}
	slices.SortFunc(out, func(x, y Known) int {
		return cmp.Or(cmp.Compare(y.Documents, x.Documents), strings.Compare(x.ID, y.ID))
	})
	return out
}

// above returns the heads of what a body lies below: of a department its own place, of the
// head of a place the units that it lies in or lay in.
func (b *Bodies) above(k authority.BodyKey, body legal.Body, units []authority.AdminUnit) []Known {
	var out []Known
	add := func(head legal.Body) {
		ref := b.ref(head)
		if ref.ID != "" && !slices.ContainsFunc(out, func(o Known) bool { return o.ID == ref.ID }) {
			out = append(out, ref)
		}
	}
	if k.Level == legal.LevelUnit {
		place, rest, _ := strings.Cut(k.Above, "/")
		for _, other := range b.ids {
			if h := b.byID[other]; h.Place == place && h.Code == "UBND" && (rest == "" || h.Above == rest) {
				add(b.all[h].body)
			}
		}
		return out
	}
	for _, u := range slices.Backward(units) {
		day := cmp.Or(u.From, u.To)
		if !k.IsHead() {
			add(b.Places.HeadLike(body, u, day))
			continue
		}
		if up, ok := b.Places.Coded(u.Parent, day); ok && u.Parent != "" {
			add(b.Places.HeadLike(body, up, day))
		}
	}
	if k.Level == legal.LevelProvince && k.IsHead() && k.Code != "HĐND" {
		for _, code := range []string{"CP", "TW"} {
			if (code == "TW") == authority.IsParty(k.Code) {
				add(legal.Body{Code: code, Level: legal.LevelCentral})
			}
		}
	}
	if len(out) == 0 && body.Province != "" && k.Level != legal.LevelProvince {
		for _, u := range b.Places.Seats(legal.Body{Level: legal.LevelProvince, Place: body.Province}) {
			add(b.Places.HeadLike(body, u, u.To))
		}
	}
	return out
}

// Doings are what a body did by its documents.
type Doings struct {
	Issued []string // IDs of its documents, the newest first, the undated last
	Cites  []Cited  // what they cite, those cited by most of them first
	// Unanswered are the documents of bodies above it of which there is a file, the newest
	// first, on which neither its documents rest nor those of bodies that it succeeded.
	Unanswered []string
	held       []legal.Date // of its files and theirs
}

// Cited is a document that documents of a body cite.
type Cited struct {
	ID string
	By int // how many of them
}

// HeldAfter counts the files of the body, and of those that it succeeded, that are dated
// after a day.
func (d Doings) HeldAfter(day legal.Date) int {
	n := 0
	for _, held := range d.held {
		if authority.After(held, day) {
			n++
		}
	}
	return n
}

// Doings finds what a body did; only are the relations by which it acts.
func (g *Graph) Doings(b *Bodies, is Known, only []legal.Relation, day legal.Date) Doings {
	key := authority.KeyOf(is.Body)
	members := b.members(key, day)
	var d Doings
	for k := range members {
		if h := b.all[k]; h != nil {
			d.held = append(d.held, h.held...)
		}
	}
	units := b.Places.Seats(is.Body)
	cites := map[int32]int{}
	rests := newNodeSet(g)
	var row []int32
	for n := len(g.nodes) - 1; n >= 0; n-- {
		k := b.of[g.nodes[n].ID]
		if members[k] {
			rests.add(int32(n))
			row = append(row, int32(n))
		}
		if k == key {
			d.Issued = append(d.Issued, g.nodes[n].ID)
			for _, a := range g.near(nil, int32(n), Up, every) {
				cites[a.to]++
			}
		}
	}
	slices.SortStableFunc(d.Issued, func(x, y string) int { return cmp.Compare(undated(g, x), undated(g, y)) })
	for n, by := range cites {
		d.Cites = append(d.Cites, Cited{g.nodes[n].ID, by})
	}
	slices.SortFunc(
		d.Cites,
		func(x, y Cited) int { return cmp.Or(cmp.Compare(y.By, x.By), strings.Compare(x.ID, y.ID)) },
	)
	g.follow(rests, row, relationSet(only))
	for n := len(g.nodes) - 1; n >= 0; n-- {
		node := g.nodes[n]
		own := b.of[node.ID]
		if !node.Held || rests.has(int32(n)) || node.Date.IsZero() || members[own] || !wasOn(units, node.Date) {
			continue
		}
		if b.lies(key, is.Body, own, node.Date, day) {
			d.Unanswered = append(d.Unanswered, node.ID)
		}
	}
	return d
}

// wasOn reports whether one of the units was there on a day; true where none is known.
func wasOn(units []authority.AdminUnit, day legal.Date) bool {
	return len(units) == 0 || slices.ContainsFunc(units, func(u authority.AdminUnit) bool { return u.On(day) })
}

// undated is 1 for a document without a date.
func undated(g *Graph, id string) int {
	if n, ok := g.find(id); ok && !g.nodes[n].Date.IsZero() {
		return 0
	}
	return 1
}

// follow adds to a set all documents on which those of a row rest.
func (g *Graph) follow(set nodeSet, row []int32, only relations) {
	var near []arc
	for i := 0; i < len(row); i++ {
		near = g.near(near[:0], row[i], Up, only)
		for _, a := range near {
			if !set.has(a.to) {
				set.add(a.to)
				row = append(row, a.to)
			}
		}
	}
}

// members returns a body with those that it succeeded.
func (b *Bodies) members(key authority.BodyKey, day legal.Date) map[authority.BodyKey]bool {
	out := map[authority.BodyKey]bool{key: true}
	for k, h := range b.all {
		heirs, _ := b.today(k, h.body, day)
		if slices.ContainsFunc(heirs, func(heir legal.Body) bool { return authority.KeyOf(heir) == key }) &&
			k.Known() {
			out[k] = true
		}
	}
	return out
}

// lies reports whether a body lies below the one that issued a document.
func (b *Bodies) lies(k authority.BodyKey, body legal.Body, own authority.BodyKey, date, day legal.Date) bool {
	h := b.all[own]
	if h == nil || !own.Known() || k.Level == legal.LevelCentral { // who stands above whom there is not known
		return false
	}
	a := asked{ActedQuestion: ActedQuestion{Date: date, Today: day}, bodies: b, own: own, body: h.body}
	return a.isBelow(k, body) && !(k.Level == own.Level && k.Place == own.Place && k.IsHead())
}
