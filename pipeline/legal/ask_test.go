package legal

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAsk(t *testing.T) {
	day := Date{Year: 2026, Month: 5, Day: 12}
	whole := Head{Number: "1/KH", Date: day}
	penned := Head{Number: "1/KH", Date: day, Written: &Written{Number: true}}
	by := func(fields ...string) map[string]bool {
		out := map[string]bool{}
		for _, f := range fields {
			out[f] = true
		}
		return out
	}
	for name, test := range map[string]struct {
		head         Head
		contradicted bool
		decided      map[string]bool
		want         Ask
	}{
		"all is known":             {whole, false, nil, ""},
		"no number":                {Head{Date: day}, false, nil, AskNumber},
		"none, as a person says":   {Head{Date: day}, false, by(FieldNumber), ""},
		"neither number nor day":   {Head{}, false, nil, AskNumber},
		"its day alone is decided": {Head{Date: day}, false, by(ConflictDate), AskNumber},
		"no day":                   {Head{Number: "1/KH"}, false, nil, AskDate},
		"a month":                  {Head{Number: "1/KH", Date: Date{Year: 2026, Month: 5}}, false, nil, AskDate},
		"a day written by hand": {Head{Number: "1/KH", Date: day, Written: &Written{Date: true}}, false, nil,
			AskDate},
		"others say another day":    {whole, true, nil, AskDate},
		"and a person says which":   {whole, true, by(ConflictDate), ""},
		"a person gave the number":  {Head{Number: "1/KH"}, false, by(FieldNumber), ""},
		"a number written by hand":  {penned, false, nil, AskWritten},
		"both are, the day is said": {penned, false, by(ConflictDate), AskWritten},
		"and the number":            {penned, false, by(FieldNumber), ""},
	} {
		if got := test.head.Ask(test.contradicted, test.decided); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// What a person says is no longer read from handwriting, and the head that was read stays.
func TestComplete(t *testing.T) {
	read := Head{Issuer: "UBND", Superior: "Tỉnh", Written: &Written{Part: "/KH", Month: Date{Year: 2026, Month: 5},
		Guesses: []Guess{{Number: "1/KH"}}}}
	h := read
	for field, value := range map[string]string{FieldNumber: "2/KH", ConflictDate: "2026-05-12",
		ConflictType: "Kế hoạch", ConflictIssuer: "Sở Y tế", FieldTitle: "T"} {
		h.Complete(Correction{Kind: Decide, Field: field, Value: value})
	}
	want := Head{Number: "2/KH", Date: Date{Year: 2026, Month: 5, Day: 12}, Type: Plan, Issuer: "Sở Y tế", Title: "T"}
	if diff := cmp.Diff(want, h); diff != "" {
		t.Error(diff)
	}
	if read.Written.Part != "/KH" || len(read.Written.Guesses) != 1 {
		t.Error("what was read has changed")
	}
}
