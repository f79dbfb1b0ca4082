package legal

import (
	"cmp"
	"database/sql/driver"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// ForceClause is a sentence in which a document says from when, or until when, it is itself
// in force.
type ForceClause struct {
	Span        // of the words, in the running text of the file
	Page int    // on which they start, from 1
	Text string // the words
	Type Type   // what the document calls itself there: an annex has words of its own
	// Ends is false for "có hiệu lực từ ngày", true for "hết hiệu lực từ ngày" and "áp dụng
	// đến hết ngày".
	Ends bool
	// Day is the first day in force, or the first on which it no longer is. It is zero where
	// that is the day of signing, or After days behind it.
	Day   Date
	After int
}

// On returns the day that the words mean in a document of a date, zero where that is not
// known to the day.
func (c ForceClause) On(signed Date) Date {
	if !c.Day.IsZero() {
		return c.Day
	}
	return signed.Plus(c.After)
}

// ForceTold is what a registry or a person says of the force of a document.
type ForceTold struct {
	By        string `json:"by"` // [DecidedByRegistry] and its name, or the person
	From      Date   `json:"from,omitzero"`
	To        Date   `json:"to,omitzero"`         // the first day on which it is no longer in force
	Endless   bool   `json:"endless,omitempty"`   // a person says that nothing has ended it
	Status    string `json:"status,omitempty"`    // as a registry words it
	Successor string `json:"successor,omitempty"` // what took its place, as a registry names it
}

// Force is when a document is in force, as far as is known: the sum of its history.
type Force struct {
	From  Date `json:"from,omitzero"`  // the first day; zero where nothing says
	Later Date `json:"later,omitzero"` // the last of the first days, where witnesses differ
	// Ends are what ends it, the first one first; none is "no end known", not "in force".
	Ends []ForceEnd `json:"ends,omitempty"`
	// Parts are what amends it, or ends a part of it.
	Parts  []ForceEnd `json:"parts,omitempty"`
	Pauses []ForceEnd `json:"pauses,omitempty"` // for which it is suspended
}

// ForceEnd is an act on the force of a document.
type ForceEnd struct {
	Day   Date `json:"day,omitzero"`   // from which on it counts; zero where that is not known
	After Date `json:"after,omitzero"` // then: the day of the document that acts
	Until Date `json:"until,omitzero"` // of a pause: the first day after it
	// By is the ID of the document that acts, "" where it is the document itself, a registry or
	// a person.
	By       string   `json:"by,omitempty"`
	Relation Relation `json:"relation,omitempty"`
	Unsure   bool     `json:"unsure,omitempty"` // read by OCR, and not well
}

// IsZero reports whether nothing is known of the force of a document.
func (f *Force) IsZero() bool {
	return f == nil || f.From.IsZero() && len(f.Ends) == 0 && len(f.Parts) == 0 && len(f.Pauses) == 0
}

// Value returns what is stored in a database: JSON, "" for nothing known.
func (f *Force) Value() (driver.Value, error) {
	if f.IsZero() {
		return "", nil
	}
	b, err := json.Marshal(f)
	return string(b), err
}

// ForceState is what is known of the force of a document on a day.
type ForceState string

// The states.
const (
	ForceNotYet  ForceState = "not yet"      // issued or in force later
	ForceNoEnd   ForceState = "no end known" // which is not to say that it is in force
	ForceInPart  ForceState = "in part"      // no end known, and amended or ended in part
	ForcePaused  ForceState = "suspended"
	ForceEnded   ForceState = "ended"
	ForceUnclear ForceState = "unclear" // something ends it, and from when is not known, or it was not read well
	// ForceContradicted is where one history has it ended or in force, and another not.
	ForceContradicted ForceState = "contradicted"
)

// ForceStates lists the states.
var ForceStates = []ForceState{
	ForceNotYet, ForceNoEnd, ForceInPart, ForcePaused, ForceEnded, ForceUnclear, ForceContradicted,
}

// Standing is the force of a document on a day.
type Standing struct {
	State ForceState `json:"state"`
	// End is what ended it, or may have; of a pause what suspends it, of what is not yet in
	// force the day from which it is.
	End   *ForceEnd  `json:"end,omitempty"`
	Parts []ForceEnd `json:"parts,omitempty"` // what had changed it by then
}

// Says puts a standing into words; name tells how a document is called, by its ID.
func (s Standing) Says(name func(id string) string) Message {
	by := func(e *ForceEnd) Message {
		switch {
		case e.By == "":
			return Say(EndOwn)
		case e.Relation == Replaces:
			return Say(EndReplaced, name(e.By))
		case e.Relation == Repeals:
			return Say(EndRepealed, name(e.By))
		}
		return Say(EndChanged, name(e.By))
	}
	switch s.State {
	case ForceEnded:
		return Say(StandsEnded, cmp.Or(s.End.Day, s.End.After).Printed(), by(s.End))
	case ForceUnclear:
		if s.End.Unsure {
			return Say(StandsUnsure, by(s.End))
		}
		return Say(StandsMaybe, by(s.End), s.End.After.Printed())
	case ForceNotYet:
		return Say(StandsNotYet, s.End.Day.Printed())
	case ForcePaused:
		return Say(StandsPaused, by(s.End))
	case ForceContradicted:
		if s.End.By == "" && s.End.Relation == "" && !s.End.Until.IsZero() {
			return Say(StandsTwoFroms, s.End.Until.Printed(), s.End.Day.Printed())
		}
		return Say(StandsAgainst, s.End.Day.Printed(), by(s.End))
	case ForceInPart:
		return Say(StandsInPart, len(s.Parts), by(&s.Parts[len(s.Parts)-1]))
	}
	return Say(StandsNoEnd)
}

// InForceAtMost is after how many days a document that ends another is taken to be in force
// where it does not say from when.
const InForceAtMost = 400

// Standing returns the force of a document on a day.
func (d Document) Standing(on Date) Standing {
	s, f := Standing{State: ForceNoEnd}, d.Force
	if f == nil {
		f = &Force{}
	}
	for _, p := range f.Parts {
		if begun(p, on) == certainly || p.Day.IsZero() && !on.Before(p.After) {
			s.Parts = append(s.Parts, p)
		}
	}
	switch first := cmp.Or(f.From, d.Date); {
	case on.Before(first):
		s.State, s.End = ForceNotYet, &ForceEnd{Day: first}
		return s
	case !f.Later.IsZero() && on.Before(f.Later):
		s.State, s.End = ForceContradicted, &ForceEnd{Day: f.Later, Until: f.From}
		return s
	case len(s.Parts) > 0:
		s.State = ForceInPart
	}
	for i, p := range f.Pauses {
		if begun(p, on) == certainly && (p.Until.IsZero() || on.Before(p.Until)) {
			s.State, s.End = ForcePaused, &f.Pauses[i]
		}
	}
	f.endOn(on, &s)
	return s
}

// ForceSpan is a time in which a document stands in one way, up to the next one.
type ForceSpan struct {
	From  Date       `json:"from,omitzero"` // zero for the first
	State ForceState `json:"state"`
}

// Spans returns how a document stands at first, and from which days on otherwise.
func (d Document) Spans() []ForceSpan {
	days := []Date{d.Date}
	if f := d.Force; f != nil {
		days = append(days, f.From, f.Later)
		for _, e := range slices.Concat(f.Ends, f.Parts, f.Pauses) {
			days = append(days, e.Day, e.Until, e.After, e.After.Plus(InForceAtMost))
		}
	}
	days = slices.DeleteFunc(days, func(d Date) bool { return d.Day == 0 })
	slices.SortFunc(days, func(a, b Date) int { return strings.Compare(a.String(), b.String()) })
	out := []ForceSpan{{State: d.Standing(Date{Year: 1930, Month: 1, Day: 1}).State}}
	for _, day := range slices.Compact(days) {
		if s := d.Standing(day).State; s != out[len(out)-1].State {
			out = append(out, ForceSpan{day, s})
		}
	}
	return out
}

// endOn tells which end has come by a day.
func (f *Force) endOn(on Date, s *Standing) {
	var come, perhaps *ForceEnd
	pending := false
	for i := range f.Ends {
		switch e := &f.Ends[i]; begun(*e, on) {
		case certainly:
			come = cmp.Or(come, e)
		case maybe:
			perhaps = cmp.Or(perhaps, e)
		default:
			pending = pending || !e.Unsure
		}
	}
	switch {
	case come != nil && pending:
		s.State, s.End = ForceContradicted, come
	case come != nil:
		s.State, s.End = ForceEnded, come
	case perhaps != nil:
		s.State, s.End = ForceUnclear, perhaps
	}
}

// How sure it is that an act counts on a day.
const (
	not = iota
	maybe
	certainly
)

func begun(e ForceEnd, on Date) int {
	switch {
	case !e.Day.IsZero() && on.Before(e.Day), e.Day.IsZero() && on.Before(e.After):
		return not
	case e.Unsure, e.Day.IsZero() && on.Before(e.After.Plus(InForceAtMost)), e.Day.IsZero() && e.After.Day == 0:
		return maybe
	}
	return certainly
}

// Contradicted reports whether witnesses differ on when the document came into force, or
// ended. Ends of which the day is not known contradict nothing.
func (f *Force) Contradicted() bool {
	if f == nil {
		return false
	}
	var first Date
	for _, e := range f.Ends {
		if e.Day.IsZero() || e.Unsure {
			continue
		}
		if !first.IsZero() && e.Day != first || e.Day.Before(f.From) {
			return true
		}
		first = e.Day
	}
	return !f.Later.IsZero()
}

// CompareEnds orders acts by their day, or the day after which they come.
func CompareEnds(a, b ForceEnd) int {
	day := func(e ForceEnd) string { return cmp.Or(e.Day, e.After).String() }
	return cmp.Or(cmp.Compare(day(a), day(b)), cmp.Compare(a.By, b.By), cmp.Compare(a.Relation, b.Relation),
		cmp.Compare(a.Until.String(), b.Until.String()))
}

// ForceStep is one step of the history of a document.
type ForceStep struct {
	Kind  ForceKind `json:"kind"`
	Day   Date      `json:"day,omitzero"`
	After Date      `json:"after,omitzero"` // where the day is not known: that of the document that acts
	Until Date      `json:"until,omitzero"` // of a suspension: the first day after it; of an extension: the new end
	By    string    `json:"by,omitempty"`   // ID of the document that acts
	// Except is true where the document ends but for what is said beside it ("trừ trường hợp
	// quy định tại Điều 55").
	Except     bool            `json:"except,omitempty"`
	Relation   Relation        `json:"relation,omitempty"`
	Provisions []string        `json:"provisions,omitempty"` // the parts, as printed
	Successor  string          `json:"successor,omitempty"`  // as a registry names it
	Unsure     bool            `json:"unsure,omitempty"`     // read by OCR, and not well
	Evidence   []ForceEvidence `json:"evidence,omitempty"`
}

// ForceKind is what a step does.
type ForceKind string

// The kinds of steps.
const (
	StepIssued    ForceKind = "issued"
	StepFrom      ForceKind = "in force"
	StepAmended   ForceKind = "amended"
	StepEndedPart ForceKind = "ended in part"
	StepSuspended ForceKind = "suspended"
	StepExtended  ForceKind = "extended"
	StepCorrected ForceKind = "corrected"
	StepEnded     ForceKind = "ended"
	StepTold      ForceKind = "told" // a registry has a status for it
)

// ForceKinds lists the kinds in the order of steps of one day.
var ForceKinds = []ForceKind{
	StepIssued, StepFrom, StepAmended, StepCorrected, StepEndedPart, StepSuspended, StepExtended, StepTold, StepEnded,
}

// ForceEvidence is a place that says so: a citation, a sentence of the document on itself, a
// registry or a person.
type ForceEvidence struct {
	File  string `json:"sha256,omitempty"`
	Index int    `json:"index"` // of the citation in the file's list, -1 for none
	Page  int    `json:"page,omitempty"`
	Span  Span   `json:"span,omitzero"` // in the file's running text
	Says  string `json:"says"`          // the sentence, or what a registry has
	Words Span   `json:"-"`             // of the citation in the sentence
	By    string `json:"by,omitempty"`  // the registry or person that speaks
}

// ForceFacts are what is known of the force of a document.
type ForceFacts struct {
	Document Document
	Own      []OwnClause // of the files that are it
	Acts     []ForceAct  // what is said to be done to it
}

// OwnClause is what a file that is the document says of its own force.
type OwnClause struct {
	ForceClause
	File string // SHA-256
}

// ForceAct is a citation by which a document changes or ends another one.
type ForceAct struct {
	CitationRef
	By         Document    // that acts: of one not held little is known
	ByOwn      []OwnClause // what it says of its own force
	Relation   Relation
	Scope      Scope
	Subtype    Subtype
	Provision  string
	Page       int
	Sentence   string
	At         int // where the sentence begins in the running text
	Start, End int // the citation, in the sentence
	Confidence float64
	Derived    bool // said in the passive
}

// Plus returns the day some days later, zero where the date is not known to the day, or that day
// stands in no calendar of ours.
func (d Date) Plus(days int) Date {
	if d.Day == 0 {
		return Date{}
	}
	later := DateOf(time.Date(d.Year, time.Month(d.Month), d.Day+days, 0, 0, 0, 0, time.UTC))
	if !later.Valid() {
		return Date{}
	}
	return later
}

// SortSteps brings steps into the order of their days.
func SortSteps(steps []ForceStep) {
	day := func(s ForceStep) string { return cmp.Or(s.Day, s.After).String() }
	slices.SortStableFunc(steps, func(a, b ForceStep) int {
		return cmp.Or(cmp.Compare(day(a), day(b)),
			cmp.Compare(slices.Index(ForceKinds, a.Kind), slices.Index(ForceKinds, b.Kind)), cmp.Compare(a.By, b.By))
	})
}

// Registry reports whether a registry says so, and no person.
func (t ForceTold) Registry() bool { return strings.HasPrefix(t.By, DecidedByRegistry) }

// Says is what is said, in a few words.
func (t ForceTold) Says() string {
	says := []string{t.Status, t.To.Printed(), t.Successor}
	return strings.Join(slices.DeleteFunc(says, func(s string) bool { return s == "" }), ", ")
}
