package audit

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// point is what the citations of a document disagree on.
type point struct {
	conflict, rule string
	open, decided  legal.MessageCode
	claim          func(catalog.Testimony) string
	head           func(legal.Head) string
	phrases        func(legal.Head) []string
	same           func(string) string // values that come out alike are one
	// implied is the value that follows from the document itself where nobody has
	// decided it; "" for none.
	implied func(legal.Document) (value string, by legal.Message)
}

var points = []point{
	{
		conflict: legal.ConflictDate, rule: DateConflict, open: legal.FoundDates, decided: legal.FoundDateDecided,
		claim:   func(k catalog.Testimony) string { return k.Date.String() },
		head:    func(h legal.Head) string { return h.Date.String() },
		phrases: func(h legal.Head) []string { return datePhrases(h.Date) },
		same:    func(s string) string { return s },
		implied: func(d legal.Document) (string, legal.Message) { return d.Date.String(), legal.Say(legal.ItsHead) },
	},
	{
		conflict: legal.ConflictIssuer, rule: IssuerConflict, open: legal.FoundIssuers,
		decided: legal.FoundIssuerDecided, claim: func(k catalog.Testimony) string { return k.Issuer },
		head:    func(h legal.Head) string { return h.Issuer },
		phrases: func(h legal.Head) []string { return []string{h.Issuer} },
		same:    foldedWords,
		implied: func(d legal.Document) (string, legal.Message) {
			return foldedWords(authority.OrganName(d.Body.Code)), legal.Say(legal.ItsNumber)
		},
	},
	{
		conflict: legal.ConflictType, rule: TypeConflict, open: legal.FoundTypes, decided: legal.FoundTypeDecided,
		claim:   func(k catalog.Testimony) string { return string(k.Type) },
		head:    func(h legal.Head) string { return string(h.Type) },
		phrases: func(h legal.Head) []string { return []string{strings.ToUpper(string(h.Type))} },
		same:    foldedWords,
		implied: func(d legal.Document) (string, legal.Message) {
			return foldedWords(string(d.Symbol.Type())), legal.Say(legal.ItsNumber)
		},
	},
}

func foldedWords(s string) string { return strings.Join(strings.Fields(viet.Fold(s)), " ") }

// conflicts finds what the citations of a document and its own heads disagree on.
// Where the head, or the number, decides, the witnesses that are wrong are named.
func (a *auditor) conflicts(d legal.Document, claims []catalog.Testimony) {
	for _, p := range points {
		if slices.Contains(d.Conflicts, p.conflict) {
			a.conflict(d, claims, p)
		}
	}
}

func (a *auditor) conflict(d legal.Document, claims []catalog.Testimony, p point) {
	var said []Witness
	for _, h := range a.heads[d.ID] {
		if v := p.head(h.Head); v != "" {
			said = append(said, a.spoken(h, v, p.phrases(h.Head)))
		}
	}
	for _, k := range claims {
		if v := p.claim(k); v != "" {
			said = append(said, claimed(k, v))
		}
	}
	if p.conflict == legal.ConflictDate {
		said = append(said, registered(d)...)
	}
	sides := sidesOf(said, p.same)
	if len(sides) < 2 || p.conflict == legal.ConflictDate && !disagree(sides) {
		return // the year in the number is a rule of its own
	}
	says, sure := a.verdict(d, p, sides, said)
	s, misread := weigh(Error, sure...)
	if p.conflict == legal.ConflictType && onlyReadHeads(said) {
		s, misread = Note, true
	}
	a.add(p.rule, s, misread, says, said, d.ID)
}

// registered returns the registries that date a document as witnesses.
func registered(d legal.Document) []Witness {
	var out []Witness
	for _, s := range d.Dates {
		if s.By != "" {
			out = append(out, Witness{By: s.By, Document: d.ID, Value: s.Value, Confidence: 1})
		}
	}
	return out
}

// decidedValue returns the value that a witness outside the citations has decided, and
// whose word it is; both are "" where none has.
func (p point) decidedValue(d legal.Document) (value string, by legal.Message) {
	decider := d.DecidedBy[p.conflict]
	if decider == "" {
		return p.implied(d)
	}
	by = legal.DeciderName(decider)
	if decider == legal.DecidedByHead {
		by = legal.Say(legal.ItsHead)
	}
	switch p.conflict {
	case legal.ConflictDate:
		return d.Date.String(), by
	case legal.ConflictIssuer:
		return p.same(d.Body.Name), by
	}
	return p.same(string(d.Type)), by
}

// onlyReadHeads reports whether all that is wrong is the type of heads read by
// OCR: it may have passed by the type line and taken a word of the title.
func onlyReadHeads(said []Witness) bool {
	any := false
	for _, w := range said {
		if w.Wrong && (w.Index != Head || w.Confidence == 1) {
			return false
		}
		any = any || w.Wrong
	}
	return any
}

// side is a value with those who give it.
type side struct {
	key, value string
	count      int
	sure       float64 // of the surest
	head       bool
}

// sidesOf gathers the witnesses by value, the most frequent first.
func sidesOf(said []Witness, same func(string) string) []side {
	by := map[string]*side{}
	for _, w := range said {
		k := same(w.Value)
		if by[k] == nil {
			by[k] = &side{key: k, value: w.Value}
		}
		by[k].count++
		by[k].sure = max(by[k].sure, w.Confidence)
		by[k].head = by[k].head || w.Index == Head
	}
	var out []side
	for _, k := range slices.Sorted(maps.Keys(by)) {
		out = append(out, *by[k])
	}
	slices.SortStableFunc(out, func(a, b side) int { return cmp.Compare(b.count, a.count) })
	return out
}

// disagree reports whether two dates cannot both be meant.
func disagree(sides []side) bool {
	for _, s := range sides {
		for _, t := range sides {
			d, _ := legal.ParseDate(s.value)
			e, _ := legal.ParseDate(t.value)
			if d.Before(e) {
				return true
			}
		}
	}
	return false
}

// verdict says what disagrees and marks who is wrong where that is decided. The
// confidences are those that the finding stands on: of every side where it is
// open, else of the surest that is wrong and of the one that decides.
func (a *auditor) verdict(d legal.Document, p point, sides []side,
	said []Witness) (says legal.Message, sure []float64) {
	right, by := p.decidedValue(d)
	if p.conflict != legal.ConflictDate && !slices.ContainsFunc(sides, func(s side) bool { return s.key == right }) {
		right = ""
	}
	var wrong []side
	var deciding float64 = 1
	for _, s := range sides {
		if s.key != right && !(p.conflict == legal.ConflictDate && agrees(s.value, right)) {
			wrong = append(wrong, s)
		} else if s.head {
			deciding = s.sure
		}
	}
	if right == "" || len(wrong) == 0 {
		for _, s := range sides {
			sure = append(sure, s.sure)
		}
		return legal.Say(p.open, called(d), seen(sides)), sure
	}
	for i, w := range said {
		said[i].Wrong = slices.ContainsFunc(wrong, func(s side) bool { return s.key == p.same(w.Value) })
	}
	confs := make([]float64, len(wrong))
	for i, s := range wrong {
		confs[i] = s.sure
	}
	return legal.Say(p.decided, called(d), seen(wrong), by, shown(valueOf(sides, right))),
		[]float64{best(confs), deciding}
}

// agrees reports whether a date says less than another and nothing else.
func agrees(value, right string) bool {
	d, _ := legal.ParseDate(value)
	e, _ := legal.ParseDate(right)
	return !e.IsZero() && !d.Before(e) && !e.Before(d)
}

func valueOf(sides []side, key string) string {
	for _, s := range sides {
		if s.key == key {
			return s.value
		}
	}
	return key
}

func seen(sides []side) legal.Messages {
	out := make(legal.Messages, len(sides))
	for i, s := range sides {
		out[i] = legal.Say(legal.SeenTimes, shown(s.value), legal.Times(s.count))
	}
	return out
}

// shown writes a value for people: a date as documents print it.
func shown(value string) string {
	if d, err := legal.ParseDate(value); err == nil && !d.IsZero() {
		return d.Printed()
	}
	return value
}
