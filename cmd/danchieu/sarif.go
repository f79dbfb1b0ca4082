package main

import (
	"cmp"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/index/check"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// The parts of SARIF 2.1.0 (OASIS) that findings need. A PDF has no lines and a
// region must begin somewhere: the page (or paragraph) stands in the place of the line, and again
// as logical location; the sentence is the snippet, and the boxes are among the
// properties.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool                `json:"tool"`
	Bases      map[string]sarifArtifact `json:"originalUriBaseIds,omitempty"`
	ColumnKind string                   `json:"columnKind"`
	Results    []sarifResult            `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version,omitempty"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID    string    `json:"id"`
	Short sarifText `json:"shortDescription"`
	Full  sarifText `json:"fullDescription"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifText         `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Related      []sarifLocation   `json:"relatedLocations,omitempty"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Suppressions []sarifSuppressed `json:"suppressions,omitempty"`
	Properties   sarifDocuments    `json:"properties"`
}

// sarifSuppressed says that a person has looked at a result: "external" for it stands in no source.
type sarifSuppressed struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

type sarifDocuments struct {
	Documents []string `json:"documents"`
}

type sarifLocation struct {
	ID         *int            `json:"id,omitempty"`
	Physical   sarifPhysical   `json:"physicalLocation"`
	Logical    []sarifLogical  `json:"logicalLocations"`
	Message    *sarifText      `json:"message,omitempty"`
	Properties sarifWitnessBag `json:"properties"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI       string `json:"uri"`
	URIBaseID string `json:"uriBaseId,omitempty"`
}

type sarifRegion struct {
	StartLine int       `json:"startLine"`
	Snippet   sarifText `json:"snippet"`
}

type sarifLogical struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
}

type sarifWitnessBag struct {
	Page       int             `json:"page"`
	Boxes      []legal.PageBox `json:"boxes"`
	Document   string          `json:"document,omitempty"`
	Value      string          `json:"value,omitempty"`
	Wrong      bool            `json:"wrong,omitempty"`
	Confidence float64         `json:"confidence"`
	SHA256     string          `json:"sha256"`
}

// writeSARIF writes findings as one SARIF run. Paths are relative to the ingested
// folder they lie in, which is a base of its own. The first witness that is wrong,
// else the first, is the place of the finding; the others are related to it.
func writeSARIF(w io.Writer, fs []audit.Finding, roots []string) error {
	run := newSARIF(audit.Rules)
	run.Bases = map[string]sarifArtifact{}
	for i, root := range roots {
		run.Bases[baseID(i)] = sarifArtifact{URI: (&url.URL{Scheme: "file", Path: filepath.ToSlash(root) + "/"}).
			String()}
	}
	for _, f := range fs {
		run.Results = append(run.Results, sarifOf(f, roots))
	}
	return run.write(w)
}

// newSARIF begins a run by some rules.
func newSARIF(rules []audit.Rule) *sarifRun {
	run := &sarifRun{Tool: sarifTool{sarifDriver{Name: "danchieu", Version: version(), Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	for _, r := range rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules,
			sarifRule{r.Code, sarifText{r.Means.String()}, sarifText{r.Means.String() + " Why: " + r.Because + "."}})
	}
	return run
}

func (r *sarifRun) write(w io.Writer) error {
	return writeJSONLine(w, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{*r}})
}

// writeCheckSARIF writes what was found in drafts as one SARIF run. The words in question
// are the place of a finding, those who say otherwise are related to it.
func writeCheckSARIF(w io.Writer, reports []check.Report) error {
	run := newSARIF(check.Rules)
	for _, r := range reports {
		for i, f := range r.Findings {
			run.Results = append(run.Results, sarifOfDraft(r, i, f))
		}
	}
	return run.write(w)
}

func sarifOfDraft(r check.Report, i int, f check.Finding) sarifResult {
	place := (&url.URL{Path: filepath.ToSlash(r.Draft)}).String()
	out := sarifResult{RuleID: f.Rule,
		RuleIndex: slices.IndexFunc(check.Rules, func(r audit.Rule) bool { return r.Code == f.Rule }),
		Level:     string(f.Severity), Message: sarifText{f.Message.String()}, Properties: sarifDocuments{f.Documents},
		Fingerprints: map[string]string{"danchieu/v1": f.Rule + " " + strconv.Itoa(i) + " " + f.Written},
		Locations: []sarifLocation{{
			Physical: sarifPhysical{sarifArtifact{URI: place}, sarifRegion{cmp.Or(f.Paragraph, f.Page), sarifText{f.Written}}},
			Logical:  sarifAt(f.Page, f.Paragraph),
			Properties: sarifWitnessBag{Page: f.Page, Boxes: f.Boxes, Value: f.Should, Wrong: true, Confidence: 1,
				SHA256: r.SHA256},
		}}}
	for _, s := range f.Witnesses {
		if s.By == "" {
			at := sarifPlace(s, nil)
			n := len(out.Related) + 1
			at.ID = &n
			out.Related = append(out.Related, at)
		}
	}
	return out
}

// sarifAt names the page, or the paragraph of a file that has no pages.
func sarifAt(page, paragraph int) []sarifLogical {
	if paragraph > 0 {
		return []sarifLogical{{"paragraph " + strconv.Itoa(paragraph), "paragraph"}}
	}
	return []sarifLogical{{"page " + strconv.Itoa(page), "page"}}
}

func baseID(i int) string { return "ROOT" + strconv.Itoa(i+1) }

func sarifOf(f audit.Finding, roots []string) sarifResult {
	r := sarifResult{RuleID: f.Rule,
		RuleIndex: slices.IndexFunc(audit.Rules, func(r audit.Rule) bool { return r.Code == f.Rule }),
		Level:     string(f.Severity), Message: sarifText{f.Message.String()}, Locations: []sarifLocation{},
		Properties:   sarifDocuments{f.Documents},
		Fingerprints: map[string]string{"danchieu/v1": f.Rule + " " + strings.Join(f.Documents, " ")}}
	if f.Mark != nil {
		r.Suppressions = []sarifSuppressed{{"external", "accepted", f.Mark.Is + " (" + f.Mark.By + ", " + f.Mark.At + "): " + f.Mark.Why}}
	}
	// A registry is named by the message; there is no place to point to.
	witnesses := slices.DeleteFunc(slices.Clone(f.Witnesses), func(w audit.Witness) bool { return w.By != "" })
	first := max(0, slices.IndexFunc(witnesses, func(w audit.Witness) bool { return w.Wrong }))
	for i, w := range witnesses {
		at := sarifPlace(w, roots)
		if i == first {
			r.Locations = append(r.Locations, at)
			continue
		}
		n := len(r.Related) + 1
		at.ID = &n
		r.Related = append(r.Related, at)
	}
	return r
}

func sarifPlace(w audit.Witness, roots []string) sarifLocation {
	place := sarifArtifact{URI: (&url.URL{Scheme: "file", Path: filepath.ToSlash(w.File)}).String()}
	if rel, err := filepath.Rel(w.Root, w.File); err == nil && slices.Contains(roots, w.Root) {
		place = sarifArtifact{(&url.URL{Path: filepath.ToSlash(rel)}).String(), baseID(slices.Index(roots, w.Root))}
	}
	at := sarifLocation{
		Physical: sarifPhysical{place, sarifRegion{cmp.Or(w.Paragraph, w.Page), sarifText{w.Sentence}}},
		Logical:  sarifAt(w.Page, w.Paragraph),
		Properties: sarifWitnessBag{
			Page: w.Page, Boxes: w.Boxes, Document: w.Document, Value: w.Value, Wrong: w.Wrong,
			Confidence: w.Confidence, SHA256: w.SHA256,
		},
	}
	if w.Value != "" {
		at.Message = &sarifText{w.Value}
	}
	return at
}
