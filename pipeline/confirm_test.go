package pipeline

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/catalog/storetest"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// unsure opens a catalogue of a scan that bears no number that could be read, and a plan
// that cites it.
func unsure(t *testing.T) (c *catalog.Catalog, scan string) {
	t.Helper()
	c, err := catalog.Open(storetest.Folder(t))
	check(t, err)
	t.Cleanup(func() { c.Close() })
	put := func(i int, name string, h legal.Head, cs ...legal.Citation) {
		f := catalog.File{SHA256: string(shaOf(i)), Size: 1, Status: catalog.Read, Citations: cs}
		f.Text.Head = h
		f.Text.Pages = []legal.PageInfo{{Width: 595, Height: 842, Source: legal.SourceOCR}}
		check(t, c.PutFile(t.Context(), f, catalog.Path{Path: "/in/" + name, Root: "/in"}))
	}
	put(0, "scan.pdf", legal.Head{Type: legal.Plan, Issuer: "Sở Nội vụ tỉnh Sơn La",
		Written: &legal.Written{Part: "/KH-SNV", Month: legal.Date{Year: 2026, Month: 5},
			Guesses: []legal.Guess{{Number: "144/KH-SNV", Confidence: .5}}}})
	put(1, "citing.pdf", legal.Head{Type: legal.Plan, Number: "42/KH-UBND", Issuer: "UBND xã Mường Bú",
		Date: legal.Date{Year: 2026, Month: 6, Day: 1}},
		legal.Citation{Type: legal.Plan, Number: "144/KH-SNV", Date: legal.Date{Year: 2026, Month: 5, Day: 12},
			Issuer: "Sở Nội vụ tỉnh Sơn La", From: -1, Relation: legal.Implements, Raw: "Kế hoạch 144/KH-SNV", Page: 1})
	check(t, Resolve(t.Context(), c))
	return c, string(shaOf(0))
}

func stateOf(t *testing.T, c *catalog.Catalog, file string, index int) string {
	t.Helper()
	s, err := c.State(t.Context(), legal.CitationRef{File: file, Index: index})
	check(t, err)
	return s
}

func changed(t *testing.T, c *catalog.Catalog, f func(context.Context) ([]legal.Correction, error)) (
	ks []legal.Correction, err error) {
	t.Helper()
	err = Change(t.Context(), c, func() (err error) {
		ks, err = f(t.Context())
		return err
	}, func() error { return nil })
	return ks, err
}

// What a person reads in a head is decided where it differs or is in doubt, ties what cites
// it, and the old ID leads on.
func TestConfirmHead(t *testing.T) {
	for name, test := range map[string]struct {
		said HeadSaid
		want []string // field=value
		code legal.MessageCode
	}{
		"number and day": {HeadSaid{Number: "144/KH-SNV", Date: "12/5/2026", Type: "Kế hoạch",
			Issuer: "Sở Nội vụ tỉnh Sơn La"}, []string{"number=144/KH-SNV", "date=2026-05-12"}, ""},
		"all of it": {HeadSaid{Number: "17/TB-SYT", Date: "1.2.2026", Type: "Thông báo", Issuer: "Sở Y tế tỉnh Sơn La"},
			[]string{"number=17/TB-SYT", "date=2026-02-01", "type=Thông báo", "issuer=Sở Y tế tỉnh Sơn La"}, ""},
		"no number":       {HeadSaid{Number: "left over", Unnumbered: true}, []string{"number="}, ""},
		"nothing":         {HeadSaid{Type: "Kế hoạch"}, nil, legal.RefusedNothing},
		"no such number":  {HeadSaid{Number: "/KH-SNV"}, nil, legal.RefusedNumber},
		"no such day":     {HeadSaid{Number: "144/KH-SNV", Date: "31/2/2026"}, nil, legal.RefusedDay},
		"another's state": {HeadSaid{Number: "144/KH-SNV", State: "x"}, nil, legal.RefusedReread},
		"unsigned":        {HeadSaid{Number: "144/KH-SNV", By: " "}, nil, legal.RefusedUnsigned},
	} {
		t.Run(name, func(t *testing.T) {
			c, scan := unsure(t)
			said := test.said
			said.File, said.Why = scan, "seen"
			if said.By == "" {
				said.By = "Lan"
			}
			if said.State == "" {
				said.State = stateOf(t, c, scan, -1)
			}
			ks, err := changed(t, c, func(ctx context.Context) ([]legal.Correction, error) {
				return ConfirmHead(ctx, c, said)
			})
			var r *Refusal
			if errors.As(err, &r) != (test.code != "") || r != nil && r.Code != test.code || r == nil && err != nil {
				t.Fatalf("%v, want %q", err, test.code)
			}
			var got []string
			for _, k := range ks {
				got = append(got, k.Field+"="+k.Value)
			}
			if diff := cmp.Diff(test.want, got); r == nil && diff != "" {
				t.Error(diff)
			}
			kept, err := c.Corrections(t.Context())
			check(t, err)
			for _, k := range kept {
				if k.Idle {
					t.Errorf("without effect: %v", k.Says())
				}
			}
		})
	}
}

func TestConfirmHeadTies(t *testing.T) {
	c, scan := unsure(t)
	old, err := c.SelfOf(t.Context(), scan)
	check(t, err)
	said := HeadSaid{File: scan, State: stateOf(t, c, scan, -1), Number: "144/KH-SNV",
		Date: "12/5/2026", By: "Lan", Why: "seen"}
	confirm := func(ctx context.Context) ([]legal.Correction, error) { return ConfirmHead(ctx, c, said) }
	ks, err := changed(t, c, confirm)
	check(t, err)
	now, err := c.SelfOf(t.Context(), scan)
	check(t, err)
	m, _, err := c.Mention(t.Context(), legal.CitationRef{File: string(shaOf(1)), Index: 0})
	check(t, err)
	leads, err := c.Leads(t.Context(), old)
	check(t, err)
	if m.Document != now || now == old || !slices.Equal(leads, []string{now}) {
		t.Errorf("the file is %s, what cites it means %s, %s leads to %v", now, m.Document, old, leads)
	}
	// Another who had the page open is told.
	var r *Refusal
	if _, err := changed(t, c, confirm); !errors.As(err, &r) || r.Code != legal.RefusedSince || r.Before != 2 ||
		!strings.Contains(r.Error(), "Lan has said") {
		t.Errorf("said twice: %v", err)
	}
	ns := []int{ks[0].N, ks[1].N}
	check(t, Change(t.Context(), c, func() error { return Undo(t.Context(), c, "Minh", "slip", ns...) },
		func() error { return nil }))
	if again, _ := c.SelfOf(t.Context(), scan); again != old {
		t.Errorf("taken back: %s, was %s", again, old)
	}
	if _, err := changed(t, c, confirm); !errors.As(err, &r) || r.Code != legal.RefusedUndone ||
		!strings.Contains(r.Error(), "Minh has taken back") {
		t.Errorf("taken back meanwhile: %v", err)
	}
	if err := Undo(t.Context(), c, "Minh", "slip", ns...); !errors.Is(err, catalog.ErrNoCorrection) {
		t.Errorf("taken back twice: %v", err)
	}
}

// A citation that was left open means one of its candidates, none, or another document.
func TestConfirmMeaning(t *testing.T) {
	for name, test := range map[string]struct {
		document string
		want     legal.CorrectionKind
		n        int
	}{
		"one of them": {"ct-14-ttg-2021", legal.Same, 1}, "none": {"", legal.Differ, 2},
		"another": {"kh-50-ubnd-quang-ninh-2023", legal.Same, 1},
	} {
		t.Run(name, func(t *testing.T) {
			c := corrected(t)
			at := openCitation(t, c)
			said := MeaningSaid{Citation: at, State: stateOf(t, c, at.File, at.Index),
				Document: test.document, By: "Lan", Why: "so"}
			confirm := func(ctx context.Context) ([]legal.Correction, error) { return ConfirmMeaning(ctx, c, said) }
			ks, err := changed(t, c, confirm)
			check(t, err)
			if len(ks) != test.n || ks[0].Kind != test.want {
				t.Errorf("%v", ks)
			}
			m, _, err := c.Mention(t.Context(), at)
			check(t, err)
			if m.Document != test.document || len(m.Candidates) > 0 && test.document != "" {
				t.Errorf("it means %q, or %v", m.Document, m.Candidates)
			}
			var r *Refusal
			if _, err := changed(t, c, confirm); !errors.As(err, &r) || r.Code != legal.RefusedSince {
				t.Errorf("said twice: %v", err)
			}
		})
	}
}

// openCitation adds a file whose citation may mean two documents, and returns that.
func openCitation(t *testing.T, c *catalog.Catalog) legal.CitationRef {
	t.Helper()
	f := catalog.File{SHA256: string(shaOf(2)), Size: 1, Status: catalog.Read, Citations: []legal.Citation{{
		Type: legal.Directive, Number: "14/CT-TTg", From: -1, Relation: legal.Cites, Raw: "Chỉ thị 14/CT-TTg",
		Page: 1}}}
	f.Text.Head = legal.Head{Type: legal.Plan, Number: "65/KH-UBND", Date: legal.Date{Year: 2023, Month: 7, Day: 10},
		Issuer: "UBND tỉnh Lâm Đồng"}
	check(t, c.PutFile(t.Context(), f, catalog.Path{Path: "/in/65", Root: "/in"}))
	check(t, Resolve(t.Context(), c))
	at := legal.CitationRef{File: f.SHA256}
	m, _, err := c.Mention(t.Context(), at)
	check(t, err)
	if m.Document != "" || len(m.Candidates) != 2 {
		t.Fatalf("it means %q, or %v", m.Document, m.Candidates)
	}
	return at
}
