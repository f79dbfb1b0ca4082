package legal

import (
	"regexp"
	"strings"
)

// The reasons for which a citation means what it means, in the form in which they
// are stored: fmt puts a value in the place of %d and %s. Who shows them in another
// language has a sentence of its own for each.
const (
	ReasonFull        = "number, body and year"
	ReasonYearOfDate  = "number with the year of its date"
	ReasonYearElse    = "number without its year, given in full elsewhere in the file"
	ReasonSpelling    = "number and year, body spelt otherwise elsewhere"
	ReasonInherited   = "inherited from the list it stands in"
	ReasonFitsHead    = "only document that fits its head"
	ReasonOwnHead     = "its own head"
	ReasonItself      = "the document itself"
	ReasonRepeat      = "repeat of the full mention on page %d"
	ReasonShort       = "short for the full mention on page %d"
	ReasonOlder       = "only candidate, but %d years older"
	ReasonOnly        = "only candidate in the corpus"
	ReasonCandidates  = "%d candidates"
	ReasonLacks       = "%s unknown" // of [LacksBody], [LacksYear], [LacksType], joined by " and "
	ReasonLawYear     = "name and year"
	ReasonLawNumbered = "name and year, numbered elsewhere"
	ReasonLawNamed    = "named with its year on page %d"
	ReasonLawOnly     = "only law of this name in the corpus"
	ReasonLawName     = "name alone"
	ReasonInForce     = "the one in force when this was written"
	ReasonCouncil     = "two years, like titles: one resolution or two"
	ReasonNoNumber    = "no number that can be read"
	ReasonOrdinal     = "an ordinal alone, with no full mention before it"
	ReasonDecided     = "decided by %s: %s"         // by whom, and why
	ReasonNot         = "not %s, decided by %s: %s" // the ID of a document, by whom, and why
	ReasonTold        = "a person has said that its candidates are one"
)

// Reasons lists all reasons, those before that others could be taken for.
var Reasons = []string{ReasonFull, ReasonYearOfDate, ReasonYearElse, ReasonSpelling, ReasonInherited, ReasonFitsHead, ReasonOwnHead, ReasonItself, ReasonRepeat,
	ReasonShort, ReasonOlder, ReasonOnly, ReasonCandidates, ReasonLawYear, ReasonLawNumbered, ReasonLawNamed, ReasonLawOnly, ReasonLawName, ReasonInForce,
	ReasonCouncil, ReasonNoNumber, ReasonOrdinal, ReasonDecided, ReasonNot, ReasonTold, ReasonLacks}

// What [ReasonLacks] names.
const (
	LacksBody = "body"
	LacksYear = "year"
	LacksType = "type"
)

// The notes that may follow a reason behind "; ", in which point a number was read
// with indulgence.
const (
	NoteCode  = "%s read as %s" // a code as written, and as read
	NoteMarks = "the number has lost its Đ"
)

// Notes lists all notes.
var Notes = []string{NoteCode, NoteMarks}

// Worded is a sentence taken apart: its form and the values in it.
type Worded struct {
	Form   string
	Values []string
}

// ReadReason takes a stored reason apart; its note is empty where it has none. ok is
// false for a reason of another program.
func ReadReason(s string) (reason, note Worded, ok bool) {
	if i := strings.LastIndex(s, "; "); i >= 0 {
		if n, ok := read(noteForms, s[i+2:]); ok {
			reason, ok = read(reasonForms, s[:i])
			return reason, n, ok
		}
	}
	reason, ok = read(reasonForms, s)
	return reason, Worded{}, ok
}

// form is a form with what finds the values in it.
type form struct {
	text string
	find *regexp.Regexp
}

var reasonForms, noteForms = compile(Reasons), compile(Notes)

func compile(texts []string) []form {
	places := strings.NewReplacer("%s", "(.+?)", "%d", `(\d+)`)
	out := make([]form, len(texts))
	for i, t := range texts {
		out[i] = form{t, regexp.MustCompile("(?s)^" + places.Replace(regexp.QuoteMeta(t)) + "$")}
	}
	return out
}

func read(forms []form, s string) (Worded, bool) {
	for _, f := range forms {
		if m := f.find.FindStringSubmatch(s); m != nil {
			return Worded{f.text, m[1:]}, true
		}
	}
	return Worded{}, false
}
