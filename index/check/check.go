// Package check holds a draft against what is known before it is signed: every citation
// against the document that it means, and the draft against itself. It knows nothing of
// the draft but what it is given and stores nothing of it; every finding says what should
// stand there and who says so.
package check

import (
	"cmp"
	"context"
	"slices"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Draft is what is checked: a reading, with what it would mean among the files of a catalogue.
type Draft struct {
	Name      string // as the reader calls it: its path, or "-"
	File      string // SHA-256 of its bytes, in hex
	Text      legal.Text
	Citations []legal.Citation
	Meant     legal.Resolved
	On        legal.Date // the day on which it is to hold; zero for that of its head, else Today
	Today     legal.Date
}

// Verdict says how a citation stands to what is known.
type Verdict string

// The verdicts, the worst first.
const (
	Differs    Verdict = "differs"      // from what is known of its document
	Close      Verdict = "close"        // to a known document, itself not known
	NotInForce Verdict = "not-in-force" // on the day of the draft
	Ambiguous  Verdict = "ambiguous"    // several documents may be meant
	Unknown    Verdict = "unknown"      // nothing to compare with
	Agrees     Verdict = "agrees"       // with the document, a registry or those who cite it
)

// Verdicts lists them, the worst first.
var Verdicts = []Verdict{Differs, Close, NotInForce, Ambiguous, Unknown, Agrees}

// Citation is one citation of the draft, as written, with its verdict.
type Citation struct {
	Index      int             `json:"index"` // from 0, in reading order
	Page       int             `json:"page"`
	Paragraph  int             `json:"paragraph,omitempty"` // of a draft that tells nothing of its pages
	Raw        string          `json:"raw"`
	Type       legal.Type      `json:"type,omitempty"`
	Number     string          `json:"number,omitempty"`
	Date       legal.Date      `json:"date,omitzero"`
	Issuer     string          `json:"issuer,omitempty"`
	Title      string          `json:"title,omitempty"`
	Provision  string          `json:"provision,omitempty"`
	Relation   legal.Relation  `json:"relation"`
	Verdict    Verdict         `json:"verdict"`
	Document   string          `json:"document,omitempty"`   // ID of what it means, "" where that is not certain
	Called     string          `json:"called,omitempty"`     // that document in a few words
	Held       bool            `json:"held,omitempty"`       // there is a file of it
	Known      int             `json:"known"`                // how many other documents cite it, counted up to a few dozen
	Candidates []string        `json:"candidates,omitempty"` // IDs, the first dozen
	Findings   []int           `json:"findings,omitempty"`   // in the report's list
	Span       legal.Span      `json:"span"`                 // bytes of the draft's running text
	Boxes      []legal.PageBox `json:"boxes"`
}

// Finding is one thing in the draft that does not add up.
type Finding struct {
	Rule      string          `json:"rule"`
	Severity  audit.Severity  `json:"severity"`
	Citation  int             `json:"citation"` // its index
	Field     string          `json:"field,omitempty"`
	Written   string          `json:"written"`          // the words in question
	Should    string          `json:"should,omitempty"` // what should stand there, "" where that is not known
	Message   legal.Message   `json:"message"`
	Documents []string        `json:"documents"` // IDs of those compared with
	Span      legal.Span      `json:"span"`      // the words in question, bytes of the draft's running text
	Page      int             `json:"page"`
	Paragraph int             `json:"paragraph,omitempty"` // of a draft that tells nothing of its pages
	Sentence  string          `json:"sentence"`
	Boxes     []legal.PageBox `json:"boxes"`
	Witnesses []audit.Witness `json:"witnesses"` // who says so
}

// Report is all that is said of a draft.
type Report struct {
	Draft     string         `json:"draft"`
	SHA256    string         `json:"sha256,omitempty"`
	Self      string         `json:"self,omitempty"` // ID of the document it is or would be
	Head      legal.Head     `json:"head"`
	On        legal.Date     `json:"on"` // the day on which what it rests on is to be in force
	Pages     int            `json:"pages"`
	Citations []Citation     `json:"citations"`
	Findings  []Finding      `json:"findings"`
	Verdicts  map[string]int `json:"verdicts"` // how many citations have each
}

// checker is the work on one draft.
type checker struct {
	Draft
	ctx      context.Context
	c        *catalog.Catalog
	day      legal.Date        // of the draft, zero where its head has none and nobody gave one
	own      map[string]bool   // hashes of the files that are the draft itself
	meant    []legal.Meaning   // by citation
	known    map[string]*known // by ID
	alike    neighbours
	cited    cover // by the citations
	findings []Finding
	found    map[int][]int // findings, by citation
}

// Find checks a draft.
func Find(ctx context.Context, c *catalog.Catalog, d Draft) (Report, error) {
	return newChecker(ctx, c, d).find()
}

func newChecker(ctx context.Context, c *catalog.Catalog, d Draft) *checker {
	return &checker{
		Draft: d, ctx: ctx, c: c, day: cmp.Or(d.On, d.Text.Head.KnownDate()), own: map[string]bool{d.File: true}, known: map[string]*known{},
		cited: coverOf(d.Citations), found: map[int][]int{},
	}
}

func (k *checker) find() (Report, error) {
	if err := k.prepare(); err != nil {
		return Report{}, err
	}
	for i := range k.Citations {
		if err := k.citation(i); err != nil {
			return Report{}, err
		}
	}
	k.twoWays()
	k.shortForms()
	k.order()
	if err := k.locate(); err != nil {
		return Report{}, err
	}
	return k.report(), nil
}

// prepare finds out which files are the draft itself, and what its citations mean.
func (k *checker) prepare() error {
	self := k.Meant.Self[k.File]
	if _, ok, err := k.c.Document(k.ctx, self); err != nil {
		return err
	} else if ok {
		files, err := k.c.FilesOf(k.ctx, self)
		if err != nil {
			return err
		}
		for _, f := range files {
			k.own[f] = true
		}
	}
	k.meant = make([]legal.Meaning, len(k.Citations))
	for _, m := range k.Meant.Meanings {
		k.meant[m.Index] = m
	}
	if err := k.hearAll(); err != nil {
		return err
	}
	return k.readAlike()
}

// citation checks one citation by itself and against what is known.
func (k *checker) citation(i int) error {
	if err := k.ctx.Err(); err != nil {
		return err
	}
	if k.Citations[i].Type.IsStandard() {
		return nil
	}
	k.form(i)
	if id := k.meant[i].Document; id != "" {
		d, err := k.know(id)
		if err != nil {
			return err
		}
		if err := k.against(i, d); err != nil {
			return err
		}
	}
	k.againstItself(i)
	return nil
}

// add keeps a finding unless there is one already on the same field of the citation.
func (k *checker) add(f Finding) {
	if f.Field == "" || !k.has(f.Citation, func(g Finding) bool { return g.Field == f.Field }) {
		k.keep(f)
	}
}

func (k *checker) keep(f Finding) {
	k.found[f.Citation] = append(k.found[f.Citation], len(k.findings))
	k.findings = append(k.findings, f)
}

// has reports whether a finding of some kind has been made on a citation.
func (k *checker) has(citation int, is func(Finding) bool) bool {
	return slices.ContainsFunc(k.found[citation], func(n int) bool { return is(k.findings[n]) })
}

// at makes a finding of a citation, on a part of its words or, with the zero span, on all of them.
func (k *checker) at(i int, rule string, s audit.Severity, field string, part legal.Span) Finding {
	if part == (legal.Span{}) {
		part = k.Citations[i].Span
	}
	return Finding{
		Rule: rule, Severity: s, Citation: i, Field: field, Span: part, Documents: []string{},
		Written: folded(k.Text.Content[part.Start:part.End]), Witnesses: []audit.Witness{},
	}
}
