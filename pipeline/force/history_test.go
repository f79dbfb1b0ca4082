package force

import (
	"strings"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
)

func date(s string) legal.Date {
	d, err := legal.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// decree is a document of a day, with its clauses.
func decree(id, issued string, clauses ...legal.ForceClause) (legal.Document, []legal.OwnClause) {
	var own []legal.OwnClause
	for _, c := range clauses {
		c.Type = legal.Decree
		own = append(own, legal.OwnClause{ForceClause: c, File: "file of " + id})
	}
	return legal.Document{ID: id, Type: legal.Decree, Date: date(issued)}, own
}

// act is what a document says that it does: A in the sentence is the document it acts on.
func act(by legal.Document, own []legal.OwnClause, r legal.Relation, sentence string) legal.ForceAct {
	at := strings.Index(sentence, "A")
	return legal.ForceAct{By: by, ByOwn: own, Relation: r, Scope: legal.ScopeWhole, Sentence: sentence, Start: at, End: at + 1,
		Confidence: 1}
}

func TestHistory(t *testing.T) {
	from := func(s string) legal.ForceClause { return legal.ForceClause{Day: date(s)} }
	a, own := decree("a", "2015-01-10", from("2015-03-01"))
	b, bOwn := decree("b", "2019-12-01", from("2020-02-01"))
	c, _ := decree("c", "2022-05-05")
	older, _ := decree("older", "2010-01-01")
	part := act(b, bOwn, legal.Repeals, "bãi bỏ Điều 5 A")
	part.Scope, part.Provision = legal.ScopePart, "Điều 5"
	scan := act(b, bOwn, legal.Repeals, "bãi bỏ A")
	scan.Confidence = .7
	stop := act(b, bOwn, legal.Cites, "ngưng hiệu lực A đến hết ngày 31 tháng 12 năm 2020")
	stop.Subtype = legal.Suspends
	longer := act(c, nil, legal.Cites, "kéo dài thời hạn áp dụng A đến hết năm 2024")
	longer.Subtype = legal.Extends
	until := legal.OwnClause{ForceClause: legal.ForceClause{Type: legal.Decree, Ends: true, Day: date("2023-01-01")}, File: "f"}
	told := func(t ...legal.ForceTold) legal.Document { d := a; d.Told = t; return d }
	registry := legal.DecidedByRegistry + "r"

	for name, x := range map[string]struct {
		facts legal.ForceFacts
		on    map[string]legal.ForceState
		wrong bool // contradicted
	}{
		"nothing known": {legal.ForceFacts{Document: a}, map[string]legal.ForceState{
			"2015-01-09": legal.ForceNotYet, "2015-01-10": legal.ForceNoEnd, "2026-01-01": legal.ForceNoEnd}, false},
		"in force from": {legal.ForceFacts{Document: a, Own: own}, map[string]legal.ForceState{
			"2015-02-28": legal.ForceNotYet, "2015-03-01": legal.ForceNoEnd}, false},
		"ended from the day of the other": {legal.ForceFacts{Document: a, Own: own, Acts: []legal.ForceAct{
			act(b, bOwn, legal.Replaces, "thay thế A")}}, map[string]legal.ForceState{
			"2020-01-31": legal.ForceNoEnd, "2020-02-01": legal.ForceEnded}, false},
		"ended from a day of its own": {legal.ForceFacts{Document: a, Acts: []legal.ForceAct{
			act(b, bOwn, legal.Repeals, "A hết hiệu lực kể từ ngày 01 tháng 6 năm 2020")}}, map[string]legal.ForceState{
			"2020-05-31": legal.ForceNoEnd, "2020-06-01": legal.ForceEnded}, false},
		"ended, the day not known": {legal.ForceFacts{Document: a, Acts: []legal.ForceAct{
			act(c, nil, legal.Replaces, "thay thế A")}}, map[string]legal.ForceState{
			"2022-05-04": legal.ForceNoEnd, "2022-05-05": legal.ForceUnclear, "2024-01-01": legal.ForceEnded}, false},
		"ended in part": {legal.ForceFacts{Document: a, Acts: []legal.ForceAct{part}}, map[string]legal.ForceState{
			"2020-01-31": legal.ForceNoEnd, "2020-02-01": legal.ForceInPart}, false},
		"read badly": {legal.ForceFacts{Document: a, Acts: []legal.ForceAct{scan}}, map[string]legal.ForceState{
			"2020-02-01": legal.ForceUnclear}, false},
		"by an older one": {legal.ForceFacts{Document: a, Acts: []legal.ForceAct{
			act(older, nil, legal.Repeals, "bãi bỏ A")}}, map[string]legal.ForceState{"2026-01-01": legal.ForceNoEnd}, false},
		"by two on two days": {legal.ForceFacts{Document: a, Acts: []legal.ForceAct{
			act(b, bOwn, legal.Replaces, "thay thế A"),
			act(c, nil, legal.Repeals, "bãi bỏ A từ ngày, A hết hiệu lực từ ngày 01/7/2022")}}, map[string]legal.ForceState{
			"2020-01-31": legal.ForceNoEnd, "2020-02-01": legal.ForceContradicted, "2022-07-01": legal.ForceEnded}, true},
		"suspended": {legal.ForceFacts{Document: a, Acts: []legal.ForceAct{stop}}, map[string]legal.ForceState{
			"2020-02-01": legal.ForcePaused, "2020-12-31": legal.ForcePaused, "2021-01-01": legal.ForceNoEnd}, false},
		"its own end": {legal.ForceFacts{Document: a, Own: []legal.OwnClause{until}}, map[string]legal.ForceState{
			"2022-12-31": legal.ForceNoEnd, "2023-01-01": legal.ForceEnded}, false},
		"its own end, extended": {legal.ForceFacts{Document: a, Own: []legal.OwnClause{until}, Acts: []legal.ForceAct{longer}},
			map[string]legal.ForceState{"2024-12-31": legal.ForceNoEnd, "2025-01-01": legal.ForceEnded}, false},
		"a registry agrees": {legal.ForceFacts{Document: told(legal.ForceTold{By: registry, From: date("2015-03-01"),
			To: date("2020-02-01")}), Own: own, Acts: []legal.ForceAct{act(b, bOwn, legal.Replaces, "thay thế A")}},
			map[string]legal.ForceState{"2020-02-01": legal.ForceEnded}, false},
		"a registry has another day": {legal.ForceFacts{Document: told(legal.ForceTold{By: registry, From: date("2015-04-01"),
			To: date("2020-03-01")}), Own: own, Acts: []legal.ForceAct{act(b, bOwn, legal.Replaces, "thay thế A")}},
			map[string]legal.ForceState{"2015-03-15": legal.ForceContradicted, "2020-02-15": legal.ForceContradicted,
				"2020-03-01": legal.ForceEnded}, true},
		"a person knows better": {legal.ForceFacts{Document: told(legal.ForceTold{By: registry, To: date("2020-03-01")},
			legal.ForceTold{By: "Nguyễn Văn A", To: date("2020-04-01")}),
			Acts: []legal.ForceAct{act(b, bOwn, legal.Replaces, "thay thế A")}},
			map[string]legal.ForceState{"2020-03-31": legal.ForceNoEnd, "2020-04-01": legal.ForceEnded}, false},
		"a person says that nothing ended it": {legal.ForceFacts{Document: told(legal.ForceTold{By: "Nguyễn Văn A", Endless: true}),
			Acts: []legal.ForceAct{act(b, bOwn, legal.Replaces, "thay thế A")}},
			map[string]legal.ForceState{"2026-04-01": legal.ForceNoEnd}, false},
	} {
		t.Run(name, func(t *testing.T) {
			steps, sum := History(x.facts)
			d := x.facts.Document
			d.Force = &sum
			for on, want := range x.on {
				if got := d.Standing(date(on)); got.State != want {
					t.Errorf("on %s %q, want %q; steps %v", on, got.State, want, steps)
				}
			}
			if sum.Contradicted() != x.wrong {
				t.Errorf("contradicted: %v", sum.Contradicted())
			}
		})
	}
}
