package audit

import (
	"maps"
	"slices"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// link is a document that is not held and stands in the middle of a chain: what
// held documents say they carry out, and what others say it rests on.
type link struct {
	down []catalog.Testimony // held documents carry it out
	up   []catalog.Testimony // said of it by others
}

// middle are types that carry out something above them: a chain does not begin
// with one.
var middle = map[legal.Type]bool{legal.Plan: true, legal.Programme: true, legal.Guidance: true}

// noteLinks keeps what is said below and above documents that are not held.
func (a *auditor) noteLinks(d legal.Document, claims []catalog.Testimony) {
	for _, k := range claims {
		switch {
		case k.Nested && k.Citing != "" && !a.held(k.Citing) && rises(k.Relation):
			a.link(k.Citing).up = append(a.link(k.Citing).up, k)
		case !k.Nested && !a.held(d.ID) && k.Relation == legal.Implements && a.held(k.Citing):
			a.link(d.ID).down = append(a.link(d.ID).down, k)
		}
	}
}

func rises(r legal.Relation) bool {
	return r == legal.Implements || r == legal.Guides || r == legal.BasedOn
}

func (a *auditor) link(id string) *link {
	if a.links[id] == nil {
		a.links[id] = &link{}
	}
	return a.links[id]
}

// missingLinks finds chains that break at a document that is not held: what it
// rests on is known through others only, or several chains come to nothing there.
func (a *auditor) missingLinks() {
	for _, id := range slices.Sorted(maps.Keys(a.links)) {
		l := a.links[id]
		d, ok := a.doc(id)
		if !ok {
			continue
		}
		below := idsOf(l.down, func(k catalog.Testimony) string { return k.Citing })
		above := idsOf(l.up, func(k catalog.Testimony) string { return k.Document })
		n := a.apart(below)
		if n == 0 || len(above) == 0 && (!middle[d.Type] || n < 2) {
			continue
		}
		var said []Witness
		for _, k := range l.down {
			said = append(said, related(k, id))
		}
		for _, k := range l.up {
			said = append(said, related(k, k.Document))
		}
		says := legal.Say(legal.FoundMissing, called(d), holders(n))
		switch len(above) {
		case 0:
		case 1:
			says = legal.Say(legal.FoundMissingThrough, called(d), holders(n), a.calledID(above[0]))
		default:
			says.Code = legal.FoundMissingOthers
		}
		a.add(MissingLink, Note, false, says, said, slices.Concat([]string{id}, below, above)...)
	}
}

// holders says by how many held documents something is carried out.
func holders(n int) legal.Message {
	if n == 1 {
		return legal.Say(legal.AHolder)
	}
	return legal.Say(legal.Holders, n)
}

// apart counts documents that are certainly not copies of each other: of files
// whose heads have no number only one counts.
func (a *auditor) apart(ids []string) int {
	n, unknown := 0, 0
	for _, id := range ids {
		if d, ok := a.doc(id); ok && d.Number != "" {
			n++
		} else {
			unknown = 1
		}
	}
	return n + unknown
}

// idsOf returns the IDs that citations give, in order.
func idsOf(claims []catalog.Testimony, of func(catalog.Testimony) string) []string {
	ids := map[string]bool{}
	for _, k := range claims {
		ids[of(k)] = true
	}
	return slices.Sorted(maps.Keys(ids))
}
