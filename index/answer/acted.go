package answer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/index/table"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Acted is who has acted on a document and who has not.
type Acted struct {
	ID         string        `json:"id"`
	Document   string        `json:"document"`
	Base       graph.Base    `json:"base"`       // of whom it is asked: roster, places or files
	On         string        `json:"as_of"`      // the day on which bodies are named that succeeded others
	Recipients bool          `json:"recipients"` // whether the list of recipients could be read
	Levels     []legal.Level `json:"levels"`
	Counts     []ActedCount  `json:"counts"`
	Acted      []Actor       `json:"acted"`
	Citing     []Actor       `json:"only_citing"`
	Silent     []Actor       `json:"not_acted"`    // files of it are held, dated after the document, and none acts
	Nothing    []Actor       `json:"nothing_held"` // no such file is held: nothing can be said of it
	Ended      []Actor       `json:"ended"`        // has not acted and has ended without a successor
	Open       []Actor       `json:"not_known"`    // level, place or place above is not
}

// ActedCount is how many bodies of a level, below one place, have acted and have not.
type ActedCount struct {
	Place    graph.Place `json:"place"`
	Province string      `json:"province,omitempty"`
	Acted    int         `json:"acted"`
	Citing   int         `json:"only_citing"`
	Silent   int         `json:"not_acted"`
	Nothing  int         `json:"nothing_held"`
	Ended    int         `json:"ended"`
}

// Found reports whether there is a body that has acted or could have.
func (a Acted) Found() bool {
	return len(a.Acted)+len(a.Citing)+len(a.Silent)+len(a.Nothing)+len(a.Ended) > 0
}

// Named returns the bodies not counted that have a name, and how many documents there are
// of which no body is known.
func (a Acted) Named() (named []Actor, unnamed int) {
	named = slices.DeleteFunc(slices.Clone(a.Open), func(j Actor) bool { return j.Name == "" })
	return named, len(a.Open) - len(named)
}

// ActedList is one of the lists of [Acted].
type ActedList struct {
	Kind   string // acted, citing, silent, nothing, ended, open
	Actors []Actor
}

// Lists returns the lists in order.
func (a Acted) Lists() []ActedList {
	named, _ := a.Named()
	return []ActedList{{"acted", a.Acted}, {"citing", a.Citing}, {"silent", a.Silent}, {"nothing", a.Nothing},
		{"ended", a.Ended}, {"open", named}}
}

// Actor is a body with its nearest document.
type Actor struct {
	graph.Actor
	Name     string     `json:"name"`
	BodyID   string     `json:"body_id,omitempty"` // "" where there is nothing to tell of it
	ID       string     `json:"id,omitempty"`      // of its document
	Document string     `json:"document,omitempty"`
	Steps    int        `json:"steps,omitempty"` // to the document asked for
	On       string     `json:"on,omitempty"`    // ID of the next document on the way
	Evidence []Evidence `json:"evidence,omitempty"`

	Next  legal.Document `json:"-"` // the next document on the way
	Held  bool           `json:"-"`
	About legal.Document `json:"-"` // its document
}

// NextName names the next document on the way shortly.
func (j Actor) NextName() string { return cmp.Or(j.Next.Number, j.Next.Name, j.Next.ID) }

// ActedQuestion is what is asked for beside the document; only and levels are those of
// [graph.ActedQuestion].
type ActedQuestion struct {
	Only   []legal.Relation
	Levels []legal.Level
	Roster []legal.Body
	Today  legal.Date
	Limit  int // of each list, how many bodies are told of with their document; 0: all
}

// Acted lists the bodies.
func (t *Service) Acted(g *graph.Graph, bodies *graph.Bodies, d legal.Document, q ActedQuestion) (Acted, error) {
	recipients, err := t.recipients(d)
	if err != nil {
		return Acted{}, err
	}
	found := g.Acted(bodies, graph.ActedQuestion{ID: d.ID, Date: latestDay(d), Today: q.Today, Only: q.Only,
		Levels: q.Levels, Roster: q.Roster, Named: recipients.Names})
	out := Acted{ID: d.ID, Document: t.line(d), Base: found.Base, On: q.Today.String(), Recipients: recipients.Any(),
		Levels: append([]legal.Level{}, found.Levels...)}
	for _, list := range []struct {
		from []graph.Actor
		into *[]Actor
	}{{found.Acting, &out.Acted}, {found.Citing, &out.Citing}, {found.Silent, &out.Silent},
		{found.Nothing, &out.Nothing}, {found.Ended, &out.Ended}, {found.Open, &out.Open}} {
		*list.into = []Actor{}
		for i, f := range list.from {
			j := Actor{
				Actor:  f,
				Name:   authority.Name(f.Body),
				BodyID: bodies.IDOf(f.Body, len(f.Formerly) > 0),
				ID:     f.Hop.ID,
				Steps:  f.Hop.Steps,
				On:     f.Hop.Via,
			}
			if q.Limit == 0 || i < q.Limit {
				if err := t.describeActor(&j); err != nil {
					return out, err
				}
			}
			*list.into = append(*list.into, j)
		}
	}
	out.count()
	return out, nil
}

// latestDay returns the day of a document, the latest where citations disagree: what is
// dated after that is dated after it for sure.
func latestDay(d legal.Document) legal.Date {
	day := d.Date
	for _, s := range d.Dates {
		if seen, err := legal.ParseDate(s.Value); err == nil && d.Date.IsZero() && (day.IsZero() || day.Before(seen)) {
			day = seen
		}
	}
	if day.IsZero() {
		day.Year = YearOf(d)
	}
	return day
}

// recipients reads whom a document is addressed to, in the files held of it.
func (t *Service) recipients(d legal.Document) (authority.Recipients, error) {
	var list []string
	if d.Held == "" {
		return authority.Recipients{}, nil
	}
	text, _, err := t.c.Text(t.ctx, d.Held)
	if err != nil {
		return authority.Recipients{}, err
	}
	addressed := false
	for i, b := range text.Blocks {
		s := text.Content[b.Start:b.End]
		switch {
		case b.Zone == legal.ZoneRecipients:
			list = append(list, s)
		case strings.HasPrefix(s, "Kính gửi") && i < maxAddress:
			list, addressed = append(list, s), true
		case addressed && strings.HasPrefix(s, "-") && i < maxAddress:
			list = append(list, s)
		default:
			addressed = false
		}
	}
	return authority.ReadRecipients(strings.Join(list, "\n")), nil
}

// maxAddress bounds the blocks at the beginning of a letter in which its address stands.
const maxAddress = 60

// describeActor tells of a body's document and what it states.
func (t *Service) describeActor(j *Actor) error {
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
	j.About, j.Document, j.Held, j.Next = d, t.line(d), d.Held != "", on
	j.Evidence, _, err = t.evidence(d, on, []legal.Relation{j.Hop.Relation}, anything)
	return err
}

// count counts the bodies of each level and place.
func (a *Acted) count() {
	a.Counts = []ActedCount{}
	at := map[graph.Place]int{}
	for _, l := range a.Lists()[:5] {
		for _, j := range l.Actors {
			p := j.Place
			if j.Place.Level == legal.LevelProvince {
				p.Parent = j.Body.Province
			}
			i, ok := at[p]
			if !ok {
				i = len(a.Counts)
				at[p] = i
				a.Counts = append(a.Counts, ActedCount{Place: p, Province: j.Body.Province})
			}
			n := &a.Counts[i]
			*map[string]*int{"acted": &n.Acted, "citing": &n.Citing, "silent": &n.Silent, "nothing": &n.Nothing,
				"ended": &n.Ended}[l.Kind]++
		}
	}
	slices.SortStableFunc(a.Counts, func(x, y ActedCount) int {
		return cmp.Or(
			cmp.Compare(slices.Index(graph.Levels, x.Place.Level), slices.Index(graph.Levels, y.Place.Level)),
			strings.Compare(x.Place.Parent, y.Place.Parent),
		)
	})
}

// Table has a line for every body, and for every citation behind what it did.
func (a Acted) Table() table.Table {
	const cols = `answer, level, province, above, body, code, roster, recipient, formerly, documents, held after, steps,
		citing/*, cited/*, ` + proofColumns + `, body id`
	return list("acted", cols, a.Lists(), func(_ int, l ActedList, yield yielding) bool {
		for _, j := range l.Actors {
			before := row(legal.NameOf("answer", l.Kind), legal.NameOf("level", j.Place.Level), j.Body.Province,
				j.Place.Parent, j.Name, j.Body.Code, yes(j.OnRoster), named(j.Named), strings.Join(j.Formerly, "; "),
				j.Documents, j.HeldAfter, known(j.Steps), told(j.About), told(j.Next))
			if !proofs(j.Evidence, before, []any{j.BodyID}, yield) {
				return false
			}
		}
		return true
	})
}

// named says whether a body is among the recipients, nil where that is not known.
func named(n authority.Named) any {
	if n == "" {
		return nil
	}
	return yes(n == authority.NamedYes)
}
