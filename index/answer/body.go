package answer

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/index/table"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// Body is who a body is, and what it did.
type Body struct {
	BodyRef
	Body         legal.Body `json:"body"`
	On           string     `json:"as_of"`           // the day on which bodies are named that succeeded others
	Periods      []Period   `json:"periods"`         // of its place, as far as it is known, the oldest first
	Above        []BodyRef  `json:"above"`           // heads of what it lies in or lay in
	Successors   []BodyRef  `json:"successors"`      // none where it goes on
	Predecessors []BodyRef  `json:"predecessors"`    // that became part of it
	Ended        bool       `json:"ended,omitempty"` // without a successor
	Issued       []Issued   `json:"issued"`          // the newest first, the undated last
	IssuedTotal  int        `json:"issued_total"`
	Cites        []Issued   `json:"cites"` // what its documents cite, those cited by most of them first
	CitesTotal   int        `json:"cites_total"`
	// Silent are documents addressed to it on which none of its rests, nor of the bodies that
	// it succeeded, while files are held that are dated after them; the newest first.
	Silent  []Issued `json:"not_acted"`
	Nothing []Issued `json:"nothing_held"` // the same, without such a file: nothing can be said
	// Read and Unread are how many documents of bodies above it were read for their
	// recipients, and how many were not, for there are too many.
	Read   int `json:"recipients_read"`
	Unread int `json:"recipients_not_read"`
}

// BodyRef names a body.
type BodyRef struct {
	ID        string `json:"id,omitempty"` // "" where it is not known which one it is
	Name      string `json:"name"`
	Documents int    `json:"documents"` // of it, held or cited
}

// Period is what the place of a body was over a time.
type Period struct {
	Kind string     `json:"kind"` // tỉnh, thành phố, xã …
	Name string     `json:"name"`
	In   string     `json:"in,omitempty"`  // the unit that it lay in
	From legal.Date `json:"from,omitzero"` // zero where it is not known or not yet over
	To   legal.Date `json:"to,omitzero"`
}

// Issued is a document that a body issued, cites or has not acted on.
type Issued struct {
	ID       string `json:"id"`
	Document string `json:"document"`
	Held     bool   `json:"held"`
	By       int    `json:"by"` // how many documents cite it; of what a body cites, how many of its own

	About legal.Document `json:"-"`
}

// BodyQuestion is what is asked of a body.
type BodyQuestion struct {
	Today legal.Date
	Limit int // of each list; 0: all
}

// FindBodies returns the bodies that an ID or a name means: the one called so, else those
// whose names have all its words, by ID.
func FindBodies(b *graph.Bodies, ref string, today legal.Date) []graph.Known {
	if is, ok := b.Find(strings.TrimSpace(ref), today); ok {
		return []graph.Known{is}
	}
	asked := nameWords(ref)
	bare := withoutLevels(asked)
	var same, within []graph.Known
	b.Each(func(k graph.Known) {
		name := nameWords(authority.Own(k.Body))
		full := append(slices.Clone(name), nameWords(k.Body.Province)...)
		switch {
		case len(bare) > 1 && (slices.Equal(withoutLevels(name), bare) || slices.Equal(withoutLevels(full), bare)):
			same = append(same, k)
		case len(asked) > 1 && !slices.ContainsFunc(asked, func(w string) bool { return !slices.Contains(full, w) }):
			within = append(within, k)
		}
	})
	if found := certain(same); len(found) > 0 {
		return found
	}
	if body, err := authority.ReadBody(ref, b.Places, today); err == nil {
		if is, ok := b.Find(b.IDOf(body, true), today); ok {
			return []graph.Known{is}
		}
	}
	if found := certain(within); len(found) > 0 {
		return found
	}
	for _, head := range b.Places.HeadsCalled(ref, today) {
		if is, ok := b.Find(authority.KeyOf(head).ID(), today); ok {
			same = append(same, is)
		}
	}
	return append(same, within...)
}

// certain leaves out ministries and departments that only a number misread has made a body
// of its own.
func certain(found []graph.Known) []graph.Known {
	return slices.DeleteFunc(slices.Clone(found), func(k graph.Known) bool {
		return k.Body.Level == legal.LevelUnit && authority.CodeOfName(k.Body.Name) != ""
	})
}

// nameWords returns the words of a body's name, folded, in the customary short forms.
func nameWords(name string) []string {
	name = shortWords.Replace(viet.Fold(strings.NewReplacer("TP.", "thành phố ", "TP ", "thành phố ").Replace(name)))
	ws := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.DeleteFunc(ws, func(w string) bool { return w == "va" || w == "cua" })
}

// shortWords shortens folded names as [authority.Short] does those that are written out.
var shortWords = strings.NewReplacer("uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd", "ban chap hanh", "bch")

// withoutLevels leaves out the words that say of a place that it is a province or city.
func withoutLevels(ws []string) []string {
	return slices.DeleteFunc(
		slices.Clone(ws),
		func(w string) bool { return slices.Contains([]string{"tinh", "thanh", "pho"}, w) },
	)
}

// Body tells of a body.
func (t *Service) Body(g *graph.Graph, b *graph.Bodies, is graph.Known, q BodyQuestion) (Body, error) {
	p := b.Profile(is, q.Today)
	d := g.Doings(b, is, Supporting(Followed()), q.Today)
	out := Body{
		BodyRef: refOf(is), Body: is.Body, On: q.Today.String(), Ended: p.Ended, Periods: []Period{},
		Above: refs(p.Above), Successors: refs(p.Successors), Predecessors: refs(p.Predecessors),
		IssuedTotal: len(d.Issued), CitesTotal: len(d.Cites),
	}
	for _, u := range p.Units {
		in, _ := b.Places.Coded(u.Parent, cmp.Or(u.From, u.To))
		out.Periods = append(
			out.Periods,
			Period{string(u.Kind), u.Name, strings.TrimSpace(string(in.Kind) + " " + in.Name), u.From, u.To},
		)
	}
	var err error
	if out.Issued, err = t.issued(g, first(d.Issued, q.Limit), nil); err != nil {
		return out, err
	}
	var ids []string
	by := map[string]int{}
	for _, c := range first(d.Cites, q.Limit) {
		ids = append(ids, c.ID)
		by[c.ID] = c.By
	}
	if out.Cites, err = t.issued(g, ids, by); err != nil {
		return out, err
	}
	return out, t.unanswered(g, &out, is.Body, d)
}

// maxDirectives bounds the documents that are read for their recipients.
const maxDirectives = 500

// unanswered tells of the documents addressed to a body that it has not acted on.
func (t *Service) unanswered(g *graph.Graph, out *Body, body legal.Body, d graph.Doings) error {
	var silent, nothing []string
	for _, id := range first(d.Unanswered, maxDirectives) {
		doc, err := t.Document(id)
		if err != nil {
			return err
		}
		if !directs(doc.Type) {
			continue
		}
		to, err := t.recipients(doc)
		if err != nil {
			return err
		}
		switch out.Read++; {
		case to.Names(body) != authority.NamedYes:
		case d.HeldAfter(latestDay(doc)) > 0:
			silent = append(silent, id)
		default:
			nothing = append(nothing, id)
		}
	}
	out.Unread = max(0, len(d.Unanswered)-maxDirectives)
	var err error
	if out.Silent, err = t.issued(g, silent, nil); err != nil {
		return err
	}
	out.Nothing, err = t.issued(g, nothing, nil)
	return err
}

// directs reports whether documents of a type tell those below to act. Reports, proposals
// and invitations go to others for their knowledge.
func directs(typ legal.Type) bool {
	return !slices.Contains(
		[]legal.Type{"Báo cáo", "Tờ trình", "Giấy mời", "Biên bản", "Giấy giới thiệu", "Phiếu trình"},
		typ,
	)
}

// issued tells of documents; by is how many cite each, nil for all that do.
func (t *Service) issued(g *graph.Graph, ids []string, by map[string]int) ([]Issued, error) {
	out := []Issued{}
	for _, id := range ids {
		d, err := t.Document(id)
		if err != nil {
			return nil, err
		}
		n, ok := by[id]
		if !ok {
			n = len(g.CitedBy(id))
		}
		out = append(out, Issued{id, t.line(d), d.Held != "", n, d})
	}
	return out, nil
}

func refOf(k graph.Known) BodyRef { return BodyRef{k.ID, authority.Own(k.Body), k.Documents} }

func refs(ks []graph.Known) []BodyRef {
	out := []BodyRef{}
	for _, k := range ks {
		out = append(out, refOf(k))
	}
	return out
}

// BodyRefs names several bodies.
func BodyRefs(ks []graph.Known) []BodyRef { return refs(ks) }

func first[T any](list []T, limit int) []T {
	if limit > 0 && len(list) > limit {
		return list[:limit]
	}
	return list
}

// Table has a line for every document that the body issued, cites or has not acted on.
func (b Body) Table() table.Table {
	lists := []issuedList{{"issued", b.Issued}, {"cites", b.Cites}, {"silent", b.Silent}, {"nothing", b.Nothing}}
	const cols = `answer, body, body id, type, number, date, issuer, title, id, held, by, link`
	return list("body", cols, lists, func(_ int, l issuedList, yield yielding) bool {
		for _, d := range l.documents {
			if !yield(row(legal.NameOf("answer", l.kind), b.Name, b.ID, told(d.About), yes(d.Held), d.By,
				table.Place{Document: d.ID})) {
				return false
			}
		}
		return true
	})
}

// issuedList is one of the lists of a body.
type issuedList struct {
	kind      string // issued, cites, silent, nothing
	documents []Issued
}
