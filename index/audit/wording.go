package audit

import (
	"fmt"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Form is a sentence of findings with %v for each value in it. Pages in another
// language have a sentence of their own for each.
type Form string

// The forms, by rule.
const (
	SaysLater          Form = "%v of %v cites %v, dated %v"
	SaysManyLater      Form = "%v of %v cites %v documents of later dates: its own date is wrong, or its text was brought up to date"
	SaysYear           Form = "%v is printed with the date %v, %v: the number or the date is wrong"
	SaysOwnYear        Form = "%v bears the date %v itself, %v: the number or the date is wrong"
	SaysDates          Form = "%v is dated %v: it can be but one"
	SaysDateDecided    Form = "%v is dated %v; %v decides for %v"
	SaysIssuers        Form = "%v is said to be of %v: it can be but one"
	SaysIssuerDecided  Form = "%v is said to be of %v; %v decides for %v"
	SaysTypes          Form = "%v is called %v: it can be but one"
	SaysTypeDecided    Form = "%v is called %v; %v decides for %v"
	SaysTitles         Form = "%v is quoted as “%v” and as “%v”: these are two documents, or one number is wrong"
	SaysReplaced       Form = "%v of %v rests on %v (%v), which %v replaced from %v on"
	SaysEnded          Form = "%v of %v rests on %v (%v), which %v ended from %v on"
	SaysReplacedOnce   Form = "%v of %v rests on %v (%v), which %v replaced on %v; from when is not known"
	SaysEndedOnce      Form = "%v of %v rests on %v (%v), which %v ended on %v; from when is not known"
	SaysDiffer         Form = "two files are %v by their heads and differ in part: %v of the shorter is in the other"
	SaysForeign        Form = "two files are %v by their heads and have hardly a sentence in common: %v of the shorter is in the other"
	SaysOutOfOrder     Form = "%v is dated %v, out of order with %v: its number or its date is wrong"
	SaysOneOutOfOrder  Form = "%v is dated %v, out of order with %v: one of the two has a wrong number or date"
	SaysMayBeOne       Form = "%v of %v and %v of %v have one title and dates that differ in a digit: they may be one document"
	SaysMayBeOneDay    Form = "%v of %v and %v of %v have one title and one date: they may be one document"
	SaysMissing        Form = "%v is carried out by %v and is not held: what it rests on is not known"
	SaysMissingThrough Form = "%v is carried out by %v and is not held: that it rests on %v is known through others only"
	SaysMissingOthers  Form = "%v is carried out by %v and is not held: what it rests on is known through others only"
	SaysOpen           Form = "“%v” (%v) may mean any of %v documents"
	SaysOpenTerms      Form = "“%v” (%v) may mean any of %v documents, whose numbers differ in the term alone: one is a slip or misread"
	SaysOpenOne        Form = "“%v” (%v) may mean %v, the only one known, or another"
)

// Forms lists all forms.
var Forms = []Form{SaysLater, SaysManyLater, SaysYear, SaysOwnYear, SaysDates, SaysDateDecided, SaysIssuers, SaysIssuerDecided, SaysTypes, SaysTypeDecided,
	SaysTitles, SaysReplaced, SaysEnded, SaysReplacedOnce, SaysEndedOnce, SaysDiffer, SaysForeign, SaysOutOfOrder, SaysOneOutOfOrder, SaysMayBeOne,
	SaysMayBeOneDay, SaysMissing, SaysMissingThrough, SaysMissingOthers, SaysOpen, SaysOpenTerms, SaysOpenOne}

// Said is a sentence of a finding: its form and the values in it, which are names
// and numbers as documents write them, and those below.
type Said struct {
	Form   Form
	Values []any
}

func say(f Form, values ...any) Said { return Said{f, values} }

// String is the sentence in English.
func (s Said) String() string { return fmt.Sprintf(string(s.Form), s.Values...) }

// Times is how often something was said.
type Times int

// String counts: "once", "twice", "3 times".
func (n Times) String() string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", int(n))
}

// Sides are values that differ, with how often each was seen.
type Sides []legal.Seen

// String lists the values, dates as documents print them.
func (s Sides) String() string {
	parts := make([]string, len(s))
	for i, v := range s {
		parts[i] = fmt.Sprintf("%s (%s)", Shown(v.Value), Times(v.Count))
	}
	return strings.Join(parts, " and ")
}

// Shown writes a value for people: a date as documents print it.
func Shown(value string) string {
	if d, err := legal.ParseDate(value); err == nil && !d.IsZero() {
		return d.Printed()
	}
	return value
}

// Decider is what decides between values: the head of the document, its number, or
// a registry or person by name.
type Decider string

// The deciders that are not named.
const (
	ItsHead   Decider = "its own head"
	ItsNumber Decider = "its number"
)

// Holders is by how many held documents something is carried out.
type Holders int

// String counts: "a held document", "3 held documents".
func (n Holders) String() string {
	if n == 1 {
		return "a held document"
	}
	return fmt.Sprintf("%d held documents", int(n))
}

// Row are documents of one series, by number and date.
type Row []Numbered

// Numbered is a number with its date.
type Numbered struct{ Number, Date string }

// String lists the numbers.
func (r Row) String() string {
	parts := make([]string, len(r))
	for i, n := range r {
		parts[i] = n.Number + " of " + n.Date
	}
	return strings.Join(parts, " and ")
}

// Percent is a share.
type Percent float64

// String writes the share as people do.
func (p Percent) String() string { return fmt.Sprintf("%.0f %%", float64(p)) }

// Uncertain stands in the place of a document that is not certain.
type Uncertain struct{}

// String says so.
func (Uncertain) String() string { return "a document not certain" }
