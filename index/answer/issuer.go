package answer

import (
	"strings"
	"time"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Issuer is what is known of the body of a document beside what the document says.
type Issuer struct {
	BodyID    string   `json:"body_id,omitempty"`    // "" where it is not known which body it is
	BodyNow   []string `json:"body_now,omitempty"`   // what its place is called today, where it has become another
	BodyEnded bool     `json:"body_ended,omitempty"` // it has ended without a successor
}

// Today writes a body's name with what it has become.
func (i Issuer) Today(name string, lang legal.Lang) string {
	switch {
	case name == "":
		return ""
	case len(i.BodyNow) > 0:
		return legal.Say(legal.NowCalled, name, strings.Join(first(i.BodyNow, mostHeirs), ", ")).In(lang)
	case i.BodyEnded:
		return legal.Say(legal.NowEnded, name).In(lang)
	}
	return name
}

// mostHeirs is how many places are named that one went to.
const mostHeirs = 4

// issuer tells of the body of a document.
func (t *Service) issuer(b legal.Body) (Issuer, error) {
	if t.places == nil {
		units, err := t.c.Places(t.ctx)
		if err != nil {
			return Issuer{}, err
		}
		t.places = authority.Provinces().Over(units)
	}
	i := Issuer{BodyID: authority.KeyOf(b).ID()}
	i.BodyNow, i.BodyEnded = t.places.Now(b, legal.DateOf(time.Now()))
	return i, nil
}

// Knowing gives the service the administrative units, which it reads otherwise.
func (t *Service) Knowing(g *authority.Gazetteer) *Service {
	t.places = g
	return t
}
