// Package sheet makes the evidence sheet of a chain: one HTML file, with nothing
// outside it, that an auditor prints on A4. For every step it shows the relation,
// both documents, the file, the page and the sentence that states it; conflicts
// and what is not certain stand in plain sight. The same facts give the same
// bytes, so it bears no date of its own.
package sheet

import (
	"fmt"
	"io"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Question is what the sheet answers.
type Question struct {
	Document legal.Document // the chain begins with it
	Chain    answer.Chain
	Only     []legal.Relation // relations followed, none for all
	Depth    int              // how many steps far, 0 for as far as they go
}

// Write writes the sheet; known tells of the files. The error is the first of reading or
// writing.
func Write(w io.Writer, known *answer.Service, q Question) error {
	s := &sheet{Question: q, known: known, docs: map[string]document{}}
	if err := s.fill(); err != nil {
		return fmt.Errorf("make evidence sheet: %w", err)
	}
	if err := page.Execute(w, s); err != nil {
		return fmt.Errorf("write evidence sheet: %w", err)
	}
	return nil
}

// sheet is what the template shows.
type sheet struct {
	Question
	First  document
	Chains []chain
	Listed []document // every document shown, in the order of first appearance

	known *answer.Service
	docs  map[string]document
	steps int
}

// chain is the steps in one way.
type chain struct {
	Up     bool
	Change bool // what is changed or ended, not what it rests on
	Steps  []*step
	Cut    int // neighbours of the first document beyond the depth
	// LeftOut is how many neighbours of the first document state only relations
	// that are not followed.
	LeftOut int
}

// step is a relation between two documents with what proves it.
type step struct {
	N, After  int // number of this step, and of the one it goes on from, 0 for the first document
	From, To  document
	Reached   document // which of the two the chain comes to
	Relations []proof  // the strongest first
	Cycle     bool
	Repeat    bool // the chain goes on at step Elsewhere
	Elsewhere int
	Cut       int // documents below that the depth keeps from being shown
}

// proof is a citation that states a relation, and how many more do.
type proof struct {
	Relation   legal.Relation
	Scope      legal.Scope
	Subtype    legal.Subtype
	Provisions []string
	Derived    bool
	File       string
	SHA256     string
	Page       int
	// Nested is true where the words stand in another document, which says of the
	// citing one what it cites.
	Nested              bool
	Before, Words, Rest string // the sentence around the citation
	Printed             string // the date printed there, where the cited document has several
	Confidence          float64
	More                int
}

// document is a document with the files there are of it.
type document struct {
	legal.Document
	N     int // in the closing list
	Line  string
	Files []answer.File
}

func (s *sheet) fill() (err error) {
	if s.First, err = s.document(s.Document); err != nil {
		return err
	}
	for _, top := range s.Chain.Trees() {
		ch := chain{Up: top.Up(), Change: top.Change, Cut: top.Cut, LeftOut: top.LeftOut}
		at := map[string]int{}
		if err := s.walk(&ch, top.Node, s.First, 0, at); err != nil {
			return err
		}
		for _, st := range ch.Steps {
			if st.Repeat {
				st.Elsewhere = at[st.Reached.ID]
			}
		}
		s.Chains = append(s.Chains, ch)
	}
	return nil
}

// walk numbers the steps as they are read: each before those that go on from it.
// Where a document's chain goes on is noted in at.
func (s *sheet) walk(ch *chain, above *answer.Node, on document, after int, at map[string]int) error {
	for _, n := range above.Next {
		d, err := s.document(n.About)
		if err != nil {
			return err
		}
		s.steps++
		st := &step{N: s.steps, After: after, From: d, To: on, Reached: d, Cycle: n.Cycle, Repeat: n.Repeat, Cut: n.Cut}
		if ch.Up {
			st.From, st.To = on, d
		}
		for _, e := range n.Evidence {
			p, err := s.proof(e, st.To)
			if err != nil {
				return err
			}
			st.Relations = append(st.Relations, p)
		}
		ch.Steps = append(ch.Steps, st)
		if !n.Cycle && !n.Repeat {
			at[n.ID] = st.N
		}
		if err := s.walk(ch, n, d, st.N, at); err != nil {
			return err
		}
	}
	return nil
}

func (s *sheet) proof(e answer.Evidence, cited document) (proof, error) {
	m := e.Best
	p := proof{Relation: e.Relation, Scope: e.Scope, Subtype: e.Subtype, Provisions: e.Provisions, Derived: e.Derived,
		SHA256: m.SHA256, Page: m.Page, Nested: !e.Own && !e.Derived, Confidence: m.Sure, More: e.Mentions - 1}
	if len(cited.Dates) > 1 {
		p.Printed = m.Date.Printed()
	}
	p.Before, p.Words, p.Rest = around(m.Sentence, m.At)
	var err error
	p.File, err = s.known.Name(m.SHA256)
	return p, err
}

// document gives a document its place in the closing list.
func (s *sheet) document(doc legal.Document) (document, error) {
	if d, ok := s.docs[doc.ID]; ok {
		return d, nil
	}
	files, err := s.known.Files(doc.ID)
	d := document{Document: doc, N: len(s.Listed) + 1, Line: line(doc), Files: files}
	s.docs[doc.ID] = d
	s.Listed = append(s.Listed, d)
	return d, err
}
