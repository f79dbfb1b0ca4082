package answer

import (
	"context"
	"strings"

	"github.com/danchieu/danchieu/index/graph"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Teller answers from one catalogue, for one goroutine. A document is read once.
type Teller struct {
	ctx      context.Context
	c        *catalog.Catalog
	day      func(legal.Date) string
	known    map[string]legal.Document
	passages Passages
}

// From returns a teller that writes dates with day, as [Line] does.
func From(ctx context.Context, c *catalog.Catalog, day func(legal.Date) string) *Teller {
	t := &Teller{ctx: ctx, c: c, day: day, known: map[string]legal.Document{}}
	t.passages = t.passage
	return t
}

// With makes the teller find passages by p, for one that keeps them.
func (t *Teller) With(p Passages) *Teller {
	t.passages = p
	return t
}

// Document returns the document with an ID, the zero one where there is none.
func (t *Teller) Document(id string) (legal.Document, error) {
	d, ok := t.known[id]
	if ok || id == "" {
		return d, nil
	}
	d, _, err := t.c.Document(t.ctx, id)
	t.known[id] = d
	return d, err
}

func (t *Teller) line(d legal.Document) string { return Line(d, t.day) }

// Mention is a citation with its place and its meaning.
type Mention struct {
	File       string         `json:"file"`
	Place      int            `json:"place"` // among the citations of its file, from 1
	Page       int            `json:"page"`
	Relation   legal.Relation `json:"relation"`
	Raw        string         `json:"raw"`
	Provision  string         `json:"provision,omitempty"`
	Sentence   string         `json:"sentence"`
	By         string         `json:"by,omitempty"`       // ID of the document that does the citing
	Document   string         `json:"document,omitempty"` // ID of the document meant
	Candidates []string       `json:"candidates,omitempty"`
	Reason     string         `json:"reason"`
	SHA256     string         `json:"sha256"`

	Excerpt string     `json:"-"` // the sentence, cut around the citation
	Nested  bool       `json:"-"` // a document named in it does the citing, not the file
	At      legal.Span `json:"-"` // where in the sentence it stands
	Date    legal.Date `json:"-"` // printed with it
	Issuer  string     `json:"-"` // printed with it
	Title   string     `json:"-"` // printed after it
	Sure    float64    `json:"-"` // confidence of the reading
}

// NewMention returns a citation in the form in which it is told.
func NewMention(m catalog.Mention) Mention {
	at := legal.Span{Start: m.Start - m.Sentence.Start, End: m.End - m.Sentence.Start}
	return Mention{m.Path, m.Index + 1, m.Page, m.Relation, m.Raw, m.Provision, m.SentenceText, m.Citing, m.Document, m.Candidates, m.Reason, m.File,
		Excerpt(m.SentenceText, at, 240), m.From >= 0, at, m.Date, m.Issuer, m.Title, m.Confidence}
}

// Evidence is a citation that states a relation.
type Evidence struct {
	Relation legal.Relation `json:"relation"`
	File     string         `json:"file"`
	Page     int            `json:"page"`
	Sentence string         `json:"sentence"`
	Mentions int            `json:"mentions"` // how many citations state it, this one included

	Decided string `json:"decided,omitempty"` // by whom and why, where a person says what it means

	Best Mention `json:"-"` // the citation itself
}

// evidence returns for each relation between two documents the citation that
// states it best, and how many citations state any of them.
func (t *Teller) evidence(from, to legal.Document, relations []legal.Relation) (out []Evidence, mentions int, err error) {
	for _, r := range relations {
		refs, err := t.c.Evidence(t.ctx, from.ID, to.ID, r)
		if err != nil {
			return nil, 0, err
		}
		if len(refs) == 0 { // an ingest has taken it away since the graph was read
			continue
		}
		m, ok, err := t.c.Mention(t.ctx, firstHand(refs, from.Held))
		if err != nil {
			return nil, 0, err
		}
		if !ok {
			continue
		}
		j := NewMention(m)
		e := Evidence{Relation: r, File: j.File, Page: j.Page, Sentence: j.Sentence, Mentions: len(refs), Best: j}
		if strings.HasPrefix(m.Reason, "decided by ") {
			e.Decided = m.Reason
		}
		out = append(out, e)
		mentions += len(refs)
	}
	return out, mentions, nil
}

// firstHand returns the first citation in the citing document's own file, else,
// where only others say what it cites, the first of theirs.
func firstHand(all []legal.CitationRef, file string) legal.CitationRef {
	for _, ref := range all {
		if ref.File == file {
			return ref
		}
	}
	return all[0]
}

// Followed returns the relations that a chain follows where none are named: all
// but cites.
func Followed() []legal.Relation {
	var out []legal.Relation
	for _, r := range legal.Relations {
		if r != legal.Cites {
			out = append(out, r)
		}
	}
	return out
}

// Links returns the neighbours of a document in one way.
func Links(g *graph.Graph, id string, way graph.Way) []graph.Link {
	if way == graph.Down {
		return g.CitedBy(id)
	}
	return g.Cites(id)
}
