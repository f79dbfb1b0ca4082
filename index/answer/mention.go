package answer

import (
	"context"

	"github.com/danchieu/danchieu/index/excerpt"
	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Service answers from one catalogue, for one goroutine. A document is read once.
type Service struct {
	ctx      context.Context
	c        *catalog.Catalog
	day      func(legal.Date) string
	lang     legal.Lang
	known    map[string]legal.Document
	passages Passages
	names    map[string]string    // of files, by hash; nil until asked for
	places   *authority.Gazetteer // nil until asked for
	on       legal.Date           // the day on which it tells whether documents are in force, zero for none
}

// New returns a service that writes dates with day, as [Label] does.
func New(ctx context.Context, c *catalog.Catalog, day func(legal.Date) string) *Service {
	t := &Service{ctx: ctx, c: c, day: day, lang: legal.English, known: map[string]legal.Document{}}
	t.passages = t.passage
	return t
}

// With makes the service find passages by p, for one that keeps them.
func (t *Service) With(p Passages) *Service {
	t.passages = p
	return t
}

// On makes the service tell whether documents are in force on a day.
func (t *Service) On(day legal.Date) *Service {
	t.on = day
	return t
}

// In makes the service mark documents in a language, where people and no programs read
// what it tells.
func (t *Service) In(lang legal.Lang) *Service {
	t.lang = lang
	return t
}

// Document returns the document with an ID, the zero one where there is none.
func (t *Service) Document(id string) (legal.Document, error) {
	d, ok := t.known[id]
	if ok || id == "" {
		return d, nil
	}
	d, _, err := t.c.Document(t.ctx, id)
	t.known[id] = d
	return d, err
}

// Documents returns the documents with some IDs; IDs that none has are left out.
func (t *Service) Documents(ids []string) ([]legal.Document, error) {
	var out []legal.Document
	for _, id := range ids {
		d, err := t.Document(id)
		if err != nil {
			return nil, err
		}
		if d.ID != "" {
			out = append(out, d)
		}
	}
	return out, nil
}

func (t *Service) line(d legal.Document) string { return Label(d, t.day, t.lang) }

// Mention is a citation with its place and its meaning.
type Mention struct {
	File       string         `json:"file"`
	Place      int            `json:"place"` // among the citations of its file, from 1
	Page       int            `json:"page"`
	Paragraph  int            `json:"paragraph,omitempty"` // from 1, in a file that has no pages
	Relation   legal.Relation `json:"relation"`
	Scope      legal.Scope    `json:"scope,omitempty"` // of a change
	Subtype    legal.Subtype  `json:"subtype,omitempty"`
	Deed       *Deed          `json:"deed,omitempty"`
	Raw        string         `json:"raw"`
	Provision  string         `json:"provision,omitempty"`
	Sentence   string         `json:"sentence"`
	By         string         `json:"by,omitempty"`       // ID of the document that does the citing
	Document   string         `json:"document,omitempty"` // ID of the document meant
	Candidates []string       `json:"candidates,omitempty"`
	Reason     legal.Message  `json:"reason"`
	SHA256     string         `json:"sha256"`

	Excerpt string     `json:"-"` // the sentence, cut around the citation
	Nested  bool       `json:"-"` // a document named in it does the citing, not the file
	At      legal.Span `json:"-"` // where in the sentence it stands
	Span    legal.Span `json:"-"` // where in the running text
	Date    legal.Date `json:"-"` // printed with it
	Issuer  string     `json:"-"` // printed with it
	Title   string     `json:"-"` // printed after it
	Sure    float64    `json:"-"` // confidence of the reading
}

// Deed is what the passive says that the document meant did to another.
type Deed struct {
	Relation  legal.Relation `json:"relation"`
	Scope     legal.Scope    `json:"scope,omitempty"`
	Subtype   legal.Subtype  `json:"subtype,omitempty"`
	Provision string         `json:"provision,omitempty"`
	// the other's place among the citations of the file, 0 for the document the file is
	To int `json:"to"`
}

// NewMention returns a citation in the form in which it is told.
func NewMention(m catalog.Mention) Mention {
	at := legal.Span{Start: m.Start - m.Sentence.Start, End: m.End - m.Sentence.Start}
	var deed *Deed
	if d := m.Deed; d.Relation != "" {
		deed = &Deed{d.Relation, d.Scope, d.Subtype, d.Provision, d.To + 1}
	}
	return Mention{
		File: m.Path, Place: m.Index + 1, Page: m.Page, Paragraph: m.Paragraph, Relation: m.Relation, Scope: m.Scope,
		Subtype: m.Subtype,
		Deed:    deed, Raw: m.Raw, Provision: m.Provision, Sentence: m.SentenceText, By: m.Citing, Document: m.Document,
		Candidates: m.Candidates, Reason: m.Reason, SHA256: m.File, Excerpt: excerpt.Around(m.SentenceText, at, 240),
		Nested: m.From >= 0, At: at, Span: m.Span, Date: m.Date, Issuer: m.Issuer, Title: m.Title, Sure: m.Confidence,
	}
}

// Reach is what is stated beside the relation, without the provision.
func (m Mention) Reach() legal.Reach { return reachOf(m.Scope, m.Subtype, nil, false) }

// states is what the citation says of an edge. Of a part it names the provision.
func (m Mention) states() legal.Statement {
	s := legal.Statement{Scope: m.Scope, Subtype: m.Subtype}
	if m.Scope == legal.ScopePart {
		s.Provision = m.Provision
	}
	return s
}
