package index

import (
	"strings"
	"sync"
	"time"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// What the field of force takes, by the state of a document on a day.
var forceValues = map[legal.ForceState]string{
	legal.ForceNoEnd: "con", legal.ForceInPart: "mot-phan", legal.ForceEnded: "het", legal.ForceNotYet: "chua",
	legal.ForcePaused: "ngung", legal.ForceUnclear: "chua-ro", legal.ForceContradicted: "chua-ro",
}

// forceNames are other names for what it takes.
var forceNames = map[string]string{
	"con": "con", "motphan": "mot-phan", "het": "het", "chua": "chua", "ngung": "ngung", "chuaro": "chua-ro",
	"noend": "con", "inpart": "mot-phan", "ended": "het", "notyet": "chua", "suspended": "ngung", "unclear": "chua-ro",
}

// forceTerm is the term of a document's force: what holds at first, and from which days on
// something else does, "chua 2016-07-01 con 2025-07-01 het".
func forceTerm(d legal.Document) string {
	var words []string
	last := ""
	for i, span := range d.Spans() {
		value := forceValues[span.State]
		switch {
		case i == 0:
			words = append(words, value)
		case value != last:
			words = append(words, span.From.String(), value)
		}
		last = value
	}
	return strings.Join(words, " ")
}

// forceOn returns what a term has on a day, in the form of [legal.Date.String].
func forceOn(term, day string) string {
	value, rest, _ := strings.Cut(term, " ")
	for rest != "" {
		var from, next string
		from, rest, _ = strings.Cut(rest, " ")
		next, rest, _ = strings.Cut(rest, " ")
		if from > day {
			break
		}
		value = next
	}
	return value
}

// readForce reads "het", and "het@30/6/2025"; day is "" for that of the clock.
func readForce(s string) (value, day string, ok bool) {
	name, on, dated := strings.Cut(s, "@")
	value, ok = forceNames[plainName(name)]
	if dated && ok {
		var d legal.Date
		d, ok = legal.ReadDay(on)
		day = d.String()
	}
	return value, day, ok
}

func today() string { return legal.DateOf(time.Now()).String() }

// ofForce returns the documents whose force is so on a day.
func (e *eval) ofForce(value, day string) (postings, error) {
	if day == "" {
		day = today()
	}
	terms, err := e.dictionary(fieldForce, "", func(term string) bool { return forceOn(term, day) == value })
	if err != nil {
		return nil, err
	}
	return e.terms(fieldForce, terms, false)
}

// forceDay returns the day on which a query asks for the force of documents, "" for none.
func (q Query) forceDay() string {
	for _, g := range q.groups {
		for _, p := range g.any {
			if p.kind == ofForce && p.from != "" {
				return p.from
			}
		}
	}
	return ""
}

// forceColumn is what the terms of a column have on a day.
type forceColumn struct {
	mu     sync.Mutex
	day    string
	values []string // by the place of the term
}

// on returns what each of the terms has on a day. Most questions are of one day.
func (c *forceColumn) on(names []string, day string) []string {
	if day == "" {
		day = today()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.day == day {
		return c.values
	}
	c.day, c.values = day, make([]string, len(names))
	for i, term := range names[1:] {
		c.values[i+1] = forceOn(term, day)
	}
	return c.values
}
