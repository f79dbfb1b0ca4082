// Package sheet makes the evidence sheet of a chain: one HTML file, with nothing
// outside it, that an auditor prints on A4. For every step it shows the relation,
// both documents, the file, the page and the sentence that states it; conflicts
// and what is not certain stand in plain sight. The same facts give the same
// bytes, so it bears no date of its own.
package sheet

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Question is what the sheet answers.
type Question struct {
	ID   string           // of the document the chain begins with
	Ways []graph.Way      // which chains, in order
	Only []legal.Relation // relations followed, none for all
	// Depth is how many steps far, 0 for as far as they go.
	Depth int
	// Limit is how many documents each way, the nearest, 0 for all.
	Limit int
	// Body names an issuing body as people do.
	Body func(legal.Body) string
}

// Write writes the sheet. The error is the first of reading or writing.
func Write(ctx context.Context, w io.Writer, c *catalog.Catalog, g *graph.Graph, q Question) error {
	s := &sheet{Question: q, ctx: ctx, c: c, g: g, docs: map[string]document{}}
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

	ctx   context.Context
	c     *catalog.Catalog
	g     *graph.Graph
	names map[string]string // SHA-256 → name of the file
	docs  map[string]document
	steps int
}

// chain is the steps in one way.
type chain struct {
	Up    bool
	Steps []*step
	Cut   int // neighbours of the first document beyond the depth
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
	Relation legal.Relation
	File     string
	SHA256   string
	Page     int
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
	Files []file
}

type file struct{ Name, SHA256 string }

func (s *sheet) fill() error {
	err := s.c.View(s.ctx, func(v *catalog.View) error {
		contents, err := v.Contents()
		s.names = make(map[string]string, len(contents))
		for _, c := range contents {
			s.names[c.SHA256] = c.Name
		}
		return err
	})
	if err != nil {
		return err
	}
	if s.First, err = s.document(s.ID); err != nil {
		return err
	}
	for _, way := range s.Ways {
		top := s.g.Trace(s.ID, way, s.Only, s.Depth, s.Limit)
		if top == nil {
			top = &graph.Node{}
		}
		ch := chain{Up: way == graph.Up, Cut: top.Cut, LeftOut: s.leftOut(way)}
		at := map[string]int{}
		if err := s.walk(&ch, top, s.First, 0, at); err != nil {
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

// leftOut counts the neighbours with whom no followed relation is stated.
func (s *sheet) leftOut(way graph.Way) int {
	if len(s.Only) == 0 {
		return 0
	}
	links := s.g.Cites(s.ID)
	if way == graph.Down {
		links = s.g.CitedBy(s.ID)
	}
	n := 0
	for _, l := range links {
		if !slices.ContainsFunc(l.Relations, func(r legal.Relation) bool { return slices.Contains(s.Only, r) }) {
			n++
		}
	}
	return n
}

// walk numbers the steps as they are read: each before those that go on from it.
// Where a document's chain goes on is noted in at.
func (s *sheet) walk(ch *chain, above *graph.Node, on document, after int, at map[string]int) error {
	for _, n := range above.Next {
		d, err := s.document(n.ID)
		if err != nil {
			return err
		}
		s.steps++
		st := &step{N: s.steps, After: after, From: d, To: on, Reached: d, Cycle: n.Cycle, Repeat: n.Repeat, Cut: n.Cut}
		if ch.Up {
			st.From, st.To = on, d
		}
		for _, r := range n.Relations {
			p, ok, err := s.proof(r, st.From, st.To)
			if err != nil {
				return err
			}
			if ok {
				st.Relations = append(st.Relations, p)
			}
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

// proof takes the first citation in a file of the citing document itself, else,
// where only others say what it cites, the first of theirs, by name of the file. ok
// is false where an ingest has taken the relation away since the graph was read.
func (s *sheet) proof(r legal.Relation, citing, cited document) (p proof, ok bool, err error) {
	refs, err := s.c.Evidence(s.ctx, citing.ID, cited.ID, r)
	if err != nil || len(refs) == 0 {
		return proof{}, false, err
	}
	own := func(ref legal.CitationRef) bool {
		return slices.ContainsFunc(citing.Files, func(f file) bool { return f.SHA256 == ref.File })
	}
	best := refs[0]
	for _, ref := range refs[1:] {
		if own(ref) != own(best) && own(ref) || own(ref) == own(best) && s.before(ref, best) {
			best = ref
		}
	}
	m, ok, err := s.c.Mention(s.ctx, best)
	if err != nil || !ok {
		return proof{}, false, err
	}
	p = proof{Relation: r, File: s.names[best.File], SHA256: best.File, Page: m.Page, Nested: !own(best), Confidence: m.Confidence,
		More: len(refs) - 1}
	if len(cited.Dates) > 1 {
		p.Printed = m.Date.Printed()
	}
	p.Before, p.Words, p.Rest = around(m.SentenceText, legal.Span{Start: m.Start - m.Sentence.Start, End: m.End - m.Sentence.Start})
	return p, true, nil
}

func (s *sheet) before(a, b legal.CitationRef) bool {
	if a.File == b.File {
		return a.Index < b.Index
	}
	if s.names[a.File] != s.names[b.File] {
		return s.names[a.File] < s.names[b.File]
	}
	return a.File < b.File
}

// document reads a document and gives it its place in the closing list.
func (s *sheet) document(id string) (document, error) {
	if d, ok := s.docs[id]; ok {
		return d, nil
	}
	doc, ok, err := s.c.Document(s.ctx, id)
	if err != nil {
		return document{}, err
	}
	if !ok {
		return document{}, fmt.Errorf("%w: no document %s", catalog.ErrDamaged, id)
	}
	d := document{Document: doc, N: len(s.Listed) + 1, Line: s.line(doc)}
	hashes, err := s.c.FilesOf(s.ctx, id)
	if err != nil {
		return document{}, err
	}
	for _, sha := range hashes {
		d.Files = append(d.Files, file{s.names[sha], sha})
	}
	slices.SortFunc(d.Files, func(a, b file) int {
		if a.Name != b.Name && a.Name < b.Name || a.Name == b.Name && a.SHA256 < b.SHA256 {
			return -1
		}
		return 1
	})
	s.docs[id] = d
	s.Listed = append(s.Listed, d)
	return d, nil
}
