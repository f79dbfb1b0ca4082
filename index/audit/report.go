package audit

import (
	"cmp"
	"slices"
)

// Report is what is printed of findings.
type Report struct {
	Findings []Finding   `json:"findings"`
	Total    int         `json:"total"`  // of which a limit prints the first
	Counts   []RuleCount `json:"counts"` // by rule and severity, of all
}

// RuleCount is how many findings a rule has.
type RuleCount struct {
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	Count    int      `json:"count"`
}

// CountRules counts findings by severity and rule, in their order.
func CountRules(fs []Finding) []RuleCount {
	out := []RuleCount{}
	for _, f := range fs {
		if n := len(out); n == 0 || out[n-1].Rule != f.Rule || out[n-1].Severity != f.Severity {
			out = append(out, RuleCount{f.Rule, f.Severity, 0})
		}
		out[len(out)-1].Count++
	}
	return out
}

// Filter chooses among findings.
type Filter struct {
	Rules     []string // codes, none for all
	AtLeast   Severity // "" for all
	Documents []string // IDs of which a finding touches one, none for all
}

// Wants reports whether a finding is asked for.
func (o Filter) Wants(f Finding) bool {
	switch {
	case len(o.Rules) > 0 && !slices.Contains(o.Rules, f.Rule):
		return false
	case o.AtLeast != "" && f.Severity.rank() > o.AtLeast.rank():
		return false
	}
	return len(o.Documents) == 0 || slices.ContainsFunc(o.Documents, f.Touches)
}

// WrongFirst puts the witnesses that are wrong first, then the documents' own heads.
func WrongFirst(ws []Witness) []Witness {
	rank := func(w Witness) int {
		switch {
		case w.Wrong:
			return 0
		case w.Index == Head || w.By != "":
			return 1
		}
		return 2
	}
	sorted := slices.Clone(ws)
	slices.SortStableFunc(sorted, func(a, b Witness) int { return cmp.Compare(rank(a), rank(b)) })
	return sorted
}

// WantedReport is what is printed of wanted documents.
type WantedReport struct {
	Wanted []Want `json:"wanted"`
	Total  int    `json:"total"`
}
