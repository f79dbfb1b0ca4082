package resolve

import (
	"slices"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

type correctionCase struct {
	readings    []legal.Reading
	corrections []legal.Correction
	want        []string
	idle        []int
}

func correctionCases() map[string]correctionCase {
	at := func(file string, index int) *legal.CitationRef { return &legal.CitationRef{File: file, Index: index} }
	three := []legal.Reading{
		reading("a", quangNinh, "chỉ thị 14/CT-TTg|2021-05-25", "chỉ thị 14/CT-TTg|2022-08-31"),
		reading("b", lamDong, "chỉ thị 14/CT-TTg"),
	}
	councils := []legal.Reading{
		reading("a", quangNinh, "nghị quyết 10/NQ-HĐND|2022-07-01|HĐND tỉnh|về giao chỉ tiêu biên chế công chức",
			"nghị quyết 10/NQ-HĐND|2023-07-01|HĐND tỉnh|về giao chỉ tiêu biên chế công chức"),
	}
	return map[string]correctionCase{
		"two documents are one": {three,
			[]legal.Correction{{N: 1, Kind: legal.Same, Document: "ct-14-ttg-2022", Other: "ct-14-ttg-2021", By: "Lan",
				Why: "w"}},
			[]string{"ct-14-ttg-2021", "ct-14-ttg-2021",
				"ct-14-ttg-2021 ← a person has said that its candidates are one"}, nil},
		"a citation means one of its candidates": {three,
			[]legal.Correction{{N: 1, Kind: legal.Same, Document: "ct-14-ttg-2022", Citation: at("b", 0), By: "Lan",
				Why: "w"}},
			[]string{"ct-14-ttg-2021", "ct-14-ttg-2022", "ct-14-ttg-2022 ← decided by Lan: w"}, nil},
		"a citation does not mean its document": {three,
			[]legal.Correction{{N: 1, Kind: legal.Differ, Document: "ct-14-ttg-2022", Citation: at("a", 1), By: "Lan",
				Why: "w"}},
			[]string{"ct-14-ttg-2021", "? ← not ct-14-ttg-2022, decided by Lan: w",
				"? ct-14-ttg-2021 ct-14-ttg-2022 ← 2 candidates"}, nil},
		"a candidate less decides nothing": {three,
			[]legal.Correction{{N: 1, Kind: legal.Differ, Document: "ct-14-ttg-2022", Citation: at("b", 0), By: "Lan",
				Why: "w"}},
			[]string{"ct-14-ttg-2021", "ct-14-ttg-2022", "? ct-14-ttg-2021 ← not ct-14-ttg-2022, decided by Lan: w"},
			nil},
		"what was taken back has no effect": {three,
			[]legal.Correction{{N: 1, Kind: legal.Same, Document: "ct-14-ttg-2022", Other: "ct-14-ttg-2021",
				UndoneAt: "2026-01-01"}},
			[]string{"ct-14-ttg-2021", "ct-14-ttg-2022", "? ct-14-ttg-2021 ct-14-ttg-2022 ← 2 candidates"}, nil},
		"what is not there is told": {three,
			[]legal.Correction{{N: 4, Kind: legal.Decide, Document: "ct-15-ttg-2022"},
				{N: 2, Kind: legal.Same, Document: "ct-14-ttg-2022", Citation: at("z", 0)}},
			[]string{"ct-14-ttg-2021", "ct-14-ttg-2022", "? ct-14-ttg-2021 ct-14-ttg-2022 ← 2 candidates"},
			[]int{2, 4}},
		"a council's two resolutions, open": {councils, nil,
			[]string{"? nq-10-hdnd-quang-ninh-2022 nq-10-hdnd-quang-ninh-2023 ← two years, like titles: one resolution or two",
				"? nq-10-hdnd-quang-ninh-2022 nq-10-hdnd-quang-ninh-2023 ← two years, like titles: one resolution or two"}, nil},
		"a council's two resolutions, told apart": {councils,
			[]legal.Correction{{N: 1, Kind: legal.Differ, Document: "nq-10-hdnd-quang-ninh-2023",
				Other: "nq-10-hdnd-quang-ninh-2022"}},
			[]string{"nq-10-hdnd-quang-ninh-2022", "nq-10-hdnd-quang-ninh-2023"}, nil},
	}
}

func TestCorrections(t *testing.T) {
	for name, test := range correctionCases() {
		r := Documents(Facts{Readings: test.readings, Corrections: test.corrections})
		if diff := cmp.Diff(test.want, say(r)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if !slices.Equal(r.Idle, test.idle) {
			t.Errorf("%s: idle %v, want %v", name, r.Idle, test.idle)
		}
		slices.Reverse(test.readings)
		slices.Reverse(test.corrections)
		if diff := cmp.Diff(r, Documents(Facts{Readings: test.readings, Corrections: test.corrections})); diff != "" {
			t.Errorf("%s, in another order: %s", name, diff)
		}
		slices.Reverse(test.readings)
	}
}

// A citation that a person has tied to a document does not spell its number, nor
// does a document merged into it.
func TestCorrectedNumber(t *testing.T) {
	for name, test := range map[string]struct {
		correction   legal.Correction
		id, number   string
		date         string
		conflictDate bool
	}{
		"a citation of another number": {legal.Correction{Kind: legal.Same, Document: "ct-14-ttg-2021", Citation: &legal.CitationRef{File: "a", Index: 1}}, "ct-14-ttg-2021", "14/CT-TTg", "", true},
		"a document of another number": {legal.Correction{Kind: legal.Same, Document: "ct-14-ttg-2021", Other: "ct-41-ttg-2021"}, "ct-14-ttg-2021", "14/CT-TTg", "", true},
		"a date against all":           {legal.Correction{Kind: legal.Decide, Document: "ct-14-ttg-2021", Field: legal.ConflictDate, Value: "2021-05-26", By: "Lan"}, "ct-14-ttg-2021", "14/CT-TTg", "2021-05-26", true},
		"a date as all give it":        {legal.Correction{Kind: legal.Decide, Document: "ct-14-ttg-2021", Field: legal.ConflictDate, Value: "2021-05-25", By: "Lan"}, "ct-14-ttg-2021", "14/CT-TTg", "2021-05-25", false},
	} {
		r := Documents(Facts{Readings: []legal.Reading{reading("a", quangNinh, "chỉ thị 14/CT-TTg|2021-05-25",
			"chỉ thị 41/CT-TTg|2021-06-25")},
			Corrections: []legal.Correction{test.correction}})
		d := r.Documents[0]
		if d.ID != test.id || d.Number != test.number || d.Date.String() != test.date ||
			slices.Contains(d.Conflicts, legal.ConflictDate) != test.conflictDate {
			t.Errorf("%s: %s %s of %s, conflicts %v", name, d.ID, d.Number, d.Date, d.Conflicts)
		}
	}
}

// A bare ordinal whose candidates are merged means what is left.
func TestMergedShort(t *testing.T) {
	r := Documents(Facts{
		Readings: []legal.Reading{reading("a", quangNinh, "chỉ thị 14/CT-TTg|2021-05-25",
			"chỉ thị 14/CT-TTg|2022-08-31", "chỉ thị 14/CT-TTg|2023-01-31", "chỉ thị 14")},
		Corrections: []legal.Correction{
			{N: 1, Kind: legal.Differ, Document: "ct-14-ttg-2023", Citation: &legal.CitationRef{File: "a", Index: 3}, By: "Lan", Why: "w"},
			{N: 2, Kind: legal.Same, Document: "ct-14-ttg-2021", Other: "ct-14-ttg-2022", By: "Lan", Why: "w"},
		}})
	if m := r.Meanings[3]; m.Document != "ct-14-ttg-2021" || m.Candidates != nil {
		t.Errorf("means %q, candidates %v", m.Document, m.Candidates)
	}
}

// A correction finds its document by the ID of earlier days, and its citation by
// what it reads.
func TestCorrectionsFollow(t *testing.T) {
	r := Documents(Facts{
		Readings: []legal.Reading{
			withRaw(reading("a", quangNinh, "nghị quyết 7/NQ-CP|2021-05-25", "chỉ thị 14/CT-TTg|2021-05-25"))},
		Corrections: []legal.Correction{{N: 1, Kind: legal.Decide, Document: "ct-14-ttg-x", Field: legal.ConflictDate,
			Value: "2021-05-26", By: "Lan"},
			{N: 2, Kind: legal.Differ, Document: "nq-7-cp-2021", Citation: &legal.CitationRef{File: "a", Index: 5}, Raw: "7/NQ-CP", By: "Lan", Why: "w"}},
		Redirects: map[string][]string{"ct-14-ttg-x": {"ct-14-ttg-y"}, "ct-14-ttg-y": {"ct-14-ttg-2021"},
			"round": {"round"}},
	})
	if diff := cmp.Diff([]string{"? ← not nq-7-cp-2021, decided by Lan: w", "ct-14-ttg-2021"}, say(r)); diff != "" {
		t.Error(diff)
	}
	if d := r.Documents[0]; d.Date.String() != "2021-05-26" || d.DecidedBy["date"] != "Lan" {
		t.Errorf("%s: date %s, settled %v", d.ID, d.Date, d.DecidedBy)
	}
}

// withRaw gives citations their number as their words.
func withRaw(r legal.Reading) legal.Reading {
	for i := range r.Citations {
		r.Citations[i].Raw = r.Citations[i].Number
	}
	return r
}
