package audit

import (
	"context"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// auditor holds what the rules ask for: all documents and heads, and of the
// citations only those behind a finding that is being made.
type auditor struct {
	ctx    context.Context
	c      *catalog.Catalog
	docs   []legal.Document               // by ID
	at     map[string]int                 // ID → place in docs
	heads  map[string][]catalog.OwnHead   // ID → the files that are it
	self   map[string]string              // SHA-256 → ID
	keep   map[string][]catalog.Testimony // ID → its citations, for the documents in question
	odd    []oddNumber                    // numbers out of order
	twins  [][2]string                    // IDs of documents that may be one
	links  map[string]*link               // ID → a document not held that others rest on
	later  map[string][]catalog.Testimony // ID of the citing document → what it cites of a later date
	themes map[string][]int               // what documents rule → their places in docs; nil until asked for
	trust  map[string]map[string]float64  // SHA-256, value → confidence of what a head read by OCR says

	findings []Finding
	err      error // the first of reading the catalogue, after which nothing counts
}

// note keeps an error of reading the catalogue. Rules go on, and [Find] tells of it.
func (a *auditor) note(err error) {
	if a.err == nil {
		a.err = err
	}
}

// text returns the running text of a file; ok is false where there is none.
func (a *auditor) text(sha256 string) (legal.Text, bool) {
	t, ok, err := a.c.Text(a.ctx, sha256)
	a.note(err)
	return t, ok
}

// mention returns one citation; ok is false where there is none.
func (a *auditor) mention(at legal.CitationRef) (catalog.Mention, bool) {
	m, ok, err := a.c.Mention(a.ctx, at)
	a.note(err)
	return m, ok
}

// load reads what the rules need of all documents.
func (a *auditor) load() error {
	a.at, a.heads, a.self = map[string]int{}, map[string][]catalog.OwnHead{}, map[string]string{}
	a.keep = map[string][]catalog.Testimony{}
	a.links, a.later, a.trust = map[string]*link{}, map[string][]catalog.Testimony{}, map[string]map[string]float64{}
	var err error
	if a.docs, err = a.c.Documents(a.ctx); err != nil {
		return err
	}
	for i, d := range a.docs {
		a.at[d.ID] = i
	}
	return a.c.EachHead(a.ctx, func(h catalog.OwnHead) error {
		a.heads[h.Document] = append(a.heads[h.Document], h)
		a.self[h.File] = h.Document
		return nil
	})
}

// walk goes through all citations, document by document, and applies the rules
// that look at one document with its citations.
func (a *auditor) walk() error {
	var group []catalog.Testimony
	err := a.c.EachTestimony(a.ctx, nil, func(k catalog.Testimony) error {
		if len(group) > 0 && group[0].Document != k.Document {
			a.document(group)
			group = group[:0]
		}
		group = append(group, k)
		return a.err
	})
	if err == nil && len(group) > 0 {
		a.document(group)
	}
	return err
}

// document applies the rules to the citations of one document.
func (a *auditor) document(claims []catalog.Testimony) {
	d, ok := a.doc(claims[0].Document)
	if !ok {
		return
	}
	if _, ok := a.keep[d.ID]; ok {
		a.keep[d.ID] = slices.Clone(claims)
	}
	a.noteLater(d, claims)
	a.noteLinks(d, claims)
	a.yearInNumber(d, claims)
	a.conflicts(d, claims)
	a.titles(d, claims)
	a.notInForce(d, claims)
}

func (a *auditor) doc(id string) (legal.Document, bool) {
	i, ok := a.at[id]
	if !ok {
		return legal.Document{}, false
	}
	return a.docs[i], true
}

func (a *auditor) held(id string) bool { return len(a.heads[id]) > 0 }

// dateOf returns a document's date where it is known to the day, with the
// confidence of the reading it rests on.
func (a *auditor) dateOf(id string) (legal.Date, float64) {
	d, ok := a.doc(id)
	if !ok || d.Date.Day == 0 {
		return legal.Date{}, 0
	}
	for _, h := range a.heads[id] {
		if h.Head.Date == d.Date {
			return d.Date, a.headTrust(h, datePhrases(d.Date))
		}
	}
	return d.Date, 1
}

// claimed returns a witness without its place.
func claimed(k catalog.Testimony, value string) Witness {
	return Witness{SHA256: k.File, Index: k.Index, Document: k.Citing, Page: k.Page, Value: value,
		Confidence: k.Confidence}
}

// related is a citation as a witness of its relation to a document, "" where that is
// plain.
func related(k catalog.Testimony, other string) Witness {
	w := claimed(k, strings.TrimSpace(string(k.Relation)+" "+other))
	w.Relation, w.Other = k.Relation, other
	return w
}

// spoken returns a file's own head as a witness.
func (a *auditor) spoken(h catalog.OwnHead, value string, phrases []string) Witness {
	return Witness{SHA256: h.File, Index: Head, Document: h.Document, Page: 1, Value: value,
		Confidence: a.headTrust(h, phrases)}
}

func (a *auditor) add(rule string, s Severity, misread bool, said legal.Message, witnesses []Witness,
	documents ...string) {
	a.findings = append(a.findings, Finding{
		Rule: rule, Severity: s, Misread: misread, Documents: documents,
		Message: probably(misread, said), Witnesses: witnesses,
	})
}

// weigh lowers a severity to what the least sure of the necessary readings bears:
// what OCR read is a warning at most, what it read badly a note.
func weigh(s Severity, confidences ...float64) (severity Severity, misread bool) {
	least := slices.Min(confidences)
	switch {
	case least < Sure:
		return Note, true
	case least < 1 && s == Error:
		return Warning, false
	}
	return s, false
}

// probably ends a message on a reading that is not sure.
func probably(misread bool, m legal.Message) legal.Message {
	if misread {
		return legal.Say(legal.FoundMisread, m)
	}
	return m
}

// called names a document in a few words: type and number, or the name of a law.
func called(d legal.Document) string {
	s := strings.TrimSpace(string(d.Type) + " " + d.Name)
	if d.Number != "" {
		s = strings.TrimSpace(s + " " + d.Number)
	}
	if d.Number == "" && d.Name == "" {
		return d.ID
	}
	return s
}

// calledID names a document by its ID, [legal.Uncertain] where there is none.
func (a *auditor) calledID(id string) any {
	if d, ok := a.doc(id); ok {
		return called(d)
	}
	return legal.Say(legal.Uncertain)
}
