// Package audit finds what does not add up in a catalogue: values that cannot
// both be true, citations that cannot have been written when they were, numbers
// out of their order, links that are missing. It decides nothing: every finding
// names its witnesses, with the page and the sentence, for a person to look.
package audit

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// Severity says how much a finding weighs.
type Severity string

// The severities. An error cannot be true as it stands on clean pages, a warning
// very likely cannot or rests on what OCR read, a note is a question left open.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// Severities lists them, the heaviest first.
var Severities = []Severity{Error, Warning, Note}

func (s Severity) rank() int { return slices.Index(Severities, s) }

// Rule is one thing that can be wrong. Its code is stable.
type Rule struct {
	Code    string        `json:"code"`
	Means   legal.Message `json:"means"`
	Because string        `json:"because"` // the source of the rule
}

// The codes of the rules.
const (
	DateConflict   = "date-conflict"
	IssuerConflict = "issuer-conflict"
	TypeConflict   = "type-conflict"
	TitleConflict  = "title-conflict"
	CitesLater     = "cites-later"
	YearInNumber   = "year-in-number"
	OutOfOrder     = "out-of-order"
	MayBeOne       = "may-be-one"
	NotInForce     = "not-in-force"
	// two histories of one document, and a younger document in the place of one that others rest on
	ForceContradicted = "force-contradicted"
	MayBeReplaced     = "may-be-replaced"
	TwoTexts          = "two-texts"
	MissingLink       = "missing-link"
	OpenReference     = "open-reference"
)

// Rules lists all rules in the order in which their findings are printed.
var Rules = []Rule{
	rule(CitesLater, "a document cannot know a later one"),
	rule(YearInNumber, "Nghị định 34/2016/NĐ-CP, Điều 57: the year in the number is that of issue"),
	rule(DateConflict, "a number is given once in a year or term (Nghị định 30/2020/NĐ-CP, Phụ lục I; "+
		"Hướng dẫn 36-HD/VPTW)"),
	rule(IssuerConflict, "the number names one body"),
	rule(TypeConflict, "the number names one type"),
	rule(TitleConflict, "a document has one title"),
	rule(NotInForce, "Luật Ban hành văn bản quy phạm pháp luật: grounds are documents in force"),
	rule(ForceContradicted, "Luật Ban hành văn bản quy phạm pháp luật 2015, Điều 151 and 154: a document comes into force, "+
		"and ends, once"),
	rule(TwoTexts, "a number is given once"),
	rule(OutOfOrder, "numbers are given in the order of issue (Nghị định 30/2020/NĐ-CP, Điều 15)"),
	rule(MayBeOne, "a title is seldom given twice under one number: one of the dates is a slip"),
	rule(MayBeReplaced, "Luật Ban hành văn bản quy phạm pháp luật 2015, Điều 154: what replaces a document ends it"),
	rule(MissingLink, "a chain is as good as its links"),
	rule(OpenReference, "a number is an identity only together with its body and its year or term"),
}

func rule(code, because string) Rule { return Rule{code, legal.NameOf("means", code), because} }

func ruleRank(code string) int {
	return slices.IndexFunc(Rules, func(r Rule) bool { return r.Code == code })
}

// Finding is one thing that does not add up.
type Finding struct {
	Rule      string        `json:"rule"`
	Severity  Severity      `json:"severity"`
	Misread   bool          `json:"misread,omitempty"` // it stands on what OCR read and is not sure of
	Documents []string      `json:"documents"`         // IDs, the one in question first
	Message   legal.Message `json:"message"`           // what is wrong
	Witnesses []Witness     `json:"witnesses"`
	Key       string        `json:"key"`            // by which a person marks it
	Mark      *Mark         `json:"mark,omitempty"` // what a person says of it, where [Marks.Of] put that
}

// Touches reports whether a document is part of the finding, or says something
// in it.
func (f Finding) Touches(id string) bool {
	return slices.Contains(f.Documents, id) || slices.ContainsFunc(f.Witnesses, func(w Witness) bool {
		return w.Document == id
	})
}

// Witness is one place that speaks in a finding.
type Witness struct {
	File   string `json:"file"` // path
	Root   string `json:"root"` // the ingested folder it lies in
	SHA256 string `json:"sha256"`
	// of the citation in the file's list, [Head] for the file's own head
	Index      int             `json:"index"`
	Document   string          `json:"document,omitempty"` // ID of the document that speaks, "" where it is not certain
	Page       int             `json:"page"`
	Paragraph  int             `json:"paragraph,omitempty"` // from 1, in a file that has no pages
	Value      string          `json:"value,omitempty"`     // what it says of the point in question
	Wrong      bool            `json:"wrong,omitempty"`     // where it is decided
	Confidence float64         `json:"confidence"`          // of the reading, 1 for clean text
	Sentence   string          `json:"sentence"`
	By         string          `json:"by,omitempty"` // the registry that speaks in the place of a file
	Boxes      []legal.PageBox `json:"boxes"`

	Relation legal.Relation `json:"-"` // where its value is one, with
	Other    string         `json:"-"` // the ID of the document it leads to

	span legal.Span // of a sentence that is no citation
}

// Head stands in the place of an index for what a file's own head says.
const Head = -1

// Sure is the confidence from which on a reading by OCR counts as read.
const Sure = 0.9

// Find returns all findings, the heaviest first and probable misreadings last, then in the order of [Rules],
// then by document. Their witnesses have no place yet: see [Locate].
func Find(ctx context.Context, c *catalog.Catalog) ([]Finding, error) {
	a := &auditor{ctx: ctx, c: c}
	if err := a.load(); err != nil {
		return nil, err
	}
	a.order()
	a.doubles()
	a.note(a.walk())
	for _, rule := range []func(){
		a.citesLater, a.forceContradicted, a.outOfOrder, a.mayBeOne, a.sameIdentity, a.missingLinks, a.openReferences,
	} {
		if a.err != nil {
			return nil, a.err
		}
		rule()
	}
	if a.err != nil {
		return nil, a.err
	}
	slices.SortStableFunc(a.findings, compare)
	for i, f := range a.findings {
		a.findings[i].Key = keyOf(f.Rule, f.about())
	}
	return a.findings, nil
}

func misread(f Finding) int {
	if f.Misread {
		return 1
	}
	return 0
}

func compare(a, b Finding) int {
	return cmp.Or(cmp.Compare(a.Severity.rank(), b.Severity.rank()), cmp.Compare(misread(a), misread(b)),
		cmp.Compare(ruleRank(a.Rule), ruleRank(b.Rule)), slices.Compare(a.Documents, b.Documents),
		strings.Compare(a.Message.String(), b.Message.String()))
}
