package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/index/audit"
	"github.com/danchieu/danchieu/pipeline/legal"
)

const (
	findingsEach   = 20
	witnessesOf    = 6
	wantedEach     = 50
	typesShown     = 12
	sentenceLength = 260
)

// auditBody is what the page of findings shows.
type auditBody struct {
	Findings   []foundBody
	Total      int
	Severities []choice
	Rules      []choice
	About      legal.Document // of which alone findings are shown
	AboutOff   string
	Pager      pager
	Tables     tables
	Marks      markForm
}

// foundBody is a finding with its documents and the first of its witnesses.
type foundBody struct {
	audit.Finding
	About []legal.Document
	Shown []witness
	More  int
}

// varied puts the first witness of each value first, for of ten that agree and one
// that does not that one must be seen.
func varied(ws []audit.Witness) []audit.Witness {
	var first, rest []audit.Witness
	seen := map[string]bool{}
	for _, w := range ws {
		if seen[w.Value] {
			rest = append(rest, w)
			continue
		}
		seen[w.Value] = true
		first = append(first, w)
	}
	return append(first, rest...)
}

// witness is one place that speaks in a finding. Where it is a relation that counts,
// that is shown with the document at its other end.
type witness struct {
	audit.Witness
	Address string
	Name    string // of the file
	Own     bool   // the document's own head

	Other legal.Document
}

// filterAsked reads which findings are asked for.
func (r *request) filterAsked() (audit.Filter, error) {
	form := r.URL.Query()
	var f audit.Filter
	for _, code := range form["rule"] {
		if code == "" {
			continue
		}
		if !slices.ContainsFunc(audit.Rules, func(k audit.Rule) bool { return k.Code == code }) {
			return f, errBad
		}
		f.Rules = append(f.Rules, code)
	}
	f.AtLeast = audit.Severity(form.Get("severity"))
	if f.AtLeast != "" && !slices.Contains(audit.Severities, f.AtLeast) {
		return f, errBad
	}
	return f, nil
}

func (s *Server) auditPage(r *request) error {
	f, err := r.filterAsked()
	if err != nil {
		return err
	}
	all, err := s.audit(r.ctx)
	if err == nil {
		all, err = s.marked(r.ctx, all)
	}
	if err != nil {
		return err
	}
	var b auditBody
	if id := r.URL.Query().Get("document"); id != "" {
		if b.About, err = s.documentOf(r, id); err != nil {
			return err
		}
		b.AboutOff, f.Documents = r.with("document", ""), []string{id}
	}
	bySeverity, byRule := map[audit.Severity]int{}, map[string]int{}
	var found []audit.Finding
	hidden := 0
	for _, x := range all {
		if !(audit.Filter{Documents: f.Documents}).Wants(x) {
			continue
		}
		if x.Mark != nil && f.Wants(x) {
			hidden++
		}
		if x.Mark != nil && !r.showsMarked() {
			continue
		}
		bySeverity[x.Severity]++
		if (audit.Filter{AtLeast: f.AtLeast}).Wants(x) {
			byRule[x.Rule]++
		}
		if f.Wants(x) {
			found = append(found, x)
		}
	}
	b.Total, b.Marks = len(found), r.marksHere(hidden)
	for _, v := range audit.Severities {
		b.Severities = append(b.Severities, r.switched(f.AtLeast == v, "severity", string(v), bySeverity[v]))
	}
	for _, k := range audit.Rules {
		if on := slices.Contains(f.Rules, k.Code); on || byRule[k.Code] > 0 {
			b.Rules = append(b.Rules, r.switched(on, "rule", k.Code, byRule[k.Code]))
		}
	}
	if r.wantsTable() {
		return s.sendFindings(r, found)
	}
	b.Tables = r.tables()
	b.Pager = r.pager(len(found), findingsEach)
	if b.Findings, err = s.foundBodies(r, found[max(0, b.Pager.First-1):b.Pager.Last]); err != nil {
		return err
	}
	return r.show("audit", r.say("Kiểm tra", "Audit"), b)
}

// located returns copies of findings with their witnesses' places: the findings
// themselves are shared by all requests.
func (s *Server) located(r *request, fs []audit.Finding) ([]audit.Finding, error) {
	out := slices.Clone(fs)
	for i := range out {
		out[i].Witnesses = slices.Clone(out[i].Witnesses)
	}
	return out, audit.Locate(r.ctx, s.catalog, out)
}

func (s *Server) foundBodies(r *request, fs []audit.Finding) ([]foundBody, error) {
	located, err := s.located(r, fs)
	if err != nil {
		return nil, err
	}
	known := answer.New(r.ctx, s.catalog, legal.Date.Printed)
	var out []foundBody
	for _, f := range located {
		b := foundBody{Finding: f}
		if b.About, err = known.Documents(f.Documents); err != nil {
			return nil, err
		}
		ws := varied(audit.WrongFirst(f.Witnesses))
		for _, w := range ws[:min(witnessesOf, len(ws))] {
			one := witness{Witness: w, Address: witnessAddress(w), Name: lastPart(w.File), Own: w.Index == audit.Head}
			if w.Relation != "" {
				if one.Other, err = known.Document(w.Other); err != nil {
					return nil, err
				}
			}
			b.Shown = append(b.Shown, one)
		}
		b.More = len(ws) - len(b.Shown)
		out = append(out, b)
	}
	return out, nil
}

// witnessAddress is where a witness is shown on the picture of its page, "" where
// it is a registry.
func witnessAddress(w audit.Witness) string {
	switch {
	case w.By != "" || w.SHA256 == "":
		return ""
	case w.Index == audit.Head:
		return fmt.Sprintf("/f/%s/%d", w.SHA256, max(1, w.Page))
	}
	return fmt.Sprintf("/f/%s/%d?c=%d#c%d", w.SHA256, max(1, w.Page), w.Index+1, w.Index+1)
}

func (s *Server) sendFindings(r *request, fs []audit.Finding) error {
	located, err := s.located(r, fs)
	if err != nil {
		return err
	}
	t, err := answer.New(r.ctx, s.catalog, legal.Date.Printed).FindingsTable(located)
	if err != nil {
		return err
	}
	return r.sendTable("kiem-tra", t)
}

// wantedBody is what the page of wanted documents shows.
type wantedBody struct {
	Wants  []wantBody
	Types  []choice
	Pager  pager
	Tables tables
	Marks  markForm
}

type wantBody struct {
	audit.Want
	N      int
	Needed []legal.Document
}

func (s *Server) wantedPage(r *request) error {
	all, err := s.wanted(r.ctx)
	if err == nil {
		all, err = s.markedWants(r.ctx, all)
	}
	if err != nil {
		return err
	}
	var b wantedBody
	kind := legal.Type(r.URL.Query().Get("type"))
	count := map[legal.Type]int{}
	var found []audit.Want
	hidden := 0
	for _, w := range all {
		if w.Mark != nil && (kind == "" || w.Document.Type == kind) {
			hidden++
		}
		if w.Mark != nil && !r.showsMarked() {
			continue
		}
		count[w.Document.Type]++
		if kind == "" || w.Document.Type == kind {
			found = append(found, w)
		}
	}
	for t, n := range count {
		if t != "" {
			b.Types = append(b.Types, r.switched(t == kind, "type", string(t), n))
		}
	}
	slices.SortFunc(b.Types, func(x, y choice) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), strings.Compare(x.Name, y.Name))
	})
	b.Types = b.Types[:min(typesShown, len(b.Types))]
	b.Marks = r.marksHere(hidden)
	if r.wantsTable() {
		return r.sendTable("can-tim", answer.WantedTable(found))
	}
	b.Tables = r.tables()
	b.Pager = r.pager(len(found), wantedEach)
	known := answer.New(r.ctx, s.catalog, legal.Date.Printed)
	for i, w := range found[max(0, b.Pager.First-1):b.Pager.Last] {
		x := wantBody{Want: w, N: b.Pager.First + i}
		if x.Needed, err = known.Documents(w.NeededBy); err != nil {
			return err
		}
		b.Wants = append(b.Wants, x)
	}
	return r.show("wanted", r.say("Cần tìm", "Wanted"), b)
}
