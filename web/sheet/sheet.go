// Package sheet makes the evidence sheet of a chain: one HTML file that an auditor prints on A4,
// with nothing outside it but, where a server shows it, the pictures of pages. For every step it shows the relation,
// both documents, the file, the page with its picture and the sentence that states it;
// all sentences that contradict each other and what is not certain stand in plain sight.
// The same facts give the same bytes, so it bears no date but that of the data. A bundle
// has the sheet with its pictures, and the files if wanted, in a folder that proves itself.
package sheet

import (
	"fmt"
	"io"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Question is what the sheet answers.
type Question struct {
	Document legal.Document // the chain begins with it
	Chain    answer.Chain
	Only     []legal.Relation // relations followed, none for all
	Depth    int              // how many steps far, 0 for as far as they go
	Asked    string           // the question as it was typed
	Version  string           // of the program
	Data     State
	Picture  Picture // nil for a sheet without pictures
	Address  Address // nil for a sheet that needs nothing beside it; else the pictures are there, and none is drawn
	Most     int     // pages that are drawn at most, 0 for all
}

// State says which data the answer is of.
type State struct {
	Run int64  // the last ingest that changed something, 0 for none
	Day string // on which that ended
}

// StateOf is the state after the last of some runs, the last of which is the first.
func StateOf(runs []catalog.Run) State {
	if len(runs) == 0 {
		return State{}
	}
	return State{runs[0].N, runs[0].Ended.UTC().Format("02/01/2006 15:04 UTC")}
}

// Picture draws a page of a file with this hash, as JPEG, from one of the paths at which it
// may lie; nil where that cannot be done.
type Picture func(sha256 string, paths []string, page int) ([]byte, error)

// Address is where a browser that shows the sheet finds the picture of a page, "" where there is none.
type Address func(sha256 string, paths []string, page int) string

// Write writes the sheet; known tells of the files. The error is the first of reading or
// writing.
func Write(w io.Writer, known *answer.Service, q Question) error {
	s, err := newSheet(known, q)
	if err != nil {
		return err
	}
	s.within()
	if err := page.Execute(w, s); err != nil {
		return fmt.Errorf("write evidence sheet: %w", err)
	}
	return nil
}

func newSheet(known *answer.Service, q Question) (*sheet, error) {
	s := &sheet{Question: q, known: known, docs: map[string]document{}, drawn: map[string]*drawing{}}
	if err := s.fill(); err != nil {
		return nil, fmt.Errorf("make evidence sheet: %w", err)
	}
	return s, nil
}

// sheet is what the template shows.
type sheet struct {
	Question
	First  document
	Chains []chain
	Listed []document // every document shown, in the order of first appearance
	Said   []contradiction

	known *answer.Service
	docs  map[string]document
	spots map[spotKey]answer.Spot
	drawn map[string]*drawing // by file and page
	order []*drawing          // as they were drawn
	// Undrawn is how many pages are left without a picture because there are enough.
	Undrawn int
	steps   int
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
	Paragraph  int // from 1, in a file that has no pages; else 0
	// Nested is true where the words stand in another document, which says of the
	// citing one what it cites.
	Nested              bool
	Before, Words, Rest string // the sentence around the citation
	Printed             string // the date printed there, where the cited document has several
	Confidence          float64
	More                int
	Sentence            string
	Spot                answer.Spot
	Drawing             *drawing // nil for none
	View                view
}

// contradiction is a document of which not all that is said can be true.
type contradiction struct {
	document
	Fields []answer.SaidField
}

// document is a document with the files there are of it.
type document struct {
	legal.Document
	N     int // in the closing list
	Line  string
	Files []answer.File
}

// spotKey is a citation by its file and place.
type spotKey struct {
	sha256 string
	place  int
}

func place(m answer.Mention) spotKey { return spotKey{m.SHA256, m.Place} }

// find finds where all that is shown of pages stands.
func (s *sheet) find() error {
	var shown []answer.Mention
	var in func(n *answer.Node)
	in = func(n *answer.Node) {
		for _, e := range n.Evidence {
			shown = append(shown, e.Best)
		}
		for _, next := range n.Next {
			in(next)
		}
	}
	for _, top := range s.Chain.Trees() {
		in(top.Node)
	}
	spots, err := s.known.Spots(shown)
	s.spots = map[spotKey]answer.Spot{}
	for i, m := range shown {
		s.spots[place(m)] = spots[i]
	}
	return err
}

func (s *sheet) fill() (err error) {
	if s.Picture != nil || s.Address != nil {
		if err := s.find(); err != nil {
			return err
		}
	}
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
	for _, d := range s.Listed {
		fields, err := s.known.Contradicting(d.Document)
		if err != nil {
			return err
		}
		if len(fields) > 0 {
			s.Said = append(s.Said, contradiction{d, fields})
		}
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
		SHA256: m.SHA256, Page: m.Page, Paragraph: m.Paragraph, Nested: !e.Own && !e.Derived, Confidence: m.Sure, More: e.Mentions - 1}
	if len(cited.Dates) > 1 {
		p.Printed = m.Date.Printed()
	}
	p.Before, p.Words, p.Rest = around(m.Sentence, m.At)
	p.Sentence = m.Sentence
	var err error
	if p.File, err = s.known.Name(m.SHA256); err != nil || s.Picture == nil && s.Address == nil {
		return p, err
	}
	if p.Spot = s.spots[place(m)]; p.Spot.Width > 0 && p.Spot.Height > 0 {
		p.Drawing, p.View, err = s.draw(m.SHA256, p.Spot, m.Page)
	}
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
