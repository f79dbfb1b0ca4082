package pipeline

import (
	"errors"
	"testing"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// corrected opens a catalogue of two plans: the first is cited by the second, and both
// cite numbers of two years.
func corrected(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Open(storetest.Folder(t))
	check(t, err)
	t.Cleanup(func() { c.Close() })
	cite := func(number, raw string, year int) legal.Citation {
		return legal.Citation{Type: legal.Directive, Number: number, Date: legal.Date{Year: year, Month: 5, Day: 2},
			From: -1, Relation: legal.Cites, Raw: raw, Page: 1}
	}
	for i, head := range []legal.Head{
		{Type: legal.Plan, Number: "50/KH-UBND", Date: legal.Date{Year: 2023, Month: 4, Day: 10},
			Issuer: "UBND tỉnh Quảng Ninh"},
		{Type: legal.Plan, Number: "64/KH-UBND", Date: legal.Date{Year: 2023, Month: 6, Day: 10},
			Issuer: "UBND tỉnh Lâm Đồng"},
	} {
		f := catalog.File{SHA256: string(shaOf(i)), Size: 1, Status: catalog.Read}
		f.Text.Head = head
		f.Citations = []legal.Citation{cite("14/CT-TTg", "Chỉ thị 14/CT-TTg năm 2021", 2021),
			cite("14/CT-TTg", "Chỉ thị 14/CT-TTg năm 2022", 2022)}
		check(t, c.PutFile(t.Context(), f, catalog.Path{Path: "/in/" + head.Number[:2], Root: "/in"}))
	}
	check(t, Resolve(t.Context(), c))
	return c
}

func shaOf(i int) []byte {
	b := make([]byte, 64)
	for k := range b {
		b[k] = byte('a' + i)
	}
	return b
}

// say stores a correction and works out what follows.
func say(t *testing.T, c *catalog.Catalog, k legal.Correction) error {
	t.Helper()
	k.By, k.Why = "Lan", "so"
	return Change(t.Context(), c, func() error {
		_, err := Correct(t.Context(), c, k)
		return err
	}, func() error { return nil })
}

func TestCorrect(t *testing.T) {
	const y2021, y2022, plan = "ct-14-ttg-2021", "ct-14-ttg-2022", "kh-50-ubnd-quang-ninh-2023"
	first := &legal.CitationRef{File: string(shaOf(0)), Index: 0}
	decide := func(id, field, value string) legal.Correction {
		return legal.Correction{Kind: legal.Decide, Document: id, Field: field, Value: value}
	}
	type said = []legal.Correction
	for name, test := range map[string]struct {
		before said
		k      legal.Correction
		want   legal.MessageCode // "" for one that is taken
		by     int               // number of the correction that speaks against it
	}{
		"two are one": {nil, legal.Correction{Kind: legal.Same, Document: y2021, Other: y2022}, "", 0},
		"one is one": {nil, legal.Correction{Kind: legal.Same, Document: y2021, Other: y2021}, legal.RefusedOne,
			0},
		"one since somebody said so": {said{{Kind: legal.Same, Document: y2021, Other: y2022}},
			legal.Correction{Kind: legal.Differ, Document: y2021, Other: y2021}, legal.RefusedOneSaid, 1},
		"two, and then one": {said{{Kind: legal.Differ, Document: y2021, Other: y2022}},
			legal.Correction{Kind: legal.Same, Document: y2022, Other: y2021}, legal.RefusedSaid, 1},
		"two, said twice": {said{{Kind: legal.Differ, Document: y2021, Other: y2022}},
			legal.Correction{Kind: legal.Differ, Document: y2022, Other: y2021}, legal.RefusedSaid, 1},
		"a citation of another": {nil, legal.Correction{Kind: legal.Same, Document: y2022, Citation: first}, "", 0},
		"a citation of two": {said{{Kind: legal.Same, Document: y2022, Citation: first}},
			legal.Correction{Kind: legal.Same, Document: plan, Citation: first}, legal.RefusedSaid, 1},
		"not what it means": {nil, legal.Correction{Kind: legal.Differ, Document: y2021, Citation: first}, "", 0},
		"not what it does not mean": {nil, legal.Correction{Kind: legal.Differ, Document: y2022, Citation: first},
			legal.RefusedNotMeant, 0},
		"a citation and its document": {said{{Kind: legal.Differ, Document: y2021, Citation: first}},
			legal.Correction{Kind: legal.Same, Document: y2021, Citation: first}, legal.RefusedSaid, 1},
		"a date": {nil, decide(plan, legal.ConflictDate, "2023-04-11"), "", 0},
		"a second date": {said{decide(plan, legal.ConflictDate, "2023-04-11")},
			decide(plan, legal.ConflictDate, "2023-04-12"), legal.RefusedSaid, 1},
		"a title beside a date": {said{decide(plan, legal.ConflictDate, "2023-04-11")},
			decide(plan, legal.FieldTitle, "về y tế"), "", 0},
		"one of two dates": {said{decide(y2021, legal.ConflictDate, "2021-05-03"),
			decide(y2022, legal.ConflictDate, "2022-05-03")},
			legal.Correction{Kind: legal.Same, Document: y2021, Other: y2022}, legal.RefusedSaid, 2},
		"by an ID of before": {said{{Kind: legal.Same, Document: y2021, Other: y2022},
			decide(y2021, legal.FieldTitle, "về y tế")},
			decide(y2021, legal.FieldTitle, "về giáo dục"), legal.RefusedSaid, 2},
		"without effect, and so not against": {said{decide("kh-1-ubnd-ha-nam-2020", legal.FieldTitle, "x")},
			decide("kh-1-ubnd-ha-nam-2020", legal.FieldTitle, "y"), "", 0},
	} {
		c := corrected(t)
		for _, k := range test.before {
			check(t, say(t, c, k))
		}
		err := say(t, c, test.k)
		var r *Refusal
		errors.As(err, &r)
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case test.want != "" && (r == nil || r.Code != test.want || r.Before != test.by):
			t.Errorf("%s: %v, want %q by %d", name, err, test.want, test.by)
		}
		kept, err := c.Corrections(t.Context())
		check(t, err)
		want := len(test.before)
		if test.want == "" {
			want++
		}
		if len(kept) != want {
			t.Errorf("%s: %d corrections are kept, want %d", name, len(kept), want)
		}
	}
}

func TestUndo(t *testing.T) {
	c := corrected(t)
	check(t, say(t, c, legal.Correction{Kind: legal.Differ, Document: "ct-14-ttg-2021", Other: "ct-14-ttg-2022"}))
	check(t, Undo(t.Context(), c, "Minh", "nhầm", 1))
	if err := Undo(t.Context(), c, "Minh", "nhầm", 1); !errors.Is(err, catalog.ErrNoCorrection) {
		t.Errorf("again: %v", err)
	}
	check(t, say(t, c, legal.Correction{Kind: legal.Same, Document: "ct-14-ttg-2021", Other: "ct-14-ttg-2022"}))
}

// TestChange breaks off at each step: what is not said leaves all as it was, what is said
// is to be worked in.
func TestChange(t *testing.T) {
	c := corrected(t)
	stop := errors.New("stop")
	nothing := func() error { return nil }
	check(t, c.MarkComplete(t.Context()))
	settled := func() bool {
		s, err := c.Complete(t.Context())
		check(t, err)
		return s
	}
	if err := Change(t.Context(), c, func() error { return stop }, nothing); !errors.Is(err, stop) ||
		errors.Is(err, ErrHalfDone) || !settled() {
		t.Errorf("nothing said: %v, settled %v", err, settled())
	}
	if err := Change(t.Context(), c, nothing, func() error { return stop }); !errors.Is(err, stop) ||
		!errors.Is(err, ErrHalfDone) || settled() {
		t.Errorf("half done: %v, settled %v", err, settled())
	}
	if err := Change(t.Context(), c, nothing, nothing); err != nil || settled() {
		t.Errorf("after one that was cut off: %v, settled %v", err, settled())
	}
	check(t, c.MarkComplete(t.Context()))
	if err := Change(t.Context(), c, nothing, nothing); err != nil || !settled() {
		t.Errorf("done: %v, settled %v", err, settled())
	}
}

func TestDecided(t *testing.T) {
	for _, test := range []struct{ field, value, wantField, want string }{
		{" Date", "23/11/2022", legal.ConflictDate, "2022-11-23"},
		{"date", "31/6/2022", "", string(legal.RefusedDay)},
		{"type", "kế hoạch", legal.ConflictType, string(legal.Plan)},
		{"type", "bài thơ", "", string(legal.RefusedType)},
		{"issuer", " UBND tỉnh ", legal.ConflictIssuer, "UBND tỉnh"},
		{"title", "", "", string(legal.RefusedField)},
		{"colour", "red", "", string(legal.RefusedField)},
	} {
		field, value, err := Decided(test.field, test.value)
		var r *Refusal
		if errors.As(err, &r) {
			value = string(r.Code)
		}
		if field != test.wantField || value != test.want {
			t.Errorf("%s=%s: %q %q, want %q %q", test.field, test.value, field, value, test.wantField, test.want)
		}
	}
}

func TestSign(t *testing.T) {
	if by, why, err := Sign(" Nguyễn\x00 Văn\nA ", "vì\tthế"); by != "Nguyễn Văn A" || why != "vì thế" || err != nil {
		t.Errorf("%q %q %v", by, why, err)
	}
	for _, s := range [][2]string{{"", "x"}, {"x", " \n"}} {
		var r *Refusal
		if _, _, err := Sign(s[0], s[1]); !errors.As(err, &r) || r.Code != legal.RefusedUnsigned {
			t.Errorf("%q: %v", s, err)
		}
	}
}
